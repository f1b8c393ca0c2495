/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The console's window at a real platform: who is let in and who is not, the lock, the change of
 * officer; an alert that a sensor raises is there within a second, also while nobody sees the
 * window; and the platform's death is said in words.
 */
#include "zb-duty.h"

#include "zb-connection.h"
#include "zb-fake-desktop.h"
#include "zb-now.h"
#include "zb-query.h"
#include "zb-queue-view.h"
#include "zb-sample-window.h"
#include "zb-window-sound.h"
#include "zb-words.h"

#include <glib/gi18n.h>

static void
test_wrong_password (ZbDuty *duty, gconstpointer data)
{
  g_assert_false (zb_window_is_open (duty->window));
  zb_duty_enter (duty, "officer", "wrong");
  g_assert_true (zb_test_wait (zb_duty_has_trouble, duty, 20000));
  g_assert_false (zb_window_is_open (duty->window));
  zb_duty_sign_in (duty, "officer");
  g_assert_cmpstr (zb_desk_get_account (duty->desk)->username, ==, "officer");
}

static void
test_lock (ZbDuty *duty, gconstpointer data)
{
  zb_duty_sign_in (duty, "officer");
  zb_door_lock (duty->door);
  g_assert_false (zb_window_is_open (duty->window));
  g_assert_true (zb_desk_get_connected (duty->desk));
  /* The same officer unlocks without the platform. */
  zb_test_platform_stop (duty->platform);
  zb_duty_enter (duty, "officer", ZB_TEST_PASSWORD);
  g_assert_true (zb_window_is_open (duty->window));
}

static gboolean
end_sessions (ZbTransaction *tx, gpointer data)
{
  return zb_connection_script (tx->connection, "DELETE FROM session", &tx->error);
}

static const char *
get_words (ZbDuty *duty)
{
  ZbSignInPage *page = zb_window_get_door (duty->window);

  return gtk_label_get_label (
      GTK_LABEL (gtk_widget_get_template_child (GTK_WIDGET (page), ZB_TYPE_SIGN_IN_PAGE, "words")));
}

static gboolean
is_signed_out (gpointer data)
{
  return zb_desk_get_account (((ZbDuty *)data)->desk) == NULL;
}

static const char *awaited_words;

static gboolean
is_announced (gpointer data)
{
  return g_strcmp0 (zb_herald_get_announced (((ZbDuty *)data)->herald), awaited_words) == 0;
}

/* Whether the herald has told a screen reader so, or does soon. */
static gboolean
announces (ZbDuty *duty, const char *words)
{
  awaited_words = words;
  return zb_test_wait (is_announced, duty, 20000);
}

/* A locked desk says that alerts go on coming in: where the platform has ended the session meanwhile they do
 * not, and it says that, also to who does not look. */
static void
test_ended_while_locked (ZbDuty *duty, gconstpointer data)
{
  g_autofree char *locked = NULL;
  g_autoptr (ZbAnswer) answer = NULL;

  zb_window_follow_herald (duty->window, duty->herald);
  zb_duty_sign_in (duty, "officer");
  zb_door_lock (duty->door);
  locked = g_strdup (get_words (duty));
  g_assert_true (zb_platform_work_sync (zb_test_platform_get (duty->platform), end_sessions, NULL, NULL));
  answer = zb_query_search (ZB_QUERY (zb_desk_get_link (duty->desk)), "北一");
  g_assert_true (zb_test_wait (is_signed_out, duty, 15000));
  g_assert_cmpstr (get_words (duty), !=, locked);
  g_assert_false (zb_window_is_open (duty->window));
  g_assert_true (
      announces (duty, _ ("The session has ended: new alerts do not come in until somebody signs in")));
  g_assert_cmpuint (zb_herald_get_n_sounded (duty->herald), ==, 1);
}

static void
test_change_of_officer (ZbDuty *duty, gconstpointer data)
{
  zb_duty_sign_in (duty, "officer");
  zb_door_change_officer (duty->door);
  g_assert_false (zb_window_is_open (duty->window));
  zb_duty_sign_in (duty, "officer2");
}

static gboolean
is_claimed (gpointer data)
{
  ZbAlert *alert = zb_duty_find_alert (data);

  return alert->state == ZB_ALERT_CLAIMED;
}

/* The desk is locked and somebody else mistypes: alerts go on sounding, claims go on holding. */
static void
test_wrong_password_of_another (ZbDuty *duty, gconstpointer data)
{
  zb_duty_sign_in (duty, "officer");
  zb_duty_raise (duty, "high", "one");
  gtk_widget_activate_action (GTK_WIDGET (duty->window), "alert.claim", "s", duty->alert);
  g_assert_true (zb_test_wait (is_claimed, duty, 5000));
  zb_door_lock (duty->door);
  zb_duty_enter (duty, "officer2", "wrong");
  g_assert_true (zb_test_wait (zb_duty_has_trouble, duty, 20000));
  g_assert_false (zb_window_is_open (duty->window));
  g_assert_true (zb_desk_get_connected (duty->desk));
  g_assert_true (is_claimed (duty));
  zb_duty_raise (duty, "urgent", "two");
  g_assert_cmpuint (zb_herald_get_n_sounded (duty->herald), ==, 2);
  zb_duty_enter (duty, "officer", ZB_TEST_PASSWORD);
  g_assert_true (zb_window_is_open (duty->window));
}

/* Who takes over finds nothing of what the officer before looked at; nor does anybody find what is gone. */
static void
test_nothing_is_left_selected (ZbDuty *duty, gconstpointer data)
{
  g_autoptr (ZbEntity) a_case = zb_entity_new (ZB_KIND_CASE, "01890a5d-ac96-774b-bcce-b302099a8057");
  g_autoptr (ZbEvent) event = zb_event_new ("case.updated", a_case, 0);
  g_autoptr (ZbEvent) gone = NULL;

  zb_duty_sign_in (duty, "officer");
  zb_duty_raise (duty, "high", "one");
  a_case->version = 1;
  zb_world_apply (zb_desk_get_world (duty->desk), event);
  zb_desk_select_alert (duty->desk, duty->alert);
  zb_desk_select_case (duty->desk, a_case->id);
  zb_door_change_officer (duty->door);
  zb_duty_sign_in (duty, "officer2");
  g_assert_null (zb_desk_get_selected_alert (duty->desk));
  g_assert_null (zb_desk_get_selected_case (duty->desk));
  zb_desk_select_alert (duty->desk, duty->alert);
  gone = zb_event_new_removed (ZB_KIND_ALERT, duty->alert, 0);
  g_assert_nonnull (zb_desk_get_selected_alert (duty->desk));
  zb_world_apply (zb_desk_get_world (duty->desk), gone);
  g_assert_null (zb_desk_get_selected_alert (duty->desk));
}

static void
test_sign_out (ZbDuty *duty, gconstpointer data)
{
  zb_duty_sign_in (duty, "officer");
  zb_duty_raise (duty, "high", "one");
  zb_desk_select_alert (duty->desk, duty->alert);
  zb_door_sign_out (duty->door);
  g_assert_null (zb_desk_get_selected_alert (duty->desk));
  g_assert_false (zb_window_is_open (duty->window));
  g_assert_null (zb_desk_get_account (duty->desk));
}

static gboolean
has_two (gpointer data)
{
  ZbDuty *duty = data;
  ZbAlert *alert = zb_world_lookup (zb_desk_get_world (duty->desk), ZB_KIND_ALERT, duty->alert);

  return alert && alert->occurrences == 2;
}

static void
test_alert_within_a_second (ZbDuty *duty, gconstpointer data)
{
  g_autofree char *again = NULL;

  zb_duty_sign_in (duty, "officer");
  gtk_window_minimize (GTK_WINDOW (duty->window));
  zb_duty_spin (300);
  duty->alert = zb_test_raise (duty->platform, "smoke_fire", "urgent", ZB_TEST_CAMERA_NORTH, "one");
  g_assert_true (zb_test_wait (zb_duty_has_alert, duty, 1000));
  g_assert_cmpuint (zb_herald_get_n_sounded (duty->herald), ==, 1);
  again = zb_test_raise (duty->platform, "smoke_fire", "urgent", ZB_TEST_CAMERA_NORTH, "one");
  g_assert_cmpstr (again, ==, duty->alert);
  g_assert_true (zb_test_wait (has_two, duty, 1000));
  g_assert_cmpuint (zb_store_get_size (zb_world_get_store (zb_desk_get_world (duty->desk), ZB_KIND_ALERT)),
                    ==, 1);
}

static gboolean
has_notice (gpointer desktop)
{
  return zb_fake_desktop_find (desktop, zb_words_severity (ZB_SEVERITY_URGENT)) != NULL;
}

/* While nobody looks at the window, an alert comes, and somebody claims it where the desktop tells of it. */
static void
claim_by_notice (ZbDuty *duty, ZbFakeDesktop *desktop, const char *key)
{
  gtk_window_minimize (GTK_WINDOW (duty->window));
  zb_duty_spin (300);
  zb_duty_raise (duty, "urgent", key);
  g_assert_true (zb_test_wait (has_notice, desktop, 10000));
  zb_fake_desktop_click (desktop, zb_fake_desktop_find (desktop, zb_words_severity (ZB_SEVERITY_URGENT)),
                         _ ("Claim"));
}

/* The notice's button claims at an open desk. At a locked one it leads to the door, and nothing is claimed.
 */
static void
test_claim_by_notice (ZbDuty *duty, gconstpointer data)
{
  ZbFakeDesktop *desktop = zb_fake_desktop_start ();

  zb_duty_sign_in (duty, "officer");
  zb_door_lock (duty->door);
  claim_by_notice (duty, desktop, "one");
  zb_duty_spin (1500);
  g_assert_false (is_claimed (duty));
  zb_duty_enter (duty, "officer", ZB_TEST_PASSWORD);
  g_assert_true (zb_window_is_open (duty->window));
  claim_by_notice (duty, desktop, "two");
  g_assert_true (zb_test_wait (is_claimed, duty, 10000));
  zb_fake_desktop_stop (desktop);
}

static gboolean
is_lost (gpointer data)
{
  return !zb_desk_get_connected (((ZbDuty *)data)->desk);
}

/* Who leaves knows that no alerts come in, also where the line was down before. */
static void
test_sign_out_without_line (ZbDuty *duty, gconstpointer data)
{
  zb_window_follow_herald (duty->window, duty->herald);
  zb_duty_sign_in (duty, "officer");
  zb_test_platform_stop (duty->platform);
  g_assert_true (zb_test_wait (is_lost, duty, 2000));
  zb_door_sign_out (duty->door);
  zb_duty_spin (1000);
  g_assert_cmpuint (zb_herald_get_n_announced (duty->herald), ==, 0);
}

/* Who does not look hears it after a while, and is told when it is over. The platform's clock is set, as far
 * as it is known here. */
static void
test_platform_dies (ZbDuty *duty, gconstpointer data)
{
  g_autofree char *line = NULL;
  g_autofree char *status = NULL;

  zb_window_follow_herald (duty->window, duty->herald);
  zb_duty_sign_in (duty, "officer");
  zb_test_platform_stop (duty->platform);
  g_assert_true (zb_test_wait (is_lost, duty, 2000));
  g_object_get (duty->desk, "connection-line", &line, "connection-status", &status, NULL);
  g_assert_cmpstr (status, ==, "warn");
  g_assert_nonnull (strstr (line, "连接中断"));
  g_assert_cmpuint (zb_herald_get_n_announced (duty->herald), ==, 0);
  zb_now_set_offset (11 * G_TIME_SPAN_SECOND);
  g_assert_true (announces (duty, _ ("There is no line to the platform: new alerts do not come in")));
  zb_test_platform_start (duty->platform);
  g_assert_true (announces (duty, _ ("New alerts come in again")));
  g_assert_true (zb_desk_get_connected (duty->desk));
  g_assert_cmpuint (zb_herald_get_n_sounded (duty->herald), ==, 1);
  zb_now_set_offset (0);
}

static gpointer
find_search (ZbDuty *duty)
{
  GtkWidget *queue = zb_sample_find (GTK_WIDGET (duty->window), ZB_TYPE_QUEUE_VIEW, NULL);

  return zb_duty_find_child (queue, ZB_TYPE_QUEUE_VIEW, "search");
}

/* What one officer was looking for is not in the way of the next, and what it hides is said meanwhile. */
static void
test_filter_of_another (ZbDuty *duty, gconstpointer data)
{
  zb_duty_sign_in (duty, "officer");
  zb_duty_raise (duty, "urgent", "one");
  zb_duty_raise (duty, "urgent", "two");
  zb_duty_raise (duty, "high", "three");
  g_assert_null (zb_sample_find_text (GTK_WIDGET (duty->window), "筛选隐藏了 2 条紧急"));
  gtk_editable_set_text (find_search (duty), "张三");
  g_signal_emit_by_name (find_search (duty), "search-changed");
  zb_duty_spin (300);
  g_assert_nonnull (zb_sample_find_text (GTK_WIDGET (duty->window), "筛选隐藏了 2 条紧急、1 条高"));
  zb_duty_take_picture (duty, "filter-hides");
  zb_duty_sign_in (duty, "leader");
  g_assert_cmpstr (gtk_editable_get_text (find_search (duty)), ==, "");
}

int
main (int argc, char *argv[])
{
  zb_duty_init (&argc, &argv);
#define ADD(path, function)                                                                                  \
  g_test_add ("/app/door/" path, ZbDuty, NULL, zb_duty_set_up, function, zb_duty_tear_down)
  ADD ("wrong-password", test_wrong_password);
  ADD ("lock", test_lock);
  ADD ("ended-while-locked", test_ended_while_locked);
  ADD ("change-of-officer", test_change_of_officer);
  ADD ("wrong-password-of-another", test_wrong_password_of_another);
  ADD ("nothing-is-left-selected", test_nothing_is_left_selected);
  ADD ("filter-of-another", test_filter_of_another);
  ADD ("sign-out", test_sign_out);
  ADD ("sign-out-without-line", test_sign_out_without_line);
  ADD ("alert-within-a-second", test_alert_within_a_second);
  ADD ("claim-by-notice", test_claim_by_notice);
  ADD ("platform-dies", test_platform_dies);
  return g_test_run ();
}
