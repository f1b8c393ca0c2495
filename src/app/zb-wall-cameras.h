/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-alert.h"
#include "zb-world.h"

G_BEGIN_DECLS

#define ZB_TYPE_WALL_CAMERAS (zb_wall_cameras_get_type ())
G_DECLARE_FINAL_TYPE (ZbWallCameras, zb_wall_cameras, ZB, WALL_CAMERAS, GObject)

ZbWallCameras *zb_wall_cameras_new (ZbWorld *world);
void zb_wall_cameras_set_chosen (ZbWallCameras *self, const char *const *ids);
void zb_wall_cameras_set_place (ZbWallCameras *self, ZbPoint place, gboolean near_only);
void zb_wall_cameras_set_size (ZbWallCameras *self, guint n);
GListModel *zb_wall_cameras_get_list (ZbWallCameras *self);

G_END_DECLS
