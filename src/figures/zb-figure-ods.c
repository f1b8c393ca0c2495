/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An OpenDocument spreadsheet (ISO/IEC 26300, version 1.3) with each sheet of a report as a table. Figures
 * are values, not texts: numbers, shares and times that can be computed with. */
#include "zb-figure-ods.h"

#include "zb-zip.h"

#include <glib/gi18n.h>
#include <math.h>

#define MIME_TYPE "application/vnd.oasis.opendocument.spreadsheet"
#define NAMESPACE "urn:oasis:names:tc:opendocument:xmlns:"
#define DECLARATION "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

static const char manifest[] =
    DECLARATION "<manifest:manifest xmlns:manifest=\"" NAMESPACE "manifest:1.0\" manifest:version=\"1.3\">"
                "<manifest:file-entry manifest:full-path=\"/\" manifest:version=\"1.3\" "
                "manifest:media-type=\"" MIME_TYPE "\"/>"
                "<manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/>"
                "<manifest:file-entry manifest:full-path=\"styles.xml\" manifest:media-type=\"text/xml\"/>"
                "</manifest:manifest>";

static const char styles[] =
    DECLARATION "<office:document-styles xmlns:office=\"" NAMESPACE "office:1.0\" xmlns:style=\"" NAMESPACE
                "style:1.0\" xmlns:fo=\"" NAMESPACE "xsl-fo-compatible:1.0\" office:version=\"1.3\">"
                "<office:styles><style:default-style style:family=\"table-cell\">"
                "<style:text-properties fo:font-size=\"10pt\"/></style:default-style></office:styles>"
                "</office:document-styles>";

static const char head[] = DECLARATION
    "<office:document-content xmlns:office=\"" NAMESPACE "office:1.0\" xmlns:style=\"" NAMESPACE
    "style:1.0\" xmlns:text=\"" NAMESPACE "text:1.0\" xmlns:table=\"" NAMESPACE
    "table:1.0\" xmlns:number=\"" NAMESPACE "datastyle:1.0\" xmlns:fo=\"" NAMESPACE
    "xsl-fo-compatible:1.0\" office:version=\"1.3\"><office:automatic-styles>"
    "<number:number-style style:name=\"n-count\"><number:number number:decimal-places=\"0\" "
    "number:min-integer-digits=\"1\" number:grouping=\"true\"/></number:number-style>"
    "<number:percentage-style style:name=\"n-ratio\"><number:number number:decimal-places=\"1\" "
    "number:min-integer-digits=\"1\"/><number:text>%</number:text></number:percentage-style>"
    "<number:time-style style:name=\"n-time\" number:truncate-on-overflow=\"false\"><number:hours/>"
    "<number:text>:</number:text><number:minutes number:style=\"long\"/><number:text>:</number:text>"
    "<number:seconds number:style=\"long\"/></number:time-style>"
    "<style:style style:name=\"count\" style:family=\"table-cell\" style:data-style-name=\"n-count\"/>"
    "<style:style style:name=\"ratio\" style:family=\"table-cell\" style:data-style-name=\"n-ratio\"/>"
    "<style:style style:name=\"time\" style:family=\"table-cell\" style:data-style-name=\"n-time\"/>"
    "<style:style style:name=\"bold\" style:family=\"table-cell\">"
    "<style:text-properties fo:font-weight=\"bold\"/></style:style>"
    "</office:automatic-styles><office:body><office:spreadsheet>";

static const char tail[] = "</office:spreadsheet></office:body></office:document-content>";

/* XML has no control characters, however they are escaped. */
static void
add_escaped (GString *xml, const char *text)
{
  g_autofree char *plain = g_strdup (text ? text : "");
  g_autofree char *escaped = NULL;

  for (char *c = plain; *c; c++)
    if (g_ascii_iscntrl (*c))
      *c = ' ';
  escaped = g_markup_escape_text (plain, -1);
  g_string_append (xml, escaped);
}

static void
add_text (GString *xml, const char *text, gboolean bold)
{
  g_string_append_printf (xml, "<table:table-cell office:value-type=\"string\"%s><text:p>",
                          bold ? " table:style-name=\"bold\"" : "");
  add_escaped (xml, text);
  g_string_append (xml, "</text:p></table:table-cell>");
}

/* A span as XML Schema's duration. */
static void
add_time (GString *xml, double seconds)
{
  const gint64 whole = (gint64)llround (seconds);

  g_string_append_printf (xml,
                          "<table:table-cell table:style-name=\"time\" office:value-type=\"time\" "
                          "office:time-value=\"PT%02dH%02dM%02dS\"/>",
                          (int)(whole / 3600), (int)(whole / 60 % 60), (int)(whole % 60));
}

static void
add_value (GString *xml, ZbFigureUnit unit, double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (isnan (value))
    g_string_append (xml, "<table:table-cell/>");
  else if (unit == ZB_FIGURE_SECONDS)
    add_time (xml, value);
  else
    g_string_append_printf (
        xml, "<table:table-cell table:style-name=\"%s\" office:value-type=\"%s\" office:value=\"%s\"/>",
        unit == ZB_FIGURE_RATIO ? "ratio" : "count", unit == ZB_FIGURE_RATIO ? "percentage" : "float",
        g_ascii_formatd (buffer, sizeof buffer, "%.10g", value));
}

static void
add_row (GString *xml, const char *first, const char *second)
{
  g_string_append (xml, "<table:table-row>");
  add_text (xml, first, TRUE);
  add_text (xml, second, FALSE);
  g_string_append (xml, "</table:table-row>");
}

static void
add_head (GString *xml, ZbFigureReport *report, ZbFigureSheet *sheet)
{
  add_row (xml, sheet->title, "");
  add_row (xml, _ ("Period"), report->period);
  add_row (xml, _ ("Filter"), report->scope);
  add_row (xml, _ ("As of"), report->as_of);
  g_string_append (xml, "<table:table-row>");
  for (guint i = 0; sheet->headings[i]; i++)
    add_text (xml, sheet->headings[i], TRUE);
  for (guint i = 0; i < sheet->columns->len; i++)
    add_text (xml, zb_figure_sheet_get_column (sheet, i)->title, TRUE);
  g_string_append (xml, "</table:table-row>");
}

static void
add_line (GString *xml, ZbFigureSheet *sheet, ZbFigureLine *line)
{
  g_string_append (xml, "<table:table-row>");
  for (guint i = 0; sheet->headings[i]; i++)
    add_text (xml, line->labels[i], FALSE);
  for (guint i = 0; i < sheet->columns->len; i++)
    {
      const ZbFigureColumn *column = zb_figure_sheet_get_column (sheet, i);
      add_value (xml, zb_figure_column_get_definition (column, line)->unit,
                 zb_numbers_get (line->values, column->id));
    }
  g_string_append (xml, "</table:table-row>");
}

static void
add_sheet (GString *xml, ZbFigureReport *report, ZbFigureSheet *sheet)
{
  g_string_append (xml, "<table:table table:name=\"");
  add_escaped (xml, sheet->title);
  g_string_append (xml, "\"><table:table-column table:number-columns-repeated=\"");
  g_string_append_printf (xml, "%u\"/>", g_strv_length (sheet->headings) + sheet->columns->len);
  add_head (xml, report, sheet);
  for (guint i = 0; i < sheet->lines->len; i++)
    add_line (xml, sheet, zb_figure_sheet_get_line (sheet, i));
  g_string_append (xml, "</table:table>");
}

/**
 * zb_figure_ods_write:
 * @report: an answer
 * @error: where to put what went wrong
 *
 * Returns: (transfer full) (nullable): the file
 */
GBytes *
zb_figure_ods_write (ZbFigureReport *report, GError **error)
{
  g_autoptr (GString) content = g_string_new (head);
  g_autoptr (ZbZip) zip = zb_zip_new ();

  for (guint i = 0; i < report->sheets->len; i++)
    if (!g_str_equal (ZB_FIGURE_SHEET (report->sheets->pdata[i])->name, "groups") || report->by)
      add_sheet (content, report, report->sheets->pdata[i]);
  g_string_append (content, tail);
  /* Whoever looks at the first bytes only finds there what it is. */
  if (!zb_zip_add (zip, "mimetype", MIME_TYPE, sizeof MIME_TYPE - 1, FALSE, error) ||
      !zb_zip_add (zip, "content.xml", content->str, content->len, TRUE, error) ||
      !zb_zip_add (zip, "styles.xml", styles, sizeof styles - 1, TRUE, error) ||
      !zb_zip_add (zip, "META-INF/manifest.xml", manifest, sizeof manifest - 1, TRUE, error))
    return NULL;
  return zb_zip_finish (zip);
}
