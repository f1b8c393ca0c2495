/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Turning a camera over REST: who may, who holds it and until when, how it stops, what it remembers. */
#include "zb-test-platform.h"

#include "zb-device.h"
#include "zb-live.h"
#include "zb-ptz.h"

#include <gst/gst.h>
#include <math.h>

#define CAMERA "/cameras/" ZB_TEST_CAMERA_NORTH "/ptz"
#define HEADING 90.

static ZbTestPlatform *platform;
static ZbLive *live;

/* The northern camera stands on a roof; the offline one could be turned, were it there. */
static gboolean
put_on_roof (ZbTransaction *tx, gpointer data)
{
  const char *ids[] = { ZB_TEST_CAMERA_NORTH, ZB_TEST_CAMERA_OFFLINE };
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      ZbDevice *camera = zb_transaction_load (tx, ZB_KIND_DEVICE, ids[i]);
      camera->placement = ZB_PLACEMENT_HIGH_LOOKOUT;
      camera->ptz = TRUE;
      camera->heading = HEADING;
      zb_transaction_save (tx, camera, NULL);
    }
  return TRUE;
}

static void
open_cameras (void)
{
  ZbPlatform *self = zb_test_platform_get (platform);
  live = zb_live_new (zb_database_get_path (zb_platform_get_database (self)),
                      zb_test_platform_get_dir (platform));
  g_assert_true (zb_live_start (live, "127.0.0.1", NULL));
  zb_platform_set_live (self, live);
}

static void
close_cameras (void)
{
  zb_platform_set_live (zb_test_platform_get (platform), NULL);
  g_clear_pointer (&live, zb_live_free);
}

static ZbTestAnswer *delete (const char *who, const char *path)
{
  return zb_test_send (platform, who, "DELETE", path, NULL, NULL);
}

static ZbTestAnswer *
take (const char *who, const char *reason)
{
  g_autofree char *body = reason ? g_strdup_printf ("{\"take_over\":\"%s\"}", reason) : NULL;
  return zb_test_send (platform, who, "POST", CAMERA "/lease", NULL, body);
}

static void
expect_take (const char *who, const char *reason, guint status)
{
  g_autoptr (ZbTestAnswer) answer = take (who, reason);
  zb_test_assert_status (answer, status);
}

static void
let_go (const char *who)
{
  g_autoptr (ZbTestAnswer) answer = delete (who, CAMERA "/lease");
  zb_test_assert_status (answer, 200);
  g_assert_null (zb_test_answer_text (answer, "/lease/holder"));
}

static void
expect_move (const char *who, guint status, const char *body)
{
  g_autoptr (ZbTestAnswer) answer = zb_test_send (platform, who, "POST", CAMERA, NULL, body);
  zb_test_assert_status (answer, status);
}

static double
number (ZbTestAnswer *answer, const char *pointer)
{
  return yyjson_get_num (yyjson_ptr_get (answer->root, pointer));
}

static double
get_pan (void)
{
  g_autoptr (ZbTestAnswer) answer = zb_test_get (platform, "officer", CAMERA);
  zb_test_assert_status (answer, 200);
  return number (answer, "/pan");
}

static gint64
count_audits (const char *action, const char *why)
{
  g_autofree char *path = g_build_filename (zb_test_platform_get_dir (platform), "platform.db", NULL);
  g_autoptr (ZbConnection) connection = zb_connection_open (path, ZB_CONNECTION_READ, NULL);
  g_autoptr (ZbStatement) row = zb_connection_query (
      connection, NULL, "SELECT count (*) FROM audit WHERE action = ? AND why IS ? AND id = ?", "ttt", action,
      why, ZB_TEST_CAMERA_NORTH);
  g_assert_cmpint (zb_statement_step (row, NULL), ==, ZB_STEP_ROW);
  return zb_statement_get_int64 (row, 0);
}

/* --- who may ---------------------------------------------------------------------------------------- */

static void
test_rights (void)
{
  const struct
  {
    const char *who;
    const char *method;
    const char *path;
    const char *body;
    guint status;
  } cases[] = {
    { NULL, "GET", CAMERA, NULL, 401 },
    { "auditor", "GET", CAMERA, NULL, 403 },
    { "wall", "GET", CAMERA, NULL, 200 },
    { "checker", "GET", CAMERA, NULL, 200 },
    { "south", "GET", CAMERA, NULL, 404 },
    { NULL, "POST", CAMERA "/lease", NULL, 401 },
    { "auditor", "POST", CAMERA "/lease", NULL, 403 },
    { "reviewer", "POST", CAMERA "/lease", NULL, 403 },
    { "checker", "POST", CAMERA "/lease", NULL, 403 },
    { "admin", "POST", CAMERA, "{\"pan\":1}", 403 },
    { "wall", "POST", CAMERA "/lease", NULL, 403 },
    { "wall", "POST", CAMERA, "{\"stop\":true}", 403 },
    { "wall", "DELETE", CAMERA "/lease", NULL, 403 },
    { "south", "POST", CAMERA "/lease", NULL, 404 },
    { "officer", "POST", "/cameras/" ZB_TEST_UNIT_1 "/ptz/lease", NULL, 404 },
    { "officer", "POST", CAMERA "/lease", "{\"take_over\":7}", 422 },
    { "officer", "POST", CAMERA "/lease", "{\"take_over\":\"\"}", 422 },
    { "officer", "POST", CAMERA "/lease", "{", 400 },
    { "officer", "POST", CAMERA, "{\"pan\":2}", 422 },
    { "officer", "POST", CAMERA, "{}", 422 },
    { "officer", "POST", CAMERA, "{\"stop\":true,\"pan\":1}", 422 },
    { "officer", "POST", CAMERA "/presets", "{\"name\":\" \"}", 422 },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ZbTestAnswer) answer =
          zb_test_send (platform, cases[i].who, cases[i].method, cases[i].path, NULL, cases[i].body);
      g_test_message ("%s %s %s", cases[i].who, cases[i].method, cases[i].path);
      zb_test_assert_status (answer, cases[i].status);
    }
}

static void
test_cannot (void)
{
  const struct
  {
    const char *path;
    const char *because;
  } cases[] = {
    { "/cameras/" ZB_TEST_CAMERA_SOUTH "/ptz/lease", "ptz_fixed" },
    { "/cameras/" ZB_TEST_CAMERA_OFFLINE "/ptz/lease", "camera-offline" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ZbTestAnswer) answer = zb_test_post (platform, "officer", cases[i].path, "{}");
      zb_test_assert_status (answer, 409);
      g_assert_cmpstr (zb_test_answer_text (answer, "/because"), ==, cases[i].because);
    }
  close_cameras ();
  g_autoptr (ZbTestAnswer) answer = take ("officer", NULL);
  zb_test_assert_status (answer, 409);
  g_assert_cmpstr (zb_test_answer_text (answer, "/because"), ==, "ptz_unconnected");
  open_cameras ();
}

/* --- the lease ------------------------------------------------------------------------------------------ */

static void
test_lease (void)
{
  gint64 taken = count_audits ("ptz.take", NULL), refused = count_audits ("ptz.refused", "officer");
  g_autoptr (ZbTestAnswer) mine = take ("officer", NULL);
  zb_test_assert_status (mine, 200);
  g_assert_true (yyjson_is_true (yyjson_ptr_get (mine->root, "/lease/mine")));
  g_autofree char *until = g_strdup (zb_test_answer_text (mine, "/lease/expires_at"));
  g_autoptr (ZbTestAnswer) theirs = take ("officer2", "I was here first");
  zb_test_assert_status (theirs, 409);
  g_assert_cmpstr (zb_test_answer_text (theirs, "/because"), ==, "ptz_held");
  g_assert_cmpstr (zb_test_answer_text (theirs, "/claim/by_name"), ==, "officer");
  g_assert_cmpstr (zb_test_answer_text (theirs, "/claim/until"), ==, until);
  expect_move ("officer2", 409, "{\"pan\":1}");
  g_autoptr (ZbTestAnswer) seen = zb_test_get (platform, "officer2", CAMERA);
  g_assert_cmpstr (zb_test_answer_text (seen, "/lease/holder_name"), ==, "officer");
  g_assert_true (yyjson_is_false (yyjson_ptr_get (seen->root, "/lease/mine")));
  g_assert_true (yyjson_is_false (yyjson_ptr_get (seen->root, "/lease/may_take")));
  g_autoptr (ZbTestAnswer) again = take ("officer", NULL);
  g_assert_cmpstr (zb_test_answer_text (again, "/lease/expires_at"), >, until);
  let_go ("officer");
  expect_move ("officer", 409, "{\"pan\":1}");
  g_assert_cmpint (count_audits ("ptz.take", NULL), ==, taken + 1);
  g_assert_cmpint (count_audits ("ptz.refused", "officer"), ==, refused + 2);
}

static gboolean
is_free (gpointer data)
{
  g_autoptr (ZbTestAnswer) answer = zb_test_get (platform, "officer2", CAMERA);
  return zb_test_answer_text (answer, "/lease/holder") == NULL;
}

/* Used, it lasts; left alone, it runs out. */
static void
test_expiry (void)
{
  ZbPtzLeases *leases = zb_platform_get_ptz_leases (zb_test_platform_get (platform));
  zb_ptz_leases_set_length (leases, G_TIME_SPAN_SECOND);
  expect_take ("officer", NULL, 200);
  gint64 begun = g_get_monotonic_time ();
  while (g_get_monotonic_time () - begun < 2 * G_TIME_SPAN_SECOND)
    expect_move ("officer", 200, "{\"stop\":true}");
  g_assert_false (is_free (NULL));
  g_assert_true (zb_test_wait (is_free, NULL, 5000));
  zb_ptz_leases_set_length (leases, ZB_PTZ_LEASE_TIME);
  expect_move ("officer", 409, "{\"pan\":1}");
  expect_take ("officer2", NULL, 200);
  let_go ("officer2");
}

static void
test_take_over (void)
{
  g_autoptr (ZbTestFeed) feed = zb_test_feed_open (platform, "north", -1, NULL);
  zb_test_feed_wait (feed, "hello", 5000);
  expect_take ("north", NULL, 200);
  expect_take ("handler", "I want it", 409);
  expect_take ("officer", NULL, 409);
  expect_take ("officer", "a fire", 200);
  g_assert_nonnull (zb_test_feed_wait_event (feed, "device.ptz", ZB_TEST_CAMERA_NORTH, 5000));
  g_autoptr (ZbTestAnswer) told = zb_test_get (platform, "north", CAMERA);
  g_assert_cmpstr (zb_test_answer_text (told, "/lease/holder_name"), ==, "officer");
  g_assert_cmpstr (zb_test_answer_text (told, "/lease/reason"), ==, "a fire");
  g_autoptr (ZbTestAnswer) on_wall = zb_test_get (platform, "wall", CAMERA);
  g_assert_cmpstr (zb_test_answer_text (on_wall, "/lease/holder_name"), ==, "officer");
  g_assert_null (strstr (on_wall->text, "a fire"));
  expect_move ("north", 409, "{\"pan\":1}");
  expect_take ("leader", "a larger fire", 200);
  expect_take ("officer", "it was mine", 409);
  g_assert_cmpint (count_audits ("ptz.take-over", "a fire"), ==, 1);
  g_assert_cmpint (count_audits ("ptz.take-over", "a larger fire"), ==, 1);
  g_assert_cmpint (count_audits ("ptz.take-over", "it was mine"), ==, 0);
  let_go ("leader");
}

/* --- movement ------------------------------------------------------------------------------------------- */

typedef struct
{
  double pan;
  gint64 since;
} Rest;

static gboolean
has_come_to_rest (gpointer data)
{
  Rest *rest = data;
  double pan = get_pan ();
  if (pan != rest->pan)
    *rest = (Rest){ pan, g_get_monotonic_time () };
  return g_get_monotonic_time () - rest->since > 400 * G_TIME_SPAN_MILLISECOND;
}

static double
wait_for_rest (void)
{
  Rest rest = { NAN, g_get_monotonic_time () };
  g_assert_true (zb_test_wait (has_come_to_rest, &rest, 8000));
  return rest.pan;
}

static gboolean
has_moved (gpointer from)
{
  return get_pan () != *(double *)from;
}

/* Nobody stops it: it stops. */
static void
test_dead_man (void)
{
  gint64 moves = count_audits ("ptz.move", NULL);
  expect_take ("officer", NULL, 200);
  double from = wait_for_rest ();
  gint64 begun = g_get_monotonic_time ();
  expect_move ("officer", 200, "{\"pan\":0.5}");
  expect_move ("officer", 200, "{\"pan\":0.5}");
  gint64 told = g_get_monotonic_time ();
  g_assert_true (zb_test_wait (has_moved, &from, 2000));
  double turned = wait_for_rest () - from;
  g_assert_cmpfloat (turned, >=, 17.9);
  g_assert_cmpfloat (turned, <=, 18.1 + 18 * (double)(told - begun) / G_USEC_PER_SEC);
  g_assert_cmpint (count_audits ("ptz.move", NULL), ==, moves + 1);
}

/* At once, and whatever comes late. */
static void
test_stop (void)
{
  expect_take ("officer", NULL, 200);
  double from = wait_for_rest ();
  expect_move ("officer", 200, "{\"pan\":-1,\"order\":100}");
  g_assert_true (zb_test_wait (has_moved, &from, 2000));
  expect_move ("officer", 200, "{\"stop\":true,\"order\":102}");
  double stopped = get_pan ();
  expect_move ("officer", 200, "{\"pan\":-1,\"order\":101}");
  g_assert_cmpfloat (wait_for_rest (), ==, stopped);
  expect_move ("officer", 200, "{\"pan\":-1,\"order\":103}");
  g_assert_true (zb_test_wait (has_moved, &stopped, 2000));
  let_go ("officer");
  from = get_pan ();
  g_assert_cmpfloat (wait_for_rest (), ==, from);
}

static void
test_aim (void)
{
  ZbPoint stands = { 121.40, 31.22 }, place = zb_point_move (stands, HEADING + 20, 400),
          behind = zb_point_move (stands, HEADING + 180, 400);
  const char *format = "{\"location\":{\"type\":\"Point\",\"coordinates\":[%.7f,%.7f]}}";
  g_autofree char *body = g_strdup_printf (format, place.lon, place.lat),
                  *no = g_strdup_printf (format, behind.lon, behind.lat);
  expect_take ("officer", NULL, 200);
  expect_move ("officer", 200, body);
  g_assert_cmpfloat_with_epsilon (wait_for_rest (), HEADING + 20, 0.2);
  expect_move ("officer", 409, no);
  g_assert_cmpfloat_with_epsilon (wait_for_rest (), HEADING + 20, 0.2);
  g_assert_cmpint (count_audits ("ptz.aim", NULL), ==, 1);
  let_go ("officer");
}

/* --- presets -------------------------------------------------------------------------------------------- */

static char *
save (const char *name, guint status)
{
  g_autoptr (ZbTestAnswer) answer =
      zb_test_post (platform, "officer", CAMERA "/presets", "{\"name\":\"%s\"}", name);
  zb_test_assert_status (answer, status);
  yyjson_val *preset;
  size_t at, most;
  yyjson_arr_foreach (yyjson_ptr_get (answer->root, "/presets"), at, most,
                      preset) if (g_strcmp0 (yyjson_get_str (yyjson_obj_get (preset, "name")), name) ==
                                  0) return g_strdup (yyjson_get_str (yyjson_obj_get (preset, "id")));
  return NULL;
}

static gsize
count_presets (void)
{
  g_autoptr (ZbTestAnswer) answer = zb_test_get (platform, "officer", CAMERA);
  return yyjson_arr_size (yyjson_ptr_get (answer->root, "/presets"));
}

static void
expect (const char *who, const char *method, const char *preset, const char *rest, guint status)
{
  g_autofree char *path = g_strconcat (CAMERA "/presets/", preset, rest, NULL);
  g_autoptr (ZbTestAnswer) answer = zb_test_send (platform, who, method, path, NULL, NULL);
  zb_test_assert_status (answer, status);
}

static void
test_presets (void)
{
  g_free (save ("路口", 409));
  expect_take ("officer", NULL, 200);
  expect_move ("officer", 200, "{\"pan\":-0.3}");
  double there = wait_for_rest ();
  g_autofree char *id = save ("路口", 201);
  g_assert_nonnull (id);
  expect_move ("officer", 200, "{\"pan\":-0.3}");
  g_assert_cmpfloat (wait_for_rest (), !=, there);
  expect ("officer", "POST", id, "/recall", 200);
  g_assert_cmpfloat_with_epsilon (wait_for_rest (), there, 1e-6);
  g_autofree char *again = save ("路口", 201);
  g_assert_cmpstr (again, ==, id);
  g_assert_cmpuint (count_presets (), ==, 1);
  expect ("officer2", "POST", id, "/recall", 409);
  expect ("officer2", "DELETE", id, "", 409);
  expect ("officer", "POST", ZB_TEST_PLAN, "/recall", 404);
  expect ("officer", "POST", id, "/recall/", 404);
  expect ("officer", "DELETE", id, "", 200);
  expect ("officer", "DELETE", id, "", 404);
  g_assert_cmpint (count_audits ("ptz.preset-save", "路口"), ==, 2);
  g_assert_cmpint (count_audits ("ptz.recall", "路口"), ==, 1);
  g_assert_cmpint (count_audits ("ptz.preset-remove", "路口"), ==, 1);
  let_go ("officer");
}

static void
test_most_presets (void)
{
  expect_take ("officer", NULL, 200);
  for (guint i = 0; i < ZB_PTZ_MOST_PRESETS; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u", i);
      g_free (save (name, 201));
    }
  g_free (save ("one more", 409));
  g_free (save ("7", 201));
  g_assert_cmpuint (count_presets (), ==, ZB_PTZ_MOST_PRESETS);
}

/* --- the disk ------------------------------------------------------------------------------------------- */

static void
run_script (const char *script)
{
  g_autofree char *path = g_build_filename (zb_test_platform_get_dir (platform), "platform.db", NULL);
  g_autoptr (ZbConnection) connection = zb_connection_open (path, ZB_CONNECTION_WRITE, NULL);
  g_autoptr (GError) error = NULL;
  zb_connection_script (connection, script, &error);
  g_assert_no_error (error);
}

/* From now on a transaction with such a row comes to nothing, which nobody learns before it is committed. */
static void
spoil_commits (void)
{
  run_script ("CREATE TABLE spoiled (who TEXT REFERENCES account (id) DEFERRABLE INITIALLY DEFERRED);"
              "CREATE TRIGGER spoil AFTER INSERT ON audit WHEN new.action LIKE 'ptz.%'"
              " BEGIN INSERT INTO spoiled VALUES ('nobody'); END");
}

static void
mend_commits (void)
{
  run_script ("DROP TRIGGER spoil; DROP TABLE spoiled");
}

static void
expect_unwritten (const char *who, const char *method, const char *path, const char *body)
{
  g_test_expect_message (G_LOG_DOMAIN, G_LOG_LEVEL_WARNING, "*FOREIGN KEY*");
  g_autoptr (ZbTestAnswer) answer = zb_test_send (platform, who, method, path, NULL, body);
  g_test_assert_expected_messages ();
  zb_test_assert_status (answer, 503);
}

/* What is not on disk has not been done: nobody has the camera, and it has not moved. */
static void
test_unwritten (void)
{
  expect_take ("officer", NULL, 200);
  expect_move ("officer", 200, "{\"pan\":-1}");
  g_autofree char *id = save ("盘", 201);
  double from = wait_for_rest ();
  g_autofree char *recall = g_strconcat (CAMERA "/presets/", id, "/recall", NULL);
  const char *aim = "{\"location\":{\"type\":\"Point\",\"coordinates\":[121.41,31.22]}}";
  spoil_commits ();
  expect_unwritten ("officer", "POST", CAMERA, "{\"pan\":1}");
  expect_unwritten ("officer", "POST", CAMERA, aim);
  expect_unwritten ("officer", "POST", recall, NULL);
  g_assert_cmpfloat (wait_for_rest (), ==, from);
  expect_unwritten ("leader", "POST", CAMERA "/lease", "{\"take_over\":\"a fire\"}");
  g_autoptr (ZbTestAnswer) seen = zb_test_get (platform, "officer2", CAMERA);
  g_assert_cmpstr (zb_test_answer_text (seen, "/lease/holder_name"), ==, "officer");
  expect_unwritten ("officer", "DELETE", CAMERA "/lease", NULL);
  expect_move ("officer", 200, "{\"stop\":true}");
  mend_commits ();
  expect_take ("leader", "a fire", 200);
  let_go ("leader");
  spoil_commits ();
  expect_unwritten ("officer", "POST", CAMERA "/lease", NULL);
  g_assert_true (is_free (NULL));
  mend_commits ();
  expect_take ("officer", NULL, 200);
  expect ("officer", "DELETE", id, "", 200);
  let_go ("officer");
}

/* Begun anew, the platform finds the camera free and its presets where they were. */
static void
test_restart (void)
{
  expect_take ("officer", NULL, 200);
  close_cameras ();
  zb_test_platform_restart (platform);
  open_cameras ();
  g_assert_true (is_free (NULL));
  g_assert_cmpuint (count_presets (), ==, ZB_PTZ_MOST_PRESETS);
  expect_take ("officer2", NULL, 200);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  g_test_init (&argc, &argv, NULL);
  gst_init (NULL, NULL);
  platform = zb_test_platform_new ();
  zb_platform_work_sync (zb_test_platform_get (platform), put_on_roof, NULL, &error);
  g_assert_no_error (error);
  open_cameras ();
  g_test_add_func ("/ptz/rights", test_rights);
  g_test_add_func ("/ptz/cannot", test_cannot);
  g_test_add_func ("/ptz/lease", test_lease);
  g_test_add_func ("/ptz/expiry", test_expiry);
  g_test_add_func ("/ptz/take-over", test_take_over);
  g_test_add_func ("/ptz/dead-man", test_dead_man);
  g_test_add_func ("/ptz/stop", test_stop);
  g_test_add_func ("/ptz/aim", test_aim);
  g_test_add_func ("/ptz/presets", test_presets);
  g_test_add_func ("/ptz/unwritten", test_unwritten);
  g_test_add_func ("/ptz/most-presets", test_most_presets);
  g_test_add_func ("/ptz/restart", test_restart);
  int result = g_test_run ();
  close_cameras ();
  zb_test_platform_free (platform);
  return result;
}
