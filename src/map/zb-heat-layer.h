/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-density.h"
#include "zb-symbol-layer.h"

G_BEGIN_DECLS

#define ZB_TYPE_HEAT_LAYER (zb_heat_layer_get_type ())
G_DECLARE_FINAL_TYPE (ZbHeatLayer, zb_heat_layer, ZB, HEAT_LAYER, ZbSymbolLayer)

ZbHeatLayer *zb_heat_layer_new (ShumateViewport *viewport);
void zb_heat_layer_set_density (ZbHeatLayer *self, const ZbDensity *density);
gboolean zb_heat_layer_is_ready (ZbHeatLayer *self);
gboolean zb_heat_layer_is_drawn (ZbHeatLayer *self);

G_END_DECLS
