/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plane geometry for the demonstration district: spots, lines and rings in metres. */
#include "zb-xy.h"

#include <math.h>

#define ORIGIN_LON 121.385
#define ORIGIN_LAT 31.212
/* Metres a degree at 31.212° N on the sphere that zb_point_distance () uses. */
#define METRES_PER_DEGREE (6371008.8 * G_PI / 180.0)
#define NARROWING 0.855246 /* cos (31.212°) */

/**
 * zb_xy_from_point:
 * @point: a known place
 *
 * Returns: where it lies on the plane
 */
ZbXY
zb_xy_from_point (ZbPoint point)
{
  return (ZbXY){ (point.lon - ORIGIN_LON) * METRES_PER_DEGREE * NARROWING,
                 (point.lat - ORIGIN_LAT) * METRES_PER_DEGREE };
}

/**
 * zb_xy_to_point:
 * @spot: a spot on the plane
 *
 * Returns: its longitude and latitude, to the seventh digit as surveyors write them
 */
ZbPoint
zb_xy_to_point (ZbXY spot)
{
  double lon = ORIGIN_LON + spot.x / (METRES_PER_DEGREE * NARROWING);
  double lat = ORIGIN_LAT + spot.y / METRES_PER_DEGREE;
  return (ZbPoint){ round (lon * 1e7) / 1e7, round (lat * 1e7) / 1e7 };
}

/**
 * zb_xy_distance:
 * @a: a spot
 * @b: another
 *
 * Returns: metres between them
 */
double
zb_xy_distance (ZbXY a, ZbXY b)
{
  return hypot (b.x - a.x, b.y - a.y);
}

/**
 * zb_xy_between:
 * @a: a spot
 * @b: another
 * @t: 0 for @a, 1 for @b
 *
 * Returns: the spot at @t of the way
 */
ZbXY
zb_xy_between (ZbXY a, ZbXY b, double t)
{
  return (ZbXY){ a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t };
}

/**
 * zb_xy_ahead:
 * @from: where one stands
 * @heading: degrees clockwise from north
 * @metres: how far
 *
 * Returns: where one arrives
 */
ZbXY
zb_xy_ahead (ZbXY from, double heading, double metres)
{
  double angle = heading * G_PI / 180;
  return (ZbXY){ from.x + sin (angle) * metres, from.y + cos (angle) * metres };
}

/**
 * zb_xy_heading:
 * @from: where one stands
 * @to: where one looks
 *
 * Returns: degrees clockwise from north, 0 ≤ heading < 360
 */
double
zb_xy_heading (ZbXY from, ZbXY to)
{
  return fmod (atan2 (to.x - from.x, to.y - from.y) * 180 / G_PI + 360, 360);
}

/**
 * zb_xy_cross:
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
zb_xy_cross (ZbXY a, ZbXY b, ZbXY c, ZbXY d, double *t, double *u)
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
 * zb_xy_to_segment:
 * @p: a spot
 * @a: one end of a segment
 * @b: its other end
 * @t: (out) (optional): how far along the segment its nearest spot is, 0 to 1
 *
 * Returns: metres from @p to the segment
 */
double
zb_xy_to_segment (ZbXY p, ZbXY a, ZbXY b, double *t)
{
  double dx = b.x - a.x, dy = b.y - a.y, square = dx * dx + dy * dy;
  double at = square > 0 ? CLAMP (((p.x - a.x) * dx + (p.y - a.y) * dy) / square, 0, 1) : 0;
  if (t)
    *t = at;
  return zb_xy_distance (p, zb_xy_between (a, b, at));
}

/**
 * zb_xys_new:
 *
 * Returns: (transfer full): an array of spots, empty
 */
GArray *
zb_xys_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (ZbXY));
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
    twice += ZB_XY (ring, j).x * ZB_XY (ring, i).y - ZB_XY (ring, i).x * ZB_XY (ring, j).y;
  return twice / 2;
}

/**
 * zb_ring_centre:
 * @ring: a ring with an area
 *
 * Returns: its centroid
 */
ZbXY
zb_ring_centre (const GArray *ring)
{
  ZbXY origin = ZB_XY (ring, 0);
  double twice = 0, x = 0, y = 0;
  for (guint i = 0, j = ring->len - 1; i < ring->len; j = i++)
    {
      ZbXY a = { ZB_XY (ring, j).x - origin.x, ZB_XY (ring, j).y - origin.y };
      ZbXY b = { ZB_XY (ring, i).x - origin.x, ZB_XY (ring, i).y - origin.y };
      double cross = a.x * b.y - b.x * a.y;
      twice += cross;
      x += (a.x + b.x) * cross;
      y += (a.y + b.y) * cross;
    }
  return fabs (twice) < 1e-9 ? origin : (ZbXY){ origin.x + x / (3 * twice), origin.y + y / (3 * twice) };
}

/**
 * zb_ring_contains:
 * @ring: a ring
 * @spot: a spot
 *
 * Returns: whether @spot lies inside, by the even-odd rule
 */
gboolean
zb_ring_contains (const GArray *ring, ZbXY spot)
{
  gboolean inside = FALSE;
  for (guint i = 0, j = ring->len - 1; i < ring->len; j = i++)
    {
      ZbXY a = ZB_XY (ring, i), b = ZB_XY (ring, j);
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
zb_ring_distance (const GArray *ring, ZbXY spot)
{
  double least = G_MAXDOUBLE;
  for (guint i = 0, j = ring->len - 1; i < ring->len; j = i++)
    least = fmin (least, zb_xy_to_segment (spot, ZB_XY (ring, j), ZB_XY (ring, i), NULL));
  return least;
}

/* Where the corner b between a and c goes when the sides move inwards (to the left), each by its own. */
static ZbXY
move_corner (ZbXY a, ZbXY b, ZbXY c, double first, double second)
{
  double ab = fmax (zb_xy_distance (a, b), 1e-6), bc = fmax (zb_xy_distance (b, c), 1e-6);
  double nx = -(b.y - a.y) / ab, ny = (b.x - a.x) / ab, mx = -(c.y - b.y) / bc, my = (c.x - b.x) / bc;
  double turn = nx * my - ny * mx, most = fmax (first, second);
  if (fabs (turn) < 0.2)
    return (ZbXY){ b.x + (nx + mx) / 2 * most, b.y + (ny + my) / 2 * most };
  return (ZbXY){ b.x + (first * my - second * ny) / turn, b.y + (second * nx - first * mx) / turn };
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
  g_autoptr (GArray) inner = zb_xys_new ();
  guint n = ring->len;
  for (guint i = 0; i < n; i++)
    {
      double before = metres[(i + n - 1) % n], after = metres[i];
      ZbXY corner = move_corner (ZB_XY (ring, (i + n - 1) % n), ZB_XY (ring, i), ZB_XY (ring, (i + 1) % n),
                                 before, after);
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
    length += zb_xy_distance (ZB_XY (line, i - 1), ZB_XY (line, i));
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
ZbXY
zb_line_at (const GArray *line, double metres, double *heading)
{
  guint i = 1;
  double step = zb_xy_distance (ZB_XY (line, 0), ZB_XY (line, 1));
  while (metres > step && i + 1 < line->len)
    {
      metres -= step;
      i++;
      step = zb_xy_distance (ZB_XY (line, i - 1), ZB_XY (line, i));
    }
  if (heading)
    *heading = zb_xy_heading (ZB_XY (line, i - 1), ZB_XY (line, i));
  return zb_xy_between (ZB_XY (line, i - 1), ZB_XY (line, i), step > 0 ? CLAMP (metres / step, 0, 1) : 0);
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
zb_line_distance (const GArray *line, ZbXY spot, double *along)
{
  double least = G_MAXDOUBLE, passed = 0;
  for (guint i = 1; i < line->len; i++)
    {
      double t, step = zb_xy_distance (ZB_XY (line, i - 1), ZB_XY (line, i));
      double metres = zb_xy_to_segment (spot, ZB_XY (line, i - 1), ZB_XY (line, i), &t);
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
  GArray *curve = zb_xys_new ();
  guint last = line->len - 1;
  for (guint i = 0; i < last; i++)
    {
      ZbXY a = ZB_XY (line, i ? i - 1 : 0), b = ZB_XY (line, i), c = ZB_XY (line, i + 1);
      ZbXY d = ZB_XY (line, MIN (i + 2, last));
      guint parts = MAX (1, (guint)(zb_xy_distance (b, c) / step));
      for (guint k = 0; k < parts; k++)
        {
          double t = (double)k / parts;
          ZbXY spot = { catmull_rom (a.x, b.x, c.x, d.x, t), catmull_rom (a.y, b.y, c.y, d.y, t) };
          g_array_append_val (curve, spot);
        }
    }
  g_array_append_val (curve, ZB_XY (line, last));
  return curve;
}

static void
add_bank (GArray *ring, const GArray *line, double side)
{
  for (guint k = 0; k < line->len; k++)
    {
      guint i = side > 0 ? k : line->len - 1 - k;
      ZbXY a = ZB_XY (line, i ? i - 1 : 0), c = ZB_XY (line, MIN (i + 1, line->len - 1));
      ZbXY bank = zb_xy_ahead (ZB_XY (line, i), zb_xy_heading (a, c) + (side > 0 ? 90 : -90), fabs (side));
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
  GArray *ring = zb_xys_new ();
  add_bank (ring, line, half_width);
  add_bank (ring, line, -half_width);
  return ring;
}
