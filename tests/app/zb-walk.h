/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GPtrArray *zb_walk_window (GtkWidget *window, gboolean full);

G_END_DECLS
