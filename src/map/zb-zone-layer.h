/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-store.h"
#include "zb-symbol-layer.h"
#include "zb-zone.h"

G_BEGIN_DECLS

#define ZB_TYPE_ZONE_LAYER (zb_zone_layer_get_type ())
G_DECLARE_FINAL_TYPE (ZbZoneLayer, zb_zone_layer, ZB, ZONE_LAYER, ZbSymbolLayer)

ZbZoneLayer *zb_zone_layer_new (ShumateViewport *viewport);
void zb_zone_layer_set_store (ZbZoneLayer *self, ZbStore *zones);
void zb_zone_layer_set_selected (ZbZoneLayer *self, ZbZone *zone);
guint zb_zone_layer_get_n_zones (ZbZoneLayer *self);
const ZbDrawn *zb_zone_layer_pick (ZbZoneLayer *self, double x, double y);

G_END_DECLS
