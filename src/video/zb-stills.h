/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

/* A still is shown dimmed and for a moment: it need not be as large as the tile. All of them are less than
 * five megabytes, where those of a wall's tiles were more than fifty, and filled them for half an hour. */
#define ZB_STILLS_MOST 20
#define ZB_STILL_WIDTH 320

void zb_stills_keep (const char *key, GdkTexture *still, gint64 time);
GdkTexture *zb_stills_find (const char *key, gint64 *time);
void zb_stills_forget (void);
guint zb_stills_count (void);

G_END_DECLS
