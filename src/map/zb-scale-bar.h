/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ZB_TYPE_SCALE_BAR (zb_scale_bar_get_type ())
G_DECLARE_FINAL_TYPE (ZbScaleBar, zb_scale_bar, ZB, SCALE_BAR, GtkWidget)

void zb_scale_bar_set_resolution (ZbScaleBar *self, double metres_per_pixel);
double zb_scale_bar_get_metres (ZbScaleBar *self);
double zb_scale_bar_round (double metres);
char *zb_scale_bar_name (double metres);

G_END_DECLS
