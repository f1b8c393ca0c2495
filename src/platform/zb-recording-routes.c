/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was recorded of a camera, and leave to play it. Who plays what is audited. A wall shows what is, and
 * may not. */
#include "zb-routes.h"

#include "zb-accounts.h"
#include "zb-device.h"
#include "zb-json.h"
#include "zb-platform.h"
#include "zb-playback-book.h"
#include "zb-recording-store.h"
#include "zb-recording-times.h"
#include "zb-response-stream.h"
#include "zb-time.h"

#define MAY_PLAY_BACK (ZB_MAY_DESK | ZB_MAY (CHECKER) | ZB_MAY (ADMINISTRATOR))
/* From where the contract is, so that a prefix before it does no harm. */
#define FILES "playback/"

static ZbDevice *
load_camera (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  ZbDevice *device = zb_transaction_load (tx, ZB_KIND_DEVICE, call->id);
  if (device != NULL && device->kind == ZB_DEVICE_CAMERA)
    return device;
  zb_response_not_there (response);
  return NULL;
}

/* --- what there is ------------------------------------------------------------------------------- */

static gboolean
list_recordings (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  ZbRecordingTimes times;
  if (load_camera (tx, call, response) == NULL ||
      !zb_recording_times_read_query (call, ZB_RECORDINGS_LONGEST, &times, response))
    return FALSE;
  g_autoptr (ZbRecordings) recordings = zb_recording_store_look (tx, call->id, times.from, times.until);
  return zb_response_take_text (response, 200,
                                zb_json_write_record_text (recordings, ZB_JSON_WRITE_ALL, NULL));
}

/* --- leave to play it ------------------------------------------------------------------------------ */

static GArray *
list_fragments (const ZbSpanFile *file)
{
  guint n = zb_span_file_get_n_pieces (file);
  GArray *fragments = g_array_sized_new (FALSE, FALSE, sizeof (ZbRow), n);
  for (guint i = 0; i < n; i++)
    {
      ZbSpanPiece piece = zb_span_file_get_piece (file, i);
      ZbRow row = { { piece.offset, piece.length, piece.starts_at, piece.duration } };
      g_array_append_val (fragments, row);
    }
  return fragments;
}

static ZbPlaybackSpan *
describe_span (const ZbSpanFile *file, const char *name)
{
  ZbPlaybackSpan *span = g_object_new (ZB_TYPE_PLAYBACK_SPAN, NULL);
  span->uri = g_strconcat (FILES, name, NULL);
  span->started_at = zb_span_file_get_start (file);
  span->ended_at = zb_span_file_get_end (file);
  span->bytes = zb_span_file_get_length (file);
  span->fragments = list_fragments (file);
  return span;
}

static ZbPlayback *
open_files (ZbTransaction *tx, ZbCall *call, GPtrArray *files)
{
  ZbTicketStub stub = { 0 };
  ZbPlayback *playback = g_object_new (ZB_TYPE_PLAYBACK, NULL);
  g_autofree char *session = zb_accounts_session_of_token (tx->connection, call->token);
  g_auto (GStrv) names =
      zb_playback_book_open (zb_platform_get_playbacks (tx->platform), session, files, &stub);
  playback->user = g_strdup (stub.user);
  playback->password = g_strdup (stub.password);
  playback->expires_at = stub.expires_at;
  playback->spans = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; names[i] != NULL; i++)
    g_ptr_array_add (playback->spans, describe_span (g_ptr_array_index (files, i), names[i]));
  zb_ticket_stub_clear (&stub);
  return playback;
}

static gboolean
open_playback (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  ZbRecordingTimes times;
  ZbDevice *camera = load_camera (tx, call, response);
  if (camera == NULL || !zb_recording_times_read_body (call, ZB_PLAYBACK_LONGEST, &times, response))
    return FALSE;
  g_autofree char *folder = zb_recording_store_find_folder (tx->platform);
  g_autofree char *what = zb_recording_times_describe (&times);
  g_autoptr (GPtrArray) segments = zb_recording_store_find (tx, call->id, times.from, times.until);
  g_autoptr (GPtrArray) files = zb_span_files_new (folder, segments, times.from, times.until);
  g_autoptr (ZbPlayback) playback = open_files (tx, call, files);
  zb_transaction_audit (tx, "camera.playback", camera, what);
  return zb_response_take_text (response, 200, zb_json_write_record_text (playback, ZB_JSON_WRITE_ALL, NULL));
}

/* --- the files -------------------------------------------------------------------------------------- */

static gboolean
refuse_ticket (ZbResponse *response)
{
  zb_response_set_header (response, "WWW-Authenticate", "Basic realm=\"zhiban\"");
  return zb_response_problem (response, 401, "not-signed-in", "The ticket of a playback is needed.");
}

/* "user:password" in Base64. */
static gboolean
read_ticket (ZbCall *call, char **user, char **password)
{
  gsize length = 0;
  if (call->basic == NULL || strlen (call->basic) > 200)
    return FALSE;
  g_autofree guchar *bytes = g_base64_decode (call->basic, &length);
  g_autofree char *text = g_strndup ((const char *)bytes, length);
  char *colon = strchr (text, ':');
  if (colon == NULL)
    return FALSE;
  *user = g_strndup (text, (gsize)(colon - text));
  *password = g_strdup (colon + 1);
  return TRUE;
}

static gboolean
is_signed_in (ZbTransaction *tx, const char *session)
{
  return zb_transaction_count (tx,
                               "SELECT count(*) FROM session JOIN account ON account.id = session.account"
                               " WHERE family = ? AND expires_at > ? AND enabled",
                               "ti", session, tx->now) > 0;
}

/* A ticket is good for as long as the session that it was given to. */
static ZbSpanFile *
find_file (ZbTransaction *tx, ZbCall *call)
{
  g_autofree char *user = NULL, *password = NULL, *session = NULL;
  ZbPlaybackBook *book = zb_platform_get_playbacks (tx->platform);
  if (!read_ticket (call, &user, &password))
    return NULL;
  ZbSpanFile *file = zb_playback_book_find (book, call->id, user, password, &session);
  if (file == NULL || is_signed_in (tx, session))
    return file;
  zb_playback_book_revoke (book, user);
  zb_span_file_unref (file);
  return NULL;
}

static GBytes *
read_file (gpointer data, gint64 offset, gsize length, GError **error)
{
  return zb_span_file_read (data, offset, length, error);
}

static gboolean
is_readable (ZbSpanFile *file)
{
  g_autoptr (GBytes) first = zb_span_file_read (file, 0, 1, NULL);
  return first != NULL;
}

static gboolean
get_file (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  g_autoptr (ZbSpanFile) file = find_file (tx, call);
  if (file == NULL)
    return refuse_ticket (response);
  if (!is_readable (file))
    return zb_response_problem (response, 410, "deleted", "What was recorded has been deleted since.");
  g_autofree char *tag = zb_span_file_make_tag (file);
  ZbStreamFile stream = {
    .type = "video/mp4",
    .tag = tag,
    .length = zb_span_file_get_length (file),
    .read = read_file,
    .data = zb_span_file_ref (file),
    .destroy = (GDestroyNotify)zb_span_file_unref,
  };
  return zb_response_stream (response, call, &stream);
}

const ZbRoute zb_recording_routes[] = {
  { "GET", "/cameras/{id}/recordings", MAY_PLAY_BACK, ZB_ROUTE_READ, list_recordings },
  { "POST", "/cameras/{id}/playback", MAY_PLAY_BACK, ZB_ROUTE_WRITE | ZB_ROUTE_BODY, open_playback },
  { "GET", "/playback/{id}", ZB_MAY_ANY, ZB_ROUTE_READ | ZB_ROUTE_OPEN, get_file },
  { 0 },
};
