/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-named-sets.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ZB_TYPE_LAYER_SETS_MENU (zb_layer_sets_menu_get_type ())
G_DECLARE_FINAL_TYPE (ZbLayerSetsMenu, zb_layer_sets_menu, ZB, LAYER_SETS_MENU, GtkPopover)

void zb_layer_sets_menu_set_sets (ZbLayerSetsMenu *self, GListStore *sets);
void zb_layer_sets_menu_set_mask (ZbLayerSetsMenu *self, guint32 mask);
void zb_layer_sets_menu_set_removed (ZbLayerSetsMenu *self, const char *name);

G_END_DECLS
