/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ZB_TYPE_STATUS_DOT (zb_status_dot_get_type ())
G_DECLARE_FINAL_TYPE (ZbStatusDot, zb_status_dot, ZB, STATUS_DOT, GtkWidget)

GtkWidget *zb_status_dot_new (void);

G_END_DECLS
