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
#include "zb-recommendation-row.h"
#include "zb-tile.h"
#include "zb-tour-platform.h"
#include "zb-tour-tree.h"
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

/* Whoever runs the console much slower than usual says by how much. */
static gint64
deadline (guint seconds)
{
  const char *patience = g_getenv ("ZHIBAN_PATIENCE");
  const gint64 times = patience ? MAX (1, g_ascii_strtoll (patience, NULL, 10)) : 1;

  return g_get_monotonic_time () + seconds * times * G_TIME_SPAN_SECOND;
}

static void
turn (void)
{
  if (!g_main_context_iteration (NULL, FALSE))
    g_usleep (2000);
}

static void
rest (guint milliseconds)
{
  const gint64 until = g_get_monotonic_time () + milliseconds * G_TIME_SPAN_MILLISECOND;

  while (g_get_monotonic_time () < until)
    turn ();
}

static gboolean
wait_until (Tour *tour, Condition holds, guint seconds, const char *what)
{
  const gint64 until = deadline (seconds);

  while (!holds (tour))
    {
      if (g_get_monotonic_time () > until)
        {
          g_printerr ("tour: waited %u s in vain: %s\n", seconds, what);
          return FALSE;
        }
      turn ();
    }
  return TRUE;
}

/* The platform is asked a few times a second at most. */
static gboolean
platform_says (Tour *tour, const char *path, const char *member, const char *value, guint seconds)
{
  const gint64 until = deadline (seconds);
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

  return platform_says (tour, path, member, value, 60);
}

static gboolean
case_is (Tour *tour, const char *member, const char *value)
{
  g_autofree char *path = g_strconcat ("/cases/", tour->a_case, NULL);

  return platform_says (tour, path, member, value, 60);
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

/* What the console believes; none while the world is filled anew. */
static int
alert_state (Tour *tour)
{
  ZbAlert *alert = the_alert (tour);

  return alert ? alert->state : ZB_ALERT_NONE;
}

static int
case_step (Tour *tour)
{
  ZbCase *a_case = the_case (tour);

  return a_case ? a_case->step : ZB_STEP_NONE;
}

static GPtrArray *
case_checklist (Tour *tour)
{
  ZbCase *a_case = the_case (tour);

  return a_case ? a_case->checklist : NULL;
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

/* --- what is on the screen --------------------------------------------------------------------- */

static guint
count_live_tiles (GtkWidget *widget)
{
  guint n = 0;

  if (!gtk_widget_get_mapped (widget))
    return 0;
  if (ZB_IS_TILE (widget))
    {
      ZbPlayer *player = zb_tile_get_player (ZB_TILE (widget));
      return player && zb_player_get_state (player) == ZB_PLAYER_LIVE &&
             zb_tile_get_n_painted (ZB_TILE (widget)) > 0;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    n += count_live_tiles (child);
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

/* The demonstration opens with some minutes behind it. */
#define OPENING (3 * G_TIME_SPAN_MINUTE)

static gboolean
has_arrived (Tour *tour)
{
  ZbStore *alerts = zb_world_get_store (tour->world, ZB_KIND_ALERT);
  const ZbAlert *best = NULL;

  for (guint i = 0; i < zb_store_get_size (alerts); i++)
    {
      const ZbAlert *alert = zb_store_get_nth (alerts, i);
      if (is_fit (alert) && alert->last_at >= tour->started_at && (!best || alert->severity > best->severity))
        best = alert;
    }
  if (best)
    g_set_str (&tour->alert, ZB_ENTITY (best)->id);
  return best != NULL;
}

/* An urgent one shows more; where none comes soon, the gravest that came. */
static gboolean
has_urgent (Tour *tour)
{
  return has_arrived (tour) && the_alert (tour)->severity == ZB_SEVERITY_URGENT;
}

static gboolean
step_arrive (Tour *tour)
{
  const gint64 until = g_get_monotonic_time () + 20 * G_TIME_SPAN_SECOND;

  while (!has_urgent (tour) && g_get_monotonic_time () < until)
    rest (200);
  if (!wait_until (tour, has_arrived, 120, "a high or urgent alert with a picture"))
    return FALSE;
  g_print ("tour: alert %s\n", tour->alert);
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
  gtk_widget_activate_action (tour->window, "alert.take-new", NULL);
  gtk_widget_activate_action (tour->window, "win.page", "s", "map");
  gtk_widget_activate_action (tour->window, "alert.select", "s", tour->alert);
  if (!wait_until (tour, is_selected, 5, "the alert is selected"))
    return FALSE;
  rest (2500);
  return TRUE;
}

static gboolean
are_all_live (Tour *tour)
{
  return count_live_tiles (tour->window) >= 4;
}

static gboolean
are_some_live (Tour *tour)
{
  return count_live_tiles (tour->window) >= 2;
}

/* All four are waited for; some of the district's cameras are always offline, so two are enough. */
static gboolean
step_cameras (Tour *tour)
{
  const gint64 until = deadline (60);

  while (!are_all_live (tour) && g_get_monotonic_time () < until)
    rest (200);
  if (!wait_until (tour, are_some_live, 60, "live pictures of the nearest cameras"))
    return FALSE;
  rest (3000);
  g_print ("tour: %u cameras are live\n", count_live_tiles (tour->window));
  return TRUE;
}

static gboolean
is_claimed (Tour *tour)
{
  return alert_state (tour) == ZB_ALERT_CLAIMED;
}

static gboolean
step_claim (Tour *tour)
{
  gtk_widget_activate_action (tour->window, "alert.claim", "s", tour->alert);
  if (!wait_until (tour, is_claimed, 30, "the alert is claimed"))
    return FALSE;
  rest (500);
  return alert_is (tour, "state", "claimed");
}

static gboolean
is_verified (Tour *tour)
{
  return alert_state (tour) == ZB_ALERT_VERIFIED;
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
  if (!wait_until (tour, is_verified, 60, "the verdict is at the platform"))
    return FALSE;
  rest (500);
  return alert_is (tour, "verdict", "true");
}

/* --- the case, through its seven steps ---------------------------------------------------------- */

static AdwDialog *
visible_dialog (Tour *tour)
{
  return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (tour->window));
}

static gboolean
has_dialog (Tour *tour)
{
  return visible_dialog (tour) != NULL;
}

static GtkWidget *
find_check (GtkWidget *widget)
{
  if (GTK_IS_CHECK_BUTTON (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_check (child);
      if (found)
        return found;
    }
  return NULL;
}

/* A person chooses whom to send; the platform has only put the fittest first. */
static guint
choose_units (GtkWidget *widget, guint most)
{
  guint n = 0;

  if (ZB_IS_RECOMMENDATION_ROW (widget))
    {
      GtkWidget *check = gtk_widget_is_sensitive (widget) ? find_check (widget) : NULL;
      if (check)
        gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
      return check && zb_recommendation_row_get_chosen (ZB_RECOMMENDATION_ROW (widget));
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child && n < most;
       child = gtk_widget_get_next_sibling (child))
    n += choose_units (child, most - n);
  return n;
}

static gboolean
has_chosen (Tour *tour)
{
  AdwDialog *dialog = visible_dialog (tour);

  return dialog && choose_units (GTK_WIDGET (dialog), 2) > 0;
}

static gboolean
step_dialog (Tour *tour)
{
  gtk_widget_activate_action (tour->window, "alert.dispatch", "s", tour->alert);
  if (!wait_until (tour, has_dialog, 10, "the dispatch dialog") ||
      !wait_until (tour, has_chosen, 60, "units to choose from"))
    return FALSE;
  rest (5000);
  return TRUE;
}

static gboolean
has_case (Tour *tour)
{
  ZbAlert *alert = the_alert (tour);

  if (alert && alert->case_id)
    g_set_str (&tour->a_case, alert->case_id);
  return case_step (tour) >= ZB_STEP_DISPATCHED;
}

static gboolean
step_dispatch (Tour *tour)
{
  gtk_widget_activate_action (GTK_WIDGET (visible_dialog (tour)), "dispatch.submit", NULL);
  if (!wait_until (tour, has_case, 60, "the case is dispatched"))
    return FALSE;
  gtk_widget_activate_action (tour->window, "case.show", "s", tour->a_case);
  rest (2000);
  return case_is (tour, "step", "dispatched");
}

static gboolean
are_all (Tour *tour, ZbAssignmentState state)
{
  ZbStore *assignments = zb_world_get_store (tour->world, ZB_KIND_ASSIGNMENT);
  guint n = 0;

  for (guint i = 0; i < zb_store_get_size (assignments); i++)
    {
      const ZbAssignment *assignment = zb_store_get_nth (assignments, i);
      if (g_strcmp0 (assignment->case_id, tour->a_case) != 0)
        continue;
      if (assignment->state != (int)state)
        return FALSE;
      n++;
    }
  return n > 0;
}

/* The desk acts on behalf of those who were sent, with a note, as it does when they call by radio. */
static void
act_for_units (Tour *tour, const char *command, const char *note)
{
  ZbStore *assignments = zb_world_get_store (tour->world, ZB_KIND_ASSIGNMENT);

  for (guint i = 0; i < zb_store_get_size (assignments); i++)
    {
      const ZbAssignment *assignment = zb_store_get_nth (assignments, i);
      if (g_strcmp0 (assignment->case_id, tour->a_case) == 0)
        submit (tour, command, ZB_ENTITY (assignment)->id, one_text ("note", note));
    }
}

static gboolean
are_accepted (Tour *tour)
{
  return are_all (tour, ZB_ASSIGNMENT_ACCEPTED) && case_step (tour) == ZB_STEP_HANDLING;
}

static gboolean
step_accept (Tour *tour)
{
  act_for_units (tour, "assignment.accept", "电台回复：收到，马上出发");
  if (!wait_until (tour, are_accepted, 60, "those sent have accepted"))
    return FALSE;
  rest (800);
  return case_is (tour, "step", "handling");
}

static gboolean
are_on_scene (Tour *tour)
{
  return are_all (tour, ZB_ASSIGNMENT_ON_SCENE);
}

static gboolean
are_on_the_way (Tour *tour)
{
  return are_all (tour, ZB_ASSIGNMENT_EN_ROUTE);
}

static gboolean
step_arrived (Tour *tour)
{
  act_for_units (tour, "assignment.en-route", "电台回复：已出发");
  if (!wait_until (tour, are_on_the_way, 60, "those sent are on their way"))
    return FALSE;
  act_for_units (tour, "assignment.arrive", "电台回复：已到现场");
  if (!wait_until (tour, are_on_scene, 60, "those sent are there"))
    return FALSE;
  rest (800);
  return TRUE;
}

static gboolean
are_done (Tour *tour)
{
  return are_all (tour, ZB_ASSIGNMENT_DONE);
}

static gboolean
is_reported (Tour *tour)
{
  return case_step (tour) >= ZB_STEP_REPORTED;
}

static gboolean
step_report (Tour *tour)
{
  act_for_units (tour, "assignment.done", "电台回复：现场处置完毕");
  if (!wait_until (tour, are_done, 60, "those sent are done"))
    return FALSE;
  submit (tour, "case.report", tour->a_case, one_text ("note", "现场已处置，隐患消除，无人员受伤。"));
  if (!wait_until (tour, is_reported, 60, "the case is reported"))
    return FALSE;
  rest (800);
  return TRUE;
}

static gboolean
is_checking (Tour *tour)
{
  return case_step (tour) == ZB_STEP_CHECKING && is_live (tour);
}

static void
sign_in_as (Tour *tour, const char *role)
{
  ZbDoor *door = zb_application_get_door (tour->application);
  const ZbLocalAccount *account = zb_local_platform_find_account (zb_door_get_platform (door), role);

  zb_door_change_officer (door);
  rest (500);
  if (account)
    zb_door_sign_in (door, account->username, account->password);
}

static gboolean
step_change_officer (Tour *tour)
{
  sign_in_as (tour, "checker");
  if (!wait_until (tour, is_checking, 240, "the checker sits here and the case is to be checked"))
    return FALSE;
  gtk_widget_activate_action (tour->window, "case.show", "s", tour->a_case);
  rest (1500);
  return case_is (tour, "step", "checking");
}

static void
tick_checks (Tour *tour)
{
  GPtrArray *items = case_checklist (tour);

  for (guint i = 0; items && i < items->len; i++)
    {
      const ZbCheckItem *item = items->pdata[i];
      GVariantDict dict;
      if (item->done || g_strcmp0 (item->stage, "check") != 0)
        continue;
      g_variant_dict_init (&dict, NULL);
      g_variant_dict_insert (&dict, "index", "i", (int)i);
      g_variant_dict_insert (&dict, "done", "b", TRUE);
      submit (tour, "case.checklist", tour->a_case, g_variant_dict_end (&dict));
    }
}

static gboolean
is_checked (Tour *tour)
{
  return zb_checklist_is_complete (case_checklist (tour), "check");
}

static gboolean
is_closed (Tour *tour)
{
  return case_step (tour) == ZB_STEP_CLOSED;
}

static gboolean
step_pass (Tour *tour)
{
  tick_checks (tour);
  if (!wait_until (tour, is_checked, 60, "the checks are ticked"))
    return FALSE;
  submit (tour, "case.check", tour->a_case, NULL);
  if (!wait_until (tour, is_closed, 60, "the case is closed"))
    return FALSE;
  rest (1500);
  return case_is (tour, "step", "closed");
}

/* --- the tour -------------------------------------------------------------------------------------- */

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
  { "cameras", "the nearest cameras play", step_cameras },
  { "claimed", "claims it", step_claim },
  { "verdict", "gives the verdict, which can be undone for a moment", step_verdict },
  { "verified", "the verdict is at the platform", step_verified },
  { "dispatch-dialog", "opens a case and chooses whom to send", step_dialog },
  { "dispatched", "dispatches", step_dispatch },
  { "accepted", "those sent accept", step_accept },
  { "on-scene", "they arrive", step_arrived },
  { "reported", "they are done; the report", step_report },
  { "checker", "the checker takes over the desk", step_change_officer },
  { "closed", "the check is passed: the case is closed", step_pass },
};

static gboolean
take_picture (Tour *tour, const char *name)
{
  g_autofree char *file = g_strdup_printf ("%02u-%s.png", ++tour->n_pictures, name);
  g_autofree char *path = g_build_filename (tour->folder, file, NULL);
  g_autoptr (GError) error = NULL;

  /* A window that is just being drawn anew has nothing to show for a frame or two. */
  for (int attempt = 0; attempt < 20; attempt++)
    {
      rest (300);
      g_clear_error (&error);
      if (zb_picture_save (tour->window, tour->scale, path, &error))
        return zb_tour_tree_save (tour->window, path, NULL);
      gtk_widget_queue_draw (tour->window);
    }
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
