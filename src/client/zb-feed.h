/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-inbox.h"
#include "zb-session.h"

G_BEGIN_DECLS

/**
 * ZbFeedState:
 * @ZB_FEED_STOPPED: not asked to run
 * @ZB_FEED_CONNECTING: connecting, or fetching the lists
 * @ZB_FEED_LIVE: the world is as the platform says
 * @ZB_FEED_LOST: the line is down; the world is as it was when it went
 */
typedef enum
{
  ZB_FEED_STOPPED,
  ZB_FEED_CONNECTING,
  ZB_FEED_LIVE,
  ZB_FEED_LOST,
} ZbFeedState;

#define ZB_TYPE_FEED (zb_feed_get_type ())
G_DECLARE_FINAL_TYPE (ZbFeed, zb_feed, ZB, FEED, GObject)

ZbFeed *zb_feed_new (ZbSession *session, ZbInbox *inbox);
void zb_feed_set_position (ZbFeed *self, const char *log_id, gint64 through, gint64 as_of);
void zb_feed_set_cases (ZbFeed *self, const char *const *cases);
void zb_feed_start (ZbFeed *self);
void zb_feed_stop (ZbFeed *self);
void zb_feed_retry_now (ZbFeed *self);
ZbFeedState zb_feed_get_state (ZbFeed *self);
gint64 zb_feed_get_as_of (ZbFeed *self);
const char *zb_feed_get_log_id (ZbFeed *self);
gint64 zb_feed_get_through (ZbFeed *self);
gboolean zb_feed_has_all_lists (ZbFeed *self);
const char *zb_feed_get_trouble (ZbFeed *self);

G_END_DECLS
