/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-symbol-layer.h"

G_BEGIN_DECLS

#define ZB_TYPE_NEAR_LAYER (zb_near_layer_get_type ())
G_DECLARE_FINAL_TYPE (ZbNearLayer, zb_near_layer, ZB, NEAR_LAYER, ZbSymbolLayer)

ZbNearLayer *zb_near_layer_new (ShumateViewport *viewport);
void zb_near_layer_set_place (ZbNearLayer *self, ZbPoint place, double metres);
void zb_near_layer_set_pointed (ZbNearLayer *self, ZbPoint pointed);
ZbPoint zb_near_layer_get_pointed (ZbNearLayer *self);

G_END_DECLS
