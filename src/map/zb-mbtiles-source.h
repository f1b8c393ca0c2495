/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <shumate/shumate.h>

G_BEGIN_DECLS

#define ZB_TYPE_MBTILES_SOURCE (zb_mbtiles_source_get_type ())
G_DECLARE_FINAL_TYPE (ZbMbtilesSource, zb_mbtiles_source, ZB, MBTILES_SOURCE, ShumateDataSource)

ZbMbtilesSource *zb_mbtiles_source_new (const char *path, GError **error);
const char *zb_mbtiles_source_get_format (ZbMbtilesSource *self);
gboolean zb_mbtiles_source_has_tile (ZbMbtilesSource *self);
gboolean zb_mbtiles_source_has_layer (ZbMbtilesSource *self, const char *name);

typedef void (*ZbMbtilesFunc) (int x, int y, GBytes *tile, gpointer data);

gboolean zb_mbtiles_source_foreach (ZbMbtilesSource *self, guint zoom, ZbMbtilesFunc func, gpointer data,
                                    GError **error);

G_END_DECLS
