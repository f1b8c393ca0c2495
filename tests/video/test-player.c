/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The player against real cameras, and against whoever only pretends to be one. */
#include "zb-fake-media.h"
#include "zb-player.h"
#include "zb-stream-threads.h"
#include "zb-tile-words.h"

#include <glib/gi18n.h>
#include <gst/rtsp-server/rtsp-server.h>
#include <string.h>
#include <sys/resource.h>

static ZbFakeMedia *media;

static gboolean
has_picture (gpointer player)
{
  return zb_player_get_frame (player) != NULL;
}

static int
get_frame_width (gpointer player)
{
  return gdk_texture_get_width (zb_player_get_frame (player));
}

static gboolean
is_enlarged (gpointer player)
{
  return get_frame_width (player) == 960;
}

static gboolean
is_twice_as_large (gpointer player)
{
  return get_frame_width (player) == 1280;
}

/* A frame has the size that it is painted in, so that no renderer has to make it larger; up to twice its own.
 */
static void
test_size (void)
{
  int viewer;
  g_autoptr (ZbPlayer) player = zb_player_get (ZB_MEDIA (media), "gate-1", "sub");
  zb_player_set_viewer_size (player, &viewer, 960, 540);
  zb_fake_media_assert_becomes (player, ZB_PLAYER_LIVE, 10);
  g_assert_true (zb_fake_media_run_until (has_picture, player, 2));
  g_assert_true (zb_fake_media_run_until (is_enlarged, player, 2));
  zb_player_set_viewer_size (player, &viewer, 3840, 2160);
  g_assert_true (zb_fake_media_run_until (is_twice_as_large, player, 2));
  zb_fake_media_run (1);
  g_assert_true (is_twice_as_large (player));
}

static void
test_live (void)
{
  int width, height, rate;
  g_autoptr (ZbPlayer) player = zb_player_get (ZB_MEDIA (media), "gate-1", "sub");
  g_autoptr (ZbPlayer) same = zb_player_get (ZB_MEDIA (media), "gate-1", "sub");
  g_assert_true (player == same);
  zb_player_set_viewer_size (player, &width, 320, 180);
  g_assert_cmpint (zb_player_get_state (player), ==, ZB_PLAYER_CONNECTING);
  zb_fake_media_assert_becomes (player, ZB_PLAYER_LIVE, 10);
  g_assert_true (zb_fake_media_run_until (has_picture, player, 2));
  g_assert_cmpint (gdk_texture_get_width (zb_player_get_frame (player)), ==, 320);
  g_assert_cmpint (gdk_texture_get_height (zb_player_get_frame (player)), ==, 180);
  zb_fake_media_run (2);
  guint before = zb_player_get_n_frames (player);
  zb_fake_media_run (2);
  g_assert_cmpuint (zb_player_get_n_frames (player) - before, >=, 26);
  g_assert_cmpuint (zb_player_get_n_frames (player) - before, <=, 34);
  zb_player_get_format (player, &width, &height, &rate);
  g_assert_cmpint (width, ==, 640);
  g_assert_cmpint (height, ==, 360);
  g_assert_cmpint (zb_arrivals_get (zb_player_get_arrivals (player), 1), ==, ZB_ARRIVAL_GOOD);
  g_assert_cmpint (zb_arrivals_get (zb_player_get_arrivals (player), 50), ==, ZB_ARRIVAL_NONE);
  g_assert_cmpint (zb_player_get_state (player), ==, ZB_PLAYER_LIVE);
}

static guint
count_standing_back (void)
{
  guint n = 0;
  const char *task;
  int most = MIN (19, getpriority (PRIO_PROCESS, 0) + ZB_STREAM_NICENESS);
  g_autoptr (GDir) tasks = g_dir_open ("/proc/self/task", 0, NULL);
  while ((task = g_dir_read_name (tasks)))
    n += getpriority (PRIO_PROCESS, (id_t)atoi (task)) == most;
  return n;
}

/* Decoding stands back behind the window, and with it all threads that it begins. */
static void
test_stands_back (void)
{
  int viewer, before = getpriority (PRIO_PROCESS, 0);
  g_autoptr (ZbPlayer) player = zb_player_get (ZB_MEDIA (media), "junction-1", "sub");
  zb_player_set_viewer_size (player, &viewer, 320, 180);
  zb_fake_media_assert_becomes (player, ZB_PLAYER_LIVE, 10);
  g_assert_cmpuint (count_standing_back (), >=, 1);
  g_assert_cmpint (getpriority (PRIO_PROCESS, 0), ==, before);
}

/* A camera of the days of tape: two fields to a frame. */
static void
test_interlaced (void)
{
  int viewer;
  g_autoptr (GstRTSPServer) server = gst_rtsp_server_new ();
  g_autoptr (GstRTSPMountPoints) mounts = gst_rtsp_server_get_mount_points (server);
  GstRTSPMediaFactory *factory = gst_rtsp_media_factory_new ();
  gst_rtsp_media_factory_set_launch (
      factory,
      "( videotestsrc is-live=true ! video/x-raw,format=I420,width=704,height=576,framerate=25/1"
      " ! interlace field-pattern=2:2 ! x264enc tune=zerolatency speed-preset=ultrafast key-int-max=10"
      " ! rtph264pay name=pay0 pt=96 )");
  gst_rtsp_mount_points_add_factory (mounts, "/yard", factory);
  gst_rtsp_server_set_address (server, "127.0.0.1");
  gst_rtsp_server_set_service (server, "0");
  guint source = gst_rtsp_server_attach (server, NULL);
  media->uri = g_strdup_printf ("rtsp://127.0.0.1:%d/yard", gst_rtsp_server_get_bound_port (server));
  g_autoptr (ZbPlayer) player = zb_player_get (ZB_MEDIA (media), "yard", "sub");
  zb_player_set_viewer_size (player, &viewer, 352, 288);
  g_assert_true (zb_fake_media_run_until (has_picture, player, 10));
  g_assert_cmpint (gdk_texture_get_height (zb_player_get_frame (player)), ==, 288);
  g_clear_object (&player);
  g_clear_pointer (&media->uri, g_free);
  g_source_remove (source);
}

/* While nobody looks, frames are counted and none is converted. */
static void
test_unseen (void)
{
  g_autoptr (ZbPlayer) player = zb_player_get (ZB_MEDIA (media), "gate-2", "sub");
  zb_fake_media_assert_becomes (player, ZB_PLAYER_LIVE, 10);
  zb_fake_media_run (1);
  g_assert_null (zb_player_get_frame (player));
  g_assert_cmpuint (zb_player_get_n_frames (player), >, 8);
}

/* The camera goes away and comes back. */
static void
test_lost_and_found (void)
{
  int viewer;
  g_autoptr (ZbPlayer) player = zb_player_get (ZB_MEDIA (media), "junction-3", "sub");
  zb_player_set_viewer_size (player, &viewer, 320, 180);
  zb_fake_media_assert_becomes (player, ZB_PLAYER_LIVE, 10);
  zb_fake_media_run (1);
  zb_fake_media_stop (media);
  zb_fake_media_assert_becomes (player, ZB_PLAYER_STALE, 4);
  zb_fake_media_assert_becomes (player, ZB_PLAYER_LOST, 5);
  g_assert_nonnull (zb_player_get_frame (player));
  g_assert_cmpint (zb_player_get_frame_age (player), >=, ZB_PLAYER_LOST_AFTER);
  zb_fake_media_run (2);
  g_assert_cmpuint (zb_player_get_attempts (player), >=, 1);
  zb_fake_media_run (6); /* the wait has grown by now */
  zb_fake_media_start (media);
  zb_fake_media_assert_becomes (player, ZB_PLAYER_LIVE, 5);
  g_assert_cmpuint (zb_player_get_attempts (player), ==, 0);
}

static void
test_problems (void)
{
  static const struct
  {
    int status;
    ZbPlayerState state;
  } cases[] = {
    { 403, ZB_PLAYER_REFUSED },  { 404, ZB_PLAYER_ABSENT }, { 453, ZB_PLAYER_BUSY },
    { 503, ZB_PLAYER_UNSERVED }, { 500, ZB_PLAYER_LOST },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ZbPlayer) player = NULL;
      media->status = cases[i].status;
      player = zb_player_get (ZB_MEDIA (media), "gate-4", "sub");
      zb_fake_media_assert_becomes (player, cases[i].state, 3);
      g_assert_cmpstr (zb_player_get_detail (player), ==, "needs the public security share");
      g_assert_cmpint (zb_player_get_retry_at (player), >, 0);
      g_assert_false (zb_player_is_turned_away (player));
    }
  media->status = 0;
}

/* A platform that can give no tickets now is left alone for as long as it asks, and not by all for the same
 * time. */
static void
test_left_alone (void)
{
  gint64 waits[2];
  const gint64 began = g_get_monotonic_time ();
  media->status = 503;
  media->retry_after = 40;
  for (guint i = 0; i < G_N_ELEMENTS (waits); i++)
    {
      g_autoptr (ZbPlayer) player = zb_player_get (ZB_MEDIA (media), i ? "gate-8" : "gate-9", "sub");
      zb_fake_media_assert_becomes (player, ZB_PLAYER_UNSERVED, 3);
      waits[i] = zb_player_get_retry_at (player) - g_get_monotonic_time ();
      g_assert_cmpint (zb_player_get_retry_at (player) - began, >=, 40 * G_USEC_PER_SEC);
      g_assert_cmpint (waits[i], <=, 50 * G_USEC_PER_SEC);
    }
  g_assert_cmpint (ABS (waits[0] - waits[1]), >, 0);
  media->status = 0;
  media->retry_after = 0;
}

/* Its officer has leave to watch, and is not told to ask for it. */
static void
assert_says_who_refuses (ZbPlayer *player)
{
  ZbTileWords words;

  zb_tile_words_fill (&words, player, NULL);
  g_assert_cmpstr (words.title, ==, _ ("The server of the pictures turns this console away"));
  g_assert_true (g_str_has_prefix (words.detail, _ ("Tell whoever looks after the cameras")));
  zb_tile_words_clear (&words);
}

static void
test_bad_ticket (void)
{
  media->forged = TRUE;
  g_autoptr (ZbPlayer) player = zb_player_get (ZB_MEDIA (media), "gate-5", "sub");
  zb_fake_media_assert_becomes (player, ZB_PLAYER_REFUSED, 5);
  assert_says_who_refuses (player);
  media->forged = FALSE;
  zb_player_retry (player);
  zb_fake_media_assert_becomes (player, ZB_PLAYER_LIVE, 10);
}

static void
test_absent (void)
{
  g_autoptr (ZbPlayer) unknown = zb_player_get (ZB_MEDIA (media), "nobody-1", "sub");
  g_autoptr (ZbPlayer) offline = zb_player_get (ZB_MEDIA (media), "offline-1", "sub");
  zb_fake_media_assert_becomes (unknown, ZB_PLAYER_ABSENT, 5);
  zb_fake_media_assert_becomes (offline, ZB_PLAYER_ABSENT, 5);
}

/* Tickets are renewed before they expire, without disturbing the picture. */
static void
test_renewal (void)
{
  guint before = media->n_asked;
  media->seconds = 32;
  g_autoptr (ZbPlayer) player = zb_player_get (ZB_MEDIA (media), "gate-6", "sub");
  zb_fake_media_assert_becomes (player, ZB_PLAYER_LIVE, 10);
  g_assert_cmpuint (media->n_asked, ==, before + 1);
  media->seconds = 600;
  zb_fake_media_run (4);
  g_assert_cmpuint (media->n_asked, ==, before + 2);
  g_assert_cmpint (zb_player_get_state (player), ==, ZB_PLAYER_LIVE);
}

/* Longer than a session lasts without a sign of life, and longer than a ticket. */
static void
test_long (void)
{
  if (!g_test_slow ())
    {
      g_test_skip ("takes three minutes; run with -m slow");
      return;
    }
  media->seconds = 45;
  g_autoptr (ZbPlayer) player = zb_player_get (ZB_MEDIA (media), "gate-7", "sub");
  zb_fake_media_assert_becomes (player, ZB_PLAYER_LIVE, 10);
  for (guint i = 0; i < 170; i++)
    {
      zb_fake_media_run (1);
      g_assert_cmpint (zb_player_get_state (player), ==, ZB_PLAYER_LIVE);
      g_assert_cmpuint (zb_player_get_attempts (player), ==, 0);
    }
  g_assert_cmpuint (zb_player_get_n_frames (player), >=, 170 * 14);
  media->seconds = 600;
}

static gboolean
all_live (gpointer data)
{
  GPtrArray *players = data;
  for (guint i = 0; i < players->len; i++)
    if (zb_player_get_state (players->pdata[i]) != ZB_PLAYER_LIVE)
      return FALSE;
  return TRUE;
}

static void
test_many (void)
{
  guint n_queued = 0;
  g_autoptr (GPtrArray) players = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < 16; i++)
    {
      g_autofree char *camera = g_strdup_printf ("%s-%u", i % 2 ? "gate" : "junction", 20 + i);
      g_ptr_array_add (players, zb_player_get (ZB_MEDIA (media), camera, "sub"));
    }
  g_timeout_add_once (40, (GSourceOnceFunc)g_main_context_wakeup, NULL);
  while (n_queued == 0 && !all_live (players))
    {
      g_main_context_iteration (NULL, TRUE);
      for (guint i = 0; i < players->len; i++)
        n_queued = MAX (n_queued, zb_player_get_queue_place (players->pdata[i]));
    }
  g_assert_cmpuint (n_queued, >, 0);
  g_assert_cmpuint (n_queued, <=, 16 - ZB_PLAYER_MOST_OPENING);
  g_assert_true (zb_fake_media_run_until (all_live, players, 20));
}

static guint
count_entries (const char *path)
{
  guint n = 0;
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  while (dir && g_dir_read_name (dir))
    n++;
  return n;
}

/* The cameras go and come back, again and again: every picture is back within five seconds, and nothing is
 * left behind. */
static void
test_back_in_time (void)
{
  guint rounds = g_test_slow () ? 200 : 2, descriptors = 0, threads = 0;
  g_autoptr (GPtrArray) players = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < 16; i++)
    {
      g_autofree char *camera = g_strdup_printf ("%s-%u", i % 2 ? "gate" : "junction", 60 + i);
      g_ptr_array_add (players, zb_player_get (ZB_MEDIA (media), camera, "sub"));
    }
  g_assert_true (zb_fake_media_run_until (all_live, players, 20));
  for (guint i = 0; i < rounds; i++)
    {
      zb_fake_media_stop (media);
      zb_fake_media_run (3 + i % 4);
      zb_fake_media_start (media);
      gint64 begin = g_get_monotonic_time ();
      zb_fake_media_run (1); /* for pictures that only seem live */
      g_assert_true (zb_fake_media_run_until (all_live, players, 60));
      g_test_message ("all back after %.1f s", (double)(g_get_monotonic_time () - begin) / 1e6);
      if (i == 0)
        descriptors = count_entries ("/proc/self/fd"), threads = count_entries ("/proc/self/task");
    }
  zb_fake_media_run (1);
  g_test_message ("descriptors %u, were %u; threads %u, were %u", count_entries ("/proc/self/fd"),
                  descriptors, count_entries ("/proc/self/task"), threads);
  g_assert_cmpuint (count_entries ("/proc/self/fd"), <=, descriptors + 16);
  g_assert_cmpuint (count_entries ("/proc/self/task"), <=, threads + 16);
}

/* --- whoever pretends to be a camera -------------------------------------------------------- */

typedef enum
{
  RUBBISH_SILENCE,
  RUBBISH_NOISE,
  RUBBISH_SDP,
  RUBBISH_RTP,
  N_RUBBISH,
  PRETEND_FULL = N_RUBBISH,
  PRETEND_STARTING,
  PRETEND_STRANGE_CODING,
} Rubbish;

static const char sdp[] =
    "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=x\r\nt=0 0\r\nm=video 0 RTP/AVP 96\r\n"
    "a=rtpmap:96 H264/90000\r\na=fmtp:96 "
    "packetization-mode=1;sprop-parameter-sets=Z0LAHtkDxWhAAAADAEAAAAwDxYuS,aMuMsg==\r\n"
    "a=control:stream=0\r\n";

static const char strange_sdp[] =
    "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=x\r\nt=0 0\r\nm=video 0 RTP/AVP 96\r\n"
    "a=rtpmap:96 OWN-CODING/90000\r\na=control:stream=0\r\n";

/* What the DESCRIBE of somebody who only pretends is answered with: status line and body. */
static const struct
{
  const char *status, *body;
} descriptions[] = {
  [RUBBISH_SDP] = { "200 OK", "m=\xff\xfe 0 9 " },
  [RUBBISH_RTP] = { "200 OK", sdp },
  [PRETEND_FULL] = { "453 Not Enough Bandwidth", "" },
  [PRETEND_STARTING] = { "503 Service Unavailable", "" },
  [PRETEND_STRANGE_CODING] = { "200 OK", strange_sdp },
};

static void
answer_request (GOutputStream *output, const char *request, Rubbish rubbish)
{
  const char *cseq = strstr (request, "CSeq: ");
  int number = cseq ? atoi (cseq + 6) : 0;
  g_autofree char *answer = NULL;
  if (g_str_has_prefix (request, "DESCRIBE"))
    answer = g_strdup_printf (
        "RTSP/1.0 %s\r\nCSeq: %d\r\nContent-Type: application/sdp\r\nContent-Length: %zu\r\n\r\n%s",
        descriptions[rubbish].status, number, strlen (descriptions[rubbish].body),
        descriptions[rubbish].body);
  else if (g_str_has_prefix (request, "SETUP"))
    answer = g_strdup_printf (
        "RTSP/1.0 200 OK\r\nCSeq: %d\r\nSession: 1\r\nTransport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n\r\n",
        number);
  else
    answer = g_strdup_printf (
        "RTSP/1.0 200 OK\r\nCSeq: %d\r\nSession: 1\r\nPublic: DESCRIBE, SETUP, PLAY, TEARDOWN\r\n\r\n",
        number);
  g_output_stream_write_all (output, answer, strlen (answer), NULL, NULL, NULL);
}

/* Every connection gets noise of its own, all of which follows from the seed that the test prints. */
static guint noise_seed;

static GRand *
make_noise (void)
{
  return g_rand_new_with_seed ((guint)g_atomic_int_add (&noise_seed, 1));
}

/* RTP packets with a proper head now and then and noise behind it. */
static void
pour_rtp (GOutputStream *output)
{
  g_autoptr (GRand) noise = make_noise ();
  guint8 packet[4 + 600];
  for (guint i = 0; i < 400; i++)
    {
      for (guint j = 0; j < sizeof packet; j++)
        packet[j] = (guint8)g_rand_int (noise);
      packet[0] = '$';
      packet[1] = i % 20 == 7 ? 1 : 0;
      packet[2] = 600 >> 8;
      packet[3] = 600 & 255;
      packet[4] = 0x80;
      packet[5] = 96;
      packet[6] = (guint8)(i >> 8);
      packet[7] = (guint8)i;
      for (guint j = 0; j < 4; j++)
        {
          packet[8 + j] = (guint8)((i * 6000) >> (24 - 8 * j)); /* time */
          packet[12 + j] = (guint8)(0xa0 + j);                  /* source */
        }
      packet[16] = (guint8)(i % 5 == 0   ? 0x67
                            : i % 5 == 1 ? 0x68
                            : i % 5 == 2 ? 0x65
                            : i % 5 == 3 ? 0x7c
                                         : packet[16]);
      if (!g_output_stream_write_all (output, packet, sizeof packet, NULL, NULL, NULL))
        return;
      g_usleep (4000);
    }
}

static gboolean
pretend (GThreadedSocketService *service, GSocketConnection *connection, GObject *source, gpointer data)
{
  Rubbish rubbish = GPOINTER_TO_INT (data);
  GInputStream *input = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  char request[2048];
  gssize n;
  while ((n = g_input_stream_read (input, request, sizeof request - 1, NULL, NULL)) > 0)
    {
      request[n] = 0;
      if (rubbish == RUBBISH_SILENCE)
        continue;
      if (rubbish == RUBBISH_NOISE)
        {
          g_autoptr (GRand) noise = make_noise ();
          for (guint i = 0; i < sizeof request; i++)
            request[i] = (char)g_rand_int (noise);
          g_output_stream_write_all (output, request, sizeof request, NULL, NULL, NULL);
          continue;
        }
      answer_request (output, request, rubbish);
      if (g_str_has_prefix (request, "PLAY"))
        pour_rtp (output);
    }
  return TRUE;
}

static void
test_rubbish (gconstpointer data)
{
  int viewer;
  g_autoptr (GSocketService) service = g_threaded_socket_service_new (4);
  guint16 port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, NULL);
  noise_seed = (guint)g_test_rand_int ();
  g_signal_connect (service, "run", G_CALLBACK (pretend), (gpointer)data);
  media->uri = g_strdup_printf ("rtsp://127.0.0.1:%u/cameras/x/sub", port);
  g_autoptr (ZbPlayer) player = zb_player_get (ZB_MEDIA (media), "gate-rubbish", "sub");
  zb_player_set_viewer_size (player, &viewer, 320, 180);
  zb_fake_media_run (GPOINTER_TO_INT (data) == RUBBISH_RTP ? 4 : 2);
  if (GPOINTER_TO_INT (data) != RUBBISH_RTP) /* of noise a decoder may make a picture */
    g_assert_cmpint (zb_player_get_state (player), !=, ZB_PLAYER_LIVE);
  gint64 begin = g_get_monotonic_time ();
  g_clear_object (&player);
  g_assert_cmpint (g_get_monotonic_time () - begin, <, G_USEC_PER_SEC / 5); /* going away never waits */
  zb_fake_media_run (1);
  g_clear_pointer (&media->uri, g_free);
  g_socket_service_stop (service);
}

static void
test_answers (void)
{
  static const struct
  {
    Rubbish answer;
    ZbPlayerState state;
  } cases[] = {
    { PRETEND_FULL, ZB_PLAYER_BUSY },
    { PRETEND_STARTING, ZB_PLAYER_LOST },
    { PRETEND_STRANGE_CODING, ZB_PLAYER_UNSUPPORTED },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GSocketService) service = g_threaded_socket_service_new (4);
      guint16 port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, NULL);
      g_signal_connect (service, "run", G_CALLBACK (pretend), GINT_TO_POINTER (cases[i].answer));
      media->uri = g_strdup_printf ("rtsp://127.0.0.1:%u/cameras/x/sub", port);
      g_autoptr (ZbPlayer) player = zb_player_get (ZB_MEDIA (media), "gate-answers", "sub");
      zb_fake_media_assert_becomes (player, cases[i].state, 5);
      g_assert_cmpint (zb_player_get_retry_at (player), >, 0);
      g_clear_object (&player);
      g_clear_pointer (&media->uri, g_free);
      g_socket_service_stop (service);
    }
}

/* Of cameras that say 503 some are busy and some only start: the platform knows who watches. */
static void
test_unavailable (void)
{
  static const struct
  {
    gint64 sessions;
    ZbPlayerState state;
  } cases[] = { { 2, ZB_PLAYER_BUSY }, { 0, ZB_PLAYER_LOST } };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GSocketService) service = g_threaded_socket_service_new (4);
      g_autoptr (ZbAudience) audience = g_object_new (ZB_TYPE_AUDIENCE, NULL);
      guint16 port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, NULL);
      guint before = media->n_looked;
      audience->sessions = cases[i].sessions;
      media->audience = audience;
      g_signal_connect (service, "run", G_CALLBACK (pretend), GINT_TO_POINTER (PRETEND_STARTING));
      media->uri = g_strdup_printf ("rtsp://127.0.0.1:%u/cameras/x/sub", port);
      g_autoptr (ZbPlayer) player = zb_player_get (ZB_MEDIA (media), "gate-unavailable", "sub");
      zb_fake_media_assert_becomes (player, cases[i].state, 5);
      zb_fake_media_run (1);
      g_assert_cmpint (zb_player_get_state (player), ==, cases[i].state);
      g_assert_cmpint (media->n_looked - before, <=, zb_player_get_attempts (player));
      g_clear_object (&player);
      g_clear_pointer (&media->uri, g_free);
      media->audience = NULL;
      g_socket_service_stop (service);
    }
}

static void
test_arrivals (void)
{
  ZbArrivals arrivals = { 0 };
  for (gint64 second = 100; second < 130; second++)
    zb_arrivals_add (&arrivals, second, second == 120 ? 5 : second == 121 ? 0 : second == 122 ? 40 : 15);
  g_assert_cmpint (zb_arrivals_get (&arrivals, 1), ==, ZB_ARRIVAL_GOOD);
  g_assert_cmpint (zb_arrivals_get (&arrivals, 9), ==, ZB_ARRIVAL_LATE);
  g_assert_cmpint (zb_arrivals_get (&arrivals, 8), ==, ZB_ARRIVAL_NONE);
  g_assert_cmpint (zb_arrivals_get (&arrivals, 40), ==, ZB_ARRIVAL_NONE);
  zb_arrivals_advance (&arrivals, 500);
  for (guint i = 0; i < ZB_ARRIVALS_SECONDS; i++)
    g_assert_cmpint (zb_arrivals_get (&arrivals, i), ==, ZB_ARRIVAL_NONE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  media = zb_fake_media_new (2, 4);
  g_test_add_func ("/video/arrivals", test_arrivals);
  g_test_add_func ("/video/player/live", test_live);
  g_test_add_func ("/video/player/size", test_size);
  g_test_add_func ("/video/player/stands-back", test_stands_back);
  g_test_add_func ("/video/player/interlaced", test_interlaced);
  g_test_add_func ("/video/player/unseen", test_unseen);
  g_test_add_func ("/video/player/lost-and-found", test_lost_and_found);
  g_test_add_func ("/video/player/problems", test_problems);
  g_test_add_func ("/video/player/left-alone", test_left_alone);
  g_test_add_func ("/video/player/bad-ticket", test_bad_ticket);
  g_test_add_func ("/video/player/absent", test_absent);
  g_test_add_func ("/video/player/renewal", test_renewal);
  g_test_add_func ("/video/player/long", test_long);
  g_test_add_func ("/video/player/many", test_many);
  g_test_add_func ("/video/player/back-in-time", test_back_in_time);
  g_test_add_func ("/video/player/answers", test_answers);
  g_test_add_func ("/video/player/unavailable", test_unavailable);
  static const char *const names[] = { "silence", "noise", "sdp", "rtp" };
  for (guint i = 0; i < N_RUBBISH; i++)
    {
      g_autofree char *path = g_strdup_printf ("/video/player/rubbish/%s", names[i]);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_rubbish);
    }
  int result = g_test_run ();
  g_object_unref (media);
  return result;
}
