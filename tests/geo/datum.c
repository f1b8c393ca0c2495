/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Conversions against pairs published with other implementations (the README of "coordtransform"),
 * and there and back over the district. */
#include "zb-datum.h"

static const ZbPoint tiananmen = { 116.404, 39.915 };

static void
assert_within (ZbPoint a, ZbPoint b, double metres)
{
  double distance = zb_point_distance (a, b);
  if (!(distance <= metres))
    g_error ("%.9f %.9f is %.3f m from %.9f %.9f", a.lon, a.lat, distance, b.lon, b.lat);
}

static void
test_published_pairs (void)
{
  assert_within (zb_datum_from_wgs84 (ZB_DATUM_GCJ02, tiananmen),
                 (ZbPoint){ 116.41024449916938, 39.91640428150164 }, 0.01);
  assert_within (zb_datum_to_wgs84 (ZB_DATUM_GCJ02, tiananmen),
                 (ZbPoint){ 116.39775550083061, 39.91359571849836 }, 2);
  ZbPoint baidu = { 116.41036949371029, 39.92133699351021 };
  assert_within (zb_datum_from_wgs84 (ZB_DATUM_GCJ02, zb_datum_to_wgs84 (ZB_DATUM_BD09, baidu)), tiananmen,
                 0.5);
}

/* The test data of "eviltransform" (python/test.py), to which many implementations hold themselves. */
static void
test_other_pairs (void)
{
  static const struct
  {
    ZbPoint wgs84, gcj02;
  } pairs[] = {
    { { 121.5272106, 31.1774276 }, { 121.531541859215, 31.17530398364597 } },
    { { 113.912316, 22.543847 }, { 113.9171764808363, 22.540796131694766 } },
    { { 116.377817, 39.911954 }, { 116.38404722455657, 39.91334545536069 } },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      assert_within (zb_datum_from_wgs84 (ZB_DATUM_GCJ02, pairs[i].wgs84), pairs[i].gcj02, 0.001);
      assert_within (zb_datum_to_wgs84 (ZB_DATUM_GCJ02, pairs[i].gcj02), pairs[i].wgs84, 0.001);
    }
}

static void
test_there_and_back (void)
{
  const ZbDatum datums[] = { ZB_DATUM_WGS84, ZB_DATUM_GCJ02, ZB_DATUM_BD09 };
  for (gsize i = 0; i < G_N_ELEMENTS (datums); i++)
    for (double lon = 121.32; lon < 121.45; lon += 0.01)
      for (double lat = 31.18; lat < 31.25; lat += 0.01)
        {
          ZbPoint here = { lon, lat };
          assert_within (zb_datum_to_wgs84 (datums[i], zb_datum_from_wgs84 (datums[i], here)), here,
                         datums[i] == ZB_DATUM_BD09 ? 0.5 : 0.001);
        }
}

static void
test_offset_is_hundreds_of_metres_here_and_none_abroad (void)
{
  ZbPoint here = { 121.4, 31.2 }, paris = { 2.35, 48.85 };
  double offset = zb_point_distance (here, zb_datum_from_wgs84 (ZB_DATUM_GCJ02, here));
  g_assert_cmpfloat (offset, >, 300);
  g_assert_cmpfloat (offset, <, 700);
  assert_within (zb_datum_from_wgs84 (ZB_DATUM_GCJ02, paris), paris, 0);
}

static void
test_names (void)
{
  g_assert_cmpint (zb_datum_parse ("gcj02"), ==, ZB_DATUM_GCJ02);
  g_assert_cmpint (zb_datum_parse ("cgcs2000"), ==, ZB_DATUM_WGS84);
  g_assert_cmpint (zb_datum_parse ("utm"), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/geo/datum/published", test_published_pairs);
  g_test_add_func ("/geo/datum/other-pairs", test_other_pairs);
  g_test_add_func ("/geo/datum/there-and-back", test_there_and_back);
  g_test_add_func ("/geo/datum/offset", test_offset_is_hundreds_of_metres_here_and_none_abroad);
  g_test_add_func ("/geo/datum/names", test_names);
  return g_test_run ();
}
