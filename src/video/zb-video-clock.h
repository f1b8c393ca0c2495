/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Beats a second: as fast as cameras send, and no faster. */
#define ZB_VIDEO_BEATS 15

/**
 * ZbVideoBeat:
 * @user_data: who listens
 *
 * Called in the main context.
 */
typedef void (*ZbVideoBeat) (gpointer user_data);

void zb_video_clock_add (ZbVideoBeat beat, gpointer user_data);
void zb_video_clock_remove (ZbVideoBeat beat, gpointer user_data);

G_END_DECLS
