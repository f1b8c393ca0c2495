/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-named-sets.h"
#include "zb-map-layers.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ZB_TYPE_LAYER_PANEL (zb_layer_panel_get_type ())
G_DECLARE_FINAL_TYPE (ZbLayerPanel, zb_layer_panel, ZB, LAYER_PANEL, AdwBin)

guint32 zb_layer_panel_get_mask (ZbLayerPanel *self);
void zb_layer_panel_set_mask (ZbLayerPanel *self, guint32 mask);
void zb_layer_panel_set_total (ZbLayerPanel *self, ZbMapLayer layer, guint total);
void zb_layer_panel_set_words (ZbLayerPanel *self, ZbMapLayer layer, const char *name, const char *tooltip);
void zb_layer_panel_set_sets (ZbLayerPanel *self, GListStore *sets);
void zb_layer_panel_set_removed_set (ZbLayerPanel *self, const char *name);

G_END_DECLS
