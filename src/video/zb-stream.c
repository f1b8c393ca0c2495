/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One connection to one camera:
 *
 *   rtspsrc → rtp…depay             ┐
 *   souphttpsrc → multipartdemux    ├→ decodebin → appsink → ZbFrameMaker → texture
 *   souphttpsrc → hlsdemux          ┘
 *
 * The first part is in GStreamer's threads. State changes are in threads of a pool, because opening and above
 * all closing can block; the bus is read in the main context. Frames are made at the size that tiles ask for,
 * in the streaming thread, and the newest ones are kept until they are drawn. */
#include "zb-stream.h"

#include "zb-frame-maker.h"
#include "zb-stillness.h"
#include "zb-stream-source.h"
#include "zb-stream-threads.h"

#include <gst/app/app.h>
#include <gst/gst.h>
#include <gst/video/video.h>
#include <stdio.h>

struct _ZbStream
{
  gatomicrefcount refs;
  ZbStreamEnded ended; /* main context only, with user_data; NULL once told or closed */
  gpointer user_data;
  ZbTicket *ticket;
  GstElement *pipeline;
  GstElement *source;
  guint bus_watch;

  GMutex state_lock; /* held while the pipeline changes its state */
  gint closing;      /* atomic */
  gint begun;        /* atomic: whether anything of the stream itself came */
  guint n_wholes;    /* atomic: whole pictures that came to be decoded, not counted yet */

  GMutex lock; /* for all below */
  int wanted_width, wanted_height;
  GQueue pending;    /* GdkTexture, the oldest first */
  gint64 arrived_at; /* µs of the monotonic clock */
  guint arrivals;
  int width, height, rate;
  ZbDecoding decoding;
  ZbStillness stillness;

  ZbFrameMaker *maker; /* the streaming thread's own */
};

static ZbStream *
zb_stream_ref (ZbStream *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

static void
zb_stream_unref (ZbStream *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_clear_object (&self->ticket);
  g_queue_clear_full (&self->pending, g_object_unref);
  g_clear_pointer (&self->maker, zb_frame_maker_free);
  g_mutex_clear (&self->state_lock);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/* --- frames, in the streaming thread ------------------------------------------------------ */

/* Two frames wait at the most: what comes between two beats of the window's clock is shown at the next one
 * and not left out, and what comes faster than it is shown is left out, the oldest first. */
#define MOST_PENDING 2

static void
keep (ZbStream *self, GdkTexture *texture)
{
  if (self->pending.length == MOST_PENDING)
    g_object_unref (g_queue_pop_head (&self->pending));
  g_queue_push_tail (&self->pending, g_object_ref (texture));
}

static void
publish (ZbStream *self, const GstVideoInfo *format, guint64 print, GdkTexture *texture)
{
  const guint n_wholes = g_atomic_int_exchange (&self->n_wholes, 0);
  g_mutex_lock (&self->lock);
  self->arrivals++;
  self->arrived_at = g_get_monotonic_time ();
  zb_stillness_add (&self->stillness, print, n_wholes, self->arrived_at);
  self->width = format->width;
  self->height = format->height;
  self->rate = format->fps_d > 0 ? (format->fps_n + format->fps_d / 2) / format->fps_d : 0;
  if (texture)
    keep (self, texture);
  g_mutex_unlock (&self->lock);
}

static void
get_wanted (ZbStream *self, int *width, int *height)
{
  g_mutex_lock (&self->lock);
  *width = self->wanted_width;
  *height = self->wanted_height;
  g_mutex_unlock (&self->lock);
}

/* What a decoder made up where packets were missing or wrong is no picture of the camera. */
static gboolean
is_spoilt (GstBuffer *buffer)
{
  return !buffer || GST_BUFFER_FLAG_IS_SET (buffer, GST_BUFFER_FLAG_CORRUPTED);
}

static guint64
take_print (GstSample *sample, const GstVideoInfo *format)
{
  GstVideoFrame picture;
  guint64 print;
  if (!gst_video_frame_map (&picture, format, gst_sample_get_buffer (sample), GST_MAP_READ))
    return 0;
  print = zb_stillness_print (
      GST_VIDEO_FRAME_PLANE_DATA (&picture, 0), GST_VIDEO_FRAME_PLANE_STRIDE (&picture, 0),
      GST_VIDEO_FRAME_COMP_WIDTH (&picture, 0) * GST_VIDEO_FRAME_COMP_PSTRIDE (&picture, 0),
      GST_VIDEO_FRAME_COMP_HEIGHT (&picture, 0));
  gst_video_frame_unmap (&picture);
  return print;
}

static GstFlowReturn
on_sample (GstAppSink *sink, gpointer user_data)
{
  ZbStream *self = user_data;
  GstVideoInfo format;
  int width, height;
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GstSample) sample = gst_app_sink_pull_sample (sink);
  GstCaps *caps = sample ? gst_sample_get_caps (sample) : NULL;
  if (!zb_frame_maker_read_format (caps, &format))
    return GST_FLOW_OK;
  if (is_spoilt (gst_sample_get_buffer (sample)))
    return GST_FLOW_OK;
  get_wanted (self, &width, &height);
  texture = zb_frame_maker_make (self->maker, sample, width, height);
  publish (self, &format, take_print (sample, &format), texture);
  return GST_FLOW_OK;
}

/* --- the pipeline ----------------------------------------------------------------------------- */

#define DEPAYLOADER "depayloader" /* as elements of a pipeline are called */
#define DECODER "decoder"

static const struct
{
  const char *encoding, *depayloader;
} codecs[] = {
  { "H264", "rtph264depay" },
  { "H265", "rtph265depay" },
  { "JPEG", "rtpjpegdepay" },
  { "MP4V-ES", "rtpmp4vdepay" },
};

/* Who joins between two whole pictures gets changes to one that was never seen, which a decoder paints over
 * grey: that is no picture of the camera. */
static GstElement *
wait_for_whole_picture (GstElement *depayloader)
{
  if (depayloader && g_object_class_find_property (G_OBJECT_GET_CLASS (depayloader), "wait-for-keyframe"))
    g_object_set (depayloader, "wait-for-keyframe", TRUE, NULL);
  return depayloader;
}

static GstElement *
make_depayloader (GstPad *pad)
{
  g_autoptr (GstCaps) caps = gst_pad_get_current_caps (pad);
  const GstStructure *format = caps && gst_caps_get_size (caps) > 0 ? gst_caps_get_structure (caps, 0) : NULL;
  const char *media = format ? gst_structure_get_string (format, "media") : NULL;
  const char *encoding = format ? gst_structure_get_string (format, "encoding-name") : NULL;
  if (g_strcmp0 (media, "video") != 0)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (codecs); i++)
    if (encoding && g_ascii_strcasecmp (encoding, codecs[i].encoding) == 0)
      return wait_for_whole_picture (gst_element_factory_make (codecs[i].depayloader, DEPAYLOADER));
  return NULL;
}

static gboolean
is_video (GstPad *pad)
{
  g_autoptr (GstCaps) caps = gst_pad_get_current_caps (pad);
  const GstStructure *format = caps && gst_caps_get_size (caps) > 0 ? gst_caps_get_structure (caps, 0) : NULL;
  return !format || g_strcmp0 (gst_structure_get_string (format, "media"), "audio") != 0;
}

static void
on_decoded_pad (GstElement *decoder, GstPad *pad, gpointer sink)
{
  g_autoptr (GstPad) target = gst_element_get_static_pad (sink, "sink");
  if (!gst_pad_is_linked (target))
    gst_pad_link (pad, target);
}

/* Counts whole pictures on their way to the decoder. */
static GstPadProbeReturn
on_coded (GstPad *pad, GstPadProbeInfo *info, gpointer user_data)
{
  ZbStream *self = user_data;
  g_atomic_int_set (&self->begun, TRUE);
  if (!GST_BUFFER_FLAG_IS_SET (GST_PAD_PROBE_INFO_BUFFER (info), GST_BUFFER_FLAG_DELTA_UNIT))
    g_atomic_int_inc (&self->n_wholes);
  return GST_PAD_PROBE_OK;
}

static void
set_if_there (GstElement *element, const char *name, int value)
{
  if (g_object_class_find_property (G_OBJECT_GET_CLASS (element), name))
    g_object_set (element, name, value, NULL);
}

/* A thread each: there are as many cameras as cores and more, and frames decoded side by side come later and
 * hold more memory. Damaged pictures are left out. */
static void
set_up_decoder (ZbStream *self, GstElement *decoder)
{
  g_autoptr (GstPad) pad = gst_element_get_static_pad (decoder, "sink");
  set_if_there (decoder, "max-threads", 1);
  set_if_there (decoder, "output-corrupt", FALSE);
  set_if_there (decoder, "discard-corrupted-frames", TRUE);
  if (pad)
    gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER, on_coded, zb_stream_ref (self),
                       (GDestroyNotify)zb_stream_unref);
}

/* Elements come to be as the stream turns out to need them. */
static void
on_part (GstBin *pipeline, GstBin *bin, GstElement *part, gpointer user_data)
{
  ZbStream *self = user_data;
  ZbDecoding decoding = { 0 };
  if (zb_decoding_fill (&decoding, part))
    {
      set_up_decoder (self, part);
      g_mutex_lock (&self->lock);
      self->decoding = decoding;
      g_mutex_unlock (&self->lock);
    }
  else
    zb_stream_source_admit (part, self->ticket);
}

/* What can be converted here: pictures in this machine's own memory. */
static GstCaps *
wanted_caps (void)
{
  return gst_caps_from_string ("video/x-raw,format={I420,NV12,YV12,Y42B,Y444,I420_10LE,P010_10LE}");
}

/* A decoder of the graphics card would choose that card's memory before it is told what comes behind it. */
static gboolean
on_query (GstElement *bin, GstPad *pad, GstElement *part, GstQuery *query, gpointer nothing)
{
  ZbDecoding decoding;
  GstCaps *filter = NULL;
  if (GST_QUERY_TYPE (query) != GST_QUERY_CAPS || !zb_decoding_fill (&decoding, part))
    return FALSE;
  g_autoptr (GstCaps) wanted = wanted_caps ();
  gst_query_parse_caps (query, &filter);
  g_autoptr (GstCaps) both =
      filter ? gst_caps_intersect_full (filter, wanted, GST_CAPS_INTERSECT_FIRST) : gst_caps_ref (wanted);
  gst_query_set_caps_result (query, both);
  return TRUE;
}

/* Pieces of film come all at once and are to be shown one after the other; all else is shown as it comes. */
static GstElement *
make_sink (ZbStream *self)
{
  GstElement *sink = gst_element_factory_make ("appsink", NULL);
  GstAppSinkCallbacks callbacks = { .new_sample = on_sample };
  g_autoptr (GstCaps) caps = gst_caps_from_string (ZB_FRAME_MAKER_CAPS);
  gboolean paced = zb_stream_source_find (self->ticket->uri) == ZB_STREAM_SOURCE_SEGMENTS;
  g_object_set (sink, "sync", paced, "max-buffers", 2, "drop", TRUE, "caps", caps, NULL);
  gst_app_sink_set_callbacks (GST_APP_SINK (sink), &callbacks, zb_stream_ref (self),
                              (GDestroyNotify)zb_stream_unref);
  return sink;
}

/* By whatever decoder ranks highest: the graphics card's where there is one. */
static void
add_decoder (ZbStream *self, GstElement *before)
{
  GstElement *decoder = gst_element_factory_make ("decodebin", DECODER), *sink = make_sink (self);
  gst_bin_add_many (GST_BIN (self->pipeline), decoder, sink, NULL);
  g_signal_connect (decoder, "autoplug-query", G_CALLBACK (on_query), NULL);
  g_signal_connect_object (decoder, "pad-added", G_CALLBACK (on_decoded_pad), sink, 0);
  if (before)
    gst_element_link (before, decoder);
  gst_element_sync_state_with_parent (sink);
  gst_element_sync_state_with_parent (decoder);
}

/* "recv_rtp_src_SESSION_SOURCE_PAYLOAD": which of the streams that the server told of. */
static guint
session_of (GstPad *pad)
{
  guint session = G_MAXUINT;
  g_autofree char *name = gst_pad_get_name (pad);
  sscanf (name, "recv_rtp_src_%u_", &session);
  return session;
}

/* A camera that begins anew in the midst of a connection is the same stream under another number. */
static void
follow (GstElement *depayloader, GstPad *pad)
{
  g_autoptr (GstPad) target = gst_element_get_static_pad (depayloader, "sink");
  g_autoptr (GstPad) former = target ? gst_pad_get_peer (target) : NULL;
  if (!target || (former && session_of (former) != session_of (pad)))
    return;
  if (former)
    gst_pad_unlink (former, target);
  gst_pad_link (pad, target);
}

/* The first video stream is decoded; others are left alone. */
static void
on_stream_pad (GstElement *source, GstPad *pad, gpointer user_data)
{
  ZbStream *self = user_data;
  g_autoptr (GstElement) present = gst_bin_get_by_name (GST_BIN (self->pipeline), DEPAYLOADER);
  GstElement *depayloader = present ? NULL : make_depayloader (pad);
  g_atomic_int_set (&self->begun, TRUE);
  if (present)
    {
      follow (present, pad);
      return;
    }
  if (!depayloader)
    {
      if (is_video (pad))
        GST_ELEMENT_ERROR (source, STREAM, CODEC_NOT_FOUND, (NULL), ("no depayloader"));
      return;
    }
  gst_bin_add (GST_BIN (self->pipeline), depayloader);
  add_decoder (self, depayloader);
  gst_element_sync_state_with_parent (depayloader);
  g_autoptr (GstPad) target = gst_element_get_static_pad (depayloader, "sink");
  gst_pad_link (pad, target);
}

/* Both kinds have one stream at a time; the next one takes the place of the one before. */
static void
on_demuxed_pad (GstElement *demuxer, GstPad *pad, gpointer user_data)
{
  ZbStream *self = user_data;
  g_autoptr (GstElement) decoder = gst_bin_get_by_name (GST_BIN (self->pipeline), DECODER);
  g_autoptr (GstPad) target = gst_element_get_static_pad (decoder, "sink");
  if (!gst_pad_is_linked (target))
    gst_pad_link (pad, target);
}

static void
connect_pads (ZbStream *self, GstElement *element, GCallback callback)
{
  g_signal_connect_data (element, "pad-added", callback, zb_stream_ref (self),
                         (GClosureNotify)(void (*) (void))zb_stream_unref, 0);
}

static gboolean
add_demuxer (ZbStream *self, const char *name)
{
  GstElement *demuxer = gst_element_factory_make (name, NULL);
  if (!demuxer)
    return FALSE;
  set_if_there (demuxer, "single-stream", TRUE);
  gst_bin_add (GST_BIN (self->pipeline), demuxer);
  connect_pads (self, demuxer, G_CALLBACK (on_demuxed_pad));
  add_decoder (self, NULL);
  return gst_element_link (self->source, demuxer);
}

/* What comes behind the source; of an RTSP stream that is known only when it comes. */
static gboolean
add_rest (ZbStream *self)
{
  switch (zb_stream_source_find (self->ticket->uri))
    {
    case ZB_STREAM_SOURCE_RTSP:
      connect_pads (self, self->source, G_CALLBACK (on_stream_pad));
      return TRUE;
    case ZB_STREAM_SOURCE_PICTURES:
      return add_demuxer (self, "multipartdemux");
    case ZB_STREAM_SOURCE_SEGMENTS:
      return add_demuxer (self, "hlsdemux");
    case ZB_STREAM_SOURCE_NONE:
    default:
      return FALSE;
    }
}

/* --- the end, in the main context ------------------------------------------------------------ */

/* What the server answered, 0 where it did not. */
static guint
status_of (GstMessage *message)
{
  const GstStructure *details = NULL;
  guint status = 0;
  gst_message_parse_error_details (message, &details);
  if (details && !gst_structure_get_uint (details, "rtsp-status-code", &status))
    gst_structure_get_uint (details, "http-status-code", &status);
  return status;
}

static ZbStreamTrouble
judge (ZbStream *self, const GError *error, guint status)
{
  if (status == 401 || status == 403 ||
      g_error_matches (error, GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_NOT_AUTHORIZED))
    return ZB_STREAM_REFUSED;
  if (status == 453)
    return ZB_STREAM_BUSY;
  if (status == 503)
    return ZB_STREAM_UNAVAILABLE;
  if (status == 404 || status == 410 ||
      g_error_matches (error, GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_NOT_FOUND))
    return ZB_STREAM_ABSENT;
  if (g_error_matches (error, GST_STREAM_ERROR, GST_STREAM_ERROR_CODEC_NOT_FOUND) ||
      g_error_matches (error, GST_CORE_ERROR, GST_CORE_ERROR_MISSING_PLUGIN))
    return ZB_STREAM_UNSUPPORTED;
  if (error->domain == GST_STREAM_ERROR)
    return ZB_STREAM_SPOILT;
  if (status == 0 && error->domain == GST_RESOURCE_ERROR && !zb_stream_has_begun (self))
    return ZB_STREAM_UNREACHABLE;
  return ZB_STREAM_BROKEN;
}

static void
tell_end (ZbStream *self, ZbStreamTrouble trouble, const char *detail)
{
  ZbStreamEnded ended = g_steal_pointer (&self->ended);
  if (ended)
    ended (self, trouble, detail, self->user_data);
}

/* An end that comes before the first picture does not get as far as the sink, and the pipeline would wait for
 * it without an end; that the connection was closed is only said by a warning. */
static gboolean
is_closed_connection (ZbStream *self, GstMessage *message)
{
  g_autoptr (GError) error = NULL;
  if (GST_MESSAGE_TYPE (message) != GST_MESSAGE_WARNING ||
      GST_MESSAGE_SRC (message) != GST_OBJECT (self->source))
    return FALSE;
  gst_message_parse_warning (message, &error, NULL);
  return g_error_matches (error, GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_READ);
}

static gboolean
on_message (GstBus *bus, GstMessage *message, gpointer user_data)
{
  ZbStream *self = user_data;
  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_EOS || is_closed_connection (self, message))
    tell_end (self, zb_stream_has_begun (self) ? ZB_STREAM_BROKEN : ZB_STREAM_UNREACHABLE, "end of stream");
  else if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *debug = NULL;
      gst_message_parse_error (message, &error, &debug);
      tell_end (self, judge (self, error, status_of (message)), debug ? debug : error->message);
    }
  return G_SOURCE_CONTINUE;
}

/* --- opening and closing ------------------------------------------------------------------------ */

/* Opening and closing may be asked for at the same moment by different threads of the pool; the lock puts
 * them in order, and what was closed is not opened any more. */
static void
change_state (gpointer data, gpointer unused)
{
  ZbStream *self = data;
  g_mutex_lock (&self->state_lock);
  GstElement *pipeline = self->pipeline;
  gboolean closed = g_atomic_int_get (&self->closing);
  if (closed && pipeline)
    {
      gst_element_set_state (pipeline, GST_STATE_NULL);
      self->pipeline = NULL;
    }
  else if (pipeline)
    gst_element_set_state (pipeline, GST_STATE_PLAYING);

  g_mutex_unlock (&self->state_lock);
  if (closed && pipeline)
    gst_object_unref (pipeline);
  zb_stream_unref (self);
}

static void
change_state_elsewhere (ZbStream *self)
{
  static GThreadPool *pool;
  if (!pool)
    pool = g_thread_pool_new (change_state, NULL, -1, FALSE, NULL);
  g_thread_pool_push (pool, zb_stream_ref (self), NULL);
}

static gboolean
tell_missing (gpointer data)
{
  tell_end (data, ZB_STREAM_UNSUPPORTED, "GStreamer has no element for it here");
  return G_SOURCE_REMOVE;
}

/**
 * zb_stream_open:
 * @ticket: leave to watch
 * @ended: (scope notified): told when it ends by itself
 * @user_data: for @ended
 *
 * Begins to connect. Returns at once.
 *
 * Returns: (transfer full): the stream; to be given to zb_stream_close()
 */
ZbStream *
zb_stream_open (ZbTicket *ticket, ZbStreamEnded ended, gpointer user_data)
{
  ZbStream *self = g_new0 (ZbStream, 1);
  g_atomic_ref_count_init (&self->refs);
  g_mutex_init (&self->state_lock);
  g_mutex_init (&self->lock);
  self->maker = zb_frame_maker_new ();
  self->ended = ended;
  self->user_data = user_data;
  self->ticket = g_object_ref (ticket);
  self->pipeline = g_object_ref_sink (gst_pipeline_new (NULL));
  self->source = zb_stream_source_make (ticket);
  if (self->source)
    gst_bin_add (GST_BIN (self->pipeline), self->source);
  zb_stream_threads_serve (self->pipeline);
  g_signal_connect_data (self->pipeline, "deep-element-added", G_CALLBACK (on_part), zb_stream_ref (self),
                         (GClosureNotify)(void (*) (void))zb_stream_unref, 0);
  if (!self->source || !add_rest (self))
    {
      g_idle_add_full (G_PRIORITY_DEFAULT, tell_missing, zb_stream_ref (self),
                       (GDestroyNotify)zb_stream_unref);
      return self;
    }
  g_autoptr (GstBus) bus = gst_element_get_bus (self->pipeline);
  self->bus_watch = gst_bus_add_watch (bus, on_message, self);
  change_state_elsewhere (self);
  return self;
}

/**
 * zb_stream_has_begun:
 * @self: a stream
 *
 * Returns: whether anything came of the stream itself, though it may be no picture
 */
gboolean
zb_stream_has_begun (ZbStream *self)
{
  return g_atomic_int_get (&self->begun);
}

/**
 * zb_stream_close:
 * @self: (transfer full): a stream
 *
 * Ends it without telling. Returns at once; the connection is taken down elsewhere.
 */
void
zb_stream_close (ZbStream *self)
{
  self->ended = NULL;
  g_clear_handle_id (&self->bus_watch, g_source_remove);
  g_mutex_lock (&self->lock);
  self->wanted_width = self->wanted_height = 0;
  g_mutex_unlock (&self->lock);
  g_atomic_int_set (&self->closing, TRUE);
  change_state_elsewhere (self);
  zb_stream_unref (self);
}

/**
 * zb_stream_set_size:
 * @self: a stream
 * @width: device pixels, 0 where nobody looks
 * @height: device pixels
 *
 * Says how large frames are needed.
 */
void
zb_stream_set_size (ZbStream *self, int width, int height)
{
  g_mutex_lock (&self->lock);
  self->wanted_width = width;
  self->wanted_height = height;
  g_mutex_unlock (&self->lock);
}

/**
 * zb_stream_take_arrivals:
 * @self: a stream
 *
 * Returns: how many frames came since it was last asked
 */
guint
zb_stream_take_arrivals (ZbStream *self)
{
  g_mutex_lock (&self->lock);
  guint n = self->arrivals;
  self->arrivals = 0;
  g_mutex_unlock (&self->lock);
  return n;
}

/**
 * zb_stream_take_frame:
 * @self: a stream
 * @arrived_at: (out): when the last frame came, monotonic µs, 0 for never
 *
 * Returns: (transfer full) (nullable): the oldest frame that nobody took yet
 */
GdkTexture *
zb_stream_take_frame (ZbStream *self, gint64 *arrived_at)
{
  GdkTexture *frame;
  g_mutex_lock (&self->lock);
  *arrived_at = self->arrived_at;
  frame = g_queue_pop_head (&self->pending);
  g_mutex_unlock (&self->lock);
  return frame;
}

/**
 * zb_stream_get_format:
 * @self: a stream
 * @width: (out): pixels as sent, 0 before the first frame
 * @height: (out): pixels as sent
 * @rate: (out): frames a second as announced, 0 where not told
 */
void
zb_stream_get_format (ZbStream *self, int *width, int *height, int *rate)
{
  g_mutex_lock (&self->lock);
  *width = self->width;
  *height = self->height;
  *rate = self->rate;
  g_mutex_unlock (&self->lock);
}

/**
 * zb_stream_get_decoding:
 * @self: a stream
 * @decoding: (out caller-allocates): how it is coded and what decodes it
 */
void
zb_stream_get_decoding (ZbStream *self, ZbDecoding *decoding)
{
  g_mutex_lock (&self->lock);
  *decoding = self->decoding;
  g_mutex_unlock (&self->lock);
}

/**
 * zb_stream_get_frozen_since:
 * @self: a stream
 *
 * Returns: since when one and the same picture comes, monotonic µs; 0 where pictures change
 */
gint64
zb_stream_get_frozen_since (ZbStream *self)
{
  g_mutex_lock (&self->lock);
  gint64 since = zb_stillness_get_frozen_since (&self->stillness, self->arrived_at);
  g_mutex_unlock (&self->lock);
  return since;
}
