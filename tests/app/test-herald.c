/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A new alert sounds and joins the queue also while nobody can see the window; it goes on sounding until
 * somebody has taken it, by the platform's clock, which the test sets; what is muted is silent, and an urgent
 * one is not; the desktop's notice leads to it, and goes when somebody has taken it. */
#include "zb-alert-queue.h"
#include "zb-alert.h"
#include "zb-fake-desktop.h"
#include "zb-locale.h"
#include "zb-melody.h"
#include "zb-now.h"
#include "zb-sample-window.h"
#include "zb-sample-world.h"
#include "zb-settings.h"
#include "zb-wait.h"
#include "zb-window-sound.h"

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

/* By how much the platform's clock is ahead. */
static gint64 ahead;

static void
set_clock (gint64 microseconds)
{
  ahead = microseconds;
  zb_now_set_offset (ahead);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  GtkApplication *application = GTK_APPLICATION (g_application_get_default ());

  fixture->world = zb_sample_world_new (g_get_real_time ());
  fixture->desk = zb_desk_new (fixture->world);
  fixture->settings = zb_settings_new ();
  g_settings_reset (fixture->settings, "mutes");
  fixture->herald = zb_herald_new (application, fixture->world, fixture->settings);
  fixture->window = zb_window_new (ADW_APPLICATION (application), fixture->desk, fixture->settings);
  zb_window_set_open (fixture->window, TRUE);
  gtk_window_present (GTK_WINDOW (fixture->window));
  spin (800);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  set_clock (0);
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

static void
snooze (Fixture *fixture, const char *id, gint64 until)
{
  ZbAlert *edited = zb_sample_world_edit_alert (fixture->world, id);

  edited->snoozed_until = until;
  zb_sample_world_change (fixture->world, ZB_ENTITY (edited));
}

/* Steps the platform's clock on, and lets the herald look at it. */
static void
step (double seconds)
{
  set_clock (ahead + (gint64)(seconds * G_TIME_SPAN_SECOND));
  zb_wait (600);
}

static guint
count_sounds (Fixture *fixture)
{
  return zb_herald_get_n_sounded (fixture->herald);
}

static gboolean
sounds_urgent (Fixture *fixture)
{
  return zb_sounder_get_last (zb_herald_get_sounder (fixture->herald)) == ZB_SEVERITY_URGENT;
}

/* However many others came just before, an urgent one is heard. */
static void
test_urgent_is_heard (Fixture *fixture, gconstpointer data)
{
  for (int i = 0; i < 5; i++)
    {
      g_autofree char *id = g_strdup_printf ("alert-medium-%d", i);
      zb_sample_world_raise (fixture->world, id, ZB_SEVERITY_MEDIUM, g_get_real_time ());
    }
  g_assert_false (sounds_urgent (fixture));
  raise_alert (fixture, "alert-urgent");
  zb_wait_for (sounds_urgent (fixture), 10000);
}

static void
test_rise_sounds (Fixture *fixture, gconstpointer data)
{
  zb_sample_world_raise (fixture->world, "alert-rises", ZB_SEVERITY_MEDIUM, g_get_real_time ());
  g_assert_cmpuint (count_sounds (fixture), ==, 1);
  change_alert (fixture, "alert-rises", 10, ZB_SEVERITY_MEDIUM, ZB_ALERT_CLAIMED, "somebody");
  g_assert_cmpuint (count_sounds (fixture), ==, 1);
  change_alert (fixture, "alert-rises", 11, ZB_SEVERITY_URGENT, ZB_ALERT_NEW, NULL);
  g_assert_cmpuint (count_sounds (fixture), ==, 2);
  zb_wait_for (sounds_urgent (fixture), 10000);
}

static ZbCommand *
do_with (Fixture *fixture, const char *name, const char *id)
{
  ZbCommand *command = zb_command_new (name, id, g_variant_new ("a{sv}", NULL));

  zb_command_set_state (command, ZB_COMMAND_QUEUED, NULL);
  zb_world_add_command (fixture->world, command);
  return command;
}

static void
accept (Fixture *fixture, ZbCommand *command)
{
  zb_command_set_state (command, ZB_COMMAND_ACCEPTED, NULL);
  zb_world_remove_command (fixture->world, command);
}

/* A claim that lapses is news to its holder and to the others, and one that is given back is none to who
 * gives it. */
static void
test_new_again_sounds (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ZbCommand) release = NULL;

  zb_herald_set_officer (fixture->herald, "me");
  zb_sample_world_raise (fixture->world, "alert-again", ZB_SEVERITY_MEDIUM, g_get_real_time ());
  change_alert (fixture, "alert-again", 10, ZB_SEVERITY_MEDIUM, ZB_ALERT_CLAIMED, "me");
  release = do_with (fixture, "alert.release", "alert-again");
  change_alert (fixture, "alert-again", 11, ZB_SEVERITY_MEDIUM, ZB_ALERT_NEW, NULL);
  accept (fixture, release);
  zb_wait_for (zb_sounder_get_last (zb_herald_get_sounder (fixture->herald)) == ZB_SEVERITY_MEDIUM, 10000);
  g_assert_cmpuint (count_sounds (fixture), ==, 1);
  change_alert (fixture, "alert-again", 12, ZB_SEVERITY_MEDIUM, ZB_ALERT_CLAIMED, "somebody");
  change_alert (fixture, "alert-again", 13, ZB_SEVERITY_MEDIUM, ZB_ALERT_NEW, NULL);
  g_assert_cmpuint (count_sounds (fixture), ==, 2);
}

/* Also after something else was done with it in between: that a claim has run out is nobody's doing. */
static void
test_own_lapse_sounds (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ZbCommand) claim = NULL;

  zb_herald_set_officer (fixture->herald, "me");
  zb_sample_world_raise (fixture->world, "alert-lapses", ZB_SEVERITY_MEDIUM, g_get_real_time ());
  claim = do_with (fixture, "alert.claim", "alert-lapses");
  change_alert (fixture, "alert-lapses", 10, ZB_SEVERITY_MEDIUM, ZB_ALERT_CLAIMED, "me");
  accept (fixture, claim);
  g_assert_cmpuint (count_sounds (fixture), ==, 1);
  change_alert (fixture, "alert-lapses", 11, ZB_SEVERITY_MEDIUM, ZB_ALERT_NEW, NULL);
  g_assert_cmpuint (count_sounds (fixture), ==, 2);
}

/* What was done while the claim held and is refused after it has run out was not done. */
static void
test_lapse_under_way (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ZbCommand) verdict = NULL;
  g_autoptr (ZbProblem) problem = zb_problem_new (409, "refused", NULL);

  zb_herald_set_officer (fixture->herald, "me");
  change_alert (fixture, "alert-late", 10, ZB_SEVERITY_MEDIUM, ZB_ALERT_CLAIMED, "me");
  verdict = do_with (fixture, "alert.verdict", "alert-late");
  change_alert (fixture, "alert-late", 11, ZB_SEVERITY_MEDIUM, ZB_ALERT_CLAIMED, "me");
  change_alert (fixture, "alert-late", 12, ZB_SEVERITY_MEDIUM, ZB_ALERT_NEW, NULL);
  g_assert_cmpuint (count_sounds (fixture), ==, 0);
  zb_command_set_state (verdict, ZB_COMMAND_REFUSED, problem);
  g_assert_cmpuint (count_sounds (fixture), ==, 1);
}

/* What the platform says of an alert that was judged. */
static void
judge (Fixture *fixture, const char *id, gint64 version, ZbVerdict verdict, gboolean again,
       const char *of_case)
{
  g_autoptr (ZbEntity) alert = zb_entity_new (ZB_KIND_ALERT, id);
  g_autoptr (ZbEvent) event = NULL;

  alert->version = version;
  ZB_ALERT (alert)->title = g_strdup ("车棚疑似明火");
  ZB_ALERT (alert)->severity = ZB_SEVERITY_HIGH;
  ZB_ALERT (alert)->state = ZB_ALERT_VERIFIED;
  ZB_ALERT (alert)->verdict = verdict;
  ZB_ALERT (alert)->again = again;
  ZB_ALERT (alert)->case_id = g_strdup (of_case);
  event = zb_event_new ("alert.updated", alert, 0);
  g_assert_true (zb_world_apply (fixture->world, event));
}

/* What was judged to be nothing and is raised again is heard once, however often it comes; after another
 * verdict it is news again. */
static void
test_raised_again (Fixture *fixture, gconstpointer data)
{
  zb_wait_for (gtk_window_is_active (GTK_WINDOW (fixture->window)), 10000);
  zb_sample_world_raise (fixture->world, "alert-judged", ZB_SEVERITY_HIGH, g_get_real_time ());
  judge (fixture, "alert-judged", 10, ZB_VERDICT_FALSE, FALSE, NULL);
  g_assert_cmpuint (count_sounds (fixture), ==, 1);
  step (5);
  judge (fixture, "alert-judged", 11, ZB_VERDICT_FALSE, TRUE, NULL);
  g_assert_cmpuint (count_sounds (fixture), ==, 2);
  g_assert_true (
      g_str_has_prefix (zb_herald_get_announced (fixture->herald), "Raised again after the verdict. High: "));
  judge (fixture, "alert-judged", 12, ZB_VERDICT_FALSE, TRUE, NULL);
  step (60);
  g_assert_cmpuint (count_sounds (fixture), ==, 2);
  judge (fixture, "alert-judged", 13, ZB_VERDICT_TEST, FALSE, NULL);
  judge (fixture, "alert-judged", 14, ZB_VERDICT_TEST, TRUE, NULL);
  g_assert_cmpuint (count_sounds (fixture), ==, 3);
}

/* Of what is true, or has a case, somebody knows. */
static void
test_raised_again_known (Fixture *fixture, gconstpointer data)
{
  judge (fixture, "alert-true", 10, ZB_VERDICT_TRUE, FALSE, NULL);
  judge (fixture, "alert-true", 11, ZB_VERDICT_TRUE, TRUE, NULL);
  judge (fixture, "alert-case", 10, ZB_VERDICT_UNDETERMINED, FALSE, "case-1");
  judge (fixture, "alert-case", 11, ZB_VERDICT_UNDETERMINED, TRUE, "case-1");
  g_assert_cmpuint (count_sounds (fixture), ==, 0);
}

/* --- until somebody has taken it ----------------------------------------------------------------- */

static void
test_rings_until_claimed (Fixture *fixture, gconstpointer data)
{
  raise_alert (fixture, "alert-rings");
  g_assert_cmpuint (count_sounds (fixture), ==, 1);
  step (2);
  g_assert_cmpuint (count_sounds (fixture), ==, 1);
  step (3);
  g_assert_cmpuint (count_sounds (fixture), ==, 2);
  step (5);
  g_assert_cmpuint (count_sounds (fixture), ==, 3);
  change_alert (fixture, "alert-rings", 10, ZB_SEVERITY_URGENT, ZB_ALERT_CLAIMED, "somebody");
  step (60);
  g_assert_cmpuint (count_sounds (fixture), ==, 3);
}

/* A high one more slowly, a medium one once, a low one not at all; unless the officer wants it otherwise. */
static void
test_rings_by_severity (Fixture *fixture, gconstpointer data)
{
  zb_sample_world_raise (fixture->world, "alert-low", ZB_SEVERITY_LOW, g_get_real_time ());
  g_assert_cmpuint (count_sounds (fixture), ==, 0);
  zb_sample_world_raise (fixture->world, "alert-medium", ZB_SEVERITY_MEDIUM, g_get_real_time ());
  g_assert_cmpuint (count_sounds (fixture), ==, 1);
  step (60);
  g_assert_cmpuint (count_sounds (fixture), ==, 1);
  zb_sample_world_raise (fixture->world, "alert-high", ZB_SEVERITY_HIGH, g_get_real_time ());
  g_assert_cmpuint (count_sounds (fixture), ==, 2);
  step (12);
  g_assert_cmpuint (count_sounds (fixture), ==, 2);
  step (3);
  g_assert_cmpuint (count_sounds (fixture), ==, 3);
  g_settings_set_string (fixture->settings, "sound-high", "once");
  step (60);
  g_assert_cmpuint (count_sounds (fixture), ==, 3);
  g_settings_reset (fixture->settings, "sound-high");
}

/* What is put aside is quiet, and news when it is back. */
static void
test_snooze_is_quiet (Fixture *fixture, gconstpointer data)
{
  raise_alert (fixture, "alert-snoozed");
  snooze (fixture, "alert-snoozed", g_get_real_time () + G_TIME_SPAN_HOUR);
  step (30);
  g_assert_cmpuint (count_sounds (fixture), ==, 1);
  snooze (fixture, "alert-snoozed", 0);
  g_assert_cmpuint (count_sounds (fixture), ==, 2);
}

/* Without a line nobody says that the time is over: it is heard all the same, once, also when the platform
 * says so later; and as often as it is put aside. */
static void
test_snooze_ends (Fixture *fixture, gconstpointer data)
{
  zb_herald_set_officer (fixture->herald, "me");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "app.hush", NULL);
  zb_sample_world_raise (fixture->world, "alert-slept", ZB_SEVERITY_MEDIUM, g_get_real_time ());
  snooze (fixture, "alert-slept", zb_now () + 30 * G_TIME_SPAN_MINUTE);
  step (29 * 60);
  g_assert_cmpuint (count_sounds (fixture), ==, 1);
  step (60);
  zb_wait_for (count_sounds (fixture) == 2, 10000);
  step (60);
  snooze (fixture, "alert-slept", 0);
  step (60);
  g_assert_cmpuint (count_sounds (fixture), ==, 2);
  snooze (fixture, "alert-slept", zb_now () + 30 * G_TIME_SPAN_MINUTE);
  snooze (fixture, "alert-slept", 0);
  g_assert_cmpuint (count_sounds (fixture), ==, 3);
}

/* Whoever has taken it while it was put aside needs no call. */
static void
test_snooze_of_claimed_ends (Fixture *fixture, gconstpointer data)
{
  ZbAlert *edited;

  zb_herald_set_officer (fixture->herald, "me");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "app.hush", NULL);
  zb_sample_world_raise (fixture->world, "alert-held", ZB_SEVERITY_MEDIUM, g_get_real_time ());
  edited = zb_sample_world_edit_alert (fixture->world, "alert-held");
  edited->state = ZB_ALERT_CLAIMED;
  edited->snoozed_until = zb_now () + 30 * G_TIME_SPAN_MINUTE;
  zb_sample_world_change (fixture->world, ZB_ENTITY (edited));
  step (31 * 60);
  g_assert_cmpuint (count_sounds (fixture), ==, 1);
}

/* M hushes what sounds now, and not what comes next. */
static void
test_hush (Fixture *fixture, gconstpointer data)
{
  raise_alert (fixture, "alert-hushed");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "app.hush", NULL);
  step (30);
  g_assert_cmpuint (count_sounds (fixture), ==, 1);
  raise_alert (fixture, "alert-after");
  g_assert_cmpuint (count_sounds (fixture), ==, 2);
  step (5);
  g_assert_cmpuint (count_sounds (fixture), ==, 3);
}

static void
test_seen_is_quiet (Fixture *fixture, gconstpointer data)
{
  zb_window_follow_herald (fixture->window, fixture->herald);
  raise_alert (fixture, "alert-seen");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "alert.select", "s", "alert-seen");
  step (30);
  g_assert_cmpuint (count_sounds (fixture), ==, 1);
}

/* Without a line, what the officer does is enough; what the platform refuses was not done. */
static void
test_doing_is_quiet (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ZbCommand) command = NULL;
  g_autoptr (ZbProblem) problem = NULL;

  raise_alert (fixture, "alert-done");
  command = do_with (fixture, "alert.claim", "alert-done");
  step (30);
  g_assert_cmpuint (count_sounds (fixture), ==, 1);
  problem = zb_problem_new (409, "refused", NULL);
  zb_command_set_state (command, ZB_COMMAND_REFUSED, problem);
  g_assert_cmpuint (count_sounds (fixture), ==, 2);
  step (5);
  g_assert_cmpuint (count_sounds (fixture), ==, 3);
}

/* What the officer takes back before it is sent was not done either. */
static void
test_withdrawn_rings (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ZbCommand) command = NULL;

  zb_sample_world_raise (fixture->world, "alert-kept", ZB_SEVERITY_HIGH, g_get_real_time ());
  command = do_with (fixture, "alert.merge", "alert-kept");
  step (30);
  g_assert_cmpuint (count_sounds (fixture), ==, 1);
  zb_command_set_state (command, ZB_COMMAND_WITHDRAWN, NULL);
  zb_world_remove_command (fixture->world, command);
  g_assert_cmpuint (count_sounds (fixture), ==, 1);
  step (15);
  g_assert_cmpuint (count_sounds (fixture), ==, 2);
}

/* What waits when its officer leaves is sent later, and tells nobody of anything. */
static void
test_left_is_quiet (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ZbCommand) command = NULL;

  zb_sample_world_raise (fixture->world, "alert-left", ZB_SEVERITY_HIGH, g_get_real_time ());
  command = do_with (fixture, "alert.merge", "alert-left");
  zb_world_remove_command (fixture->world, command);
  step (15);
  g_assert_cmpuint (count_sounds (fixture), ==, 1);
}

/* An alert that is gone after a line that was down is not told of, and does not ring for ever. */
static void
test_gone_is_quiet (Fixture *fixture, gconstpointer data)
{
  raise_alert (fixture, "alert-gone");
  zb_world_clear (fixture->world);
  step (30);
  g_assert_cmpuint (count_sounds (fixture), ==, 1);
}

/* What was not told of as it came, because the line was down or the shift had not begun, is heard, too. */
static void
test_found_rings (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);
  ZbEntity *alert = zb_entity_new (ZB_KIND_ALERT, "alert-found");

  zb_herald_set_officer (fixture->herald, "me");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "app.hush", NULL);
  alert->version = 1;
  ZB_ALERT (alert)->title = g_strdup ("车棚疑似明火");
  ZB_ALERT (alert)->severity = ZB_SEVERITY_URGENT;
  ZB_ALERT (alert)->state = ZB_ALERT_NEW;
  g_ptr_array_add (found, alert);
  zb_world_fill (fixture->world, ZB_KIND_ALERT, found);
  g_assert_cmpuint (count_sounds (fixture), ==, 0);
  step (5);
  g_assert_cmpuint (count_sounds (fixture), ==, 1);
  change_alert (fixture, "alert-found", 10, ZB_SEVERITY_URGENT, ZB_ALERT_CLAIMED, "somebody");
  step (30);
  g_assert_cmpuint (count_sounds (fixture), ==, 1);
}

/* So is what a list says anew of an alert that was heard once, when it was less grave. */
static void
test_found_graver_rings (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);
  ZbEntity *alert = zb_entity_new (ZB_KIND_ALERT, "alert-graver");

  zb_herald_set_officer (fixture->herald, "me");
  zb_sample_world_raise (fixture->world, "alert-graver", ZB_SEVERITY_MEDIUM, g_get_real_time ());
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "app.hush", NULL);
  g_assert_cmpuint (count_sounds (fixture), ==, 1);
  alert->version = 100;
  ZB_ALERT (alert)->title = g_strdup ("车棚疑似明火");
  ZB_ALERT (alert)->severity = ZB_SEVERITY_URGENT;
  ZB_ALERT (alert)->state = ZB_ALERT_NEW;
  g_ptr_array_add (found, alert);
  zb_world_fill (fixture->world, ZB_KIND_ALERT, found);
  g_assert_cmpuint (count_sounds (fixture), ==, 1);
  step (5);
  g_assert_cmpuint (count_sounds (fixture), ==, 2);
}

/* --- what a list brings after the line was down ------------------------------------------------------- */

static ZbEntity *
make_found (const char *id, ZbSeverity severity, ZbAlertState state)
{
  ZbEntity *alert = zb_entity_new (ZB_KIND_ALERT, id);

  alert->version = 100;
  ZB_ALERT (alert)->title = g_strdup ("车棚疑似明火");
  ZB_ALERT (alert)->severity = severity;
  ZB_ALERT (alert)->state = state;
  return alert;
}

/* As a page of a list that names so many. */
static void
fill_with (Fixture *fixture, const char *prefix, guint n, ZbSeverity severity, ZbAlertState state)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("%s-%u", prefix, i);
      g_ptr_array_add (found, make_found (id, severity, state));
    }
  zb_world_fill (fixture->world, ZB_KIND_ALERT, found);
}

/* The line is up, and what was open is hushed. */
static void
come_up (Fixture *fixture)
{
  zb_herald_set_officer (fixture->herald, "me");
  zb_herald_set_line (fixture->herald, ZB_LINE_UP);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "app.hush", NULL);
}

/* Also where its severity sounds once; and many are one sound, that of the gravest, and a number. */
static void
test_missed_is_heard (Fixture *fixture, gconstpointer data)
{
  come_up (fixture);
  zb_wait_for (gtk_window_is_active (GTK_WINDOW (fixture->window)), 10000);
  zb_herald_set_line (fixture->herald, ZB_LINE_DOWN);
  fill_with (fixture, "alert-page-one", 4, ZB_SEVERITY_MEDIUM, ZB_ALERT_NEW);
  fill_with (fixture, "alert-page-two", 3, ZB_SEVERITY_HIGH, ZB_ALERT_NEW);
  fill_with (fixture, "alert-taken", 3, ZB_SEVERITY_URGENT, ZB_ALERT_CLAIMED);
  g_assert_cmpuint (count_sounds (fixture), ==, 0);
  zb_wait_for (count_sounds (fixture) == 1, 10000);
  zb_wait_for (zb_sounder_get_last (zb_herald_get_sounder (fixture->herald)) == ZB_SEVERITY_HIGH, 10000);
  step (5);
  g_assert_cmpuint (count_sounds (fixture), ==, 1);
  g_assert_cmpstr (zb_herald_get_announced (fixture->herald), ==, "6 new alerts");
}

/* What became graver meanwhile, and what goes on after its verdict, was missed as well. */
static void
test_missed_news_is_heard (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);
  ZbEntity *again = make_found ("alert-judged", ZB_SEVERITY_MEDIUM, ZB_ALERT_VERIFIED);

  come_up (fixture);
  judge (fixture, "alert-judged", 10, ZB_VERDICT_FALSE, FALSE, NULL);
  ZB_ALERT (again)->verdict = ZB_VERDICT_FALSE;
  ZB_ALERT (again)->again = TRUE;
  g_ptr_array_add (found, again);
  zb_world_fill (fixture->world, ZB_KIND_ALERT, found);
  zb_wait_for (count_sounds (fixture) == 1, 10000);
  step (30);
  g_assert_cmpuint (count_sounds (fixture), ==, 1);
}

static void
catch_up (Fixture *fixture, guint i, gint64 version, ZbAlertState state)
{
  g_autofree char *id = g_strdup_printf ("alert-late-%u", i);
  g_autoptr (ZbEntity) alert = make_found (id, ZB_SEVERITY_HIGH, state);
  g_autoptr (ZbEvent) event = NULL;

  alert->version = version;
  alert->updated_at = zb_now () - G_TIME_SPAN_MINUTE;
  event = zb_event_new (version == 1 ? "alert.raised" : "alert.updated", alert, 0);
  zb_world_apply (fixture->world, event);
}

/* What the feed catches up with, too: where somebody has taken it meanwhile it is no news, and the others are
 * one sound. */
static void
test_caught_up_is_heard (Fixture *fixture, gconstpointer data)
{
  come_up (fixture);
  catch_up (fixture, 0, 1, ZB_ALERT_NEW);
  catch_up (fixture, 0, 2, ZB_ALERT_CLAIMED);
  spin (1500);
  g_assert_cmpuint (count_sounds (fixture), ==, 0);
  for (guint i = 1; i < 6; i++)
    catch_up (fixture, i, 1, ZB_ALERT_NEW);
  g_assert_cmpuint (count_sounds (fixture), ==, 0);
  zb_wait_for (count_sounds (fixture) == 1, 10000);
  spin (1500);
  g_assert_cmpuint (count_sounds (fixture), ==, 1);
}

/* What is taken before it is told of is no news; and an event tells of its alert at once, and alone. */
static void
test_missed_is_told_once (Fixture *fixture, gconstpointer data)
{
  come_up (fixture);
  fill_with (fixture, "alert-gone", 1, ZB_SEVERITY_MEDIUM, ZB_ALERT_NEW);
  change_alert (fixture, "alert-gone-0", 200, ZB_SEVERITY_MEDIUM, ZB_ALERT_CLAIMED, "somebody");
  zb_sample_world_raise (fixture->world, "alert-event", ZB_SEVERITY_MEDIUM, g_get_real_time ());
  g_assert_cmpuint (count_sounds (fixture), ==, 1);
  spin (1500);
  g_assert_cmpuint (count_sounds (fixture), ==, 1);
}

/* Who sits down finds what is open: that is no news, and what is grave rings on as it does. */
static void
test_first_start_is_quiet (Fixture *fixture, gconstpointer data)
{
  zb_herald_set_officer (fixture->herald, "me");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "app.hush", NULL);
  zb_herald_set_line (fixture->herald, ZB_LINE_OPENING);
  fill_with (fixture, "alert-old", 40, ZB_SEVERITY_MEDIUM, ZB_ALERT_NEW);
  zb_herald_set_line (fixture->herald, ZB_LINE_UP);
  step (60);
  g_assert_cmpuint (count_sounds (fixture), ==, 0);
  g_assert_cmpuint (zb_herald_get_n_announced (fixture->herald), ==, 0);
}

/* --- the line ------------------------------------------------------------------------------------------ */

#define NO_LINE "There is no line to the platform: new alerts do not come in"

static const char *
get_said (Fixture *fixture)
{
  const char *said = zb_herald_get_announced (fixture->herald);

  return said ? said : "";
}

static void
be_at (Fixture *fixture, ZbLine line, double seconds)
{
  zb_herald_set_line (fixture->herald, line);
  step (seconds);
}

/* Once, after a while, by a tone of its own; and when it is back. */
static void
test_line_lost_is_heard (Fixture *fixture, gconstpointer data)
{
  come_up (fixture);
  be_at (fixture, ZB_LINE_DOWN, 9);
  g_assert_cmpuint (count_sounds (fixture), ==, 0);
  step (1);
  g_assert_cmpuint (count_sounds (fixture), ==, 1);
  g_assert_cmpstr (get_said (fixture), ==, NO_LINE);
  zb_wait_for (zb_sounder_get_last (zb_herald_get_sounder (fixture->herald)) == ZB_MELODY_LINE, 10000);
  step (600);
  g_assert_cmpuint (count_sounds (fixture), ==, 1);
  be_at (fixture, ZB_LINE_UP, 4);
  g_assert_cmpstr (get_said (fixture), ==, NO_LINE);
  step (1);
  g_assert_cmpstr (get_said (fixture), ==, "New alerts come in again");
  g_assert_cmpuint (count_sounds (fixture), ==, 1);
}

/* A line that comes and goes is told of once. */
static void
test_line_flaps_quietly (Fixture *fixture, gconstpointer data)
{
  come_up (fixture);
  for (int i = 0; i < 3; i++)
    {
      be_at (fixture, ZB_LINE_DOWN, 8);
      be_at (fixture, ZB_LINE_UP, 2);
    }
  g_assert_cmpuint (count_sounds (fixture), ==, 0);
  be_at (fixture, ZB_LINE_DOWN, 11);
  for (int i = 0; i < 3; i++)
    {
      be_at (fixture, ZB_LINE_UP, 3);
      be_at (fixture, ZB_LINE_DOWN, 11);
    }
  g_assert_cmpuint (count_sounds (fixture), ==, 1);
  g_assert_cmpuint (zb_herald_get_n_announced (fixture->herald), ==, 1);
}

/* A session that the platform has ended is told of at once, also though nobody sits here any more; one that
 * its officer has ended is not. */
static void
test_session_ended_is_heard (Fixture *fixture, gconstpointer data)
{
  come_up (fixture);
  zb_herald_set_line (fixture->herald, ZB_LINE_ENDED);
  zb_herald_set_officer (fixture->herald, NULL);
  be_at (fixture, ZB_LINE_NONE, 0);
  g_assert_cmpuint (count_sounds (fixture), ==, 1);
  g_assert_true (g_str_has_prefix (get_said (fixture), "The session has ended: "));
  come_up (fixture);
  step (5);
  g_assert_cmpstr (get_said (fixture), ==, "New alerts come in again");
  zb_herald_set_officer (fixture->herald, NULL);
  be_at (fixture, ZB_LINE_NONE, 60);
  be_at (fixture, ZB_LINE_ENDED, 60);
  g_assert_cmpuint (count_sounds (fixture), ==, 1);
}

/* Where one is taken out of the store the last one moves, and what was hushed stays so. */
static void
test_removal_is_quiet (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ZbEvent) removed = zb_event_new_removed (ZB_KIND_ALERT, "alert-first", 0);

  zb_herald_set_officer (fixture->herald, "me");
  raise_alert (fixture, "alert-first");
  raise_alert (fixture, "alert-last");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "app.hush", NULL);
  const guint before = count_sounds (fixture);
  g_assert_true (zb_world_apply (fixture->world, removed));
  step (30);
  g_assert_cmpuint (count_sounds (fixture), ==, before);
}

static void
test_sign_out_is_quiet (Fixture *fixture, gconstpointer data)
{
  zb_herald_set_officer (fixture->herald, "me");
  raise_alert (fixture, "alert-left");
  zb_herald_set_officer (fixture->herald, NULL);
  step (30);
  g_assert_cmpuint (count_sounds (fixture), ==, 1);
}

/* --- mutes ---------------------------------------------------------------------------------------- */

static void
note_muted (ZbHerald *herald, guint muted, GString *told)
{
  g_string_append_printf (told, "%u ", muted);
}

static void
mute (Fixture *fixture, const char *severity, guint minutes)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "app.mute", "(su)", severity, minutes);
}

/* Also to whoever shows it to the others; and a mute ends by itself. */
static void
test_mute (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) told = g_string_new (NULL);

  g_signal_connect (fixture->herald, "muted-changed", G_CALLBACK (note_muted), told);
  mute (fixture, "high", 15);
  mute (fixture, "medium", 60);
  g_assert_cmpstr (told->str, ==, "8 12 ");
  zb_sample_world_raise (fixture->world, "alert-high", ZB_SEVERITY_HIGH, g_get_real_time ());
  zb_sample_world_raise (fixture->world, "alert-medium", ZB_SEVERITY_MEDIUM, g_get_real_time ());
  step (40);
  g_assert_cmpuint (count_sounds (fixture), ==, 0);
  g_assert_cmpuint (zb_herald_get_n_announced (fixture->herald), ==, 0);
  mute (fixture, "medium", 0);
  g_assert_cmpstr (told->str, ==, "8 12 8 ");
  step (15 * 60);
  zb_wait_for (zb_herald_get_muted (fixture->herald) == 0, 10000);
  g_assert_cmpstr (told->str, ==, "8 12 8 0 ");
  zb_wait_for (count_sounds (fixture) == 1, 10000);
  g_signal_handlers_disconnect_by_data (fixture->herald, told);
}

/* Whatever is muted and hushed: a new urgent alert is heard, and goes on until somebody has taken it. */
static void
test_urgent_breaks_mute (Fixture *fixture, gconstpointer data)
{
  static const char *const severities[] = { "urgent", "high", "medium", "low" };

  for (gsize i = 0; i < G_N_ELEMENTS (severities); i++)
    mute (fixture, severities[i], 60);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "app.hush", NULL);
  g_assert_cmpuint (zb_herald_get_muted (fixture->herald) & 1u << ZB_SEVERITY_URGENT, ==, 0);
  raise_alert (fixture, "alert-breaks");
  g_assert_cmpuint (count_sounds (fixture), ==, 1);
  zb_wait_for (sounds_urgent (fixture), 10000);
  step (5);
  g_assert_cmpuint (count_sounds (fixture), ==, 2);
}

/* What one officer has muted the next one hears. */
static void
test_mute_is_of_officer (Fixture *fixture, gconstpointer data)
{
  zb_herald_set_officer (fixture->herald, "me");
  mute (fixture, "high", 60);
  g_assert_cmpuint (zb_herald_get_muted (fixture->herald), ==, 1u << ZB_SEVERITY_HIGH);
  zb_herald_set_officer (fixture->herald, NULL);
  zb_herald_set_officer (fixture->herald, "somebody");
  g_assert_cmpuint (zb_herald_get_muted (fixture->herald), ==, 0);
}

static GtkWidget *
find_mute_button (Fixture *fixture)
{
  GtkWidget *panel =
      GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (fixture->window), ZB_TYPE_WINDOW, "mute_panel"));

  return zb_sample_find_action (panel, "app.mute");
}

/* The button itself: the first is that of the gravest severity that can be muted. */
static void
test_mute_by_button (Fixture *fixture, gconstpointer data)
{
  GtkWidget *split = GTK_WIDGET (
      gtk_widget_get_template_child (GTK_WIDGET (fixture->window), ZB_TYPE_WINDOW, "sound_button"));

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.mutes", NULL);
  spin (300);
  mute (fixture, "high", 15);
  g_assert_cmpstr (adw_split_button_get_icon_name (ADW_SPLIT_BUTTON (split)), ==, "zb-sound-off-symbolic");
  /* “Sound again” comes before the others. */
  g_signal_emit_by_name (find_mute_button (fixture), "clicked");
  g_assert_cmpuint (zb_herald_get_muted (fixture->herald), ==, 0);
  g_assert_cmpstr (adw_split_button_get_icon_name (ADW_SPLIT_BUTTON (split)), ==, "zb-sound-symbolic");
}

/* --- drill ---------------------------------------------------------------------------------------- */

static void
raise_drill (Fixture *fixture, const char *id)
{
  g_autoptr (ZbEntity) alert = zb_entity_new (ZB_KIND_ALERT, id);
  g_autoptr (ZbEvent) event = NULL;

  alert->version = 1;
  alert->mode = ZB_MODE_DRILL;
  ZB_ALERT (alert)->title = g_strdup ("演练：车棚明火");
  ZB_ALERT (alert)->severity = ZB_SEVERITY_URGENT;
  ZB_ALERT (alert)->state = ZB_ALERT_NEW;
  event = zb_event_new ("alert.raised", alert, 0);
  g_assert_true (zb_world_apply (fixture->world, event));
}

static void
note_broke_in (ZbHerald *herald, const char *alert, const char *words, GString *told)
{
  g_string_append_printf (told, "%s;", alert);
}

/* A live urgent alert is told of as such, at once, whatever is said just then; one of the drill is not. */
static void
test_breaks_into_drill (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) told = g_string_new (NULL);
  guint announced;

  g_signal_connect (fixture->herald, "broke-in", G_CALLBACK (note_broke_in), told);
  raise_drill (fixture, "alert-drill");
  raise_drill (fixture, "alert-drill-2");
  g_assert_cmpstr (told->str, ==, "");
  announced = zb_herald_get_n_announced (fixture->herald);
  raise_alert (fixture, "alert-live");
  g_assert_cmpstr (told->str, ==, "alert-live;");
  g_assert_cmpuint (zb_herald_get_n_announced (fixture->herald), ==, announced + 1);
  g_assert_true (g_str_has_prefix (zb_herald_get_announced (fixture->herald), "This is no drill. "));
  zb_sample_world_raise (fixture->world, "alert-live-low", ZB_SEVERITY_LOW, g_get_real_time ());
  g_assert_cmpstr (told->str, ==, "alert-live;");
  g_signal_handlers_disconnect_by_data (fixture->herald, told);
}

static void
test_drill_by_flag (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) told = g_string_new (NULL);

  g_signal_connect (fixture->herald, "broke-in", G_CALLBACK (note_broke_in), told);
  raise_alert (fixture, "alert-before");
  zb_herald_set_drill (fixture->herald, TRUE);
  raise_alert (fixture, "alert-during");
  zb_herald_set_drill (fixture->herald, FALSE);
  raise_alert (fixture, "alert-after");
  g_assert_cmpstr (told->str, ==, "alert-during;");
  g_signal_handlers_disconnect_by_data (fixture->herald, told);
}

/* --- the screen reader --------------------------------------------------------------------------- */

/* One in five seconds is told to a screen reader, and an urgent one at once; the others are summed up. */
static void
test_announced (Fixture *fixture, gconstpointer data)
{
  static const ZbSeverity severities[] = { ZB_SEVERITY_LOW, ZB_SEVERITY_LOW, ZB_SEVERITY_HIGH,
                                           ZB_SEVERITY_URGENT, ZB_SEVERITY_URGENT };
  static const guint announced[] = { 1, 1, 1, 2, 2 };

  zb_wait_for (gtk_window_is_active (GTK_WINDOW (fixture->window)), 10000);
  for (gsize i = 0; i < G_N_ELEMENTS (severities); i++)
    {
      g_autofree char *id = g_strdup_printf ("alert-told-%d", (int)i);
      zb_sample_world_raise (fixture->world, id, severities[i], g_get_real_time ());
      g_assert_cmpuint (zb_herald_get_n_announced (fixture->herald), ==, announced[i]);
    }
  step (5);
  g_assert_cmpuint (zb_herald_get_n_announced (fixture->herald), ==, 3);
  g_assert_cmpstr (zb_herald_get_announced (fixture->herald), ==, "3 new alerts, 1 urgent");
}

/* --- the desktop's notices ----------------------------------------------------------------------- */

static const char *
get_selected (Fixture *fixture)
{
  ZbAlert *alert = zb_desk_get_selected_alert (fixture->desk);

  return alert ? ZB_ENTITY (alert)->id : NULL;
}

static void
minimise (Fixture *fixture)
{
  gtk_window_minimize (GTK_WINDOW (fixture->window));
  zb_wait_for (!gtk_window_is_active (GTK_WINDOW (fixture->window)), 10000);
}

static void
test_notices (Fixture *fixture, gconstpointer data)
{
  ZbFakeDesktop *desktop = zb_fake_desktop_start ();

  minimise (fixture);
  raise_alert (fixture, "alert-noticed");
  zb_wait_for (desktop->shown->len == 1, 10000);
  zb_fake_desktop_click (desktop, desktop->shown->pdata[0], "");
  zb_wait_for (g_strcmp0 (get_selected (fixture), "alert-noticed") == 0, 10000);
  minimise (fixture);
  raise_alert (fixture, "alert-taken");
  zb_wait_for (zb_fake_desktop_find (desktop, "Urgent"), 10000);
  change_alert (fixture, "alert-taken", 10, ZB_SEVERITY_URGENT, ZB_ALERT_CLAIMED, "somebody");
  zb_wait_for (desktop->n_closed > 0, 10000);
  zb_wait_for (!zb_fake_desktop_find (desktop, "Urgent"), 10000);
  zb_fake_desktop_stop (desktop);
}

/* The notice says how it is now. */
static void
test_notice_of_line (Fixture *fixture, gconstpointer data)
{
  ZbFakeDesktop *desktop = zb_fake_desktop_start ();

  come_up (fixture);
  be_at (fixture, ZB_LINE_DOWN, 10);
  zb_wait_for (zb_fake_desktop_find (desktop, NO_LINE), 10000);
  be_at (fixture, ZB_LINE_UP, 5);
  zb_wait_for (zb_fake_desktop_find (desktop, "New alerts come in again"), 10000);
  zb_wait_for (!zb_fake_desktop_find (desktop, NO_LINE), 10000);
  zb_fake_desktop_stop (desktop);
}

/* However many were missed, the desktop shows three and how many more. */
static void
test_notices_of_missed (Fixture *fixture, gconstpointer data)
{
  ZbFakeDesktop *desktop = zb_fake_desktop_start ();

  minimise (fixture);
  come_up (fixture);
  fill_with (fixture, "alert-missed", 30, ZB_SEVERITY_MEDIUM, ZB_ALERT_NEW);
  zb_wait_for (zb_fake_desktop_find (desktop, "27 more new alerts"), 10000);
  g_assert_cmpuint (desktop->shown->len, ==, 4);
  zb_fake_desktop_stop (desktop);
}

/* One that goes on after its verdict cannot be claimed, and its notice stays however often it comes. */
static void
test_notice_raised_again (Fixture *fixture, gconstpointer data)
{
  ZbFakeDesktop *desktop = zb_fake_desktop_start ();
  ZbFakeNotice *notice;

  minimise (fixture);
  judge (fixture, "alert-judged", 10, ZB_VERDICT_FALSE, FALSE, NULL);
  judge (fixture, "alert-judged", 11, ZB_VERDICT_FALSE, TRUE, NULL);
  zb_wait_for (zb_fake_desktop_find (desktop, "Raised again after the verdict. High: "), 10000);
  judge (fixture, "alert-judged", 12, ZB_VERDICT_FALSE, TRUE, NULL);
  spin (600);
  notice = zb_fake_desktop_find (desktop, "Raised again after the verdict. High: ");
  g_assert_nonnull (notice);
  for (guint i = 0; i < notice->buttons->len; i++)
    g_assert_cmpstr (notice->buttons->pdata[i], !=, "Claim");
  g_assert_cmpuint (notice->buttons->len, >, 0);
  judge (fixture, "alert-judged", 13, ZB_VERDICT_TEST, FALSE, NULL);
  zb_wait_for (desktop->shown->len == 0, 10000);
  zb_fake_desktop_stop (desktop);
}

static void
test_sounds (Fixture *fixture, gconstpointer data)
{
  raise_alert (fixture, "alert-new-1");
  g_assert_cmpuint (count_sounds (fixture), ==, 1);
}

static void
test_sounds_minimised (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ZbAlertQueue) queue = zb_alert_queue_new (zb_world_get_store (fixture->world, ZB_KIND_ALERT));
  const guint before = zb_alert_queue_count_open (queue, ZB_SEVERITY_URGENT);

  gtk_window_minimize (GTK_WINDOW (fixture->window));
  spin (500);
  raise_alert (fixture, "alert-new-2");
  g_assert_cmpuint (count_sounds (fixture), ==, 1);
  spin (900);
  g_assert_cmpuint (zb_alert_queue_count_open (queue, ZB_SEVERITY_URGENT), ==, before + 1);
}

static void
test_locked_desk_hears (Fixture *fixture, gconstpointer data)
{
  zb_window_set_open (fixture->window, FALSE);
  raise_alert (fixture, "alert-new-4");
  g_assert_cmpuint (count_sounds (fixture), ==, 1);
}

int
main (int argc, char *argv[])
{
  g_autoptr (AdwApplication) application = NULL;
  g_autoptr (GError) error = NULL;

  /* What is told is compared in English. */
  g_setenv ("LANGUAGE", "en", TRUE);
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
  ADD ("urgent-is-heard", test_urgent_is_heard);
  ADD ("rise-sounds", test_rise_sounds);
  ADD ("new-again-sounds", test_new_again_sounds);
  ADD ("own-lapse-sounds", test_own_lapse_sounds);
  ADD ("lapse-under-way", test_lapse_under_way);
  ADD ("raised-again", test_raised_again);
  ADD ("raised-again-known", test_raised_again_known);
  ADD ("rings-until-claimed", test_rings_until_claimed);
  ADD ("rings-by-severity", test_rings_by_severity);
  ADD ("snooze-is-quiet", test_snooze_is_quiet);
  ADD ("snooze-ends", test_snooze_ends);
  ADD ("snooze-of-claimed-ends", test_snooze_of_claimed_ends);
  ADD ("hush", test_hush);
  ADD ("seen-is-quiet", test_seen_is_quiet);
  ADD ("doing-is-quiet", test_doing_is_quiet);
  ADD ("withdrawn-rings", test_withdrawn_rings);
  ADD ("left-is-quiet", test_left_is_quiet);
  ADD ("gone-is-quiet", test_gone_is_quiet);
  ADD ("found-rings", test_found_rings);
  ADD ("found-graver-rings", test_found_graver_rings);
  ADD ("missed-is-heard", test_missed_is_heard);
  ADD ("missed-news-is-heard", test_missed_news_is_heard);
  ADD ("caught-up-is-heard", test_caught_up_is_heard);
  ADD ("missed-is-told-once", test_missed_is_told_once);
  ADD ("first-start-is-quiet", test_first_start_is_quiet);
  ADD ("line-lost-is-heard", test_line_lost_is_heard);
  ADD ("line-flaps-quietly", test_line_flaps_quietly);
  ADD ("session-ended-is-heard", test_session_ended_is_heard);
  ADD ("removal-is-quiet", test_removal_is_quiet);
  ADD ("sign-out-is-quiet", test_sign_out_is_quiet);
  ADD ("mute", test_mute);
  ADD ("urgent-breaks-mute", test_urgent_breaks_mute);
  ADD ("mute-is-of-officer", test_mute_is_of_officer);
  ADD ("mute-by-button", test_mute_by_button);
  ADD ("breaks-into-drill", test_breaks_into_drill);
  ADD ("drill-by-flag", test_drill_by_flag);
  ADD ("announced", test_announced);
  ADD ("notices", test_notices);
  ADD ("notice-of-line", test_notice_of_line);
  ADD ("notices-of-missed", test_notices_of_missed);
  ADD ("notice-raised-again", test_notice_raised_again);
  ADD ("locked-desk-hears", test_locked_desk_hears);
  return g_test_run ();
}
