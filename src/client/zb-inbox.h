/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-world.h"

G_BEGIN_DECLS

#define ZB_TYPE_INBOX (zb_inbox_get_type ())
G_DECLARE_FINAL_TYPE (ZbInbox, zb_inbox, ZB, INBOX, GObject)

ZbInbox *zb_inbox_new (ZbWorld *world);
ZbWorld *zb_inbox_get_world (ZbInbox *self);
void zb_inbox_push (ZbInbox *self, GPtrArray *events, gint64 through);
void zb_inbox_take (ZbInbox *self, GPtrArray *events, gint64 through);
void zb_inbox_flush (ZbInbox *self);
void zb_inbox_forget (ZbInbox *self);
guint zb_inbox_get_size (ZbInbox *self);

G_END_DECLS
