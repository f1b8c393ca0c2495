/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The console's window at a real platform: who is let in and who is not, the lock, the change of
 * officer; an alert that a sensor raises is there within a second, also while nobody sees the
 * window; and the platform's death is said in words.
 */
#include "zb-duty.h"

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

static void
test_change_of_officer (ZbDuty *duty, gconstpointer data)
{
  zb_duty_sign_in (duty, "officer");
  zb_door_change_officer (duty->door);
  g_assert_false (zb_window_is_open (duty->window));
  zb_duty_sign_in (duty, "officer2");
}

static void
test_sign_out (ZbDuty *duty, gconstpointer data)
{
  zb_duty_sign_in (duty, "officer");
  zb_door_sign_out (duty->door);
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
is_lost (gpointer data)
{
  return !zb_desk_get_connected (((ZbDuty *)data)->desk);
}

static void
test_platform_dies (ZbDuty *duty, gconstpointer data)
{
  g_autofree char *line = NULL;
  g_autofree char *status = NULL;

  zb_duty_sign_in (duty, "officer");
  zb_test_platform_stop (duty->platform);
  g_assert_true (zb_test_wait (is_lost, duty, 2000));
  g_object_get (duty->desk, "connection-line", &line, "connection-status", &status, NULL);
  g_assert_cmpstr (status, ==, "warn");
  g_assert_nonnull (strstr (line, "连接中断"));
}

int
main (int argc, char *argv[])
{
  zb_duty_init (&argc, &argv);
#define ADD(path, function)                                                                                  \
  g_test_add ("/app/door/" path, ZbDuty, NULL, zb_duty_set_up, function, zb_duty_tear_down)
  ADD ("wrong-password", test_wrong_password);
  ADD ("lock", test_lock);
  ADD ("change-of-officer", test_change_of_officer);
  ADD ("sign-out", test_sign_out);
  ADD ("alert-within-a-second", test_alert_within_a_second);
  ADD ("platform-dies", test_platform_dies);
  return g_test_run ();
}
