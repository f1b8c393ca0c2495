/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A debrief on paper: its lines, as the dialog has them, on as many pages as they need. */
#include "zb-debrief-print.h"

#include <glib/gi18n.h>

#define LINE_POINTS 9.0
#define TITLE_POINTS 15.0
#define SPACING 1.5

typedef struct
{
  char *title;
  GPtrArray *lines;
  guint a_page;
} Paper;

static void
paper_free (gpointer data)
{
  Paper *self = data;

  g_free (self->title);
  g_ptr_array_unref (self->lines);
  g_free (self);
}

static void
begin (GtkPrintOperation *operation, GtkPrintContext *context, Paper *self)
{
  const double height = gtk_print_context_get_height (context);

  self->a_page = MAX (1, (guint)(height / (LINE_POINTS * SPACING)) - 3);
  gtk_print_operation_set_n_pages (operation,
                                   (int)MAX (1, (self->lines->len + self->a_page - 1) / self->a_page));
}

static void
write_line (cairo_t *cairo, PangoLayout *layout, const char *text, double points, double y)
{
  PangoFontDescription *font = pango_font_description_from_string ("Noto Sans CJK SC");

  pango_font_description_set_absolute_size (font, points * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_text (layout, text, -1);
  cairo_move_to (cairo, 0, y);
  pango_cairo_show_layout (cairo, layout);
  pango_font_description_free (font);
}

static void
draw (GtkPrintOperation *operation, GtkPrintContext *context, int page, Paper *self)
{
  cairo_t *cairo = gtk_print_context_get_cairo_context (context);
  g_autoptr (PangoLayout) layout = gtk_print_context_create_pango_layout (context);
  const guint first = (guint)page * self->a_page;
  double y = TITLE_POINTS * 2;

  pango_layout_set_width (layout, (int)(gtk_print_context_get_width (context) * PANGO_SCALE));
  pango_layout_set_height (layout, -1);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  write_line (cairo, layout, self->title, TITLE_POINTS, 0);
  for (guint i = first; i < MIN (first + self->a_page, self->lines->len); i++)
    {
      write_line (cairo, layout, self->lines->pdata[i], LINE_POINTS, y);
      y += LINE_POINTS * SPACING;
    }
}

/**
 * zb_debrief_print_new:
 * @debrief: what came of a drill
 * @lines: (element-type utf8): what is written of it
 *
 * Returns: (transfer full): an operation that prints it, or exports it as PDF
 */
GtkPrintOperation *
zb_debrief_print_new (ZbDebrief *debrief, GPtrArray *lines)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();
  Paper *paper = g_new0 (Paper, 1);

  paper->title = g_strdup_printf ("%s · %s", _ ("Debrief"), debrief->title ? debrief->title : "");
  paper->lines = g_ptr_array_ref (lines);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  g_object_set_data_full (G_OBJECT (operation), "paper", paper, paper_free);
  g_signal_connect (operation, "begin-print", G_CALLBACK (begin), paper);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw), paper);
  return operation;
}
