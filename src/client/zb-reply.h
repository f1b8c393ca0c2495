/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-json-problem.h"

#include <gio/gio.h>
#include <libsoup/soup.h>

G_BEGIN_DECLS

#define ZB_TYPE_REPLY (zb_reply_get_type ())
G_DECLARE_FINAL_TYPE (ZbReply, zb_reply, ZB, REPLY, GObject)

/**
 * ZbReply:
 * @status: the HTTP status
 * @body: what was answered; never %NULL, may be empty
 * @content_type: what @body is, or %NULL
 * @problem: why it was refused, or %NULL where it was not
 * @feed_seq: `Feed-Seq` of a list: its items are as of this event; -1 where there is none
 * @retry_after: seconds that the platform asks to wait; 0 where it does not
 *
 * What the platform answered. A refusal is an answer, too; only a lost line is an error. Read only.
 */
struct _ZbReply
{
  GObject parent_instance;

  guint status;
  GBytes *body;
  char *content_type;
  ZbProblem *problem;
  gint64 feed_seq;
  guint retry_after;
};

ZbReply *zb_reply_new (SoupMessage *message, GBytes *body);
gboolean zb_reply_is_final (ZbReply *self);

G_END_DECLS
