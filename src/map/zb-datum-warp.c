/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A tile of our map out of tiles that lie on another reference system.
 *
 * The offset of GCJ-02 is some 500 m and its slope about 0.002 in the district, so within a tile of 256
 * pixels it changes by half a pixel or so: each pixel is taken from the nearest one of the other map, which
 * leaves writing crisp where blending would blur it. The offset is computed exactly at the corners of 16 × 16
 * cells and is linear within them; against the exact one that is less than half a metre at zoom 10 and less
 * than a centimetre from zoom 13 on (the tests hold it against that). */
#include "zb-datum-warp.h"

#include "zb-mercator.h"

#include <math.h>

static void
locate_corner (ZbDatumWarp *self, ZbDatum datum, ZbTileKey key, int row, int column)
{
  const double n = exp2 (key.zoom);
  const ZbMercator here = { (key.x + (double)column / ZB_WARP_CELLS) / n,
                            (key.y + (double)row / ZB_WARP_CELLS) / n };
  const ZbMercator there = zb_mercator_from_point (zb_datum_from_wgs84 (datum, zb_mercator_to_point (here)));

  self->x[row][column] = there.x * n;
  self->y[row][column] = there.y * n;
}

static void
find_range (ZbDatumWarp *self)
{
  const int last = (1 << self->zoom) - 1;
  double left = self->x[0][0], right = left, top = self->y[0][0], bottom = top;

  for (int row = 0; row <= ZB_WARP_CELLS; row++)
    for (int column = 0; column <= ZB_WARP_CELLS; column++)
      {
        left = fmin (left, self->x[row][column]);
        right = fmax (right, self->x[row][column]);
        top = fmin (top, self->y[row][column]);
        bottom = fmax (bottom, self->y[row][column]);
      }
  self->first_x = CLAMP ((int)floor (left), 0, last);
  self->last_x = CLAMP ((int)ceil (right) - 1, self->first_x, last);
  self->first_y = CLAMP ((int)floor (top), 0, last);
  self->last_y = CLAMP ((int)ceil (bottom) - 1, self->first_y, last);
}

/**
 * zb_datum_warp_init:
 * @self: (out caller-allocates): the warp
 * @datum: what the other map lies on
 * @key: the tile of our map
 */
void
zb_datum_warp_init (ZbDatumWarp *self, ZbDatum datum, ZbTileKey key)
{
  self->zoom = key.zoom;
  for (int row = 0; row <= ZB_WARP_CELLS; row++)
    for (int column = 0; column <= ZB_WARP_CELLS; column++)
      locate_corner (self, datum, key, row, column);
  find_range (self);
}

static double
blend (const double at[][ZB_WARP_CELLS + 1], int row, int column, double down, double across)
{
  const double above = at[row][column] + across * (at[row][column + 1] - at[row][column]);
  const double below = at[row + 1][column] + across * (at[row + 1][column + 1] - at[row + 1][column]);

  return above + down * (below - above);
}

/**
 * zb_datum_warp_locate:
 * @self: a warp
 * @across: a place on the tile, 0 at its west and 1 at its east
 * @down: 0 at its north and 1 at its south
 * @x: (out): the same place on the other grid, in tiles from the west
 * @y: (out): in tiles from the north
 */
void
zb_datum_warp_locate (const ZbDatumWarp *self, double across, double down, double *x, double *y)
{
  const int column = CLAMP ((int)(across * ZB_WARP_CELLS), 0, ZB_WARP_CELLS - 1);
  const int row = CLAMP ((int)(down * ZB_WARP_CELLS), 0, ZB_WARP_CELLS - 1);

  across = across * ZB_WARP_CELLS - column;
  down = down * ZB_WARP_CELLS - row;
  *x = blend (self->x, row, column, down, across);
  *y = blend (self->y, row, column, down, across);
}

/**
 * zb_datum_warp_count:
 * @self: a warp
 *
 * Returns: how many tiles of the other map are needed
 */
int
zb_datum_warp_count (const ZbDatumWarp *self)
{
  return (self->last_x - self->first_x + 1) * (self->last_y - self->first_y + 1);
}

static guint32
pick (const ZbDatumWarp *self, const ZbWarpPicture *pictures, double x, double y)
{
  const int column = CLAMP ((int)floor (x), self->first_x, self->last_x);
  const int row = CLAMP ((int)floor (y), self->first_y, self->last_y);
  const int per_row = self->last_x - self->first_x + 1;
  const ZbWarpPicture *picture = &pictures[(row - self->first_y) * per_row + column - self->first_x];
  int across, down;

  if (!picture->pixels)
    return 0;
  across = CLAMP ((int)floor ((x - column) * picture->width), 0, picture->width - 1);
  down = CLAMP ((int)floor ((y - row) * picture->height), 0, picture->height - 1);
  return picture->pixels[down * picture->width + across];
}

/**
 * zb_datum_warp_draw:
 * @self: a warp
 * @pictures: (array): the tiles of the other map, row by row
 * @into: where to draw
 * @size: how many pixels wide and high that is
 *
 * Draws the tile of our map. Where the other map has no tile it stays transparent.
 */
void
zb_datum_warp_draw (const ZbDatumWarp *self, const ZbWarpPicture *pictures, guint32 *into, int size)
{
  for (int down = 0; down < size; down++)
    for (int across = 0; across < size; across++)
      {
        double x, y;

        zb_datum_warp_locate (self, (across + 0.5) / size, (down + 0.5) / size, &x, &y);
        *into++ = pick (self, pictures, x, y);
      }
}
