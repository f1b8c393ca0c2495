/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _ZbVectorTile ZbVectorTile;
typedef struct _ZbVectorFeature ZbVectorFeature;

/**
 * ZbVectorShape:
 * @ZB_VECTOR_OTHER: nothing that is known here
 * @ZB_VECTOR_POINT: one or several points
 * @ZB_VECTOR_LINE: one or several lines
 * @ZB_VECTOR_POLYGON: rings
 *
 * What a feature of a tile is.
 */
typedef enum
{
  ZB_VECTOR_OTHER,
  ZB_VECTOR_POINT,
  ZB_VECTOR_LINE,
  ZB_VECTOR_POLYGON,
} ZbVectorShape;

/**
 * ZbVectorPoint:
 * @x: 0 at the tile's west edge, 1 at its east edge; beyond these in its margin
 * @y: 0 at its north edge, 1 at its south edge
 * @begins: whether a line begins here rather than going on
 *
 * A point of a feature's shape.
 */
typedef struct
{
  float x;
  float y;
  gboolean begins;
} ZbVectorPoint;

/**
 * ZbVectorValue:
 * @text: (nullable): what it says, owned by the tile; %NULL for a number
 * @number: what it is, where it is a number; 0 or 1 for a truth
 *
 * What a feature says of itself under one key.
 */
typedef struct
{
  const char *text;
  double number;
} ZbVectorValue;

typedef void (*ZbVectorFunc) (const ZbVectorFeature *feature, gpointer data);

ZbVectorTile *zb_vector_tile_new (GBytes *bytes, GError **error);
void zb_vector_tile_free (ZbVectorTile *self);
void zb_vector_tile_foreach (const ZbVectorTile *self, const char *layer, ZbVectorFunc func, gpointer data);

ZbVectorShape zb_vector_feature_get_shape (const ZbVectorFeature *self);
gboolean zb_vector_feature_lookup (const ZbVectorFeature *self, const char *key, ZbVectorValue *value);
void zb_vector_feature_read (const ZbVectorFeature *self, GArray *points);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbVectorTile, zb_vector_tile_free)

G_END_DECLS
