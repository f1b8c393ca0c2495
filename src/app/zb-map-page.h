/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-desk.h"
#include "zb-page.h"
#include "zb-preferences.h"

G_BEGIN_DECLS

#define ZB_TYPE_MAP_PAGE (zb_map_page_get_type ())
G_DECLARE_FINAL_TYPE (ZbMapPage, zb_map_page, ZB, MAP_PAGE, ZbPage)

GtkWidget *zb_map_page_new (ZbDesk *desk, GSettings *settings);
GtkWidget *zb_map_page_get_map (ZbMapPage *self);
void zb_map_page_look (ZbMapPage *self, ZbPoint place);
ZbPreferences *zb_map_page_get_preferences (ZbMapPage *self);
GListModel *zb_map_page_get_cameras (ZbMapPage *self);

G_END_DECLS
