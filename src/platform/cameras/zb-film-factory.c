/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plays a film round and round for everybody who watches it: one pipeline for all paths that show it, nothing
 * decoded or encoded, time stamps that never go back. */
#include "zb-film-factory.h"

#include <gst/app/app.h>

struct _ZbFilmFactory
{
  GstRTSPMediaFactory parent_instance;
  ZbFilm *film;
  guint first;
};

G_DEFINE_FINAL_TYPE (ZbFilmFactory, zb_film_factory, GST_TYPE_RTSP_MEDIA_FACTORY)

/* Where one playing pipeline is in the film. */
typedef struct
{
  ZbFilm *film;
  guint first;
  guint64 count;
} Reel;

static void
reel_free (gpointer data)
{
  Reel *reel = data;
  zb_film_unref (reel->film);
  g_free (reel);
}

static void
feed (GstAppSrc *source, guint length, gpointer user_data)
{
  Reel *reel = user_data;
  gboolean key = FALSE;
  g_autoptr (GBytes) unit = zb_film_get_frame (
      reel->film, (guint)((reel->first + reel->count) % zb_film_get_n_frames (reel->film)), &key);
  GstBuffer *buffer = gst_buffer_new_wrapped_bytes (unit);
  GST_BUFFER_PTS (buffer) = GST_BUFFER_DTS (buffer) =
      gst_util_uint64_scale (reel->count, GST_SECOND, ZB_FILM_RATE);
  GST_BUFFER_DURATION (buffer) = GST_SECOND / ZB_FILM_RATE;
  if (!key)
    GST_BUFFER_FLAG_SET (buffer, GST_BUFFER_FLAG_DELTA_UNIT);
  reel->count++;
  gst_app_src_push_buffer (source, buffer);
}

static GstElement *
zb_film_factory_create_element (GstRTSPMediaFactory *factory, const GstRTSPUrl *url)
{
  ZbFilmFactory *self = ZB_FILM_FACTORY (factory);
  GstAppSrcCallbacks callbacks = { .need_data = feed };
  Reel *reel = g_new0 (Reel, 1);
  g_autoptr (GError) error = NULL;
  GstElement *bin = gst_parse_launch (
      "( appsrc name=film format=time max-buffers=2 max-bytes=0 "
      "caps=video/x-h264,stream-format=byte-stream,alignment=au ! "
      "h264parse ! rtph264pay name=pay0 pt=96 config-interval=-1 aggregate-mode=zero-latency )",
      &error);
  g_return_val_if_fail (bin, NULL);
  g_autoptr (GstElement) source = gst_bin_get_by_name (GST_BIN (bin), "film");
  reel->film = zb_film_ref (self->film);
  reel->first = self->first;
  gst_app_src_set_callbacks (GST_APP_SRC (source), &callbacks, reel, reel_free);
  return bin;
}

/* All paths of a factory share what it makes. */
static char *
zb_film_factory_gen_key (GstRTSPMediaFactory *factory, const GstRTSPUrl *url)
{
  return g_strdup ("film");
}

static void
zb_film_factory_finalize (GObject *object)
{
  g_clear_pointer (&ZB_FILM_FACTORY (object)->film, zb_film_unref);
  G_OBJECT_CLASS (zb_film_factory_parent_class)->finalize (object);
}

static void
zb_film_factory_class_init (ZbFilmFactoryClass *klass)
{
  GstRTSPMediaFactoryClass *factory_class = GST_RTSP_MEDIA_FACTORY_CLASS (klass);
  G_OBJECT_CLASS (klass)->finalize = zb_film_factory_finalize;
  factory_class->create_element = zb_film_factory_create_element;
  factory_class->gen_key = zb_film_factory_gen_key;
}

static void
zb_film_factory_init (ZbFilmFactory *self)
{
  gst_rtsp_media_factory_set_shared (GST_RTSP_MEDIA_FACTORY (self), TRUE);
  gst_rtsp_media_factory_set_protocols (GST_RTSP_MEDIA_FACTORY (self), GST_RTSP_LOWER_TRANS_TCP);
}

/**
 * zb_film_factory_new:
 * @film: what is played
 * @first: the frame it begins with, a key frame
 *
 * Returns: (transfer full): a factory whose media all play one and the same pipeline
 */
GstRTSPMediaFactory *
zb_film_factory_new (ZbFilm *film, guint first)
{
  ZbFilmFactory *self = g_object_new (ZB_TYPE_FILM_FACTORY, NULL);
  self->film = zb_film_ref (film);
  self->first = first;
  return GST_RTSP_MEDIA_FACTORY (self);
}
