/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GdkTexture *zb_watermark_draw (GtkWidget *widget, const char *text, int width, int height, int scale);

G_END_DECLS
