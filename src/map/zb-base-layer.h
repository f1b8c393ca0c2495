/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-map-arrangement.h"
#include "zb-tile-store.h"

G_BEGIN_DECLS

#define ZB_TYPE_BASE_LAYER (zb_base_layer_get_type ())
G_DECLARE_FINAL_TYPE (ZbBaseLayer, zb_base_layer, ZB, BASE_LAYER, ShumateLayer)

/**
 * ZbBaseName:
 * @label: the name, good until the next frame
 * @place: where on the widget
 *
 * A name that the last frame drew.
 */
typedef struct
{
  const ZbLabel *label;
  graphene_rect_t place;
} ZbBaseName;

ZbBaseLayer *zb_base_layer_new (ShumateViewport *viewport, ZbTileStore *store);
void zb_base_layer_set_arrangement (ZbBaseLayer *self, ZbMapArrangement *arrangement);
gboolean zb_base_layer_is_complete (ZbBaseLayer *self);
const ZbBaseName *zb_base_layer_get_names (ZbBaseLayer *self, guint *n_names);

G_END_DECLS
