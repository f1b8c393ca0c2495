/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-tile-grid.h"

G_BEGIN_DECLS

struct _ZbTileGrid
{
  GtkWidget parent_instance;
  GPtrArray *tiles;
  GListModel *devices;
  ZbMedia *media;
  char *watermark;
  gboolean plain;
  gboolean worked;
  ZbTileShape shape;
  ZbDevice *placed[ZB_TILE_GRID_MOST];
  guint selected;
  gboolean single;
  guint n_come; /* of a plain grid: how many tiles are there since it came on the screen */
  guint tick;
  GtkWidget *menu; /* NULL until it is first asked for */
};

/* zb-tile-grid-work.c: working with its tiles */
void zb_tile_grid_add_controllers (ZbTileGrid *self, GtkWidget *tile);

G_END_DECLS
