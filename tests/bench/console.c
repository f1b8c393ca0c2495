/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A console that tells when it can be used: the real window against a real platform, with nobody
 * at the keys. It prints one line of JSON when every device and alert that was asked for is there
 * and the frame that shows them has been painted, and another after some seconds more. With camera
 * tiles, which are shown in a window of their own, one more is printed when they have played for a while.
 *
 * Usage: console URL USERNAME PASSWORD STARTED DEVICES ALERTS SECONDS TILES
 * STARTED is CLOCK_MONOTONIC in microseconds when the process was started. */
#include "zb-application.h"
#include "zb-drawing.h"
#include "zb-locale.h"
#include "zb-memory.h"
#include "zb-tile.h"

#include <gst/gst.h>

#include <stdio.h>
#include <unistd.h>

typedef struct
{
  ZbApplication *application;
  char **arguments;
  gint64 started;
  guint devices;
  guint alerts;
  guint seconds;
  guint tiles;
  GtkWidget *wall;
  gboolean seen;
} Bench;

/* What is loaded once and cached is there after that. */
#define WARM_SECONDS 25

static double
resident_mib (void)
{
  g_autofree char *text = NULL;
  gint64 pages = 0;

  if (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL))
    sscanf (text, "%*s %" G_GINT64_FORMAT, &pages);
  return (double)pages * (double)sysconf (_SC_PAGESIZE) / (1024 * 1024);
}

static void
tell (Bench *bench, const char *what)
{
  ZbWorld *world = zb_desk_get_world (zb_application_get_desk (bench->application));

  printf ("{\"what\":\"%s\",\"ms\":%.1f,\"rss_mib\":%.1f,\"devices\":%u,\"alerts\":%u}\n", what,
          (double)(g_get_monotonic_time () - bench->started) / 1000, resident_mib (),
          zb_store_get_size (zb_world_get_store (world, ZB_KIND_DEVICE)),
          zb_store_get_size (zb_world_get_store (world, ZB_KIND_ALERT)));
  fflush (stdout);
}

static gboolean
on_over (gpointer data)
{
  Bench *bench = data;
  tell (bench, "over");
  if (bench->wall)
    gtk_window_destroy (GTK_WINDOW (bench->wall));
  gtk_window_destroy (GTK_WINDOW (zb_application_get_window (bench->application)));
  return G_SOURCE_REMOVE;
}

static gboolean
on_warm (gpointer data)
{
  tell (data, "warm");
  return G_SOURCE_REMOVE;
}

static void
add_tile (Bench *bench, GtkWidget *grid, ZbDevice *camera, guint n)
{
  g_autoptr (GObject) media = NULL;
  GtkWidget *tile = zb_tile_new ();

  g_object_get (zb_application_get_desk (bench->application), "media", &media, NULL);
  g_object_set (tile, "media", media, "device", camera, "hexpand", TRUE, "vexpand", TRUE, NULL);
  gtk_grid_attach (GTK_GRID (grid), tile, (int)(n % 3), (int)(n / 3), 1, 1);
}

/* As the page with the cameras shows them: three in a row. */
static void
show_tiles (Bench *bench)
{
  ZbWorld *world = zb_desk_get_world (zb_application_get_desk (bench->application));
  ZbStore *devices = zb_world_get_store (world, ZB_KIND_DEVICE);
  GtkWidget *grid = gtk_grid_new ();
  guint n = 0;

  for (guint i = 0; n < bench->tiles && i < zb_store_get_size (devices); i++)
    {
      ZbDevice *device = zb_store_get_nth (devices, i);
      if (device->kind == ZB_DEVICE_CAMERA && device->status == ZB_DEVICE_ONLINE)
        add_tile (bench, grid, device, n++);
    }
  bench->wall = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (bench->wall), 1200, 700);
  gtk_window_set_child (GTK_WINDOW (bench->wall), grid);
  gtk_window_present (GTK_WINDOW (bench->wall));
  g_timeout_add_seconds (WARM_SECONDS, on_warm, bench);
}

static gboolean
all_is_there (Bench *bench)
{
  ZbWorld *world = zb_desk_get_world (zb_application_get_desk (bench->application));
  return zb_store_get_size (zb_world_get_store (world, ZB_KIND_DEVICE)) >= bench->devices &&
         zb_store_get_size (zb_world_get_store (world, ZB_KIND_ALERT)) >= bench->alerts &&
         zb_window_is_open (zb_application_get_window (bench->application));
}

/* What is there before a frame is laid out is in that frame; so it counts when the one after the
 * first sight of it has been painted. */
static void
on_painted (GdkFrameClock *clock, Bench *bench)
{
  if (!all_is_there (bench))
    return;
  if (!bench->seen)
    {
      bench->seen = TRUE;
      gtk_widget_queue_draw (GTK_WIDGET (zb_application_get_window (bench->application)));
      gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_PAINT);
      return;
    }
  g_signal_handlers_disconnect_by_func (clock, on_painted, bench);
  tell (bench, "usable");
  if (bench->tiles)
    show_tiles (bench);
  g_timeout_add_seconds (bench->seconds, on_over, bench);
}

/* Frames are not drawn while nothing changes, and lists may come between two of them. */
static gboolean
keep_looking (gpointer data)
{
  Bench *bench = data;
  ZbWindow *window = zb_application_get_window (bench->application);

  if (bench->seen || !window)
    return G_SOURCE_REMOVE;
  if (all_is_there (bench))
    gtk_widget_queue_draw (GTK_WIDGET (window));
  return G_SOURCE_CONTINUE;
}

static void
on_activated (GApplication *application, Bench *bench)
{
  GtkNative *native = GTK_NATIVE (zb_application_get_window (bench->application));
  GdkFrameClock *clock = gdk_surface_get_frame_clock (gtk_native_get_surface (native));

  g_signal_connect (clock, "after-paint", G_CALLBACK (on_painted), bench);
  g_timeout_add (4, keep_looking, bench);
  zb_door_sign_in (zb_application_get_door (bench->application), bench->arguments[2], bench->arguments[3]);
}

int
main (int argc, char **argv)
{
  if (argc != 9)
    return 2;
  zb_memory_set_up ();
  zb_drawing_set_up ("/dev/dri");
  zb_locale_set_up ();
  gst_init (NULL, NULL);
  zb_memory_give_back_at_times ();
  g_autoptr (ZbApplication) application = zb_application_new ();
  Bench bench = { .application = application,
                  .arguments = argv,
                  .started = g_ascii_strtoll (argv[4], NULL, 10),
                  .devices = (guint)g_ascii_strtoull (argv[5], NULL, 10),
                  .alerts = (guint)g_ascii_strtoull (argv[6], NULL, 10),
                  .seconds = (guint)g_ascii_strtoull (argv[7], NULL, 10),
                  .tiles = (guint)g_ascii_strtoull (argv[8], NULL, 10) };
  char *console[] = { argv[0], (char *)"--new-instance", (char *)"--platform", argv[1], NULL };

  g_signal_connect_after (application, "activate", G_CALLBACK (on_activated), &bench);
  return g_application_run (G_APPLICATION (application), 4, console);
}
