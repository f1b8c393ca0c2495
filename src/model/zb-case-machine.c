/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A case's way through the seven steps of urban-management practice. The table is the contract's;
 * what stands above it are the guards it names, what stands below makes the changes.
 *
 *   collected → filed → dispatched → handling → reported → checking → closed
 *                 ↑__________|__________|____________________|  declined by all, or returned */
#include "zb-case-machine.h"

#include "zb-case-clocks.h"

const ZbChoices zb_case_verbs = { (const char *const[]){
                                      "none",        "create", "file",      "dispatch", "accepted", "emptied",
                                      "assignments", "report", "checker",   "check",    "return",   "suspend",
                                      "resume",      "extend", "supervise", "void",     "reopen",   "edit",
                                      "checklist",   "notes",  "link",      NULL },
                                  FALSE };

typedef struct
{
  const ZbCase *of;
  const ZbCaseArgs *args;
  const ZbActor *actor;
  ZbCaseContext context;
} Call;

static gboolean
is_empty (const char *text)
{
  return !text || !*text;
}

/* --- what the guards look at -------------------------------------------------------------- */

typedef struct
{
  guint n_open;
  guint n_done;
  guint n_accepted;
} Round;

/* A case that came back is dispatched anew: only what was sent since then counts. */
static gboolean
is_of_this_round (const ZbCase *self, const ZbAssignment *assignment)
{
  const ZbStepTime *start = zb_case_find_step (self, ZB_STEP_DISPATCHED);
  return start && assignment->sent_at >= start->at;
}

static Round
count_round (const ZbCase *self, GPtrArray *assignments)
{
  Round round = { 0 };
  for (guint i = 0; assignments && i < assignments->len; i++)
    {
      const ZbAssignment *assignment = assignments->pdata[i];
      if (!is_of_this_round (self, assignment))
        continue;
      round.n_open += zb_assignment_is_open (assignment) ? 1 : 0;
      round.n_done += assignment->state == ZB_ASSIGNMENT_DONE ? 1 : 0;
      round.n_accepted += assignment->accepted_at ? 1 : 0;
    }
  return round;
}

static gboolean
any_open (GPtrArray *assignments)
{
  for (guint i = 0; assignments && i < assignments->len; i++)
    if (zb_assignment_is_open (assignments->pdata[i]))
      return TRUE;
  return FALSE;
}

/**
 * zb_case_find_lead:
 * @self: a case
 * @assignments: (nullable) (element-type ZbAssignment): its assignments
 *
 * Where the one that was to lead is gone, the first that is left leads.
 *
 * Returns: (nullable) (transfer none): the assignment that reports for the case
 */
const ZbAssignment *
zb_case_find_lead (const ZbCase *self, GPtrArray *assignments)
{
  const ZbAssignment *lead = NULL;
  for (guint i = 0; assignments && i < assignments->len; i++)
    {
      const ZbAssignment *assignment = assignments->pdata[i];
      gboolean left = zb_assignment_is_open (assignment) || assignment->state == ZB_ASSIGNMENT_DONE;
      if (left && is_of_this_round (self, assignment) && (!lead || (assignment->lead && !lead->lead)))
        lead = assignment;
    }
  return lead;
}

/**
 * zb_case_has_handled:
 * @self: a case
 * @assignments: (nullable) (element-type ZbAssignment): its assignments
 * @account: somebody
 *
 * Returns: whether @account's unit or organisation took part in handling it, in any round
 */
gboolean
zb_case_has_handled (const ZbCase *self, GPtrArray *assignments, const ZbAccount *account)
{
  for (guint i = 0; assignments && i < assignments->len; i++)
    {
      const ZbAssignment *assignment = assignments->pdata[i];
      if (!assignment->accepted_at && !assignment->done_at && !zb_assignment_is_open (assignment))
        continue;
      if (account->unit && g_strcmp0 (account->unit, assignment->unit) == 0)
        return TRUE;
      if (account->organisation && g_strcmp0 (account->organisation, assignment->organisation) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_filled (const ZbField *field, gconstpointer record)
{
  switch (field->type)
    {
    case ZB_FIELD_TEXT:
      return !is_empty (ZB_RECORD_MEMBER (record, field, char *));
    case ZB_FIELD_INTEGER:
    case ZB_FIELD_TIME:
      return ZB_RECORD_MEMBER (record, field, gint64) != 0;
    case ZB_FIELD_CHOICE:
      return ZB_RECORD_MEMBER (record, field, int) != 0;
    case ZB_FIELD_TEXTS:
      return ZB_RECORD_MEMBER (record, field, char **) && *ZB_RECORD_MEMBER (record, field, char **);
    case ZB_FIELD_POINT:
      return zb_point_is_known (ZB_RECORD_MEMBER (record, field, ZbPoint));
    case ZB_FIELD_GEOMETRY:
    case ZB_FIELD_RECORD:
      return ZB_RECORD_MEMBER (record, field, gpointer) != NULL;
    case ZB_FIELD_RECORDS:
      return ZB_RECORD_MEMBER (record, field, GPtrArray *) &&
             ZB_RECORD_MEMBER (record, field, GPtrArray *)->len > 0;
    case ZB_FIELD_REAL:
    case ZB_FIELD_FLAG:
    default:
      return TRUE;
    }
}

/**
 * zb_case_list_missing:
 * @self: a case
 * @plan: (nullable): the plan for its kind
 *
 * A field that the plan asks for and this program does not know is not missed.
 *
 * Returns: (transfer full): the names of the fields that have to be filled before it is filed
 */
char **
zb_case_list_missing (const ZbCase *self, const ZbPlan *plan)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  for (char **name = plan ? plan->required : NULL; name && *name; name++)
    {
      const ZbField *field = zb_record_class_find_field (ZB_RECORD_GET_CLASS ((gpointer)self), *name);
      if (field && !is_filled (field, self))
        g_strv_builder_add (names, *name);
    }
  return g_strv_builder_end (names);
}

/* --- guards ---------------------------------------------------------------------------- */

static const char *
says_what_and_where (gconstpointer data)
{
  const ZbCase *of = ((const Call *)data)->of;
  if (is_empty (of->kind))
    return "kind";
  if (of->severity == ZB_SEVERITY_NONE)
    return "severity";
  return zb_point_is_known (of->location) ? NULL : "place";
}

static const char *
required_fields_filled (gconstpointer data)
{
  const Call *call = data;
  g_auto (GStrv) missing = zb_case_list_missing (call->of, call->context.plan);
  return *missing ? "required_fields" : NULL;
}

static const char *
somebody_is_sent (gconstpointer data)
{
  const Call *call = data;
  return call->args && call->args->n_assignments == 0 ? "assignments" : NULL;
}

static const char *
one_accepted (gconstpointer data)
{
  const Call *call = data;
  return count_round (call->of, call->context.assignments).n_accepted > 0 ? NULL : "none_done";
}

static const char *
nobody_left (gconstpointer data)
{
  const Call *call = data;
  Round round = count_round (call->of, call->context.assignments);
  return round.n_open == 0 && round.n_done == 0 ? NULL : "assignments_left";
}

static gboolean
is_lead (const Call *call)
{
  const ZbAssignment *lead = zb_case_find_lead (call->of, call->context.assignments);
  const char *organisation = call->actor->organisation;
  if (!lead)
    return FALSE;
  if (call->actor->unit)
    return g_strcmp0 (lead->unit, call->actor->unit) == 0;
  return organisation && (g_strcmp0 (lead->organisation, organisation) == 0 ||
                          g_strcmp0 (call->context.lead_organisation, organisation) == 0);
}

static const char *
all_done_says_the_lead (gconstpointer data)
{
  const Call *call = data;
  Round round = count_round (call->of, call->context.assignments);
  if (call->actor->role == ZB_ROLE_HANDLER && !is_lead (call))
    return "not_lead";
  if (round.n_open > 0)
    return "assignments_open";
  if (round.n_done == 0)
    return "none_done";
  return call->args && is_empty (call->args->note) ? "note" : NULL;
}

static const char *
checker_stands_apart (gconstpointer data)
{
  const Call *call = data;
  const ZbAccount *checker = call->context.checker;
  if (!checker)
    return call->args ? "checker" : NULL;
  if (!checker->enabled || !(ZB_BIT (checker->role) & ZB_BY_CHECKER))
    return "checker";
  if (g_strcmp0 (checker->parent_instance.id, call->of->dispatcher) == 0 ||
      zb_case_has_handled (call->of, call->context.assignments, checker))
    return "checker_involved";
  return NULL;
}

static const char *
by_its_checker (gconstpointer data)
{
  const Call *call = data;
  return g_strcmp0 (call->of->checker, call->actor->account) == 0 ? NULL : "not_checker";
}

static const char *
by_its_checker_when_all_is_ticked (gconstpointer data)
{
  const Call *call = data;
  const char *because = by_its_checker (data);
  if (because)
    return because;
  return zb_checklist_is_complete (call->of->checklist, "check") ? NULL : "checklist";
}

static const char *
with_a_reason (gconstpointer data)
{
  const Call *call = data;
  return call->args && is_empty (call->args->reason) ? "reason" : NULL;
}

static const char *
by_its_checker_with_a_reason (gconstpointer data)
{
  const char *because = by_its_checker (data);
  return because ? because : with_a_reason (data);
}

static const char *
until_a_time_to_come (gconstpointer data)
{
  const Call *call = data;
  if (call->args && call->args->until <= call->actor->now)
    return "suspend_until";
  return with_a_reason (data);
}

static const char *
later_than_now (gconstpointer data)
{
  const Call *call = data;
  gint64 present = call->of->deadlines ? call->of->deadlines->finish : 0;
  if (call->args && call->args->deadline <= MAX (present, call->actor->now))
    return "deadline";
  return with_a_reason (data);
}

static const char *
nobody_out (gconstpointer data)
{
  const Call *call = data;
  return any_open (call->context.assignments) ? "assignments_open" : with_a_reason (data);
}

static const char *
within_a_month (gconstpointer data)
{
  const Call *call = data;
  const ZbStepTime *end = zb_case_find_step (call->of, ZB_STEP_CLOSED);
  if (end && call->actor->now - end->at > ZB_REOPEN_WITHIN)
    return "too_late";
  return with_a_reason (data);
}

static const char *
line_is_yours (gconstpointer data)
{
  const Call *call = data;
  if (!call->args)
    return NULL;
  if (!call->of->checklist || call->args->item >= call->of->checklist->len)
    return "item";
  const ZbCheckItem *item = call->of->checklist->pdata[call->args->item];
  if (g_strcmp0 (item->stage, "check") != 0)
    return call->actor->role == ZB_ROLE_CHECKER ? "role" : NULL;
  return call->of->step == ZB_STEP_CHECKING ? by_its_checker (data) : "state";
}

static const char *
with_words (gconstpointer data)
{
  const Call *call = data;
  return call->args && is_empty (call->args->note) ? "text" : NULL;
}

static const char *
to_another (gconstpointer data)
{
  const Call *call = data;
  if (!call->args)
    return NULL;
  gboolean itself = g_strcmp0 (call->args->link, call->of->parent_instance.id) == 0;
  return is_empty (call->args->link) || itself ? "link" : NULL;
}

/* --- the table ------------------------------------------------------------------------- */

#define IN(step) ZB_BIT (ZB_STEP_##step)
#define TO(step) ZB_STEP_##step
#define VERB(verb) ZB_CASE_VERB_##verb
#define COLLECTED_TO_HANDLING (IN (COLLECTED) | FILED_TO_HANDLING)
#define FILED_TO_HANDLING (IN (FILED) | UNDER_WAY)
#define UNDER_WAY (IN (DISPATCHED) | IN (HANDLING))
#define FILED_TO_CHECKING (FILED_TO_HANDLING | IN (REPORTED) | IN (CHECKING))
#define OPEN (IN (COLLECTED) | FILED_TO_CHECKING | IN (SUSPENDED))
#define BY_ALL (ZB_BY_DUTY_OR_SUBDISTRICT | ZB_BY_HANDLER | ZB_BY_CHECKER)

/* clang-format off */
static const ZbMachineRow rows[] = {
  /* step               what                   by                                    guard                              then */
  { IN (NONE),          VERB (CREATE),         ZB_BY_DUTY_OR_SUBDISTRICT,            says_what_and_where,               TO (COLLECTED) },
  { IN (COLLECTED),     VERB (FILE),           ZB_BY_DUTY,                           required_fields_filled,            TO (FILED) },
  { IN (FILED),         VERB (DISPATCH),       ZB_BY_DUTY_OR_SUBDISTRICT,            somebody_is_sent,                  TO (DISPATCHED) },
  { IN (DISPATCHED),    VERB (ACCEPTED),       ZB_BY_PLATFORM,                       one_accepted,                      TO (HANDLING) },
  { UNDER_WAY,          VERB (EMPTIED),        ZB_BY_PLATFORM,                       nobody_left,                       TO (FILED) },
  { UNDER_WAY,          VERB (ASSIGN),         ZB_BY_DUTY,                           somebody_is_sent,                  ZB_SAME },
  { IN (HANDLING),      VERB (REPORT),         ZB_BY_HANDLER | ZB_BY_DUTY,           all_done_says_the_lead,            TO (REPORTED) },
  { IN (REPORTED),      VERB (ASSIGN_CHECKER), ZB_BY_PLATFORM | ZB_BY_LEADER,        checker_stands_apart,              TO (CHECKING) },
  { IN (CHECKING),      VERB (PASS),           ZB_BY_CHECKER,                        by_its_checker_when_all_is_ticked, TO (CLOSED) },
  { IN (CHECKING),      VERB (RETURN),         ZB_BY_CHECKER,                        by_its_checker_with_a_reason,      TO (FILED) },
  { FILED_TO_CHECKING,  VERB (SUSPEND),        ZB_BY_LEADER,                         until_a_time_to_come,              TO (SUSPENDED) },
  { IN (SUSPENDED),     VERB (RESUME),         ZB_BY_LEADER,                         NULL,                              ZB_SAME },
  { FILED_TO_HANDLING,  VERB (EXTEND),         ZB_BY_LEADER,                         later_than_now,                    ZB_SAME },
  { FILED_TO_HANDLING,  VERB (SUPERVISE),      ZB_BY_LEADER,                         NULL,                              ZB_SAME },
  { OPEN,               VERB (VOID),           ZB_BY_LEADER,                         nobody_out,                        TO (VOID) },
  { IN (CLOSED),        VERB (REOPEN),         ZB_BY_LEADER,                         within_a_month,                    TO (FILED) },
  /* Beside the steps. */
  { OPEN,               VERB (EDIT),           ZB_BY_DUTY_OR_SUBDISTRICT,            NULL,                              ZB_SAME },
  { OPEN,               VERB (CHECKLIST),      ZB_BY_DUTY_OR_SUBDISTRICT | ZB_BY_CHECKER, line_is_yours,                ZB_SAME },
  { OPEN | IN (CLOSED) | IN (VOID), VERB (NOTE), BY_ALL,                             with_words,                        ZB_SAME },
  { OPEN | IN (CLOSED), VERB (LINK),           ZB_BY_DUTY,                           to_another,                        ZB_SAME },
};
/* clang-format on */

static const ZbMachine machine = { rows, G_N_ELEMENTS (rows), &zb_steps, &zb_case_verbs };

/* While a case is suspended its handlers may still act; what the platform makes of that happens to
 * the step it will go back to. */
static int *
step_for (ZbCase *self, const ZbActor *actor)
{
  gboolean beneath = actor->role == ZB_ROLE_NONE && self->step == ZB_STEP_SUSPENDED;
  return beneath ? &self->resume_step : &self->step;
}

/**
 * zb_case_list_allowed:
 * @self: a case
 * @actor: who would act
 *
 * Returns: (transfer full): the names of what the actor's role can do now, guards aside
 */
char **
zb_case_list_allowed (const ZbCase *self, const ZbActor *actor)
{
  return zb_machine_list_allowed (&machine, *step_for ((ZbCase *)self, actor), actor->role);
}

static void
add_missing (ZbProblem *problem, const ZbCase *self, const ZbPlan *plan)
{
  g_auto (GStrv) missing = zb_case_list_missing (self, plan);
  for (char **name = missing; *name; name++)
    {
      g_autofree char *pointer = g_strconcat ("/", *name, NULL);
      zb_problem_add_error (problem, pointer, "The plan asks for it.");
    }
}

/**
 * zb_case_guard:
 * @self: a case
 * @verb: what is to be done
 * @args: (nullable): what comes with it; %NULL asks whether it would be possible at all
 * @actor: who acts
 * @context: (nullable): what is known beside the case
 *
 * Returns: (transfer full) (nullable): why not; %NULL where it is allowed
 */
ZbProblem *
zb_case_guard (const ZbCase *self, ZbCaseVerb verb, const ZbCaseArgs *args, const ZbActor *actor,
               const ZbCaseContext *context)
{
  Call call = { self, args, actor, context ? *context : (ZbCaseContext){ 0 } };
  int step = *step_for ((ZbCase *)self, actor);
  ZbProblem *problem = zb_machine_guard (&machine, step, verb, actor, &call);
  if (problem && g_strcmp0 (problem->because, "required_fields") == 0)
    add_missing (problem, self, call.context.plan);
  return problem;
}

/* --- changes --------------------------------------------------------------------------- */

static void
enter (ZbCase *self, int *where, int step, const ZbActor *actor)
{
  ZbStepTime *time = (ZbStepTime *)zb_case_find_step (self, step);
  if (!self->steps)
    self->steps = g_ptr_array_new_with_free_func (g_object_unref);
  if (!time)
    {
      time = g_object_new (ZB_TYPE_STEP_TIME, NULL);
      time->step = step;
      g_ptr_array_add (self->steps, time);
    }
  time->at = actor->now;
  g_set_str (&time->by, actor->name);
  *where = step;
}

static void
add_check_items (GPtrArray *checklist, char **texts, const char *stage)
{
  for (char **text = texts; text && *text; text++)
    {
      ZbCheckItem *item = g_object_new (ZB_TYPE_CHECK_ITEM, NULL);
      item->text = g_strdup (*text);
      item->stage = g_strdup (stage);
      g_ptr_array_add (checklist, item);
    }
}

/**
 * zb_case_adopt_plan:
 * @self: a case of the platform's own
 * @plan: (nullable): the plan for its kind
 *
 * Gives the case the checklists of a plan in place of those it has.
 */
void
zb_case_adopt_plan (ZbCase *self, const ZbPlan *plan)
{
  g_set_str (&self->plan, plan ? plan->parent_instance.id : NULL);
  g_clear_pointer (&self->checklist, g_ptr_array_unref);
  if (!plan)
    return;
  self->checklist = g_ptr_array_new_with_free_func (g_object_unref);
  add_check_items (self->checklist, plan->checklist, "handling");
  add_check_items (self->checklist, plan->checks, "check");
}

static void
begin (ZbCase *self, const ZbActor *actor, const ZbPlan *plan)
{
  g_set_str (&self->creator, actor->account);
  self->parent_instance.mode = self->parent_instance.mode ? self->parent_instance.mode : ZB_MODE_LIVE;
  zb_case_adopt_plan (self, plan);
}

static void
tick (ZbCheckItem *item, gboolean done, const ZbActor *actor)
{
  item->done = done;
  item->at = done ? actor->now : 0;
  g_set_str (&item->by, done ? actor->name : NULL);
}

/* Back to being filed: nobody is out any more, no clock runs, and the next check is another one. */
static void
begin_anew (ZbCase *self, const ZbActor *actor)
{
  zb_case_stop_clocks (self);
  g_clear_object (&self->evaluation);
  g_set_str (&self->checker, NULL);
  g_set_str (&self->checker_name, NULL);
  for (guint i = 0; self->checklist && i < self->checklist->len; i++)
    if (g_strcmp0 (((ZbCheckItem *)self->checklist->pdata[i])->stage, "check") == 0)
      tick (self->checklist->pdata[i], FALSE, actor);
}

static void
evaluate (ZbCase *self, gint64 now)
{
  const ZbStepTime *start = zb_case_find_step (self, ZB_STEP_DISPATCHED);
  const ZbStepTime *report = zb_case_find_step (self, ZB_STEP_REPORTED);
  gint64 finish = self->deadlines ? self->deadlines->finish : 0;
  ZbEvaluation *evaluation = g_object_new (ZB_TYPE_EVALUATION, NULL);

  evaluation->on_time = !finish || !report || report->at <= finish;
  evaluation->returned = self->returned;
  evaluation->minutes = start ? (now - start->at) / G_TIME_SPAN_MINUTE : 0;
  int faults = (evaluation->on_time ? 0 : 1) + (self->returned > 0 ? 1 : 0);
  evaluation->grade = g_strdup (faults == 0 ? "good" : faults == 1 ? "fair" : "poor");
  g_set_object (&self->evaluation, evaluation);
  g_object_unref (evaluation);
}

static void
resume (ZbCase *self, const ZbActor *actor)
{
  const ZbStepTime *since = zb_case_find_step (self, ZB_STEP_SUSPENDED);
  if (since)
    zb_case_shift_clocks (self, actor->now - since->at);
  self->step = self->resume_step;
  self->resume_step = ZB_STEP_NONE;
  self->suspended_until = 0;
}

static void
extend (ZbCase *self, gint64 deadline)
{
  if (!self->deadlines)
    self->deadlines = g_object_new (ZB_TYPE_DEADLINES, NULL);
  self->deadlines->finish = deadline;
  if (g_strcmp0 (self->deadlines->near_due, "finish") == 0)
    g_set_str (&self->deadlines->near_due, NULL);
  if (g_strcmp0 (self->deadlines->past_due, "finish") == 0)
    g_set_str (&self->deadlines->past_due, NULL);
}

static void
add_link (char ***links, const char *id)
{
  g_autoptr (GStrvBuilder) all = g_strv_builder_new ();
  if (*links && g_strv_contains ((const char *const *)*links, id))
    return;
  if (*links)
    g_strv_builder_addv (all, (const char **)*links);
  g_strv_builder_add (all, id);
  g_strfreev (*links);
  *links = g_strv_builder_end (all);
}

static void
change (ZbCase *self, ZbCaseVerb verb, const ZbCaseArgs *args, const ZbActor *actor,
        const ZbCaseContext *context)
{
  switch (verb)
    {
    case ZB_CASE_VERB_CREATE:
      begin (self, actor, context ? context->plan : NULL);
      break;
    case ZB_CASE_VERB_DISPATCH:
      g_set_str (&self->dispatcher, actor->account);
      zb_case_start_clocks (self, context ? context->plan : NULL, actor->now);
      break;
    case ZB_CASE_VERB_REPORT:
      g_set_str (&self->report, args->note);
      break;
    case ZB_CASE_VERB_ASSIGN_CHECKER:
      g_set_str (&self->checker, context->checker->parent_instance.id);
      g_set_str (&self->checker_name, context->checker->name);
      break;
    case ZB_CASE_VERB_PASS:
      evaluate (self, actor->now);
      break;
    case ZB_CASE_VERB_EMPTIED:
      begin_anew (self, actor);
      break;
    case ZB_CASE_VERB_RETURN:
      self->returned++;
      G_GNUC_FALLTHROUGH;
    case ZB_CASE_VERB_REOPEN:
      g_set_str (&self->reason, args->reason);
      begin_anew (self, actor);
      break;
    case ZB_CASE_VERB_SUSPEND:
      self->resume_step = self->step;
      self->suspended_until = args->until;
      G_GNUC_FALLTHROUGH;
    case ZB_CASE_VERB_VOID:
      g_set_str (&self->reason, args->reason);
      break;
    case ZB_CASE_VERB_RESUME:
      resume (self, actor);
      break;
    case ZB_CASE_VERB_EXTEND:
      extend (self, args->deadline);
      break;
    case ZB_CASE_VERB_CHECKLIST:
      tick (self->checklist->pdata[args->item], args->done, actor);
      break;
    case ZB_CASE_VERB_LINK:
      add_link (&self->links, args->link);
      break;
    case ZB_CASE_VERB_FILE:
    case ZB_CASE_VERB_ACCEPTED:
    case ZB_CASE_VERB_ASSIGN:
    case ZB_CASE_VERB_SUPERVISE:
    case ZB_CASE_VERB_EDIT:
    case ZB_CASE_VERB_NOTE:
      break;
    case ZB_CASE_VERB_NONE:
    default:
      g_assert_not_reached ();
    }
}

/**
 * zb_case_perform:
 * @self: a case of the platform's own
 * @verb: what is to be done
 * @args: what comes with it
 * @actor: who acts
 * @context: (nullable): what is known beside the case
 *
 * Asks the guard, and makes the change where it is allowed. The assignments that go with a dispatch
 * and the number that goes with filing are the caller's to make. Only a platform calls this.
 *
 * Returns: (transfer full) (nullable): why not; %NULL where it has been done
 */
ZbProblem *
zb_case_perform (ZbCase *self, ZbCaseVerb verb, const ZbCaseArgs *args, const ZbActor *actor,
                 const ZbCaseContext *context)
{
  static const ZbCaseArgs nothing = { 0 };
  args = args ? args : &nothing;
  ZbProblem *problem = zb_case_guard (self, verb, args, actor, context);
  if (problem)
    return problem;
  int *step = step_for (self, actor);
  const ZbMachineRow *row = zb_machine_find (&machine, *step, verb, actor->role);
  change (self, verb, args, actor, context);
  if (row->to != ZB_SAME)
    enter (self, step, row->to, actor);
  return NULL;
}

/**
 * zb_case_follow_assignments:
 * @self: a case of the platform's own
 * @assignments: (nullable) (element-type ZbAssignment): its assignments, after one has changed
 * @now: µs UTC
 *
 * Makes of the case what its assignments make of it: the first acceptance begins the handling, and
 * where nobody is left it waits to be dispatched again.
 *
 * Returns: whether the case has changed
 */
gboolean
zb_case_follow_assignments (ZbCase *self, GPtrArray *assignments, gint64 now)
{
  const ZbActor platform = { .role = ZB_ROLE_NONE, .covers = TRUE, .now = now };
  const ZbCaseContext context = { .assignments = assignments };
  g_autoptr (ZbProblem) not_accepted =
      zb_case_perform (self, ZB_CASE_VERB_ACCEPTED, NULL, &platform, &context);
  g_autoptr (ZbProblem) not_emptied = zb_case_perform (self, ZB_CASE_VERB_EMPTIED, NULL, &platform, &context);
  gboolean settled = zb_case_settle_clocks (self, assignments);
  return !not_accepted || !not_emptied || settled;
}
