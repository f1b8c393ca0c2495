/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-figure-sheet.h"

G_DEFINE_FINAL_TYPE (ZbFigureLine, zb_figure_line, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE (ZbFigureSheet, zb_figure_sheet, G_TYPE_OBJECT)

/**
 * zb_figure_sheet_new:
 * @name: (not nullable): a literal
 * @title: (not nullable): a translated literal
 * @headings: (array zero-terminated=1): of the columns that say what a line is of
 *
 * Returns: (transfer full): a sheet without columns and lines
 */
ZbFigureSheet *
zb_figure_sheet_new (const char *name, const char *title, const char *const *headings)
{
  ZbFigureSheet *self = g_object_new (ZB_TYPE_FIGURE_SHEET, NULL);

  self->name = name;
  self->title = title;
  self->headings = g_strdupv ((char **)headings);
  return self;
}

/**
 * zb_figure_sheet_add_column:
 * @self: a sheet
 * @id: a literal, or the id of @definition
 * @title: a translated literal
 * @definition: (nullable): the figure that all values are of; else each line says it
 *
 * Adds a column of figures.
 */
void
zb_figure_sheet_add_column (ZbFigureSheet *self, const char *id, const char *title,
                            const ZbFigure *definition)
{
  const ZbFigureColumn column = { id, title, definition };

  g_array_append_val (self->columns, column);
}

/**
 * zb_figure_sheet_add_line:
 * @self: a sheet
 * @labels: (array zero-terminated=1): one for each heading
 * @definition: (nullable): the figure that all values are of; else each column says it
 * @values: (transfer none): figures by the ids of columns
 *
 * Returns: (transfer none): the line
 */
ZbFigureLine *
zb_figure_sheet_add_line (ZbFigureSheet *self, const char *const *labels, const ZbFigure *definition,
                          GHashTable *values)
{
  ZbFigureLine *line = g_object_new (ZB_TYPE_FIGURE_LINE, NULL);

  line->labels = g_strdupv ((char **)labels);
  line->definition = definition;
  line->values = values ? g_hash_table_ref (values) : zb_numbers_new ();
  g_ptr_array_add (self->lines, line);
  return line;
}

/**
 * zb_figure_sheet_get_column:
 * @self: a sheet
 * @i: which
 *
 * Returns: (transfer none): the column
 */
const ZbFigureColumn *
zb_figure_sheet_get_column (ZbFigureSheet *self, guint i)
{
  return &g_array_index (self->columns, ZbFigureColumn, i);
}

/**
 * zb_figure_sheet_get_line:
 * @self: a sheet
 * @i: which
 *
 * Returns: (transfer none): the line
 */
ZbFigureLine *
zb_figure_sheet_get_line (ZbFigureSheet *self, guint i)
{
  return g_ptr_array_index (self->lines, i);
}

/**
 * zb_figure_column_get_definition:
 * @column: a column
 * @line: a line of the same sheet
 *
 * Returns: (transfer none): the figure where both meet
 */
const ZbFigure *
zb_figure_column_get_definition (const ZbFigureColumn *column, ZbFigureLine *line)
{
  return column->definition ? column->definition : line->definition;
}

/* --- GObject ------------------------------------------------------------------------------- */

static void
zb_figure_line_finalize (GObject *object)
{
  ZbFigureLine *self = ZB_FIGURE_LINE (object);

  g_strfreev (self->labels);
  g_hash_table_unref (self->values);
  G_OBJECT_CLASS (zb_figure_line_parent_class)->finalize (object);
}

static void
zb_figure_line_class_init (ZbFigureLineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zb_figure_line_finalize;
}

static void
zb_figure_line_init (ZbFigureLine *self)
{
}

static void
zb_figure_sheet_finalize (GObject *object)
{
  ZbFigureSheet *self = ZB_FIGURE_SHEET (object);

  g_strfreev (self->headings);
  g_array_unref (self->columns);
  g_ptr_array_unref (self->lines);
  G_OBJECT_CLASS (zb_figure_sheet_parent_class)->finalize (object);
}

static void
zb_figure_sheet_class_init (ZbFigureSheetClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zb_figure_sheet_finalize;
}

static void
zb_figure_sheet_init (ZbFigureSheet *self)
{
  self->columns = g_array_new (FALSE, FALSE, sizeof (ZbFigureColumn));
  self->lines = g_ptr_array_new_with_free_func (g_object_unref);
}
