/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-base-source.h"
#include "zb-tile-address.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define ZB_TYPE_TILE_CACHE (zb_tile_cache_get_type ())
G_DECLARE_FINAL_TYPE (ZbTileCache, zb_tile_cache, ZB, TILE_CACHE, GObject)

ZbTileCache *zb_tile_cache_new (const char *folder, guint64 limit);
char *zb_tile_cache_find_folder (void);
char *zb_tile_cache_name (ZbBaseSource *source);
GBytes *zb_tile_cache_read (ZbTileCache *self, const char *name, ZbTilePlace place, gint64 *fetched_at);
void zb_tile_cache_write (ZbTileCache *self, const char *name, ZbTilePlace place, GBytes *bytes);
void zb_tile_cache_set_limit (ZbTileCache *self, guint64 limit);
guint64 zb_tile_cache_get_limit (ZbTileCache *self);
guint64 zb_tile_cache_measure (ZbTileCache *self);
void zb_tile_cache_clear (ZbTileCache *self);

G_END_DECLS
