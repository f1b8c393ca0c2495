/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The real program is killed in the middle of a segment: what it had recorded until then is there when it
 * starts again, whole, and nothing that is broken is given out. */
#include "studio.h"

#include "zb-json.h"
#include "zb-mp4-index.h"
#include "zb-recording.h"
#include "zb-time.h"

#include <glib/gstdio.h>
#include <signal.h>

static char *folder, *data_dir, *program;
static SoupSession *session;

typedef struct
{
  GSubprocess *process;
  char *url;
  char *password;
  char *token;
} Server;

static void
read_ready (Server *server)
{
  g_autoptr (GDataInputStream) out = g_data_input_stream_new (g_subprocess_get_stdout_pipe (server->process));
  gsize length = 0;
  g_autofree char *line = g_data_input_stream_read_line (out, &length, NULL, NULL);
  g_assert_nonnull (line);
  yyjson_doc *doc = yyjson_read (line, length, 0);
  yyjson_val *root = yyjson_doc_get_root (doc);
  server->url = g_strdup (yyjson_get_str (yyjson_ptr_get (root, "/url")));
  server->password = g_strdup (yyjson_get_str (yyjson_ptr_get (root, "/accounts/0/password")));
  yyjson_doc_free (doc);
}

static void
start (Server *server, const char *n_cameras)
{
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GError) error = NULL;
  g_subprocess_launcher_setenv (launcher, "XDG_CACHE_HOME", folder, TRUE);
  server->process = g_subprocess_launcher_spawn (launcher, &error, program, "--demo", "--alerts-per-minute",
                                                 "0", "--listen", "127.0.0.1:0", "--data-dir", data_dir,
                                                 "--record-cameras", n_cameras, NULL);
  g_assert_no_error (error);
  read_ready (server);
}

static void
end (Server *server, int signal)
{
  g_subprocess_send_signal (server->process, signal);
  g_assert_true (g_subprocess_wait (server->process, NULL, NULL));
  g_clear_object (&server->process);
  g_free (server->url);
  g_free (server->password);
  g_free (server->token);
  *server = (Server){ 0 };
}

/* --- asking it ------------------------------------------------------------------------------------ */

static GBytes *
send (Server *server, const char *method, const char *path, const char *authorization, const char *body)
{
  g_autofree char *url = g_strconcat (server->url, "/api/v1/", path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (method, url);
  g_autoptr (GBytes) content = body != NULL ? g_bytes_new (body, strlen (body)) : NULL;
  g_autoptr (GError) error = NULL;
  if (authorization != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", authorization);
  if (content != NULL)
    soup_message_set_request_body_from_bytes (message, "application/json", content);
  GBytes *answer = soup_session_send_and_read (session, message, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (soup_message_get_status (message), <, 300);
  return answer;
}

static void
sign_in (Server *server)
{
  g_autofree char *body = g_strdup_printf ("{\"username\":\"zhiban\",\"password\":\"%s\"}", server->password);
  g_autoptr (GBytes) answer = send (server, "POST", "session", NULL, body);
  yyjson_doc *doc = yyjson_read (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer), 0);
  server->token =
      g_strconcat ("Bearer ", yyjson_get_str (yyjson_ptr_get (yyjson_doc_get_root (doc), "/token")), NULL);
  yyjson_doc_free (doc);
}

static ZbPlayback *
open_playback (Server *server, const char *camera)
{
  gint64 now = g_get_real_time ();
  g_autofree char *path = g_strdup_printf ("cameras/%s/playback", camera);
  g_autofree char *times = studio_times (now - G_TIME_SPAN_HOUR, now);
  g_autofree char *body = g_strdup_printf ("{%s}", times);
  g_autoptr (GBytes) answer = send (server, "POST", path, server->token, body);
  ZbPlayback *playback = zb_json_read_record_text (ZB_TYPE_PLAYBACK, g_bytes_get_data (answer, NULL),
                                                   (gssize)g_bytes_get_size (answer), NULL);
  g_assert_nonnull (playback);
  return playback;
}

static GBytes *
fetch (Server *server, ZbPlayback *playback, guint span)
{
  g_autofree char *plain = g_strjoin (":", playback->user, playback->password, NULL);
  g_autofree char *packed = g_base64_encode ((const guchar *)plain, strlen (plain));
  g_autofree char *basic = g_strconcat ("Basic ", packed, NULL);
  return send (server, "GET", ((ZbPlaybackSpan *)playback->spans->pdata[span])->uri, basic, NULL);
}

/* --- looking into its database ----------------------------------------------------------------------- */

static char *
find_camera (void)
{
  g_autofree char *path = g_build_filename (data_dir, "platform.db", NULL);
  g_autoptr (ZbConnection) connection = zb_connection_open (path, ZB_CONNECTION_READ, NULL);
  g_autoptr (ZbStatement) row = zb_connection_prepare (
      connection, "SELECT camera FROM segment WHERE open AND ended_at - started_at > 5000000 LIMIT 1", NULL);
  return row != NULL && zb_statement_step (row, NULL) == ZB_STEP_ROW
             ? g_strdup (zb_statement_get_text (row, 0))
             : NULL;
}

static gboolean
is_recording (gpointer camera)
{
  return (*(char **)camera = find_camera ()) != NULL;
}

static void
test_killed (void)
{
  Server server = { 0 };
  g_autofree char *camera = NULL;
  start (&server, "3");
  g_assert_true (zb_test_wait (is_recording, &camera, 120000));
  end (&server, SIGKILL);

  start (&server, "0");
  sign_in (&server);
  g_autoptr (ZbPlayback) playback = open_playback (&server, camera);
  g_assert_cmpuint (playback->spans->len, ==, 1);
  const ZbPlaybackSpan *span = playback->spans->pdata[0];
  g_assert_cmpint (span->ended_at - span->started_at, >, 5 * G_USEC_PER_SEC);
  g_autoptr (GBytes) file = fetch (&server, playback, 0);
  g_autoptr (ZbMp4Index) index = zb_mp4_index_read (g_bytes_get_data (file, NULL), g_bytes_get_size (file));
  g_assert_nonnull (index);
  g_assert_cmpuint (index->length, ==, g_bytes_get_size (file));
  end (&server, SIGTERM);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  folder = g_dir_make_tmp ("zb-killed-XXXXXX", NULL);
  data_dir = g_build_filename (folder, "data", NULL);
  program = g_build_filename (g_getenv ("ZHIBAN_BUILD"), "src", "platform", "zhiban-platform", NULL);
  session = soup_session_new ();
  g_autofree char *films = g_build_filename (folder, "zhiban-platform", "films", NULL);
  g_mkdir_with_parents (films, 0700);
  studio_make_films (films);
  g_test_add_func ("/recordings/killed", test_killed);
  return g_test_run ();
}
