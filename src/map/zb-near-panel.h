/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-map-mark.h"
#include "zb-near.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ZB_TYPE_NEAR_PANEL (zb_near_panel_get_type ())
G_DECLARE_FINAL_TYPE (ZbNearPanel, zb_near_panel, ZB, NEAR_PANEL, AdwBin)

ZbNear *zb_near_panel_get_near (ZbNearPanel *self);
void zb_near_panel_ask (ZbNearPanel *self, ZbPoint place, ZbEntity *about);
void zb_near_panel_close (ZbNearPanel *self);
gboolean zb_near_panel_is_open (ZbNearPanel *self);

G_END_DECLS
