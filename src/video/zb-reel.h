/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

/**
 * ZbReelEnd:
 * @ZB_REEL_OVER: all of it was shown
 * @ZB_REEL_BROKEN: what came cannot be read
 * @ZB_REEL_UNSUPPORTED: there is no decoder for it here
 *
 * Why a reel has ended.
 */
typedef enum
{
  ZB_REEL_OVER,
  ZB_REEL_BROKEN,
  ZB_REEL_UNSUPPORTED,
} ZbReelEnd;

typedef struct _ZbReel ZbReel;

/**
 * ZbReelEnded:
 * @reel: which
 * @end: why
 * @detail: (nullable): in the words of whoever noticed, for the log
 * @user_data: whose it is
 *
 * Called once, in the main context, unless the reel was closed before.
 */
typedef void (*ZbReelEnded) (ZbReel *reel, ZbReelEnd end, const char *detail, gpointer user_data);

ZbReel *zb_reel_open (GBytes *head, gint64 before, ZbReelEnded ended, gpointer user_data);
void zb_reel_close (ZbReel *self);
void zb_reel_push (ZbReel *self, GBytes *fragment, gint64 starts_at);
void zb_reel_finish (ZbReel *self);
void zb_reel_run (ZbReel *self, double speed, gboolean keys_only);
void zb_reel_step (ZbReel *self);
void zb_reel_set_size (ZbReel *self, int width, int height);
GdkTexture *zb_reel_dup_frame (ZbReel *self, guint *serial, gint64 *time);
gint64 zb_reel_get_reached (ZbReel *self);
guint zb_reel_get_n_decoded (ZbReel *self);

G_END_DECLS
