/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-tile.h"

G_BEGIN_DECLS

GtkWidget *zb_tile_menu_new (GtkWidget *grid);
void zb_tile_menu_open (GtkWidget *menu, ZbTile *tile, double x, double y);

G_END_DECLS
