/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ZbTileShape:
 * @name: what a layout remembers it by
 * @columns: how many tiles are beside one another
 * @rows: how many are above one another
 * @large: whether the first is as large as all but the last column and row
 *
 * How tiles are arranged.
 */
typedef struct
{
  const char *name;
  guint columns, rows;
  gboolean large;
} ZbTileShape;

/**
 * ZbTilePlace:
 * @column: how many cells are left of it
 * @row: how many are above it
 * @columns: how many it takes beside one another
 * @rows: how many it takes above one another
 *
 * Where a tile is in a shape.
 */
typedef struct
{
  guint column, row, columns, rows;
} ZbTilePlace;

const ZbTileShape *zb_tile_shapes_get (guint *n_shapes);
const ZbTileShape *zb_tile_shape_find (const char *name);
guint zb_tile_shape_count (const ZbTileShape *shape);
ZbTilePlace zb_tile_shape_get_place (const ZbTileShape *shape, guint position);

G_END_DECLS
