/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A new alert sounds and joins the queue also while nobody can see the window. */
#include "zb-alert-queue.h"
#include "zb-herald.h"
#include "zb-locale.h"
#include "zb-sample-world.h"
#include "zb-settings.h"
#include "zb-window.h"

#include <gst/gst.h>
#include <libdex.h>

typedef struct
{
  ZbWorld *world;
  ZbDesk *desk;
  GSettings *settings;
  ZbWindow *window;
  ZbHerald *herald;
} Fixture;

static void
spin (guint milliseconds)
{
  const gint64 until = g_get_monotonic_time () + milliseconds * G_TIME_SPAN_MILLISECOND;

  while (g_get_monotonic_time () < until)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  GtkApplication *application = GTK_APPLICATION (g_application_get_default ());

  fixture->world = zb_sample_world_new (g_get_real_time ());
  fixture->desk = zb_desk_new (fixture->world);
  fixture->settings = zb_settings_new ();
  g_settings_set_boolean (fixture->settings, "sound", TRUE);
  fixture->herald = zb_herald_new (application, fixture->world, fixture->settings);
  fixture->window = zb_window_new (ADW_APPLICATION (application), fixture->desk, fixture->settings);
  zb_window_set_open (fixture->window, TRUE);
  gtk_window_present (GTK_WINDOW (fixture->window));
  spin (800);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  spin (100);
  g_clear_object (&fixture->herald);
  g_clear_object (&fixture->desk);
  g_clear_object (&fixture->settings);
  g_clear_object (&fixture->world);
}

static void
raise_alert (Fixture *fixture, const char *id)
{
  zb_sample_world_raise (fixture->world, id, ZB_SEVERITY_URGENT, g_get_real_time ());
}

static void
test_sounds (Fixture *fixture, gconstpointer data)
{
  raise_alert (fixture, "alert-new-1");
  g_assert_cmpuint (zb_herald_get_n_sounded (fixture->herald), ==, 1);
}

static void
test_sounds_minimised (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ZbAlertQueue) queue = zb_alert_queue_new (zb_world_get_store (fixture->world, ZB_KIND_ALERT));
  const guint before = zb_alert_queue_count_open (queue, ZB_SEVERITY_URGENT);

  gtk_window_minimize (GTK_WINDOW (fixture->window));
  spin (500);
  raise_alert (fixture, "alert-new-2");
  g_assert_cmpuint (zb_herald_get_n_sounded (fixture->herald), ==, 1);
  spin (900);
  g_assert_cmpuint (zb_alert_queue_count_open (queue, ZB_SEVERITY_URGENT), ==, before + 1);
}

static void
test_is_silent (Fixture *fixture, gconstpointer data)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.sound", NULL);
  g_assert_false (g_settings_get_boolean (fixture->settings, "sound"));
  raise_alert (fixture, "alert-new-3");
  g_assert_cmpuint (zb_herald_get_n_sounded (fixture->herald), ==, 0);
}

static void
test_locked_desk_hears (Fixture *fixture, gconstpointer data)
{
  zb_window_set_open (fixture->window, FALSE);
  raise_alert (fixture, "alert-new-4");
  g_assert_cmpuint (zb_herald_get_n_sounded (fixture->herald), ==, 1);
}

int
main (int argc, char *argv[])
{
  g_autoptr (AdwApplication) application = NULL;
  g_autoptr (GError) error = NULL;

  zb_locale_set_up ();
  dex_init ();
  /* No sound device is asked for: what counts is that it would sound. */
  g_setenv ("GST_PLUGIN_FEATURE_RANK", "fakeaudiosink:1000", TRUE);
  gst_init (NULL, NULL);
  g_test_init (&argc, &argv, NULL);
  application =
      g_object_new (ADW_TYPE_APPLICATION, "application-id", "cn.zhiban.Console", "resource-base-path",
                    "/cn/zhiban/Console", "flags", G_APPLICATION_NON_UNIQUE, NULL);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  g_application_set_default (G_APPLICATION (application));
#define ADD(path, function) g_test_add ("/app/herald/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("sounds", test_sounds);
  ADD ("sounds-minimised", test_sounds_minimised);
  ADD ("is-silent", test_is_silent);
  ADD ("locked-desk-hears", test_locked_desk_hears);
  return g_test_run ();
}
