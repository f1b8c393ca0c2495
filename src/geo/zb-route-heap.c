/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a search for the shortest way has still to look at, as a binary heap (Williams, 1964): the cheapest is
 * found at once, and adding one costs the logarithm of how many there are. */
#include "zb-route-heap.h"

#define STOPS(heap) ((ZbRouteStop *)(void *)(heap)->data)

/**
 * zb_route_heap_new:
 *
 * Returns: (transfer full) (element-type ZbRouteStop): a heap; its `len` says how many are in it
 */
GArray *
zb_route_heap_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (ZbRouteStop));
}

/**
 * zb_route_heap_push:
 * @heap: a heap
 * @cost: what it takes to get there
 * @node: the number of a node
 */
void
zb_route_heap_push (GArray *heap, double cost, guint node)
{
  const ZbRouteStop stop = { cost, node };
  guint i = heap->len;
  ZbRouteStop *stops;

  g_array_append_val (heap, stop);
  stops = STOPS (heap);
  for (; i > 0 && stops[(i - 1) / 2].cost > cost; i = (i - 1) / 2)
    stops[i] = stops[(i - 1) / 2];
  stops[i] = stop;
}

/**
 * zb_route_heap_pop:
 * @heap: a heap that is not empty
 *
 * Returns: the cheapest, which it holds no more
 */
ZbRouteStop
zb_route_heap_pop (GArray *heap)
{
  ZbRouteStop *stops = STOPS (heap);
  const guint n = heap->len - 1;
  const ZbRouteStop top = stops[0], last = stops[n];
  guint i = 0, child;

  g_array_set_size (heap, n);
  while ((child = 2 * i + 1) < n)
    {
      if (child + 1 < n && stops[child + 1].cost < stops[child].cost)
        child++;
      if (stops[child].cost >= last.cost)
        break;
      stops[i] = stops[child];
      i = child;
    }
  if (n > 0)
    stops[i] = last;
  return top;
}
