/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ZbViewers:
 *
 * Who shows a picture: how large it has to be for all of them, and how soon they need it.
 */
typedef struct _ZbViewers ZbViewers;

ZbViewers *zb_viewers_new (void);
void zb_viewers_free (ZbViewers *self);
void zb_viewers_set_size (ZbViewers *self, gpointer viewer, int width, int height);
void zb_viewers_set_urgency (ZbViewers *self, gpointer viewer, guint urgency);
void zb_viewers_remove (ZbViewers *self, gpointer viewer);
void zb_viewers_get_size (ZbViewers *self, int *width, int *height);
guint zb_viewers_get_urgency (ZbViewers *self, guint usual);

G_END_DECLS
