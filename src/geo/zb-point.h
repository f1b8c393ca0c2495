/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ZbPoint:
 * @lon: degrees east, WGS 84; NAN where the place is not known
 * @lat: degrees north, WGS 84; NAN where the place is not known
 *
 * A place on the ground, longitude first as in GeoJSON.
 */
typedef struct
{
  double lon;
  double lat;
} ZbPoint;

#define ZB_POINT_NOWHERE ((ZbPoint){ __builtin_nan (""), __builtin_nan ("") })

gboolean zb_point_is_known (ZbPoint point);
gboolean zb_point_equal (ZbPoint a, ZbPoint b);
double zb_point_distance (ZbPoint a, ZbPoint b);
double zb_point_bearing (ZbPoint from, ZbPoint to);
ZbPoint zb_point_move (ZbPoint from, double bearing, double metres);

G_END_DECLS
