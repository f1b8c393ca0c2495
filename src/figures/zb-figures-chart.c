/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The chart of the page: one figure over the groups as columns, and another of the same unit as a line. */
#include "zb-figures-page-private.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* More columns are no longer told apart. */
#define MOST_GROUPS 366
#define MOST_TICKS 10

static const ZbFigure *
get_figure (ZbFiguresPage *self)
{
  ZbFigureSheet *groups = self->report ? zb_figure_report_get_sheet (self->report, "groups") : NULL;
  const guint i = gtk_drop_down_get_selected (self->figure_choice);

  return groups && i < groups->columns->len ? zb_figure_sheet_get_column (groups, i)->definition : NULL;
}

static const ZbFigure *
get_compared (ZbFiguresPage *self)
{
  const guint i = gtk_drop_down_get_selected (self->compared_choice);

  return i > 0 && i <= self->compared->len ? self->compared->pdata[i - 1] : NULL;
}

static void
fill (GtkDropDown *choice, GtkStringList *names, guint selected)
{
  gtk_drop_down_set_model (choice, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (choice, selected);
  g_object_unref (names);
}

static void
fill_figures (ZbFiguresPage *self, ZbFigureSheet *groups, const char *chosen)
{
  GtkStringList *names = gtk_string_list_new (NULL);
  guint selected = 0;

  for (guint i = 0; i < groups->columns->len; i++)
    {
      const ZbFigureColumn *column = zb_figure_sheet_get_column (groups, i);
      gtk_string_list_append (names, column->title);
      if (g_strcmp0 (column->id, chosen) == 0)
        selected = i;
    }
  fill (self->figure_choice, names, selected);
}

/* Only what is in the same unit can stand on the same axis. */
static void
fill_compared (ZbFiguresPage *self, ZbFigureSheet *groups, const ZbFigure *figure, const ZbFigure *chosen)
{
  GtkStringList *names = gtk_string_list_new (NULL);
  guint selected = 0;

  g_ptr_array_set_size (self->compared, 0);
  gtk_string_list_append (names, _ ("Compare with nothing"));
  for (guint i = 0; figure && i < groups->columns->len; i++)
    {
      const ZbFigureColumn *column = zb_figure_sheet_get_column (groups, i);
      if (column->definition == figure || column->definition->unit != figure->unit)
        continue;
      g_ptr_array_add (self->compared, (gpointer)column->definition);
      gtk_string_list_append (names, column->title);
      if (column->definition == chosen)
        selected = self->compared->len;
    }
  fill (self->compared_choice, names, selected);
}

/**
 * zb_figures_page_fill_chart_choices:
 * @self: the page
 *
 * Offers the figures that the report has of its groups; what was chosen stays where it still can.
 */
void
zb_figures_page_fill_chart_choices (ZbFiguresPage *self)
{
  ZbFigureSheet *groups = self->report ? zb_figure_report_get_sheet (self->report, "groups") : NULL;
  const char *shown = g_object_get_data (G_OBJECT (self->chart), "figure");
  GListModel *offered = gtk_drop_down_get_model (self->figure_choice);
  const ZbFigure *compared = get_compared (self), *figure = get_figure (self);

  gtk_widget_set_visible (self->chart_part, self->report && self->report->by);
  if (!groups)
    return;
  self->filling = TRUE;
  if (!offered || g_list_model_get_n_items (offered) != groups->columns->len)
    {
      fill_figures (self, groups, shown);
      figure = get_figure (self);
    }
  fill_compared (self, groups, figure, compared);
  self->filling = FALSE;
  zb_figures_page_show_chart (self);
}

/* --- the chart -------------------------------------------------------------------------------- */

static double
scale (const ZbFigure *figure, double value)
{
  switch (figure->unit)
    {
    case ZB_FIGURE_RATIO:
      return round (value * 1000) / 10;
    case ZB_FIGURE_SECONDS:
      return round (value / 6) / 10;
    case ZB_FIGURE_COUNT:
    default:
      return value;
    }
}

static const char *
name_unit (const ZbFigure *figure)
{
  if (figure->unit == ZB_FIGURE_COUNT)
    return "";
  return figure->unit == ZB_FIGURE_RATIO ? " %" : C_ ("chart", " min");
}

/* What stands side by side: a line for each of @names, %NULL where the platform has none, because nothing
 * happened on that day. */
typedef struct
{
  GPtrArray *names, *lines;
} Places;

static void
places_clear (Places *places)
{
  g_clear_pointer (&places->names, g_ptr_array_unref);
  g_clear_pointer (&places->lines, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Places, places_clear)

static void
add_place (Places *places, char *name, ZbFigureLine *line)
{
  g_ptr_array_add (places->names, name);
  g_ptr_array_add (places->lines, line);
}

static ZbFigureLine *
find_line (ZbFigureSheet *groups, const char *label)
{
  for (guint i = 0; i < groups->lines->len; i++)
    if (g_str_equal (zb_figure_sheet_get_line (groups, i)->labels[0], label))
      return zb_figure_sheet_get_line (groups, i);
  return NULL;
}

static void
place_days (Places *places, ZbFiguresPage *self, ZbFigureSheet *groups)
{
  GDate day, last;

  g_date_clear (&day, 1);
  g_date_clear (&last, 1);
  g_date_set_parse (&day, self->report->from);
  g_date_set_parse (&last, self->report->to);
  for (; g_date_valid (&day) && g_date_valid (&last) && g_date_compare (&day, &last) <= 0 &&
         places->names->len < MOST_GROUPS;
       g_date_add_days (&day, 1))
    {
      char name[16];
      g_date_strftime (name, sizeof name, "%Y-%m-%d", &day);
      add_place (places, g_strdup (name), find_line (groups, name));
    }
}

static void
place_lines (Places *places, ZbFigureSheet *groups)
{
  for (guint i = 0; i < MIN (groups->lines->len, MOST_GROUPS); i++)
    {
      ZbFigureLine *line = zb_figure_sheet_get_line (groups, i);
      add_place (places, g_strjoinv (" · ", line->labels), line);
    }
}

static void
places_init (Places *places, ZbFiguresPage *self, ZbFigureSheet *groups)
{
  places->names = g_ptr_array_new_null_terminated (0, g_free, TRUE);
  places->lines = g_ptr_array_new ();
  if (self->report->by == ZB_FIGURE_BY_DAY)
    place_days (places, self, groups);
  else
    place_lines (places, groups);
}

static double
get_value (const ZbFigureLine *line, const ZbFigure *figure)
{
  if (!line)
    return figure->unit == ZB_FIGURE_COUNT ? 0 : NAN;
  return scale (figure, zb_numbers_get (line->values, figure->id));
}

static void
add_series (ZbFiguresPage *self, const Places *places, const ZbFigure *figure, ZbChartStyle style)
{
  const guint n = places->lines->len;
  g_autofree double *values = g_new0 (double, MAX (1, n));

  for (guint i = 0; i < n; i++)
    values[i] = get_value (places->lines->pdata[i], figure);
  zb_chart_add_series (self->chart, _ (figure->title), style,
                       style == ZB_CHART_COLUMN ? ZB_CHART_INK_PLAIN : ZB_CHART_INK_COMPARED, values, n);
}

/* Of a day month and day will do; of a place that is counted twice its first name. */
static char *
make_tick (ZbFiguresPage *self, const char *name)
{
  const char *end = strstr (name, " · ");
  g_autofree char *first = end ? g_strndup (name, (gsize)(end - name)) : g_strdup (name);

  return g_strdup ((self->report->by & ZB_FIGURE_BY_DAY) && strlen (first) > 5 ? first + 5 : first);
}

static void
set_categories (ZbFiguresPage *self, const Places *places)
{
  const guint n = places->names->len, every = MAX (1, (n + MOST_TICKS - 1) / MOST_TICKS);
  g_autoptr (GStrvBuilder) ticks = g_strv_builder_new ();
  g_auto (GStrv) all_ticks = NULL;

  for (guint i = 0; i < n; i++)
    g_strv_builder_take (ticks, i % every == 0 ? make_tick (self, places->names->pdata[i]) : g_strdup (""));
  all_ticks = g_strv_builder_end (ticks);
  zb_chart_set_categories (self->chart, (const char *const *)places->names->pdata,
                           (const char *const *)all_ticks);
}

static void
note_left_out (ZbFiguresPage *self, guint shown, guint all)
{
  g_autofree char *words = g_strdup_printf (_ ("The first %u of %'u groups; the table has all."), shown, all);

  gtk_label_set_label (GTK_LABEL (self->chart_note), words);
  gtk_widget_set_visible (self->chart_note, shown < all);
}

/**
 * zb_figures_page_show_chart:
 * @self: the page
 *
 * Draws what is chosen.
 */
void
zb_figures_page_show_chart (ZbFiguresPage *self)
{
  ZbFigureSheet *groups = self->report ? zb_figure_report_get_sheet (self->report, "groups") : NULL;
  const ZbFigure *figure = get_figure (self), *compared = get_compared (self);
  g_auto (Places) places = { 0 };

  if (!groups || !figure || !self->report->by)
    return;
  places_init (&places, self, groups);
  g_object_set (self->chart, "unit", name_unit (figure), NULL);
  g_object_set_data (G_OBJECT (self->chart), "figure", (gpointer)figure->id);
  set_categories (self, &places);
  add_series (self, &places, figure, ZB_CHART_COLUMN);
  if (compared)
    add_series (self, &places, compared, ZB_CHART_LINE);
  note_left_out (self, places.names->len, groups->lines->len);
  g_object_set (self->chart_definition, "figure", figure->id, "context", self->context, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->chart), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (figure->title), -1);
}
