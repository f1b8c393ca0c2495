/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An alert on its way from a sensor to the desk: posted with curl to the real platform with its whole
 * demonstration district, seen by the real window. */
#include "zb-application.h"
#include "zb-device.h"
#include "zb-locale.h"
#include "zb-map-view.h"
#include "zb-map-mark.h"
#include "zb-queue-view.h"

#include <gst/gst.h>
#include <signal.h>

#define N_DEVICES 22869
/* ms. The second is for the program as it is used, not for one that looks at each of its steps. */
#ifdef __SANITIZE_ADDRESS__
#  define ARRIVES_WITHIN 20000
#else
#  define ARRIVES_WITHIN 1000
#endif

typedef struct
{
  ZbApplication *application;
  char *key;
  char *device;
  const char *dedup_key;
  guint sounded;
  GPid platform;
} Desk;

typedef gboolean (*Condition) (Desk *desk);

/* To look costs time too, under a sanitizer most of it: the desk has four times as much for itself. */
static gboolean
wait_for (Desk *desk, Condition condition, guint milliseconds)
{
  const gint64 until = g_get_monotonic_time () + milliseconds * G_TIME_SPAN_MILLISECOND;
  gint64 began = g_get_monotonic_time ();

  while (!condition (desk))
    {
      const gint64 now = g_get_monotonic_time ();
      if (now >= until)
        return FALSE;
      began = now + MAX (4 * (now - began), 2 * G_TIME_SPAN_MILLISECOND);
      while (g_get_monotonic_time () < began)
        if (!g_main_context_iteration (NULL, FALSE))
          g_usleep (500);
      began = g_get_monotonic_time ();
    }
  return TRUE;
}

static ZbStore *
store_of (Desk *desk, ZbKind kind)
{
  return zb_world_get_store (zb_desk_get_world (zb_application_get_desk (desk->application)), kind);
}

#define N_OPENING_ALERTS 47

static GtkWidget *
find_widget (GtkWidget *widget, GType type)
{
  GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (widget, type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child && !found;
       child = gtk_widget_get_next_sibling (child))
    found = find_widget (child, type);
  return found;
}

static gpointer
part_of (Desk *desk, GType type)
{
  return find_widget (GTK_WIDGET (zb_application_get_window (desk->application)), type);
}

/* The demonstration opens with a burst of alerts; what is tested here is the day after that. */
static gboolean
is_live (Desk *desk)
{
  return zb_store_get_size (store_of (desk, ZB_KIND_ALERT)) >= N_OPENING_ALERTS &&
         zb_map_view_is_ready (part_of (desk, ZB_TYPE_MAP_VIEW)) &&
         zb_link_get_state (zb_desk_get_link (zb_application_get_desk (desk->application))) == ZB_LINK_LIVE &&
         zb_store_get_size (store_of (desk, ZB_KIND_DEVICE)) == N_DEVICES;
}

/* --- the sensor ---------------------------------------------------------------------------- */

static char *
run (const char *const *argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process =
      g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE, &error);
  char *text = NULL;

  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &text, NULL, &error);
  g_assert_no_error (error);
  if (!g_subprocess_get_successful (process))
    g_error ("%s: %s", argv[0], text);
  return g_strchomp (text);
}

static char *
make_key (void)
{
  g_autofree char *program = zb_local_platform_find_program ();
  g_autofree char *data = g_build_filename (g_get_user_data_dir (), "zhiban", "platform", NULL);
  const char *argv[] = { program, "key", "add", "arrival", "--data-dir", data, NULL };
  g_autofree char *text = run (argv);
  g_auto (GStrv) words = g_strsplit_set (strstr (text, "key: ") + strlen ("key: "), "\n", 2);

  return g_strdup (words[0]);
}

static void
post (Desk *desk)
{
  g_autofree char *url = g_strconcat (zb_door_get_url (zb_application_get_door (desk->application)),
                                      "/api/v1/ingest/events", NULL);
  g_autofree char *authorization = g_strconcat ("Authorization: ApiKey ", desk->key, NULL);
  g_autofree char *body =
      g_strdup_printf ("[{\"specversion\":\"1.0\",\"id\":\"%" G_GINT64_FORMAT "\",\"source\":\"arrival\","
                       "\"type\":\"alert.raised\",\"data\":{\"kind\":\"cover_open\",\"severity\":\"urgent\","
                       "\"title\":\"井盖移位\",\"device\":\"%s\",\"dedup_key\":\"%s\"}}]",
                       g_get_monotonic_time (), desk->device, desk->dedup_key);
  const char *argv[] = { "curl",
                         "--silent",
                         "--show-error",
                         "--fail",
                         "--header",
                         authorization,
                         "--header",
                         "Content-Type: application/cloudevents-batch+json",
                         "--data",
                         body,
                         url,
                         NULL };
  g_autofree char *answer = run (argv);

  g_assert_nonnull (strstr (answer, "\"items\""));
}

/* --- the desk ------------------------------------------------------------------------------ */

static ZbAlert *
find_alert (Desk *desk)
{
  ZbStore *store = store_of (desk, ZB_KIND_ALERT);

  for (guint i = 0; i < zb_store_get_size (store); i++)
    {
      ZbAlert *alert = zb_store_get_nth (store, i);
      if (g_strcmp0 (alert->dedup_key, desk->dedup_key) == 0 && g_strcmp0 (alert->source, "arrival") == 0)
        return alert;
    }
  return NULL;
}

static gboolean
is_in_the_queue (Desk *desk)
{
  ZbAlert *alert = find_alert (desk);
  ZbAlertQueue *queue = zb_queue_view_get_queue (part_of (desk, ZB_TYPE_QUEUE_VIEW));
  guint position;

  if (!alert)
    return FALSE;
  /* New ones wait behind the pill, so that nothing moves under the pointer: taken, they are rows. */
  zb_alert_queue_take_new (queue);
  return zb_alert_queue_find (queue, alert, &position);
}

static gboolean
is_on_the_map (Desk *desk)
{
  GListModel *marks = zb_map_view_get_marks (part_of (desk, ZB_TYPE_MAP_VIEW));
  ZbAlert *alert = find_alert (desk);

  for (guint i = 0; alert && i < g_list_model_get_n_items (marks); i++)
    {
      g_autoptr (ZbMapMark) mark = g_list_model_get_item (marks, i);
      if (zb_map_mark_get_entity (mark) == alert)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_at_the_desk (Desk *desk)
{
  return is_in_the_queue (desk) && is_on_the_map (desk);
}

static gboolean
has_come_twice (Desk *desk)
{
  ZbAlert *alert = find_alert (desk);
  return alert && alert->occurrences == 2;
}

static gboolean
is_minimized (Desk *desk)
{
  GtkNative *native = GTK_NATIVE (zb_application_get_window (desk->application));
  GdkToplevelState state = gdk_toplevel_get_state (GDK_TOPLEVEL (gtk_native_get_surface (native)));
  return (state & GDK_TOPLEVEL_STATE_MINIMIZED) != 0;
}

static gboolean
has_sounded (Desk *desk)
{
  return find_alert (desk) &&
         zb_herald_get_n_sounded (zb_application_get_herald (desk->application)) > desk->sounded;
}

static guint
count_alerts_with_key (Desk *desk)
{
  ZbStore *store = store_of (desk, ZB_KIND_ALERT);
  guint n = 0;

  for (guint i = 0; i < zb_store_get_size (store); i++)
    n += g_strcmp0 (((ZbAlert *)zb_store_get_nth (store, i))->dedup_key, desk->dedup_key) == 0;
  return n;
}

/* --- the tests ------------------------------------------------------------------------------ */

static void
test_the_district_is_whole (gconstpointer data)
{
  Desk *desk = (Desk *)data;
  ZbStore *devices = store_of (desk, ZB_KIND_DEVICE);
  guint xueliang = 0, residential = 0, gates = 0, sheds = 0, manholes = 0;

  for (guint i = 0; i < zb_store_get_size (devices); i++)
    {
      const ZbDevice *device = zb_store_get_nth (devices, i);
      gboolean is_xueliang = device->kind == ZB_DEVICE_CAMERA && device->project == ZB_PROJECT_XUELIANG;
      xueliang += is_xueliang;
      residential += device->kind == ZB_DEVICE_CAMERA && !is_xueliang;
      gates += device->kind == ZB_DEVICE_GATE;
      sheds += device->kind == ZB_DEVICE_BIKE_SHED;
      manholes += device->kind == ZB_DEVICE_MANHOLE;
    }
  g_assert_cmpuint (xueliang, ==, 5925);
  g_assert_cmpuint (residential, ==, 5308);
  g_assert_cmpuint (gates, ==, 8740);
  g_assert_cmpuint (sheds, ==, 449);
  g_assert_cmpuint (manholes, ==, 2447);
  g_assert_cmpuint (zb_store_get_size (store_of (desk, ZB_KIND_UNIT)), ==, 63);
}

static void
test_within_a_second (gconstpointer data)
{
  Desk *desk = (Desk *)data;

  desk->dedup_key = "in-sight";
  post (desk);
  g_assert_true (wait_for (desk, is_at_the_desk, ARRIVES_WITHIN));
  post (desk);
  g_assert_true (wait_for (desk, has_come_twice, ARRIVES_WITHIN));
  g_assert_cmpuint (count_alerts_with_key (desk), ==, 1);
}

/* The frame clock stops while nothing can be seen; the feed and the sound must not. */
static void
test_while_minimized (gconstpointer data)
{
  Desk *desk = (Desk *)data;

  gtk_window_minimize (GTK_WINDOW (zb_application_get_window (desk->application)));
  g_assert_true (wait_for (desk, is_minimized, 10000));
  desk->dedup_key = "out-of-sight";
  desk->sounded = zb_herald_get_n_sounded (zb_application_get_herald (desk->application));
  post (desk);
  g_assert_true (wait_for (desk, has_sounded, ARRIVES_WITHIN));
  g_assert_true (is_in_the_queue (desk));
  gtk_window_present (GTK_WINDOW (zb_application_get_window (desk->application)));
  g_assert_true (wait_for (desk, is_at_the_desk, 10000));
}

static void
use_first_manhole (Desk *desk)
{
  ZbStore *devices = store_of (desk, ZB_KIND_DEVICE);

  for (guint i = 0; i < zb_store_get_size (devices) && !desk->device; i++)
    {
      ZbDevice *device = zb_store_get_nth (devices, i);
      if (device->kind == ZB_DEVICE_MANHOLE)
        desk->device = g_strdup (ZB_ENTITY (device)->id);
    }
}

static gboolean
is_ended (Desk *desk)
{
  return kill (desk->platform, 0) != 0;
}

static int result;

static void
on_activated (GApplication *application, Desk *desk)
{
  g_application_hold (application);
  g_assert_true (wait_for (desk, is_live, 120000));
  use_first_manhole (desk);
  desk->key = make_key ();
  desk->platform =
      zb_local_platform_get_pid (zb_door_get_platform (zb_application_get_door (desk->application)));
  result = g_test_run ();
  gtk_window_destroy (GTK_WINDOW (zb_application_get_window (desk->application)));
  g_application_release (application);
}

int
main (int argc, char **argv)
{
  char *console[] = { argv[0], (char *)"--here", NULL };

  zb_locale_set_up ();
  gst_init (NULL, NULL);
  g_test_init (&argc, &argv, NULL);
  /* Nobody on the test's display takes notifications, and GIO warns of it. */
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_ERROR);
  g_autoptr (ZbApplication) application = zb_application_new ();
  Desk desk = { .application = application };

  g_test_add_data_func ("/app/arrival/district", &desk, test_the_district_is_whole);
  g_test_add_data_func ("/app/arrival/within-a-second", &desk, test_within_a_second);
  g_test_add_data_func ("/app/arrival/while-minimized", &desk, test_while_minimized);
  g_signal_connect_after (application, "activate", G_CALLBACK (on_activated), &desk);
  g_application_run (G_APPLICATION (application), 2, console);
  /* The platform that the console has started does not outlive it. */
  if (!wait_for (&desk, is_ended, 5000))
    g_error ("the platform is still there");
  g_free (desk.key);
  g_free (desk.device);
  return result;
}
