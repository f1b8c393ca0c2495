/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is burnt into an export: all over it, slanting and faint, who had it made and where they work; below,
 * the camera and the time at which each picture was taken. */
#include "zb-export-mark.h"

#include <pango/pangocairo.h>

#define SLANT (-18 * G_PI / 180)

struct _ZbExportMark
{
  int width, height;
  char *camera;
  GTimeZone *zone;
  cairo_surface_t *slanting;
  cairo_surface_t *line;
  gint64 second; /* that @line tells */
};

static PangoLayout *
make_layout (cairo_t *cr, const char *text, double size)
{
  PangoLayout *layout = pango_cairo_create_layout (cr);
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string ("Sans");
  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_text (layout, text, -1);
  return layout;
}

static double
letter_size (ZbExportMark *self)
{
  return MAX (self->height / 24., 10);
}

static void
draw_rows (ZbExportMark *self, cairo_t *cr, PangoLayout *layout)
{
  int text_width, text_height;
  pango_layout_get_pixel_size (layout, &text_width, &text_height);
  double across = text_width * 1.5, down = text_height * 5., reach = self->width + self->height;
  cairo_translate (cr, self->width / 2., self->height / 2.);
  cairo_rotate (cr, SLANT);
  for (int row = 0; -reach / 2 + row * down < reach / 2; row++)
    for (double x = -reach / 2 + (row % 2) * across / 2; x < reach / 2; x += MAX (across, 16))
      {
        cairo_move_to (cr, x, -reach / 2 + row * down);
        pango_cairo_show_layout (cr, layout);
      }
}

static void
draw_slanting (ZbExportMark *self, const char *who)
{
  self->slanting = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, self->width, self->height);
  cairo_t *cr = cairo_create (self->slanting);
  g_autoptr (PangoLayout) layout = make_layout (cr, who, letter_size (self));
  cairo_set_source_rgba (cr, 1, 1, 1, 0.22);
  draw_rows (self, cr, layout);
  cairo_destroy (cr);
}

static char *
write_line (ZbExportMark *self, gint64 second)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (second);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, self->zone);
  g_autofree char *time = g_date_time_format (local, "%F %T");
  return g_strjoin ("  ", self->camera, time, NULL);
}

static void
draw_line (ZbExportMark *self, gint64 second)
{
  double size = letter_size (self);
  int height = (int)(size * 1.6);
  g_autofree char *text = write_line (self, second);
  g_clear_pointer (&self->line, cairo_surface_destroy);
  self->line = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, self->width, height);
  self->second = second;
  cairo_t *cr = cairo_create (self->line);
  g_autoptr (PangoLayout) layout = make_layout (cr, text, size);
  pango_layout_set_width (layout, (int)(self->width - size) * PANGO_SCALE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_START);
  cairo_set_source_rgba (cr, 0, 0, 0, 0.55);
  cairo_paint (cr);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_move_to (cr, size / 2, size * 0.1);
  pango_cairo_show_layout (cr, layout);
  cairo_destroy (cr);
}

/**
 * zb_export_mark_new:
 * @width: of the pictures
 * @height: of the pictures
 * @who: who had the export made, and where they work
 * @camera: what the camera is called
 * @zone: the district's time zone
 *
 * Returns: (transfer full): what is burnt into them
 */
ZbExportMark *
zb_export_mark_new (int width, int height, const char *who, const char *camera, GTimeZone *zone)
{
  ZbExportMark *self = g_new0 (ZbExportMark, 1);
  self->width = width;
  self->height = height;
  self->camera = g_strdup (camera);
  self->zone = g_time_zone_ref (zone);
  draw_slanting (self, who);
  return self;
}

/**
 * zb_export_mark_free:
 * @self: (transfer full): what was burnt in
 */
void
zb_export_mark_free (ZbExportMark *self)
{
  g_clear_pointer (&self->slanting, cairo_surface_destroy);
  g_clear_pointer (&self->line, cairo_surface_destroy);
  g_time_zone_unref (self->zone);
  g_free (self->camera);
  g_free (self);
}

/**
 * zb_export_mark_paint:
 * @self: what is burnt in
 * @cr: over a picture
 * @at: when the picture was taken, µs UTC
 */
void
zb_export_mark_paint (ZbExportMark *self, cairo_t *cr, gint64 at)
{
  gint64 second = at / G_USEC_PER_SEC;
  if (self->line == NULL || self->second != second)
    draw_line (self, second);
  cairo_set_source_surface (cr, self->slanting, 0, 0);
  cairo_paint (cr);
  cairo_set_source_surface (cr, self->line, 0, self->height - cairo_image_surface_get_height (self->line));
  cairo_paint (cr);
}
