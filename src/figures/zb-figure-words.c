/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures and what they are of, in the officer's language. */
#include "zb-figure-words.h"

#include "zb-words.h"

#include <glib/gi18n.h>
#include <math.h>

/**
 * zb_figure_words_seconds:
 * @seconds: a span
 *
 * Returns: (transfer full): the span as minutes and seconds, from an hour on with hours
 */
char *
zb_figure_words_seconds (double seconds)
{
  const gint64 whole = (gint64)llround (seconds);

  if (whole < 3600)
    return g_strdup_printf ("%d:%02d", (int)(whole / 60), (int)(whole % 60));
  return g_strdup_printf ("%" G_GINT64_FORMAT ":%02d:%02d", whole / 3600, (int)(whole / 60 % 60),
                          (int)(whole % 60));
}

/**
 * zb_figure_words_value:
 * @unit: what @value is in
 * @value: a figure, NAN for none
 *
 * Returns: (transfer full): the figure as it is shown; a dash where there is none
 */
char *
zb_figure_words_value (ZbFigureUnit unit, double value)
{
  if (isnan (value))
    return g_strdup ("–");
  switch (unit)
    {
    case ZB_FIGURE_RATIO:
      return g_strdup_printf ("%.1f %%", value * 100);
    case ZB_FIGURE_SECONDS:
      return zb_figure_words_seconds (value);
    case ZB_FIGURE_COUNT:
    default:
      return g_strdup_printf ("%'.0f", value);
    }
}

/**
 * zb_figure_words_unit:
 * @unit: what figures are in
 *
 * Returns: (transfer none): the same in words
 */
const char *
zb_figure_words_unit (ZbFigureUnit unit)
{
  switch (unit)
    {
    case ZB_FIGURE_RATIO:
      return C_ ("unit", "Per cent");
    case ZB_FIGURE_SECONDS:
      return C_ ("unit", "Hours:minutes:seconds");
    case ZB_FIGURE_COUNT:
    default:
      return C_ ("unit", "Number");
    }
}

/**
 * zb_figure_words_by:
 * @by: one bit
 *
 * Returns: (transfer none): what is grouped by
 */
const char *
zb_figure_words_by (ZbFigureBy by)
{
  switch (by)
    {
    case ZB_FIGURE_BY_DAY:
      return C_ ("group", "Day");
    case ZB_FIGURE_BY_SHIFT:
      return C_ ("group", "Shift");
    case ZB_FIGURE_BY_SUBDISTRICT:
      return C_ ("group", "Subdistrict");
    case ZB_FIGURE_BY_ORGANISATION:
      return C_ ("group", "Organisation");
    case ZB_FIGURE_BY_KIND:
    default:
      return C_ ("group", "Kind");
    }
}

static const char *
name_shift (const char *shift)
{
  if (g_strcmp0 (shift, "night") == 0)
    return C_ ("shift", "Night shift");
  return g_strcmp0 (shift, "early") == 0 ? C_ ("shift", "Early shift") : C_ ("shift", "Late shift");
}

static const char *
name_entity (ZbKind kind, const char *id, const char *none)
{
  const char *name = id ? zb_words_name (kind, id) : none;

  return *name ? name : id;
}

/**
 * zb_figure_words_group:
 * @row: a group
 * @by: one bit of what it was grouped by
 *
 * Returns: (transfer full): which group it is
 */
char *
zb_figure_words_group (ZbFigureRow *row, ZbFigureBy by)
{
  const char *kind = row->kind ? zb_words_kind (row->kind) : NULL;

  switch (by)
    {
    case ZB_FIGURE_BY_DAY:
      return g_strdup (row->day);
    case ZB_FIGURE_BY_SHIFT:
      return g_strdup (name_shift (row->shift));
    case ZB_FIGURE_BY_SUBDISTRICT:
      return g_strdup (name_entity (ZB_KIND_AREA, row->subdistrict, _ ("In no subdistrict")));
    case ZB_FIGURE_BY_ORGANISATION:
      return g_strdup (name_entity (ZB_KIND_ORGANISATION, row->organisation, _ ("Nobody was sent")));
    case ZB_FIGURE_BY_KIND:
    default:
      return g_strdup (kind ? kind : row->kind);
    }
}
