/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-feed-frame.h"

#include <libdex.h>
#include <libsoup/soup.h>

G_BEGIN_DECLS

#define ZB_TYPE_FEED_SOCKET (zb_feed_socket_get_type ())
G_DECLARE_FINAL_TYPE (ZbFeedSocket, zb_feed_socket, ZB, FEED_SOCKET, GObject)

DexFuture *zb_feed_socket_connect (SoupMessage *message);
DexFuture *zb_feed_socket_receive (ZbFeedSocket *self);
ZbFeedFrame *zb_feed_socket_take (ZbFeedSocket *self);
void zb_feed_socket_set_heartbeat (ZbFeedSocket *self, guint milliseconds);
void zb_feed_socket_send (ZbFeedSocket *self, const char *text);
void zb_feed_socket_close (ZbFeedSocket *self);

G_END_DECLS
