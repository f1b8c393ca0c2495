/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a frame of the map costs while it is panned and zoomed along a fixed way.
 *
 *   map map-frame    the layer's own drawing, the whole frame with the base map, the processor without it,
 *                    and the same devices as stock markers
 *   map map-scale    ten times the devices
 *   map map-update   5,000 changes of state a second meanwhile
 *
 * The last line is the figures in JSON.
 */
#include "zb-base-layer.h"
#include "zb-cluster-index.h"
#include "zb-frame-memory.h"
#include "zb-map-fixture.h"
#include "zb-map-view-private.h"
#include "zb-map-way.h"
#include "zb-memory.h"

#include <adwaita.h>
#include <math.h>
#include <time.h>

#define WIDTH 1600
#define HEIGHT 900

static int seconds = 10, n_runs = 3, n_longest;
static gboolean no_stock;

static const GOptionEntry options[] = {
  { "seconds", 0, 0, G_OPTION_ARG_INT, &seconds, "How long a run is", "N" },
  { "runs", 0, 0, G_OPTION_ARG_INT, &n_runs, "How many runs the medians are of", "N" },
  { "longest", 0, 0, G_OPTION_ARG_INT, &n_longest, "Tell the N longest frames of each run", "N" },
  { "no-stock", 0, 0, G_OPTION_ARG_NONE, &no_stock, "Leave the stock markers out", NULL },
  G_OPTION_ENTRY_NULL,
};

/* When each part of a frame was over, on the monotonic clock, and what it was a frame of. */
typedef struct
{
  gint64 began, laid_out, painted, drawing, arranging;
  double zoom, cpu; /* of this thread, s */
} Frame;

typedef struct
{
  ShumateViewport *viewport;
  ZbSymbolLayer *layer;
  ZbMapArrangement *arrangement;
  ZbBaseLayer *base;
  guint n_incomplete;
  gint64 began;
  double cpu_began;
  Frame frame;
  GArray *all;
  GArray *frames;
  GArray *cpus;
  GArray *draws;
  gboolean over;
  double length;
} Run;

typedef struct
{
  double snapshot_p95, frame_cpu_p99, frame_p99, frame_p999, frame_max, frame_mean, cpu, cpu_per_frame, rate,
      incomplete;
} Figures;

static double
cpu_seconds (clockid_t of)
{
  struct timespec spent;
  clock_gettime (of, &spent);
  return (double)spent.tv_sec + (double)spent.tv_nsec / 1e9;
}

/* A figure of eight over the district, from the whole of it down to a street and back, a zoom every second
 * as the buttons and the wheel make it. */
static void
look (ShumateViewport *viewport, double t)
{
  static const double zooms[] = { 13, 14, 15, 16, 17, 16, 15, 14, 13, 14 };
  const char *zoom = g_getenv ("ZOOM");
  zb_map_way_look (viewport, zoom ? g_ascii_strtod (zoom, NULL) : zooms[(int)t % G_N_ELEMENTS (zooms)], t);
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
  run->frame = (Frame){ .began = g_get_monotonic_time (), .cpu = -cpu_seconds (CLOCK_THREAD_CPUTIME_ID) };
}

static void
on_layout (GdkFrameClock *clock, Run *run)
{
  run->frame.laid_out = g_get_monotonic_time ();
}

static void
on_after_paint (GdkFrameClock *clock, Run *run)
{
  Frame *now = &run->frame;
  double frame, draw;

  now->painted = g_get_monotonic_time ();
  now->cpu += cpu_seconds (CLOCK_THREAD_CPUTIME_ID);
  now->zoom = shumate_viewport_get_zoom_level (run->viewport);
  if (run->layer)
    {
      now->arranging = run->arrangement ? zb_map_arrangement_take_time (run->arrangement) : 0;
      now->drawing = zb_symbol_layer_get_draw_time (run->layer);
      draw = (double)(now->drawing + now->arranging) / 1e3;
      g_array_append_val (run->draws, draw);
    }
  frame = (double)(now->painted - now->began) / 1e3;
  g_array_append_val (run->frames, frame);
  frame = now->cpu * 1e3;
  g_array_append_val (run->cpus, frame);
  run->n_incomplete += run->base && !zb_base_layer_is_complete (run->base);
  g_array_append_vals (run->all, now, 1);
}

static int
compare_frames (gconstpointer a, gconstpointer b)
{
  const Frame *x = a, *y = b;
  const gint64 one = x->painted - x->began, other = y->painted - y->began;
  return one < other ? 1 : one > other ? -1 : 0;
}

static double
ms_between (gint64 from, gint64 to)
{
  return (double)(to - from) / 1e3;
}

/* What they were made of; in most nothing is laid out. */
static void
print_longest (Run *run)
{
  g_array_sort (run->all, compare_frames);
  for (guint i = 0; i < run->all->len && i < (guint)n_longest; i++)
    {
      const Frame *frame = &g_array_index (run->all, Frame, i);
      const gint64 drawn_from = frame->laid_out ? frame->laid_out : frame->began;
      g_print ("    %6.2f ms at %6.3f s, zoom %4.1f: processor %5.2f, laid out in %5.2f, drawn in %5.2f, of "
               "which the devices "
               "%5.2f and "
               "all spots %5.2f (from %" G_GINT64_FORMAT ")\n",
               ms_between (frame->began, frame->painted), ms_between (run->began, frame->began) / 1e3,
               frame->zoom, frame->cpu * 1e3, ms_between (frame->began, drawn_from),
               ms_between (drawn_from, frame->painted), (double)frame->drawing / 1e3,
               (double)frame->arranging / 1e3, frame->began);
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
  double cpu = cpu_seconds (CLOCK_PROCESS_CPUTIME_ID) - run->cpu_began;
  return (Figures){ .snapshot_p95 = quantile (run->draws, .95),
                    .frame_cpu_p99 = quantile (run->cpus, .99),
                    .frame_p99 = quantile (run->frames, .99),
                    .frame_p999 = quantile (run->frames, .999),
                    .frame_max = quantile (run->frames, 1),
                    .frame_mean = mean (run->frames),
                    .cpu = cpu / wall,
                    .cpu_per_frame = cpu * 1e3 / MAX (run->frames->len, 1),
                    .rate = run->frames->len / wall,
                    .incomplete = (double)run->n_incomplete / MAX (run->frames->len, 1) };
}

static Figures
run_on (GtkWidget *widget, ShumateViewport *viewport, ZbSymbolLayer *layer, ZbMapArrangement *arrangement,
        ZbBaseLayer *base, double length)
{
  g_autoptr (GArray) frames = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) draws = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) cpus = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (Frame));
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);
  Run run = { .viewport = viewport,
              .layer = layer,
              .arrangement = arrangement,
              .base = base,
              .began = g_get_monotonic_time (),
              .cpu_began = cpu_seconds (CLOCK_PROCESS_CPUTIME_ID),
              .all = all,
              .frames = frames,
              .cpus = cpus,
              .draws = draws,
              .length = length };
  g_signal_connect (clock, "before-paint", G_CALLBACK (on_before_paint), &run);
  g_signal_connect (clock, "layout", G_CALLBACK (on_layout), &run);
  g_signal_connect (clock, "after-paint", G_CALLBACK (on_after_paint), &run);
  gtk_widget_add_tick_callback (widget, on_tick, &run, NULL);
  while (!run.over)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handlers_disconnect_by_data (clock, &run);
  Figures figures = take_figures (&run);
  print_longest (&run);
  return figures;
}

static Figures
run_ours (ZbWorld *world, gboolean with_base, GSourceFunc meanwhile)
{
  static const char *all[] = { "xueliang", "residential", "gate", "bike-shed", "manhole", "other", NULL };
  ZbMapView *view = ZB_MAP_VIEW (zb_map_view_new ());
  GtkWindow *window = zb_map_fixture_show (GTK_WIDGET (view), WIDTH, HEIGHT);
  zb_frame_memory_keep (GTK_WIDGET (window));
  g_object_set (view, "enabled-layers", all, NULL);
  if (!with_base && view->base)
    shumate_map_remove_layer (view->map, g_steal_pointer (&view->base));
  zb_device_layer_set_store (view->devices, zb_world_get_store (world, ZB_KIND_DEVICE));
  zb_map_fixture_wait (view);
  guint source = meanwhile ? g_timeout_add (10, meanwhile, world) : 0;
  Figures figures =
      run_on (GTK_WIDGET (view), shumate_map_get_viewport (view->map), ZB_SYMBOL_LAYER (view->devices),
              view->arrangement, (ZbBaseLayer *)view->base, seconds);
  g_clear_handle_id (&source, g_source_remove);
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
  zb_frame_memory_keep (GTK_WIDGET (window));
  zb_map_fixture_run (1000);
  Figures figures = run_on (GTK_WIDGET (map), viewport, NULL, NULL, NULL, seconds);
  gtk_window_destroy (window);
  return figures;
}

static void
print_run (const char *name, const Figures *run)
{
  g_print ("  %-24s %5.1f frames/s  frame %6.2f ms mean %7.2f p99 (processor %6.2f) %7.2f max  layer %6.3f "
           "ms p95  "
           "%.2f cores  %6.2f ms CPU a frame  %4.1f %% of frames before all tiles and names were there\n",
           name, run->rate, run->frame_mean, run->frame_p99, run->frame_cpu_p99, run->frame_max,
           run->snapshot_p95, run->cpu, run->cpu_per_frame, 100 * run->incomplete);
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

static void
bench_frame (ZbWorld *world)
{
  g_autofree Figures *based = g_new0 (Figures, n_runs), *bare = g_new0 (Figures, n_runs);
  Figures stock = { 0 };
  for (int i = 0; i < n_runs; i++)
    {
      based[i] = run_ours (world, TRUE, NULL);
      bare[i] = run_ours (world, FALSE, NULL);
      print_run ("with the base map", &based[i]);
      print_run ("without", &bare[i]);
    }
  if (!no_stock)
    stock = run_stock (world);
  print_run ("stock markers", &stock);
  double ours = MEDIAN (bare, cpu_per_frame);
  g_print ("{\"snapshot_ms_p95\": %.3f, \"frame_ms_p99\": %.2f, \"cpu_cores\": %.3f, "
           "\"stock_frame_ms_mean\": %.1f, "
           "\"ours_frame_cpu_ms_mean\": %.3f, \"stock_over_ours\": %.1f, \"frames_per_s\": %.1f, "
           "\"frame_cpu_ms_p99\": %.2f}\n",
           MEDIAN (based, snapshot_p95), MEDIAN (based, frame_p99), MEDIAN (bare, cpu), stock.frame_mean,
           ours, stock.cpu_per_frame / ours, MEDIAN (based, rate), MEDIAN (based, frame_cpu_p99));
}

/* The same devices again and again, each time some metres further. */
static ZbWorld *
world_of (ZbWorld *from, guint n)
{
  ZbWorld *world = zb_world_new ();
  ZbStore *devices = zb_world_get_store (from, ZB_KIND_DEVICE);
  g_autoptr (GPtrArray) many = g_ptr_array_new_full (n, g_object_unref);
  for (guint i = 0; i < n; i++)
    {
      const ZbDevice *model = zb_store_get_nth (devices, i % zb_store_get_size (devices));
      guint round = i / zb_store_get_size (devices);
      g_autofree char *id = g_strdup_printf ("device-%u", i);
      ZbDevice *device = (ZbDevice *)zb_entity_new (ZB_KIND_DEVICE, id);
      device->kind = model->kind;
      device->project = model->project;
      device->status = model->status;
      device->heading = model->heading;
      device->fov = model->fov;
      device->location = zb_point_move (model->location, 37.0 * round, 11.0 * round);
      g_ptr_array_add (many, device);
    }
  zb_world_fill (world, ZB_KIND_DEVICE, many);
  return world;
}

static double
time_build (ZbWorld *world)
{
  ZbStore *devices = zb_world_get_store (world, ZB_KIND_DEVICE);
  guint n = zb_store_get_size (devices);
  g_autofree ZbClusterItem *items = g_new0 (ZbClusterItem, n);
  for (guint i = 0; i < n; i++)
    items[i].point = ((ZbDevice *)zb_store_get_nth (devices, i))->location;
  gint64 began = g_get_monotonic_time ();
  g_autoptr (ZbClusterIndex) index = zb_cluster_index_new (items, n);
  return (double)(g_get_monotonic_time () - began) / 1e3;
}

static void
bench_scale (ZbWorld *world)
{
  g_autoptr (ZbWorld) large = world_of (world, 250000);
  g_autofree Figures *few = g_new0 (Figures, n_runs), *many = g_new0 (Figures, n_runs);
  g_autoptr (GArray) builds = g_array_new (FALSE, FALSE, sizeof (double));
  for (int i = 0; i < n_runs; i++)
    {
      double build = time_build (large);
      g_array_append_val (builds, build);
      few[i] = run_ours (world, FALSE, NULL);
      many[i] = run_ours (large, FALSE, NULL);
      print_run ("22,869 devices", &few[i]);
      print_run ("250,000 devices", &many[i]);
    }
  g_print ("{\"frame_cpu_ratio_250k\": %.3f, \"index_build_ms_250k\": %.1f, \"frames_per_s_250k\": %.1f}\n",
           MEDIAN (many, cpu_per_frame) / MEDIAN (few, cpu_per_frame), quantile (builds, .5),
           MEDIAN (many, rate));
}

/* As the feed brings it: fifty devices every 10 ms. */
static gboolean
change_states (gpointer data)
{
  static guint turn;
  ZbWorld *world = data;
  ZbStore *devices = zb_world_get_store (world, ZB_KIND_DEVICE);
  for (guint i = 0; i < 50; i++, turn++)
    {
      ZbEntity *held = zb_store_get_nth (devices, turn * 7919 % zb_store_get_size (devices));
      g_autoptr (ZbRecord) copy = zb_record_copy (ZB_RECORD (held));
      ((ZbDevice *)copy)->status = turn % 5 ? ZB_DEVICE_ONLINE : ZB_DEVICE_OFFLINE;
      ((ZbEntity *)copy)->version = held->version + 1;
      g_autoptr (ZbEvent) event = zb_event_new ("device.health", (ZbEntity *)copy, 0);
      zb_world_apply (world, event);
    }
  return G_SOURCE_CONTINUE;
}

static void
bench_update (ZbWorld *world)
{
  g_autofree Figures *calm = g_new0 (Figures, n_runs), *busy = g_new0 (Figures, n_runs);
  for (int i = 0; i < n_runs; i++)
    {
      calm[i] = run_ours (world, FALSE, NULL);
      busy[i] = run_ours (world, FALSE, change_states);
      print_run ("no changes", &calm[i]);
      print_run ("5,000 changes a second", &busy[i]);
    }
  g_print ("{\"frame_ms_max\": %.2f, \"frame_ms_p999\": %.2f, \"calm_frame_ms_max\": %.2f}\n",
           MEDIAN (busy, frame_max), MEDIAN (busy, frame_p999), MEDIAN (calm, frame_max));
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new ("map-frame|map-scale|map-update");
  g_autoptr (GError) error = NULL;
  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    g_error ("%s", error->message);
  zb_memory_set_up ();
  adw_init ();
  zb_map_fixture_load_style (TRUE);
  g_autoptr (ZbWorld) world = zb_map_fixture_world ();
  if (g_strcmp0 (argv[1], "map-scale") == 0)
    bench_scale (world);
  else if (g_strcmp0 (argv[1], "map-update") == 0)
    bench_update (world);
  else
    bench_frame (world);
  return 0;
}
