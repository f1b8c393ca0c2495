/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-area.h"
#include "zb-device.h"

G_BEGIN_DECLS

/* What can be shown and hidden on the map, in the order in which the panel lists it. The layers of devices
 * come first; the lines of defence choose among the cameras on them. */
typedef enum
{
  ZB_MAP_LAYER_XUELIANG,
  ZB_MAP_LAYER_RESIDENTIAL,
  ZB_MAP_LAYER_GATE,
  ZB_MAP_LAYER_BIKE_SHED,
  ZB_MAP_LAYER_MANHOLE,
  ZB_MAP_LAYER_OTHER,
  ZB_MAP_LAYER_LINE_1,
  ZB_MAP_LAYER_LINE_2,
  ZB_MAP_LAYER_LINE_3,
  ZB_MAP_LAYER_LINE_4,
  ZB_MAP_LAYER_ALERT_URGENT,
  ZB_MAP_LAYER_ALERT_HIGH,
  ZB_MAP_LAYER_ALERT_MEDIUM,
  ZB_MAP_LAYER_ALERT_LOW,
  ZB_MAP_LAYER_CASE,
  ZB_MAP_LAYER_UNIT,
  ZB_MAP_LAYER_GRID,
  ZB_MAP_LAYER_COMMITTEE,
  ZB_MAP_LAYER_COMMUNITY,
  ZB_MAP_LAYER_SUBDISTRICT,
  ZB_MAP_LAYER_HEAT_HOUR,
  ZB_MAP_LAYER_HEAT_SHIFT,
  ZB_MAP_LAYER_HEAT_DAY,
  ZB_MAP_LAYER_HEAT_WEEK,
  ZB_MAP_LAYER_ZONE,
  ZB_N_MAP_LAYERS,
} ZbMapLayer;

#define ZB_N_DEVICE_LAYERS (ZB_MAP_LAYER_OTHER + 1)
#define ZB_N_DEFENCE_LINES (ZB_MAP_LAYER_LINE_4 - ZB_MAP_LAYER_LINE_1 + 1)

/**
 * ZbMapLayerGroup:
 * @ZB_MAP_LAYERS_ALONE: listed by itself
 * @ZB_MAP_LAYERS_LINES: one of the lines of defence
 * @ZB_MAP_LAYERS_ALERTS: alerts of one severity
 * @ZB_MAP_LAYERS_HEAT: the heat map of alerts over some period: one of them, or none
 *
 * What is listed and folded together.
 */
typedef enum
{
  ZB_MAP_LAYERS_ALONE,
  ZB_MAP_LAYERS_LINES,
  ZB_MAP_LAYERS_ALERTS,
  ZB_MAP_LAYERS_HEAT,
  ZB_N_MAP_LAYER_GROUPS,
} ZbMapLayerGroup;

/**
 * ZbMapLayerInfo:
 * @id: what the setting remembers it by
 * @name: in English, see zb_map_layer_get_name()
 * @icon: (nullable): a symbolic icon
 * @at_first: whether it is shown before the officer has chosen
 * @told_off: whether the setting names it when it is hidden and not when it is shown: it was always shown
 *   before it could be chosen
 * @if_any: whether it is listed only where there is something on it
 * @group: what it is listed with
 */
typedef struct
{
  const char *id;
  const char *name;
  const char *icon;
  gboolean at_first;
  gboolean told_off;
  gboolean if_any;
  ZbMapLayerGroup group;
} ZbMapLayerInfo;

const ZbMapLayerInfo *zb_map_layer_get_info (ZbMapLayer layer);
const char *zb_map_layer_get_name (ZbMapLayer layer);
ZbMapLayer zb_map_layer_of_device (const ZbDevice *device);
ZbMapLayer zb_map_layer_of_severity (int severity);
ZbSeverity zb_map_layer_get_severity (ZbMapLayer layer);
ZbMapLayer zb_map_layer_of_area (ZbAreaKind kind);
guint zb_map_layers_get_areas (guint32 mask);
guint zb_map_layers_get_heat_hours (guint32 mask);
guint32 zb_map_layers_settle (guint32 mask, guint32 before);
guint zb_map_layers_get_severities (guint32 mask);
guint32 zb_map_layers_from_ids (const char *const *ids);
char **zb_map_layers_to_ids (guint32 mask);
guint32 zb_map_layers_at_first (void);
guint32 zb_map_layers_all (void);
guint32 zb_map_layers_always (void);

G_END_DECLS
