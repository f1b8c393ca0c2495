/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void zb_time_blocks_draw (guint8 *light, gsize stride, int width, int height, guint16 time);
gboolean zb_time_blocks_read (const guint8 *pixels, gsize stride, int width, int height, guint16 *time);

G_END_DECLS
