/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A server of RTSP that this project did not write: LIVE555's. */
#include "zb-fake-media.h"
#include "zb-player.h"

#include <glib/gstdio.h>
#include <string.h>

#define PROGRAM "live555MediaServer"
#define FILE_NAME "yard.264"
#define LOOPS 15 /* of a film of four seconds */

static ZbFakeMedia *media;

typedef struct
{
  ZbPlayer *player;
  ZbPlayerState state;
} Wanted;

static gboolean
has_state (gpointer data)
{
  const Wanted *wanted = data;

  return zb_player_get_state (wanted->player) == wanted->state;
}

static void
assert_becomes (ZbPlayer *player, ZbPlayerState state, guint seconds)
{
  Wanted wanted = { player, state };

  if (!zb_fake_media_run_until (has_state, &wanted, seconds))
    g_error ("state %d, not %d, after %u s: %s", zb_player_get_state (player), state, seconds,
             zb_player_get_detail (player));
}

/* A file as encoders write them: access units one after the other. */
static char *
make_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("zb-foreign-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, FILE_NAME, NULL);
  g_autoptr (ZbFilm) film = zb_film_open (media->films, ZB_SCENE_JUNCTION, ZB_PROFILE_SUB, &error);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  g_assert_no_error (error);
  for (guint i = 0; i < LOOPS * zb_film_get_n_frames (film); i++)
    {
      g_autoptr (GBytes) unit = zb_film_get_frame (film, i % zb_film_get_n_frames (film), NULL);
      g_byte_array_append (bytes, g_bytes_get_data (unit, NULL), (guint)g_bytes_get_size (unit));
    }
  g_file_set_contents (path, (const char *)bytes->data, bytes->len, &error);
  g_assert_no_error (error);
  return folder;
}

/* It takes the first of some ports that is free, and says which: "rtsp://ADDRESS:PORT/<filename>". */
static int
read_port (GSubprocess *server)
{
  g_autoptr (GDataInputStream) output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (server));
  char *line;

  while ((line = g_data_input_stream_read_line (output, NULL, NULL, NULL)))
    {
      g_autofree char *owned = line;
      const char *address = strstr (owned, "rtsp://"), *port;
      g_test_message ("%s", owned);
      if (!address || !strstr (address, "<filename>"))
        continue;
      port = strrchr (address, ':');
      g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (output), FALSE);
      return port > address + 4 ? atoi (port + 1) : 554;
    }
  return 0;
}

static GSubprocess *
start (const char *folder)
{
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE);
  g_autoptr (GError) error = NULL;
  GSubprocess *server;
  int port;

  g_subprocess_launcher_set_cwd (launcher, folder);
  server = g_subprocess_launcher_spawn (launcher, &error, PROGRAM, NULL);
  g_assert_no_error (error);
  port = read_port (server);
  g_assert_cmpint (port, >, 0);
  g_free (media->uri);
  media->uri = g_strdup_printf ("rtsp://127.0.0.1:%d/%s", port, FILE_NAME);
  return server;
}

static void
stop (GSubprocess *server)
{
  g_subprocess_force_exit (server);
  g_subprocess_wait (server, NULL, NULL);
  g_object_unref (server);
}

static void
test_foreign (void)
{
  g_autofree char *program = g_find_program_in_path (PROGRAM);
  int width, height, rate;

  if (!program)
    {
      g_test_skip (PROGRAM " is not here");
      return;
    }
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, FILE_NAME, NULL);
  GSubprocess *server = start (folder);
  g_autoptr (ZbPlayer) player = zb_player_get (ZB_MEDIA (media), "foreign", "sub");
  assert_becomes (player, ZB_PLAYER_LIVE, 15);
  zb_player_get_format (player, &width, &height, &rate);
  g_assert_cmpint (height, ==, 360);
  g_assert_cmpstr (zb_player_get_decoding (player)->codec, ==, "H.264");
  stop (server);
  assert_becomes (player, ZB_PLAYER_STALE, 5);
  server = start (folder);
  assert_becomes (player, ZB_PLAYER_LIVE, 15);
  g_clear_object (&player);
  stop (server);
  g_unlink (path);
  g_rmdir (folder);
  g_clear_pointer (&media->uri, g_free);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  media = zb_fake_media_new (2, 4);
  g_test_add_func ("/video/foreign/live555", test_foreign);
  int result = g_test_run ();
  g_object_unref (media);
  return result;
}
