/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Distances and bearings on the sphere; good to 0.5 % at any length, which is far finer than a
 * device's surveyed position. */
#include "zb-point.h"

#include <math.h>

/* Mean radius R1 of the GRS 80 ellipsoid in metres (Moritz, Geodetic Reference System 1980). */
#define EARTH_RADIUS 6371008.8
#define RADIANS(degrees) ((degrees) * (G_PI / 180.0))
#define DEGREES(radians) ((radians) * (180.0 / G_PI))

/**
 * zb_point_is_known:
 * @point: a place
 *
 * Returns: whether @point has finite coordinates within ±180° and ±90°.
 */
gboolean
zb_point_is_known (ZbPoint point)
{
  return isfinite (point.lon) && isfinite (point.lat) && fabs (point.lon) <= 180 && fabs (point.lat) <= 90;
}

/**
 * zb_point_equal:
 * @a: a place
 * @b: another place
 *
 * Returns: whether both are the same, two unknown places included.
 */
gboolean
zb_point_equal (ZbPoint a, ZbPoint b)
{
  if (!zb_point_is_known (a) || !zb_point_is_known (b))
    return zb_point_is_known (a) == zb_point_is_known (b);
  return a.lon == b.lon && a.lat == b.lat;
}

/**
 * zb_point_distance:
 * @a: a place
 * @b: another place
 *
 * The great-circle distance by the haversine formula (Sinnott, Sky and Telescope 68, 1984), which
 * keeps its digits for near points where the cosine rule loses them.
 *
 * Returns: metres, NAN where a place is not known
 */
double
zb_point_distance (ZbPoint a, ZbPoint b)
{
  double south_north = sin (RADIANS (b.lat - a.lat) / 2);
  double west_east = sin (RADIANS (b.lon - a.lon) / 2);
  double h =
      south_north * south_north + cos (RADIANS (a.lat)) * cos (RADIANS (b.lat)) * west_east * west_east;
  /* Not fmin (), which would make a distance of what is not known. */
  return 2 * EARTH_RADIUS * asin (sqrt (h > 1 ? 1 : h));
}

/**
 * zb_point_bearing:
 * @from: where one stands
 * @to: where one looks
 *
 * Returns: the initial bearing in degrees clockwise from north, 0 ≤ bearing < 360
 */
double
zb_point_bearing (ZbPoint from, ZbPoint to)
{
  double turn = RADIANS (to.lon - from.lon);
  double y = sin (turn) * cos (RADIANS (to.lat));
  double x = cos (RADIANS (from.lat)) * sin (RADIANS (to.lat)) -
             sin (RADIANS (from.lat)) * cos (RADIANS (to.lat)) * cos (turn);
  return fmod (DEGREES (atan2 (y, x)) + 360, 360);
}

/**
 * zb_point_move:
 * @from: where one starts
 * @bearing: degrees clockwise from north
 * @metres: how far, on the great circle
 *
 * Returns: where one arrives
 */
ZbPoint
zb_point_move (ZbPoint from, double bearing, double metres)
{
  double arc = metres / EARTH_RADIUS;
  double lat = asin (sin (RADIANS (from.lat)) * cos (arc) +
                     cos (RADIANS (from.lat)) * sin (arc) * cos (RADIANS (bearing)));
  double turn = atan2 (sin (RADIANS (bearing)) * sin (arc) * cos (RADIANS (from.lat)),
                       cos (arc) - sin (RADIANS (from.lat)) * sin (lat));
  return (ZbPoint){ from.lon + DEGREES (turn), DEGREES (lat) };
}
