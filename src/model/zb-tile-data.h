/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ZbTileFormat:
 * @ZB_TILE_OTHER: no picture that tiles are made of
 * @ZB_TILE_PNG: PNG
 * @ZB_TILE_JPEG: JPEG
 * @ZB_TILE_WEBP: WebP
 */
typedef enum
{
  ZB_TILE_OTHER,
  ZB_TILE_PNG,
  ZB_TILE_JPEG,
  ZB_TILE_WEBP,
} ZbTileFormat;

/**
 * ZbTileData:
 * @format: what it is
 * @width: pixels; 0 where not known
 * @height: pixels; 0 where not known
 * @whole: whether its end is there
 *
 * What a tile's bytes say of themselves, before they are decoded.
 */
typedef struct
{
  ZbTileFormat format;
  guint width, height;
  gboolean whole;
} ZbTileData;

ZbTileData zb_tile_data_read (GBytes *bytes);
gboolean zb_tile_data_is_tile (const ZbTileData *self);
const char *zb_tile_data_get_name (const ZbTileData *self);

G_END_DECLS
