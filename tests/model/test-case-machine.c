/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every step, verb and role of a case against what the contract says, then each guard, then the
 * clocks. */
#include "zb-case-clocks.h"
#include "zb-case-machine.h"
#include "zb-unit.h"

#include "machine-fixtures.h"

#define UNDER_WAY(letters) [ZB_STEP_DISPATCHED] = letters, [ZB_STEP_HANDLING] = letters
#define FILED_TO_HANDLING(letters) [ZB_STEP_FILED] = letters, UNDER_WAY (letters)
#define FILED_TO_CHECKING(letters)                                                                           \
  FILED_TO_HANDLING (letters), [ZB_STEP_REPORTED] = letters, [ZB_STEP_CHECKING] = letters
#define OPEN(letters)                                                                                        \
  [ZB_STEP_COLLECTED] = letters, FILED_TO_CHECKING (letters), [ZB_STEP_SUSPENDED] = letters

static const Expected expectations[] = {
  { ZB_CASE_VERB_CREATE, { [ZB_STEP_NONE] = "OLS" } },
  { ZB_CASE_VERB_FILE, { [ZB_STEP_COLLECTED] = "OL" } },
  { ZB_CASE_VERB_DISPATCH, { [ZB_STEP_FILED] = "OLS" } },
  /* The platform acts beneath a suspension, on the step that the case will go back to. */
  { ZB_CASE_VERB_ACCEPTED, { [ZB_STEP_DISPATCHED] = "P" } },
  { ZB_CASE_VERB_EMPTIED, { UNDER_WAY ("P") } },
  { ZB_CASE_VERB_ASSIGN, { UNDER_WAY ("OL") } },
  { ZB_CASE_VERB_REPORT, { [ZB_STEP_HANDLING] = "HOL" } },
  { ZB_CASE_VERB_ASSIGN_CHECKER, { [ZB_STEP_REPORTED] = "PL" } },
  { ZB_CASE_VERB_PASS, { [ZB_STEP_CHECKING] = "CL" } },
  { ZB_CASE_VERB_RETURN, { [ZB_STEP_CHECKING] = "CL" } },
  { ZB_CASE_VERB_SUSPEND, { FILED_TO_CHECKING ("L") } },
  { ZB_CASE_VERB_RESUME, { [ZB_STEP_SUSPENDED] = "L" } },
  { ZB_CASE_VERB_EXTEND, { FILED_TO_HANDLING ("L") } },
  { ZB_CASE_VERB_SUPERVISE, { FILED_TO_HANDLING ("L") } },
  { ZB_CASE_VERB_VOID, { OPEN ("L") } },
  { ZB_CASE_VERB_REOPEN, { [ZB_STEP_CLOSED] = "L" } },
  { ZB_CASE_VERB_EDIT, { OPEN ("OLS") } },
  { ZB_CASE_VERB_CHECKLIST, { OPEN ("OLSC") } },
  { ZB_CASE_VERB_NOTE, { OPEN ("OLSHC"), [ZB_STEP_CLOSED] = "OLSHC", [ZB_STEP_VOID] = "OLSHC" } },
  { ZB_CASE_VERB_LINK, { OPEN ("OL"), [ZB_STEP_CLOSED] = "OL" } },
  { ZB_CASE_VERB_MERGE, { [ZB_STEP_COLLECTED] = "OL", FILED_TO_HANDLING ("OL") } },
  { ZB_CASE_VERB_PARENT, { OPEN ("OL") } },
};

static const ZbCaseArgs good_args = { .reason = "照片角度不一致",
                                      .note = "已清运",
                                      .until = NOW + G_TIME_SPAN_DAY,
                                      .deadline = NOW + G_TIME_SPAN_DAY,
                                      .n_assignments = 1,
                                      .link = "d" };

static void
enter (ZbCase *self, int step, gint64 at)
{
  ZbStepTime *time = g_object_new (ZB_TYPE_STEP_TIME, NULL);
  time->step = step;
  time->at = at;
  g_ptr_array_add (self->steps, time);
}

static ZbCase *
make (int step)
{
  ZbCase *self = ZB_CASE (zb_entity_new (ZB_KIND_CASE, "c"));
  self->kind = g_strdup ("exposed_garbage");
  self->severity = ZB_SEVERITY_MEDIUM;
  self->location = (ZbPoint){ 121.4, 31.2 };
  self->steps = g_ptr_array_new_with_free_func (g_object_unref);
  enter (self, ZB_STEP_DISPATCHED, NOW - G_TIME_SPAN_HOUR);
  self->step = step;
  self->checker = g_strdup (ME);
  return self;
}

static ZbCase *
make_other (const char *id)
{
  ZbCase *other = ZB_CASE (zb_entity_new (ZB_KIND_CASE, id));
  other->kind = g_strdup ("exposed_garbage");
  other->severity = ZB_SEVERITY_MEDIUM;
  other->step = ZB_STEP_FILED;
  return other;
}

static GPtrArray *
list_new (void)
{
  return g_ptr_array_new_with_free_func (g_object_unref);
}

static ZbAssignment *
add (GPtrArray *assignments, int state)
{
  ZbAssignment *assignment = ZB_ASSIGNMENT (zb_entity_new (ZB_KIND_ASSIGNMENT, "s"));
  assignment->unit = g_strdup ("u");
  assignment->state = state;
  assignment->sent_at = NOW - G_TIME_SPAN_HOUR;
  if (state == ZB_ASSIGNMENT_DONE || (state >= ZB_ASSIGNMENT_ACCEPTED && state <= ZB_ASSIGNMENT_ON_SCENE))
    assignment->accepted_at = NOW - G_TIME_SPAN_MINUTE;
  g_ptr_array_add (assignments, assignment);
  return assignment;
}

static ZbAccount *
make_account (int role)
{
  ZbAccount *account = ZB_ACCOUNT (zb_entity_new (ZB_KIND_ACCOUNT, "wu"));
  account->name = g_strdup ("吴倩");
  account->role = role;
  account->enabled = TRUE;
  return account;
}

static void
add_item (ZbCase *self, const char *stage)
{
  ZbCheckItem *item = g_object_new (ZB_TYPE_CHECK_ITEM, NULL);
  item->text = g_strdup ("垃圾已清除");
  item->stage = g_strdup (stage);
  if (!self->checklist)
    self->checklist = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (self->checklist, item);
}

/* The checklist asks more than a role: a checker ticks only what the check is about. */
static const char *
expect_of (const Expected *expected, int step, int role)
{
  const char *because = expect (expected, step, role);
  if (because || expected->verb != ZB_CASE_VERB_CHECKLIST || role != ZB_ROLE_CHECKER)
    return because;
  return step == ZB_STEP_CHECKING ? NULL : "state";
}

static void
try_one (const Expected *expected, int step, int role)
{
  g_autoptr (ZbCase) self = make (step);
  g_autoptr (GPtrArray) assignments = list_new ();
  g_autoptr (ZbAccount) checker = make_account (ZB_ROLE_CHECKER);
  g_autoptr (ZbCase) other = make_other ("d");
  ZbCaseContext context = { .assignments = assignments, .checker = checker, .other = other };
  ZbActor actor = actor_of (role);
  actor.unit = "u";
  if (expected->verb == ZB_CASE_VERB_CHECKLIST)
    add_item (self, role == ZB_ROLE_CHECKER ? "check" : "handling");
  if (expected->verb != ZB_CASE_VERB_EMPTIED)
    add (assignments, ZB_ASSIGNMENT_DONE);
  g_autofree char *what =
      g_strdup_printf ("%s in %s by %s", zb_choices_nick (&zb_case_verbs, expected->verb),
                       zb_choices_nick (&zb_steps, step), zb_choices_nick (&zb_roles, role));
  assert_refused (zb_case_guard (self, expected->verb, &good_args, &actor, &context),
                  expect_of (expected, step, role), what);
}

static void
test_table (void)
{
  g_assert_cmpint (G_N_ELEMENTS (expectations), ==, ZB_N_CASE_VERBS - 1);
  for (gsize i = 0; i < G_N_ELEMENTS (expectations); i++)
    for (int step = ZB_STEP_NONE; step < ZB_N_STEPS; step++)
      for (int role = 0; role < ZB_N_ROLES; role++)
        try_one (&expectations[i], step, role);
}

#define TRY(verb, args, actor, because)                                                                      \
  assert_refused (zb_case_guard (self, ZB_CASE_VERB_##verb, args, actor, &context), because, #verb)
#define DO(verb, args, actor)                                                                                \
  assert_refused (zb_case_perform (self, ZB_CASE_VERB_##verb, args, actor, &context), NULL, #verb)

static void
test_create_and_file (void)
{
  g_autoptr (ZbCase) self = make (ZB_STEP_NONE);
  g_autoptr (ZbPlan) plan = ZB_PLAN (zb_entity_new (ZB_KIND_PLAN, "p"));
  ZbCaseContext context = { .plan = plan };
  ZbActor me = actor_of (ZB_ROLE_DUTY_OFFICER);
  const char *const required[] = { "place", "contact", "of_a_later_edition", NULL };
  const char *const lines[] = { "核对实时画面", "致电物业", NULL };
  plan->required = g_strdupv ((char **)required);
  plan->checklist = g_strdupv ((char **)lines);
  plan->checks = g_strdupv ((char **)lines);

  self->location = ZB_POINT_NOWHERE;
  TRY (CREATE, &good_args, &me, "place");
  self->location = (ZbPoint){ 121.4, 31.2 };
  DO (CREATE, NULL, &me);
  g_assert_cmpint (self->step, ==, ZB_STEP_COLLECTED);
  g_assert_cmpstr (self->creator, ==, ME);
  g_assert_cmpstr (self->plan, ==, "p");
  g_assert_cmpuint (self->checklist->len, ==, 4);
  g_assert_cmpint (zb_case_find_step (self, ZB_STEP_COLLECTED)->at, ==, NOW);

  g_autoptr (ZbProblem) problem = zb_case_guard (self, ZB_CASE_VERB_FILE, NULL, &me, &context);
  g_assert_cmpstr (problem->because, ==, "required_fields");
  g_assert_cmpuint (problem->errors->len, ==, 2);
  self->place = g_strdup ("武夷路 320 弄口");
  self->contact = g_object_new (ZB_TYPE_CONTACT, NULL);
  DO (FILE, NULL, &me);
  g_assert_cmpint (self->step, ==, ZB_STEP_FILED);

  /* An edit may mend what is missing, and not empty it. */
  self->location = ZB_POINT_NOWHERE;
  TRY (EDIT, NULL, &me, NULL);
  TRY (EDIT, &good_args, &me, "place");
  self->location = (ZbPoint){ 121.4, 31.2 };
  g_set_str (&self->kind, "");
  TRY (EDIT, &good_args, &me, "kind");
}

static void
test_dispatch_and_follow (void)
{
  g_autoptr (ZbCase) self = make (ZB_STEP_FILED);
  g_autoptr (GPtrArray) assignments = list_new ();
  ZbCaseContext context = { .assignments = assignments };
  ZbActor me = actor_of (ZB_ROLE_SUBDISTRICT_OFFICER);
  ZbCaseArgs none = { 0 };
  add (assignments, ZB_ASSIGNMENT_DONE); /* of an earlier round */
  TRY (DISPATCH, &none, &me, "assignments");
  DO (DISPATCH, &good_args, &me);
  g_assert_cmpstr (self->dispatcher, ==, ME);
  g_assert_cmpint (self->deadlines->finish, ==, NOW + 1440 * G_TIME_SPAN_MINUTE);

  ZbAssignment *first = add (assignments, ZB_ASSIGNMENT_SENT),
               *second = add (assignments, ZB_ASSIGNMENT_SENT);
  first->sent_at = second->sent_at = NOW;
  g_assert_false (zb_case_follow_assignments (self, assignments, NOW + 1));
  g_assert_cmpint (self->step, ==, ZB_STEP_DISPATCHED);
  first->state = ZB_ASSIGNMENT_ACCEPTED;
  first->accepted_at = NOW + 2;
  g_assert_true (zb_case_follow_assignments (self, assignments, NOW + 2));
  g_assert_cmpint (self->step, ==, ZB_STEP_HANDLING);
  first->state = ZB_ASSIGNMENT_HANDED_BACK;
  g_assert_false (zb_case_follow_assignments (self, assignments, NOW + 3));
  second->state = ZB_ASSIGNMENT_DECLINED;
  g_assert_true (zb_case_follow_assignments (self, assignments, NOW + 4));
  g_assert_cmpint (self->step, ==, ZB_STEP_FILED);
  g_assert_null (self->deadlines);
}

static void
test_follow_while_suspended (void)
{
  g_autoptr (ZbCase) self = make (ZB_STEP_DISPATCHED);
  g_autoptr (GPtrArray) assignments = list_new ();
  ZbCaseContext context = { .assignments = assignments };
  ZbActor leader = actor_of (ZB_ROLE_DUTY_LEADER);
  add (assignments, ZB_ASSIGNMENT_ACCEPTED);
  DO (SUSPEND, &good_args, &leader);
  g_assert_true (zb_case_follow_assignments (self, assignments, NOW));
  g_assert_cmpint (self->step, ==, ZB_STEP_SUSPENDED);
  DO (RESUME, NULL, &leader);
  g_assert_cmpint (self->step, ==, ZB_STEP_HANDLING);
}

static void
test_report (void)
{
  g_autoptr (ZbCase) self = make (ZB_STEP_HANDLING);
  g_autoptr (GPtrArray) assignments = list_new ();
  ZbCaseContext context = { .assignments = assignments };
  ZbActor handler = actor_of (ZB_ROLE_HANDLER), desk = actor_of (ZB_ROLE_DUTY_OFFICER);
  ZbAssignment *helper = add (assignments, ZB_ASSIGNMENT_DONE), *lead = add (assignments, ZB_ASSIGNMENT_SENT);
  lead->lead = TRUE;
  g_set_str (&lead->unit, "v");
  handler.unit = "u";
  TRY (REPORT, &good_args, &handler, "not_lead");
  handler.unit = "v";
  TRY (REPORT, &good_args, &handler, "assignments_open");
  lead->state = ZB_ASSIGNMENT_CANCELLED;
  TRY (REPORT, &good_args, &handler, "not_lead");
  handler.unit = "u"; /* leads now, since the lead is gone */
  TRY (REPORT, &good_args, &handler, NULL);
  handler.unit = NULL;
  handler.organisation = "o";
  TRY (REPORT, &good_args, &handler, "not_lead");
  context.lead_organisation = "o";
  TRY (REPORT, &good_args, &handler, NULL);
  helper->state = ZB_ASSIGNMENT_HANDED_BACK;
  TRY (REPORT, &good_args, &desk, "none_done");
  helper->state = ZB_ASSIGNMENT_DONE;
  ZbCaseArgs silent = { 0 };
  TRY (REPORT, &silent, &desk, "note");
  DO (REPORT, &good_args, &desk);
  g_assert_cmpstr (self->report, ==, "已清运");
  g_assert_cmpint (self->step, ==, ZB_STEP_REPORTED);
}

static void
test_checker (void)
{
  g_autoptr (ZbCase) self = make (ZB_STEP_REPORTED);
  g_autoptr (GPtrArray) assignments = list_new ();
  g_autoptr (ZbAccount) checker = make_account (ZB_ROLE_CHECKER);
  ZbCaseContext context = { .assignments = assignments };
  ZbActor platform = actor_of (ZB_ROLE_NONE);
  ZbAssignment *assignment = add (assignments, ZB_ASSIGNMENT_DONE);
  TRY (ASSIGN_CHECKER, &good_args, &platform, "checker");
  context.checker = checker;
  TRY (ASSIGN_CHECKER, &good_args, &platform, NULL);
  g_set_str (&self->dispatcher, "wu");
  TRY (ASSIGN_CHECKER, &good_args, &platform, "checker_involved");
  g_set_str (&self->dispatcher, ME);
  checker->unit = g_strdup ("u");
  TRY (ASSIGN_CHECKER, &good_args, &platform, "checker_involved");
  assignment->state = ZB_ASSIGNMENT_DECLINED;
  assignment->accepted_at = 0;
  TRY (ASSIGN_CHECKER, &good_args, &platform, NULL);
  g_set_str (&assignment->organisation, "o");
  assignment->accepted_at = NOW;
  g_set_str (&checker->unit, NULL);
  checker->organisation = g_strdup ("o");
  TRY (ASSIGN_CHECKER, &good_args, &platform, "checker_involved");
  g_set_str (&checker->organisation, "p");
  checker->enabled = FALSE;
  TRY (ASSIGN_CHECKER, &good_args, &platform, "checker");
  checker->enabled = TRUE;
  checker->role = ZB_ROLE_HANDLER;
  TRY (ASSIGN_CHECKER, &good_args, &platform, "checker");
  checker->role = ZB_ROLE_DUTY_LEADER;
  DO (ASSIGN_CHECKER, &good_args, &platform);
  g_assert_cmpstr (self->checker, ==, "wu");
  g_assert_cmpstr (self->checker_name, ==, "吴倩");
  g_assert_cmpint (self->step, ==, ZB_STEP_CHECKING);
}

/* Whoever has sent somebody is no judge of what came of it, though another has sent somebody since. */
static void
test_four_eyes (void)
{
  g_autoptr (ZbCase) self = make (ZB_STEP_FILED);
  g_autoptr (ZbAccount) checker = make_account (ZB_ROLE_DUTY_LEADER);
  ZbCaseContext context = { .checker = checker };
  ZbActor first = actor_of (ZB_ROLE_DUTY_LEADER), second = actor_of (ZB_ROLE_DUTY_OFFICER),
          platform = actor_of (ZB_ROLE_NONE);
  first.account = "wu";
  second.account = OTHER;
  DO (DISPATCH, &good_args, &first);
  self->step = ZB_STEP_FILED;
  DO (DISPATCH, &good_args, &second);
  g_assert_cmpstr (self->dispatcher, ==, OTHER);
  g_assert_cmpuint (g_strv_length (self->dispatchers), ==, 2);
  self->step = ZB_STEP_REPORTED;
  TRY (ASSIGN_CHECKER, &good_args, &platform, "checker_involved");
  g_clear_pointer (&self->dispatchers, g_strfreev);
  TRY (ASSIGN_CHECKER, &good_args, &platform, NULL);
  self->step = ZB_STEP_HANDLING;
  DO (ASSIGN, &good_args, &first);
  self->step = ZB_STEP_REPORTED;
  TRY (ASSIGN_CHECKER, &good_args, &platform, "checker_involved");
  /* One that was dispatched before all of them were kept. */
  g_clear_pointer (&self->dispatchers, g_strfreev);
  g_set_str (&self->dispatcher, "wu");
  self->step = ZB_STEP_FILED;
  DO (DISPATCH, &good_args, &second);
  self->step = ZB_STEP_REPORTED;
  TRY (ASSIGN_CHECKER, &good_args, &platform, "checker_involved");
}

/* Nor is who belongs to the organisation whose unit was there. */
static void
test_four_eyes_of_unit (void)
{
  g_autoptr (ZbCase) self = make (ZB_STEP_REPORTED);
  g_autoptr (GPtrArray) assignments = list_new (), units = list_new ();
  g_autoptr (ZbAccount) checker = make_account (ZB_ROLE_CHECKER);
  ZbCaseContext context = { .assignments = assignments, .units = units, .checker = checker };
  ZbActor platform = actor_of (ZB_ROLE_NONE);
  ZbUnit *unit = ZB_UNIT (zb_entity_new (ZB_KIND_UNIT, "u"));
  unit->organisation = g_strdup ("o");
  g_ptr_array_add (units, unit);
  ZbAssignment *assignment = add (assignments, ZB_ASSIGNMENT_DONE);
  TRY (ASSIGN_CHECKER, &good_args, &platform, NULL);
  checker->organisation = g_strdup ("o");
  TRY (ASSIGN_CHECKER, &good_args, &platform, "checker_involved");
  g_set_str (&checker->organisation, "p");
  TRY (ASSIGN_CHECKER, &good_args, &platform, NULL);
  g_set_str (&checker->organisation, "o");
  assignment->state = ZB_ASSIGNMENT_DECLINED;
  assignment->accepted_at = 0;
  TRY (ASSIGN_CHECKER, &good_args, &platform, NULL);
}

static void
test_check (void)
{
  g_autoptr (ZbCase) self = make (ZB_STEP_CHECKING);
  ZbCaseContext context = { 0 };
  ZbActor me = actor_of (ZB_ROLE_CHECKER), other = actor_of (ZB_ROLE_CHECKER);
  ZbCaseArgs first = { .item = 0, .done = TRUE }, second = { .item = 1, .done = TRUE }, third = { .item = 2 };
  ZbCaseArgs no_reason = { 0 };
  other.account = OTHER;
  add_item (self, "check");
  add_item (self, "handling");
  enter (self, ZB_STEP_REPORTED, NOW);
  TRY (PASS, NULL, &other, "not_checker");
  TRY (RETURN, &good_args, &other, "not_checker");
  TRY (RETURN, &no_reason, &me, "reason");
  TRY (PASS, NULL, &me, "checklist");
  TRY (CHECKLIST, &first, &other, "not_checker");
  TRY (CHECKLIST, &second, &me, "role");
  TRY (CHECKLIST, &third, &me, "item");
  DO (CHECKLIST, &first, &me);
  DO (PASS, NULL, &me);
  g_assert_cmpint (self->step, ==, ZB_STEP_CLOSED);
  g_assert_true (self->evaluation->on_time);
  g_assert_cmpint (self->evaluation->minutes, ==, 60);
  g_assert_cmpstr (self->evaluation->grade, ==, "good");
}

static void
test_return (void)
{
  g_autoptr (ZbCase) self = make (ZB_STEP_CHECKING);
  ZbCaseContext context = { 0 };
  ZbActor me = actor_of (ZB_ROLE_CHECKER);
  ZbCaseArgs first = { .item = 0, .done = TRUE };
  add_item (self, "check");
  DO (CHECKLIST, &first, &me);
  DO (RETURN, &good_args, &me);
  g_assert_cmpint (self->step, ==, ZB_STEP_FILED);
  g_assert_cmpint (self->returned, ==, 1);
  g_assert_cmpstr (self->reason, ==, "照片角度不一致");
  g_assert_null (self->checker);
  g_assert_false (zb_checklist_is_complete (self->checklist, "check"));
}

static void
test_leader (void)
{
  g_autoptr (ZbCase) self = make (ZB_STEP_HANDLING);
  g_autoptr (GPtrArray) assignments = list_new ();
  ZbCaseContext context = { .assignments = assignments };
  ZbActor leader = actor_of (ZB_ROLE_DUTY_LEADER);
  ZbCaseArgs bad = good_args;
  ZbAssignment *assignment = add (assignments, ZB_ASSIGNMENT_ON_SCENE);
  bad.until = bad.deadline = NOW;
  TRY (SUSPEND, &bad, &leader, "suspend_until");
  TRY (EXTEND, &bad, &leader, "deadline");
  DO (EXTEND, &good_args, &leader);
  g_assert_cmpint (self->deadlines->finish, ==, NOW + G_TIME_SPAN_DAY);
  TRY (EXTEND, &good_args, &leader, "deadline");
  bad = good_args;
  bad.reason = "";
  bad.deadline++;
  TRY (SUSPEND, &bad, &leader, "reason");
  TRY (EXTEND, &bad, &leader, "reason");
  DO (SUPERVISE, NULL, &leader);
  DO (SUSPEND, &good_args, &leader);
  g_assert_cmpint (self->suspended_until, ==, NOW + G_TIME_SPAN_DAY);
  leader.now += G_TIME_SPAN_HOUR;
  DO (RESUME, NULL, &leader);
  g_assert_cmpint (self->step, ==, ZB_STEP_HANDLING);
  g_assert_cmpint (self->deadlines->finish, ==, NOW + 25 * G_TIME_SPAN_HOUR);
  TRY (VOID, &good_args, &leader, "assignments_open");
  assignment->state = ZB_ASSIGNMENT_CANCELLED;
  TRY (VOID, &bad, &leader, "reason");
  DO (VOID, &good_args, &leader);
  g_assert_false (zb_case_is_open (self));
}

static void
test_reopen_and_link (void)
{
  g_autoptr (ZbCase) self = make (ZB_STEP_CLOSED);
  ZbCaseContext context = { 0 };
  ZbActor leader = actor_of (ZB_ROLE_DUTY_LEADER);
  ZbCaseArgs itself = { .link = "c" }, silent = { 0 };
  enter (self, ZB_STEP_CLOSED, NOW - 30 * G_TIME_SPAN_DAY);
  TRY (NOTE, &silent, &leader, "text");
  TRY (LINK, &itself, &leader, "link");
  TRY (LINK, &silent, &leader, "link");
  DO (LINK, &good_args, &leader);
  DO (LINK, &good_args, &leader);
  g_assert_cmpuint (g_strv_length (self->links), ==, 1);
  leader.now++;
  TRY (REOPEN, &good_args, &leader, "too_late");
  leader.now--;
  TRY (REOPEN, &silent, &leader, "reason");
  DO (REOPEN, &good_args, &leader);
  g_assert_cmpint (self->step, ==, ZB_STEP_FILED);
}

static void
expect_news (ZbCase *self, GPtrArray *assignments, gint64 at, const char *clock, gboolean past)
{
  ZbClockNews news;
  g_assert_cmpint (zb_case_next_tick (self, assignments), ==, at);
  g_assert_false (zb_case_tick (self, assignments, at - 1, &news));
  g_assert_true (zb_case_tick (self, assignments, at, &news));
  g_assert_cmpstr (news.clock, ==, clock);
  g_assert_cmpint (news.past, ==, past);
}

static void
test_clocks (void)
{
  g_autoptr (ZbCase) self = make (ZB_STEP_FILED);
  g_autoptr (GPtrArray) assignments = list_new ();
  ZbCaseContext context = { .assignments = assignments };
  ZbActor me = actor_of (ZB_ROLE_DUTY_OFFICER), leader = actor_of (ZB_ROLE_DUTY_LEADER);
  const gint64 minute = G_TIME_SPAN_MINUTE;
  self->severity = ZB_SEVERITY_URGENT; /* 5, 20 and 240 minutes */
  g_assert_cmpint (zb_case_next_tick (self, assignments), ==, 0);
  DO (DISPATCH, &good_args, &me);
  ZbAssignment *assignment = add (assignments, ZB_ASSIGNMENT_SENT);
  assignment->sent_at = NOW;

  expect_news (self, assignments, NOW + 4 * minute, "accept", FALSE);
  expect_news (self, assignments, NOW + 5 * minute, "accept", TRUE);
  g_assert_cmpstr (self->deadlines->told, ==, "committee");
  assignment->state = ZB_ASSIGNMENT_ACCEPTED;
  assignment->accepted_at = NOW + 6 * minute;
  g_assert_true (zb_case_follow_assignments (self, assignments, NOW + 6 * minute));
  g_assert_null (self->deadlines->past_due);
  expect_news (self, assignments, NOW + 16 * minute, "arrive", FALSE);
  expect_news (self, assignments, NOW + 20 * minute, "arrive", TRUE);
  g_assert_cmpstr (self->deadlines->told, ==, "subdistrict");

  /* To wait ten minutes is not to have arrived: what has been told is not told again, and to nobody else. */
  leader.now = NOW + 20 * minute;
  DO (SUSPEND, &good_args, &leader);
  g_assert_false (zb_case_settle_clocks (self, assignments));
  g_assert_cmpint (zb_case_next_tick (self, assignments), ==, 0);
  leader.now = NOW + 30 * minute;
  DO (RESUME, NULL, &leader);
  g_assert_false (zb_case_settle_clocks (self, assignments));
  g_assert_cmpstr (self->deadlines->past_due, ==, "arrive");
  g_assert_cmpstr (self->deadlines->told, ==, "subdistrict");

  assignment->on_scene_at = NOW + 31 * minute;
  expect_news (self, assignments, NOW + 200 * minute, "finish", FALSE);
  expect_news (self, assignments, NOW + 250 * minute, "finish", TRUE);
  g_assert_cmpstr (self->deadlines->told, ==, "district");
  g_assert_cmpint (zb_case_next_tick (self, assignments), ==, 0);
}

static void
test_plan_clocks (void)
{
  g_autoptr (ZbCase) self = make (ZB_STEP_FILED);
  g_autoptr (ZbPlan) plan = ZB_PLAN (zb_entity_new (ZB_KIND_PLAN, "p"));
  ZbPlanTimes *times = g_object_new (ZB_TYPE_PLAN_TIMES, NULL);
  times->severity = ZB_SEVERITY_MEDIUM;
  times->accept = 7;
  times->finish = 70;
  plan->times = list_new ();
  g_ptr_array_add (plan->times, times);
  zb_case_start_clocks (self, plan, NOW);
  g_assert_cmpint (self->deadlines->accept, ==, NOW + 7 * G_TIME_SPAN_MINUTE);
  g_assert_cmpint (self->deadlines->arrive, ==, NOW + 60 * G_TIME_SPAN_MINUTE);
  self->deadlines->finish = NOW + 90 * G_TIME_SPAN_MINUTE;
  zb_case_start_clocks (self, plan, NOW);
  g_assert_cmpint (self->deadlines->finish, ==, NOW + 90 * G_TIME_SPAN_MINUTE);
}

/* --- merging, and major incidents ------------------------------------------------------------- */

static void
test_merge (void)
{
  g_autoptr (ZbCase) self = make (ZB_STEP_FILED), into = make_other ("d");
  g_autoptr (GPtrArray) assignments = list_new ();
  ZbCaseContext context = { .assignments = assignments };
  ZbActor me = actor_of (ZB_ROLE_DUTY_OFFICER);
  ZbCaseArgs silent = { .link = "d" };
  TRY (MERGE, NULL, &me, NULL);
  TRY (MERGE, &good_args, &me, "into_case");
  context.other = self;
  TRY (MERGE, &good_args, &me, "into_case");
  context.other = into;
  TRY (MERGE, &silent, &me, NULL);
  g_set_str (&into->kind, "smoke_fire");
  TRY (MERGE, &silent, &me, "kinds_reason");
  TRY (MERGE, &good_args, &me, NULL);
  into->parent_instance.mode = ZB_MODE_DRILL;
  TRY (MERGE, &good_args, &me, "other_mode");
  into->parent_instance.mode = ZB_MODE_LIVE;
  into->step = ZB_STEP_CLOSED;
  TRY (MERGE, &good_args, &me, "case_closed");
  into->step = ZB_STEP_HANDLING;
  context.n_parts = 1;
  TRY (MERGE, NULL, &me, "has_parts");
  context.n_parts = 0;
  ZbAssignment *out = add (assignments, ZB_ASSIGNMENT_SENT);
  TRY (MERGE, NULL, &me, "assignments_open");
  out->state = ZB_ASSIGNMENT_CANCELLED;
  self->parent = g_strdup ("major");
  DO (MERGE, &good_args, &me);
  g_assert_cmpint (self->step, ==, ZB_STEP_VOID);
  g_assert_cmpstr (self->merged_into, ==, "d");
  g_assert_cmpstr (self->links[0], ==, "d");
  g_assert_cmpstr (self->reason, ==, "照片角度不一致");
  g_assert_null (self->parent);
}

/* What is real stays apart from a drill, and one drill from another; within one it is as in earnest. */
static void
test_apart (void)
{
  g_autoptr (ZbCase) self = make (ZB_STEP_FILED), other = make_other ("d");
  ZbCaseContext context = { .other = other };
  ZbActor me = actor_of (ZB_ROLE_DUTY_OFFICER);
  self->parent_instance.mode = ZB_MODE_DRILL;
  self->drill = g_strdup ("drill-1");
  TRY (MERGE, &good_args, &me, "other_mode");
  TRY (PARENT, &good_args, &me, "other_mode");
  other->parent_instance.mode = ZB_MODE_DRILL;
  other->drill = g_strdup ("drill-2");
  TRY (MERGE, &good_args, &me, "other_mode");
  TRY (PARENT, &good_args, &me, "other_mode");
  g_set_str (&other->drill, "drill-1");
  TRY (MERGE, &good_args, &me, NULL);
  TRY (PARENT, &good_args, &me, NULL);
  self->parent_instance.mode = ZB_MODE_LIVE;
  g_clear_pointer (&self->drill, g_free);
  TRY (MERGE, &good_args, &me, "other_mode");
  TRY (PARENT, &good_args, &me, "other_mode");
}

static void
test_parts (void)
{
  g_autoptr (ZbCase) self = make (ZB_STEP_HANDLING), major = make_other ("d");
  ZbCaseContext context = { .other = major };
  ZbActor me = actor_of (ZB_ROLE_DUTY_OFFICER), leader = actor_of (ZB_ROLE_DUTY_LEADER);
  ZbCaseArgs out = { 0 };
  TRY (PARENT, &out, &me, "parent");
  major->severity = ZB_SEVERITY_URGENT;
  TRY (PARENT, &good_args, &me, "leader");
  TRY (PARENT, &good_args, &leader, NULL);
  major->severity = ZB_SEVERITY_HIGH;
  major->parent = g_strdup ("e");
  TRY (PARENT, &good_args, &me, "parent_is_part");
  g_clear_pointer (&major->parent, g_free);
  context.n_parts_of_other = ZB_CASE_PARTS_AT_MOST;
  TRY (PARENT, &good_args, &me, "parts_full");
  context.n_parts_of_other = 0;
  context.n_parts = 1;
  TRY (PARENT, &good_args, &me, "has_parts");
  context.n_parts = 0;
  major->step = ZB_STEP_VOID;
  TRY (PARENT, &good_args, &me, "case_closed");
  major->step = ZB_STEP_FILED;
  DO (PARENT, &good_args, &me);
  g_assert_cmpstr (self->parent, ==, "d");
  TRY (PARENT, &good_args, &me, "parent");
  DO (PARENT, &out, &me);
  g_assert_null (self->parent);
}

/* A major incident goes on as long as its parts do, and only a leader makes it urgent. */
static void
test_major (void)
{
  g_autoptr (ZbCase) self = make (ZB_STEP_CHECKING);
  ZbCaseContext context = { .n_parts = 3, .n_parts_open = 1 };
  ZbActor checker = actor_of (ZB_ROLE_CHECKER), leader = actor_of (ZB_ROLE_DUTY_LEADER),
          me = actor_of (ZB_ROLE_DUTY_OFFICER);
  ZbCaseArgs silent = { 0 }, raised = { .raised = TRUE };
  TRY (PASS, NULL, &checker, "parts_open");
  TRY (PASS, &good_args, &checker, "parts_open");
  TRY (PASS, NULL, &leader, NULL);
  TRY (PASS, &silent, &leader, "parts_open");
  TRY (PASS, &good_args, &leader, NULL);
  context.n_parts_open = 0;
  TRY (PASS, &silent, &checker, NULL);
  TRY (EDIT, &raised, &me, "leader");
  TRY (EDIT, &raised, &leader, NULL);
  TRY (EDIT, &silent, &me, NULL);
  context.n_parts = 0;
  TRY (EDIT, &raised, &me, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/case-machine/table", test_table);
  g_test_add_func ("/case-machine/create-and-file", test_create_and_file);
  g_test_add_func ("/case-machine/dispatch-and-follow", test_dispatch_and_follow);
  g_test_add_func ("/case-machine/follow-while-suspended", test_follow_while_suspended);
  g_test_add_func ("/case-machine/report", test_report);
  g_test_add_func ("/case-machine/checker", test_checker);
  g_test_add_func ("/case-machine/four-eyes", test_four_eyes);
  g_test_add_func ("/case-machine/four-eyes-of-unit", test_four_eyes_of_unit);
  g_test_add_func ("/case-machine/check", test_check);
  g_test_add_func ("/case-machine/return", test_return);
  g_test_add_func ("/case-machine/leader", test_leader);
  g_test_add_func ("/case-machine/reopen-and-link", test_reopen_and_link);
  g_test_add_func ("/case-machine/merge", test_merge);
  g_test_add_func ("/case-machine/apart", test_apart);
  g_test_add_func ("/case-machine/parts", test_parts);
  g_test_add_func ("/case-machine/major", test_major);
  g_test_add_func ("/case-machine/clocks", test_clocks);
  g_test_add_func ("/case-machine/plan-clocks", test_plan_clocks);
  return g_test_run ();
}
