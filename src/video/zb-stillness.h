/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How long a picture may stay the same before it counts as frozen, in µs. */
#define ZB_STILLNESS_LIMIT (5 * G_USEC_PER_SEC)

/* How many whole pictures have to come out the same besides. */
#define ZB_STILLNESS_WHOLES 2

/**
 * ZbStillness:
 *
 * Whether decoded pictures still change.
 */
typedef struct
{
  guint64 print;  /* of the last picture */
  gint64 since;   /* when the first came of those that look like it, monotonic µs; 0 before any */
  guint n_wholes; /* how many whole pictures came since then and looked like it */
} ZbStillness;

guint64 zb_stillness_print (const guint8 *plane, int stride, int width, int height);
void zb_stillness_add (ZbStillness *self, guint64 print, guint n_wholes, gint64 now);
gint64 zb_stillness_get_frozen_since (const ZbStillness *self, gint64 now);

G_END_DECLS
