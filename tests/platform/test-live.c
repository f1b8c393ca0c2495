/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-test-platform.h"

#include "zb-live.h"

#include <gst/gst.h>

static ZbTestPlatform *platform;

static ZbTestAnswer *
ask (const char *who, const char *camera, const char *body)
{
  g_autofree char *path = g_strconcat ("/cameras/", camera, "/live", NULL);
  return zb_test_send (platform, who, "POST", path, NULL, body);
}

static void
test_refused (void)
{
  const struct
  {
    const char *who;
    const char *camera;
    const char *body;
    guint status;
  } cases[] = {
    { NULL, ZB_TEST_CAMERA_NORTH, "{}", 401 },
    { "auditor", ZB_TEST_CAMERA_NORTH, "{}", 403 },
    { "reviewer", ZB_TEST_CAMERA_NORTH, "{}", 403 },
    { "south", ZB_TEST_CAMERA_NORTH, "{}", 404 },
    { "officer", ZB_TEST_UNIT_1, "{}", 404 },
    { "officer", ZB_TEST_CAMERA_OFFLINE, "{}", 409 },
    { "officer", ZB_TEST_CAMERA_NORTH, "{\"profile\":\"huge\"}", 422 },
    { "officer", ZB_TEST_CAMERA_NORTH, "{\"profile\":7}", 422 },
    { "officer", ZB_TEST_CAMERA_NORTH, "{", 400 },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ZbTestAnswer) answer = ask (cases[i].who, cases[i].camera, cases[i].body);
      zb_test_assert_status (answer, cases[i].status);
    }
}

static void
test_offline_says_so (void)
{
  g_autoptr (ZbTestAnswer) answer = ask ("officer", ZB_TEST_CAMERA_OFFLINE, "{}");
  g_assert_cmpstr (zb_test_answer_text (answer, "/state"), ==, "offline");
}

static void
test_no_gateway (void)
{
  g_autoptr (ZbTestAnswer) answer = ask ("officer", ZB_TEST_CAMERA_NORTH, "{}");
  zb_test_assert_status (answer, 503);
  g_assert_nonnull (zb_test_answer_header (answer, "Retry-After"));
}

static gint64
count_audits (void)
{
  g_autofree char *path = g_build_filename (zb_test_platform_get_dir (platform), "platform.db", NULL);
  g_autoptr (ZbConnection) connection = zb_connection_open (path, ZB_CONNECTION_READ, NULL);
  g_autoptr (ZbStatement) row =
      zb_connection_prepare (connection, "SELECT count(*) FROM audit WHERE action = 'camera.live'", NULL);
  g_assert_cmpint (zb_statement_step (row, NULL), ==, ZB_STEP_ROW);
  return zb_statement_get_int64 (row, 0);
}

/* No secret in the address, another one each time, and who watches is written down. */
static void
test_ticket (void)
{
  ZbPlatform *self = zb_test_platform_get (platform);
  ZbLive *live = zb_live_new (zb_database_get_path (zb_platform_get_database (self)),
                              zb_test_platform_get_dir (platform));
  gst_init (NULL, NULL);
  g_assert_true (zb_live_start (live, "127.0.0.1", NULL));
  zb_platform_set_live (self, live);
  gint64 before = count_audits ();
  g_autoptr (ZbTestAnswer) first = ask ("officer", ZB_TEST_CAMERA_NORTH, "{\"profile\":\"main\"}");
  zb_test_assert_status (first, 200);
  g_autoptr (ZbTestAnswer) second = ask ("wall", ZB_TEST_CAMERA_NORTH, NULL);
  zb_test_assert_status (second, 200);
  const char *uri = zb_test_answer_text (first, "/uri"), *password = zb_test_answer_text (first, "/password");
  g_assert_true (g_str_has_prefix (uri, "rtsp://"));
  g_assert_nonnull (strstr (uri, ZB_TEST_CAMERA_NORTH));
  g_assert_null (strstr (uri, password));
  g_assert_cmpstr (password, !=, zb_test_answer_text (second, "/password"));
  g_assert_nonnull (zb_test_answer_text (first, "/expires_at"));
  g_assert_cmpint (count_audits (), ==, before + 2);
  zb_platform_set_live (self, NULL);
  zb_live_free (live);
}

/* Where the cameras listen on all addresses, a viewer finds them where the platform was found. */
static void
test_addresses (void)
{
  static const struct
  {
    const char *listen;
    const char *host; /* as the request names it */
    const char *begins;
  } cases[] = {
    { "127.0.0.1", "platform.example:8480", "rtsp://127.0.0.1:" },
    { "0.0.0.0", "platform.example:8480", "rtsp://platform.example:" },
    { "0.0.0.0", "192.0.2.7", "rtsp://192.0.2.7:" },
    { "0.0.0.0", "[2001:db8::7]:8480", "rtsp://[2001:db8::7]:" },
    { "::1", "[::1]:8480", "rtsp://[::1]:" },
  };
  ZbPlatform *self = zb_test_platform_get (platform);
  gst_init (NULL, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *headers[] = { "Host", cases[i].host, NULL };
      ZbLive *live = zb_live_new (zb_database_get_path (zb_platform_get_database (self)),
                                  zb_test_platform_get_dir (platform));
      if (zb_live_start (live, cases[i].listen, NULL))
        {
          zb_platform_set_live (self, live);
          g_autoptr (ZbTestAnswer) answer = zb_test_send (
              platform, "officer", "POST", "/cameras/" ZB_TEST_CAMERA_NORTH "/live", headers, "{}");
          zb_test_assert_status (answer, 200);
          const char *uri = zb_test_answer_text (answer, "/uri");
          if (!g_str_has_prefix (uri, cases[i].begins))
            g_error ("%s as %s: %s", cases[i].listen, cases[i].host, uri);
          zb_platform_set_live (self, NULL);
        }
      else
        g_assert_cmpstr (cases[i].listen, ==, "::1"); /* a machine without IPv6 */
      zb_live_free (live);
    }
}

static char *
sign_in (const char *who)
{
  g_autofree char *body =
      g_strdup_printf ("{\"username\":\"%s\",\"password\":\"" ZB_TEST_PASSWORD "\"}", who);
  g_autoptr (ZbTestAnswer) answer = zb_test_send (platform, NULL, "POST", "/session", NULL, body);
  zb_test_assert_status (answer, 201);
  return g_strconcat ("Bearer ", zb_test_answer_text (answer, "/token"), NULL);
}

static char *
get_ticket (const char *token)
{
  const char *headers[] = { "Authorization", token, NULL };
  g_autoptr (ZbTestAnswer) answer =
      zb_test_send (platform, NULL, "POST", "/cameras/" ZB_TEST_CAMERA_NORTH "/live", headers, "{}");
  zb_test_assert_status (answer, 200);
  return g_strdup (zb_test_answer_text (answer, "/user"));
}

static gboolean
is_good (ZbLive *live, const char *ticket)
{
  g_autofree char *password = zb_live_authenticate (ticket, ZB_TEST_CAMERA_NORTH, "sub", live);
  return password != NULL;
}

static void
disable (const char *who)
{
  g_autofree char *path = g_build_filename (zb_test_platform_get_dir (platform), "platform.db", NULL);
  g_autoptr (ZbConnection) connection = zb_connection_open (path, ZB_CONNECTION_WRITE, NULL);
  g_assert_true (
      zb_connection_run (connection, NULL, "UPDATE account SET enabled = 0 WHERE username = ?", "t", who));
}

/* Who has signed out or is let go watches no more, with whatever ticket. */
static void
test_ticket_ends (void)
{
  ZbPlatform *self = zb_test_platform_get (platform);
  ZbLive *live = zb_live_new (zb_database_get_path (zb_platform_get_database (self)),
                              zb_test_platform_get_dir (platform));
  g_assert_true (zb_live_start (live, "127.0.0.1", NULL));
  zb_platform_set_live (self, live);
  g_autofree char *leaving = sign_in ("officer2"), *staying = sign_in ("officer2"), *gone = sign_in ("wall");
  g_autofree char *a = get_ticket (leaving), *b = get_ticket (staying), *c = get_ticket (gone);
  g_assert_true (is_good (live, a) && is_good (live, b) && is_good (live, c));
  const char *headers[] = { "Authorization", leaving, NULL };
  g_autoptr (ZbTestAnswer) out = zb_test_send (platform, NULL, "DELETE", "/session", headers, NULL);
  zb_test_assert_status (out, 204);
  g_assert_false (is_good (live, a));
  g_assert_true (is_good (live, b));
  disable ("wall");
  g_assert_false (is_good (live, c));
  zb_platform_set_live (self, NULL);
  zb_live_free (live);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  platform = zb_test_platform_new ();
  g_test_add_func ("/live/refused", test_refused);
  g_test_add_func ("/live/offline-says-so", test_offline_says_so);
  g_test_add_func ("/live/no-gateway", test_no_gateway);
  g_test_add_func ("/live/ticket", test_ticket);
  g_test_add_func ("/live/addresses", test_addresses);
  g_test_add_func ("/live/ticket-ends", test_ticket_ends);
  int result = g_test_run ();
  zb_test_platform_free (platform);
  return result;
}
