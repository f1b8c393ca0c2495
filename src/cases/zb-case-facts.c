/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a screen about a case has to look up beside the case itself. */
#include "zb-case-facts.h"

#include "zb-case-parts.h"
#include "zb-drill.h"
#include "zb-now.h"
#include "zb-unit.h"
#include "zb-words.h"

static int
compare_sent (gconstpointer a, gconstpointer b)
{
  const ZbAssignment *one = *(ZbAssignment *const *)a, *other = *(ZbAssignment *const *)b;

  if (one->lead != other->lead)
    return one->lead ? -1 : 1;
  if (one->sent_at != other->sent_at)
    return one->sent_at < other->sent_at ? -1 : 1;
  return g_strcmp0 (one->parent_instance.id, other->parent_instance.id);
}

/**
 * zb_case_list_assignments:
 * @world: what is known
 * @of: a case
 *
 * Returns: (transfer full) (element-type ZbAssignment): its assignments, those sent first first
 */
GPtrArray *
zb_case_list_assignments (ZbWorld *world, const ZbCase *of)
{
  ZbStore *store = zb_world_get_store (world, ZB_KIND_ASSIGNMENT);
  GPtrArray *assignments = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < zb_store_get_size (store); i++)
    {
      ZbAssignment *assignment = zb_store_get_nth (store, i);
      if (g_strcmp0 (assignment->case_id, of->parent_instance.id) == 0)
        g_ptr_array_add (assignments, g_object_ref (assignment));
    }
  g_ptr_array_sort (assignments, compare_sent);
  return assignments;
}

/**
 * zb_case_find_plan_in:
 * @world: what is known
 * @of: a case
 *
 * Returns: (transfer none) (nullable): the plan that it follows, or that there is for its kind
 */
ZbPlan *
zb_case_find_plan_in (ZbWorld *world, const ZbCase *of)
{
  ZbStore *plans = zb_world_get_store (world, ZB_KIND_PLAN);
  ZbPlan *own = zb_world_lookup (world, ZB_KIND_PLAN, of->plan);

  for (guint i = 0; !own && i < zb_store_get_size (plans); i++)
    {
      ZbPlan *plan = zb_store_get_nth (plans, i);
      if (g_strcmp0 (plan->kind, of->kind) == 0)
        return plan;
    }
  return own;
}

/**
 * zb_case_find_clock:
 * @of: a case
 * @assignments: (element-type ZbAssignment): its assignments
 * @clock: (out): the clock that runs out next
 *
 * Returns: whether one runs
 */
gboolean
zb_case_find_clock (const ZbCase *of, GPtrArray *assignments, ZbClock *clock)
{
  ZbClock clocks[ZB_N_CLOCKS];
  const guint n = zb_case_get_clocks (of, assignments, clocks);

  for (guint i = 0; i < n; i++)
    if (clocks[i].running)
      {
        *clock = clocks[i];
        return TRUE;
      }
  return FALSE;
}

static const char *
find_lead_organisation (ZbWorld *world, const ZbCase *of, GPtrArray *assignments)
{
  const ZbAssignment *lead = zb_case_find_lead (of, assignments);
  ZbUnit *unit = lead && lead->unit ? zb_world_lookup (world, ZB_KIND_UNIT, lead->unit) : NULL;

  return unit ? unit->organisation : NULL;
}

/**
 * zb_case_ask_with:
 * @world: what is known
 * @account: (nullable): who would act
 * @of: a case
 * @verb: what is to be done
 * @args: (nullable): what comes with it; %NULL asks whether it would be possible at all
 * @other: (nullable): the case that it would be merged into, or be part of
 *
 * Returns: (transfer full) (nullable): why not; %NULL where the guards allow it
 */
ZbProblem *
zb_case_ask_with (ZbWorld *world, ZbAccount *account, const ZbCase *of, ZbCaseVerb verb,
                  const ZbCaseArgs *args, const ZbCase *other)
{
  g_autoptr (GPtrArray) assignments = zb_case_list_assignments (world, of);
  const ZbActor actor = zb_account_act (account, world, zb_drill_cover ((gpointer)of, of->area), zb_now ());
  ZbCaseContext context = { .plan = zb_case_find_plan_in (world, of),
                            .assignments = assignments,
                            .lead_organisation = find_lead_organisation (world, of, assignments) };

  zb_case_add_parts (&context, world, of, other);
  return zb_case_guard (of, verb, args, &actor, &context);
}

/**
 * zb_case_ask:
 * @world: what is known
 * @account: (nullable): who would act
 * @of: a case
 * @verb: what is to be done
 * @args: (nullable): what comes with it; %NULL asks whether it would be possible at all
 *
 * Returns: (transfer full) (nullable): why not; %NULL where the guards allow it
 */
ZbProblem *
zb_case_ask (ZbWorld *world, ZbAccount *account, const ZbCase *of, ZbCaseVerb verb, const ZbCaseArgs *args)
{
  return zb_case_ask_with (world, account, of, verb, args, NULL);
}

/**
 * zb_assignment_get_name:
 * @assignment: an assignment
 *
 * Returns: (transfer none): to whom it goes
 */
const char *
zb_assignment_get_name (const ZbAssignment *assignment)
{
  return assignment->unit ? zb_words_name (ZB_KIND_UNIT, assignment->unit)
                          : zb_words_name (ZB_KIND_ORGANISATION, assignment->organisation);
}

/**
 * zb_case_get_short_number:
 * @of: a case
 *
 * Returns: (transfer none): day and count of its number, such as 1123-0417; empty where it has none
 */
const char *
zb_case_get_short_number (const ZbCase *of)
{
  const gsize length = of->number ? strlen (of->number) : 0;

  return length > 9 ? of->number + length - 9 : of->number ? of->number : "";
}
