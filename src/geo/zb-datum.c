/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between WGS 84 and the two offset systems of Chinese maps. The offset of GCJ-02 is not published
 * by its authority; what stands here is the form that has been in public use since 2010 ("eviltransform")
 * with the axes of Krasovsky's ellipsoid of 1940. It is exact to a few centimetres in both
 * directions, which the tests hold against pairs published elsewhere. */
#include "zb-datum.h"

#include <math.h>

#define KRASOVSKY_AXIS 6378245.0
#define KRASOVSKY_ECCENTRICITY_SQUARED 0.00669342162296594323
#define BAIDU_TURN (G_PI * 3000.0 / 180.0)

/**
 * zb_datum_parse:
 * @name: (nullable): "wgs84", "cgcs2000", "gcj02" or "bd09"
 *
 * Returns: the reference system of that name, 0 where there is none
 */
ZbDatum
zb_datum_parse (const char *name)
{
  if (g_strcmp0 (name, "wgs84") == 0 || g_strcmp0 (name, "cgcs2000") == 0)
    return ZB_DATUM_WGS84;
  if (g_strcmp0 (name, "gcj02") == 0)
    return ZB_DATUM_GCJ02;
  return g_strcmp0 (name, "bd09") == 0 ? ZB_DATUM_BD09 : 0;
}

/* Outside this box the offset is not applied. */
static gboolean
is_offset (ZbPoint point)
{
  return point.lon >= 72.004 && point.lon <= 137.8347 && point.lat >= 0.8293 && point.lat <= 55.8271;
}

static double
ripple (double x)
{
  return (20 * sin (6 * x * G_PI) + 20 * sin (2 * x * G_PI)) * 2 / 3;
}

static double
northing (double x, double y)
{
  return -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt (fabs (x)) + ripple (x) +
         (20 * sin (y * G_PI) + 40 * sin (y / 3 * G_PI)) * 2 / 3 +
         (160 * sin (y / 12 * G_PI) + 320 * sin (y / 30 * G_PI)) * 2 / 3;
}

static double
easting (double x, double y)
{
  return 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt (fabs (x)) + ripple (x) +
         (20 * sin (x * G_PI) + 40 * sin (x / 3 * G_PI)) * 2 / 3 +
         (150 * sin (x / 12 * G_PI) + 300 * sin (x / 30 * G_PI)) * 2 / 3;
}

static ZbPoint
wgs84_to_gcj02 (ZbPoint point)
{
  double x = point.lon - 105, y = point.lat - 35;
  double phi = point.lat * G_PI / 180;
  double magic = 1 - KRASOVSKY_ECCENTRICITY_SQUARED * sin (phi) * sin (phi);
  double meridian = KRASOVSKY_AXIS * (1 - KRASOVSKY_ECCENTRICITY_SQUARED) / (magic * sqrt (magic));

  if (!is_offset (point))
    return point;
  return (ZbPoint){
    point.lon + easting (x, y) * 180 / (KRASOVSKY_AXIS / sqrt (magic) * cos (phi) * G_PI),
    point.lat + northing (x, y) * 180 / (meridian * G_PI),
  };
}

/* There is no closed inverse; the offset changes so slowly that each round leaves a thousandth of
 * the error before it. */
static ZbPoint
gcj02_to_wgs84 (ZbPoint point)
{
  ZbPoint guess = point;
  for (int round = 0; round < 4; round++)
    {
      ZbPoint there = wgs84_to_gcj02 (guess);
      guess.lon += point.lon - there.lon;
      guess.lat += point.lat - there.lat;
    }
  return guess;
}

static ZbPoint
gcj02_to_bd09 (ZbPoint point)
{
  double z = hypot (point.lon, point.lat) + 0.00002 * sin (point.lat * BAIDU_TURN);
  double theta = atan2 (point.lat, point.lon) + 0.000003 * cos (point.lon * BAIDU_TURN);
  return (ZbPoint){ z * cos (theta) + 0.0065, z * sin (theta) + 0.006 };
}

static ZbPoint
bd09_to_gcj02 (ZbPoint point)
{
  double x = point.lon - 0.0065, y = point.lat - 0.006;
  double z = hypot (x, y) - 0.00002 * sin (y * BAIDU_TURN);
  double theta = atan2 (y, x) - 0.000003 * cos (x * BAIDU_TURN);
  return (ZbPoint){ z * cos (theta), z * sin (theta) };
}

/**
 * zb_datum_to_wgs84:
 * @datum: the reference system of @point
 * @point: a place
 *
 * Returns: the same place in WGS 84
 */
ZbPoint
zb_datum_to_wgs84 (ZbDatum datum, ZbPoint point)
{
  switch (datum)
    {
    case ZB_DATUM_GCJ02:
      return gcj02_to_wgs84 (point);
    case ZB_DATUM_BD09:
      return gcj02_to_wgs84 (bd09_to_gcj02 (point));
    case ZB_DATUM_WGS84:
    default:
      return point;
    }
}

/**
 * zb_datum_from_wgs84:
 * @datum: the reference system that is wanted
 * @point: a place in WGS 84
 *
 * Returns: the same place in @datum
 */
ZbPoint
zb_datum_from_wgs84 (ZbDatum datum, ZbPoint point)
{
  switch (datum)
    {
    case ZB_DATUM_GCJ02:
      return wgs84_to_gcj02 (point);
    case ZB_DATUM_BD09:
      return gcj02_to_bd09 (wgs84_to_gcj02 (point));
    case ZB_DATUM_WGS84:
    default:
      return point;
    }
}
