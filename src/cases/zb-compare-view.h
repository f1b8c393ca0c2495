/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ZB_TYPE_COMPARE_VIEW (zb_compare_view_get_type ())
G_DECLARE_FINAL_TYPE (ZbCompareView, zb_compare_view, ZB, COMPARE_VIEW, GtkWidget)

GtkWidget *zb_compare_view_new (GdkTexture *before, GdkTexture *after);
double zb_compare_view_get_position (ZbCompareView *self);

G_END_DECLS
