/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-watermark.h"

#include "zb-image.h"
#include "zb-pixels.h"

#define SLANT (-18 * G_PI / 180)
#define OPACITY 0.13

/**
 * zb_watermark_paint:
 * @cr: where to paint; its matrix is changed
 * @layout: officer, number and time, in the font that they are to be in
 * @width: how wide the picture is, as @cr counts
 * @height: how high the picture is
 *
 * Paints who is watching all over a picture, slanting and faint.
 */
void
zb_watermark_paint (cairo_t *cr, PangoLayout *layout, int width, int height)
{
  int text_width, text_height;
  pango_layout_get_pixel_size (layout, &text_width, &text_height);
  double across = text_width + 56, down = 74, reach = width + height;
  cairo_set_source_rgba (cr, 1, 1, 1, OPACITY);
  cairo_translate (cr, width / 2., height / 2.);
  cairo_rotate (cr, SLANT);
  for (int row = 0; -reach / 2 + row * down < reach / 2; row++)
    for (double x = -reach / 2 + (row % 2) * across / 2; x < reach / 2; x += across)
      {
        cairo_move_to (cr, x, -reach / 2 + row * down);
        pango_cairo_show_layout (cr, layout);
      }
}

static GdkTexture *
draw (GtkWidget *widget, const char *text, int width, int height, int scale)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, text);
  g_autoptr (PangoFontDescription) font = pango_font_description_copy (
      pango_context_get_font_description (gtk_widget_get_pango_context (widget)));
  const gsize stride = (gsize)cairo_format_stride_for_width (CAIRO_FORMAT_ARGB32, width * scale),
              size = stride * (gsize)(height * scale);
  guint8 *pixels = zb_pixels_new (size);
  cairo_surface_t *surface = cairo_image_surface_create_for_data (pixels, CAIRO_FORMAT_ARGB32, width * scale,
                                                                  height * scale, (int)stride);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (GBytes) bytes = NULL;
  pango_font_description_set_absolute_size (font, 12 * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  cairo_scale (cr, scale, scale);
  zb_watermark_paint (cr, layout, width, height);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  bytes = zb_pixels_seal (pixels, size);
  return zb_image_new (width * scale, height * scale, stride, FALSE, bytes);
}

/* What was drawn last, for as long as somebody shows it. */
static struct
{
  char *text;
  int width, height, scale;
  GWeakRef texture;
} last;

/**
 * zb_watermark_draw:
 * @widget: whose font it is in
 * @text: officer, number and time
 * @width: pixels
 * @height: pixels
 * @scale: device pixels to a pixel
 *
 * Draws who is watching, slanting and faint, all over a picture. Text that lies at an angle is dear to draw:
 * it is drawn once for each second and not for each frame, and once for all tiles of one size.
 *
 * Returns: (transfer full): the marks, to be laid over the picture
 */
GdkTexture *
zb_watermark_draw (GtkWidget *widget, const char *text, int width, int height, int scale)
{
  GdkTexture *texture = g_weak_ref_get (&last.texture);

  if (texture && g_strcmp0 (last.text, text) == 0 && last.width == width && last.height == height &&
      last.scale == scale)
    return texture;
  g_clear_object (&texture);
  texture = draw (widget, text, width, height, scale);
  g_set_str (&last.text, text);
  last.width = width;
  last.height = height;
  last.scale = scale;
  g_weak_ref_set (&last.texture, texture);
  return texture;
}
