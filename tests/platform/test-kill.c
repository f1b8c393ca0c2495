/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The real program is killed amid commands, again and again: what it had accepted is there exactly
 * once, what got no answer is sent again with its key and is there exactly once too. */
#include "zb-test-platform.h"

#include "zb-uuid.h"

#include <glib/gstdio.h>
#include <signal.h>

#define ROUNDS 10
#define NOTES 24

static char *dir, *program, *password, *case_id;
static SoupSession *session;
static guint rounds;

typedef struct
{
  GSubprocess *process;
  char *url;
  char *token;
} Server;

/* A note, and what became of it. */
typedef struct
{
  char *key;
  char *text;
  guint status;
  gboolean answered;
} Note;

/* --- the program ----------------------------------------------------------------------------------- */

static void
start (Server *server)
{
  server->process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                                      NULL, program, "--demo", "--alerts-per-minute", "0", "--listen",
                                      "127.0.0.1:0", "--data-dir", dir, NULL);
  g_autoptr (GDataInputStream) out = g_data_input_stream_new (g_subprocess_get_stdout_pipe (server->process));
  gsize length = 0;
  g_autofree char *line = g_data_input_stream_read_line (out, &length, NULL, NULL);
  g_assert_nonnull (line);
  yyjson_doc *doc = yyjson_read (line, length, 0);
  server->url = g_strdup (yyjson_get_str (yyjson_ptr_get (yyjson_doc_get_root (doc), "/url")));
  g_set_str (&password, yyjson_get_str (yyjson_ptr_get (yyjson_doc_get_root (doc), "/accounts/0/password")));
  yyjson_doc_free (doc);
}

static void
kill_hard (Server *server)
{
  g_subprocess_send_signal (server->process, SIGKILL);
  g_assert_true (g_subprocess_wait (server->process, NULL, NULL));
  g_clear_object (&server->process);
  g_clear_pointer (&server->url, g_free);
  g_clear_pointer (&server->token, g_free);
}

/* --- asking it ------------------------------------------------------------------------------------- */

static SoupMessage *
message_new (Server *server, const char *method, const char *path, const char *body)
{
  g_autofree char *url = g_strconcat (server->url, "/api/v1", path, NULL);
  SoupMessage *message = soup_message_new (method, url);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  g_autofree char *bearer = server->token != NULL ? g_strconcat ("Bearer ", server->token, NULL) : NULL;
  if (bearer != NULL)
    soup_message_headers_replace (headers, "Authorization", bearer);
  g_autoptr (GBytes) bytes = body != NULL ? g_bytes_new (body, strlen (body)) : NULL;
  if (bytes != NULL)
    soup_message_set_request_body_from_bytes (message, "application/json", bytes);
  return message;
}

static yyjson_doc *
ask (Server *server, const char *method, const char *path, const char *body)
{
  g_autoptr (SoupMessage) message = message_new (server, method, path, body);
  g_autoptr (GBytes) answer = soup_session_send_and_read (session, message, NULL, NULL);
  g_assert_nonnull (answer);
  g_assert_cmpuint (soup_message_get_status (message), <, 300);
  return yyjson_read (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer), 0);
}

static void
sign_in (Server *server)
{
  g_autofree char *body = g_strdup_printf ("{\"username\":\"zhiban\",\"password\":\"%s\"}", password);
  yyjson_doc *doc = ask (server, "POST", "/session", body);
  server->token = g_strdup (yyjson_get_str (yyjson_ptr_get (yyjson_doc_get_root (doc), "/token")));
  yyjson_doc_free (doc);
}

static void
find_case (Server *server)
{
  yyjson_doc *doc = ask (server, "GET", "/cases?limit=1", NULL);
  case_id = g_strdup (yyjson_get_str (yyjson_ptr_get (yyjson_doc_get_root (doc), "/items/0/id")));
  g_assert_nonnull (case_id);
  yyjson_doc_free (doc);
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer data)
{
  Note *note = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = soup_session_send_and_read_finish (session, result, &error);
  if (error != NULL)
    g_test_message ("%s: %s", note->text, error->message);
  SoupMessage *message = soup_session_get_async_result_message (session, result);
  note->status = body != NULL ? soup_message_get_status (message) : 0;
  note->answered = TRUE;
}

static void
send_note (Server *server, Note *note)
{
  g_autofree char *path = g_strconcat ("/cases/", case_id, "/notes", NULL);
  g_autofree char *body = g_strdup_printf ("{\"text\":\"%s\"}", note->text);
  g_autoptr (SoupMessage) message = message_new (server, "POST", path, body);
  soup_message_headers_replace (soup_message_get_request_headers (message), "Idempotency-Key", note->key);
  note->answered = FALSE;
  soup_session_send_and_read_async (session, message, G_PRIORITY_DEFAULT, NULL, on_answered, note);
}

static gboolean
are_answered (gpointer data)
{
  GPtrArray *notes = data;
  for (guint i = 0; i < notes->len; i++)
    if (!((Note *)g_ptr_array_index (notes, i))->answered)
      return FALSE;
  return TRUE;
}

static gboolean
is_over (gpointer until)
{
  return g_get_monotonic_time () > *(gint64 *)until;
}

/* --- the round ----------------------------------------------------------------------------------------- */

static void
note_free (gpointer data)
{
  Note *note = data;
  g_free (note->key);
  g_free (note->text);
  g_free (note);
}

static void
add_notes (GPtrArray *all, GPtrArray *new)
{
  for (guint i = 0; i < NOTES; i++)
    {
      Note *note = g_new0 (Note, 1);
      note->key = zb_uuid_new ();
      note->text = g_strdup_printf ("note %u.%u.", rounds, i);
      g_ptr_array_add (all, note);
      g_ptr_array_add (new, note);
    }
  rounds++;
}

/* Some are answered, some are on their way, some not yet read when it dies. */
static void
die_amid (Server *server, GPtrArray *notes)
{
  for (guint i = 0; i < notes->len; i++)
    send_note (server, g_ptr_array_index (notes, i));
  gint64 until = g_get_monotonic_time () + g_test_rand_int_range (1, 60) * 1000;
  zb_test_wait (is_over, &until, 1000);
  kill_hard (server);
  g_assert_true (zb_test_wait (are_answered, notes, 10000));
}

static void
send_again (Server *server, GPtrArray *notes)
{
  for (guint i = 0; i < notes->len; i++)
    {
      Note *note = g_ptr_array_index (notes, i);
      g_assert_true (note->status == 0 || note->status == 201);
      /* Also those that were accepted: an answer may be lost behind the console's back. */
      send_note (server, note);
    }
  g_assert_true (zb_test_wait (are_answered, notes, 20000));
  for (guint i = 0; i < notes->len; i++)
    g_assert_cmpuint (((Note *)g_ptr_array_index (notes, i))->status, ==, 201);
}

static void
check_once (Server *server, GPtrArray *all)
{
  g_autofree char *path = g_strconcat ("/cases/", case_id, "/timeline?limit=5000", NULL);
  yyjson_doc *doc = ask (server, "GET", path, NULL);
  g_autofree char *text = yyjson_write (doc, 0, NULL);
  for (guint i = 0; i < all->len; i++)
    {
      Note *note = g_ptr_array_index (all, i);
      const char *first = strstr (text, note->text);
      g_assert_nonnull (first);
      g_assert_null (strstr (first + 1, note->text));
    }
  yyjson_doc_free (doc);
}

static void
test_kill (void)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (note_free);
  Server server = { 0 };
  start (&server);
  sign_in (&server);
  find_case (&server);
  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autoptr (GPtrArray) notes = g_ptr_array_new ();
      add_notes (all, notes);
      die_amid (&server, notes);
      start (&server);
      sign_in (&server);
      send_again (&server, notes);
    }
  check_once (&server, all);
  kill_hard (&server);
}

static void
test_audit_holds (void)
{
  g_autoptr (GSubprocess) verify = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE, NULL, program,
                                                     "audit", "verify", "--data-dir", dir, NULL);
  g_assert_true (g_subprocess_wait_check (verify, NULL, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dir = g_dir_make_tmp ("zb-kill-XXXXXX", NULL);
  program = g_build_filename (g_getenv ("ZHIBAN_BUILD"), "src/platform/zhiban-platform", NULL);
  session = soup_session_new_with_options ("max-conns", 32, "max-conns-per-host", 32, NULL);
  g_test_add_func ("/kill/exactly-once", test_kill);
  g_test_add_func ("/kill/audit-holds", test_audit_holds);
  int result = g_test_run ();
  g_autofree char *command = g_strdup_printf ("rm -rf '%s'", dir);
  g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL);
  g_object_unref (session);
  return result;
}
