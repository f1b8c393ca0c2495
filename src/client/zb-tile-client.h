/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-tile-cache.h"
#include "zb-tiles.h"

G_BEGIN_DECLS

#define ZB_TYPE_TILE_CLIENT (zb_tile_client_get_type ())
G_DECLARE_FINAL_TYPE (ZbTileClient, zb_tile_client, ZB, TILE_CLIENT, GObject)

ZbTileClient *zb_tile_client_new (ZbTileCache *cache);
ZbTileCache *zb_tile_client_get_cache (ZbTileClient *self);
ZbAnswer *zb_tile_client_try (ZbTileClient *self, ZbBaseSource *source, const char *key, ZbTilePlace place);
void zb_tile_client_set_key (ZbTileClient *self, ZbBaseSource *source, const char *key);
void zb_tile_client_forget (ZbTileClient *self, const char *id);
void zb_tile_client_close (ZbTileClient *self);

G_END_DECLS
