/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-road-graph.h"

G_BEGIN_DECLS

/* The side of a square of the grid by which lines are found, in metres; a piece is never longer. */
#define ZB_ROAD_SQUARE 120.0

/**
 * ZbRoadSpot:
 * @x: metres east of the middle of all lines
 * @y: metres north of it
 */
typedef struct
{
  double x, y;
} ZbRoadSpot;

/**
 * ZbRoadPlane:
 * @origin: its middle
 * @east: metres of a degree of longitude there
 *
 * The plane on which lines are joined. Over a district it is true to some centimetres in a hundred metres;
 * lengths are taken on the sphere.
 */
typedef struct
{
  ZbPoint origin;
  double east;
} ZbRoadPlane;

/**
 * ZbRoadArc:
 * @ends: two nodes
 * @metres: how far it is from one to the other
 * @way_class: a #ZbWayClass
 * @direction: a #ZbWayDirection, from the first end to the second
 */
typedef struct
{
  guint ends[2];
  double metres;
  guint8 way_class;
  guint8 direction;
} ZbRoadArc;

/**
 * ZbRoadGrid:
 *
 * Which segments touch which square. Filled, sealed, and then read by any thread.
 */
typedef struct
{
  GArray *entries;
} ZbRoadGrid;

struct _ZbRoadGraph
{
  ZbRoadPlane plane;
  GArray *nodes;   /* ZbRoadSpot */
  GArray *arcs;    /* ZbRoadArc */
  guint *starts;   /* for each node, where its arcs begin in at; one more than nodes */
  guint *at;       /* arcs by node */
  ZbRoadGrid grid; /* of arcs */
};

ZbRoadPlane zb_road_plane_new (ZbPoint origin);
ZbRoadSpot zb_road_plane_place (const ZbRoadPlane *self, ZbPoint point);
ZbPoint zb_road_plane_point (const ZbRoadPlane *self, ZbRoadSpot spot);
double zb_road_spot_distance (ZbRoadSpot a, ZbRoadSpot b);
ZbRoadSpot zb_road_spot_between (ZbRoadSpot a, ZbRoadSpot b, double t);
double zb_road_spot_to_segment (ZbRoadSpot spot, ZbRoadSpot a, ZbRoadSpot b, double *t);

void zb_road_grid_init (ZbRoadGrid *self);
void zb_road_grid_clear (ZbRoadGrid *self);
void zb_road_grid_add (ZbRoadGrid *self, ZbRoadSpot a, ZbRoadSpot b, double margin, guint segment);
void zb_road_grid_seal (ZbRoadGrid *self);
int zb_road_grid_square (double metres);
guint zb_road_grid_find (const ZbRoadGrid *self, int column, int row, guint *end);
guint zb_road_grid_segment (const ZbRoadGrid *self, guint entry);

void zb_road_graph_join (ZbRoadGraph *self, const ZbWay *ways, guint n_ways);

#define ZB_ROAD_NODE(graph, i) g_array_index ((graph)->nodes, ZbRoadSpot, (i))
#define ZB_ROAD_ARC(graph, i) g_array_index ((graph)->arcs, ZbRoadArc, (i))

G_END_DECLS
