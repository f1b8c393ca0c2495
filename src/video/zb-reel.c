/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One run through recorded film, from one place on:
 *
 *   appsrc → qtdemux → decodebin → appsink → waits for its moment → texture
 *
 * All of it is one streaming thread, which is held at each frame until its moment has come: playing slowly,
 * standing still and going one frame further are only other moments. Going elsewhere is another reel. State
 * changes are in threads of a pool; the bus is read in the main context.
 *
 * What time it is in a fragment is told by whoever pushes it, for film may be cut out of the middle: the
 * stamps inside only say how far a frame is from the first of its fragment. */
#include "zb-reel.h"

#include "zb-frame-maker.h"
#include "zb-stream-threads.h"

#include <gst/app/app.h>
#include <gst/gst.h>

#define NO_TIME G_MININT64

/* Who is so late, in µs, does not hurry after it any more: the clock starts anew. */
#define GIVES_UP (G_USEC_PER_SEC / 2)

/* No more pictures a second than these are made when film runs fast; more are not seen. */
#define MOST_PICTURES 30

struct _ZbReel
{
  gatomicrefcount refs;
  ZbReelEnded ended; /* main context only, with user_data; NULL once told or closed */
  gpointer user_data;
  GstElement *pipeline;
  GstAppSrc *source;
  guint bus_watch;
  GMutex state_lock; /* held while the pipeline changes its state */

  GMutex lock; /* for all below */
  GCond changed;
  gboolean closing;
  double speed; /* 0 for standing still */
  gboolean keys_only;
  guint steps;
  gint64 before;    /* the last frame before this is looked for; NO_TIME once it is found */
  gint64 origin;    /* when the first fragment starts, µs UTC; stamps count from there */
  gint64 anchor;    /* the frame of this time, µs UTC, ... */
  gint64 anchor_at; /* ... was due at this moment of the monotonic clock; NO_TIME where it stands */
  GQueue starts;    /* of what was pushed and has not gone in: gint64 *, NO_TIME for the head */
  int width, height;
  GdkTexture *frame;
  guint serial;
  gint64 shown;   /* the frame's time, NO_TIME before the first */
  gint64 made_at; /* monotonic µs */
  guint n_decoded;

  gint64 starts_at;   /* the streaming thread's own, with all below, but read under the lock */
  GstClockTime first; /* the stamp of the first frame of the fragment, NONE before it came */
  gboolean skipping;
  GstSample *candidate;
  gint64 candidate_time;
  ZbFrameMaker *maker;
};

static ZbReel *
zb_reel_ref (ZbReel *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

static void
zb_reel_unref (ZbReel *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_clear_object (&self->frame);
  g_clear_pointer (&self->candidate, gst_sample_unref);
  g_clear_pointer (&self->maker, zb_frame_maker_free);
  g_queue_clear_full (&self->starts, g_free);
  g_cond_clear (&self->changed);
  g_mutex_clear (&self->state_lock);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/* --- frames, in the streaming thread ------------------------------------------------------- */

static void
publish (ZbReel *self, GstSample *sample, gint64 time)
{
  g_autoptr (GdkTexture) texture = NULL;
  int width, height;

  g_mutex_lock (&self->lock);
  width = self->width;
  height = self->height;
  self->made_at = g_get_monotonic_time ();
  g_mutex_unlock (&self->lock);
  texture = zb_frame_maker_make (self->maker, sample, width, height);
  g_mutex_lock (&self->lock);
  self->shown = time;
  if (texture)
    g_set_object (&self->frame, texture);
  self->serial++;
  g_mutex_unlock (&self->lock);
}

/* What was looked for is the last of those that came so far. */
static gboolean
publish_candidate (ZbReel *self)
{
  g_autoptr (GstSample) sample = g_steal_pointer (&self->candidate);

  g_mutex_lock (&self->lock);
  self->before = NO_TIME;
  self->anchor_at = NO_TIME;
  g_mutex_unlock (&self->lock);
  if (sample)
    publish (self, sample, self->candidate_time);
  return sample != NULL;
}

/* The first frame that is no longer before it shows that the one before was the last. Where there was none,
 * this one is shown, for nothing is nearer. */
static gboolean
is_passed_by (ZbReel *self, GstSample *sample, gint64 time)
{
  gint64 before;

  g_mutex_lock (&self->lock);
  before = self->before;
  g_mutex_unlock (&self->lock);
  if (before == NO_TIME)
    return FALSE;
  if (time >= before && publish_candidate (self))
    return FALSE;
  g_clear_pointer (&self->candidate, gst_sample_unref);
  self->candidate = gst_sample_ref (sample);
  self->candidate_time = time;
  if (time >= before)
    publish_candidate (self);
  return TRUE;
}

/* When a frame is due; now where the clock starts, or has to start anew. */
static gint64
find_moment (ZbReel *self, gint64 time, gint64 now)
{
  gint64 due = now;

  if (self->anchor_at == NO_TIME && self->shown != NO_TIME)
    {
      self->anchor = self->shown;
      self->anchor_at = now;
    }
  if (self->anchor_at != NO_TIME)
    due = self->anchor_at + (gint64)((double)(time - self->anchor) / self->speed);
  if (self->anchor_at == NO_TIME || now - due > GIVES_UP)
    {
      self->anchor = time;
      self->anchor_at = due = now;
    }
  return due;
}

/* Holds the thread until a frame is due, or it is asked for. Where it stands still, that is never. */
static gboolean
wait_for_moment (ZbReel *self, gint64 time)
{
  while (!self->closing && self->steps == 0)
    {
      const gint64 now = g_get_monotonic_time ();
      gint64 due = self->speed > 0 ? find_moment (self, time, now) : G_MAXINT64;
      if (due <= now)
        return TRUE;
      if (due == G_MAXINT64)
        g_cond_wait (&self->changed, &self->lock);
      else
        g_cond_wait_until (&self->changed, &self->lock, due);
    }
  if (self->steps > 0)
    self->steps--;
  self->anchor_at = NO_TIME;
  return !self->closing;
}

/* Fast film has more frames than anybody sees. */
static gboolean
is_one_too_many (ZbReel *self)
{
  return self->speed > 1 && g_get_monotonic_time () - self->made_at < G_USEC_PER_SEC / MOST_PICTURES;
}

static GstFlowReturn
on_sample (GstAppSink *sink, gpointer user_data)
{
  ZbReel *self = user_data;
  g_autoptr (GstSample) sample = gst_app_sink_pull_sample (sink);
  GstBuffer *buffer = sample ? gst_sample_get_buffer (sample) : NULL;
  gboolean goes_on, skipped;
  gint64 time;

  if (!buffer || !GST_BUFFER_PTS_IS_VALID (buffer))
    return GST_FLOW_OK;
  g_mutex_lock (&self->lock);
  time = self->origin + (gint64)(GST_BUFFER_PTS (buffer) / 1000);
  self->n_decoded++;
  g_mutex_unlock (&self->lock);
  if (is_passed_by (self, sample, time))
    return GST_FLOW_OK;
  g_mutex_lock (&self->lock);
  goes_on = wait_for_moment (self, time);
  skipped = is_one_too_many (self);
  g_mutex_unlock (&self->lock);
  if (goes_on && !skipped)
    publish (self, sample, time);
  return goes_on ? GST_FLOW_OK : GST_FLOW_FLUSHING;
}

/* Nothing comes after it: the last frame that came is the last one before anything. */
static void
on_last (GstAppSink *sink, gpointer user_data)
{
  publish_candidate (user_data);
}

/* --- stamps, in the streaming thread ------------------------------------------------------ */

/* One buffer goes in: the head, or a fragment of which it is known when it starts. */
static GstPadProbeReturn
on_bytes (GstPad *pad, GstPadProbeInfo *info, gpointer user_data)
{
  ZbReel *self = user_data;
  g_autofree gint64 *start = NULL;

  g_mutex_lock (&self->lock);
  start = g_queue_pop_head (&self->starts);
  if (start && *start != NO_TIME)
    {
      self->starts_at = *start;
      self->first = GST_CLOCK_TIME_NONE;
    }
  g_mutex_unlock (&self->lock);
  return GST_PAD_PROBE_OK;
}

/* A change of what is decoded is made between fragments: within one, frames rest on those before them. */
static void
begin_fragment (ZbReel *self, GstBuffer *buffer)
{
  g_mutex_lock (&self->lock);
  self->first = GST_BUFFER_PTS (buffer);
  self->skipping = self->keys_only && self->before == NO_TIME;
  g_mutex_unlock (&self->lock);
}

/* From the fragment's own count to the reel's. */
static void
stamp (ZbReel *self, GstBuffer *buffer)
{
  const GstClockTime pts = GST_BUFFER_PTS (buffer);
  const GstClockTime within = pts > self->first ? pts - self->first : 0;

  GST_BUFFER_PTS (buffer) = (GstClockTime)MAX (self->starts_at - self->origin, 0) * 1000 + within;
  GST_BUFFER_DTS (buffer) = GST_CLOCK_TIME_NONE;
}

static GstPadProbeReturn
on_frame (GstPad *pad, GstPadProbeInfo *info, gpointer user_data)
{
  ZbReel *self = user_data;
  GstBuffer *buffer = gst_buffer_make_writable (GST_PAD_PROBE_INFO_BUFFER (info));

  GST_PAD_PROBE_INFO_DATA (info) = buffer;
  if (!GST_BUFFER_PTS_IS_VALID (buffer))
    return GST_PAD_PROBE_OK;
  if (!GST_CLOCK_TIME_IS_VALID (self->first))
    begin_fragment (self, buffer);
  if (self->skipping && GST_BUFFER_FLAG_IS_SET (buffer, GST_BUFFER_FLAG_DELTA_UNIT))
    return GST_PAD_PROBE_DROP;
  stamp (self, buffer);
  return GST_PAD_PROBE_OK;
}

/* The segment that is told counts as the file does; a decoder would cut off what lies outside of it. */
static GstPadProbeReturn
on_event (GstPad *pad, GstPadProbeInfo *info, gpointer nothing)
{
  GstEvent *event = GST_PAD_PROBE_INFO_EVENT (info);
  GstSegment segment;

  if (GST_EVENT_TYPE (event) != GST_EVENT_SEGMENT)
    return GST_PAD_PROBE_OK;
  gst_segment_init (&segment, GST_FORMAT_TIME);
  GST_PAD_PROBE_INFO_DATA (info) = gst_event_new_segment (&segment);
  gst_event_unref (event);
  return GST_PAD_PROBE_OK;
}

/* --- the pipeline ------------------------------------------------------------------------------ */

static void
add_probe (ZbReel *self, GstPad *pad, GstPadProbeType type, GstPadProbeCallback callback)
{
  gst_pad_add_probe (pad, type, callback, zb_reel_ref (self), (GDestroyNotify)zb_reel_unref);
}

static gboolean
is_video (GstPad *pad)
{
  g_autoptr (GstCaps) caps = gst_pad_get_current_caps (pad);

  return caps && gst_caps_get_size (caps) > 0 &&
         g_str_has_prefix (gst_structure_get_name (gst_caps_get_structure (caps, 0)), "video/");
}

/* The first track with pictures is decoded; there is no sound in this house. */
static void
on_track (GstElement *demuxer, GstPad *pad, ZbReel *self)
{
  g_autoptr (GstElement) decoder = gst_bin_get_by_name (GST_BIN (self->pipeline), "decoder");
  g_autoptr (GstPad) target = gst_element_get_static_pad (decoder, "sink");

  if (!is_video (pad) || gst_pad_is_linked (target))
    return;
  add_probe (self, pad, GST_PAD_PROBE_TYPE_BUFFER, on_frame);
  add_probe (self, pad, GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM, on_event);
  gst_pad_link (pad, target);
}

static void
on_decoded_pad (GstElement *decoder, GstPad *pad, gpointer sink)
{
  g_autoptr (GstPad) target = gst_element_get_static_pad (sink, "sink");

  if (!gst_pad_is_linked (target))
    gst_pad_link (pad, target);
}

/* A thread each, as for live pictures. */
static void
on_decoder_part (GstBin *decoder, GstBin *bin, GstElement *part, gpointer nothing)
{
  GstElementFactory *factory = gst_element_get_factory (part);

  if (factory && gst_element_factory_list_is_type (factory, GST_ELEMENT_FACTORY_TYPE_DECODER) &&
      g_object_class_find_property (G_OBJECT_GET_CLASS (part), "max-threads"))
    g_object_set (part, "max-threads", 1, NULL);
}

static GstElement *
make_source (ZbReel *self)
{
  GstElement *source = gst_element_factory_make ("appsrc", NULL);
  g_autoptr (GstCaps) caps = gst_caps_new_empty_simple ("video/quicktime");
  g_autoptr (GstPad) pad = gst_element_get_static_pad (source, "src");

  g_object_set (source, "caps", caps, "format", GST_FORMAT_BYTES, "max-bytes", (guint64)0, NULL);
  add_probe (self, pad, GST_PAD_PROBE_TYPE_BUFFER, on_bytes);
  self->source = GST_APP_SRC (source);
  return source;
}

static GstElement *
make_sink (ZbReel *self)
{
  GstElement *sink = gst_element_factory_make ("appsink", NULL);
  GstAppSinkCallbacks callbacks = { .new_sample = on_sample, .eos = on_last };
  g_autoptr (GstCaps) caps = gst_caps_from_string (ZB_FRAME_MAKER_CAPS);

  g_object_set (sink, "sync", FALSE, "max-buffers", 2, "caps", caps, NULL);
  gst_app_sink_set_callbacks (GST_APP_SINK (sink), &callbacks, zb_reel_ref (self),
                              (GDestroyNotify)zb_reel_unref);
  return sink;
}

static gboolean
build (ZbReel *self)
{
  GstElement *demuxer = gst_element_factory_make ("qtdemux", NULL);
  GstElement *decoder = gst_element_factory_make ("decodebin", "decoder");
  GstElement *source, *sink;

  if (!demuxer || !decoder)
    {
      g_clear_object (&demuxer);
      g_clear_object (&decoder);
      return FALSE;
    }
  source = make_source (self);
  sink = make_sink (self);
  gst_bin_add_many (GST_BIN (self->pipeline), source, demuxer, decoder, sink, NULL);
  gst_element_link (source, demuxer);
  g_signal_connect_data (demuxer, "pad-added", G_CALLBACK (on_track), zb_reel_ref (self),
                         (GClosureNotify)(void (*) (void))zb_reel_unref, 0);
  g_signal_connect (decoder, "deep-element-added", G_CALLBACK (on_decoder_part), NULL);
  g_signal_connect_object (decoder, "pad-added", G_CALLBACK (on_decoded_pad), sink, 0);
  return TRUE;
}

/* --- the end, in the main context ------------------------------------------------------------ */

static ZbReelEnd
judge (const GError *error)
{
  return g_error_matches (error, GST_STREAM_ERROR, GST_STREAM_ERROR_CODEC_NOT_FOUND) ||
                 g_error_matches (error, GST_CORE_ERROR, GST_CORE_ERROR_MISSING_PLUGIN)
             ? ZB_REEL_UNSUPPORTED
             : ZB_REEL_BROKEN;
}

static void
tell_end (ZbReel *self, ZbReelEnd end, const char *detail)
{
  ZbReelEnded ended = g_steal_pointer (&self->ended);

  if (ended)
    ended (self, end, detail, self->user_data);
}

static gboolean
on_message (GstBus *bus, GstMessage *message, gpointer user_data)
{
  ZbReel *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *debug = NULL;

  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_EOS)
    tell_end (self, ZB_REEL_OVER, NULL);
  else if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR)
    {
      gst_message_parse_error (message, &error, &debug);
      tell_end (self, judge (error), debug ? debug : error->message);
    }
  return G_SOURCE_CONTINUE;
}

static gboolean
tell_missing (gpointer data)
{
  tell_end (data, ZB_REEL_UNSUPPORTED, "GStreamer has no qtdemux here");
  return G_SOURCE_REMOVE;
}

/* --- opening and closing ------------------------------------------------------------------------ */

/* Opening and closing may be asked for at the same moment; the lock puts them in order, and what was closed
 * is not opened any more. */
static void
change_state (gpointer data, gpointer unused)
{
  ZbReel *self = data;
  gboolean closed;

  g_mutex_lock (&self->state_lock);
  g_mutex_lock (&self->lock);
  closed = self->closing;
  g_mutex_unlock (&self->lock);
  if (closed && self->pipeline)
    {
      gst_element_set_state (self->pipeline, GST_STATE_NULL);
      g_clear_pointer (&self->pipeline, gst_object_unref);
    }
  else if (self->pipeline)
    gst_element_set_state (self->pipeline, GST_STATE_PLAYING);
  g_mutex_unlock (&self->state_lock);
  zb_reel_unref (self);
}

static void
change_state_elsewhere (ZbReel *self)
{
  static GThreadPool *pool;

  if (!pool)
    pool = g_thread_pool_new (change_state, NULL, -1, FALSE, NULL);
  g_thread_pool_push (pool, zb_reel_ref (self), NULL);
}

static ZbReel *
zb_reel_new (gint64 before)
{
  ZbReel *self = g_new0 (ZbReel, 1);

  g_atomic_ref_count_init (&self->refs);
  g_mutex_init (&self->state_lock);
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  self->before = before;
  self->origin = self->shown = self->anchor_at = NO_TIME;
  self->first = GST_CLOCK_TIME_NONE;
  self->maker = zb_frame_maker_new ();
  self->pipeline = g_object_ref_sink (gst_pipeline_new (NULL));
  return self;
}

static void
push (ZbReel *self, GBytes *bytes, gint64 starts_at)
{
  g_mutex_lock (&self->lock);
  if (self->origin == NO_TIME)
    self->origin = starts_at;
  g_queue_push_tail (&self->starts, g_memdup2 (&starts_at, sizeof starts_at));
  g_mutex_unlock (&self->lock);
  if (self->source)
    gst_app_src_push_buffer (self->source, gst_buffer_new_wrapped_bytes (bytes));
}

/**
 * zb_reel_open:
 * @head: what a file of these fragments begins with
 * @before: the last frame before this is shown first, µs UTC; or the very first where none is before it
 * @ended: (scope notified): told when it ends by itself
 * @user_data: for @ended
 *
 * Begins a run that stands still at its first frame. Returns at once.
 *
 * Returns: (transfer full): the reel; to be given to zb_reel_close()
 */
ZbReel *
zb_reel_open (GBytes *head, gint64 before, ZbReelEnded ended, gpointer user_data)
{
  ZbReel *self = zb_reel_new (before);
  g_autoptr (GstBus) bus = gst_element_get_bus (self->pipeline);

  self->ended = ended;
  self->user_data = user_data;
  if (!build (self))
    {
      g_idle_add_full (G_PRIORITY_DEFAULT, tell_missing, zb_reel_ref (self), (GDestroyNotify)zb_reel_unref);
      return self;
    }
  zb_stream_threads_serve (self->pipeline);
  self->bus_watch = gst_bus_add_watch (bus, on_message, self);
  push (self, head, NO_TIME);
  change_state_elsewhere (self);
  return self;
}

/**
 * zb_reel_close:
 * @self: (transfer full): a reel
 *
 * Ends it without telling. Returns at once; the pipeline is taken down elsewhere.
 */
void
zb_reel_close (ZbReel *self)
{
  self->ended = NULL;
  g_clear_handle_id (&self->bus_watch, g_source_remove);
  g_mutex_lock (&self->lock);
  self->closing = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
  change_state_elsewhere (self);
  zb_reel_unref (self);
}

/**
 * zb_reel_push:
 * @self: a reel
 * @fragment: a part that begins with a key frame
 * @starts_at: when its first frame was recorded, µs UTC; not before the one that was pushed last
 */
void
zb_reel_push (ZbReel *self, GBytes *fragment, gint64 starts_at)
{
  push (self, fragment, starts_at);
}

/**
 * zb_reel_finish:
 * @self: a reel
 *
 * Says that nothing more comes.
 */
void
zb_reel_finish (ZbReel *self)
{
  if (self->source)
    gst_app_src_end_of_stream (self->source);
}

/**
 * zb_reel_run:
 * @self: a reel
 * @speed: seconds of film in a second, 0 to stand still
 * @keys_only: whether key frames are enough; it holds from the next fragment on
 */
void
zb_reel_run (ZbReel *self, double speed, gboolean keys_only)
{
  g_mutex_lock (&self->lock);
  if (self->speed != speed)
    self->anchor_at = NO_TIME;
  self->speed = speed;
  self->keys_only = keys_only;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
}

/**
 * zb_reel_step:
 * @self: a reel that stands still
 *
 * Goes one frame further.
 */
void
zb_reel_step (ZbReel *self)
{
  g_mutex_lock (&self->lock);
  self->steps++;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
}

/**
 * zb_reel_set_size:
 * @self: a reel
 * @width: device pixels, 0 where nobody looks
 * @height: device pixels
 *
 * Says how large frames are needed.
 */
void
zb_reel_set_size (ZbReel *self, int width, int height)
{
  g_mutex_lock (&self->lock);
  self->width = width;
  self->height = height;
  g_mutex_unlock (&self->lock);
}

/**
 * zb_reel_dup_frame:
 * @self: a reel
 * @serial: (inout): the number of the frame that the caller has; set to that of the one returned
 * @time: (out): when it was recorded, µs UTC; left alone where there is no other frame
 *
 * Returns: (transfer full) (nullable): the frame that is shown now, where it is another than the caller's
 */
GdkTexture *
zb_reel_dup_frame (ZbReel *self, guint *serial, gint64 *time)
{
  GdkTexture *frame = NULL;

  g_mutex_lock (&self->lock);
  if (self->serial != *serial)
    {
      *serial = self->serial;
      *time = self->shown;
      frame = self->frame ? g_object_ref (self->frame) : NULL;
    }
  g_mutex_unlock (&self->lock);
  return frame;
}

/**
 * zb_reel_get_reached:
 * @self: a reel
 *
 * Returns: when the fragment begins that went in last, µs UTC; 0 where it was the head
 */
gint64
zb_reel_get_reached (ZbReel *self)
{
  gint64 reached;

  g_mutex_lock (&self->lock);
  reached = self->starts_at;
  g_mutex_unlock (&self->lock);
  return reached;
}

/**
 * zb_reel_get_n_decoded:
 * @self: a reel
 *
 * Returns: how many frames were decoded
 */
guint
zb_reel_get_n_decoded (ZbReel *self)
{
  guint n;

  g_mutex_lock (&self->lock);
  n = self->n_decoded;
  g_mutex_unlock (&self->lock);
  return n;
}
