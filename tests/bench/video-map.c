/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A map that is panned, and a window with 25 tiles that is opened beside it: whether the hand on the map
 * feels that. How long the map's own frames take is one thing; how long it is from one to the next, with
 * whatever the other window does in between, is what an officer sees. */
#include "video.h"

#include "zb-map-fixture.h"
#include "zb-map-view-private.h"
#include "zb-map-way.h"

typedef struct
{
  ShumateViewport *viewport;
  gint64 began, frame_began, last_painted;
  GArray *frames, *gaps; /* double, ms; only while they are kept */
} Pan;

static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  Pan *pan = data;

  zb_map_way_look (pan->viewport, 16, (double)(g_get_monotonic_time () - pan->began) / G_TIME_SPAN_SECOND);
  return G_SOURCE_CONTINUE;
}

static void
on_before_paint (GdkFrameClock *clock, Pan *pan)
{
  pan->frame_began = g_get_monotonic_time ();
}

static void
on_after_paint (GdkFrameClock *clock, Pan *pan)
{
  const gint64 now = g_get_monotonic_time ();
  const double frame = (double)(now - pan->frame_began) / 1000,
               gap = (double)(now - pan->last_painted) / 1000;

  if (pan->last_painted)
    g_array_append_val (pan->gaps, gap);
  g_array_append_val (pan->frames, frame);
  pan->last_painted = now;
}

static void
tell (Pan *pan, const char *what)
{
  g_print (
      "  %-32s %4.1f frames/s  frame %6.2f ms p50 %7.2f p99 %7.2f max   from one to the next %6.2f ms p50 "
      "%7.2f p99 %7.2f max\n",
      what, 1000 / MAX (video_quantile (pan->gaps, .5), 1), video_quantile (pan->frames, .5),
      video_quantile (pan->frames, .99), video_quantile (pan->frames, 1), video_quantile (pan->gaps, .5),
      video_quantile (pan->gaps, .99), video_quantile (pan->gaps, 1));
}

static void
begin (Pan *pan)
{
  g_array_set_size (pan->frames, 0);
  g_array_set_size (pan->gaps, 0);
  pan->last_painted = 0;
}

static GtkWidget *
show_map (ZbMapView *view, Pan *pan)
{
  GtkWidget *window = video_show (GTK_WIDGET (view), WIDTH, HEIGHT);
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);

  g_signal_connect (clock, "before-paint", G_CALLBACK (on_before_paint), pan);
  g_signal_connect (clock, "after-paint", G_CALLBACK (on_after_paint), pan);
  gtk_widget_add_tick_callback (GTK_WIDGET (view), on_tick, pan, NULL);
  return window;
}

static ZbMapView *
make_map (ZbWorld *world)
{
  static const char *all[] = { "xueliang", "residential", "gate", "bike-shed", "manhole", "other", NULL };
  ZbMapView *view = ZB_MAP_VIEW (zb_map_view_new ());

  g_object_set (view, "enabled-layers", all, NULL);
  zb_device_layer_set_store (view->devices, zb_world_get_store (world, ZB_KIND_DEVICE));
  return view;
}

static void
print_figures (Pan *pan, double calm_gap)
{
  g_print ("{\"map_frame_ms_p99\": %.2f, \"map_gap_ms_p99\": %.2f, \"map_gap_ms_max\": %.2f, "
           "\"calm_gap_ms_p99\": %.2f}\n",
           video_quantile (pan->frames, .99), video_quantile (pan->gaps, .99), video_quantile (pan->gaps, 1),
           calm_gap);
}

void
bench_map (const char *server, const char *profile, guint seconds)
{
  g_autoptr (ZbWorld) world = zb_map_fixture_world ();
  ZbMapView *view = make_map (world);
  Pan pan = { .viewport = shumate_map_get_viewport (view->map),
              .began = g_get_monotonic_time (),
              .frames = g_array_new (FALSE, FALSE, sizeof (double)),
              .gaps = g_array_new (FALSE, FALSE, sizeof (double)) };
  GtkWidget *map = show_map (view, &pan), *tiles, *grid;
  double calm_gap;

  video_run (10000); /* once round, so that all tiles of the map are there */
  begin (&pan);
  video_run (seconds * 1000);
  tell (&pan, "the map alone");
  calm_gap = video_quantile (pan.gaps, .99);
  begin (&pan);
  grid = video_make_grid (server, profile, 5, 5);
  tiles = video_show (grid, WIDTH, HEIGHT);
  video_run (seconds * 1000);
  tell (&pan, "while 25 tiles open and play");
  g_print ("  %u of 25 tiles live at the end\n", zb_tile_grid_count_live (ZB_TILE_GRID (grid), NULL));
  print_figures (&pan, calm_gap);
  gtk_window_destroy (GTK_WINDOW (tiles));
  gtk_window_destroy (GTK_WINDOW (map));
  video_run (500);
  g_array_unref (pan.frames);
  g_array_unref (pan.gaps);
}
