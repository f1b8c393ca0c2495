/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The roads as a graph. Every segment is divided where another road crosses it or ends at it; spots
 * closer than a few metres are one node; what does not hang together with the rest is left out. */
#include "zb-road-net.h"

#include "zb-route-heap.h"

#include <math.h>

#define SNAP 4.0
#define SQUARE 8.0

typedef struct
{
  ZbFabric *fabric;
  GPtrArray *nodes;
  GHashTable *squares; /* square → first node in it + 1 */
} Builder;

static void
junction_free (ZbJunction *self)
{
  g_array_unref (self->arms);
  g_array_unref (self->roads);
  g_free (self);
}

static gpointer
square_key (double x, double y)
{
  return GSIZE_TO_POINTER ((gsize)((gint64)floor (x / SQUARE) + 0x8000) << 17 |
                           (gsize)((gint64)floor (y / SQUARE) + 0x8000));
}

static guint
find_near (Builder *builder, ZbXY spot)
{
  for (int i = -1; i <= 1; i++)
    for (int j = -1; j <= 1; j++)
      {
        guint found = GPOINTER_TO_UINT (
            g_hash_table_lookup (builder->squares, square_key (spot.x + i * SQUARE, spot.y + j * SQUARE)));
        if (found &&
            zb_xy_distance (spot, ((ZbJunction *)g_ptr_array_index (builder->nodes, found - 1))->spot) < SNAP)
          return found;
      }
  return 0;
}

static guint
enter_node (Builder *builder, ZbXY spot)
{
  guint found = find_near (builder, spot);
  ZbJunction *node;
  if (found)
    return found - 1;
  node = g_new0 (ZbJunction, 1);
  node->spot = spot;
  node->arms = g_array_new (FALSE, FALSE, sizeof (guint));
  node->roads = g_array_new (FALSE, FALSE, sizeof (guint));
  g_ptr_array_add (builder->nodes, node);
  g_hash_table_replace (builder->squares, square_key (spot.x, spot.y),
                        GUINT_TO_POINTER (builder->nodes->len));
  return builder->nodes->len - 1;
}

static void
add_arm (Builder *builder, guint from, guint to, guint road)
{
  ZbJunction *node = g_ptr_array_index (builder->nodes, from);
  for (guint i = 0; i < node->arms->len; i++)
    if (g_array_index (node->arms, guint, i) == to)
      return;
  g_array_append_val (node->arms, to);
  g_array_append_val (node->roads, road);
}

typedef struct
{
  ZbXY a, b;
  guint tag;
  GArray *at; /* double, fractions of the segment */
} Division;

/* A road that ends beside the segment joins it there. */
static void
divide_at_end (Division *division, ZbXY end)
{
  double t;
  if (zb_xy_to_segment (end, division->a, division->b, &t) < SNAP)
    g_array_append_val (division->at, t);
}

static void
divide_by (const ZbSegment *other, gpointer data)
{
  Division *division = data;
  double t, u;
  if (other->tag == division->tag)
    return;
  if (zb_xy_cross (division->a, division->b, other->a, other->b, &t, &u))
    g_array_append_val (division->at, t);
  divide_at_end (division, other->a);
  divide_at_end (division, other->b);
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static void
add_segment (Builder *builder, ZbXY a, ZbXY b, guint road)
{
  Division division = { a, b, road, g_array_new (FALSE, FALSE, sizeof (double)) };
  double ends[2] = { 0, 1 };
  guint last;
  g_array_append_vals (division.at, ends, 2);
  zb_segments_foreach (builder->fabric->segments, zb_xy_between (a, b, 0.5), zb_xy_distance (a, b) / 2 + SNAP,
                       divide_by, &division);
  g_array_sort (division.at, compare_doubles);
  last = enter_node (builder, a);
  for (guint i = 1; i < division.at->len; i++)
    {
      guint node = enter_node (builder, zb_xy_between (a, b, g_array_index (division.at, double, i)));
      if (node != last)
        {
          add_arm (builder, last, node, road);
          add_arm (builder, node, last, road);
        }
      last = node;
    }
  g_array_unref (division.at);
}

/* Marks what can be reached from one node with the mark given. */
static guint
flood (const GPtrArray *nodes, guint from, guint *marks, guint mark)
{
  g_autoptr (GArray) waiting = g_array_new (FALSE, FALSE, sizeof (guint));
  guint n = 0;
  marks[from] = mark;
  g_array_append_val (waiting, from);
  while (waiting->len > 0)
    {
      const ZbJunction *node = g_ptr_array_index (nodes, g_array_index (waiting, guint, waiting->len - 1));
      g_array_set_size (waiting, waiting->len - 1);
      n++;
      for (guint i = 0; i < node->arms->len; i++)
        {
          guint next = g_array_index (node->arms, guint, i);
          if (marks[next])
            continue;
          marks[next] = mark;
          g_array_append_val (waiting, next);
        }
    }
  return n;
}

/* Keeps the largest part that hangs together and numbers its nodes anew. */
static void
keep_largest (GPtrArray *nodes)
{
  g_autofree guint *marks = g_new0 (guint, nodes->len);
  g_autofree guint *numbers = g_new0 (guint, nodes->len);
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();
  guint best = 0, most = 0, parts = 0;
  for (guint i = 0; i < nodes->len; i++)
    if (!marks[i])
      {
        guint n = flood (nodes, i, marks, ++parts);
        if (n > most)
          most = n, best = parts;
      }
  for (guint i = 0; i < nodes->len; i++)
    if (marks[i] == best)
      {
        numbers[i] = kept->len;
        g_ptr_array_add (kept, g_ptr_array_index (nodes, i));
      }
    else
      junction_free (g_ptr_array_index (nodes, i));
  g_ptr_array_set_free_func (nodes, NULL);
  g_ptr_array_set_size (nodes, 0);
  g_ptr_array_set_free_func (nodes, (GDestroyNotify)junction_free);
  for (guint i = 0; i < kept->len; i++)
    {
      ZbJunction *node = g_ptr_array_index (kept, i);
      for (guint k = 0; k < node->arms->len; k++)
        g_array_index (node->arms, guint, k) = numbers[g_array_index (node->arms, guint, k)];
      g_ptr_array_add (nodes, node);
    }
}

/**
 * zb_road_net_new:
 * @fabric: streets and blocks
 *
 * Returns: (transfer full): its roads as a graph
 */
ZbRoadNet *
zb_road_net_new (ZbFabric *fabric)
{
  ZbRoadNet *self = g_new0 (ZbRoadNet, 1);
  Builder builder = { fabric, g_ptr_array_new_with_free_func ((GDestroyNotify)junction_free),
                      g_hash_table_new (NULL, NULL) };
  for (guint i = 0; i < fabric->roads->len; i++)
    {
      const GArray *line = ((ZbRoad *)g_ptr_array_index (fabric->roads, i))->line;
      for (guint k = 1; k < line->len; k++)
        add_segment (&builder, ZB_XY (line, k - 1), ZB_XY (line, k), i);
    }
  g_hash_table_unref (builder.squares);
  keep_largest (builder.nodes);
  self->nodes = builder.nodes;
  self->junctions = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < self->nodes->len; i++)
    if (((ZbJunction *)g_ptr_array_index (self->nodes, i))->arms->len >= 3)
      g_array_append_val (self->junctions, i);
  return self;
}

/**
 * zb_road_net_free:
 * @self: (transfer full): a road net
 */
void
zb_road_net_free (ZbRoadNet *self)
{
  g_ptr_array_unref (self->nodes);
  g_array_unref (self->junctions);
  g_free (self);
}

/**
 * zb_road_net_nearest:
 * @self: a road net
 * @spot: a spot
 *
 * Returns: the number of the node nearest to @spot
 */
guint
zb_road_net_nearest (const ZbRoadNet *self, ZbXY spot)
{
  guint best = 0;
  double least = G_MAXDOUBLE;
  for (guint i = 0; i < self->nodes->len; i++)
    {
      double metres = zb_xy_distance (spot, ((ZbJunction *)g_ptr_array_index (self->nodes, i))->spot);
      if (metres < least)
        least = metres, best = i;
    }
  return best;
}

static GArray *
trace_back (const ZbRoadNet *self, const guint *before, guint from, guint to)
{
  GArray *route = zb_xys_new ();
  for (guint node = to;; node = before[node])
    {
      g_array_append_val (route, ((ZbJunction *)g_ptr_array_index (self->nodes, node))->spot);
      if (node == from)
        break;
    }
  for (guint i = 0; i < route->len / 2; i++)
    {
      ZbXY swap = ZB_XY (route, i);
      ZB_XY (route, i) = ZB_XY (route, route->len - 1 - i);
      ZB_XY (route, route->len - 1 - i) = swap;
    }
  return route;
}

/**
 * zb_road_net_route:
 * @self: a road net
 * @from: the number of a node
 * @to: the number of another
 *
 * The shortest way by A* (Hart, Nilsson and Raphael, 1968).
 *
 * Returns: (transfer full) (element-type ZbXY): the spots along the way, both ends included
 */
GArray *
zb_road_net_route (const ZbRoadNet *self, guint from, guint to)
{
  g_autofree double *cost = g_new (double, self->nodes->len);
  g_autofree guint *before = g_new0 (guint, self->nodes->len);
  g_autoptr (GArray) heap = zb_route_heap_new ();
  ZbXY goal = ((ZbJunction *)g_ptr_array_index (self->nodes, to))->spot;
  for (guint i = 0; i < self->nodes->len; i++)
    cost[i] = G_MAXDOUBLE;
  cost[from] = 0;
  zb_route_heap_push (heap, 0, from);
  while (heap->len > 0)
    {
      guint here = zb_route_heap_pop (heap).node;
      const ZbJunction *node = g_ptr_array_index (self->nodes, here);
      if (here == to)
        break;
      for (guint i = 0; i < node->arms->len; i++)
        {
          guint next = g_array_index (node->arms, guint, i);
          ZbXY spot = ((ZbJunction *)g_ptr_array_index (self->nodes, next))->spot;
          double metres = cost[here] + zb_xy_distance (node->spot, spot);
          if (metres >= cost[next])
            continue;
          cost[next] = metres;
          before[next] = here;
          zb_route_heap_push (heap, metres + zb_xy_distance (spot, goal), next);
        }
    }
  return trace_back (self, before, from, to);
}
