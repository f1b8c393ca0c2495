/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Cameras that do as they are told: `camera-server FILMS PORT`. It says its port on standard output and takes
 * orders from standard input, a word a line, each of which it repeats when it is done; with the end of that
 * it ends. */
#include "zb-film.h"
#include "zb-rtsp-gate.h"

#include <gst/app/app.h>
#include <gst/rtsp-server/rtsp-server.h>
#include <stdio.h>
#include <string.h>

#define GROUP (2 * ZB_FILM_RATE) /* from key frame to key frame */
#define RTP_HEAD 12
#define N_CAMERAS 16 /* "camera-0" and so on */

/* What a camera may do, in the words of the orders. */
typedef enum
{
  CONDUCT_GOOD,
  CONDUCT_STILL,   /* one picture again and again */
  CONDUCT_GARBAGE, /* noise in proper packets */
  CONDUCT_SMALL,   /* another resolution from the next key frame on */
  CONDUCT_REFUSE,  /* nobody's ticket is good */
  CONDUCT_ABSENT,  /* there is no such camera */
  N_CONDUCTS,
} Conduct;

static const char *const orders[N_CONDUCTS] = { "good", "still", "garbage", "small", "refuse", "absent" };

static gint conduct;             /* atomic; pictures are sent by threads of the server */
static gint life;                /* atomic: how often its clock began anew */
static GPtrArray *usual, *small; /* GBytes: access units */
static GMainLoop *loop;

/* --- pictures --------------------------------------------------------------------------------- */

typedef struct
{
  GPtrArray *film;
  guint index;
  guint64 count;
} Reel;

static GBytes *
next_picture (Reel *reel)
{
  const Conduct now = g_atomic_int_get (&conduct);
  GBytes *picture;

  if (now == CONDUCT_STILL)
    reel->index = 0;
  if (reel->index % GROUP == 0)
    reel->film = now == CONDUCT_SMALL ? small : usual;
  picture = g_bytes_ref (reel->film->pdata[reel->index % reel->film->len]);
  reel->index += now != CONDUCT_STILL;
  return picture;
}

static void
feed (GstAppSrc *source, guint length, gpointer data)
{
  Reel *reel = data;
  g_autoptr (GBytes) picture = next_picture (reel);
  GstBuffer *buffer = gst_buffer_new_wrapped_bytes (picture);

  GST_BUFFER_PTS (buffer) = GST_BUFFER_DTS (buffer) =
      gst_util_uint64_scale (reel->count++, GST_SECOND, ZB_FILM_RATE);
  GST_BUFFER_DURATION (buffer) = GST_SECOND / ZB_FILM_RATE;
  gst_app_src_push_buffer (source, buffer);
}

/* --- packets ---------------------------------------------------------------------------------- */

static void
add (guint8 *number, guint32 more)
{
  guint32 value;

  memcpy (&value, number, sizeof value);
  value = GUINT32_TO_BE (GUINT32_FROM_BE (value) + more);
  memcpy (number, &value, sizeof value);
}

/* Another life has another source and another time. */
static void
spoil (guint8 *packet, gsize length)
{
  const guint32 lives = (guint32)g_atomic_int_get (&life);

  add (packet + 4, lives * 0x12345678u);
  add (packet + 8, lives * 0x01010101u);
  if (g_atomic_int_get (&conduct) == CONDUCT_GARBAGE)
    for (gsize i = RTP_HEAD; i < length; i++)
      packet[i] = (guint8)g_random_int ();
}

static gboolean
spoil_buffer (GstBuffer **buffer, guint index, gpointer nothing)
{
  GstMapInfo map;

  *buffer = gst_buffer_make_writable (*buffer);
  if (gst_buffer_map (*buffer, &map, GST_MAP_READWRITE))
    {
      if (map.size > RTP_HEAD)
        spoil (map.data, map.size);
      gst_buffer_unmap (*buffer, &map);
    }
  return TRUE;
}

static GstPadProbeReturn
on_packet (GstPad *pad, GstPadProbeInfo *info, gpointer nothing)
{
  if (info->type & GST_PAD_PROBE_TYPE_BUFFER_LIST)
    {
      GstBufferList *list = gst_buffer_list_make_writable (GST_PAD_PROBE_INFO_BUFFER_LIST (info));
      gst_buffer_list_foreach (list, spoil_buffer, NULL);
      GST_PAD_PROBE_INFO_DATA (info) = list;
    }
  else
    {
      GstBuffer *buffer = GST_PAD_PROBE_INFO_BUFFER (info);
      spoil_buffer (&buffer, 0, NULL);
      GST_PAD_PROBE_INFO_DATA (info) = buffer;
    }
  return GST_PAD_PROBE_OK;
}

/* --- the server ------------------------------------------------------------------------------- */

static void
on_configure (GstRTSPMediaFactory *factory, GstRTSPMedia *media, gpointer nothing)
{
  g_autoptr (GstElement) bin = gst_rtsp_media_get_element (media);
  g_autoptr (GstElement) source = gst_bin_get_by_name (GST_BIN (bin), "film");
  g_autoptr (GstElement) payloader = gst_bin_get_by_name (GST_BIN (bin), "pay0");
  g_autoptr (GstPad) pad = gst_element_get_static_pad (payloader, "src");
  GstAppSrcCallbacks callbacks = { .need_data = feed };

  gst_app_src_set_callbacks (GST_APP_SRC (source), &callbacks, g_new0 (Reel, 1), g_free);
  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_BUFFER_LIST, on_packet, NULL, NULL);
}

static char *
password_of (const char *user, const char *camera, const char *profile, gpointer nothing)
{
  return g_atomic_int_get (&conduct) == CONDUCT_REFUSE ? NULL : g_strdup ("secret");
}

static GstRTSPStatusCode
admit (GstRTSPContext *context, const char *camera, const char *profile, gpointer nothing)
{
  return g_atomic_int_get (&conduct) == CONDUCT_ABSENT ? GST_RTSP_STS_NOT_FOUND : GST_RTSP_STS_OK;
}

static GstRTSPServer *
make_server (const char *port)
{
  GstRTSPServer *server = gst_rtsp_server_new ();
  g_autoptr (GstRTSPMountPoints) mounts = gst_rtsp_server_get_mount_points (server);
  g_autoptr (GstRTSPAuth) gate = zb_rtsp_gate_new (password_of, admit, NULL);
  GstRTSPMediaFactory *factory = gst_rtsp_media_factory_new ();

  gst_rtsp_media_factory_set_launch (
      factory, "( appsrc name=film format=time max-buffers=2 max-bytes=0 "
               "caps=video/x-h264,stream-format=byte-stream,alignment=au ! "
               "h264parse ! rtph264pay name=pay0 pt=96 config-interval=-1 aggregate-mode=zero-latency )");
  gst_rtsp_media_factory_set_shared (factory, TRUE);
  g_signal_connect (factory, "media-configure", G_CALLBACK (on_configure), NULL);
  for (guint i = 0; i < N_CAMERAS; i++)
    {
      g_autofree char *path = g_strdup_printf ("/cameras/camera-%u/sub", i);
      gst_rtsp_mount_points_add_factory (mounts, path, g_object_ref (factory));
    }
  g_object_unref (factory);
  gst_rtsp_server_set_auth (server, gate);
  gst_rtsp_server_set_address (server, "127.0.0.1");
  gst_rtsp_server_set_service (server, port);
  return server;
}

/* --- orders ----------------------------------------------------------------------------------- */

static GstRTSPFilterResult
drop_client (GstRTSPServer *server, GstRTSPClient *client, gpointer nothing)
{
  return GST_RTSP_FILTER_REMOVE;
}

static void
obey (GstRTSPServer *server, const char *word)
{
  if (g_str_equal (word, "clock"))
    g_atomic_int_inc (&life);
  for (int i = 0; i < N_CONDUCTS; i++)
    if (g_str_equal (word, orders[i]))
      g_atomic_int_set (&conduct, i);
  if (g_str_equal (word, "refuse") || g_str_equal (word, "absent"))
    gst_rtsp_server_client_filter (server, drop_client, NULL);
}

static void
say (const char *word)
{
  printf ("%s\n", word);
  fflush (stdout);
}

static gboolean
on_order (GIOChannel *channel, GIOCondition condition, gpointer server)
{
  g_autofree char *line = NULL;

  if (g_io_channel_read_line (channel, &line, NULL, NULL, NULL) != G_IO_STATUS_NORMAL)
    {
      g_main_loop_quit (loop);
      return G_SOURCE_REMOVE;
    }
  obey (server, g_strstrip (line));
  say (line);
  return G_SOURCE_CONTINUE;
}

static gboolean
sweep_sessions (gpointer server)
{
  g_autoptr (GstRTSPSessionPool) pool = gst_rtsp_server_get_session_pool (server);

  gst_rtsp_session_pool_cleanup (pool);
  return G_SOURCE_CONTINUE;
}

static GPtrArray *
open_usual (const char *folder)
{
  GPtrArray *pictures = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  ZbFilm *film;

  if (!zb_films_make (folder, 2, 4, NULL, NULL, NULL, &error))
    g_error ("%s", error->message);
  film = zb_film_open (folder, ZB_SCENE_JUNCTION, ZB_PROFILE_SUB, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < zb_film_get_n_frames (film); i++)
    g_ptr_array_add (pictures, zb_film_get_frame (film, i, NULL));
  return pictures;
}

/* Of as many pictures, and with key frames at the same places. */
static GPtrArray *
make_small (guint n)
{
  g_autofree char *text = g_strdup_printf (
      "videotestsrc pattern=ball num-buffers=%u ! "
      "video/x-raw,format=I420,width=320,height=240,framerate=%d/1 ! "
      "x264enc speed-preset=ultrafast key-int-max=%d bframes=0 threads=1 byte-stream=true "
      "option-string=scenecut=0:repeat-headers=1 ! "
      "video/x-h264,stream-format=byte-stream,alignment=au,profile=main ! appsink name=sink sync=false",
      n, ZB_FILM_RATE, GROUP);
  GstElement *pipeline = gst_parse_launch (text, NULL);
  g_autoptr (GstElement) sink = gst_bin_get_by_name (GST_BIN (pipeline), "sink");
  GPtrArray *pictures = g_ptr_array_new ();
  GstSample *sample;

  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  while ((sample = gst_app_sink_pull_sample (GST_APP_SINK (sink))))
    {
      GstMapInfo map;
      gst_buffer_map (gst_sample_get_buffer (sample), &map, GST_MAP_READ);
      g_ptr_array_add (pictures, g_bytes_new (map.data, map.size));
      gst_buffer_unmap (gst_sample_get_buffer (sample), &map);
      gst_sample_unref (sample);
    }
  gst_element_set_state (pipeline, GST_STATE_NULL);
  return pictures;
}

int
main (int argc, char **argv)
{
  g_autoptr (GIOChannel) channel = g_io_channel_unix_new (0);
  g_autofree char *port = NULL;
  GstRTSPServer *server;

  gst_init (NULL, NULL);
  g_return_val_if_fail (argc == 3, 2);
  usual = open_usual (argv[1]);
  small = make_small (usual->len);
  server = make_server (argv[2]);
  if (gst_rtsp_server_attach (server, NULL) == 0)
    return 1;
  loop = g_main_loop_new (NULL, FALSE);
  g_timeout_add_seconds (5, sweep_sessions, server);
  g_io_add_watch (channel, G_IO_IN | G_IO_HUP, on_order, server);
  port = g_strdup_printf ("%d", gst_rtsp_server_get_bound_port (server));
  say (port);
  g_main_loop_run (loop);
  return 0;
}
