/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A case's way through the seven steps of urban-management practice. The table is the contract's;
 * the guards it names are in zb-case-guards.c, what stands below makes the changes.
 *
 *   collected → filed → dispatched → handling → reported → checking → closed
 *                 ↑__________|__________|____________________|  declined by all, or returned */
#include "zb-case-machine.h"

#include "zb-case-clocks.h"
#include "zb-case-guards-private.h"

const ZbChoices zb_case_verbs = { (const char *const[]){
                                      "none",        "create", "file",      "dispatch", "accepted", "emptied",
                                      "assignments", "report", "checker",   "check",    "return",   "suspend",
                                      "resume",      "extend", "supervise", "void",     "reopen",   "edit",
                                      "checklist",   "notes",  "link",      "merge",    "parent",   NULL },
                                  FALSE };

/* --- the table ------------------------------------------------------------------------- */

#define IN(step) ZB_BIT (ZB_STEP_##step)
#define TO(step) ZB_STEP_##step
#define VERB(verb) ZB_CASE_VERB_##verb
#define IF(guard) zb_case_if_##guard
#define COLLECTED_TO_HANDLING (IN (COLLECTED) | FILED_TO_HANDLING)
#define FILED_TO_HANDLING (IN (FILED) | UNDER_WAY)
#define UNDER_WAY (IN (DISPATCHED) | IN (HANDLING))
#define FILED_TO_CHECKING (FILED_TO_HANDLING | IN (REPORTED) | IN (CHECKING))
#define OPEN (IN (COLLECTED) | FILED_TO_CHECKING | IN (SUSPENDED))
#define OPEN_OR_OVER (OPEN | IN (CLOSED) | IN (VOID))
#define BY_DESK_OR_CHECKER (ZB_BY_DUTY_OR_SUBDISTRICT | ZB_BY_CHECKER)
#define BY_ALL (ZB_BY_DUTY_OR_SUBDISTRICT | ZB_BY_HANDLER | ZB_BY_CHECKER)

/* clang-format off */
static const ZbMachineRow rows[] = {
  /* step                what                    by                              guard                                    then */
  { IN (NONE),           VERB (CREATE),          ZB_BY_DUTY_OR_SUBDISTRICT,      IF (says_what_and_where),                TO (COLLECTED) },
  { IN (COLLECTED),      VERB (FILE),            ZB_BY_DUTY,                     IF (required_fields_filled),             TO (FILED) },
  { IN (FILED),          VERB (DISPATCH),        ZB_BY_DUTY_OR_SUBDISTRICT,      IF (somebody_is_sent),                   TO (DISPATCHED) },
  { IN (DISPATCHED),     VERB (ACCEPTED),        ZB_BY_PLATFORM,                 IF (one_accepted),                       TO (HANDLING) },
  { UNDER_WAY,           VERB (EMPTIED),         ZB_BY_PLATFORM,                 IF (nobody_left),                        TO (FILED) },
  { UNDER_WAY,           VERB (ASSIGN),          ZB_BY_DUTY,                     IF (somebody_is_sent),                   ZB_SAME },
  { IN (HANDLING),       VERB (REPORT),          ZB_BY_HANDLER | ZB_BY_DUTY,     IF (all_done_says_the_lead),             TO (REPORTED) },
  { IN (REPORTED),       VERB (ASSIGN_CHECKER),  ZB_BY_PLATFORM | ZB_BY_LEADER,  IF (checker_stands_apart),               TO (CHECKING) },
  { IN (CHECKING),       VERB (PASS),            ZB_BY_CHECKER,                  IF (by_its_checker_when_all_is_ticked),  TO (CLOSED) },
  { IN (CHECKING),       VERB (RETURN),          ZB_BY_CHECKER,                  IF (by_its_checker_with_a_reason),       TO (FILED) },
  { FILED_TO_CHECKING,   VERB (SUSPEND),         ZB_BY_LEADER,                   IF (until_a_time_to_come),               TO (SUSPENDED) },
  { IN (SUSPENDED),      VERB (RESUME),          ZB_BY_LEADER,                   NULL,                                    ZB_SAME },
  { FILED_TO_HANDLING,   VERB (EXTEND),          ZB_BY_LEADER,                   IF (later_than_now),                     ZB_SAME },
  { FILED_TO_HANDLING,   VERB (SUPERVISE),       ZB_BY_LEADER,                   NULL,                                    ZB_SAME },
  { OPEN,                VERB (VOID),            ZB_BY_LEADER,                   IF (nobody_out),                         TO (VOID) },
  { IN (CLOSED),         VERB (REOPEN),          ZB_BY_LEADER,                   IF (within_a_month),                     TO (FILED) },
  /* Beside the steps. */
  { OPEN,                VERB (EDIT),            ZB_BY_DUTY_OR_SUBDISTRICT,      IF (still_says_what_and_where),          ZB_SAME },
  { OPEN,                VERB (CHECKLIST),       BY_DESK_OR_CHECKER,             IF (line_is_yours),                      ZB_SAME },
  { OPEN_OR_OVER,        VERB (NOTE),            BY_ALL,                         IF (with_words),                         ZB_SAME },
  { OPEN | IN (CLOSED),  VERB (LINK),            ZB_BY_DUTY,                     IF (to_another),                         ZB_SAME },
  { COLLECTED_TO_HANDLING, VERB (MERGE),         ZB_BY_DUTY,                     IF (fits_into_another),                  TO (VOID) },
  { OPEN,                VERB (PARENT),          ZB_BY_DUTY,                     IF (fits_under_another),                 ZB_SAME },
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
  ZbCaseCall call = { self, args, actor, context ? *context : (ZbCaseContext){ 0 } };
  int step = *step_for ((ZbCase *)self, actor);
  ZbProblem *problem = zb_machine_guard (&machine, step, verb, actor, &call);
  if (problem && g_strcmp0 (problem->because, "required_fields") == 0)
    add_missing (problem, self, call.context.plan);
  return problem;
}

/* --- changes --------------------------------------------------------------------------- */

/* Steps are told apart, and with them the rounds of a case, by their times: a clock that was set back does
 * not put one before those that it follows. */
static gint64
time_of_step (const ZbCase *self, gint64 now)
{
  gint64 last = 0;
  for (guint i = 0; self->steps && i < self->steps->len; i++)
    last = MAX (last, ((const ZbStepTime *)self->steps->pdata[i])->at);
  return now < last ? last + G_TIME_SPAN_MILLISECOND : now;
}

static void
enter (ZbCase *self, int *where, int step, const ZbActor *actor)
{
  gint64 at = time_of_step (self, actor->now);
  ZbStepTime *time = (ZbStepTime *)zb_case_find_step (self, step);
  if (!self->steps)
    self->steps = g_ptr_array_new_with_free_func (g_object_unref);
  if (!time)
    {
      time = g_object_new (ZB_TYPE_STEP_TIME, NULL);
      time->step = step;
      g_ptr_array_add (self->steps, time);
    }
  time->at = at;
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

static gboolean
has_line (const ZbCase *self, const char *text)
{
  for (guint i = 0; self->checklist && i < self->checklist->len; i++)
    if (g_strcmp0 (((ZbCheckItem *)self->checklist->pdata[i])->text, text) == 0)
      return TRUE;
  return FALSE;
}

/**
 * zb_case_add_lines:
 * @self: a case of the platform's own
 * @lines: (nullable): what is to be done in this case beside what the plan says
 *
 * Adds lines to the checklist of the desk, below those that are there. One that is there already is not
 * added.
 */
void
zb_case_add_lines (ZbCase *self, char **lines)
{
  for (char **line = lines; line && *line; line++)
    {
      char *one[] = { *line, NULL };
      if (!self->checklist)
        self->checklist = g_ptr_array_new_with_free_func (g_object_unref);
      if (!has_line (self, *line))
        add_check_items (self->checklist, one, "handling");
    }
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
    zb_case_shift_clocks (self, MAX (0, actor->now - since->at));
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
add_once (char ***ids, const char *id)
{
  g_autoptr (GStrvBuilder) all = g_strv_builder_new ();
  if (!id || (*ids && g_strv_contains ((const char *const *)*ids, id)))
    return;
  if (*ids)
    g_strv_builder_addv (all, (const char **)*ids);
  g_strv_builder_add (all, id);
  g_strfreev (*ids);
  *ids = g_strv_builder_end (all);
}

/* Whoever has sent somebody once does not check what came of it, however often others send somebody after
 * that. A case that was dispatched before this was kept has its last dispatcher only. */
static void
note_dispatcher (ZbCase *self, const char *account)
{
  add_once (&self->dispatchers, self->dispatcher);
  add_once (&self->dispatchers, account);
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
      note_dispatcher (self, actor->account);
      g_set_str (&self->dispatcher, actor->account);
      zb_case_start_clocks (self, context ? context->plan : NULL, actor->now);
      break;
    case ZB_CASE_VERB_ASSIGN:
      note_dispatcher (self, actor->account);
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
    case ZB_CASE_VERB_MERGE:
      g_set_str (&self->reason, args->reason);
      g_set_str (&self->parent, NULL);
      g_set_str (&self->merged_into, args->link);
      G_GNUC_FALLTHROUGH;
    case ZB_CASE_VERB_LINK:
      add_once (&self->links, args->link);
      break;
    case ZB_CASE_VERB_PARENT:
      g_set_str (&self->parent, args->link && *args->link ? args->link : NULL);
      break;
    case ZB_CASE_VERB_FILE:
    case ZB_CASE_VERB_ACCEPTED:
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
