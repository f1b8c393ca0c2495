/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-desk.h"
#include "zb-wall-scale.h"
#include "zb-wall.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ZB_TYPE_WALL_WINDOW (zb_wall_window_get_type ())
G_DECLARE_FINAL_TYPE (ZbWallWindow, zb_wall_window, ZB, WALL_WINDOW, GtkApplicationWindow)

ZbWallWindow *zb_wall_window_new (GtkApplication *application, ZbDesk *desk, guint position);
void zb_wall_window_set_scale (ZbWallWindow *self, const ZbWallScale *scale);
void zb_wall_window_set_wall (ZbWallWindow *self, const char *id);
gboolean zb_wall_window_show_scene (ZbWallWindow *self, const ZbWallScene *scene);
const char *zb_wall_window_get_layout (ZbWallWindow *self);
guint zb_wall_window_count_live (ZbWallWindow *self, guint *n_tiles);
gboolean zb_wall_window_is_stale (ZbWallWindow *self);

G_END_DECLS
