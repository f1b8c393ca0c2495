/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes a part of a picture unrecognisable: a few large tiles, each of one rounded colour, blurred into each
 * other. So little is left that neither sharpening nor adding up the pictures of a moving thing brings it
 * back: a grey of sixteen for each of at most 36 tiles. */
#include "zb-mosaic.h"

#include <math.h>

#define MOST_TILES 6       /* along a side */
#define TILES_A_PICTURE 32 /* no tile is smaller than that part of the picture's width */

typedef struct
{
  int left, top, width, height;
} Area;

typedef struct
{
  int across, down;
  double colours[MOST_TILES][MOST_TILES][3];
} Tiles;

static Area
find_area (int width, int height, const ZbMosaicRegion *region)
{
  int left = (int)CLAMP (floor (region->x * width), 0, width);
  int top = (int)CLAMP (floor (region->y * height), 0, height);
  int right = (int)CLAMP (ceil ((region->x + region->width) * width), left, width);
  int bottom = (int)CLAMP (ceil ((region->y + region->height) * height), top, height);
  return (Area){ left, top, right - left, bottom - top };
}

static double
round_colour (double value)
{
  return floor (value / 16) * 16 + 8;
}

static void
average_tile (Tiles *tiles, const guint8 *pixels, int stride, const Area *area, int i, int j)
{
  int left = area->width * i / tiles->across, right = area->width * (i + 1) / tiles->across;
  int top = area->height * j / tiles->down, bottom = area->height * (j + 1) / tiles->down;
  double sums[3] = { 0 };
  for (int y = top; y < bottom; y++)
    for (int x = left; x < right; x++)
      for (int c = 0; c < 3; c++)
        sums[c] += pixels[(gsize)(area->top + y) * (gsize)stride + (gsize)(area->left + x) * 4 + (gsize)c];
  for (int c = 0; c < 3; c++)
    tiles->colours[j][i][c] = round_colour (sums[c] / MAX ((right - left) * (bottom - top), 1));
}

static void
average (Tiles *tiles, const guint8 *pixels, int width, int stride, const Area *area)
{
  int least = MAX (width / TILES_A_PICTURE, 8);
  tiles->across = CLAMP (area->width / least, 1, MOST_TILES);
  tiles->down = CLAMP (area->height / least, 1, MOST_TILES);
  for (int j = 0; j < tiles->down; j++)
    for (int i = 0; i < tiles->across; i++)
      average_tile (tiles, pixels, stride, area, i, j);
}

/* Between the middles of two tiles the colour goes from one to the other. */
static void
place (int at, int length, int n, int *first, int *second, double *share)
{
  double position = CLAMP ((at + 0.5) * n / length - 0.5, 0, n - 1);
  *first = (int)position;
  *second = MIN (*first + 1, n - 1);
  *share = position - *first;
}

static void
paint_row (const Tiles *tiles, guint8 *row, int width, int j, int k, double down)
{
  for (int x = 0; x < width; x++)
    {
      int i, l;
      double across;
      place (x, width, tiles->across, &i, &l, &across);
      for (int c = 0; c < 3; c++)
        {
          double upper = tiles->colours[j][i][c] * (1 - across) + tiles->colours[j][l][c] * across;
          double lower = tiles->colours[k][i][c] * (1 - across) + tiles->colours[k][l][c] * across;
          row[x * 4 + c] = (guint8)(upper * (1 - down) + lower * down);
        }
    }
}

/**
 * zb_mosaic_apply:
 * @pixels: a picture, four bytes a pixel
 * @width: of the picture
 * @height: of the picture
 * @stride: how many bytes a row takes
 * @region: which part of it
 *
 * Makes that part unrecognisable, in place.
 */
void
zb_mosaic_apply (guint8 *pixels, int width, int height, int stride, const ZbMosaicRegion *region)
{
  Area area = find_area (width, height, region);
  Tiles tiles;
  if (area.width == 0 || area.height == 0)
    return;
  average (&tiles, pixels, width, stride, &area);
  for (int y = 0; y < area.height; y++)
    {
      int j, k;
      double down;
      place (y, area.height, tiles.down, &j, &k, &down);
      paint_row (&tiles, pixels + (gsize)(area.top + y) * (gsize)stride + (gsize)area.left * 4, area.width, j,
                 k, down);
    }
}
