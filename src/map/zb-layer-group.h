/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-layer-row.h"

G_BEGIN_DECLS

#define ZB_TYPE_LAYER_GROUP (zb_layer_group_get_type ())
G_DECLARE_FINAL_TYPE (ZbLayerGroup, zb_layer_group, ZB, LAYER_GROUP, GtkWidget)

ZbLayerGroup *zb_layer_group_new (ZbMapLayerGroup group);
void zb_layer_group_add (ZbLayerGroup *self, ZbLayerRow *row);
void zb_layer_group_refresh (ZbLayerGroup *self);

G_END_DECLS
