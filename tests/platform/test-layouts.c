/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What officers arrange and what they take pictures of: each their own, bounded, done once, written down. */
#include "zb-test-platform.h"

#include "zb-layout.h"
#include "zb-time.h"
#include "zb-uuid.h"

#define FIRST "01890000-0000-7000-8000-0000000a0001"
#define SECOND "01890000-0000-7000-8000-0000000a0002"
#define GATES                                                                                                \
  "{\"name\":\"大门\",\"shape\":\"4\",\"cameras\":[\"" ZB_TEST_CAMERA_NORTH "\",\"\"],\"seconds\":15}"

static ZbTestPlatform *platform;

static ZbTestAnswer *
send_with (const char *who, const char *method, const char *id, const char *key, const char *body)
{
  g_autofree char *path = g_strconcat ("/layouts/", id, NULL);
  const char *headers[] = { "Idempotency-Key", key, NULL };
  return zb_test_send (platform, who, method, path, headers, body);
}

static ZbTestAnswer *
send (const char *who, const char *method, const char *id, const char *body)
{
  g_autofree char *key = zb_uuid_new ();
  return send_with (who, method, id, key, body);
}

static gsize
count_of (const char *who)
{
  g_autoptr (ZbTestAnswer) answer = zb_test_get (platform, who, "/layouts");
  zb_test_assert_status (answer, 200);
  return yyjson_arr_size (yyjson_obj_get (answer->root, "items"));
}

static gint64
count_audits (const char *action)
{
  g_autofree char *path = g_build_filename (zb_test_platform_get_dir (platform), "platform.db", NULL);
  g_autoptr (ZbConnection) connection = zb_connection_open (path, ZB_CONNECTION_READ, NULL);
  g_autoptr (ZbStatement) row =
      zb_connection_query (connection, NULL, "SELECT count(*) FROM audit WHERE action = ?", "t", action);
  g_assert_cmpint (zb_statement_step (row, NULL), ==, ZB_STEP_ROW);
  return zb_statement_get_int64 (row, 0);
}

/* Saved, changed in its place, listed as it was first saved, deleted; each with its row in the audit log. */
static void
test_own (void)
{
  const gint64 saved = count_audits ("layout.save"), removed = count_audits ("layout.remove");
  g_autoptr (ZbTestAnswer) first = send ("officer", "PUT", FIRST, GATES);
  g_autoptr (ZbTestAnswer) second =
      send ("officer", "PUT", SECOND, "{\"name\":\"路口\",\"shape\":\"1+5\",\"cameras\":[]}");
  g_autoptr (ZbTestAnswer) renamed =
      send ("officer", "PUT", FIRST, "{\"name\":\"南门\",\"shape\":\"9\",\"cameras\":[],\"seconds\":0}");
  g_autoptr (ZbTestAnswer) list = zb_test_get (platform, "officer", "/layouts");

  zb_test_assert_status (first, 200);
  zb_test_assert_status (second, 200);
  zb_test_assert_status (renamed, 200);
  g_assert_cmpstr (zb_test_answer_text (first, "/cameras/0"), ==, ZB_TEST_CAMERA_NORTH);
  g_assert_cmpstr (zb_test_answer_text (list, "/items/0/name"), ==, "南门");
  g_assert_cmpstr (zb_test_answer_text (list, "/items/1/shape"), ==, "1+5");
  g_assert_cmpuint (count_of ("officer"), ==, 2);
  g_assert_cmpint (count_audits ("layout.save"), ==, saved + 3);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (ZbTestAnswer) gone = send ("officer", "DELETE", i ? SECOND : FIRST, NULL);
      zb_test_assert_status (gone, 204);
    }
  g_assert_cmpuint (count_of ("officer"), ==, 0);
  g_assert_cmpint (count_audits ("layout.remove"), ==, removed + 2);
}

/* The same id is another layout for another officer, who neither sees nor changes the first one's. */
static void
test_apart (void)
{
  g_autoptr (ZbTestAnswer) mine = send ("officer", "PUT", FIRST, GATES);
  g_autoptr (ZbTestAnswer) none = send ("officer2", "DELETE", FIRST, NULL);
  g_autoptr (ZbTestAnswer) theirs = send ("officer2", "PUT", FIRST, "{\"name\":\"x\",\"shape\":\"1\"}");
  g_autoptr (ZbTestAnswer) list = zb_test_get (platform, "officer", "/layouts");

  zb_test_assert_status (mine, 200);
  zb_test_assert_status (none, 404);
  zb_test_assert_status (theirs, 200);
  g_assert_cmpstr (zb_test_answer_text (list, "/items/0/name"), ==, "大门");
  g_assert_cmpuint (count_of ("officer2"), ==, 1);
  g_assert_cmpuint (count_of ("leader"), ==, 0);
  zb_test_answer_free (send ("officer", "DELETE", FIRST, NULL));
  zb_test_answer_free (send ("officer2", "DELETE", FIRST, NULL));
}

static void
test_once (void)
{
  g_autofree char *key = zb_uuid_new ();
  g_autofree char *other_key = zb_uuid_new ();
  const gint64 before = count_audits ("layout.save") + count_audits ("layout.remove");
  g_autoptr (ZbTestAnswer) first = send_with ("officer", "PUT", FIRST, key, GATES);
  g_autoptr (ZbTestAnswer) again = send_with ("officer", "PUT", FIRST, key, GATES);
  g_autoptr (ZbTestAnswer) other =
      send_with ("officer", "PUT", FIRST, key, "{\"name\":\"x\",\"shape\":\"1\"}");
  g_autoptr (ZbTestAnswer) gone = send_with ("officer", "DELETE", FIRST, other_key, NULL);
  g_autoptr (ZbTestAnswer) gone_again = send_with ("officer", "DELETE", FIRST, other_key, NULL);

  zb_test_assert_status (first, 200);
  zb_test_assert_status (again, 200);
  g_assert_cmpstr (again->text, ==, first->text);
  g_assert_cmpstr (zb_test_answer_header (again, "Idempotent-Replay"), ==, "true");
  zb_test_assert_status (other, 422);
  zb_test_assert_status (gone, 204);
  zb_test_assert_status (gone_again, 204);
  g_assert_cmpint (count_audits ("layout.save") + count_audits ("layout.remove"), ==, before + 2);
}

static void
test_wrong (void)
{
  static const struct
  {
    const char *who, *id, *body;
    guint status;
    const char *pointer;
  } cases[] = {
    { NULL, FIRST, GATES, 401, NULL },
    { "wall", FIRST, GATES, 403, NULL },
    { "officer", "x", GATES, 404, NULL },
    { "officer", FIRST, "{\"shape\":\"9\"}", 422, "/name" },
    { "officer", FIRST, "{\"name\":\"  \",\"shape\":\"9\"}", 422, "/name" },
    { "officer", FIRST, "{\"name\":\"12345678901234567890123456789012345678901\",\"shape\":\"9\"}", 422,
      "/name" },
    { "officer", FIRST, "{\"name\":\"a\"}", 422, "/shape" },
    { "officer", FIRST, "{\"name\":\"a\",\"shape\":\"9;\"}", 422, "/shape" },
    { "officer", FIRST, "{\"name\":\"a\",\"shape\":\"9\",\"cameras\":[\"here\"]}", 422, "/cameras/0" },
    { "officer", FIRST, "{\"name\":\"a\",\"shape\":\"9\",\"seconds\":4}", 422, "/seconds" },
    { "officer", FIRST, "{\"name\":\"a\",\"shape\":\"9\",\"seconds\":301}", 422, "/seconds" },
    { "officer", FIRST, "{\"name\":\"a\",\"shape\":\"9\",\"id\":\"" SECOND "\"}", 422, "/id" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ZbTestAnswer) answer = send (cases[i].who, "PUT", cases[i].id, cases[i].body);
      zb_test_assert_status (answer, cases[i].status);
      if (cases[i].pointer)
        g_assert_cmpstr (zb_test_answer_text (answer, "/errors/0/pointer"), ==, cases[i].pointer);
    }
  g_assert_cmpuint (count_of ("officer"), ==, 0);
}

/* Twenty-six places are more than any wall of tiles has. */
static void
test_too_many_cameras (void)
{
  g_autoptr (GString) body = g_string_new ("{\"name\":\"a\",\"shape\":\"25\",\"cameras\":[\"\"");
  for (guint i = 0; i < ZB_LAYOUT_CAMERAS_MOST; i++)
    g_string_append (body, ",\"\"");
  g_string_append (body, "]}");
  g_autoptr (ZbTestAnswer) answer = send ("officer", "PUT", FIRST, body->str);
  zb_test_assert_status (answer, 422);
  g_assert_cmpstr (zb_test_answer_text (answer, "/errors/0/pointer"), ==, "/cameras");
}

static void
test_full (void)
{
  char *ids[ZB_LAYOUTS_MOST + 1];
  for (guint i = 0; i <= ZB_LAYOUTS_MOST; i++)
    {
      ids[i] = zb_uuid_new ();
      g_autoptr (ZbTestAnswer) answer = send ("leader", "PUT", ids[i], GATES);
      zb_test_assert_status (answer, i < ZB_LAYOUTS_MOST ? 200 : 409);
      if (answer->status == 409)
        g_assert_cmpstr (zb_test_answer_text (answer, "/because"), ==, "layouts_full");
    }
  /* One that is there may still be changed. */
  g_autoptr (ZbTestAnswer) changed = send ("leader", "PUT", ids[0], GATES);
  zb_test_assert_status (changed, 200);
  g_assert_cmpuint (count_of ("leader"), ==, ZB_LAYOUTS_MOST);
  for (guint i = 0; i <= ZB_LAYOUTS_MOST; i++)
    g_free (ids[i]);
}

/* --- snapshots -------------------------------------------------------------------------------------- */

static ZbTestAnswer *
note (const char *who, const char *camera, gint64 from_now, const char *source)
{
  char at[ZB_TIME_LENGTH + 1];
  zb_time_format (g_get_real_time () + from_now, at);
  g_autofree char *path = g_strconcat ("/cameras/", camera, "/snapshot", NULL);
  g_autofree char *body = g_strdup_printf ("{\"at\":\"%s\",\"source\":\"%s\"}", at, source);
  return zb_test_send (platform, who, "POST", path, NULL, body);
}

/* Who, which camera, of when, live or not, and the number that the picture carries. */
static void
test_snapshot (void)
{
  const gint64 before = count_audits ("camera.snapshot");
  g_autoptr (ZbTestAnswer) live = note ("officer", ZB_TEST_CAMERA_NORTH, 0, "live");
  g_autoptr (ZbTestAnswer) played = note ("officer", ZB_TEST_CAMERA_NORTH, -3 * G_TIME_SPAN_DAY, "playback");
  g_autoptr (ZbTestAnswer) audit = zb_test_get (platform, "auditor", "/audit?id=" ZB_TEST_CAMERA_NORTH);

  zb_test_assert_status (live, 201);
  zb_test_assert_status (played, 201);
  g_assert_true (zb_uuid_is_valid (zb_test_answer_text (live, "/id")));
  g_assert_nonnull (zb_test_answer_text (live, "/at"));
  g_assert_cmpint (count_audits ("camera.snapshot"), ==, before + 2);
  g_assert_nonnull (strstr (audit->text, zb_test_answer_text (live, "/id")));
  g_assert_nonnull (strstr (audit->text, "playback "));
}

/* By a seat whose clock is an hour off, either way: the picture was taken all the same. */
static void
test_snapshot_clock (void)
{
  const gint64 before = count_audits ("camera.snapshot");
  g_autoptr (ZbTestAnswer) ahead = note ("officer", ZB_TEST_CAMERA_NORTH, G_TIME_SPAN_HOUR, "live");
  g_autoptr (ZbTestAnswer) behind = note ("officer", ZB_TEST_CAMERA_NORTH, -G_TIME_SPAN_HOUR, "live");

  zb_test_assert_status (ahead, 201);
  zb_test_assert_status (behind, 201);
  g_assert_cmpint (count_audits ("camera.snapshot"), ==, before + 2);
}

static void
test_snapshot_refused (void)
{
  static const struct
  {
    const char *who, *camera;
    gint64 from_now;
    const char *source;
    guint status;
  } cases[] = {
    { NULL, ZB_TEST_CAMERA_NORTH, 0, "live", 401 },
    { "wall", ZB_TEST_CAMERA_NORTH, 0, "live", 403 },
    { "auditor", ZB_TEST_CAMERA_NORTH, 0, "live", 403 },
    { "reviewer", ZB_TEST_CAMERA_NORTH, 0, "live", 403 },
    { "south", ZB_TEST_CAMERA_NORTH, 0, "live", 404 },
    { "officer", ZB_TEST_UNIT_1, 0, "live", 404 },
    { "officer", ZB_TEST_CAMERA_NORTH, 0, "elsewhere", 422 },
  };
  const gint64 before = count_audits ("camera.snapshot");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ZbTestAnswer) answer =
          note (cases[i].who, cases[i].camera, cases[i].from_now, cases[i].source);
      zb_test_assert_status (answer, cases[i].status);
    }
  g_autoptr (ZbTestAnswer) bare =
      zb_test_send (platform, "officer", "POST", "/cameras/" ZB_TEST_CAMERA_NORTH "/snapshot", NULL, "{}");
  zb_test_assert_status (bare, 422);
  g_assert_cmpint (count_audits ("camera.snapshot"), ==, before);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  platform = zb_test_platform_new ();
  g_test_add_func ("/layouts/own", test_own);
  g_test_add_func ("/layouts/apart", test_apart);
  g_test_add_func ("/layouts/once", test_once);
  g_test_add_func ("/layouts/wrong", test_wrong);
  g_test_add_func ("/layouts/too-many-cameras", test_too_many_cameras);
  g_test_add_func ("/layouts/full", test_full);
  g_test_add_func ("/layouts/snapshot", test_snapshot);
  g_test_add_func ("/layouts/snapshot-clock", test_snapshot_clock);
  g_test_add_func ("/layouts/snapshot-refused", test_snapshot_refused);
  int result = g_test_run ();
  zb_test_platform_free (platform);
  return result;
}
