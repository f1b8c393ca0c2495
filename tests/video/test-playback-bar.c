/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Playing back on the page of cameras: in the selected tile, beside it, and out of the house. */
#include "zb-alert.h"
#include "zb-export-dialog.h"
#include "zb-fake-film.h"
#include "zb-now.h"
#include "zb-playback-bar-private.h"
#include "zb-pointer.h"
#include "zb-region-picture.h"
#include "zb-sample-window.h"
#include "zb-timeline-private.h"
#include "zb-video-page-private.h"
#include "zb-wait.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

typedef struct
{
  ZbFakeFilm *film;
  ZbWorld *world;
  ZbVideoPage *page;
  ZbPlaybackBar *bar;
  GtkWidget *window;
} Fixture;

static void
put (ZbWorld *world, ZbEntity *entity)
{
  g_autoptr (ZbEvent) event = NULL;

  entity->version++;
  event = zb_event_new ("thing.updated", entity, 0);
  zb_world_apply (world, event);
  g_object_unref (entity);
}

static void
put_camera (ZbWorld *world, const char *id, const char *name)
{
  ZbEntity *camera = zb_entity_new (ZB_KIND_DEVICE, id);

  ZB_DEVICE (camera)->kind = ZB_DEVICE_CAMERA;
  ZB_DEVICE (camera)->name = g_strdup (name);
  ZB_DEVICE (camera)->code = g_strdup ("31010500131200004127");
  ZB_DEVICE (camera)->status = ZB_DEVICE_ONLINE;
  ZB_DEVICE (camera)->location = (ZbPoint){ 121.4, 31.2 };
  put (world, camera);
}

static void
put_alert (ZbWorld *world, const char *id, const char *device, int severity, gint64 time, ZbPoint place)
{
  ZbEntity *alert = zb_entity_new (ZB_KIND_ALERT, id);

  ZB_ALERT (alert)->kind = g_strdup ("blocked_fire_lane");
  ZB_ALERT (alert)->title = g_strdup ("消防通道占用");
  ZB_ALERT (alert)->severity = severity;
  ZB_ALERT (alert)->device = g_strdup (device);
  ZB_ALERT (alert)->location = place;
  ZB_ALERT (alert)->first_at = ZB_ALERT (alert)->last_at = time;
  ZB_ALERT (alert)->state = ZB_ALERT_NEW;
  put (world, alert);
}

static ZbDevice *
camera (Fixture *f, const char *id)
{
  return zb_world_lookup (f->world, ZB_KIND_DEVICE, id);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  const gint64 begin = (zb_now () - 10 * G_TIME_SPAN_MINUTE) / G_USEC_PER_SEC * G_USEC_PER_SEC;

  f->film = zb_fake_film_new (900, begin);
  f->film->not_recorded = data != NULL;
  f->world = zb_world_new ();
  put_camera (f->world, "junction-1", "娄山关路 天山路口 1");
  put_camera (f->world, "junction-2", "天山路 遵义路口 2");
  put_alert (f->world, "own", "junction-1", ZB_SEVERITY_URGENT, begin + 45 * G_USEC_PER_SEC,
             ZB_POINT_NOWHERE);
  put_alert (f->world, "near", NULL, ZB_SEVERITY_MEDIUM, begin + 20 * G_USEC_PER_SEC,
             zb_point_move ((ZbPoint){ 121.4, 31.2 }, 90, 40));
  put_alert (f->world, "far", NULL, ZB_SEVERITY_HIGH, begin + 20 * G_USEC_PER_SEC,
             zb_point_move ((ZbPoint){ 121.4, 31.2 }, 90, 400));
  f->page = ZB_VIDEO_PAGE (zb_video_page_new ());
  f->bar = zb_video_page_get_playback (f->page);
  g_object_set (f->page, "world", f->world, "media", f->film, "watermark", "陈值班 CN0386", NULL);
  zb_video_page_open (f->page, camera (f, "junction-1"));
  f->window = zb_sample_show (GTK_WIDGET (f->page), 1848, 976);
  zb_wait_for (f->bar->recordings != NULL, 5000);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gpointer page = f->page, bar = f->bar, film = f->film;

  g_object_add_weak_pointer (page, &page);
  g_object_add_weak_pointer (bar, &bar);
  g_object_add_weak_pointer (film, &film);
  gtk_window_destroy (GTK_WINDOW (f->window));
  g_clear_object (&f->world);
  g_object_unref (f->film);
  zb_wait_for (!page && !bar && !film, 5000);
}

static void
act (Fixture *f, const char *action, GVariant *target)
{
  g_autoptr (GVariant) kept = target ? g_variant_ref_sink (target) : NULL;

  g_assert_true (gtk_widget_activate_action_variant (GTK_WIDGET (f->bar), action, target));
}

static ZbTile *
tile (Fixture *f, guint place)
{
  return zb_tile_grid_get_tile (zb_video_page_get_grid (f->page), place);
}

static ZbReplay *
replay (Fixture *f, guint place)
{
  return zb_tile_get_replay (tile (f, place));
}

static gboolean
has_picture (Fixture *f, guint place)
{
  return replay (f, place) && zb_replay_get_frame (replay (f, place)) &&
         zb_replay_get_state (replay (f, place)) != ZB_REPLAY_LOADING;
}

static void
seek (Fixture *f, double second)
{
  g_signal_emit_by_name (f->bar->timeline, "sought",
                         f->film->begins_at[0] + (gint64)(second * G_USEC_PER_SEC));
}

/* From live into the past and back; nobody takes the one for the other, and the others stay live. */
static void
test_back_and_forth (Fixture *f, gconstpointer data)
{
  zb_video_page_open (f->page, camera (f, "junction-2"));
  zb_tile_grid_select (zb_video_page_get_grid (f->page), 0);
  g_assert_nonnull (zb_tile_get_player (tile (f, 0)));
  seek (f, 10);
  zb_wait_for (has_picture (f, 0), 5000);
  g_assert_true (zb_replay_get_playing (replay (f, 0)));
  g_assert_null (zb_tile_get_player (tile (f, 0)));
  g_assert_nonnull (zb_tile_get_player (tile (f, 1)));
  g_assert_null (replay (f, 1));
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (tile (f, 0)), "playback"));
  zb_wait_for (zb_sample_find_text (GTK_WIDGET (tile (f, 0)), "Playback "), 5000);
  g_assert_null (zb_sample_find_text (GTK_WIDGET (tile (f, 0)), "Live"));
  zb_wait_for (zb_timeline_get_position (f->bar->timeline) > f->film->begins_at[0] + 11 * G_USEC_PER_SEC,
               5000);
  act (f, "playback.live", NULL);
  g_assert_null (replay (f, 0));
  g_assert_nonnull (zb_tile_get_player (tile (f, 0)));
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (tile (f, 0)), "playback"));
  zb_wait_for (!zb_sample_find_text (GTK_WIDGET (tile (f, 0)), "Playback "), 5000);
}

static void
test_buttons (Fixture *f, gconstpointer data)
{
  seek (f, 30);
  zb_wait_for (has_picture (f, 0), 5000);
  act (f, "playback.toggle", NULL);
  g_assert_false (zb_replay_get_playing (replay (f, 0)));
  act (f, "playback.skip", g_variant_new_int32 (-10));
  zb_wait_for (zb_fake_film_read (zb_replay_get_frame (replay (f, 0))) < 400 && has_picture (f, 0), 5000);
  const int frame = zb_fake_film_read (zb_replay_get_frame (replay (f, 0)));
  act (f, "playback.step", g_variant_new_boolean (TRUE));
  zb_wait_for (zb_fake_film_read (zb_replay_get_frame (replay (f, 0))) == frame + 1, 5000);
  act (f, "playback.speed", g_variant_new_double (4));
  g_assert_cmpfloat (zb_replay_get_speed (replay (f, 0)), ==, 4);
  g_assert_cmpstr (gtk_menu_button_get_label (f->bar->speed_button), ==, "4×");
  adw_toggle_group_set_active_name (f->bar->spans, "30min");
  g_assert_cmpint (zb_timeline_get_span (f->bar->timeline), ==, 30 * G_TIME_SPAN_MINUTE);
}

/* The alerts that the camera has raised and those close to it are marked; one is played from before it. */
static void
test_alerts (Fixture *f, gconstpointer data)
{
  ZbAlert *own = zb_world_lookup (f->world, ZB_KIND_ALERT, "own");

  zb_wait_for (f->bar->timeline->alerts->len == 2, 5000);
  g_signal_emit_by_name (f->bar->timeline, "alert-chosen", own);
  g_assert_cmpint (zb_replay_get_position (replay (f, 0)), ==, own->first_at - 30 * G_USEC_PER_SEC);
  g_assert_true (zb_replay_get_playing (replay (f, 0)));
  zb_wait_for (has_picture (f, 0), 5000);
}

/* Live and recorded side by side; what was there comes back, and the layout does not know of it. */
static void
test_beside (Fixture *f, gconstpointer data)
{
  ZbTileGrid *grid = zb_video_page_get_grid (f->page);
  g_auto (GStrv) before = NULL, during = NULL;
  guint n_before, n_during;

  zb_video_page_open (f->page, camera (f, "junction-2"));
  zb_tile_grid_select (grid, 0);
  zb_tile_grid_count_live (grid, &n_before);
  g_object_get (f->page, "layout", &before, NULL);
  act (f, "playback.beside", NULL);
  g_assert_true (zb_tile_get_device (tile (f, 0)) == zb_tile_get_device (tile (f, 1)));
  g_assert_nonnull (zb_tile_get_player (tile (f, 0)));
  g_assert_null (replay (f, 0));
  g_assert_nonnull (replay (f, 1));
  zb_tile_grid_count_live (grid, &n_during);
  g_assert_cmpuint (n_during, ==, n_before - 1);
  g_assert_cmpuint (zb_tile_grid_get_selected (grid), ==, 1);
  g_object_get (f->page, "layout", &during, NULL);
  g_assert_true (g_strv_equal ((const char *const *)before, (const char *const *)during));
  act (f, "playback.live", NULL);
  g_assert_true (zb_tile_get_device (tile (f, 1)) == camera (f, "junction-2"));
}

/* What is dropped there in the meantime stays. */
static void
test_beside_taken (Fixture *f, gconstpointer data)
{
  ZbTileGrid *grid = zb_video_page_get_grid (f->page);

  act (f, "playback.beside", NULL);
  zb_tile_grid_put (grid, 1, camera (f, "junction-2"));
  g_assert_null (replay (f, 1));
  g_assert_true (zb_tile_get_device (tile (f, 1)) == camera (f, "junction-2"));
  g_assert_null (f->page->beside_camera);
}

/* Another camera in the tile is live. */
static void
test_other_camera (Fixture *f, gconstpointer data)
{
  seek (f, 10);
  zb_wait_for (has_picture (f, 0), 5000);
  zb_tile_grid_put (zb_video_page_get_grid (f->page), 0, camera (f, "junction-2"));
  g_assert_null (replay (f, 0));
  g_assert_true (f->bar->camera == camera (f, "junction-2"));
}

static void
test_not_recorded (Fixture *f, gconstpointer data)
{
  g_assert_cmpstr (gtk_stack_get_visible_child_name (f->bar->stack), ==, "none");
  g_assert_nonnull (zb_sample_find_text (GTK_WIDGET (f->bar), _ ("This camera is not recorded")));
  act (f, "playback.toggle", NULL);
  g_assert_null (replay (f, 0));
  zb_sample_picture (GTK_WIDGET (f->page), "playback-none");
}

/* --- out of the house -------------------------------------------------------------------------------- */

static ZbExportDialog *
find_dialog (Fixture *f)
{
  return ZB_EXPORT_DIALOG (zb_sample_find (f->window, ZB_TYPE_EXPORT_DIALOG, NULL));
}

static AdwEntryRow *
find_entry (GtkWidget *dialog, guint number)
{
  static const char *const titles[] = { N_ ("From, such as 2026-11-23 14:28:00"),
                                        N_ ("Until, 30 minutes later at the most"),
                                        N_ ("Reason (is recorded with your name)") };
  GtkWidget *label = zb_sample_find_text (dialog, _ (titles[number]));

  return ADW_ENTRY_ROW (gtk_widget_get_ancestor (label, ADW_TYPE_ENTRY_ROW));
}

static void
open_dialog (Fixture *f)
{
  seek (f, 20);
  zb_wait_for (has_picture (f, 0), 5000);
  act (f, "playback.toggle", NULL);
  zb_timeline_set_mark (f->bar->timeline, f->film->begins_at[0] + 15 * G_USEC_PER_SEC,
                        f->film->begins_at[0] + 25 * G_USEC_PER_SEC);
  act (f, "playback.export", NULL);
  zb_wait_for (find_dialog (f), 5000);
  zb_sample_settle ();
}

/* A reason, what it must not show, how far it is, its sum, the file. */
static void
test_export (Fixture *f, gconstpointer data)
{
  g_autofree char *path = g_strdup_printf ("%s/zhiban-export-%d.mp4", g_get_tmp_dir (), (int)getpid ());
  GtkWidget *dialog;

  open_dialog (f);
  dialog = GTK_WIDGET (find_dialog (f));
  gtk_widget_activate_action (dialog, "export.start", NULL);
  g_assert_null (f->film->exported);
  g_assert_nonnull (zb_sample_find_text (dialog, _ ("Write a reason")));
  gtk_editable_set_text (GTK_EDITABLE (find_entry (dialog, 2)), "消防通道占用取证");
  gtk_widget_activate_action (dialog, "export.add-region", NULL);
  zb_sample_picture (dialog, "playback-export");
  gtk_widget_activate_action (dialog, "export.start", NULL);
  zb_wait_for (f->film->exported, 5000);
  g_assert_cmpint (f->film->exported->from, ==, f->film->begins_at[0] + 15 * G_USEC_PER_SEC);
  g_assert_cmpint (f->film->exported->until, ==, f->film->begins_at[0] + 25 * G_USEC_PER_SEC);
  g_assert_cmpstr (f->film->exported->reason, ==, "消防通道占用取证");
  g_assert_cmpuint (f->film->regions->len, ==, 1);
  zb_wait_for (zb_sample_find_text (dialog, "50 %"), 5000);
  zb_wait_for (zb_sample_find_text (dialog, "9f86d081"), 5000);
  g_assert_nonnull (zb_sample_find_text (dialog, "陈值班"));
  zb_sample_picture (dialog, "playback-exported");
  gtk_widget_activate_action (dialog, "export.save-to", "s", path);
  zb_wait_for (zb_sample_find_text (dialog, path), 5000);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  g_remove (path);
  adw_dialog_force_close (ADW_DIALOG (dialog));
}

/* What cannot be is said before it is asked for; what the platform refuses leaves the form as it was. */
static void
test_export_refused (Fixture *f, gconstpointer data)
{
  GtkWidget *dialog;

  open_dialog (f);
  dialog = GTK_WIDGET (find_dialog (f));
  gtk_editable_set_text (GTK_EDITABLE (find_entry (dialog, 2)), "取证");
  gtk_editable_set_text (GTK_EDITABLE (find_entry (dialog, 0)), "yesterday");
  g_assert_nonnull (zb_sample_find_text (dialog, "Write day and time"));
  gtk_editable_set_text (GTK_EDITABLE (find_entry (dialog, 0)), "2020-01-01 00:00:00");
  g_assert_nonnull (zb_sample_find_text (dialog, "30 minutes at the most"));
  gtk_editable_set_text (GTK_EDITABLE (find_entry (dialog, 0)), "2036-01-01 00:00:00");
  g_assert_nonnull (zb_sample_find_text (dialog, "The end must come after"));
  gtk_widget_activate_action (dialog, "export.start", NULL);
  g_assert_null (f->film->exported);
  adw_dialog_force_close (ADW_DIALOG (dialog));
  zb_sample_settle ();
  f->film->open_status = 403;
  act (f, "playback.export", NULL);
  zb_wait_for (find_dialog (f), 5000);
  zb_sample_settle ();
  dialog = GTK_WIDGET (find_dialog (f));
  gtk_editable_set_text (GTK_EDITABLE (find_entry (dialog, 2)), "取证");
  gtk_widget_activate_action (dialog, "export.start", NULL);
  zb_wait_for (zb_sample_find_text (dialog, "Reason"), 5000);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find_entry (dialog, 2))), ==, "取证");
  adw_dialog_force_close (ADW_DIALOG (dialog));
}

/* Drawn with the pointer, from any corner, and not where it only trembles. */
static void
test_drawn (Fixture *f, gconstpointer data)
{
  GtkWidget *picture = g_object_new (ZB_TYPE_REGION_PICTURE, NULL);
  GPtrArray *regions = zb_region_picture_get_regions (ZB_REGION_PICTURE (picture));
  GtkWidget *window;
  const ZbExportRegion *region;
  double width, height;

  gtk_widget_set_halign (picture, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (picture, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (f->window, FALSE);
  window = zb_sample_show (picture, 800, 500);
  gtk_window_set_title (GTK_WINDOW (window), "drawing");
  zb_sample_settle ();
  width = gtk_widget_get_width (picture);
  height = gtk_widget_get_height (picture);
  zb_pointer_drag ("drawing", picture, NULL, width * 0.7, height * 0.6, width * 0.2, height * 0.1);
  g_assert_cmpuint (regions->len, ==, 1);
  region = g_ptr_array_index (regions, 0);
  g_assert_cmpfloat_with_epsilon (region->x, 0.2, 0.02);
  g_assert_cmpfloat_with_epsilon (region->y, 0.1, 0.02);
  g_assert_cmpfloat_with_epsilon (region->width, 0.5, 0.02);
  g_assert_cmpfloat_with_epsilon (region->height, 0.5, 0.02);
  zb_pointer_click ("drawing", picture, width / 2, height / 2);
  g_assert_cmpuint (regions->len, ==, 1);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Regions are drawn in numbers as well, and stay within the picture. */
static void
test_regions (Fixture *f, gconstpointer data)
{
  GtkWidget *picture = g_object_ref_sink (g_object_new (ZB_TYPE_REGION_PICTURE, NULL));
  ZbRegionPicture *self = ZB_REGION_PICTURE (picture);
  const ZbExportRegion *region;

  for (guint i = 0; i < ZB_EXPORT_MOST_REGIONS + 3; i++)
    zb_region_picture_add (self, 0.5, 0.5, 0.9, 0.9);
  g_assert_cmpuint (zb_region_picture_get_regions (self)->len, ==, ZB_EXPORT_MOST_REGIONS);
  region = g_ptr_array_index (zb_region_picture_get_regions (self), 0);
  g_assert_cmpfloat_with_epsilon (region->x + region->width, 1, 1e-6);
  zb_region_picture_set (self, 0, 0.1, 0.2, 0.3, 0.4);
  g_assert_cmpfloat_with_epsilon (region->height, 0.4, 1e-6);
  zb_region_picture_remove (self, 0);
  g_assert_cmpuint (zb_region_picture_get_regions (self)->len, ==, ZB_EXPORT_MOST_REGIONS - 1);
  g_object_unref (picture);
}

static void
answer_reason (Fixture *f, const char *reason)
{
  AdwAlertDialog *dialog = NULL;

  zb_wait_for ((dialog = (AdwAlertDialog *)zb_sample_find (f->window, ADW_TYPE_ALERT_DIALOG, NULL)), 5000);
  gtk_editable_set_text (GTK_EDITABLE (zb_sample_find (GTK_WIDGET (dialog), GTK_TYPE_ENTRY, NULL)), reason);
  g_signal_emit_by_name (dialog, "response", "do");
  adw_dialog_force_close (ADW_DIALOG (dialog));
  zb_sample_settle ();
}

/* A marked span is kept, and released again. */
static void
test_hold (Fixture *f, gconstpointer data)
{
  seek (f, 20);
  zb_wait_for (has_picture (f, 0), 5000);
  act (f, "playback.toggle", NULL);
  g_assert_false (zb_timeline_find_recorded (f->bar->timeline, f->film->begins_at[0] + 1)->held);
  zb_timeline_set_mark (f->bar->timeline, f->film->begins_at[0] + 15 * G_USEC_PER_SEC,
                        f->film->begins_at[0] + 25 * G_USEC_PER_SEC);
  act (f, "playback.hold", NULL);
  answer_reason (f, "案件证据");
  zb_wait_for (f->film->hold, 5000);
  g_assert_cmpstr (f->film->hold->reason, ==, "案件证据");
  zb_wait_for (zb_timeline_find_recorded (f->bar->timeline, f->film->begins_at[0] + 1)->held, 5000);
  act (f, "playback.release", NULL);
  answer_reason (f, "结案");
  zb_wait_for (!f->film->hold, 5000);
  zb_wait_for (!zb_timeline_find_recorded (f->bar->timeline, f->film->begins_at[0] + 1)->held, 5000);
}

static void
test_picture (Fixture *f, gconstpointer data)
{
  zb_video_page_open (f->page, camera (f, "junction-2"));
  zb_tile_grid_select (zb_video_page_get_grid (f->page), 0);
  zb_timeline_set_mark (f->bar->timeline, f->film->begins_at[0] + 15 * G_USEC_PER_SEC,
                        f->film->begins_at[0] + 55 * G_USEC_PER_SEC);
  seek (f, 30);
  zb_wait_for (has_picture (f, 0), 5000);
  zb_sample_picture (GTK_WIDGET (f->page), "playback");
}

#define ADD(path, data, test) g_test_add ("/playback-bar/" path, Fixture, data, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  zb_sample_init (&argc, &argv);
  ADD ("back-and-forth", NULL, test_back_and_forth);
  ADD ("buttons", NULL, test_buttons);
  ADD ("alerts", NULL, test_alerts);
  ADD ("beside", NULL, test_beside);
  ADD ("beside-taken", NULL, test_beside_taken);
  ADD ("other-camera", NULL, test_other_camera);
  ADD ("not-recorded", "not recorded", test_not_recorded);
  ADD ("export", NULL, test_export);
  ADD ("export-refused", NULL, test_export_refused);
  ADD ("drawn", NULL, test_drawn);
  ADD ("regions", NULL, test_regions);
  ADD ("hold", NULL, test_hold);
  ADD ("picture", NULL, test_picture);
  return g_test_run ();
}
