/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ZB_TYPE_SEVERITY_ICON (zb_severity_icon_get_type ())
G_DECLARE_FINAL_TYPE (ZbSeverityIcon, zb_severity_icon, ZB, SEVERITY_ICON, GtkWidget)

GtkWidget *zb_severity_icon_new (void);

void zb_severity_get_color (int severity, gboolean dark, GdkRGBA *color);
const char *zb_severity_css_class (int severity);
void zb_severity_append_shape (GtkSnapshot *snapshot, int severity, float x, float y, float radius,
                               const GdkRGBA *color, const GdkRGBA *ink);

G_END_DECLS
