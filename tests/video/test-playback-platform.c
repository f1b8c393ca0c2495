/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From end to end: a camera that is recorded by a real platform, and played back over the real line. */
#include "studio.h"

#include "zb-link.h"
#include "zb-now.h"
#include "zb-replay.h"
#include "zb-sample-window.h"
#include "zb-stills.h"
#include "zb-video-page-private.h"
#include "zb-wait.h"

#include <glib/gstdio.h>
#include <gst/gst.h>
#include <libdex.h>

#define CAMERA ZB_TEST_CAMERA_NORTH

typedef struct
{
  Studio *studio;
  ZbWorld *world;
  ZbLink *link;
  gboolean answered, signed_in;
} Fixture;

static void
on_signed_in (GObject *source, GAsyncResult *result, gpointer data)
{
  Fixture *f = data;

  f->answered = TRUE;
  f->signed_in = zb_link_sign_in_finish (ZB_LINK (source), result, NULL);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->studio = studio_new (&(ZbRecorderOptions){ STUDIO_OPTIONS });
  f->world = zb_world_new ();
  f->link = zb_link_new (f->world);
  zb_link_sign_in_async (f->link, zb_test_platform_get_url (f->studio->platform), "officer", ZB_TEST_PASSWORD,
                         NULL, on_signed_in, f);
  zb_wait_for (f->answered, 20000);
  g_assert_true (f->signed_in);
  studio_wait_recorded (f->studio, CAMERA, 9);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  DexFuture *left = zb_link_leave (f->link);

  zb_wait_for (!dex_future_is_pending (left), 15000);
  dex_unref (left);
  g_object_run_dispose (G_OBJECT (f->link));
  zb_wait (100);
  g_object_unref (f->link);
  g_object_unref (f->world);
  studio_free (f->studio);
}

/* What was asked for, once it has come. */
static gpointer
await (ZbAnswer *answer)
{
  gpointer item;

  zb_wait_for (zb_answer_get_state (answer) != ZB_ANSWER_PENDING, 20000);
  g_assert_cmpint (zb_answer_get_state (answer), ==, ZB_ANSWER_READY);
  item = g_list_model_get_item (zb_answer_get_items (answer), 0);
  g_object_unref (answer);
  return item;
}

static ZbRecordedSpan *
find_span (Fixture *f)
{
  g_autoptr (ZbRecordings) recordings =
      await (zb_media_list_recordings (ZB_MEDIA (f->link), CAMERA, zb_now () - G_TIME_SPAN_HOUR, zb_now ()));

  g_assert_true (recordings->recorded);
  g_assert_cmpuint (recordings->spans->len, ==, 1);
  return g_object_ref (g_ptr_array_index (recordings->spans, 0));
}

/* A moment, a picture further and back, and to the end of what was recorded. */
static void
test_play (Fixture *f, gconstpointer data)
{
  g_autoptr (ZbReplay) replay = zb_replay_new (ZB_MEDIA (f->link), CAMERA);
  g_autoptr (ZbRecordedSpan) span = find_span (f);
  const gint64 moment = span->started_at + 5 * G_USEC_PER_SEC;
  gint64 stands;

  zb_replay_set_size (replay, 320, 180);
  zb_replay_seek (replay, moment);
  zb_wait_for (zb_replay_get_state (replay) == ZB_REPLAY_PAUSED, 10000);
  g_assert_cmpint (gdk_texture_get_width (zb_replay_get_frame (replay)), ==, 320);
  stands = zb_replay_get_position (replay);
  g_assert_cmpint (ABS (stands - moment), <, G_USEC_PER_SEC / 5);
  zb_replay_step (replay, TRUE);
  zb_wait_for (zb_replay_get_position (replay) > stands, 5000);
  zb_replay_step (replay, FALSE);
  zb_wait_for (zb_replay_get_state (replay) == ZB_REPLAY_PAUSED, 5000);
  g_assert_cmpint (zb_replay_get_position (replay), ==, stands);
  studio_pause (f->studio);
  zb_replay_set_speed (replay, 4);
  zb_replay_set_playing (replay, TRUE);
  zb_wait_for (zb_replay_get_state (replay) == ZB_REPLAY_ENDED, 30000);
  g_assert_cmpint (zb_replay_get_position (replay), >, span->started_at + 8 * G_USEC_PER_SEC);
}

static ZbTile *
tile (ZbVideoPage *page, guint place)
{
  return zb_tile_grid_get_tile (zb_video_page_get_grid (page), place);
}

static gboolean
is_side_by_side (ZbVideoPage *page)
{
  ZbPlayer *player = zb_tile_get_player (tile (page, 0));
  ZbReplay *replay = zb_tile_get_replay (tile (page, 1));

  return player && zb_player_get_state (player) == ZB_PLAYER_LIVE && replay && zb_replay_get_frame (replay);
}

/* On the page of cameras: what is live and what was recorded stand side by side. */
static void
test_page (Fixture *f, gconstpointer data)
{
  ZbVideoPage *page = ZB_VIDEO_PAGE (zb_video_page_new ());
  ZbTimeline *timeline = zb_playback_bar_get_timeline (zb_video_page_get_playback (page));
  g_autoptr (ZbRecordedSpan) span = find_span (f);
  GtkWidget *window;

  zb_wait_for (zb_world_lookup (f->world, ZB_KIND_DEVICE, CAMERA), 10000);
  g_object_set (page, "world", f->world, "media", f->link, "watermark", "陈值班 CN0386", NULL);
  zb_video_page_open (page, zb_world_lookup (f->world, ZB_KIND_DEVICE, CAMERA));
  window = zb_sample_show (GTK_WIDGET (page), 1600, 900);
  zb_wait_for (zb_timeline_find_recorded (timeline, span->started_at + 1), 10000);
  g_signal_emit_by_name (timeline, "sought", span->started_at + 2 * G_USEC_PER_SEC);
  zb_wait_for (zb_replay_get_frame (zb_tile_get_replay (tile (page, 0))), 10000);
  g_assert_true (
      gtk_widget_activate_action (GTK_WIDGET (zb_video_page_get_playback (page)), "playback.beside", NULL));
  zb_wait_for (is_side_by_side (page), 20000);
  zb_sample_picture (GTK_WIDGET (page), "playback-side-by-side");
  gtk_window_destroy (GTK_WINDOW (window));
  zb_sample_settle ();
  zb_stills_forget ();
}

static char *
find_picture (const char *folder)
{
  g_autoptr (GDir) names = g_dir_open (folder, 0, NULL);
  const char *name = names ? g_dir_read_name (names) : NULL;

  return name ? g_build_filename (folder, name, NULL) : NULL;
}

/* What is played back is saved as it was recorded, however small its tile is, and is written down as such. */
static void
test_snapshot (Fixture *f, gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("zhiban-recorded-XXXXXX", NULL);
  ZbVideoPage *page = ZB_VIDEO_PAGE (zb_video_page_new ());
  AdwToastOverlay *overlay = ADW_TOAST_OVERLAY (adw_toast_overlay_new ());
  g_autoptr (ZbRecordedSpan) span = find_span (f);
  g_autoptr (GdkTexture) saved = NULL;
  g_autofree char *path = NULL;
  ZbReplay *replay;
  GtkWidget *window;

  adw_toast_overlay_set_child (overlay, GTK_WIDGET (page));
  zb_wait_for (zb_world_lookup (f->world, ZB_KIND_DEVICE, CAMERA), 10000);
  g_object_set (page, "world", f->world, "media", f->link, "watermark", "陈值班 CN0386", NULL);
  page->pictures = g_strdup (folder);
  zb_video_page_play_back (page, zb_world_lookup (f->world, ZB_KIND_DEVICE, CAMERA),
                           span->started_at + 3 * G_USEC_PER_SEC);
  window = zb_sample_show (GTK_WIDGET (overlay), 1000, 700);
  replay = zb_tile_get_replay (tile (page, 0));
  zb_wait_for (zb_replay_get_frame (replay), 10000);
  zb_replay_set_playing (replay, FALSE);
  g_assert_cmpint (gdk_texture_get_width (zb_replay_get_frame (replay)), !=, span->width);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "tiles.snapshot", NULL));
  zb_wait_for ((path = find_picture (folder)) != NULL, 15000);
  zb_wait_for ((saved = gdk_texture_new_from_filename (path, NULL)) != NULL, 5000);
  g_assert_cmpint (gdk_texture_get_width (saved), ==, span->width);
  g_assert_cmpint (studio_count (f->studio, "SELECT count(*) FROM audit WHERE action = 'camera.snapshot' AND "
                                            "why LIKE 'playback %'"),
                   ==, 1);
  gtk_window_destroy (GTK_WINDOW (window));
  g_remove (path);
  g_rmdir (folder);
  zb_sample_settle ();
  zb_stills_forget ();
}

/* Of a camera that was not recorded there is nothing. */
static void
test_not_there (Fixture *f, gconstpointer data)
{
  g_autoptr (ZbReplay) replay = zb_replay_new (ZB_MEDIA (f->link), ZB_TEST_CAMERA_OFFLINE);

  zb_replay_set_size (replay, 320, 180);
  zb_replay_seek (replay, zb_now () - 10 * G_USEC_PER_SEC);
  zb_wait_for (zb_replay_get_state (replay) == ZB_REPLAY_NOTHING, 10000);
}

static ZbExport *
await_export (Fixture *f, const char *id)
{
  for (guint i = 0; i < 60; i++)
    {
      g_autoptr (ZbExport) export = await (zb_media_look_at_export (ZB_MEDIA (f->link), id));
      if (export->state == ZB_EXPORT_READY)
        return g_steal_pointer (&export);
      g_assert_cmpint (export->state, !=, ZB_EXPORT_FAILED);
      zb_wait (500);
    }
  return NULL;
}

/* The file that comes is the one whose sum the platform tells. */
static void
test_export (Fixture *f, gconstpointer data)
{
  g_autofree char *path = g_strdup_printf ("%s/zhiban-export-%d.mp4", g_get_tmp_dir (), (int)getpid ());
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GPtrArray) regions = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (ZbRecordedSpan) span = find_span (f);
  g_autoptr (ZbExport) asked = NULL, ready = NULL, saved = NULL;
  g_autofree char *contents = NULL, *sum = NULL;
  gsize length;

  g_ptr_array_add (regions, zb_export_region_new (0.25, 0.25, 0.5, 0.5));
  asked = await (zb_media_start_export (ZB_MEDIA (f->link), CAMERA, span->started_at + G_USEC_PER_SEC,
                                        span->started_at + 4 * G_USEC_PER_SEC, "取证", regions));
  ready = await_export (f, asked->id);
  g_assert_nonnull (ready);
  saved = await (zb_media_fetch_export (ZB_MEDIA (f->link), ready, file));
  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  sum = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *)contents, length);
  g_assert_cmpstr (sum, ==, ready->sha256);
  g_remove (path);
}

#define ADD(path, test) g_test_add ("/playback-platform/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  zb_sample_init (&argc, &argv);
  dex_init ();
  gst_init (&argc, &argv);
  ADD ("play", test_play);
  ADD ("page", test_page);
  ADD ("snapshot", test_snapshot);
  ADD ("not-there", test_not_there);
  ADD ("export", test_export);
  return g_test_run ();
}
