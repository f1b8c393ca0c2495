/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void zb_window_keys_install (GtkWidget *window, GtkWidget *page, const char *group);

G_END_DECLS
