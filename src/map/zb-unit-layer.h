/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-symbol-layer.h"
#include "zb-world.h"

G_BEGIN_DECLS

#define ZB_TYPE_UNIT_LAYER (zb_unit_layer_get_type ())
G_DECLARE_FINAL_TYPE (ZbUnitLayer, zb_unit_layer, ZB, UNIT_LAYER, ZbSymbolLayer)

ZbUnitLayer *zb_unit_layer_new (ShumateViewport *viewport);
void zb_unit_layer_set_world (ZbUnitLayer *self, ZbWorld *world);

G_END_DECLS
