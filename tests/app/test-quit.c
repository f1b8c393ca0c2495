/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A console that is closed sends what its officer has done, and gives back what he holds, before it ends. */
#include "zb-alert.h"
#include "zb-application.h"
#include "zb-locale.h"
#include "zb-test-platform.h"

#include <gst/gst.h>

typedef struct
{
  ZbTestPlatform *platform;
  ZbApplication *application;
  char *alert;
  gboolean claimed, judged;
} Fixture;

static ZbDesk *
get_desk (Fixture *fixture)
{
  return zb_application_get_desk (fixture->application);
}

static gboolean
is_claimed (gpointer data)
{
  ZbAlert *alert =
      zb_world_lookup (zb_desk_get_world (get_desk (data)), ZB_KIND_ALERT, ((Fixture *)data)->alert);

  return alert && alert->state == ZB_ALERT_CLAIMED;
}

static gboolean
is_known (gpointer data)
{
  return zb_desk_get_connected (get_desk (data)) &&
         zb_world_lookup (zb_desk_get_world (get_desk (data)), ZB_KIND_ALERT, ((Fixture *)data)->alert);
}

static void
claim (GtkWidget *window, Fixture *fixture)
{
  g_assert_true (zb_test_wait (is_known, fixture, 20000));
  gtk_widget_activate_action (window, "alert.claim", "s", fixture->alert);
  fixture->claimed = zb_test_wait (is_claimed, fixture, 5000);
}

static void
on_activated (GApplication *application, Fixture *fixture)
{
  GtkWidget *window = GTK_WIDGET (zb_application_get_window (fixture->application));

  g_application_hold (application);
  claim (window, fixture);
  gtk_window_close (GTK_WINDOW (window));
  g_application_release (application);
}

static gboolean
is_held (gpointer data)
{
  GListModel *commands = zb_world_get_commands (zb_desk_get_world (get_desk (data)));
  g_autoptr (ZbCommand) command = g_list_model_get_item (commands, 0);

  return command && zb_command_get_state (command) == ZB_COMMAND_HELD;
}

/* Judges, and closes the window before that is sent. */
static void
on_activated_to_judge (GApplication *application, Fixture *fixture)
{
  GtkWidget *window = GTK_WIDGET (zb_application_get_window (fixture->application));

  g_application_hold (application);
  claim (window, fixture);
  gtk_widget_activate_action (window, "alert.verdict", "(ss)", fixture->alert, "true");
  fixture->judged = zb_test_wait (is_held, fixture, 5000);
  gtk_window_close (GTK_WINDOW (window));
  g_application_release (application);
}

static void
run (Fixture *fixture, gpointer on_activate, const char *expected)
{
  g_autofree char *path = NULL;
  g_autoptr (ZbTestAnswer) answer = NULL;
  char *arguments[] = {
    (char *)"zhiban", (char *)"--platform", (char *)zb_test_platform_get_url (fixture->platform),
    (char *)"--user", (char *)"officer",    NULL
  };

  fixture->application = zb_application_new ();
  fixture->alert = zb_test_raise (fixture->platform, "smoke_fire", "high", ZB_TEST_CAMERA_NORTH, "one");
  g_signal_connect_after (fixture->application, "activate", G_CALLBACK (on_activate), fixture);
  g_application_run (G_APPLICATION (fixture->application), 5, arguments);
  g_assert_true (fixture->claimed);
  path = g_strdup_printf ("/alerts/%s", fixture->alert);
  answer = zb_test_get (fixture->platform, "officer2", path);
  zb_test_assert_status (answer, 200);
  g_assert_cmpstr (zb_test_answer_text (answer, "/state"), ==, expected);
  g_object_unref (fixture->application);
  zb_test_platform_free (fixture->platform);
  g_free (fixture->alert);
}

/* What was held so that it could be undone is sent before the claim is given back. */
static void
test_quit_while_held (void)
{
  Fixture fixture = { .platform = zb_test_platform_new () };

  run (&fixture, on_activated_to_judge, "verified");
  g_assert_true (fixture.judged);
}

static void
test_quit (void)
{
  Fixture fixture = { .platform = zb_test_platform_new () };

  run (&fixture, on_activated, "new");
}

int
main (int argc, char *argv[])
{
  g_setenv ("ZHIBAN_PASSWORD", ZB_TEST_PASSWORD, TRUE);
  g_setenv ("GST_PLUGIN_FEATURE_RANK", "fakeaudiosink:1000", TRUE);
  zb_locale_set_up ();
  dex_init ();
  gst_init (NULL, NULL);
  g_test_init (&argc, &argv, NULL);
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_ERROR);
  g_test_add_func ("/app/quit/claims-are-given-back", test_quit);
  g_test_add_func ("/app/quit/what-is-held-is-sent", test_quit_while_held);
  return g_test_run ();
}
