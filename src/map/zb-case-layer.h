/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-store.h"
#include "zb-symbol-layer.h"

G_BEGIN_DECLS

#define ZB_TYPE_CASE_LAYER (zb_case_layer_get_type ())
G_DECLARE_FINAL_TYPE (ZbCaseLayer, zb_case_layer, ZB, CASE_LAYER, ZbSymbolLayer)

ZbCaseLayer *zb_case_layer_new (ShumateViewport *viewport);
void zb_case_layer_set_store (ZbCaseLayer *self, ZbStore *cases);
guint zb_case_layer_get_n (ZbCaseLayer *self);

G_END_DECLS
