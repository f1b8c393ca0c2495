/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What comes out of the heap of a search is the cheapest that is in it, whatever went in and came out before.
 */
#include "zb-route-heap.h"

#define MOST 400

/* What the heap should hold, in no order. */
typedef struct
{
  double costs[MOST]; /* by node; negative where it is out */
  guint n;
} Naive;

static double
find_cheapest (const Naive *self)
{
  double cheapest = G_MAXDOUBLE;

  for (guint i = 0; i < MOST; i++)
    if (self->costs[i] >= 0)
      cheapest = MIN (cheapest, self->costs[i]);
  return cheapest;
}

static void
pop_and_check (GArray *heap, Naive *naive)
{
  const double expected = find_cheapest (naive);
  const ZbRouteStop stop = zb_route_heap_pop (heap);

  g_assert_cmpfloat (stop.cost, ==, expected);
  g_assert_cmpuint (stop.node, <, MOST);
  g_assert_cmpfloat (naive->costs[stop.node], ==, stop.cost);
  naive->costs[stop.node] = -1;
  naive->n--;
  g_assert_cmpuint (heap->len, ==, naive->n);
}

/* Few costs, so that many are alike. */
static void
test_random (void)
{
  for (guint round = 0; round < 200; round++)
    {
      g_autoptr (GArray) heap = zb_route_heap_new ();
      const int alike = g_test_rand_int_range (2, 60);
      Naive naive = { .n = 0 };

      for (guint node = 0; node < MOST; node++)
        naive.costs[node] = -1;
      for (guint node = 0; node < MOST; node++)
        {
          naive.costs[node] = g_test_rand_int_range (0, alike);
          naive.n++;
          zb_route_heap_push (heap, naive.costs[node], node);
          while (naive.n > 0 && g_test_rand_int_range (0, 5) < 2)
            pop_and_check (heap, &naive);
        }
      while (naive.n > 0)
        pop_and_check (heap, &naive);
    }
}

/* The second child may be the cheaper one, the first, or the only one. */
static void
check_order (const double *costs, guint n)
{
  g_autoptr (GArray) heap = zb_route_heap_new ();
  double last = -1;

  for (guint i = 0; i < n; i++)
    zb_route_heap_push (heap, costs[i], i);
  for (guint i = 0; i < n; i++)
    {
      const ZbRouteStop stop = zb_route_heap_pop (heap);
      g_assert_cmpfloat (stop.cost, >=, last);
      g_assert_cmpfloat (stop.cost, ==, costs[stop.node]);
      last = stop.cost;
    }
  g_assert_cmpuint (heap->len, ==, 0);
}

static void
test_children (void)
{
  check_order ((const double[]){ 1 }, 1);
  check_order ((const double[]){ 1, 2 }, 2);
  check_order ((const double[]){ 1, 2, 3, 4 }, 4);
  check_order ((const double[]){ 1, 3, 2, 4 }, 4);
  check_order ((const double[]){ 1, 5, 2, 6, 7, 3, 4 }, 7);
  check_order ((const double[]){ 1, 2, 5, 3, 4, 6, 7 }, 7);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/route-heap/random", test_random);
  g_test_add_func ("/route-heap/children", test_children);
  return g_test_run ();
}
