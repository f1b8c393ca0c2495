/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-device.h"
#include "zb-media.h"

G_BEGIN_DECLS

/* Seconds that a page is looked at. */
#define ZB_PATROL_LEAST 5
#define ZB_PATROL_USUAL 15
#define ZB_PATROL_MOST 300

#define ZB_TYPE_PATROL (zb_patrol_get_type ())
G_DECLARE_FINAL_TYPE (ZbPatrol, zb_patrol, ZB, PATROL, GObject)

ZbPatrol *zb_patrol_new (void);
void zb_patrol_set_media (ZbPatrol *self, ZbMedia *media);
void zb_patrol_start (ZbPatrol *self, const char *title, GListModel *cameras);
void zb_patrol_stop (ZbPatrol *self);
gboolean zb_patrol_is_on (ZbPatrol *self);
const char *zb_patrol_get_title (ZbPatrol *self);
guint zb_patrol_get_n_cameras (ZbPatrol *self);
void zb_patrol_set_page_size (ZbPatrol *self, guint n_tiles);
void zb_patrol_set_seconds (ZbPatrol *self, guint seconds);
void zb_patrol_set_paused (ZbPatrol *self, gboolean paused);
gboolean zb_patrol_get_paused (ZbPatrol *self);
guint zb_patrol_get_page (ZbPatrol *self, guint *n_pages);
guint zb_patrol_get_left (ZbPatrol *self);
ZbDevice *zb_patrol_get_camera (ZbPatrol *self, guint tile);
void zb_patrol_turn (ZbPatrol *self, int pages);
guint zb_patrol_get_n_waiting (ZbPatrol *self);

G_END_DECLS
