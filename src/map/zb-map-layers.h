/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-device.h"

G_BEGIN_DECLS

/* What can be shown and hidden on the map. The device layers come first: their numbers are the
 * categories of the cluster index. */
typedef enum
{
  ZB_MAP_LAYER_XUELIANG,
  ZB_MAP_LAYER_RESIDENTIAL,
  ZB_MAP_LAYER_GATE,
  ZB_MAP_LAYER_BIKE_SHED,
  ZB_MAP_LAYER_MANHOLE,
  ZB_MAP_LAYER_OTHER,
  ZB_MAP_LAYER_UNIT,
  ZB_MAP_LAYER_GRID,
  ZB_MAP_LAYER_ZONE,
  ZB_N_MAP_LAYERS,
} ZbMapLayer;

#define ZB_N_DEVICE_LAYERS (ZB_MAP_LAYER_OTHER + 1)

/**
 * ZbMapLayerInfo:
 * @id: what the setting remembers it by
 * @name: in English, see zb_map_layer_get_name()
 * @icon: a symbolic icon
 * @at_first: whether it is shown before the officer has chosen
 */
typedef struct
{
  const char *id;
  const char *name;
  const char *icon;
  gboolean at_first;
} ZbMapLayerInfo;

const ZbMapLayerInfo *zb_map_layer_get_info (ZbMapLayer layer);
const char *zb_map_layer_get_name (ZbMapLayer layer);
ZbMapLayer zb_map_layer_of_device (const ZbDevice *device);
guint32 zb_map_layers_from_ids (const char *const *ids);
char **zb_map_layers_to_ids (guint32 mask);
guint32 zb_map_layers_at_first (void);

G_END_DECLS
