/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-fuzz.h"
#include "zb-road-file.h"

#include <math.h>

/* Whatever was read can be asked, and no way is shorter than the line through the houses. */
static void
use_graph (const ZbRoadGraph *graph)
{
  const ZbPoint to = { 121.405, 31.2 };
  ZbRoadTrip trips[] = { { .from = { 121.4, 31.2 } }, { .from = { 121.41, 31.205 }, .on_foot = TRUE } };

  zb_road_graph_measure (graph, to, trips, G_N_ELEMENTS (trips));
  for (guint i = 0; i < G_N_ELEMENTS (trips); i++)
    g_assert_true (isnan (trips[i].metres) || trips[i].metres >= 0);
  g_assert_cmpfloat (zb_road_graph_get_length (graph), >=, 0);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (ZbRoadGraph) graph = zb_road_file_parse ((const char *)data, size, NULL);

  if (graph)
    use_graph (graph);
  return 0;
}

#ifndef ZB_LIBFUZZER
static const char *const samples[] = {
  "{\"type\":\"Feature\",\"properties\":{\"layer\":\"road\",\"class\":\"street\"},\"geometry\":"
  "{\"type\":\"LineString\",\"coordinates\":[[121.4,31.2],[121.41,31.2],[121.41,31.205]]}}\n"
  "{\"type\":\"Feature\",\"properties\":{\"class\":\"path\"},\"geometry\":"
  "{\"type\":\"LineString\",\"coordinates\":[[121.405,31.19],[121.405,31.21]]}}\n",
  "{\"type\":\"FeatureCollection\",\"features\":[{\"properties\":{\"highway\":\"residential\",\"oneway\":\"-"
  "1\","
  "\"layer\":\"1\"},\"geometry\":{\"type\":\"MultiLineString\",\"coordinates\":[[[121.4,31.2],[121.41,31.2]],"
  "[[121.4,31.2],[121.4,31.21]]]}}]}",
  NULL,
};

int
main (int argc, char **argv)
{
  return zb_fuzz_run (argc, argv, "roads", samples, 1000);
}
#endif
