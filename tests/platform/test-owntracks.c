/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Positions of units out of OwnTracks: whose key, which points count, and that none moves a unit back in
 * time. */
#include "zb-test-platform.h"

#include "zb-owntracks.h"
#include "zb-sign-in-limit.h"

#include <math.h>

#define UNIT "/units/" ZB_TEST_UNIT_1
#define KEY_PATH UNIT "/owntracks-key"

static ZbTestPlatform *platform;

/* A try that is counted as wrong must not stand in the next test's way. */
static void
forgive (void)
{
  zb_sign_in_limit_succeeded ("owntracks 127.0.0.1", NULL);
}

static char *
make_key (void)
{
  g_autoptr (ZbTestAnswer) answer = zb_test_send (platform, "officer", "POST", KEY_PATH, NULL, NULL);
  zb_test_assert_status (answer, 201);
  g_assert_cmpstr (zb_test_answer_text (answer, "/user"), ==, ZB_OWNTRACKS_USER);
  g_assert_true (g_str_has_suffix (zb_test_answer_text (answer, "/url"), "/api/v1/owntracks"));
  return g_strdup (zb_test_answer_text (answer, "/key"));
}

static ZbTestAnswer *
post (const char *key, const char *body)
{
  g_autofree char *both = g_strconcat (ZB_OWNTRACKS_USER ":", key, NULL);
  g_autofree char *coded = g_base64_encode ((const guchar *)both, strlen (both));
  g_autofree char *value = g_strconcat ("Basic ", coded, NULL);
  const char *headers[] = { "Authorization", value, "X-Limit-U", "team", "X-Limit-D", "phone", NULL };
  return zb_test_send (platform, NULL, "POST", "/owntracks", headers, body);
}

static ZbTestAnswer *
post_at (const char *key, double lat, gint64 seconds)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *body = g_strdup_printf (
      "{\"_type\":\"location\",\"lat\":%s,\"lon\":121.41,\"tst\":%" G_GINT64_FORMAT
      ",\"acc\":12,\"vel\":36,\"cog\":270,\"batt\":88,\"tid\":\"t1\",\"topic\":\"owntracks/team/phone\"}",
      g_ascii_formatd (text, sizeof text, "%.4f", lat), seconds);
  return post (key, body);
}

static double
get_real (ZbTestAnswer *answer, const char *pointer)
{
  yyjson_val *value = yyjson_ptr_get (answer->root, pointer);
  return yyjson_is_num (value) ? yyjson_get_num (value) : NAN;
}

static gint64
now_seconds (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static void
test_moves (void)
{
  g_autofree char *key = make_key ();
  g_autoptr (ZbTestFeed) feed = zb_test_feed_open (platform, "officer", -1, NULL);
  g_assert_nonnull (zb_test_feed_wait (feed, "hello", 5000));
  g_autoptr (ZbTestAnswer) answer = post_at (key, 31.2301, now_seconds () + 1);
  zb_test_assert_status (answer, 200);
  g_assert_cmpstr (answer->text, ==, "[]");
  g_assert_nonnull (zb_test_feed_wait_event (feed, "unit.moved", ZB_TEST_UNIT_1, 5000));
  g_autoptr (ZbTestAnswer) unit = zb_test_get (platform, "officer", UNIT);
  g_assert_cmpfloat_with_epsilon (get_real (unit, "/location/coordinates/1"), 31.2301, 1e-9);
  g_assert_cmpfloat_with_epsilon (get_real (unit, "/accuracy"), 12, 1e-9);
  g_assert_cmpfloat_with_epsilon (get_real (unit, "/speed"), 10, 1e-9);
  g_assert_cmpfloat_with_epsilon (get_real (unit, "/heading"), 270, 1e-9);
  g_assert_cmpstr (zb_test_answer_text (unit, "/source"), ==, "owntracks/phone");
}

/* What was waiting on the telephone is taken, so that it is not sent for ever, and changes nothing; a clock
 * that is an hour ahead does not hide what comes after. */
static void
test_time (void)
{
  g_autofree char *key = make_key ();
  gint64 now = now_seconds () + 3;
  g_autoptr (ZbTestAnswer) first = post_at (key, 31.2311, now);
  g_autoptr (ZbTestAnswer) old = post_at (key, 31.2399, now - 300);
  zb_test_assert_status (old, 200);
  g_autoptr (ZbTestAnswer) unit = zb_test_get (platform, "officer", UNIT);
  g_assert_cmpfloat_with_epsilon (get_real (unit, "/location/coordinates/1"), 31.2311, 1e-9);
  g_autoptr (ZbTestAnswer) ahead = post_at (key, 31.2321, now + 3600);
  g_autoptr (ZbTestAnswer) ahead_too = post_at (key, 31.2331, now + 3601);
  zb_test_assert_status (ahead_too, 200);
  g_autoptr (ZbTestAnswer) after = zb_test_get (platform, "officer", UNIT);
  g_assert_cmpfloat_with_epsilon (get_real (after, "/location/coordinates/1"), 31.2331, 1e-9);
}

static void
test_unknown_speed (void)
{
  g_autofree char *key = make_key ();
  g_autofree char *body =
      g_strdup_printf ("{\"_type\":\"location\",\"lat\":31.22,\"lon\":121.4,\"tst\":%" G_GINT64_FORMAT
                       ",\"vel\":-1,\"cog\":-1}",
                       now_seconds () + 2);
  g_autoptr (ZbTestAnswer) answer = post (key, body);
  zb_test_assert_status (answer, 200);
  g_autoptr (ZbTestAnswer) unit = zb_test_get (platform, "officer", UNIT);
  g_assert_true (isnan (get_real (unit, "/speed")));
  g_assert_true (isnan (get_real (unit, "/heading")));
  g_assert_true (isnan (get_real (unit, "/accuracy")));
}

static gint64
get_version (void)
{
  g_autoptr (ZbTestAnswer) unit = zb_test_get (platform, "officer", UNIT);
  return zb_test_answer_integer (unit, "/version");
}

static void
test_others (void)
{
  g_autofree char *key = make_key ();
  gint64 before = get_version ();
  const struct
  {
    const char *body;
    guint status;
  } cases[] = {
    { "{\"_type\":\"lwt\",\"tst\":1}", 200 },
    { "{\"_type\":\"transition\",\"event\":\"enter\"}", 200 },
    { "", 400 },
    { "{", 400 },
    { "[]", 400 },
    { "7", 400 },
    { "{}", 422 },
    { "{\"_type\":7}", 422 },
    { "{\"_type\":\"location\"}", 422 },
    { "{\"_type\":\"location\",\"lat\":91,\"lon\":121,\"tst\":1}", 422 },
    { "{\"_type\":\"location\",\"lat\":31,\"lon\":\"121\",\"tst\":1}", 422 },
    { "{\"_type\":\"location\",\"lat\":31,\"lon\":1e308,\"tst\":1}", 422 },
    { "{\"_type\":\"location\",\"lat\":31,\"lon\":121}", 422 },
    { "{\"_type\":\"location\",\"lat\":31,\"lon\":121,\"tst\":-5}", 422 },
    { "{\"_type\":\"location\",\"lat\":31,\"lon\":121,\"tst\":99999999999999}", 422 },
    { "{\"_type\":\"location\",\"lat\":31,\"lon\":121,\"tst\":1.5}", 422 },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ZbTestAnswer) answer = post (key, cases[i].body);
      g_test_message ("%s", cases[i].body);
      zb_test_assert_status (answer, cases[i].status);
    }
  g_assert_cmpint (get_version (), ==, before);
}

/* Another key takes the first one's place; nobody's, a wrong one and one that was taken away move nobody. */
static void
test_keys (void)
{
  g_autofree char *first = make_key (), *second = make_key ();
  g_assert_cmpstr (first, !=, second);
  g_autoptr (ZbTestAnswer) nobody = zb_test_send (platform, NULL, "POST", "/owntracks", NULL, "{}");
  zb_test_assert_status (nobody, 401);
  g_assert_nonnull (strstr (zb_test_answer_header (nobody, "WWW-Authenticate"), "Basic"));
  g_autoptr (ZbTestAnswer) replaced = post_at (first, 31.22, now_seconds ());
  zb_test_assert_status (replaced, 401);
  g_autoptr (ZbTestAnswer) good = post_at (second, 31.22, now_seconds () + 4);
  zb_test_assert_status (good, 200);
  g_autoptr (ZbTestAnswer) taken = zb_test_send (platform, "leader", "DELETE", KEY_PATH, NULL, NULL);
  zb_test_assert_status (taken, 200);
  g_assert_cmpint (zb_test_answer_integer (taken, "/ended"), ==, 1);
  g_autoptr (ZbTestAnswer) gone = post_at (second, 31.22, now_seconds () + 4);
  zb_test_assert_status (gone, 401);
  forgive ();
}

static void
test_roles (void)
{
  const char *others[] = { "north", "handler", "checker", "auditor", "wall" };
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr (ZbTestAnswer) answer = zb_test_send (platform, others[i], "POST", KEY_PATH, NULL, NULL);
      zb_test_assert_status (answer, 403);
    }
  g_autoptr (ZbTestAnswer) nowhere = zb_test_send (
      platform, "admin", "POST", "/units/01890000-0000-7000-8000-00000000dead/owntracks-key", NULL, NULL);
  zb_test_assert_status (nowhere, 404);
}

static char *
run_program (const char *verb, const char *name)
{
  g_autofree char *program =
      g_build_filename (g_getenv ("ZHIBAN_BUILD"), "src/platform/zhiban-platform", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error, program,
                        "unit", verb, "--data-dir", zb_test_platform_get_dir (platform), name, NULL);
  char *out = NULL;
  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &out, NULL, NULL));
  g_assert_true (g_subprocess_get_successful (process));
  return out;
}

/* The program makes keys, too, beside the platform that runs. */
static void
test_program (void)
{
  g_autofree char *made = run_program ("key", "一号"), *units = run_program ("list", NULL);
  g_autofree char *key = g_strstrip (g_strdup (strstr (made, "key: ") + strlen ("key: ")));
  g_assert_nonnull (strstr (units, "一号 *\n"));
  g_autoptr (ZbTestAnswer) good = post (key, "{\"_type\":\"lwt\"}");
  zb_test_assert_status (good, 200);
  g_autofree char *taken = run_program ("end-key", "一号");
  g_autoptr (ZbTestAnswer) gone = post (key, "{\"_type\":\"lwt\"}");
  zb_test_assert_status (gone, 401);
  forgive ();
}

/* Who tries keys out has to wait. */
static void
test_guesses (void)
{
  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (ZbTestAnswer) wrong = post_at ("made-up", 31.22, now_seconds ());
      zb_test_assert_status (wrong, 401);
    }
  g_autofree char *key = make_key ();
  g_autoptr (ZbTestAnswer) late = post_at (key, 31.22, now_seconds ());
  zb_test_assert_status (late, 429);
  g_assert_nonnull (zb_test_answer_header (late, "Retry-After"));
  forgive ();
}

static void
test_too_often (void)
{
  g_autofree char *key = make_key ();
  guint status = 200, n = 0;
  for (; n < 700 && status == 200; n++)
    {
      g_autoptr (ZbTestAnswer) answer = post (key, "{\"_type\":\"lwt\"}");
      status = answer->status;
    }
  g_assert_cmpuint (status, ==, 429);
  g_assert_cmpuint (n, >, 500);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  platform = zb_test_platform_new ();
  g_test_add_func ("/owntracks/moves", test_moves);
  g_test_add_func ("/owntracks/unknown-speed", test_unknown_speed);
  g_test_add_func ("/owntracks/time", test_time);
  g_test_add_func ("/owntracks/others", test_others);
  g_test_add_func ("/owntracks/keys", test_keys);
  g_test_add_func ("/owntracks/roles", test_roles);
  g_test_add_func ("/owntracks/program", test_program);
  g_test_add_func ("/owntracks/guesses", test_guesses);
  g_test_add_func ("/owntracks/too-often", test_too_often);
  int code = g_test_run ();
  zb_test_platform_free (platform);
  return code;
}
