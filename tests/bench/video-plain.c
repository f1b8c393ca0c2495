/* SPDX-License-Identifier: GPL-3.0-or-later */
/* As a program would do it that leaves it to the toolkit: GStreamer's sink for GTK, one for each tile, in a
 * GtkPicture. Nothing is written over the pictures. */
#include "video.h"

#include <gst/gst.h>

/* A place for a picture, which counts how often that is drawn: GTK asks only for what has changed. */
#define PLAIN_TYPE_PLACE (plain_place_get_type ())
G_DECLARE_FINAL_TYPE (PlainPlace, plain_place, PLAIN, PLACE, GtkWidget)

struct _PlainPlace
{
  GtkWidget parent_instance;
  GtkWidget *picture;
  guint n_painted;
};

G_DEFINE_FINAL_TYPE (PlainPlace, plain_place, GTK_TYPE_WIDGET)

static void
plain_place_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  PLAIN_PLACE (widget)->n_painted++;
  GTK_WIDGET_CLASS (plain_place_parent_class)->snapshot (widget, snapshot);
}

static void
plain_place_dispose (GObject *object)
{
  g_clear_pointer (&PLAIN_PLACE (object)->picture, gtk_widget_unparent);
  G_OBJECT_CLASS (plain_place_parent_class)->dispose (object);
}

static void
plain_place_class_init (PlainPlaceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = plain_place_dispose;
  GTK_WIDGET_CLASS (klass)->snapshot = plain_place_snapshot;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
plain_place_init (PlainPlace *self)
{
  self->picture = gtk_picture_new ();
  gtk_widget_set_parent (self->picture, GTK_WIDGET (self));
}

static GstElement *
open_stream (const char *server, const char *profile, guint camera, GtkWidget *picture)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text =
      video_describe_stream (server, camera, profile,
                             "rtph264depay wait-for-keyframe=true ! h264parse ! avdec_h264 max-threads=1 ! "
                             "videoconvert ! gtk4paintablesink name=sink");
  GstElement *pipeline = gst_parse_launch (text, &error);
  g_autoptr (GstElement) sink = NULL;
  g_autoptr (GdkPaintable) paintable = NULL;

  if (!pipeline)
    g_error ("%s", error->message);
  sink = gst_bin_get_by_name (GST_BIN (pipeline), "sink");
  g_object_get (sink, "paintable", &paintable, NULL);
  gtk_picture_set_paintable (GTK_PICTURE (picture), paintable);
  return pipeline;
}

typedef struct
{
  GstElement *pipelines[N_TILES];
  PlainPlace *places[N_TILES];
} Plain;

static GtkWidget *
make_grid (Plain *plain, const char *server, const char *profile)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_row_homogeneous (GTK_GRID (grid), TRUE);
  gtk_grid_set_column_homogeneous (GTK_GRID (grid), TRUE);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 6);
  for (guint i = 0; i < N_TILES; i++)
    {
      plain->places[i] = g_object_new (PLAIN_TYPE_PLACE, "hexpand", TRUE, "vexpand", TRUE, NULL);
      plain->pipelines[i] = open_stream (server, profile, i, plain->places[i]->picture);
      gtk_grid_attach (GTK_GRID (grid), GTK_WIDGET (plain->places[i]), (int)i % 4, (int)i / 4, 1, 1);
    }
  return grid;
}

static gboolean
all_painted (gpointer data)
{
  for (guint i = 0; i < N_TILES; i++)
    if (((Plain *)data)->places[i]->n_painted < 3)
      return FALSE;
  return TRUE;
}

static void
count_painted (Plain *plain, guint *n)
{
  for (guint i = 0; i < N_TILES; i++)
    n[i] = plain->places[i]->n_painted - n[i];
}

void
bench_plain (const char *server, const char *profile, guint seconds)
{
  Plain plain;
  guint n[N_TILES] = { 0 };
  ZbCpuMark mark, since;
  GtkWidget *window = video_show (make_grid (&plain, server, profile), WIDTH, HEIGHT);

  for (guint i = 0; i < N_TILES; i++)
    gst_element_set_state (plain.pipelines[i], GST_STATE_PLAYING);
  if (!video_run_until (all_painted, &plain, 60))
    g_error ("not all pictures are painted");
  video_run (4000);
  count_painted (&plain, n);
  mark = zb_cpu_mark_now ();
  video_run (seconds * 1000);
  since = zb_cpu_mark_since (&mark);
  count_painted (&plain, n);
  video_print (&since, n, N_TILES);
  for (guint i = 0; i < N_TILES; i++)
    gst_element_set_state (plain.pipelines[i], GST_STATE_NULL);
  gtk_window_destroy (GTK_WINDOW (window));
}
