/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done to several alerts at once, to which of them, and to which not and why: the guards say so
 * for each, as they do for one. */
#include "zb-bulk.h"

#include "zb-actor.h"
#include "zb-now.h"
#include "zb-words.h"

#include <glib/gi18n.h>

static const ZbBulkAct acts[] = {
  { "claim", "alert.claim", ZB_ALERT_VERB_CLAIM, ZB_VERDICT_NONE, ZB_BULK_CLAIMS_AT_MOST },
  { "true", "alert.verdict", ZB_ALERT_VERB_VERDICT, ZB_VERDICT_TRUE, ZB_BULK_AT_MOST },
  { "false", "alert.verdict", ZB_ALERT_VERB_VERDICT, ZB_VERDICT_FALSE, ZB_BULK_AT_MOST },
  { "undetermined", "alert.verdict", ZB_ALERT_VERB_VERDICT, ZB_VERDICT_UNDETERMINED, ZB_BULK_AT_MOST },
  { "test", "alert.verdict", ZB_ALERT_VERB_VERDICT, ZB_VERDICT_TEST, ZB_BULK_AT_MOST },
  { "snooze", "alert.snooze", ZB_ALERT_VERB_SNOOZE, ZB_VERDICT_NONE, ZB_BULK_AT_MOST },
  { "merge", "alert.merge", ZB_ALERT_VERB_MERGE, ZB_VERDICT_NONE, ZB_BULK_AT_MOST },
  { "close", "alert.close", ZB_ALERT_VERB_CLOSE, ZB_VERDICT_NONE, ZB_BULK_AT_MOST },
};

/**
 * zb_bulk_act_find:
 * @name: what buttons and keys call it
 *
 * Returns: (transfer none) (nullable): the act of that name
 */
const ZbBulkAct *
zb_bulk_act_find (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (acts); i++)
    if (g_str_equal (acts[i].name, name))
      return &acts[i];
  return NULL;
}

static void
refusal_free (gpointer data)
{
  ZbBulkRefusal *refusal = data;

  g_object_unref (refusal->alert);
  g_free (refusal->because);
  g_free (refusal);
}

/* What waits to be sent already makes of the alert another one: nothing is known of it here. */
static char *
refuse (const ZbBulkAct *act, ZbAlert *alert, ZbAlert *into, ZbWorld *world, ZbAccount *account)
{
  const ZbAlertArgs merging = { 0 };
  const ZbAlertContext context = { .into = into,
                                   .of_case = zb_world_lookup (world, ZB_KIND_CASE, alert->case_id) };
  const ZbActor actor = zb_account_act (account, world, alert->area, zb_now ());
  g_autoptr (ZbProblem) problem = NULL;

  if (zb_world_find_command (world, ZB_ENTITY (alert)->id))
    return g_strdup (_ ("Something done to it waits to be sent."));
  if (act->verb == ZB_ALERT_VERB_VERDICT && zb_alert_get_state (alert, zb_now ()) == ZB_ALERT_NEW)
    return g_strdup (_ ("It has to be claimed first."));
  problem =
      zb_alert_guard (alert, act->verb, act->verb == ZB_ALERT_VERB_MERGE ? &merging : NULL, &actor, &context);
  return problem ? g_strdup (zb_words_problem (problem)) : NULL;
}

static void
add (ZbBulkPlan *self, ZbAlert *alert, char *because)
{
  ZbBulkRefusal *refusal;

  if (!because)
    {
      g_ptr_array_add (self->able, g_object_ref (alert));
      return;
    }
  refusal = g_new (ZbBulkRefusal, 1);
  refusal->alert = g_object_ref (alert);
  refusal->because = because;
  g_ptr_array_add (self->unable, refusal);
}

/**
 * zb_bulk_plan_new:
 * @act: what is to be done
 * @alerts: (element-type ZbAlert): to what
 * @into: (nullable): for a merge, the alert that the others are merged into; it is left as it is
 * @world: where cases and areas are looked up
 * @account: (nullable): who would do it
 *
 * Asks the guards about each.
 *
 * Returns: (transfer full): what would happen
 */
ZbBulkPlan *
zb_bulk_plan_new (const ZbBulkAct *act, GPtrArray *alerts, ZbAlert *into, ZbWorld *world, ZbAccount *account)
{
  ZbBulkPlan *self = g_new0 (ZbBulkPlan, 1);
  const guint n = MIN (alerts->len, act->at_most);

  self->act = act;
  self->able = g_ptr_array_new_with_free_func (g_object_unref);
  self->unable = g_ptr_array_new_with_free_func (refusal_free);
  self->n_beyond = alerts->len - n;
  for (guint i = 0; i < n; i++)
    if (alerts->pdata[i] != into)
      add (self, alerts->pdata[i], refuse (act, alerts->pdata[i], into, world, account));
  return self;
}

/**
 * zb_bulk_plan_free:
 * @self: (transfer full): a plan
 */
void
zb_bulk_plan_free (ZbBulkPlan *self)
{
  g_ptr_array_unref (self->able);
  g_ptr_array_unref (self->unable);
  g_free (self);
}

/**
 * zb_bulk_plan_dup_ids:
 * @self: a plan
 *
 * Returns: (transfer full): the ids of those to which it can be done
 */
char **
zb_bulk_plan_dup_ids (const ZbBulkPlan *self)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  for (guint i = 0; i < self->able->len; i++)
    g_strv_builder_add (ids, ZB_ENTITY (self->able->pdata[i])->id);
  return g_strv_builder_end (ids);
}

/**
 * zb_bulk_plan_describe:
 * @self: a plan
 *
 * Returns: (transfer full): in one line, to how many it can be done and to how many not
 */
char *
zb_bulk_plan_describe (const ZbBulkPlan *self)
{
  const guint n = self->able->len, n_not = self->unable->len;
  g_autofree char *can = g_strdup_printf (ngettext ("%u can be done", "%u can be done", n), n);
  g_autofree char *line = NULL;

  if (n_not == 0 && self->n_beyond == 0)
    return g_steal_pointer (&can);
  line = n_not == 0 ? g_strdup (can)
                    : g_strdup_printf (ngettext ("%s, %u cannot", "%s, %u cannot", n_not), can, n_not);
  if (self->n_beyond == 0)
    return g_steal_pointer (&line);
  return g_strdup_printf (_ ("%s; %u are beyond the %u that can be dealt with at once"), line, self->n_beyond,
                          self->act->at_most);
}

/**
 * zb_bulk_choose_target:
 * @alerts: (element-type ZbAlert): several alerts
 *
 * Returns: (transfer none) (nullable): the one that the others are merged into unless the officer says
 *   otherwise: the one that has a case, else the gravest, else the first that came in
 */
ZbAlert *
zb_bulk_choose_target (GPtrArray *alerts)
{
  ZbAlert *best = NULL;

  for (guint i = 0; i < alerts->len; i++)
    {
      ZbAlert *alert = alerts->pdata[i];
      if (!best || (alert->case_id && !best->case_id))
        best = alert;
      else if ((alert->case_id != NULL) != (best->case_id != NULL))
        continue;
      else if (alert->severity > best->severity ||
               (alert->severity == best->severity && alert->first_at < best->first_at))
        best = alert;
    }
  return best;
}
