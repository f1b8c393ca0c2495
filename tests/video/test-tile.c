/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tiles on a screen with real cameras behind them: every state in words, the strip, its end. */
#include "zb-camera-strip.h"
#include "zb-fake-media.h"
#include "zb-near.h"
#include "zb-sample-window.h"
#include "zb-stills.h"
#include "zb-tile-picture.h"
#include "zb-tile-grid.h"

#include <glib/gi18n.h>
#include <sys/resource.h>
#include <sys/time.h>

static ZbFakeMedia *media;

static ZbDevice *
make_camera (const char *id, const char *name, double east, double north)
{
  ZbDevice *device = g_object_new (ZB_TYPE_DEVICE, NULL);
  ZbPoint centre = { 121.4, 31.21 };
  ZB_ENTITY (device)->id = g_strdup (id);
  device->name = g_strdup (name);
  device->kind = ZB_DEVICE_CAMERA;
  device->status = ZB_DEVICE_ONLINE;
  device->location = zb_point_move (zb_point_move (centre, 90, east), 0, north);
  return device;
}

typedef struct
{
  ZbTile *tile;
  ZbPlayerState state;
} Wanted;

static gboolean
has_state (gpointer data)
{
  const Wanted *wanted = data;
  ZbPlayer *player = zb_tile_get_player (wanted->tile);
  return player && zb_player_get_state (player) == wanted->state;
}

static void
assert_becomes (ZbTile *tile, ZbPlayerState state, guint seconds)
{
  Wanted wanted = { tile, state };
  g_assert_true (zb_fake_media_run_until (has_state, &wanted, seconds));
}

static gboolean
never (gpointer data)
{
  return FALSE;
}

static void
run (guint seconds)
{
  zb_fake_media_run_until (never, NULL, seconds);
}

static ZbTile *
add_tile (GtkWidget *box, const char *id, const char *name)
{
  g_autoptr (ZbDevice) device = make_camera (id, name, 10, 10);
  GtkWidget *tile = zb_tile_new ();
  gtk_widget_set_hexpand (tile, TRUE);
  zb_tile_set_media (ZB_TILE (tile), ZB_MEDIA (media));
  zb_tile_set_device (ZB_TILE (tile), device);
  zb_tile_set_watermark (ZB_TILE (tile), "陈值班 CN0386");
  zb_tile_set_distance (ZB_TILE (tile), 96);
  gtk_box_append (GTK_BOX (box), tile);
  return ZB_TILE (tile);
}

static GtkWidget *
new_row (void)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_box_set_homogeneous (GTK_BOX (row), TRUE);
  return row;
}

/* One tile through its life. */
static void
test_states (void)
{
  GtkWidget *row = new_row ();
  ZbTile *tile = add_tile (row, "gate-31", "天山路889弄 东门");
  GtkWidget *window = zb_sample_show (row, 420, 236);
  g_assert_nonnull (zb_sample_find_text (row, "天山路889弄 东门"));
  assert_becomes (tile, ZB_PLAYER_LIVE, 10);
  run (3);
  g_assert_nonnull (zb_sample_find_text (row, "360"));
  g_assert_nonnull (zb_sample_find_text (row, "96 m"));
  g_assert_null (zb_sample_find (row, ADW_TYPE_SPINNER, NULL) &&
                         gtk_widget_get_mapped (zb_sample_find (row, ADW_TYPE_SPINNER, NULL))
                     ? row
                     : NULL);
  zb_sample_picture (row, "tile-live");
  zb_fake_media_stop (media);
  assert_becomes (tile, ZB_PLAYER_STALE, 5);
  zb_sample_picture (row, "tile-stale");
  assert_becomes (tile, ZB_PLAYER_LOST, 10);
  run (3);
  zb_sample_picture (row, "tile-lost");
  zb_fake_media_start (media);
  assert_becomes (tile, ZB_PLAYER_LIVE, 25);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_refusals (void)
{
  static const struct
  {
    const char *camera;
    int status;
    ZbPlayerState state;
    const char *name;
    gboolean forged;
  } cases[] = {
    { "gate-41", 403, ZB_PLAYER_REFUSED, "天山西路 派出所门前" },
    { "gate-42", 453, ZB_PLAYER_BUSY, "遵义路 100 号 南广场" },
    { "offline-43", 0, ZB_PLAYER_ABSENT, "天山路 遵义路口 2" },
    { "gate-44", 500, ZB_PLAYER_LOST, "芙蓉江路 333 弄 2 号门" },
    { "gate-45", 503, ZB_PLAYER_UNSERVED, "天山路 889 弄 东门" },
    { "gate-46", 0, ZB_PLAYER_REFUSED, "娄山关路 523 号", .forged = TRUE },
  };
  GtkWidget *row = new_row ();
  ZbTile *tiles[G_N_ELEMENTS (cases)];
  GtkWidget *window = zb_sample_show (row, 2058, 196);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      media->status = cases[i].status;
      media->forged = cases[i].forged;
      tiles[i] = add_tile (row, cases[i].camera, cases[i].name);
      assert_becomes (tiles[i], cases[i].state, 5);
    }
  media->status = 0;
  media->forged = FALSE;
  run (1);
  zb_sample_picture (row, "tile-refusals");
  gtk_window_destroy (GTK_WINDOW (window));
}

static GListStore *
make_devices (void)
{
  static const struct
  {
    const char *id, *name;
    double east, north;
  } cameras[] = {
    { "junction-1", "娄山关路天山路口 2", 100, 100 },
    { "gate-1", "天山路889弄 东门", 60, -75 },
    { "shed-1", "天山路889弄 3号车棚", 12, 13 },
    { "manhole-1", "娄山关路 523 号", -150, 147 },
    { "gate-2", "天山路 1800 号 车行道", 210, 60 },
    { "junction-2", "遵义路口", 0, 299 },
    { "gate-9", "很远的摄像机", 0, 330 },
  };
  GListStore *store = g_list_store_new (ZB_TYPE_DEVICE);
  for (guint i = 0; i < G_N_ELEMENTS (cameras); i++)
    {
      g_autoptr (ZbDevice) camera =
          make_camera (cameras[i].id, cameras[i].name, cameras[i].east, cameras[i].north);
      g_list_store_append (store, camera);
    }
  g_autoptr (ZbDevice) gate = make_camera ("door", "单元门", 1, 1);
  gate->kind = ZB_DEVICE_GATE;
  g_list_store_append (store, gate);
  return store;
}

static void
test_near_cameras (void)
{
  g_autoptr (GListStore) devices = make_devices ();
  g_autoptr (ZbNear) near = zb_near_new ();
  zb_near_set_groups (near, ZB_NEAR_MASK (ZB_NEAR_CAMERA));
  zb_near_follow (near, G_LIST_MODEL (devices));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (near)), ==, 0);
  zb_near_set_centre (near, (ZbPoint){ 121.4, 31.21 });
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (near)), ==, 6);
  g_autoptr (ZbNearThing) first = g_list_model_get_item (G_LIST_MODEL (near), 0);
  g_assert_cmpstr (ZB_ENTITY (zb_near_thing_get_entity (first))->id, ==, "shed-1");
  g_assert_cmpfloat_with_epsilon (zb_near_thing_get_distance (first), 17.7, 0.5);
  zb_near_set_radius (near, 400);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (near)), ==, 7);
}

static double
cpu_seconds (void)
{
  struct rusage usage;
  getrusage (RUSAGE_SELF, &usage);
  return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static void
measure (ZbCameraStrip *strip)
{
  guint painted = zb_tile_get_n_painted (zb_camera_strip_get_tile (strip, 0));
  double before = cpu_seconds ();
  run (5);
  g_test_message ("four tiles: %.1f %% of one processor, %.1f pictures a second painted",
                  (cpu_seconds () - before) / 5 * 100,
                  (zb_tile_get_n_painted (zb_camera_strip_get_tile (strip, 0)) - painted) / 5.0);
}

static void
test_strip (void)
{
  g_autoptr (GListStore) devices = make_devices ();
  g_autoptr (ZbAlert) alert = g_object_new (ZB_TYPE_ALERT, NULL), other = g_object_new (ZB_TYPE_ALERT, NULL);
  GtkWidget *strip = zb_camera_strip_new ();
  alert->location = (ZbPoint){ 121.4, 31.21 };
  other->location = (ZbPoint){ 121.5, 31.3 };
  g_object_set (strip, "devices", devices, "media", media, "watermark", "陈值班 CN0386", NULL);
  GtkWidget *window = zb_sample_show (strip, 1384, 240);
  g_assert_null (zb_tile_get_player (zb_camera_strip_get_tile (ZB_CAMERA_STRIP (strip), 0)));
  zb_sample_picture (strip, "strip-empty");
  zb_camera_strip_set_alert (ZB_CAMERA_STRIP (strip), alert);
  for (guint i = 0; i < ZB_CAMERA_STRIP_TILES; i++)
    assert_becomes (zb_camera_strip_get_tile (ZB_CAMERA_STRIP (strip), i), ZB_PLAYER_LIVE, 15);
  g_assert_cmpuint (g_list_model_get_n_items (zb_camera_strip_get_cameras (ZB_CAMERA_STRIP (strip))), ==, 6);
  measure (ZB_CAMERA_STRIP (strip));
  zb_sample_picture (strip, "strip");
  gtk_window_set_default_size (GTK_WINDOW (window), 914, 200);
  run (1);
  zb_sample_picture (strip, "strip-narrow");
  g_object_set (strip, "follow", FALSE, NULL);
  zb_camera_strip_set_alert (ZB_CAMERA_STRIP (strip), other);
  g_assert_cmpuint (g_list_model_get_n_items (zb_camera_strip_get_cameras (ZB_CAMERA_STRIP (strip))), ==, 6);
  g_object_set (strip, "follow", TRUE, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (zb_camera_strip_get_cameras (ZB_CAMERA_STRIP (strip))), ==, 0);
  g_object_add_weak_pointer (G_OBJECT (strip), (gpointer *)&strip);
  gtk_window_destroy (GTK_WINDOW (window));
  zb_sample_settle ();
  g_assert_null (strip);
}

static const char *
id_of_tile (GtkWidget *strip, guint tile)
{
  ZbDevice *device = zb_tile_get_device (zb_camera_strip_get_tile (ZB_CAMERA_STRIP (strip), tile));

  return device ? ZB_ENTITY (device)->id : NULL;
}

/* Six around the alert, of which four have room, and the others are a page away. */
static void
test_strip_pages (void)
{
  g_autoptr (GListStore) devices = make_devices ();
  g_autoptr (ZbAlert) alert = g_object_new (ZB_TYPE_ALERT, NULL);
  GtkWidget *strip = zb_camera_strip_new ();
  alert->location = (ZbPoint){ 121.4, 31.21 };
  g_object_set (strip, "devices", devices, "alert", alert, NULL);
  GtkWidget *window = zb_sample_show (strip, 1384, 240);
  g_assert_cmpstr (id_of_tile (strip, 0), ==, "shed-1");
  g_assert_true (gtk_widget_activate_action (strip, "cameras.next", NULL));
  g_assert_cmpstr (id_of_tile (strip, 0), ==, "gate-2");
  g_assert_cmpstr (id_of_tile (strip, 1), ==, "junction-2");
  g_assert_null (id_of_tile (strip, 2));
  gtk_widget_activate_action (strip, "cameras.next", NULL);
  g_assert_cmpstr (id_of_tile (strip, 0), ==, "gate-2");
  gtk_widget_activate_action (strip, "cameras.previous", NULL);
  g_assert_cmpstr (id_of_tile (strip, 0), ==, "shed-1");
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Only those that see the place, wherever the alert is, until that is ended. */
static void
test_strip_looks (void)
{
  g_autoptr (GListStore) devices = make_devices ();
  g_autoptr (ZbAlert) alert = g_object_new (ZB_TYPE_ALERT, NULL), other = g_object_new (ZB_TYPE_ALERT, NULL);
  g_autoptr (ZbDevice) seeing = g_list_model_get_item (G_LIST_MODEL (devices), 0);
  GtkWidget *strip = zb_camera_strip_new ();
  alert->location = other->location = (ZbPoint){ 121.4, 31.21 };
  seeing->heading = 90;
  seeing->fov = 60;
  seeing->range = 100;
  g_object_set (strip, "devices", devices, "alert", alert, NULL);
  GtkWidget *window = zb_sample_show (strip, 1384, 240);
  zb_camera_strip_look (ZB_CAMERA_STRIP (strip), zb_point_move (seeing->location, 80, 60));
  g_assert_cmpstr (id_of_tile (strip, 0), ==, ZB_ENTITY (seeing)->id);
  g_assert_null (id_of_tile (strip, 1));
  zb_sample_picture (strip, "strip-looks");
  zb_camera_strip_look (ZB_CAMERA_STRIP (strip), zb_point_move (seeing->location, 270, 60));
  g_assert_null (id_of_tile (strip, 0));
  g_object_notify (G_OBJECT (alert), "location");
  g_assert_null (id_of_tile (strip, 0));
  g_assert_true (gtk_widget_activate_action (strip, "cameras.end-look", NULL));
  g_assert_cmpstr (id_of_tile (strip, 0), ==, "shed-1");
  zb_camera_strip_look (ZB_CAMERA_STRIP (strip), zb_point_move (seeing->location, 270, 60));
  zb_camera_strip_set_alert (ZB_CAMERA_STRIP (strip), other);
  g_assert_cmpstr (id_of_tile (strip, 0), ==, "shed-1");
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
has_frame (gpointer player)
{
  return zb_player_get_n_frames (player) > 0;
}

/* A tile that is on the screen already when it is given a camera shows a frame with the beat that brings it.
 */
static void
test_shows_at_once (void)
{
  GtkWidget *row = new_row (), *tile = zb_tile_new (), *window;
  g_autoptr (ZbDevice) camera = make_camera ("gate-55", "东门", 10, 10);
  ZbTilePicture *picture = ZB_TILE_PICTURE (zb_sample_find (tile, ZB_TYPE_TILE_PICTURE, NULL));
  gtk_widget_set_hexpand (tile, TRUE);
  gtk_box_append (GTK_BOX (row), tile);
  window = zb_sample_show (row, 420, 236);
  zb_tile_set_media (ZB_TILE (tile), ZB_MEDIA (media));
  zb_tile_set_device (ZB_TILE (tile), camera);
  ZbPlayer *player = zb_tile_get_player (ZB_TILE (tile));
  g_assert_true (zb_fake_media_run_until (has_frame, player, 10));
  g_assert_nonnull (zb_player_get_frame (player));
  g_assert_true (zb_tile_picture_get_frame (picture) == zb_player_get_frame (player));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Hidden tiles do not play, and all that was opened is closed. */
static void
test_hidden (void)
{
  GtkWidget *row = new_row ();
  ZbTile *tile = add_tile (row, "gate-51", "东门");
  GtkWidget *window = zb_sample_show (row, 420, 236);
  assert_becomes (tile, ZB_PLAYER_LIVE, 10);
  ZbPlayer *player = zb_tile_get_player (tile);
  g_object_add_weak_pointer (G_OBJECT (player), (gpointer *)&player);
  gtk_widget_set_visible (GTK_WIDGET (tile), FALSE);
  g_assert_null (zb_tile_get_player (tile));
  g_assert_null (player);
  gtk_widget_set_visible (GTK_WIDGET (tile), TRUE);
  assert_becomes (tile, ZB_PLAYER_LIVE, 10);
  gtk_window_destroy (GTK_WINDOW (window));
  run (1);
  g_assert_cmpuint (zb_rtsp_server_get_n_viewers (media->server), ==, 0);
}

static gboolean
has_picture (gpointer tile)
{
  return zb_player_get_frame (zb_tile_get_player (tile)) != NULL;
}

/* A tile that comes back shows what it last saw while it connects; another officer sees nothing of it. */
static void
test_still (void)
{
  GtkWidget *row = new_row ();
  ZbTile *tile = add_tile (row, "gate-61", "东门");
  GtkWidget *window = zb_sample_show (row, 420, 236);
  g_object_set (tile, "watermark", "陈值班 CN0386", NULL);
  assert_becomes (tile, ZB_PLAYER_LIVE, 10);
  g_assert_true (zb_fake_media_run_until (has_picture, tile, 2));
  zb_stills_forget ();
  gtk_widget_set_visible (GTK_WIDGET (tile), FALSE);
  g_assert_cmpuint (zb_stills_count (), ==, 1);
  gtk_widget_set_visible (GTK_WIDGET (tile), TRUE);
  g_assert_nonnull (zb_player_get_frame (zb_tile_get_player (tile)));
  g_assert_cmpint (zb_player_get_last_frame_time (zb_tile_get_player (tile)), >, 0);
  g_assert_cmpint (zb_player_get_state (zb_tile_get_player (tile)), ==, ZB_PLAYER_CONNECTING);
  assert_becomes (tile, ZB_PLAYER_LIVE, 10);
  g_object_set (tile, "watermark", "林晓岚 CN0391", NULL);
  g_assert_cmpuint (zb_stills_count (), ==, 0);
  gtk_window_destroy (GTK_WINDOW (window));
  run (1);
}

static void
test_stills_are_few (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("\0\0\0\0", 4);
  g_autoptr (GdkTexture) texture = gdk_memory_texture_new (1, 1, GDK_MEMORY_R8G8B8A8, bytes, 4);
  gint64 time;
  zb_stills_forget ();
  for (int i = 0; i < 3 * ZB_STILLS_MOST; i++)
    {
      g_autofree char *key = g_strdup_printf ("%d", i);
      zb_stills_keep (key, texture, i + 1);
      zb_stills_keep (key, texture, i + 1);
    }
  g_assert_cmpuint (zb_stills_count (), ==, ZB_STILLS_MOST);
  g_assert_null (zb_stills_find ("0", &time));
  g_assert_nonnull (zb_stills_find ("59", &time));
  g_assert_cmpint (time, ==, 60);
  zb_stills_forget ();
}

/* Of a large picture a small one is kept: each of its pixels is the mean of those that it stands for. */
static void
test_stills_are_small (void)
{
  const int width = 4 * ZB_STILL_WIDTH - 3, height = 900;
  guint32 *pixels = g_new (guint32, (gsize)(width * height));
  g_autoptr (GBytes) bytes = g_bytes_new_take (pixels, (gsize)(width * height) * 4);
  g_autoptr (GdkTexture) texture = NULL;
  guint32 small[ZB_STILL_WIDTH * 225];
  GdkTexture *kept;
  gint64 time;

  for (int i = 0; i < width * height; i++)
    pixels[i] = i % 4 == 0 ? 0xff804020 : 0xff000000;
  texture =
      gdk_memory_texture_new (width, height, GDK_MEMORY_B8G8R8A8_PREMULTIPLIED, bytes, (gsize)width * 4);
  zb_stills_forget ();
  zb_stills_keep ("large", texture, 1);
  kept = zb_stills_find ("large", &time);
  g_assert_cmpint (gdk_texture_get_width (kept), ==, width / 4);
  g_assert_cmpint (gdk_texture_get_height (kept), ==, height / 4);
  gdk_texture_download (kept, (guchar *)small, (gsize)(width / 4) * 4);
  g_assert_cmphex (small[0], ==, 0xff201008);
  g_assert_cmphex (small[100 * (width / 4) + 200], ==, 0xff201008);
  zb_stills_forget ();
}

/* The state is the same and the camera another: a reader is told of the other one. */
static void
test_described (void)
{
  GtkWidget *row = new_row ();
  ZbTile *tile = add_tile (row, "offline-71", "东门");
  g_autoptr (ZbDevice) other = make_camera ("offline-72", "西门", 0, 0);
  GtkWidget *window = zb_sample_show (row, 420, 236);
  assert_becomes (tile, ZB_PLAYER_ABSENT, 10);
  other->status = ZB_DEVICE_OFFLINE;
  g_autofree char *before = g_strdup_printf ("东门, %s", _ ("The video server does not find this camera"));
  g_autofree char *after = g_strdup_printf ("西门, %s", _ ("The camera is offline"));
  gtk_test_accessible_assert_property (tile, GTK_ACCESSIBLE_PROPERTY_LABEL, before);
  zb_tile_set_device (tile, other);
  assert_becomes (tile, ZB_PLAYER_ABSENT, 10);
  run (1);
  gtk_test_accessible_assert_property (tile, GTK_ACCESSIBLE_PROPERTY_LABEL, after);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* What the platform tells of a camera that is busy is told on. */
static void
test_busy_tells (void)
{
  GtkWidget *row = new_row ();
  media->status = 453;
  media->detail = "会话已满（4/4）：周启明、沈静波等";
  ZbTile *tile = add_tile (row, "gate-81", "东门");
  GtkWidget *window = zb_sample_show (row, 420, 236);
  assert_becomes (tile, ZB_PLAYER_BUSY, 10);
  run (1);
  g_assert_nonnull (zb_sample_find_text (GTK_WIDGET (tile), "4/4"));
  media->status = 0;
  media->detail = NULL;
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Where the platform has no pictures to give it does not seem to be the camera's sessions, and what the
 * platform says in the officers' language is said. */
static void
test_platform_has_none (void)
{
  GtkWidget *row = new_row ();
  media->status = 503;
  media->detail = "平台未连接视频网关";
  ZbTile *tile = add_tile (row, "gate-82", "东门");
  GtkWidget *window = zb_sample_show (row, 420, 236);
  assert_becomes (tile, ZB_PLAYER_UNSERVED, 10);
  run (1);
  g_assert_nonnull (zb_sample_find_text (row, _ ("The platform gives no live pictures now")));
  g_assert_nonnull (zb_sample_find_text (row, media->detail));
  g_assert_nonnull (zb_sample_find_text (row, _ ("Tell the administrator if it stays so")));
  g_assert_null (zb_sample_find_text (row, "ession"));
  g_assert_null (zb_sample_find_text (row, C_ ("tile", "Busy")));
  zb_sample_picture (row, "tile-platform-has-none");
  media->status = 0;
  media->detail = NULL;
  gtk_window_destroy (GTK_WINDOW (window));
}

typedef struct
{
  ZbTileGrid *grid;
  guint n_come, most_at_once;
} Coming;

static void
on_frame (GdkFrameClock *clock, Coming *coming)
{
  guint n = 0;
  for (guint i = 0; i < zb_tile_grid_get_n_tiles (coming->grid); i++)
    n += gtk_widget_get_child_visible (GTK_WIDGET (zb_tile_grid_get_tile (coming->grid, i)));
  if (n > coming->n_come)
    coming->most_at_once = MAX (coming->most_at_once, n - coming->n_come);
  coming->n_come = n;
}

static gboolean
have_come (gpointer data)
{
  const Coming *coming = data;
  return coming->n_come == zb_tile_grid_get_n_tiles (coming->grid);
}

/* A list that is set once more is followed as before. */
static void
test_grid_follows_its_list (void)
{
  g_autoptr (ZbTileGrid) grid = g_object_ref_sink (g_object_new (ZB_TYPE_TILE_GRID, NULL));
  g_autoptr (GListStore) cameras = g_list_store_new (ZB_TYPE_DEVICE);
  g_autoptr (ZbEntity) camera = zb_entity_new (ZB_KIND_DEVICE, "camera-of-list");

  zb_tile_grid_set_devices (grid, G_LIST_MODEL (cameras));
  zb_tile_grid_set_devices (grid, G_LIST_MODEL (cameras));
  g_list_store_append (cameras, camera);
  g_assert_true (zb_tile_get_device (zb_tile_grid_get_tile (grid, 0)) == ZB_DEVICE (camera));
}

/* On a wall one picture more comes in each frame, also when the grid comes back. */
static void
test_one_by_one (void)
{
  ZbTileGrid *grid = g_object_new (ZB_TYPE_TILE_GRID, "plain", TRUE, NULL);
  Coming coming = { grid, 0, 0 };
  zb_tile_grid_set_shape (grid, 3, 2);
  GtkWidget *window = zb_sample_show (GTK_WIDGET (grid), 960, 360);
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (on_frame), &coming);
  for (guint round = 0; round < 2; round++)
    {
      gtk_widget_set_visible (GTK_WIDGET (grid), FALSE);
      gtk_widget_set_visible (GTK_WIDGET (grid), TRUE);
      on_frame (NULL, &coming);
      g_assert_cmpuint (coming.n_come, ==, 0);
      coming.most_at_once = 0;
      g_assert_true (zb_fake_media_run_until (have_come, &coming, 5));
      g_assert_cmpuint (coming.most_at_once, ==, 1);
    }
  g_signal_handlers_disconnect_by_data (gtk_widget_get_frame_clock (window), &coming);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  zb_sample_init (&argc, &argv);
  media = zb_fake_media_new (4, 4);
  g_test_add_func ("/video/near-cameras", test_near_cameras);
  g_test_add_func ("/video/strip-pages", test_strip_pages);
  g_test_add_func ("/video/strip-looks", test_strip_looks);
  g_test_add_func ("/video/tile/states", test_states);
  g_test_add_func ("/video/tile/refusals", test_refusals);
  g_test_add_func ("/video/tile/shows-at-once", test_shows_at_once);
  g_test_add_func ("/video/tile/hidden", test_hidden);
  g_test_add_func ("/video/tile/still", test_still);
  g_test_add_func ("/video/tile/stills-are-few", test_stills_are_few);
  g_test_add_func ("/video/tile/stills-are-small", test_stills_are_small);
  g_test_add_func ("/video/tile/described", test_described);
  g_test_add_func ("/video/tile/busy-tells", test_busy_tells);
  g_test_add_func ("/video/tile/platform-has-none", test_platform_has_none);
  g_test_add_func ("/video/strip", test_strip);
  g_test_add_func ("/video/tile/one-by-one", test_one_by_one);
  g_test_add_func ("/video/tile/grid-follows-its-list", test_grid_follows_its_list);
  int result = g_test_run ();
  g_object_unref (media);
  return result;
}
