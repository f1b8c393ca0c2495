/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recordings over REST and HTTP: real cameras over RTSP, real files, real players. */
#include "studio.h"

#include "zb-json.h"
#include "zb-mosaic.h"
#include "zb-mp4-index.h"
#include "zb-recording-store.h"
#include "zb-recording.h"
#include "zb-time.h"

#include <glib/gstdio.h>
#include <gst/app/app.h>
#include <gst/gst.h>
#include <signal.h>

#define NORTH ZB_TEST_CAMERA_NORTH
#define DAY (24 * G_TIME_SPAN_HOUR)

static Studio *studio;
static SoupSession *session;

/* --- asking -------------------------------------------------------------------------------------- */

static gpointer
read_record (GType type, ZbTestAnswer *answer)
{
  g_autoptr (GError) error = NULL;
  gpointer record = zb_json_read_record (type, answer->root, &error);
  g_assert_no_error (error);
  return record;
}

static ZbTestAnswer *
ask_recordings (const char *who, const char *camera, gint64 from, gint64 until)
{
  char first[ZB_TIME_LENGTH + 1], last[ZB_TIME_LENGTH + 1];
  zb_time_format (from, first);
  zb_time_format (until, last);
  g_autofree char *path = g_strdup_printf ("/cameras/%s/recordings?from=%s&until=%s", camera, first, last);
  return zb_test_get (studio->platform, who, path);
}

static ZbRecordings *
look (const char *camera)
{
  gint64 now = g_get_real_time ();
  g_autoptr (ZbTestAnswer) answer =
      ask_recordings ("officer", camera, now - G_TIME_SPAN_HOUR, now + G_TIME_SPAN_MINUTE);
  zb_test_assert_status (answer, 200);
  return read_record (ZB_TYPE_RECORDINGS, answer);
}

static ZbTestAnswer *
post (const char *who, const char *camera, const char *what, gint64 from, gint64 until, const char *more)
{
  g_autofree char *path = g_strdup_printf ("/cameras/%s/%s", camera, what);
  g_autofree char *times = studio_times (from, until);
  return zb_test_post (studio->platform, who, path, "{%s%s}", times, more);
}

static ZbPlayback *
open_playback (const char *who, gint64 from, gint64 until)
{
  g_autoptr (ZbTestAnswer) answer = post (who, NORTH, "playback", from, until, "");
  zb_test_assert_status (answer, 200);
  return read_record (ZB_TYPE_PLAYBACK, answer);
}

static ZbPlayback *
open_all (const char *who)
{
  gint64 now = g_get_real_time ();
  return open_playback (who, now - G_TIME_SPAN_HOUR, now + G_TIME_SPAN_MINUTE);
}

/* --- files over HTTP ------------------------------------------------------------------------------- */

typedef struct
{
  guint status;
  GBytes *body;
  SoupMessage *message;
  gboolean done;
} Got;

static void
got_clear (Got *got)
{
  g_clear_pointer (&got->body, g_bytes_unref);
  g_clear_object (&got->message);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Got, got_clear)

static void
on_got (GObject *source, GAsyncResult *result, gpointer data)
{
  Got *got = data;
  got->body = soup_session_send_and_read_finish (session, result, NULL);
  got->done = TRUE;
}

static gboolean
is_got (gpointer data)
{
  return ((Got *)data)->done;
}

static char *
complete (const char *uri)
{
  g_autofree char *base = g_strconcat (zb_test_platform_get_url (studio->platform), "/api/v1/", NULL);
  return g_uri_resolve_relative (base, uri, G_URI_FLAGS_NONE, NULL);
}

static Got
fetch (const char *uri, const char *user, const char *password, const char *range, const char *if_range)
{
  Got got = { 0 };
  g_autofree char *full = complete (uri);
  g_autofree char *plain = g_strjoin (":", user, password, NULL);
  g_autofree char *packed = g_base64_encode ((const guchar *)plain, strlen (plain));
  g_autofree char *basic = g_strconcat ("Basic ", packed, NULL);
  got.message = soup_message_new ("GET", full);
  SoupMessageHeaders *headers = soup_message_get_request_headers (got.message);
  if (user != NULL)
    soup_message_headers_replace (headers, "Authorization", basic);
  if (range != NULL)
    soup_message_headers_replace (headers, "Range", range);
  if (if_range != NULL)
    soup_message_headers_replace (headers, "If-Range", if_range);
  soup_session_send_and_read_async (session, got.message, G_PRIORITY_DEFAULT, NULL, on_got, &got);
  g_assert_true (zb_test_wait (is_got, &got, 20000));
  got.status = soup_message_get_status (got.message);
  return got;
}

static Got
fetch_span (ZbPlayback *playback, const char *range, const char *if_range)
{
  const ZbPlaybackSpan *span = playback->spans->pdata[0];
  return fetch (span->uri, playback->user, playback->password, range, if_range);
}

static const char *
header_of (const Got *got, const char *name)
{
  return soup_message_headers_get_one (soup_message_get_response_headers (got->message), name);
}

/* --- what there is ---------------------------------------------------------------------------------- */

/* Segments that follow each other are one span, in the size of the small picture. */
static void
test_listed (void)
{
  g_autoptr (ZbRecordings) recordings = look (NORTH);
  g_assert_true (recordings->recorded);
  g_assert_cmpint (studio_count (studio, "SELECT count(*) FROM segment WHERE camera = '" NORTH "'"), >=, 2);
  g_assert_cmpuint (recordings->spans->len, ==, 1);
  const ZbRecordedSpan *span = recordings->spans->pdata[0];
  int width, height;
  zb_profile_get_size (ZB_PROFILE_SUB, &width, &height);
  g_assert_cmpint (span->width, ==, width);
  g_assert_cmpint (span->height, ==, height);
  g_assert_cmpint (span->ended_at - span->started_at, >=, 9 * G_USEC_PER_SEC);
  g_assert_cmpint (ABS (g_get_real_time () - span->ended_at), <, 10 * G_USEC_PER_SEC);
  g_assert_cmpint (recordings->kept_since, ==, span->started_at);
  g_assert_cmpint (span->bytes, >, 10000);
  g_assert_false (span->held);
}

static void
test_not_recorded (void)
{
  g_autoptr (ZbRecordings) recordings = look (ZB_TEST_CAMERA_OFFLINE);
  g_assert_false (recordings->recorded);
  g_assert_cmpint (recordings->kept_since, ==, 0);
  g_assert_cmpuint (recordings->spans->len, ==, 0);
}

static void
test_refused (void)
{
  const struct
  {
    const char *who, *camera;
    gint64 length;
    guint listed, played;
  } cases[] = {
    { NULL, NORTH, G_TIME_SPAN_HOUR, 401, 401 },
    { "auditor", NORTH, G_TIME_SPAN_HOUR, 403, 403 },
    { "handler", NORTH, G_TIME_SPAN_HOUR, 403, 403 },
    { "wall", NORTH, G_TIME_SPAN_HOUR, 403, 403 },
    { "south", NORTH, G_TIME_SPAN_HOUR, 404, 404 },
    { "officer", ZB_TEST_UNIT_1, G_TIME_SPAN_HOUR, 404, 404 },
    { "officer", NORTH, -G_TIME_SPAN_HOUR, 422, 422 },
    { "officer", NORTH, 3 * G_TIME_SPAN_HOUR, 200, 422 },
    { "officer", NORTH, DAY + G_TIME_SPAN_SECOND, 422, 422 },
    { "north", NORTH, G_TIME_SPAN_HOUR, 200, 200 },
  };
  gint64 from = g_get_real_time () - G_TIME_SPAN_HOUR;
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ZbTestAnswer) list =
          ask_recordings (cases[i].who, cases[i].camera, from, from + cases[i].length);
      g_autoptr (ZbTestAnswer) play =
          post (cases[i].who, cases[i].camera, "playback", from, from + cases[i].length, "");
      g_test_message ("case %u", i);
      zb_test_assert_status (list, cases[i].listed);
      zb_test_assert_status (play, cases[i].played);
    }
  g_autoptr (ZbTestAnswer) untimed =
      zb_test_get (studio->platform, "officer", "/cameras/" NORTH "/recordings");
  zb_test_assert_status (untimed, 422);
}

/* --- playing it --------------------------------------------------------------------------------------- */

static gboolean
begins_with (GBytes *bytes, gsize at, const char *name)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  return length >= at + 8 && memcmp (data + at + 4, name, 4) == 0;
}

/* The table tells where each fragment is, without a hole; one index of the whole says the same. */
static void
test_layout (void)
{
  g_autoptr (ZbPlayback) playback = open_all ("officer");
  ZbPlaybackSpan *span = playback->spans->pdata[0];
  g_auto (Got) whole = fetch_span (playback, NULL, NULL);
  g_assert_cmpuint (whole.status, ==, 200);
  g_assert_cmpint ((gint64)g_bytes_get_size (whole.body), ==, span->bytes);
  g_assert_true (begins_with (whole.body, 0, "ftyp"));
  gint64 offset = zb_playback_span_get_init_length (span);
  for (guint i = 0; i < zb_playback_span_get_n_fragments (span); i++)
    {
      const ZbFragment *fragment = zb_playback_span_get_fragment (span, i);
      g_assert_cmpint (fragment->offset, ==, offset);
      g_assert_true (begins_with (whole.body, (gsize)offset, "moof"));
      offset += fragment->length;
    }
  g_assert_cmpint (offset, ==, span->bytes);
  g_autoptr (ZbMp4Index) index =
      zb_mp4_index_read (g_bytes_get_data (whole.body, NULL), g_bytes_get_size (whole.body));
  g_assert_nonnull (index);
  g_assert_cmpuint (index->pieces->len, ==, zb_playback_span_get_n_fragments (span));
  g_assert_cmpuint (index->length, ==, span->bytes);
  gint64 length = (span->ended_at - span->started_at) / 1000;
  g_assert_cmpint (ABS ((gint64)zb_mp4_index_get_duration (index) - length), <, 50);
}

static void
test_ranges (void)
{
  g_autoptr (ZbPlayback) playback = open_all ("officer");
  ZbPlaybackSpan *span = playback->spans->pdata[0];
  const ZbFragment *second = zb_playback_span_get_fragment (span, 1);
  g_auto (Got) whole = fetch_span (playback, NULL, NULL);
  g_autofree char *range = g_strdup_printf ("bytes=%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT,
                                            second->offset + 10, second->offset + second->length - 1);
  g_auto (Got) part = fetch_span (playback, range, header_of (&whole, "ETag"));
  g_assert_cmpuint (part.status, ==, 206);
  g_assert_cmpstr (header_of (&whole, "Accept-Ranges"), ==, "bytes");
  g_autoptr (GBytes) wanted =
      g_bytes_new_from_bytes (whole.body, (gsize)second->offset + 10, (gsize)second->length - 10);
  g_assert_true (g_bytes_equal (part.body, wanted));
  g_auto (Got) other = fetch_span (playback, range, "\"another\"");
  g_assert_cmpuint (other.status, ==, 200);
  g_auto (Got) beyond = fetch_span (playback, "bytes=99999999999-", NULL);
  g_assert_cmpuint (beyond.status, ==, 416);
  g_auto (Got) tail = fetch_span (playback, "bytes=-7", NULL);
  g_assert_cmpuint (tail.status, ==, 206);
  g_assert_cmpuint (g_bytes_get_size (tail.body), ==, 7);
  g_auto (Got) nonsense = fetch_span (playback, "bytes=9-3", NULL);
  g_assert_cmpuint (nonsense.status, ==, 200);
}

static void
assert_ticket (const char *uri, const char *user, const char *password, guint status)
{
  g_auto (Got) got = fetch (uri, user, password, "bytes=0-9", NULL);
  g_assert_cmpuint (got.status, ==, status);
}

static void
test_tickets (void)
{
  g_autoptr (ZbPlayback) one = open_all ("officer"), other = open_all ("officer");
  const ZbPlaybackSpan *span = one->spans->pdata[0];
  g_assert_null (strstr (span->uri, one->password));
  assert_ticket (span->uri, one->user, one->password, 206);
  assert_ticket (span->uri, NULL, NULL, 401);
  assert_ticket (span->uri, one->user, "guess", 401);
  assert_ticket (span->uri, "", "", 401);
  assert_ticket (span->uri, other->user, other->password, 401);
  assert_ticket ("playback/01890000-0000-7000-8000-0000000000ff", one->user, one->password, 401);
}

static char *
sign_in (void)
{
  g_autoptr (ZbTestAnswer) answer =
      zb_test_send (studio->platform, NULL, "POST", "/session", NULL,
                    "{\"username\":\"officer2\",\"password\":\"" ZB_TEST_PASSWORD "\"}");
  zb_test_assert_status (answer, 201);
  return g_strconcat ("Bearer ", zb_test_answer_text (answer, "/token"), NULL);
}

/* Who has signed out plays no more. */
static void
test_ticket_ends (void)
{
  g_autofree char *token = sign_in ();
  const char *headers[] = { "Authorization", token, NULL };
  gint64 now = g_get_real_time ();
  g_autofree char *times = studio_times (now - G_TIME_SPAN_HOUR, now);
  g_autofree char *body = g_strdup_printf ("{%s}", times);
  g_autoptr (ZbTestAnswer) answer =
      zb_test_send (studio->platform, NULL, "POST", "/cameras/" NORTH "/playback", headers, body);
  zb_test_assert_status (answer, 200);
  g_autoptr (ZbPlayback) playback = read_record (ZB_TYPE_PLAYBACK, answer);
  const ZbPlaybackSpan *span = playback->spans->pdata[0];
  assert_ticket (span->uri, playback->user, playback->password, 206);
  g_autoptr (ZbTestAnswer) out = zb_test_send (studio->platform, NULL, "DELETE", "/session", headers, NULL);
  zb_test_assert_status (out, 204);
  assert_ticket (span->uri, playback->user, playback->password, 401);
}

/* A session has sixteen playbacks at a time: the oldest goes. */
static void
test_most_open (void)
{
  g_autoptr (ZbPlayback) first = open_all ("north"), second = open_all ("north");
  for (guint i = 0; i < 15; i++)
    {
      g_autoptr (ZbPlayback) more = open_all ("north");
      g_assert_cmpuint (more->spans->len, >=, 1);
    }
  assert_ticket (((ZbPlaybackSpan *)first->spans->pdata[0])->uri, first->user, first->password, 401);
  assert_ticket (((ZbPlaybackSpan *)second->spans->pdata[0])->uri, second->user, second->password, 206);
}

static void
test_audited (void)
{
  const char *count = "SELECT count(*) FROM audit WHERE action = 'camera.playback' AND id = '" NORTH "'"
                      " AND account IS NOT NULL AND why LIKE '20%/20%'";
  gint64 before = studio_count (studio, count);
  g_autoptr (ZbPlayback) playback = open_all ("officer");
  g_assert_cmpint (studio_count (studio, count), ==, before + 1);
}

/* --- players ------------------------------------------------------------------------------------------- */

typedef struct
{
  GstElement *pipeline;
  gint frames; /* atomic, with the next */
  gint ended;
  GstClockTime first, last;
  gint backward;
} Player;

static GstFlowReturn
count_frame (GstAppSink *sink, gpointer data)
{
  Player *player = data;
  g_autoptr (GstSample) sample = gst_app_sink_pull_sample (sink);
  GstClockTime pts = GST_BUFFER_PTS (gst_sample_get_buffer (sample));
  if (g_atomic_int_add (&player->frames, 1) == 0)
    player->first = pts;
  else if (pts <= player->last)
    g_atomic_int_inc (&player->backward);
  player->last = pts;
  return GST_FLOW_OK;
}

static void
note_end (GstAppSink *sink, gpointer data)
{
  g_atomic_int_set (&((Player *)data)->ended, TRUE);
}

static void
play (Player *player, const char *words)
{
  g_autoptr (GError) error = NULL;
  GstAppSinkCallbacks callbacks = { .new_sample = count_frame, .eos = note_end };
  *player = (Player){ .pipeline = gst_parse_launch (words, &error) };
  g_assert_no_error (error);
  g_autoptr (GstElement) sink = gst_bin_get_by_name (GST_BIN (player->pipeline), "sink");
  gst_app_sink_set_callbacks (GST_APP_SINK (sink), &callbacks, player, NULL);
  gst_element_set_state (player->pipeline, GST_STATE_PLAYING);
}

static gboolean
has_ended (gpointer data)
{
  return g_atomic_int_get (&((Player *)data)->ended);
}

static void
finish (Player *player)
{
  gboolean ended = zb_test_wait (has_ended, player, 60000);
  g_autoptr (GstBus) bus = gst_element_get_bus (player->pipeline);
  g_autoptr (GstMessage) wrong = gst_bus_pop_filtered (bus, GST_MESSAGE_ERROR);
  g_assert_null (wrong);
  g_assert_true (ended);
  gst_element_set_state (player->pipeline, GST_STATE_NULL);
  gst_object_unref (player->pipeline);
}

/* How many pictures are in a span: the table of each fragment begins behind its head, and says how many it
 * has. */
static guint
count_pictures (ZbPlayback *playback)
{
  ZbPlaybackSpan *span = playback->spans->pdata[0];
  guint n = 0;
  g_auto (Got) whole = fetch_span (playback, NULL, NULL);
  const guint8 *data = g_bytes_get_data (whole.body, NULL);
  for (guint i = 0; i < zb_playback_span_get_n_fragments (span); i++)
    {
      const guint8 *count = data + zb_playback_span_get_fragment (span, i)->offset + ZB_MP4_HEAD_LENGTH + 12;
      n += (guint)(count[2] << 8 | count[3]);
    }
  return n;
}

/* Any player of HTTP and MP4 plays a span, of whatever many segments it is made. */
static void
test_played (void)
{
  Player player;
  g_autoptr (ZbPlayback) playback = open_all ("officer");
  const ZbPlaybackSpan *span = playback->spans->pdata[0];
  g_autofree char *uri = complete (span->uri);
  g_autofree char *words = g_strdup_printf (
      "souphttpsrc location=%s user-id=%s user-pw=%s ! decodebin ! appsink name=sink sync=false", uri,
      playback->user, playback->password);
  play (&player, words);
  finish (&player);
  double seconds = (double)(span->ended_at - span->started_at) / G_USEC_PER_SEC;
  g_test_message ("%d frames in %.1f s", player.frames, seconds);
  g_assert_cmpuint ((guint)player.frames, ==, count_pictures (playback));
  g_assert_cmpint (player.backward, ==, 0);
  g_assert_cmpfloat ((double)(player.last - player.first) / GST_SECOND, >, seconds - 2.5);
}

/* --- exports ---------------------------------------------------------------------------------------------
 */

static ZbExport *
get_export (const char *who, const char *id)
{
  g_autofree char *path = g_strconcat ("/exports/", id, NULL);
  g_autoptr (ZbTestAnswer) answer = zb_test_get (studio->platform, who, path);
  zb_test_assert_status (answer, 200);
  return read_record (ZB_TYPE_EXPORT, answer);
}

static gboolean
is_made (gpointer id)
{
  g_autoptr (ZbExport) export = get_export ("officer", id);
  return export->state == ZB_EXPORT_READY || export->state == ZB_EXPORT_FAILED;
}

static ZbExport *
make_export (gint64 from, gint64 until, const char *more)
{
  g_autoptr (ZbTestAnswer) answer = post ("officer", NORTH, "exports", from, until, more);
  zb_test_assert_status (answer, 202);
  g_autoptr (ZbExport) export = read_record (ZB_TYPE_EXPORT, answer);
  g_assert_true (zb_test_wait (is_made, export->id, 60000));
  return get_export ("officer", export->id);
}

static GBytes *
download (const char *who, const ZbExport *export, guint status)
{
  Got got = { 0 };
  g_autofree char *uri = complete (export->file + 1);
  g_autofree char *bearer = g_strconcat ("Bearer ", zb_test_platform_sign_in (studio->platform, who), NULL);
  got.message = soup_message_new ("GET", uri);
  soup_message_headers_replace (soup_message_get_request_headers (got.message), "Authorization", bearer);
  soup_session_send_and_read_async (session, got.message, G_PRIORITY_DEFAULT, NULL, on_got, &got);
  g_assert_true (zb_test_wait (is_got, &got, 20000));
  g_assert_cmpuint (soup_message_get_status (got.message), ==, status);
  g_object_unref (got.message);
  return got.body;
}

/* The first picture of a file, four bytes a pixel. */
static GBytes *
first_picture (GBytes *file, int *width, int *height)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "zb-export-XXXXXX", NULL);
  int fd = g_mkstemp (path);
  g_assert_true (
      g_file_set_contents (path, g_bytes_get_data (file, NULL), (gssize)g_bytes_get_size (file), NULL));
  g_autofree char *words = g_strdup_printf ("filesrc location=%s ! decodebin ! videoconvert ! "
                                            "video/x-raw,format=BGRx ! appsink name=sink sync=false",
                                            path);
  GstElement *pipeline = gst_parse_launch (words, NULL);
  g_autoptr (GstElement) sink = gst_bin_get_by_name (GST_BIN (pipeline), "sink");
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  g_autoptr (GstSample) sample = gst_app_sink_try_pull_sample (GST_APP_SINK (sink), 20 * GST_SECOND);
  g_assert_nonnull (sample);
  const GstStructure *caps = gst_caps_get_structure (gst_sample_get_caps (sample), 0);
  gst_structure_get_int (caps, "width", width);
  gst_structure_get_int (caps, "height", height);
  GstMapInfo map;
  gst_buffer_map (gst_sample_get_buffer (sample), &map, GST_MAP_READ);
  GBytes *picture = g_bytes_new (map.data, map.size);
  gst_buffer_unmap (gst_sample_get_buffer (sample), &map);
  gst_element_set_state (pipeline, GST_STATE_NULL);
  gst_object_unref (pipeline);
  g_close (fd, NULL);
  g_unlink (path);
  return picture;
}

/* How much two pictures differ on average, inside a box of fractions or outside of it; the line at the foot,
 * which only one has, is left out. */
static double
difference (GBytes *a, GBytes *b, int width, int height, gboolean inside)
{
  const guint8 *one = g_bytes_get_data (a, NULL), *other = g_bytes_get_data (b, NULL);
  double sum = 0, n = 0;
  for (int y = 0; y < height * 9 / 10; y++)
    for (int x = 0; x < width; x++)
      {
        gboolean in = x >= width / 4 && x < width / 2 && y >= height / 4 && y < height / 2;
        gboolean near = x >= width / 4 - 8 && x < width / 2 + 8 && y >= height / 4 - 8 && y < height / 2 + 8;
        if (inside ? !in : near)
          continue;
        for (int c = 0; c < 3; c++)
          sum += ABS (one[(y * width + x) * 4 + c] - other[(y * width + x) * 4 + c]);
        n += 3;
      }
  return sum / n;
}

/* A fragment's time, so that what was recorded then is known to the picture. */
static gint64
find_moment (ZbPlayback *playback, GBytes **original)
{
  ZbPlaybackSpan *span = playback->spans->pdata[0];
  const ZbFragment *fragment = zb_playback_span_get_fragment (span, 0);
  g_auto (Got) whole = fetch_span (playback, NULL, NULL);
  *original = g_bytes_ref (whole.body);
  return span->started_at + fragment->starts_at * 1000;
}

static void
test_export (void)
{
  int width, height;
  g_autoptr (GBytes) original = NULL;
  g_autoptr (ZbPlayback) playback = open_all ("officer");
  gint64 from = find_moment (playback, &original);
  g_autoptr (ZbExport) export = make_export (
      from, from + 3 * G_USEC_PER_SEC,
      ",\"reason\":\"取证\",\"regions\":[{\"x\":0.25,\"y\":0.25,\"width\":0.25,\"height\":0.25}]");
  g_assert_cmpint (export->state, ==, ZB_EXPORT_READY);
  g_assert_cmpfloat (export->progress, ==, 1);
  g_assert_cmpstr (export->reason, ==, "取证");
  g_autoptr (GBytes) file = download ("officer", export, 200);
  g_autofree char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, file);
  g_assert_cmpstr (sha256, ==, export->sha256);
  g_assert_cmpint ((gint64)g_bytes_get_size (file), ==, export->bytes);
  g_autoptr (GBytes) before = first_picture (original, &width, &height);
  g_autoptr (GBytes) after = first_picture (file, &width, &height);
  g_assert_cmpuint (g_bytes_get_size (before), ==, g_bytes_get_size (after));
  double inside = difference (before, after, width, height, TRUE);
  double outside = difference (before, after, width, height, FALSE);
  g_test_message ("inside %.1f, outside %.1f", inside, outside);
  if (g_getenv ("ZHIBAN_KEEP") != NULL)
    g_file_set_contents (g_getenv ("ZHIBAN_KEEP"), g_bytes_get_data (file, NULL),
                         (gssize)g_bytes_get_size (file), NULL);
  g_assert_cmpfloat (outside, <, 12);
  g_assert_cmpfloat (inside, >, 2 * outside);
}

static void
test_export_audited (void)
{
  const char *asked = "SELECT count(*) FROM audit WHERE action = 'recording.export' AND why LIKE '%核对'";
  const char *fetched = "SELECT count(*) FROM audit WHERE action = 'recording.download'";
  g_autoptr (ZbRecordings) recordings = look (NORTH);
  const ZbRecordedSpan *span = recordings->spans->pdata[0];
  gint64 before = studio_count (studio, fetched);
  g_autoptr (ZbExport) export =
      make_export (span->started_at, span->started_at + G_USEC_PER_SEC, ",\"reason\":\"核对\"");
  g_assert_cmpint (studio_count (studio, asked), ==, 1);
  g_autoptr (GBytes) own = download ("officer", export, 200);
  g_autoptr (GBytes) leaders = download ("leader", export, 200);
  g_autoptr (GBytes) others = download ("officer2", export, 404);
  g_autoptr (GBytes) walls = download ("wall", export, 403);
  g_assert_cmpint (studio_count (studio, fetched), ==, before + 2);
}

/* Where it cannot be written down who has fetched a file nobody fetches it: the refusal is all that is sent.
 */
static void
test_export_unwritten (void)
{
  g_autoptr (ZbRecordings) recordings = look (NORTH);
  const ZbRecordedSpan *span = recordings->spans->pdata[0];
  g_autoptr (ZbExport) export =
      make_export (span->started_at, span->started_at + G_USEC_PER_SEC, ",\"reason\":\"核对\"");
  studio_change (studio, "CREATE TRIGGER unwritten BEFORE INSERT ON audit"
                         " WHEN NEW.action = 'recording.download' BEGIN SELECT RAISE (ABORT, 'full'); END");
  g_test_expect_message (NULL, G_LOG_LEVEL_WARNING, "GET /exports/*");
  g_autoptr (GBytes) refusal = download ("officer", export, 503);
  g_test_assert_expected_messages ();
  studio_change (studio, "DROP TRIGGER unwritten");
  g_autoptr (ZbJsonDoc) problem =
      yyjson_read (g_bytes_get_data (refusal, NULL), g_bytes_get_size (refusal), 0);
  g_assert_cmpint (yyjson_get_int (yyjson_obj_get (yyjson_doc_get_root (problem), "status")), ==, 503);
  g_autoptr (GBytes) file = download ("officer", export, 200);
  g_assert_cmpint ((gint64)g_bytes_get_size (file), ==, export->bytes);
}

static void
test_export_refused (void)
{
  gint64 now = g_get_real_time (), from = now - G_TIME_SPAN_MINUTE;
  const struct
  {
    const char *who;
    gint64 from, until;
    const char *more;
    guint status;
  } cases[] = {
    { NULL, from, now, ",\"reason\":\"x\"", 401 },
    { "wall", from, now, ",\"reason\":\"x\"", 403 },
    { "checker", from, now, ",\"reason\":\"x\"", 403 },
    { "south", from, now, ",\"reason\":\"x\"", 404 },
    { "officer", from, now, "", 422 },
    { "officer", from, now, ",\"reason\":\"  \"", 422 },
    { "officer", from, from + 31 * G_TIME_SPAN_MINUTE, ",\"reason\":\"x\"", 422 },
    { "officer", from - DAY, from - DAY + G_TIME_SPAN_MINUTE, ",\"reason\":\"x\"", 409 },
    { "officer", from, now, ",\"reason\":\"x\",\"regions\":[{\"x\":0.9,\"y\":0,\"width\":0.2,\"height\":1}]",
      422 },
    { "officer", from, now, ",\"reason\":\"x\",\"regions\":[{\"x\":0}]", 422 },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("case %u", i);
      g_autoptr (ZbTestAnswer) answer =
          post (cases[i].who, NORTH, "exports", cases[i].from, cases[i].until, cases[i].more);
      zb_test_assert_status (answer, cases[i].status);
    }
}

/* Ten of an officer may wait, and no more; another officer is not kept waiting by that. */
static void
test_export_most (void)
{
  g_autoptr (ZbRecordings) recordings = look (NORTH);
  const ZbRecordedSpan *span = recordings->spans->pdata[0];
  gint64 until = span->started_at + G_USEC_PER_SEC;
  for (guint i = 0; i < 10; i++)
    studio_change (
        studio,
        "INSERT INTO export (id, camera, from_at, until_at, reason, regions, who, by, by_name, created_at,"
        " state) SELECT hex (randomblob (8)), 'none', 1, 2, '排队', '[]', 'x', id, 'x', 1, 'waiting'"
        " FROM account WHERE username = 'north'");
  g_autoptr (ZbTestAnswer) many =
      post ("north", NORTH, "exports", span->started_at, until, ",\"reason\":\"x\"");
  zb_test_assert_status (many, 429);
  studio_change (studio, "DELETE FROM export WHERE reason = '排队'");
  g_autoptr (ZbTestAnswer) good =
      post ("north", NORTH, "exports", span->started_at, until, ",\"reason\":\"x\"");
  zb_test_assert_status (good, 202);
}

/* What was being made when the platform ended is begun anew. */
static void
test_export_restarted (void)
{
  g_autoptr (GError) error = NULL;
  ZbPlatform *platform = zb_test_platform_get (studio->platform);
  g_autoptr (ZbRecordings) recordings = look (NORTH);
  const ZbRecordedSpan *span = recordings->spans->pdata[0];
  g_autoptr (ZbExport) export =
      make_export (span->started_at, span->started_at + G_USEC_PER_SEC, ",\"reason\":\"重来\"");
  zb_export_desk_stop (studio->exports);
  studio_change (studio,
                 "UPDATE export SET state = 'working', sha256 = NULL, bytes = 0 WHERE reason = '重来'");
  studio->exports = zb_export_desk_start (platform, &error);
  g_assert_no_error (error);
  zb_platform_set_exports (platform, studio->exports);
  g_assert_true (zb_test_wait (is_made, export->id, 60000));
  g_autoptr (ZbExport) again = get_export ("officer", export->id);
  g_assert_cmpint (again->state, ==, ZB_EXPORT_READY);
  g_assert_cmpuint (strlen (again->sha256), ==, 64);
}

/* Of a chequered board nothing is left but shades that go into each other; what lies beside it is untouched.
 */
static void
test_mosaic (void)
{
  enum
  {
    SIDE = 240
  };
  static guint8 pixels[SIDE * SIDE * 4];
  const ZbMosaicRegion region = { 0.25, 0.25, 0.5, 0.5 };
  for (int i = 0; i < SIDE * SIDE; i++)
    memset (&pixels[i * 4], (i % SIDE / 4 + i / SIDE / 4) % 2 ? 255 : 0, 4);
  zb_mosaic_apply (pixels, SIDE, SIDE, SIDE * 4, &region);
  for (int y = 0; y < SIDE; y++)
    for (int x = 0; x + 1 < SIDE; x++)
      {
        int here = pixels[(y * SIDE + x) * 4], next = pixels[(y * SIDE + x + 1) * 4];
        gboolean in = x >= 60 && x + 1 < 180 && y >= 60 && y < 180;
        if (in)
          g_assert_cmpint (ABS (here - next), <=, 4);
        else if (x < 59 || x >= 180 || y < 60 || y >= 180)
          g_assert_cmpint (here, ==, (x / 4 + y / 4) % 2 ? 255 : 0);
      }
}

/* --- holds and deletion ------------------------------------------------------------------------------------
 */

static void
test_holds (void)
{
  g_autoptr (ZbRecordings) recordings = look (NORTH);
  const ZbRecordedSpan *span = recordings->spans->pdata[0];
  g_autoptr (ZbTestAnswer) unreasoned =
      post ("officer", NORTH, "holds", span->started_at, span->ended_at, "");
  zb_test_assert_status (unreasoned, 422);
  g_autoptr (ZbTestAnswer) walls =
      post ("wall", NORTH, "holds", span->started_at, span->ended_at, ",\"reason\":\"x\"");
  zb_test_assert_status (walls, 403);
  g_autoptr (ZbTestAnswer) answer = post ("officer", NORTH, "holds", span->started_at,
                                          span->started_at + G_USEC_PER_SEC, ",\"reason\":\"案件\"");
  zb_test_assert_status (answer, 201);
  g_autoptr (ZbHold) hold = read_record (ZB_TYPE_HOLD, answer);
  g_autoptr (ZbTestAnswer) list = zb_test_get (studio->platform, "north", "/cameras/" NORTH "/holds");
  zb_test_assert_status (list, 200);
  g_assert_cmpstr (zb_test_answer_text (list, "/items/0/id"), ==, hold->id);
  g_autoptr (ZbRecordings) held = look (NORTH);
  g_assert_true (((ZbRecordedSpan *)held->spans->pdata[0])->held);

  g_autofree char *path = g_strconcat ("/holds/", hold->id, NULL);
  const struct
  {
    const char *who, *body;
    guint status;
  } cases[] = {
    { "officer", "{}", 422 },
    { "south", "{\"reason\":\"x\"}", 404 },
    { "officer2", "{\"reason\":\"x\"}", 403 },
    { "north", "{\"reason\":\"x\"}", 403 },
    { "admin", "{\"reason\":\"x\"}", 403 },
    { "leader", "{\"reason\":\"结案\"}", 204 },
    { "leader", "{\"reason\":\"结案\"}", 404 },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ZbTestAnswer) released =
          zb_test_send (studio->platform, cases[i].who, "DELETE", path, NULL, cases[i].body);
      zb_test_assert_status (released, cases[i].status);
    }
  g_assert_cmpint (
      studio_count (studio,
                    "SELECT count(*) FROM audit WHERE action = 'recording.hold' AND why LIKE '%案件'"),
      ==, 1);
  g_assert_cmpint (
      studio_count (studio,
                    "SELECT count(*) FROM audit WHERE action = 'recording.release' AND why LIKE '%结案'"),
      ==, 1);
}

static gboolean
is_there (gint64 started_at)
{
  g_autofree char *folder = zb_recording_store_find_folder (zb_test_platform_get (studio->platform));
  g_autofree char *path = zb_segment_find_path (folder, NORTH, started_at);
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static gboolean
is_gone (gpointer started_at)
{
  return !is_there (*(gint64 *)started_at);
}

static gint64
find_start (const char *order)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT started_at FROM segment WHERE camera = '" NORTH "' ORDER BY started_at %s LIMIT 1", order);
  return studio_count (studio, sql);
}

/* The oldest go where there is too much; what is held stays, however old, and goes once it is released. */
static void
test_bytes (void)
{
  studio_pause (studio);
  gint64 oldest = find_start ("ASC"), newest = find_start ("DESC");
  g_autofree char *change = g_strdup_printf ("INSERT INTO hold VALUES ('h', '" NORTH "', %" G_GINT64_FORMAT
                                             ", %" G_GINT64_FORMAT ", 'x', 'x', 'x', 1)",
                                             oldest, oldest + 1000000);
  studio_change (studio, change);
  studio_change (studio, "DELETE FROM export");
  gint64 next = studio_count (studio, "SELECT started_at FROM segment WHERE camera = '" NORTH
                                      "' ORDER BY started_at LIMIT 1 OFFSET 1");
  ZbRecorderOptions options = { STUDIO_OPTIONS };
  options.n_cameras = 0;
  options.bytes = 1;
  studio_record (studio, &options);
  g_assert_true (zb_test_wait (is_gone, &next, 20000));
  g_assert_true (zb_test_wait (is_gone, &newest, 20000));
  g_assert_true (is_there (oldest));
  g_assert_cmpint (studio_count (studio, "SELECT count(*) FROM segment"), ==, 1);
  studio_change (studio, "DELETE FROM hold");
  g_assert_true (zb_test_wait (is_gone, &oldest, 20000));
  studio_pause (studio);
}

static void
record_anew (guint seconds)
{
  ZbRecorderOptions options = { STUDIO_OPTIONS };
  studio_pause (studio);
  studio_record (studio, &options);
  studio_wait_recorded (studio, NORTH, seconds);
  studio_pause (studio);
}

/* A segment of eight days ago goes after seven. */
static void
test_days (void)
{
  record_anew (5);
  gint64 fresh = find_start ("DESC"), young = find_start ("ASC"), old = young - 8 * DAY;
  g_autofree char *folder = zb_recording_store_find_folder (zb_test_platform_get (studio->platform));
  g_autofree char *from = zb_segment_find_path (folder, NORTH, young);
  g_autofree char *to = zb_segment_find_path (folder, NORTH, old);
  g_autofree char *change =
      g_strdup_printf ("UPDATE segment SET started_at = %" G_GINT64_FORMAT ", ended_at = %" G_GINT64_FORMAT
                       " WHERE camera = '" NORTH "' AND started_at = %" G_GINT64_FORMAT,
                       old, old + 4000000, young);
  g_assert_cmpint (fresh, !=, young);
  g_assert_cmpint (g_rename (from, to), ==, 0);
  studio_change (studio, change);
  ZbRecorderOptions options = { STUDIO_OPTIONS };
  options.n_cameras = 0;
  studio_record (studio, &options);
  g_assert_true (zb_test_wait (is_gone, &old, 20000));
  g_assert_true (is_there (fresh));
  studio_pause (studio);
}

/* --- recovery
 * ------------------------------------------------------------------------------------------------ */

static GStatBuf
stat_segment (gint64 started_at)
{
  GStatBuf found;
  g_autofree char *folder = zb_recording_store_find_folder (zb_test_platform_get (studio->platform));
  g_autofree char *path = zb_segment_find_path (folder, NORTH, started_at);
  g_assert_cmpint (g_stat (path, &found), ==, 0);
  return found;
}

/* A segment whose writer was killed: cut in the middle of a fragment, and not finished in the index. Another
 * that the index does not know, and one that is no recording at all. */
static void
test_recovery (void)
{
  record_anew (10);
  gint64 broken = find_start ("ASC"), unknown = find_start ("DESC"), junk = 12345;
  g_autofree char *folder = zb_recording_store_find_folder (zb_test_platform_get (studio->platform));
  g_autofree char *path = zb_segment_find_path (folder, NORTH, broken);
  g_autofree char *nonsense = zb_segment_find_path (folder, NORTH, junk);
  g_autofree char *change = g_strdup_printf (
      "UPDATE segment SET open = 1 WHERE camera = '" NORTH "' AND started_at = %" G_GINT64_FORMAT
      "; DELETE FROM segment WHERE camera = '" NORTH "' AND started_at = %" G_GINT64_FORMAT,
      broken, unknown);
  goffset before = stat_segment (broken).st_size;
  g_assert_cmpint (truncate (path, before - 100), ==, 0);
  g_assert_true (g_file_set_contents (nonsense, "nonsense", -1, NULL));
  studio_change (studio, change);
  ZbRecorderOptions options = { STUDIO_OPTIONS };
  options.n_cameras = 0;
  studio_record (studio, &options);
  g_autofree char *bytes = g_strdup_printf (
      "SELECT bytes FROM segment WHERE started_at = %" G_GINT64_FORMAT " AND NOT open", broken);
  g_assert_cmpint (studio_count (studio, bytes), ==, stat_segment (broken).st_size);
  g_assert_cmpint (stat_segment (broken).st_size, <, before - 100);
  g_autofree char *known =
      g_strdup_printf ("SELECT count(*) FROM segment WHERE started_at = %" G_GINT64_FORMAT, unknown);
  g_assert_cmpint (studio_count (studio, known), ==, 1);
  g_assert_false (is_there (junk));
  test_played ();
  studio_pause (studio);
}

/* Where a camera's pictures cannot be written that is said once; the platform and other cameras go on. */
static void
test_unwritable (void)
{
  studio_pause (studio);
  g_autofree char *folder = zb_recording_store_find_folder (zb_test_platform_get (studio->platform));
  g_autofree char *own = zb_segment_find_folder (folder, NORTH),
                  *aside = g_strconcat (folder, ".aside", NULL);
  const char *count = "SELECT count(*) FROM segment WHERE camera = '" ZB_TEST_CAMERA_SOUTH "' AND NOT open";
  gint64 before = studio_count (studio, count);
  g_assert_cmpint (g_rename (own, aside), ==, 0);
  g_assert_true (g_file_set_contents (own, "in the way", -1, NULL));
  g_test_expect_message (NULL, G_LOG_LEVEL_WARNING, "recording of camera " NORTH " stops: *");
  ZbRecorderOptions options = { STUDIO_OPTIONS };
  studio_record (studio, &options);
  studio_wait (studio, count, before + 2, 60);
  g_test_assert_expected_messages ();
  g_autoptr (ZbRecordings) recordings = look (NORTH);
  g_assert_cmpuint (recordings->spans->len, ==, 0);
  studio_pause (studio);
  g_unlink (own);
  g_assert_cmpint (g_rename (aside, own), ==, 0);
}

static void
note_full (const char *domain, GLogLevelFlags level, const char *message, gpointer said)
{
  g_atomic_int_set ((gint *)said, strstr (message, "nearly full") != NULL);
}

static gboolean
go_on (const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
  return FALSE;
}

static gboolean
is_said (gpointer said)
{
  return g_atomic_int_get ((gint *)said);
}

/* Where the disk is to be left to others nothing is recorded, and what was can be looked at. */
static void
test_no_room (void)
{
  gint said = FALSE;
  gint64 before = studio_count (studio, "SELECT count(*) FROM segment");
  ZbRecorderOptions options = { STUDIO_OPTIONS };
  options.reserve = G_MAXINT64 / 2;
  studio_pause (studio);
  g_test_log_set_fatal_handler (go_on, NULL);
  guint handler = g_log_set_handler (NULL, G_LOG_LEVEL_WARNING | G_LOG_FLAG_FATAL, note_full, &said);
  studio_record (studio, &options);
  g_assert_true (zb_test_wait (is_said, &said, 20000));
  studio_pause (studio);
  g_log_remove_handler (NULL, handler);
  g_test_log_set_fatal_handler (NULL, NULL);
  g_assert_cmpint (studio_count (studio, "SELECT count(*) FROM segment"), <=, before);
  g_autoptr (ZbRecordings) recordings = look (NORTH);
  g_assert_true (recordings->recorded);
}

/* A file that goes while it is open for playback is gone, and says so. */
static void
test_deleted_meanwhile (void)
{
  g_autoptr (ZbPlayback) playback = open_all ("officer");
  gint64 first = find_start ("ASC");
  g_autofree char *folder = zb_recording_store_find_folder (zb_test_platform_get (studio->platform));
  g_autofree char *path = zb_segment_find_path (folder, NORTH, first);
  g_auto (Got) there = fetch_span (playback, "bytes=0-9", NULL);
  g_assert_cmpuint (there.status, ==, 206);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_auto (Got) gone = fetch_span (playback, "bytes=0-9", NULL);
  g_assert_cmpuint (gone.status, ==, 410);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ZbRecorderOptions options = { STUDIO_OPTIONS };
  studio = studio_new (&options);
  session = soup_session_new ();
  studio_wait_recorded (studio, NORTH, 10);
  g_test_add_func ("/recordings/listed", test_listed);
  g_test_add_func ("/recordings/not-recorded", test_not_recorded);
  g_test_add_func ("/recordings/refused", test_refused);
  g_test_add_func ("/recordings/layout", test_layout);
  g_test_add_func ("/recordings/ranges", test_ranges);
  g_test_add_func ("/recordings/tickets", test_tickets);
  g_test_add_func ("/recordings/ticket-ends", test_ticket_ends);
  g_test_add_func ("/recordings/most-open", test_most_open);
  g_test_add_func ("/recordings/audited", test_audited);
  g_test_add_func ("/recordings/played", test_played);
  g_test_add_func ("/recordings/mosaic", test_mosaic);
  g_test_add_func ("/recordings/export", test_export);
  g_test_add_func ("/recordings/export-audited", test_export_audited);
  g_test_add_func ("/recordings/export-unwritten", test_export_unwritten);
  g_test_add_func ("/recordings/export-refused", test_export_refused);
  g_test_add_func ("/recordings/export-most", test_export_most);
  g_test_add_func ("/recordings/export-restarted", test_export_restarted);
  g_test_add_func ("/recordings/holds", test_holds);
  g_test_add_func ("/recordings/bytes", test_bytes);
  g_test_add_func ("/recordings/days", test_days);
  g_test_add_func ("/recordings/recovery", test_recovery);
  g_test_add_func ("/recordings/no-room", test_no_room);
  g_test_add_func ("/recordings/deleted-meanwhile", test_deleted_meanwhile);
  g_test_add_func ("/recordings/unwritable", test_unwritable);
  int result = g_test_run ();
  studio_free (studio);
  g_object_unref (session);
  return result;
}
