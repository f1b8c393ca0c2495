/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads map tiles after the Vector Tile Specification 2.1 (Mapbox, 2016). Whatever the bytes are, nothing
 * outside of them is read, and a shape ends where it stops making sense. */
#include "zb-vector-tile.h"

#include "vector-tile.pb-c.h"

/* A tile of a town has some hundred kilobytes; one that has more than this is not one. */
#define MOST_BYTES (16 * 1024 * 1024)

#define MOVE_TO 1
#define LINE_TO 2
#define CLOSE_PATH 7

struct _ZbVectorTile
{
  Zb__VectorTile *tile;
};

struct _ZbVectorFeature
{
  const Zb__VectorTile__Layer *layer;
  const Zb__VectorTile__Feature *feature;
};

/**
 * zb_vector_tile_new:
 * @bytes: a tile, unpacked; none at all is a tile with nothing on it
 * @error: where to say that it is not one
 *
 * Returns: (transfer full) (nullable): the tile, which keeps nothing of @bytes
 */
ZbVectorTile *
zb_vector_tile_new (GBytes *bytes, GError **error)
{
  ZbVectorTile *self;
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  Zb__VectorTile *tile = size <= MOST_BYTES ? zb__vector_tile__unpack (NULL, size, data) : NULL;

  if (!tile)
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "not a vector tile (%zu bytes)", size);
      return NULL;
    }
  self = g_new0 (ZbVectorTile, 1);
  self->tile = tile;
  return self;
}

/**
 * zb_vector_tile_free:
 * @self: (transfer full) (nullable): a tile
 */
void
zb_vector_tile_free (ZbVectorTile *self)
{
  if (!self)
    return;
  zb__vector_tile__free_unpacked (self->tile, NULL);
  g_free (self);
}

static void
foreach_feature (const Zb__VectorTile__Layer *layer, ZbVectorFunc func, gpointer data)
{
  for (gsize i = 0; i < layer->n_features; i++)
    {
      const ZbVectorFeature feature = { layer, layer->features[i] };

      func (&feature, data);
    }
}

/**
 * zb_vector_tile_foreach:
 * @self: a tile
 * @layer: the name of a layer
 * @func: (scope call): what is called with each feature of it, in their order
 * @data: what it is given
 */
void
zb_vector_tile_foreach (const ZbVectorTile *self, const char *layer, ZbVectorFunc func, gpointer data)
{
  for (gsize i = 0; i < self->tile->n_layers; i++)
    if (g_strcmp0 (self->tile->layers[i]->name, layer) == 0 && self->tile->layers[i]->extent > 0)
      foreach_feature (self->tile->layers[i], func, data);
}

/**
 * zb_vector_feature_get_shape:
 * @self: a feature
 *
 * Returns: what it is
 */
ZbVectorShape
zb_vector_feature_get_shape (const ZbVectorFeature *self)
{
  switch (self->feature->type)
    {
    case ZB__VECTOR_TILE__GEOMETRY__POINT:
      return ZB_VECTOR_POINT;
    case ZB__VECTOR_TILE__GEOMETRY__LINE:
      return ZB_VECTOR_LINE;
    case ZB__VECTOR_TILE__GEOMETRY__POLYGON:
      return ZB_VECTOR_POLYGON;
    case ZB__VECTOR_TILE__GEOMETRY__UNKNOWN:
    case _ZB__VECTOR_TILE__GEOMETRY_IS_INT_SIZE:
    default:
      return ZB_VECTOR_OTHER;
    }
}

static void
take_value (const Zb__VectorTile__Value *from, ZbVectorValue *value)
{
  value->text = from->text && g_utf8_validate (from->text, -1, NULL) ? from->text : NULL;
  value->number = from->has_wide      ? from->wide
                  : from->has_narrow  ? (double)from->narrow
                  : from->has_integer ? (double)from->integer
                  : from->has_natural ? (double)from->natural
                  : from->has_signed_ ? (double)from->signed_
                                      : from->truth;
}

/**
 * zb_vector_feature_lookup:
 * @self: a feature
 * @key: a key
 * @value: (out): what it says under @key
 *
 * Returns: whether it says anything
 */
gboolean
zb_vector_feature_lookup (const ZbVectorFeature *self, const char *key, ZbVectorValue *value)
{
  const Zb__VectorTile__Feature *feature = self->feature;
  const Zb__VectorTile__Layer *layer = self->layer;

  for (gsize i = 0; i + 1 < feature->n_tags; i += 2)
    {
      const guint32 of_key = feature->tags[i], of_value = feature->tags[i + 1];

      if (of_key >= layer->n_keys || of_value >= layer->n_values || g_strcmp0 (layer->keys[of_key], key) != 0)
        continue;
      take_value (layer->values[of_value], value);
      return TRUE;
    }
  return FALSE;
}

static int
unzigzag (guint32 value)
{
  return (int)(value >> 1) ^ -(int)(value & 1);
}

/* Where the pen is, in units of the layer; 64 bits, so that no number of moves overflows. */
typedef struct
{
  gint64 x, y;
  double extent;
} Pen;

static void
move (Pen *pen, const guint32 *by, gboolean begins, GArray *points)
{
  ZbVectorPoint point = { .begins = begins };

  pen->x += unzigzag (by[0]);
  pen->y += unzigzag (by[1]);
  point.x = (float)((double)pen->x / pen->extent);
  point.y = (float)((double)pen->y / pen->extent);
  g_array_append_val (points, point);
}

/**
 * zb_vector_feature_read:
 * @self: a feature
 * @points: (element-type ZbVectorPoint): where its points are appended; rings are not closed
 */
void
zb_vector_feature_read (const ZbVectorFeature *self, GArray *points)
{
  const guint32 *geometry = self->feature->geometry;
  const gsize n = self->feature->n_geometry;
  Pen pen = { .extent = self->layer->extent };

  for (gsize at = 0; at < n;)
    {
      const guint32 command = geometry[at] & 7;

      if (command == CLOSE_PATH)
        {
          at++;
          continue;
        }
      if (command != MOVE_TO && command != LINE_TO)
        return;
      for (guint32 left = geometry[at++] >> 3; left > 0 && at + 1 < n; left--, at += 2)
        move (&pen, geometry + at, command == MOVE_TO, points);
      if (at + 1 >= n)
        return;
    }
}
