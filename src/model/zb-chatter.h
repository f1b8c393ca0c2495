/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-alert.h"
#include "zb-world.h"

G_BEGIN_DECLS

/* ISA-18.2: what is raised three times in a minute chatters. */
#define ZB_CHATTER_SPAN G_TIME_SPAN_MINUTE
#define ZB_CHATTER_FROM 3

#define ZB_TYPE_CHATTER (zb_chatter_get_type ())
G_DECLARE_FINAL_TYPE (ZbChatter, zb_chatter, ZB, CHATTER, GObject)

ZbChatter *zb_chatter_of (ZbWorld *world);
const char *zb_chatter_get_key (const ZbAlert *alert);
guint zb_chatter_count (ZbChatter *self, const char *key);
void zb_chatter_note (ZbChatter *self, const char *key, gint64 at, gint64 now);
void zb_chatter_sweep (ZbChatter *self, gint64 now);

G_END_DECLS
