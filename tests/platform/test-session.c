/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-test-platform.h"

#include "zb-uuid.h"

static ZbTestPlatform *platform;

static ZbTestAnswer *
sign_in (const char *username, const char *password)
{
  g_autofree char *body = g_strdup_printf ("{\"username\":\"%s\",\"password\":\"%s\"}", username, password);
  return zb_test_send (platform, NULL, "POST", "/session", NULL, body);
}

static ZbTestAnswer *
with_token (const char *method, const char *path, const char *token)
{
  g_autofree char *value = g_strconcat ("Bearer ", token, NULL);
  const char *headers[] = { "Authorization", value, NULL };
  return zb_test_send (platform, NULL, method, path, headers, NULL);
}

static void
test_sign_in (void)
{
  g_autoptr (ZbTestAnswer) answer = sign_in ("officer", ZB_TEST_PASSWORD);
  zb_test_assert_status (answer, 201);
  g_assert_cmpuint (strlen (zb_test_answer_text (answer, "/token")), ==, 64);
  g_assert_cmpstr (zb_test_answer_text (answer, "/account/role"), ==, "duty_officer");
  g_assert_null (strstr (answer->text, "argon2"));
  g_autoptr (ZbTestAnswer) me = with_token ("GET", "/me", zb_test_answer_text (answer, "/token"));
  zb_test_assert_status (me, 200);
  g_assert_cmpstr (zb_test_answer_text (me, "/username"), ==, "officer");
}

static void
test_nobody (void)
{
  g_autoptr (ZbTestAnswer) answer = zb_test_get (platform, NULL, "/alerts");
  zb_test_assert_status (answer, 401);
  g_assert_cmpstr (answer->type, ==, "application/problem+json");
  g_assert_cmpint (zb_test_answer_integer (answer, "/status"), ==, 401);
  g_assert_nonnull (zb_test_answer_header (answer, "WWW-Authenticate"));
  g_autoptr (ZbTestAnswer) wrong = with_token ("GET", "/alerts", "made up");
  zb_test_assert_status (wrong, 401);
}

static void
test_wrong_fields (void)
{
  const struct
  {
    const char *body;
    guint status;
    const char *pointer;
  } cases[] = {
    { "{\"username\":\"officer\"", 400, "" },
    { "[]", 422, "" },
    { "{}", 422, "/username" },
    { "{\"username\":1,\"password\":\"x\"}", 422, "/username" },
    { "{\"username\":\"  \",\"password\":\"x\"}", 422, "/username" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ZbTestAnswer) answer =
          zb_test_send (platform, NULL, "POST", "/session", NULL, cases[i].body);
      zb_test_assert_status (answer, cases[i].status);
      g_assert_cmpstr (zb_test_answer_text (answer, "/errors/0/pointer"), ==, cases[i].pointer);
    }
}

static void
test_rate_limit (void)
{
  for (int i = 0; i < 5; i++)
    {
      g_autoptr (ZbTestAnswer) answer = sign_in ("leader", "guess");
      zb_test_assert_status (answer, 401);
    }
  g_autoptr (ZbTestAnswer) answer = sign_in ("leader", ZB_TEST_PASSWORD);
  zb_test_assert_status (answer, 429);
  g_assert_nonnull (zb_test_answer_header (answer, "Retry-After"));
}

static void
test_refresh (void)
{
  g_autoptr (ZbTestAnswer) first = sign_in ("officer", ZB_TEST_PASSWORD);
  g_autofree char *body =
      g_strdup_printf ("{\"refresh_token\":\"%s\"}", zb_test_answer_text (first, "/refresh_token"));
  g_autoptr (ZbTestAnswer) second = zb_test_send (platform, NULL, "POST", "/session/refresh", NULL, body);
  zb_test_assert_status (second, 200);
  g_assert_cmpstr (zb_test_answer_text (second, "/token"), !=, zb_test_answer_text (first, "/token"));
  g_autoptr (ZbTestAnswer) bad =
      zb_test_send (platform, NULL, "POST", "/session/refresh", NULL, "{\"refresh_token\":\"made up\"}");
  zb_test_assert_status (bad, 401);
}

static void
test_sign_out (void)
{
  g_autoptr (ZbTestAnswer) answer = sign_in ("officer", ZB_TEST_PASSWORD);
  const char *token = zb_test_answer_text (answer, "/token");
  g_autoptr (ZbTestAnswer) out = with_token ("DELETE", "/session", token);
  zb_test_assert_status (out, 204);
  g_autoptr (ZbTestAnswer) after = with_token ("GET", "/me", token);
  zb_test_assert_status (after, 401);
}

static void
test_paths (void)
{
  g_autoptr (ZbTestAnswer) nowhere = zb_test_get (platform, "officer", "/nothing");
  zb_test_assert_status (nowhere, 404);
  g_autoptr (ZbTestAnswer) method = zb_test_send (platform, "officer", "PATCH", "/alerts", NULL, "{}");
  zb_test_assert_status (method, 405);
  g_assert_nonnull (strstr (zb_test_answer_header (method, "Allow"), "GET"));
}

static void
test_preferences (void)
{
  g_autofree char *key = zb_uuid_new ();
  const char *headers[] = { "Idempotency-Key", key, NULL };
  g_autoptr (ZbTestAnswer) bare = zb_test_send (platform, "officer", "PUT", "/me/preferences", NULL, "{}");
  zb_test_assert_status (bare, 400);
  g_autoptr (ZbTestAnswer) first =
      zb_test_send (platform, "officer", "PUT", "/me/preferences", headers, "{\"sound\":true}");
  zb_test_assert_status (first, 200);
  g_autoptr (ZbTestAnswer) again =
      zb_test_send (platform, "officer", "PUT", "/me/preferences", headers, "{\"sound\":true}");
  zb_test_assert_status (again, 200);
  g_assert_cmpstr (zb_test_answer_header (again, "Idempotent-Replay"), ==, "true");
  g_assert_cmpstr (again->text, ==, first->text);
  g_autoptr (ZbTestAnswer) other =
      zb_test_send (platform, "officer", "PUT", "/me/preferences", headers, "{\"sound\":false}");
  zb_test_assert_status (other, 422);
  g_autoptr (ZbTestAnswer) now = zb_test_get (platform, "officer", "/me/preferences");
  g_assert_cmpstr (now->text, ==, "{\"sound\":true}");
}

static void
test_follows (void)
{
  g_autofree char *unknown = zb_uuid_new ();
  g_autofree char *key = zb_uuid_new ();
  const char *headers[] = { "Idempotency-Key", key, "Follows", unknown, NULL };
  g_autoptr (ZbTestAnswer) answer =
      zb_test_send (platform, "officer", "PUT", "/me/preferences", headers, "{}");
  zb_test_assert_status (answer, 424);
}

static void
test_too_large (void)
{
  g_autofree char *body = g_strnfill (3 * 1024 * 1024, 'x');
  g_autoptr (ZbTestAnswer) answer = zb_test_send (platform, "officer", "PUT", "/me/preferences", NULL, body);
  zb_test_assert_status (answer, 413);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  platform = zb_test_platform_new ();
  g_test_add_func ("/session/sign-in", test_sign_in);
  g_test_add_func ("/session/nobody", test_nobody);
  g_test_add_func ("/session/wrong-fields", test_wrong_fields);
  g_test_add_func ("/session/refresh", test_refresh);
  g_test_add_func ("/session/sign-out", test_sign_out);
  g_test_add_func ("/session/rate-limit", test_rate_limit);
  g_test_add_func ("/session/paths", test_paths);
  g_test_add_func ("/session/preferences", test_preferences);
  g_test_add_func ("/session/follows", test_follows);
  g_test_add_func ("/session/too-large", test_too_large);
  int result = g_test_run ();
  zb_test_platform_free (platform);
  return result;
}
