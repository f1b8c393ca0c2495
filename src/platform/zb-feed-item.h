/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-account.h"

G_BEGIN_DECLS

/**
 * ZbFeedItem:
 * @seq: its place in the log
 * @type: the contract's type of event
 * @kind: what it is about
 * @id: the id of what it is about
 * @area: (nullable): the area that it is in
 * @area_before: (nullable): the area that it was in, where that was another
 * @of_case: (nullable): for an entry, the id of its case
 * @version: the entity's version
 * @at: when, µs UTC
 * @body: (nullable): the whole entity as JSON; NULL where it is gone
 *
 * One committed event, shared by all who are told of it and never changed.
 */
typedef struct
{
  gint64 seq;
  const char *type;
  ZbKind kind;
  char *id;
  char *area;
  char *area_before;
  char *of_case;
  gint64 version;
  gint64 at;
  char *body;
} ZbFeedItem;

ZbFeedItem *zb_feed_item_new (void);
ZbFeedItem *zb_feed_item_ref (ZbFeedItem *self);
void zb_feed_item_unref (ZbFeedItem *self);
gboolean zb_feed_item_can_merge (const ZbFeedItem *self);
void zb_feed_item_append (ZbFeedItem *self, GString *text, ZbAccount *account);
void zb_feed_item_append_removed (ZbFeedItem *self, GString *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbFeedItem, zb_feed_item_unref)

G_END_DECLS
