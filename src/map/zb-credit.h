/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void zb_credit_draw (GtkWidget *map, GtkSnapshot *snapshot, double size);

G_END_DECLS
