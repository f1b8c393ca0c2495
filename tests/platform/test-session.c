/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-test-platform.h"

#include "zb-accounts.h"
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

/* What answers here is told to anybody, and nothing more than that. */
static void
test_contract (void)
{
  g_autoptr (ZbTestAnswer) answer = zb_test_get (platform, NULL, "/");
  g_autoptr (ZbTestAnswer) posted = zb_test_post (platform, NULL, "/", "{}");

  zb_test_assert_status (answer, 200);
  g_assert_cmpstr (zb_test_answer_text (answer, "/service"), ==, "zhiban");
  g_assert_cmpstr (zb_test_answer_text (answer, "/contract"), ==, "1.0.0");
  g_assert_nonnull (zb_test_answer_text (answer, "/server_time"));
  g_assert_cmpuint (yyjson_obj_size (answer->root), ==, 3);
  zb_test_assert_status (posted, 405);
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

static ZbConnection *
open_database (void)
{
  g_autofree char *path = g_build_filename (zb_test_platform_get_dir (platform), "platform.db", NULL);
  return zb_connection_open (path, ZB_CONNECTION_WRITE, NULL);
}

static void
set_spent (const char *hash, gint64 ago)
{
  g_autoptr (ZbConnection) connection = open_database ();
  g_autoptr (GError) error = NULL;
  zb_connection_run (connection, &error, "UPDATE session SET spent = ? WHERE hash = ?", "it",
                     g_get_real_time () - ago, hash);
  g_assert_no_error (error);
}

static ZbTestAnswer *
refresh (const char *token)
{
  g_autofree char *body = g_strdup_printf ("{\"refresh_token\":\"%s\"}", token);
  return zb_test_send (platform, NULL, "POST", "/session/refresh", NULL, body);
}

/* Who asks again with a spent token may have lost the answer: within half a minute in any case, which that
 * does not make any longer, and later where nobody has gone on from it. Otherwise the session ends, and the
 * audit says whose it was. */
static void
test_stolen (void)
{
  g_autoptr (ZbTestAnswer) first = sign_in ("officer2", ZB_TEST_PASSWORD);
  const char *token = zb_test_answer_text (first, "/refresh_token");
  g_autofree char *hash = zb_secret_hash (token);
  g_autoptr (ZbTestAnswer) second = refresh (token);
  zb_test_assert_status (second, 200);
  set_spent (hash, 20 * G_USEC_PER_SEC);
  g_autoptr (ZbTestAnswer) lost = refresh (token);
  zb_test_assert_status (lost, 200);

  g_autoptr (ZbConnection) connection = open_database ();
  g_autoptr (ZbStatement) row =
      zb_connection_query (connection, NULL, "SELECT spent FROM session WHERE hash = ?", "t", hash);
  g_assert_cmpint (zb_statement_step (row, NULL), ==, ZB_STEP_ROW);
  g_assert_cmpint (zb_statement_get_int64 (row, 0), <, g_get_real_time () - 19 * G_USEC_PER_SEC);
  zb_statement_reset (row);

  /* Nobody has used what it was exchanged for: the answers were lost. */
  set_spent (hash, 40 * G_USEC_PER_SEC);
  g_autoptr (ZbTestAnswer) lost_for_long = refresh (token);
  zb_test_assert_status (lost_for_long, 200);

  /* Somebody goes on from the last one, and then somebody else comes with what it has superseded. */
  g_autoptr (ZbTestAnswer) gone_on = refresh (zb_test_answer_text (lost_for_long, "/refresh_token"));
  zb_test_assert_status (gone_on, 200);
  g_autoptr (ZbTestAnswer) late = refresh (zb_test_answer_text (second, "/refresh_token"));
  zb_test_assert_status (late, 401);
  g_autoptr (ZbTestAnswer) ended = with_token ("GET", "/me", zb_test_answer_text (second, "/token"));
  zb_test_assert_status (ended, 401);
  g_autoptr (ZbStatement) audit = zb_connection_prepare (
      connection, "SELECT name FROM audit WHERE action = 'session.stolen' ORDER BY number DESC LIMIT 1",
      NULL);
  g_assert_cmpint (zb_statement_step (audit, NULL), ==, ZB_STEP_ROW);
  g_assert_cmpstr (zb_statement_get_text (audit, 0), ==, "officer2");
}

static gint64
count_refused (const char *name)
{
  g_autoptr (ZbConnection) connection = open_database ();
  g_autoptr (ZbStatement) rows = zb_connection_query (
      connection, NULL, "SELECT count(*) FROM audit WHERE action = 'session.refused' AND name IS ?", "t",
      name);

  g_assert_cmpint (zb_statement_step (rows, NULL), ==, ZB_STEP_ROW);
  return zb_statement_get_int64 (rows, 0);
}

/* The audit tells at whose account somebody tried, and not what was typed where that is nobody's: it may be a
 * password. */
static void
test_refused_name (void)
{
  const gint64 known = count_refused ("officer2"), unknown = count_refused (NULL);
  g_autoptr (ZbTestAnswer) wrong = sign_in ("officer2", "not-the-password");
  g_autoptr (ZbTestAnswer) nobody = sign_in ("my-secret-word", "officer2");

  zb_test_assert_status (wrong, 401);
  zb_test_assert_status (nobody, 401);
  g_assert_cmpint (count_refused ("officer2"), ==, known + 1);
  g_assert_cmpint (count_refused (NULL), ==, unknown + 1);
  g_assert_cmpint (count_refused ("my-secret-word"), ==, 0);
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
  g_autoptr (ZbTestAnswer) audit = zb_test_get (platform, "auditor", "/audit");
  g_assert_nonnull (strstr (audit->text, "\"account.preferences\""));
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

#define EXPECT "Expect: 100-continue\r\n\r\n"

typedef struct
{
  const char *head;
  char *line; /* the first of what is answered, "" where nothing is */
} Asked;

/* Sends the head of a request alone. */
static gpointer
ask (gpointer data)
{
  Asked *self = data;
  g_autoptr (GUri) uri = g_uri_parse (zb_test_platform_get_url (platform), G_URI_FLAGS_NONE, NULL);
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_socket_client_set_timeout (client, 5);
  g_autoptr (GSocketConnection) connection = g_socket_client_connect_to_host (
      client, g_uri_get_host (uri), (guint16)g_uri_get_port (uri), NULL, NULL);
  g_assert_nonnull (connection);
  GOutputStream *out = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  g_assert_true (g_output_stream_write_all (out, self->head, strlen (self->head), NULL, NULL, NULL));
  g_autoptr (GDataInputStream) in =
      g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
  char *line = g_data_input_stream_read_line (in, NULL, NULL, NULL);
  g_atomic_pointer_set (&self->line, line ? line : g_strdup (""));
  return NULL;
}

static gboolean
is_answered (gpointer asked)
{
  return g_atomic_pointer_get (&((Asked *)asked)->line) != NULL;
}

/* In a thread, since the platform turns in this one. */
static char *
send_head (const char *head)
{
  Asked asked = { .head = head };
  GThread *thread = g_thread_new ("ask", ask, &asked);
  g_assert_true (zb_test_wait (is_answered, &asked, 10000));
  g_thread_join (thread);
  return asked.line;
}

/* A stranger's large body is not asked for, however it would come. */
static void
test_strangers_body (void)
{
  static const char *const heads[] = {
    "POST /api/v1/ingest/events HTTP/1.1\r\nHost: a\r\nContent-Length: 4000000\r\n" EXPECT,
    "PUT /api/v1/evidence/0198c0de-0000-7000-8000-000000000001 HTTP/1.1\r\nHost: a\r\n"
    "Transfer-Encoding: chunked\r\n" EXPECT,
    "PUT /field/pictures/0198c0de-0000-7000-8000-000000000001 HTTP/1.1\r\nHost: a\r\n"
    "Content-Length: 4000000\r\n" EXPECT,
  };
  for (gsize i = 0; i < G_N_ELEMENTS (heads); i++)
    {
      g_autofree char *line = send_head (heads[i]);
      g_assert_true (g_str_has_prefix (line, "HTTP/1.1 401 "));
    }
  g_autofree char *waits =
      send_head ("POST /api/v1/session HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n" EXPECT);
  g_assert_true (g_str_has_prefix (waits, "HTTP/1.1 100 "));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  platform = zb_test_platform_new ();
  g_test_add_func ("/session/sign-in", test_sign_in);
  g_test_add_func ("/session/contract", test_contract);
  g_test_add_func ("/session/nobody", test_nobody);
  g_test_add_func ("/session/wrong-fields", test_wrong_fields);
  g_test_add_func ("/session/refresh", test_refresh);
  g_test_add_func ("/session/stolen", test_stolen);
  g_test_add_func ("/session/refused-name", test_refused_name);
  g_test_add_func ("/session/sign-out", test_sign_out);
  g_test_add_func ("/session/rate-limit", test_rate_limit);
  g_test_add_func ("/session/paths", test_paths);
  g_test_add_func ("/session/preferences", test_preferences);
  g_test_add_func ("/session/follows", test_follows);
  g_test_add_func ("/session/too-large", test_too_large);
  g_test_add_func ("/session/strangers-body", test_strangers_body);
  int result = g_test_run ();
  zb_test_platform_free (platform);
  return result;
}
