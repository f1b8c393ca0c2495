/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-event.h"
#include "zb-officer.h"

G_BEGIN_DECLS

/**
 * ZbFrameType:
 * @ZB_FRAME_OTHER: a type that this console does not know; nothing to do
 * @ZB_FRAME_HELLO: the first of a connection
 * @ZB_FRAME_EVENTS: what has happened
 * @ZB_FRAME_HEARTBEAT: the platform is alive
 * @ZB_FRAME_RESET: the platform cannot go on from where we were
 * @ZB_FRAME_PRESENCE: who is on watch
 */
typedef enum
{
  ZB_FRAME_OTHER,
  ZB_FRAME_HELLO,
  ZB_FRAME_EVENTS,
  ZB_FRAME_HEARTBEAT,
  ZB_FRAME_RESET,
  ZB_FRAME_PRESENCE,
} ZbFrameType;

/**
 * ZbUnreadable:
 * @kind: what it is about, %ZB_KIND_NONE where that cannot be told
 * @id: (nullable): the id of what it is about
 * @why: why it cannot be read
 *
 * An event or an item of a list that could not be read. The entity is to be fetched by itself.
 */
typedef struct
{
  ZbKind kind;
  char *id;
  char *why;
} ZbUnreadable;

/**
 * ZbFeedFrame:
 * @type: which of the members below count
 * @log_id: (nullable): hello: the log that `seq` counts in
 * @seq: hello: the last event of the log
 * @oldest: hello: the oldest event that the feed can resume from
 * @heartbeat: hello: milliseconds between heartbeats
 * @server_time: hello, heartbeat: the platform's clock, µs UTC; 0 where not told
 * @through: events, heartbeat: what may be resumed from; -1 where not told
 * @reason: (nullable): reset: "too-old", "overflow" or "rights"
 * @events: (element-type ZbEvent): those that could be read, in order; never %NULL
 * @unreadable: (element-type ZbUnreadable): those that could not; never %NULL
 * @officers: (nullable) (element-type ZbOfficer): presence: all who are on watch
 *
 * One frame of the feed.
 */
typedef struct
{
  ZbFrameType type;
  char *log_id;
  gint64 seq;
  gint64 oldest;
  guint heartbeat;
  gint64 server_time;
  gint64 through;
  char *reason;
  GPtrArray *events;
  GPtrArray *unreadable;
  GPtrArray *officers;
} ZbFeedFrame;

ZbFeedFrame *zb_feed_frame_parse (const char *text, gsize length, GError **error);
void zb_feed_frame_free (ZbFeedFrame *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbFeedFrame, zb_feed_frame_free)

/**
 * ZbListPage:
 * @entities: (element-type ZbEntity): those that could be read; never %NULL
 * @unreadable: (element-type ZbUnreadable): those that could not; never %NULL
 * @next: (nullable): what to ask for the next page with
 *
 * One page of a list.
 */
typedef struct
{
  GPtrArray *entities;
  GPtrArray *unreadable;
  char *next;
} ZbListPage;

ZbListPage *zb_list_page_parse (ZbKind kind, const char *text, gsize length, GError **error);
void zb_list_page_free (ZbListPage *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbListPage, zb_list_page_free)

G_END_DECLS
