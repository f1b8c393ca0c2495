/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define ZB_TYPE_WALL_BAR (zb_wall_bar_get_type ())
G_DECLARE_FINAL_TYPE (ZbWallBar, zb_wall_bar, ZB, WALL_BAR, GObject)

ZbWallBar *zb_wall_bar_new (const char *name, double part, double whole, const char *figure, const char *rest,
                            gboolean low);

const char *zb_wall_bar_get_name (ZbWallBar *self);
const char *zb_wall_bar_get_figure (ZbWallBar *self);
const char *zb_wall_bar_get_rest (ZbWallBar *self);
double zb_wall_bar_get_part (ZbWallBar *self);
double zb_wall_bar_get_whole (ZbWallBar *self);
gboolean zb_wall_bar_get_low (ZbWallBar *self);

G_END_DECLS
