/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ways along a file of roads, for who works them out in another manner: lines of "lon lat lon lat foot" in,
 * "metres minutes" out. */
#include "zb-road-file.h"

#include <stdio.h>

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZbRoadGraph) graph = argc == 2 ? zb_road_file_read (argv[1], &error) : NULL;
  ZbPoint to;
  ZbRoadTrip trip = { 0 };

  if (!graph)
    {
      fprintf (stderr, "%s: %s\n", argv[0], error ? error->message : "FILE");
      return 2;
    }
  while (scanf ("%lf %lf %lf %lf %d", &trip.from.lon, &trip.from.lat, &to.lon, &to.lat, &trip.on_foot) == 5)
    {
      zb_road_graph_measure (graph, to, &trip, 1);
      printf ("%.3f %.5f\n", trip.metres, trip.minutes);
    }
  return 0;
}
