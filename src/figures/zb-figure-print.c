/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A report on paper: a head that says what it is, of when and who printed it, the cards, the chart, and
 * the tables, whose heads are there again on each page. */
#include "zb-figure-print.h"

#include "zb-figure-words.h"
#include "zb-now.h"

#include <glib/gi18n.h>
#include <math.h>

#define HEAD_HEIGHT 52
#define CARDS_HEIGHT 92
#define CHART_HEIGHT 170
#define TITLE_HEIGHT 44
#define LINE_HEIGHT 15
#define FOOT_HEIGHT 16
#define LABEL_WIDTH 130
#define N_CARDS_A_ROW 5
#define MOST_COLUMNS 11

typedef enum
{
  BLOCK_HEAD,
  BLOCK_CARDS,
  BLOCK_CHART,
  BLOCK_TITLE,
  BLOCK_LINE,
} BlockType;

typedef struct
{
  BlockType type;
  ZbFigureSheet *sheet;
  ZbFigureLine *line;
  guint page;
  double y;
} Block;

typedef struct
{
  ZbFigureReport *report;
  const ZbFigure *figure;
  char *who;
  GArray *blocks;
  double width, height;
} Paper;

typedef struct
{
  Paper *paper;
  cairo_t *cairo;
  PangoLayout *layout;
} Pen;

static void
paper_free (gpointer data)
{
  Paper *self = data;

  g_object_unref (self->report);
  g_free (self->who);
  g_array_unref (self->blocks);
  g_free (self);
}

/* --- what is on which page ----------------------------------------------------------------------- */

static double
block_height (BlockType type)
{
  static const double heights[] = { HEAD_HEIGHT, CARDS_HEIGHT, CHART_HEIGHT, TITLE_HEIGHT, LINE_HEIGHT };

  return heights[type];
}

typedef struct
{
  guint page;
  double y;
} Place;

static void
put_block (Paper *self, Place *at, BlockType type, ZbFigureSheet *sheet, ZbFigureLine *line)
{
  const Block block = { type, sheet, line, at->page, at->y };

  g_array_append_val (self->blocks, block);
  at->y += block_height (type);
}

static gboolean
has_room (Paper *self, const Place *at, double height)
{
  return at->y + height <= self->height - FOOT_HEIGHT;
}

static void
place_sheet (Paper *self, Place *at, ZbFigureSheet *sheet)
{
  if (!has_room (self, at, TITLE_HEIGHT + 3 * LINE_HEIGHT))
    *at = (Place){ at->page + 1, 0 };
  put_block (self, at, BLOCK_TITLE, sheet, NULL);
  for (guint i = 0; i < sheet->lines->len; i++)
    {
      if (!has_room (self, at, LINE_HEIGHT))
        {
          *at = (Place){ at->page + 1, 0 };
          put_block (self, at, BLOCK_TITLE, sheet, NULL);
        }
      put_block (self, at, BLOCK_LINE, sheet, zb_figure_sheet_get_line (sheet, i));
    }
}

static guint
place_all (Paper *self)
{
  Place at = { 0, 0 };

  g_array_set_size (self->blocks, 0);
  put_block (self, &at, BLOCK_HEAD, NULL, NULL);
  put_block (self, &at, BLOCK_CARDS, NULL, NULL);
  if (self->report->by && self->figure)
    put_block (self, &at, BLOCK_CHART, zb_figure_report_get_sheet (self->report, "groups"), NULL);
  for (guint i = 1; i < self->report->sheets->len; i++)
    {
      ZbFigureSheet *sheet = self->report->sheets->pdata[i];
      if (sheet->lines->len > 0 && (self->report->by || !g_str_equal (sheet->name, "groups")))
        place_sheet (self, &at, sheet);
    }
  return at.page + 1;
}

static void
on_begin (GtkPrintOperation *operation, GtkPrintContext *context, Paper *self)
{
  self->width = gtk_print_context_get_width (context);
  self->height = gtk_print_context_get_height (context);
  gtk_print_operation_set_n_pages (operation, (int)place_all (self));
}

/* --- drawing ------------------------------------------------------------------------------------- */

static void
put_text (Pen *pen, const char *text, double size, gboolean bold, double x, double y, double width,
          PangoAlignment align)
{
  PangoFontDescription *font = pango_font_description_from_string ("Noto Sans CJK SC");

  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_font_description_set_weight (font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (pen->layout, font);
  pango_layout_set_alignment (pen->layout, align);
  pango_layout_set_width (pen->layout, (int)(width * PANGO_SCALE));
  pango_layout_set_height (pen->layout, -2);
  pango_layout_set_ellipsize (pen->layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_text (pen->layout, text, -1);
  cairo_move_to (pen->cairo, x, y);
  pango_cairo_show_layout (pen->cairo, pen->layout);
  pango_font_description_free (font);
}

static void
set_grey (Pen *pen, double grey)
{
  cairo_set_source_rgb (pen->cairo, grey, grey, grey);
}

static void
draw_rule (Pen *pen, double y)
{
  set_grey (pen, 0.75);
  cairo_rectangle (pen->cairo, 0, y, pen->paper->width, 0.5);
  cairo_fill (pen->cairo);
  set_grey (pen, 0);
}

static void
draw_head (Pen *pen)
{
  ZbFigureReport *report = pen->paper->report;
  g_autoptr (GDateTime) now = zb_now_local ();
  g_autofree char *at = g_date_time_format (now, "%F %R");
  g_autofree char *title = g_strdup_printf (_ ("Figures · %s"), report->period);
  g_autofree char *line = g_strdup_printf (_ ("%s · as of %s · printed by %s, %s"), report->scope,
                                           report->as_of, pen->paper->who, at);

  put_text (pen, title, 18, TRUE, 0, 0, pen->paper->width, PANGO_ALIGN_LEFT);
  if (report->mode == ZB_MODE_DRILL)
    cairo_set_source_rgb (pen->cairo, 0.42, 0.20, 0.72);
  put_text (pen, line, 9, report->mode == ZB_MODE_DRILL, 0, 27, pen->paper->width, PANGO_ALIGN_LEFT);
  draw_rule (pen, HEAD_HEIGHT - 6);
}

static void
draw_cards (Pen *pen, double y)
{
  const char *const *ids = zb_figure_report_get_cards ();
  const double width = pen->paper->width / N_CARDS_A_ROW;

  for (guint i = 0; ids[i]; i++)
    {
      const ZbFigure *figure = zb_figure_find (ids[i]);
      const double x = width * (i % N_CARDS_A_ROW), top = y + 44 * (double)(i / N_CARDS_A_ROW);
      g_autofree char *value =
          zb_figure_words_value (figure->unit, zb_numbers_get (pen->paper->report->figures->total, ids[i]));
      put_text (pen, _ (figure->title), 8, FALSE, x, top, width - 8, PANGO_ALIGN_LEFT);
      put_text (pen, value, 16, TRUE, x, top + 12, width - 8, PANGO_ALIGN_LEFT);
    }
}

static double
find_most (ZbFigureSheet *sheet, const char *id)
{
  double most = 0;

  for (guint i = 0; i < sheet->lines->len; i++)
    most = fmax (most, zb_numbers_get (zb_figure_sheet_get_line (sheet, i)->values, id));
  return most;
}

static void
draw_columns (Pen *pen, ZbFigureSheet *sheet, double y, double height)
{
  const ZbFigure *figure = pen->paper->figure;
  const double most = find_most (sheet, figure->id), slot = pen->paper->width / MAX (1, sheet->lines->len);
  const guint every = MAX (1, (guint)ceil (48 / slot));

  for (guint i = 0; i < sheet->lines->len; i++)
    {
      ZbFigureLine *line = zb_figure_sheet_get_line (sheet, i);
      const double value = zb_numbers_get (line->values, figure->id);
      const double tall = isnan (value) || most <= 0 ? 0 : height * value / most;
      g_autofree char *words = zb_figure_words_value (figure->unit, value);
      cairo_set_source_rgb (pen->cairo, 0.16, 0.44, 0.81);
      cairo_rectangle (pen->cairo, slot * i + slot * 0.1, y + height - tall, slot * 0.8, tall);
      cairo_fill (pen->cairo);
      set_grey (pen, 0);
      if (i % every != 0)
        continue;
      put_text (pen, words, 7, FALSE, slot * i, y + height - tall - 10, slot * every, PANGO_ALIGN_LEFT);
      put_text (pen, line->labels[0], 7, FALSE, slot * i, y + height + 3, slot * every, PANGO_ALIGN_LEFT);
    }
}

static void
draw_chart (Pen *pen, ZbFigureSheet *sheet, double y)
{
  put_text (pen, _ (pen->paper->figure->title), 11, TRUE, 0, y, pen->paper->width, PANGO_ALIGN_LEFT);
  draw_columns (pen, sheet, y + 32, CHART_HEIGHT - 64);
  draw_rule (pen, y + 32 + CHART_HEIGHT - 64);
}

/* As many columns as there is room for; what is looked at first comes first. The file has all. */
static guint
list_columns (ZbFigureSheet *sheet, guint *columns)
{
  static const char *const first[] = {
    "alerts_received", "false_alarm_rate", "cases_received", "cases_in_hand",
    "cases_closed",    "closing_rate",     "on_time_rate",   "cases_overdue",
    "cases_returned",  "accept_s_median",  "close_s_median", NULL,
  };
  const gboolean many = sheet->columns->len > MOST_COLUMNS;
  guint n = 0;

  for (guint i = 0; i < sheet->columns->len && n < MOST_COLUMNS; i++)
    if (!many || g_strv_contains (first, zb_figure_sheet_get_column (sheet, i)->id))
      columns[n++] = i;
  return n;
}

static void
draw_cells (Pen *pen, const Block *block, double y)
{
  guint columns[MOST_COLUMNS];
  const guint n = list_columns (block->sheet, columns), n_labels = g_strv_length (block->sheet->headings);
  const double width = (pen->paper->width - LABEL_WIDTH) / MOST_COLUMNS;
  char **labels = block->line ? block->line->labels : block->sheet->headings;
  g_autofree char *label = g_strjoinv (" · ", labels);

  put_text (pen, n_labels ? label : "", 8, !block->line, 0, y, LABEL_WIDTH - 4, PANGO_ALIGN_LEFT);
  for (guint i = 0; i < n; i++)
    {
      const ZbFigureColumn *column = zb_figure_sheet_get_column (block->sheet, columns[i]);
      g_autofree char *words = NULL;
      if (block->line)
        words = zb_figure_words_value (zb_figure_column_get_definition (column, block->line)->unit,
                                       zb_numbers_get (block->line->values, column->id));
      put_text (pen, words ? words : column->title, words ? 8 : 7, !words, LABEL_WIDTH + width * i, y,
                width - 3, PANGO_ALIGN_RIGHT);
    }
}

static void
draw_block (Pen *pen, const Block *block)
{
  switch (block->type)
    {
    case BLOCK_HEAD:
      draw_head (pen);
      break;
    case BLOCK_CARDS:
      draw_cards (pen, block->y);
      break;
    case BLOCK_CHART:
      draw_chart (pen, block->sheet, block->y);
      break;
    case BLOCK_TITLE:
      put_text (pen, block->sheet->title, 11, TRUE, 0, block->y + 2, pen->paper->width, PANGO_ALIGN_LEFT);
      draw_cells (pen, block, block->y + 19);
      draw_rule (pen, block->y + TITLE_HEIGHT - 2);
      break;
    case BLOCK_LINE:
    default:
      draw_cells (pen, block, block->y + 1);
    }
}

static void
draw_foot (Pen *pen, guint page, guint n_pages)
{
  ZbFigureReport *report = pen->paper->report;
  g_autofree char *words =
      g_strdup_printf ("%s · %s · %u / %u", report->period, report->scope, page + 1, n_pages);

  put_text (pen, words, 7, FALSE, 0, pen->paper->height - FOOT_HEIGHT + 4, pen->paper->width,
            PANGO_ALIGN_RIGHT);
}

static void
on_draw (GtkPrintOperation *operation, GtkPrintContext *context, int page, Paper *self)
{
  g_autoptr (PangoLayout) layout = gtk_print_context_create_pango_layout (context);
  Pen pen = { self, gtk_print_context_get_cairo_context (context), layout };
  int n_pages;

  g_object_get (operation, "n-pages", &n_pages, NULL);
  set_grey (&pen, 0);
  for (guint i = 0; i < self->blocks->len; i++)
    if (g_array_index (self->blocks, Block, i).page == (guint)page)
      draw_block (&pen, &g_array_index (self->blocks, Block, i));
  draw_foot (&pen, (guint)page, (guint)n_pages);
}

static GtkPageSetup *
make_page (void)
{
  GtkPageSetup *page = gtk_page_setup_new ();
  GtkPaperSize *paper = gtk_paper_size_new (GTK_PAPER_NAME_A4);

  gtk_page_setup_set_paper_size_and_default_margins (page, paper);
  gtk_page_setup_set_orientation (page, GTK_PAGE_ORIENTATION_LANDSCAPE);
  gtk_page_setup_set_top_margin (page, 12, GTK_UNIT_MM);
  gtk_page_setup_set_bottom_margin (page, 12, GTK_UNIT_MM);
  gtk_paper_size_free (paper);
  return page;
}

/**
 * zb_figure_print_new:
 * @report: an answer
 * @figure: (nullable): the id of the figure of the chart
 * @who: who prints
 *
 * Returns: (transfer full): what prints it, on A4
 */
GtkPrintOperation *
zb_figure_print_new (ZbFigureReport *report, const char *figure, const char *who)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) page = make_page ();
  Paper *self = g_new0 (Paper, 1);

  self->report = g_object_ref (report);
  self->figure = zb_figure_find (figure);
  self->who = g_strdup (who);
  self->blocks = g_array_new (FALSE, FALSE, sizeof (Block));
  gtk_print_operation_set_default_page_setup (operation, page);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_allow_async (operation, TRUE);
  gtk_print_operation_set_job_name (operation, _ ("Figures"));
  g_object_set_data_full (G_OBJECT (operation), "paper", self, paper_free);
  g_signal_connect (operation, "begin-print", G_CALLBACK (on_begin), self);
  g_signal_connect (operation, "draw-page", G_CALLBACK (on_draw), self);
  return operation;
}
