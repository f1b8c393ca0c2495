/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The window with a world like the design's pictures, in Chinese: everything fits, nothing is
 * cut off, nothing speaks English, everything can be read, at 1920×1080 and at 1366×768, dark and
 * light. With ZHIBAN_PICTURES set to a folder, it leaves a picture of each.
 */
#include "zb-locale.h"
#include "zb-picture.h"
#include "zb-sample-window.h"
#include "zb-sample-world.h"
#include "zb-settings.h"
#include "zb-walk.h"
#include "zb-muted-line.h"
#include "zb-sound-test.h"
#include "zb-window.h"

#include <glib/gi18n.h>
#include <gst/gst.h>
#include <libdex.h>

typedef struct
{
  const char *name;
  const char *page;
  int width, height;
  gboolean light;
  gboolean select;
  double scale;
  const char *action;
  const char *target;
  int text; /* how large it is, in percent; 0 for as it is */
} Case;

/* clang-format off: one row a line */
static const ZbWalkRegion console[] = {
  { "layers", "ZbLayerPanel", NULL, 1, 200, 180 },
  { "map", "ZbMapView", NULL, 1, 700, 400 },
  { "chips", "GtkToggleButton", "zb-chip", 4, 24, 20 },
  { "rows of the queue", "ZbQueueRow", "zb-queue-row", 8, 320, 40 },
  { "detail's picture", "ZbEvidencePicture", NULL, 1, 280, 150 },
  { "facts", "GtkLabel", "zb-fact-value", 2, 20, 12 },
  { "algorithm", "GtkBox", "zb-algorithm", 1, 280, 50 },
  { "verdict", "GtkButton", NULL, 8, 16, 16 },
  { "plan", "ZbChecklistView", NULL, 1, 280, 80 },
  { "cameras", "ZbTile", NULL, 4, 200, 120 },
  { NULL },
};
static const ZbWalkRegion form[] = {
  { "cards", "GtkBox", "zb-form-card", 2, 400, 60 },
  { "small map", "ZbMapCard", NULL, 1, 300, 90 },
  { "units", "ZbRecommendationRow", NULL, 3, 400, 30 },
  { "deadlines", "GtkBox", "zb-deadlines", 1, 300, 30 },
  { "steps", "ZbStepList", NULL, 1, 200, 200 },
  { "outbox", "ZbOutboxCard", NULL, 1, 200, 20 },
  { NULL },
};
/* clang-format on */

/* Somebody of the sample's who does not sit at the desk. */
#define OTHER_OFFICER "account-li"

typedef struct
{
  ZbWorld *world;
  ZbDesk *desk;
  GSettings *settings;
  ZbWindow *window;
} Fixture;

static void
spin (guint milliseconds)
{
  const gint64 until = g_get_monotonic_time () + milliseconds * G_TIME_SPAN_MILLISECOND;

  while (g_get_monotonic_time () < until)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
}

/* What a desktop's "large text" does to a program. */
static void
set_text_size (int percent)
{
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", (percent ? percent : 100) * 96 * 1024 / 100,
                NULL);
}

static ZbMutedOfficer
read_account (gpointer account)
{
  const guint muted = 1u << ZB_SEVERITY_MEDIUM | 1u << ZB_SEVERITY_LOW;

  return (ZbMutedOfficer){ ZB_ENTITY (account)->id, ((ZbAccount *)account)->name, muted };
}

static gpointer
find_part (Fixture *fixture, const char *name)
{
  return gtk_widget_get_template_child (GTK_WIDGET (fixture->window), ZB_TYPE_WINDOW, name);
}

/* A loudspeaker that is gone, and somebody else who has muted something. */
static void
show_sound (Fixture *fixture)
{
  g_autoptr (GListStore) officers = g_list_store_new (ZB_TYPE_ACCOUNT);

  g_list_store_append (officers, zb_sample_world_get_account (fixture->world, OTHER_OFFICER));
  zb_muted_line_set_officers (find_part (fixture, "muted_line"), G_LIST_MODEL (officers), read_account);
  adw_banner_set_title (find_part (fixture, "sound_banner"), zb_sound_state_words (ZB_SOUND_GONE));
  adw_banner_set_revealed (find_part (fixture, "sound_banner"), TRUE);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  const Case *wanted = data;

  set_text_size (wanted->text);
  fixture->world = zb_sample_world_new (g_get_real_time ());
  if (wanted->select)
    zb_sample_world_add_cameras (
        fixture->world, ZB_ALERT (zb_world_lookup (fixture->world, ZB_KIND_ALERT, ZB_SAMPLE_ALERT))->location,
        8);
  fixture->desk = zb_desk_new (fixture->world);
  fixture->settings = zb_settings_new ();
  g_settings_set_int (fixture->settings, "width", wanted->width);
  g_settings_set_int (fixture->settings, "height", wanted->height);
  g_settings_set_boolean (fixture->settings, "maximized", FALSE);
  g_settings_set_string (fixture->settings, "page", wanted->page);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), wanted->light
                                                                            ? ADW_COLOR_SCHEME_FORCE_LIGHT
                                                                            : ADW_COLOR_SCHEME_FORCE_DARK);
  fixture->window =
      zb_window_new (ADW_APPLICATION (g_application_get_default ()), fixture->desk, fixture->settings);
  zb_desk_set_account (fixture->desk, zb_sample_world_get_account (fixture->world, ZB_SAMPLE_OFFICER));
  zb_window_set_open (fixture->window, TRUE);
  gtk_window_present (GTK_WINDOW (fixture->window));
  spin (500);
  if (wanted->select)
    zb_desk_select_alert (fixture->desk, ZB_SAMPLE_ALERT);
  if (wanted->action)
    gtk_widget_activate_action (GTK_WIDGET (fixture->window), wanted->action, wanted->target ? "s" : NULL,
                                wanted->target);
  if (strstr (wanted->name, "sound"))
    show_sound (fixture);
  if (g_str_has_prefix (wanted->name, "welcome"))
    {
      zb_window_show_welcome (fixture->window);
      zb_welcome_page_ask (zb_window_get_welcome (fixture->window), "https://platform.example.cn", TRUE);
      if (g_str_has_suffix (wanted->name, "trouble"))
        zb_welcome_page_fail (zb_window_get_welcome (fixture->window),
                              _ ("The platform of this console has ended. Start the console again."));
    }
  if (g_str_has_prefix (wanted->name, "door") || g_str_has_suffix (wanted->name, "-door"))
    {
      zb_window_set_open (fixture->window, FALSE);
      zb_sign_in_page_ask (zb_window_get_door (fixture->window), _ ("Sign in to the platform of your centre"),
                           "https://platform.example.cn", "chenzhiban");
    }
  spin (2500);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  spin (100);
  g_clear_object (&fixture->desk);
  g_clear_object (&fixture->settings);
  g_clear_object (&fixture->world);
}

static void
leave_picture (Fixture *fixture, const Case *wanted)
{
  const char *folder = g_getenv ("ZHIBAN_PICTURES");
  g_autofree char *file = g_strconcat (wanted->name, ".png", NULL);
  g_autofree char *path = folder ? g_build_filename (folder, file, NULL) : NULL;
  g_autoptr (GError) error = NULL;

  if (!folder)
    return;
  zb_picture_save (GTK_WIDGET (fixture->window), wanted->scale, path, &error);
  g_assert_no_error (error);
}

/* What the design's pictures have on them, on a screen as large as theirs. */
static const ZbWalkRegion *
regions_of (const Case *wanted)
{
  if (wanted->width < 1920)
    return NULL;
  if (wanted->action)
    return g_str_equal (wanted->action, "alert.dispatch") ? form : NULL;
  return wanted->select && g_str_equal (wanted->page, "map") ? console : NULL;
}

static void
test_window (Fixture *fixture, gconstpointer data)
{
  const Case *wanted = data;
  g_autoptr (GPtrArray) complaints = NULL;

  leave_picture (fixture, wanted);
  if (g_str_has_prefix (wanted->name, "devices"))
    g_assert_nonnull (zb_sample_find_text (GTK_WIDGET (fixture->window), _ ("No device to show")));
  if (!wanted->action)
    g_assert_cmpstr (adw_view_stack_get_visible_child_name (find_part (fixture, "pages")), ==, wanted->page);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (fixture->window)), ==, wanted->width);
  g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (fixture->window)), ==, wanted->height);
  complaints = zb_walk_window (GTK_WIDGET (fixture->window), regions_of (wanted));
  for (guint i = 0; i < complaints->len; i++)
    g_test_message ("%s", (const char *)complaints->pdata[i]);
  g_assert_cmpuint (complaints->len, ==, 0);
}

static const Case cases[] = {
  /* clang-format off: one row a line */
  { "map-dark", "map", 1920, 1080, FALSE, TRUE, 1 },
  { "map-2x", "map", 1920, 1080, FALSE, TRUE, 2 },
  { "map-light", "map", 1920, 1080, TRUE, TRUE, 1 },
  { "map-small", "map", 1366, 768, FALSE, TRUE, 1 },
  { "map-nothing", "map", 1366, 768, FALSE, FALSE, 1 },
  { "video", "video", 1920, 1080, FALSE, FALSE, 1 },
  { "video-small", "video", 1366, 768, FALSE, FALSE, 1 },
  { "video-light", "video", 1920, 1080, TRUE, FALSE, 1 },
  { "units", "units", 1366, 768, FALSE, FALSE, 1 },
  { "devices", "devices", 1366, 768, FALSE, FALSE, 1 },
  { "devices-light", "devices", 1920, 1080, TRUE, FALSE, 1 },
  { "figures", "figures", 1366, 768, FALSE, FALSE, 1 },
  { "figures-light", "figures", 1920, 1080, TRUE, FALSE, 1 },
  { "outbox", "outbox", 1366, 768, FALSE, FALSE, 1 },
  { "cases", "cases", 1920, 1080, FALSE, FALSE, 1, "case.show", ZB_SAMPLE_CASE },
  { "cases-small", "cases", 1366, 768, FALSE, FALSE, 1, "case.show", ZB_SAMPLE_CASE },
  { "cases-light", "cases", 1920, 1080, TRUE, FALSE, 1, "case.show", ZB_SAMPLE_CASE },
  { "alerts", "alerts", 1366, 768, FALSE, TRUE, 1 },
  { "alerts-nothing", "alerts", 1920, 1080, TRUE, FALSE, 1 },
  { "door", "map", 1366, 768, FALSE, FALSE, 1 },
  { "door-light", "map", 1366, 768, TRUE, FALSE, 1 },
  { "welcome", "map", 1366, 768, FALSE, FALSE, 1 },
  { "welcome-light", "map", 1920, 1080, TRUE, FALSE, 1 },
  { "welcome-trouble", "map", 1366, 768, FALSE, FALSE, 1 },
  { "self-test", "units", 1366, 768, FALSE, FALSE, 1, "win.self-test" },
  { "self-test-light", "units", 1920, 1080, TRUE, FALSE, 1, "win.self-test" },
  { "settings", "units", 1366, 768, FALSE, FALSE, 1, "win.settings" },
  { "sound", "map", 1920, 1080, FALSE, TRUE, 1 },
  { "sound-2x", "map", 1920, 1080, FALSE, TRUE, 2 },
  { "sound-light", "map", 1366, 768, TRUE, TRUE, 1 },
  { "sound-mutes", "map", 1366, 768, FALSE, FALSE, 1, "win.mutes" },
  { "shortcuts", "units", 1366, 768, FALSE, FALSE, 1, "win.shortcuts" },
  { "call", "map", 1366, 768, FALSE, FALSE, 1, "alert.create" },
  { "dispatch", "map", 1920, 1080, FALSE, TRUE, 1, "alert.dispatch", ZB_SAMPLE_ALERT },
  { "dispatch-light", "map", 1366, 768, TRUE, TRUE, 1, "alert.dispatch", ZB_SAMPLE_ALERT },
  { "large-map", "map", 1920, 1080, FALSE, TRUE, 1, NULL, NULL, 150 },
  { "large-alerts", "alerts", 1920, 1080, TRUE, TRUE, 1, NULL, NULL, 150 },
  { "large-video", "video", 1920, 1080, FALSE, FALSE, 1, NULL, NULL, 150 },
  { "large-units", "units", 1920, 1080, FALSE, FALSE, 1, NULL, NULL, 150 },
  { "large-devices", "devices", 1920, 1080, FALSE, FALSE, 1, NULL, NULL, 150 },
  { "large-cases", "cases", 1920, 1080, FALSE, FALSE, 1, "case.show", ZB_SAMPLE_CASE, 150 },
  { "large-figures", "figures", 1920, 1080, FALSE, FALSE, 1, NULL, NULL, 150 },
  { "large-outbox", "outbox", 1920, 1080, FALSE, FALSE, 1, NULL, NULL, 150 },
  { "large-door", "map", 1920, 1080, FALSE, FALSE, 1, NULL, NULL, 150 },
  { "large-self-test", "units", 1920, 1080, FALSE, FALSE, 1, "win.self-test", NULL, 150 },
  { "large-settings", "units", 1920, 1080, FALSE, FALSE, 1, "win.settings", NULL, 150 },
  { "large-sound", "map", 1920, 1080, FALSE, TRUE, 1, "win.mutes", NULL, 150 },
  { "large-dispatch", "map", 1920, 1080, FALSE, TRUE, 1, "alert.dispatch", ZB_SAMPLE_ALERT, 150 },
  { "contrast-map", "map", 1920, 1080, FALSE, TRUE, 1 },
  { "contrast-map-light", "map", 1366, 768, TRUE, TRUE, 1 },
  { "contrast-cases", "cases", 1366, 768, FALSE, FALSE, 1, "case.show", ZB_SAMPLE_CASE },
  { "contrast-dispatch-light", "map", 1920, 1080, TRUE, TRUE, 1, "alert.dispatch", ZB_SAMPLE_ALERT },
};

int
main (int argc, char *argv[])
{
  g_autoptr (AdwApplication) application = NULL;
  g_autoptr (GError) error = NULL;
  gboolean high_contrast; /* is the desktop's, for all of a program */

  g_setenv ("LANGUAGE", "", TRUE);
  zb_locale_set_up ();
  dex_init ();
  gst_init (NULL, NULL);
  g_test_init (&argc, &argv, NULL);
  application =
      g_object_new (ADW_TYPE_APPLICATION, "application-id", "cn.zhiban.Console", "resource-base-path",
                    "/cn/zhiban/Console", "flags", G_APPLICATION_NON_UNIQUE, NULL);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  g_application_set_default (G_APPLICATION (application));
  high_contrast = adw_style_manager_get_high_contrast (adw_style_manager_get_default ());
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/app/window/", cases[i].name, NULL);
      if (g_str_has_prefix (cases[i].name, "contrast") == high_contrast)
        g_test_add (path, Fixture, &cases[i], set_up, test_window, tear_down);
    }
  return g_test_run ();
}
