/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-wall-host.h"

G_BEGIN_DECLS

#define ZB_TYPE_WALL_PULSE (zb_wall_pulse_get_type ())
G_DECLARE_FINAL_TYPE (ZbWallPulse, zb_wall_pulse, ZB, WALL_PULSE, GObject)

ZbWallPulse *zb_wall_pulse_new (ZbDesk *desk, ZbWallHost *host, guint restarts);
void zb_wall_pulse_take (ZbWallPulse *self);
double zb_wall_pulse_get_worst_frame (ZbWallPulse *self);

G_END_DECLS
