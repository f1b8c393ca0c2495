/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The console's window at a real platform: who is let in and who is not, the lock, the change of
 * officer; an alert that a sensor raises is there within a second, also while nobody sees the
 * window; and the platform's death is said in words.
 */
#include "zb-alert.h"
#include "zb-door.h"
#include "zb-herald.h"
#include "zb-locale.h"
#include "zb-settings.h"
#include "zb-test-platform.h"

#include <gst/gst.h>

typedef struct
{
  ZbTestPlatform *platform;
  ZbDesk *desk;
  GSettings *settings;
  ZbWindow *window;
  ZbDoor *door;
  ZbHerald *herald;
  char *alert;
} Fixture;

static gboolean
never (gpointer data)
{
  return FALSE;
}

static gboolean
is_open (gpointer data)
{
  Fixture *fixture = data;

  return zb_window_is_open (fixture->window) && zb_desk_get_connected (fixture->desk);
}

static gboolean
has_trouble (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *page = GTK_WIDGET (zb_window_get_door (fixture->window));
  GtkWidget *label = GTK_WIDGET (gtk_widget_get_template_child (page, ZB_TYPE_SIGN_IN_PAGE, "trouble"));

  return gtk_widget_get_visible (label) && *gtk_label_get_text (GTK_LABEL (label));
}

static void
enter (Fixture *fixture, const char *username, const char *password)
{
  g_signal_emit_by_name (zb_window_get_door (fixture->window), "sign-in", zb_door_get_url (fixture->door),
                         username, password);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  GtkApplication *application = GTK_APPLICATION (g_application_get_default ());

  fixture->platform = zb_test_platform_new ();
  fixture->desk = zb_desk_new (NULL);
  fixture->settings = zb_settings_new ();
  g_settings_set_boolean (fixture->settings, "sound", TRUE);
  fixture->herald = zb_herald_new (application, zb_desk_get_world (fixture->desk), fixture->settings);
  fixture->window = zb_window_new (ADW_APPLICATION (application), fixture->desk, fixture->settings);
  fixture->door = zb_door_new (fixture->window, fixture->desk, fixture->settings);
  gtk_window_present (GTK_WINDOW (fixture->window));
  zb_door_open (fixture->door, zb_test_platform_get_url (fixture->platform), NULL, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  zb_link_sign_out (zb_desk_get_link (fixture->desk));
  zb_test_wait (never, NULL, 200);
  g_clear_object (&fixture->door);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  zb_test_wait (never, NULL, 100);
  g_clear_object (&fixture->herald);
  g_clear_object (&fixture->desk);
  g_clear_object (&fixture->settings);
  g_clear_pointer (&fixture->platform, zb_test_platform_free);
  g_clear_pointer (&fixture->alert, g_free);
}

static void
sign_in (Fixture *fixture)
{
  enter (fixture, "officer", ZB_TEST_PASSWORD);
  g_assert_true (zb_test_wait (is_open, fixture, 20000));
}

static void
test_wrong_password (Fixture *fixture, gconstpointer data)
{
  g_assert_false (zb_window_is_open (fixture->window));
  enter (fixture, "officer", "wrong");
  g_assert_true (zb_test_wait (has_trouble, fixture, 20000));
  g_assert_false (zb_window_is_open (fixture->window));
  sign_in (fixture);
  g_assert_cmpstr (zb_desk_get_account (fixture->desk)->username, ==, "officer");
}

static void
test_lock (Fixture *fixture, gconstpointer data)
{
  sign_in (fixture);
  zb_door_lock (fixture->door);
  g_assert_false (zb_window_is_open (fixture->window));
  g_assert_true (zb_desk_get_connected (fixture->desk));
  /* The same officer unlocks without the platform. */
  zb_test_platform_stop (fixture->platform);
  enter (fixture, "officer", ZB_TEST_PASSWORD);
  g_assert_true (zb_window_is_open (fixture->window));
}

static gboolean
is_officer2 (gpointer data)
{
  Fixture *fixture = data;
  ZbAccount *account = zb_desk_get_account (fixture->desk);

  return is_open (fixture) && account && g_str_equal (account->username, "officer2");
}

static void
test_change_of_officer (Fixture *fixture, gconstpointer data)
{
  sign_in (fixture);
  zb_door_change_officer (fixture->door);
  g_assert_false (zb_window_is_open (fixture->window));
  enter (fixture, "officer2", ZB_TEST_PASSWORD);
  g_assert_true (zb_test_wait (is_officer2, fixture, 20000));
}

static void
test_sign_out (Fixture *fixture, gconstpointer data)
{
  sign_in (fixture);
  zb_door_sign_out (fixture->door);
  g_assert_false (zb_window_is_open (fixture->window));
  g_assert_null (zb_desk_get_account (fixture->desk));
}

static gboolean
has_alert (gpointer data)
{
  Fixture *fixture = data;

  return zb_world_lookup (zb_desk_get_world (fixture->desk), ZB_KIND_ALERT, fixture->alert) != NULL;
}

static gboolean
has_two (gpointer data)
{
  Fixture *fixture = data;
  ZbAlert *alert = zb_world_lookup (zb_desk_get_world (fixture->desk), ZB_KIND_ALERT, fixture->alert);

  return alert && alert->occurrences == 2;
}

static void
test_alert_within_a_second (Fixture *fixture, gconstpointer data)
{
  g_autofree char *again = NULL;

  sign_in (fixture);
  gtk_window_minimize (GTK_WINDOW (fixture->window));
  zb_test_wait (never, NULL, 300);
  fixture->alert = zb_test_raise (fixture->platform, "smoke_fire", "urgent", ZB_TEST_CAMERA_NORTH, "one");
  g_assert_true (zb_test_wait (has_alert, fixture, 1000));
  g_assert_cmpuint (zb_herald_get_n_sounded (fixture->herald), ==, 1);
  again = zb_test_raise (fixture->platform, "smoke_fire", "urgent", ZB_TEST_CAMERA_NORTH, "one");
  g_assert_cmpstr (again, ==, fixture->alert);
  g_assert_true (zb_test_wait (has_two, fixture, 1000));
  g_assert_cmpuint (zb_store_get_size (zb_world_get_store (zb_desk_get_world (fixture->desk), ZB_KIND_ALERT)),
                    ==, 1);
}

static gboolean
is_lost (gpointer data)
{
  return !zb_desk_get_connected (((Fixture *)data)->desk);
}

static void
test_platform_dies (Fixture *fixture, gconstpointer data)
{
  g_autofree char *line = NULL;
  g_autofree char *status = NULL;

  sign_in (fixture);
  zb_test_platform_stop (fixture->platform);
  g_assert_true (zb_test_wait (is_lost, fixture, 2000));
  g_object_get (fixture->desk, "connection-line", &line, "connection-status", &status, NULL);
  g_assert_cmpstr (status, ==, "warn");
  g_assert_nonnull (strstr (line, "连接中断"));
}

int
main (int argc, char *argv[])
{
  g_autoptr (AdwApplication) application = NULL;
  g_autoptr (GError) error = NULL;

  g_setenv ("LANGUAGE", "", TRUE);
  zb_locale_set_up ();
  dex_init ();
  g_setenv ("GST_PLUGIN_FEATURE_RANK", "fakeaudiosink:1000", TRUE);
  gst_init (NULL, NULL);
  g_test_init (&argc, &argv, NULL);
  application =
      g_object_new (ADW_TYPE_APPLICATION, "application-id", "cn.zhiban.Console", "resource-base-path",
                    "/cn/zhiban/Console", "flags", G_APPLICATION_NON_UNIQUE, NULL);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  g_application_set_default (G_APPLICATION (application));
#define ADD(path, function) g_test_add ("/app/door/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("wrong-password", test_wrong_password);
  ADD ("lock", test_lock);
  ADD ("change-of-officer", test_change_of_officer);
  ADD ("sign-out", test_sign_out);
  ADD ("alert-within-a-second", test_alert_within_a_second);
  ADD ("platform-dies", test_platform_dies);
  return g_test_run ();
}
