/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-fake-film.h"

#include <gst/app/app.h>
#include <gst/gst.h>
#include <gst/video/video.h>
#include <glib/gstdio.h>
#include <string.h>

static void zb_fake_film_iface_init (ZbMediaInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ZbFakeFilm, zb_fake_film, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (ZB_TYPE_MEDIA, zb_fake_film_iface_init))

/* --- pictures with a number ---------------------------------------------------------------------------- */

#define WIDTH 160
#define HEIGHT 96
#define BITS 10
#define BAR (WIDTH / BITS)

static GstBuffer *
draw (guint number)
{
  GstBuffer *buffer = gst_buffer_new_allocate (NULL, WIDTH * HEIGHT * 3 / 2, NULL);
  GstMapInfo map;

  gst_buffer_map (buffer, &map, GST_MAP_WRITE);
  memset (map.data, 128, map.size);
  for (guint y = 0; y < HEIGHT; y++)
    for (guint x = 0; x < WIDTH; x++)
      map.data[y * WIDTH + x] = number >> (x / BAR) & 1 ? 235 : 16;
  gst_buffer_unmap (buffer, &map);
  GST_BUFFER_PTS (buffer) = gst_util_uint64_scale (number, GST_SECOND, ZB_FAKE_FILM_RATE);
  GST_BUFFER_DURATION (buffer) = GST_SECOND / ZB_FAKE_FILM_RATE;
  return buffer;
}

/**
 * zb_fake_film_read:
 * @frame: (nullable): a picture as it is shown
 *
 * Returns: which one it is, -1 for none
 */
int
zb_fake_film_read (GdkTexture *frame)
{
  const int width = frame ? gdk_texture_get_width (frame) : 0,
            height = frame ? gdk_texture_get_height (frame) : 0;
  g_autofree guint8 *pixels = g_malloc ((gsize)MAX (1, width * height) * 4);
  int number = 0;

  if (!frame)
    return -1;
  gdk_texture_download (frame, pixels, (gsize)width * 4);
  for (int bit = 0; bit < BITS; bit++)
    {
      const int x = (2 * bit + 1) * width / (2 * BITS);
      number |= (pixels[(height / 2 * width + x) * 4 + 1] > 128) << bit;
    }
  return number;
}

/* --- the file ------------------------------------------------------------------------------------------- */

static GBytes *
make_file (guint n_frames)
{
  g_autofree char *path = g_strdup_printf ("%s/zhiban-film-%d.mp4", g_get_tmp_dir (), (int)getpid ());
  g_autofree char *launch = g_strdup_printf (
      "appsrc name=source format=time caps=video/x-raw,format=I420,width=%d,height=%d,framerate=%d/1 "
      "! x264enc key-int-max=%d bframes=0 tune=zerolatency speed-preset=ultrafast bitrate=256 "
      "option-string=scenecut=0 "
      "! h264parse ! mp4mux fragment-duration=2000 ! filesink location=%s",
      WIDTH, HEIGHT, ZB_FAKE_FILM_RATE, ZB_FAKE_FILM_KEY, path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GstElement) pipeline = gst_parse_launch (launch, &error);
  g_autoptr (GstElement) source = pipeline ? gst_bin_get_by_name (GST_BIN (pipeline), "source") : NULL;
  g_autoptr (GstBus) bus = pipeline ? gst_element_get_bus (pipeline) : NULL;
  g_autofree char *contents = NULL;
  gsize length;

  g_assert_no_error (error);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  for (guint i = 0; i < n_frames; i++)
    gst_app_src_push_buffer (GST_APP_SRC (source), draw (i));
  gst_app_src_end_of_stream (GST_APP_SRC (source));
  g_autoptr (GstMessage) message =
      gst_bus_timed_pop_filtered (bus, 60 * GST_SECOND, GST_MESSAGE_EOS | GST_MESSAGE_ERROR);
  g_assert_true (message && GST_MESSAGE_TYPE (message) == GST_MESSAGE_EOS);
  gst_element_set_state (pipeline, GST_STATE_NULL);
  g_assert_true (g_file_get_contents (path, &contents, &length, &error));
  g_remove (path);
  return g_bytes_new_take (g_steal_pointer (&contents), length);
}

/* Each `moof` with the `mdat` behind it, of two seconds each. */
static void
find_fragments (ZbFakeFilm *self)
{
  gsize size, at = 0;
  const guint8 *data = g_bytes_get_data (self->bytes, &size);
  gint64 moof = -1;

  while (at + 8 <= size)
    {
      const guint32 length = GST_READ_UINT32_BE (data + at);
      g_assert_cmpuint (length, >=, 8);
      if (memcmp (data + at + 4, "moof", 4) == 0)
        moof = (gint64)at;
      if (memcmp (data + at + 4, "mdat", 4) == 0 && moof >= 0)
        {
          const ZbFragment fragment = { moof, (gint64)(at + length) - moof,
                                        self->fragments->len * 1000 * ZB_FAKE_FILM_KEY / ZB_FAKE_FILM_RATE,
                                        1000 * ZB_FAKE_FILM_KEY / ZB_FAKE_FILM_RATE };
          g_array_append_val (self->fragments, fragment);
          moof = -1;
        }
      at += length;
    }
}

/* --- answers ---------------------------------------------------------------------------------------------
 */

typedef struct
{
  GWeakRef answer;
  GPtrArray *items;
  GBytes *bytes;
  int status;
} Reply;

static void
reply_free (gpointer data)
{
  Reply *reply = data;

  g_weak_ref_clear (&reply->answer);
  g_clear_pointer (&reply->items, g_ptr_array_unref);
  g_clear_pointer (&reply->bytes, g_bytes_unref);
  g_free (reply);
}

static gboolean
on_reply (gpointer data)
{
  Reply *reply = data;
  g_autoptr (ZbAnswer) answer = g_weak_ref_get (&reply->answer);
  g_autoptr (ZbProblem) problem = reply->status ? zb_problem_new (reply->status, "Refused", NULL) : NULL;

  if (!answer)
    return G_SOURCE_REMOVE;
  if (problem)
    zb_answer_fail (answer, problem);
  else if (reply->bytes)
    zb_answer_set_bytes (answer, reply->bytes);
  else
    zb_answer_set_items (answer, reply->items);
  return G_SOURCE_REMOVE;
}

/* After a moment, as a platform would. */
static ZbAnswer *
answer_later (GType type, gpointer item, GBytes *bytes, int status)
{
  ZbAnswer *answer = zb_answer_new (type);
  Reply *reply = g_new0 (Reply, 1);

  g_weak_ref_init (&reply->answer, answer);
  reply->items = g_ptr_array_new_with_free_func (g_object_unref);
  if (item)
    g_ptr_array_add (reply->items, item);
  reply->bytes = bytes;
  reply->status = status;
  g_timeout_add_full (G_PRIORITY_DEFAULT, 3, on_reply, reply, reply_free);
  return answer;
}

static ZbAnswer *
open_live (ZbMedia *media, const char *camera, const char *profile)
{
  return answer_later (ZB_TYPE_TICKET, NULL, NULL, 503);
}

static ZbAnswer *
list_recordings (ZbMedia *media, const char *camera, gint64 from, gint64 until)
{
  ZbFakeFilm *self = ZB_FAKE_FILM (media);
  ZbRecordings *recordings = g_object_new (ZB_TYPE_RECORDINGS, NULL);

  g_assert_cmpint (until - from, <=, ZB_RECORDINGS_LONGEST);
  g_assert_cmpint (until, >, from);
  recordings->recorded = !self->not_recorded;
  recordings->kept_since = self->not_recorded ? 0 : self->begins_at[0];
  recordings->spans = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; !self->not_recorded && i < self->n_spans; i++)
    {
      ZbRecordedSpan *span = g_object_new (ZB_TYPE_RECORDED_SPAN, NULL);
      span->started_at = self->begins_at[i];
      span->ended_at = self->begins_at[i] + self->length;
      span->held = self->hold && self->hold->until > span->started_at && self->hold->from < span->ended_at;
      g_ptr_array_add (recordings->spans, span);
    }
  return answer_later (ZB_TYPE_RECORDINGS, recordings, NULL, 0);
}

static ZbPlaybackSpan *
make_span (ZbFakeFilm *self, guint i)
{
  ZbPlaybackSpan *span = g_object_new (ZB_TYPE_PLAYBACK_SPAN, NULL);

  span->uri = g_strdup_printf ("/span/%u", i);
  span->started_at = self->begins_at[i];
  span->ended_at = self->begins_at[i] + self->length;
  span->bytes = (gint64)g_bytes_get_size (self->bytes);
  span->fragments = g_array_copy (self->fragments);
  return span;
}

static ZbAnswer *
open_playback (ZbMedia *media, const char *camera, gint64 from, gint64 until)
{
  ZbFakeFilm *self = ZB_FAKE_FILM (media);
  ZbPlayback *playback = g_object_new (ZB_TYPE_PLAYBACK, NULL);

  g_assert_cmpint (until - from, <=, ZB_PLAYBACK_LONGEST);
  g_assert_cmpint (until, >, from);
  self->n_opened++;
  playback->spans = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < self->n_spans; i++)
    if (self->begins_at[i] < until && self->begins_at[i] + self->length > from)
      g_ptr_array_add (playback->spans, make_span (self, i));
  return answer_later (ZB_TYPE_PLAYBACK, playback, NULL, self->open_status);
}

static GBytes *
cut (ZbFakeFilm *self, guint span, gint64 offset, gint64 length)
{
  g_autofree guint8 *noise = NULL;

  if (self->broken < 0 || span != 0 ||
      g_array_index (self->fragments, ZbFragment, self->broken).offset != offset)
    return g_bytes_new_from_bytes (self->bytes, (gsize)offset, (gsize)length);
  noise = g_malloc ((gsize)length);
  memset (noise, 0xa5, (gsize)length);
  if (self->swallows)
    memcpy (noise, "\0\x10\0\0free", 8);
  return g_bytes_new_take (g_steal_pointer (&noise), (gsize)length);
}

static ZbAnswer *
fetch_part (ZbMedia *media, ZbPlayback *playback, guint span, gint64 offset, gint64 length)
{
  ZbFakeFilm *self = ZB_FAKE_FILM (media);
  const int status = self->fetch_status;
  const ZbPlaybackSpan *of = g_ptr_array_index (playback->spans, span);

  self->n_fetched++;
  self->fetch_status = 0;
  for (guint i = 0; i < self->fragments->len; i++)
    {
      const ZbFragment *fragment = &g_array_index (self->fragments, ZbFragment, i);
      if (fragment->offset == offset)
        self->furthest = of->started_at + (fragment->starts_at + fragment->duration) * 1000;
    }
  return answer_later (G_TYPE_OBJECT, NULL,
                       cut (self, of->started_at == self->begins_at[0] ? 0 : 1, offset, length), status);
}

/* --- exports and what is kept ------------------------------------------------------------------------- */

static ZbAnswer *
start_export (ZbMedia *media, const char *camera, gint64 from, gint64 until, const char *reason,
              GPtrArray *regions)
{
  ZbFakeFilm *self = ZB_FAKE_FILM (media);
  g_autoptr (ZbExport) export = g_object_new (ZB_TYPE_EXPORT, NULL);

  export->id = g_strdup ("export-1");
  export->camera = g_strdup (camera);
  export->from = from;
  export->until = until;
  export->reason = g_strdup (reason);
  export->by_name = g_strdup ("陈值班");
  export->state = ZB_EXPORT_WAITING;
  g_set_object (&self->exported, export);
  self->n_looked = 0;
  g_clear_pointer (&self->regions, g_ptr_array_unref);
  self->regions = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; regions && i < regions->len; i++)
    g_ptr_array_add (self->regions, zb_record_copy (g_ptr_array_index (regions, i)));
  return answer_later (ZB_TYPE_EXPORT, zb_record_copy (ZB_RECORD (export)), NULL, self->open_status);
}

/* It waits, is made, and is ready. */
static ZbAnswer *
look_at_export (ZbMedia *media, const char *id)
{
  ZbFakeFilm *self = ZB_FAKE_FILM (media);

  self->n_looked++;
  self->exported->state = self->n_looked == 1 ? ZB_EXPORT_WORKING : ZB_EXPORT_READY;
  self->exported->progress = self->n_looked == 1 ? 0.5 : 1;
  if (self->n_looked > 1)
    {
      self->exported->bytes = 4096;
      g_set_str (&self->exported->sha256, "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08");
    }
  return answer_later (ZB_TYPE_EXPORT, zb_record_copy (ZB_RECORD (self->exported)), NULL, 0);
}

static ZbAnswer *
fetch_export (ZbMedia *media, ZbExport *export, GFile *destination)
{
  g_assert_true (
      g_file_replace_contents (destination, "film", 4, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, NULL, NULL));
  return answer_later (ZB_TYPE_EXPORT, g_object_ref (export), NULL, 0);
}

static ZbAnswer *
hold (ZbMedia *media, const char *camera, gint64 from, gint64 until, const char *reason)
{
  ZbFakeFilm *self = ZB_FAKE_FILM (media);
  g_autoptr (ZbHold) made = g_object_new (ZB_TYPE_HOLD, NULL);

  made->id = g_strdup ("hold-1");
  made->camera = g_strdup (camera);
  made->from = from;
  made->until = until;
  made->reason = g_strdup (reason);
  made->by_name = g_strdup ("陈值班");
  g_set_object (&self->hold, made);
  return answer_later (ZB_TYPE_HOLD, g_object_ref (made), NULL, 0);
}

static ZbAnswer *
list_holds (ZbMedia *media, const char *camera)
{
  ZbFakeFilm *self = ZB_FAKE_FILM (media);

  return answer_later (ZB_TYPE_HOLD, self->hold ? g_object_ref (self->hold) : NULL, NULL, 0);
}

static ZbAnswer *
release_hold (ZbMedia *media, const char *id, const char *reason)
{
  g_clear_object (&ZB_FAKE_FILM (media)->hold);
  return answer_later (G_TYPE_OBJECT, NULL, NULL, 0);
}

static void
zb_fake_film_iface_init (ZbMediaInterface *iface)
{
  iface->open_live = open_live;
  iface->list_recordings = list_recordings;
  iface->open_playback = open_playback;
  iface->fetch_part = fetch_part;
  iface->start_export = start_export;
  iface->look_at_export = look_at_export;
  iface->fetch_export = fetch_export;
  iface->hold = hold;
  iface->list_holds = list_holds;
  iface->release_hold = release_hold;
}

static void
zb_fake_film_finalize (GObject *object)
{
  ZbFakeFilm *self = ZB_FAKE_FILM (object);

  g_bytes_unref (self->bytes);
  g_array_unref (self->fragments);
  g_clear_object (&self->exported);
  g_clear_object (&self->hold);
  g_clear_pointer (&self->regions, g_ptr_array_unref);
  G_OBJECT_CLASS (zb_fake_film_parent_class)->finalize (object);
}

static void
zb_fake_film_class_init (ZbFakeFilmClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zb_fake_film_finalize;
}

static void
zb_fake_film_init (ZbFakeFilm *self)
{
  self->fragments = g_array_new (FALSE, FALSE, sizeof (ZbFragment));
  self->broken = -1;
}

/**
 * zb_fake_film_new:
 * @n_frames: of each span, a multiple of %ZB_FAKE_FILM_KEY
 * @begins_at: when the first span begins, µs UTC
 *
 * Returns: (transfer full): one span that was recorded
 */
ZbFakeFilm *
zb_fake_film_new (guint n_frames, gint64 begins_at)
{
  ZbFakeFilm *self = g_object_new (ZB_TYPE_FAKE_FILM, NULL);

  gst_init (NULL, NULL);
  self->bytes = make_file (n_frames);
  find_fragments (self);
  g_assert_cmpuint (self->fragments->len, ==, n_frames / ZB_FAKE_FILM_KEY);
  self->length = (gint64)n_frames * G_USEC_PER_SEC / ZB_FAKE_FILM_RATE;
  self->n_spans = 1;
  self->begins_at[0] = begins_at;
  return self;
}
