/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Distances, bearings and surfaces, against values worked out elsewhere. */
#include "zb-geometry.h"

#include <math.h>

static void
assert_near (double value, double expected, double tolerance)
{
  if (!(fabs (value - expected) <= tolerance))
    g_error ("%.9f is not within %g of %.9f", value, tolerance, expected);
}

/* One degree of a great circle on the mean sphere is 111.195 km. */
static void
test_distance (void)
{
  assert_near (zb_point_distance ((ZbPoint){ 0, 0 }, (ZbPoint){ 0, 1 }), 111195.08, 0.01);
  assert_near (zb_point_distance ((ZbPoint){ 0, 60 }, (ZbPoint){ 1, 60 }), 55597.1, 10);
  assert_near (zb_point_distance ((ZbPoint){ 121.4, 31.2 }, (ZbPoint){ 121.4, 31.2 }), 0, 1e-9);
  assert_near (zb_point_distance ((ZbPoint){ 0, 0 }, (ZbPoint){ 180, 0 }), G_PI * 6371008.8, 0.1);
  g_assert_true (isnan (zb_point_distance ((ZbPoint){ 0, 0 }, ZB_POINT_NOWHERE)));
}

static void
test_bearing (void)
{
  ZbPoint here = { 121.4, 31.2 };
  assert_near (zb_point_bearing (here, (ZbPoint){ 121.4, 31.3 }), 0, 1e-9);
  assert_near (zb_point_bearing (here, (ZbPoint){ 121.5, 31.2 }), 90, 0.05);
  assert_near (zb_point_bearing (here, (ZbPoint){ 121.4, 31.1 }), 180, 1e-9);
  assert_near (zb_point_bearing (here, (ZbPoint){ 121.3, 31.2 }), 270, 0.05);
}

static void
test_move_arrives_where_it_says (void)
{
  ZbPoint here = { 121.4, 31.2 };
  for (double bearing = 0; bearing < 360; bearing += 15)
    {
      ZbPoint there = zb_point_move (here, bearing, 750);
      assert_near (zb_point_distance (here, there), 750, 1e-6);
      assert_near (remainder (zb_point_bearing (here, there) - bearing, 360), 0, 1e-6);
    }
}

static void
add_square (ZbGeometry *surface, double west, double south, double side)
{
  zb_geometry_begin_ring (surface);
  zb_geometry_add_point (surface, (ZbPoint){ west, south });
  zb_geometry_add_point (surface, (ZbPoint){ west + side, south });
  zb_geometry_add_point (surface, (ZbPoint){ west + side, south + side });
  zb_geometry_add_point (surface, (ZbPoint){ west, south + side });
  zb_geometry_add_point (surface, (ZbPoint){ west, south });
}

static void
test_holes_are_outside (void)
{
  g_autoptr (ZbGeometry) surface = zb_geometry_new ();
  zb_geometry_begin_polygon (surface);
  add_square (surface, 0, 0, 10);
  add_square (surface, 4, 4, 2);
  zb_geometry_begin_polygon (surface);
  add_square (surface, 20, 0, 5);

  g_assert_true (zb_geometry_contains (surface, (ZbPoint){ 1, 1 }));
  g_assert_false (zb_geometry_contains (surface, (ZbPoint){ 5, 5 }));
  g_assert_true (zb_geometry_contains (surface, (ZbPoint){ 22, 1 }));
  g_assert_false (zb_geometry_contains (surface, (ZbPoint){ 15, 1 }));
  g_assert_false (zb_geometry_contains (surface, ZB_POINT_NOWHERE));
  g_assert_cmpuint (zb_geometry_get_n_rings (surface), ==, 3);
  g_assert_true (zb_geometry_ring_begins_polygon (surface, 0));
  g_assert_false (zb_geometry_ring_begins_polygon (surface, 1));
  g_assert_true (zb_geometry_ring_begins_polygon (surface, 2));
}

static void
test_centre_and_box (void)
{
  g_autoptr (ZbGeometry) surface = zb_geometry_new ();
  add_square (surface, 2, 4, 6);
  ZbPoint centre = zb_geometry_get_centre (surface);
  assert_near (centre.lon, 5, 1e-9);
  assert_near (centre.lat, 7, 1e-9);
  assert_near (zb_geometry_get_box (surface)->north, 10, 0);
}

static void
test_equality (void)
{
  g_autoptr (ZbGeometry) a = zb_geometry_new (), b = zb_geometry_new ();
  add_square (a, 0, 0, 1);
  g_assert_false (zb_geometry_equal (a, b));
  add_square (b, 0, 0, 1);
  g_assert_true (zb_geometry_equal (a, b));
  g_assert_false (zb_geometry_equal (a, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/geo/distance", test_distance);
  g_test_add_func ("/geo/bearing", test_bearing);
  g_test_add_func ("/geo/move", test_move_arrives_where_it_says);
  g_test_add_func ("/geo/surface/holes", test_holes_are_outside);
  g_test_add_func ("/geo/surface/centre", test_centre_and_box);
  g_test_add_func ("/geo/surface/equality", test_equality);
  return g_test_run ();
}
