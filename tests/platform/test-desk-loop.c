/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The closed loop from the alert to the closed case over REST and the feed, what time brings about in
 * between, and what is asked: units, search, timeline, audit. */
#include "desk.h"

#include "zb-audit.h"
#include "zb-due.h"
#include "zb-query.h"
#include "zb-unit.h"
#include "zb-uuid.h"

static Desk *desk;

/* --- time ------------------------------------------------------------------------------------ */

static gboolean
work_at (ZbTransaction *tx, gpointer time)
{
  tx->now = *(gint64 *)time;
  zb_due_work (tx);
  return TRUE;
}

/* What the platform's clock would do at that time. */
static void
look_at (gint64 time)
{
  g_autoptr (GError) error = NULL;
  zb_platform_work_sync (zb_test_platform_get (desk->platform), work_at, &time, &error);
  g_assert_no_error (error);
}

static gint64
from_now (gint64 span)
{
  return g_get_real_time () + span;
}

/* --- what was told ------------------------------------------------------------------------------ */

static char **
read_timeline (const char *id)
{
  g_autofree char *path = g_strdup_printf ("/cases/%s/timeline", id);
  g_autoptr (ZbTestAnswer) answer = zb_test_get (desk->platform, "officer", path);
  zb_test_assert_status (answer, 200);
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  yyjson_val *items = yyjson_obj_get (answer->root, "items"), *item;
  size_t i, n;
  yyjson_arr_foreach (items, i, n, item)
      g_strv_builder_add (lines, yyjson_get_str (yyjson_obj_get (item, "what")));
  return g_strv_builder_end (lines);
}

static void
assert_timeline (const char *id, const char *expected)
{
  g_auto (GStrv) lines = read_timeline (id);
  g_autofree char *joined = g_strjoinv (" ", lines);
  g_assert_cmpstr (joined, ==, expected);
}

/* --- the main job ---------------------------------------------------------------------------------- */

static void
test_main_job (void)
{
  g_autoptr (ZbTestFeed) feed = zb_test_feed_open (desk->platform, "north", -1, NULL);
  g_assert_nonnull (zb_test_feed_wait (feed, "hello", 5000));
  g_autofree char *alert = desk_make_alert (desk, ZB_ALERT_VERIFIED), *id = zb_uuid_new (),
                  *sent = zb_uuid_new ();
  g_autofree char *body = g_strdup_printf ("{\"id\":\"%s\",\"kind\":\"smoke_fire\",\"severity\":\"high\","
                                           "\"location\":" NORTH_POINT ",\"alerts\":[\"%s\"]}",
                                           id, alert);
  g_autofree char *dispatch = g_strdup_printf (
      "{\"assignments\":[{\"id\":\"%s\",\"unit\":\"" ZB_TEST_UNIT_1 "\"}],\"note\":\"请尽快\"}", sent);
  desk_do (desk, "officer", "/cases", id, body);
  desk_do (desk, "officer", "/cases/%s/file", id, "{}");
  desk_do (desk, "officer", "/cases/%s/dispatch", id, dispatch);
  desk_do (desk, "handler", "/assignments/%s/accept", sent, "{}");
  desk_do (desk, "handler", "/assignments/%s/en-route", sent, "{}");
  desk_do (desk, "handler", "/assignments/%s/arrive", sent, "{}");
  desk_do (desk, "handler", "/assignments/%s/done", sent, "{\"note\":\"已扑灭\"}");
  desk_do (desk, "handler", "/cases/%s/report", id, "{\"note\":\"明火已灭\"}");
  desk_do (desk, "checker", "/cases/%s/checklist", id, "{\"index\":2,\"done\":true}");
  desk_do (desk, "checker", "/cases/%s/checklist", id, "{\"index\":3,\"done\":true}");
  desk_do (desk, "checker", "/cases/%s/check", id, "{}");
  desk_do (desk, "officer", "/alerts/%s/close", alert, "{\"reason\":\"案件已结案\"}");

  g_autoptr (ZbCase) of = desk_fetch (desk, ZB_KIND_CASE, id);
  g_assert_cmpint (of->step, ==, ZB_STEP_CLOSED);
  g_assert_true (of->evaluation->on_time);
  g_assert_cmpuint (of->steps->len, ==, 7);
  assert_timeline (
      id, "alert.raised alert.case case.create case.file case.dispatch assignment.accept case.accepted "
          "assignment.en_route assignment.arrive assignment.done case.report case.checker case.checklist "
          "case.checklist case.check alert.close");
  g_assert_nonnull (zb_test_feed_wait_event (feed, "alert.raised", alert, 5000));
  g_assert_nonnull (zb_test_feed_wait_event (feed, "case.updated", id, 5000));
  g_assert_nonnull (zb_test_feed_wait_event (feed, "assignment.updated", sent, 5000));
}

/* A drill sends no real unit, and alters none. */
static void
test_drill (void)
{
  g_autofree char *id = zb_uuid_new (), *sent = zb_uuid_new ();
  g_autofree char *body = g_strdup_printf ("{\"id\":\"%s\",\"kind\":\"smoke_fire\",\"severity\":\"high\","
                                           "\"title\":\"演练\",\"place\":\"天山路\",\"mode\":\"drill\","
                                           "\"location\":" NORTH_POINT "}",
                                           id);
  g_autofree char *dispatch =
      g_strdup_printf ("{\"assignments\":[{\"id\":\"%s\",\"unit\":\"" ZB_TEST_UNIT_2 "\"}]}", sent);
  g_autoptr (ZbUnit) before = desk_fetch (desk, ZB_KIND_UNIT, ZB_TEST_UNIT_2);
  desk_do (desk, "officer", "/cases", id, body);
  desk_do (desk, "officer", "/cases/%s/file", id, "{}");
  g_autofree char *path = g_strdup_printf ("/cases/%s/dispatch", id);
  g_autoptr (ZbTestAnswer) refused = zb_test_post (desk->platform, "officer", path, "%s", dispatch);
  zb_test_assert_status (refused, 422);
  g_autoptr (ZbUnit) after = desk_fetch (desk, ZB_KIND_UNIT, ZB_TEST_UNIT_2);
  g_assert_true (zb_record_equal ((ZbRecord *)before, (ZbRecord *)after));
}

static void
test_timeline_pages (void)
{
  g_autofree char *id = desk_make_case (desk, ZB_STEP_DISPATCHED);
  g_autofree char *path = g_strdup_printf ("/cases/%s/timeline?limit=2", id);
  g_autoptr (ZbTestAnswer) first = zb_test_get (desk->platform, "officer", path);
  g_assert_cmpuint (yyjson_arr_size (yyjson_obj_get (first->root, "items")), ==, 2);
  g_autofree char *more = g_strconcat (path, "&after=", zb_test_answer_text (first, "/next"), NULL);
  g_autoptr (ZbTestAnswer) second = zb_test_get (desk->platform, "officer", more);
  g_assert_cmpuint (yyjson_arr_size (yyjson_obj_get (second->root, "items")), ==, 1);
  g_assert_cmpstr (zb_test_answer_text (second, "/items/0/what"), ==, "case.dispatch");
  g_assert_null (zb_test_answer_text (second, "/next"));
}

/* --- time ------------------------------------------------------------------------------------------ */

static void
test_lease_runs_out (void)
{
  g_autofree char *id = desk_make_alert (desk, ZB_ALERT_CLAIMED);
  look_at (from_now (59 * G_TIME_SPAN_SECOND));
  g_autoptr (ZbAlert) held = desk_fetch (desk, ZB_KIND_ALERT, id);
  g_assert_cmpint (held->state, ==, ZB_ALERT_CLAIMED);
  look_at (from_now (61 * G_TIME_SPAN_SECOND));
  g_autoptr (ZbAlert) free = desk_fetch (desk, ZB_KIND_ALERT, id);
  g_assert_cmpint (free->state, ==, ZB_ALERT_NEW);
  g_assert_null (free->claim);
}

static void
test_snooze_wakes (void)
{
  g_autofree char *id = desk_make_alert (desk, ZB_ALERT_NEW);
  g_autofree char *until = desk_time (from_now (G_TIME_SPAN_HOUR));
  g_autofree char *body = g_strdup_printf ("{\"until\":\"%s\",\"reason\":\"施工\"}", until);
  desk_do (desk, "officer", "/alerts/%s/snooze", id, body);
  look_at (from_now (59 * G_TIME_SPAN_MINUTE));
  g_autoptr (ZbAlert) asleep = desk_fetch (desk, ZB_KIND_ALERT, id);
  g_assert_cmpint (asleep->snoozed_until, >, 0);
  look_at (from_now (61 * G_TIME_SPAN_MINUTE));
  g_autoptr (ZbAlert) awake = desk_fetch (desk, ZB_KIND_ALERT, id);
  g_assert_cmpint (awake->snoozed_until, ==, 0);
}

/* The plan of the tests: accepted in 5 minutes, there in 15, done in 120. */
static void
test_deadlines (void)
{
  g_autofree char *id = desk_make_case (desk, ZB_STEP_DISPATCHED);
  look_at (from_now (3 * G_TIME_SPAN_MINUTE));
  g_autoptr (ZbCase) calm = desk_fetch (desk, ZB_KIND_CASE, id);
  g_assert_null (calm->deadlines->near_due);
  look_at (from_now (4 * G_TIME_SPAN_MINUTE + G_TIME_SPAN_SECOND));
  g_autoptr (ZbCase) near = desk_fetch (desk, ZB_KIND_CASE, id);
  g_assert_cmpstr (near->deadlines->near_due, ==, "accept");
  look_at (from_now (6 * G_TIME_SPAN_MINUTE));
  g_autoptr (ZbCase) past = desk_fetch (desk, ZB_KIND_CASE, id);
  g_assert_cmpstr (past->deadlines->past_due, ==, "accept");
  g_assert_cmpstr (past->deadlines->told, ==, "committee");
  look_at (from_now (16 * G_TIME_SPAN_MINUTE));
  g_autoptr (ZbCase) later = desk_fetch (desk, ZB_KIND_CASE, id);
  g_assert_cmpstr (later->deadlines->told, ==, "subdistrict");
  assert_timeline (
      id, "case.create case.file case.dispatch deadline.near deadline.past deadline.near deadline.past");

  g_autofree char *first = desk_first_assignment (desk, id);
  desk_do (desk, "handler", "/assignments/%s/accept", first, "{}");
  desk_do (desk, "handler", "/assignments/%s/en-route", first, "{}");
  desk_do (desk, "handler", "/assignments/%s/arrive", first, "{}");
  g_autoptr (ZbCase) there = desk_fetch (desk, ZB_KIND_CASE, id);
  g_assert_null (there->deadlines->past_due);
  g_assert_cmpstr (there->deadlines->told, ==, "subdistrict");
}

static void
test_suspension (void)
{
  g_autofree char *id = desk_make_case (desk, ZB_STEP_SUSPENDED);
  look_at (from_now (61 * G_TIME_SPAN_MINUTE));
  g_auto (GStrv) lines = read_timeline (id);
  g_assert_true (g_strv_contains ((const char *const *)lines, "suspension.over"));
  look_at (from_now (62 * G_TIME_SPAN_MINUTE));
  g_auto (GStrv) again = read_timeline (id);
  g_assert_cmpuint (g_strv_length (again), ==, g_strv_length (lines));
  g_autoptr (ZbCase) of = desk_fetch (desk, ZB_KIND_CASE, id);
  g_assert_cmpint (of->step, ==, ZB_STEP_SUSPENDED);
}

static void
test_unit_falls_silent (void)
{
  look_at (from_now (11 * G_TIME_SPAN_MINUTE));
  g_autoptr (ZbUnit) unit = desk_fetch (desk, ZB_KIND_UNIT, ZB_TEST_UNIT_2);
  g_assert_cmpint (unit->status, ==, ZB_UNIT_UNREACHABLE);
}

/* Nothing is looked at twice, and looking costs what is due and not what is stored. */
static gboolean
count_due (ZbTransaction *tx, gpointer n)
{
  zb_due_work (tx);
  *(guint *)n = zb_due_work (tx);
  return TRUE;
}

static void
test_nothing_left (void)
{
  guint n = 1;
  zb_platform_work_sync (zb_test_platform_get (desk->platform), count_due, &n, NULL);
  g_assert_cmpuint (n, ==, 0);
}

/* --- what is asked ---------------------------------------------------------------------------------- */

static void
test_recommendations (void)
{
  g_autofree char *id = desk_make_case (desk, ZB_STEP_FILED);
  g_autofree char *path = g_strdup_printf ("/cases/%s/recommendations", id);
  g_autoptr (ZbTestAnswer) answer = zb_test_get (desk->platform, "officer", path);
  zb_test_assert_status (answer, 200);
  yyjson_val *items = yyjson_obj_get (answer->root, "items");
  g_assert_cmpuint (yyjson_arr_size (items), ==, 2);
  yyjson_val *first = yyjson_arr_get_first (items);
  double distance = yyjson_get_num (yyjson_obj_get (first, "distance"));
  g_assert_cmpfloat (distance, >, 100);
  g_assert_cmpfloat (distance, <, 200);
  g_assert_cmpstr (yyjson_get_str (yyjson_arr_get_first (yyjson_obj_get (first, "skills"))), ==, "消防");
  g_assert_cmpstr (yyjson_get_str (yyjson_arr_get_first (yyjson_obj_get (first, "reasons_for"))), ==, "near");
  /* Units of the north are no business of the south. */
  g_autoptr (ZbTestAnswer) south = zb_test_get (desk->platform, "south", path);
  zb_test_assert_status (south, 404);
}

static const char *
first_kind (ZbTestAnswer *answer)
{
  return zb_test_answer_text (answer, "/items/0/kind");
}

static void
test_search (void)
{
  g_autofree char *id = desk_make_case (desk, ZB_STEP_FILED);
  g_autoptr (ZbCase) of = desk_fetch (desk, ZB_KIND_CASE, id);
  g_autofree char *by_number = g_strdup_printf ("/search?q=%s", of->number + 3);
  g_autoptr (ZbTestAnswer) number = zb_test_get (desk->platform, "officer", by_number);
  g_assert_cmpstr (first_kind (number), ==, "case");
  g_assert_cmpstr (zb_test_answer_text (number, "/items/0/id"), ==, id);
  g_autoptr (ZbTestAnswer) area = zb_test_get (desk->platform, "officer", "/search?q=%E5%8C%97%E4%B8%80");
  g_assert_cmpstr (first_kind (area), ==, "area");
  g_assert_cmpstr (zb_test_answer_text (area, "/items/0/title"), ==, "北一居委");
  g_assert_cmpstr (zb_test_answer_text (area, "/items/0/subtitle"), ==, "北街道");
  g_autoptr (ZbTestAnswer) elsewhere = zb_test_get (desk->platform, "south", "/search?q=%E5%86%92%E7%83%9F");
  g_assert_cmpuint (yyjson_arr_size (yyjson_obj_get (elsewhere->root, "items")), ==, 0);
  g_autoptr (ZbTestAnswer) words =
      zb_test_get (desk->platform, "officer", "/search?q=%E5%86%92%E7%83%9F%20%E5%A4%A9%E5%B1%B1&limit=1");
  g_assert_cmpuint (yyjson_arr_size (yyjson_obj_get (words->root, "items")), ==, 2);
  g_autoptr (ZbTestAnswer) none = zb_test_get (desk->platform, "officer", "/search");
  zb_test_assert_status (none, 422);
}

static gboolean
verify (ZbTransaction *tx, gpointer broken)
{
  *(gint64 *)broken = zb_audit_verify (tx->connection, &tx->error);
  return TRUE;
}

static void
test_audit (void)
{
  g_autofree char *id = desk_make_case (desk, ZB_STEP_FILED);
  g_autofree char *path = g_strdup_printf ("/audit?id=%s", id);
  g_autoptr (ZbTestAnswer) officer = zb_test_get (desk->platform, "officer", path);
  zb_test_assert_status (officer, 403);
  g_autoptr (ZbTestAnswer) answer = zb_test_get (desk->platform, "auditor", path);
  zb_test_assert_status (answer, 200);
  g_assert_cmpuint (yyjson_arr_size (yyjson_obj_get (answer->root, "items")), ==, 2);
  g_assert_cmpstr (zb_test_answer_text (answer, "/items/0/action"), ==, "case.file");
  g_assert_cmpstr (zb_test_answer_text (answer, "/items/0/actor_name"), ==, "officer");
  g_assert_cmpstr (zb_test_answer_text (answer, "/items/0/origin"), ==, "127.0.0.1");
  g_autofree char *under_way = desk_make_case (desk, ZB_STEP_HANDLING);
  g_autofree char *of_it = g_strdup_printf ("/audit?id=%s", under_way);
  g_autoptr (ZbTestAnswer) all = zb_test_get (desk->platform, "auditor", of_it);
  g_assert_nonnull (strstr (all->text, "\"case.accepted\""));
  g_autoptr (ZbTestAnswer) page = zb_test_get (desk->platform, "auditor", "/audit?limit=1");
  const char *next = zb_test_answer_text (page, "/next");
  g_assert_nonnull (next);
  g_autofree char *second = g_strdup_printf ("/audit?limit=1&after=%s", next);
  g_autoptr (ZbTestAnswer) following = zb_test_get (desk->platform, "auditor", second);
  g_assert_cmpstr (zb_test_answer_text (page, "/items/0/previous"), ==,
                   zb_test_answer_text (following, "/items/0/hash"));
  gint64 broken = -1;
  zb_platform_work_sync (zb_test_platform_get (desk->platform), verify, &broken, NULL);
  g_assert_cmpint (broken, ==, 0);
}

/* What has happened today counts today. */
static void
test_figures (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Asia/Shanghai");
  g_autoptr (GDateTime) now = g_date_time_new_now (zone);
  g_autofree char *day = g_date_time_format (now, "%F");
  g_autofree char *path = g_strdup_printf ("/figures?from=%s&to=%s", day, day);
  g_autoptr (ZbTestAnswer) answer = zb_test_get (desk->platform, "leader", path);
  zb_test_assert_status (answer, 200);
  g_autoptr (ZbTestAnswer) none = zb_test_get (desk->platform, "leader", "/figures");
  zb_test_assert_status (none, 422);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  desk = desk_new ();
  g_test_add_func ("/desk/loop/main-job", test_main_job);
  g_test_add_func ("/desk/loop/drill", test_drill);
  g_test_add_func ("/desk/loop/timeline-pages", test_timeline_pages);
  g_test_add_func ("/desk/loop/lease-runs-out", test_lease_runs_out);
  g_test_add_func ("/desk/loop/snooze-wakes", test_snooze_wakes);
  g_test_add_func ("/desk/loop/recommendations", test_recommendations);
  g_test_add_func ("/desk/loop/search", test_search);
  g_test_add_func ("/desk/loop/audit", test_audit);
  g_test_add_func ("/desk/loop/figures", test_figures);
  g_test_add_func ("/desk/loop/deadlines", test_deadlines);
  g_test_add_func ("/desk/loop/suspension", test_suspension);
  g_test_add_func ("/desk/loop/unit-falls-silent", test_unit_falls_silent);
  g_test_add_func ("/desk/loop/nothing-left", test_nothing_left);
  int result = g_test_run ();
  desk_free (desk);
  return result;
}
