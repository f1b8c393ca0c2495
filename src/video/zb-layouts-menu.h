/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-layouts.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ZB_TYPE_LAYOUTS_MENU (zb_layouts_menu_get_type ())
G_DECLARE_FINAL_TYPE (ZbLayoutsMenu, zb_layouts_menu, ZB, LAYOUTS_MENU, GtkPopover)

void zb_layouts_menu_set_layouts (ZbLayoutsMenu *self, GListStore *layouts);
void zb_layouts_menu_set_removed (ZbLayoutsMenu *self, const char *name);

G_END_DECLS
