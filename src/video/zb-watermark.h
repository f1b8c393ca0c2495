/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void zb_watermark_paint (cairo_t *cr, PangoLayout *layout, int width, int height);
GdkTexture *zb_watermark_draw (GtkWidget *widget, const char *text, int width, int height, int scale);

G_END_DECLS
