/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Links into the console, in the real program at a real platform: one that comes before anybody sits here,
 * one that comes while the desk is locked, one that comes from a second process, and those that lead nowhere.
 * And what the desktop offers beside: the console has it, and it does what it says.
 */
#include "zb-application.h"
#include "zb-device.h"
#include "zb-locale.h"
#include "zb-sample-window.h"
#include "zb-test-platform.h"
#include "zb-uuid.h"

#include <glib/gstdio.h>
#include <gst/gst.h>
#include <libdex.h>
#include <shumate/shumate.h>

#define PATIENCE 20000

typedef struct
{
  ZbTestPlatform *platform;
  ZbApplication *application;
  char *first;
  char *second;
  char *a_case;
  const char *awaited;
  gboolean over;
} Fixture;

static ZbDesk *
get_desk (Fixture *fixture)
{
  return zb_application_get_desk (fixture->application);
}

static GtkWidget *
get_window (Fixture *fixture)
{
  return GTK_WIDGET (zb_application_get_window (fixture->application));
}

static void
open_link (Fixture *fixture, const char *format, const char *id)
{
  g_autofree char *uri = g_strdup_printf (format, id);
  g_autoptr (GFile) file = g_file_new_for_uri (uri);

  g_application_open (G_APPLICATION (fixture->application), &file, 1, "");
}

/* --- what is awaited ----------------------------------------------------------------------- */

static gboolean
is_alert_shown (gpointer data)
{
  ZbAlert *alert = zb_desk_get_selected_alert (get_desk (data));

  return alert && g_str_equal (ZB_ENTITY (alert)->id, ((Fixture *)data)->awaited);
}

static gboolean
is_case_shown (gpointer data)
{
  ZbCase *a_case = zb_desk_get_selected_case (get_desk (data));

  return a_case && g_str_equal (ZB_ENTITY (a_case)->id, ((Fixture *)data)->a_case);
}

static gboolean
is_case_known (gpointer data)
{
  return zb_world_lookup (zb_desk_get_world (get_desk (data)), ZB_KIND_CASE, ((Fixture *)data)->a_case) !=
         NULL;
}

static gboolean
is_told (gpointer data)
{
  return zb_sample_find_text (get_window (data), ((Fixture *)data)->awaited) != NULL;
}

static gboolean
is_waiting_no_more (gpointer data)
{
  return !zb_opener_is_waiting (zb_application_get_opener (((Fixture *)data)->application));
}

static void
await_alert (Fixture *fixture, const char *id)
{
  fixture->awaited = id;
  g_assert_true (zb_test_wait (is_alert_shown, fixture, PATIENCE));
}

static void
await_words (Fixture *fixture, const char *words)
{
  fixture->awaited = words;
  g_assert_true (zb_test_wait (is_told, fixture, PATIENCE));
}

static const char *
get_page (Fixture *fixture)
{
  gpointer pages = gtk_widget_get_template_child (get_window (fixture), ZB_TYPE_WINDOW, "pages");

  return adw_view_stack_get_visible_child_name (pages);
}

/* --- the links ------------------------------------------------------------------------------- */

static void
check_case (Fixture *fixture)
{
  g_assert_true (zb_test_wait (is_case_known, fixture, PATIENCE));
  open_link (fixture, "zhiban://case/%s", fixture->a_case);
  g_assert_true (is_case_shown (fixture));
  g_assert_cmpstr (get_page (fixture), ==, "cases");
}

static gboolean
is_at_camera (gpointer data)
{
  ZbDevice *camera =
      zb_world_lookup (zb_desk_get_world (get_desk (data)), ZB_KIND_DEVICE, ZB_TEST_CAMERA_SOUTH);
  GtkWidget *map = zb_sample_find (get_window (data), SHUMATE_TYPE_MAP, NULL);
  ShumateLocation *centre = SHUMATE_LOCATION (shumate_map_get_viewport (SHUMATE_MAP (map)));

  return ABS (shumate_location_get_longitude (centre) - camera->location.lon) < 1e-4 &&
         ABS (shumate_location_get_latitude (centre) - camera->location.lat) < 1e-4;
}

static void
check_camera (Fixture *fixture)
{
  ZbDevice *camera =
      zb_world_lookup (zb_desk_get_world (get_desk (fixture)), ZB_KIND_DEVICE, ZB_TEST_CAMERA_SOUTH);

  camera->location = (ZbPoint){ 121.3807, 31.2042 };
  g_assert_false (is_at_camera (fixture));
  open_link (fixture, "zhiban://camera/%s", ZB_TEST_CAMERA_SOUTH);
  await_words (fixture, "南一 · ");
  g_assert_true (zb_test_wait (is_at_camera, fixture, PATIENCE));
  g_assert_cmpstr (get_page (fixture), ==, "map");
}

static void
check_nowhere (Fixture *fixture)
{
  g_autofree char *nobody = zb_uuid_new ();

  open_link (fixture, "zhiban://alert/%s?claim=1", fixture->first);
  await_words (fixture, "这个链接在值班台中没有对应的内容");
  open_link (fixture, "zhiban://alert/%s", nobody);
  g_assert_false (is_waiting_no_more (fixture));
  await_words (fixture, "这条告警不在这里");
  g_assert_true (is_waiting_no_more (fixture));
  /* A committee is no camera, whatever the link says. */
  open_link (fixture, "zhiban://camera/%s", ZB_TEST_NORTH);
  await_words (fixture, "这台摄像机不在这里");
}

/* What only comes into being while the link is looked at is waited for. */
static void
check_newborn (Fixture *fixture)
{
  g_autofree char *id =
      zb_test_raise (fixture->platform, "smoke_fire", "urgent", ZB_TEST_CAMERA_NORTH, "three");

  open_link (fixture, "zhiban://alert/%s", id);
  await_alert (fixture, id);
}

static void
check_locked (Fixture *fixture)
{
  ZbDoor *door = zb_application_get_door (fixture->application);

  zb_desk_select_alert (get_desk (fixture), NULL);
  zb_door_lock (door);
  open_link (fixture, "zhiban://alert/%s", fixture->second);
  zb_test_wait (is_waiting_no_more, fixture, 500);
  g_assert_false (is_waiting_no_more (fixture));
  g_assert_null (zb_desk_get_selected_alert (get_desk (fixture)));
  g_signal_emit_by_name (zb_window_get_door (ZB_WINDOW (get_window (fixture))), "sign-in", "", "officer",
                         ZB_TEST_PASSWORD);
  await_alert (fixture, fixture->second);
}

/* --- a second process -------------------------------------------------------------------------- */

typedef struct
{
  gboolean ended;
  char *complaint;
} Second;

static void
on_second_ended (GObject *process, GAsyncResult *result, gpointer data)
{
  Second *second = data;

  g_subprocess_communicate_utf8_finish (G_SUBPROCESS (process), result, NULL, &second->complaint, NULL);
  second->ended = TRUE;
}

static gboolean
has_ended (gpointer data)
{
  return ((Second *)data)->ended;
}

/* The real program, in a process of its own on the same session bus. Returns its exit code. */
static int
run_second (const char *option, const char *value, char **complaint)
{
  g_autofree char *program = g_build_filename (g_getenv ("ZHIBAN_BUILD"), "src", "app", "zhiban", NULL);
  Second second = { 0 };
  g_autoptr (GSubprocess) process =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDERR_PIPE, NULL, program, option, value, NULL);

  g_subprocess_communicate_utf8_async (process, NULL, NULL, on_second_ended, &second);
  g_assert_true (zb_test_wait (has_ended, &second, PATIENCE));
  *complaint = second.complaint;
  g_assert_true (g_subprocess_get_if_exited (process));
  return g_subprocess_get_exit_status (process);
}

static void
check_second_process (Fixture *fixture)
{
  g_autofree char *uri = g_strdup_printf ("zhiban://alert/%s", fixture->first);
  g_autofree char *complaint = NULL, *other = NULL;

  g_assert_cmpint (run_second (uri, NULL, &complaint), ==, 0);
  await_alert (fixture, fixture->first);
  g_assert_cmpint (run_second ("--platform", "http://127.0.0.1:1", &other), ==, 1);
  g_assert_nonnull (strstr (other, "--new-instance"));
}

/* --- the program ------------------------------------------------------------------------------- */

static void
make_case (Fixture *fixture)
{
  g_autoptr (ZbTestAnswer) answer = NULL;

  fixture->a_case = zb_uuid_new ();
  answer =
      zb_test_post (fixture->platform, "officer", "/cases",
                    "{\"id\":\"%s\",\"kind\":\"smoke_fire\",\"severity\":\"high\",\"title\":\"冒烟\","
                    "\"place\":\"天山路\",\"location\":{\"type\":\"Point\",\"coordinates\":[121.40,31.22]}}",
                    fixture->a_case);
  zb_test_assert_status (answer, 201);
}

static void
on_opened (GApplication *application, GFile **files, int n_files, const char *hint, Fixture *fixture)
{
  if (fixture->over)
    return;
  fixture->over = TRUE;
  g_application_hold (application);
  g_assert_false (zb_window_is_open (ZB_WINDOW (get_window (fixture))));
  await_alert (fixture, fixture->first);
  check_case (fixture);
  check_camera (fixture);
  check_nowhere (fixture);
  check_newborn (fixture);
  check_locked (fixture);
  check_second_process (fixture);
  gtk_window_close (GTK_WINDOW (get_window (fixture)));
  g_application_release (application);
}

static void
set_up (Fixture *fixture)
{
  fixture->platform = zb_test_platform_new ();
  fixture->first = zb_test_raise (fixture->platform, "smoke_fire", "high", ZB_TEST_CAMERA_NORTH, "one");
  fixture->second = zb_test_raise (fixture->platform, "smoke_fire", "high", ZB_TEST_CAMERA_SOUTH, "two");
  make_case (fixture);
  fixture->application = zb_application_new ();
}

/* Runs the program to its end: with @link, or without. */
static void
run (Fixture *fixture, const char *link)
{
  const char *url = zb_test_platform_get_url (fixture->platform);
  const char *arguments[] = { "zhiban", "--platform", url, "--user", "officer", link, NULL };

  g_assert_cmpint (g_application_run (G_APPLICATION (fixture->application), link ? 6 : 5, (char **)arguments),
                   ==, 0);
  g_assert_true (fixture->over);
}

static void
tear_down (Fixture *fixture)
{
  g_object_unref (fixture->application);
  zb_test_platform_free (fixture->platform);
  g_free (fixture->first);
  g_free (fixture->second);
  g_free (fixture->a_case);
}

static void
test_links (void)
{
  Fixture fixture = { NULL };
  g_autofree char *link = NULL;

  set_up (&fixture);
  link = g_strdup_printf ("zhiban://alert/%s", fixture.first);
  g_signal_connect_after (fixture.application, "open", G_CALLBACK (on_opened), &fixture);
  run (&fixture, link);
  tear_down (&fixture);
}

/* --- a notice that outlived its console ---------------------------------------------------------- */

static gboolean
click_notice (gpointer data)
{
  Fixture *fixture = data;

  g_assert_null (get_window (fixture));
  g_action_group_activate_action (G_ACTION_GROUP (fixture->application), "show-alert",
                                  g_variant_new_string (fixture->first));
  return G_SOURCE_REMOVE;
}

static void
on_started (GApplication *application, Fixture *fixture)
{
  g_idle_add (click_notice, fixture);
}

static void
on_notice_opened (GApplication *application, GFile **files, int n_files, const char *hint, Fixture *fixture)
{
  fixture->over = TRUE;
  g_application_hold (application);
  g_assert_nonnull (get_window (fixture));
  await_alert (fixture, fixture->first);
  gtk_window_close (GTK_WINDOW (get_window (fixture)));
  g_application_release (application);
}

static void
test_notice (void)
{
  Fixture fixture = { NULL };

  set_up (&fixture);
  /* So does the session bus start it: without a window, until something asks for one. */
  g_application_set_flags (G_APPLICATION (fixture.application),
                           G_APPLICATION_HANDLES_OPEN | G_APPLICATION_IS_SERVICE);
  g_signal_connect_after (fixture.application, "startup", G_CALLBACK (on_started), &fixture);
  g_signal_connect_after (fixture.application, "open", G_CALLBACK (on_notice_opened), &fixture);
  run (&fixture, NULL);
  tear_down (&fixture);
}

/* --- what the desktop offers ---------------------------------------------------------------------- */

/* Where the program that was started as a wall says so. */
#define SIGN "ZHIBAN_TEST_WALL"

static gboolean
is_signed (gpointer data)
{
  return g_file_test (g_getenv (SIGN), G_FILE_TEST_EXISTS);
}

static void
test_desktop_actions (void)
{
  g_autofree char *file =
      g_build_filename (g_getenv ("ZHIBAN_BUILD"), "data", "cn.zhiban.Console.desktop", NULL);
  g_autofree char *folder = g_dir_make_tmp ("zhiban-wall-XXXXXX", NULL);
  g_autofree char *sign = g_build_filename (folder, "sign", NULL);
  g_autoptr (GKeyFile) entries = g_key_file_new ();
  g_autoptr (ZbApplication) application = zb_application_new ();
  g_auto (GStrv) actions = NULL;

  g_assert_true (g_key_file_load_from_file (entries, file, G_KEY_FILE_NONE, NULL));
  actions = g_key_file_get_string_list (entries, "Desktop Entry", "Actions", NULL, NULL);
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  g_assert_cmpstr (actions[0], ==, "wall");
  for (guint i = 0; actions[i]; i++)
    g_assert_true (g_action_group_has_action (G_ACTION_GROUP (application), actions[i]));
  g_setenv (SIGN, sign, TRUE);
  g_action_group_activate_action (G_ACTION_GROUP (application), "wall", NULL);
  g_assert_true (zb_test_wait (is_signed, NULL, PATIENCE));
  g_remove (sign);
  g_rmdir (folder);
}

/* This program, started as a wall. */
static int
sign_as_wall (const char *option, const char *profile)
{
  return g_str_equal (option, "--wall") && g_str_equal (profile, "wall") &&
                 g_file_set_contents (g_getenv (SIGN), profile, -1, NULL)
             ? 0
             : 1;
}

int
main (int argc, char *argv[])
{
  if (argc == 3 && g_getenv (SIGN))
    return sign_as_wall (argv[1], argv[2]);
  g_setenv ("ZHIBAN_PASSWORD", ZB_TEST_PASSWORD, TRUE);
  g_setenv ("GST_PLUGIN_FEATURE_RANK", "fakeaudiosink:1000", TRUE);
  g_setenv ("LANGUAGE", "", TRUE);
  zb_locale_set_up ();
  dex_init ();
  gst_init (NULL, NULL);
  g_test_init (&argc, &argv, NULL);
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_ERROR);
  g_test_add_func ("/app/links/shown-or-told", test_links);
  g_test_add_func ("/app/links/notice-without-a-console", test_notice);
  g_test_add_func ("/app/links/desktop-actions", test_desktop_actions);
  return g_test_run ();
}
