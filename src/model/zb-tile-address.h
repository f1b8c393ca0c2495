/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ZbTilePlace:
 * @zoom: the zoom of the tile
 * @x: its column, from the west
 * @y: its row, from the north
 *
 * Which tile of the world, on the grid of web Mercator.
 */
typedef struct
{
  int zoom;
  int x;
  int y;
} ZbTilePlace;

gboolean zb_tile_address_check (const char *address, const char *servers, GError **error);
char *zb_tile_address_fill (const char *address, const char *servers, gboolean from_south, const char *key,
                            ZbTilePlace place);
gboolean zb_tile_address_wants_key (const char *address);
char *zb_tile_address_take_key (const char *address, char **key);

G_END_DECLS
