/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-areas.h"
#include "zb-feed-item.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

typedef struct _ZbFeedClient ZbFeedClient;

/**
 * ZbFeedLost:
 * @data: what was handed in
 *
 * Called once, when the connection has ended.
 */
typedef void (*ZbFeedLost) (ZbFeedClient *self, gpointer data);

ZbFeedClient *zb_feed_client_new (SoupWebsocketConnection *socket, ZbAccount *account, ZbAreas *areas,
                                  const char *session, ZbFeedLost lost, gpointer data);
ZbFeedClient *zb_feed_client_ref (ZbFeedClient *self);
void zb_feed_client_unref (ZbFeedClient *self);
void zb_feed_client_watch (ZbFeedClient *self, guint heartbeat_ms);
void zb_feed_client_close (ZbFeedClient *self, gushort code, const char *why);
gboolean zb_feed_client_is_open (ZbFeedClient *self);
gboolean zb_feed_client_is_silent (ZbFeedClient *self, gint64 now);

ZbAccount *zb_feed_client_get_account (ZbFeedClient *self);
const char *zb_feed_client_get_session (ZbFeedClient *self);
void zb_feed_client_set_rights (ZbFeedClient *self, ZbAccount *account);
void zb_feed_client_set_areas (ZbFeedClient *self, ZbAreas *areas);

void zb_feed_client_send (ZbFeedClient *self, const char *frame);
void zb_feed_client_begin (ZbFeedClient *self, gint64 from);
void zb_feed_client_offer (ZbFeedClient *self, ZbFeedItem *item);
void zb_feed_client_reset (ZbFeedClient *self, const char *reason, gint64 seq);
void zb_feed_client_heartbeat (ZbFeedClient *self, const char *server_time);
void zb_feed_client_tell_presence (ZbFeedClient *self, char *frame);
gint64 zb_feed_client_get_considered (ZbFeedClient *self);
guint zb_feed_client_get_n_waiting (ZbFeedClient *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbFeedClient, zb_feed_client_unref)

G_END_DECLS
