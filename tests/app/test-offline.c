/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A console that is started while its platform is not there: who has sat here before goes on with what was
 * known last and its age, acts, and is told what needs a line; when the platform is back, all of it arrives,
 * each thing once and in its order. */
#include "zb-duty.h"
#include "zb-sample-window.h"
#include "zb-seat-key.h"
#include "zb-uuid.h"

#include <glib/gi18n.h>

#define OFFICER "leader"

static char *url;

/* --- the key ---------------------------------------------------------------------------------- */

static gboolean
opens (const char *username, const char *password)
{
  g_autoptr (DexFuture) opened = zb_test_await (zb_seat_key_open (url, username, password), 20000);

  return dex_future_is_resolved (opened);
}

static gboolean
is_kept (gpointer data)
{
  return opens (OFFICER, ZB_TEST_PASSWORD);
}

/* A day at the desk, then the console ends; the platform goes, and a console is started. */
static void
start_without_platform (ZbDuty *duty)
{
  g_set_str (&url, zb_test_platform_get_url (duty->platform));
  zb_duty_sign_in (duty, OFFICER);
  zb_duty_raise (duty, "high", "one");
  g_assert_true (zb_test_wait (is_kept, NULL, 30000));
  zb_duty_leave_console (duty);
  zb_test_platform_stop (duty->platform);
  zb_duty_open_console (duty);
  zb_door_open (duty->door, url, NULL, NULL);
}

static gboolean
is_inside (gpointer data)
{
  return zb_window_is_open (((ZbDuty *)data)->window);
}

static void
enter (ZbDuty *duty)
{
  const gint64 began = g_get_monotonic_time ();

  zb_duty_enter (duty, OFFICER, ZB_TEST_PASSWORD);
  g_assert_true (zb_test_wait (is_inside, duty, 20000));
  g_test_message ("the desk is open after %.0f ms", (double)(g_get_monotonic_time () - began) / 1000);
}

/* --- acting ----------------------------------------------------------------------------------- */

static void
act (ZbDuty *duty, const char *name, const char *subject, const char *args)
{
  gtk_widget_activate_action (GTK_WIDGET (duty->window), "command.submit", "(ss@a{sv})", name, subject,
                              g_variant_new_parsed (args));
}

static guint
count_waiting (ZbDuty *duty)
{
  return g_list_model_get_n_items (zb_world_get_commands (zb_desk_get_world (duty->desk)));
}

static gboolean
three_wait (gpointer data)
{
  return count_waiting (data) == 3;
}

static gboolean
none_waits (gpointer data)
{
  return zb_duty_is_open (data) && count_waiting (data) == 0;
}

static void
open_case (ZbDuty *duty, const char *id)
{
  act (duty, "case.create", id,
       "{'kind': <'smoke_fire'>, 'severity': <'high'>, 'title': <'离线立案'>, 'place': <'天山路'>,"
       " 'location': <(121.4, 31.22)>}");
  act (duty, "case.note", id, "{'text': <'已电话通知'>}");
  act (duty, "case.file", id, "@a{sv} {}");
}

static void
assert_in_order (ZbDuty *duty, const char *id)
{
  static const char *const expected[] = { "case.create", "case.note", "case.file" };
  g_autofree char *path = g_strdup_printf ("/cases/%s/timeline", id);
  g_autoptr (ZbTestAnswer) answer = zb_test_get (duty->platform, OFFICER, path);

  zb_test_assert_status (answer, 200);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autofree char *pointer = g_strdup_printf ("/items/%u/what", i);
      g_assert_cmpstr (zb_test_answer_text (answer, pointer), ==, expected[i]);
    }
  g_assert_null (zb_test_answer_text (answer, "/items/3/what"));
}

/* --- tests ------------------------------------------------------------------------------------ */

static void
assert_aged (ZbDuty *duty)
{
  g_autofree char *stale = NULL, *line = NULL;

  g_object_get (duty->desk, "stale-line", &stale, "connection-line", &line, NULL);
  g_assert_nonnull (stale);
  g_assert_nonnull (strstr (line, "截至"));
  g_assert_cmpint (zb_link_get_as_of (zb_desk_get_link (duty->desk)), >, 0);
}

static void
test_start (ZbDuty *duty, gconstpointer data)
{
  g_autofree char *id = zb_uuid_new ();

  start_without_platform (duty);
  enter (duty);
  g_assert_cmpstr (zb_desk_get_account (duty->desk)->username, ==, OFFICER);
  g_assert_false (zb_desk_get_connected (duty->desk));
  g_assert_true (zb_duty_has_alert (duty));
  assert_aged (duty);
  zb_duty_take_picture (duty, "offline-start");

  open_case (duty, id);
  g_assert_true (zb_test_wait (three_wait, duty, 5000));
  zb_test_platform_start (duty->platform);
  g_assert_true (zb_test_wait (none_waits, duty, 60000));
  assert_in_order (duty, id);
}

static gboolean
is_told (gpointer data)
{
  const char *words = g_dgettext ("zhiban", "This can only be done while there is one.");

  return zb_sample_find_text (GTK_WIDGET (((ZbDuty *)data)->window), words) != NULL;
}

static void
test_needs_a_line (ZbDuty *duty, gconstpointer data)
{
  start_without_platform (duty);
  enter (duty);
  gtk_widget_activate_action (GTK_WIDGET (duty->window), "alert.claim", "s", duty->alert);
  g_assert_true (zb_test_wait (is_told, duty, 5000));
  g_assert_cmpuint (count_waiting (duty), ==, 0);
  g_assert_cmpint (zb_duty_find_alert (duty)->state, ==, ZB_ALERT_NEW);
}

/* Who does not know the password, or has never been here, is not let in; nor is a key of last week. */
static void
test_strangers (ZbDuty *duty, gconstpointer data)
{
  start_without_platform (duty);
  zb_duty_enter (duty, OFFICER, "wrong");
  g_assert_true (zb_test_wait (zb_duty_has_trouble, duty, 20000));
  g_assert_false (zb_window_is_open (duty->window));
  zb_duty_enter (duty, "officer2", ZB_TEST_PASSWORD);
  zb_duty_spin (1500);
  g_assert_false (zb_window_is_open (duty->window));
  g_assert_false (opens (OFFICER, "wrong"));
  g_assert_false (opens ("officer2", ZB_TEST_PASSWORD));
  g_assert_null (zb_desk_get_account (duty->desk));
  g_assert_false (zb_duty_has_alert (duty));
}

static void
disable (ZbDuty *duty)
{
  g_autofree char *path = g_build_filename (zb_test_platform_get_dir (duty->platform), "platform.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (ZbConnection) records = zb_connection_open (path, ZB_CONNECTION_WRITE, &error);

  g_assert_no_error (error);
  zb_connection_script (records, "UPDATE account SET enabled = 0 WHERE username = '" OFFICER "'", &error);
  g_assert_no_error (error);
}

static gboolean
is_outside (gpointer data)
{
  return !zb_window_is_open (((ZbDuty *)data)->window);
}

/* Whom the platform does not let in any more is shut out as soon as it is back, and has sent nothing. */
static void
test_turned_away (ZbDuty *duty, gconstpointer data)
{
  g_autofree char *id = zb_uuid_new (), *path = g_strdup_printf ("/cases/%s", id);
  g_autoptr (ZbTestAnswer) answer = NULL;

  start_without_platform (duty);
  enter (duty);
  open_case (duty, id);
  g_assert_true (zb_test_wait (three_wait, duty, 5000));
  disable (duty);
  zb_test_platform_start (duty->platform);
  g_assert_true (zb_test_wait (is_outside, duty, 60000));
  g_assert_cmpuint (count_waiting (duty), ==, 0);
  answer = zb_test_get (duty->platform, "officer", path);
  zb_test_assert_status (answer, 404);
  zb_duty_spin (300);
  g_assert_false (opens (OFFICER, ZB_TEST_PASSWORD));
}

int
main (int argc, char *argv[])
{
  zb_duty_init (&argc, &argv);
#define ADD(path, function)                                                                                  \
  g_test_add ("/app/offline/" path, ZbDuty, NULL, zb_duty_set_up, function, zb_duty_tear_down)
  ADD ("start", test_start);
  ADD ("needs-a-line", test_needs_a_line);
  ADD ("strangers", test_strangers);
  ADD ("turned-away", test_turned_away);
  return g_test_run ();
}
