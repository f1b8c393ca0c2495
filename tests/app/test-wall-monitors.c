/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A wall on monitors that come and go, under a compositor where a window is as large as it says. */
#include "zb-locale.h"
#include "zb-wait.h"
#include "zb-wall-host.h"

#include <gst/gst.h>
#include <libdex.h>

#define SOON 15000

static GtkApplication *application;

typedef struct
{
  ZbDesk *desk;
  ZbWallHost *host;
} Fixture;

/* What one tells the compositor. */
static void tell (const char *format, ...) G_GNUC_PRINTF (1, 2);

static void
tell (const char *format, ...)
{
  va_list arguments;
  g_autofree char *words = NULL, *line = NULL, *said = NULL;
  g_autoptr (GError) error = NULL;
  int code = -1;

  va_start (arguments, format);
  words = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  line = g_strconcat ("swaymsg -- ", words, NULL);
  g_spawn_command_line_sync (line, &said, NULL, &code, &error);
  g_assert_no_error (error);
  g_assert_cmpint (code, ==, 0);
}

static GtkWidget *
get_window (Fixture *f, guint i)
{
  return zb_wall_host_get_windows (f->host)->pdata[i];
}

static gboolean
has_size (Fixture *f, guint i, int width, int height)
{
  GtkWidget *window = get_window (f, i);

  return window && gtk_widget_get_mapped (window) && gtk_widget_get_width (window) == width &&
         gtk_widget_get_height (window) == height;
}

static gboolean
is_on (Fixture *f, guint i, const char *connector)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (get_window (f, i)));
  GdkMonitor *monitor =
      surface ? gdk_display_get_monitor_at_surface (gdk_surface_get_display (surface), surface) : NULL;

  return monitor && g_strcmp0 (gdk_monitor_get_connector (monitor), connector) == 0;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  const guint n_screens = GPOINTER_TO_UINT (data);
  g_autoptr (ZbWallProfile) profile = zb_wall_profile_new ("test");

  tell ("output HEADLESS-1 enable");
  tell ("output HEADLESS-1 resolution 1280x720");
  tell ("output HEADLESS-2 resolution 1280x720");
  for (guint i = 1; i <= n_screens; i++)
    {
      g_autofree char *connector = g_strdup_printf ("HEADLESS-%u", i);
      const ZbWallScreen screen = { connector, NULL, NULL, { 0, 0 } };
      zb_wall_profile_add_screen (profile, &screen);
    }
  f->desk = zb_desk_new (NULL);
  f->host = zb_wall_host_new (application, f->desk, profile);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_object_run_dispose (G_OBJECT (f->host));
  g_clear_object (&f->host);
  g_clear_object (&f->desk);
  zb_wait (200);
}

static void
test_resolution (Fixture *f, gconstpointer data)
{
  zb_wait_for (has_size (f, 0, 1280, 720), SOON);
  tell ("output HEADLESS-1 resolution 1920x1080");
  zb_wait_for (has_size (f, 0, 1920, 1080), SOON);
  tell ("output HEADLESS-1 resolution 3840x1080");
  zb_wait_for (has_size (f, 0, 3840, 1080), SOON);
}

/* A screen whose power goes takes its window along, and has it again when it is back. */
static void
test_lost_and_back (Fixture *f, gconstpointer data)
{
  zb_wait_for (has_size (f, 0, 1280, 720), SOON);
  zb_wait_for (has_size (f, 1, 1280, 720), SOON);
  zb_wait_for (is_on (f, 0, "HEADLESS-1") && is_on (f, 1, "HEADLESS-2"), SOON);
  for (guint round = 0; round < 3; round++)
    {
      tell ("output HEADLESS-1 disable");
      zb_wait_for (zb_wall_host_count_missing (f->host) == 1, SOON);
      zb_wait_for (!gtk_widget_get_visible (get_window (f, 0)), SOON);
      g_assert_true (has_size (f, 1, 1280, 720));
      tell ("output HEADLESS-1 enable");
      zb_wait_for (zb_wall_host_count_missing (f->host) == 0, SOON);
      zb_wait_for (has_size (f, 0, 1280, 720), SOON);
      zb_wait_for (is_on (f, 0, "HEADLESS-1") && is_on (f, 1, "HEADLESS-2"), SOON);
    }
}

/* With all screens gone the program goes on, and fills the first that comes back. */
static void
test_none_left (Fixture *f, gconstpointer data)
{
  zb_wait_for (has_size (f, 0, 1280, 720), SOON);
  tell ("output HEADLESS-1 disable");
  zb_wait_for (zb_wall_host_count_missing (f->host) == 1, SOON);
  tell ("output HEADLESS-1 enable");
  zb_wait_for (has_size (f, 0, 1280, 720), SOON);
}

#define ADD(name, n_screens, func)                                                                           \
  g_test_add ("/wall-monitors/" name, Fixture, GUINT_TO_POINTER (n_screens), set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  zb_locale_set_up ();
  dex_init ();
  gst_init (NULL, NULL);
  gtk_test_init (&argc, &argv, NULL);
  application = GTK_APPLICATION (adw_application_new ("cn.zhiban.Test", G_APPLICATION_NON_UNIQUE));
  g_application_register (G_APPLICATION (application), NULL, NULL);
  tell ("create_output");
  ADD ("resolution", 1, test_resolution);
  ADD ("lost-and-back", 2, test_lost_and_back);
  ADD ("none-left", 1, test_none_left);
  return g_test_run ();
}
