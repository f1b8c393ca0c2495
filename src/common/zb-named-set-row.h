/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-named-sets.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ZB_TYPE_NAMED_SET_ROW (zb_named_set_row_get_type ())
G_DECLARE_FINAL_TYPE (ZbNamedSetRow, zb_named_set_row, ZB, NAMED_SET_ROW, GtkWidget)

ZbNamedSetRow *zb_named_set_row_new (ZbNamedSet *set, const char *group);
ZbNamedSet *zb_named_set_row_get_set (ZbNamedSetRow *self);
void zb_named_set_row_set_current (ZbNamedSetRow *self, gboolean current);

G_END_DECLS
