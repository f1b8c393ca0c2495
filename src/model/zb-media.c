/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-media.h"

static ZbField zb_ticket_fields[] = {
  ZB_FIELD (ZbTicket, uri, TEXT, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbTicket, user, TEXT),
  ZB_FIELD (ZbTicket, password, TEXT),
  ZB_FIELD (ZbTicket, expires_at, TIME),
};

ZB_DEFINE_RECORD (ZbTicket, zb_ticket, ZB_TYPE_RECORD)

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
