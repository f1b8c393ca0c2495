/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-page.h"

G_BEGIN_DECLS

#define ZB_TYPE_RAIL_ROW (zb_rail_row_get_type ())
G_DECLARE_FINAL_TYPE (ZbRailRow, zb_rail_row, ZB, RAIL_ROW, GtkListBoxRow)

GtkWidget *zb_rail_row_new (ZbPage *page);
ZbPage *zb_rail_row_get_page (ZbRailRow *self);

G_END_DECLS
