/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-device.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define ZB_TYPE_CAMERA_NODE (zb_camera_node_get_type ())
G_DECLARE_FINAL_TYPE (ZbCameraNode, zb_camera_node, ZB, CAMERA_NODE, GObject)

ZbCameraNode *zb_camera_node_new_group (const char *key, const char *title, int rank);
ZbCameraNode *zb_camera_node_new_camera (ZbDevice *camera);
ZbDevice *zb_camera_node_get_device (ZbCameraNode *self);
const char *zb_camera_node_get_key (ZbCameraNode *self);
const char *zb_camera_node_get_title (ZbCameraNode *self);
GListModel *zb_camera_node_get_children (ZbCameraNode *self);
ZbCameraNode *zb_camera_node_find_group (ZbCameraNode *self, const char *key);
void zb_camera_node_add (ZbCameraNode *self, ZbCameraNode *child);
void zb_camera_node_sort (ZbCameraNode *self);
void zb_camera_node_count (ZbCameraNode *self, guint *n_online, guint *n_cameras);
void zb_camera_node_list_cameras (ZbCameraNode *self, GListStore *cameras);
void zb_camera_node_set_tile (ZbCameraNode *self, guint tile);

G_END_DECLS
