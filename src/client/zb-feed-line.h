/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-feed-frame.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

#define ZB_FEED_PROTOCOL "zhiban.v1"
#define ZB_FEED_PAYLOAD_LIMIT (4 * 1024 * 1024)
#define ZB_FEED_HELD_LIMIT (128 * 1024 * 1024)

typedef struct _ZbFeedLine ZbFeedLine;

/**
 * ZbFeedLineTell:
 * @data: what was given with it
 *
 * There is something new of a line: it is open, frames have come, or it is lost.
 */
typedef void (*ZbFeedLineTell) (gpointer data);

ZbFeedLine *zb_feed_line_open (SoupMessage *message, GCancellable *cancellable, ZbFeedLineTell tell,
                               gpointer data);
void zb_feed_line_close (ZbFeedLine *self);
gboolean zb_feed_line_is_open (ZbFeedLine *self);
const GError *zb_feed_line_get_failure (ZbFeedLine *self);
gboolean zb_feed_line_has_frame (ZbFeedLine *self);
ZbFeedFrame *zb_feed_line_take (ZbFeedLine *self);
void zb_feed_line_watch (ZbFeedLine *self, guint milliseconds);
void zb_feed_line_send (ZbFeedLine *self, const char *text);

G_END_DECLS
