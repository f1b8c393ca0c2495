/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Web Mercator (EPSG:3857) on the unit square; the spherical formulas of Snyder, Map Projections: A
 * Working Manual (USGS Professional Paper 1395, 1987), equations 7-1, 7-2, 7-4. */
#include "zb-mercator.h"

#include <math.h>

/* Equatorial radius that Web Mercator takes for its sphere: the semi-major axis of WGS 84, metres. */
#define SPHERE_RADIUS 6378137.0
/* Where the square ends: atan (sinh π). */
#define LATITUDE_LIMIT 85.051128779806604

/**
 * zb_mercator_from_point:
 * @point: a known place
 *
 * Returns: where @point lies on the unit square; latitudes beyond its edge are drawn to the edge
 */
ZbMercator
zb_mercator_from_point (ZbPoint point)
{
  double lat = CLAMP (point.lat, -LATITUDE_LIMIT, LATITUDE_LIMIT) * (G_PI / 180);
  return (ZbMercator){ point.lon / 360 + 0.5, 0.5 - asinh (tan (lat)) / (2 * G_PI) };
}

/**
 * zb_mercator_to_point:
 * @place: a place on the unit square
 *
 * Returns: the same place in degrees, WGS 84
 */
ZbPoint
zb_mercator_to_point (ZbMercator place)
{
  return (ZbPoint){ (place.x - 0.5) * 360, atan (sinh ((0.5 - place.y) * 2 * G_PI)) * (180 / G_PI) };
}

/**
 * zb_mercator_from_metres:
 * @metres: a length on the ground
 * @latitude: where it is measured, degrees
 *
 * Returns: how long @metres is on the unit square, which stretches by 1 / cos (latitude)
 */
double
zb_mercator_from_metres (double metres, double latitude)
{
  return metres / (2 * G_PI * SPHERE_RADIUS * cos (latitude * (G_PI / 180)));
}
