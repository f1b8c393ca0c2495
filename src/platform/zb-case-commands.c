/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done to cases: the machine decides and changes, this file writes it down, with the line
 * of the timeline and the row of the audit that go with it. */
#include "zb-case-commands.h"

#include "zb-alert-commands.h"
#include "zb-algorithm.h"
#include "zb-device.h"
#include "zb-case-clocks.h"
#include "zb-case-family.h"
#include "zb-limits.h"
#include "zb-schema.h"
#include "zb-unit.h"

/* --- what the guards look at ------------------------------------------------------------------ */

/**
 * zb_case_find_plan:
 * @tx: a transaction
 * @kind: a kind of alert
 *
 * Returns: (transfer none) (nullable): how the district deals with it
 */
ZbPlan *
zb_case_find_plan (ZbTransaction *tx, const char *kind)
{
  g_autoptr (GPtrArray) plans =
      zb_transaction_find (tx, ZB_KIND_PLAN, "body ->> '$.kind' = ? ORDER BY rid DESC LIMIT 1", "t", kind);
  return plans->len > 0 ? plans->pdata[0] : NULL;
}

static const char *
organisation_of_lead (ZbTransaction *tx, ZbCase *of, GPtrArray *assignments)
{
  const ZbAssignment *lead = zb_case_find_lead (of, assignments);
  ZbUnit *unit = lead ? zb_transaction_load (tx, ZB_KIND_UNIT, lead->unit) : NULL;
  return unit ? unit->organisation : NULL;
}

static GPtrArray *
list_units (ZbTransaction *tx, GPtrArray *assignments)
{
  GPtrArray *units = g_ptr_array_new ();
  for (guint i = 0; i < assignments->len; i++)
    {
      ZbUnit *unit = zb_transaction_load (tx, ZB_KIND_UNIT, ((ZbAssignment *)assignments->pdata[i])->unit);
      if (unit)
        g_ptr_array_add (units, unit);
    }
  return units;
}

/**
 * zb_case_work_new:
 * @tx: a transaction
 * @of: a case that it loaded or is about to add
 *
 * Returns: (transfer full): the case with all that its guards look at
 */
ZbCaseWork *
zb_case_work_new (ZbTransaction *tx, ZbCase *of)
{
  ZbCaseWork *self = g_new0 (ZbCaseWork, 1);
  self->of = of;
  self->plan = of->plan ? zb_transaction_load (tx, ZB_KIND_PLAN, of->plan) : zb_case_find_plan (tx, of->kind);
  self->assignments = zb_acting_find_assignments (tx, of->parent_instance.id);
  self->units = list_units (tx, self->assignments);
  self->actor = zb_acting_get_actor (tx, of);
  self->context = (ZbCaseContext){ .plan = self->plan,
                                   .assignments = self->assignments,
                                   .units = self->units,
                                   .lead_organisation = organisation_of_lead (tx, of, self->assignments),
                                   .n_parts = zb_case_count_parts (tx, of->parent_instance.id),
                                   .n_parts_open = zb_case_count_open_parts (tx, of->parent_instance.id) };
  return self;
}

/**
 * zb_case_work_free:
 * @self: (transfer full): what zb_case_work_new() gave
 */
void
zb_case_work_free (ZbCaseWork *self)
{
  g_ptr_array_unref (self->assignments);
  g_ptr_array_unref (self->units);
  g_free (self);
}

/* --- writing down ------------------------------------------------------------------------------ */

/* A line of the timeline is called as the console's command is, which for two is not the path's name. */
static char *
name_of (ZbCaseVerb verb)
{
  const char *name = verb == ZB_CASE_VERB_NOTE     ? "note"
                     : verb == ZB_CASE_VERB_ASSIGN ? "assign"
                                                   : zb_choices_nick (&zb_case_verbs, verb);
  return g_strconcat ("case.", name, NULL);
}

/**
 * zb_case_write_down:
 * @tx: a transaction
 * @of: a case in which something has been done
 * @verb: what
 * @args: (nullable): what came with it
 * @words: (nullable): title, note and evidence of the line in its timeline
 *
 * Writes the line of the timeline and the row of the audit.
 */
void
zb_case_write_down (ZbTransaction *tx, ZbCase *of, ZbCaseVerb verb, const ZbCaseArgs *args,
                    const ZbHappening *words)
{
  g_autofree char *what = name_of (verb);
  ZbHappening happening = words ? *words : (ZbHappening){ 0 };
  const char *why = args ? (args->reason ? args->reason : args->note) : NULL;
  happening.what = what;
  happening.note = happening.note ? happening.note : why;
  zb_acting_write_entry (tx, of, &happening);
  zb_transaction_audit (tx, what, of, why);
}

/**
 * zb_case_command:
 * @tx: a transaction
 * @of: a case that it loaded
 * @verb: what is to be done
 * @args: (nullable): what comes with it
 * @words: (nullable): title, note and evidence of the line in its timeline
 *
 * Returns: (transfer full) (nullable): why not; %NULL where it is written
 */
ZbProblem *
zb_case_command (ZbTransaction *tx, ZbCase *of, ZbCaseVerb verb, const ZbCaseArgs *args,
                 const ZbHappening *words)
{
  g_autoptr (ZbCaseWork) work = zb_case_work_new (tx, of);
  ZbProblem *problem = zb_case_perform (of, verb, args, &work->actor, &work->context);
  if (problem)
    return problem;
  zb_case_settle_clocks (of, work->assignments);
  /* A note is a line of the timeline and changes nothing in the case. */
  if (verb != ZB_CASE_VERB_NOTE)
    zb_transaction_save (tx, of, NULL);
  zb_case_write_down (tx, of, verb, args, words);
  return NULL;
}

/* --- opening, and joining
 * ------------------------------------------------------------------------------------ */

static const char *
name_source (ZbTransaction *tx, ZbAlert *alert)
{
  ZbAlgorithm *algorithm = zb_transaction_load (tx, ZB_KIND_ALGORITHM, alert->algorithm);
  ZbDevice *device = algorithm ? NULL : zb_transaction_load (tx, ZB_KIND_DEVICE, alert->device);
  return algorithm ? algorithm->name : device ? device->name : alert->title;
}

/* The first line tells what the alert was, as of when it was raised. */
static void
tell_of (ZbTransaction *tx, ZbCase *of, ZbAlert *alert)
{
  zb_acting_write_entry (tx, of,
                         &(ZbHappening){ .at = alert->first_at,
                                         .what = "alert.raised",
                                         .title = name_source (tx, alert),
                                         .note = alert->description,
                                         .evidence = alert->evidence,
                                         .is_platform = TRUE });
}

static ZbProblem *
come_from (ZbTransaction *tx, ZbCase *of, const char *id, guint place)
{
  ZbAlert *alert =
      zb_transaction_sees (tx, ZB_KIND_ALERT, id) ? zb_transaction_load (tx, ZB_KIND_ALERT, id) : NULL;
  if (!alert)
    return zb_acting_refuse_field ("is not an alert in your area", "/alerts/%u", place);
  tell_of (tx, of, alert);
  ZbAlertArgs args = { .case_id = of->parent_instance.id };
  return zb_alert_command (tx, alert, ZB_ALERT_VERB_CASE, &args, NULL, NULL);
}

static void
take_evidence (ZbCase *of, ZbAlert *alert)
{
  for (guint i = 0; alert->evidence && i < alert->evidence->len; i++)
    {
      g_autoptr (ZbAttachment) copy = ZB_ATTACHMENT (zb_record_copy (alert->evidence->pdata[i]));
      g_set_str (&copy->phase, "before");
      if (!of->evidence)
        of->evidence = g_ptr_array_new_with_free_func (g_object_unref);
      if (of->evidence->len < ZB_MAX_EVIDENCE_OF_CASE)
        g_ptr_array_add (of->evidence, g_steal_pointer (&copy));
    }
}

/* What is known of the alerts that it comes from, where the officer has not said otherwise. */
static void
take_over_from (ZbCase *draft, ZbAlert *alert)
{
  if (!draft->drill && !draft->parent_instance.mode)
    {
      draft->drill = g_strdup (alert->drill);
      draft->parent_instance.mode = alert->parent_instance.mode;
    }
  if (!draft->title)
    draft->title = g_strdup (alert->title);
  if (!draft->place)
    draft->place = g_strdup (alert->place);
  if (!draft->contact && alert->contact)
    draft->contact = ZB_CONTACT (zb_record_copy (&alert->contact->parent_instance));
  take_evidence (draft, alert);
}

static void
add_alert (ZbCase *of, const char *id)
{
  g_autoptr (GStrvBuilder) all = g_strv_builder_new ();
  if (of->alerts)
    g_strv_builder_addv (all, (const char **)of->alerts);
  g_strv_builder_add (all, id);
  g_strfreev (of->alerts);
  of->alerts = g_strv_builder_end (all);
}

/**
 * zb_case_join:
 * @tx: a transaction
 * @alert: an alert that it loaded
 * @id: (nullable): the id of the case that is to deal with it, too
 *
 * The case gets the alert's evidence; what officers have written into its fields stays as it is.
 *
 * Returns: (transfer full) (nullable): why not; %NULL where it is written into both
 */
ZbProblem *
zb_case_join (ZbTransaction *tx, ZbAlert *alert, const char *id)
{
  ZbCase *of =
      id && zb_transaction_sees (tx, ZB_KIND_CASE, id) ? zb_transaction_load (tx, ZB_KIND_CASE, id) : NULL;
  ZbActor actor = zb_acting_get_actor (tx, alert);
  ZbAlertArgs args = { .case_id = of ? id : NULL };
  ZbProblem *problem =
      zb_alert_guard (alert, ZB_ALERT_VERB_CASE, &args, &actor, &(ZbAlertContext){ .of_case = of });
  if (problem)
    return problem;
  tell_of (tx, of, alert);
  add_alert (of, alert->parent_instance.id);
  take_evidence (of, alert);
  zb_transaction_save (tx, of, NULL);
  return zb_alert_command (tx, alert, ZB_ALERT_VERB_CASE, &args, NULL, NULL);
}

/**
 * zb_case_open:
 * @tx: a transaction
 * @draft: a case that is not in the store yet, in no step
 * @alerts: (nullable): the ids of the alerts that it comes from
 *
 * Returns: (transfer full) (nullable): why not; %NULL where it is written
 */
ZbProblem *
zb_case_open (ZbTransaction *tx, ZbCase *draft, char **alerts)
{
  for (guint i = 0; alerts && alerts[i]; i++)
    if (zb_transaction_sees (tx, ZB_KIND_ALERT, alerts[i]))
      take_over_from (draft, zb_transaction_load (tx, ZB_KIND_ALERT, alerts[i]));
  g_autoptr (ZbCaseWork) work = zb_case_work_new (tx, draft);
  if (!draft->title)
    draft->title = g_strdup (work->plan ? work->plan->name : draft->kind);
  ZbProblem *problem = zb_case_perform (draft, ZB_CASE_VERB_CREATE, NULL, &work->actor, &work->context);
  if (problem)
    return problem;
  draft->alerts = g_strdupv (alerts);
  zb_transaction_add (tx, g_object_ref (draft), NULL);
  for (guint i = 0; alerts && alerts[i] && !problem; i++)
    problem = come_from (tx, draft, alerts[i], i);
  if (!problem)
    zb_case_write_down (tx, draft, ZB_CASE_VERB_CREATE, NULL, NULL);
  return problem;
}

/* --- filing --------------------------------------------------------------------------------------- */

/* CN-20261123-0417: counted anew each day, and the day is that of the district's clock. A drill takes none of
 * these numbers: YL-20261123-0001. */
static char *
next_number (ZbTransaction *tx, gboolean is_drill)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Asia/Shanghai");
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (tx->now / G_TIME_SPAN_SECOND);
  g_autoptr (GDateTime) here = zone ? g_date_time_to_timezone (utc, zone) : g_date_time_add_hours (utc, 8);
  g_autofree char *day = g_date_time_format (here, "%Y%m%d");
  g_autofree char *key = g_strconcat (is_drill ? "drill-number-" : "case-number-", day, NULL);
  g_autofree char *last = zb_meta_get (tx->connection, key, NULL);
  gint64 number = (last ? g_ascii_strtoll (last, NULL, 10) : 0) + 1;
  g_autofree char *next = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  zb_meta_set (tx->connection, key, next, &tx->error);
  return g_strdup_printf ("%s-%s-%04" G_GINT64_FORMAT, is_drill ? "YL" : "CN", day, number);
}

/**
 * zb_case_file:
 * @tx: a transaction
 * @of: a case that it loaded
 *
 * Returns: (transfer full) (nullable): why not; %NULL where it is filed and numbered
 */
ZbProblem *
zb_case_file (ZbTransaction *tx, ZbCase *of)
{
  g_autoptr (ZbCaseWork) work = zb_case_work_new (tx, of);
  ZbProblem *problem = zb_case_guard (of, ZB_CASE_VERB_FILE, NULL, &work->actor, &work->context);
  if (problem)
    return problem;
  if (!of->number)
    of->number = next_number (tx, of->parent_instance.mode == ZB_MODE_DRILL);
  return zb_case_command (tx, of, ZB_CASE_VERB_FILE, NULL, &(ZbHappening){ .title = of->number });
}

/* --- reporting --------------------------------------------------------------------------- */

/**
 * zb_case_add_evidence:
 * @tx: a transaction
 * @of: a case that it loaded, to be saved
 * @evidence: (nullable) (element-type ZbAttachment): pictures and clips
 *
 * Puts them among those that the case shows.
 */
void
zb_case_add_evidence (ZbTransaction *tx, ZbCase *of, GPtrArray *evidence)
{
  if (!of->evidence)
    of->evidence = g_ptr_array_new_with_free_func (g_object_unref);
  zb_transaction_keep_evidence (tx, of, evidence);
  /* What comes after the last that it holds is in its timeline still. */
  for (guint i = 0; evidence && i < evidence->len && of->evidence->len < ZB_MAX_EVIDENCE_OF_CASE; i++)
    g_ptr_array_add (of->evidence, g_object_ref (evidence->pdata[i]));
}

/**
 * zb_case_report:
 * @tx: a transaction
 * @of: a case that it loaded
 * @note: (nullable): what was done
 * @on_behalf: (nullable): on whose behalf, in words, where the desk reports
 * @evidence: (nullable) (element-type ZbAttachment): pictures from after the handling
 *
 * Returns: (transfer full) (nullable): why not; %NULL where it is written
 */
ZbProblem *
zb_case_report (ZbTransaction *tx, ZbCase *of, const char *note, const char *on_behalf, GPtrArray *evidence)
{
  ZbCaseArgs args = { .note = note };
  g_autoptr (ZbCaseWork) work = zb_case_work_new (tx, of);
  ZbProblem *problem = zb_case_guard (of, ZB_CASE_VERB_REPORT, &args, &work->actor, &work->context);
  if (problem)
    return problem;
  zb_case_add_evidence (tx, of, evidence);
  return zb_case_command (tx, of, ZB_CASE_VERB_REPORT, &args,
                          &(ZbHappening){ .title = on_behalf, .evidence = evidence });
}

/* --- linking ---------------------------------------------------------------------------------------------
 */

static gboolean
is_full (const ZbCase *of)
{
  return of->links && g_strv_length (of->links) >= ZB_MAX_LINKS_OF_CASE;
}

/**
 * zb_case_link:
 * @tx: a transaction
 * @of: a case that it loaded
 * @other: (nullable): the id of the case that it has to do with; the link is written into both
 *
 * Returns: (transfer full) (nullable): why not; %NULL where it is written
 */
ZbProblem *
zb_case_link (ZbTransaction *tx, ZbCase *of, const char *other)
{
  ZbCase *to = other && zb_transaction_sees (tx, ZB_KIND_CASE, other)
                   ? zb_transaction_load (tx, ZB_KIND_CASE, other)
                   : NULL;
  if (to && g_strcmp0 (of->drill, to->drill) != 0)
    return zb_guard_refuse ("other_mode", zb_choices_nick (&zb_steps, of->step), NULL);
  if (is_full (of) || (to && is_full (to)))
    return zb_acting_refuse_field ("one of the two cases has as many links as it can hold", "/case");
  ZbCaseArgs there = { .link = to ? other : NULL }, back = { .link = of->parent_instance.id };
  ZbProblem *problem =
      zb_case_command (tx, of, ZB_CASE_VERB_LINK, &there, &(ZbHappening){ .title = to ? to->number : NULL });
  if (problem)
    return problem;
  return zb_case_command (tx, to, ZB_CASE_VERB_LINK, &back, &(ZbHappening){ .title = of->number });
}
