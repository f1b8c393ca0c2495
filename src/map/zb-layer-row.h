/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-map-layers.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ZB_TYPE_LAYER_ROW (zb_layer_row_get_type ())
G_DECLARE_FINAL_TYPE (ZbLayerRow, zb_layer_row, ZB, LAYER_ROW, GtkWidget)

ZbLayerRow *zb_layer_row_new (ZbMapLayer layer);
const char *zb_layer_row_get_name (ZbLayerRow *self);
void zb_layer_row_set_words (ZbLayerRow *self, const char *name, const char *tooltip);
gboolean zb_layer_row_get_active (ZbLayerRow *self);
void zb_layer_row_set_active (ZbLayerRow *self, gboolean active);
void zb_layer_row_set_total (ZbLayerRow *self, guint total);

G_END_DECLS
