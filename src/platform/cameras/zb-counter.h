/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

void zb_counter_paint (cairo_surface_t *frame, guint32 number);
gboolean zb_counter_read (const guint8 *pixels, int width, int height, gsize stride, gsize pixel_size,
                          guint32 *number);

G_END_DECLS
