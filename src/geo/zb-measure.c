/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long a way is and how large a surface, on the sphere. At the latitude of Shanghai the sphere makes a
 * surface 0.1 % larger than the ellipsoid does, which is less than the hand that draws it. */
#include "zb-measure.h"

#include <math.h>

/* Radius R2 of the sphere that has the surface of the GRS 80 ellipsoid, in metres (Moritz, Geodetic
 * Reference System 1980). */
#define EARTH_RADIUS 6371007.181
#define RADIANS(degrees) ((degrees) * (G_PI / 180.0))

/**
 * zb_measure_length:
 * @points: (array length=n_points): places
 * @n_points: how many
 *
 * Returns: how long the way over them is, on great circles, in metres
 */
double
zb_measure_length (const ZbPoint *points, guint n_points)
{
  double length = 0;
  for (guint i = 1; i < n_points; i++)
    length += zb_point_distance (points[i - 1], points[i]);
  return length;
}

/* What lies between an edge and the equator, as a part of the unit sphere: the edge and the pole make a
 * triangle, whose two other angles sum up by Napier's analogies (Todhunter, Spherical Trigonometry). */
static double
lune_of (ZbPoint from, ZbPoint to)
{
  double turn = remainder (RADIANS (to.lon - from.lon), 2 * G_PI);
  double mean = RADIANS (from.lat + to.lat) / 2, half = RADIANS (to.lat - from.lat) / 2;
  return 2 * atan (tan (turn / 2) * sin (mean) / cos (half));
}

/**
 * zb_measure_area:
 * @corners: (array length=n_corners): the corners of a surface, in either direction; whether the last is the
 *   first again does not matter
 * @n_corners: how many
 *
 * The edges are great circles. The surface has to lie on one side of each pole and its edges must not
 * cross, see zb_measure_crosses().
 *
 * Returns: how large it is, in square metres; 0 for less than three corners
 */
double
zb_measure_area (const ZbPoint *corners, guint n_corners)
{
  double sum = 0;
  for (guint i = 0; n_corners > 2 && i < n_corners; i++)
    sum += lune_of (corners[i], corners[(i + 1) % n_corners]);
  return fabs (sum) * EARTH_RADIUS * EARTH_RADIUS;
}

/* On which side of the way from @a to @b @p lies. */
static double
side_of (ZbPoint a, ZbPoint b, ZbPoint p)
{
  return (b.lon - a.lon) * (p.lat - a.lat) - (b.lat - a.lat) * (p.lon - a.lon);
}

static gboolean
edges_cross (const ZbPoint a[2], const ZbPoint b[2])
{
  return side_of (a[0], a[1], b[0]) * side_of (a[0], a[1], b[1]) < 0 &&
         side_of (b[0], b[1], a[0]) * side_of (b[0], b[1], a[1]) < 0;
}

/**
 * zb_measure_crosses:
 * @corners: (array length=n_corners): the corners of a surface
 * @n_corners: how many
 *
 * Over a part of a town the ground is flat enough to ask on the plane of degrees. Edges that only touch do
 * not cross.
 *
 * Returns: whether two of its edges cross, so that nobody could say what lies inside
 */
gboolean
zb_measure_crosses (const ZbPoint *corners, guint n_corners)
{
  for (guint i = 0; i < n_corners; i++)
    for (guint j = i + 2; j < n_corners; j++)
      {
        ZbPoint one[2] = { corners[i], corners[i + 1] };
        ZbPoint other[2] = { corners[j], corners[(j + 1) % n_corners] };
        if (edges_cross (one, other))
          return TRUE;
      }
  return FALSE;
}
