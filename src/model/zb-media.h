/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-answer.h"
#include "zb-audience.h"
#include "zb-recording.h"
#include "zb-ptz.h"

G_BEGIN_DECLS

#define ZB_TYPE_TICKET (zb_ticket_get_type ())
ZB_DECLARE_RECORD (ZbTicket, zb_ticket, TICKET)

/**
 * ZbTicket:
 * @uri: where the stream is, without any secret
 * @user: who to be there
 * @password: to be kept in memory only
 * @expires_at: good for reconnecting until then, µs UTC
 *
 * Leave to watch one camera for a while.
 */
struct _ZbTicket
{
  ZbRecord parent_instance;
  char *uri;
  char *user;
  char *password;
  gint64 expires_at;
};

/**
 * ZbPtzVerb:
 *
 * What can be asked of a camera that turns: see zb_media_ptz_look() and its sisters.
 */
typedef enum
{
  ZB_PTZ_LOOK,
  ZB_PTZ_TAKE,
  ZB_PTZ_RELEASE,
  ZB_PTZ_DO_MOVE,
  ZB_PTZ_SAVE,
  ZB_PTZ_RECALL,
  ZB_PTZ_REMOVE,
} ZbPtzVerb;

/**
 * ZbPtzOrder:
 * @verb: what is asked
 * @text: (nullable): the reason of a take-over, the name or the id of a preset
 * @move: (nullable): the movement
 *
 * What is asked of a camera that turns.
 */
typedef struct
{
  ZbPtzVerb verb;
  const char *text;
  ZbPtzMove *move;
} ZbPtzOrder;

#define ZB_TYPE_SNAPSHOT_NOTE (zb_snapshot_note_get_type ())
ZB_DECLARE_RECORD (ZbSnapshotNote, zb_snapshot_note, SNAPSHOT_NOTE)

/**
 * ZbSnapshotNote:
 * @id: the number by which the platform has written the picture down
 * @at: when the picture is of, µs UTC
 *
 * Leave to save one picture of a camera.
 */
struct _ZbSnapshotNote
{
  ZbRecord parent_instance;
  char *id;
  gint64 at;
};

#define ZB_TYPE_MEDIA (zb_media_get_type ())
G_DECLARE_INTERFACE (ZbMedia, zb_media, ZB, MEDIA, GObject)

/**
 * ZbMediaInterface:
 * @open_live: see zb_media_open_live()
 * @list_recordings: (nullable): see zb_media_list_recordings()
 * @open_playback: (nullable): see zb_media_open_playback()
 * @fetch_part: (nullable): see zb_media_fetch_part()
 * @start_export: (nullable): see zb_media_start_export()
 * @look_at_export: (nullable): see zb_media_look_at_export()
 * @fetch_export: (nullable): see zb_media_fetch_export()
 * @list_holds: (nullable): see zb_media_list_holds()
 * @hold: (nullable): see zb_media_hold()
 * @release_hold: (nullable): see zb_media_release_hold()
 * @ptz: (nullable): see zb_media_ptz_look() and its sisters
 * @note_snapshot: (nullable): see zb_media_note_snapshot()
 * @look_around: (nullable): see zb_media_look_around()
 *
 * Whoever can get leave to watch a camera. What one cannot do beside that is %NULL, and answers with a
 * problem.
 */
struct _ZbMediaInterface
{
  GTypeInterface parent_iface;
  ZbAnswer *(*open_live) (ZbMedia *self, const char *camera, const char *profile);
  ZbAnswer *(*list_recordings) (ZbMedia *self, const char *camera, gint64 from, gint64 until);
  ZbAnswer *(*open_playback) (ZbMedia *self, const char *camera, gint64 from, gint64 until);
  ZbAnswer *(*fetch_part) (ZbMedia *self, ZbPlayback *playback, guint span, gint64 offset, gint64 length);
  ZbAnswer *(*start_export) (ZbMedia *self, const char *camera, gint64 from, gint64 until, const char *reason,
                             GPtrArray *regions);
  ZbAnswer *(*look_at_export) (ZbMedia *self, const char *id);
  ZbAnswer *(*fetch_export) (ZbMedia *self, ZbExport *export, GFile *destination);
  ZbAnswer *(*list_holds) (ZbMedia *self, const char *camera);
  ZbAnswer *(*hold) (ZbMedia *self, const char *camera, gint64 from, gint64 until, const char *reason);
  ZbAnswer *(*release_hold) (ZbMedia *self, const char *id, const char *reason);
  ZbAnswer *(*ptz) (ZbMedia *self, const char *camera, const ZbPtzOrder *order);
  ZbAnswer *(*note_snapshot) (ZbMedia *self, const char *camera, gint64 at, const char *source);
  ZbAnswer *(*look_around) (ZbMedia *self, const char *camera);
};

ZbAnswer *zb_media_open_live (ZbMedia *self, const char *camera, const char *profile);
ZbAnswer *zb_media_look_around (ZbMedia *self, const char *camera);
ZbAnswer *zb_media_list_recordings (ZbMedia *self, const char *camera, gint64 from, gint64 until);
ZbAnswer *zb_media_open_playback (ZbMedia *self, const char *camera, gint64 from, gint64 until);
ZbAnswer *zb_media_fetch_part (ZbMedia *self, ZbPlayback *playback, guint span, gint64 offset, gint64 length);
ZbAnswer *zb_media_start_export (ZbMedia *self, const char *camera, gint64 from, gint64 until,
                                 const char *reason, GPtrArray *regions);
ZbAnswer *zb_media_look_at_export (ZbMedia *self, const char *id);
ZbAnswer *zb_media_fetch_export (ZbMedia *self, ZbExport *export, GFile *destination);
ZbAnswer *zb_media_list_holds (ZbMedia *self, const char *camera);
ZbAnswer *zb_media_hold (ZbMedia *self, const char *camera, gint64 from, gint64 until, const char *reason);
ZbAnswer *zb_media_release_hold (ZbMedia *self, const char *id, const char *reason);

ZbAnswer *zb_media_ptz_look (ZbMedia *self, const char *camera);
ZbAnswer *zb_media_ptz_take (ZbMedia *self, const char *camera, const char *reason);
ZbAnswer *zb_media_ptz_release (ZbMedia *self, const char *camera);
ZbAnswer *zb_media_ptz_move (ZbMedia *self, const char *camera, ZbPtzMove *move);
ZbAnswer *zb_media_ptz_aim (ZbMedia *self, const char *camera, ZbPoint place);
ZbAnswer *zb_media_ptz_save (ZbMedia *self, const char *camera, const char *name);
ZbAnswer *zb_media_ptz_recall (ZbMedia *self, const char *camera, const char *preset);
ZbAnswer *zb_media_ptz_remove (ZbMedia *self, const char *camera, const char *preset);
ZbAnswer *zb_media_note_snapshot (ZbMedia *self, const char *camera, gint64 at, const char *source);

G_END_DECLS
