/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tour: the main job, from the first alert to the closed case, performed on the real widgets
 * by pressing what can be pressed, against a real platform and real cameras.
 *
 * Each step acts, waits for what should come of it, asks the platform itself over REST whether it
 * did, and leaves a picture. It runs inside the main loop and turns it while it waits.
 */
#include "zb-tour-private.h"

#include "zb-picture.h"
#include "zb-tour-tree.h"

#include <signal.h>

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

/* Looking is not free either. */
static void
turn (guint milliseconds)
{
  const gint64 until = g_get_monotonic_time () + milliseconds * G_TIME_SPAN_MILLISECOND;

  do
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (2000);
  while (g_get_monotonic_time () < until);
}

/**
 * zb_tour_try:
 * @tour: a tour
 * @holds: what is waited for
 * @seconds: how long
 *
 * Returns: whether it came to hold
 */
gboolean
zb_tour_try (Tour *tour, TourCondition holds, guint seconds)
{
  const gint64 until = deadline (seconds);

  while (!holds (tour))
    {
      if (g_get_monotonic_time () > until)
        return FALSE;
      turn (30);
    }
  return TRUE;
}

/**
 * zb_tour_wait:
 * @tour: a tour
 * @holds: what is waited for
 * @seconds: how long
 * @what: the same in words
 *
 * Returns: whether it came to hold; where not, that is said
 */
gboolean
zb_tour_wait (Tour *tour, TourCondition holds, guint seconds, const char *what)
{
  return zb_tour_expect (zb_tour_try (tour, holds, seconds), "waited %u s in vain: %s", seconds, what);
}

/**
 * zb_tour_expect:
 * @holds: whether something is as it should be
 * @format: what is said where it is not, as for printf()
 * @...: its arguments
 *
 * Returns: @holds
 */
gboolean
zb_tour_expect (gboolean holds, const char *format, ...)
{
  g_autofree char *words = NULL;
  va_list args;

  if (holds)
    return TRUE;
  va_start (args, format);
  words = g_strdup_vprintf (format, args);
  va_end (args);
  g_printerr ("tour: %s\n", words);
  return FALSE;
}

/* --- what the platform says ------------------------------------------------------------------ */

/* The platform is asked a few times a second at most. */
static gboolean
platform_says (Tour *tour, const char *path, const char *member, const char *value)
{
  const gint64 until = deadline (60);
  g_autofree char *said = NULL;

  do
    {
      g_autoptr (JsonObject) object = zb_tour_platform_get (tour->platform, "%s", path);
      if (object)
        g_set_str (&said, json_object_get_string_member_with_default (object, member, NULL));
      if (g_strcmp0 (said, value) == 0)
        return TRUE;
      turn (250);
    }
  while (g_get_monotonic_time () < until);
  return zb_tour_expect (FALSE, "GET %s: \"%s\" is \"%s\", not \"%s\"", path, member, said ? said : "nothing",
                         value ? value : "nothing");
}

/**
 * zb_tour_alert_is:
 * @tour: a tour
 * @member: a member of the alert
 * @value: (nullable): what it should be
 *
 * Returns: whether the platform says so
 */
gboolean
zb_tour_alert_is (Tour *tour, const char *member, const char *value)
{
  g_autofree char *path = g_strconcat ("/alerts/", tour->alert, NULL);

  return platform_says (tour, path, member, value);
}

/**
 * zb_tour_case_is:
 * @tour: a tour
 * @member: a member of the case
 * @value: (nullable): what it should be
 *
 * Returns: whether the platform says so
 */
gboolean
zb_tour_case_is (Tour *tour, const char *member, const char *value)
{
  g_autofree char *path = g_strconcat ("/cases/", tour->a_case, NULL);

  return platform_says (tour, path, member, value);
}

/**
 * zb_tour_was_done:
 * @tour: a tour
 * @action: what
 * @id: to what
 * @times: how often
 *
 * Returns: whether the audit has it that often, by the officer of the tour
 */
gboolean
zb_tour_was_done (Tour *tour, const char *action, const char *id, guint times)
{
  const guint n = zb_tour_platform_count_deeds (tour->audit, action, id, tour->officer, tour->began_at);

  return zb_tour_expect (n == times, "the audit has %s of %s %u times, not %u", action, id, n, times);
}

/* --- what the console believes --------------------------------------------------------------- */

/**
 * zb_tour_get_alert:
 * @tour: a tour
 *
 * Returns: (transfer none) (nullable): the alert; none while the world is filled anew
 */
ZbAlert *
zb_tour_get_alert (Tour *tour)
{
  return tour->alert ? zb_world_lookup (tour->world, ZB_KIND_ALERT, tour->alert) : NULL;
}

/**
 * zb_tour_get_case:
 * @tour: a tour
 *
 * Returns: (transfer none) (nullable): the case
 */
ZbCase *
zb_tour_get_case (Tour *tour)
{
  return tour->a_case ? zb_world_lookup (tour->world, ZB_KIND_CASE, tour->a_case) : NULL;
}

/**
 * zb_tour_get_step:
 * @tour: a tour
 *
 * Returns: the #ZbStep of the case, %ZB_STEP_NONE where there is none
 */
int
zb_tour_get_step (Tour *tour)
{
  ZbCase *a_case = zb_tour_get_case (tour);

  return a_case ? a_case->step : ZB_STEP_NONE;
}

/**
 * zb_tour_is_live:
 * @tour: a tour
 *
 * Returns: whether somebody sits here, with a line and the district
 */
gboolean
zb_tour_is_live (Tour *tour)
{
  return zb_desk_get_connected (tour->desk) && zb_window_is_open (ZB_WINDOW (tour->window)) &&
         zb_store_get_size (zb_world_get_store (tour->world, ZB_KIND_DEVICE)) > 0;
}

/* --- the tour -------------------------------------------------------------------------------------- */

/* A platform that stands still cannot end, either. */
static void
let_platform_go (Tour *tour)
{
  ZbLocalPlatform *platform = zb_door_get_platform (zb_application_get_door (tour->application));

  if (tour->stopped && platform)
    kill (zb_local_platform_get_pid (platform), SIGCONT);
}

static void
finish (Tour *tour, gboolean passed)
{
  g_print ("tour: %u pictures in %s; %s\n", tour->n_pictures, tour->folder,
           passed ? "every step did what it should" : "it failed");
  let_platform_go (tour);
  tour->over (passed, tour->data);
  g_clear_pointer (&tour->platform, zb_tour_platform_free);
  g_clear_pointer (&tour->audit, zb_tour_platform_free);
  g_clear_pointer (&tour->still, g_bytes_unref);
  g_object_unref (tour->application);
  g_free (tour->folder);
  g_free (tour->officer);
  g_free (tour->alert);
  g_free (tour->a_case);
  g_free (tour->other_case);
  g_free (tour);
}

static const Step steps[] = {
  { "door", "signs out; the door asks who it is", zb_tour_step_door },
  { "signed-in", "signs in at the door; the district is there", zb_tour_step_sign_in },
  { "alert-arrives", "an alert arrives", zb_tour_step_arrive },
  { "selected", "the alert is selected: map, detail, cameras", zb_tour_step_select },
  { "cameras", "the nearest cameras play", zb_tour_step_cameras },
  { "live", "the detail shows its own live picture", zb_tour_step_live },
  { "claimed", "claims it", zb_tour_step_claim },
  { "verdict", "gives the verdict, which can be undone for a moment", zb_tour_step_verdict },
  { "verified", "the verdict is at the platform", zb_tour_step_verified },
  { "offline", "the line goes down; two more things are done meanwhile", zb_tour_step_offline },
  { "dispatch-dialog", "chooses whom to send, without a line", zb_tour_step_form },
  { "queued", "dispatches: it waits in the outbox", zb_tour_step_queued },
  { "online", "the line is back: everything arrived once", zb_tour_step_online },
  { "dispatched", "the case is dispatched", zb_tour_step_dispatched },
  { "accepted", "those sent accept", zb_tour_step_accept },
  { "on-scene", "they arrive", zb_tour_step_arrived },
  { "reported", "they are done, with a picture; the report", zb_tour_step_report },
  { "checker", "the checker takes over the desk", zb_tour_step_change_officer },
  { "closed", "the check is passed: the case is closed", zb_tour_step_pass },
};

/* A picture that a platform does not send is given up after a minute: thirty seconds on the connection
 * that was open, thirty on a new one. Looking costs a frame. Who looks again and again leaves no time for
 * what waits until nothing else is to be done, and the tiles of a map are among that. */
static const char *
wait_until_drawn (Tour *tour)
{
  const gint64 until = deadline (120);
  const char *missing;

  while ((missing = zb_tour_find_missing (tour)) && g_get_monotonic_time () < until)
    turn (500);
  return missing;
}

/* A window that is just being drawn anew has nothing to show for a frame or two. */
static gboolean
take_picture (Tour *tour, const char *name)
{
  g_autofree char *file = g_strdup_printf ("%02u-%s.png", ++tour->n_pictures, name);
  g_autofree char *path = g_build_filename (tour->folder, file, NULL);
  g_autoptr (GError) error = NULL;
  const char *missing = wait_until_drawn (tour);
  const gboolean whole = zb_tour_expect (!missing, "%s: there is %s on it", name, missing);

  for (int attempt = 0; attempt < 20; attempt++)
    {
      turn (300);
      g_clear_error (&error);
      if (zb_picture_save (tour->window, tour->scale, path, &error))
        return zb_tour_tree_save (tour->window, path, NULL) && whole;
      gtk_widget_queue_draw (tour->window);
    }
  return zb_tour_expect (FALSE, "%s", error->message);
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
  tour->began_at = g_get_real_time ();
  g_idle_add (perform, tour);
}
