/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-layer-sets.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ZB_TYPE_LAYER_SET_ROW (zb_layer_set_row_get_type ())
G_DECLARE_FINAL_TYPE (ZbLayerSetRow, zb_layer_set_row, ZB, LAYER_SET_ROW, GtkWidget)

ZbLayerSetRow *zb_layer_set_row_new (ZbLayerSet *set);
ZbLayerSet *zb_layer_set_row_get_set (ZbLayerSetRow *self);
void zb_layer_set_row_set_current (ZbLayerSetRow *self, gboolean current);

G_END_DECLS
