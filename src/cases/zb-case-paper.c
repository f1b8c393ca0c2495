/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A case file on A4: each block is measured, put on the page that has room for it, and drawn; below each
 * page stands which file it is of and which page, across it who made it and when. */
#include "zb-case-paper.h"

#include <glib/gi18n.h>
#include <math.h>

#define FONT "Noto Sans CJK SC"
#define FOOT_HEIGHT 18
#define GAP 8
#define PICTURE_HEIGHT 170
#define CAPTION_HEIGHT 16
#define WATERMARKS 4

typedef struct
{
  guint page;
  double y;
} Place;

typedef struct
{
  ZbCaseFile *file;
  Place *places; /* one a block */
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

  zb_case_file_free (self->file);
  g_free (self->places);
  g_free (self);
}

/* --- words ------------------------------------------------------------------------------------ */

static double
size_of (ZbFileBlockType type)
{
  switch (type)
    {
    case ZB_FILE_TITLE:
      return 20;
    case ZB_FILE_HEADING:
      return 12;
    case ZB_FILE_LINE:
    case ZB_FILE_FACT:
    case ZB_FILE_ROW:
    case ZB_FILE_PICTURES:
    default:
      return 9;
    }
}

static void
set_text (PangoLayout *layout, const char *text, double size, gboolean bold, double width)
{
  PangoFontDescription *font = pango_font_description_from_string (FONT);

  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_font_description_set_weight (font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_width (layout, width > 0 ? (int)(width * PANGO_SCALE) : -1);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text (layout, text ? text : "", -1);
  pango_font_description_free (font);
}

static gboolean
is_bold (const ZbFileBlock *block)
{
  return block->type == ZB_FILE_TITLE || block->type == ZB_FILE_HEADING;
}

static double
share_of (const ZbFileBlock *block, guint cell)
{
  return block->shares ? block->shares[cell] : cell == 0 ? 1 : 0;
}

static void
set_cell (const Paper *self, PangoLayout *layout, const ZbFileBlock *block, guint cell)
{
  set_text (layout, block->cells[cell], size_of (block->type), is_bold (block),
            self->width * share_of (block, cell) - GAP);
}

/* --- what is on which page ----------------------------------------------------------------------- */

static double
space_before (const ZbFileBlock *block)
{
  return block->type == ZB_FILE_HEADING ? 14 : 4;
}

static double
measure_cells (const Paper *self, PangoLayout *layout, const ZbFileBlock *block)
{
  double height = 0;

  for (guint cell = 0; cell < ZB_FILE_CELLS; cell++)
    {
      int tall;
      if (share_of (block, cell) <= 0)
        continue;
      set_cell (self, layout, block, cell);
      pango_layout_get_size (layout, NULL, &tall);
      height = fmax (height, (double)tall / PANGO_SCALE);
    }
  return height;
}

static double
measure (const Paper *self, PangoLayout *layout, const ZbFileBlock *block)
{
  if (block->type == ZB_FILE_PICTURES)
    return PICTURE_HEIGHT + CAPTION_HEIGHT;
  return measure_cells (self, layout, block) + (block->type == ZB_FILE_HEADING ? 4 : 0);
}

/* A heading goes with what it is about. */
static double
room_for (const Paper *self, PangoLayout *layout, guint i)
{
  GPtrArray *blocks = self->file->blocks;
  double room = space_before (blocks->pdata[i]) + measure (self, layout, blocks->pdata[i]);

  if (((ZbFileBlock *)blocks->pdata[i])->type == ZB_FILE_HEADING && i + 1 < blocks->len)
    room += space_before (blocks->pdata[i + 1]) + measure (self, layout, blocks->pdata[i + 1]);
  return room;
}

static guint
place_all (Paper *self, PangoLayout *layout)
{
  GPtrArray *blocks = self->file->blocks;
  Place at = { 0, 0 };

  g_free (self->places);
  self->places = g_new0 (Place, blocks->len);
  for (guint i = 0; i < blocks->len; i++)
    {
      if (at.y > 0 && at.y + room_for (self, layout, i) > self->height - FOOT_HEIGHT)
        at = (Place){ at.page + 1, 0 };
      at.y += at.y > 0 ? space_before (blocks->pdata[i]) : 0;
      self->places[i] = at;
      at.y += measure (self, layout, blocks->pdata[i]);
    }
  return at.page + 1;
}

static void
on_begin (GtkPrintOperation *operation, GtkPrintContext *context, Paper *self)
{
  g_autoptr (PangoLayout) layout = gtk_print_context_create_pango_layout (context);

  self->width = gtk_print_context_get_width (context);
  self->height = gtk_print_context_get_height (context);
  gtk_print_operation_set_n_pages (operation, (int)place_all (self, layout));
}

/* --- drawing ----------------------------------------------------------------------------------------- */

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
}

static void
draw_cells (Pen *pen, const ZbFileBlock *block, double y)
{
  double x = 0;

  for (guint cell = 0; cell < ZB_FILE_CELLS && share_of (block, cell) > 0; cell++)
    {
      set_cell (pen->paper, pen->layout, block, cell);
      set_grey (pen, block->type == ZB_FILE_LINE || (block->type == ZB_FILE_FACT && cell == 0) ? 0.35 : 0);
      cairo_move_to (pen->cairo, x, y);
      pango_cairo_show_layout (pen->cairo, pen->layout);
      x += pen->paper->width * share_of (block, cell);
    }
}

static cairo_surface_t *
make_surface (GdkTexture *texture)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, gdk_texture_get_width (texture),
                                                         gdk_texture_get_height (texture));

  gdk_texture_download (texture, cairo_image_surface_get_data (surface),
                        (gsize)cairo_image_surface_get_stride (surface));
  cairo_surface_mark_dirty (surface);
  return surface;
}

static void
draw_picture (Pen *pen, GdkTexture *texture, double x, double y, double width)
{
  const double scale = fmin (width / gdk_texture_get_width (texture),
                             (double)PICTURE_HEIGHT / gdk_texture_get_height (texture));
  cairo_surface_t *surface = make_surface (texture);

  cairo_save (pen->cairo);
  cairo_translate (pen->cairo, x, y);
  cairo_scale (pen->cairo, scale, scale);
  cairo_set_source_surface (pen->cairo, surface, 0, 0);
  cairo_paint (pen->cairo);
  cairo_restore (pen->cairo);
  cairo_surface_destroy (surface);
}

/* Where a picture is missing its place says so. */
static void
draw_frame (Pen *pen, double x, double y, double width)
{
  set_grey (pen, 0.75);
  cairo_set_line_width (pen->cairo, 0.5);
  cairo_rectangle (pen->cairo, x, y, width, PICTURE_HEIGHT);
  cairo_stroke (pen->cairo);
  set_grey (pen, 0.35);
  set_text (pen->layout, _ ("No picture"), 9, FALSE, width);
  cairo_move_to (pen->cairo, x + GAP, y + GAP);
  pango_cairo_show_layout (pen->cairo, pen->layout);
}

static void
draw_pictures (Pen *pen, const ZbFileBlock *block, double y)
{
  const double width = (pen->paper->width - GAP) / 2;

  for (guint i = 0; i < G_N_ELEMENTS (block->pictures); i++)
    {
      const double x = i * (width + GAP);
      if (block->pictures[i])
        draw_picture (pen, block->pictures[i], x, y, width);
      else
        draw_frame (pen, x, y, width);
      set_grey (pen, 0);
      set_text (pen->layout, block->cells[i], 9, FALSE, width);
      cairo_move_to (pen->cairo, x, y + PICTURE_HEIGHT + 2);
      pango_cairo_show_layout (pen->cairo, pen->layout);
    }
}

static void
draw_block (Pen *pen, const ZbFileBlock *block, double y)
{
  if (block->type == ZB_FILE_PICTURES)
    draw_pictures (pen, block, y);
  else
    draw_cells (pen, block, y);
  if (block->type == ZB_FILE_HEADING)
    draw_rule (pen, y + measure (pen->paper, pen->layout, block) - 2);
}

/* Drawn as outlines, so that it does not get into the words that one copies out of the file. */
static void
draw_watermark (Pen *pen)
{
  const Paper *paper = pen->paper;

  cairo_set_source_rgba (pen->cairo, 0, 0, 0, 0.07);
  set_text (pen->layout, paper->file->watermark, 22, FALSE, 0);
  for (int i = 0; i < WATERMARKS; i++)
    {
      cairo_save (pen->cairo);
      cairo_translate (pen->cairo, paper->width * 0.08, paper->height * (0.22 + 0.24 * i));
      cairo_rotate (pen->cairo, -18 * G_PI / 180);
      cairo_move_to (pen->cairo, 0, 0);
      pango_cairo_layout_path (pen->cairo, pen->layout);
      cairo_fill (pen->cairo);
      cairo_restore (pen->cairo);
    }
}

static void
draw_foot (Pen *pen, int page, int n_pages)
{
  const double y = pen->paper->height - FOOT_HEIGHT + 4;
  g_autofree char *words = g_strdup_printf ("%s · %d / %d", pen->paper->file->foot, page + 1, n_pages);

  set_grey (pen, 0.35);
  set_text (pen->layout, words, 7, FALSE, pen->paper->width);
  cairo_move_to (pen->cairo, 0, y);
  pango_cairo_show_layout (pen->cairo, pen->layout);
}

static void
on_draw (GtkPrintOperation *operation, GtkPrintContext *context, int page, Paper *self)
{
  g_autoptr (PangoLayout) layout = gtk_print_context_create_pango_layout (context);
  Pen pen = { self, gtk_print_context_get_cairo_context (context), layout };
  int n_pages;

  g_object_get (operation, "n-pages", &n_pages, NULL);
  draw_watermark (&pen);
  for (guint i = 0; i < self->file->blocks->len; i++)
    if (self->places[i].page == (guint)page)
      draw_block (&pen, self->file->blocks->pdata[i], self->places[i].y);
  draw_foot (&pen, page, n_pages);
}

static GtkPageSetup *
make_page (void)
{
  GtkPageSetup *page = gtk_page_setup_new ();
  GtkPaperSize *paper = gtk_paper_size_new (GTK_PAPER_NAME_A4);

  gtk_page_setup_set_paper_size_and_default_margins (page, paper);
  gtk_page_setup_set_top_margin (page, 16, GTK_UNIT_MM);
  gtk_page_setup_set_bottom_margin (page, 12, GTK_UNIT_MM);
  gtk_page_setup_set_left_margin (page, 18, GTK_UNIT_MM);
  gtk_page_setup_set_right_margin (page, 14, GTK_UNIT_MM);
  gtk_paper_size_free (paper);
  return page;
}

/**
 * zb_case_paper_new:
 * @file: (transfer full): a case file
 *
 * Returns: (transfer full): what prints it, on A4, or writes it as PDF
 */
GtkPrintOperation *
zb_case_paper_new (ZbCaseFile *file)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) page = make_page ();
  Paper *self = g_new0 (Paper, 1);

  self->file = file;
  gtk_print_operation_set_default_page_setup (operation, page);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_allow_async (operation, TRUE);
  gtk_print_operation_set_job_name (operation, file->name);
  g_object_set_data_full (G_OBJECT (operation), "paper", self, paper_free);
  g_signal_connect (operation, "begin-print", G_CALLBACK (on_begin), self);
  g_signal_connect (operation, "draw-page", G_CALLBACK (on_draw), self);
  return operation;
}
