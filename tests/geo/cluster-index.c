/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-cluster-index.h"

#include <math.h>

#define N 5000

static const ZbBox WORLD = { -180, -85, 180, 85 };

static ZbClusterItem *
make_items (guint n, guint32 seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  ZbClusterItem *items = g_new0 (ZbClusterItem, n);
  for (guint i = 0; i < n; i++)
    items[i] = (ZbClusterItem){ { g_rand_double_range (rand, 121.33, 121.44),
                                  g_rand_double_range (rand, 31.18, 31.24) },
                                (guint8)g_rand_int_range (rand, 0, 5),
                                (guint8)g_rand_int_range (rand, 0, 5) };
  return items;
}

static GArray *
query (ZbClusterIndex *index, const ZbBox *box, guint zoom)
{
  GArray *clusters = g_array_new (FALSE, FALSE, sizeof (ZbCluster));
  zb_cluster_index_query (index, box, zoom, clusters);
  return clusters;
}

static void
sum (GArray *clusters, guint *n_items, guint *n_well)
{
  *n_items = *n_well = 0;
  for (guint i = 0; i < clusters->len; i++)
    {
      *n_items += g_array_index (clusters, ZbCluster, i).n_items;
      *n_well += g_array_index (clusters, ZbCluster, i).n_well;
    }
}

/* The property that an officer relies on: whatever the zoom and the layers, the figures on the map add up. */
static void
assert_adds_up (ZbClusterIndex *index, const ZbClusterItem *items, const guint8 *apart, guint n, guint32 mask)
{
  guint visible = 0, well = 0;
  for (guint i = 0; i < n; i++)
    if ((mask >> items[i].category & 1) && !apart[i])
      visible++, well += items[i].state == 0;
  for (guint zoom = ZB_CLUSTER_MIN_ZOOM - 1; zoom <= ZB_CLUSTER_MAX_ZOOM + 2; zoom++)
    {
      guint n_items, n_well;
      g_autoptr (GArray) clusters = query (index, &WORLD, zoom);
      sum (clusters, &n_items, &n_well);
      g_assert_cmpuint (n_items, ==, visible);
      g_assert_cmpuint (n_well, ==, well);
    }
  g_assert_cmpuint (zb_cluster_index_count (index, &WORLD), ==, visible);
}

static void
test_adds_up (void)
{
  for (guint32 seed = 1; seed <= 5; seed++)
    {
      g_autofree ZbClusterItem *items = make_items (N, seed);
      g_autofree guint8 *apart = g_new0 (guint8, N);
      g_autoptr (ZbClusterIndex) index = zb_cluster_index_new (items, N);
      assert_adds_up (index, items, apart, N, G_MAXUINT32);
    }
}

static void
test_adds_up_after_changes (void)
{
  g_autofree ZbClusterItem *items = make_items (N, 7);
  g_autofree guint8 *apart = g_new0 (guint8, N);
  g_autoptr (ZbClusterIndex) index = zb_cluster_index_new (items, N);
  g_autoptr (GRand) rand = g_rand_new_with_seed (8);
  for (guint round = 0; round < 6; round++)
    {
      guint32 mask = (guint32)g_rand_int_range (rand, 0, 32);
      for (guint i = 0; i < 300; i++)
        {
          guint item = (guint)g_rand_int_range (rand, 0, N);
          items[item].state = (guint8)g_rand_int_range (rand, 0, 5);
          zb_cluster_index_set_state (index, item, items[item].state);
          item = (guint)g_rand_int_range (rand, 0, N);
          apart[item] = !apart[item];
          zb_cluster_index_set_apart (index, item, apart[item]);
        }
      zb_cluster_index_set_mask (index, mask);
      assert_adds_up (index, items, apart, N, mask);
    }
}

static void
test_change_equals_building_anew (void)
{
  g_autofree ZbClusterItem *items = make_items (N, 11);
  g_autoptr (ZbClusterIndex) changed = zb_cluster_index_new (items, N);
  for (guint i = 0; i < N; i += 3)
    {
      items[i].state = (guint8)((items[i].state + 2) % 5);
      zb_cluster_index_set_state (changed, i, items[i].state);
    }
  g_autoptr (ZbClusterIndex) anew = zb_cluster_index_new (items, N);
  for (guint zoom = ZB_CLUSTER_MIN_ZOOM; zoom <= ZB_CLUSTER_MAX_ZOOM + 1; zoom++)
    {
      g_autoptr (GArray) a = query (changed, &WORLD, zoom);
      g_autoptr (GArray) b = query (anew, &WORLD, zoom);
      g_assert_cmpmem (a->data, a->len * sizeof (ZbCluster), b->data, b->len * sizeof (ZbCluster));
    }
}

static void
test_worst_and_single (void)
{
  ZbClusterItem items[] = { { { 121.40, 31.21 }, 0, 0 },
                            { { 121.40001, 31.21 }, 1, 3 },
                            { { 121.43, 31.23 }, 0, 1 } };
  g_autoptr (ZbClusterIndex) index = zb_cluster_index_new (items, G_N_ELEMENTS (items));
  ZbBox near = { 121.39, 31.20, 121.41, 31.22 };
  g_autoptr (GArray) pair = query (index, &near, 15);
  g_assert_cmpuint (pair->len, ==, 1);
  g_assert_cmpuint (g_array_index (pair, ZbCluster, 0).n_items, ==, 2);
  g_assert_cmpuint (g_array_index (pair, ZbCluster, 0).worst, ==, 3);
  g_assert_cmpuint (g_array_index (pair, ZbCluster, 0).item, ==, ZB_CLUSTER_NO_ITEM);

  zb_cluster_index_set_mask (index, 1 << 1);
  g_autoptr (GArray) single = query (index, &near, 15);
  g_assert_cmpuint (single->len, ==, 1);
  g_assert_cmpuint (g_array_index (single, ZbCluster, 0).item, ==, 1);
  g_assert_cmpfloat_with_epsilon (zb_mercator_to_point (g_array_index (single, ZbCluster, 0).place).lon,
                                  121.40001, 1e-6);
}

static void
test_query_by_box (void)
{
  g_autofree ZbClusterItem *items = make_items (N, 3);
  g_autoptr (ZbClusterIndex) index = zb_cluster_index_new (items, N);
  ZbBox box = { 121.36, 31.19, 121.41, 31.22 };
  guint inside = 0, at_leaves, well;
  for (guint i = 0; i < N; i++)
    inside += zb_box_contains (&box, items[i].point);
  g_autoptr (GArray) leaves = query (index, &box, ZB_CLUSTER_MAX_ZOOM + 1);
  sum (leaves, &at_leaves, &well);
  g_assert_cmpuint (leaves->len, ==, inside);
  g_assert_cmpuint (at_leaves, ==, inside);
  g_assert_cmpuint (zb_cluster_index_count (index, &box), ==, inside);
  g_autoptr (GArray) clusters = query (index, &box, 14);
  for (guint i = 0; i < clusters->len; i++)
    g_assert_true (
        zb_box_contains (&box, zb_mercator_to_point (g_array_index (clusters, ZbCluster, i).place)));
}

/* What merges at a zoom lies near at that zoom: no cluster reaches further than twice the radius. */
static void
test_reach (void)
{
  g_autofree ZbClusterItem *items = make_items (N, 5);
  g_autoptr (ZbClusterIndex) index = zb_cluster_index_new (items, N);
  for (guint zoom = 12; zoom <= ZB_CLUSTER_MAX_ZOOM; zoom++)
    {
      g_autoptr (GArray) clusters = query (index, &WORLD, zoom);
      double pixel = 1 / ldexp (256, (int)zoom);
      for (guint i = 0; i < clusters->len; i++)
        {
          ZbBox extent = zb_cluster_index_get_extent (index, g_array_index (clusters, ZbCluster, i).node);
          g_assert_cmpfloat ((extent.east - extent.west) / 360 / pixel, <=,
                             4 * zb_cluster_index_get_radius (zoom));
        }
    }
}

static void
test_unknown_place (void)
{
  ZbClusterItem items[] = { { ZB_POINT_NOWHERE, 0, 0 }, { { 121.4, 31.2 }, 0, 0 } };
  g_autoptr (ZbClusterIndex) index = zb_cluster_index_new (items, 2);
  zb_cluster_index_set_state (index, 0, 2);
  zb_cluster_index_set_apart (index, 0, TRUE);
  zb_cluster_index_set_mask (index, 0);
  zb_cluster_index_set_mask (index, 1);
  g_assert_cmpuint (zb_cluster_index_count (index, &WORLD), ==, 1);
  g_autoptr (ZbClusterIndex) empty = zb_cluster_index_new (NULL, 0);
  g_autoptr (GArray) none = query (empty, &WORLD, 12);
  g_assert_cmpuint (none->len, ==, 0);
}

static void
test_many_are_quick (void)
{
  const guint n = 250000;
  g_autofree ZbClusterItem *items = make_items (n, 13);
  gint64 before = g_get_monotonic_time ();
  g_autoptr (ZbClusterIndex) index = zb_cluster_index_new (items, n);
  gint64 built = g_get_monotonic_time ();
  ZbBox box = { 121.36, 31.19, 121.41, 31.22 };
  g_autoptr (GArray) clusters = query (index, &box, 14);
  gint64 queried = g_get_monotonic_time ();
  zb_cluster_index_count (index, &box);
  g_test_message ("250,000 items: build %.0f ms, query %.3f ms (%u clusters), count %.3f ms",
                  (built - before) / 1e3, (queried - built) / 1e3, clusters->len,
                  (g_get_monotonic_time () - queried) / 1e3);
}

static void
test_mercator (void)
{
  ZbMercator middle = zb_mercator_from_point ((ZbPoint){ 0, 0 });
  g_assert_cmpfloat_with_epsilon (middle.x, 0.5, 1e-12);
  g_assert_cmpfloat_with_epsilon (middle.y, 0.5, 1e-12);
  ZbPoint people_square = { 121.4737, 31.2304 };
  ZbPoint back = zb_mercator_to_point (zb_mercator_from_point (people_square));
  g_assert_cmpfloat_with_epsilon (back.lon, people_square.lon, 1e-9);
  g_assert_cmpfloat_with_epsilon (back.lat, people_square.lat, 1e-9);
  /* Tile 13720, 6694 of zoom 14 holds it. */
  ZbMercator place = zb_mercator_from_point (people_square);
  g_assert_cmpint ((int)(place.x * 16384), ==, 13720);
  g_assert_cmpint ((int)(place.y * 16384), ==, 6694);
  double whole = zb_mercator_from_metres (2 * G_PI * 6378137.0, 0);
  g_assert_cmpfloat_with_epsilon (whole, 1, 1e-12);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/geo/mercator", test_mercator);
  g_test_add_func ("/geo/clusters/adds-up", test_adds_up);
  g_test_add_func ("/geo/clusters/adds-up-after-changes", test_adds_up_after_changes);
  g_test_add_func ("/geo/clusters/change-equals-building-anew", test_change_equals_building_anew);
  g_test_add_func ("/geo/clusters/worst-and-single", test_worst_and_single);
  g_test_add_func ("/geo/clusters/query-by-box", test_query_by_box);
  g_test_add_func ("/geo/clusters/reach", test_reach);
  g_test_add_func ("/geo/clusters/unknown-place", test_unknown_place);
  g_test_add_func ("/geo/clusters/many-are-quick", test_many_are_quick);
  return g_test_run ();
}
