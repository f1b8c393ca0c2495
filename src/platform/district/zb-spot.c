/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plane geometry for the demonstration district: spots, lines and rings in metres. */
#include "zb-spot.h"

#include <math.h>

#define ORIGIN_LON 121.385
#define ORIGIN_LAT 31.212
/* Metres a degree at 31.212° N on the sphere that zb_point_distance () uses. */
#define METRES_PER_DEGREE (6371008.8 * G_PI / 180.0)
#define NARROWING 0.855246 /* cos (31.212°) */

/**
 * zb_spot_from_point:
 * @point: a known place
 *
 * Returns: where it lies on the plane
 */
ZbSpot
zb_spot_from_point (ZbPoint point)
{
  return (ZbSpot){ (point.lon - ORIGIN_LON) * METRES_PER_DEGREE * NARROWING,
                   (point.lat - ORIGIN_LAT) * METRES_PER_DEGREE };
}

/**
 * zb_spot_to_point:
 * @spot: a spot on the plane
 *
 * Returns: its longitude and latitude, to the seventh digit as surveyors write them
 */
ZbPoint
zb_spot_to_point (ZbSpot spot)
{
  double lon = ORIGIN_LON + spot.x / (METRES_PER_DEGREE * NARROWING);
  double lat = ORIGIN_LAT + spot.y / METRES_PER_DEGREE;
  return (ZbPoint){ round (lon * 1e7) / 1e7, round (lat * 1e7) / 1e7 };
}

/**
 * zb_spot_distance:
 * @a: a spot
 * @b: another
 *
 * Returns: metres between them
 */
double
zb_spot_distance (ZbSpot a, ZbSpot b)
{
  return hypot (b.x - a.x, b.y - a.y);
}

/**
 * zb_spot_between:
 * @a: a spot
 * @b: another
 * @t: 0 for @a, 1 for @b
 *
 * Returns: the spot at @t of the way
 */
ZbSpot
zb_spot_between (ZbSpot a, ZbSpot b, double t)
{
  return (ZbSpot){ a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t };
}

/**
 * zb_spot_ahead:
 * @from: where one stands
 * @heading: degrees clockwise from north
 * @metres: how far
 *
 * Returns: where one arrives
 */
ZbSpot
zb_spot_ahead (ZbSpot from, double heading, double metres)
{
  double angle = heading * G_PI / 180;
  return (ZbSpot){ from.x + sin (angle) * metres, from.y + cos (angle) * metres };
}

/**
 * zb_spot_heading:
 * @from: where one stands
 * @to: where one looks
 *
 * Returns: degrees clockwise from north, 0 ≤ heading < 360
 */
double
zb_spot_heading (ZbSpot from, ZbSpot to)
{
  return fmod (atan2 (to.x - from.x, to.y - from.y) * 180 / G_PI + 360, 360);
}

/**
 * zb_spot_cross:
 * @a: one end of a segment
 * @b: its other end
 * @c: one end of another
 * @d: its other end
 * @t: (out): how far along the first they cross, 0 to 1
 * @u: (out): how far along the second
 *
 * Returns: whether the segments cross or touch; parallel ones do not
 */
gboolean
zb_spot_cross (ZbSpot a, ZbSpot b, ZbSpot c, ZbSpot d, double *t, double *u)
{
  double bx = b.x - a.x, by = b.y - a.y, dx = d.x - c.x, dy = d.y - c.y;
  double turn = bx * dy - by * dx;
  if (fabs (turn) < 1e-9)
    return FALSE;
  *t = ((c.x - a.x) * dy - (c.y - a.y) * dx) / turn;
  *u = ((c.x - a.x) * by - (c.y - a.y) * bx) / turn;
  return *t >= 0 && *t <= 1 && *u >= 0 && *u <= 1;
}

/**
 * zb_spot_to_segment:
 * @p: a spot
 * @a: one end of a segment
 * @b: its other end
 * @t: (out) (optional): how far along the segment its nearest spot is, 0 to 1
 *
 * Returns: metres from @p to the segment
 */
double
zb_spot_to_segment (ZbSpot p, ZbSpot a, ZbSpot b, double *t)
{
  double dx = b.x - a.x, dy = b.y - a.y, square = dx * dx + dy * dy;
  double at = square > 0 ? CLAMP (((p.x - a.x) * dx + (p.y - a.y) * dy) / square, 0, 1) : 0;
  if (t)
    *t = at;
  return zb_spot_distance (p, zb_spot_between (a, b, at));
}

/**
 * zb_spots_new:
 *
 * Returns: (transfer full): an array of spots, empty
 */
GArray *
zb_spots_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (ZbSpot));
}

/**
 * zb_ring_area:
 * @ring: a ring
 *
 * Returns: square metres, positive where the corners run anticlockwise (shoelace formula)
 */
double
zb_ring_area (const GArray *ring)
{
  double twice = 0;
  for (guint i = 0, j = ring->len - 1; i < ring->len; j = i++)
    twice += ZB_SPOT (ring, j).x * ZB_SPOT (ring, i).y - ZB_SPOT (ring, i).x * ZB_SPOT (ring, j).y;
  return twice / 2;
}

/**
 * zb_ring_centre:
 * @ring: a ring with an area
 *
 * Returns: its centroid
 */
ZbSpot
zb_ring_centre (const GArray *ring)
{
  ZbSpot origin = ZB_SPOT (ring, 0);
  double twice = 0, x = 0, y = 0;
  for (guint i = 0, j = ring->len - 1; i < ring->len; j = i++)
    {
      ZbSpot a = { ZB_SPOT (ring, j).x - origin.x, ZB_SPOT (ring, j).y - origin.y };
      ZbSpot b = { ZB_SPOT (ring, i).x - origin.x, ZB_SPOT (ring, i).y - origin.y };
      double cross = a.x * b.y - b.x * a.y;
      twice += cross;
      x += (a.x + b.x) * cross;
      y += (a.y + b.y) * cross;
    }
  return fabs (twice) < 1e-9 ? origin : (ZbSpot){ origin.x + x / (3 * twice), origin.y + y / (3 * twice) };
}

/**
 * zb_ring_contains:
 * @ring: a ring
 * @spot: a spot
 *
 * Returns: whether @spot lies inside, by the even-odd rule
 */
gboolean
zb_ring_contains (const GArray *ring, ZbSpot spot)
{
  gboolean inside = FALSE;
  for (guint i = 0, j = ring->len - 1; i < ring->len; j = i++)
    {
      ZbSpot a = ZB_SPOT (ring, i), b = ZB_SPOT (ring, j);
      if ((a.y > spot.y) != (b.y > spot.y) && spot.x < (b.x - a.x) * (spot.y - a.y) / (b.y - a.y) + a.x)
        inside = !inside;
    }
  return inside;
}

/**
 * zb_ring_distance:
 * @ring: a ring
 * @spot: a spot
 *
 * Returns: metres from @spot to the ring's outline
 */
double
zb_ring_distance (const GArray *ring, ZbSpot spot)
{
  double least = G_MAXDOUBLE;
  for (guint i = 0, j = ring->len - 1; i < ring->len; j = i++)
    least = fmin (least, zb_spot_to_segment (spot, ZB_SPOT (ring, j), ZB_SPOT (ring, i), NULL));
  return least;
}

/* Where the corner b between a and c goes when the sides move inwards (to the left), each by its own. */
static ZbSpot
move_corner (ZbSpot a, ZbSpot b, ZbSpot c, double first, double second)
{
  double ab = fmax (zb_spot_distance (a, b), 1e-6), bc = fmax (zb_spot_distance (b, c), 1e-6);
  double nx = -(b.y - a.y) / ab, ny = (b.x - a.x) / ab, mx = -(c.y - b.y) / bc, my = (c.x - b.x) / bc;
  double turn = nx * my - ny * mx, most = fmax (first, second);
  if (fabs (turn) < 0.2)
    return (ZbSpot){ b.x + (nx + mx) / 2 * most, b.y + (ny + my) / 2 * most };
  return (ZbSpot){ b.x + (first * my - second * ny) / turn, b.y + (second * nx - first * mx) / turn };
}

/**
 * zb_ring_shrink:
 * @ring: an anticlockwise ring
 * @metres: (array): how far each side moves inwards; the first is the side from the first corner
 *
 * Returns: (transfer full) (nullable): the smaller ring, or NULL where nothing sound is left of it
 */
GArray *
zb_ring_shrink (const GArray *ring, const double *metres)
{
  g_autoptr (GArray) inner = zb_spots_new ();
  guint n = ring->len;
  for (guint i = 0; i < n; i++)
    {
      double before = metres[(i + n - 1) % n], after = metres[i];
      ZbSpot corner = move_corner (ZB_SPOT (ring, (i + n - 1) % n), ZB_SPOT (ring, i),
                                   ZB_SPOT (ring, (i + 1) % n), before, after);
      if (zb_ring_contains (ring, corner) && zb_ring_distance (ring, corner) > fmin (before, after) * 0.9)
        g_array_append_val (inner, corner);
    }
  if (inner->len < 3 || zb_ring_area (inner) < 0.3 * zb_ring_area (ring))
    return NULL;
  return g_steal_pointer (&inner);
}

/**
 * zb_line_length:
 * @line: a line
 *
 * Returns: metres
 */
double
zb_line_length (const GArray *line)
{
  double length = 0;
  for (guint i = 1; i < line->len; i++)
    length += zb_spot_distance (ZB_SPOT (line, i - 1), ZB_SPOT (line, i));
  return length;
}

/**
 * zb_line_at:
 * @line: a line of two spots or more
 * @metres: how far along it
 * @heading: (out) (optional): where the line runs there, degrees clockwise from north
 *
 * Returns: the spot there; an end of the line where @metres lies beyond it
 */
ZbSpot
zb_line_at (const GArray *line, double metres, double *heading)
{
  guint i = 1;
  double step = zb_spot_distance (ZB_SPOT (line, 0), ZB_SPOT (line, 1));
  while (metres > step && i + 1 < line->len)
    {
      metres -= step;
      i++;
      step = zb_spot_distance (ZB_SPOT (line, i - 1), ZB_SPOT (line, i));
    }
  if (heading)
    *heading = zb_spot_heading (ZB_SPOT (line, i - 1), ZB_SPOT (line, i));
  return zb_spot_between (ZB_SPOT (line, i - 1), ZB_SPOT (line, i),
                          step > 0 ? CLAMP (metres / step, 0, 1) : 0);
}

/**
 * zb_line_distance:
 * @line: a line of two spots or more
 * @spot: a spot
 * @along: (out) (optional): how many metres along the line its nearest spot is
 *
 * Returns: metres from @spot to the line
 */
double
zb_line_distance (const GArray *line, ZbSpot spot, double *along)
{
  double least = G_MAXDOUBLE, passed = 0;
  for (guint i = 1; i < line->len; i++)
    {
      double t, step = zb_spot_distance (ZB_SPOT (line, i - 1), ZB_SPOT (line, i));
      double metres = zb_spot_to_segment (spot, ZB_SPOT (line, i - 1), ZB_SPOT (line, i), &t);
      if (metres < least)
        {
          least = metres;
          if (along)
            *along = passed + t * step;
        }
      passed += step;
    }
  return least;
}

static double
catmull_rom (double a, double b, double c, double d, double t)
{
  return 0.5 *
         (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t * t * t);
}

/**
 * zb_line_smooth:
 * @line: a line of two spots or more
 * @step: about how many metres between two spots of the result
 *
 * A curve through all spots of @line (Catmull and Rom, A class of local interpolating splines, 1974).
 *
 * Returns: (transfer full): the curve
 */
GArray *
zb_line_smooth (const GArray *line, double step)
{
  GArray *curve = zb_spots_new ();
  guint last = line->len - 1;
  for (guint i = 0; i < last; i++)
    {
      ZbSpot a = ZB_SPOT (line, i ? i - 1 : 0), b = ZB_SPOT (line, i), c = ZB_SPOT (line, i + 1);
      ZbSpot d = ZB_SPOT (line, MIN (i + 2, last));
      guint parts = MAX (1, (guint)(zb_spot_distance (b, c) / step));
      for (guint k = 0; k < parts; k++)
        {
          double t = (double)k / parts;
          ZbSpot spot = { catmull_rom (a.x, b.x, c.x, d.x, t), catmull_rom (a.y, b.y, c.y, d.y, t) };
          g_array_append_val (curve, spot);
        }
    }
  g_array_append_val (curve, ZB_SPOT (line, last));
  return curve;
}

static void
add_bank (GArray *ring, const GArray *line, double side)
{
  for (guint k = 0; k < line->len; k++)
    {
      guint i = side > 0 ? k : line->len - 1 - k;
      ZbSpot a = ZB_SPOT (line, i ? i - 1 : 0), c = ZB_SPOT (line, MIN (i + 1, line->len - 1));
      ZbSpot bank =
          zb_spot_ahead (ZB_SPOT (line, i), zb_spot_heading (a, c) + (side > 0 ? 90 : -90), fabs (side));
      g_array_append_val (ring, bank);
    }
}

/**
 * zb_line_widen:
 * @line: a smooth line
 * @half_width: metres to either side
 *
 * Returns: (transfer full): the ring around both banks
 */
GArray *
zb_line_widen (const GArray *line, double half_width)
{
  GArray *ring = zb_spots_new ();
  add_bank (ring, line, half_width);
  add_bank (ring, line, -half_width);
  return ring;
}
