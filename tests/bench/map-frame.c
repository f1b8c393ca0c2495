/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a frame of the map costs while it is panned and zoomed along a fixed way: the layer's own drawing,
 * the whole frame with the base map, the processor without it, and the same devices as stock markers.
 *
 *   map-frame [--seconds 10] [--runs 3] [--no-stock] [JSON]
 */
#include "zb-map-fixture.h"
#include "zb-map-view-private.h"

#include <adwaita.h>
#include <math.h>
#include <time.h>

#define WIDTH 1600
#define HEIGHT 900

static int seconds = 10, n_runs = 3;
static gboolean no_stock;

static const GOptionEntry options[] = {
  { "seconds", 0, 0, G_OPTION_ARG_INT, &seconds, "How long a run is", "N" },
  { "runs", 0, 0, G_OPTION_ARG_INT, &n_runs, "How many runs the medians are of", "N" },
  { "no-stock", 0, 0, G_OPTION_ARG_NONE, &no_stock, "Leave the stock markers out", NULL },
  G_OPTION_ENTRY_NULL,
};

typedef struct
{
  ShumateViewport *viewport;
  ZbSymbolLayer *layer;
  gint64 began, frame_began;
  double cpu_began;
  GArray *frames;
  GArray *draws;
  gboolean over;
  double length;
} Run;

typedef struct
{
  double snapshot_p95, frame_p99, frame_mean, cpu, cpu_per_frame, rate;
} Figures;

static double
cpu_seconds (void)
{
  struct timespec spent;
  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &spent);
  return (double)spent.tv_sec + (double)spent.tv_nsec / 1e9;
}

/* A figure of eight over the district, from the whole of it down to a street and back, a zoom every second
 * as the buttons and the wheel make it. */
static void
look (ShumateViewport *viewport, double t)
{
  static const double zooms[] = { 13, 14, 15, 16, 17, 16, 15, 14, 13, 14 };
  ShumateMapSource *source = shumate_viewport_get_reference_map_source (viewport);
  double offset = log2 (shumate_map_source_get_tile_size (source) / 256.0);
  double zoom =
      g_getenv ("ZOOM") ? g_ascii_strtod (g_getenv ("ZOOM"), NULL) : zooms[(int)t % G_N_ELEMENTS (zooms)];
  if (shumate_viewport_get_zoom_level (viewport) != zoom - offset)
    shumate_viewport_set_zoom_level (viewport, zoom - offset);
  double reach = exp2 (13 - zoom);
  shumate_location_set_location (SHUMATE_LOCATION (viewport), 31.212 + .012 * reach * sin (4 * G_PI * t / 10),
                                 121.390 + .04 * reach * sin (2 * G_PI * t / 10));
}

static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  Run *run = data;
  double t = (double)(g_get_monotonic_time () - run->began) / G_TIME_SPAN_SECOND;
  run->over = t >= run->length;
  look (run->viewport, t);
  return run->over ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

static void
on_before_paint (GdkFrameClock *clock, Run *run)
{
  run->frame_began = g_get_monotonic_time ();
}

static void
on_after_paint (GdkFrameClock *clock, Run *run)
{
  double frame = (double)(g_get_monotonic_time () - run->frame_began) / 1e3;
  g_array_append_val (run->frames, frame);
  if (run->layer)
    {
      double draw = (double)zb_symbol_layer_get_draw_time (run->layer) / 1e3;
      g_array_append_val (run->draws, draw);
    }
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *)a, y = *(const double *)b;
  return x < y ? -1 : x > y;
}

static double
quantile (GArray *values, double part)
{
  if (values->len == 0)
    return 0;
  g_array_sort (values, compare_doubles);
  return g_array_index (values, double, (guint)floor (part * (values->len - 1) + .5));
}

static double
mean (GArray *values)
{
  double sum = 0;
  for (guint i = 0; i < values->len; i++)
    sum += g_array_index (values, double, i);
  return values->len ? sum / values->len : 0;
}

static Figures
take_figures (Run *run)
{
  double wall = (double)(g_get_monotonic_time () - run->began) / G_TIME_SPAN_SECOND;
  double cpu = cpu_seconds () - run->cpu_began;
  return (Figures){ .snapshot_p95 = quantile (run->draws, .95),
                    .frame_p99 = quantile (run->frames, .99),
                    .frame_mean = mean (run->frames),
                    .cpu = cpu / wall,
                    .cpu_per_frame = cpu * 1e3 / MAX (run->frames->len, 1),
                    .rate = run->frames->len / wall };
}

static Figures
run_on (GtkWidget *widget, ShumateViewport *viewport, ZbSymbolLayer *layer, double length)
{
  g_autoptr (GArray) frames = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) draws = g_array_new (FALSE, FALSE, sizeof (double));
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);
  Run run = { viewport, layer, g_get_monotonic_time (), 0, cpu_seconds (), frames, draws, FALSE, length };
  gulong before = g_signal_connect (clock, "before-paint", G_CALLBACK (on_before_paint), &run);
  gulong after = g_signal_connect (clock, "after-paint", G_CALLBACK (on_after_paint), &run);
  gtk_widget_add_tick_callback (widget, on_tick, &run, NULL);
  while (!run.over)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (clock, before);
  g_signal_handler_disconnect (clock, after);
  return take_figures (&run);
}

static Figures
run_ours (ZbWorld *world, gboolean with_base)
{
  static const char *all[] = { "xueliang", "residential", "gate", "bike-shed", "manhole", "other", NULL };
  ZbMapView *view = ZB_MAP_VIEW (zb_map_view_new ());
  GtkWindow *window = zb_map_fixture_show (GTK_WIDGET (view), WIDTH, HEIGHT);
  g_object_set (view, "enabled-layers", all, NULL);
  if (!with_base)
    shumate_map_remove_layer (view->map, SHUMATE_LAYER (view->base));
  zb_device_layer_set_store (view->devices, zb_world_get_store (world, ZB_KIND_DEVICE));
  zb_map_fixture_wait (view);
  Figures figures = run_on (GTK_WIDGET (view), shumate_map_get_viewport (view->map),
                            ZB_SYMBOL_LAYER (view->devices), seconds);
  gtk_window_destroy (window);
  zb_map_fixture_run (200);
  return figures;
}

/* As an application without a layer of its own would do it. */
static Figures
run_stock (ZbWorld *world)
{
  ShumateMap *map = shumate_map_new ();
  ShumateViewport *viewport = shumate_map_get_viewport (map);
  g_autoptr (ShumateTileDownloader) nothing = shumate_tile_downloader_new ("file:///nowhere/{z}/{x}/{y}");
  g_autoptr (ShumateRasterRenderer) blank = shumate_raster_renderer_new (SHUMATE_DATA_SOURCE (nothing));
  shumate_viewport_set_reference_map_source (viewport, SHUMATE_MAP_SOURCE (blank));
  ShumateMarkerLayer *markers = shumate_marker_layer_new (viewport);
  ZbStore *devices = zb_world_get_store (world, ZB_KIND_DEVICE);
  for (guint i = 0; i < zb_store_get_size (devices); i++)
    {
      const ZbDevice *device = zb_store_get_nth (devices, i);
      ShumateMarker *marker = shumate_marker_new ();
      shumate_marker_set_child (marker, gtk_image_new_from_icon_name ("zb-video-symbolic"));
      shumate_location_set_location (SHUMATE_LOCATION (marker), device->location.lat, device->location.lon);
      shumate_marker_layer_add_marker (markers, marker);
    }
  shumate_map_add_layer (map, SHUMATE_LAYER (markers));
  look (viewport, 0);
  GtkWindow *window = zb_map_fixture_show (GTK_WIDGET (map), WIDTH, HEIGHT);
  zb_map_fixture_run (1000);
  Figures figures = run_on (GTK_WIDGET (map), viewport, NULL, seconds);
  gtk_window_destroy (window);
  return figures;
}

static double
median_of (const Figures *runs, gsize member)
{
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (double));
  for (int i = 0; i < n_runs; i++)
    g_array_append_val (values, G_STRUCT_MEMBER (double, &runs[i], member));
  return quantile (values, .5);
}

#define MEDIAN(runs, member) median_of (runs, G_STRUCT_OFFSET (Figures, member))

static char *
write_figures (const Figures *based, const Figures *bare, const Figures *stock)
{
  const char *renderer = g_getenv ("GSK_RENDERER");
  double ours = MEDIAN (bare, cpu_per_frame), theirs = stock ? stock->cpu_per_frame : 0;
  return g_strdup_printf (
      "{\"bench\": \"map-frame\", \"machine\": {\"cores\": %u, \"renderer\": \"%s\", \"width\": %d, "
      "\"height\": %d, "
      "\"gpu\": false}, \"figures\": {\"snapshot_ms_p95\": %.3f, \"frame_ms_p99\": %.2f, \"cpu_cores\": "
      "%.3f, "
      "\"stock_frame_ms_mean\": %.1f, \"ours_frame_cpu_ms_mean\": %.3f, \"stock_over_ours\": %.1f, "
      "\"frames_per_s\": %.1f}}\n",
      g_get_num_processors (), renderer ? renderer : "default", WIDTH, HEIGHT, MEDIAN (based, snapshot_p95),
      MEDIAN (based, frame_p99), MEDIAN (bare, cpu), stock ? stock->frame_mean : 0, ours, theirs / ours,
      MEDIAN (based, rate));
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new ("[JSON]");
  g_autoptr (GError) error = NULL;
  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    g_error ("%s", error->message);
  adw_init ();
  zb_map_fixture_load_style (TRUE);
  g_autoptr (ZbWorld) world = zb_map_fixture_world ();
  g_autofree Figures *based = g_new0 (Figures, n_runs), *bare = g_new0 (Figures, n_runs);
  for (int i = 0; i < n_runs; i++)
    {
      based[i] = run_ours (world, TRUE);
      bare[i] = run_ours (world, FALSE);
      g_print ("run %d: with base map %.1f frames/s, frame mean %.2f p99 %.2f ms, layer p95 %.3f ms, %.2f "
               "cores %.2f ms; "
               "without %.1f frames/s, %.2f cores, %.2f ms a frame\n",
               i, based[i].rate, based[i].frame_mean, based[i].frame_p99, based[i].snapshot_p95, based[i].cpu,
               based[i].cpu_per_frame, bare[i].rate, bare[i].cpu, bare[i].cpu_per_frame);
    }
  Figures stock = no_stock ? (Figures){ 0 } : run_stock (world);
  g_autofree char *json = write_figures (based, bare, no_stock ? NULL : &stock);
  g_print ("%s", json);
  if (argc > 1 && !g_file_set_contents (argv[1], json, -1, &error))
    g_error ("%s", error->message);
  return 0;
}
