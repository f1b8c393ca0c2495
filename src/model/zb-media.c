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

/* Not everybody who gets leave to watch can do all that a platform does. */
static ZbAnswer *
refuse_unknown (GType type)
{
  ZbAnswer *answer = zb_answer_new (type);
  g_autoptr (ZbProblem) problem = zb_problem_new (501, "Not possible", N_ ("The platform can not do this."));

  zb_answer_fail (answer, problem);
  return answer;
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
                              : refuse_unknown (ZB_TYPE_SNAPSHOT_NOTE);
}
