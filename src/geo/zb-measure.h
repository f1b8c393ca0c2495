/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-point.h"

G_BEGIN_DECLS

double zb_measure_length (const ZbPoint *points, guint n_points);
double zb_measure_area (const ZbPoint *corners, guint n_corners);
gboolean zb_measure_crosses (const ZbPoint *corners, guint n_corners);

G_END_DECLS
