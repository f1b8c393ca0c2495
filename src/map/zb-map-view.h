/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-account.h"
#include "zb-alert.h"
#include "zb-world.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ZB_TYPE_MAP_VIEW (zb_map_view_get_type ())
G_DECLARE_FINAL_TYPE (ZbMapView, zb_map_view, ZB, MAP_VIEW, AdwBin)

GtkWidget *zb_map_view_new (void);
void zb_map_view_set_world (ZbMapView *self, ZbWorld *world);
void zb_map_view_set_account (ZbMapView *self, ZbAccount *account);
void zb_map_view_set_selected_alert (ZbMapView *self, ZbAlert *alert);
void zb_map_view_set_line (ZbMapView *self, gboolean connected, gint64 as_of);
void zb_map_view_set_locked (ZbMapView *self, gboolean locked);
gboolean zb_map_view_get_locked (ZbMapView *self);
void zb_map_view_go_to (ZbMapView *self, ZbPoint point, double zoom);
void zb_map_view_get_view (ZbMapView *self, ZbPoint *centre, double *zoom);
void zb_map_view_show_box (ZbMapView *self, const ZbBox *box);
void zb_map_view_ask_near (ZbMapView *self, ZbPoint place, ZbEntity *about);
gboolean zb_map_view_is_ready (ZbMapView *self);
GdkTexture *zb_map_view_draw_picture (ZbMapView *self);
GListModel *zb_map_view_get_marks (ZbMapView *self);

G_END_DECLS
