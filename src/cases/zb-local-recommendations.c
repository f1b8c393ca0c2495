/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whom to send while the platform cannot be asked, or before it has the case: the units that the console
 * knows, by distance, skill and load. What the platform answers takes its place.
 *
 *   world ─▶ survey (copies) ─▶ at once, as the crow flies
 *                          └──▶ a thread, along the roads
 */
#include "zb-local-recommendations.h"

#include "zb-approach.h"
#include "zb-assignment.h"
#include "zb-unit.h"

#include <math.h>

#define N_RECOMMENDED 3
#define STALE_AFTER (60 * G_TIME_SPAN_SECOND)

/* What is known of the units at one moment: copies, so that a thread can weigh them. */
typedef struct
{
  ZbPoint location;
  gint64 now;
  gboolean asks;
  GPtrArray *units;
  GPtrArray *recommendations;
  ZbRoadGraph *roads;
} Survey;

/* --- what is known ------------------------------------------------------------------------------- */

static gint64
count_load (ZbWorld *world, const char *unit)
{
  ZbStore *assignments = zb_world_get_store (world, ZB_KIND_ASSIGNMENT);
  gint64 load = 0;

  for (guint i = 0; i < zb_store_get_size (assignments); i++)
    {
      const ZbAssignment *assignment = zb_store_get_nth (assignments, i);
      load += zb_assignment_is_open (assignment) && g_strcmp0 (assignment->unit, unit) == 0;
    }
  return load;
}

static char **
common_skills (const ZbUnit *unit, const ZbPlan *plan)
{
  g_autoptr (GStrvBuilder) skills = g_strv_builder_new ();

  for (char **skill = plan ? plan->skills : NULL; skill && *skill; skill++)
    if (unit->skills && g_strv_contains ((const char *const *)unit->skills, *skill))
      g_strv_builder_add (skills, *skill);
  return g_strv_builder_end (skills);
}

static ZbRecommendation *
describe (ZbWorld *world, const ZbUnit *unit, const ZbPlan *plan)
{
  ZbRecommendation *self = g_object_new (ZB_TYPE_RECOMMENDATION, NULL);

  self->unit = g_strdup (unit->parent_instance.id);
  self->position_at = unit->as_of;
  self->skills = common_skills (unit, plan);
  self->load = count_load (world, self->unit);
  return self;
}

static Survey *
survey_new (ZbWorld *world, ZbPoint location, const ZbPlan *plan, const char *drill, gint64 now)
{
  Survey *self = g_new0 (Survey, 1);
  ZbStore *units = zb_world_get_store (world, ZB_KIND_UNIT);

  self->location = location;
  self->now = now;
  self->asks = plan && plan->skills && *plan->skills;
  self->units = g_ptr_array_new_with_free_func (g_object_unref);
  self->recommendations = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < zb_store_get_size (units); i++)
    {
      ZbUnit *unit = zb_store_get_nth (units, i);
      /* The shadows of a drill are for its cases, and nobody else is. */
      if (g_strcmp0 (unit->drill, drill) != 0)
        continue;
      g_ptr_array_add (self->units, zb_record_copy (ZB_RECORD (unit)));
      g_ptr_array_add (self->recommendations, describe (world, unit, plan));
    }
  return self;
}

static void
survey_free (gpointer data)
{
  Survey *self = data;

  g_ptr_array_unref (self->units);
  g_ptr_array_unref (self->recommendations);
  g_clear_pointer (&self->roads, zb_road_graph_unref);
  g_free (self);
}

/* --- what follows from it -------------------------------------------------------------------------- */

static void
add_if (GStrvBuilder *reasons, gboolean holds, const char *reason)
{
  if (holds)
    g_strv_builder_add (reasons, reason);
}

static void
give_reasons (const Survey *survey, ZbRecommendation *self, const ZbUnit *unit)
{
  g_autoptr (GStrvBuilder) pro = g_strv_builder_new (), con = g_strv_builder_new ();
  const ZbUnitStatus status = zb_unit_derive_status (unit, (guint)self->load, survey->now);

  add_if (pro, zb_approach_is_near (self), "near");
  add_if (pro, survey->asks && *self->skills, "skilled");
  add_if (pro, status == ZB_UNIT_AVAILABLE, "free");
  add_if (con, status == ZB_UNIT_OFF_DUTY, "off_duty");
  add_if (con, status == ZB_UNIT_UNREACHABLE, "unreachable");
  add_if (con, status == ZB_UNIT_BUSY, "busy");
  add_if (con, zb_approach_is_far (self), "far");
  add_if (con, zb_approach_is_detour (self), "detour");
  add_if (con, survey->asks && !*self->skills, "unskilled");
  add_if (con, survey->now - unit->as_of > STALE_AFTER, "stale_position");
  self->reasons_for = g_strv_builder_end (pro);
  self->reasons_against = g_strv_builder_end (con);
}

static double
weigh (const ZbRecommendation *self)
{
  const char *const *against = (const char *const *)self->reasons_against;
  double cost = isnan (self->minutes) ? 120 : self->minutes;

  cost += g_strv_contains (against, "unskilled") ? 20 : 0;
  cost += g_strv_contains (against, "busy") ? 500 : 0;
  cost += g_strv_contains (against, "unreachable") ? 1000 : 0;
  cost += g_strv_contains (against, "off_duty") ? 2000 : 0;
  return cost;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const double difference = weigh (*(ZbRecommendation *const *)a) - weigh (*(ZbRecommendation *const *)b);

  return difference < 0 ? -1 : difference > 0 ? 1 : 0;
}

static GPtrArray *
survey_conclude (Survey *self)
{
  GPtrArray *all = self->recommendations;

  zb_approach_estimate (self->roads, self->location, all, self->units);
  for (guint i = 0; i < all->len; i++)
    give_reasons (self, all->pdata[i], self->units->pdata[i]);
  g_ptr_array_sort (all, compare);
  for (guint i = 0, n = 0; i < all->len && n < N_RECOMMENDED; i++)
    {
      ZbRecommendation *it = all->pdata[i];
      it->recommended = g_strv_contains ((const char *const *)it->reasons_for, "free");
      n += it->recommended;
    }
  return g_ptr_array_ref (all);
}

/**
 * zb_recommend_locally:
 * @world: what is known
 * @location: where somebody is needed
 * @plan: (nullable): the plan for the matter
 * @drill: (nullable): the id of the drill that it belongs to: its shadows are asked then, and nobody else
 * @now: µs UTC
 *
 * Distances are as the crow flies.
 *
 * Returns: (transfer full) (element-type ZbRecommendation): every unit, the fittest first
 */
GPtrArray *
zb_recommend_locally (ZbWorld *world, ZbPoint location, const ZbPlan *plan, const char *drill, gint64 now)
{
  Survey *survey = survey_new (world, location, plan, drill, now);
  GPtrArray *all = survey_conclude (survey);

  survey_free (survey);
  return all;
}

static void
conclude (GTask *task, gpointer source, gpointer survey, GCancellable *cancellable)
{
  g_task_return_pointer (task, survey_conclude (survey), (GDestroyNotify)g_ptr_array_unref);
}

/**
 * zb_recommend_by_road_async:
 * @world: what is known
 * @location: where somebody is needed
 * @plan: (nullable): the plan for the matter
 * @drill: (nullable): the id of the drill that it belongs to: its shadows are asked then, and nobody else
 * @now: µs UTC
 * @roads: the roads of the district
 * @cancellable: (nullable): ends it
 * @callback: called in the main loop
 * @user_data: for @callback
 *
 * Searches the roads on a thread.
 */
void
zb_recommend_by_road_async (ZbWorld *world, ZbPoint location, const ZbPlan *plan, const char *drill,
                            gint64 now, ZbRoadGraph *roads, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Survey *survey = survey_new (world, location, plan, drill, now);

  survey->roads = zb_road_graph_ref (roads);
  g_task_set_source_tag (task, zb_recommend_by_road_async);
  g_task_set_task_data (task, survey, survey_free);
  g_task_run_in_thread (task, conclude);
}

/**
 * zb_recommend_by_road_finish:
 * @result: what the callback was given
 *
 * Returns: (transfer full) (nullable) (element-type ZbRecommendation): every unit, the fittest first; %NULL
 *   where it was ended
 */
GPtrArray *
zb_recommend_by_road_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
