/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-figure-sheet.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ZB_TYPE_FIGURE_TABLE (zb_figure_table_get_type ())
G_DECLARE_FINAL_TYPE (ZbFigureTable, zb_figure_table, ZB, FIGURE_TABLE, AdwBin)

void zb_figure_table_show (ZbFigureTable *self, ZbFigureSheet *sheet, const char *context);
GListModel *zb_figure_table_get_lines (ZbFigureTable *self);
GtkColumnView *zb_figure_table_get_view (ZbFigureTable *self);

G_END_DECLS
