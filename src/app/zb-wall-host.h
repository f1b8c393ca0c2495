/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-wall-profile.h"
#include "zb-wall-window.h"

G_BEGIN_DECLS

#define ZB_TYPE_WALL_HOST (zb_wall_host_get_type ())
G_DECLARE_FINAL_TYPE (ZbWallHost, zb_wall_host, ZB, WALL_HOST, GObject)

ZbWallHost *zb_wall_host_new (GtkApplication *application, ZbDesk *desk, const ZbWallProfile *profile);
void zb_wall_host_assert (ZbWallHost *self);
GPtrArray *zb_wall_host_get_windows (ZbWallHost *self);
guint zb_wall_host_count_missing (ZbWallHost *self);
const char *zb_wall_host_get_wall (ZbWallHost *self);

G_END_DECLS
