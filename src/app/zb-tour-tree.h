/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

char *zb_tour_tree_describe (GtkWidget *root);
gboolean zb_tour_tree_save (GtkWidget *root, const char *picture, GError **error);

G_END_DECLS
