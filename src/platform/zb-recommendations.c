/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which units to send to a case: every unit that the officer may see, with what speaks for it and
 * what against it, the fittest first. The platform proposes; a person decides. */
#include "zb-recommendations.h"

#include "zb-approach.h"
#include "zb-case-commands.h"
#include "zb-platform.h"
#include "zb-units.h"

#include <math.h>

#define N_RECOMMENDED 3
#define STALE_AFTER (60 * G_TIME_SPAN_SECOND)

typedef struct
{
  ZbRecommendation *recommendation;
  double cost;
} Candidate;

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

static gboolean
asks_for_skills (const ZbPlan *plan)
{
  return plan && plan->skills && *plan->skills;
}

static void
give_reasons (ZbRecommendation *self, ZbTransaction *tx, const ZbUnit *unit, ZbCase *of, const ZbPlan *plan)
{
  g_autoptr (GStrvBuilder) pro = g_strv_builder_new (), con = g_strv_builder_new ();
  const gboolean asks = asks_for_skills (plan);
  const char *const beat[] = { unit->area, NULL };
  add_if (pro, zb_approach_is_near (self), "near");
  add_if (pro, asks && *self->skills, "skilled");
  add_if (pro, unit->status == ZB_UNIT_AVAILABLE, "free");
  add_if (pro, unit->area && zb_areas_contain (tx->areas, beat, of->area), "own_area");
  add_if (con, unit->status == ZB_UNIT_OFF_DUTY, "off_duty");
  add_if (con, unit->status == ZB_UNIT_UNREACHABLE, "unreachable");
  add_if (con, unit->status == ZB_UNIT_BUSY, "busy");
  add_if (con, zb_approach_is_far (self), "far");
  add_if (con, zb_approach_is_detour (self), "detour");
  add_if (con, asks && !*self->skills, "unskilled");
  add_if (con, tx->now - unit->as_of > STALE_AFTER, "stale_position");
  self->reasons_for = g_strv_builder_end (pro);
  self->reasons_against = g_strv_builder_end (con);
}

/* Minutes, with what it costs to be none of the right ones. */
static double
weigh (const ZbRecommendation *self, const ZbUnit *unit, gboolean asks)
{
  double cost = isnan (self->minutes) ? 120 : self->minutes;
  cost += asks && !*self->skills ? 20 : 0;
  cost += unit->status == ZB_UNIT_BUSY ? 30 * self->load : 0;
  cost += unit->status == ZB_UNIT_UNREACHABLE ? 1000 : 0;
  cost += unit->status == ZB_UNIT_OFF_DUTY ? 2000 : 0;
  return cost;
}

static ZbRecommendation *
describe (ZbTransaction *tx, ZbUnit *unit, const ZbPlan *plan)
{
  ZbRecommendation *self = g_object_new (ZB_TYPE_RECOMMENDATION, NULL);
  /* What was stored may have fallen silent since. */
  zb_unit_derive (tx, unit);
  self->unit = g_strdup (unit->parent_instance.id);
  self->position_at = unit->as_of;
  self->skills = common_skills (unit, plan);
  self->load = zb_unit_count_open (tx, unit->parent_instance.id);
  return self;
}

/* The roads are read and searched here, on the thread of who asks. */
static void
estimate (ZbTransaction *tx, ZbCase *of, GPtrArray *recommendations, GPtrArray *units)
{
  const ZbRoadGraph *roads = tx->platform ? zb_roads_get (zb_platform_get_roads (tx->platform)) : NULL;
  zb_approach_estimate (roads, of->location, recommendations, units);
}

static GPtrArray *
find_units (ZbTransaction *tx, const ZbCase *of)
{
  g_autoptr (GPtrArray) all = zb_transaction_find (tx, ZB_KIND_UNIT, "rid > ?", "i", (gint64)0);
  GPtrArray *units = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < all->len; i++)
    /* The shadows of a drill are for its cases, and nobody else is. */
    if (g_strcmp0 (ZB_UNIT (all->pdata[i])->drill, of->drill) == 0 &&
        zb_transaction_sees (tx, ZB_KIND_UNIT, ZB_ENTITY (all->pdata[i])->id))
      g_ptr_array_add (units, g_object_ref (all->pdata[i]));
  return units;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double difference = ((const Candidate *)a)->cost - ((const Candidate *)b)->cost;
  return difference < 0 ? -1 : difference > 0 ? 1 : 0;
}

static gboolean
is_fit (const ZbRecommendation *self)
{
  const char *const *against = (const char *const *)self->reasons_against;
  return g_strv_contains ((const char *const *)self->reasons_for, "free") &&
         !g_strv_contains (against, "far") && !g_strv_contains (against, "unskilled");
}

static GPtrArray *
sort (GArray *candidates)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (g_object_unref);
  g_array_sort (candidates, compare);
  for (guint i = 0, n = 0; i < candidates->len; i++)
    {
      ZbRecommendation *self = g_array_index (candidates, Candidate, i).recommendation;
      self->recommended = n < N_RECOMMENDED && is_fit (self);
      n += self->recommended ? 1 : 0;
      g_ptr_array_add (all, g_object_ref (self));
    }
  return all;
}

/**
 * zb_recommendations_new:
 * @tx: a transaction or view
 * @of: a case
 *
 * Returns: (transfer full) (element-type ZbRecommendation): the units within the caller's sight, the
 *   fittest first, and at most three of them recommended
 */
GPtrArray *
zb_recommendations_new (ZbTransaction *tx, ZbCase *of)
{
  g_autoptr (GPtrArray) units = find_units (tx, of);
  g_autoptr (GPtrArray) recommendations = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  const ZbPlan *plan = zb_case_find_plan (tx, of->kind);
  for (guint i = 0; i < units->len; i++)
    g_ptr_array_add (recommendations, describe (tx, units->pdata[i], plan));
  estimate (tx, of, recommendations, units);
  for (guint i = 0; i < units->len; i++)
    {
      ZbRecommendation *self = recommendations->pdata[i];
      give_reasons (self, tx, units->pdata[i], of, plan);
      Candidate candidate = { self, weigh (self, units->pdata[i], asks_for_skills (plan)) };
      g_array_append_val (candidates, candidate);
    }
  return sort (candidates);
}
