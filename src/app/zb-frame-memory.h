/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void zb_frame_memory_keep (GtkWidget *window);
void zb_frame_memory_renew (GtkWidget *window);

G_END_DECLS
