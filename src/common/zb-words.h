/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

enum
{
  ZB_SEVERITY_URGENT = 0,
  ZB_SEVERITY_HIGH,
  ZB_SEVERITY_MEDIUM,
  ZB_SEVERITY_LOW,
};

const char *zb_words_severity (int severity);
char *zb_words_age (gint64 time, gint64 now);
char *zb_words_ago (gint64 time, gint64 now);
char *zb_words_time (gint64 time);
char *zb_words_day_and_time (gint64 time);
char *zb_words_distance (double metres);

void zb_words_bind (GtkWidgetClass *widget_class);

G_END_DECLS
