/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lengths and surfaces, against values worked out elsewhere. */
#include "zb-measure.h"

#include <math.h>

static void
assert_share (double value, double expected, double share)
{
  if (!(fabs (value - expected) <= share * expected))
    g_error ("%.3f is not within %g of %.3f", value, share, expected);
}

static void
test_length (void)
{
  const ZbPoint way[] = { { 121.4, 31.2 }, { 121.41, 31.2 }, { 121.41, 31.21 } };
  g_assert_cmpfloat (zb_measure_length (way, 0), ==, 0);
  g_assert_cmpfloat (zb_measure_length (way, 1), ==, 0);
  assert_share (zb_measure_length (way, 2), zb_point_distance (way[0], way[1]), 1e-12);
  assert_share (zb_measure_length (way, 3),
                zb_point_distance (way[0], way[1]) + zb_point_distance (way[1], way[2]), 1e-12);
}

/* An eighth of the sphere: three right angles, by Girard's theorem a quarter of its half. */
static void
test_octant (void)
{
  const ZbPoint octant[] = { { 0, 0 }, { 90, 0 }, { 0, 90 } };
  assert_share (zb_measure_area (octant, 3), G_PI / 2 * 6371007.181 * 6371007.181, 1e-12);
}

/* One kilometre each way at 31° north, by the radii of curvature of GRS 80. */
static void
test_square_kilometre (void)
{
  const double east = 0.010470736856741, north = 0.009019616056865;
  const ZbPoint square[] = { { 121.4, 31 - north / 2 },
                             { 121.4 + east, 31 - north / 2 },
                             { 121.4 + east, 31 + north / 2 },
                             { 121.4, 31 + north / 2 },
                             { 121.4, 31 - north / 2 } };
  assert_share (zb_measure_area (square, 4), 1e6, 0.001);
  assert_share (zb_measure_area (square, 5), zb_measure_area (square, 4), 1e-9);
  const ZbPoint turned[] = { square[3], square[2], square[1], square[0] };
  assert_share (zb_measure_area (turned, 4), zb_measure_area (square, 4), 1e-9);
  g_assert_cmpfloat (zb_measure_area (square, 2), ==, 0);
}

/* Twelve kilometres of district, of which the ellipsoid's equal-area projection makes 34.535454 km². */
static void
test_district (void)
{
  const ZbPoint outline[] = { { 121.43484, 31.21635 }, { 121.41759, 31.19516 }, { 121.38756, 31.19382 },
                              { 121.34718, 31.18474 }, { 121.33279, 31.19775 }, { 121.34075, 31.22463 },
                              { 121.33734, 31.2373 },  { 121.34434, 31.24575 }, { 121.35791, 31.22784 },
                              { 121.37166, 31.22254 }, { 121.39822, 31.22239 }, { 121.41573, 31.22707 },
                              { 121.43078, 31.22692 } };
  assert_share (zb_measure_area (outline, G_N_ELEMENTS (outline)), 34535454, 0.001);
}

static void
test_crosses (void)
{
  const ZbPoint plain[] = { { 0, 0 }, { 1, 0 }, { 1, 1 }, { 0, 1 } };
  const ZbPoint bow[] = { { 0, 0 }, { 1, 1 }, { 1, 0 }, { 0, 1 } };
  const ZbPoint notched[] = { { 0, 0 }, { 2, 0 }, { 2, 2 }, { 1, 0.5 }, { 0, 2 } };
  const ZbPoint last[] = { { 0, 0 }, { 2, 0 }, { 2, 2 }, { 1, -1 } };
  g_assert_false (zb_measure_crosses (plain, 4));
  g_assert_true (zb_measure_crosses (bow, 4));
  g_assert_false (zb_measure_crosses (notched, 5));
  g_assert_true (zb_measure_crosses (last, 4));
  g_assert_false (zb_measure_crosses (plain, 3));
  g_assert_false (zb_measure_crosses (plain, 0));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/geo/measure/length", test_length);
  g_test_add_func ("/geo/measure/octant", test_octant);
  g_test_add_func ("/geo/measure/square-kilometre", test_square_kilometre);
  g_test_add_func ("/geo/measure/district", test_district);
  g_test_add_func ("/geo/measure/crosses", test_crosses);
  return g_test_run ();
}
