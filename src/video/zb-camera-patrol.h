/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-device.h"
#include "zb-media.h"

G_BEGIN_DECLS

/* Seconds that a page is looked at. */
#define ZB_CAMERA_PATROL_LEAST 5
#define ZB_CAMERA_PATROL_USUAL 15
#define ZB_CAMERA_PATROL_MOST 300

/**
 * ZbPatrolPage:
 *
 * A page of a patrol that is arranged already: a shape, and a camera for each of its places.
 */
typedef struct _ZbPatrolPage ZbPatrolPage;

ZbPatrolPage *zb_patrol_page_new (const char *shape, guint seconds);
void zb_patrol_page_free (ZbPatrolPage *self);
void zb_patrol_page_add (ZbPatrolPage *self, ZbDevice *camera);

#define ZB_TYPE_CAMERA_PATROL (zb_camera_patrol_get_type ())
G_DECLARE_FINAL_TYPE (ZbCameraPatrol, zb_camera_patrol, ZB, CAMERA_PATROL, GObject)

ZbCameraPatrol *zb_camera_patrol_new (void);
void zb_camera_patrol_set_media (ZbCameraPatrol *self, ZbMedia *media);
void zb_camera_patrol_start (ZbCameraPatrol *self, const char *title, GListModel *cameras);
void zb_camera_patrol_start_pages (ZbCameraPatrol *self, const char *title, GPtrArray *pages);
void zb_camera_patrol_stop (ZbCameraPatrol *self);
gboolean zb_camera_patrol_is_on (ZbCameraPatrol *self);
const char *zb_camera_patrol_get_title (ZbCameraPatrol *self);
guint zb_camera_patrol_get_n_cameras (ZbCameraPatrol *self);
void zb_camera_patrol_set_page_size (ZbCameraPatrol *self, guint n_tiles);
void zb_camera_patrol_set_seconds (ZbCameraPatrol *self, guint seconds);
void zb_camera_patrol_set_paused (ZbCameraPatrol *self, gboolean paused);
gboolean zb_camera_patrol_get_paused (ZbCameraPatrol *self);
guint zb_camera_patrol_get_page (ZbCameraPatrol *self, guint *n_pages);
guint zb_camera_patrol_get_left (ZbCameraPatrol *self);
ZbDevice *zb_camera_patrol_get_camera (ZbCameraPatrol *self, guint tile);
const char *zb_camera_patrol_get_shape (ZbCameraPatrol *self);
void zb_camera_patrol_turn (ZbCameraPatrol *self, int pages);
guint zb_camera_patrol_get_n_waiting (ZbCameraPatrol *self);

G_END_DECLS
