/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A time as black and white blocks in the middle of a picture: sixteen bits, and four that say whether the
 * others were read well. They are large enough for any encoder and any size on the screen. */
#include "zb-time-blocks.h"

#define COLUMNS 5
#define ROWS 4
#define BLACK 16
#define WHITE 235

typedef struct
{
  int x, y, width, height;
} Block;

/* Four fifths of the width and half of the height, so that what is written at the edges is beside them. */
static Block
get_block (int bit, int width, int height)
{
  const int column = bit % COLUMNS, row = bit / COLUMNS;
  const int across = width * 8 / 10 / COLUMNS, down = height / 2 / ROWS;

  return (Block){ width / 10 + column * across, height / 4 + row * down, across, down };
}

static guint32
add_check (guint16 time)
{
  const guint32 check = (time ^ time >> 4 ^ time >> 8 ^ time >> 12 ^ 5) & 0xf;

  return (guint32)time << 4 | check;
}

/**
 * zb_time_blocks_draw:
 * @light: the plane of a picture that is its light
 * @stride: bytes from one row to the next
 * @width: pixels
 * @height: pixels
 * @time: any number
 */
void
zb_time_blocks_draw (guint8 *light, gsize stride, int width, int height, guint16 time)
{
  const guint32 bits = add_check (time);

  for (int bit = 0; bit < COLUMNS * ROWS; bit++)
    {
      const Block block = get_block (bit, width, height);
      for (int y = block.y; y < block.y + block.height; y++)
        for (int x = block.x; x < block.x + block.width; x++)
          light[(gsize)y * stride + (gsize)x] = bits >> bit & 1 ? WHITE : BLACK;
    }
}

/* Of the middle of a block, where its neighbours do not reach. */
static gboolean
is_white (const guint8 *pixels, gsize stride, const Block *block)
{
  guint sum = 0, n = 0;

  for (int y = block->y + block->height / 3; y < block->y + block->height * 2 / 3; y++)
    for (int x = block->x + block->width / 3; x < block->x + block->width * 2 / 3; x++, n++)
      sum += pixels[(gsize)y * stride + (gsize)x * 4 + 1];
  return n > 0 && sum / n > 127;
}

/**
 * zb_time_blocks_read:
 * @pixels: a picture, four bytes a pixel, the second of which is green
 * @stride: bytes from one row to the next
 * @width: pixels
 * @height: pixels
 * @time: (out): what was drawn
 *
 * Returns: whether it could be read
 */
gboolean
zb_time_blocks_read (const guint8 *pixels, gsize stride, int width, int height, guint16 *time)
{
  guint32 bits = 0;

  for (int bit = 0; bit < COLUMNS * ROWS; bit++)
    {
      const Block block = get_block (bit, width, height);
      if (is_white (pixels, stride, &block))
        bits |= 1u << bit;
    }
  *time = (guint16)(bits >> 4);
  return add_check (*time) == bits;
}
