/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-entity.h"

G_BEGIN_DECLS

/**
 * ZbEvent:
 * @type: the contract's type, such as "alert.updated"; interned
 * @kind: what it is about
 * @id: the id of what it is about: that of @entity, where there is one
 * @entity: (nullable): the whole entity; %NULL where it is gone or no longer ours to see
 * @seq: its place in the platform's log, 0 where it did not come by the feed
 *
 * Something that has happened, as the feed or the answer of a command tells it.
 */
typedef struct
{
  gatomicrefcount refs;
  const char *type;
  ZbKind kind;
  char *id;
  ZbEntity *entity;
  gint64 seq;
} ZbEvent;

#define ZB_TYPE_EVENT (zb_event_get_type ())
GType zb_event_get_type (void);

ZbEvent *zb_event_new (const char *type, ZbEntity *entity, gint64 seq);
ZbEvent *zb_event_new_removed (ZbKind kind, const char *id, gint64 seq);
ZbEvent *zb_event_renew (ZbEvent *self, const char *type, gint64 seq);
ZbEvent *zb_event_ref (ZbEvent *self);
void zb_event_unref (ZbEvent *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbEvent, zb_event_unref)

G_END_DECLS
