/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-defence-lines.h"
#include "zb-store.h"
#include "zb-symbol-layer.h"

G_BEGIN_DECLS

#define ZB_TYPE_DEVICE_LAYER (zb_device_layer_get_type ())
G_DECLARE_FINAL_TYPE (ZbDeviceLayer, zb_device_layer, ZB, DEVICE_LAYER, ZbSymbolLayer)

ZbDeviceLayer *zb_device_layer_new (ShumateViewport *viewport);
void zb_device_layer_set_store (ZbDeviceLayer *self, ZbStore *devices);
void zb_device_layer_set_mask (ZbDeviceLayer *self, guint32 mask);
void zb_device_layer_set_lines (ZbDeviceLayer *self, const ZbDefenceLines *lines);
void zb_device_layer_set_surroundings (ZbDeviceLayer *self, ZbPoint centre, double metres);
gboolean zb_device_layer_is_ready (ZbDeviceLayer *self);
guint zb_device_layer_get_n_builds (ZbDeviceLayer *self);
guint zb_device_layer_get_total (ZbDeviceLayer *self, ZbMapLayer layer);
guint zb_device_layer_count (ZbDeviceLayer *self, const ZbBox *box);
ZbBox zb_device_layer_get_extent (ZbDeviceLayer *self, guint node);

G_END_DECLS
