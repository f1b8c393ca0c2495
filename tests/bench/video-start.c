/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the click on a camera to its first picture. A camera is joined between two whole pictures, and its
 * next one has to be waited for, whoever shows it: that wait is known from another connection to the same
 * camera, and taken off. */
#include "video.h"

#include "zb-bench-media.h"

#include <gst/gst.h>

#define N_CAMERAS 4

/* When a camera's whole pictures came. */
typedef struct
{
  GstElement *pipeline;
  GMutex lock;
  GArray *times; /* gint64, monotonic µs */
} Watch;

static void
on_frame (GstElement *sink, GstBuffer *buffer, GstPad *pad, Watch *watch)
{
  const gint64 now = g_get_monotonic_time ();

  if (GST_BUFFER_FLAG_IS_SET (buffer, GST_BUFFER_FLAG_DELTA_UNIT))
    return;
  g_mutex_lock (&watch->lock);
  g_array_append_val (watch->times, now);
  g_mutex_unlock (&watch->lock);
}

static void
open_watch (Watch *watch, const char *server, const char *profile, guint camera)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = video_describe_stream (
      server, camera, profile,
      "rtph264depay ! video/x-h264,alignment=au ! fakesink name=sink sync=false signal-handoffs=true");
  g_autoptr (GstElement) sink = NULL;

  g_mutex_init (&watch->lock);
  watch->times = g_array_new (FALSE, FALSE, sizeof (gint64));
  watch->pipeline = gst_parse_launch (text, &error);
  if (!watch->pipeline)
    g_error ("%s", error->message);
  sink = gst_bin_get_by_name (GST_BIN (watch->pipeline), "sink");
  g_signal_connect (sink, "handoff", G_CALLBACK (on_frame), watch);
  gst_element_set_state (watch->pipeline, GST_STATE_PLAYING);
}

static void
close_watch (Watch *watch)
{
  gst_element_set_state (watch->pipeline, GST_STATE_NULL);
  gst_object_unref (watch->pipeline);
  g_array_unref (watch->times);
  g_mutex_clear (&watch->lock);
}

/* The first whole picture after a moment, 0 where none came yet. */
static gint64
find_next (Watch *watch, gint64 moment)
{
  gint64 found = 0;

  g_mutex_lock (&watch->lock);
  for (guint i = 0; i < watch->times->len && !found; i++)
    if (g_array_index (watch->times, gint64, i) >= moment)
      found = g_array_index (watch->times, gint64, i);
  g_mutex_unlock (&watch->lock);
  return found;
}

typedef struct
{
  ZbTile *tile;
  guint painted; /* before the camera's first frame: the last still is painted too */
  gint64 shown_at;
} Click;

static void
on_after_paint (GdkFrameClock *clock, Click *click)
{
  ZbPlayer *player = zb_tile_get_player (click->tile);
  const guint painted = zb_tile_get_n_painted (click->tile);

  if (!player || zb_player_get_n_frames (player) == 0)
    click->painted = painted;
  else if (painted > click->painted && !click->shown_at)
    click->shown_at = g_get_monotonic_time ();
}

static gboolean
is_shown (gpointer data)
{
  return ((Click *)data)->shown_at != 0;
}

/* Returns ms beyond the wait for a whole picture. */
static double
click_on (Click *click, Watch *watch, ZbDevice *camera)
{
  const gint64 clicked_at = g_get_monotonic_time ();

  click->painted = zb_tile_get_n_painted (click->tile);
  click->shown_at = 0;
  zb_tile_set_device (click->tile, camera);
  if (!video_run_until (is_shown, click, 15))
    g_error ("no picture came");
  zb_tile_set_device (click->tile, NULL);
  return (double)(click->shown_at - find_next (watch, clicked_at)) / 1000;
}

static GtkWidget *
make_tile (const char *server, const char *profile)
{
  g_autoptr (ZbMedia) media = zb_bench_media_new (server, profile);
  GtkWidget *tile = zb_tile_new ();

  zb_tile_set_media (ZB_TILE (tile), media);
  zb_tile_set_watermark (ZB_TILE (tile), "陈值班 CN0386");
  return tile;
}

static void
measure (Click *click, Watch *watches, guint n, GArray *times)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i % N_CAMERAS);
      g_autoptr (ZbDevice) camera = video_make_camera (id);
      double over;
      video_run ((guint)g_random_int_range (300, 2300)); /* at any moment between two whole pictures */
      over = click_on (click, &watches[i % N_CAMERAS], camera);
      g_array_append_val (times, over);
    }
}

void
bench_start (const char *server, const char *profile, guint n)
{
  Watch watches[N_CAMERAS];
  Click click = { .tile = ZB_TILE (make_tile (server, profile)) };
  GtkWidget *window = video_show (GTK_WIDGET (click.tile), 640, 360);
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < N_CAMERAS; i++)
    open_watch (&watches[i], server, profile, i);
  video_run (3000);
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (on_after_paint), &click);
  measure (&click, watches, n, times);
  g_print ("{\"ms_over_keyframe_median\": %.1f, \"ms_over_keyframe_least\": %.1f, "
           "\"ms_over_keyframe_p90\": %.1f, \"ms_over_keyframe_most\": %.1f}\n",
           video_quantile (times, .5), video_quantile (times, 0), video_quantile (times, .9),
           video_quantile (times, 1));
  g_signal_handlers_disconnect_by_data (gtk_widget_get_frame_clock (window), &click);
  gtk_window_destroy (GTK_WINDOW (window));
  for (guint i = 0; i < N_CAMERAS; i++)
    close_watch (&watches[i]);
  video_run (500);
}
