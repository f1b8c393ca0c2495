/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-map-layers.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ZB_TYPE_LAYER_PANEL (zb_layer_panel_get_type ())
G_DECLARE_FINAL_TYPE (ZbLayerPanel, zb_layer_panel, ZB, LAYER_PANEL, AdwBin)

guint32 zb_layer_panel_get_mask (ZbLayerPanel *self);
void zb_layer_panel_set_mask (ZbLayerPanel *self, guint32 mask);
void zb_layer_panel_set_total (ZbLayerPanel *self, ZbMapLayer layer, guint total);

G_END_DECLS
