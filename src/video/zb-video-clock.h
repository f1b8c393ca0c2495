/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Beats a second: a little faster than cameras send, so that each of their pictures finds a beat of its own.
 */
#define ZB_VIDEO_BEATS 16

/**
 * ZbVideoBeat:
 * @user_data: who listens
 *
 * Called in the main context.
 */
typedef void (*ZbVideoBeat) (gpointer user_data);

void zb_video_clock_add (ZbVideoBeat beat, gpointer user_data, guint place);
void zb_video_clock_remove (ZbVideoBeat beat, gpointer user_data);
void zb_video_clock_begin_turns (void);
void zb_video_clock_end_turns (void);

G_END_DECLS
