/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-wall.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ZB_TYPE_WALL_ROW (zb_wall_row_get_type ())
G_DECLARE_FINAL_TYPE (ZbWallRow, zb_wall_row, ZB, WALL_ROW, AdwBin)

GtkWidget *zb_wall_row_new (ZbWall *wall);
ZbWall *zb_wall_row_get_wall (ZbWallRow *self);
void zb_wall_row_show (ZbWallRow *self, gint64 now, gboolean has_case, gboolean has_cameras);

G_END_DECLS
