/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A server of RTSP that this project did not write: that of Perl's RTSP::Server, which has nothing but
 * datagrams. A camera is announced to it, and watched there. */
#include "zb-fake-media.h"
#include "zb-player.h"

#include <string.h>

#define PROGRAM "rtsp-server-perl"

static ZbFakeMedia *media;

typedef struct
{
  GSubprocess *process;
  GSocketConnection *camera; /* announces it */
  GstElement *pipeline;
  char *watched, *announced, *packets; /* ports */
} Foreign;

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

/* One that is free now. */
static char *
choose_port (guint mask)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  const guint port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);

  g_socket_listener_close (listener);
  return g_strdup_printf ("%u", port & mask);
}

/* --- a camera --------------------------------------------------------------------------------- */

/* The stream's address is a whole one, because clients differ in what a part of one belongs to. */
static char *
describe (Foreign *self)
{
  return g_strdup_printf (
      "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=yard\r\nt=0 0\r\n"
      "m=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\na=fmtp:96 packetization-mode=1\r\n"
      "a=control:rtsp://127.0.0.1:%s/yard/streamid=0\r\n",
      self->watched);
}

/* Asks the server for something, and returns the head of its answer. */
static char *
ask (Foreign *self, const char *method, const char *path, const char *rest)
{
  GIOStream *stream = G_IO_STREAM (self->camera);
  static guint number;
  char answer[2048] = "";
  g_autofree char *request = g_strdup_printf ("%s rtsp://127.0.0.1:%s%s RTSP/1.0\r\nCSeq: %u\r\n%s", method,
                                              self->announced, path, ++number, rest);
  g_autoptr (GError) error = NULL;

  g_output_stream_write_all (g_io_stream_get_output_stream (stream), request, strlen (request), NULL, NULL,
                             &error);
  for (gsize n = 0; n < sizeof answer - 1 && !strstr (answer, "\r\n\r\n") && !error; n++)
    g_input_stream_read (g_io_stream_get_input_stream (stream), answer + n, 1, NULL, &error);
  g_assert_no_error (error);
  if (!g_str_has_prefix (answer, "RTSP/1.0 200"))
    g_error ("%s: %s", method, answer);
  return g_strdup (answer);
}

static void
announce (Foreign *self)
{
  g_autofree char *description = describe (self);
  g_autofree char *body = g_strdup_printf ("Content-Type: application/sdp\r\nContent-Length: %zu\r\n\r\n%s",
                                           strlen (description), description);
  g_autofree char *announced = ask (self, "ANNOUNCE", "/yard", body);
  g_autofree char *set_up =
      ask (self, "SETUP", "/yard/streamid=0", "Transport: RTP/AVP/UDP;unicast;mode=record\r\n\r\n");
  g_autofree char *recording = ask (self, "RECORD", "/yard", "\r\n");
  const char *port = strstr (set_up, "server_port=");

  g_assert_nonnull (port);
  g_free (self->packets);
  self->packets = g_strdup_printf ("%d", atoi (port + strlen ("server_port=")));
}

static void
send_pictures (Foreign *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_strdup_printf ("videotestsrc is-live=true pattern=ball ! "
                                           "video/x-raw,format=I420,width=320,height=240,framerate=15/1 ! "
                                           "x264enc tune=zerolatency speed-preset=ultrafast key-int-max=15 ! "
                                           "rtph264pay pt=96 config-interval=-1 ! "
                                           "udpsink host=127.0.0.1 port=%s",
                                           self->packets);

  self->pipeline = gst_parse_launch (text, &error);
  g_assert_no_error (error);
  gst_element_set_state (self->pipeline, GST_STATE_PLAYING);
}

/* --- the server ------------------------------------------------------------------------------- */

static gboolean
is_up (gpointer data)
{
  Foreign *self = data;
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autofree char *host = g_strdup_printf ("127.0.0.1:%s", self->announced);

  if (!self->camera)
    self->camera = g_socket_client_connect_to_host (client, host, 0, NULL, NULL);
  return self->camera != NULL;
}

static void
start (Foreign *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *packets = choose_port (~1u); /* they go to even ports */

  self->process = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, PROGRAM, "--clientport", self->watched,
                                    "--serverport", self->announced, "--rtp_start_port", packets, NULL);
  g_assert_no_error (error);
  g_assert_true (zb_fake_media_run_until (is_up, self, 20));
  announce (self);
  send_pictures (self);
}

static void
stop (Foreign *self)
{
  gst_element_set_state (self->pipeline, GST_STATE_NULL);
  g_clear_object (&self->pipeline);
  g_subprocess_force_exit (self->process);
  g_subprocess_wait (self->process, NULL, NULL);
  g_clear_object (&self->process);
  g_clear_object (&self->camera);
}

static void
watch (Foreign *self)
{
  int width, height, rate;
  g_autoptr (ZbPlayer) player = zb_player_get (ZB_MEDIA (media), "foreign", "sub");

  assert_becomes (player, ZB_PLAYER_LIVE, 15);
  zb_player_get_format (player, &width, &height, &rate);
  g_assert_cmpint (height, ==, 240);
  g_assert_cmpstr (zb_player_get_decoding (player)->codec, ==, "H.264");
  stop (self);
  assert_becomes (player, ZB_PLAYER_STALE, 5);
  start (self);
  assert_becomes (player, ZB_PLAYER_LIVE, 15);
}

static void
test_foreign (void)
{
  g_autofree char *program = g_find_program_in_path (PROGRAM);
  Foreign self = { .watched = choose_port (~0u), .announced = choose_port (~0u) };

  if (!program)
    {
      g_test_skip (PROGRAM " is not here");
      return;
    }
  media->uri = g_strdup_printf ("rtsp://127.0.0.1:%s/yard", self.watched);
  zb_player_set_datagrams (TRUE);
  start (&self);
  watch (&self);
  stop (&self);
  zb_player_set_datagrams (FALSE);
  g_clear_pointer (&media->uri, g_free);
  g_free (self.watched);
  g_free (self.announced);
  g_free (self.packets);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  media = zb_fake_media_new (1, 4);
  g_test_add_func ("/video/foreign/perl", test_foreign);
  int result = g_test_run ();
  g_object_unref (media);
  return result;
}
