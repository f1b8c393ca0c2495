/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-label.h"

G_BEGIN_DECLS

/**
 * ZbTileKey:
 * @zoom: the zoom of the tile
 * @x: its column, from the west
 * @y: its row, from the north
 *
 * Which tile of the world.
 */
typedef struct
{
  int zoom;
  int x;
  int y;
} ZbTileKey;

guint zb_tile_key_hash (gconstpointer key);
gboolean zb_tile_key_equal (gconstpointer a, gconstpointer b);

GPtrArray *zb_label_finder_find (ZbLabelStyle *style, const ZbVectorTile *tile, ZbTileKey data, ZbTileKey of,
                                 int size, int scale);

G_END_DECLS
