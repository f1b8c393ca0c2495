/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-query.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ZB_TYPE_SEARCH_ROW (zb_search_row_get_type ())
G_DECLARE_FINAL_TYPE (ZbSearchRow, zb_search_row, ZB, SEARCH_ROW, GtkListBoxRow)

GtkWidget *zb_search_row_new (void);
void zb_search_row_set_hit (ZbSearchRow *self, ZbSearchHit *hit);

G_END_DECLS
