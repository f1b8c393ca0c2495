/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Beside state and role there is what a command rests on. Each guard that looks at more than those is
 * brought about here and tried by every role over REST: the console's guard and the platform's answer
 * agree, and what is refused changes nothing. */
#include "desk.h"

#include "zb-unit.h"
#include "zb-uuid.h"

static Desk *desk;

/* What has been prepared: the ids of what is acted on, and of what the command names. */
typedef struct
{
  char *id;
  char *other;
  gint64 until;
} Scene;

static void
scene_clear (Scene *self)
{
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->other, g_free);
}

/* In a body @1 stands for the other thing's id, @2 for the time. */
static char *
fill_in (const char *body, const Scene *scene)
{
  g_autofree char *until = desk_time (scene->until);
  g_autoptr (GString) filled = g_string_new (body);
  g_string_replace (filled, "@1", scene->other ? scene->other : "", 0);
  g_string_replace (filled, "@2", until, 0);
  return g_string_free_and_steal (g_steal_pointer (&filled));
}

/* Milliseconds, as they are sent. */
static gint64
from_now (gint64 span)
{
  return (g_get_real_time () + span) / 1000 * 1000;
}

/* --- alerts ----------------------------------------------------------------------------------- */

/* Where it lies to the east of the others, in degrees: 0.001 is 95 m. */
static char *
take_down (const char *kind, const char *severity, double east, const char *mode)
{
  char *id = zb_uuid_new (), lon[G_ASCII_DTOSTR_BUF_SIZE];
  g_ascii_formatd (lon, sizeof lon, "%.4f", 121.40 + east);
  g_autofree char *body =
      g_strdup_printf ("{\"id\":\"%s\",\"kind\":\"%s\",\"severity\":\"%s\",\"title\":\"冒烟\","
                       "\"mode\":\"%s\",\"location\":{\"type\":\"Point\",\"coordinates\":[%s,31.22]}}",
                       id, kind, severity, mode, lon);
  desk_do (desk, "officer", "/alerts", id, body);
  return id;
}

static void
give_verdict (const char *id, const char *verdict)
{
  g_autofree char *body = g_strdup_printf ("{\"verdict\":\"%s\",\"seen_occurrence\":1}", verdict);
  desk_do (desk, "officer", "/alerts/%s/claim", id, "{}");
  desk_do (desk, "officer", "/alerts/%s/verdict", id, body);
}

static char *
make_verified (const char *verdict)
{
  char *id = take_down ("smoke_fire", "high", 0, "live");
  give_verdict (id, verdict);
  return id;
}

static char *
open_case (const char *mode, const char *alert)
{
  char *id = zb_uuid_new ();
  g_autofree char *body = g_strdup_printf (
      "{\"id\":\"%s\",\"kind\":\"smoke_fire\",\"severity\":\"high\",\"title\":\"冒烟\","
      "\"place\":\"天山路\",\"mode\":\"%s\",\"location\":" NORTH_POINT ",\"alerts\":[%s%s%s]}",
      id, mode, alert ? "\"" : "", alert ? alert : "", alert ? "\"" : "");
  desk_do (desk, "officer", "/cases", id, body);
  return id;
}

static void
make_void (const char *id)
{
  desk_do (desk, "leader", "/cases/%s/void", id, "{\"reason\":\"重复\"}");
}

static void
two_far_apart (Scene *scene)
{
  scene->id = take_down ("smoke_fire", "high", 0, "live");
  scene->other = take_down ("smoke_fire", "high", 0.003, "live");
}

static void
two_near (Scene *scene)
{
  scene->id = take_down ("smoke_fire", "high", 0, "live");
  scene->other = take_down ("smoke_fire", "high", 0.0015, "live");
}

static void
two_of_other_kinds (Scene *scene)
{
  scene->id = take_down ("smoke_fire", "high", 0, "live");
  scene->other = take_down ("dispute", "high", 0, "live");
}

static void
one_of_a_drill (Scene *scene)
{
  scene->id = take_down ("smoke_fire", "high", 0, "live");
  scene->other = take_down ("smoke_fire", "high", 0, "drill");
}

static void
other_is_closed (Scene *scene)
{
  scene->id = take_down ("smoke_fire", "high", 0, "live");
  scene->other = desk_make_alert (desk, ZB_ALERT_CLOSED);
}

static void
into_itself (Scene *scene)
{
  scene->id = take_down ("smoke_fire", "high", 0, "live");
  scene->other = g_strdup (scene->id);
}

static void
urgent (Scene *scene)
{
  scene->id = take_down ("smoke_fire", "urgent", 0, "live");
  scene->until = from_now (G_TIME_SPAN_HOUR);
}

static void
put_aside_for_long (Scene *scene)
{
  scene->id = take_down ("smoke_fire", "high", 0, "live");
  scene->until = from_now (4 * G_TIME_SPAN_HOUR + G_TIME_SPAN_MINUTE);
}

static void
put_aside_for_a_while (Scene *scene)
{
  scene->id = take_down ("smoke_fire", "high", 0, "live");
  scene->until = from_now (4 * G_TIME_SPAN_HOUR - G_TIME_SPAN_MINUTE);
}

static void
claimed (Scene *scene)
{
  scene->id = desk_make_alert (desk, ZB_ALERT_CLAIMED);
}

/* Worse while somebody has it: it is new again, and the claim is gone. */
static void
claimed_and_worse (Scene *scene)
{
  static guint n;
  g_autofree char *key = g_strdup_printf ("worse-%u", n++);
  scene->id = zb_test_raise (desk->platform, "smoke_fire", "medium", ZB_TEST_CAMERA_NORTH, key);
  desk_do (desk, "officer", "/alerts/%s/claim", scene->id, "{}");
  g_autofree char *again = zb_test_raise (desk->platform, "smoke_fire", "high", ZB_TEST_CAMERA_NORTH, key);
  g_assert_cmpstr (again, ==, scene->id);
}

static void
with_open_case (Scene *scene)
{
  scene->id = make_verified ("true");
  scene->other = open_case ("live", scene->id);
}

static void
with_void_case (Scene *scene)
{
  with_open_case (scene);
  make_void (scene->other);
}

static void
false_alarm (Scene *scene)
{
  scene->id = make_verified ("false");
  scene->other = open_case ("live", NULL);
}

static void
a_test (Scene *scene)
{
  scene->id = make_verified ("test");
  scene->other = open_case ("live", NULL);
}

static void
real_and_open_case (Scene *scene)
{
  scene->id = make_verified ("true");
  scene->other = open_case ("live", NULL);
}

static void
undetermined_and_open_case (Scene *scene)
{
  scene->id = make_verified ("undetermined");
  scene->other = open_case ("live", NULL);
}

static void
real_and_void_case (Scene *scene)
{
  real_and_open_case (scene);
  make_void (scene->other);
}

static void
real_and_case_of_a_drill (Scene *scene)
{
  scene->id = make_verified ("true");
  scene->other = open_case ("drill", NULL);
}

static void
real_and_no_such_case (Scene *scene)
{
  scene->id = make_verified ("true");
  scene->other = zb_uuid_new ();
}

static void
claimed_and_open_case (Scene *scene)
{
  scene->id = desk_make_alert (desk, ZB_ALERT_CLAIMED);
  scene->other = open_case ("live", NULL);
}

typedef struct
{
  void (*prepare) (Scene *scene);
  ZbAlertVerb verb;
  const char *path;
  const char *body;
  const char *because; /* what refuses the duty officer; NULL where nothing does */
  ZbAlertArgs args;
} AlertSituation;

#define MERGE ZB_ALERT_VERB_MERGE, "/alerts/%s/merge", "{\"into\":\"@1\"}"
#define SNOOZE ZB_ALERT_VERB_SNOOZE, "/alerts/%s/snooze", "{\"until\":\"@2\",\"reason\":\"施工\"}"
#define JOIN ZB_ALERT_VERB_CASE, "/alerts/%s/case", "{\"case\":\"@1\"}"
#define CLOSE ZB_ALERT_VERB_CLOSE, "/alerts/%s/close"
#define VERDICT ZB_ALERT_VERB_VERDICT, "/alerts/%s/verdict"

static const AlertSituation alert_situations[] = {
  { two_near, MERGE, NULL },
  { two_far_apart, MERGE, "too_far" },
  { two_of_other_kinds, MERGE, "other_kind" },
  { one_of_a_drill, MERGE, "other_mode" },
  { other_is_closed, MERGE, "target_closed" },
  { into_itself, MERGE, "into" },
  { put_aside_for_a_while, SNOOZE, NULL, { .reason = "施工" } },
  { put_aside_for_long, SNOOZE, "snooze_until", { .reason = "施工" } },
  { urgent, SNOOZE, "urgent", { .reason = "施工" } },
  { claimed,
    VERDICT,
    "{\"verdict\":\"undetermined\",\"seen_occurrence\":1}",
    NULL,
    { .verdict = ZB_VERDICT_UNDETERMINED, .seen_occurrence = 1 } },
  { claimed_and_worse,
    VERDICT,
    "{\"verdict\":\"true\",\"seen_occurrence\":2}",
    "state",
    { .verdict = ZB_VERDICT_TRUE, .seen_occurrence = 2 } },
  { claimed_and_worse, ZB_ALERT_VERB_CLAIM, "/alerts/%s/claim", "{}", NULL },
  { real_and_open_case, JOIN, NULL },
  { undetermined_and_open_case, JOIN, NULL },
  { false_alarm, JOIN, "not_real" },
  { a_test, JOIN, "not_real" },
  { with_open_case, JOIN, "has_case" },
  { real_and_no_such_case, JOIN, "case" },
  { real_and_void_case, JOIN, "case_closed" },
  { real_and_case_of_a_drill, JOIN, "other_mode" },
  { claimed_and_open_case, JOIN, "state" },
  { with_open_case, CLOSE, "{\"reason\":\"已处理\"}", "case_open", { .reason = "已处理" } },
  { with_void_case, CLOSE, "{}", NULL },
  { false_alarm, CLOSE, "{}", NULL },
  { real_and_open_case, CLOSE, "{}", "reason" },
};

/* What a merge or a join names may be what there is not. */
static gpointer
fetch_named (ZbKind kind, const char *id)
{
  g_autofree char *path = g_strdup_printf ("/%s/%s", zb_kind_get_plural (kind), id);
  g_autoptr (ZbTestAnswer) answer = id ? zb_test_get (desk->platform, "officer", path) : NULL;
  return answer && answer->status == 200 ? desk_fetch (desk, kind, id) : NULL;
}

static ZbProblem *
ask_of_alert (const AlertSituation *situation, int role, const Scene *scene)
{
  ZbActor actor = desk_actor (desk, role);
  ZbAlertArgs args = situation->args;
  g_autoptr (ZbAlert) alert = desk_fetch (desk, ZB_KIND_ALERT, scene->id);
  g_autoptr (ZbAlert) into = fetch_named (ZB_KIND_ALERT, scene->other);
  g_autoptr (ZbCase) of_case = fetch_named (ZB_KIND_CASE, scene->other);
  ZbAlertContext context = { .into = into, .of_case = of_case };
  args.until = scene->until;
  return zb_alert_guard (alert, situation->verb, &args, &actor, &context);
}

/* Every role tries; what one was allowed is prepared anew for the next. */
static void
try_alert (const AlertSituation *situation)
{
  Scene scene = { 0 };
  situation->prepare (&scene);
  for (int role = ZB_ROLE_DUTY_OFFICER; role < ZB_N_ROLES; role++)
    {
      g_autofree char *body = fill_in (situation->body, &scene);
      ZbProblem *local = ask_of_alert (situation, role, &scene);
      if (role == ZB_ROLE_DUTY_OFFICER)
        g_assert_cmpstr (local ? local->because : NULL, ==, situation->because);
      if (!desk_compare (desk, role, situation->path, scene.id, body, local))
        continue;
      scene_clear (&scene);
      situation->prepare (&scene);
    }
  scene_clear (&scene);
}

static void
test_alerts (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (alert_situations); i++)
    try_alert (&alert_situations[i]);
}

/* --- an alert that joins a case ------------------------------------------------------------------- */

static guint
count_audit (const char *id, const char *action)
{
  g_autofree char *path = g_strdup_printf ("/audit?id=%s", id);
  g_autoptr (ZbTestAnswer) answer = zb_test_get (desk->platform, "auditor", path);
  yyjson_val *items = yyjson_obj_get (answer->root, "items"), *item;
  size_t i, n;
  guint count = 0;
  yyjson_arr_foreach (items, i, n, item) if (g_strcmp0 (yyjson_get_str (yyjson_obj_get (item, "action")),
                                                        action) == 0) count++;
  return count;
}

static gboolean
timeline_has (const char *id, const char *what)
{
  g_autofree char *path = g_strdup_printf ("/cases/%s/timeline", id);
  g_autoptr (ZbTestAnswer) answer = zb_test_get (desk->platform, "officer", path);
  g_autofree char *quoted = g_strdup_printf ("\"what\":\"%s\"", what);
  return strstr (answer->text, quoted) != NULL;
}

/* One transaction writes both ends, the line of the timeline and the row of the audit. */
static void
test_join (void)
{
  Scene scene = { 0 };
  real_and_open_case (&scene);
  g_autofree char *first = make_verified ("true"), *with = g_strdup_printf ("{\"case\":\"%s\"}", scene.other);
  desk_do (desk, "officer", "/alerts/%s/case", first, with);
  g_autoptr (ZbCase) before = desk_fetch (desk, ZB_KIND_CASE, scene.other);
  g_assert_cmpuint (g_strv_length (before->alerts), ==, 1);

  g_autofree char *path = g_strdup_printf ("/alerts/%s/case", scene.id), *key = zb_uuid_new ();
  const char *headers[] = { "Idempotency-Key", key, NULL };
  g_autoptr (ZbTestFeed) feed = zb_test_feed_open (desk->platform, "north", -1, NULL);
  g_assert_nonnull (zb_test_feed_wait (feed, "hello", 5000));
  g_autoptr (ZbTestAnswer) answer = zb_test_send (desk->platform, "leader", "POST", path, headers, with);
  zb_test_assert_status (answer, 200);
  g_assert_cmpstr (zb_test_answer_text (answer, "/case"), ==, scene.other);
  g_assert_cmpstr (zb_test_answer_text (answer, "/state"), ==, "verified");
  g_autoptr (ZbCase) after = desk_fetch (desk, ZB_KIND_CASE, scene.other);
  g_assert_cmpuint (g_strv_length (after->alerts), ==, 2);
  g_assert_cmpstr (after->alerts[0], ==, first);
  g_assert_cmpstr (after->alerts[1], ==, scene.id);
  g_assert_cmpint (after->parent_instance.revision, ==, before->parent_instance.revision);
  g_assert_true (timeline_has (scene.other, "alert.case"));
  g_assert_cmpuint (count_audit (scene.id, "alert.case"), ==, 1);
  g_assert_nonnull (zb_test_feed_wait_event (feed, "alert.updated", scene.id, 5000));
  g_assert_nonnull (zb_test_feed_wait_event (feed, "case.updated", scene.other, 5000));

  /* Sent again from an outbox it is done once. */
  g_autoptr (ZbTestAnswer) again = zb_test_send (desk->platform, "leader", "POST", path, headers, with);
  g_assert_cmpstr (again->text, ==, answer->text);
  g_assert_cmpuint (count_audit (scene.id, "alert.case"), ==, 1);
  scene_clear (&scene);
}

/* --- cases ----------------------------------------------------------------------------------------- */

/* Two units are sent, and the one that is named leads. Nobody has answered yet. */
static void
send_both (const char *id, const char *lead, const char *with, char **sent)
{
  for (guint i = 0; i < 2; i++)
    sent[i] = zb_uuid_new ();
  g_autofree char *body = g_strdup_printf ("{\"assignments\":[{\"id\":\"%s\",\"unit\":\"%s\",\"lead\":true},"
                                           "{\"id\":\"%s\",\"unit\":\"%s\"}]}",
                                           sent[0], lead, sent[1], with);
  desk_do (desk, "officer", "/cases/%s/dispatch", id, body);
}

static void
answer_for (const char *path, const char *id)
{
  desk_do (desk, "officer", path, id, "{\"note\":\"电话确认\",\"reason\":\"电话确认\"}");
}

static void
another_leads (Scene *scene)
{
  char *sent[2];
  scene->id = desk_make_case (desk, ZB_STEP_FILED);
  send_both (scene->id, ZB_TEST_UNIT_2, ZB_TEST_UNIT_1, sent);
  for (guint i = 0; i < 2; i++)
    {
      answer_for ("/assignments/%s/accept", sent[i]);
      answer_for ("/assignments/%s/done", sent[i]);
      g_free (sent[i]);
    }
}

static void
one_is_out (Scene *scene)
{
  char *sent[2];
  scene->id = desk_make_case (desk, ZB_STEP_FILED);
  send_both (scene->id, ZB_TEST_UNIT_1, ZB_TEST_UNIT_2, sent);
  for (guint i = 0; i < 2; i++)
    answer_for ("/assignments/%s/accept", sent[i]);
  answer_for ("/assignments/%s/done", sent[0]);
  for (guint i = 0; i < 2; i++)
    g_free (sent[i]);
}

static gboolean
lose_what_was_done (ZbTransaction *tx, gpointer id)
{
  g_autoptr (GPtrArray) found = zb_transaction_find (tx, ZB_KIND_ASSIGNMENT, "of_case = ?", "t", id);
  for (guint i = 0; i < found->len; i++)
    {
      ZB_ASSIGNMENT (found->pdata[i])->state = ZB_ASSIGNMENT_HANDED_BACK;
      zb_transaction_save (tx, found->pdata[i], NULL);
    }
  return found->len > 0;
}

static void
at_the_store (ZbPlatformWork work, gpointer data)
{
  g_autoptr (GError) error = NULL;
  zb_platform_work_sync (zb_test_platform_get (desk->platform), work, data, &error);
  g_assert_no_error (error);
}

/* The machine leaves handling with the last who hands back, so that no command leads here: the store is
 * brought there by hand. */
static void
nobody_did_anything (Scene *scene)
{
  scene->id = desk_make_case (desk, ZB_STEP_HANDLING);
  at_the_store (lose_what_was_done, scene->id);
}

static gboolean
close_long_ago (ZbTransaction *tx, gpointer id)
{
  ZbCase *of = zb_transaction_load (tx, ZB_KIND_CASE, id);
  for (guint i = 0; i < of->steps->len; i++)
    ((ZbStepTime *)of->steps->pdata[i])->at -= 31 * G_TIME_SPAN_DAY;
  zb_transaction_save (tx, of, NULL);
  return TRUE;
}

static void
closed_long_ago (Scene *scene)
{
  scene->id = desk_make_case (desk, ZB_STEP_CLOSED);
  at_the_store (close_long_ago, scene->id);
}

static void
closed_lately (Scene *scene)
{
  scene->id = desk_make_case (desk, ZB_STEP_CLOSED);
}

static void
reported (Scene *scene)
{
  scene->id = desk_make_case (desk, ZB_STEP_REPORTED);
}

static gboolean
set_unit_of_checker (ZbTransaction *tx, gpointer unit)
{
  return zb_connection_run (tx->connection, &tx->error, "UPDATE account SET unit = ? WHERE role = 'checker'",
                            "t", (const char *)unit);
}

/* Who is to check belongs to the unit that handled it, or to none. */
static void
move_checker (const char *unit)
{
  at_the_store (set_unit_of_checker, (gpointer)unit);
  g_set_str (&desk->accounts[ZB_ROLE_CHECKER]->unit, unit);
}

static void
reported_by_the_checkers_unit (Scene *scene)
{
  reported (scene);
  move_checker (ZB_TEST_UNIT_1);
}

static gboolean
set_organisation_of_checker (ZbTransaction *tx, gpointer organisation)
{
  return zb_connection_run (tx->connection, &tx->error,
                            "UPDATE account SET organisation = ? WHERE role = 'checker'", "t",
                            (const char *)organisation);
}

static void
employ_checker (const char *organisation)
{
  at_the_store (set_organisation_of_checker, (gpointer)organisation);
  g_set_str (&desk->accounts[ZB_ROLE_CHECKER]->organisation, organisation);
}

static void
reported_by_a_unit_of_the_checkers_organisation (Scene *scene)
{
  reported (scene);
  employ_checker (ZB_TEST_ORGANISATION);
}

static void
handled (Scene *scene)
{
  scene->id = desk_make_case (desk, ZB_STEP_HANDLING);
}

typedef struct
{
  void (*prepare) (Scene *scene);
  ZbCaseVerb verb;
  const char *path;
  const char *body;
  int role;            /* who is refused, or allowed */
  const char *because; /* what refuses that role; NULL where nothing does */
  ZbCaseArgs args;
} CaseSituation;

#define REPORT ZB_CASE_VERB_REPORT, "/cases/%s/report", "{\"note\":\"已清运\"}"
#define REOPEN ZB_CASE_VERB_REOPEN, "/cases/%s/reopen", "{\"reason\":\"复发\"}"
#define CHECKER ZB_CASE_VERB_ASSIGN_CHECKER, "/cases/%s/checker", "{\"checker\":\"@1\"}"

static const CaseSituation case_situations[] = {
  { handled, REPORT, ZB_ROLE_HANDLER, NULL, { .note = "已清运" } },
  { another_leads, REPORT, ZB_ROLE_HANDLER, "not_lead", { .note = "已清运" } },
  { another_leads, REPORT, ZB_ROLE_DUTY_OFFICER, NULL, { .note = "已清运" } },
  { one_is_out, REPORT, ZB_ROLE_HANDLER, "assignments_open", { .note = "已清运" } },
  { one_is_out, REPORT, ZB_ROLE_DUTY_OFFICER, "assignments_open", { .note = "已清运" } },
  { nobody_did_anything, REPORT, ZB_ROLE_DUTY_OFFICER, "none_done", { .note = "已清运" } },
  { closed_lately, REOPEN, ZB_ROLE_DUTY_LEADER, NULL, { .reason = "复发" } },
  { closed_long_ago, REOPEN, ZB_ROLE_DUTY_LEADER, "too_late", { .reason = "复发" } },
  { reported, CHECKER, ZB_ROLE_DUTY_LEADER, NULL },
  { reported_by_the_checkers_unit, CHECKER, ZB_ROLE_DUTY_LEADER, "checker_involved" },
  { reported_by_a_unit_of_the_checkers_organisation, CHECKER, ZB_ROLE_DUTY_LEADER, "checker_involved" },
};

static ZbProblem *
ask_of_case (const CaseSituation *situation, int role, const Scene *scene)
{
  ZbActor actor = desk_actor (desk, role);
  g_autoptr (ZbCase) of = desk_fetch (desk, ZB_KIND_CASE, scene->id);
  g_autoptr (GPtrArray) assignments = desk_fetch_assignments (desk, scene->id);
  g_autoptr (ZbUnit) unit = desk_fetch (desk, ZB_KIND_UNIT, ZB_TEST_UNIT_1);
  g_autoptr (GPtrArray) units = g_ptr_array_new ();
  ZbCaseContext context = { .plan = desk->plan,
                            .assignments = assignments,
                            .units = units,
                            .lead_organisation = ZB_TEST_ORGANISATION,
                            .checker = desk->accounts[ZB_ROLE_CHECKER] };
  g_ptr_array_add (units, unit);
  return zb_case_guard (of, situation->verb, &situation->args, &actor, &context);
}

static void
try_case (const CaseSituation *situation)
{
  Scene scene = { 0 };
  situation->prepare (&scene);
  scene.other = g_strdup (desk->accounts[ZB_ROLE_CHECKER]->parent_instance.id);
  g_autofree char *body = fill_in (situation->body, &scene);
  for (int role = ZB_ROLE_DUTY_OFFICER; role < ZB_N_ROLES; role++)
    {
      ZbProblem *local = ask_of_case (situation, role, &scene);
      if (role == situation->role)
        g_assert_cmpstr (local ? local->because : NULL, ==, situation->because);
      if (!desk_compare (desk, role, situation->path, scene.id, body, local))
        continue;
      g_clear_pointer (&scene.id, g_free);
      situation->prepare (&scene);
    }
  scene_clear (&scene);
  move_checker (NULL);
  employ_checker (NULL);
}

static void
test_cases (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (case_situations); i++)
    try_case (&case_situations[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  desk = desk_new ();
  g_test_add_func ("/desk/situations/alerts", test_alerts);
  g_test_add_func ("/desk/situations/join", test_join);
  g_test_add_func ("/desk/situations/cases", test_cases);
  int result = g_test_run ();
  desk_free (desk);
  return result;
}
