/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A picture as it is saved: the whole frame, the watermark burnt in, and below it a band that says of what
 * and of when it is. None of it needs the main loop. */
#include "zb-snapshot-picture.h"

#include "zb-watermark.h"

/* Letters are a part of the picture's width, so that they can be read wherever it is shown as a whole. */
#define LETTER_OF_WIDTH 72
#define LEAST_LETTER 11
#define MOST_LETTER 40
/* The watermark's letters are as large as on a tile of this width. */
#define MARKED_WIDTH 640
#define MARKED_LETTER 12

/**
 * zb_snapshot_caption_clear:
 * @self: a caption
 *
 * Frees what it holds.
 */
void
zb_snapshot_caption_clear (ZbSnapshotCaption *self)
{
  g_free (self->title);
  g_free (self->detail);
  g_free (self->moment);
  g_free (self->warning);
  g_free (self->watermark);
  *self = (ZbSnapshotCaption){ 0 };
}

static int
get_letter (int width)
{
  return CLAMP (width / LETTER_OF_WIDTH, LEAST_LETTER, MOST_LETTER);
}

/**
 * zb_snapshot_picture_band:
 * @width: how wide the frame is, pixels
 *
 * Returns: how high the band below it is, pixels
 */
int
zb_snapshot_picture_band (int width)
{
  return get_letter (width) * 6;
}

static PangoLayout *
create_layout (cairo_t *cr, const char *text, double letter, gboolean bold)
{
  PangoLayout *layout = pango_cairo_create_layout (cr);
  PangoFontDescription *font = pango_font_description_from_string (bold ? "Sans Bold" : "Sans");

  pango_font_description_set_absolute_size (font, letter * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_text (layout, text, -1);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  /* Chinese characters as they are written here, whatever the machine's language. */
  pango_context_set_language (pango_layout_get_context (layout), pango_language_from_string ("zh-cn"));
  pango_font_description_free (font);
  return layout;
}

static void
paint_frame (cairo_t *cr, GdkTexture *frame)
{
  const int width = gdk_texture_get_width (frame), height = gdk_texture_get_height (frame);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);

  gdk_texture_download (frame, cairo_image_surface_get_data (surface),
                        (gsize)cairo_image_surface_get_stride (surface));
  cairo_surface_mark_dirty (surface);
  cairo_set_source_surface (cr, surface, 0, 0);
  cairo_paint (cr);
  cairo_surface_destroy (surface);
}

static void
paint_watermark (cairo_t *cr, const char *text, int width, int height)
{
  const double grow = MAX (1, (double)width / MARKED_WIDTH);
  PangoLayout *layout = create_layout (cr, text, MARKED_LETTER, FALSE);

  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_clip (cr);
  cairo_scale (cr, grow, grow);
  pango_cairo_update_layout (cr, layout);
  zb_watermark_paint (cr, layout, (int)(width / grow), (int)(height / grow));
  cairo_restore (cr);
  g_object_unref (layout);
}

static void
paint_line (cairo_t *cr, const char *text, int width, double y, gboolean bold)
{
  const int letter = get_letter (width);
  g_autoptr (PangoLayout) layout = create_layout (cr, text, letter, bold);

  pango_layout_set_width (layout, (width - 2 * letter) * PANGO_SCALE);
  cairo_move_to (cr, letter, y);
  pango_cairo_show_layout (cr, layout);
}

/* A picture that was not live any more says so in the colour of what is stale. */
static void
paint_moment (cairo_t *cr, const ZbSnapshotCaption *caption, int width, double y)
{
  g_autofree char *text = caption->warning ? g_strconcat (caption->warning, " · ", caption->moment, NULL)
                                           : g_strdup (caption->moment);

  if (caption->warning)
    cairo_set_source_rgb (cr, 0.898, 0.71, 0.29);
  paint_line (cr, text, width, y, FALSE);
}

static void
paint_band (cairo_t *cr, const ZbSnapshotCaption *caption, int width, int height)
{
  const int letter = get_letter (width);

  cairo_set_source_rgb (cr, 0.047, 0.059, 0.071);
  cairo_rectangle (cr, 0, height, width, zb_snapshot_picture_band (width));
  cairo_fill (cr);
  cairo_set_source_rgb (cr, 0.914, 0.925, 0.937);
  paint_line (cr, caption->title, width, height + letter * 0.5, TRUE);
  cairo_set_source_rgb (cr, 0.714, 0.745, 0.78);
  paint_line (cr, caption->detail, width, height + letter * 2.2, FALSE);
  paint_moment (cr, caption, width, height + letter * 3.9);
}

static cairo_status_t
append (void *bytes, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (bytes, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static GBytes *
encode (cairo_surface_t *surface, GError **error)
{
  GByteArray *bytes = g_byte_array_new ();
  const cairo_status_t status = cairo_surface_write_to_png_stream (surface, append, bytes);

  if (status == CAIRO_STATUS_SUCCESS)
    return g_byte_array_free_to_bytes (bytes);
  g_byte_array_unref (bytes);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, cairo_status_to_string (status));
  return NULL;
}

/**
 * zb_snapshot_picture_encode:
 * @frame: a frame, as it was decoded
 * @caption: what is written into it
 * @error: return location for a #GError
 *
 * For a thread: it takes as long as some frames.
 *
 * Returns: (transfer full) (nullable): a PNG file
 */
GBytes *
zb_snapshot_picture_encode (GdkTexture *frame, const ZbSnapshotCaption *caption, GError **error)
{
  const int width = gdk_texture_get_width (frame), height = gdk_texture_get_height (frame);
  cairo_surface_t *surface =
      cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height + zb_snapshot_picture_band (width));
  cairo_t *cr = cairo_create (surface);
  GBytes *file;

  paint_frame (cr, frame);
  if (caption->watermark)
    paint_watermark (cr, caption->watermark, width, height);
  paint_band (cr, caption, width, height);
  cairo_destroy (cr);
  file = encode (surface, error);
  cairo_surface_destroy (surface);
  return file;
}
