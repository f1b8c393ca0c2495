/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A number as black and white blocks that fill a picture, so that it can be read back wherever the picture is
 * shown: eight in a row, 24 bits of it, the highest first, and eight by which a torn picture is known. */
#include "zb-counter.h"

#define COLUMNS 8
#define ROWS 4
#define N_BLOCKS (COLUMNS * ROWS)
#define N_BITS 24

static guint32
add_check (guint32 number)
{
  number &= (1u << N_BITS) - 1;
  return number << 8 | (((number >> 16) ^ (number >> 8) ^ number ^ 0x5a) & 0xff);
}

/**
 * zb_counter_paint:
 * @frame: a picture
 * @number: what it is to show; 24 bits of it
 */
void
zb_counter_paint (cairo_surface_t *frame, guint32 number)
{
  double width = cairo_image_surface_get_width (frame) / (double)COLUMNS,
         height = cairo_image_surface_get_height (frame) / (double)ROWS;
  guint32 blocks = add_check (number);
  cairo_t *cr = cairo_create (frame);
  for (guint i = 0; i < N_BLOCKS; i++)
    {
      double tone = blocks >> (N_BLOCKS - 1 - i) & 1 ? 1 : 0;
      cairo_set_source_rgb (cr, tone, tone, tone);
      cairo_rectangle (cr, (i % COLUMNS) * width, (i / COLUMNS) * height, width, height);
      cairo_fill (cr);
    }
  cairo_destroy (cr);
}

/**
 * zb_counter_read:
 * @pixels: a picture, as large as it may be; the first byte of each pixel is looked at
 * @width: pixels
 * @height: pixels
 * @stride: bytes from one row to the next
 * @pixel_size: bytes of a pixel
 * @number: (out): what it shows
 *
 * Returns: whether a whole number could be read
 */
gboolean
zb_counter_read (const guint8 *pixels, int width, int height, gsize stride, gsize pixel_size, guint32 *number)
{
  guint32 blocks = 0;
  for (int i = 0; i < N_BLOCKS; i++)
    {
      int x = (2 * (i % COLUMNS) + 1) * width / (2 * COLUMNS),
          y = (2 * (i / COLUMNS) + 1) * height / (2 * ROWS);
      blocks = blocks << 1 | (pixels[(gsize)y * stride + (gsize)x * pixel_size] > 127);
    }
  *number = blocks >> 8;
  return add_check (*number) == blocks;
}
