/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-tile-shape.h"
#include "zb-tile.h"

G_BEGIN_DECLS

/* As many tiles as a grid has room for at most: five by five. */
#define ZB_TILE_GRID_MOST 25

#define ZB_TYPE_TILE_GRID (zb_tile_grid_get_type ())
G_DECLARE_FINAL_TYPE (ZbTileGrid, zb_tile_grid, ZB, TILE_GRID, GtkWidget)

void zb_tile_grid_set_shape (ZbTileGrid *self, guint columns, guint rows);
void zb_tile_grid_arrange (ZbTileGrid *self, const ZbTileShape *shape);
guint zb_tile_grid_get_n_tiles (ZbTileGrid *self);
ZbTile *zb_tile_grid_get_tile (ZbTileGrid *self, guint position);
void zb_tile_grid_put (ZbTileGrid *self, guint position, ZbDevice *device);
ZbDevice *zb_tile_grid_get_device (ZbTileGrid *self, guint position);
void zb_tile_grid_select (ZbTileGrid *self, guint position);
guint zb_tile_grid_get_selected (ZbTileGrid *self);
void zb_tile_grid_set_single (ZbTileGrid *self, gboolean single);
gboolean zb_tile_grid_get_single (ZbTileGrid *self);
void zb_tile_grid_set_devices (ZbTileGrid *self, GListModel *devices);
void zb_tile_grid_set_media (ZbTileGrid *self, ZbMedia *media);
void zb_tile_grid_set_watermark (ZbTileGrid *self, const char *watermark);
guint zb_tile_grid_count_live (ZbTileGrid *self, guint *n_tiles);

G_END_DECLS
