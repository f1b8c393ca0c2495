/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A wall sees and never acts: every command of the contract is refused to it and written down, and what is
 * refused over and over does not fill the log. */
#include "walls.h"

#include "zb-audit.h"
#include "zb-route.h"
#include "zb-uuid.h"

#define SOON 5000

/* What a wall may do beside reading; a route that is added is a command until it is named here, too. */
static const char *const allowed[] = {
  "POST /session",          "POST /session/refresh",   "DELETE /session", "PUT /me/presence",
  "PUT /walls/{id}/health", "POST /cameras/{id}/live", "POST /owntracks", /* nobody is signed in there: a
                                                                             unit's application has a key of
                                                                             its own */
};

static Walls *walls;

static char *
name_of (const ZbRoute *route)
{
  return g_strconcat (route->method, " ", route->path, NULL);
}

static gboolean
is_allowed (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (allowed); i++)
    if (g_str_equal (allowed[i], name))
      return TRUE;
  return FALSE;
}

static void
collect (gpointer data, gpointer commands)
{
  const ZbRoute *route = data;
  g_autofree char *name = name_of (route);
  if (!g_str_equal (route->method, "GET") && !is_allowed (name))
    g_ptr_array_add (commands, data);
}

/* "/alerts/{id}/claim" → "/alerts/0199…/claim" */
static char *
fill_path (const char *path, const char *id)
{
  g_auto (GStrv) parts = g_strsplit (path, "{id}", 2);
  return g_strjoinv (id, parts);
}

static ZbTestAnswer *
ask (const char *who, const ZbRoute *route, const char *id, const char *body)
{
  g_autofree char *path = fill_path (route->path, id);
  g_autofree char *key = zb_uuid_new ();
  const char *headers[] = { "Idempotency-Key", key, "If-Match", "\"1\"", NULL };
  return zb_test_send (walls->platform, who, route->method, path, headers, body);
}

static gint64
count_rows (const char *name, const char *what)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT count(*) FROM audit WHERE action = 'command.refused' AND (why = '%s' OR why LIKE"
      " '%s, %%') AND name = '%s' AND account IS NOT NULL AND address IS NOT NULL",
      what, what, name);
  return walls_count (walls, sql);
}

/* All that a command could change: a sum over what is there. */
static gint64
sum_up (void)
{
  return walls_count (walls, "SELECT (SELECT coalesce (sum (version), 0) + 1000000 * count(*) FROM entity)"
                             " + (SELECT count(*) FROM event) + (SELECT count(*) FROM idempotency)"
                             " + (SELECT count(*) FROM evidence) + (SELECT count(*) FROM preference)");
}

static const char *
id_for (const ZbRoute *route, char *of_alert, char *of_case)
{
  return g_str_has_prefix (route->path, "/alerts")  ? of_alert
         : g_str_has_prefix (route->path, "/cases") ? of_case
         : g_str_has_prefix (route->path, "/walls") ? walls->district
                                                    : ZB_TEST_CAMERA_NORTH;
}

/* The first time with a thing that is there, then with one that is not and with a body that is none: whoever
 * is refused learns nothing from how. */
static void
test_every_command (void)
{
  g_autoptr (GPtrArray) commands = g_ptr_array_new ();
  g_autofree char *of_alert =
      zb_test_raise (walls->platform, "smoke_fire", "high", ZB_TEST_CAMERA_NORTH, "commands");
  g_autofree char *of_case = walls_make_case (walls, "{\"type\":\"Point\",\"coordinates\":[121.40,31.22]}");
  g_autofree char *nowhere = zb_uuid_new ();
  zb_test_platform_sign_in (walls->platform, "wall");
  zb_routes_foreach (collect, commands);
  g_assert_cmpuint (commands->len, >, 30);
  gint64 before = sum_up ();
  for (guint i = 0; i < commands->len; i++)
    {
      const ZbRoute *route = commands->pdata[i];
      g_autofree char *name = name_of (route);
      g_test_message ("%s", name);
      g_autoptr (ZbTestAnswer) there = ask ("wall", route, id_for (route, of_alert, of_case), "{}");
      zb_test_assert_status (there, 403);
      g_assert_cmpstr (zb_test_answer_text (there, "/because"), ==, "role");
      g_assert_cmpint (count_rows ("wall", name), ==, 1);
      g_autoptr (ZbTestAnswer) unknown = ask ("wall", route, nowhere, "{}");
      zb_test_assert_status (unknown, 403);
      g_assert_cmpstr (unknown->text, ==, there->text);
      g_autoptr (ZbTestAnswer) nonsense = ask ("wall", route, "7", "[");
      zb_test_assert_status (nonsense, 403);
      g_assert_cmpstr (nonsense->text, ==, there->text);
    }
  g_assert_cmpint (sum_up (), ==, before);
}

/* Who it was, what it was to be done to and from where stand in the row; nothing that is not an id does. */
static void
test_row (void)
{
  static const ZbRoute route = { .method = "POST", .path = "/alerts/{id}/snooze" };
  g_autofree char *of_alert =
      zb_test_raise (walls->platform, "smoke_fire", "high", ZB_TEST_CAMERA_SOUTH, "row");
  g_autoptr (ZbTestAnswer) refused = ask (WALL_SOUTH, &route, of_alert, "{}");
  zb_test_assert_status (refused, 403);
  g_autofree char *sql = g_strdup_printf (
      "SELECT count(*) FROM audit WHERE action = 'command.refused' AND id = '%s' AND area = '" ZB_TEST_SOUTH
      "' AND name = '" WALL_SOUTH "' AND address = '127.0.0.1'",
      of_alert);
  g_assert_cmpint (walls_count (walls, sql), ==, 1);
  static const ZbRoute other = { .method = "POST", .path = "/alerts/{id}/merge" };
  g_autoptr (ZbTestAnswer) odd = ask (WALL_SOUTH, &other, "what-is-this", "{}");
  zb_test_assert_status (odd, 403);
  g_assert_cmpint (walls_count (walls, "SELECT count(*) FROM audit WHERE id = 'what-is-this'"), ==, 0);
}

static void
test_what_a_wall_may (void)
{
  g_autoptr (ZbTestAnswer) presence =
      zb_test_send (walls->platform, "wall", "PUT", "/me/presence", NULL, "{\"claims\":[]}");
  zb_test_assert_status (presence, 200);
  g_autoptr (ZbTestAnswer) live =
      zb_test_post (walls->platform, "wall", "/cameras/" ZB_TEST_CAMERA_NORTH "/live", "{}");
  /* No gateway stands beside this platform. */
  zb_test_assert_status (live, 503);
  g_assert_cmpint (count_rows ("wall", "PUT /me/presence"), ==, 0);
  g_assert_cmpint (count_rows ("wall", "POST /cameras/{id}/live"), ==, 0);
}

/* An account of another role that is refused is not written down: a console asks its guards before. */
static void
test_others (void)
{
  static const ZbRoute route = { .method = "POST", .path = "/alerts/{id}/close" };
  g_autoptr (ZbTestAnswer) refused = ask ("auditor", &route, ZB_TEST_UNIT_1, "{}");
  zb_test_assert_status (refused, 403);
  g_assert_cmpint (count_rows ("auditor", "POST /alerts/{id}/close"), ==, 0);
}

/* --- over and over -------------------------------------------------------------------------------- */

static const ZbRoute over_and_over = { .method = "POST", .path = "/alerts/{id}/release" };

static void
refuse_many (const char *who, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (ZbTestAnswer) refused = ask (who, &over_and_over, ZB_TEST_UNIT_1, "{}");
      zb_test_assert_status (refused, 403);
    }
}

/* The sum of what the rows tell. */
static gint64
count_told (const char *name)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT coalesce (sum (CASE WHEN why LIKE '%%more times' THEN CAST (substr (why, instr (why, ', ') + 2)"
      " AS INTEGER) ELSE 1 END), 0) FROM audit WHERE action = 'command.refused' AND name = '%s' AND why LIKE"
      " 'POST /alerts/{id}/release%%'",
      name);
  return walls_count (walls, sql);
}

static gboolean
all_told (gpointer expected)
{
  return count_told (WALL_NORTH) == GPOINTER_TO_INT (expected);
}

static void
test_bounded (void)
{
  refuse_many (WALL_NORTH, 200);
  gint64 rows = count_rows (WALL_NORTH, "POST /alerts/{id}/release");
  g_assert_cmpint (rows, >=, 1);
  g_assert_cmpint (rows, <, 20);
  g_assert_true (zb_test_wait (all_told, GINT_TO_POINTER (200), SOON));
}

static gint64
verify_chain (void)
{
  g_autofree char *path = g_build_filename (zb_test_platform_get_dir (walls->platform), "platform.db", NULL);
  g_autoptr (ZbConnection) connection = zb_connection_open (path, ZB_CONNECTION_READ, NULL);
  return zb_audit_verify (connection, NULL);
}

/* What was only counted when the platform is told to end is written down before it does. */
static void
test_end (void)
{
  refuse_many (WALL_SOUTH, 30);
  zb_test_platform_restart (walls->platform);
  g_assert_cmpint (count_told (WALL_SOUTH), ==, 30);
  g_assert_cmpint (verify_chain (), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  walls = walls_new ();
  g_test_add_func ("/wall-refusals/every-command", test_every_command);
  g_test_add_func ("/wall-refusals/row", test_row);
  g_test_add_func ("/wall-refusals/what-a-wall-may", test_what_a_wall_may);
  g_test_add_func ("/wall-refusals/others", test_others);
  g_test_add_func ("/wall-refusals/bounded", test_bounded);
  g_test_add_func ("/wall-refusals/end", test_end);
  int code = g_test_run ();
  walls_free (walls);
  return code;
}
