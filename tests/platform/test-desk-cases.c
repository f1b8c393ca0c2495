/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every command on cases, in every step and by every role, over REST: the console's guards and the
 * platform's answers agree, and what is refused changes nothing. */
#include "desk.h"

#include "zb-time.h"
#include "zb-uuid.h"

static Desk *desk;

/* A command as it is sent, and as the console's guard is asked. In a body @1 stands for a new id, @2 for
 * a time to come, @3 for the checker, @4 for another case. */
typedef struct
{
  ZbCaseVerb verb;
  const char *path;
  const char *body;
  ZbCaseArgs args;
} Attempt;

#define SEND "{\"assignments\":[{\"id\":\"@1\",\"organisation\":\"" ZB_TEST_ORGANISATION "\"}]}"
#define WHY "{\"reason\":\"补拍照片\"}"

static const Attempt attempts[] = {
  { ZB_CASE_VERB_FILE, "/cases/%s/file", "{}", { 0 } },
  { ZB_CASE_VERB_DISPATCH, "/cases/%s/dispatch", SEND, { .n_assignments = 1 } },
  { ZB_CASE_VERB_DISPATCH, "/cases/%s/dispatch", "{\"assignments\":[]}", { 0 } },
  { ZB_CASE_VERB_ASSIGN, "/cases/%s/assignments", SEND, { .n_assignments = 1 } },
  { ZB_CASE_VERB_ASSIGN, "/cases/%s/assignments", "{}", { 0 } },
  { ZB_CASE_VERB_REPORT, "/cases/%s/report", "{\"note\":\"已清运\"}", { .note = "已清运" } },
  { ZB_CASE_VERB_REPORT, "/cases/%s/report", "{}", { 0 } },
  { ZB_CASE_VERB_ASSIGN_CHECKER, "/cases/%s/checker", "{\"checker\":\"@3\"}", { 0 } },
  { ZB_CASE_VERB_PASS, "/cases/%s/check", "{}", { 0 } },
  { ZB_CASE_VERB_RETURN, "/cases/%s/return", WHY, { .reason = "补拍照片" } },
  { ZB_CASE_VERB_RETURN, "/cases/%s/return", "{}", { 0 } },
  { ZB_CASE_VERB_SUSPEND,
    "/cases/%s/suspend",
    "{\"reason\":\"补拍照片\",\"until\":\"@2\"}",
    { .reason = "补拍照片" } },
  { ZB_CASE_VERB_SUSPEND, "/cases/%s/suspend", WHY, { .reason = "补拍照片", .until = -1 } },
  { ZB_CASE_VERB_RESUME, "/cases/%s/resume", "{}", { 0 } },
  { ZB_CASE_VERB_EXTEND,
    "/cases/%s/extend",
    "{\"reason\":\"补拍照片\",\"deadline\":\"@2\"}",
    { .reason = "补拍照片" } },
  { ZB_CASE_VERB_EXTEND, "/cases/%s/extend", "{\"deadline\":\"@2\"}", { 0 } },
  { ZB_CASE_VERB_SUPERVISE, "/cases/%s/supervise", "{\"note\":\"请加快\"}", { .note = "请加快" } },
  { ZB_CASE_VERB_VOID, "/cases/%s/void", WHY, { .reason = "补拍照片" } },
  { ZB_CASE_VERB_VOID, "/cases/%s/void", "{\"reason\":\"\"}", { 0 } },
  { ZB_CASE_VERB_REOPEN, "/cases/%s/reopen", WHY, { .reason = "补拍照片" } },
  { ZB_CASE_VERB_REOPEN, "/cases/%s/reopen", "{}", { 0 } },
  { ZB_CASE_VERB_CHECKLIST,
    "/cases/%s/checklist",
    "{\"index\":0,\"done\":true}",
    { .item = 0, .done = TRUE } },
  { ZB_CASE_VERB_CHECKLIST,
    "/cases/%s/checklist",
    "{\"index\":3,\"done\":true}",
    { .item = 3, .done = TRUE } },
  { ZB_CASE_VERB_CHECKLIST,
    "/cases/%s/checklist",
    "{\"index\":9,\"done\":true}",
    { .item = 9, .done = TRUE } },
  { ZB_CASE_VERB_NOTE, "/cases/%s/notes", "{\"text\":\"已联系物业\"}", { .note = "已联系物业" } },
  { ZB_CASE_VERB_NOTE, "/cases/%s/notes", "{\"text\":\"\"}", { 0 } },
  { ZB_CASE_VERB_LINK, "/cases/%s/link", "{\"case\":\"@4\"}", { .link = "@4" } },
  { ZB_CASE_VERB_LINK, "/cases/%s/link", "{}", { 0 } },
  { ZB_CASE_VERB_MERGE,
    "/cases/%s/merge",
    "{\"into\":\"@4\",\"reason\":\"同一件事\"}",
    { .link = "@4", .reason = "同一件事" } },
  { ZB_CASE_VERB_MERGE, "/cases/%s/merge", "{}", { 0 } },
  { ZB_CASE_VERB_PARENT, "/cases/%s/parent", "{\"parent\":\"@4\"}", { .link = "@4" } },
  { ZB_CASE_VERB_PARENT, "/cases/%s/parent", "{}", { 0 } },
};

static char *
fill_in (const char *body, gint64 time, const char *other)
{
  g_autofree char *fresh = zb_uuid_new (), *until = desk_time (time);
  const char *values[] = { "@1",  fresh, "@2",
                           until, "@3",  desk->accounts[ZB_ROLE_CHECKER]->parent_instance.id,
                           "@4",  other };
  g_autoptr (GString) filled = g_string_new (body);
  for (gsize i = 0; i < G_N_ELEMENTS (values); i += 2)
    g_string_replace (filled, values[i], values[i + 1], 0);
  return g_string_free_and_steal (g_steal_pointer (&filled));
}

/* A case as the console knows it. Nothing has changed while it is refused, so that it is fetched once
 * only. */
typedef struct
{
  ZbCase *of;
  GPtrArray *assignments;
} Known;

static void
forget (Known *known)
{
  g_clear_object (&known->of);
  g_clear_pointer (&known->assignments, g_ptr_array_unref);
}

static void
make (Known *known, int step)
{
  g_autofree char *id = desk_make_case (desk, step);
  forget (known);
  known->of = desk_fetch (desk, ZB_KIND_CASE, id);
  known->assignments = desk_fetch_sent (desk, id);
}

static ZbProblem *
ask_console (const Attempt *attempt, int role, const Known *known, gint64 time, const char *other)
{
  ZbActor actor = desk_actor (desk, role);
  ZbCaseArgs args = attempt->args;
  g_autoptr (ZbCase) other_case = args.link ? desk_fetch (desk, ZB_KIND_CASE, other) : NULL;
  ZbCaseContext context = { .plan = desk->plan,
                            .assignments = known->assignments,
                            .lead_organisation = ZB_TEST_ORGANISATION,
                            .checker = desk->accounts[ZB_ROLE_CHECKER],
                            .other = other_case };
  args.until = args.until ? 0 : time;
  args.deadline = time;
  args.link = args.link ? other : NULL;
  return zb_case_guard (known->of, attempt->verb, &args, &actor, &context);
}

static gboolean
try_one (const Attempt *attempt, int role, const Known *known, const char *other)
{
  gint64 time = (g_get_real_time () / 1000 + 24 * 3600 * 1000) * 1000;
  g_autofree char *body = fill_in (attempt->body, time, other);
  return desk_compare (desk, role, attempt->path, known->of->parent_instance.id, body,
                       ask_console (attempt, role, known, time, other));
}

static guint
try_all (int step, const char *other)
{
  guint n_allowed = 0;
  Known known = { 0 };
  make (&known, step);
  for (gsize i = 0; i < G_N_ELEMENTS (attempts); i++)
    for (int role = ZB_ROLE_DUTY_OFFICER; role < ZB_N_ROLES; role++)
      {
        if (!try_one (&attempts[i], role, &known, other))
          continue;
        n_allowed++;
        make (&known, step);
      }
  forget (&known);
  return n_allowed;
}

static void
test_every_row (void)
{
  guint n_allowed = 0;
  g_autofree char *other = desk_make_case (desk, ZB_STEP_COLLECTED);
  for (int step = ZB_STEP_COLLECTED; step < ZB_N_STEPS; step++)
    n_allowed += try_all (step, other);
  g_assert_cmpuint (n_allowed, ==, 137);
}

/* --- opening -------------------------------------------------------------------------------- */

static ZbTestAnswer *
create (const char *who, const char *id, const char *more)
{
  return zb_test_post (desk->platform, who, "/cases",
                       "{\"id\":\"%s\",\"kind\":\"smoke_fire\",\"severity\":\"high\"%s}", id, more);
}

static void
test_create (void)
{
  static const struct
  {
    const char *who;
    const char *more;
    guint status;
    const char *pointer;
  } cases[] = {
    { "handler", ",\"location\":" NORTH_POINT, 403, NULL },
    { "checker", ",\"location\":" NORTH_POINT, 403, NULL },
    { "north", ",\"location\":" SOUTH_POINT, 422, "/location" },
    { "officer", "", 422, "/location" },
    { "officer", ",\"location\":" NORTH_POINT ",\"step\":\"closed\"", 422, "/step" },
    { "officer", ",\"location\":" NORTH_POINT ",\"alerts\":[\"" ZB_TEST_PLAN "\"]", 422, "/alerts/0" },
    { "officer", ",\"location\":" NORTH_POINT ",\"parent\":\"" ZB_TEST_PLAN "\"", 422, "/parent" },
    { "officer", ",\"location\":" NORTH_POINT ",\"title\":7", 422, "/title" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *id = zb_uuid_new ();
      gint64 before = desk_seq (desk);
      g_autoptr (ZbTestAnswer) answer = create (cases[i].who, id, cases[i].more);
      zb_test_assert_status (answer, cases[i].status);
      g_assert_cmpstr (zb_test_answer_text (answer, "/errors/0/pointer"), ==, cases[i].pointer);
      g_assert_cmpint (desk_seq (desk), ==, before);
    }
}

static void
test_from_alert (void)
{
  g_autofree char *alert = desk_make_alert (desk, ZB_ALERT_VERIFIED), *id = zb_uuid_new ();
  g_autofree char *fresh = desk_make_alert (desk, ZB_ALERT_NEW);
  g_autofree char *more = g_strdup_printf (",\"location\":" NORTH_POINT ",\"alerts\":[\"%s\"]", alert);
  g_autofree char *bad = g_strdup_printf (",\"location\":" NORTH_POINT ",\"alerts\":[\"%s\"]", fresh);
  gint64 before = desk_seq (desk);
  g_autoptr (ZbTestAnswer) early = create ("officer", id, bad);
  zb_test_assert_status (early, 409);
  g_assert_cmpstr (zb_test_answer_text (early, "/because"), ==, "state");
  g_autoptr (ZbTestAnswer) subdistrict = create ("north", id, more);
  zb_test_assert_status (subdistrict, 403);
  g_assert_cmpint (desk_seq (desk), ==, before);

  g_autoptr (ZbTestAnswer) answer = create ("officer", id, more);
  zb_test_assert_status (answer, 201);
  g_assert_cmpstr (zb_test_answer_text (answer, "/title"), ==, "冒烟");
  g_assert_cmpstr (zb_test_answer_text (answer, "/place"), ==, "天山路");
  g_assert_cmpstr (zb_test_answer_text (answer, "/plan"), ==, ZB_TEST_PLAN);
  g_autoptr (ZbAlert) joined = desk_fetch (desk, ZB_KIND_ALERT, alert);
  g_assert_cmpstr (joined->case_id, ==, id);
  g_autofree char *second = zb_uuid_new ();
  g_autoptr (ZbTestAnswer) twice = create ("officer", second, more);
  zb_test_assert_status (twice, 409);
  g_assert_cmpstr (zb_test_answer_text (twice, "/because"), ==, "has_case");
  g_autofree char *close = g_strdup_printf ("/alerts/%s/close", alert);
  g_autoptr (ZbTestAnswer) open = zb_test_post (desk->platform, "officer", close, "{}");
  zb_test_assert_status (open, 409);
  g_assert_cmpstr (zb_test_answer_text (open, "/because"), ==, "case_open");
}

/* --- filing and dispatching ------------------------------------------------------------------ */

static void
test_required_fields (void)
{
  g_autofree char *id = zb_uuid_new (), *path = g_strdup_printf ("/cases/%s/file", id);
  g_autoptr (ZbTestAnswer) created = create ("officer", id, ",\"location\":" NORTH_POINT);
  zb_test_assert_status (created, 201);
  g_autoptr (ZbTestAnswer) answer = zb_test_post (desk->platform, "officer", path, "{}");
  zb_test_assert_status (answer, 409);
  g_assert_cmpstr (zb_test_answer_text (answer, "/because"), ==, "required_fields");
}

static void
test_number (void)
{
  g_autofree char *first_id = desk_make_case (desk, ZB_STEP_FILED),
                  *id = desk_make_case (desk, ZB_STEP_FILED);
  g_autoptr (ZbCase) first = desk_fetch (desk, ZB_KIND_CASE, first_id),
                     second = desk_fetch (desk, ZB_KIND_CASE, id);
  g_assert_true (g_regex_match_simple ("^CN-20[0-9]{6}-[0-9]{4}$", first->number, 0, 0));
  gint64 a = g_ascii_strtoll (first->number + 12, NULL, 10),
         b = g_ascii_strtoll (second->number + 12, NULL, 10);
  g_assert_cmpint (b, ==, a + 1);
}

static void
test_dispatch_fields (void)
{
  g_autofree char *id = desk_make_case (desk, ZB_STEP_FILED),
                  *path = g_strdup_printf ("/cases/%s/dispatch", id);
  g_autofree char *late = desk_time (g_get_real_time () + G_TIME_SPAN_DAY);
  g_autofree char *late_body = g_strdup_printf ("{\"assignments\":[{\"id\":\"@1\",\"unit\":\"" ZB_TEST_UNIT_1
                                                "\"}],\"deadlines\":{\"finish\":\"%s\"}}",
                                                late);
  const struct
  {
    const char *body;
    const char *pointer;
  } cases[] = {
    { "{\"assignments\":{}}", "/assignments" },
    { "{\"assignments\":[{}]}", "/assignments/0/id" },
    { "{\"assignments\":[{\"id\":\"@1\"}]}", "/assignments/0" },
    { "{\"assignments\":[{\"id\":\"@1\",\"unit\":\"" ZB_TEST_PLAN "\"}]}", "/assignments/0/unit" },
    { "{\"assignments\":[{\"id\":\"@1\",\"organisation\":\"" ZB_TEST_PLAN "\"}]}",
      "/assignments/0/organisation" },
    { late_body, "/deadlines/finish" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *body = fill_in (cases[i].body, 0, "");
      gint64 before = desk_seq (desk);
      g_autoptr (ZbTestAnswer) answer = zb_test_post (desk->platform, "officer", path, "%s", body);
      zb_test_assert_status (answer, 422);
      g_assert_cmpstr (zb_test_answer_text (answer, "/errors/0/pointer"), ==, cases[i].pointer);
      g_assert_cmpint (desk_seq (desk), ==, before);
    }
}

/* --- checking ---------------------------------------------------------------------------------- */

static void
test_checker_by_rule (void)
{
  g_autofree char *id = desk_make_case (desk, ZB_STEP_CHECKING);
  g_autoptr (ZbCase) of = desk_fetch (desk, ZB_KIND_CASE, id);
  g_assert_cmpstr (of->checker, ==, desk->accounts[ZB_ROLE_CHECKER]->parent_instance.id);
  g_assert_cmpstr (of->checker_name, ==, "checker");
}

static void
test_checker_by_leader (void)
{
  g_autofree char *id = desk_make_case (desk, ZB_STEP_REPORTED),
                  *path = g_strdup_printf ("/cases/%s/checker", id);
  static const struct
  {
    int role;
    guint status;
    const char *because;
  } choices[] = {
    { ZB_ROLE_DUTY_OFFICER, 422,
      "checker" }, /* no checker by role, before it is looked whether he dispatched */
    { ZB_ROLE_HANDLER, 422, "checker" },
    { ZB_ROLE_WALL, 422, "checker" },
    { ZB_ROLE_DUTY_LEADER, 200, NULL },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      const char *checker = desk->accounts[choices[i].role]->parent_instance.id;
      g_autoptr (ZbTestAnswer) answer =
          zb_test_post (desk->platform, "leader", path, "{\"checker\":\"%s\"}", checker);
      zb_test_assert_status (answer, choices[i].status);
      g_assert_cmpstr (zb_test_answer_text (answer, "/because"), ==, choices[i].because);
    }
}

/* A leader is offered whom the guard accepts, and of each no more than is needed; nobody else asks. */
static void
test_list_checkers (void)
{
  g_autofree char *id = desk_make_case (desk, ZB_STEP_REPORTED),
                  *path = g_strdup_printf ("/cases/%s/checkers", id);
  g_autofree char *early = desk_make_case (desk, ZB_STEP_FILED),
                  *early_path = g_strdup_printf ("/cases/%s/checkers", early);
  g_autoptr (ZbTestAnswer) answer = zb_test_get (desk->platform, "leader", path);
  g_autoptr (ZbTestAnswer) officer = zb_test_get (desk->platform, "officer", path);
  g_autoptr (ZbTestAnswer) none = zb_test_get (desk->platform, "leader", early_path);

  zb_test_assert_status (answer, 200);
  g_assert_cmpuint (yyjson_arr_size (yyjson_obj_get (answer->root, "items")), ==, 2);
  g_assert_cmpstr (zb_test_answer_text (answer, "/items/0/account"), ==,
                   desk->accounts[ZB_ROLE_CHECKER]->parent_instance.id);
  g_assert_cmpstr (zb_test_answer_text (answer, "/items/1/role"), ==, "duty_leader");
  g_assert_null (strstr (answer->text, "username"));
  zb_test_assert_status (officer, 403);
  g_assert_cmpuint (yyjson_arr_size (yyjson_obj_get (none->root, "items")), ==, 0);
}

static gboolean
enable_checker (ZbTransaction *tx, gpointer on)
{
  return zb_connection_run (tx->connection, &tx->error,
                            "UPDATE account SET enabled = ? WHERE role = 'checker'", "i",
                            (gint64)GPOINTER_TO_INT (on));
}

static void
set_checker_enabled (gboolean on)
{
  zb_platform_work_sync (zb_test_platform_get (desk->platform), enable_checker, GINT_TO_POINTER (on), NULL);
}

/* Without a checker a leader checks, but not what that leader has dispatched: then it waits. */
static void
test_leader_by_rule (void)
{
  for (int dispatched_by_leader = 0; dispatched_by_leader <= 1; dispatched_by_leader++)
    {
      g_autofree char *id = desk_make_case (desk, ZB_STEP_FILED), *body = fill_in (SEND, 0, "");
      desk_do (desk, dispatched_by_leader ? "leader" : "officer", "/cases/%s/dispatch", id, body);
      g_autofree char *first = desk_first_assignment (desk, id);
      desk_do (desk, "officer", "/assignments/%s/accept", first, "{\"note\":\"电话确认\"}");
      desk_do (desk, "officer", "/assignments/%s/done", first, "{\"note\":\"电话确认\"}");
      set_checker_enabled (FALSE);
      desk_do (desk, "officer", "/cases/%s/report", id, "{\"note\":\"已清运\"}");
      set_checker_enabled (TRUE);
      g_autoptr (ZbCase) of = desk_fetch (desk, ZB_KIND_CASE, id);
      g_assert_cmpint (of->step, ==, dispatched_by_leader ? ZB_STEP_REPORTED : ZB_STEP_CHECKING);
      g_assert_cmpstr (of->checker_name, ==, dispatched_by_leader ? NULL : "leader");
    }
}

/* The leader who dispatched is no checker of that case, whoever asks. */
static void
test_dispatcher_does_not_check (void)
{
  g_autofree char *id = desk_make_case (desk, ZB_STEP_FILED), *fresh = zb_uuid_new ();
  g_autofree char *body = fill_in (SEND, 0, "");
  desk_do (desk, "leader", "/cases/%s/dispatch", id, body);
  g_autofree char *first = desk_first_assignment (desk, id);
  desk_do (desk, "officer", "/assignments/%s/accept", first, "{\"note\":\"电话确认\"}");
  desk_do (desk, "officer", "/assignments/%s/done", first, "{\"note\":\"电话确认\"}");
  g_autoptr (ZbCase) of = desk_fetch (desk, ZB_KIND_CASE, id);
  g_autoptr (GPtrArray) assignments = desk_fetch_assignments (desk, id);
  of->step = ZB_STEP_REPORTED;
  ZbActor leader = desk_actor (desk, ZB_ROLE_DUTY_LEADER);
  ZbCaseContext context = { .assignments = assignments, .checker = desk->accounts[ZB_ROLE_DUTY_LEADER] };
  g_autoptr (ZbProblem) problem = zb_case_guard (of, ZB_CASE_VERB_ASSIGN_CHECKER, NULL, &leader, &context);
  g_assert_cmpstr (problem->because, ==, "checker_involved");
}

static void
test_incomplete_checklist (void)
{
  g_autofree char *id = desk_make_case (desk, ZB_STEP_CHECKING),
                  *path = g_strdup_printf ("/cases/%s/check", id);
  desk_do (desk, "checker", "/cases/%s/checklist", id, "{\"index\":3,\"done\":false}");
  g_autoptr (ZbTestAnswer) answer = zb_test_post (desk->platform, "checker", path, "{}");
  zb_test_assert_status (answer, 409);
  g_assert_cmpstr (zb_test_answer_text (answer, "/because"), ==, "checklist");
}

static void
test_returned (void)
{
  g_autofree char *id = desk_make_case (desk, ZB_STEP_CHECKING), *body = fill_in (SEND, 0, "");
  desk_do (desk, "checker", "/cases/%s/return", id, WHY);
  g_autoptr (ZbCase) of = desk_fetch (desk, ZB_KIND_CASE, id);
  g_assert_cmpint (of->step, ==, ZB_STEP_FILED);
  g_assert_cmpint (of->returned, ==, 1);
  /* What was done in the first round does not count in the second. */
  desk_do (desk, "officer", "/cases/%s/dispatch", id, body);
  g_autofree char *path = g_strdup_printf ("/cases/%s/report", id);
  g_autoptr (GPtrArray) assignments = desk_fetch_assignments (desk, id);
  desk_do (desk, "officer", "/assignments/%s/accept", ZB_ENTITY (assignments->pdata[2])->id,
           "{\"note\":\"电话确认\"}");
  desk_do (desk, "officer", "/assignments/%s/hand-back", ZB_ENTITY (assignments->pdata[2])->id, WHY);
  g_autoptr (ZbTestAnswer) answer = zb_test_post (desk->platform, "officer", path, "{\"note\":\"已清运\"}");
  zb_test_assert_status (answer, 409);
  g_assert_cmpstr (zb_test_answer_text (answer, "/state"), ==, "filed");
}

/* --- on paper --------------------------------------------------------------------------------------- */

static ZbTestAnswer *
print (const char *who, const char *id, const char *key, const char *at, const char *on)
{
  g_autofree char *path = g_strdup_printf ("/cases/%s/print", id);
  g_autofree char *body = g_strdup_printf ("{\"at\":\"%s\",\"on\":\"%s\",\"personal\":true}", at, on);
  return zb_test_send (desk->platform, who, "POST", path,
                       (const char *const[]){ "Idempotency-Key", key, NULL }, body);
}

static guint
count_prints (const char *id)
{
  g_autofree char *path = g_strdup_printf ("/audit?id=%s&limit=200", id);
  g_autoptr (ZbTestAnswer) audit = zb_test_get (desk->platform, "auditor", path);
  guint n = 0;
  for (const char *at = audit->text; (at = strstr (at, "\"case.print\"")); at++)
    n++;
  return n;
}

/* Who printed which case, of when and on what is in the audit once, however often it is told, and in whatever
 * step the case is; the case itself is as it was. */
static void
test_print (void)
{
  g_autofree char *id = desk_make_case (desk, ZB_STEP_CLOSED), *key = zb_uuid_new (), *other = zb_uuid_new ();
  g_autofree char *path = g_strdup_printf ("/audit?id=%s", id), *late = zb_uuid_new ();
  g_autofree char *hour_ago = desk_time (g_get_real_time () - G_TIME_SPAN_HOUR);
  g_autoptr (ZbCase) before = desk_fetch (desk, ZB_KIND_CASE, id);
  g_autoptr (ZbTestAnswer) first = print ("officer", id, key, hour_ago, "paper");
  g_autoptr (ZbTestAnswer) again = print ("officer", id, key, hour_ago, "paper");
  g_autoptr (ZbTestAnswer) by_auditor = print ("auditor", id, other, hour_ago, "pdf");
  g_autoptr (ZbTestAnswer) audit = zb_test_get (desk->platform, "auditor", path);
  g_autoptr (ZbCase) after = desk_fetch (desk, ZB_KIND_CASE, id);

  zb_test_assert_status (first, 201);
  zb_test_assert_status (again, 201);
  zb_test_assert_status (by_auditor, 201);
  g_assert_cmpuint (count_prints (id), ==, 2);
  g_autofree char *why = g_strdup_printf ("paper %s personal", zb_test_answer_text (first, "/at"));
  g_assert_nonnull (strstr (audit->text, why));
  g_assert_cmpint (ZB_ENTITY (after)->version, ==, ZB_ENTITY (before)->version);
}

/* A seat whose clock is an hour ahead has printed all the same: that is kept, as of when it was heard. */
static void
test_print_ahead (void)
{
  g_autofree char *id = desk_make_case (desk, ZB_STEP_FILED), *key = zb_uuid_new ();
  const gint64 before = g_get_real_time ();
  g_autofree char *ahead = desk_time (before + G_TIME_SPAN_HOUR);
  g_autoptr (ZbTestAnswer) answer = print ("officer", id, key, ahead, "paper");
  gint64 at = 0;

  zb_test_assert_status (answer, 201);
  g_assert_true (zb_time_parse (zb_test_answer_text (answer, "/at"), &at));
  g_assert_cmpint (at, >=, before - G_TIME_SPAN_SECOND);
  g_assert_cmpint (at, <=, g_get_real_time ());
  g_assert_cmpuint (count_prints (id), ==, 1);
}

static void
move_south (const char *id)
{
  g_autoptr (ZbCase) of = desk_fetch (desk, ZB_KIND_CASE, id);
  g_autofree char *path = g_strdup_printf ("/cases/%s", id), *key = zb_uuid_new ();
  g_autofree char *revision = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", ZB_ENTITY (of)->revision);
  const char *headers[] = { "Idempotency-Key", key, "If-Match", revision, NULL };
  g_autoptr (ZbTestAnswer) moved =
      zb_test_send (desk->platform, "officer", "PATCH", path, headers, "{\"location\":" SOUTH_POINT "}");
  zb_test_assert_status (moved, 200);
}

/* What was printed of a case that has left the officer's area meanwhile is in the audit all the same, and the
 * answer tells nothing of the case. Who never saw it has printed nothing. */
static void
test_print_moved (void)
{
  g_autofree char *id = desk_make_case (desk, ZB_STEP_FILED), *never = desk_make_case (desk, ZB_STEP_FILED);
  g_autofree char *key = zb_uuid_new (), *other = zb_uuid_new (), *third = zb_uuid_new (),
                  *path = g_strdup_printf ("/cases/%s", id), *nowhere = zb_uuid_new (),
                  *fourth = zb_uuid_new ();
  g_autofree char *at = desk_time (g_get_real_time ()),
                  *before = desk_time (g_get_real_time () - G_TIME_SPAN_DAY);
  move_south (id);
  g_autoptr (ZbTestAnswer) gone = zb_test_get (desk->platform, "north", path);
  zb_test_assert_status (gone, 404);
  g_autoptr (ZbTestAnswer) told = print ("north", id, key, at, "paper");
  zb_test_assert_status (told, 201);
  g_assert_cmpuint (yyjson_obj_size (told->root), ==, 1);
  g_assert_cmpuint (count_prints (id), ==, 1);
  g_autoptr (ZbTestAnswer) early = print ("north", id, other, before, "paper");
  zb_test_assert_status (early, 404);
  g_autoptr (ZbTestAnswer) unseen = print ("south", never, third, at, "paper");
  zb_test_assert_status (unseen, 404);
  g_autoptr (ZbTestAnswer) none = print ("north", nowhere, fourth, at, "paper");
  zb_test_assert_status (none, 404);
  g_assert_cmpuint (count_prints (id), ==, 1);
}

static void
test_print_refused (void)
{
  g_autofree char *id = desk_make_case (desk, ZB_STEP_FILED);
  g_autofree char *now = desk_time (g_get_real_time ());
  const struct
  {
    const char *who, *at, *on;
    guint status;
  } cases[] = {
    { "wall", now, "paper", 403 },
    { "south", now, "paper", 404 },
    { "officer", now, "stone", 422 },
    { "officer", "soon", "pdf", 422 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *key = zb_uuid_new ();
      g_autoptr (ZbTestAnswer) answer = print (cases[i].who, id, key, cases[i].at, cases[i].on);
      zb_test_assert_status (answer, cases[i].status);
    }
  g_assert_cmpuint (count_prints (id), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  desk = desk_new ();
  g_test_add_func ("/desk/cases/every-row", test_every_row);
  g_test_add_func ("/desk/cases/create", test_create);
  g_test_add_func ("/desk/cases/from-alert", test_from_alert);
  g_test_add_func ("/desk/cases/required-fields", test_required_fields);
  g_test_add_func ("/desk/cases/number", test_number);
  g_test_add_func ("/desk/cases/dispatch-fields", test_dispatch_fields);
  g_test_add_func ("/desk/cases/checker-by-rule", test_checker_by_rule);
  g_test_add_func ("/desk/cases/leader-by-rule", test_leader_by_rule);
  g_test_add_func ("/desk/cases/checker-by-leader", test_checker_by_leader);
  g_test_add_func ("/desk/cases/list-checkers", test_list_checkers);
  g_test_add_func ("/desk/cases/dispatcher-does-not-check", test_dispatcher_does_not_check);
  g_test_add_func ("/desk/cases/incomplete-checklist", test_incomplete_checklist);
  g_test_add_func ("/desk/cases/returned", test_returned);
  g_test_add_func ("/desk/cases/print", test_print);
  g_test_add_func ("/desk/cases/print-ahead", test_print_ahead);
  g_test_add_func ("/desk/cases/print-moved", test_print_moved);
  g_test_add_func ("/desk/cases/print-refused", test_print_refused);
  int result = g_test_run ();
  desk_free (desk);
  return result;
}
