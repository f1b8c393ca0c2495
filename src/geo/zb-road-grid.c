/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The plane on which roads are joined, and the grid of squares by which they are found on it. */
#include "zb-road-graph-private.h"

#include <math.h>

/* On the sphere that zb_point_distance () uses. */
#define METRES_A_DEGREE (6371008.8 * G_PI / 180.0)
#define SQUARES_A_SIDE 0x40000000

typedef struct
{
  guint64 square;
  guint segment;
} Entry;

/* --- the plane -------------------------------------------------------------------------------- */

ZbRoadPlane
zb_road_plane_new (ZbPoint origin)
{
  return (ZbRoadPlane){ origin, METRES_A_DEGREE * fmax (cos (origin.lat * G_PI / 180), 0.01) };
}

ZbRoadSpot
zb_road_plane_place (const ZbRoadPlane *self, ZbPoint point)
{
  return (ZbRoadSpot){ (point.lon - self->origin.lon) * self->east,
                       (point.lat - self->origin.lat) * METRES_A_DEGREE };
}

ZbPoint
zb_road_plane_point (const ZbRoadPlane *self, ZbRoadSpot spot)
{
  return (ZbPoint){ self->origin.lon + spot.x / self->east, self->origin.lat + spot.y / METRES_A_DEGREE };
}

double
zb_road_spot_distance (ZbRoadSpot a, ZbRoadSpot b)
{
  return hypot (b.x - a.x, b.y - a.y);
}

ZbRoadSpot
zb_road_spot_between (ZbRoadSpot a, ZbRoadSpot b, double t)
{
  return (ZbRoadSpot){ a.x + t * (b.x - a.x), a.y + t * (b.y - a.y) };
}

/* How far a spot is from a segment, and at which share of it that is. */
double
zb_road_spot_to_segment (ZbRoadSpot spot, ZbRoadSpot a, ZbRoadSpot b, double *t)
{
  const double x = b.x - a.x, y = b.y - a.y, square = x * x + y * y;

  *t = square > 0 ? CLAMP (((spot.x - a.x) * x + (spot.y - a.y) * y) / square, 0, 1) : 0;
  return zb_road_spot_distance (spot, zb_road_spot_between (a, b, *t));
}

/* --- the grid --------------------------------------------------------------------------------- */

void
zb_road_grid_init (ZbRoadGrid *self)
{
  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
}

void
zb_road_grid_clear (ZbRoadGrid *self)
{
  g_clear_pointer (&self->entries, g_array_unref);
}

/* Which column or row a place is in; far outside of any map all are in the last one. */
int
zb_road_grid_square (double metres)
{
  return (int)CLAMP (floor (metres / ZB_ROAD_SQUARE), -SQUARES_A_SIDE, SQUARES_A_SIDE);
}

static guint64
square_of (int column, int row)
{
  return (guint64)((gint64)column + SQUARES_A_SIDE) << 32 | (guint64)((gint64)row + SQUARES_A_SIDE);
}

void
zb_road_grid_add (ZbRoadGrid *self, ZbRoadSpot a, ZbRoadSpot b, double margin, guint segment)
{
  const int west = zb_road_grid_square (fmin (a.x, b.x) - margin);
  const int east = zb_road_grid_square (fmax (a.x, b.x) + margin);
  const int south = zb_road_grid_square (fmin (a.y, b.y) - margin);
  const int north = zb_road_grid_square (fmax (a.y, b.y) + margin);

  for (int column = west; column <= east; column++)
    for (int row = south; row <= north; row++)
      {
        const Entry entry = { square_of (column, row), segment };
        g_array_append_val (self->entries, entry);
      }
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const Entry *one = a, *other = b;

  if (one->square != other->square)
    return one->square < other->square ? -1 : 1;
  return (one->segment > other->segment) - (one->segment < other->segment);
}

/* The squares of each segment together, one after another. */
void
zb_road_grid_seal (ZbRoadGrid *self)
{
  g_array_sort (self->entries, compare_entries);
}

static guint
find_first (const ZbRoadGrid *self, guint64 square)
{
  guint low = 0, high = self->entries->len;

  while (low < high)
    {
      const guint middle = low + (high - low) / 2;
      if (g_array_index (self->entries, Entry, middle).square < square)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* Returns the number of the first entry of a square; zb_road_grid_segment() tells its segment. */
guint
zb_road_grid_find (const ZbRoadGrid *self, int column, int row, guint *end)
{
  const guint64 square = square_of (column, row);
  const guint first = find_first (self, square);
  guint last = first;

  while (last < self->entries->len && g_array_index (self->entries, Entry, last).square == square)
    last++;
  *end = last;
  return first;
}

guint
zb_road_grid_segment (const ZbRoadGrid *self, guint entry)
{
  return g_array_index (self->entries, Entry, entry).segment;
}
