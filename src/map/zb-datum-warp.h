/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-datum.h"
#include "zb-label-finder.h"

G_BEGIN_DECLS

#define ZB_WARP_CELLS 16

/**
 * ZbDatumWarp:
 * @zoom: the zoom of the tile
 * @x: columns on the other grid, in tiles, of the corners of cells
 * @y: rows of the same
 * @first_x: the first column of tiles that is needed
 * @first_y: the first row
 * @last_x: the last column
 * @last_y: the last row
 *
 * Where the places of one tile of our map lie on the tiles of a map in another reference system.
 */
typedef struct
{
  int zoom;
  double x[ZB_WARP_CELLS + 1][ZB_WARP_CELLS + 1];
  double y[ZB_WARP_CELLS + 1][ZB_WARP_CELLS + 1];
  int first_x, first_y, last_x, last_y;
} ZbDatumWarp;

/**
 * ZbWarpPicture:
 * @pixels: (nullable): 4 bytes each; %NULL where there is no tile
 * @width: pixels
 * @height: pixels
 *
 * A tile of the other map.
 */
typedef struct
{
  guint32 *pixels;
  int width, height;
} ZbWarpPicture;

void zb_datum_warp_init (ZbDatumWarp *self, ZbDatum datum, ZbTileKey key);
void zb_datum_warp_locate (const ZbDatumWarp *self, double across, double down, double *x, double *y);
int zb_datum_warp_count (const ZbDatumWarp *self);
void zb_datum_warp_draw (const ZbDatumWarp *self, const ZbWarpPicture *pictures, guint32 *into, int size);

G_END_DECLS
