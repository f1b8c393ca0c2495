/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-answer.h"

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
 * @note_snapshot: (nullable): see zb_media_note_snapshot()
 *
 * Whoever can get leave to watch a camera.
 */
struct _ZbMediaInterface
{
  GTypeInterface parent_iface;
  ZbAnswer *(*open_live) (ZbMedia *self, const char *camera, const char *profile);
  ZbAnswer *(*note_snapshot) (ZbMedia *self, const char *camera, gint64 at, const char *source);
};

ZbAnswer *zb_media_open_live (ZbMedia *self, const char *camera, const char *profile);
ZbAnswer *zb_media_note_snapshot (ZbMedia *self, const char *camera, gint64 at, const char *source);

G_END_DECLS
