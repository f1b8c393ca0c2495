/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-tile-client.h"

G_BEGIN_DECLS

#define ZB_TYPE_BASE_MAPS (zb_base_maps_get_type ())
G_DECLARE_FINAL_TYPE (ZbBaseMaps, zb_base_maps, ZB, BASE_MAPS, GObject)

ZbBaseMaps *zb_base_maps_new (GSettings *settings);
ZbBaseMaps *zb_base_maps_get_default (void);
GListModel *zb_base_maps_get_list (ZbBaseMaps *self);
ZbBaseSource *zb_base_maps_find (ZbBaseMaps *self, const char *id);
ZbTileClient *zb_base_maps_get_tiles (ZbBaseMaps *self);
void zb_base_maps_choose (ZbBaseMaps *self, const char *id);
void zb_base_maps_put (ZbBaseMaps *self, ZbBaseSource *source, const char *key);
void zb_base_maps_remove (ZbBaseMaps *self, const char *id);
void zb_base_maps_measure_async (ZbBaseMaps *self, gboolean clear, GAsyncReadyCallback callback,
                                 gpointer user_data);
guint64 zb_base_maps_measure_finish (ZbBaseMaps *self, GAsyncResult *result);
void zb_base_maps_close (ZbBaseMaps *self);

G_END_DECLS
