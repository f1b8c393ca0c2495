/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pixels that change many times a second. A renderer on a graphics card takes them as a texture. The one that
 * paints with cairo first copies each texture into new memory and converts it there, which on a machine
 * without a card cost more than painting it; the same pixels as an image of cairo's own are painted as they
 * are.
 */
#include "zb-image.h"

#include "zb-pixels.h"

static const cairo_user_data_key_t pixels_key;

static GQuark
surface_quark (void)
{
  return g_quark_from_static_string ("zb-image-surface");
}

static GdkTexture *
make_texture (int width, int height, gsize stride, gboolean opaque, GBytes *pixels)
{
  const GdkMemoryFormat format = opaque ? GDK_MEMORY_B8G8R8X8 : GDK_MEMORY_B8G8R8A8_PREMULTIPLIED;

  return gdk_memory_texture_new (width, height, format, pixels, stride);
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
  GdkTexture *texture = make_texture (width, height, stride, opaque, pixels);

  if (G_BYTE_ORDER == G_LITTLE_ENDIAN)
    g_object_set_qdata_full (G_OBJECT (texture), surface_quark (),
                             make_surface (width, height, stride, opaque, pixels),
                             (GDestroyNotify)cairo_surface_destroy);
  return texture;
}

/**
 * zb_image_new_from_surface:
 * @surface: (transfer none): an opaque image of cairo's
 * @pixels: what keeps @surface and its pixels alive
 *
 * For pixels whose memory is used again. When an image of cairo's that was once painted goes, cairo copies
 * its pixels, whether anybody needs them or not; here it stays with its memory and no copy is made. So what
 * was painted of this image can be drawn only as long as the image is there: after that it shows what came
 * into the same memory since.
 *
 * Returns: (transfer full): an image, as a texture
 */
GdkTexture *
zb_image_new_from_surface (cairo_surface_t *surface, GBytes *pixels)
{
  GdkTexture *texture =
      make_texture (cairo_image_surface_get_width (surface), cairo_image_surface_get_height (surface),
                    (gsize)cairo_image_surface_get_stride (surface), TRUE, pixels);

  if (G_BYTE_ORDER == G_LITTLE_ENDIAN)
    g_object_set_qdata (G_OBJECT (texture), surface_quark (), surface);
  return texture;
}

/* --- what is empty ------------------------------------------------------------------------------------ */

/* Small enough to pass between the lines of a map, large enough that a part costs more than its edges. */
#define CELL 32

static GQuark
parts_quark (void)
{
  return g_quark_from_static_string ("zb-image-parts");
}

static gboolean
is_empty (const guint8 *pixels, gsize stride, const cairo_rectangle_int_t *cell)
{
  for (int y = cell->y; y < cell->y + cell->height; y++)
    {
      const guint32 *row = (const guint32 *)(gconstpointer)(pixels + (gsize)y * stride);
      for (int x = cell->x; x < cell->x + cell->width; x++)
        if (row[x] != 0)
          return FALSE;
    }
  return TRUE;
}

/* Cells side by side become one part. */
static void
add_cell (GArray *parts, const cairo_rectangle_int_t *cell)
{
  cairo_rectangle_int_t *last =
      parts->len > 0 ? &g_array_index (parts, cairo_rectangle_int_t, parts->len - 1) : NULL;

  if (last && last->y == cell->y && last->x + last->width == cell->x)
    last->width += cell->width;
  else
    g_array_append_vals (parts, cell, 1);
}

static GArray *
find_parts (const guint8 *pixels, int width, int height, gsize stride)
{
  GArray *parts = g_array_new (FALSE, FALSE, sizeof (cairo_rectangle_int_t));

  for (int y = 0; y < height; y += CELL)
    for (int x = 0; x < width; x += CELL)
      {
        const cairo_rectangle_int_t cell = { x, y, MIN (CELL, width - x), MIN (CELL, height - y) };
        if (!is_empty (pixels, stride, &cell))
          add_cell (parts, &cell);
      }
  return parts;
}

/**
 * zb_image_new_sparse:
 * @width: pixels
 * @height: pixels
 * @stride: bytes from one row to the next, as cairo_format_stride_for_width() says
 * @pixels: blue, green, red and alpha, which the others are multiplied by
 *
 * For an image most of which is empty, such as lines over a map: as long as it is not scaled, cairo paints
 * only what is there. It looks at all pixels once, so it is rather for a thread.
 *
 * Returns: (transfer full): an image, as a texture
 */
GdkTexture *
zb_image_new_sparse (int width, int height, gsize stride, GBytes *pixels)
{
  GdkTexture *texture = zb_image_new (width, height, stride, FALSE, pixels);
  GArray *parts = find_parts (g_bytes_get_data (pixels, NULL), width, height, stride);

  g_object_set_qdata_full (G_OBJECT (texture), parts_quark (), parts, (GDestroyNotify)g_array_unref);
  return texture;
}

/* --- less light --------------------------------------------------------------------------------------- */

/* Shares of a whole of 256, so that a pixel takes three multiplications. */
typedef struct
{
  guint red, green, blue, light;
} Weights;

/* ITU-R BT.709-6, section 3.2: how much each colour adds to the light that an eye sees. */
static Weights
make_weights (double dim)
{
  return (Weights){ (guint)(256 * 0.2126 * dim + 0.5), (guint)(256 * 0.7152 * dim + 0.5),
                    (guint)(256 * 0.0722 * dim + 0.5), (guint)(256 * dim + 0.5) };
}

static void
drain (guint8 *pixel, const Weights *weights)
{
  const guint grey = pixel[0] * weights->blue + pixel[1] * weights->green + pixel[2] * weights->red;

  pixel[0] = pixel[1] = pixel[2] = (guint8)MIN (255, grey >> 8);
}

static void
darken (guint8 *pixel, const Weights *weights)
{
  for (guint i = 0; i < 3; i++)
    pixel[i] = (guint8)(pixel[i] * weights->light >> 8);
}

static void
fade (guint8 *pixels, gsize size, double dim, gboolean grey)
{
  const Weights weights = make_weights (dim);

  for (gsize at = 0; at < size; at += 4)
    if (grey)
      drain (pixels + at, &weights);
    else
      darken (pixels + at, &weights);
}

/**
 * zb_image_new_faded:
 * @image: any texture without transparent parts
 * @dim: how bright, 1 as it is, 0 for black
 * @grey: whether without colour
 *
 * Makes a copy that says of itself that it is not of now. Made once, it costs what a frame does; as a filter
 * it is computed anew for every painting, which under cairo took 100 ms for a wall of cameras.
 *
 * Returns: (transfer full): the copy
 */
GdkTexture *
zb_image_new_faded (GdkTexture *image, double dim, gboolean grey)
{
  const int width = gdk_texture_get_width (image), height = gdk_texture_get_height (image);
  const gsize stride = (gsize)width * 4, size = stride * (gsize)height;
  guint8 *pixels = zb_pixels_new (size);
  g_autoptr (GdkTextureDownloader) downloader = gdk_texture_downloader_new (image);
  g_autoptr (GBytes) bytes = NULL;

  gdk_texture_downloader_set_format (downloader, GDK_MEMORY_B8G8R8A8_PREMULTIPLIED);
  gdk_texture_downloader_download_into (downloader, pixels, stride);
  fade (pixels, size, CLAMP (dim, 0, 1), grey);
  bytes = zb_pixels_seal (pixels, size);
  return zb_image_new (width, height, stride, TRUE, bytes);
}

/**
 * zb_image_suits:
 * @widget: what is drawn
 *
 * Returns: whether images are painted as they are where @widget is drawn, by the processor
 */
gboolean
zb_image_suits (GtkWidget *widget)
{
  return GSK_IS_CAIRO_RENDERER (gtk_native_get_renderer (gtk_widget_get_native (widget)));
}

/* --- painting ----------------------------------------------------------------------------------------- */

static void
add_rectangles (cairo_t *cr, cairo_surface_t *surface, const GArray *parts)
{
  if (!parts)
    cairo_rectangle (cr, 0, 0, cairo_image_surface_get_width (surface),
                     cairo_image_surface_get_height (surface));
  for (guint i = 0; parts && i < parts->len; i++)
    {
      const cairo_rectangle_int_t *part = &g_array_index (parts, cairo_rectangle_int_t, i);
      cairo_rectangle (cr, part->x, part->y, part->width, part->height);
    }
}

static void
paint (cairo_t *cr, cairo_surface_t *surface, const graphene_rect_t *place, cairo_filter_t filter,
       const GArray *parts)
{
  cairo_translate (cr, place->origin.x, place->origin.y);
  cairo_scale (cr, place->size.width / cairo_image_surface_get_width (surface),
               place->size.height / cairo_image_surface_get_height (surface));
  cairo_set_source_surface (cr, surface, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), filter);
  /* Without this the edge of a picture that is scaled is half transparent. */
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  add_rectangles (cr, surface, parts);
  cairo_fill (cr);
}

/* Whether a pixel of the image is one of the display. */
static gboolean
is_exact (cairo_surface_t *surface, GtkWidget *widget, const graphene_rect_t *place)
{
  const double scale = gtk_widget_get_scale_factor (widget);

  return place->size.width * scale == cairo_image_surface_get_width (surface) &&
         place->size.height * scale == cairo_image_surface_get_height (surface);
}

static gboolean
can_be_painted (GdkTexture *image, GtkWidget *widget)
{
  return g_object_get_qdata (G_OBJECT (image), surface_quark ()) && zb_image_suits (widget);
}

static void
paint_image (cairo_t *cr, GdkTexture *image, GtkWidget *widget, const graphene_rect_t *place, gboolean rough)
{
  cairo_surface_t *surface = g_object_get_qdata (G_OBJECT (image), surface_quark ());
  const gboolean exact = is_exact (surface, widget, place);

  cairo_save (cr);
  paint (cr, surface, place, rough || exact ? CAIRO_FILTER_NEAREST : CAIRO_FILTER_BILINEAR,
         exact ? g_object_get_qdata (G_OBJECT (image), parts_quark ()) : NULL);
  cairo_restore (cr);
}

static void
append (GdkTexture *image, GtkWidget *widget, GtkSnapshot *snapshot, const graphene_rect_t *place,
        gboolean rough)
{
  cairo_t *cr;

  if (!can_be_painted (image, widget))
    {
      gtk_snapshot_append_texture (snapshot, image, place);
      return;
    }
  cr = gtk_snapshot_append_cairo (snapshot, place);
  paint_image (cr, image, widget, place, rough);
  cairo_destroy (cr);
}

/**
 * zb_image_append:
 * @image: an image of zb_image_new(), or any texture
 * @widget: what is drawn
 * @snapshot: its snapshot
 * @place: where on it
 *
 * Draws an image as the renderer likes it best. An image of zb_image_new_from_surface() has to be kept as
 * long as what was drawn of it is.
 */
void
zb_image_append (GdkTexture *image, GtkWidget *widget, GtkSnapshot *snapshot, const graphene_rect_t *place)
{
  append (image, widget, snapshot, place, FALSE);
}

/**
 * zb_image_append_rough:
 * @image: as for zb_image_append()
 * @widget: as for zb_image_append()
 * @snapshot: as for zb_image_append()
 * @place: as for zb_image_append()
 *
 * Draws an image that stands in for another for some frames: where it has to be scaled that is done fast
 * rather than well.
 */
void
zb_image_append_rough (GdkTexture *image, GtkWidget *widget, GtkSnapshot *snapshot,
                       const graphene_rect_t *place)
{
  append (image, widget, snapshot, place, TRUE);
}

static gboolean
can_all_be_painted (const ZbImagePlace *places, guint n_places, GtkWidget *widget)
{
  for (guint i = 0; i < n_places; i++)
    if (!can_be_painted (places[i].image, widget))
      return FALSE;
  return TRUE;
}

/**
 * zb_image_append_all:
 * @places: (array length=n_places): images and where they are, the lowest first
 * @n_places: how many there are
 * @widget: as for zb_image_append()
 * @snapshot: as for zb_image_append()
 * @bounds: what is over at its edges is cut off
 *
 * Draws images over one another. Under cairo each piece of a snapshot is painted for itself first and then
 * laid over the window; here all are one piece. Images have to be kept as for zb_image_append().
 */
void
zb_image_append_all (const ZbImagePlace *places, guint n_places, GtkWidget *widget, GtkSnapshot *snapshot,
                     const graphene_rect_t *bounds)
{
  cairo_t *cr;

  if (!can_all_be_painted (places, n_places, widget))
    {
      gtk_snapshot_push_clip (snapshot, bounds);
      for (guint i = 0; i < n_places; i++)
        append (places[i].image, widget, snapshot, &places[i].place, FALSE);
      gtk_snapshot_pop (snapshot);
      return;
    }
  cr = gtk_snapshot_append_cairo (snapshot, bounds);
  for (guint i = 0; i < n_places; i++)
    paint_image (cr, places[i].image, widget, &places[i].place, FALSE);
  cairo_destroy (cr);
}
