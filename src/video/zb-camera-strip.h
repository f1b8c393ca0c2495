/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-alert.h"
#include "zb-tile.h"

G_BEGIN_DECLS

#define ZB_CAMERA_STRIP_TILES 4

#define ZB_TYPE_CAMERA_STRIP (zb_camera_strip_get_type ())
G_DECLARE_FINAL_TYPE (ZbCameraStrip, zb_camera_strip, ZB, CAMERA_STRIP, GtkWidget)

GtkWidget *zb_camera_strip_new (void);
void zb_camera_strip_set_devices (ZbCameraStrip *self, GListModel *devices);
void zb_camera_strip_set_media (ZbCameraStrip *self, ZbMedia *media);
void zb_camera_strip_set_watermark (ZbCameraStrip *self, const char *watermark);
void zb_camera_strip_set_alert (ZbCameraStrip *self, ZbAlert *alert);
void zb_camera_strip_look (ZbCameraStrip *self, ZbPoint place);
GListModel *zb_camera_strip_get_cameras (ZbCameraStrip *self);
ZbTile *zb_camera_strip_get_tile (ZbCameraStrip *self, guint index);

G_END_DECLS
