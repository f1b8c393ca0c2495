/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-mbtiles-source.h"
#include "zb-tile-store.h"
#include "zb-tiles.h"

G_BEGIN_DECLS

gboolean zb_chosen_map_can_decode (const char *format);
ZbMbtilesSource *zb_chosen_map_open_file (ZbBaseSource *source, GError **error);
ZbTileStore *zb_chosen_map_new_remote (ZbTiles *tiles, ZbBaseSource *source, gboolean dark);
ZbTileStore *zb_chosen_map_new_raster (ShumateDataSource *data, int datum, gboolean dark);

G_END_DECLS
