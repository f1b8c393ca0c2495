/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define ZB_TYPE_WALL_FRAME (zb_wall_frame_get_type ())
G_DECLARE_FINAL_TYPE (ZbWallFrame, zb_wall_frame, ZB, WALL_FRAME, GtkWidget)

void zb_wall_frame_set_child (ZbWallFrame *self, GtkWidget *child);
void zb_wall_frame_set_unit (ZbWallFrame *self, double unit);
void zb_wall_frame_set_stale (ZbWallFrame *self, gboolean stale);
void zb_wall_frame_set_dimming (ZbWallFrame *self, double dimming);
void zb_wall_frame_set_minute (ZbWallFrame *self, gint64 minute);
void zb_wall_frame_hold (ZbWallFrame *self);

double zb_wall_dimming_at (int minute, int from, int to, double level);
void zb_wall_shift_at (gint64 minute, int *x, int *y);

#define ZB_WALL_MOST_SHIFT 6

G_END_DECLS
