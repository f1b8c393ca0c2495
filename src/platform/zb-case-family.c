/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cases that belong together: one that is merged into another, and the parts of a major incident. What is
 * merged is void from then on and says into what; its alerts and pictures go over, its tasks do not: it has
 * none that are open, or it is not merged. */
#include "zb-case-family.h"

#include "zb-alert.h"
#include "zb-case-schema.h"
#include "zb-limits.h"

/* The parts of a major incident are counted with each command on it. */
const char zb_case_schema[] = "CREATE INDEX entity_part ON entity (body ->> '$.parent') WHERE kind = 'case'";

/**
 * zb_case_count_parts:
 * @tx: a transaction
 * @id: the id of a case
 *
 * Returns: how many cases are parts of it
 */
guint
zb_case_count_parts (ZbTransaction *tx, const char *id)
{
  return (guint)zb_transaction_count (
      tx, "SELECT count(*) FROM entity WHERE kind = 'case' AND body ->> '$.parent' = ?", "t", id);
}

/**
 * zb_case_count_open_parts:
 * @tx: a transaction
 * @id: the id of a case
 *
 * Returns: how many of its parts are neither closed nor void
 */
guint
zb_case_count_open_parts (ZbTransaction *tx, const char *id)
{
  return (guint)zb_transaction_count (
      tx,
      "SELECT count(*) FROM entity WHERE kind = 'case' AND body ->> '$.parent' = ?"
      " AND state <> 'closed' AND state <> 'void'",
      "t", id);
}

static ZbCase *
load_visible (ZbTransaction *tx, const char *id)
{
  return id && zb_transaction_sees (tx, ZB_KIND_CASE, id) ? zb_transaction_load (tx, ZB_KIND_CASE, id) : NULL;
}

static const char *
name_of (const ZbCase *of)
{
  return of->number ? of->number : of->title;
}

/* A line in the timeline of the case that it was not asked of, and the row that goes with it. */
static void
tell_other (ZbTransaction *tx, ZbCase *other, const char *what, const ZbCase *of, const char *reason)
{
  zb_acting_write_entry (tx, other, &(ZbHappening){ .what = what, .title = name_of (of), .note = reason });
  zb_transaction_audit (tx, what, other, reason);
}

/* --- merging ------------------------------------------------------------------------------- */

static void
move_alert (ZbTransaction *tx, ZbCase *into, const char *id, const char *reason)
{
  ZbAlert *alert = zb_transaction_load (tx, ZB_KIND_ALERT, id);
  if (!alert)
    return;
  g_set_str (&alert->case_id, into->parent_instance.id);
  zb_transaction_save (tx, alert, NULL);
  zb_transaction_audit (tx, "alert.move", alert, reason);
}

static void
move_alerts (ZbTransaction *tx, ZbCase *of, ZbCase *into, const char *reason)
{
  g_autoptr (GStrvBuilder) all = g_strv_builder_new ();
  if (into->alerts)
    g_strv_builder_addv (all, (const char **)into->alerts);
  for (guint i = 0; of->alerts && of->alerts[i]; i++)
    {
      move_alert (tx, into, of->alerts[i], reason);
      g_strv_builder_add (all, of->alerts[i]);
    }
  g_strfreev (into->alerts);
  into->alerts = g_strv_builder_end (all);
  g_clear_pointer (&of->alerts, g_strfreev);
}

/* Pictures stay with the void case as well: it is what they were taken for. */
static void
copy_evidence (ZbCase *of, ZbCase *into)
{
  if (!into->evidence)
    into->evidence = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; of->evidence && i < of->evidence->len; i++)
    if (into->evidence->len < ZB_MAX_EVIDENCE_OF_CASE)
      g_ptr_array_add (into->evidence, zb_record_copy (of->evidence->pdata[i]));
}

/* Who called is still to be reached. */
static void
take_over (ZbTransaction *tx, ZbCase *of, ZbCase *into, const char *reason)
{
  move_alerts (tx, of, into, reason);
  copy_evidence (of, into);
  if (!into->contact && of->contact)
    into->contact = ZB_CONTACT (zb_record_copy ((ZbRecord *)of->contact));
}

static ZbProblem *
link_back (ZbTransaction *tx, ZbCase *into, const ZbCase *of)
{
  const ZbCaseArgs args = { .link = of->parent_instance.id };
  g_autoptr (ZbCaseWork) work = zb_case_work_new (tx, into);
  return zb_case_perform (into, ZB_CASE_VERB_LINK, &args, &work->actor, &work->context);
}

/**
 * zb_case_merge:
 * @tx: a transaction
 * @of: a case that it loaded
 * @into: (nullable): the id of the case that is the same matter
 * @reason: (nullable): why
 *
 * Returns: (transfer full) (nullable): why not; %NULL where it is written into both
 */
ZbProblem *
zb_case_merge (ZbTransaction *tx, ZbCase *of, const char *into, const char *reason)
{
  ZbCase *target = load_visible (tx, into);
  const ZbCaseArgs args = { .link = target ? into : NULL, .reason = reason };
  g_autoptr (ZbCaseWork) work = zb_case_work_new (tx, of);
  work->context.other = target;
  ZbProblem *problem = zb_case_perform (of, ZB_CASE_VERB_MERGE, &args, &work->actor, &work->context);
  if (!problem)
    problem = link_back (tx, target, of);
  if (problem)
    return problem;
  take_over (tx, of, target, reason);
  zb_transaction_save (tx, target, NULL);
  zb_transaction_save (tx, of, NULL);
  zb_case_write_down (tx, of, ZB_CASE_VERB_MERGE, &args, &(ZbHappening){ .title = name_of (target) });
  tell_other (tx, target, "case.merged", of, reason);
  return NULL;
}

/* --- major incidents -------------------------------------------------------------------------- */

/**
 * zb_case_refuse_parent:
 * @tx: the transaction of a call
 * @draft: a case that is about to be opened
 * @parent: the id of the case that it is to be part of
 *
 * Returns: (nullable): the name of what refuses; %NULL where it may be part of it
 */
const char *
zb_case_refuse_parent (ZbTransaction *tx, ZbCase *draft, const char *parent)
{
  g_autofree char *kept = g_steal_pointer (&draft->parent);
  const ZbRole role = tx->call->account->role;
  const char *because =
      zb_case_refuse_part (draft, load_visible (tx, parent), zb_case_count_parts (tx, parent), role);
  draft->parent = g_steal_pointer (&kept);
  return because;
}

/**
 * zb_case_set_parent:
 * @tx: a transaction
 * @of: a case that it loaded
 * @parent: (nullable): the id of the major incident that it is part of from now on; %NULL takes it out
 * @reason: (nullable): why
 *
 * Returns: (transfer full) (nullable): why not; %NULL where it is written
 */
ZbProblem *
zb_case_set_parent (ZbTransaction *tx, ZbCase *of, const char *parent, const char *reason)
{
  ZbCase *major = parent ? load_visible (tx, parent) : zb_transaction_load (tx, ZB_KIND_CASE, of->parent);
  ZbCase *left = parent ? zb_transaction_load (tx, ZB_KIND_CASE, of->parent) : NULL;
  const ZbCaseArgs args = { .link = parent, .reason = reason };
  g_autoptr (ZbCaseWork) work = zb_case_work_new (tx, of);
  work->context.other = major;
  work->context.n_parts_of_other = parent ? zb_case_count_parts (tx, parent) : 0;
  ZbProblem *problem = zb_case_perform (of, ZB_CASE_VERB_PARENT, &args, &work->actor, &work->context);
  if (problem)
    return problem;
  zb_transaction_save (tx, of, NULL);
  zb_case_write_down (tx, of, ZB_CASE_VERB_PARENT, &args,
                      &(ZbHappening){ .title = parent && major ? name_of (major) : NULL });
  if (left)
    tell_other (tx, left, "case.part-out", of, reason);
  if (major)
    tell_other (tx, major, parent ? "case.part" : "case.part-out", of, reason);
  return NULL;
}
