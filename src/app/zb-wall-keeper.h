/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-wall-host.h"

G_BEGIN_DECLS

#define ZB_TYPE_WALL_KEEPER (zb_wall_keeper_get_type ())
G_DECLARE_FINAL_TYPE (ZbWallKeeper, zb_wall_keeper, ZB, WALL_KEEPER, GObject)

ZbWallKeeper *zb_wall_keeper_new (GtkApplication *application, ZbDesk *desk, const char *profile);
void zb_wall_keeper_open (ZbWallKeeper *self, const char *url, const char *username);
ZbWallHost *zb_wall_keeper_get_host (ZbWallKeeper *self);

G_END_DECLS
