/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From an alert to what a camera has recorded of it. */
#include "zb-fake-film.h"
#include "zb-locale.h"
#include "zb-sample-window.h"
#include "zb-sample-world.h"
#include "zb-settings.h"
#include "zb-video-page.h"
#include "zb-wait.h"
#include "zb-window.h"

#include <gst/gst.h>
#include <libdex.h>

typedef struct
{
  ZbWorld *world;
  ZbDesk *desk;
  GSettings *settings;
  ZbWindow *window;
  ZbFakeFilm *film;
  ZbVideoPage *page;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  ZbAlert *alert;

  f->world = zb_sample_world_new (g_get_real_time ());
  alert = zb_world_lookup (f->world, ZB_KIND_ALERT, ZB_SAMPLE_ALERT);
  zb_sample_world_add_cameras (f->world, alert->location, 8);
  f->film = zb_fake_film_new (900, alert->first_at - 40 * G_USEC_PER_SEC);
  f->desk = zb_desk_new (f->world);
  f->settings = zb_settings_new ();
  g_settings_set_string (f->settings, "page", "map");
  f->window = zb_window_new (ADW_APPLICATION (g_application_get_default ()), f->desk, f->settings);
  zb_desk_set_account (f->desk, zb_sample_world_get_account (f->world, ZB_SAMPLE_OFFICER));
  zb_window_set_open (f->window, TRUE);
  gtk_window_present (GTK_WINDOW (f->window));
  zb_sample_settle ();
  f->page = ZB_VIDEO_PAGE (zb_sample_find (GTK_WIDGET (f->window), ZB_TYPE_VIDEO_PAGE, NULL));
  zb_video_page_set_media (f->page, ZB_MEDIA (f->film));
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (f->window));
  zb_sample_settle ();
  g_clear_object (&f->desk);
  g_clear_object (&f->settings);
  g_clear_object (&f->world);
  g_clear_object (&f->film);
}

static ZbReplay *
play (Fixture *f)
{
  ZbTileGrid *grid = zb_video_page_get_grid (f->page);

  g_assert_true (
      gtk_widget_activate_action (GTK_WIDGET (f->window), "video.play-alert", "s", ZB_SAMPLE_ALERT));
  return zb_tile_get_replay (zb_tile_grid_get_tile (grid, zb_tile_grid_get_selected (grid)));
}

/* It runs from half a minute before the alert, in a tile of the page of cameras. */
static void
test_alert (Fixture *f, gconstpointer data)
{
  ZbAlert *alert = zb_world_lookup (f->world, ZB_KIND_ALERT, ZB_SAMPLE_ALERT);
  ZbReplay *replay = play (f);

  g_assert_nonnull (replay);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (f->page)));
  zb_wait_for (zb_replay_get_frame (replay), 10000);
  g_assert_cmpint (zb_replay_get_position (replay), >=, alert->first_at - 31 * G_USEC_PER_SEC);
  g_assert_cmpint (zb_replay_get_position (replay), <, alert->first_at - 25 * G_USEC_PER_SEC);
  g_assert_true (zb_replay_get_playing (replay));
}

/* Where no camera is near, the officer is told and stays. */
static void
test_no_camera (Fixture *f, gconstpointer data)
{
  ZbAlert *alert = zb_sample_world_edit_alert (f->world, ZB_SAMPLE_ALERT);

  g_clear_pointer (&alert->device, g_free);
  alert->location = zb_point_move (alert->location, 0, 90000);
  zb_sample_world_change (f->world, ZB_ENTITY (alert));
  g_assert_null (play (f));
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (f->page)));
}

int
main (int argc, char *argv[])
{
  g_autoptr (AdwApplication) application = NULL;
  g_autoptr (GError) error = NULL;

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
  g_test_add ("/app/playback/alert", Fixture, NULL, set_up, test_alert, tear_down);
  g_test_add ("/app/playback/no-camera", Fixture, NULL, set_up, test_no_camera, tear_down);
  return g_test_run ();
}
