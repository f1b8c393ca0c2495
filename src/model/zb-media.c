/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-media.h"

/* Translated where it is shown. */
#define N_(text) text

static ZbField zb_ticket_fields[] = {
  ZB_FIELD (ZbTicket, uri, TEXT, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbTicket, user, TEXT),
  ZB_FIELD (ZbTicket, password, TEXT),
  ZB_FIELD (ZbTicket, expires_at, TIME),
};

ZB_DEFINE_RECORD (ZbTicket, zb_ticket, ZB_TYPE_RECORD)

static ZbField zb_snapshot_note_fields[] = {
  ZB_FIELD (ZbSnapshotNote, id, TEXT, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbSnapshotNote, at, TIME),
};

ZB_DEFINE_RECORD (ZbSnapshotNote, zb_snapshot_note, ZB_TYPE_RECORD)

G_DEFINE_INTERFACE (ZbMedia, zb_media, G_TYPE_OBJECT)

static void
zb_media_default_init (ZbMediaInterface *iface)
{
}

/**
 * zb_media_open_live:
 * @self: whoever can get leave
 * @camera: the id of a camera
 * @profile: "main" or "sub"
 *
 * Returns: (transfer full): an answer whose list will hold one #ZbTicket
 */
ZbAnswer *
zb_media_open_live (ZbMedia *self, const char *camera, const char *profile)
{
  return ZB_MEDIA_GET_IFACE (self)->open_live (self, camera, profile);
}

/* What cannot be had here: an answer that fails in the next turn of the main loop, as a refusal would, so
 * that whoever asks has connected to it by then. */
static gboolean
fail_unsupported (gpointer answer)
{
  g_autoptr (ZbProblem) problem = zb_problem_new (501, "This platform does not offer that", NULL);

  zb_answer_fail (answer, problem);
  return G_SOURCE_REMOVE;
}

static ZbAnswer *
answer_unsupported (GType type)
{
  ZbAnswer *answer = zb_answer_new (type);

  g_idle_add_full (G_PRIORITY_DEFAULT, fail_unsupported, g_object_ref (answer), g_object_unref);
  return answer;
}

/**
 * zb_media_look_around:
 * @self: whoever can get leave
 * @camera: the id of a camera
 *
 * Asks who watches it, as of a camera that serves no more.
 *
 * Returns: (transfer full): an answer whose list will hold one #ZbAudience
 */
ZbAnswer *
zb_media_look_around (ZbMedia *self, const char *camera)
{
  ZbMediaInterface *iface = ZB_MEDIA_GET_IFACE (self);

  return iface->look_around ? iface->look_around (self, camera) : answer_unsupported (ZB_TYPE_AUDIENCE);
}

/**
 * zb_media_list_recordings:
 * @self: whoever can get leave
 * @camera: the id of a camera
 * @from: from when on, µs UTC
 * @until: until when, µs UTC; 24 hours later at the most
 *
 * Returns: (transfer full): an answer whose list will hold one #ZbRecordings
 */
ZbAnswer *
zb_media_list_recordings (ZbMedia *self, const char *camera, gint64 from, gint64 until)
{
  ZbMediaInterface *iface = ZB_MEDIA_GET_IFACE (self);

  return iface->list_recordings ? iface->list_recordings (self, camera, from, until)
                                : answer_unsupported (ZB_TYPE_RECORDINGS);
}

/**
 * zb_media_open_playback:
 * @self: whoever can get leave
 * @camera: the id of a camera
 * @from: from when on, µs UTC
 * @until: until when, µs UTC; 2 hours later at the most
 *
 * Returns: (transfer full): an answer whose list will hold one #ZbPlayback
 */
ZbAnswer *
zb_media_open_playback (ZbMedia *self, const char *camera, gint64 from, gint64 until)
{
  ZbMediaInterface *iface = ZB_MEDIA_GET_IFACE (self);

  return iface->open_playback ? iface->open_playback (self, camera, from, until)
                              : answer_unsupported (ZB_TYPE_PLAYBACK);
}

/**
 * zb_media_fetch_part:
 * @self: whoever can get leave
 * @playback: leave that was given
 * @span: which of its spans, from 0
 * @offset: from where on in the span's file, in bytes
 * @length: how many bytes
 *
 * A problem with the status 401 means that the leave has expired, and one with 410 that what was to be played
 * has been deleted since: open the playback anew.
 *
 * Returns: (transfer full): an answer that will hold those bytes
 */
ZbAnswer *
zb_media_fetch_part (ZbMedia *self, ZbPlayback *playback, guint span, gint64 offset, gint64 length)
{
  ZbMediaInterface *iface = ZB_MEDIA_GET_IFACE (self);

  return iface->fetch_part ? iface->fetch_part (self, playback, span, offset, length)
                           : answer_unsupported (G_TYPE_OBJECT);
}

/**
 * zb_media_start_export:
 * @self: whoever can have files made
 * @camera: the id of a camera
 * @from: from when on, µs UTC
 * @until: until when, µs UTC; 30 minutes later at the most
 * @reason: why
 * @regions: (nullable) (element-type ZbExportRegion): what is made unrecognisable
 *
 * Returns: (transfer full): an answer whose list will hold one #ZbExport, which waits or is being made
 */
ZbAnswer *
zb_media_start_export (ZbMedia *self, const char *camera, gint64 from, gint64 until, const char *reason,
                       GPtrArray *regions)
{
  ZbMediaInterface *iface = ZB_MEDIA_GET_IFACE (self);

  return iface->start_export ? iface->start_export (self, camera, from, until, reason, regions)
                             : answer_unsupported (ZB_TYPE_EXPORT);
}

/**
 * zb_media_look_at_export:
 * @self: whoever can have files made
 * @id: the id of an export
 *
 * Returns: (transfer full): an answer whose list will hold the #ZbExport as it is now
 */
ZbAnswer *
zb_media_look_at_export (ZbMedia *self, const char *id)
{
  ZbMediaInterface *iface = ZB_MEDIA_GET_IFACE (self);

  return iface->look_at_export ? iface->look_at_export (self, id) : answer_unsupported (ZB_TYPE_EXPORT);
}

/**
 * zb_media_fetch_export:
 * @self: whoever can have files made
 * @export: an export that is ready
 * @destination: a file that will be made, or written over
 *
 * Saves the file of an export. @destination is there only when all of it has come and its SHA-256 is that
 * of @export.
 *
 * Returns: (transfer full): an answer whose list will hold @export once @destination is there
 */
ZbAnswer *
zb_media_fetch_export (ZbMedia *self, ZbExport *export, GFile *destination)
{
  ZbMediaInterface *iface = ZB_MEDIA_GET_IFACE (self);

  return iface->fetch_export ? iface->fetch_export (self, export, destination)
                             : answer_unsupported (ZB_TYPE_EXPORT);
}

/**
 * zb_media_list_holds:
 * @self: whoever can keep recordings
 * @camera: the id of a camera
 *
 * Returns: (transfer full): an answer that will list each #ZbHold of the camera
 */
ZbAnswer *
zb_media_list_holds (ZbMedia *self, const char *camera)
{
  ZbMediaInterface *iface = ZB_MEDIA_GET_IFACE (self);

  return iface->list_holds ? iface->list_holds (self, camera) : answer_unsupported (ZB_TYPE_HOLD);
}

/**
 * zb_media_hold:
 * @self: whoever can keep recordings
 * @camera: the id of a camera
 * @from: from when on, µs UTC
 * @until: until when, µs UTC; 24 hours later at the most
 * @reason: why
 *
 * Keeps what was recorded from being deleted.
 *
 * Returns: (transfer full): an answer whose list will hold the #ZbHold
 */
ZbAnswer *
zb_media_hold (ZbMedia *self, const char *camera, gint64 from, gint64 until, const char *reason)
{
  ZbMediaInterface *iface = ZB_MEDIA_GET_IFACE (self);

  return iface->hold ? iface->hold (self, camera, from, until, reason) : answer_unsupported (ZB_TYPE_HOLD);
}

/**
 * zb_media_release_hold:
 * @self: whoever can keep recordings
 * @id: the id of a hold
 * @reason: why it is needed no longer
 *
 * Returns: (transfer full): an answer that is ready, and empty, once it is released
 */
ZbAnswer *
zb_media_release_hold (ZbMedia *self, const char *id, const char *reason)
{
  ZbMediaInterface *iface = ZB_MEDIA_GET_IFACE (self);

  return iface->release_hold ? iface->release_hold (self, id, reason) : answer_unsupported (G_TYPE_OBJECT);
}

/**
 * zb_media_note_snapshot:
 * @self: whoever can get leave
 * @camera: the id of a camera
 * @at: when the picture is of, µs UTC
 * @source: "live" or "playback"
 *
 * Has it written down that a picture of a camera is taken, which is to be done before it is saved.
 *
 * Returns: (transfer full): an answer whose list will hold one #ZbSnapshotNote
 */
ZbAnswer *
zb_media_note_snapshot (ZbMedia *self, const char *camera, gint64 at, const char *source)
{
  ZbMediaInterface *iface = ZB_MEDIA_GET_IFACE (self);

  return iface->note_snapshot ? iface->note_snapshot (self, camera, at, source)
                              : answer_unsupported (ZB_TYPE_SNAPSHOT_NOTE);
}
