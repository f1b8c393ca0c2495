/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What pictures cost, how soon they come and how old they are. Each word is a measurement of its own, in a
 * process of its own, against cameras of tests/bench/video-server:
 *
 *   video alone SERVER PROFILE SECONDS   16 streams decoded into nothing
 *   video tiles SERVER PROFILE SECONDS   the same in a window of the console's tiles
 *   video plain SERVER PROFILE SECONDS   the same in a window of pictures with a stock sink each
 *   video start SERVER PROFILE N         from a click to the first picture, N times
 *   video delay SERVER PROFILE SECONDS   how old what a tile shows is
 *   video map SERVER PROFILE SECONDS     a map that is panned while 25 tiles open in another window
 */
#include "video.h"

#include "zb-bench-media.h"
#include "zb-frame-memory.h"
#include "zb-locale.h"
#include "zb-map-fixture.h"
#include "zb-memory.h"

#include <adwaita.h>
#include <gst/gst.h>
#include <math.h>
#include <stdlib.h>

typedef void (*Bench) (const char *server, const char *profile, guint amount);

static const struct
{
  const char *name;
  Bench bench;
} benches[] = {
  { "alone", bench_alone }, { "tiles", bench_tiles }, { "plain", bench_plain },
  { "start", bench_start }, { "delay", bench_delay }, { "map", bench_map },
};

static gboolean
set_flag (gpointer flag)
{
  *(gboolean *)flag = TRUE;
  return G_SOURCE_REMOVE;
}

/* Lets the main loop run for a while. */
void
video_run (guint milliseconds)
{
  gboolean over = FALSE;

  g_timeout_add (milliseconds, set_flag, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

/* Lets the main loop run until something is so; says whether it came to be within the time. */
gboolean
video_run_until (gboolean (*done) (gpointer data), gpointer data, guint seconds)
{
  const gint64 end = g_get_monotonic_time () + (gint64)seconds * G_USEC_PER_SEC;

  while (!done (data) && g_get_monotonic_time () < end)
    video_run (20);
  return done (data);
}

/* A window as the console has them. */
GtkWidget *
video_show (GtkWidget *child, int width, int height)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_set_child (GTK_WINDOW (window), child);
  zb_frame_memory_keep (window);
  gtk_window_present (GTK_WINDOW (window));
  return window;
}

ZbDevice *
video_make_camera (const char *id)
{
  ZbDevice *device = g_object_new (ZB_TYPE_DEVICE, NULL);

  ZB_ENTITY (device)->id = g_strdup (id);
  device->name = g_strdup_printf ("天山路 889 弄 %s 号门", id);
  device->kind = ZB_DEVICE_CAMERA;
  device->status = ZB_DEVICE_ONLINE;
  return device;
}

/* As the video page has it: the panel around it, numbers on it, a camera in each place. */
GtkWidget *
video_make_grid (const char *server, const char *profile, guint columns, guint rows)
{
  g_autoptr (ZbMedia) media = zb_bench_media_new (server, profile);
  GtkWidget *grid = g_object_new (ZB_TYPE_TILE_GRID, "worked", TRUE, "media", media, "watermark",
                                  "陈值班 CN0386", "hexpand", TRUE, "vexpand", TRUE, NULL);

  zb_tile_grid_set_shape (ZB_TILE_GRID (grid), columns, rows);
  gtk_widget_add_css_class (grid, "zb-video-grid");
  for (guint i = 0; i < columns * rows; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);
      g_autoptr (ZbDevice) camera = video_make_camera (id);
      zb_tile_grid_put (ZB_TILE_GRID (grid), i, camera);
    }
  return grid;
}

gboolean
video_all_live (gpointer grid)
{
  guint n;

  return zb_tile_grid_count_live (grid, &n) == n && n > 0;
}

/* A pipeline's words: the camera's stream as packets, over TCP as the console asks for it, and what comes
 * after. */
char *
video_describe_stream (const char *server, guint camera, const char *profile, const char *rest)
{
  g_autofree char *id = g_strdup_printf ("%u", camera);
  g_autofree char *uri = zb_bench_media_dup_uri (server, id, profile);

  return g_strdup_printf ("rtspsrc location=%s protocols=tcp latency=150 ! %s", uri, rest);
}

/* What it took in cores, and how many pictures a second the tile had that had the fewest. */
void
video_print (const ZbCpuMark *since, const guint *n, guint n_tiles)
{
  const double seconds = zb_cpu_mark_seconds (since);
  guint least = G_MAXUINT, all = 0;

  for (guint i = 0; i < n_tiles; i++)
    {
      least = MIN (least, n[i]);
      all += n[i];
    }
  g_print ("{\"own\": %.4f, \"display\": %.4f, \"fps_min\": %.2f, \"fps_mean\": %.2f}\n",
           since->own / seconds, since->display / seconds, least / seconds, all / seconds / n_tiles);
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  const double x = *(const double *)a, y = *(const double *)b;

  return x < y ? -1 : x > y;
}

double
video_quantile (GArray *values, double part)
{
  if (values->len == 0)
    return 0;
  g_array_sort (values, compare_doubles);
  return g_array_index (values, double, (guint)floor (part * (values->len - 1) + .5));
}

int
main (int argc, char **argv)
{
  if (argc != 5)
    return 2;
  zb_memory_set_up ();
  zb_locale_set_up ();
  gst_init (NULL, NULL);
  if (!g_str_equal (argv[1], "alone"))
    {
      adw_init ();
      zb_map_fixture_load_style (TRUE);
    }
  for (guint i = 0; i < G_N_ELEMENTS (benches); i++)
    if (g_str_equal (argv[1], benches[i].name))
      {
        benches[i].bench (argv[2], argv[3], (guint)atoi (argv[4]));
        return 0;
      }
  return 2;
}
