/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tour: the main job, from the first alert to the closed case, performed on the real widgets
 * by activating actions, against a real platform and real cameras.
 *
 * Each step acts, waits for what should come of it, asks the platform itself over REST whether it
 * did, and leaves a picture. It runs inside the main loop and turns it while it waits.
 */
#include "zb-tour.h"

#include "zb-assignment.h"
#include "zb-case-machine.h"
#include "zb-picture.h"
#include "zb-tour-platform.h"
#include "zb-unit.h"
#include "zb-uuid.h"

typedef struct
{
  ZbApplication *application;
  ZbDesk *desk;
  ZbWorld *world;
  GtkWidget *window;
  char *folder;
  double scale;
  ZbTourOver over;
  gpointer data;
  ZbTourPlatform *platform;
  guint n_pictures;
  gint64 started_at;
  char *alert;
  char *a_case;
  char *raised;
} Tour;

typedef gboolean (*Condition) (Tour *tour);

typedef struct
{
  const char *name;
  const char *words;
  gboolean (*perform) (Tour *tour);
} Step;

/* --- waiting ------------------------------------------------------------------------------- */

static void
turn (gint64 until)
{
  if (!g_main_context_iteration (NULL, FALSE))
    g_usleep (2000);
}

static void
rest (guint milliseconds)
{
  const gint64 until = g_get_monotonic_time () + milliseconds * G_TIME_SPAN_MILLISECOND;

  while (g_get_monotonic_time () < until)
    turn (until);
}

static gboolean
wait_until (Tour *tour, Condition holds, guint seconds, const char *what)
{
  const gint64 until = g_get_monotonic_time () + seconds * G_TIME_SPAN_SECOND;

  while (!holds (tour))
    {
      if (g_get_monotonic_time () > until)
        {
          g_printerr ("tour: waited %u s in vain: %s\n", seconds, what);
          return FALSE;
        }
      turn (until);
    }
  return TRUE;
}

/* The platform is asked a few times a second at most. */
static gboolean
platform_says (Tour *tour, const char *path, const char *member, const char *value, guint seconds)
{
  const gint64 until = g_get_monotonic_time () + seconds * G_TIME_SPAN_SECOND;
  g_autofree char *said = NULL;

  do
    {
      g_autoptr (JsonObject) object = zb_tour_platform_get (tour->platform, "%s", path);
      if (object)
        g_set_str (&said, json_object_get_string_member_with_default (object, member, NULL));
      if (g_strcmp0 (said, value) == 0)
        return TRUE;
      rest (250);
    }
  while (g_get_monotonic_time () < until);
  g_printerr ("tour: GET %s: \"%s\" is \"%s\", not \"%s\"\n", path, member, said ? said : "nothing", value);
  return FALSE;
}

static gboolean
alert_is (Tour *tour, const char *member, const char *value)
{
  g_autofree char *path = g_strconcat ("/alerts/", tour->alert, NULL);

  return platform_says (tour, path, member, value, 20);
}

static gboolean
case_is (Tour *tour, const char *member, const char *value)
{
  g_autofree char *path = g_strconcat ("/cases/", tour->a_case, NULL);

  return platform_says (tour, path, member, value, 20);
}

static ZbAlert *
the_alert (Tour *tour)
{
  return zb_world_lookup (tour->world, ZB_KIND_ALERT, tour->alert);
}

static ZbCase *
the_case (Tour *tour)
{
  return tour->a_case ? zb_world_lookup (tour->world, ZB_KIND_CASE, tour->a_case) : NULL;
}

static void
submit (Tour *tour, const char *name, const char *subject, GVariant *args)
{
  gtk_widget_activate_action (tour->window, "command.submit", "(ss@a{sv})", name, subject,
                              args ? args : g_variant_new ("a{sv}", NULL));
}

static GVariant *
one_text (const char *name, const char *text)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, name, "s", text);
  return g_variant_dict_end (&dict);
}

/* --- finding widgets ------------------------------------------------------------------------- */

static guint
count_widgets (GtkWidget *widget, const char *type, const char *property, int value)
{
  guint n = 0;

  if (!gtk_widget_get_mapped (widget))
    return 0;
  if (g_str_equal (G_OBJECT_TYPE_NAME (widget), type))
    {
      GParamSpec *pspec = g_object_class_find_property (G_OBJECT_GET_CLASS (widget), property);
      g_auto (GValue) held = G_VALUE_INIT;
      g_auto (GValue) number = G_VALUE_INIT;
      if (!pspec)
        return 0;
      g_value_init (&held, pspec->value_type);
      g_value_init (&number, G_TYPE_INT);
      g_object_get_property (G_OBJECT (widget), property, &held);
      return g_value_transform (&held, &number) && g_value_get_int (&number) == value;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    n += count_widgets (child, type, property, value);
  return n;
}

/* --- the steps -------------------------------------------------------------------------------- */

static gboolean
is_live (Tour *tour)
{
  return zb_desk_get_connected (tour->desk) && zb_window_is_open (ZB_WINDOW (tour->window)) &&
         zb_store_get_size (zb_world_get_store (tour->world, ZB_KIND_DEVICE)) > 0;
}

static gboolean
step_sign_in (Tour *tour)
{
  ZbLocalPlatform *platform;
  const ZbLocalAccount *leader;
  guint n_devices;

  if (!wait_until (tour, is_live, 300, "signed in, connected, the devices there"))
    return FALSE;
  platform = zb_door_get_platform (zb_application_get_door (tour->application));
  leader = platform ? zb_local_platform_find_account (platform, "duty_leader") : NULL;
  if (!leader)
    return FALSE;
  tour->platform =
      zb_tour_platform_new (zb_local_platform_get_url (platform), leader->username, leader->password);
  n_devices = tour->platform ? zb_tour_platform_count (tour->platform, "devices") : 0;
  if (n_devices == 0 || n_devices != zb_store_get_size (zb_world_get_store (tour->world, ZB_KIND_DEVICE)))
    {
      g_printerr ("tour: the platform has %u devices, the console another number\n", n_devices);
      return FALSE;
    }
  g_print ("tour: %u devices here and at the platform\n", n_devices);
  return TRUE;
}

static gboolean
is_fit (const ZbAlert *alert)
{
  return alert->state == ZB_ALERT_NEW && alert->severity >= ZB_SEVERITY_HIGH && alert->evidence &&
         alert->evidence->len > 0 && alert->device && zb_point_is_known (alert->location);
}

static gboolean
has_arrived (Tour *tour)
{
  ZbStore *alerts = zb_world_get_store (tour->world, ZB_KIND_ALERT);
  const ZbAlert *best = NULL;

  for (guint i = 0; i < zb_store_get_size (alerts); i++)
    {
      const ZbAlert *alert = zb_store_get_nth (alerts, i);
      if (is_fit (alert) && alert->first_at >= tour->started_at &&
          (!best || alert->severity > best->severity))
        best = alert;
    }
  if (best)
    g_set_str (&tour->alert, ZB_ENTITY (best)->id);
  return best != NULL;
}

static gboolean
step_arrive (Tour *tour)
{
  if (!wait_until (tour, has_arrived, 120, "a high or urgent alert with a picture"))
    return FALSE;
  g_print ("tour: %s, %s\n", the_alert (tour)->title, the_alert (tour)->place);
  rest (1500);
  return alert_is (tour, "state", "new");
}

static gboolean
is_selected (Tour *tour)
{
  return zb_desk_get_selected_alert (tour->desk) == the_alert (tour);
}

static gboolean
step_select (Tour *tour)
{
  gtk_widget_activate_action (tour->window, "win.page", "s", "map");
  gtk_widget_activate_action (tour->window, "alert.select", "s", tour->alert);
  if (!wait_until (tour, is_selected, 5, "the alert is selected"))
    return FALSE;
  rest (2500);
  return TRUE;
}

static gboolean
is_claimed (Tour *tour)
{
  return the_alert (tour)->state == ZB_ALERT_CLAIMED;
}

static gboolean
step_claim (Tour *tour)
{
  gtk_widget_activate_action (tour->window, "alert.claim", "s", tour->alert);
  if (!wait_until (tour, is_claimed, 10, "the alert is claimed"))
    return FALSE;
  rest (500);
  return alert_is (tour, "state", "claimed");
}

static gboolean
is_verified (Tour *tour)
{
  return the_alert (tour)->state == ZB_ALERT_VERIFIED;
}

static gboolean
step_verdict (Tour *tour)
{
  gtk_widget_activate_action (tour->window, "alert.verdict", "(ss)", tour->alert, "true");
  rest (800);
  return TRUE;
}

static gboolean
step_verified (Tour *tour)
{
  if (!wait_until (tour, is_verified, 20, "the verdict is at the platform"))
    return FALSE;
  rest (500);
  return alert_is (tour, "verdict", "true");
}

static void
finish (Tour *tour, gboolean passed)
{
  g_print ("tour: %u pictures in %s; %s\n", tour->n_pictures, tour->folder,
           passed ? "every step did what it should" : "it failed");
  tour->over (passed, tour->data);
  g_clear_pointer (&tour->platform, zb_tour_platform_free);
  g_object_unref (tour->application);
  g_free (tour->folder);
  g_free (tour->alert);
  g_free (tour->a_case);
  g_free (tour);
}

static const Step steps[] = {
  { "signed-in", "signs in; the district is there", step_sign_in },
  { "alert-arrives", "an alert arrives", step_arrive },
  { "selected", "the alert is selected: map, detail, cameras", step_select },
  { "claimed", "claims it", step_claim },
  { "verdict", "gives the verdict, which can be undone for a moment", step_verdict },
  { "verified", "the verdict is at the platform", step_verified },
};

static gboolean
take_picture (Tour *tour, const char *name)
{
  g_autofree char *file = g_strdup_printf ("%02u-%s.png", ++tour->n_pictures, name);
  g_autofree char *path = g_build_filename (tour->folder, file, NULL);
  g_autoptr (GError) error = NULL;

  rest (300);
  if (zb_picture_save (tour->window, tour->scale, path, &error))
    return TRUE;
  g_printerr ("tour: %s\n", error->message);
  return FALSE;
}

static gboolean
perform (gpointer data)
{
  Tour *tour = data;
  gboolean passed = TRUE;

  g_mkdir_with_parents (tour->folder, 0755);
  for (gsize i = 0; passed && i < G_N_ELEMENTS (steps); i++)
    {
      g_print ("tour: %s\n", steps[i].words);
      passed = steps[i].perform (tour);
      passed = take_picture (tour, passed ? steps[i].name : "failed") && passed;
    }
  finish (tour, passed);
  return G_SOURCE_REMOVE;
}

/**
 * zb_tour_start:
 * @application: the console
 * @folder: where the pictures go
 * @scale: how many pixels of a picture for one of the window
 * @over: called when the tour is over
 * @data: for @over
 *
 * Performs the main job once.
 */
void
zb_tour_start (ZbApplication *application, const char *folder, double scale, ZbTourOver over, gpointer data)
{
  Tour *tour = g_new0 (Tour, 1);

  tour->application = g_object_ref (application);
  tour->desk = zb_application_get_desk (application);
  tour->world = zb_desk_get_world (tour->desk);
  tour->window = GTK_WIDGET (zb_application_get_window (application));
  tour->folder = g_strdup (folder);
  tour->scale = scale;
  tour->over = over;
  tour->data = data;
  tour->started_at = g_get_real_time ();
  g_idle_add (perform, tour);
}
