/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-device.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define ZB_TYPE_NEAR_CAMERA (zb_near_camera_get_type ())
G_DECLARE_FINAL_TYPE (ZbNearCamera, zb_near_camera, ZB, NEAR_CAMERA, GObject)

ZbDevice *zb_near_camera_get_device (ZbNearCamera *self);
double zb_near_camera_get_distance (ZbNearCamera *self);

#define ZB_TYPE_NEAR_CAMERAS (zb_near_cameras_get_type ())
G_DECLARE_FINAL_TYPE (ZbNearCameras, zb_near_cameras, ZB, NEAR_CAMERAS, GObject)

ZbNearCameras *zb_near_cameras_new (void);
void zb_near_cameras_set_devices (ZbNearCameras *self, GListModel *devices);
void zb_near_cameras_set_centre (ZbNearCameras *self, ZbPoint centre);
ZbPoint zb_near_cameras_get_centre (ZbNearCameras *self);
void zb_near_cameras_set_radius (ZbNearCameras *self, double metres);
double zb_near_cameras_get_radius (ZbNearCameras *self);

G_END_DECLS
