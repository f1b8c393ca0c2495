/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean zb_sensor_chart_knows (const char *alert_kind);
GBytes *zb_sensor_chart_draw (const char *alert_kind, double value, guint seed, int width, int height,
                              GError **error);

G_END_DECLS
