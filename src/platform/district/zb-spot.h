/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-point.h"

G_BEGIN_DECLS

/**
 * ZbSpot:
 * @x: metres east of the district's origin
 * @y: metres north of it
 *
 * A place on the plane on which the demonstration district is laid out. The district is 11 km wide,
 * over which a plane is true to a few centimetres in a hundred metres.
 */
typedef struct
{
  double x, y;
} ZbSpot;

/* A GArray of ZbSpot: a line, or a ring whose last corner is joined to its first. */
#define ZB_SPOTS(array) ((ZbSpot *)(void *)(array)->data)
#define ZB_SPOT(array, i) g_array_index ((array), ZbSpot, (i))

ZbSpot zb_spot_from_point (ZbPoint point);
ZbPoint zb_spot_to_point (ZbSpot spot);
double zb_spot_distance (ZbSpot a, ZbSpot b);
ZbSpot zb_spot_between (ZbSpot a, ZbSpot b, double t);
ZbSpot zb_spot_ahead (ZbSpot from, double heading, double metres);
double zb_spot_heading (ZbSpot from, ZbSpot to);
gboolean zb_spot_cross (ZbSpot a, ZbSpot b, ZbSpot c, ZbSpot d, double *t, double *u);
double zb_spot_to_segment (ZbSpot p, ZbSpot a, ZbSpot b, double *t);

GArray *zb_spots_new (void);
double zb_ring_area (const GArray *ring);
ZbSpot zb_ring_centre (const GArray *ring);
gboolean zb_ring_contains (const GArray *ring, ZbSpot spot);
double zb_ring_distance (const GArray *ring, ZbSpot spot);
GArray *zb_ring_shrink (const GArray *ring, const double *metres);
double zb_line_length (const GArray *line);
ZbSpot zb_line_at (const GArray *line, double metres, double *heading);
double zb_line_distance (const GArray *line, ZbSpot spot, double *along);
GArray *zb_line_smooth (const GArray *line, double step);
GArray *zb_line_widen (const GArray *line, double half_width);

G_END_DECLS
