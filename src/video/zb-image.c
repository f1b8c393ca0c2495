/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pixels that change many times a second. A renderer on a graphics card takes them as a texture. The one that
 * paints with cairo first copies each texture into new memory and converts it there, which on a machine
 * without a card cost more than painting it; the same pixels as an image of cairo's own are painted as they
 * are.
 */
#include "zb-image.h"

static const cairo_user_data_key_t pixels_key;

static GQuark
surface_quark (void)
{
  return g_quark_from_static_string ("zb-image-surface");
}

static cairo_surface_t *
make_surface (int width, int height, gsize stride, gboolean opaque, GBytes *pixels)
{
  /* Cairo only reads what it paints from. */
  unsigned char *data = (unsigned char *)g_bytes_get_data (pixels, NULL);
  cairo_surface_t *surface = cairo_image_surface_create_for_data (
      data, opaque ? CAIRO_FORMAT_RGB24 : CAIRO_FORMAT_ARGB32, width, height, (int)stride);

  cairo_surface_set_user_data (surface, &pixels_key, g_bytes_ref (pixels),
                               (cairo_destroy_func_t)g_bytes_unref);
  return surface;
}

/**
 * zb_image_new:
 * @width: pixels
 * @height: pixels
 * @stride: bytes from one row to the next, as cairo_format_stride_for_width() says
 * @opaque: whether the fourth byte of each pixel means nothing
 * @pixels: blue, green, red and alpha, which the others are multiplied by
 *
 * Returns: (transfer full): an image, as a texture
 */
GdkTexture *
zb_image_new (int width, int height, gsize stride, gboolean opaque, GBytes *pixels)
{
  const GdkMemoryFormat format = opaque ? GDK_MEMORY_B8G8R8X8 : GDK_MEMORY_B8G8R8A8_PREMULTIPLIED;
  GdkTexture *texture = gdk_memory_texture_new (width, height, format, pixels, stride);

  if (G_BYTE_ORDER == G_LITTLE_ENDIAN)
    g_object_set_qdata_full (G_OBJECT (texture), surface_quark (),
                             make_surface (width, height, stride, opaque, pixels),
                             (GDestroyNotify)cairo_surface_destroy);
  return texture;
}

static gboolean
is_painted_by_cairo (GtkWidget *widget)
{
  return GSK_IS_CAIRO_RENDERER (gtk_native_get_renderer (gtk_widget_get_native (widget)));
}

static void
paint (cairo_t *cr, cairo_surface_t *surface, const graphene_rect_t *place)
{
  const double across = place->size.width / cairo_image_surface_get_width (surface);
  const double down = place->size.height / cairo_image_surface_get_height (surface);

  cairo_translate (cr, place->origin.x, place->origin.y);
  cairo_scale (cr, across, down);
  cairo_set_source_surface (cr, surface, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr),
                            across == 1 && down == 1 ? CAIRO_FILTER_NEAREST : CAIRO_FILTER_BILINEAR);
  /* Without this the edge of a picture that is scaled is half transparent. */
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  cairo_rectangle (cr, 0, 0, cairo_image_surface_get_width (surface),
                   cairo_image_surface_get_height (surface));
  cairo_fill (cr);
}

/**
 * zb_image_append:
 * @image: an image of zb_image_new(), or any texture
 * @widget: what is drawn
 * @snapshot: its snapshot
 * @place: where on it
 *
 * Draws an image as the renderer likes it best. Under cairo the image has to be kept until the widget has
 * drawn another one, or its pixels are copied when it goes.
 */
void
zb_image_append (GdkTexture *image, GtkWidget *widget, GtkSnapshot *snapshot, const graphene_rect_t *place)
{
  cairo_surface_t *surface = g_object_get_qdata (G_OBJECT (image), surface_quark ());
  cairo_t *cr;

  if (!surface || !is_painted_by_cairo (widget))
    {
      gtk_snapshot_append_texture (snapshot, image, place);
      return;
    }
  cr = gtk_snapshot_append_cairo (snapshot, place);
  paint (cr, surface, place);
  cairo_destroy (cr);
}
