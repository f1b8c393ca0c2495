/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-figure-table.h"

#include "zb-definition-button.h"
#include "zb-figure-words.h"

#include <glib/gi18n.h>
#include <math.h>

/**
 * ZbFigureTable:
 *
 * A sheet of figures as a table that can be sorted by each column. What the columns mean is behind the
 * button in its head; where a line is a figure of its own, that is behind the button in the line.
 */
struct _ZbFigureTable
{
  AdwBin parent_instance;
  ZbFigureSheet *sheet;
  char *context;
  GListStore *lines;
  GtkSortListModel *sorted;
  GtkColumnView *view;
  GtkLabel *title, *count;
  ZbDefinitionButton *definitions;
  GtkToggleButton *more_button;
  GtkWidget *empty;
  GtkScrolledWindow *scroller;
};

G_DEFINE_FINAL_TYPE (ZbFigureTable, zb_figure_table, ADW_TYPE_BIN)

/* Of the fifty figures of a group those that are looked at first; the others are one click away. */
static const char *const first[] = {
  "alerts_received", "false_alarm_rate", "cases_received", "cases_in_hand",
  "cases_closed",    "closing_rate",     "on_time_rate",   "cases_overdue",
  "cases_returned",  "accept_s_median",  "close_s_median", NULL,
};
#define MANY_COLUMNS 14

/* --- labels: what a line is of ------------------------------------------------------------------ */

static void
set_up_label (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4), *words = gtk_inscription_new (NULL);

  gtk_inscription_set_min_chars (GTK_INSCRIPTION (words), 9);
  gtk_inscription_set_nat_chars (GTK_INSCRIPTION (words), 12);
  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (words), GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_widget_add_css_class (words, "zb-dense");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), zb_definition_button_new ());
  gtk_list_item_set_child (item, box);
}

static void
bind_label (GtkSignalListItemFactory *factory, GtkListItem *item, ZbFigureTable *self)
{
  const guint i = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (factory), "label"));
  ZbFigureLine *line = gtk_list_item_get_item (item);
  GtkWidget *box = gtk_list_item_get_child (item);
  GtkWidget *definition = gtk_widget_get_last_child (box);
  const char *figure = i == 0 && line->definition ? line->definition->id : NULL;

  gtk_inscription_set_text (GTK_INSCRIPTION (gtk_widget_get_first_child (box)), line->labels[i]);
  zb_definition_button_set_figures (ZB_DEFINITION_BUTTON (definition), (const char *const[]){ figure, NULL });
  g_object_set (definition, "context", self->context, NULL);
}

static int
compare_labels (gconstpointer a, gconstpointer b, gpointer i)
{
  return g_utf8_collate (((const ZbFigureLine *)a)->labels[GPOINTER_TO_UINT (i)],
                         ((const ZbFigureLine *)b)->labels[GPOINTER_TO_UINT (i)]);
}

static void
append_column (ZbFigureTable *self, const char *title, GtkListItemFactory *factory, GtkCustomSorter *sorter,
               gboolean expand)
{
  g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new (title, factory);

  gtk_column_view_column_set_sorter (column, GTK_SORTER (sorter));
  gtk_column_view_column_set_expand (column, expand);
  gtk_column_view_append_column (self->view, column);
  g_object_unref (sorter);
}

static void
add_label_column (ZbFigureTable *self, guint i)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_object_set_data (G_OBJECT (factory), "label", GUINT_TO_POINTER (i));
  g_signal_connect_object (factory, "setup", G_CALLBACK (set_up_label), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_label), self, G_CONNECT_DEFAULT);
  append_column (self, self->sheet->headings[i], factory,
                 gtk_custom_sorter_new (compare_labels, GUINT_TO_POINTER (i), NULL), TRUE);
}

/* --- values ------------------------------------------------------------------------------------- */

static void
set_up_value (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer self)
{
  GtkWidget *words = gtk_inscription_new (NULL);

  gtk_inscription_set_xalign (GTK_INSCRIPTION (words), 1);
  gtk_inscription_set_min_chars (GTK_INSCRIPTION (words), 7);
  gtk_widget_add_css_class (words, "zb-dense");
  gtk_list_item_set_child (item, words);
}

static void
bind_value (GtkSignalListItemFactory *factory, GtkListItem *item, ZbFigureTable *self)
{
  const guint i = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (factory), "column"));
  ZbFigureLine *line = gtk_list_item_get_item (item);
  const ZbFigureColumn *column = zb_figure_sheet_get_column (self->sheet, i);
  const ZbFigure *figure = zb_figure_column_get_definition (column, line);
  g_autofree char *words = zb_figure_words_value (figure->unit, zb_numbers_get (line->values, column->id));

  gtk_inscription_set_text (GTK_INSCRIPTION (gtk_list_item_get_child (item)), words);
}

/* Where there is no figure it is less than any. */
static int
compare_values (gconstpointer a, gconstpointer b, gpointer id)
{
  const double left = zb_numbers_get (((const ZbFigureLine *)a)->values, id);
  const double right = zb_numbers_get (((const ZbFigureLine *)b)->values, id);

  if (isnan (left) || isnan (right))
    return isnan (right) - isnan (left);
  return left < right ? -1 : left > right;
}

static void
add_value_column (ZbFigureTable *self, guint i)
{
  const ZbFigureColumn *column = zb_figure_sheet_get_column (self->sheet, i);
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_object_set_data (G_OBJECT (factory), "column", GUINT_TO_POINTER (i));
  g_signal_connect_object (factory, "setup", G_CALLBACK (set_up_value), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_value), self, G_CONNECT_DEFAULT);
  append_column (self, column->title, factory,
                 gtk_custom_sorter_new (compare_values, (gpointer)column->id, NULL), FALSE);
}

/* --- the table ------------------------------------------------------------------------------------ */

static gboolean
has_many (ZbFigureTable *self)
{
  return self->sheet && self->sheet->columns->len > MANY_COLUMNS;
}

static void
make_columns (ZbFigureTable *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);
  const gboolean few = has_many (self) && !gtk_toggle_button_get_active (self->more_button);
  g_autoptr (GPtrArray) defined = g_ptr_array_new ();

  while (g_list_model_get_n_items (columns) > 0)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);
      gtk_column_view_remove_column (self->view, column);
    }
  for (guint i = 0; self->sheet && self->sheet->headings[i]; i++)
    add_label_column (self, i);
  for (guint i = 0; self->sheet && i < self->sheet->columns->len; i++)
    {
      const ZbFigureColumn *column = zb_figure_sheet_get_column (self->sheet, i);
      if (few && !g_strv_contains (first, column->id))
        continue;
      add_value_column (self, i);
      if (column->definition)
        g_ptr_array_add (defined, (gpointer)column->id);
    }
  g_ptr_array_add (defined, NULL);
  zb_definition_button_set_figures (self->definitions, (const char *const *)defined->pdata);
}

static gboolean
has_columns_of (ZbFigureTable *self, ZbFigureSheet *sheet)
{
  if (!self->sheet || !sheet || self->sheet->columns->len != sheet->columns->len ||
      !g_strv_equal ((const char *const *)self->sheet->headings, (const char *const *)sheet->headings))
    return FALSE;
  for (guint i = 0; i < sheet->columns->len; i++)
    if (zb_figure_sheet_get_column (self->sheet, i)->id != zb_figure_sheet_get_column (sheet, i)->id)
      return FALSE;
  return TRUE;
}

/* Columns stay where they can, and with them how the table is sorted. */
static void
take_sheet (ZbFigureTable *self, ZbFigureSheet *sheet)
{
  const gboolean same = has_columns_of (self, sheet);

  g_list_store_remove_all (self->lines);
  g_set_object (&self->sheet, sheet);
  if (!same)
    make_columns (self);
  if (sheet)
    g_list_store_splice (self->lines, 0, 0, sheet->lines->pdata, sheet->lines->len);
}

/* A view of rows asks for two or three of them, whatever it has. */
#define MOST_ROWS 11
#define ROW_HEIGHT 33  /* px, at least */
#define TEXT_HEIGHT 23 /* with what is around it, at the usual size of type */

static void
show_rows (ZbFigureTable *self, guint n)
{
  GtkSettings *settings = gtk_widget_get_settings (GTK_WIDGET (self));
  const double row = MAX (ROW_HEIGHT, adw_length_unit_to_px (ADW_LENGTH_UNIT_SP, TEXT_HEIGHT, settings));

  gtk_scrolled_window_set_min_content_height (self->scroller, (int)(row * (MIN (n, MOST_ROWS) + 1)));
  gtk_widget_set_visible (GTK_WIDGET (self->scroller), n > 0);
  gtk_widget_set_visible (self->empty, n == 0);
}

/**
 * zb_figure_table_show:
 * @self: a table
 * @sheet: (nullable): what it shows
 * @context: (nullable): of which period the figures are and as of when, in words
 *
 * Shows a sheet.
 */
void
zb_figure_table_show (ZbFigureTable *self, ZbFigureSheet *sheet, const char *context)
{
  g_autofree char *count = g_strdup_printf ("%'u", sheet ? sheet->lines->len : 0);

  g_set_str (&self->context, context);
  g_object_set (self->definitions, "context", context, NULL);
  take_sheet (self, sheet);
  gtk_label_set_label (self->title, sheet ? sheet->title : "");
  gtk_label_set_label (self->count, count);
  gtk_widget_set_visible (GTK_WIDGET (self->more_button), has_many (self));
  show_rows (self, sheet ? sheet->lines->len : 0);
  if (sheet)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, sheet->title,
                                    -1);
}

/**
 * zb_figure_table_get_lines:
 * @self: a table
 *
 * Returns: (transfer none): the lines, as they are sorted
 */
GListModel *
zb_figure_table_get_lines (ZbFigureTable *self)
{
  return G_LIST_MODEL (self->sorted);
}

/**
 * zb_figure_table_get_view:
 * @self: a table
 *
 * Returns: (transfer none): its columns and rows
 */
GtkColumnView *
zb_figure_table_get_view (ZbFigureTable *self)
{
  return self->view;
}

static void
zb_figure_table_dispose (GObject *object)
{
  ZbFigureTable *self = ZB_FIGURE_TABLE (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), ZB_TYPE_FIGURE_TABLE);
  g_clear_object (&self->sheet);
  g_clear_object (&self->sorted);
  g_clear_object (&self->lines);
  g_clear_pointer (&self->context, g_free);
  G_OBJECT_CLASS (zb_figure_table_parent_class)->dispose (object);
}

static void
zb_figure_table_class_init (ZbFigureTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = zb_figure_table_dispose;
  g_type_ensure (ZB_TYPE_DEFINITION_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/zhiban/Console/ui/figures/figure-table.ui");
#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, ZbFigureTable, name)
  CHILD (view);
  CHILD (title);
  CHILD (count);
  CHILD (definitions);
  CHILD (more_button);
  CHILD (empty);
  CHILD (scroller);
#undef CHILD
  gtk_widget_class_bind_template_callback (widget_class, make_columns);
}

static void
zb_figure_table_init (ZbFigureTable *self)
{
  GtkNoSelection *selection;

  self->lines = g_list_store_new (ZB_TYPE_FIGURE_LINE);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->sorted = gtk_sort_list_model_new (G_LIST_MODEL (g_object_ref (self->lines)),
                                          g_object_ref (gtk_column_view_get_sorter (self->view)));
  selection = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->sorted)));
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
  g_object_unref (selection);
}
