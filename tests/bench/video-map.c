/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A map that is panned, and a window with 25 tiles that is opened beside it: whether the hand on the map
 * feels that. How long the map's own frames take is one thing; how long it is from one to the next, with
 * whatever the other window does in between, is what an officer sees. */
#include "video.h"

#include "zb-map-fixture.h"
#include "zb-map-view-private.h"
#include "zb-map-way.h"

#include <time.h>

typedef struct
{
  ShumateViewport *viewport;
  gint64 began, frame_began, last_painted;
  double busy_began, last_busy;
  GArray *frames, *gaps, *busy, *busy_gaps; /* double, ms */
} Pan;

static double
thread_ms (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

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
  pan->busy_began = thread_ms ();
}

static void
keep (GArray *values, double value)
{
  g_array_append_val (values, value);
}

static void
on_after_paint (GdkFrameClock *clock, Pan *pan)
{
  const gint64 now = g_get_monotonic_time ();
  const double busy = thread_ms ();

  keep (pan->frames, (double)(now - pan->frame_began) / 1000);
  keep (pan->busy, busy - pan->busy_began);
  if (pan->last_painted)
    {
      keep (pan->gaps, (double)(now - pan->last_painted) / 1000);
      keep (pan->busy_gaps, busy - pan->last_busy);
    }
  pan->last_painted = now;
  pan->last_busy = busy;
}

static void
tell_times (const char *what, GArray *times, GArray *busy)
{
  g_print ("    %-24s %6.2f ms p50 %7.2f p99 %7.2f max   busy %6.2f p50 %7.2f p99 %7.2f max\n", what,
           video_quantile (times, .5), video_quantile (times, .99), video_quantile (times, 1),
           video_quantile (busy, .5), video_quantile (busy, .99), video_quantile (busy, 1));
}

static void
tell (Pan *pan, const char *what, guint seconds)
{
  g_print ("  %s: %.1f frames/s\n", what, (double)pan->frames->len / seconds);
  tell_times ("a frame of the map", pan->frames, pan->busy);
  tell_times ("from one to the next", pan->gaps, pan->busy_gaps);
}

static void
begin (Pan *pan)
{
  g_array_set_size (pan->frames, 0);
  g_array_set_size (pan->gaps, 0);
  g_array_set_size (pan->busy, 0);
  g_array_set_size (pan->busy_gaps, 0);
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
print_figures (Pan *pan, double calm)
{
  g_print ("{\"map_frame_ms_p99\": %.2f, \"map_busy_ms_p99\": %.2f, \"map_gap_ms_p99\": %.2f, "
           "\"map_busy_gap_ms_p99\": %.2f, \"calm_frame_ms_p99\": %.2f}\n",
           video_quantile (pan->frames, .99), video_quantile (pan->busy, .99),
           video_quantile (pan->gaps, .99), video_quantile (pan->busy_gaps, .99), calm);
}

static GArray *
new_times (void)
{
  return g_array_new (FALSE, FALSE, sizeof (double));
}

void
bench_map (const char *server, const char *profile, guint seconds)
{
  g_autoptr (ZbWorld) world = zb_map_fixture_world ();
  ZbMapView *view = make_map (world);
  Pan pan = { .viewport = shumate_map_get_viewport (view->map),
              .began = g_get_monotonic_time (),
              .frames = new_times (),
              .gaps = new_times (),
              .busy = new_times (),
              .busy_gaps = new_times () };
  GtkWidget *map = show_map (view, &pan), *tiles, *grid;
  double calm;

  video_run (10000); /* once round, so that all tiles of the map are there */
  begin (&pan);
  video_run (seconds * 1000);
  tell (&pan, "the map alone", seconds);
  calm = video_quantile (pan.frames, .99);
  begin (&pan);
  grid = video_make_grid (server, profile, 5, 5);
  tiles = video_show (grid, WIDTH, HEIGHT);
  video_run (seconds * 1000);
  tell (&pan, "while 25 tiles open and play", seconds);
  g_print ("  %u of 25 tiles live at the end\n", zb_tile_grid_count_live (ZB_TILE_GRID (grid), NULL));
  print_figures (&pan, calm);
  gtk_window_destroy (GTK_WINDOW (tiles));
  gtk_window_destroy (GTK_WINDOW (map));
  video_run (500);
  g_array_unref (pan.frames);
  g_array_unref (pan.gaps);
  g_array_unref (pan.busy);
  g_array_unref (pan.busy_gaps);
}
