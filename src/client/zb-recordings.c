/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked of the platform about recordings. */
#include "zb-recordings.h"

#include "zb-ask.h"
#include "zb-json.h"
#include "zb-time.h"

static ZbRequest *
create (const char *method, const char *format, const char *part)
{
  g_autofree char *escaped = g_uri_escape_string (part ? part : "", NULL, FALSE);
  g_autofree char *path = g_strdup_printf (format, escaped);

  return zb_request_new (method, "%s", path);
}

static void
add_time (yyjson_mut_doc *doc, const char *member, gint64 time)
{
  char text[ZB_TIME_LENGTH + 1];

  zb_time_format (time, text);
  yyjson_mut_obj_add_strcpy (doc, yyjson_mut_doc_get_root (doc), member, text);
}

static yyjson_mut_doc *
begin_body (void)
{
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);

  yyjson_mut_doc_set_root (doc, yyjson_mut_obj (doc));
  return doc;
}

static yyjson_mut_doc *
write_times (gint64 from, gint64 until)
{
  yyjson_mut_doc *doc = begin_body ();

  add_time (doc, "from", from);
  add_time (doc, "until", until);
  return doc;
}

static void
add_reason (yyjson_mut_doc *doc, const char *reason)
{
  yyjson_mut_obj_add_strcpy (doc, yyjson_mut_doc_get_root (doc), "reason", reason ? reason : "");
}

static ZbRequest *
take_body (ZbRequest *request, yyjson_mut_doc *doc)
{
  zb_request_take_json (request, zb_json_to_text (doc, NULL));
  yyjson_mut_doc_free (doc);
  return request;
}

/**
 * zb_recordings_list:
 * @session: (nullable): who asks
 * @camera: the id of a camera
 * @from: from when on, µs UTC
 * @until: until when
 *
 * Returns: (transfer full): an answer that will hold one #ZbRecordings
 */
ZbAnswer *
zb_recordings_list (ZbSession *session, const char *camera, gint64 from, gint64 until)
{
  char first[ZB_TIME_LENGTH + 1], last[ZB_TIME_LENGTH + 1];
  g_autofree char *escaped = g_uri_escape_string (camera, NULL, FALSE);

  zb_time_format (from, first);
  zb_time_format (until, last);
  return zb_ask_records (
      session, zb_request_new ("GET", "/cameras/%s/recordings?from=%s&until=%s", escaped, first, last),
      ZB_TYPE_RECORDINGS, NULL, NULL, NULL);
}

/* The platform says where its files are seen from where its contract is. */
static void
complete_addresses (ZbAnswer *answer, GPtrArray *items, gpointer rest)
{
  g_autofree char *contract = g_strconcat (zb_rest_get_url (rest), "/api/v1/", NULL);

  for (guint i = 0; i < items->len; i++)
    {
      ZbPlayback *playback = items->pdata[i];
      for (guint j = 0; playback->spans && j < playback->spans->len; j++)
        {
          ZbPlaybackSpan *span = playback->spans->pdata[j];
          char *full = g_uri_resolve_relative (contract, span->uri, G_URI_FLAGS_NONE, NULL);
          if (full)
            g_free (g_steal_pointer (&span->uri)), span->uri = full;
        }
    }
  zb_answer_set_items (answer, items);
}

/**
 * zb_recordings_open:
 * @session: (nullable): who asks
 * @rest: (nullable): the way to the platform
 * @camera: the id of a camera
 * @from: from when on, µs UTC
 * @until: until when
 *
 * Returns: (transfer full): an answer that will hold one #ZbPlayback
 */
ZbAnswer *
zb_recordings_open (ZbSession *session, ZbRest *rest, const char *camera, gint64 from, gint64 until)
{
  ZbRequest *request = take_body (create ("POST", "/cameras/%s/playback", camera), write_times (from, until));

  return zb_ask_records (rest ? session : NULL, request, ZB_TYPE_PLAYBACK, complete_addresses,
                         rest ? g_object_ref (rest) : NULL, g_object_unref);
}

static void
add_regions (yyjson_mut_doc *doc, GPtrArray *regions)
{
  yyjson_mut_val *list = yyjson_mut_obj_add_arr (doc, yyjson_mut_doc_get_root (doc), "regions");

  for (guint i = 0; regions && i < regions->len; i++)
    yyjson_mut_arr_append (list, zb_json_write_record (doc, regions->pdata[i], ZB_JSON_WRITE_ALL));
}

/**
 * zb_recordings_start_export:
 * @session: (nullable): who asks
 * @camera: the id of a camera
 * @from: from when on, µs UTC
 * @until: until when
 * @reason: why
 * @regions: (nullable) (element-type ZbExportRegion): what is made unrecognisable
 *
 * Returns: (transfer full): an answer that will hold one #ZbExport
 */
ZbAnswer *
zb_recordings_start_export (ZbSession *session, const char *camera, gint64 from, gint64 until,
                            const char *reason, GPtrArray *regions)
{
  yyjson_mut_doc *doc = write_times (from, until);

  add_reason (doc, reason);
  add_regions (doc, regions);
  return zb_ask_records (session, take_body (create ("POST", "/cameras/%s/exports", camera), doc),
                         ZB_TYPE_EXPORT, NULL, NULL, NULL);
}

/**
 * zb_recordings_look_at_export:
 * @session: (nullable): who asks
 * @id: the id of an export
 *
 * Returns: (transfer full): an answer that will hold the #ZbExport
 */
ZbAnswer *
zb_recordings_look_at_export (ZbSession *session, const char *id)
{
  return zb_ask_records (session, create ("GET", "/exports/%s", id), ZB_TYPE_EXPORT, NULL, NULL, NULL);
}

/**
 * zb_recordings_list_holds:
 * @session: (nullable): who asks
 * @camera: the id of a camera
 *
 * Returns: (transfer full): an answer that will list each #ZbHold
 */
ZbAnswer *
zb_recordings_list_holds (ZbSession *session, const char *camera)
{
  return zb_ask_records (session, create ("GET", "/cameras/%s/holds", camera), ZB_TYPE_HOLD, NULL, NULL,
                         NULL);
}

/**
 * zb_recordings_hold:
 * @session: (nullable): who asks
 * @camera: the id of a camera
 * @from: from when on, µs UTC
 * @until: until when
 * @reason: why
 *
 * Returns: (transfer full): an answer that will hold the #ZbHold
 */
ZbAnswer *
zb_recordings_hold (ZbSession *session, const char *camera, gint64 from, gint64 until, const char *reason)
{
  yyjson_mut_doc *doc = write_times (from, until);

  add_reason (doc, reason);
  return zb_ask_records (session, take_body (create ("POST", "/cameras/%s/holds", camera), doc), ZB_TYPE_HOLD,
                         NULL, NULL, NULL);
}

/**
 * zb_recordings_release:
 * @session: (nullable): who asks
 * @hold: the id of a hold
 * @reason: why
 *
 * Returns: (transfer full): an answer that is ready once it is released
 */
ZbAnswer *
zb_recordings_release (ZbSession *session, const char *hold, const char *reason)
{
  yyjson_mut_doc *doc = begin_body ();

  add_reason (doc, reason);
  return zb_ask_bytes (session, take_body (create ("DELETE", "/holds/%s", hold), doc), NULL, NULL, NULL);
}
