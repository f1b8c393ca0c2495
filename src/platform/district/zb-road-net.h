/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-fabric.h"

G_BEGIN_DECLS

/**
 * ZbJunction:
 * @spot: where it is
 * @arms: (element-type guint): the nodes to which a road leads from here
 * @roads: (element-type guint): for each arm, the number of its road in the fabric
 */
typedef struct
{
  ZbXY spot;
  GArray *arms;
  GArray *roads;
} ZbJunction;

/**
 * ZbRoadNet:
 * @nodes: (element-type ZbJunction): ends, bends and junctions of all roads that hang together
 * @junctions: (element-type guint): the nodes with three arms or more
 *
 * The roads as a graph that can be driven.
 */
typedef struct
{
  GPtrArray *nodes;
  GArray *junctions;
} ZbRoadNet;

ZbRoadNet *zb_road_net_new (ZbFabric *fabric);
void zb_road_net_free (ZbRoadNet *self);
guint zb_road_net_nearest (const ZbRoadNet *self, ZbXY spot);
GArray *zb_road_net_route (const ZbRoadNet *self, guint from, guint to);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbRoadNet, zb_road_net_free)

G_END_DECLS
