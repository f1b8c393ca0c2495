/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-sketch.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ZB_TYPE_SKETCH_BAR (zb_sketch_bar_get_type ())
G_DECLARE_FINAL_TYPE (ZbSketchBar, zb_sketch_bar, ZB, SKETCH_BAR, AdwBin)

void zb_sketch_bar_set_sketch (ZbSketchBar *self, ZbSketch *sketch);
void zb_sketch_bar_set_draft (ZbSketchBar *self, const char *id);
const char *zb_sketch_bar_get_size (ZbSketchBar *self);
const char *zb_sketch_bar_get_hint (ZbSketchBar *self);

G_END_DECLS
