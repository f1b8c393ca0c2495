/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cases that belong together, over REST: one merged into another, major incidents and their parts; who is
 * told of missed deadlines, level by level; and the audit of one case, which the console hashes itself. */
#include "desk.h"

#include "zb-audit-entry.h"
#include "zb-audit.h"
#include "zb-due.h"
#include "zb-escalation.h"
#include "zb-json.h"
#include "zb-uuid.h"

static Desk *desk;

static GListStore *read_audit (const char *who, const char *id);

static ZbTestAnswer *
post (const char *who, const char *path, const char *id, const char *body)
{
  g_autofree char *full = g_strdup_printf ("/cases/%s/%s", id, path);
  return zb_test_post (desk->platform, who, full, "%s", body);
}

static void
assert_refused (ZbTestAnswer *answer, guint status, const char *because)
{
  g_autoptr (ZbTestAnswer) owned = answer;
  zb_test_assert_status (owned, status);
  g_assert_cmpstr (zb_test_answer_text (owned, "/because"), ==, because);
}

static char *
into (const char *id, const char *reason)
{
  return reason ? g_strdup_printf ("{\"into\":\"%s\",\"reason\":\"%s\"}", id, reason)
                : g_strdup_printf ("{\"into\":\"%s\"}", id);
}

static char *
under (const char *id)
{
  return g_strdup_printf ("{\"parent\":\"%s\"}", id);
}

static char *
make_kind (const char *kind, const char *severity, const char *alert)
{
  char *id = zb_uuid_new ();
  g_autofree char *alerts = alert ? g_strdup_printf (",\"alerts\":[\"%s\"]", alert) : g_strdup ("");
  g_autofree char *body =
      g_strdup_printf ("{\"id\":\"%s\",\"kind\":\"%s\",\"severity\":\"%s\",\"title\":\"冒烟\","
                       "\"place\":\"天山路\",\"location\":" NORTH_POINT "%s}",
                       id, kind, severity, alerts);
  desk_do (desk, "officer", "/cases", id, body);
  return id;
}

static gboolean
has_line (const char *id, const char *what)
{
  g_autofree char *path = g_strdup_printf ("/cases/%s/timeline", id);
  g_autofree char *line = g_strdup_printf ("\"what\":\"%s\"", what);
  g_autoptr (ZbTestAnswer) answer = zb_test_get (desk->platform, "officer", path);
  return strstr (answer->text, line) != NULL;
}

/* --- merging ----------------------------------------------------------------------------------- */

static void
test_merge (void)
{
  g_autofree char *alert = desk_make_alert (desk, ZB_ALERT_VERIFIED);
  g_autofree char *id = make_kind ("smoke_fire", "high", alert),
                  *target = desk_make_case (desk, ZB_STEP_FILED);
  g_autofree char *body = into (target, NULL);
  desk_do (desk, "officer", "/cases/%s/merge", id, body);
  g_autoptr (ZbCase) merged = desk_fetch (desk, ZB_KIND_CASE, id),
                     taken = desk_fetch (desk, ZB_KIND_CASE, target);
  g_autoptr (ZbAlert) moved = desk_fetch (desk, ZB_KIND_ALERT, alert);
  g_assert_cmpint (merged->step, ==, ZB_STEP_VOID);
  g_assert_cmpstr (merged->merged_into, ==, target);
  g_assert_cmpstr (merged->links[0], ==, target);
  g_assert_true (!merged->alerts || !merged->alerts[0]);
  g_assert_cmpstr (taken->links[0], ==, id);
  g_assert_cmpstr (taken->alerts[0], ==, alert);
  g_assert_cmpint (taken->step, ==, ZB_STEP_FILED);
  g_assert_cmpstr (moved->case_id, ==, target);
  g_assert_true (has_line (id, "case.merge"));
  g_assert_true (has_line (target, "case.merged"));
  /* The alert is closed with the case that it went to. */
  g_autofree char *close = g_strdup_printf ("/alerts/%s/close", alert);
  assert_refused (zb_test_post (desk->platform, "officer", close, "{}"), 409, "case_open");
}

static void
test_merge_refused (void)
{
  g_autofree char *target = desk_make_case (desk, ZB_STEP_FILED),
                  *out = desk_make_case (desk, ZB_STEP_DISPATCHED);
  g_autofree char *id = desk_make_case (desk, ZB_STEP_FILED), *over = desk_make_case (desk, ZB_STEP_CLOSED);
  g_autofree char *other = make_kind ("exposed_garbage", "low", NULL);
  g_autofree char *body = into (target, NULL), *itself = into (id, NULL), *closed = into (over, NULL),
                  *reason = into (target, "现场核实为同一处");
  gint64 before = desk_seq (desk);
  assert_refused (post ("officer", "merge", out, body), 409, "assignments_open");
  assert_refused (post ("officer", "merge", id, itself), 422, "into_case");
  assert_refused (post ("officer", "merge", id, closed), 409, "case_closed");
  assert_refused (post ("officer", "merge", other, body), 422, "kinds_reason");
  assert_refused (post ("handler", "merge", id, body), 403, "role");
  g_assert_cmpint (desk_seq (desk), ==, before);
  desk_do (desk, "officer", "/cases/%s/merge", other, reason);
  assert_refused (post ("officer", "merge", other, reason), 409, "state");
}

/* --- major incidents ---------------------------------------------------------------------------- */

static void
test_major (void)
{
  g_autofree char *major = desk_make_case (desk, ZB_STEP_CHECKING),
                  *part = desk_make_case (desk, ZB_STEP_FILED);
  g_autofree char *second = desk_make_case (desk, ZB_STEP_FILED);
  g_autofree char *to_major = under (major), *to_part = under (part), *merged = into (second, NULL);
  desk_do (desk, "officer", "/cases/%s/parent", part, to_major);
  assert_refused (post ("officer", "parent", second, to_part), 409, "parent_is_part");
  assert_refused (post ("officer", "parent", major, to_part), 409, "has_parts");
  assert_refused (post ("officer", "parent", part, to_major), 422, "parent");
  assert_refused (post ("checker", "check", major, "{}"), 409, "parts_open");
  assert_refused (post ("checker", "check", major, "{\"reason\":\"先结\"}"), 409, "parts_open");
  g_assert_true (has_line (part, "case.parent"));
  g_assert_true (has_line (major, "case.part"));
  desk_do (desk, "leader", "/cases/%s/void", part, "{\"reason\":\"误报\"}");
  desk_do (desk, "checker", "/cases/%s/check", major, "{}");
  assert_refused (post ("officer", "parent", second, to_major), 409, "case_closed");
}

static void
test_take_out (void)
{
  g_autofree char *major = desk_make_case (desk, ZB_STEP_FILED), *part = desk_make_case (desk, ZB_STEP_FILED);
  g_autofree char *body = under (major), *target = desk_make_case (desk, ZB_STEP_FILED),
                  *merge = into (target, NULL);
  desk_do (desk, "officer", "/cases/%s/parent", part, body);
  assert_refused (post ("officer", "merge", major, merge), 409, "has_parts");
  desk_do (desk, "officer", "/cases/%s/parent", part, "{}");
  g_autoptr (ZbCase) free = desk_fetch (desk, ZB_KIND_CASE, part);
  g_assert_null (free->parent);
  g_assert_true (has_line (major, "case.part-out"));
  desk_do (desk, "officer", "/cases/%s/merge", major, merge);
}

/* An urgent one is put together, and becomes urgent, by a leader only. */
static void
test_urgent (void)
{
  g_autofree char *urgent = make_kind ("smoke_fire", "urgent", NULL),
                  *major = desk_make_case (desk, ZB_STEP_FILED);
  g_autofree char *part = desk_make_case (desk, ZB_STEP_FILED),
                  *second = desk_make_case (desk, ZB_STEP_FILED);
  g_autofree char *to_urgent = under (urgent), *to_major = under (major),
                  *path = g_strdup_printf ("/cases/%s", major);
  g_autofree char *first = zb_uuid_new (), *again = zb_uuid_new ();
  const char *const headers[] = { "If-Match", "\"1\"", "Idempotency-Key", first, NULL };
  const char *const other_headers[] = { "If-Match", "\"1\"", "Idempotency-Key", again, NULL };
  const char *body = "{\"severity\":\"urgent\"}";
  assert_refused (post ("officer", "parent", part, to_urgent), 403, "leader");
  desk_do (desk, "leader", "/cases/%s/parent", part, to_urgent);
  assert_refused (post ("officer", "parent", part, "{}"), 403, "leader");
  desk_do (desk, "officer", "/cases/%s/parent", second, to_major);
  assert_refused (zb_test_send (desk->platform, "officer", "PATCH", path, headers, body), 403, "leader");
  g_autoptr (ZbTestAnswer) edited =
      zb_test_send (desk->platform, "leader", "PATCH", path, other_headers, body);
  zb_test_assert_status (edited, 200);
}

static void
test_born_as_part (void)
{
  g_autofree char *major = desk_make_case (desk, ZB_STEP_FILED), *id = zb_uuid_new (),
                  *nested = zb_uuid_new ();
  const char *format =
      "{\"id\":\"%s\",\"kind\":\"smoke_fire\",\"severity\":\"high\",\"location\":" NORTH_POINT
      ",\"parent\":\"%s\"}";
  g_autofree char *body = g_strdup_printf (format, id, major), *below = g_strdup_printf (format, nested, id);
  desk_do (desk, "officer", "/cases", id, body);
  g_autoptr (ZbCase) part = desk_fetch (desk, ZB_KIND_CASE, id);
  g_assert_cmpstr (part->parent, ==, major);
  g_autoptr (ZbTestAnswer) answer = zb_test_post (desk->platform, "officer", "/cases", "%s", below);
  zb_test_assert_status (answer, 422);
  g_assert_cmpstr (zb_test_answer_text (answer, "/errors/0/pointer"), ==, "/parent");
}

/* --- who is told of a missed deadline --------------------------------------------------------------- */

static gboolean
work_at (ZbTransaction *tx, gpointer time)
{
  tx->now = *(gint64 *)time;
  zb_due_work (tx);
  return TRUE;
}

static ZbCase *
look_after (const char *id, gint64 minutes)
{
  /* Some microseconds more than the log can keep. */
  gint64 time = g_get_real_time () / 1000 * 1000 + 7 + minutes * G_TIME_SPAN_MINUTE;
  g_autoptr (GError) error = NULL;
  zb_platform_work_sync (zb_test_platform_get (desk->platform), work_at, &time, &error);
  g_assert_no_error (error);
  return desk_fetch (desk, ZB_KIND_CASE, id);
}

static void
add_area (ZbWorld *world, const char *id)
{
  g_autoptr (ZbEntity) area = desk_fetch (desk, ZB_KIND_AREA, id);
  g_autoptr (ZbEvent) event = zb_event_new ("area.updated", area, 1);
  zb_world_apply (world, event);
}

static ZbLevel
level_of (ZbWorld *world, ZbRole role, const char *area)
{
  g_autoptr (ZbAccount) account = ZB_ACCOUNT (zb_entity_new (ZB_KIND_ACCOUNT, "someone"));
  const char *const areas[] = { area, NULL };
  account->role = role;
  account->areas = g_strdupv ((char **)areas);
  return zb_account_get_level (account, world);
}

/* Which of the three consoles shows it: the committee's, the subdistrict's, the district's. */
static void
assert_told (ZbWorld *world, const ZbCase *of, gboolean committee, gboolean subdistrict, gboolean district)
{
  const ZbLevel levels[] = { level_of (world, ZB_ROLE_SUBDISTRICT_OFFICER, ZB_TEST_NORTH_COMMITTEE),
                             level_of (world, ZB_ROLE_SUBDISTRICT_OFFICER, ZB_TEST_NORTH),
                             level_of (world, ZB_ROLE_DUTY_OFFICER, ZB_TEST_DISTRICT) };
  g_assert_cmpint (zb_case_is_escalated_to (of, levels[0]), ==, committee);
  g_assert_cmpint (zb_case_is_escalated_to (of, levels[1]), ==, subdistrict);
  g_assert_cmpint (zb_case_is_escalated_to (of, levels[2]), ==, district);
}

/* The plan of the tests: accepted in 5 minutes, there in 15, done in 120. */
static void
test_three_levels (void)
{
  g_autofree char *id = desk_make_case (desk, ZB_STEP_DISPATCHED);
  g_autoptr (ZbWorld) world = zb_world_new ();
  g_autoptr (ZbTestFeed) feed = zb_test_feed_open (desk->platform, "north", -1, NULL);
  g_assert_nonnull (zb_test_feed_wait (feed, "hello", 5000));
  add_area (world, ZB_TEST_NORTH_COMMITTEE);
  add_area (world, ZB_TEST_NORTH);
  add_area (world, ZB_TEST_DISTRICT);
  g_autoptr (ZbCase) calm = look_after (id, 4);
  assert_told (world, calm, FALSE, FALSE, FALSE);
  g_autoptr (ZbCase) accept = look_after (id, 6);
  assert_told (world, accept, TRUE, FALSE, FALSE);
  g_autoptr (ZbCase) arrive = look_after (id, 16);
  assert_told (world, arrive, TRUE, TRUE, FALSE);
  g_assert_nonnull (zb_test_feed_wait_event (feed, "case.updated", id, 5000));
  g_autoptr (ZbCase) finish = look_after (id, 121);
  assert_told (world, finish, TRUE, TRUE, TRUE);
  g_assert_cmpint (level_of (world, ZB_ROLE_HANDLER, ZB_TEST_NORTH), ==, ZB_LEVEL_NONE);
  g_autoptr (GListStore) rows = read_audit ("officer", id);
  g_assert_cmpint (zb_audit_find_broken (G_LIST_MODEL (rows)), ==, 0);
  /* Once it has gone back nobody waits for these deadlines any more. */
  finish->step = ZB_STEP_FILED;
  assert_told (world, finish, FALSE, FALSE, FALSE);
}

/* --- the audit of a case ------------------------------------------------------------------------------ */

static GListStore *
read_audit (const char *who, const char *id)
{
  GListStore *rows = g_list_store_new (ZB_TYPE_AUDIT_ENTRY);
  g_autofree char *path = g_strdup_printf ("/audit?subject=case/%s", id);
  g_autoptr (ZbTestAnswer) answer = zb_test_get (desk->platform, who, path);
  yyjson_val *item;
  size_t i, n;
  zb_test_assert_status (answer, 200);
  yyjson_arr_foreach (yyjson_obj_get (answer->root, "items"), i, n, item)
  {
    g_autoptr (ZbAuditEntry) row = zb_json_read_record (ZB_TYPE_AUDIT_ENTRY, item, NULL);
    g_list_store_append (rows, row);
  }
  return rows;
}

static gint64
seq_at (GListStore *rows, guint position)
{
  g_autoptr (ZbAuditEntry) row = g_list_model_get_item (G_LIST_MODEL (rows), position);
  return row->seq;
}

static gint64
check_span (gint64 from, gint64 through)
{
  g_autofree char *path =
      g_strdup_printf ("/audit/span?from=%" G_GINT64_FORMAT "&through=%" G_GINT64_FORMAT, from, through);
  g_autoptr (ZbTestAnswer) answer = zb_test_get (desk->platform, "officer", path);
  zb_test_assert_status (answer, 200);
  if (zb_test_answer_integer (answer, "/broken") == 0)
    g_assert_cmpint (zb_test_answer_integer (answer, "/through"), ==, through);
  return zb_test_answer_integer (answer, "/broken");
}

static gboolean
forge (ZbTransaction *tx, gpointer number)
{
  return zb_connection_run (tx->connection, &tx->error, "UPDATE audit SET why = '改过' WHERE number = ?", "i",
                            *(gint64 *)number);
}

static gboolean
mend (ZbTransaction *tx, gpointer number)
{
  return zb_connection_run (tx->connection, &tx->error, "UPDATE audit SET why = NULL WHERE number = ?", "i",
                            *(gint64 *)number);
}

/* A row is changed behind the log's back: the console finds it among its own, the platform between them. */
static void
test_audit (void)
{
  g_autofree char *id = desk_make_case (desk, ZB_STEP_FILED), *other = desk_make_case (desk, ZB_STEP_FILED);
  desk_do (desk, "officer", "/cases/%s/notes", id, "{\"text\":\"已联系物业\"}");
  g_autoptr (GListStore) rows = read_audit ("officer", id);
  const gint64 first = seq_at (rows, 2), last = seq_at (rows, 0), second = seq_at (rows, 1);
  gint64 between = last - 1;
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (rows)), ==, 3);
  g_assert_cmpint (zb_audit_find_broken (G_LIST_MODEL (rows)), ==, 0);
  g_assert_cmpint (check_span (first, last), ==, 0);

  ZbPlatform *platform = zb_test_platform_get (desk->platform);
  gint64 own = second;
  zb_platform_work_sync (platform, forge, &own, NULL);
  g_autoptr (GListStore) forged = read_audit ("officer", id);
  g_assert_cmpint (zb_audit_find_broken (G_LIST_MODEL (forged)), ==, second);
  zb_platform_work_sync (platform, mend, &own, NULL);
  zb_platform_work_sync (platform, forge, &between, NULL);
  g_autoptr (GListStore) whole = read_audit ("officer", id);
  g_assert_cmpint (zb_audit_find_broken (G_LIST_MODEL (whole)), ==, 0);
  g_assert_cmpint (check_span (first, last), ==, between);
  zb_platform_work_sync (platform, mend, &between, NULL);
  g_assert_cmpint (check_span (first, last), ==, 0);
}

static void
test_audit_rights (void)
{
  g_autofree char *id = desk_make_case (desk, ZB_STEP_FILED);
  g_autofree char *path = g_strdup_printf ("/audit?subject=case/%s", id);
  g_autofree char *unknown = g_strdup_printf ("/audit?subject=case/%s", ZB_TEST_PLAN);
  static const struct
  {
    const char *who;
    guint status;
  } askers[] = { { "officer", 200 }, { "leader", 200 },  { "auditor", 200 }, { "admin", 200 },
                 { "north", 403 },   { "handler", 403 }, { "wall", 403 } };
  for (gsize i = 0; i < G_N_ELEMENTS (askers); i++)
    {
      g_autoptr (ZbTestAnswer) answer = zb_test_get (desk->platform, askers[i].who, path);
      zb_test_assert_status (answer, askers[i].status);
    }
  g_autoptr (ZbTestAnswer) whole = zb_test_get (desk->platform, "officer", "/audit");
  g_autoptr (ZbTestAnswer) nothing = zb_test_get (desk->platform, "officer", unknown);
  g_autoptr (ZbTestAnswer) nonsense = zb_test_get (desk->platform, "auditor", "/audit?subject=nonsense");
  g_autoptr (ZbTestAnswer) span = zb_test_get (desk->platform, "officer", "/audit/span?from=9&through=3");
  zb_test_assert_status (whole, 403);
  zb_test_assert_status (nothing, 404);
  zb_test_assert_status (nonsense, 422);
  zb_test_assert_status (span, 422);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  desk = desk_new ();
  g_test_add_func ("/desk/family/merge", test_merge);
  g_test_add_func ("/desk/family/merge-refused", test_merge_refused);
  g_test_add_func ("/desk/family/major", test_major);
  g_test_add_func ("/desk/family/take-out", test_take_out);
  g_test_add_func ("/desk/family/urgent", test_urgent);
  g_test_add_func ("/desk/family/born-as-part", test_born_as_part);
  g_test_add_func ("/desk/family/three-levels", test_three_levels);
  g_test_add_func ("/desk/family/audit", test_audit);
  g_test_add_func ("/desk/family/audit-rights", test_audit_rights);
  int result = g_test_run ();
  desk_free (desk);
  return result;
}
