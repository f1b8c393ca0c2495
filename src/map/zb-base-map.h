/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-mbtiles-source.h"

#include <shumate/shumate.h>

G_BEGIN_DECLS

char *zb_base_map_find_directory (void);
ZbMbtilesSource *zb_base_map_open_tiles (const char *directory, GError **error);
ShumateLayer *zb_base_map_replace (ShumateMap *map, ShumateLayer *old, ShumateLayer *above,
                                   const char *directory, gboolean subdistricts);
ShumateLayer *zb_base_map_put_wall (ShumateMap *map, ShumateLayer *above, const char *directory, double unit);
void zb_base_map_stop (void);
gboolean zb_base_map_is_drawn (ShumateMap *map);

G_END_DECLS
