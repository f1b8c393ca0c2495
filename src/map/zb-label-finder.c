/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The names that could be put on one tile of the map. Tiles whose zoom the data does not have are parts of a
 * tile that it has: each name belongs to that part which its middle is on. */
#include "zb-label-finder.h"

#include <math.h>
#include <string.h>

/**
 * zb_tile_key_hash:
 * @key: a #ZbTileKey
 *
 * Returns: a hash of it, after Teschner et al., "Optimized Spatial Hashing for Collision Detection of
 * Deformable Objects" (2003), section 4.1
 */
guint
zb_tile_key_hash (gconstpointer key)
{
  const ZbTileKey *tile = key;

  return (guint)tile->zoom * 73856093u ^ (guint)tile->x * 19349663u ^ (guint)tile->y * 83492791u;
}

/**
 * zb_tile_key_equal:
 * @a: a #ZbTileKey
 * @b: another
 *
 * Returns: whether they are of the same tile
 */
gboolean
zb_tile_key_equal (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, sizeof (ZbTileKey)) == 0;
}

/* A tile of a town has some dozens. One that was made to have more is not drawn for minutes. */
#define MOST_LABELS 256
#define MOST_POINTS 4096

/* Where along a line a name is tried: in the middle first, then half a name further, and so on. */
static const double tries[] = { 0, 0.5, -0.5, 1, -1, 1.75, -1.75 };

typedef struct
{
  ZbTileKey data, of;
  int size, scale;
  GPtrArray *labels;
  GArray *points; /* ZbVectorPoint */
  GArray *line;   /* ZbLabelPlace */
} Finder;

static ZbLabelPlace
to_world (const Finder *self, const ZbVectorPoint *point)
{
  const double size = self->size * exp2 (self->of.zoom - self->data.zoom);

  return (ZbLabelPlace){ (self->data.x + (double)point->x) * size, (self->data.y + (double)point->y) * size };
}

static gboolean
is_on_tile (const Finder *self, ZbLabelPlace place)
{
  return floor (place.x / self->size) == self->of.x && floor (place.y / self->size) == self->of.y;
}

/* Returns whether there is one at all: that of another part is found there at the same place. */
static gboolean
take (Finder *self, ZbLabel *label, double length)
{
  if (!label)
    return FALSE;
  label->length = length;
  if (is_on_tile (self, label->place))
    g_ptr_array_add (self->labels, label);
  else
    zb_label_unref (label);
  return TRUE;
}

static double
get_length (GArray *line)
{
  double length = 0;

  for (guint i = 1; i < line->len; i++)
    {
      const ZbLabelPlace *from = &g_array_index (line, ZbLabelPlace, i - 1), *to = from + 1;

      length += hypot (to->x - from->x, to->y - from->y);
    }
  return length;
}

static void
try_around (Finder *self, const ZbLabelLook *look, double middle, double needs, double length)
{
  for (guint i = 0; i < G_N_ELEMENTS (tries); i++)
    {
      const double at = middle + tries[i] * needs;

      if (at >= needs / 2 && at <= length - needs / 2 &&
          take (self,
                zb_label_new_along (look, (const ZbLabelPlace *)self->line->data, self->line->len, at,
                                    self->scale),
                length))
        return;
    }
}

static void
find_along (Finder *self, const ZbLabelLook *look)
{
  const double length = get_length (self->line), needs = zb_label_measure (look);
  const guint n = (guint)fmax (1, floor (length / fmax (look->apart, needs)));

  if (self->line->len < 2 || length < needs)
    return;
  for (guint i = 0; i < n && self->labels->len < MOST_LABELS; i++)
    try_around (self, look, length * (i + 0.5) / n, needs, length);
}

static void
find_along_all (Finder *self, const ZbLabelLook *look)
{
  g_array_set_size (self->line, 0);
  for (guint i = 0; i < self->points->len && i < MOST_POINTS; i++)
    {
      const ZbVectorPoint *point = &g_array_index (self->points, ZbVectorPoint, i);
      const ZbLabelPlace place = to_world (self, point);

      if (point->begins && self->line->len > 0)
        {
          find_along (self, look);
          g_array_set_size (self->line, 0);
        }
      g_array_append_val (self->line, place);
    }
  find_along (self, look);
}

static void
find_at_all (Finder *self, const ZbLabelLook *look)
{
  for (guint i = 0; i < self->points->len && self->labels->len < MOST_LABELS; i++)
    {
      const ZbLabelPlace place = to_world (self, &g_array_index (self->points, ZbVectorPoint, i));

      if (is_on_tile (self, place))
        take (self, zb_label_new_at (look, place, self->scale), 0);
    }
}

static void
on_name (const ZbLabelLook *look, const ZbVectorFeature *feature, gpointer data)
{
  Finder *self = data;
  const ZbVectorShape shape = zb_vector_feature_get_shape (feature);

  if (self->labels->len >= MOST_LABELS)
    return;
  g_array_set_size (self->points, 0);
  zb_vector_feature_read (feature, self->points);
  if (look->along && shape == ZB_VECTOR_LINE)
    find_along_all (self, look);
  else if (!look->along && shape == ZB_VECTOR_POINT)
    find_at_all (self, look);
}

/**
 * zb_label_finder_find:
 * @style: what is written, and how
 * @tile: the data
 * @data: which tile that is
 * @of: which tile of the map names are wanted for: the same, or a part of it
 * @size: how many pixels wide a tile of the map is
 * @scale: device pixels to a pixel
 *
 * Returns: (transfer full) (element-type ZbLabel): the names whose middle is on the tile
 */
GPtrArray *
zb_label_finder_find (ZbLabelStyle *style, const ZbVectorTile *tile, ZbTileKey data, ZbTileKey of, int size,
                      int scale)
{
  Finder self = { .data = data, .of = of, .size = size, .scale = scale };

  self.labels = g_ptr_array_new_with_free_func ((GDestroyNotify)zb_label_unref);
  self.points = g_array_new (FALSE, FALSE, sizeof (ZbVectorPoint));
  self.line = g_array_new (FALSE, FALSE, sizeof (ZbLabelPlace));
  zb_label_style_foreach (style, tile, of.zoom, on_name, &self);
  g_array_unref (self.points);
  g_array_unref (self.line);
  return self.labels;
}
