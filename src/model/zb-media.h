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

#define ZB_TYPE_MEDIA (zb_media_get_type ())
G_DECLARE_INTERFACE (ZbMedia, zb_media, ZB, MEDIA, GObject)

/**
 * ZbMediaInterface:
 * @open_live: see zb_media_open_live()
 *
 * Whoever can get leave to watch a camera.
 */
struct _ZbMediaInterface
{
  GTypeInterface parent_iface;
  ZbAnswer *(*open_live) (ZbMedia *self, const char *camera, const char *profile);
};

ZbAnswer *zb_media_open_live (ZbMedia *self, const char *camera, const char *profile);

G_END_DECLS
