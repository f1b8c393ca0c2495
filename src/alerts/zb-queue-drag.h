/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void zb_queue_drag_attach (GtkWidget *list);

G_END_DECLS
