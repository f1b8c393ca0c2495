/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-label-finder.h"

#include <shumate/shumate.h>

G_BEGIN_DECLS

#define ZB_TYPE_TILE_STORE (zb_tile_store_get_type ())
G_DECLARE_FINAL_TYPE (ZbTileStore, zb_tile_store, ZB, TILE_STORE, GObject)

/**
 * ZbTile:
 * @picture: (nullable): how it looks, without names; %NULL until it is there
 * @labels: (nullable) (element-type ZbLabel): the names that could be put on it; %NULL until they are there
 * @named: whether there will be names
 * @missing: whether the map has no such tile
 *
 * A tile of the map, owned by its store.
 */
typedef struct
{
  GdkTexture *picture;
  GPtrArray *labels;
  gboolean named;
  gboolean missing;
} ZbTile;

ZbTileStore *zb_tile_store_new (ShumateMapSource *pictures, ShumateDataSource *data, ZbLabelStyle *style);
ShumateMapSource *zb_tile_store_get_source (ZbTileStore *self);
void zb_tile_store_set_look (ZbTileStore *self, double light, const GdkRGBA *land);
const GdkRGBA *zb_tile_store_get_land (ZbTileStore *self);
void zb_tile_store_retry (ZbTileStore *self);
void zb_tile_store_stop (ZbTileStore *self);
void zb_tile_store_begin (ZbTileStore *self);
const ZbTile *zb_tile_store_want (ZbTileStore *self, ZbTileKey key, int scale);
const ZbTile *zb_tile_store_peek (ZbTileStore *self, ZbTileKey key, int scale);

G_END_DECLS
