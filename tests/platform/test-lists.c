/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-test-platform.h"

#include "zb-alert.h"
#include "zb-contact.h"
#include "zb-lately.h"
#include "zb-time.h"
#include "zb-uuid.h"

static ZbTestPlatform *platform;

static void
test_one (void)
{
  g_autoptr (ZbTestAnswer) device = zb_test_get (platform, "officer", "/devices/" ZB_TEST_CAMERA_NORTH);
  zb_test_assert_status (device, 200);
  g_assert_cmpstr (zb_test_answer_text (device, "/name"), ==, "北一");
  g_assert_nonnull (zb_test_answer_header (device, "ETag"));
  g_autoptr (ZbTestAnswer) unknown = zb_test_get (platform, "officer", "/devices/" ZB_TEST_UNIT_1);
  zb_test_assert_status (unknown, 404);
}

/* Another area's entity is not there, neither by itself nor in a list. */
static void
test_areas (void)
{
  g_autoptr (ZbTestAnswer) mine = zb_test_get (platform, "north", "/devices/" ZB_TEST_CAMERA_NORTH);
  zb_test_assert_status (mine, 200);
  g_autoptr (ZbTestAnswer) other = zb_test_get (platform, "south", "/devices/" ZB_TEST_CAMERA_NORTH);
  zb_test_assert_status (other, 404);
  g_autoptr (ZbTestAnswer) list = zb_test_get (platform, "south", "/devices");
  g_assert_null (strstr (list->text, ZB_TEST_CAMERA_NORTH));
  g_assert_nonnull (strstr (list->text, ZB_TEST_CAMERA_SOUTH));
}

static void
test_limits (void)
{
  static const char *const wrong[] = { "/devices?limit=0", "/devices?limit=5001", "/devices?limit=x",
                                       "/devices?after=x", "/devices?after=x-1" };
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (ZbTestAnswer) answer = zb_test_get (platform, "officer", wrong[i]);
      zb_test_assert_status (answer, 422);
    }
}

/* What changes while the pages are read shows on none of them. */
static void
test_consistent (void)
{
  g_autofree char *before = zb_test_raise (platform, "smoke_fire", "high", ZB_TEST_CAMERA_NORTH, "page 1");
  g_autofree char *second = zb_test_raise (platform, "smoke_fire", "high", ZB_TEST_CAMERA_NORTH, "page 2");
  g_autoptr (ZbTestAnswer) page = zb_test_get (platform, "officer", "/alerts?limit=1");
  zb_test_assert_status (page, 200);
  g_autofree char *seq = g_strdup (zb_test_answer_header (page, "Feed-Seq"));
  g_autofree char *again = zb_test_raise (platform, "smoke_fire", "urgent", ZB_TEST_CAMERA_NORTH, "page 2");
  g_autofree char *after = zb_test_raise (platform, "smoke_fire", "high", ZB_TEST_CAMERA_NORTH, "page 3");
  guint n = 1;
  g_autofree char *next = g_strdup (zb_test_answer_text (page, "/next"));
  while (next != NULL)
    {
      g_assert_nonnull (next);
      g_autofree char *path = g_strconcat ("/alerts?limit=1&after=", next, NULL);
      g_autoptr (ZbTestAnswer) more = zb_test_get (platform, "officer", path);
      zb_test_assert_status (more, 200);
      g_assert_cmpstr (zb_test_answer_header (more, "Feed-Seq"), ==, seq);
      g_assert_null (strstr (more->text, after));
      g_assert_null (strstr (more->text, "urgent"));
      g_set_str (&next, zb_test_answer_text (more, "/next"));
      n++;
    }
  g_assert_cmpuint (n, ==, 2);
}

/* Somebody else's view is not to be had by its name. */
static void
test_foreign_view (void)
{
  g_autoptr (ZbTestAnswer) page = zb_test_get (platform, "officer", "/devices?limit=1");
  g_autofree char *path = g_strconcat ("/devices?limit=1&after=", zb_test_answer_text (page, "/next"), NULL);
  g_autoptr (ZbTestAnswer) foreign = zb_test_get (platform, "south", path);
  zb_test_assert_status (foreign, 422);
}

static void
test_gzip (void)
{
  const char *headers[] = { "Accept-Encoding", "gzip", NULL };
  g_autoptr (ZbTestAnswer) answer = zb_test_send (platform, "officer", "GET", "/areas", headers, NULL);
  zb_test_assert_status (answer, 200);
  g_assert_cmpuint (yyjson_arr_size (yyjson_obj_get (answer->root, "items")), ==, 5);
}

static gboolean
add_caller (ZbTransaction *tx, gpointer id)
{
  ZbAlert *alert = zb_transaction_load (tx, ZB_KIND_ALERT, id);
  alert->contact = g_object_new (ZB_TYPE_CONTACT, NULL);
  alert->contact->name = g_strdup ("王小明");
  alert->contact->telephone = g_strdup ("13800001234");
  zb_transaction_save (tx, alert, NULL);
  return TRUE;
}

/* A caller's name and number are for who deals with it. */
static void
test_masked (void)
{
  g_autofree char *id = zb_test_raise (platform, "citizen_report", "low", ZB_TEST_CAMERA_NORTH, "masked");
  g_assert_true (zb_platform_work_sync (zb_test_platform_get (platform), add_caller, id, NULL));
  g_autofree char *path = g_strconcat ("/alerts/", id, NULL);
  g_autofree char *claim = g_strconcat (path, "/claim", NULL);
  g_autoptr (ZbTestAnswer) before = zb_test_get (platform, "officer", path);
  g_assert_null (strstr (before->text, "13800001234"));
  g_assert_true (yyjson_is_true (yyjson_ptr_get (before->root, "/contact/masked")));
  g_autoptr (ZbTestAnswer) claimed = zb_test_post (platform, "officer", claim, "{}");
  zb_test_assert_status (claimed, 200);
  g_autoptr (ZbTestAnswer) mine = zb_test_get (platform, "officer", path);
  g_assert_cmpstr (zb_test_answer_text (mine, "/contact/telephone"), ==, "13800001234");
  g_autoptr (ZbTestAnswer) wall = zb_test_get (platform, "wall", "/alerts");
  g_assert_null (strstr (wall->text, "13800001234"));
}

/* Of every kind one can be had by its id. */
static void
test_each_kind (void)
{
  static const char *const paths[] = {
    "/areas/" ZB_TEST_NORTH,  "/organisations/" ZB_TEST_ORGANISATION, "/devices/" ZB_TEST_CAMERA_NORTH,
    "/units/" ZB_TEST_UNIT_1, "/algorithms/" ZB_TEST_ALGORITHM,       "/plans/" ZB_TEST_PLAN,
  };
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (ZbTestAnswer) answer = zb_test_get (platform, "officer", paths[i]);
      zb_test_assert_status (answer, 200);
      g_assert_cmpstr (zb_test_answer_text (answer, "/id"), ==, strrchr (paths[i], '/') + 1);
    }
}

static void
test_unmask_case (void)
{
  static const char id[] = "01890000-0000-7000-8000-0000000000c1";
  g_autoptr (ZbTestAnswer) created =
      zb_test_post (platform, "officer", "/cases",
                    "{\"id\":\"%s\",\"kind\":\"citizen_report\",\"severity\":\"low\",\"location\":{\"type\":"
                    "\"Point\",\"coordinates\":[121.40,31.22]},\"contact\":{\"telephone\":\"13800001234\"}}",
                    id);
  zb_test_assert_status (created, 201);
  g_autofree char *path = g_strdup_printf ("/cases/%s/unmask", id);
  g_autoptr (ZbTestAnswer) bare = zb_test_post (platform, "checker", path, "{}");
  zb_test_assert_status (bare, 422);
  g_autoptr (ZbTestAnswer) checker = zb_test_post (platform, "checker", path, "{\"reason\":\"回访\"}");
  zb_test_assert_status (checker, 200);
  g_assert_cmpstr (zb_test_answer_text (checker, "/contact/telephone"), ==, "13800001234");
  g_assert_cmpstr (zb_test_answer_header (checker, "ETag"), ==, "\"1\"");
}

/* Opening it to others takes a reason, which is written down. */
static void
test_unmask (void)
{
  g_autofree char *id = zb_test_raise (platform, "citizen_report", "low", ZB_TEST_CAMERA_NORTH, "unmask");
  g_assert_true (zb_platform_work_sync (zb_test_platform_get (platform), add_caller, id, NULL));
  g_autofree char *path = g_strconcat ("/alerts/", id, "/unmask", NULL);
  g_autoptr (ZbTestAnswer) bare = zb_test_post (platform, "leader", path, "{}");
  zb_test_assert_status (bare, 422);
  g_autoptr (ZbTestAnswer) wall = zb_test_post (platform, "wall", path, "{\"reason\":\"x\"}");
  zb_test_assert_status (wall, 403);
  g_autoptr (ZbTestAnswer) leader = zb_test_post (platform, "leader", path, "{\"reason\":\"回电核实\"}");
  zb_test_assert_status (leader, 200);
  g_assert_cmpstr (zb_test_answer_text (leader, "/contact/telephone"), ==, "13800001234");
}

/* However much the others have that was raised later. */
static void
test_search (void)
{
  g_autofree char *mine = zb_test_raise (platform, "smoke_fire", "low", ZB_TEST_CAMERA_SOUTH, "search");
  for (guint i = 0; i < 1001; i++)
    {
      g_autofree char *key = g_strdup_printf ("search %u", i);
      g_free (zb_test_raise (platform, "smoke_fire", "low", ZB_TEST_CAMERA_NORTH, key));
    }
  g_autoptr (ZbTestAnswer) answer = zb_test_get (platform, "south", "/search?q=%E8%AF%95");
  zb_test_assert_status (answer, 200);
  g_assert_nonnull (strstr (answer->text, mine));
  g_autoptr (ZbTestAnswer) one = zb_test_get (platform, "north", "/search?q=%E8%AF%95&limit=1");
  g_assert_null (strstr (one->text, mine));
}

/* --- however much there ever was --------------------------------------------------------------------- */

static ZbConnection *
open_database (void)
{
  g_autofree char *path = g_build_filename (zb_test_platform_get_dir (platform), "platform.db", NULL);
  g_autoptr (GError) error = NULL;
  ZbConnection *connection = zb_connection_open (path, ZB_CONNECTION_WRITE, &error);
  g_assert_no_error (error);
  return connection;
}

/* How SQLite goes about it, a line for each step. */
static char *
explain (ZbConnection *connection, const char *query)
{
  g_autofree char *sql = g_strconcat ("EXPLAIN QUERY PLAN ", query, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) plan = g_string_new (NULL);
  g_autoptr (ZbStatement) rows = zb_connection_prepare (connection, sql, &error);
  g_assert_no_error (error);
  while (zb_statement_step (rows, &error) == ZB_STEP_ROW)
    g_string_append_printf (plan, "%s\n", zb_statement_get_text (rows, 3));
  g_assert_no_error (error);
  return g_string_free_and_steal (g_steal_pointer (&plan));
}

#define OPEN "INDEX entity_state (kind=? AND state=?"
#define OVER "INDEX entity_over (kind=? AND updated_at>?)"

static void
assert_bounded (const char *query, const char *open, const char *over)
{
  g_autoptr (ZbConnection) connection = open_database ();
  g_autofree char *plan = explain (connection, query);
  g_test_message ("%s\n%s", query, plan);
  g_assert_true (open == NULL || strstr (plan, open) != NULL);
  g_assert_true (over == NULL || strstr (plan, over) != NULL);
  g_assert_null (strstr (plan, "SCAN"));
  g_assert_null (strstr (plan, "TEMP B-TREE"));
  g_assert_null (strstr (plan, "INDEX entity_kind"));
}

/* What lies between is read by no list and no search, so that both cost the same after ten years. */
static void
test_plans (void)
{
  const ZbKind kinds[] = { ZB_KIND_ALERT, ZB_KIND_CASE, ZB_KIND_ASSIGNMENT };
  const char *words = "instr (lower (coalesce (body ->> '$.title', '')), ?) > 0";
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *list = zb_lately_list (kinds[i], "rid, area, body");
      g_autofree char *search = zb_lately_search (kinds[i], "id, area", words);
      g_autofree char *over = zb_lately_search_over (kinds[i], "id, area", words);
      assert_bounded (list, OPEN " AND rowid>?)", OVER);
      assert_bounded (search, OPEN ")", NULL);
      assert_bounded (over, NULL, OVER);
    }
  g_autoptr (ZbConnection) connection = open_database ();
  g_autofree char *number = explain (connection, ZB_LATELY_NUMBER_QUERY);
  g_assert_nonnull (strstr (number, "INDEX entity_number"));
}

#define OLD_ALERT "古树倒伏"

/* As if it had come to @state and been left alone for some days. */
static void
age (const char *id, const char *member, const char *state, gint64 days)
{
  g_autoptr (ZbConnection) connection = open_database ();
  g_autofree char *path = g_strconcat ("$.", member, NULL);
  g_autoptr (GError) error = NULL;
  zb_connection_run (connection, &error,
                     "UPDATE entity SET updated_at = ?, body = json_set (body, ?, ?, '$.title', '" OLD_ALERT
                     "') WHERE id = ?",
                     "ittt", g_get_real_time () - days * G_TIME_SPAN_DAY, path, state, id);
  g_assert_no_error (error);
}

static char *
make_old (const char *key, const char *state, gint64 days)
{
  char *id = zb_test_raise (platform, "smoke_fire", "low", ZB_TEST_CAMERA_NORTH, key);
  age (id, "state", state, days);
  return id;
}

static ZbTestAnswer *
list_since (const char *plural, gint64 days)
{
  char since[ZB_TIME_LENGTH + 1];
  zb_time_format (g_get_real_time () - days * G_TIME_SPAN_DAY, since);
  g_autofree char *path = g_strdup_printf ("/%s?limit=5000&since=%s", plural, since);
  return zb_test_get (platform, "officer", path);
}

/* What is open is found and listed however old it is; what is over, for thirty days. */
static void
test_lately (void)
{
  g_autofree char *open = make_old ("open", "verified", 400), *lately = make_old ("lately", "closed", 20),
                  *over = make_old ("over", "closed", 40);
  g_autoptr (ZbTestAnswer) found = zb_test_get (platform, "officer", "/search?q=" OLD_ALERT "&limit=100");
  zb_test_assert_status (found, 200);
  g_assert_nonnull (strstr (found->text, open));
  g_assert_nonnull (strstr (found->text, lately));
  g_assert_null (strstr (found->text, over));
  g_autoptr (ZbTestAnswer) list = list_since ("alerts", 29);
  zb_test_assert_status (list, 200);
  g_assert_nonnull (strstr (list->text, open));
  g_assert_nonnull (strstr (list->text, lately));
  g_assert_null (strstr (list->text, over));
  g_autoptr (ZbTestAnswer) today = zb_test_get (platform, "officer", "/alerts?limit=5000");
  g_assert_nonnull (strstr (today->text, open));
  g_assert_null (strstr (today->text, lately));
  g_autoptr (ZbTestAnswer) long_ago = list_since ("alerts", 31);
  zb_test_assert_status (long_ago, 422);
  g_autoptr (ZbTestAnswer) devices = list_since ("devices", 31);
  zb_test_assert_status (devices, 200);
}

static gboolean
finds (const char *who, const char *what, const char *id)
{
  g_autofree char *path = g_strconcat ("/search?q=", what, NULL);
  g_autoptr (ZbTestAnswer) answer = zb_test_get (platform, who, path);
  zb_test_assert_status (answer, 200);
  const char *first = strstr (answer->text, id);
  g_assert_true (first == NULL || strstr (first + 1, id) == NULL);
  return first != NULL;
}

/* A case by its number, for good; by a part of it as long as by its words. */
static void
test_number (void)
{
  static const char id[] = "01890000-0000-7000-8000-0000000000c2";
  g_autoptr (ZbTestAnswer) created =
      zb_test_post (platform, "officer", "/cases",
                    "{\"id\":\"%s\",\"kind\":\"citizen_report\",\"severity\":\"low\",\"location\":{\"type\":"
                    "\"Point\",\"coordinates\":[121.40,31.22]}}",
                    id);
  zb_test_assert_status (created, 201);
  age (id, "step", "closed", 400);
  g_autoptr (ZbConnection) connection = open_database ();
  zb_connection_run (connection, NULL,
                     "UPDATE entity SET body = json_set (body, '$.number', 'CN-20250101-0007') WHERE id = ?",
                     "t", id);
  g_assert_true (finds ("officer", "cn-20250101-0007", id));
  g_assert_true (finds ("officer", "20250101-0007", id));
  g_assert_false (finds ("officer", "20250101", id));
  g_assert_false (finds ("south", "20250101-0007", id));
  age (id, "step", "closed", 20);
  g_assert_true (finds ("officer", "20250101", id));
  g_assert_true (finds ("officer", "20250101-0007", id));
}

#define FOREIGN_ROWS 25000

static void
add_foreign_rows (ZbConnection *connection)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sql = g_strdup_printf (
      "BEGIN; INSERT INTO account_area SELECT id, '" ZB_TEST_NORTH
      "' FROM account WHERE username = 'auditor';"
      "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < %d)"
      " INSERT INTO audit (at, action, area, previous, hash) SELECT 1, 'foreign', '" ZB_TEST_SOUTH
      "', '', '' FROM n; COMMIT",
      FOREIGN_ROWS);
  zb_connection_script (connection, sql, &error);
  g_assert_no_error (error);
}

/* Who sees little of the audit is told of it page by page; no page reads the log to its beginning. */
static void
test_audit_bounded (void)
{
  g_autofree char *mine = zb_test_raise (platform, "smoke_fire", "low", ZB_TEST_CAMERA_NORTH, "audited");
  g_autoptr (ZbConnection) connection = open_database ();
  add_foreign_rows (connection);
  g_autoptr (ZbTestAnswer) first = zb_test_get (platform, "auditor", "/audit?limit=1000");
  zb_test_assert_status (first, 200);
  g_assert_null (strstr (first->text, "foreign"));
  g_assert_null (strstr (first->text, mine));
  g_assert_nonnull (zb_test_answer_text (first, "/next"));
  g_autofree char *path =
      g_strconcat ("/audit?limit=1000&after=", zb_test_answer_text (first, "/next"), NULL);
  g_autoptr (ZbTestAnswer) second = zb_test_get (platform, "auditor", path);
  zb_test_assert_status (second, 200);
  g_assert_null (strstr (second->text, "foreign"));
  g_assert_nonnull (strstr (second->text, mine));
  zb_connection_script (connection,
                        "DELETE FROM audit WHERE action = 'foreign'; DELETE FROM account_area"
                        " WHERE account = (SELECT id FROM account WHERE username = 'auditor')",
                        NULL);
}

#define SPOILED "01890000-0000-7000-8000-0000000000bb"

static gint64
count_due (void)
{
  g_autofree char *path = g_build_filename (zb_test_platform_get_dir (platform), "platform.db", NULL);
  g_autoptr (ZbConnection) connection = zb_connection_open (path, ZB_CONNECTION_READ, NULL);
  g_autoptr (ZbStatement) row =
      zb_connection_prepare (connection, "SELECT count(*) FROM due WHERE at < 9", NULL);
  g_assert_cmpint (zb_statement_step (row, NULL), ==, ZB_STEP_ROW);
  return zb_statement_get_int64 (row, 0);
}

static gboolean
is_nothing_due (gpointer data)
{
  return count_due () == 0;
}

/* One alert that cannot be read any more shows nobody's number, and keeps no other from its deadline. */
static void
test_spoiled (void)
{
  g_autofree char *whole = zb_test_raise (platform, "smoke_fire", "low", ZB_TEST_CAMERA_NORTH, "whole");
  g_autofree char *path = g_build_filename (zb_test_platform_get_dir (platform), "platform.db", NULL);
  g_autoptr (ZbConnection) connection = zb_connection_open (path, ZB_CONNECTION_WRITE, NULL);
  g_autofree char *sql = g_strdup_printf (
      "BEGIN; INSERT INTO entity (kind, id, version, area, updated_at, body) VALUES ('alert', '" SPOILED
      "', 1, '" ZB_TEST_NORTH "', 1, '{\"contact\":{\"telephone\":\"13800000000\"}}');"
      "INSERT INTO due VALUES ('alert', '" SPOILED "', 1), ('alert', '%s', 2); COMMIT",
      whole);
  g_test_expect_message (G_LOG_DOMAIN, G_LOG_LEVEL_WARNING, "due: alert*cannot be read*");
  g_autoptr (GError) error = NULL;
  zb_connection_script (connection, sql, &error);
  g_assert_no_error (error);
  g_autoptr (ZbTestAnswer) list = zb_test_get (platform, "leader", "/alerts");
  zb_test_assert_status (list, 200);
  g_assert_nonnull (strstr (list->text, whole));
  g_assert_null (strstr (list->text, "13800000000"));
  g_assert_true (zb_test_wait (is_nothing_due, NULL, 10000));
  g_test_assert_expected_messages ();
  zb_connection_run (connection, NULL, "DELETE FROM entity WHERE id = ?", "t", SPOILED);
}

static char *
open_list (ZbTestPlatform *where, const char *who)
{
  g_autoptr (ZbTestAnswer) page = zb_test_get (where, who, "/devices?limit=1");
  zb_test_assert_status (page, 200);
  return g_strdup (zb_test_answer_text (page, "/next"));
}

static guint
ask_on (ZbTestPlatform *where, const char *who, const char *next)
{
  g_autofree char *path = g_strconcat ("/devices?limit=1&after=", next, NULL);
  g_autoptr (ZbTestAnswer) page = zb_test_get (where, who, path);
  return page->status;
}

/* However many lists one account begins and leaves, it takes the place of its own and of nobody else's. */
static void
test_views_of_one (void)
{
  g_autofree char *other = open_list (platform, "leader");
  g_autofree char *first = open_list (platform, "officer2");
  for (guint i = 0; i < 60; i++)
    g_free (open_list (platform, "officer2"));
  g_assert_cmpuint (zb_views_get_n (zb_platform_get_views (zb_test_platform_get (platform))), <=, 20);
  g_assert_cmpuint (ask_on (platform, "officer2", first), ==, 422);
  g_assert_cmpuint (ask_on (platform, "leader", other), ==, 200);
}

static gboolean
has_no_views (gpointer where)
{
  return zb_views_get_n (zb_platform_get_views (zb_test_platform_get (where))) == 0;
}

/* A list that is left lets go of the database by itself, without anybody beginning another. */
static void
test_views_end (void)
{
  ZbTestPlatform *brief = zb_test_platform_new_with (&(ZbPlatformOptions){ .views_ms = 200 });
  g_autofree char *next = open_list (brief, "officer");
  g_assert_false (has_no_views (brief));
  g_assert_true (zb_test_wait (has_no_views, brief, 5000));
  g_assert_cmpuint (ask_on (brief, "officer", next), ==, 422);
  zb_test_platform_free (brief);
}

/* Who goes on asking keeps a list for a while, and not for ever. */
static void
test_views_last (void)
{
  ZbTestPlatform *brief = zb_test_platform_new_with (&(ZbPlatformOptions){ .views_ms = 200 });
  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *key = zb_uuid_new ();
      g_free (zb_test_raise (brief, "smoke_fire", "low", ZB_TEST_CAMERA_NORTH, key));
    }
  g_autoptr (ZbTestAnswer) page = zb_test_get (brief, "officer", "/alerts?limit=1");
  g_autofree char *next = g_strdup (zb_test_answer_text (page, "/next"));
  gint64 end = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;
  guint status = 200;
  while (status == 200 && g_get_monotonic_time () < end)
    {
      g_assert_nonnull (next);
      g_autofree char *path = g_strconcat ("/alerts?limit=1&after=", next, NULL);
      g_autoptr (ZbTestAnswer) more = zb_test_get (brief, "officer", path);
      status = more->status;
      g_set_str (&next, zb_test_answer_text (more, "/next"));
      zb_test_wait (has_no_views, brief, 50);
    }
  g_assert_cmpuint (status, ==, 422);
  zb_test_platform_free (brief);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  platform = zb_test_platform_new ();
  g_test_add_func ("/lists/one", test_one);
  g_test_add_func ("/lists/areas", test_areas);
  g_test_add_func ("/lists/limits", test_limits);
  g_test_add_func ("/lists/consistent", test_consistent);
  g_test_add_func ("/lists/foreign-view", test_foreign_view);
  g_test_add_func ("/lists/views-of-one", test_views_of_one);
  g_test_add_func ("/lists/views-end", test_views_end);
  g_test_add_func ("/lists/views-last", test_views_last);
  g_test_add_func ("/lists/spoiled", test_spoiled);
  g_test_add_func ("/lists/search", test_search);
  g_test_add_func ("/lists/plans", test_plans);
  g_test_add_func ("/lists/lately", test_lately);
  g_test_add_func ("/lists/number", test_number);
  g_test_add_func ("/lists/audit-bounded", test_audit_bounded);
  g_test_add_func ("/lists/gzip", test_gzip);
  g_test_add_func ("/lists/masked", test_masked);
  g_test_add_func ("/lists/unmask", test_unmask);
  g_test_add_func ("/lists/unmask-case", test_unmask_case);
  g_test_add_func ("/lists/each-kind", test_each_kind);
  int result = g_test_run ();
  zb_test_platform_free (platform);
  return result;
}
