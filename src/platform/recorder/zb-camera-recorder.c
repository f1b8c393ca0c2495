/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records one camera as it is, without encoding anew:
 *
 *   rtspsrc (TCP) → rtp…depay → …parse → appsink → a group of pictures → fragment → segment's file
 *
 * A group is written when the next one begins, since only then it is known how long its last picture lasts.
 * Its pictures are in the order in which they are decoded; their times are those at which they were taken, by
 * the clock of this machine. */
#include "zb-camera-recorder.h"

#include "zb-segment-writer.h"

#include <gst/app/app.h>
#include <gst/gst.h>
#include <string.h>

#define LATENCY 200            /* ms that packets may wait for those before them */
#define CONNECT_TIMEOUT 5000   /* ms */
#define MOST_BYTES (16u << 20) /* of one group of pictures; what is larger is no camera's */
#define MOST_PICTURES 3000
#define GAP (2 * GST_SECOND) /* a longer silence ends a segment */
#define DRIFT                                                                                                \
  (500 * (gint64)G_TIME_SPAN_MILLISECOND) /* two clocks may differ by so much and be taken for one */

struct _ZbCameraRecorder
{
  char *folder;
  char *camera;
  guint segment_seconds;
  ZbCameraRecorderEvents events;
  gpointer data;
  GstElement *pipeline;
  GstElement *parser;
  GSource *bus_watch;
  gint64 last; /* atomic by lock: when the last picture came, monotonic µs */
  gboolean told;
  GMutex lock;

  /* the streaming thread's own, and of whoever closes it once that has ended */
  ZbSegmentWriter *writer;
  GstCaps *caps;
  GArray *group; /* ZbMp4Sample, `at` in ticks since the segment began */
  gsize group_bytes;
  GstClockTime begin;  /* the running time at which the segment began */
  GstClockTime newest; /* of the picture that came last */
  gint64 expected;     /* when the next segment would begin, µs UTC; 0 where that is not known */
  gboolean spoiled;    /* nothing is taken until the next key frame */
};

/* --- what is told ------------------------------------------------------------------------------ */

static void
tell_end (ZbCameraRecorder *self, const char *why, gboolean is_disk)
{
  if (self->told)
    return;
  self->told = TRUE;
  self->events.ended (why, is_disk, self->data);
}

/* The disk is written in the streaming thread: what becomes of that goes by way of the bus. */
static void
post_disk_error (ZbCameraRecorder *self, const GError *error)
{
  GstStructure *words = gst_structure_new ("zb-disk", "why", G_TYPE_STRING, error->message, NULL);
  gst_element_post_message (self->pipeline, gst_message_new_application (GST_OBJECT (self->pipeline), words));
}

/* --- segments ---------------------------------------------------------------------------------- */

static gint64
to_ticks (GstClockTime time)
{
  return (gint64)gst_util_uint64_scale_round (time, ZB_MP4_RATE, GST_SECOND);
}

/* Rounded up, so that a segment never begins before the one before it has ended. */
static gint64
ticks_to_us (gint64 ticks)
{
  const gint64 ticks_in_100_us = ZB_MP4_RATE / 10000;
  return (ticks * 100 + ticks_in_100_us - 1) / ticks_in_100_us;
}

/* When a picture was taken, by the wall's clock: as long ago as its time is behind that of the pipeline. */
static gint64
find_moment (ZbCameraRecorder *self, GstClockTime running)
{
  GstClockTime now = gst_element_get_current_running_time (self->pipeline);
  gint64 ago = GST_CLOCK_TIME_IS_VALID (now) && now > running ? (gint64)((now - running) / 1000) : 0;
  gint64 measured = g_get_real_time () - ago;
  return self->expected != 0 && ABS (measured - self->expected) < DRIFT ? self->expected : measured;
}

static void
close_segment (ZbCameraRecorder *self)
{
  g_autoptr (ZbSegment) segment =
      self->writer != NULL ? zb_segment_writer_close (g_steal_pointer (&self->writer)) : NULL;
  if (segment != NULL)
    self->events.recorded (segment, self->data);
}

static void
forget_group (ZbCameraRecorder *self)
{
  g_array_set_size (self->group, 0);
  self->group_bytes = 0;
}

static gboolean
read_format (GstCaps *caps, ZbMp4Format *format)
{
  const GstStructure *structure = gst_caps_get_structure (caps, 0);
  const GValue *config = gst_structure_get_value (structure, "codec_data");
  GstBuffer *buffer = config != NULL ? gst_value_get_buffer (config) : NULL;
  GstMapInfo map;
  int width = 0, height = 0;
  gst_structure_get_int (structure, "width", &width);
  gst_structure_get_int (structure, "height", &height);
  if (buffer == NULL || width <= 0 || height <= 0 || width > 0xffff || height > 0xffff ||
      !gst_buffer_map (buffer, &map, GST_MAP_READ))
    return FALSE;
  *format = (ZbMp4Format){ gst_structure_has_name (structure, "video/x-h265") ? ZB_MP4_H265 : ZB_MP4_H264,
                           g_bytes_new (map.data, map.size), (guint)width, (guint)height };
  gst_buffer_unmap (buffer, &map);
  return TRUE;
}

static gboolean
open_segment (ZbCameraRecorder *self, GstCaps *caps, GstClockTime running)
{
  g_autoptr (GError) error = NULL;
  ZbMp4Format format;
  if (!read_format (caps, &format))
    return FALSE;
  gint64 started_at = find_moment (self, running);
  self->writer = zb_segment_writer_new (self->folder, self->camera, started_at, &format, &error);
  self->begin = running;
  self->expected = 0;
  gst_caps_replace (&self->caps, caps);
  g_bytes_unref (format.config);
  if (self->writer == NULL)
    post_disk_error (self, error);
  return self->writer != NULL;
}

/* Pictures that are shown before some that are decoded before them have the earlier times; in the order of
 * decoding times only rise. */
static int
compare_times (gconstpointer a, gconstpointer b)
{
  gint64 one = *(const gint64 *)a, other = *(const gint64 *)b;
  return one < other ? -1 : one > other;
}

static void
order_times (GArray *group)
{
  g_autofree gint64 *times = g_new (gint64, group->len);
  for (guint i = 0; i < group->len; i++)
    times[i] = g_array_index (group, ZbMp4Sample, i).at;
  qsort (times, group->len, sizeof *times, compare_times);
  for (guint i = 0; i < group->len; i++)
    {
      ZbMp4Sample *sample = &g_array_index (group, ZbMp4Sample, i);
      sample->shift = (gint32)CLAMP (sample->at - times[i], G_MININT32, G_MAXINT32);
      sample->at = times[i];
    }
}

static gint64
guess_end (GArray *group)
{
  gint64 first = g_array_index (group, ZbMp4Sample, 0).at;
  gint64 last = g_array_index (group, ZbMp4Sample, group->len - 1).at;
  return last + (group->len > 1 ? MAX ((last - first) / (group->len - 1), 1) : ZB_MP4_RATE / 25);
}

/* @end is when the next group begins, -1 where none does. */
static void
write_group (ZbCameraRecorder *self, gint64 end)
{
  g_autoptr (GError) error = NULL;
  if (self->group->len == 0 || self->writer == NULL)
    return;
  order_times (self->group);
  gint64 last = g_array_index (self->group, ZbMp4Sample, self->group->len - 1).at;
  end = end > last ? end : guess_end (self->group);
  if (zb_segment_writer_add (self->writer, self->group, end, &error))
    {
      const ZbSegment *segment = zb_segment_writer_peek (self->writer);
      self->expected = segment->started_at + ticks_to_us (end);
      self->events.recorded (segment, self->data);
    }
  else
    post_disk_error (self, error);
  forget_group (self);
}

/* --- pictures ---------------------------------------------------------------------------------- */

static gboolean
must_turn (ZbCameraRecorder *self, GstCaps *caps, GstClockTime running)
{
  return self->writer == NULL || !gst_caps_is_equal (self->caps, caps) || running < self->newest ||
         running - self->newest > GAP ||
         running - self->begin >= (GstClockTime)self->segment_seconds * GST_SECOND;
}

/* With each key frame the group before it is whole, and a segment may be. */
static gboolean
begin_group (ZbCameraRecorder *self, GstCaps *caps, GstClockTime running)
{
  gboolean follows = self->writer != NULL && running >= self->newest && running - self->newest <= GAP;
  gboolean turn = must_turn (self, caps, running);
  write_group (self, follows ? to_ticks (running - self->begin) : -1);
  if (turn)
    {
      if (!follows)
        self->expected = 0;
      close_segment (self);
    }
  self->spoiled = turn && !open_segment (self, caps, running);
  return !self->spoiled;
}

static void
take_picture (ZbCameraRecorder *self, GstBuffer *buffer, GstClockTime running)
{
  GstMapInfo map;
  if (!gst_buffer_map (buffer, &map, GST_MAP_READ))
    return;
  ZbMp4Sample sample = { g_bytes_new (map.data, map.size),
                         running > self->begin ? to_ticks (running - self->begin) : 0, 0,
                         !GST_BUFFER_FLAG_IS_SET (buffer, GST_BUFFER_FLAG_DELTA_UNIT) };
  self->group_bytes += map.size;
  gst_buffer_unmap (buffer, &map);
  g_array_append_val (self->group, sample);
  self->newest = running;
  if (self->group_bytes > MOST_BYTES || self->group->len > MOST_PICTURES)
    {
      g_debug ("recording: a group of pictures is too large and left out");
      forget_group (self);
      self->spoiled = TRUE;
    }
}

static void
note_arrival (ZbCameraRecorder *self)
{
  g_mutex_lock (&self->lock);
  self->last = g_get_monotonic_time ();
  g_mutex_unlock (&self->lock);
}

static GstFlowReturn
on_sample (GstAppSink *sink, gpointer data)
{
  ZbCameraRecorder *self = data;
  g_autoptr (GstSample) sample = gst_app_sink_pull_sample (sink);
  GstBuffer *buffer = sample != NULL ? gst_sample_get_buffer (sample) : NULL;
  if (buffer == NULL || !GST_BUFFER_PTS_IS_VALID (buffer))
    return GST_FLOW_OK;
  GstClockTime running =
      gst_segment_to_running_time (gst_sample_get_segment (sample), GST_FORMAT_TIME, GST_BUFFER_PTS (buffer));
  gboolean key = !GST_BUFFER_FLAG_IS_SET (buffer, GST_BUFFER_FLAG_DELTA_UNIT);
  note_arrival (self);
  if (!GST_CLOCK_TIME_IS_VALID (running) || (!key && self->spoiled))
    return GST_FLOW_OK;
  if (!key || begin_group (self, gst_sample_get_caps (sample), running))
    take_picture (self, buffer, running);
  return GST_FLOW_OK;
}

/* --- the pipeline ------------------------------------------------------------------------------ */

typedef struct
{
  const char *name; /* as RTP calls it */
  const char *depayloader;
  const char *parser;
  const char *caps;
} Encoding;

static const Encoding encodings[] = {
  { "H264", "rtph264depay", "h264parse", "video/x-h264,stream-format=avc,alignment=au" },
  { "H265", "rtph265depay", "h265parse", "video/x-h265,stream-format=hvc1,alignment=au" },
};

static const Encoding *
find_encoding (GstPad *pad)
{
  g_autoptr (GstCaps) caps = gst_pad_query_caps (pad, NULL);
  const GstStructure *structure =
      caps != NULL && gst_caps_get_size (caps) > 0 ? gst_caps_get_structure (caps, 0) : NULL;
  const char *name = structure != NULL ? gst_structure_get_string (structure, "encoding-name") : NULL;
  for (guint i = 0; i < G_N_ELEMENTS (encodings); i++)
    if (g_strcmp0 (name, encodings[i].name) == 0)
      return &encodings[i];
  return NULL;
}

static GstElement *
make_sink (ZbCameraRecorder *self, const Encoding *encoding)
{
  GstElement *sink = gst_element_factory_make ("appsink", NULL);
  GstAppSinkCallbacks callbacks = { .new_sample = on_sample };
  g_autoptr (GstCaps) caps = gst_caps_from_string (encoding->caps);
  g_object_set (sink, "sync", FALSE, "caps", caps, NULL);
  gst_app_sink_set_callbacks (GST_APP_SINK (sink), &callbacks, self, NULL);
  return sink;
}

/* The first video stream is recorded; sound and others are left alone. */
static void
on_stream_pad (GstElement *source, GstPad *pad, gpointer data)
{
  ZbCameraRecorder *self = data;
  const Encoding *encoding = self->parser == NULL ? find_encoding (pad) : NULL;
  if (encoding == NULL)
    return;
  GstElement *depayloader = gst_element_factory_make (encoding->depayloader, NULL);
  self->parser = gst_element_factory_make (encoding->parser, NULL);
  GstElement *sink = make_sink (self, encoding);
  gst_bin_add_many (GST_BIN (self->pipeline), depayloader, self->parser, sink, NULL);
  gst_element_link_many (depayloader, self->parser, sink, NULL);
  gst_element_sync_state_with_parent (sink);
  gst_element_sync_state_with_parent (self->parser);
  gst_element_sync_state_with_parent (depayloader);
  g_autoptr (GstPad) target = gst_element_get_static_pad (depayloader, "sink");
  gst_pad_link (pad, target);
}

static gboolean
on_message (GstBus *bus, GstMessage *message, gpointer data)
{
  ZbCameraRecorder *self = data;
  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_EOS)
    tell_end (self, "end of stream", FALSE);
  else if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR)
    {
      g_autoptr (GError) error = NULL;
      gst_message_parse_error (message, &error, NULL);
      tell_end (self, error->message, FALSE);
    }
  else if (gst_message_has_name (message, "zb-disk"))
    tell_end (self, gst_structure_get_string (gst_message_get_structure (message), "why"), TRUE);
  return G_SOURCE_CONTINUE;
}

static void
set_up_source (GstElement *source, const ZbCameraRecorderOptions *options)
{
  g_object_set (source, "location", options->uri, "user-id", options->user, "user-pw", options->password,
                "latency", LATENCY, "tcp-timeout", (guint64)CONNECT_TIMEOUT * 1000, "teardown-timeout",
                (guint64)100 * GST_MSECOND, "do-retransmission", FALSE, NULL);
  gst_util_set_object_arg (G_OBJECT (source), "protocols", "tcp");
}

static void
watch_bus (ZbCameraRecorder *self)
{
  g_autoptr (GstBus) bus = gst_element_get_bus (self->pipeline);
  self->bus_watch = gst_bus_create_watch (bus);
  g_source_set_callback (self->bus_watch, G_SOURCE_FUNC (on_message), self, NULL);
  g_source_attach (self->bus_watch, g_main_context_get_thread_default ());
}

static ZbCameraRecorder *
recorder_new (const ZbCameraRecorderOptions *options, const ZbCameraRecorderEvents *events, gpointer data)
{
  ZbCameraRecorder *self = g_new0 (ZbCameraRecorder, 1);
  self->folder = g_strdup (options->folder);
  self->camera = g_strdup (options->camera);
  self->segment_seconds = options->segment_seconds;
  self->events = *events;
  self->data = data;
  self->last = g_get_monotonic_time ();
  self->spoiled = TRUE;
  self->group = g_array_new (FALSE, FALSE, sizeof (ZbMp4Sample));
  g_array_set_clear_func (self->group, (GDestroyNotify)zb_mp4_sample_clear);
  g_mutex_init (&self->lock);
  return self;
}

/**
 * zb_camera_recorder_open:
 * @options: what is recorded
 * @events: (scope notified): told what becomes of it
 * @data: for @events
 *
 * Begins to connect, and returns at once.
 *
 * Returns: (transfer full): the recorder; to be given to zb_camera_recorder_close()
 */
ZbCameraRecorder *
zb_camera_recorder_open (const ZbCameraRecorderOptions *options, const ZbCameraRecorderEvents *events,
                         gpointer data)
{
  ZbCameraRecorder *self = recorder_new (options, events, data);
  self->pipeline = g_object_ref_sink (gst_pipeline_new (NULL));
  GstElement *source = gst_element_factory_make ("rtspsrc", "source");
  if (source == NULL)
    return self;
  set_up_source (source, options);
  gst_bin_add (GST_BIN (self->pipeline), source);
  g_signal_connect (source, "pad-added", G_CALLBACK (on_stream_pad), self);
  watch_bus (self);
  gst_element_set_state (self->pipeline, GST_STATE_PLAYING);
  return self;
}

/**
 * zb_camera_recorder_get_last:
 * @self: a recorder
 *
 * Returns: when the last picture came, or when it was opened: monotonic µs
 */
gint64
zb_camera_recorder_get_last (ZbCameraRecorder *self)
{
  g_mutex_lock (&self->lock);
  gint64 last = self->last;
  g_mutex_unlock (&self->lock);
  return last;
}

/**
 * zb_camera_recorder_close:
 * @self: (transfer full): a recorder
 *
 * Ends it without telling, and finishes its file.
 */
void
zb_camera_recorder_close (ZbCameraRecorder *self)
{
  self->told = TRUE;
  if (self->bus_watch != NULL)
    g_source_destroy (self->bus_watch);
  g_clear_pointer (&self->bus_watch, g_source_unref);
  gst_element_set_state (self->pipeline, GST_STATE_NULL);
  write_group (self, -1);
  close_segment (self);
  gst_object_unref (self->pipeline);
  gst_caps_replace (&self->caps, NULL);
  g_array_unref (self->group);
  g_mutex_clear (&self->lock);
  g_free (self->folder);
  g_free (self->camera);
  g_free (self);
}
