/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A console that is closed gives back what its officer holds before it ends. */
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
  gboolean claimed;
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
on_activated (GApplication *application, Fixture *fixture)
{
  GtkWidget *window = GTK_WIDGET (zb_application_get_window (fixture->application));

  g_application_hold (application);
  g_assert_true (zb_test_wait (is_known, fixture, 20000));
  gtk_widget_activate_action (window, "alert.claim", "s", fixture->alert);
  fixture->claimed = zb_test_wait (is_claimed, fixture, 5000);
  gtk_window_close (GTK_WINDOW (window));
  g_application_release (application);
}

static void
test_quit (void)
{
  Fixture fixture = { .platform = zb_test_platform_new () };
  g_autofree char *path = NULL;
  g_autoptr (ZbTestAnswer) answer = NULL;
  char *arguments[] = {
    (char *)"zhiban", (char *)"--platform", (char *)zb_test_platform_get_url (fixture.platform),
    (char *)"--user", (char *)"officer",    NULL
  };

  fixture.application = zb_application_new ();
  fixture.alert = zb_test_raise (fixture.platform, "smoke_fire", "high", ZB_TEST_CAMERA_NORTH, "one");
  g_signal_connect_after (fixture.application, "activate", G_CALLBACK (on_activated), &fixture);
  g_application_run (G_APPLICATION (fixture.application), 5, arguments);
  g_assert_true (fixture.claimed);
  path = g_strdup_printf ("/alerts/%s", fixture.alert);
  answer = zb_test_get (fixture.platform, "officer2", path);
  zb_test_assert_status (answer, 200);
  g_assert_cmpstr (zb_test_answer_text (answer, "/state"), ==, "new");
  g_object_unref (fixture.application);
  zb_test_platform_free (fixture.platform);
  g_free (fixture.alert);
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
  return g_test_run ();
}
