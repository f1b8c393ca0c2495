/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _ZbShrink ZbShrink;

ZbShrink *zb_shrink_new (int width, int height, int to_width, int to_height);
void zb_shrink_free (ZbShrink *self);
void zb_shrink_plane (ZbShrink *self, const guint8 *from, gsize from_stride, guint8 *to, gsize to_stride);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbShrink, zb_shrink_free)

G_END_DECLS
