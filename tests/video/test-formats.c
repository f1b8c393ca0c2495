/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Streams as cameras and gateways of other makers send them: H.265, datagrams, pictures and playlists over
 * HTTP, each from a server on this machine. */
#include "zb-fake-media.h"
#include "zb-player.h"

#include <gst/app/app.h>
#include <gst/rtsp-server/rtsp-server.h>
#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <string.h>

static ZbFakeMedia *media;

static gboolean
has_encoder (const char *name)
{
  g_autoptr (GstElementFactory) factory = gst_element_factory_find (name);

  if (!factory)
    g_test_skip_printf ("GStreamer has no %s here", name);
  return factory != NULL;
}

/* --- RTSP ------------------------------------------------------------------------------------- */

typedef struct
{
  GstRTSPServer *server;
  guint source;
  int port;
} Camera;

static Camera
start_camera (const char *launch, GstRTSPLowerTrans ways, int port)
{
  Camera camera = { gst_rtsp_server_new (), 0, 0 };
  g_autoptr (GstRTSPMountPoints) mounts = gst_rtsp_server_get_mount_points (camera.server);
  g_autofree char *service = g_strdup_printf ("%d", port);
  GstRTSPMediaFactory *factory = gst_rtsp_media_factory_new ();

  gst_rtsp_media_factory_set_launch (factory, launch);
  gst_rtsp_media_factory_set_protocols (factory, ways);
  gst_rtsp_mount_points_add_factory (mounts, "/yard", factory);
  gst_rtsp_server_set_address (camera.server, "127.0.0.1");
  gst_rtsp_server_set_service (camera.server, service);
  camera.source = gst_rtsp_server_attach (camera.server, NULL);
  camera.port = gst_rtsp_server_get_bound_port (camera.server);
  g_free (media->uri);
  media->uri = g_strdup_printf ("rtsp://127.0.0.1:%d/yard", camera.port);
  return camera;
}

static GstRTSPFilterResult
drop_client (GstRTSPServer *server, GstRTSPClient *client, gpointer nothing)
{
  return GST_RTSP_FILTER_REMOVE;
}

static void
stop_camera (Camera *camera)
{
  gst_rtsp_server_client_filter (camera->server, drop_client, NULL);
  g_source_remove (camera->source);
  g_clear_object (&camera->server);
  g_clear_pointer (&media->uri, g_free);
}

#define MOVING                                                                                               \
  "( videotestsrc is-live=true pattern=ball ! video/x-raw,format=I420,width=320,height=240,framerate=15/1 "  \
  "! "
#define H264 "x264enc tune=zerolatency speed-preset=ultrafast key-int-max=15 ! rtph264pay name=pay0 pt=96 )"
#define H265                                                                                                 \
  "x265enc tune=zerolatency speed-preset=ultrafast key-int-max=15 ! rtph265pay name=pay0 pt=96 "             \
  "config-interval=-1 )"

static void
test_h265 (void)
{
  if (!has_encoder ("x265enc"))
    return;
  Camera camera = start_camera (MOVING H265, GST_RTSP_LOWER_TRANS_TCP, 0);
  g_autoptr (ZbPlayer) player = zb_player_get (ZB_MEDIA (media), "yard-265", "sub");
  zb_fake_media_assert_becomes (player, ZB_PLAYER_LIVE, 15);
  g_assert_cmpstr (zb_player_get_decoding (player)->codec, ==, "H.265");
  g_clear_object (&player);
  stop_camera (&camera);
}

static gboolean
decodes_h265 (gpointer player)
{
  return g_strcmp0 (zb_player_get_decoding (player)->codec, "H.265") == 0;
}

/* The camera is replaced by another one while it is watched: another size, another coding. */
static void
test_other_camera (void)
{
  int width, height, rate;

  if (!has_encoder ("x265enc"))
    return;
  Camera camera = start_camera (MOVING H264, GST_RTSP_LOWER_TRANS_TCP, 0);
  const int port = camera.port;
  g_autoptr (ZbPlayer) player = zb_player_get (ZB_MEDIA (media), "yard-other", "sub");
  zb_fake_media_assert_becomes (player, ZB_PLAYER_LIVE, 15);
  g_assert_cmpstr (zb_player_get_decoding (player)->codec, ==, "H.264");
  stop_camera (&camera);
  camera = start_camera ("( videotestsrc is-live=true pattern=ball ! "
                         "video/x-raw,format=I420,width=480,height=360,framerate=10/1 ! " H265,
                         GST_RTSP_LOWER_TRANS_TCP, port);
  g_assert_true (zb_fake_media_run_until (decodes_h265, player, 15));
  g_assert_cmpint (zb_player_get_state (player), ==, ZB_PLAYER_LIVE);
  zb_player_get_format (player, &width, &height, &rate);
  g_assert_cmpint (height, ==, 360);
  g_clear_object (&player);
  stop_camera (&camera);
}

/* A camera that has nothing but datagrams shows which way the stream came. */
static void
test_datagrams (void)
{
  Camera camera = start_camera (MOVING H264, GST_RTSP_LOWER_TRANS_UDP, 0);
  g_autoptr (ZbPlayer) player = zb_player_get (ZB_MEDIA (media), "yard-udp", "sub");

  zb_fake_media_run (3);
  g_assert_cmpint (zb_player_get_state (player), !=, ZB_PLAYER_LIVE);
  zb_player_set_datagrams (TRUE);
  zb_fake_media_assert_becomes (player, ZB_PLAYER_LIVE, 15);
  zb_player_set_datagrams (FALSE);
  zb_fake_media_run (3);
  g_assert_cmpint (zb_player_get_state (player), !=, ZB_PLAYER_LIVE);
  g_clear_object (&player);
  stop_camera (&camera);
}

/* And one that has none is watched over TCP all the same. */
static void
test_no_datagrams (void)
{
  Camera camera = start_camera (MOVING H264, GST_RTSP_LOWER_TRANS_TCP, 0);

  zb_player_set_datagrams (TRUE);
  g_autoptr (ZbPlayer) player = zb_player_get (ZB_MEDIA (media), "yard-tcp", "sub");
  zb_fake_media_assert_becomes (player, ZB_PLAYER_LIVE, 15);
  zb_player_set_datagrams (FALSE);
  g_clear_object (&player);
  stop_camera (&camera);
}

/* --- HTTP ------------------------------------------------------------------------------------- */

typedef struct
{
  SoupServer *server;
  GPtrArray *pictures; /* JPEG */
  char *folder;        /* of a playlist */
  guint n_refused;
} Gateway;

static gboolean
is_good (SoupAuthDomain *domain, SoupServerMessage *message, const char *user, const char *password,
         gpointer data)
{
  g_autofree char *wanted = zb_ticket_book_lookup (user, "yard", "sub", media->book);
  const gboolean good = g_strcmp0 (wanted, password) == 0;

  ((Gateway *)data)->n_refused += !good;
  return good;
}

typedef struct
{
  Gateway *gateway;
  SoupServerMessage *message;
  guint n, timer;
} Viewer;

static gboolean
send_picture (gpointer data)
{
  Viewer *viewer = data;
  GBytes *picture = viewer->gateway->pictures->pdata[viewer->n++ % viewer->gateway->pictures->len];
  SoupMessageBody *body = soup_server_message_get_response_body (viewer->message);
  g_autofree char *head = g_strdup_printf (
      "--next\r\nContent-Type: image/jpeg\r\nContent-Length: %zu\r\n\r\n", g_bytes_get_size (picture));

  soup_message_body_append (body, SOUP_MEMORY_COPY, head, strlen (head));
  soup_message_body_append_bytes (body, picture);
  soup_message_body_append (body, SOUP_MEMORY_STATIC, "\r\n", 2);
  soup_server_message_unpause (viewer->message);
  return G_SOURCE_CONTINUE;
}

static void
on_finished (SoupServerMessage *message, gpointer data)
{
  Viewer *viewer = data;

  g_clear_handle_id (&viewer->timer, g_source_remove);
  g_object_unref (viewer->message);
  g_free (viewer);
}

static void
serve_pictures (Gateway *self, SoupServerMessage *message)
{
  Viewer *viewer = g_new0 (Viewer, 1);
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  viewer->gateway = self;
  viewer->message = g_object_ref (message);
  soup_server_message_set_status (message, 200, NULL);
  soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
  soup_message_headers_replace (headers, "Content-Type", "multipart/x-mixed-replace; boundary=next");
  soup_message_body_set_accumulate (soup_server_message_get_response_body (message), FALSE);
  g_signal_connect (message, "finished", G_CALLBACK (on_finished), viewer);
  viewer->timer = g_timeout_add (66, send_picture, viewer);
  send_picture (viewer);
}

static void
serve_file (Gateway *self, SoupServerMessage *message, const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *file = g_build_filename (self->folder, name, NULL);
  char *data = NULL;
  gsize length = 0;

  if (!g_file_get_contents (file, &data, &length, NULL))
    {
      soup_server_message_set_status (message, 404, NULL);
      return;
    }
  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (
      message, g_str_has_suffix (name, ".m3u8") ? "application/vnd.apple.mpegurl" : "video/mp2t",
      SOUP_MEMORY_TAKE, data, length);
}

static void
on_request (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query,
            gpointer data)
{
  Gateway *self = data;

  if (g_str_has_suffix (path, "/absent.mjpeg"))
    soup_server_message_set_status (message, 404, NULL);
  else if (g_str_has_suffix (path, ".mjpeg"))
    serve_pictures (self, message);
  else
    serve_file (self, message, path);
}

static Gateway *
gateway_new (void)
{
  Gateway *self = g_new0 (Gateway, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (SoupAuthDomain) domain =
      soup_auth_domain_basic_new ("realm", "cameras", "auth-callback", is_good, "auth-data", self, NULL);

  self->server = soup_server_new (NULL, NULL);
  soup_auth_domain_add_path (domain, "/");
  soup_server_add_auth_domain (self->server, domain);
  soup_server_add_handler (self->server, NULL, on_request, self, NULL);
  soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  return self;
}

static void
point_to (Gateway *self, const char *path)
{
  GSList *uris = soup_server_get_uris (self->server);

  g_free (media->uri);
  media->uri = g_strdup_printf ("http://127.0.0.1:%d%s", g_uri_get_port (uris->data), path);
  g_slist_free_full (uris, (GDestroyNotify)g_uri_unref);
}

static void
gateway_free (Gateway *self)
{
  soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  g_clear_pointer (&self->pictures, g_ptr_array_unref);
  g_free (self->folder);
  g_free (self);
  g_clear_pointer (&media->uri, g_free);
}

static GPtrArray *
make_pictures (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GstElement) pipeline =
      gst_parse_launch ("videotestsrc pattern=ball num-buffers=30 ! video/x-raw,width=320,height=240 ! "
                        "jpegenc ! appsink name=sink",
                        &error);
  g_autoptr (GstElement) sink = gst_bin_get_by_name (GST_BIN (pipeline), "sink");
  GPtrArray *pictures = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  GstSample *sample;

  g_assert_no_error (error);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  while ((sample = gst_app_sink_pull_sample (GST_APP_SINK (sink))))
    {
      GstMapInfo map;
      gst_buffer_map (gst_sample_get_buffer (sample), &map, GST_MAP_READ);
      g_ptr_array_add (pictures, g_bytes_new (map.data, map.size));
      gst_buffer_unmap (gst_sample_get_buffer (sample), &map);
      gst_sample_unref (sample);
    }
  gst_element_set_state (pipeline, GST_STATE_NULL);
  return pictures;
}

/* The ticket's name is of one camera: the fake platform is asked for that one. */
static ZbPlayer *
watch_yard (void)
{
  return zb_player_get (ZB_MEDIA (media), "yard", "sub");
}

static void
test_pictures (void)
{
  Gateway *gateway = gateway_new ();
  int width, height, rate;

  gateway->pictures = make_pictures ();
  point_to (gateway, "/yard.mjpeg");
  g_autoptr (ZbPlayer) player = watch_yard ();
  zb_fake_media_assert_becomes (player, ZB_PLAYER_LIVE, 10);
  zb_fake_media_run (2);
  g_assert_cmpuint (zb_player_get_n_frames (player), >=, 15);
  zb_player_get_format (player, &width, &height, &rate);
  g_assert_cmpint (width, ==, 320);
  g_assert_cmpstr (zb_player_get_decoding (player)->codec, ==, "MJPEG");
  g_assert_cmpuint (gateway->n_refused, ==, 0);
  g_clear_object (&player);
  zb_fake_media_run (1);
  gateway_free (gateway);
}

static void
test_pictures_refused (void)
{
  Gateway *gateway = gateway_new ();

  gateway->pictures = make_pictures ();
  point_to (gateway, "/yard.mjpeg");
  media->forged = TRUE;
  g_autoptr (ZbPlayer) player = watch_yard ();
  zb_fake_media_assert_becomes (player, ZB_PLAYER_REFUSED, 10);
  media->forged = FALSE;
  point_to (gateway, "/absent.mjpeg");
  zb_player_retry (player);
  zb_fake_media_assert_becomes (player, ZB_PLAYER_ABSENT, 10);
  g_clear_object (&player);
  zb_fake_media_run (1);
  gateway_free (gateway);
}

/* One picture again and again, as a gateway sends that has lost its camera. */
static void
test_pictures_frozen (void)
{
  Gateway *gateway = gateway_new ();

  gateway->pictures = make_pictures ();
  g_ptr_array_set_size (gateway->pictures, 1);
  point_to (gateway, "/yard.mjpeg");
  g_autoptr (ZbPlayer) player = watch_yard ();
  zb_fake_media_assert_becomes (player, ZB_PLAYER_LIVE, 10);
  zb_fake_media_assert_becomes (player, ZB_PLAYER_FROZEN, 8);
  g_assert_cmpint (zb_player_get_frame_age (player), >=, 5 * G_USEC_PER_SEC);
  g_assert_cmpint (zb_player_get_frame_age (player), <, 8 * G_USEC_PER_SEC);
  g_clear_object (&player);
  zb_fake_media_run (1);
  gateway_free (gateway);
}

static char *
make_playlist (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("zb-hls-XXXXXX", &error);
  g_autofree char *text =
      g_strdup_printf ("videotestsrc pattern=ball num-buffers=300 ! "
                       "video/x-raw,format=I420,width=320,height=240,framerate=15/1 ! "
                       "x264enc speed-preset=ultrafast tune=zerolatency key-int-max=15 ! h264parse ! "
                       "hlssink2 target-duration=2 playlist-length=0 max-files=0 location=%s/piece%%05d.ts "
                       "playlist-location=%s/yard.m3u8",
                       folder, folder);
  g_autoptr (GstElement) pipeline = gst_parse_launch (text, &error);
  g_assert_no_error (error);
  g_autoptr (GstBus) bus = gst_element_get_bus (pipeline);

  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  g_autoptr (GstMessage) message =
      gst_bus_timed_pop_filtered (bus, 60 * GST_SECOND, GST_MESSAGE_EOS | GST_MESSAGE_ERROR);
  g_assert_cmpint (GST_MESSAGE_TYPE (message), ==, GST_MESSAGE_EOS);
  gst_element_set_state (pipeline, GST_STATE_NULL);
  return folder;
}

static void
remove_folder (const char *folder)
{
  const char *name;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);

  while ((name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_unlink (path);
    }
  g_rmdir (folder);
}

/* Pieces come at once and are shown one picture after the other. */
static void
test_playlist (void)
{
  if (!has_encoder ("hlssink2") || !has_encoder ("hlsdemux"))
    return;
  Gateway *gateway = gateway_new ();
  gateway->folder = make_playlist ();
  point_to (gateway, "/yard.m3u8");
  g_autoptr (ZbPlayer) player = watch_yard ();
  zb_fake_media_assert_becomes (player, ZB_PLAYER_LIVE, 15);
  guint before = zb_player_get_n_frames (player);
  zb_fake_media_run (4);
  g_assert_cmpint (zb_player_get_state (player), ==, ZB_PLAYER_LIVE);
  g_assert_cmpuint (zb_player_get_n_frames (player) - before, >=, 40);
  g_assert_cmpuint (zb_player_get_n_frames (player) - before, <=, 80);
  g_assert_cmpuint (gateway->n_refused, ==, 0);
  g_clear_object (&player);
  zb_fake_media_run (1);
  remove_folder (gateway->folder);
  gateway_free (gateway);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("GIO_USE_PROXY_RESOLVER", "dummy", TRUE);
  media = zb_fake_media_new (1, 4);
  g_test_add_func ("/video/formats/h265", test_h265);
  g_test_add_func ("/video/formats/other-camera", test_other_camera);
  g_test_add_func ("/video/formats/datagrams", test_datagrams);
  g_test_add_func ("/video/formats/no-datagrams", test_no_datagrams);
  g_test_add_func ("/video/formats/pictures", test_pictures);
  g_test_add_func ("/video/formats/pictures-refused", test_pictures_refused);
  g_test_add_func ("/video/formats/pictures-frozen", test_pictures_frozen);
  g_test_add_func ("/video/formats/playlist", test_playlist);
  int result = g_test_run ();
  g_object_unref (media);
  return result;
}
