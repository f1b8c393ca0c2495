/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far units are from where they are needed, and how soon they can be there: for the platform, and for a
 * console that cannot ask it. */
#include "zb-approach.h"

#include <math.h>

#define NEAR_METRES 1350.0
#define FAR_METRES 4050.0
/* Without roads: a street is longer than the line through the houses, and who drives gets through a town at
 * this pace, who walks at that one. */
#define DETOUR 1.35
#define DRIVEN_A_MINUTE 350.0
#define WALKED_A_MINUTE 72.0
#define MINUTES_TO_START 1.0
/* So much more than the line through the houses that it has to be told: a creek, a railway. */
#define ROUNDABOUT 2.5
#define ROUNDABOUT_METRES 500.0

/* What the line through the houses tells. */
static void
estimate_by_crow (ZbRecommendation *self, const ZbUnit *unit, ZbPoint to)
{
  const double pace = unit->on_foot ? WALKED_A_MINUTE : DRIVEN_A_MINUTE;

  self->distance = zb_point_is_known (unit->location) && zb_point_is_known (to)
                       ? round (zb_point_distance (unit->location, to))
                       : NAN;
  self->road_distance = NAN;
  self->minutes = ceil (self->distance * DETOUR / pace + MINUTES_TO_START);
  g_set_str (&self->distance_by, isnan (self->distance) ? NULL : "crow");
}

static void
estimate_by_road (ZbRecommendation *self, const ZbRoadTrip *trip)
{
  if (isnan (trip->metres) || isnan (self->distance))
    return;
  /* The two spheres agree but for the last centimetres. */
  self->road_distance = fmax (round (trip->metres), self->distance);
  self->minutes = ceil (trip->minutes + MINUTES_TO_START);
  g_set_str (&self->distance_by, "road");
}

/**
 * zb_approach_estimate:
 * @roads: (nullable): the district's roads
 * @to: where somebody is needed
 * @recommendations: (element-type ZbRecommendation): take distances and minutes
 * @units: (element-type ZbUnit): whose they are, in the same order
 *
 * Where there are no roads, or a unit or the place is not near one, its way is the line through the houses
 * times 1.35, and that is said in `distance_by`.
 */
void
zb_approach_estimate (const ZbRoadGraph *roads, ZbPoint to, GPtrArray *recommendations, GPtrArray *units)
{
  g_autofree ZbRoadTrip *trips = g_new0 (ZbRoadTrip, recommendations->len + 1);

  for (guint i = 0; i < recommendations->len; i++)
    {
      const ZbUnit *unit = units->pdata[i];
      trips[i] = (ZbRoadTrip){ unit->location, unit->on_foot, NAN, NAN };
      estimate_by_crow (recommendations->pdata[i], unit, to);
    }
  if (roads && zb_point_is_known (to))
    zb_road_graph_measure (roads, to, trips, recommendations->len);
  for (guint i = 0; i < recommendations->len; i++)
    estimate_by_road (recommendations->pdata[i], &trips[i]);
}

/**
 * zb_approach_get_metres:
 * @recommendation: with its distances
 *
 * Returns: how far the unit has to go, NAN where its place is not known
 */
double
zb_approach_get_metres (const ZbRecommendation *recommendation)
{
  return isnan (recommendation->road_distance) ? recommendation->distance * DETOUR
                                               : recommendation->road_distance;
}

/**
 * zb_approach_is_near:
 * @recommendation: with its distances
 *
 * Returns: whether it is around the corner: 1 km as the crow flies, as far as that is by road
 */
gboolean
zb_approach_is_near (const ZbRecommendation *recommendation)
{
  return zb_approach_get_metres (recommendation) <= NEAR_METRES;
}

/**
 * zb_approach_is_far:
 * @recommendation: with its distances
 *
 * Returns: whether it is far away, or nobody knows
 */
gboolean
zb_approach_is_far (const ZbRecommendation *recommendation)
{
  return !(zb_approach_get_metres (recommendation) <= FAR_METRES);
}

/**
 * zb_approach_is_detour:
 * @recommendation: with its distances
 *
 * Returns: whether it looks nearer on the map than it is
 */
gboolean
zb_approach_is_detour (const ZbRecommendation *recommendation)
{
  return recommendation->road_distance > ROUNDABOUT * recommendation->distance &&
         recommendation->road_distance - recommendation->distance > ROUNDABOUT_METRES;
}
