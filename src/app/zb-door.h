/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-local-platform.h"
#include "zb-window.h"

G_BEGIN_DECLS

#define ZB_TYPE_DOOR (zb_door_get_type ())
G_DECLARE_FINAL_TYPE (ZbDoor, zb_door, ZB, DOOR, GObject)

ZbDoor *zb_door_new (ZbWindow *window, ZbDesk *desk, GSettings *settings);
void zb_door_open (ZbDoor *self, const char *url, const char *username, const char *const *arguments);
void zb_door_lock (ZbDoor *self);
void zb_door_change_officer (ZbDoor *self);
void zb_door_change_platform (ZbDoor *self);
void zb_door_sign_out (ZbDoor *self);
void zb_door_sign_in (ZbDoor *self, const char *username, const char *password);
void zb_door_close (ZbDoor *self);
ZbLocalPlatform *zb_door_get_platform (ZbDoor *self);
const char *zb_door_get_url (ZbDoor *self);

G_END_DECLS
