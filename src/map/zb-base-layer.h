/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-tile-store.h"

G_BEGIN_DECLS

#define ZB_TYPE_BASE_LAYER (zb_base_layer_get_type ())
G_DECLARE_FINAL_TYPE (ZbBaseLayer, zb_base_layer, ZB, BASE_LAYER, ShumateLayer)

ZbBaseLayer *zb_base_layer_new (ShumateViewport *viewport, ZbTileStore *store);
gboolean zb_base_layer_is_complete (ZbBaseLayer *self);

G_END_DECLS
