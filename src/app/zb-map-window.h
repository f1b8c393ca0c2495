/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-map-view.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ZB_TYPE_MAP_WINDOW (zb_map_window_get_type ())
G_DECLARE_FINAL_TYPE (ZbMapWindow, zb_map_window, ZB, MAP_WINDOW, AdwWindow)

ZbMapWindow *zb_map_window_new (void);
ZbMapView *zb_map_window_get_map (ZbMapWindow *self);

G_END_DECLS
