/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes a file to be handed on out of what was recorded:
 *
 *   span → appsrc → decodebin → videoconvert → appsink ─▶ mosaic, mark ─▶ appsrc → H.264 → mp4mux → file
 *
 * A pipeline for each span, and one for the file. It blocks, and belongs into a thread of its own. */
#include "zb-export-maker.h"

#include "zb-export-mark.h"

#include <gst/app/app.h>
#include <gst/video/video.h>

#define READ_LENGTH (256 * 1024)
#define PATIENCE (20 * GST_SECOND)

typedef struct
{
  const ZbExportPlan *plan;
  ZbExportProgress progress;
  gpointer data;
  GCancellable *cancellable;
  ZbExportMark *mark;
  GstElement *pipeline; /* of the file */
  GstElement *source;
  GstVideoInfo info;
  gint64 first; /* when the first picture was taken, 0 before it came */
} Maker;

/* --- the file ------------------------------------------------------------------------------------ */

static gboolean
fail (GError **error, const char *what)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, what);
  return FALSE;
}

static gboolean
fail_by_bus (GstElement *pipeline, const char *otherwise, GError **error)
{
  g_autoptr (GstBus) bus = gst_element_get_bus (pipeline);
  g_autoptr (GstMessage) message = gst_bus_pop_filtered (bus, GST_MESSAGE_ERROR);
  if (message == NULL)
    return fail (error, otherwise);
  gst_message_parse_error (message, error, NULL);
  return FALSE;
}

/* Whichever is there; the first makes the better pictures. */
static const char *
find_encoder (void)
{
  static const struct
  {
    const char *name;
    const char *words;
  } encoders[] = {
    { "x264enc", "x264enc speed-preset=veryfast pass=qual quantizer=23 key-int-max=60 bframes=0 threads=1" },
    { "openh264enc", "openh264enc complexity=low bitrate=3000000 gop-size=60" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (encoders); i++)
    {
      g_autoptr (GstElementFactory) factory = gst_element_factory_find (encoders[i].name);
      if (factory != NULL)
        return encoders[i].words;
    }
  return NULL;
}

static gboolean
open_file (Maker *self, GstCaps *caps, GError **error)
{
  const char *encoder = find_encoder ();
  g_autofree char *words = g_strdup_printf (
      "appsrc name=in format=time block=true max-buffers=4 max-bytes=0 max-time=0 ! videoconvert ! "
      "video/x-raw,format=I420 ! %s ! h264parse ! mp4mux name=mux faststart=true ! filesink name=out",
      encoder != NULL ? encoder : "identity");
  if (encoder == NULL)
    return fail (error, "there is no encoder for H.264");
  self->pipeline = gst_parse_launch (words, error);
  if (self->pipeline == NULL)
    return FALSE;
  g_autoptr (GstElement) sink = gst_bin_get_by_name (GST_BIN (self->pipeline), "out");
  g_autoptr (GstElement) mux = gst_bin_get_by_name (GST_BIN (self->pipeline), "mux");
  /* All pictures wait there until it is known where they are: not where others keep what is small. */
  g_autofree char *aside = g_strconcat (self->plan->path, ".aside", NULL);
  self->source = gst_bin_get_by_name (GST_BIN (self->pipeline), "in");
  g_object_set (mux, "faststart-file", aside, NULL);
  g_object_set (sink, "location", self->plan->path, NULL);
  g_object_set (self->source, "caps", caps, NULL);
  self->mark = zb_export_mark_new (self->info.width, self->info.height, self->plan->who, self->plan->camera,
                                   self->plan->zone);
  return gst_element_set_state (self->pipeline, GST_STATE_PLAYING) != GST_STATE_CHANGE_FAILURE ||
         fail_by_bus (self->pipeline, "the file cannot be written", error);
}

static gboolean
finish_file (Maker *self, GError **error)
{
  g_autoptr (GstBus) bus = gst_element_get_bus (self->pipeline);
  gst_app_src_end_of_stream (GST_APP_SRC (self->source));
  g_autoptr (GstMessage) message =
      gst_bus_timed_pop_filtered (bus, 3 * PATIENCE, GST_MESSAGE_EOS | GST_MESSAGE_ERROR);
  if (message == NULL)
    return fail (error, "the encoder does not end");
  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR)
    gst_message_parse_error (message, error, NULL);
  return GST_MESSAGE_TYPE (message) == GST_MESSAGE_EOS;
}

static void
close_file (Maker *self)
{
  if (self->pipeline != NULL)
    gst_element_set_state (self->pipeline, GST_STATE_NULL);
  g_clear_object (&self->source);
  g_clear_object (&self->pipeline);
  g_clear_pointer (&self->mark, zb_export_mark_free);
}

/* --- pictures ------------------------------------------------------------------------------------- */

static void
paint (Maker *self, GstVideoFrame *frame, gint64 at)
{
  guint8 *pixels = GST_VIDEO_FRAME_PLANE_DATA (frame, 0);
  int width = GST_VIDEO_FRAME_WIDTH (frame), height = GST_VIDEO_FRAME_HEIGHT (frame);
  int stride = GST_VIDEO_FRAME_PLANE_STRIDE (frame, 0);
  for (guint i = 0; i < self->plan->n_regions; i++)
    zb_mosaic_apply (pixels, width, height, stride, &self->plan->regions[i]);
  cairo_surface_t *surface =
      cairo_image_surface_create_for_data (pixels, CAIRO_FORMAT_RGB24, width, height, stride);
  cairo_t *cr = cairo_create (surface);
  zb_export_mark_paint (self->mark, cr, at);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  cairo_surface_destroy (surface);
}

static gboolean
push (Maker *self, GstBuffer *taken, gint64 at, GError **error)
{
  GstBuffer *buffer = gst_buffer_copy_deep (taken);
  GstVideoFrame frame;
  if (!gst_video_frame_map (&frame, &self->info, buffer, GST_MAP_READWRITE))
    {
      gst_buffer_unref (buffer);
      return fail (error, "a picture cannot be read");
    }
  paint (self, &frame, at);
  gst_video_frame_unmap (&frame);
  GST_BUFFER_PTS (buffer) = GST_BUFFER_DTS (buffer) = (GstClockTime)(at - self->first) * 1000;
  GST_BUFFER_OFFSET (buffer) = GST_BUFFER_OFFSET_NONE;
  return gst_app_src_push_buffer (GST_APP_SRC (self->source), buffer) == GST_FLOW_OK ||
         fail_by_bus (self->pipeline, "the file cannot be written", error);
}

static void
tell_progress (Maker *self, gint64 at)
{
  double share = (double)(at - self->plan->from) / (double)(self->plan->until - self->plan->from);
  self->progress (CLAMP (share, 0, 1), self->data);
}

/* What lies before the time that was asked for is decoded, since decoding begins with key frames, and left
 * out. */
static gboolean
take_picture (Maker *self, GstSample *sample, gint64 start, GError **error)
{
  GstBuffer *buffer = gst_sample_get_buffer (sample);
  gint64 at = start + (gint64)(GST_BUFFER_PTS (buffer) / 1000);
  if (!GST_BUFFER_PTS_IS_VALID (buffer) || at < self->plan->from || at >= self->plan->until)
    return TRUE;
  if (self->pipeline == NULL)
    {
      if (!gst_video_info_from_caps (&self->info, gst_sample_get_caps (sample)) ||
          !open_file (self, gst_sample_get_caps (sample), error))
        return FALSE;
      self->first = at;
    }
  tell_progress (self, at);
  return push (self, buffer, at, error);
}

/* --- a span --------------------------------------------------------------------------------------- */

typedef struct
{
  ZbSpanFile *span;
  gint64 offset;
} Reading;

static void
feed (GstAppSrc *source, guint length, gpointer data)
{
  Reading *reading = data;
  g_autoptr (GError) error = NULL;
  GBytes *bytes = zb_span_file_read (reading->span, reading->offset, READ_LENGTH, &error);
  if (bytes == NULL)
    GST_ELEMENT_ERROR (GST_ELEMENT (source), RESOURCE, READ, ("%s", error->message), (NULL));
  if (bytes == NULL || g_bytes_get_size (bytes) == 0)
    {
      g_clear_pointer (&bytes, g_bytes_unref);
      gst_app_src_end_of_stream (source);
      return;
    }
  reading->offset += (gint64)g_bytes_get_size (bytes);
  gst_app_src_push_buffer (source, gst_buffer_new_wrapped_bytes (bytes));
  g_bytes_unref (bytes);
}

/* All spans come out in the size of the first. */
static char *
describe_decoding (Maker *self)
{
  g_autofree char *size = self->pipeline != NULL
                              ? g_strdup_printf (",width=%d,height=%d", self->info.width, self->info.height)
                              : g_strdup ("");
  return g_strdup_printf (
      "appsrc name=in format=bytes max-bytes=1000000 ! decodebin ! videoconvert ! videoscale ! "
      "video/x-raw,format=BGRx%s ! appsink name=out sync=false max-buffers=4",
      size);
}

static GstElement *
open_span (Maker *self, Reading *reading, GError **error)
{
  GstAppSrcCallbacks callbacks = { .need_data = feed };
  g_autofree char *words = describe_decoding (self);
  GstElement *pipeline = gst_parse_launch (words, error);
  if (pipeline == NULL)
    return NULL;
  g_autoptr (GstElement) source = gst_bin_get_by_name (GST_BIN (pipeline), "in");
  gst_app_src_set_callbacks (GST_APP_SRC (source), &callbacks, reading, NULL);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  return pipeline;
}

static gboolean
take_pictures (Maker *self, GstElement *pipeline, gint64 start, GError **error)
{
  g_autoptr (GstElement) sink = gst_bin_get_by_name (GST_BIN (pipeline), "out");
  for (;;)
    {
      g_autoptr (GstSample) sample = gst_app_sink_try_pull_sample (GST_APP_SINK (sink), PATIENCE);
      if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return FALSE;
      if (sample == NULL)
        return gst_app_sink_is_eos (GST_APP_SINK (sink)) ||
               fail_by_bus (pipeline, "the recording cannot be read", error);
      if (!take_picture (self, sample, start, error))
        return FALSE;
    }
}

static gboolean
take_span (Maker *self, ZbSpanFile *span, GError **error)
{
  Reading reading = { span, 0 };
  GstElement *pipeline = open_span (self, &reading, error);
  if (pipeline == NULL)
    return FALSE;
  gboolean good = take_pictures (self, pipeline, zb_span_file_get_start (span), error);
  gst_element_set_state (pipeline, GST_STATE_NULL);
  gst_object_unref (pipeline);
  return good;
}

/**
 * zb_export_make:
 * @plan: what is made
 * @progress: (scope call): told how far it has come, often
 * @data: for @progress
 * @cancellable: (nullable): ends it
 * @error: return location for an error
 *
 * Makes a file, and blocks until it is there. GStreamer must have been initialised.
 *
 * Returns: whether it was made; else the file may be there in part
 */
gboolean
zb_export_make (const ZbExportPlan *plan, ZbExportProgress progress, gpointer data, GCancellable *cancellable,
                GError **error)
{
  Maker self = { .plan = plan, .progress = progress, .data = data, .cancellable = cancellable };
  gboolean good = TRUE;
  for (guint i = 0; good && i < plan->spans->len; i++)
    good = take_span (&self, g_ptr_array_index (plan->spans, i), error);
  if (good && self.pipeline == NULL)
    good = fail (error, "nothing was recorded then");
  good = good && finish_file (&self, error);
  close_file (&self);
  return good;
}
