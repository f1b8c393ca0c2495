/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define ZB_TIME_LENGTH 24

void zb_time_format (gint64 time, char text[ZB_TIME_LENGTH + 1]);
gboolean zb_time_parse (const char *text, gint64 *time);

G_END_DECLS
