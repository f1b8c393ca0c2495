/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How tiles are arranged: so many beside and above one another, or one large one with small ones around it.
 */
#include "zb-tile-shape.h"

static const ZbTileShape shapes[] = {
  { "1", 1, 1, FALSE },  { "4", 2, 2, FALSE },  { "9", 3, 3, FALSE },  { "16", 4, 4, FALSE },
  { "25", 5, 5, FALSE }, { "1+5", 3, 3, TRUE }, { "1+7", 4, 4, TRUE },
};

/**
 * zb_tile_shapes_get:
 * @n_shapes: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_shapes): the shapes that an officer can choose
 */
const ZbTileShape *
zb_tile_shapes_get (guint *n_shapes)
{
  *n_shapes = G_N_ELEMENTS (shapes);
  return shapes;
}

/**
 * zb_tile_shape_find:
 * @name: (nullable): a shape's name
 *
 * Returns: (transfer none) (nullable): the shape
 */
const ZbTileShape *
zb_tile_shape_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    if (g_strcmp0 (shapes[i].name, name) == 0)
      return &shapes[i];
  return NULL;
}

/**
 * zb_tile_shape_count:
 * @shape: a shape
 *
 * Returns: how many tiles it has
 */
guint
zb_tile_shape_count (const ZbTileShape *shape)
{
  return shape->large ? shape->columns + shape->rows : shape->columns * shape->rows;
}

/**
 * zb_tile_shape_get_place:
 * @shape: a shape
 * @position: which of its tiles, from 0
 *
 * Of a shape with a large tile the others are beside and below it, from the top and then from the left.
 *
 * Returns: where that tile is, in cells
 */
ZbTilePlace
zb_tile_shape_get_place (const ZbTileShape *shape, guint position)
{
  const guint last = shape->columns - 1;

  if (!shape->large)
    return (ZbTilePlace){ position % shape->columns, position / shape->columns, 1, 1 };
  if (position == 0)
    return (ZbTilePlace){ 0, 0, last, shape->rows - 1 };
  if (position < shape->rows)
    return (ZbTilePlace){ last, position - 1, 1, 1 };
  return (ZbTilePlace){ position - shape->rows, shape->rows - 1, 1, 1 };
}
