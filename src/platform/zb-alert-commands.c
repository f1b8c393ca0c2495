/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done to alerts: the machine decides and changes, this file writes it down. */
#include "zb-alert-commands.h"

#include "zb-acting.h"
#include "zb-alert-zones.h"
#include "zb-limits.h"
#include "zb-transaction-private.h"
#include "zb-zone-marks.h"

static ZbAlert *
load_visible (ZbTransaction *tx, const char *id)
{
  return id && zb_transaction_sees (tx, ZB_KIND_ALERT, id) ? zb_transaction_load (tx, ZB_KIND_ALERT, id)
                                                           : NULL;
}

static void
tell_case (ZbTransaction *tx, ZbAlert *alert, ZbCase *of_case, const char *action, const char *note)
{
  if (of_case)
    zb_acting_write_entry (tx, of_case,
                           &(ZbHappening){ .what = action, .title = alert->title, .note = note });
}

static const char *
reason_of (const ZbAlertArgs *args, const char *note)
{
  if (note || !args)
    return note;
  return args->reason ? args->reason : args->take_over;
}

/**
 * zb_alert_command:
 * @tx: a transaction
 * @alert: an alert that it loaded
 * @verb: what is to be done
 * @args: (nullable): what comes with it
 * @into: (nullable): for a merge, the id of the other alert
 * @note: (nullable): words that came with it
 *
 * Returns: (transfer full) (nullable): why not; %NULL where it is written
 */
ZbProblem *
zb_alert_command (ZbTransaction *tx, ZbAlert *alert, ZbAlertVerb verb, const ZbAlertArgs *args,
                  const char *into, const char *note)
{
  ZbActor actor = zb_acting_get_actor (tx, alert);
  const char *case_id = args && args->case_id ? args->case_id : alert->case_id;
  ZbCase *of_case = zb_transaction_load (tx, ZB_KIND_CASE, case_id);
  ZbAlertContext context = { .into = load_visible (tx, into), .of_case = of_case };
  ZbProblem *problem = zb_alert_perform (alert, verb, args, &actor, &context);
  if (problem)
    return problem;
  zb_transaction_save (tx, alert, NULL);
  /* Presence renews claims every 20 s, and that is not worth a line each time. */
  if (verb == ZB_ALERT_VERB_RENEW)
    return NULL;
  g_autofree char *action = g_strconcat ("alert.", zb_choices_nick (&zb_alert_verbs, verb), NULL);
  zb_transaction_audit (tx, action, alert, reason_of (args, note));
  tell_case (tx, alert, of_case, action, reason_of (args, note));
  return NULL;
}

static ZbProblem *
add_new (ZbTransaction *tx, ZbAlert *draft, const ZbActor *actor)
{
  zb_zone_mark_draft (tx, draft);
  ZbProblem *problem = zb_alert_perform (draft, ZB_ALERT_VERB_RAISE, NULL, actor, NULL);
  if (problem)
    return problem;
  zb_transaction_add (tx, g_object_ref (draft), "alert.raised");
  zb_transaction_keep_evidence (tx, draft, draft->evidence);
  zb_transaction_audit (tx, "alert.raise", draft, NULL);
  return NULL;
}

/**
 * zb_alert_take_down:
 * @tx: the transaction of an officer's call
 * @draft: an alert that is not in the store yet, in no state
 *
 * What somebody has told on the telephone.
 *
 * Returns: (transfer full) (nullable): why not; %NULL where it is written
 */
ZbProblem *
zb_alert_take_down (ZbTransaction *tx, ZbAlert *draft)
{
  ZbActor actor = zb_acting_get_actor (tx, draft);
  g_set_str (&draft->source, "operator");
  return add_new (tx, draft, &actor);
}

/* Of alerts that are the same only the last can be open: another is made only where none is. */
static ZbAlert *
find_last (ZbTransaction *tx, const char *dedup)
{
  g_autofree char *id = NULL;
  g_autoptr (ZbStatement) row =
      tx->error == NULL ? zb_connection_query (tx->connection, &tx->error,
                                               "SELECT id FROM entity WHERE kind = 'alert' AND dedup = ?"
                                               " ORDER BY rid DESC LIMIT 1",
                                               "t", dedup)
                        : NULL;
  if (row != NULL && zb_statement_step (row, &tx->error) == ZB_STEP_ROW)
    id = g_strdup (zb_statement_get_text (row, 0));
  return zb_transaction_load (tx, ZB_KIND_ALERT, id);
}

static void
take_news (ZbTransaction *tx, ZbAlert *alert, ZbAlert *draft)
{
  if (draft->score == draft->score)
    alert->score = draft->score;
  if (!alert->evidence)
    alert->evidence = g_ptr_array_new_with_free_func (g_object_unref);
  /* A chattering sensor does not fill an alert with pictures. */
  for (guint i = 0; draft->evidence && i < draft->evidence->len; i++)
    if (alert->evidence->len < ZB_MAX_EVIDENCE_OF_ALERT)
      g_ptr_array_add (alert->evidence, g_object_ref (draft->evidence->pdata[i]));
  zb_transaction_keep_evidence (tx, alert, alert->evidence);
}

/* What its source says is compared with what it said before, not with what a watch zone made of that: a
 * repeat is no rise, and a rise that a zone has anticipated makes nothing new. */
static gboolean
take_severity (ZbTransaction *tx, ZbAlert *alert, ZbAlert *draft)
{
  int given = zb_alert_get_given_severity (alert);
  gboolean graver = draft->severity > given;
  draft->severity = MAX (draft->severity, given);
  zb_zone_mark_draft (tx, draft);
  if (graver)
    alert->raised_from = draft->raised_from;
  return graver && draft->severity > alert->severity;
}

static ZbProblem *
raise_again (ZbTransaction *tx, ZbAlert *alert, ZbAlert *draft, const ZbActor *platform)
{
  gboolean worse = take_severity (tx, alert, draft);
  ZbAlertArgs args = { .severity = worse ? draft->severity : alert->severity };
  ZbCase *of_case = zb_transaction_load (tx, ZB_KIND_CASE, alert->case_id);
  ZbProblem *problem =
      zb_alert_perform (alert, worse ? ZB_ALERT_VERB_WORSE : ZB_ALERT_VERB_AGAIN, &args, platform, NULL);
  if (problem)
    return problem;
  zb_alert_take_marks (alert, draft);
  take_news (tx, alert, draft);
  zb_transaction_save (tx, alert, NULL);
  zb_transaction_audit (tx, worse ? "alert.worse" : "alert.again", alert, NULL);
  tell_case (tx, alert, of_case, worse ? "alert.worse" : "alert.again", NULL);
  return NULL;
}

/**
 * zb_alert_raise:
 * @tx: a transaction of ingest
 * @draft: an alert that is not in the store yet, in no state, with source, kind, place and key
 * @problem: (out) (transfer full): why not
 *
 * Raises it for the first time, raises the open one again that it is the same as, or makes another
 * that follows the closed one.
 *
 * Returns: (transfer none) (nullable): the alert as it is now
 */
ZbAlert *
zb_alert_raise (ZbTransaction *tx, ZbAlert *draft, ZbProblem **problem)
{
  ZbActor platform = zb_acting_get_platform (tx);
  g_autofree char *dedup = zb_alert_get_dedup (draft);
  ZbAlert *last = dedup ? find_last (tx, dedup) : NULL;
  ZbAlert *open = last && last->state != ZB_ALERT_CLOSED ? last : NULL;
  if (open)
    *problem = raise_again (tx, open, draft, &platform);
  else
    {
      g_set_str (&draft->previous, last ? last->parent_instance.id : NULL);
      *problem = add_new (tx, draft, &platform);
    }
  if (*problem)
    return NULL;
  return open ? open : draft;
}
