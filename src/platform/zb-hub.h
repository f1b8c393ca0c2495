/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-areas.h"
#include "zb-database.h"
#include "zb-feed-item.h"
#include "zb-presence-book.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

#define ZB_TYPE_HUB (zb_hub_get_type ())
G_DECLARE_FINAL_TYPE (ZbHub, zb_hub, ZB, HUB, GObject)

ZbHub *zb_hub_new (ZbDatabase *database, const char *log_id, gint64 last_seq, guint heartbeat_ms);
void zb_hub_publish (ZbHub *self, GPtrArray *items);
void zb_hub_connect (ZbHub *self, SoupWebsocketConnection *socket, ZbAccount *account, const char *token,
                     gint64 since, const char *log_id);
void zb_hub_set_areas (ZbHub *self, ZbAreas *areas);
ZbPresenceBook *zb_hub_get_presences (ZbHub *self);
void zb_hub_note_presence (ZbHub *self);
void zb_hub_close (ZbHub *self);

G_END_DECLS
