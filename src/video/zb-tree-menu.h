/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-camera-node.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *zb_tree_menu_new (GtkWidget *parent);
ZbCameraNode *zb_tree_menu_find_node (GtkWidget *list, double x, double y);
void zb_tree_menu_open (GtkWidget *menu, GtkWidget *list, ZbCameraNode *node, guint n_tiles, double x,
                        double y);

G_END_DECLS
