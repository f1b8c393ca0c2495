/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-debrief.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkPrintOperation *zb_debrief_print_new (ZbDebrief *debrief, GPtrArray *lines);

G_END_DECLS
