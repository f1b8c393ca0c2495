/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tiles of a GCJ-02 map where they lie in WGS 84, against the exact conversion. */
#include "zb-datum-warp.h"

#include "zb-mercator.h"

#include <math.h>

static const ZbPoint corner = { 121.32, 31.26 }, middle = { 121.4, 31.215 };

static ZbTileKey
tile_at (ZbPoint point, int zoom)
{
  const ZbMercator at = zb_mercator_from_point (point);
  const double n = exp2 (zoom);

  return (ZbTileKey){ zoom, (int)(at.x * n), (int)(at.y * n) };
}

/* How far from where it is a place of the tile is looked for, in metres on the ground. */
static double
find_error (const ZbDatumWarp *warp, ZbTileKey key, double across, double down)
{
  const double n = exp2 (key.zoom);
  const ZbMercator here = { (key.x + across) / n, (key.y + down) / n };
  const ZbPoint exact = zb_datum_from_wgs84 (ZB_DATUM_GCJ02, zb_mercator_to_point (here));
  double x, y;

  zb_datum_warp_locate (warp, across, down, &x, &y);
  return zb_point_distance (exact, zb_mercator_to_point ((ZbMercator){ x / n, y / n }));
}

static double
find_largest_error (ZbTileKey key)
{
  g_autofree ZbDatumWarp *warp = g_new (ZbDatumWarp, 1);
  double largest = 0;

  zb_datum_warp_init (warp, ZB_DATUM_GCJ02, key);
  for (double across = 0.003; across < 1; across += 0.0193)
    for (double down = 0.007; down < 1; down += 0.0217)
      largest = fmax (largest, find_error (warp, key, across, down));
  return largest;
}

static void
test_error (void)
{
  for (int zoom = 10; zoom <= 19; zoom++)
    {
      const double error =
          fmax (find_largest_error (tile_at (corner, zoom)), find_largest_error (tile_at (middle, zoom)));

      g_test_message ("zoom %d: %.4f m", zoom, error);
      g_assert_cmpfloat (error, <, 1);
      g_assert_true (zoom < 13 || error < 0.01);
    }
}

/* The tiles that are asked for are those that lie under it, and no others. */
static void
test_range (void)
{
  g_autofree ZbDatumWarp *warp = g_new (ZbDatumWarp, 1);

  for (int zoom = 10; zoom <= 19; zoom++)
    {
      const ZbTileKey key = tile_at (middle, zoom);
      double x, y;

      zb_datum_warp_init (warp, ZB_DATUM_GCJ02, key);
      zb_datum_warp_locate (warp, 0.5, 0.5, &x, &y);
      g_assert_cmpint (warp->first_x, <=, (int)x);
      g_assert_cmpint (warp->last_x, >=, (int)x);
      g_assert_cmpint (zb_datum_warp_count (warp), <=, 6);
      /* East and south of ours, by the offset. */
      g_assert_cmpfloat (x, >, key.x + 0.5);
      g_assert_cmpfloat (y, >, key.y + 0.5);
    }
}

/* A map on WGS 84 comes out as it went in. */
static void
test_no_offset (void)
{
  g_autofree ZbDatumWarp *warp = g_new (ZbDatumWarp, 1);
  g_autofree guint32 *in = g_new (guint32, 256 * 256), *out = g_new0 (guint32, 256 * 256);
  const ZbTileKey key = tile_at (middle, 16);
  ZbWarpPicture pictures[9] = { 0 };
  int own;

  zb_datum_warp_init (warp, ZB_DATUM_WGS84, key);
  g_assert_cmpint (zb_datum_warp_count (warp), <=, 9);
  own = (key.y - warp->first_y) * (warp->last_x - warp->first_x + 1) + key.x - warp->first_x;
  for (guint32 i = 0; i < 256 * 256; i++)
    in[i] = i;
  pictures[own] = (ZbWarpPicture){ in, 256, 256 };
  zb_datum_warp_draw (warp, pictures, out, 256);
  g_assert_cmpmem (in, 256 * 256 * 4, out, 256 * 256 * 4);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/map/warp/error", test_error);
  g_test_add_func ("/map/warp/range", test_range);
  g_test_add_func ("/map/warp/no-offset", test_no_offset);
  return g_test_run ();
}
