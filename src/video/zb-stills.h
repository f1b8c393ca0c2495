/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

/* A still is as large as the tile that showed it: some twenty of them are twenty megabytes. */
#define ZB_STILLS_MOST 20

void zb_stills_keep (const char *key, GdkTexture *still, gint64 time);
GdkTexture *zb_stills_find (const char *key, gint64 *time);
void zb_stills_forget (void);
guint zb_stills_count (void);

G_END_DECLS
