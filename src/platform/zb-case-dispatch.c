/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sending somebody to a case: whom, with which deadlines, and what is written down of it. */
#include "zb-case-clocks.h"
#include "zb-case-commands.h"
#include "zb-organisation.h"
#include "zb-units.h"

/* A drill sends the shadows of its own, and what is real sends what is real. */
static gboolean
belongs (ZbTransaction *tx, const ZbCase *of, const ZbAssignment *draft)
{
  const ZbUnit *unit = zb_transaction_load (tx, ZB_KIND_UNIT, draft->unit);
  if (!unit)
    return TRUE;
  gboolean is_drill = of->parent_instance.mode == ZB_MODE_DRILL;
  return is_drill ? unit->drill && g_strcmp0 (unit->drill, of->drill) == 0 : !unit->drill;
}

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
  if (!belongs (tx, work->of, draft))
    return zb_acting_refuse_field ("A drill and the real thing do not mix.", "/assignments/%u/unit", place);
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

/* Whoever is sent in addition is sent after the dispatch, also where the clock was set back meanwhile: that
 * is how a case's rounds are told apart. */
static gint64
get_sent_at (ZbTransaction *tx, const ZbCase *of)
{
  const ZbStepTime *dispatched = zb_case_find_step (of, ZB_STEP_DISPATCHED);
  return MAX (tx->now, dispatched ? dispatched->at : 0);
}

static void
send (ZbTransaction *tx, ZbCaseWork *work, ZbAssignment *draft)
{
  draft->case_id = g_strdup (work->of->parent_instance.id);
  draft->area = g_strdup (work->of->area);
  draft->state = ZB_ASSIGNMENT_SENT;
  draft->sent_at = get_sent_at (tx, work->of);
  draft->by = g_strdup (work->actor.name);
  draft->parent_instance.mode = work->of->parent_instance.mode;
  draft->drill = g_strdup (work->of->drill);
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
  zb_case_write_down (tx, of, ZB_CASE_VERB_DISPATCH, &args, &(ZbHappening){ .title = names });
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
