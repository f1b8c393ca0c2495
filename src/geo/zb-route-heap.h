/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ZbRouteStop:
 * @cost: what it takes to get there, in whatever the search counts
 * @node: the number of a node
 *
 * A node that a search for a way has still to look at.
 */
typedef struct
{
  double cost;
  guint node;
} ZbRouteStop;

GArray *zb_route_heap_new (void);
void zb_route_heap_push (GArray *heap, double cost, guint node);
ZbRouteStop zb_route_heap_pop (GArray *heap);

G_END_DECLS
