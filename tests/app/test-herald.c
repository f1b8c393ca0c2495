/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A new alert sounds and joins the queue also while nobody can see the window; one that becomes
 * graver sounds again; the desktop's notice of it leads to it, and goes when somebody has taken it. */
#include "zb-alert-queue.h"
#include "zb-alert.h"
#include "zb-herald.h"
#include "zb-locale.h"
#include "zb-sample-world.h"
#include "zb-settings.h"
#include "zb-wait.h"
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

/* What the platform says of an alert from now on. */
static void
change_alert (Fixture *fixture, const char *id, gint64 version, ZbSeverity severity, ZbAlertState state,
              const char *claimed_by)
{
  g_autoptr (ZbEntity) alert = zb_entity_new (ZB_KIND_ALERT, id);
  g_autoptr (ZbEvent) event = NULL;

  alert->version = version;
  ZB_ALERT (alert)->title = g_strdup ("电动自行车进楼");
  ZB_ALERT (alert)->severity = severity;
  ZB_ALERT (alert)->state = state;
  if (claimed_by)
    {
      ZB_ALERT (alert)->claim = g_object_new (ZB_TYPE_CLAIM, NULL);
      ZB_ALERT (alert)->claim->by = g_strdup (claimed_by);
      ZB_ALERT (alert)->claim->until = G_MAXINT64;
    }
  event = zb_event_new ("alert.updated", alert, 0);
  g_assert_true (zb_world_apply (fixture->world, event));
}

static gboolean
sounds_urgent (Fixture *fixture)
{
  return zb_sounder_get_last (zb_herald_get_sounder (fixture->herald)) == ZB_SEVERITY_URGENT;
}

/* However many low ones came just before, an urgent one is heard. */
static void
test_urgent_is_heard (Fixture *fixture, gconstpointer data)
{
  for (int i = 0; i < 5; i++)
    {
      g_autofree char *id = g_strdup_printf ("alert-low-%d", i);
      zb_sample_world_raise (fixture->world, id, ZB_SEVERITY_LOW, g_get_real_time ());
    }
  g_assert_false (sounds_urgent (fixture));
  raise_alert (fixture, "alert-urgent");
  zb_wait_for (sounds_urgent (fixture), 10000);
}

static void
test_rise_sounds (Fixture *fixture, gconstpointer data)
{
  zb_sample_world_raise (fixture->world, "alert-rises", ZB_SEVERITY_LOW, g_get_real_time ());
  g_assert_cmpuint (zb_herald_get_n_sounded (fixture->herald), ==, 1);
  change_alert (fixture, "alert-rises", 10, ZB_SEVERITY_LOW, ZB_ALERT_CLAIMED, "somebody");
  g_assert_cmpuint (zb_herald_get_n_sounded (fixture->herald), ==, 1);
  change_alert (fixture, "alert-rises", 11, ZB_SEVERITY_URGENT, ZB_ALERT_NEW, NULL);
  g_assert_cmpuint (zb_herald_get_n_sounded (fixture->herald), ==, 2);
  zb_wait_for (sounds_urgent (fixture), 10000);
}

/* A claim that lapses is news to the others, and one that is given back is none to who gives it. */
static void
test_new_again_sounds (Fixture *fixture, gconstpointer data)
{
  zb_herald_set_officer (fixture->herald, "me");
  zb_sample_world_raise (fixture->world, "alert-again", ZB_SEVERITY_LOW, g_get_real_time ());
  change_alert (fixture, "alert-again", 10, ZB_SEVERITY_LOW, ZB_ALERT_CLAIMED, "me");
  change_alert (fixture, "alert-again", 11, ZB_SEVERITY_LOW, ZB_ALERT_NEW, NULL);
  zb_wait_for (zb_sounder_get_last (zb_herald_get_sounder (fixture->herald)) == ZB_SEVERITY_LOW, 10000);
  g_assert_cmpuint (zb_herald_get_n_sounded (fixture->herald), ==, 1);
  change_alert (fixture, "alert-again", 12, ZB_SEVERITY_LOW, ZB_ALERT_CLAIMED, "somebody");
  change_alert (fixture, "alert-again", 13, ZB_SEVERITY_LOW, ZB_ALERT_NEW, NULL);
  g_assert_cmpuint (zb_herald_get_n_sounded (fixture->herald), ==, 2);
}

/* One a while is told to a screen reader; a graver one and every urgent one at once. */
static void
test_urgent_is_announced (Fixture *fixture, gconstpointer data)
{
  static const ZbSeverity severities[] = { ZB_SEVERITY_LOW, ZB_SEVERITY_LOW, ZB_SEVERITY_HIGH,
                                           ZB_SEVERITY_URGENT, ZB_SEVERITY_URGENT };
  static const guint announced[] = { 1, 1, 2, 3, 4 };

  zb_wait_for (gtk_window_is_active (GTK_WINDOW (fixture->window)), 10000);
  for (gsize i = 0; i < G_N_ELEMENTS (severities); i++)
    {
      g_autofree char *id = g_strdup_printf ("alert-told-%d", (int)i);
      zb_sample_world_raise (fixture->world, id, severities[i], g_get_real_time ());
      g_assert_cmpuint (zb_herald_get_n_announced (fixture->herald), ==, announced[i]);
    }
}

/* --- the desktop's notices ----------------------------------------------------------------------- */

/* A desktop that takes notices: what it is told, and what it tells when one is clicked. */
typedef struct
{
  guint name;
  guint object;
  GDBusConnection *bus;
  guint n_shown, n_closed;
} Desktop;

static const char desktop_xml[] =
    "<node><interface name='org.freedesktop.Notifications'>"
    "<method name='Notify'><arg type='s' direction='in'/><arg type='u' direction='in'/>"
    "<arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='s' direction='in'/>"
    "<arg type='as' direction='in'/><arg type='a{sv}' direction='in'/><arg type='i' direction='in'/>"
    "<arg type='u' direction='out'/></method>"
    "<method name='CloseNotification'><arg type='u' direction='in'/></method>"
    "<signal name='ActionInvoked'><arg type='u'/><arg type='s'/></signal>"
    "</interface></node>";

static void
on_call (GDBusConnection *connection, const char *sender, const char *path, const char *interface,
         const char *method, GVariant *parameters, GDBusMethodInvocation *invocation, gpointer data)
{
  Desktop *desktop = data;
  const gboolean shows = g_str_equal (method, "Notify");

  if (shows)
    desktop->n_shown++;
  else
    desktop->n_closed++;
  g_dbus_method_invocation_return_value (invocation, shows ? g_variant_new ("(u)", desktop->n_shown) : NULL);
}

static gboolean named;

static void
on_name (GDBusConnection *connection, const char *name, gpointer data)
{
  named = TRUE;
}

static void
start_desktop (Desktop *desktop)
{
  static const GDBusInterfaceVTable table = { .method_call = on_call };
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (desktop_xml, NULL);

  desktop->bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  desktop->object = g_dbus_connection_register_object (desktop->bus, "/org/freedesktop/Notifications",
                                                       node->interfaces[0], &table, desktop, NULL, NULL);
  named = FALSE;
  desktop->name = g_bus_own_name_on_connection (desktop->bus, "org.freedesktop.Notifications",
                                                G_BUS_NAME_OWNER_FLAGS_NONE, on_name, NULL, NULL, NULL);
  zb_wait_for (named, 10000);
  /* The herald hears of the name by the bus, too. */
  zb_wait (300);
}

static void
stop_desktop (Desktop *desktop)
{
  g_bus_unown_name (desktop->name);
  g_dbus_connection_unregister_object (desktop->bus, desktop->object);
  g_clear_object (&desktop->bus);
  spin (200);
}

static const char *
get_selected (Fixture *fixture)
{
  ZbAlert *alert = zb_desk_get_selected_alert (fixture->desk);

  return alert ? ZB_ENTITY (alert)->id : NULL;
}

static void
test_notices (Fixture *fixture, gconstpointer data)
{
  Desktop desktop = { 0 };

  start_desktop (&desktop);
  gtk_window_minimize (GTK_WINDOW (fixture->window));
  zb_wait_for (!gtk_window_is_active (GTK_WINDOW (fixture->window)), 10000);
  raise_alert (fixture, "alert-noticed");
  zb_wait_for (desktop.n_shown == 1, 10000);
  g_dbus_connection_emit_signal (desktop.bus, NULL, "/org/freedesktop/Notifications",
                                 "org.freedesktop.Notifications", "ActionInvoked",
                                 g_variant_new ("(us)", 1, "default"), NULL);
  zb_wait_for (g_strcmp0 (get_selected (fixture), "alert-noticed") == 0, 10000);
  gtk_window_minimize (GTK_WINDOW (fixture->window));
  zb_wait_for (!gtk_window_is_active (GTK_WINDOW (fixture->window)), 10000);
  raise_alert (fixture, "alert-taken");
  zb_wait_for (desktop.n_shown == 2, 10000);
  /* The number that the desktop gives it has to arrive before it can be named. */
  zb_wait (300);
  change_alert (fixture, "alert-taken", 10, ZB_SEVERITY_URGENT, ZB_ALERT_CLAIMED, "somebody");
  zb_wait_for (desktop.n_closed > 0, 10000);
  stop_desktop (&desktop);
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
  ADD ("urgent-is-heard", test_urgent_is_heard);
  ADD ("rise-sounds", test_rise_sounds);
  ADD ("new-again-sounds", test_new_again_sounds);
  ADD ("urgent-is-announced", test_urgent_is_announced);
  ADD ("notices", test_notices);
  ADD ("locked-desk-hears", test_locked_desk_hears);
  return g_test_run ();
}
