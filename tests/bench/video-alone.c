/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Streams decoded into nothing: what no program that shows them can do without. */
#include "video.h"

#include <gst/gst.h>

static GstElement *
open_stream (const char *server, const char *profile, guint camera)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text =
      video_describe_stream (server, camera, profile,
                             "rtph264depay wait-for-keyframe=true ! h264parse ! avdec_h264 max-threads=1 ! "
                             "fakesink name=sink sync=false");
  GstElement *pipeline = gst_parse_launch (text, &error);

  if (!pipeline)
    g_error ("%s", error->message);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  return pipeline;
}

static guint
count_frames (GstElement *pipeline)
{
  g_autoptr (GstElement) sink = gst_bin_get_by_name (GST_BIN (pipeline), "sink");
  g_autoptr (GstStructure) stats = NULL;
  guint64 n = 0;

  g_object_get (sink, "stats", &stats, NULL);
  gst_structure_get_uint64 (stats, "rendered", &n);
  return (guint)n;
}

static gboolean
all_have_frames (gpointer pipelines)
{
  for (guint i = 0; i < N_TILES; i++)
    if (count_frames (((GstElement **)pipelines)[i]) == 0)
      return FALSE;
  return TRUE;
}

void
bench_alone (const char *server, const char *profile, guint seconds)
{
  GstElement *pipelines[N_TILES];
  guint n[N_TILES];
  ZbCpuMark mark, since;

  for (guint i = 0; i < N_TILES; i++)
    pipelines[i] = open_stream (server, profile, i);
  if (!video_run_until (all_have_frames, pipelines, 30))
    g_error ("not all streams came");
  video_run (4000);
  for (guint i = 0; i < N_TILES; i++)
    n[i] = count_frames (pipelines[i]);
  mark = zb_cpu_mark_now ();
  video_run (seconds * 1000);
  since = zb_cpu_mark_since (&mark);
  since.display = 0; /* nothing is shown */
  for (guint i = 0; i < N_TILES; i++)
    n[i] = count_frames (pipelines[i]) - n[i];
  video_print (&since, n, N_TILES);
  for (guint i = 0; i < N_TILES; i++)
    {
      gst_element_set_state (pipelines[i], GST_STATE_NULL);
      gst_object_unref (pipelines[i]);
    }
}
