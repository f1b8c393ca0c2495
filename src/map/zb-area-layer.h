/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-area.h"
#include "zb-store.h"
#include "zb-symbol-layer.h"

G_BEGIN_DECLS

#define ZB_TYPE_AREA_LAYER (zb_area_layer_get_type ())
G_DECLARE_FINAL_TYPE (ZbAreaLayer, zb_area_layer, ZB, AREA_LAYER, ZbSymbolLayer)

ZbAreaLayer *zb_area_layer_new (ShumateViewport *viewport);
void zb_area_layer_set_store (ZbAreaLayer *self, ZbStore *areas);
void zb_area_layer_set_kinds (ZbAreaLayer *self, guint kinds);
void zb_area_layer_set_outlines (ZbAreaLayer *self, gboolean outlines);
guint zb_area_layer_get_n (ZbAreaLayer *self, ZbAreaKind kind);
gboolean zb_area_layer_is_ready (ZbAreaLayer *self);
const ZbBox *zb_area_layer_get_district (ZbAreaLayer *self);

G_END_DECLS
