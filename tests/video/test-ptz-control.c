/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two officers and one camera: two consoles with links of their own to a real platform. */
#include "zb-link.h"
#include "zb-live.h"
#include "zb-player.h"
#include "zb-ptz-control.h"
#include "zb-test-platform.h"
#include "zb-wait.h"

#include <gst/gst.h>
#include <libdex.h>
#include <math.h>

#define SOON 10000

/* Somebody with a link to the platform, and a hand on the camera. */
typedef struct
{
  ZbWorld *world;
  ZbLink *link;
  ZbPtzControl *control;
  gboolean answered;
} Place;

typedef struct
{
  ZbTestPlatform *platform;
  ZbLive *live;
  Place desk;
  Place north;
} Fixture;

static gboolean
put_on_roof (ZbTransaction *tx, gpointer data)
{
  ZbDevice *camera = zb_transaction_load (tx, ZB_KIND_DEVICE, ZB_TEST_CAMERA_NORTH);

  camera->placement = ZB_PLACEMENT_HIGH_LOOKOUT;
  camera->ptz = TRUE;
  camera->heading = 90;
  zb_transaction_save (tx, camera, NULL);
  return TRUE;
}

static void
on_signed_in (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  zb_link_sign_in_finish (ZB_LINK (source), result, &error);
  g_assert_no_error (error);
  ((Place *)data)->answered = TRUE;
}

static ZbPtzHold
hold_of (Place *self)
{
  return zb_ptz_control_get_hold (self->control);
}

static void
come (Fixture *f, Place *self, const char *who)
{
  self->world = zb_world_new ();
  self->link = zb_link_new (self->world);
  zb_link_sign_in_async (self->link, zb_test_platform_get_url (f->platform), who, ZB_TEST_PASSWORD, NULL,
                         on_signed_in, self);
  zb_wait_for (self->answered, 20000);
  zb_wait_for (zb_link_get_state (self->link) == ZB_LINK_LIVE, SOON);
  self->control = zb_ptz_control_new ();
  zb_ptz_control_set_media (self->control, ZB_MEDIA (self->link));
  zb_ptz_control_set_camera (self->control,
                             zb_world_lookup (self->world, ZB_KIND_DEVICE, ZB_TEST_CAMERA_NORTH));
  zb_wait_for (hold_of (self) == ZB_PTZ_HOLD_FREE, SOON);
}

static void
leave (Place *self)
{
  DexFuture *left;

  g_assert_finalize_object (self->control);
  left = zb_link_leave (self->link);
  zb_wait_for (!dex_future_is_pending (left), 15000);
  dex_unref (left);
  g_object_run_dispose (G_OBJECT (self->link));
  zb_wait (100);
  g_assert_finalize_object (self->link);
  g_assert_finalize_object (self->world);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  ZbPlatform *platform;

  f->platform = zb_test_platform_new ();
  platform = zb_test_platform_get (f->platform);
  zb_platform_work_sync (platform, put_on_roof, NULL, &error);
  g_assert_no_error (error);
  f->live = zb_live_new (zb_database_get_path (zb_platform_get_database (platform)),
                         zb_test_platform_get_dir (f->platform));
  zb_live_start (f->live, "127.0.0.1", &error);
  g_assert_no_error (error);
  zb_platform_set_live (platform, f->live);
  come (f, &f->desk, "officer");
  come (f, &f->north, "north");
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  leave (&f->north);
  leave (&f->desk);
  zb_platform_set_live (zb_test_platform_get (f->platform), NULL);
  zb_live_free (f->live);
  zb_test_platform_free (f->platform);
}

static double
get_pan (Fixture *f)
{
  return zb_head_get_pose (zb_live_find_head (f->live, ZB_TEST_CAMERA_NORTH), g_get_monotonic_time ()).pan;
}

static gboolean
is_moving (Fixture *f)
{
  return zb_head_is_moving (zb_live_find_head (f->live, ZB_TEST_CAMERA_NORTH), g_get_monotonic_time ());
}

/* Held for longer than the platform lets a movement go on by itself; let go, it stands at once. */
static void
test_turn (Fixture *f, gconstpointer data)
{
  double from = get_pan (f);

  zb_ptz_control_turn (f->desk.control, 0.5, 0, 0);
  zb_wait_for (hold_of (&f->desk) == ZB_PTZ_HOLD_MINE, SOON);
  zb_wait_for (get_pan (f) > from + 27, SOON);
  zb_ptz_control_stop (f->desk.control);
  zb_wait_for (!is_moving (f), 800);
  g_assert_cmpfloat (zb_ptz_control_get_ptz (f->desk.control)->zoom, ==, 1);
}

/* Whoever has the camera is told when it is taken, though nothing is asked. */
static void
test_taken_over (Fixture *f, gconstpointer data)
{
  zb_ptz_control_turn (f->north.control, -0.2, 0, 0);
  zb_wait_for (is_moving (f), SOON);
  zb_wait_for (hold_of (&f->desk) == ZB_PTZ_HOLD_OTHER, SOON);
  g_assert_true (zb_ptz_control_get_ptz (f->desk.control)->lease->may_take);
  zb_ptz_control_stop (f->north.control);
  zb_ptz_control_take (f->desk.control, "a fire");
  zb_wait_for (hold_of (&f->desk) == ZB_PTZ_HOLD_MINE, SOON);
  zb_wait_for (hold_of (&f->north) == ZB_PTZ_HOLD_LOST, 3000);
  g_assert_cmpstr (zb_ptz_control_get_ptz (f->north.control)->lease->reason, ==, "a fire");
  zb_ptz_control_turn (f->north.control, 1, 0, 0);
  g_assert_false (zb_ptz_control_is_turning (f->north.control));
  zb_ptz_control_release (f->desk.control);
  zb_wait_for (hold_of (&f->north) == ZB_PTZ_HOLD_FREE, 3000);
}

static ZbPtzPreset *
find_preset (Place *self, const char *name)
{
  ZbPtz *ptz = zb_ptz_control_get_ptz (self->control);

  for (guint i = 0; ptz && ptz->presets && i < ptz->presets->len; i++)
    if (g_strcmp0 (((ZbPtzPreset *)ptz->presets->pdata[i])->name, name) == 0)
      return ptz->presets->pdata[i];
  return NULL;
}

/* A camera that is free is taken for it. */
static void
test_presets (Fixture *f, gconstpointer data)
{
  double there;
  g_autofree char *id = NULL;

  zb_ptz_control_turn (f->desk.control, 1, 0, 0);
  zb_wait_for (get_pan (f) > 91, SOON);
  zb_ptz_control_stop (f->desk.control);
  zb_wait_for (!is_moving (f), SOON);
  there = get_pan (f);
  zb_ptz_control_save (f->desk.control, "路口 “全景”");
  zb_wait_for (find_preset (&f->desk, "路口 “全景”"), SOON);
  id = g_strdup (find_preset (&f->desk, "路口 “全景”")->id);
  zb_ptz_control_turn (f->desk.control, -1, 0, 1);
  zb_wait_for (get_pan (f) < there - 2, SOON);
  zb_ptz_control_release (f->desk.control);
  zb_wait_for (hold_of (&f->desk) == ZB_PTZ_HOLD_FREE, SOON);
  zb_ptz_control_recall (f->desk.control, id);
  zb_wait_for (fabs (get_pan (f) - there) < 1e-6, SOON);
  zb_ptz_control_remove (f->desk.control, id);
  zb_wait_for (!find_preset (&f->desk, "路口 “全景”"), SOON);
}

/* What is drawn and encoded for whoever watches arrives as any camera's picture. */
static void
test_watched (Fixture *f, gconstpointer data)
{
  g_autoptr (ZbPlayer) player = zb_player_get (ZB_MEDIA (f->desk.link), ZB_TEST_CAMERA_NORTH, "sub");
  guint before;

  zb_player_set_viewer_size (player, &before, 320, 180);
  zb_wait_for (zb_player_get_state (player) == ZB_PLAYER_LIVE && zb_player_get_frame (player), 2 * SOON);
  g_assert_cmpint (gdk_texture_get_width (zb_player_get_frame (player)), ==, 320);
  before = zb_player_get_n_frames (player);
  zb_ptz_control_turn (f->desk.control, 0.3, 0.1, 0.2);
  zb_wait_for (zb_player_get_n_frames (player) > before + 30, SOON);
  zb_ptz_control_stop (f->desk.control);
  g_assert_cmpint (zb_player_get_state (player), ==, ZB_PLAYER_LIVE);
  zb_player_set_viewer_size (player, &before, 0, 0);
}

#define ADD(name, test) g_test_add ("/ptz-control/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  /* The folders of a test have no schemas, and the desktop is not asked for a proxy. */
  g_setenv ("GIO_USE_PROXY_RESOLVER", "dummy", TRUE);
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  dex_init ();
  gst_init (NULL, NULL);
  ADD ("turn", test_turn);
  ADD ("taken-over", test_taken_over);
  ADD ("presets", test_presets);
  ADD ("watched", test_watched);
  return g_test_run ();
}
