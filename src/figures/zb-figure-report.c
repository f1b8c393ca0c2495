/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-figure-report.h"

#include "zb-device.h"
#include "zb-figure-words.h"
#include "zb-words.h"

#include <glib/gi18n.h>
#include <string.h>

G_DEFINE_FINAL_TYPE (ZbFigureReport, zb_figure_report, G_TYPE_OBJECT)

/* The figures of the cards, in their order. */
static const char *const cards[] = { "alerts_received",
                                     "false_alarm_rate",
                                     "cases_received",
                                     "cases_in_hand",
                                     "cases_closed",
                                     "closing_rate",
                                     "on_time_rate",
                                     "accept_s_median",
                                     "arrive_s_median",
                                     "close_s_median",
                                     NULL };

/* The steps of an alert and of a case, as the ids of their times begin. */
static const struct
{
  const char *id, *title;
} steps[] = {
  { "claim", NC_ ("time to", "Claim an alert") }, { "verdict", NC_ ("time to", "Judge an alert") },
  { "file", NC_ ("time to", "File a case") },     { "dispatch", NC_ ("time to", "Dispatch") },
  { "accept", NC_ ("time to", "Accept") },        { "arrive", NC_ ("time to", "Arrive") },
  { "handle", NC_ ("time to", "Handle") },        { "finish", NC_ ("time to", "Finish") },
  { "check", NC_ ("time to", "Check") },          { "close", NC_ ("time to", "Close") },
};

/**
 * zb_figure_report_get_cards:
 *
 * Returns: (transfer none) (array zero-terminated=1): the ids of the figures that stand above all
 */
const char *const *
zb_figure_report_get_cards (void)
{
  return cards;
}

/**
 * zb_figure_report_parse_by:
 * @by: (nullable): names of the contract, apart by commas
 *
 * Returns: #ZbFigureBy bits
 */
guint
zb_figure_report_parse_by (const char *by)
{
  g_auto (GStrv) names = g_strsplit (by ? by : "", ",", -1);
  guint bits = 0;

  for (guint i = 0; i < ZB_N_FIGURE_BYS; i++)
    if (g_strv_contains ((const char *const *)names, zb_figure_bys[i]))
      bits |= 1u << i;
  return bits;
}

/* --- sheets -------------------------------------------------------------------------------- */

static ZbFigureSheet *
add_sheet (ZbFigureReport *self, const char *name, const char *title, const char *const *headings)
{
  ZbFigureSheet *sheet = zb_figure_sheet_new (name, title, headings);

  g_ptr_array_add (self->sheets, sheet);
  return sheet;
}

static void
add_columns (ZbFigureSheet *sheet, guint found, guint by)
{
  guint n_figures;
  const ZbFigure *figures = zb_figures_get (&n_figures);

  for (guint i = 0; i < n_figures; i++)
    if ((figures[i].found & found) && (figures[i].by & by) == by)
      zb_figure_sheet_add_column (sheet, figures[i].id, _ (figures[i].title), &figures[i]);
}

static void
add_total (ZbFigureReport *self)
{
  ZbFigureSheet *sheet =
      add_sheet (self, "total", _ ("All together"), (const char *const[]){ _ ("Figure"), NULL });
  guint n_figures;
  const ZbFigure *figures = zb_figures_get (&n_figures);

  zb_figure_sheet_add_column (sheet, "value", C_ ("figure", "Value"), NULL);
  for (guint i = 0; i < n_figures; i++)
    if (figures[i].found & ZB_FIGURE_IN_PERIOD)
      {
        g_autoptr (GHashTable) values = zb_numbers_new ();
        zb_numbers_set (values, "value", zb_numbers_get (self->figures->total, figures[i].id));
        zb_figure_sheet_add_line (sheet, (const char *const[]){ _ (figures[i].title), NULL }, &figures[i],
                                  values);
      }
}

static void
add_group (ZbFigureSheet *sheet, guint by, ZbFigureRow *row)
{
  g_autoptr (GStrvBuilder) labels = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  for (guint i = 0; i < ZB_N_FIGURE_BYS; i++)
    if (by & (1u << i))
      g_strv_builder_take (labels, zb_figure_words_group (row, 1u << i));
  all = g_strv_builder_end (labels);
  zb_figure_sheet_add_line (sheet, (const char *const *)all, NULL, row->values);
}

static void
add_groups (ZbFigureReport *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) headings = NULL;
  ZbFigureSheet *sheet;

  for (guint i = 0; i < ZB_N_FIGURE_BYS; i++)
    if (self->by & (1u << i))
      g_strv_builder_add (builder, zb_figure_words_by (1u << i));
  headings = g_strv_builder_end (builder);
  sheet = add_sheet (self, "groups", C_ ("figures", "By group"), (const char *const *)headings);
  add_columns (sheet, ZB_FIGURE_IN_PERIOD, self->by);
  for (guint i = 0; self->figures->groups && i < self->figures->groups->len; i++)
    add_group (sheet, self->by, self->figures->groups->pdata[i]);
}

static void
add_steps (ZbFigureReport *self)
{
  ZbFigureSheet *sheet =
      add_sheet (self, "steps", _ ("Steps and their times"), (const char *const[]){ _ ("Step"), NULL });

  zb_figure_sheet_add_column (sheet, "median", _ ("Median"), NULL);
  zb_figure_sheet_add_column (sheet, "p90", _ ("90th percentile"), NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autofree char *median = g_strconcat (steps[i].id, "_s_median", NULL);
      g_autofree char *p90 = g_strconcat (steps[i].id, "_s_p90", NULL);
      g_autoptr (GHashTable) values = zb_numbers_new ();
      const ZbFigure *figure = zb_figure_find (median);
      zb_numbers_set (values, "median", zb_numbers_get (self->figures->total, median));
      zb_numbers_set (values, "p90", zb_numbers_get (self->figures->total, p90));
      zb_figure_sheet_add_line (
          sheet, (const char *const[]){ g_dpgettext2 (GETTEXT_PACKAGE, "time to", steps[i].title), NULL },
          figure, values);
    }
}

static char *
name_row (ZbFigureRow *row, gboolean device)
{
  const char *kind =
      device ? zb_words_choice (&zb_device_kinds, zb_choices_parse (&zb_device_kinds, row->kind)) : row->kind;
  const char *project =
      row->project ? zb_words_choice (&zb_projects, zb_choices_parse (&zb_projects, row->project)) : NULL;

  if (row->name && *row->name)
    return g_strdup (row->name);
  if (!device)
    return g_strdup (row->id);
  return project ? g_strdup_printf ("%s · %s", kind, project) : g_strdup (kind);
}

static void
add_rows (ZbFigureReport *self, const char *name, const char *title, const char *heading, guint found,
          GPtrArray *rows)
{
  ZbFigureSheet *sheet = add_sheet (self, name, title, (const char *const[]){ heading, NULL });

  add_columns (sheet, found, 0);
  for (guint i = 0; rows && i < rows->len; i++)
    {
      ZbFigureRow *row = rows->pdata[i];
      g_autofree char *label = name_row (row, found == ZB_FIGURE_IN_ONLINE);
      zb_figure_sheet_add_line (sheet, (const char *const[]){ label ? label : "", NULL }, NULL, row->values);
    }
}

static void
add_sheets (ZbFigureReport *self)
{
  ZbFigures *figures = self->figures;

  add_total (self);
  add_groups (self);
  add_steps (self);
  add_rows (self, "algorithms", _ ("False alarms by algorithm"), C_ ("figures", "Algorithm"),
            ZB_FIGURE_IN_SOURCES, figures->algorithms);
  add_rows (self, "devices", _ ("False alarms by camera"), C_ ("figures", "Device"), ZB_FIGURE_IN_SOURCES,
            figures->devices);
  add_rows (self, "units", _ ("Load of the units"), C_ ("figures", "Unit"), ZB_FIGURE_IN_UNITS,
            figures->units);
  add_rows (self, "online", _ ("Devices' time online"), C_ ("figures", "Devices"), ZB_FIGURE_IN_ONLINE,
            figures->online);
}

/* --- the report ------------------------------------------------------------------------------ */

static char *
describe_scope (const ZbFigureQuestion *question)
{
  const char *area = question->subdistrict ? zb_words_name (ZB_KIND_AREA, question->subdistrict) : NULL;
  const char *kind = question->kind ? zb_words_kind (question->kind) : NULL;

  return g_strdup_printf ("%s · %s · %s", zb_words_choice (&zb_modes, (int)question->mode),
                          area && *area ? area : _ ("All subdistricts"),
                          question->kind ? kind ? kind : question->kind : _ ("All kinds"));
}

static char *
describe_moment (gint64 time)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc_usec (time);
  g_autoptr (GDateTime) local = g_date_time_to_local (utc);

  return g_date_time_format (local, "%F %T");
}

/**
 * zb_figure_report_new:
 * @question: what was asked
 * @figures: what was answered
 *
 * Returns: (transfer full): both, ready to be shown
 */
ZbFigureReport *
zb_figure_report_new (const ZbFigureQuestion *question, ZbFigures *figures)
{
  ZbFigureReport *self = g_object_new (ZB_TYPE_FIGURE_REPORT, NULL);

  self->figures = g_object_ref (figures);
  self->mode = question->mode;
  self->by = zb_figure_report_parse_by (question->by);
  self->from = g_strdup (figures->from ? figures->from : question->from);
  self->to = g_strdup (figures->to ? figures->to : question->to);
  self->period = g_str_equal (self->from, self->to) ? g_strdup (self->from)
                                                    : g_strdup_printf ("%s – %s", self->from, self->to);
  self->scope = describe_scope (question);
  self->as_of = describe_moment (figures->as_of);
  add_sheets (self);
  return self;
}

/**
 * zb_figure_report_get_sheet:
 * @self: a report
 * @name: see #ZbFigureReport
 *
 * Returns: (transfer none) (nullable): that sheet
 */
ZbFigureSheet *
zb_figure_report_get_sheet (ZbFigureReport *self, const char *name)
{
  for (guint i = 0; i < self->sheets->len; i++)
    if (g_str_equal (ZB_FIGURE_SHEET (self->sheets->pdata[i])->name, name))
      return self->sheets->pdata[i];
  return NULL;
}

/**
 * zb_figure_report_get_file_name:
 * @self: a report
 * @ending: such as "csv"
 *
 * Returns: (transfer full): a name that says what is in the file, and of nobody
 */
char *
zb_figure_report_get_file_name (ZbFigureReport *self, const char *ending)
{
  const char *mode = zb_choices_nick (&zb_modes, (int)self->mode);

  return g_strdup_printf ("zhiban-figures-%s-%s-%s.%s", mode, self->from, self->to, ending);
}

static void
zb_figure_report_finalize (GObject *object)
{
  ZbFigureReport *self = ZB_FIGURE_REPORT (object);

  g_clear_object (&self->figures);
  g_free (self->from);
  g_free (self->to);
  g_free (self->period);
  g_free (self->scope);
  g_free (self->as_of);
  g_ptr_array_unref (self->sheets);
  G_OBJECT_CLASS (zb_figure_report_parent_class)->finalize (object);
}

static void
zb_figure_report_class_init (ZbFigureReportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zb_figure_report_finalize;
}

static void
zb_figure_report_init (ZbFigureReport *self)
{
  self->sheets = g_ptr_array_new_with_free_func (g_object_unref);
}
