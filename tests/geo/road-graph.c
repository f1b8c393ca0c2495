/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ways along roads that are drawn by hand, whose lengths are known. */
#include "zb-road-graph.h"

#include <math.h>

/* A tenth of a kilometre each way at 31.2° north, on the sphere of zb_point_distance(). */
#define EAST 0.00105139
#define NORTH 0.00089932
#define AT(x, y) { 121.4 + (x) * EAST, 31.2 + (y) * NORTH }
#define LINE(...)                                                                                            \
  (const ZbPoint[]) { __VA_ARGS__ }
#define WAY(n, kind, ...) { .points = LINE (__VA_ARGS__), .n_points = (n), .way_class = ZB_WAY_##kind }

static void
assert_near (double value, double expected, double tolerance)
{
  if (!(fabs (value - expected) <= tolerance))
    g_error ("%.2f is not within %.2f of %.2f", value, tolerance, expected);
}

static ZbRoadTrip
measure (const ZbWay *ways, guint n_ways, ZbPoint from, ZbPoint to, gboolean on_foot)
{
  g_autoptr (ZbRoadGraph) graph = zb_road_graph_new (ways, n_ways);
  ZbRoadTrip trip = { .from = from, .on_foot = on_foot };

  zb_road_graph_measure (graph, to, &trip, 1);
  return trip;
}

/* Two sides of a square: one street that bends, and a time by its class. */
static void
test_corner (void)
{
  const ZbWay ways[] = { WAY (3, STREET, AT (0, 0), AT (10, 0), AT (10, 10)) };
  const ZbRoadTrip trip = measure (ways, 1, (ZbPoint)AT (0, 0), (ZbPoint)AT (10, 10), FALSE);

  assert_near (trip.metres, 2000, 2);
  assert_near (trip.minutes, 2000 / (20 / 3.6) / 60, 0.02);
}

/* Between the points of a line, and beside it: what is beside is walked. */
static void
test_beside (void)
{
  const ZbWay ways[] = { WAY (2, STREET, AT (0, 0), AT (10, 0)) };
  const ZbRoadTrip trip = measure (ways, 1, (ZbPoint)AT (2, 1), (ZbPoint)AT (7, -2), FALSE);

  assert_near (trip.metres, 100 + 500 + 200, 1);
  assert_near (trip.minutes, (500 / (20 / 3.6) + 300 / 1.2) / 60, 0.02);
}

/* Lines that cross are joined though they share no point, and so is one that ends a step short of another. */
static void
test_joins (void)
{
  const ZbWay ways[] = { WAY (2, STREET, AT (0, 0), AT (10, 0)), WAY (2, STREET, AT (5, -5), AT (5, 5)),
                         WAY (2, STREET, AT (8, 0.015), AT (8, 5)),
                         WAY (2, STREET, AT (2, 0.05), AT (2, 5)) };

  assert_near (measure (ways, 4, (ZbPoint)AT (0, 0), (ZbPoint)AT (5, 5), FALSE).metres, 1000, 2);
  assert_near (measure (ways, 4, (ZbPoint)AT (0, 0), (ZbPoint)AT (8, 5), FALSE).minutes,
               1300 / (20 / 3.6) / 60, 0.03);
  /* Five metres are no join: the street is an island, and who is on it walks over to the next one. */
  assert_near (measure (ways, 4, (ZbPoint)AT (0, 0), (ZbPoint)AT (2, 4), FALSE).metres, 500 + 400 + 300, 3);
}

/* The long way on the main road is the sooner one. */
static void
test_soonest (void)
{
  const ZbWay ways[] = { WAY (2, LANE, AT (0, 0), AT (20, 0)),
                         WAY (4, PRIMARY, AT (0, 0), AT (0, 2), AT (20, 2), AT (20, 0)) };

  assert_near (measure (ways, 2, (ZbPoint)AT (0, 0), (ZbPoint)AT (20, 0), FALSE).metres, 2400, 3);
  assert_near (measure (ways, 2, (ZbPoint)AT (0, 0), (ZbPoint)AT (20, 0), TRUE).metres, 2000, 3);
}

/* Around the block one way, straight back the other; who walks does not care. */
static void
test_one_way (void)
{
  ZbWay ways[] = { WAY (2, STREET, AT (0, 0), AT (10, 0)),
                   WAY (4, STREET, AT (0, 0), AT (0, 5), AT (10, 5), AT (10, 0)) };

  ways[0].direction = ZB_WAY_FORWARD;
  assert_near (measure (ways, 2, (ZbPoint)AT (0, 0), (ZbPoint)AT (10, 0), FALSE).metres, 1000, 2);
  assert_near (measure (ways, 2, (ZbPoint)AT (10, 0), (ZbPoint)AT (0, 0), FALSE).metres, 2000, 3);
  assert_near (measure (ways, 2, (ZbPoint)AT (10, 0), (ZbPoint)AT (0, 0), TRUE).metres, 1000, 2);
  assert_near (measure (ways, 2, (ZbPoint)AT (2, 0), (ZbPoint)AT (8, 0), FALSE).metres, 600, 2);
  assert_near (measure (ways, 2, (ZbPoint)AT (8, 0), (ZbPoint)AT (2, 0), FALSE).metres, 200 + 2000 + 200, 4);
  ways[0].direction = ZB_WAY_BACKWARD;
  assert_near (measure (ways, 2, (ZbPoint)AT (10, 0), (ZbPoint)AT (0, 0), FALSE).metres, 1000, 2);
  assert_near (measure (ways, 2, (ZbPoint)AT (0, 0), (ZbPoint)AT (10, 0), FALSE).metres, 2000, 3);
}

/* A path through the park is for who walks; an expressway is not. */
static void
test_on_foot (void)
{
  const ZbWay ways[] = { WAY (3, STREET, AT (0, 0), AT (10, 0), AT (10, 10)),
                         WAY (2, PATH, AT (0, 0), AT (10, 10)), WAY (2, EXPRESSWAY, AT (0, 0), AT (0, 20)),
                         WAY (3, STREET, AT (0, 20), AT (10, 20), AT (10, 10)) };

  assert_near (measure (ways, 4, (ZbPoint)AT (0, 0), (ZbPoint)AT (10, 10), TRUE).metres, 1414, 3);
  assert_near (measure (ways, 4, (ZbPoint)AT (0, 0), (ZbPoint)AT (10, 10), FALSE).metres, 2000, 3);
  assert_near (measure (ways, 4, (ZbPoint)AT (0, 0), (ZbPoint)AT (0, 20), FALSE).metres, 2000, 4);
  assert_near (measure (ways, 4, (ZbPoint)AT (0, 0), (ZbPoint)AT (0, 20), TRUE).metres, 1414 + 1000 + 1000,
               6);
}

/* A bridge and the road below it meet only where they share a point. */
static void
test_levels (void)
{
  ZbWay ways[] = { WAY (2, STREET, AT (0, 0), AT (10, 0)), WAY (2, STREET, AT (5, -5), AT (5, 5)),
                   WAY (3, STREET, AT (10, 0), AT (10, 5), AT (5, 5)) };

  ways[1].level = 1;
  assert_near (measure (ways, 3, (ZbPoint)AT (0, 0), (ZbPoint)AT (5, -5), FALSE).metres,
               1000 + 500 + 500 + 1000, 5);
}

/* The creek is crossed at the bridge. */
static void
test_creek (void)
{
  const ZbWay ways[] = { WAY (2, STREET, AT (0, 0), AT (30, 0)), WAY (2, STREET, AT (0, 2), AT (30, 2)),
                         WAY (2, STREET, AT (25, -1), AT (25, 3)) };

  assert_near (measure (ways, 3, (ZbPoint)AT (5, 0), (ZbPoint)AT (5, 2), FALSE).metres, 2000 + 200 + 2000, 5);
}

static void
test_no_way (void)
{
  const ZbWay ways[] = { WAY (2, STREET, AT (0, 0), AT (10, 0)) };
  const ZbPoint far_off = AT (5, 6);

  g_assert_true (isnan (measure (ways, 1, far_off, (ZbPoint)AT (5, 0), FALSE).metres));
  g_assert_true (isnan (measure (ways, 1, (ZbPoint)AT (5, 0), far_off, FALSE).minutes));
  g_assert_true (isnan (measure (ways, 1, ZB_POINT_NOWHERE, (ZbPoint)AT (5, 0), FALSE).metres));
  g_assert_true (isnan (measure (ways, 1, (ZbPoint)AT (5, 0), ZB_POINT_NOWHERE, TRUE).metres));
  g_assert_true (isnan (measure (NULL, 0, (ZbPoint)AT (5, 0), (ZbPoint)AT (6, 0), FALSE).metres));
}

/* All at once is as one by one. */
static void
test_many (void)
{
  const ZbWay ways[] = { WAY (2, STREET, AT (0, 0), AT (30, 0)), WAY (2, LANE, AT (0, 10), AT (30, 10)),
                         WAY (2, PRIMARY, AT (3, 0), AT (3, 10)), WAY (2, PATH, AT (20, 0), AT (22, 10)) };
  g_autoptr (ZbRoadGraph) graph = zb_road_graph_new (ways, 4);
  ZbRoadTrip trips[60];

  for (guint i = 0; i < G_N_ELEMENTS (trips); i++)
    trips[i] = (ZbRoadTrip){ .from = AT (i / 2.0, i % 12), .on_foot = i % 3 == 0 };
  zb_road_graph_measure (graph, (ZbPoint)AT (15, 10), trips, G_N_ELEMENTS (trips));
  for (guint i = 0; i < G_N_ELEMENTS (trips); i++)
    {
      const ZbRoadTrip one = measure (ways, 4, trips[i].from, (ZbPoint)AT (15, 10), trips[i].on_foot);
      assert_near (trips[i].metres, one.metres, 0.001);
      assert_near (trips[i].minutes, one.minutes, 0.001);
      g_assert_cmpfloat (trips[i].metres, >=, zb_point_distance (trips[i].from, (ZbPoint)AT (15, 10)) - 1);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/road-graph/corner", test_corner);
  g_test_add_func ("/road-graph/beside", test_beside);
  g_test_add_func ("/road-graph/joins", test_joins);
  g_test_add_func ("/road-graph/soonest", test_soonest);
  g_test_add_func ("/road-graph/one-way", test_one_way);
  g_test_add_func ("/road-graph/on-foot", test_on_foot);
  g_test_add_func ("/road-graph/levels", test_levels);
  g_test_add_func ("/road-graph/creek", test_creek);
  g_test_add_func ("/road-graph/no-way", test_no_way);
  g_test_add_func ("/road-graph/many", test_many);
  return g_test_run ();
}
