/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Comma-separated values after RFC 4180: the groups, with everything together in the first line; of an
 * answer without groups that line alone. Figures are as the platform says them: shares from 0 to 1,
 * times in seconds. */
#include "zb-figure-csv.h"

#include "zb-words.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* By it spreadsheets know that a file is in UTF-8. */
#define BYTE_ORDER_MARK "\xEF\xBB\xBF"

static gboolean
is_number (const char *text)
{
  char *end;

  g_ascii_strtod (text, &end);
  return end != text && *end == '\0';
}

/**
 * zb_figure_csv_add_text:
 * @csv: a line
 * @text: (nullable): what is in the next field
 *
 * Adds a field. A text that a spreadsheet would take for a formula gets an apostrophe first.
 */
void
zb_figure_csv_add_text (GString *csv, const char *text)
{
  const gboolean quoted = text && strpbrk (text, ",\"\r\n");

  if (csv->len > 0 && !g_str_has_suffix (csv->str, "\n") && !g_str_equal (csv->str, BYTE_ORDER_MARK))
    g_string_append_c (csv, ',');
  if (quoted)
    g_string_append_c (csv, '"');
  if (text && strchr ("=+-@\t\r", *text) && *text && !is_number (text))
    g_string_append_c (csv, '\'');
  for (const char *c = text ? text : ""; *c; c++)
    {
      if (*c == '"')
        g_string_append_c (csv, '"');
      g_string_append_c (csv, *c);
    }
  if (quoted)
    g_string_append_c (csv, '"');
}

static void
add_value (GString *csv, double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  zb_figure_csv_add_text (csv, isnan (value) ? "" : g_ascii_formatd (buffer, sizeof buffer, "%.10g", value));
}

static void
add_head (GString *csv, ZbFigureSheet *groups)
{
  const char *const all[] = { _ ("Live or drill"), _ ("From"), _ ("To"), _ ("As of") };

  for (gsize i = 0; i < G_N_ELEMENTS (all); i++)
    zb_figure_csv_add_text (csv, all[i]);
  zb_figure_csv_add_text (csv, _ ("Filter"));
  for (guint i = 0; groups->headings[i]; i++)
    zb_figure_csv_add_text (csv, groups->headings[i]);
  for (guint i = 0; i < groups->columns->len; i++)
    zb_figure_csv_add_text (csv, zb_figure_sheet_get_column (groups, i)->title);
  g_string_append (csv, "\r\n");
}

static void
add_line (GString *csv, ZbFigureReport *report, ZbFigureSheet *groups, char **labels, GHashTable *values)
{
  zb_figure_csv_add_text (csv, zb_words_choice (&zb_modes, (int)report->mode));
  zb_figure_csv_add_text (csv, report->from);
  zb_figure_csv_add_text (csv, report->to);
  zb_figure_csv_add_text (csv, report->as_of);
  zb_figure_csv_add_text (csv, report->scope);
  for (guint i = 0; groups->headings[i]; i++)
    zb_figure_csv_add_text (csv, labels ? labels[i] : _ ("All together"));
  for (guint i = 0; i < groups->columns->len; i++)
    add_value (csv, zb_numbers_get (values, zb_figure_sheet_get_column (groups, i)->id));
  g_string_append (csv, "\r\n");
}

/**
 * zb_figure_csv_write:
 * @report: an answer
 *
 * Returns: (transfer full): the file
 */
GBytes *
zb_figure_csv_write (ZbFigureReport *report)
{
  ZbFigureSheet *groups = zb_figure_report_get_sheet (report, "groups");
  GString *csv = g_string_new (BYTE_ORDER_MARK);

  add_head (csv, groups);
  add_line (csv, report, groups, NULL, report->figures->total);
  for (guint i = 0; i < groups->lines->len; i++)
    {
      ZbFigureLine *line = zb_figure_sheet_get_line (groups, i);
      add_line (csv, report, groups, line->labels, line->values);
    }
  return g_string_free_to_bytes (csv);
}
