/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-point.h"

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * ZbWayClass:
 * @ZB_WAY_EXPRESSWAY: elevated or fenced: nobody walks there, and nobody stands beside it
 * @ZB_WAY_PRIMARY: a main road
 * @ZB_WAY_SECONDARY: a road across a part of the district
 * @ZB_WAY_STREET: a local street
 * @ZB_WAY_LANE: a lane between blocks, a drive
 * @ZB_WAY_PATH: for who goes on foot only
 *
 * What kind of way a line of a road file is.
 */
typedef enum
{
  ZB_WAY_EXPRESSWAY,
  ZB_WAY_PRIMARY,
  ZB_WAY_SECONDARY,
  ZB_WAY_STREET,
  ZB_WAY_LANE,
  ZB_WAY_PATH,
  ZB_N_WAY_CLASSES
} ZbWayClass;

/**
 * ZbWayDirection:
 * @ZB_WAY_BOTH: it is driven both ways
 * @ZB_WAY_FORWARD: as the line is drawn only
 * @ZB_WAY_BACKWARD: against the line only
 *
 * Which way a line may be driven. Who walks goes both ways.
 */
typedef enum
{
  ZB_WAY_BOTH,
  ZB_WAY_FORWARD,
  ZB_WAY_BACKWARD,
} ZbWayDirection;

/**
 * ZbWay:
 * @points: (array length=n_points): its line
 * @n_points: how many
 * @way_class: a #ZbWayClass
 * @direction: a #ZbWayDirection
 * @level: 0 for on the ground; ways of different levels meet only where they share a point
 *
 * A line that can be driven or walked.
 */
typedef struct
{
  const ZbPoint *points;
  guint n_points;
  ZbWayClass way_class;
  ZbWayDirection direction;
  int level;
} ZbWay;

/**
 * ZbRoadTrip:
 * @from: where somebody is
 * @on_foot: whether they walk
 * @metres: (out): how far it is along the roads, NAN where there is no way
 * @minutes: (out): how long it takes, NAN where there is no way
 *
 * Somebody's way to a place.
 */
typedef struct
{
  ZbPoint from;
  gboolean on_foot;
  double metres;
  double minutes;
} ZbRoadTrip;

typedef struct _ZbRoadGraph ZbRoadGraph;

#define ZB_TYPE_ROAD_GRAPH (zb_road_graph_get_type ())
GType zb_road_graph_get_type (void);

ZbRoadGraph *zb_road_graph_new (const ZbWay *ways, guint n_ways);
ZbRoadGraph *zb_road_graph_ref (ZbRoadGraph *self);
void zb_road_graph_unref (ZbRoadGraph *self);
guint zb_road_graph_get_n_nodes (const ZbRoadGraph *self);
double zb_road_graph_get_length (const ZbRoadGraph *self);
double zb_road_graph_get_speed (ZbWayClass way_class, gboolean on_foot);
void zb_road_graph_measure (const ZbRoadGraph *self, ZbPoint to, ZbRoadTrip *trips, guint n_trips);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbRoadGraph, zb_road_graph_unref)

G_END_DECLS
