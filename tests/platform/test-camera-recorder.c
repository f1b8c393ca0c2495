/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cameras that are not ours: pictures that are decoded in another order than they are shown in, and H.265.
 * What is recorded of them is played by others' demuxers and decoders. */
#include "zb-camera-recorder.h"

#include <glib/gstdio.h>
#include <gst/app/app.h>
#include <gst/gst.h>
#include <gst/rtsp-server/rtsp-server.h>

#define RATE 25

static GstRTSPServer *server;
static char *folder;

typedef struct
{
  GMutex lock;
  ZbSegment *segment; /* the second that was finished */
  guint finished;
} Tape;

static void
on_recorded (const ZbSegment *segment, gpointer data)
{
  Tape *tape = data;
  g_mutex_lock (&tape->lock);
  tape->finished += !segment->open;
  if (tape->finished == 2 && tape->segment == NULL)
    tape->segment = zb_segment_copy (segment);
  g_mutex_unlock (&tape->lock);
}

static void
on_ended (const char *why, gboolean is_disk, gpointer data)
{
  g_error ("recording has ended: %s", why);
}

static guint
count_finished (Tape *tape)
{
  g_mutex_lock (&tape->lock);
  guint n = tape->finished;
  g_mutex_unlock (&tape->lock);
  return n;
}

static gboolean
on_late (gpointer late)
{
  *(gboolean *)late = TRUE;
  return G_SOURCE_REMOVE;
}

static gboolean
turn (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static void
wait_for_segments (Tape *tape, guint n)
{
  gboolean late = FALSE;
  guint deadline = g_timeout_add_seconds (60, on_late, &late), tick = g_timeout_add (20, turn, NULL);
  while (count_finished (tape) < n && !late)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (late);
  g_source_remove (deadline);
  g_source_remove (tick);
}

static char *
find_uri (const char *name)
{
  return g_strdup_printf ("rtsp://127.0.0.1:%d/%s", gst_rtsp_server_get_bound_port (server), name);
}

/* Two segments of it, and what has begun of the third. */
static void
record (Tape *tape, const char *name)
{
  static const ZbCameraRecorderEvents events = { on_recorded, on_ended };
  g_autofree char *uri = find_uri (name);
  ZbCameraRecorderOptions options = { folder, name, uri, NULL, NULL, 2 };
  *tape = (Tape){ 0 };
  g_mutex_init (&tape->lock);
  ZbCameraRecorder *recorder = zb_camera_recorder_open (&options, &events, tape);
  wait_for_segments (tape, 2);
  zb_camera_recorder_close (recorder);
}

/* Pictures come out of a decoder in the order in which they are shown, at even distances. */
static guint
count_even (GstElement *sink)
{
  guint n = 0;
  GstClockTime last = 0;
  for (;;)
    {
      g_autoptr (GstSample) sample = gst_app_sink_try_pull_sample (GST_APP_SINK (sink), 20 * GST_SECOND);
      if (sample == NULL)
        break;
      GstClockTime at = GST_BUFFER_PTS (gst_sample_get_buffer (sample));
      if (n > 0)
        g_assert_cmpint (GST_CLOCK_DIFF (last, at), >, 0);
      last = at;
      n++;
    }
  g_assert_true (gst_app_sink_is_eos (GST_APP_SINK (sink)));
  return n;
}

static void
assert_played (const ZbSegment *segment)
{
  g_autofree char *path = zb_segment_find_path (folder, segment->camera, segment->started_at);
  g_autofree char *words =
      g_strdup_printf ("filesrc location=%s ! decodebin ! appsink name=sink sync=false", path);
  GstElement *pipeline = gst_parse_launch (words, NULL);
  g_autoptr (GstElement) sink = gst_bin_get_by_name (GST_BIN (pipeline), "sink");
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  guint n = count_even (sink);
  double seconds = zb_mp4_index_get_duration (segment->index) / 1000.;
  g_test_message ("%u pictures in %.2f s", n, seconds);
  g_assert_cmpfloat_with_epsilon (n / seconds, RATE, 3);
  gst_element_set_state (pipeline, GST_STATE_NULL);
  gst_object_unref (pipeline);
}

static void
test_camera (gconstpointer name)
{
  Tape tape;
  record (&tape, name);
  ZbSegment *last = tape.segment;
  g_assert_false (last->open);
  g_assert_cmpuint (last->index->width, ==, 320);
  g_assert_cmpuint (last->index->height, ==, 240);
  g_assert_cmpint (last->index->codec, ==, g_str_equal (name, "h265") ? ZB_MP4_H265 : ZB_MP4_H264);
  assert_played (last);
  /* And read back from the disk it is the same. */
  g_autoptr (ZbSegment) again = zb_segment_recover (folder, last->camera, last->started_at);
  g_assert_nonnull (again);
  g_assert_cmpuint (again->index->length, ==, last->index->length);
  g_assert_cmpuint (again->index->pieces->len, ==, last->index->pieces->len);
  g_assert_cmpstr (again->init, ==, last->init);
  g_assert_cmpint (again->ended_at, ==, last->ended_at);
  zb_segment_free (last);
  g_mutex_clear (&tape.lock);
}

static void
add_camera (const char *path, const char *encoder)
{
  g_autofree char *words =
      g_strdup_printf ("( videotestsrc is-live=true pattern=ball ! "
                       "video/x-raw,format=I420,width=320,height=240,framerate=%d/1 ! %s "
                       "name=pay0 pt=96 config-interval=-1 )",
                       RATE, encoder);
  g_autoptr (GstRTSPMountPoints) mounts = gst_rtsp_server_get_mount_points (server);
  GstRTSPMediaFactory *factory = gst_rtsp_media_factory_new ();
  gst_rtsp_media_factory_set_launch (factory, words);
  gst_rtsp_media_factory_set_shared (factory, TRUE);
  gst_rtsp_mount_points_add_factory (mounts, path, factory);
}

static gboolean
has_element (const char *name)
{
  g_autoptr (GstElementFactory) factory = gst_element_factory_find (name);
  return factory != NULL;
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gst_init (NULL, NULL);
  folder = g_dir_make_tmp ("zb-recorded-XXXXXX", NULL);
  server = gst_rtsp_server_new ();
  gst_rtsp_server_set_address (server, "127.0.0.1");
  gst_rtsp_server_set_service (server, "0");
  add_camera ("/bframes", "x264enc bframes=2 b-adapt=false key-int-max=25 speed-preset=ultrafast ! "
                          "video/x-h264,profile=main ! h264parse ! rtph264pay");
  add_camera ("/h265",
              "x265enc key-int-max=25 speed-preset=ultrafast tune=zerolatency ! h265parse ! rtph265pay");
  g_assert_cmpuint (gst_rtsp_server_attach (server, NULL), >, 0);
  g_test_add_data_func ("/camera-recorder/bframes", "bframes", test_camera);
  if (has_element ("x265enc") && has_element ("avdec_h265"))
    g_test_add_data_func ("/camera-recorder/h265", "h265", test_camera);
  return g_test_run ();
}
