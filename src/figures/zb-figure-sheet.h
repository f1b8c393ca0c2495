/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-figure.h"
#include "zb-figures.h"

G_BEGIN_DECLS

/**
 * ZbFigureLine:
 * @labels: what it is of, one for each heading of its sheet
 * @definition: (nullable): the figure that the whole line is of
 * @values: figures by the ids of the sheet's columns, see zb_numbers_get()
 *
 * A line of a sheet.
 */
#define ZB_TYPE_FIGURE_LINE (zb_figure_line_get_type ())
G_DECLARE_FINAL_TYPE (ZbFigureLine, zb_figure_line, ZB, FIGURE_LINE, GObject)
struct _ZbFigureLine
{
  GObject parent_instance;
  char **labels;
  const ZbFigure *definition;
  GHashTable *values;
};

/**
 * ZbFigureColumn:
 * @id: under which its values are in a line
 * @title: what it is called, in the officer's language
 * @definition: (nullable): the figure that the whole column is of
 */
typedef struct
{
  const char *id;
  const char *title;
  const ZbFigure *definition;
} ZbFigureColumn;

/**
 * ZbFigureSheet:
 * @name: what screens and tests call it
 * @title: what it is called, in the officer's language
 * @headings: of the columns that say what a line is of
 * @columns: (element-type ZbFigureColumn): of figures
 * @lines: (element-type ZbFigureLine): in the platform's order
 *
 * A table of figures, as it is shown, written to a file and printed. Once made it does not change, so
 * that a thread may read it.
 */
#define ZB_TYPE_FIGURE_SHEET (zb_figure_sheet_get_type ())
G_DECLARE_FINAL_TYPE (ZbFigureSheet, zb_figure_sheet, ZB, FIGURE_SHEET, GObject)
struct _ZbFigureSheet
{
  GObject parent_instance;
  const char *name;
  const char *title;
  char **headings;
  GArray *columns;
  GPtrArray *lines;
};

ZbFigureSheet *zb_figure_sheet_new (const char *name, const char *title, const char *const *headings);
void zb_figure_sheet_add_column (ZbFigureSheet *self, const char *id, const char *title,
                                 const ZbFigure *definition);
ZbFigureLine *zb_figure_sheet_add_line (ZbFigureSheet *self, const char *const *labels,
                                        const ZbFigure *definition, GHashTable *values);
const ZbFigureColumn *zb_figure_sheet_get_column (ZbFigureSheet *self, guint i);
ZbFigureLine *zb_figure_sheet_get_line (ZbFigureSheet *self, guint i);
const ZbFigure *zb_figure_column_get_definition (const ZbFigureColumn *column, ZbFigureLine *line);

G_END_DECLS
