/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done to cases: the machine decides and changes, this file writes it down, with the line
 * of the timeline and the row of the audit that go with it. */
#include "zb-case-commands.h"

#include "zb-accounts.h"
#include "zb-alert-commands.h"
#include "zb-algorithm.h"
#include "zb-device.h"
#include "zb-organisation.h"
#include "zb-case-clocks.h"
#include "zb-schema.h"
#include "zb-units.h"

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
  self->actor = zb_acting_get_actor (tx, of);
  self->context = (ZbCaseContext){ .plan = self->plan,
                                   .assignments = self->assignments,
                                   .lead_organisation = organisation_of_lead (tx, of, self->assignments) };
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

static void
write_down (ZbTransaction *tx, ZbCase *of, ZbCaseVerb verb, const ZbCaseArgs *args, const ZbHappening *words)
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
  write_down (tx, of, verb, args, words);
  return NULL;
}

/* --- opening ------------------------------------------------------------------------------------ */

static const char *
name_source (ZbTransaction *tx, ZbAlert *alert)
{
  ZbAlgorithm *algorithm = zb_transaction_load (tx, ZB_KIND_ALGORITHM, alert->algorithm);
  ZbDevice *device = algorithm ? NULL : zb_transaction_load (tx, ZB_KIND_DEVICE, alert->device);
  return algorithm ? algorithm->name : device ? device->name : alert->title;
}

static ZbProblem *
join (ZbTransaction *tx, ZbCase *of, const char *id, guint place)
{
  ZbAlert *alert =
      zb_transaction_sees (tx, ZB_KIND_ALERT, id) ? zb_transaction_load (tx, ZB_KIND_ALERT, id) : NULL;
  if (!alert)
    return zb_acting_refuse_field ("is not an alert in your area", "/alerts/%u", place);
  zb_acting_write_entry (tx, of,
                         &(ZbHappening){ .at = alert->first_at,
                                         .what = "alert.raised",
                                         .title = name_source (tx, alert),
                                         .note = alert->description,
                                         .evidence = alert->evidence,
                                         .is_platform = TRUE });
  ZbAlertArgs args = { .case_id = of->parent_instance.id };
  return zb_alert_command (tx, alert, ZB_ALERT_VERB_CASE, &args, NULL, NULL);
}

/* What is known of the alerts that it comes from, where the officer has not said otherwise. */
static void
take_over_from (ZbCase *draft, ZbAlert *alert)
{
  if (!draft->title)
    draft->title = g_strdup (alert->title);
  if (!draft->place)
    draft->place = g_strdup (alert->place);
  if (!draft->contact && alert->contact)
    draft->contact = ZB_CONTACT (zb_record_copy (&alert->contact->parent_instance));
  for (guint i = 0; alert->evidence && i < alert->evidence->len; i++)
    {
      ZbAttachment *copy = ZB_ATTACHMENT (zb_record_copy (alert->evidence->pdata[i]));
      g_set_str (&copy->phase, "before");
      if (!draft->evidence)
        draft->evidence = g_ptr_array_new_with_free_func (g_object_unref);
      g_ptr_array_add (draft->evidence, copy);
    }
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
    problem = join (tx, draft, alerts[i], i);
  if (!problem)
    write_down (tx, draft, ZB_CASE_VERB_CREATE, NULL, NULL);
  return problem;
}

/* --- filing --------------------------------------------------------------------------------------- */

/* CN-20261123-0417: counted anew each day, and the day is that of the district's clock. */
static char *
next_number (ZbTransaction *tx)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Asia/Shanghai");
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (tx->now / G_TIME_SPAN_SECOND);
  g_autoptr (GDateTime) here = zone ? g_date_time_to_timezone (utc, zone) : g_date_time_add_hours (utc, 8);
  g_autofree char *day = g_date_time_format (here, "%Y%m%d");
  g_autofree char *key = g_strconcat ("case-number-", day, NULL);
  g_autofree char *last = zb_meta_get (tx->connection, key, NULL);
  gint64 number = (last ? g_ascii_strtoll (last, NULL, 10) : 0) + 1;
  g_autofree char *next = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  zb_meta_set (tx->connection, key, next, &tx->error);
  return g_strdup_printf ("CN-%s-%04" G_GINT64_FORMAT, day, number);
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
    of->number = next_number (tx);
  return zb_case_command (tx, of, ZB_CASE_VERB_FILE, NULL, &(ZbHappening){ .title = of->number });
}

/* --- dispatching ------------------------------------------------------------------------------------ */

static ZbProblem *
check_target (ZbTransaction *tx, ZbCaseWork *work, const ZbAssignment *draft, guint place)
{
  ZbKind kind = draft->unit ? ZB_KIND_UNIT : ZB_KIND_ORGANISATION;
  if (zb_acting_exists (tx, ZB_KIND_ASSIGNMENT, draft->parent_instance.id))
    return zb_acting_refuse_field ("must be a new UUID", "/assignments/%u/id", place);
  if (!draft->unit == !draft->organisation)
    return zb_acting_refuse_field ("names either a unit or an organisation", "/assignments/%u", place);
  if (!zb_transaction_sees (tx, kind, draft->unit ? draft->unit : draft->organisation))
    return zb_acting_refuse_field ("is not known", "/assignments/%u/%s", place,
                                   draft->unit ? "unit" : "organisation");
  for (guint i = 0; i < work->assignments->len; i++)
    {
      const ZbAssignment *other = work->assignments->pdata[i];
      if (zb_assignment_is_open (other) && g_strcmp0 (other->unit, draft->unit) == 0 &&
          g_strcmp0 (other->organisation, draft->organisation) == 0)
        return zb_acting_refuse_field ("is assigned already", "/assignments/%u", place);
    }
  return NULL;
}

static char *
name_target (ZbTransaction *tx, const ZbAssignment *assignment)
{
  ZbUnit *unit = zb_transaction_load (tx, ZB_KIND_UNIT, assignment->unit);
  ZbOrganisation *organisation = zb_transaction_load (tx, ZB_KIND_ORGANISATION, assignment->organisation);
  return g_strdup (unit ? unit->call_sign : organisation ? organisation->name : NULL);
}

static void
send (ZbTransaction *tx, ZbCaseWork *work, ZbAssignment *draft)
{
  draft->case_id = g_strdup (work->of->parent_instance.id);
  draft->area = g_strdup (work->of->area);
  draft->state = ZB_ASSIGNMENT_SENT;
  draft->sent_at = tx->now;
  draft->by = g_strdup (work->actor.name);
  draft->parent_instance.mode = work->of->parent_instance.mode;
  zb_transaction_add (tx, g_object_ref (draft), NULL);
  g_ptr_array_add (work->assignments, draft);
  zb_unit_refresh (tx, draft->unit);
}

static ZbProblem *
send_all (ZbTransaction *tx, ZbCaseWork *work, GPtrArray *drafts)
{
  for (guint i = 0; i < drafts->len; i++)
    {
      ZbProblem *problem = check_target (tx, work, drafts->pdata[i], i);
      if (problem)
        return problem;
      send (tx, work, drafts->pdata[i]);
    }
  return NULL;
}

static char *
name_all (ZbTransaction *tx, GPtrArray *drafts)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  for (guint i = 0; i < drafts->len; i++)
    g_strv_builder_take (names, name_target (tx, drafts->pdata[i]));
  g_auto (GStrv) all = g_strv_builder_end (names);
  return g_strjoinv ("、", all);
}

static ZbProblem *
shorten (gint64 *deadline, gint64 sooner, gint64 now, const char *name)
{
  if (!sooner)
    return NULL;
  if (sooner <= now || sooner > *deadline)
    return zb_acting_refuse_field ("must be to come, and not later than the plan has it", "/deadlines/%s",
                                   name);
  *deadline = sooner;
  return NULL;
}

static ZbProblem *
shorten_all (ZbDeadlines *deadlines, const ZbDeadlines *sooner, gint64 now)
{
  ZbProblem *problem = NULL;
  if (sooner)
    problem = shorten (&deadlines->accept, sooner->accept, now, "accept");
  if (sooner && !problem)
    problem = shorten (&deadlines->arrive, sooner->arrive, now, "arrive");
  if (sooner && !problem)
    problem = shorten (&deadlines->finish, sooner->finish, now, "finish");
  return problem;
}

static gboolean
has_lead (GPtrArray *drafts)
{
  for (guint i = 0; i < drafts->len; i++)
    if (((ZbAssignment *)drafts->pdata[i])->lead)
      return TRUE;
  return FALSE;
}

/**
 * zb_case_dispatch:
 * @tx: a transaction
 * @of: a case that it loaded
 * @assignments: (element-type ZbAssignment): whom to send, with id, and unit or organisation
 * @sooner: (nullable): deadlines sooner than the plan's
 * @note: (nullable): words to go with it
 *
 * Returns: (transfer full) (nullable): why not; %NULL where it is written
 */
ZbProblem *
zb_case_dispatch (ZbTransaction *tx, ZbCase *of, GPtrArray *assignments, const ZbDeadlines *sooner,
                  const char *note)
{
  g_autoptr (ZbCaseWork) work = zb_case_work_new (tx, of);
  ZbCaseArgs args = { .n_assignments = assignments->len, .note = note };
  ZbProblem *problem = zb_case_perform (of, ZB_CASE_VERB_DISPATCH, &args, &work->actor, &work->context);
  if (!problem)
    problem = shorten_all (of->deadlines, sooner, tx->now);
  if (problem)
    return problem;
  if (!has_lead (assignments))
    ((ZbAssignment *)assignments->pdata[0])->lead = TRUE;
  zb_transaction_save (tx, of, NULL);
  g_autofree char *names = name_all (tx, assignments);
  write_down (tx, of, ZB_CASE_VERB_DISPATCH, &args, &(ZbHappening){ .title = names });
  return send_all (tx, work, assignments);
}

/**
 * zb_case_add_assignments:
 * @tx: a transaction
 * @of: a case that it loaded
 * @assignments: (element-type ZbAssignment): whom to send beside those who are sent already
 *
 * Returns: (transfer full) (nullable): why not; %NULL where it is written
 */
ZbProblem *
zb_case_add_assignments (ZbTransaction *tx, ZbCase *of, GPtrArray *assignments)
{
  ZbCaseArgs args = { .n_assignments = assignments->len };
  g_autofree char *names = name_all (tx, assignments);
  ZbProblem *problem = zb_case_command (tx, of, ZB_CASE_VERB_ASSIGN, &args, &(ZbHappening){ .title = names });
  if (problem)
    return problem;
  g_autoptr (ZbCaseWork) work = zb_case_work_new (tx, of);
  return send_all (tx, work, assignments);
}

/* --- reporting and checking --------------------------------------------------------------------------- */

static void
add_evidence (ZbTransaction *tx, ZbCase *of, GPtrArray *evidence)
{
  if (!of->evidence)
    of->evidence = g_ptr_array_new_with_free_func (g_object_unref);
  zb_transaction_keep_evidence (tx, of, evidence);
  for (guint i = 0; evidence && i < evidence->len; i++)
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
  add_evidence (tx, of, evidence);
  return zb_case_command (tx, of, ZB_CASE_VERB_REPORT, &args,
                          &(ZbHappening){ .title = on_behalf, .evidence = evidence });
}

static ZbProblem *
set_checker (ZbTransaction *tx, ZbCaseWork *work, const ZbAccount *checker, gboolean by_rule)
{
  ZbCaseArgs args = { 0 };
  work->context.checker = checker;
  if (by_rule)
    work->actor = zb_acting_get_platform (tx);
  ZbProblem *problem =
      zb_case_perform (work->of, ZB_CASE_VERB_ASSIGN_CHECKER, &args, &work->actor, &work->context);
  if (problem)
    return problem;
  zb_transaction_save (tx, work->of, NULL);
  write_down (tx, work->of, ZB_CASE_VERB_ASSIGN_CHECKER, NULL,
              &(ZbHappening){ .title = checker->name, .is_platform = by_rule });
  return NULL;
}

/**
 * zb_case_set_checker:
 * @tx: a transaction
 * @of: a case that it loaded
 * @checker: (nullable): who the leader wants to check it
 *
 * Returns: (transfer full) (nullable): why not; %NULL where it is written
 */
ZbProblem *
zb_case_set_checker (ZbTransaction *tx, ZbCase *of, const ZbAccount *checker)
{
  g_autoptr (ZbCaseWork) work = zb_case_work_new (tx, of);
  gboolean reaches = checker && zb_areas_contain (tx->areas, (const char *const *)checker->areas, of->area);
  return set_checker (tx, work, reaches ? checker : NULL, FALSE);
}

static gint64
count_checks (ZbTransaction *tx, const ZbAccount *account)
{
  return zb_transaction_count (
      tx,
      "SELECT count(*) FROM entity WHERE kind = 'case' AND state = 'checking' AND body ->> '$.checker' = ?",
      "t", account->parent_instance.id);
}

static gboolean
fits (ZbTransaction *tx, ZbCaseWork *work, ZbAccount *account)
{
  const ZbActor platform = zb_acting_get_platform (tx);
  const ZbCaseArgs args = { 0 };
  ZbCaseContext context = work->context;
  context.checker = account;
  if (!zb_areas_contain (tx->areas, (const char *const *)account->areas, work->of->area))
    return FALSE;
  g_autoptr (ZbProblem) problem =
      zb_case_guard (work->of, ZB_CASE_VERB_ASSIGN_CHECKER, &args, &platform, &context);
  return problem == NULL;
}

/* The checker with the least to check; leaders only where no checker fits. */
static ZbAccount *
choose (ZbTransaction *tx, ZbCaseWork *work, GPtrArray *accounts, ZbRole role)
{
  ZbAccount *best = NULL;
  gint64 least = G_MAXINT64;
  for (guint i = 0; i < accounts->len; i++)
    {
      ZbAccount *account = accounts->pdata[i];
      if (account->role != (int)role || !fits (tx, work, account))
        continue;
      gint64 load = count_checks (tx, account);
      if (load < least)
        best = account;
      least = MIN (least, load);
    }
  return best;
}

/**
 * zb_case_find_checker:
 * @tx: a transaction
 * @of: a case that was reported in it
 *
 * The rule: an enabled checker whose areas the case lies in, who neither handled nor dispatched it,
 * and has the least to check; else a leader of whom the same holds. Where there is nobody the case
 * waits for a leader to name one.
 *
 * Returns: whether somebody checks it now
 */
gboolean
zb_case_find_checker (ZbTransaction *tx, ZbCase *of)
{
  g_autoptr (GPtrArray) accounts = tx->error ? NULL : zb_accounts_list (tx->connection, &tx->error);
  if (!accounts)
    return FALSE;
  g_autoptr (ZbCaseWork) work = zb_case_work_new (tx, of);
  ZbAccount *checker = choose (tx, work, accounts, ZB_ROLE_CHECKER);
  if (!checker)
    checker = choose (tx, work, accounts, ZB_ROLE_DUTY_LEADER);
  if (!checker)
    return FALSE;
  g_autoptr (ZbProblem) problem = set_checker (tx, work, checker, TRUE);
  return problem == NULL;
}

/* --- linking ---------------------------------------------------------------------------------------------
 */

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
  ZbCaseArgs there = { .link = to ? other : NULL }, back = { .link = of->parent_instance.id };
  ZbProblem *problem =
      zb_case_command (tx, of, ZB_CASE_VERB_LINK, &there, &(ZbHappening){ .title = to ? to->number : NULL });
  if (problem)
    return problem;
  return zb_case_command (tx, to, ZB_CASE_VERB_LINK, &back, &(ZbHappening){ .title = of->number });
}
