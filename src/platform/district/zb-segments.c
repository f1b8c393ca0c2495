/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-segments.h"

#include <math.h>

#define SQUARE 100.0
#define WIDEST 30.0

struct _ZbSegments
{
  GArray *segments;
  GHashTable *squares; /* square → GArray of guint */
};

static gpointer
square_key (double x, double y)
{
  gint64 column = (gint64)floor (x / SQUARE) + 0x4000, row = (gint64)floor (y / SQUARE) + 0x4000;
  return GSIZE_TO_POINTER ((gsize)(column << 16 | row));
}

/**
 * zb_segments_new:
 *
 * Returns: (transfer full): an empty index
 */
ZbSegments *
zb_segments_new (void)
{
  ZbSegments *self = g_new0 (ZbSegments, 1);
  self->segments = g_array_new (FALSE, FALSE, sizeof (ZbSegment));
  self->squares = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify)g_array_unref);
  return self;
}

/**
 * zb_segments_free:
 * @self: (transfer full): an index
 */
void
zb_segments_free (ZbSegments *self)
{
  g_array_unref (self->segments);
  g_hash_table_unref (self->squares);
  g_free (self);
}

static void
enter_square (ZbSegments *self, double x, double y, guint index)
{
  gpointer key = square_key (x, y);
  GArray *square = g_hash_table_lookup (self->squares, key);
  if (!square)
    {
      square = g_array_new (FALSE, FALSE, sizeof (guint));
      g_hash_table_insert (self->squares, key, square);
    }
  g_array_append_val (square, index);
}

static void
add_segment (ZbSegments *self, const ZbSegment *segment)
{
  guint index = self->segments->len;
  double west = fmin (segment->a.x, segment->b.x), east = fmax (segment->a.x, segment->b.x);
  double south = fmin (segment->a.y, segment->b.y), north = fmax (segment->a.y, segment->b.y);
  g_array_append_val (self->segments, *segment);
  for (double x = floor (west / SQUARE) * SQUARE; x <= east; x += SQUARE)
    for (double y = floor (south / SQUARE) * SQUARE; y <= north; y += SQUARE)
      enter_square (self, x + 1, y + 1, index);
}

/**
 * zb_segments_add_line:
 * @self: an index
 * @line: a line
 * @half_width: metres to its edge
 * @tag: what it belongs to
 */
void
zb_segments_add_line (ZbSegments *self, const GArray *line, double half_width, guint tag)
{
  double along = 0;
  for (guint i = 1; i < line->len; i++)
    {
      ZbSegment segment = { ZB_XY (line, i - 1), ZB_XY (line, i), half_width, tag, along };
      add_segment (self, &segment);
      along += zb_xy_distance (segment.a, segment.b);
    }
}

/**
 * zb_segments_foreach:
 * @self: an index
 * @spot: a spot
 * @reach: metres
 * @func: (scope call): called with every segment that may be within @reach, some twice
 * @data: passed to @func
 */
void
zb_segments_foreach (ZbSegments *self, ZbXY spot, double reach, ZbSegmentFunc func, gpointer data)
{
  for (double x = floor ((spot.x - reach) / SQUARE) * SQUARE; x <= spot.x + reach; x += SQUARE)
    for (double y = floor ((spot.y - reach) / SQUARE) * SQUARE; y <= spot.y + reach; y += SQUARE)
      {
        GArray *square = g_hash_table_lookup (self->squares, square_key (x + 1, y + 1));
        for (guint i = 0; square && i < square->len; i++)
          func (&g_array_index (self->segments, ZbSegment, g_array_index (square, guint, i)), data);
      }
}

/* Four comparisons spare most segments the square root. */
static gboolean
is_within (const ZbSegment *segment, ZbXY spot, double reach)
{
  return spot.x > fmin (segment->a.x, segment->b.x) - reach &&
         spot.x < fmax (segment->a.x, segment->b.x) + reach &&
         spot.y > fmin (segment->a.y, segment->b.y) - reach &&
         spot.y < fmax (segment->a.y, segment->b.y) + reach;
}

typedef struct
{
  ZbXY spot;
  const ZbSegment *best;
  double least;
} Nearest;

static void
keep_nearer (const ZbSegment *segment, gpointer data)
{
  Nearest *nearest = data;
  double metres;
  if (!is_within (segment, nearest->spot, nearest->least))
    return;
  metres = zb_xy_to_segment (nearest->spot, segment->a, segment->b, NULL);
  if (metres < nearest->least)
    nearest->least = metres, nearest->best = segment;
}

/**
 * zb_segments_nearest:
 * @self: an index
 * @spot: a spot
 * @reach: how far to look, in metres
 * @metres: (out) (optional): how far away it is
 *
 * Returns: (transfer none) (nullable): the nearest segment within @reach
 */
const ZbSegment *
zb_segments_nearest (ZbSegments *self, ZbXY spot, double reach, double *metres)
{
  Nearest nearest = { spot, NULL, reach };
  zb_segments_foreach (self, spot, reach, keep_nearer, &nearest);
  if (metres)
    *metres = nearest.least;
  return nearest.best;
}

typedef struct
{
  ZbXY spot;
  double margin;
  gboolean clear;
} Clear;

static void
check_clear (const ZbSegment *segment, gpointer data)
{
  Clear *clear = data;
  double reach = segment->half_width + clear->margin;
  if (clear->clear && is_within (segment, clear->spot, reach) &&
      zb_xy_to_segment (clear->spot, segment->a, segment->b, NULL) < reach)
    clear->clear = FALSE;
}

/**
 * zb_segments_is_clear:
 * @self: an index
 * @spot: a spot
 * @margin: metres
 *
 * Returns: whether @spot is more than @margin away from the edge of every segment
 */
gboolean
zb_segments_is_clear (ZbSegments *self, ZbXY spot, double margin)
{
  Clear clear = { spot, margin, TRUE };
  zb_segments_foreach (self, spot, WIDEST + margin, check_clear, &clear);
  return clear.clear;
}
