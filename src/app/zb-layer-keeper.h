/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-map-view.h"
#include "zb-preferences.h"

G_BEGIN_DECLS

#define ZB_TYPE_LAYER_KEEPER (zb_layer_keeper_get_type ())
G_DECLARE_FINAL_TYPE (ZbLayerKeeper, zb_layer_keeper, ZB, LAYER_KEEPER, GObject)

ZbLayerKeeper *zb_layer_keeper_new (ZbPreferences *preferences, ZbMapView *map);

G_END_DECLS
