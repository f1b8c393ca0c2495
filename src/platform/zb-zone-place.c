/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where in the district a watch zone lies. What of it lies outside is nobody's and does no harm, as with a
 * circle at the district's edge; all that it touches inside has to be the officer's own. */
#include "zb-zone-place.h"

#include "zb-guard.h"

#include <math.h>

/* A side is looked at every 50 m, since an area may reach in between two corners; a long one in so many
 * steps. */
#define STEP_METRES 50.0
#define MOST_STEPS 16
#define POINTS_OF_CIRCLE 64

static void
add_side (GArray *rim, ZbPoint from, ZbPoint to)
{
  int steps = (int)CLAMP (ceil (zb_point_distance (from, to) / STEP_METRES), 1, MOST_STEPS);
  for (int i = 0; i < steps; i++)
    {
      double part = (double)i / steps;
      ZbPoint point = { from.lon + (to.lon - from.lon) * part, from.lat + (to.lat - from.lat) * part };
      g_array_append_val (rim, point);
    }
}

static GArray *
trace_rim (const ZbZone *zone)
{
  GArray *rim = g_array_new (FALSE, FALSE, sizeof (ZbPoint));
  guint n;
  const ZbPoint *corners = zb_zone_get_corners (zone, &n);
  for (guint i = 0; i < n; i++)
    add_side (rim, corners[i], corners[(i + 1) % n]);
  for (int i = 0; zb_zone_is_circle (zone) && i < POINTS_OF_CIRCLE; i++)
    {
      ZbPoint point = zb_point_move (zone->centre, i * 360.0 / POINTS_OF_CIRCLE, zone->radius);
      g_array_append_val (rim, point);
    }
  if (zb_zone_is_circle (zone))
    g_array_append_val (rim, zone->centre);
  return rim;
}

static gboolean
holds (gconstpointer zone, ZbPoint point)
{
  return zb_zone_contains (zone, point);
}

static GPtrArray *
find_touched (ZbAreas *areas, const ZbZone *zone)
{
  g_autoptr (GArray) rim = trace_rim (zone);
  ZbAreasShape shape = { (const ZbPoint *)rim->data, rim->len, zb_zone_get_box (zone), holds, zone };
  return zb_areas_find_touched (areas, &shape);
}

static gboolean
are_all_within (ZbAreas *areas, GPtrArray *touched, char **mine)
{
  for (guint i = 0; i < touched->len; i++)
    if (!zb_areas_contain (areas, (const char *const *)mine, g_ptr_array_index (touched, i)))
      return FALSE;
  return TRUE;
}

static const char *
join_all (ZbAreas *areas, GPtrArray *touched)
{
  const char *area = g_ptr_array_index (touched, 0);
  for (guint i = 1; area != NULL && i < touched->len; i++)
    area = zb_areas_join (areas, area, g_ptr_array_index (touched, i));
  return area;
}

static void
refuse (ZbCall *call, const ZbZone *zone, const char *because)
{
  g_set_str (&call->problem->because, because);
  zb_call_refuse_field (call, zb_zone_is_circle (zone) ? "/centre" : "/geometry", "%s",
                        zb_guard_explain (because));
}

/**
 * zb_zone_place:
 * @tx: the transaction of an officer's call
 * @zone: a zone whose shape was found right
 *
 * Finds the smallest area that holds all of it. Where it lies outside the district, or touches what is not
 * the officer's, that is noted in the call.
 */
void
zb_zone_place (ZbTransaction *tx, ZbZone *zone)
{
  g_autoptr (GPtrArray) touched = find_touched (tx->areas, zone);
  if (touched->len == 0)
    refuse (tx->call, zone, "zone_district");
  else if (!are_all_within (tx->areas, touched, tx->call->account->areas))
    refuse (tx->call, zone, "zone_outside");
  else
    g_set_str (&zone->area, join_all (tx->areas, touched));
}
