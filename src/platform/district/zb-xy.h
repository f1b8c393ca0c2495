/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-point.h"

G_BEGIN_DECLS

/**
 * ZbXY:
 * @x: metres east of the district's origin
 * @y: metres north of it
 *
 * A place on the plane on which the demonstration district is laid out. The district is 11 km wide,
 * over which a plane is true to a few centimetres in a hundred metres.
 */
typedef struct
{
  double x, y;
} ZbXY;

/* A GArray of ZbXY: a line, or a ring whose last corner is joined to its first. */
#define ZB_XYS(array) ((ZbXY *)(void *)(array)->data)
#define ZB_XY(array, i) g_array_index ((array), ZbXY, (i))

ZbXY zb_xy_from_point (ZbPoint point);
ZbPoint zb_xy_to_point (ZbXY spot);
double zb_xy_distance (ZbXY a, ZbXY b);
ZbXY zb_xy_between (ZbXY a, ZbXY b, double t);
ZbXY zb_xy_ahead (ZbXY from, double heading, double metres);
double zb_xy_heading (ZbXY from, ZbXY to);
gboolean zb_xy_cross (ZbXY a, ZbXY b, ZbXY c, ZbXY d, double *t, double *u);
double zb_xy_to_segment (ZbXY p, ZbXY a, ZbXY b, double *t);

GArray *zb_xys_new (void);
double zb_ring_area (const GArray *ring);
ZbXY zb_ring_centre (const GArray *ring);
gboolean zb_ring_contains (const GArray *ring, ZbXY spot);
double zb_ring_distance (const GArray *ring, ZbXY spot);
GArray *zb_ring_shrink (const GArray *ring, const double *metres);
double zb_line_length (const GArray *line);
ZbXY zb_line_at (const GArray *line, double metres, double *heading);
double zb_line_distance (const GArray *line, ZbXY spot, double *along);
GArray *zb_line_smooth (const GArray *line, double step);
GArray *zb_line_widen (const GArray *line, double half_width);

G_END_DECLS
