/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define ZB_TYPE_WALL_CLOCK (zb_wall_clock_get_type ())
G_DECLARE_FINAL_TYPE (ZbWallClock, zb_wall_clock, ZB, WALL_CLOCK, AdwBin)

char *zb_wall_clock_date (GDateTime *now);

G_END_DECLS
