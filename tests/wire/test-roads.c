/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of roads: in the three forms in which they come, and the one of the demonstration district. */
#include "zb-road-file.h"

#include <math.h>

#define STREET(class_, rest)                                                                                 \
  "{\"type\":\"Feature\",\"properties\":{" class_                                                            \
  "},\"geometry\":{\"type\":\"LineString\",\"coordinates\":" rest "}}"
#define ALONG "[[121.40,31.20],[121.41,31.20]]"
#define BACK "[[121.41,31.20],[121.41,31.21],[121.40,31.21],[121.40,31.20]]"

static double
measure (const char *text, ZbPoint from, ZbPoint to)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZbRoadGraph) graph = zb_road_file_parse (text, strlen (text), &error);
  ZbRoadTrip trip = { .from = from };

  g_assert_no_error (error);
  zb_road_graph_measure (graph, to, &trip, 1);
  return trip.metres;
}

static void
assert_along (const char *text)
{
  const ZbPoint west = { 121.40, 31.20 }, east = { 121.41, 31.20 };

  g_assert_cmpfloat_with_epsilon (measure (text, west, east), zb_point_distance (west, east), 1);
}

static void
test_forms (void)
{
  const char *collection = "{\"type\":\"FeatureCollection\",\n\"features\":[" STREET (
      "\"class\":\"street\"", ALONG) "," STREET ("\"layer\":\"subway\",\"class\":\"primary\"", BACK) "]}";
  const char *lines = STREET ("\"layer\":\"road\",\"class\":\"lane\"",
                              ALONG) "\n\x1e" STREET ("\"class\":\"creek\"", BACK) "\n";
  const char *single = STREET ("\"highway\":\"residential\",\"layer\":\"0\"", ALONG);

  assert_along (collection);
  assert_along (lines);
  assert_along (single);
}

/* Against the arrow it is around the block. */
static void
test_one_way (void)
{
  static const char *const ways[] = { "\"yes\"", "true", "1", "\"1\"" };
  const ZbPoint west = { 121.40, 31.20 }, east = { 121.41, 31.20 };

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autofree char *text =
          g_strdup_printf ("{\"features\":[" STREET ("\"class\":\"street\",\"oneway\":%s",
                                                     ALONG) "," STREET ("\"class\":\"street\"", BACK) "]}",
                           ways[i]);
      g_assert_cmpfloat (measure (text, west, east), <, 1000);
      g_assert_cmpfloat (measure (text, east, west), >, 3000);
    }
}

static void
test_nonsense (void)
{
  static const char *const texts[] = { "[", "{\"features\":", "no\nroads" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_null (zb_road_file_parse (texts[i], strlen (texts[i]), &error));
      g_assert_nonnull (error);
    }
  g_assert_true (isnan (measure ("", (ZbPoint){ 121.4, 31.2 }, (ZbPoint){ 121.4, 31.2 })));
}

static ZbRoadGraph *
read_district (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = zb_road_file_find ();
  ZbRoadGraph *graph;

  g_assert_nonnull (path);
  graph = zb_road_file_read (path, &error);
  g_assert_no_error (error);
  return graph;
}

/* How long it takes is told, not asserted. */
static void
test_time (void)
{
  const gint64 start = g_get_monotonic_time ();
  g_autoptr (ZbRoadGraph) graph = read_district ();
  const gint64 read = g_get_monotonic_time ();
  ZbRoadTrip trips[64];
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (trips); i++)
    trips[i] = (ZbRoadTrip){ .from = { 121.36 + i % 8 * 0.009, 31.19 + i / 8 * 0.004 } };
  zb_road_graph_measure (graph, (ZbPoint){ 121.4, 31.212 }, trips, G_N_ELEMENTS (trips));
  for (guint i = 0; i < G_N_ELEMENTS (trips); i++)
    n += !isnan (trips[i].metres);
  g_test_message ("read in %.1f ms, %u nodes, %.0f km; %u of 64 ways in %.2f ms", (read - start) / 1000.0,
                  zb_road_graph_get_n_nodes (graph), zb_road_graph_get_length (graph) / 1000, n,
                  (g_get_monotonic_time () - read) / 1000.0);
  g_assert_cmpuint (zb_road_graph_get_n_nodes (graph), >, 3000);
  g_assert_cmpuint (n, >, 48);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/roads/forms", test_forms);
  g_test_add_func ("/roads/one-way", test_one_way);
  g_test_add_func ("/roads/nonsense", test_nonsense);
  g_test_add_func ("/roads/time", test_time);
  return g_test_run ();
}
