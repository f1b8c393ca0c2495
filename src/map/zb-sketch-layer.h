/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-sketch.h"
#include "zb-symbol-layer.h"

G_BEGIN_DECLS

#define ZB_TYPE_SKETCH_LAYER (zb_sketch_layer_get_type ())
G_DECLARE_FINAL_TYPE (ZbSketchLayer, zb_sketch_layer, ZB, SKETCH_LAYER, ZbSymbolLayer)

ZbSketchLayer *zb_sketch_layer_new (ShumateViewport *viewport);
void zb_sketch_layer_set_sketch (ZbSketchLayer *self, ZbSketch *sketch);
void zb_sketch_layer_set_cross (ZbSketchLayer *self, gboolean cross);
gboolean zb_sketch_layer_pick_point (ZbSketchLayer *self, double x, double y, guint *i);

G_END_DECLS
