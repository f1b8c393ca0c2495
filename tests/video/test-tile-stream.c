/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which stream a tile shows, which tile is opened first, and what it says of a picture that is frozen. */
#include "zb-fake-media.h"
#include "zb-sample-window.h"
#include "zb-tile-grid.h"

#include <gst/app/app.h>
#include <gst/rtsp-server/rtsp-server.h>

static ZbFakeMedia *media;

static ZbDevice *
make_camera (const char *id)
{
  ZbDevice *device = g_object_new (ZB_TYPE_DEVICE, NULL);

  ZB_ENTITY (device)->id = g_strdup (id);
  device->name = g_strdup ("天山路889弄 东门");
  device->kind = ZB_DEVICE_CAMERA;
  device->status = ZB_DEVICE_ONLINE;
  return device;
}

static ZbTile *
new_tile (const char *camera)
{
  g_autoptr (ZbDevice) device = make_camera (camera);
  ZbTile *tile = ZB_TILE (zb_tile_new ());

  zb_tile_set_media (tile, ZB_MEDIA (media));
  zb_tile_set_device (tile, device);
  zb_tile_set_watermark (tile, "陈值班 CN0386");
  return tile;
}

typedef struct
{
  ZbTile *tile;
  const char *profile;
  ZbPlayerState state;
} Wanted;

static gboolean
shows (gpointer data)
{
  const Wanted *wanted = data;
  ZbPlayer *player = zb_tile_get_player (wanted->tile);

  return player && zb_player_get_state (player) == wanted->state &&
         g_str_equal (zb_player_get_profile (player), wanted->profile);
}

static void
assert_shows (ZbTile *tile, const char *profile, ZbPlayerState state, guint seconds)
{
  Wanted wanted = { tile, profile, state };

  g_assert_true (zb_fake_media_run_until (shows, &wanted, seconds));
}

typedef struct
{
  ZbTile *tile;
  gboolean dark;
} Watch;

static gboolean
is_main (gpointer data)
{
  Watch *watch = data;
  ZbPlayer *player = zb_tile_get_player (watch->tile);

  watch->dark =
      watch->dark || !zb_player_get_frame (player) || zb_player_get_state (player) != ZB_PLAYER_LIVE;
  return g_str_equal (zb_player_get_profile (player), "main");
}

/* A tile that becomes large takes the main stream, and shows the small one until that has a picture. */
static void
test_profile (void)
{
  ZbTile *tile = new_tile ("gate-61");
  GtkWidget *window = zb_sample_show (GTK_WIDGET (tile), 480, 270);
  Watch watch = { tile, FALSE };

  assert_shows (tile, "sub", ZB_PLAYER_LIVE, 10);
  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 720);
  g_assert_true (zb_fake_media_run_until (is_main, &watch, 10));
  g_assert_false (watch.dark);
  assert_shows (tile, "main", ZB_PLAYER_LIVE, 1);
  zb_sample_picture (GTK_WIDGET (tile), "tile-main");
  gtk_window_set_default_size (GTK_WINDOW (window), 960, 540);
  g_assert_false (zb_fake_media_run_until (shows, &(Wanted){ tile, "sub", ZB_PLAYER_LIVE }, 2));
  assert_shows (tile, "main", ZB_PLAYER_LIVE, 1);
  gtk_window_set_default_size (GTK_WINDOW (window), 480, 270);
  assert_shows (tile, "sub", ZB_PLAYER_LIVE, 10);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* --- frozen ----------------------------------------------------------------------------------- */

static gint still; /* atomic */

typedef struct
{
  ZbFilm *film;
  guint count, index;
} Reel;

static void
reel_free (gpointer data)
{
  Reel *reel = data;

  zb_film_unref (reel->film);
  g_free (reel);
}

static void
feed (GstAppSrc *source, guint length, gpointer data)
{
  Reel *reel = data;

  reel->index = g_atomic_int_get (&still) ? 0 : reel->index + 1;
  g_autoptr (GBytes) picture =
      zb_film_get_frame (reel->film, reel->index % zb_film_get_n_frames (reel->film), NULL);
  GstBuffer *buffer = gst_buffer_new_wrapped_bytes (picture);
  GST_BUFFER_PTS (buffer) = gst_util_uint64_scale (reel->count++, GST_SECOND, ZB_FILM_RATE);
  gst_app_src_push_buffer (source, buffer);
}

static void
on_configure (GstRTSPMediaFactory *factory, GstRTSPMedia *rtsp, gpointer nothing)
{
  g_autoptr (GstElement) bin = gst_rtsp_media_get_element (rtsp);
  g_autoptr (GstElement) source = gst_bin_get_by_name (GST_BIN (bin), "film");
  GstAppSrcCallbacks callbacks = { .need_data = feed };
  Reel *reel = g_new0 (Reel, 1);

  reel->film = zb_film_open (media->films, ZB_SCENE_GATE, ZB_PROFILE_SUB, NULL);
  gst_app_src_set_callbacks (GST_APP_SRC (source), &callbacks, reel, reel_free);
}

static GstRTSPServer *
start_camera (void)
{
  GstRTSPServer *server = gst_rtsp_server_new ();
  g_autoptr (GstRTSPMountPoints) mounts = gst_rtsp_server_get_mount_points (server);
  GstRTSPMediaFactory *factory = gst_rtsp_media_factory_new ();

  gst_rtsp_media_factory_set_launch (factory, "( appsrc name=film format=time max-buffers=2 max-bytes=0 "
                                              "caps=video/x-h264,stream-format=byte-stream,alignment=au ! "
                                              "h264parse ! rtph264pay name=pay0 pt=96 config-interval=-1 )");
  g_signal_connect (factory, "media-configure", G_CALLBACK (on_configure), NULL);
  gst_rtsp_mount_points_add_factory (mounts, "/yard", factory);
  gst_rtsp_server_set_address (server, "127.0.0.1");
  gst_rtsp_server_set_service (server, "0");
  return server;
}

static void
test_frozen (void)
{
  g_autoptr (GstRTSPServer) server = start_camera ();
  const guint source = gst_rtsp_server_attach (server, NULL);
  media->uri = g_strdup_printf ("rtsp://127.0.0.1:%d/yard", gst_rtsp_server_get_bound_port (server));
  ZbTile *tile = new_tile ("gate-62");
  GtkWidget *window = zb_sample_show (GTK_WIDGET (tile), 420, 236);

  assert_shows (tile, "sub", ZB_PLAYER_LIVE, 10);
  g_atomic_int_set (&still, TRUE);
  assert_shows (tile, "sub", ZB_PLAYER_FROZEN, 8);
  zb_sample_settle ();
  zb_sample_picture (GTK_WIDGET (tile), "tile-frozen");
  g_assert_nonnull (zb_sample_find_text (GTK_WIDGET (tile), "Frozen"));
  g_assert_nonnull (zb_sample_find_text (GTK_WIDGET (tile), "The same picture for"));
  g_atomic_int_set (&still, FALSE);
  assert_shows (tile, "sub", ZB_PLAYER_LIVE, 3);
  gtk_window_destroy (GTK_WINDOW (window));
  g_clear_pointer (&media->uri, g_free);
  g_source_remove (source);
}

/* --- the order -------------------------------------------------------------------------------- */

static gboolean
swallow (GSocketService *service, GSocketConnection *connection, GObject *source, gpointer kept)
{
  g_ptr_array_add (kept, g_object_ref (connection));
  return TRUE;
}

static gboolean
most_wait (gpointer grid)
{
  guint n = 0;

  for (guint i = 0; i < 16; i++)
    n += zb_player_get_queue_place (zb_tile_get_player (zb_tile_grid_get_tile (grid, i))) > 0;
  return n == 12;
}

static guint
place_of (ZbTileGrid *grid, guint tile)
{
  return zb_player_get_queue_place (zb_tile_get_player (zb_tile_grid_get_tile (grid, tile)));
}

/* Of sixteen the selected one and those in the middle are opened before those in the corners. */
static void
test_order (void)
{
  g_autoptr (GSocketService) service = g_socket_service_new ();
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func (g_object_unref);
  const guint16 port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, NULL);
  ZbTileGrid *grid = g_object_new (ZB_TYPE_TILE_GRID, "worked", TRUE, NULL);

  g_signal_connect (service, "incoming", G_CALLBACK (swallow), kept);
  media->uri = g_strdup_printf ("rtsp://127.0.0.1:%u/cameras/x/sub", port);
  zb_tile_grid_set_shape (grid, 4, 4);
  for (guint i = 0; i < 16; i++)
    {
      g_autofree char *id = g_strdup_printf ("gate-%u", 80 + i);
      g_autoptr (ZbDevice) camera = make_camera (id);
      zb_tile_grid_put (grid, i, camera);
    }
  GtkWidget *window = zb_sample_show (GTK_WIDGET (grid), 800, 450);
  g_assert_cmpuint (zb_tile_grid_get_selected (grid), ==, 0);
  /* Only now: until a slow machine has drawn the window the first ones would have been given up. */
  zb_tile_grid_set_media (grid, ZB_MEDIA (media));
  g_assert_true (zb_fake_media_run_until (most_wait, grid, 8));
  g_assert_cmpuint (place_of (grid, 0), ==, 0);
  g_assert_cmpuint (place_of (grid, 5) + place_of (grid, 6) + place_of (grid, 9), ==, 0);
  g_assert_cmpuint (place_of (grid, 10), ==, 1);
  g_assert_cmpuint (place_of (grid, 15), >=, 10);
  zb_tile_grid_select (grid, 15);
  g_assert_cmpuint (place_of (grid, 15), ==, 1);
  gtk_window_destroy (GTK_WINDOW (window));
  g_clear_pointer (&media->uri, g_free);
  g_socket_service_stop (service);
}

int
main (int argc, char **argv)
{
  zb_sample_init (&argc, &argv);
  media = zb_fake_media_new (2, 4);
  g_test_add_func ("/video/tile/profile", test_profile);
  g_test_add_func ("/video/tile/frozen", test_frozen);
  g_test_add_func ("/video/tile/order", test_order);
  int result = g_test_run ();
  g_object_unref (media);
  return result;
}
