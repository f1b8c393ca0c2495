/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A closer look at a part of the picture: #ZbTileZoom reckons it, here the tile shows it. */
#include "zb-tile-private.h"

static void
show_view (ZbTile *self)
{
  zb_tile_show_zoom (self);
  zb_tile_tell_size (self);
  zb_tile_change_profile (self);
}

/**
 * zb_tile_magnify:
 * @self: a tile
 * @times: how many times closer, less than 1 for farther
 * @x: at which place of the tile, from 0 at its left to 1
 * @y: at which place of the tile, from 0 at its top to 1
 *
 * Shows a part of the picture as large as the tile. A tile that is only looked at, and one that shows
 * nothing, stays as it is.
 */
void
zb_tile_magnify (ZbTile *self, double times, double x, double y)
{
  g_return_if_fail (ZB_IS_TILE (self));
  if (self->plain || !self->player)
    return;
  zb_tile_zoom_at (&self->zoom, times, x, y);
  show_view (self);
}

/**
 * zb_tile_pan:
 * @self: a tile
 * @dx: how far the picture is moved to the right, in widths of the tile
 * @dy: how far it is moved down, in heights of the tile
 */
void
zb_tile_pan (ZbTile *self, double dx, double dy)
{
  g_return_if_fail (ZB_IS_TILE (self));
  zb_tile_zoom_pan (&self->zoom, dx, dy);
  zb_tile_picture_set_zoom (self->picture, &self->zoom);
}

/**
 * zb_tile_reset_view:
 * @self: a tile
 *
 * Shows all of the picture again.
 */
void
zb_tile_reset_view (ZbTile *self)
{
  g_return_if_fail (ZB_IS_TILE (self));
  zb_tile_zoom_reset (&self->zoom);
  show_view (self);
}

/**
 * zb_tile_get_magnification:
 * @self: a tile
 *
 * Returns: how many times closer the picture is shown than usual, 1 for all of it
 */
double
zb_tile_get_magnification (ZbTile *self)
{
  g_return_val_if_fail (ZB_IS_TILE (self), 1);
  return self->zoom.factor;
}
