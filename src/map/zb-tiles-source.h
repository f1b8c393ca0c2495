/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-tiles.h"

#include <shumate/shumate.h>

G_BEGIN_DECLS

#define ZB_TYPE_TILES_SOURCE (zb_tiles_source_get_type ())
G_DECLARE_FINAL_TYPE (ZbTilesSource, zb_tiles_source, ZB, TILES_SOURCE, ShumateDataSource)

ZbTilesSource *zb_tiles_source_new (ZbTiles *tiles, ZbBaseSource *source);

G_END_DECLS
