/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-watermark.h"

#include "zb-image.h"
#include "zb-pixels.h"

#include <math.h>

#define SLANT (-18 * G_PI / 180)
#define OPACITY 0.13
#define GAP_ACROSS 56
#define DOWN 74

/* The text, once, at its angle. */
typedef struct
{
  cairo_surface_t *surface;
  double width, height; /* of the surface, in units */
  int across;           /* from one text to the next on a line */
} Stamp;

static void
stamp_init (Stamp *stamp, PangoLayout *layout, int scale)
{
  int text_width, text_height;
  cairo_t *cr;

  pango_layout_get_pixel_size (layout, &text_width, &text_height);
  stamp->across = text_width + GAP_ACROSS;
  stamp->width = ceil (text_width * cos (SLANT) - text_height * sin (SLANT)) + 2;
  stamp->height = ceil (text_height * cos (SLANT) - text_width * sin (SLANT)) + 2;
  stamp->surface =
      cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int)stamp->width * scale, (int)stamp->height * scale);
  cairo_surface_set_device_scale (stamp->surface, scale, scale);
  cr = cairo_create (stamp->surface);
  cairo_translate (cr, 1, 1 - text_width * sin (SLANT));
  cairo_rotate (cr, SLANT);
  cairo_set_source_rgba (cr, 1, 1, 1, OPACITY);
  pango_cairo_show_layout (cr, layout);
  cairo_destroy (cr);
}

/* On whole pixels, so that it is a copy. */
static void
press (cairo_t *cr, const Stamp *stamp, double x, double y)
{
  const double left = round (x * cos (SLANT) - y * sin (SLANT) - stamp->width / 2),
               top = round (x * sin (SLANT) + y * cos (SLANT) - stamp->height / 2);

  cairo_set_source_surface (cr, stamp->surface, left, top);
  cairo_paint (cr);
}

static void
draw_rows (cairo_t *cr, const Stamp *stamp, int width, int height)
{
  const double reach = width + height;

  cairo_translate (cr, width / 2, height / 2);
  for (int row = 0; -reach / 2 + row * DOWN < reach / 2; row++)
    for (double x = -reach / 2 + (row % 2) * stamp->across / 2; x < reach / 2; x += stamp->across)
      press (cr, stamp, x, -reach / 2 + row * DOWN);
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
  Stamp stamp;

  pango_font_description_set_absolute_size (font, 12 * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  cairo_scale (cr, scale, scale);
  stamp_init (&stamp, layout, scale);
  draw_rows (cr, &stamp, width, height);
  cairo_surface_destroy (stamp.surface);
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
 * it is drawn once and then copied to where it is repeated, once for each second and not for each frame, and
 * once for all tiles of one size.
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
