/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <shumate/shumate.h>

G_BEGIN_DECLS

char *zb_base_map_find_directory (void);
ShumateMapSource *zb_base_map_new (const char *directory, gboolean dark, GError **error);
ShumateMapSource *zb_base_map_new_blank (void);

G_END_DECLS
