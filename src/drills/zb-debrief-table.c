/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The alerts of a drill as a table, for whoever wants to compute with them: comma-separated values (RFC 4180)
 * and an OpenDocument spreadsheet (ISO/IEC 26300). */
#include "zb-debrief-table.h"

#include "zb-words.h"
#include "zb-zip.h"

#include <glib/gi18n.h>
#include <math.h>

/* By it spreadsheets know that a file is in UTF-8. */
#define BYTE_ORDER_MARK "\xEF\xBB\xBF"
#define MIME_TYPE "application/vnd.oasis.opendocument.spreadsheet"
#define NAMESPACE "urn:oasis:names:tc:opendocument:xmlns:"
#define DECLARATION "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

static const char ods_manifest[] =
    DECLARATION "<manifest:manifest xmlns:manifest=\"" NAMESPACE "manifest:1.0\" manifest:version=\"1.3\">"
                "<manifest:file-entry manifest:full-path=\"/\" manifest:media-type=\"" MIME_TYPE "\"/>"
                "<manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/>"
                "</manifest:manifest>";

static const char ods_head[] =
    DECLARATION "<office:document-content xmlns:office=\"" NAMESPACE "office:1.0\" xmlns:text=\"" NAMESPACE
                "text:1.0\" xmlns:table=\"" NAMESPACE
                "table:1.0\" office:version=\"1.3\"><office:body><office:spreadsheet>"
                "<table:table table:name=\"1\">";

static const char ods_tail[] = "</table:table></office:spreadsheet></office:body></office:document-content>";

/* --- words ---------------------------------------------------------------------------------------- */

static const struct
{
  const char *step;
  const char *name;
} step_names[] = {
  { "claim", N_ ("Claim") },       { "judge", N_ ("Verdict") }, { "case", N_ ("Case opened") },
  { "dispatch", N_ ("Dispatch") }, { "close", N_ ("Close") },
};

/**
 * zb_debrief_name_step:
 * @step: one of #zb_debrief_steps
 *
 * Returns: what an officer calls it
 */
const char *
zb_debrief_name_step (const char *step)
{
  for (gsize i = 0; i < G_N_ELEMENTS (step_names); i++)
    if (g_strcmp0 (step_names[i].step, step) == 0)
      return _ (step_names[i].name);
  return step;
}

/**
 * zb_debrief_name_steps:
 * @steps: (nullable): some of #zb_debrief_steps
 *
 * Returns: (transfer full): their names in one line
 */
char *
zb_debrief_name_steps (char **steps)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; steps && steps[i]; i++)
    g_strv_builder_add (names, zb_debrief_name_step (steps[i]));
  g_auto (GStrv) all = g_strv_builder_end (names);
  return g_strjoinv (C_ ("list", ", "), all);
}

/* --- rows ------------------------------------------------------------------------------------------- */

static char **
make_heads (void)
{
  const char *const first[] = { _ ("Raised at"), _ ("Title"),   _ ("Severity"),
                                _ ("Officer"),   _ ("Verdict"), _ ("Expected verdict") };
  g_autoptr (GStrvBuilder) cells = g_strv_builder_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (first); i++)
    g_strv_builder_add (cells, first[i]);
  for (guint step = 0; step < ZB_N_DEBRIEF_STEPS; step++)
    g_strv_builder_add (cells, zb_debrief_name_step (zb_debrief_steps[step]));
  g_strv_builder_add (cells, _ ("Too late"));
  g_strv_builder_add (cells, _ ("Missed"));
  return g_strv_builder_end (cells);
}

static const char *
name_verdict (int verdict)
{
  return verdict ? zb_words_choice (&zb_verdicts, verdict) : "";
}

static char **
make_row (ZbDebriefAlert *alert)
{
  g_autoptr (GStrvBuilder) cells = g_strv_builder_new ();

  g_strv_builder_take (cells, zb_words_day_and_time (alert->at));
  g_strv_builder_add (cells, alert->title ? alert->title : "");
  g_strv_builder_add (cells, zb_words_severity (alert->severity));
  g_strv_builder_add (cells, alert->officer ? alert->officer : "");
  g_strv_builder_add (cells, name_verdict (alert->verdict));
  g_strv_builder_add (cells, name_verdict (alert->expected));
  for (guint step = 0; step < ZB_N_DEBRIEF_STEPS; step++)
    {
      const double time = *zb_debrief_alert_get_time (alert, step);
      g_strv_builder_take (cells, isnan (time) ? g_strdup ("") : g_strdup_printf ("%d", (int)round (time)));
    }
  g_strv_builder_take (cells, zb_debrief_name_steps (alert->late));
  g_strv_builder_take (cells, zb_debrief_name_steps (alert->missed));
  return g_strv_builder_end (cells);
}

/**
 * zb_debrief_make_rows:
 * @debrief: what came of a drill
 *
 * Returns: (transfer full) (element-type GStrv): the headings, and a row for each alert
 */
GPtrArray *
zb_debrief_make_rows (ZbDebrief *debrief)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev);

  g_ptr_array_add (rows, make_heads ());
  for (guint i = 0; debrief->alerts && i < debrief->alerts->len; i++)
    g_ptr_array_add (rows, make_row (debrief->alerts->pdata[i]));
  return rows;
}

/* --- comma-separated ---------------------------------------------------------------------------------- */

/* A text that a spreadsheet would take for a formula gets an apostrophe first. */
static void
add_field (GString *csv, const char *text, gboolean last)
{
  g_string_append_c (csv, '"');
  if (*text && strchr ("=+-@\t\r", *text))
    g_string_append_c (csv, '\'');
  for (const char *c = text; *c; c++)
    {
      if (*c == '"')
        g_string_append_c (csv, '"');
      g_string_append_c (csv, *c);
    }
  g_string_append (csv, last ? "\"\r\n" : "\",");
}

/**
 * zb_debrief_write_csv:
 * @debrief: what came of a drill
 *
 * Returns: (transfer full): the file's content
 */
char *
zb_debrief_write_csv (ZbDebrief *debrief)
{
  g_autoptr (GPtrArray) rows = zb_debrief_make_rows (debrief);
  GString *csv = g_string_new (BYTE_ORDER_MARK);

  for (guint i = 0; i < rows->len; i++)
    for (char **cell = rows->pdata[i]; *cell; cell++)
      add_field (csv, *cell, cell[1] == NULL);
  return g_string_free_and_steal (csv);
}

/* --- a spreadsheet ------------------------------------------------------------------------------------- */

/* XML has no control characters, however they are escaped. */
static void
add_cell (GString *xml, const char *text, gboolean is_number)
{
  g_autofree char *plain = g_strdup (text), *escaped = NULL;

  for (char *c = plain; *c; c++)
    if (g_ascii_iscntrl (*c))
      *c = ' ';
  escaped = g_markup_escape_text (plain, -1);
  if (is_number)
    g_string_append_printf (xml, "<table:table-cell office:value-type=\"float\" office:value=\"%s\"/>",
                            escaped);
  else
    g_string_append_printf (
        xml, "<table:table-cell office:value-type=\"string\"><text:p>%s</text:p></table:table-cell>",
        escaped);
}

static void
add_row (GString *xml, char **cells, gboolean is_head)
{
  g_string_append (xml, "<table:table-row>");
  for (guint i = 0; cells[i]; i++)
    add_cell (xml, cells[i],
              !is_head && *cells[i] && i >= ZB_DEBRIEF_FIRST_TIME && i <= ZB_DEBRIEF_LAST_TIME);
  g_string_append (xml, "</table:table-row>");
}

/**
 * zb_debrief_write_ods:
 * @debrief: what came of a drill
 * @error: where to put what went wrong
 *
 * Returns: (transfer full) (nullable): the file
 */
GBytes *
zb_debrief_write_ods (ZbDebrief *debrief, GError **error)
{
  g_autoptr (GPtrArray) rows = zb_debrief_make_rows (debrief);
  g_autoptr (GString) content = g_string_new (ods_head);
  g_autoptr (ZbZip) zip = zb_zip_new ();

  for (guint i = 0; i < rows->len; i++)
    add_row (content, rows->pdata[i], i == 0);
  g_string_append (content, ods_tail);
  /* Whoever looks at the first bytes only finds there what it is. */
  if (!zb_zip_add (zip, "mimetype", MIME_TYPE, sizeof MIME_TYPE - 1, FALSE, error) ||
      !zb_zip_add (zip, "content.xml", content->str, content->len, TRUE, error) ||
      !zb_zip_add (zip, "META-INF/manifest.xml", ods_manifest, sizeof ods_manifest - 1, TRUE, error))
    return NULL;
  return zb_zip_finish (zip);
}
