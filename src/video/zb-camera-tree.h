/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-camera-node.h"
#include "zb-world.h"

G_BEGIN_DECLS

/**
 * ZbCameraGrouping:
 * @ZB_CAMERA_BY_AREA: by subdistrict, and in it by project
 * @ZB_CAMERA_BY_PLACEMENT: by placement, and in it by subdistrict
 * @ZB_CAMERA_BY_PROJECT: by the project that put them up, and in it by subdistrict
 * @ZB_CAMERA_FAVOURITES: those that the officer comes back to, in one list
 *
 * What the tree of cameras is ordered by.
 */
typedef enum
{
  ZB_CAMERA_BY_AREA,
  ZB_CAMERA_BY_PLACEMENT,
  ZB_CAMERA_BY_PROJECT,
  ZB_CAMERA_FAVOURITES,
} ZbCameraGrouping;

#define ZB_TYPE_CAMERA_TREE (zb_camera_tree_get_type ())
G_DECLARE_FINAL_TYPE (ZbCameraTree, zb_camera_tree, ZB, CAMERA_TREE, GObject)

ZbCameraTree *zb_camera_tree_new (void);
void zb_camera_tree_set_world (ZbCameraTree *self, ZbWorld *world);
void zb_camera_tree_set_grouping (ZbCameraTree *self, ZbCameraGrouping grouping);
void zb_camera_tree_set_needle (ZbCameraTree *self, const char *needle);
void zb_camera_tree_set_favourites (ZbCameraTree *self, const char *const *favourites);
GListModel *zb_camera_tree_get_roots (ZbCameraTree *self);
void zb_camera_tree_get_counts (ZbCameraTree *self, guint *n_online, guint *n_cameras);
void zb_camera_tree_set_shown (ZbCameraTree *self, ZbDevice *const *cameras, guint n_cameras);

G_END_DECLS
