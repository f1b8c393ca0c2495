/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <shumate/shumate.h>

G_BEGIN_DECLS

char *zb_base_map_find_directory (void);
ShumateMapSource *zb_base_map_new (const char *directory, gboolean dark, GError **error);
ShumateMapLayer *zb_base_map_replace (ShumateMap *map, ShumateMapLayer *old, ShumateLayer *above,
                                      const char *directory);
gboolean zb_base_map_is_drawn (ShumateMap *map);

G_END_DECLS
