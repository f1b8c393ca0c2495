/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whom to send while the platform cannot be asked, or before it has the case: the units that the
 * console knows, by distance, skill and load. What the platform answers takes its place. */
#include "zb-local-recommendations.h"

#include "zb-assignment.h"
#include "zb-unit.h"

#include <math.h>

#define N_RECOMMENDED 3
#define NEAR_METRES 1000.0
#define FAR_METRES 3000.0
/* A street is longer than the line through the houses; a patrol's pace in town. */
#define DETOUR 1.35
#define METRES_A_MINUTE 350.0

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

static void
add_if (GStrvBuilder *reasons, gboolean holds, const char *reason)
{
  if (holds)
    g_strv_builder_add (reasons, reason);
}

static void
give_reasons (ZbRecommendation *self, const ZbUnit *unit, const ZbPlan *plan, gint64 now)
{
  g_autoptr (GStrvBuilder) pro = g_strv_builder_new (), con = g_strv_builder_new ();
  const gboolean asks = plan && plan->skills && *plan->skills;
  const ZbUnitStatus status = zb_unit_derive_status (unit, self->load, now);

  add_if (pro, self->distance <= NEAR_METRES, "near");
  add_if (pro, asks && *self->skills, "skilled");
  add_if (pro, status == ZB_UNIT_AVAILABLE, "free");
  add_if (con, status == ZB_UNIT_OFF_DUTY, "off_duty");
  add_if (con, status == ZB_UNIT_UNREACHABLE, "unreachable");
  add_if (con, status == ZB_UNIT_BUSY, "busy");
  add_if (con, !(self->distance <= FAR_METRES), "far");
  add_if (con, asks && !*self->skills, "unskilled");
  self->reasons_for = g_strv_builder_end (pro);
  self->reasons_against = g_strv_builder_end (con);
}

static ZbRecommendation *
assess (ZbWorld *world, const ZbUnit *unit, ZbPoint location, const ZbPlan *plan, gint64 now)
{
  ZbRecommendation *self = g_object_new (ZB_TYPE_RECOMMENDATION, NULL);

  self->unit = g_strdup (unit->parent_instance.id);
  if (zb_point_is_known (unit->location) && zb_point_is_known (location))
    self->distance = zb_point_distance (unit->location, location);
  self->minutes = ceil (self->distance * DETOUR / METRES_A_MINUTE + 1);
  self->position_at = unit->as_of;
  self->skills = common_skills (unit, plan);
  self->load = count_load (world, self->unit);
  give_reasons (self, unit, plan, now);
  return self;
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

/**
 * zb_recommend_locally:
 * @world: what is known
 * @location: where somebody is needed
 * @plan: (nullable): the plan for the matter
 * @drill: (nullable): the id of the drill that it belongs to: its shadows are asked then, and nobody else
 * @now: µs UTC
 *
 * Returns: (transfer full) (element-type ZbRecommendation): every unit, the fittest first
 */
GPtrArray *
zb_recommend_locally (ZbWorld *world, ZbPoint location, const ZbPlan *plan, const char *drill, gint64 now)
{
  ZbStore *units = zb_world_get_store (world, ZB_KIND_UNIT);
  GPtrArray *all = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < zb_store_get_size (units); i++)
    if (g_strcmp0 (ZB_UNIT (zb_store_get_nth (units, i))->drill, drill) == 0)
      g_ptr_array_add (all, assess (world, zb_store_get_nth (units, i), location, plan, now));
  g_ptr_array_sort (all, compare);
  for (guint i = 0, n = 0; i < all->len && n < N_RECOMMENDED; i++)
    {
      ZbRecommendation *it = all->pdata[i];
      it->recommended = g_strv_contains ((const char *const *)it->reasons_for, "free");
      n += it->recommended;
    }
  return all;
}
