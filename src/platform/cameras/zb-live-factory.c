/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A camera that turns, drawn and encoded while somebody watches it, once for all who do:
 *
 *   head ─▶ vista (cairo) ─▶ appsrc ─▶ videoconvert ─▶ x264enc ─▶ rtph264pay
 *
 * What the encoder is told keeps a picture from waiting for the next one. */
#include "zb-live-factory.h"

#include <gst/app/app.h>

struct _ZbLiveFactory
{
  GstRTSPMediaFactory parent_instance;
  ZbHead *head;
  ZbVistaKind vista;
  ZbProfile profile;
};

G_DEFINE_FINAL_TYPE (ZbLiveFactory, zb_live_factory, GST_TYPE_RTSP_MEDIA_FACTORY)

#define FRAME_TIME (G_USEC_PER_SEC / ZB_FILM_RATE)

/* One pipeline's camera; used by its source's thread alone. */
typedef struct
{
  ZbHead *head;
  ZbVista *vista; /* drawn by the thread that needs it */
  ZbVistaKind kind;
  int width, height;
  gint64 begun;
  gint64 due;
} Lens;

static void
lens_free (gpointer data)
{
  Lens *lens = data;
  g_clear_pointer (&lens->vista, zb_vista_free);
  g_object_unref (lens->head);
  g_free (lens);
}

/* One picture after another at the rate that was promised; what could not be kept up with is not made up for.
 */
static void
wait_for_turn (Lens *lens)
{
  gint64 now = g_get_monotonic_time ();
  if (lens->due > now)
    g_usleep ((gulong)(lens->due - now));
  lens->due = MAX (lens->due, now - FRAME_TIME) + FRAME_TIME;
}

static void
paint (Lens *lens, guint8 *pixels)
{
  gint64 now = g_get_monotonic_time ();
  ZbPose pose = zb_head_get_pose (lens->head, now);
  cairo_surface_t *frame = cairo_image_surface_create_for_data (pixels, CAIRO_FORMAT_RGB24, lens->width,
                                                                lens->height, lens->width * 4);
  pose.pan = zb_head_get_offset (lens->head, pose.pan);
  zb_vista_paint (lens->vista, frame, pose, (double)(now - lens->begun) / G_USEC_PER_SEC);
  cairo_surface_finish (frame);
  cairo_surface_destroy (frame);
}

static void
begin (Lens *lens)
{
  lens->vista = zb_vista_new (lens->kind, lens->width, lens->height);
  lens->begun = lens->due = g_get_monotonic_time ();
}

static void
feed (GstAppSrc *source, guint length, gpointer data)
{
  Lens *lens = data;
  GstMapInfo map;
  if (!lens->vista)
    begin (lens);
  wait_for_turn (lens);
  GstBuffer *buffer = gst_buffer_new_allocate (NULL, (gsize)lens->width * (gsize)lens->height * 4, NULL);
  gst_buffer_map (buffer, &map, GST_MAP_WRITE);
  paint (lens, map.data);
  gst_buffer_unmap (buffer, &map);
  GST_BUFFER_DURATION (buffer) = GST_SECOND / ZB_FILM_RATE;
  gst_app_src_push_buffer (source, buffer);
}

static Lens *
lens_new (ZbLiveFactory *self)
{
  Lens *lens = g_new0 (Lens, 1);
  lens->head = g_object_ref (self->head);
  lens->kind = self->vista;
  zb_profile_get_size (self->profile, &lens->width, &lens->height);
  return lens;
}

static GstElement *
zb_live_factory_create_element (GstRTSPMediaFactory *factory, const GstRTSPUrl *url)
{
  GstAppSrcCallbacks callbacks = { .need_data = feed };
  Lens *lens = lens_new (ZB_LIVE_FACTORY (factory));
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_strdup_printf (
      "( appsrc name=lens is-live=true do-timestamp=true format=time max-buffers=1 max-bytes=0 "
      "caps=video/x-raw,format=BGRx,width=%d,height=%d,framerate=%d/1,pixel-aspect-ratio=1/1 ! "
      "videoconvert ! video/x-raw,format=I420 ! "
      "x264enc speed-preset=ultrafast tune=zerolatency pass=qual quantizer=25 key-int-max=%d bframes=0 "
      "threads=1 byte-stream=true option-string=scenecut=0:repeat-headers=1:mbtree=0 ! "
      "video/x-h264,stream-format=byte-stream,alignment=au,profile=main ! "
      "h264parse ! rtph264pay name=pay0 pt=96 config-interval=-1 aggregate-mode=zero-latency )",
      lens->width, lens->height, ZB_FILM_RATE, 2 * ZB_FILM_RATE);
  GstElement *bin = gst_parse_launch (text, &error);
  g_autoptr (GstElement) source = bin ? gst_bin_get_by_name (GST_BIN (bin), "lens") : NULL;
  if (!source)
    {
      lens_free (lens);
      g_warning ("A live camera cannot be made: %s", error ? error->message : "no source");
      return bin;
    }
  gst_app_src_set_callbacks (GST_APP_SRC (source), &callbacks, lens, lens_free);
  return bin;
}

static char *
zb_live_factory_gen_key (GstRTSPMediaFactory *factory, const GstRTSPUrl *url)
{
  return g_strdup ("live");
}

static void
zb_live_factory_finalize (GObject *object)
{
  g_clear_object (&ZB_LIVE_FACTORY (object)->head);
  G_OBJECT_CLASS (zb_live_factory_parent_class)->finalize (object);
}

static void
zb_live_factory_class_init (ZbLiveFactoryClass *klass)
{
  GstRTSPMediaFactoryClass *factory_class = GST_RTSP_MEDIA_FACTORY_CLASS (klass);
  G_OBJECT_CLASS (klass)->finalize = zb_live_factory_finalize;
  factory_class->create_element = zb_live_factory_create_element;
  factory_class->gen_key = zb_live_factory_gen_key;
}

static void
zb_live_factory_init (ZbLiveFactory *self)
{
  gst_rtsp_media_factory_set_shared (GST_RTSP_MEDIA_FACTORY (self), TRUE);
  gst_rtsp_media_factory_set_protocols (GST_RTSP_MEDIA_FACTORY (self), GST_RTSP_LOWER_TRANS_TCP);
}

/**
 * zb_live_factory_new:
 * @head: what turns the camera
 * @vista: what it looks over
 * @profile: which of its streams
 *
 * Returns: (transfer full): a factory whose media all play one and the same pipeline
 */
GstRTSPMediaFactory *
zb_live_factory_new (ZbHead *head, ZbVistaKind vista, ZbProfile profile)
{
  ZbLiveFactory *self = g_object_new (ZB_TYPE_LIVE_FACTORY, NULL);
  self->head = g_object_ref (head);
  self->vista = vista;
  self->profile = profile;
  return GST_RTSP_MEDIA_FACTORY (self);
}
