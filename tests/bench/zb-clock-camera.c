/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A camera that sees a clock: what it sends is encoded while it is watched, and has in it when it was taken,
 * in milliseconds of the clock that all programs on a machine share. */
#include "zb-clock-camera.h"

#include "zb-time-blocks.h"

#include <gst/app/app.h>
#include <string.h>

#define WIDTH 640
#define HEIGHT 360
#define RATE 15
#define SIZE (WIDTH * HEIGHT * 3 / 2)

struct _ZbClockCamera
{
  GstRTSPMediaFactory parent_instance;
};

G_DEFINE_FINAL_TYPE (ZbClockCamera, zb_clock_camera, GST_TYPE_RTSP_MEDIA_FACTORY)

/* A wall that slides by, for the encoder to have something to do, and the clock on it. */
static void
draw (guint8 *pixels)
{
  const gint64 now = g_get_monotonic_time () / 1000;

  memset (pixels, 128, SIZE);
  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++)
      pixels[y * WIDTH + x] = (guint8)(64 + (x + y + now / 16) % 128);
  zb_time_blocks_draw (pixels, WIDTH, WIDTH, HEIGHT, (guint16)now);
}

static gboolean
take_picture (gpointer source)
{
  GstMapInfo map;
  GstBuffer *buffer = gst_buffer_new_allocate (NULL, SIZE, NULL);

  gst_buffer_map (buffer, &map, GST_MAP_WRITE);
  draw (map.data);
  gst_buffer_unmap (buffer, &map);
  gst_app_src_push_buffer (source, buffer);
  return G_SOURCE_CONTINUE;
}

static GstElement *
zb_clock_camera_create_element (GstRTSPMediaFactory *factory, const GstRTSPUrl *url)
{
  g_autoptr (GError) error = NULL;
  GstElement *bin = gst_parse_launch (
      "( appsrc name=picture is-live=true do-timestamp=true format=time max-buffers=2 "
      "leaky-type=downstream caps=video/x-raw,format=I420,width=640,height=360,framerate=15/1 ! "
      "x264enc tune=zerolatency speed-preset=ultrafast key-int-max=30 bitrate=1000 threads=1 "
      "byte-stream=true ! h264parse ! rtph264pay name=pay0 pt=96 config-interval=-1 "
      "aggregate-mode=zero-latency )",
      &error);

  if (!bin)
    g_error ("%s", error->message);
  return bin;
}

static void
on_unprepared (GstRTSPMedia *media, gpointer timer)
{
  g_source_remove (GPOINTER_TO_UINT (timer));
}

/* It takes pictures until nobody watches any more. */
static void
zb_clock_camera_configure (GstRTSPMediaFactory *factory, GstRTSPMedia *media)
{
  g_autoptr (GstElement) bin = gst_rtsp_media_get_element (media);
  GstElement *source = gst_bin_get_by_name (GST_BIN (bin), "picture");
  guint timer = g_timeout_add_full (G_PRIORITY_HIGH, 1000 / RATE, take_picture, source, gst_object_unref);

  GST_RTSP_MEDIA_FACTORY_CLASS (zb_clock_camera_parent_class)->configure (factory, media);
  g_signal_connect (media, "unprepared", G_CALLBACK (on_unprepared), GUINT_TO_POINTER (timer));
}

static char *
zb_clock_camera_gen_key (GstRTSPMediaFactory *factory, const GstRTSPUrl *url)
{
  return g_strdup ("clock");
}

static void
zb_clock_camera_class_init (ZbClockCameraClass *klass)
{
  GstRTSPMediaFactoryClass *factory_class = GST_RTSP_MEDIA_FACTORY_CLASS (klass);

  factory_class->create_element = zb_clock_camera_create_element;
  factory_class->configure = zb_clock_camera_configure;
  factory_class->gen_key = zb_clock_camera_gen_key;
}

static void
zb_clock_camera_init (ZbClockCamera *self)
{
  gst_rtsp_media_factory_set_shared (GST_RTSP_MEDIA_FACTORY (self), TRUE);
  gst_rtsp_media_factory_set_protocols (GST_RTSP_MEDIA_FACTORY (self), GST_RTSP_LOWER_TRANS_TCP);
}

/**
 * zb_clock_camera_new:
 *
 * Returns: (transfer full): the camera, to be mounted
 */
GstRTSPMediaFactory *
zb_clock_camera_new (void)
{
  return g_object_new (ZB_TYPE_CLOCK_CAMERA, NULL);
}
