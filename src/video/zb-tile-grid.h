/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-tile.h"

G_BEGIN_DECLS

/* As many tiles as a grid has room for at most: five by five. */
#define ZB_TILE_GRID_MOST 25

#define ZB_TYPE_TILE_GRID (zb_tile_grid_get_type ())
G_DECLARE_FINAL_TYPE (ZbTileGrid, zb_tile_grid, ZB, TILE_GRID, GtkWidget)

void zb_tile_grid_set_shape (ZbTileGrid *self, guint columns, guint rows);
void zb_tile_grid_set_devices (ZbTileGrid *self, GListModel *devices);
void zb_tile_grid_set_media (ZbTileGrid *self, ZbMedia *media);
void zb_tile_grid_set_watermark (ZbTileGrid *self, const char *watermark);
guint zb_tile_grid_count_live (ZbTileGrid *self, guint *n_tiles);

G_END_DECLS
