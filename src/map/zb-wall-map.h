/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-alert.h"
#include "zb-world.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ZB_TYPE_WALL_MAP (zb_wall_map_get_type ())
G_DECLARE_FINAL_TYPE (ZbWallMap, zb_wall_map, ZB, WALL_MAP, GtkWidget)

void zb_wall_map_set_sizes (ZbWallMap *self, double unit, double symbols);
void zb_wall_map_set_world (ZbWallMap *self, ZbWorld *world);
void zb_wall_map_set_alert (ZbWallMap *self, ZbAlert *alert);
void zb_wall_map_set_mark (ZbWallMap *self, ZbPoint place, int severity);
void zb_wall_map_look_at (ZbWallMap *self, ZbPoint centre, double zoom);
gboolean zb_wall_map_locate (ZbWallMap *self, ZbPoint point, graphene_point_t *place);

G_END_DECLS
