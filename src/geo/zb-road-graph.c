/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How far it is by road, for many at once: one search from the place outwards, by the time that it takes,
 * until everybody who comes to it is found or an hour is over.
 *
 *   place ─▶ the nearest way within 500 m ─▶ Dijkstra against the direction of travel ─▶ everybody's way
 *
 * Who is beside a way walks to it, and from it to the place. Nobody gets on or off an expressway but where
 * another way meets it.
 */
#include "zb-road-graph-private.h"
#include "zb-route-heap.h"

#include <math.h>

#define REACH 500.0
#define LONGEST_SECONDS 3600.0

/* Kilometres an hour. The lowest design speed of each class in CJJ 37-2012 (2016), table 3.2.1: expressway
 * 60, main road 40, secondary road 30, street 20; a lane has none there, and is taken at half of the 30 km/h
 * of article 45 of the regulation for the Road Traffic Safety Law. The lowest, since a town has lights. */
static const double driven[ZB_N_WAY_CLASSES] = {
  [ZB_WAY_EXPRESSWAY] = 60, [ZB_WAY_PRIMARY] = 40, [ZB_WAY_SECONDARY] = 30,
  [ZB_WAY_STREET] = 20,     [ZB_WAY_LANE] = 15,    [ZB_WAY_PATH] = 0,
};
/* Metres a second: 1.2, as FHWA-RD-98-107, section 2.2, has it for who walks in a town. */
#define WALKED 1.2

G_DEFINE_BOXED_TYPE (ZbRoadGraph, zb_road_graph, zb_road_graph_ref, zb_road_graph_unref)

/* --- making ------------------------------------------------------------------------------------------ */

static ZbPoint
find_middle (const ZbWay *ways, guint n_ways)
{
  double west = 180, south = 90, east = -180, north = -90;

  for (guint i = 0; i < n_ways; i++)
    for (guint k = 0; k < ways[i].n_points; k++)
      {
        const ZbPoint point = ways[i].points[k];
        if (!zb_point_is_known (point))
          continue;
        west = fmin (west, point.lon);
        east = fmax (east, point.lon);
        south = fmin (south, point.lat);
        north = fmax (north, point.lat);
      }
  return west <= east ? (ZbPoint){ (west + east) / 2, (south + north) / 2 } : (ZbPoint){ 0, 0 };
}

/* For each node, which arcs are at it. */
static void
index_arcs (ZbRoadGraph *self)
{
  const guint n = self->nodes->len;
  g_autofree guint *filled = g_new0 (guint, n + 1);

  self->starts = g_new0 (guint, n + 1);
  self->at = g_new0 (guint, 2 * (gsize)self->arcs->len + 1);
  for (guint i = 0; i < self->arcs->len; i++)
    for (guint end = 0; end < 2; end++)
      self->starts[ZB_ROAD_ARC (self, i).ends[end] + 1]++;
  for (guint i = 0; i < n; i++)
    self->starts[i + 1] += self->starts[i];
  for (guint i = 0; i < self->arcs->len; i++)
    for (guint end = 0; end < 2; end++)
      {
        const guint node = ZB_ROAD_ARC (self, i).ends[end];
        self->at[self->starts[node] + filled[node]++] = i;
      }
}

static ZbRoadSpot
end_of (const ZbRoadGraph *self, guint arc, guint end)
{
  return ZB_ROAD_NODE (self, ZB_ROAD_ARC (self, arc).ends[end]);
}

/**
 * zb_road_graph_new:
 * @ways: (array length=n_ways): lines
 * @n_ways: how many
 *
 * Joins lines where they share a point, cross, or come within 2 m of each other, and keeps the largest part
 * that hangs together. It takes some 100 ms for a district, so it is for a thread. What was made is not
 * changed and may be asked by any thread.
 *
 * Returns: (transfer full): a graph; without lines it is empty, and nobody has a way
 */
ZbRoadGraph *
zb_road_graph_new (const ZbWay *ways, guint n_ways)
{
  ZbRoadGraph *self = g_atomic_rc_box_new0 (ZbRoadGraph);

  self->plane = zb_road_plane_new (find_middle (ways, n_ways));
  self->nodes = g_array_new (FALSE, FALSE, sizeof (ZbRoadSpot));
  self->arcs = g_array_new (FALSE, FALSE, sizeof (ZbRoadArc));
  zb_road_graph_join (self, ways, n_ways);
  index_arcs (self);
  zb_road_grid_init (&self->grid);
  for (guint i = 0; i < self->arcs->len; i++)
    zb_road_grid_add (&self->grid, end_of (self, i, 0), end_of (self, i, 1), 0, i);
  zb_road_grid_seal (&self->grid);
  return self;
}

/**
 * zb_road_graph_ref:
 * @self: a graph
 *
 * Returns: (transfer full): @self
 */
ZbRoadGraph *
zb_road_graph_ref (ZbRoadGraph *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  ZbRoadGraph *self = data;

  zb_road_grid_clear (&self->grid);
  g_array_unref (self->nodes);
  g_array_unref (self->arcs);
  g_free (self->starts);
  g_free (self->at);
}

/**
 * zb_road_graph_unref:
 * @self: (transfer full): a graph
 */
void
zb_road_graph_unref (ZbRoadGraph *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/**
 * zb_road_graph_get_n_nodes:
 * @self: a graph
 *
 * Returns: how many nodes have a way
 */
guint
zb_road_graph_get_n_nodes (const ZbRoadGraph *self)
{
  guint n = 0;

  for (guint i = 0; i < self->nodes->len; i++)
    n += self->starts[i + 1] > self->starts[i];
  return n;
}

/**
 * zb_road_graph_get_length:
 * @self: a graph
 *
 * Returns: how long its ways are together, in metres
 */
double
zb_road_graph_get_length (const ZbRoadGraph *self)
{
  double metres = 0;

  for (guint i = 0; i < self->arcs->len; i++)
    metres += ZB_ROAD_ARC (self, i).metres;
  return metres;
}

/**
 * zb_road_graph_get_speed:
 * @way_class: a kind of way
 * @on_foot: whether somebody walks
 *
 * Returns: metres a second, 0 where one cannot go
 */
double
zb_road_graph_get_speed (ZbWayClass way_class, gboolean on_foot)
{
  if (on_foot)
    return way_class == ZB_WAY_EXPRESSWAY ? 0 : WALKED;
  return driven[way_class] / 3.6;
}

/* --- the nearest way ---------------------------------------------------------------------------------- */

typedef struct
{
  guint arc;
  double t;   /* share of the arc */
  double off; /* metres beside it */
} Stand;

#define NOWHERE ((Stand){ G_MAXUINT, 0, REACH })

static gboolean
can_stand (const ZbRoadArc *arc, gboolean on_foot)
{
  return arc->way_class != ZB_WAY_EXPRESSWAY && (on_foot || arc->way_class != ZB_WAY_PATH);
}

static void
look_in_square (const ZbRoadGraph *self, ZbRoadSpot spot, gboolean on_foot, int column, int row, Stand *best)
{
  guint end;

  for (guint i = zb_road_grid_find (&self->grid, column, row, &end); i < end; i++)
    {
      const guint arc = zb_road_grid_segment (&self->grid, i);
      double t, off;
      if (!can_stand (&ZB_ROAD_ARC (self, arc), on_foot))
        continue;
      off = zb_road_spot_to_segment (spot, end_of (self, arc, 0), end_of (self, arc, 1), &t);
      if (off < best->off)
        *best = (Stand){ arc, t, off };
    }
}

/* Ring by ring: what is in the next one is at least as far as the rings that were looked through are wide. */
static Stand
find_stand (const ZbRoadGraph *self, ZbPoint place, gboolean on_foot)
{
  const ZbRoadSpot spot = zb_road_plane_place (&self->plane, place);
  const int column = zb_road_grid_square (spot.x), row = zb_road_grid_square (spot.y);
  Stand best = NOWHERE;

  if (!zb_point_is_known (place))
    return best;
  for (int ring = 0; (ring - 1) * ZB_ROAD_SQUARE < best.off; ring++)
    for (int i = -ring; i <= ring; i++)
      for (int j = -ring; j <= ring; j += ABS (i) == ring ? 1 : MAX (1, 2 * ring))
        look_in_square (self, spot, on_foot, column + i, row + j, &best);
  return best;
}

/* --- the search ------------------------------------------------------------------------------------- */

typedef struct
{
  const ZbRoadGraph *graph;
  gboolean on_foot;
  double *seconds; /* from each node to the place */
  double *metres;
  GArray *heap;   /* ZbRouteStop, by seconds */
  guint8 *wanted; /* nodes that somebody comes by */
  guint n_wanted;
} Search;

/* Whether one may go along an arc that far: from its first end to its second, or the other way. */
static gboolean
may_go (const Search *self, const ZbRoadArc *arc, gboolean forward)
{
  if (zb_road_graph_get_speed (arc->way_class, self->on_foot) <= 0)
    return FALSE;
  return self->on_foot || arc->direction == ZB_WAY_BOTH || (arc->direction == ZB_WAY_FORWARD) == forward;
}

static double
take_seconds (const Search *self, const ZbRoadArc *arc, double metres)
{
  return metres / zb_road_graph_get_speed (arc->way_class, self->on_foot);
}

static void
reach (Search *self, guint node, double seconds, double metres)
{
  if (seconds >= self->seconds[node] || seconds > LONGEST_SECONDS)
    return;
  self->seconds[node] = seconds;
  self->metres[node] = metres;
  zb_route_heap_push (self->heap, seconds, node);
}

/* One comes to a node from the other end of each arc at it. */
static void
settle (Search *self, guint node)
{
  const ZbRoadGraph *graph = self->graph;

  for (guint i = graph->starts[node]; i < graph->starts[node + 1]; i++)
    {
      const ZbRoadArc *arc = &ZB_ROAD_ARC (graph, graph->at[i]);
      const gboolean forward = arc->ends[1] == node;
      if (may_go (self, arc, forward))
        reach (self, arc->ends[forward ? 0 : 1], self->seconds[node] + take_seconds (self, arc, arc->metres),
               self->metres[node] + arc->metres);
    }
}

static void
run (Search *self)
{
  while (self->heap->len > 0 && self->n_wanted > 0)
    {
      const ZbRouteStop next = zb_route_heap_pop (self->heap);
      if (next.cost > self->seconds[next.node])
        continue;
      self->n_wanted -= self->wanted[next.node];
      self->wanted[next.node] = 0;
      settle (self, next.node);
    }
}

static void
search_init (Search *self, const ZbRoadGraph *graph, gboolean on_foot)
{
  const guint n = graph->nodes->len;

  *self = (Search){ graph, on_foot, g_new (double, n), g_new (double, n), NULL, g_new0 (guint8, n), 0 };
  self->heap = zb_route_heap_new ();
  for (guint i = 0; i < n; i++)
    self->seconds[i] = G_MAXDOUBLE;
}

static void
search_clear (Search *self)
{
  g_free (self->seconds);
  g_free (self->metres);
  g_free (self->wanted);
  g_array_unref (self->heap);
}

/* The last stretch to the place: from either end of the arc at which it is. */
static void
start (Search *self, const Stand *to)
{
  const ZbRoadArc *arc = &ZB_ROAD_ARC (self->graph, to->arc);

  for (guint end = 0; end < 2; end++)
    {
      const double metres = (end == 0 ? to->t : 1 - to->t) * arc->metres;
      if (may_go (self, arc, end == 0))
        reach (self, arc->ends[end], take_seconds (self, arc, metres), metres);
    }
}

static void
want (Search *self, const Stand *from)
{
  for (guint end = 0; from->arc != G_MAXUINT && end < 2; end++)
    {
      guint8 *wanted = &self->wanted[ZB_ROAD_ARC (self->graph, from->arc).ends[end]];
      self->n_wanted += !*wanted;
      *wanted = 1;
    }
}

/* --- everybody's way -------------------------------------------------------------------------------- */

typedef struct
{
  double seconds, metres;
} Way;

static void
keep_sooner (Way *best, double seconds, double metres)
{
  if (seconds < best->seconds)
    *best = (Way){ seconds, metres };
}

/* Along the arc itself, where both are at the same one. */
static void
try_same_arc (const Search *self, const Stand *from, const Stand *to, Way *best)
{
  const ZbRoadArc *arc = &ZB_ROAD_ARC (self->graph, from->arc);
  const double metres = fabs (to->t - from->t) * arc->metres;

  if (from->arc == to->arc && may_go (self, arc, from->t <= to->t))
    keep_sooner (best, take_seconds (self, arc, metres), metres);
}

static Way
find_way (const Search *self, const Stand *from, const Stand *to)
{
  const ZbRoadArc *arc = &ZB_ROAD_ARC (self->graph, from->arc);
  Way best = { G_MAXDOUBLE, 0 };

  try_same_arc (self, from, to, &best);
  for (guint end = 0; end < 2; end++)
    {
      const guint node = arc->ends[end];
      const double metres = (end == 0 ? from->t : 1 - from->t) * arc->metres;
      if (may_go (self, arc, end == 1) && self->seconds[node] < G_MAXDOUBLE)
        keep_sooner (&best, self->seconds[node] + take_seconds (self, arc, metres),
                     self->metres[node] + metres);
    }
  return best;
}

static void
tell (const Search *self, const Stand *from, const Stand *to, ZbRoadTrip *trip)
{
  const double beside = from->off + to->off;
  const Way way = find_way (self, from, to);

  if (way.seconds > LONGEST_SECONDS)
    return;
  trip->metres = way.metres + beside;
  trip->minutes = (way.seconds + beside / WALKED) / 60;
}

static void
measure (const ZbRoadGraph *graph, ZbPoint to, gboolean on_foot, ZbRoadTrip *trips, guint n_trips)
{
  const Stand place = find_stand (graph, to, on_foot);
  g_autofree Stand *stands = g_new (Stand, n_trips + 1);
  Search search;

  if (place.arc == G_MAXUINT)
    return;
  search_init (&search, graph, on_foot);
  for (guint i = 0; i < n_trips; i++)
    {
      stands[i] = trips[i].on_foot == on_foot ? find_stand (graph, trips[i].from, on_foot) : NOWHERE;
      want (&search, &stands[i]);
    }
  start (&search, &place);
  run (&search);
  for (guint i = 0; i < n_trips; i++)
    if (stands[i].arc != G_MAXUINT)
      tell (&search, &stands[i], &place, &trips[i]);
  search_clear (&search);
}

/**
 * zb_road_graph_measure:
 * @self: a graph
 * @to: where somebody is needed
 * @trips: (array length=n_trips) (inout): who could come
 * @n_trips: how many
 *
 * Tells the way of each: the one that takes the least time (Dijkstra, 1959). Who is further than 500 m from
 * any way, or an hour from the place, has none.
 */
void
zb_road_graph_measure (const ZbRoadGraph *self, ZbPoint to, ZbRoadTrip *trips, guint n_trips)
{
  gboolean any[2] = { FALSE, FALSE };

  for (guint i = 0; i < n_trips; i++)
    {
      trips[i].on_foot = !!trips[i].on_foot;
      any[trips[i].on_foot] = TRUE;
      trips[i].metres = trips[i].minutes = NAN;
    }
  for (int on_foot = 0; on_foot < 2; on_foot++)
    if (any[on_foot])
      measure (self, to, on_foot, trips, n_trips);
}
