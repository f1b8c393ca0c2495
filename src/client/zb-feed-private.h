/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-backoff.h"
#include "zb-feed-frame.h"
#include "zb-feed-socket.h"
#include "zb-feed.h"

G_BEGIN_DECLS

struct _ZbFeed
{
  GObject parent_instance;

  ZbSession *session;
  ZbInbox *inbox;
  DexCancellable *stop;
  DexPromise *retry;
  ZbBackoff backoff;

  ZbFeedSocket *socket; /* the one that is up */
  GStrv cases;
  GQueue unread; /* to be fetched by themselves */
  gboolean fetching;
  guint missing; /* lists that the platform failed at, see zb_lists_fetch_missing() */
  gboolean asking;
  GHashTable *gone; /* while one of them is on its way: ids of what was removed */

  char *log_id;
  gint64 through;
  gint64 behind; /* the event that has to be known before it is live; -1 where it is known */
  guint beats_behind;
  guint times_stuck;
  gint64 up_since;
  gboolean started;

  ZbFeedState state;
  gint64 as_of;
  gint64 as_of_told;
  gint64 clock_offset;
  char *trouble;
};

gboolean zb_feed_is_running (ZbFeed *self);

/* zb-feed-gaps.c: what is asked for while the watch goes on */
void zb_feed_note_unreadable (ZbFeed *self, const ZbUnreadable *item);
void zb_feed_note_gone (ZbFeed *self, GPtrArray *events);
void zb_feed_fetch_unread (ZbFeed *self);
void zb_feed_fetch_missing (ZbFeed *self);
void zb_feed_forget_gaps (ZbFeed *self);

G_END_DECLS
