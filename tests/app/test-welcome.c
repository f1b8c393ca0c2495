/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The first start: the window asks which platform is used, checks the address, remembers it, and asks again
 * only where another one is wanted.
 */
#include "zb-duty.h"

#include <signal.h>

static void
set_up (ZbDuty *duty, gconstpointer data)
{
  zb_duty_set_up_shut (duty, data);
  g_settings_reset (duty->settings, "platform");
  g_settings_reset (duty->settings, "platform-choice");
  g_settings_reset (duty->settings, "self-tested");
}

static gpointer
find (ZbDuty *duty, const char *name)
{
  return zb_duty_find_child (zb_window_get_welcome (duty->window), ZB_TYPE_WELCOME_PAGE, name);
}

static void
enter (ZbDuty *duty, const char *address)
{
  gtk_editable_set_text (find (duty, "address"), address);
  g_signal_emit_by_name (find (duty, "submit"), "clicked");
}

static gboolean
is_welcoming (gpointer duty)
{
  return zb_window_is_welcoming (((ZbDuty *)duty)->window);
}

static gboolean
is_past (gpointer duty)
{
  return !is_welcoming (duty);
}

static gboolean
has_trouble (gpointer duty)
{
  return gtk_widget_get_visible (find (duty, "trouble"));
}

static void
assert_choice (ZbDuty *duty, const char *choice, const char *platform)
{
  g_autofree char *chosen = g_settings_get_string (duty->settings, "platform-choice");
  g_autofree char *url = g_settings_get_string (duty->settings, "platform");

  g_assert_cmpstr (chosen, ==, choice);
  g_assert_cmpstr (url, ==, platform);
}

static void
test_first_start (ZbDuty *duty, gconstpointer data)
{
  const char *url = zb_test_platform_get_url (duty->platform);

  zb_door_open (duty->door, NULL, NULL, NULL);
  g_assert_true (is_welcoming (duty));
  g_assert_false (gtk_widget_get_visible (find (duty, "back")));
  enter (duty, url);
  g_assert_true (zb_test_wait (is_past, duty, 10000));
  g_assert_false (zb_window_is_open (duty->window));
  g_assert_cmpstr (zb_door_get_url (duty->door), ==, url);
  assert_choice (duty, "address", url);
  zb_duty_sign_in (duty, "officer");
}

/* The window says what is wrong, and one tries again. */
static void
test_wrong_address (ZbDuty *duty, gconstpointer data)
{
  g_autofree char *url = g_strdup (zb_test_platform_get_url (duty->platform));

  zb_door_open (duty->door, NULL, NULL, NULL);
  enter (duty, "http://platform.example.cn");
  g_assert_true (zb_test_wait (has_trouble, duty, 10000));
  g_assert_nonnull (strstr (gtk_label_get_text (find (duty, "trouble")), "https"));
  assert_choice (duty, "none", "");
  gtk_editable_set_text (find (duty, "address"), "x");
  g_assert_false (has_trouble (duty));
  zb_test_platform_stop (duty->platform);
  enter (duty, url);
  g_assert_true (zb_test_wait (has_trouble, duty, 10000));
  g_assert_true (is_welcoming (duty));
  assert_choice (duty, "none", "");
  zb_test_platform_start (duty->platform);
  enter (duty, zb_test_platform_get_url (duty->platform));
  g_assert_true (zb_test_wait (is_past, duty, 10000));
}

static void
test_later_start (ZbDuty *duty, gconstpointer data)
{
  const char *url = zb_test_platform_get_url (duty->platform);

  g_settings_set_string (duty->settings, "platform", url);
  zb_door_open (duty->door, NULL, NULL, NULL);
  g_assert_false (is_welcoming (duty));
  g_assert_cmpstr (zb_door_get_url (duty->door), ==, url);
}

/* Who goes back is still signed in; whoever stays away is locked out as at the desk. */
static void
test_back (ZbDuty *duty, gconstpointer data)
{
  zb_door_open (duty->door, zb_test_platform_get_url (duty->platform), NULL, NULL);
  zb_duty_sign_in (duty, "officer");
  zb_door_change_platform (duty->door);
  g_assert_true (is_welcoming (duty));
  g_assert_true (zb_desk_get_connected (duty->desk));
  g_signal_emit_by_name (find (duty, "back"), "clicked");
  g_assert_true (zb_duty_is_open (duty));
  zb_door_change_platform (duty->door);
  zb_door_lock (duty->door);
  g_assert_false (is_welcoming (duty));
  g_assert_false (zb_window_is_open (duty->window));
}

static void
test_another (ZbDuty *duty, gconstpointer data)
{
  ZbTestPlatform *other = zb_test_platform_new ();

  zb_door_open (duty->door, zb_test_platform_get_url (duty->platform), NULL, NULL);
  zb_duty_sign_in (duty, "officer");
  zb_door_change_platform (duty->door);
  enter (duty, zb_test_platform_get_url (other));
  g_assert_true (zb_test_wait (is_past, duty, 10000));
  g_assert_false (zb_window_is_open (duty->window));
  g_assert_null (zb_desk_get_account (duty->desk));
  assert_choice (duty, "address", zb_test_platform_get_url (other));
  zb_duty_sign_in (duty, "officer2");
  g_assert_cmpstr (zb_link_get_url (zb_desk_get_link (duty->desk)), ==, zb_test_platform_get_url (other));
  zb_link_sign_out (zb_desk_get_link (duty->desk));
  zb_duty_spin (200);
  zb_test_platform_free (other);
}

static gboolean
is_gone (gpointer pid)
{
  return kill ((GPid)GPOINTER_TO_INT (pid), 0) != 0;
}

/* The platform of this machine is there for as long as it is wanted. */
static void
test_here (ZbDuty *duty, gconstpointer data)
{
  GPid pid;

  zb_door_open (duty->door, NULL, NULL, NULL);
  g_signal_emit_by_name (find (duty, "here"), "clicked");
  g_assert_false (is_welcoming (duty));
  assert_choice (duty, "here", "");
  g_assert_true (zb_test_wait (zb_duty_is_open, duty, 120000));
  pid = zb_local_platform_get_pid (zb_door_get_platform (duty->door));
  g_assert_cmpint (pid, >, 0);
  adw_dialog_force_close (zb_duty_get_dialog (duty));
  zb_duty_spin (500);
  zb_door_change_platform (duty->door);
  enter (duty, zb_test_platform_get_url (duty->platform));
  g_assert_true (zb_test_wait (is_past, duty, 10000));
  g_assert_null (zb_door_get_platform (duty->door));
  g_assert_true (zb_test_wait (is_gone, GINT_TO_POINTER (pid), 10000));
  g_assert_cmpstr (zb_door_get_url (duty->door), ==, zb_test_platform_get_url (duty->platform));
  zb_duty_enter (duty, "officer", ZB_TEST_PASSWORD);
  g_assert_true (zb_test_wait (zb_duty_is_open, duty, 90000));
}

int
main (int argc, char *argv[])
{
  zb_duty_init (&argc, &argv);
#define TEST(path, function) g_test_add ("/welcome/" path, ZbDuty, NULL, set_up, function, zb_duty_tear_down)
  TEST ("first-start", test_first_start);
  TEST ("wrong-address", test_wrong_address);
  TEST ("later-start", test_later_start);
  TEST ("back", test_back);
  TEST ("another", test_another);
  TEST ("here", test_here);
  return g_test_run ();
}
