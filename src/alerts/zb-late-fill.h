/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ZbLateFill:
 * @row: a row of a list
 *
 * Makes it show what it has been given.
 */
typedef void (*ZbLateFill) (GtkWidget *row);

void zb_late_fill_add (GtkWidget *row, ZbLateFill fill);
void zb_late_fill_remove (GtkWidget *row);

G_END_DECLS
