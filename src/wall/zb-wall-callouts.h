/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-alert.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ZbWallLocate:
 * @map: the map
 * @point: a place
 * @place: (out): where it is on the map
 *
 * Returns: whether it is on the map
 */
typedef gboolean (*ZbWallLocate) (gpointer map, ZbPoint point, graphene_point_t *place);

#define ZB_TYPE_WALL_CALLOUTS (zb_wall_callouts_get_type ())
G_DECLARE_FINAL_TYPE (ZbWallCallouts, zb_wall_callouts, ZB, WALL_CALLOUTS, GtkWidget)

void zb_wall_callouts_set_map (ZbWallCallouts *self, GtkWidget *map, ZbWallLocate locate);
void zb_wall_callouts_set_alerts (ZbWallCallouts *self, GListModel *alerts);
void zb_wall_callouts_set_unit (ZbWallCallouts *self, double unit);

G_END_DECLS
