/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ZB_TYPE_COUNTDOWN (zb_countdown_get_type ())
G_DECLARE_FINAL_TYPE (ZbCountdown, zb_countdown, ZB, COUNTDOWN, GtkWidget)

GtkWidget *zb_countdown_new (gboolean large);
void zb_countdown_set_clock (ZbCountdown *self, gint64 since, gint64 near_at, gint64 due_at);
char *zb_countdown_format (gint64 microseconds);

G_END_DECLS
