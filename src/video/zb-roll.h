/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-media.h"

G_BEGIN_DECLS

/* In the place of a fragment's number: what the file has before its first fragment. */
#define ZB_ROLL_HEAD -1

/* What is kept of a roll at the most, in bytes. */
#define ZB_ROLL_MOST_KEPT (8 * 1024 * 1024)

typedef struct _ZbRoll ZbRoll;

ZbRoll *zb_roll_new (ZbMedia *media, ZbPlayback *playback);
void zb_roll_free (ZbRoll *self);
gboolean zb_roll_is_good (ZbRoll *self);
guint zb_roll_get_n_spans (ZbRoll *self);
ZbPlaybackSpan *zb_roll_get_span (ZbRoll *self, guint span);
int zb_roll_find (ZbRoll *self, gint64 time);
int zb_roll_find_before (ZbRoll *self, gint64 time);
ZbAnswer *zb_roll_fetch (ZbRoll *self, guint span, int fragment);
GBytes *zb_roll_find_part (ZbRoll *self, guint span, int fragment);
void zb_roll_keep_part (ZbRoll *self, guint span, int fragment, GBytes *bytes);
gint64 zb_roll_get_start (ZbRoll *self, guint span, int fragment);
gint64 zb_roll_get_end (ZbRoll *self, guint span, int fragment);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbRoll, zb_roll_free)

G_END_DECLS
