/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-alert.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

void zb_queue_drag_attach (GtkWidget *list);
ZbAlert *zb_queue_drag_find_alert (GtkWidget *list, double x, double y);

G_END_DECLS
