/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct _ZbFramePool ZbFramePool;

ZbFramePool *zb_frame_pool_new (void);
void zb_frame_pool_free (ZbFramePool *self);
guint8 *zb_frame_pool_take (ZbFramePool *self, int width, int height);
GdkTexture *zb_frame_pool_seal (guint8 *pixels);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbFramePool, zb_frame_pool_free)

G_END_DECLS
