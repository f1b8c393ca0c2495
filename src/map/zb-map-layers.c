/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-map-layers.h"

#include <glib/gi18n.h>

static const ZbMapLayerInfo infos[ZB_N_MAP_LAYERS] = {
  [ZB_MAP_LAYER_XUELIANG] = { "xueliang", NC_ ("map layer", "Xueliang cameras"), "zb-video-symbolic", TRUE },
  [ZB_MAP_LAYER_RESIDENTIAL] = { "residential", NC_ ("map layer", "Residential cameras"), "zb-video-symbolic",
                                 TRUE },
  [ZB_MAP_LAYER_GATE] = { "gate", NC_ ("map layer", "Gates"), "zb-door-symbolic", FALSE },
  [ZB_MAP_LAYER_BIKE_SHED] = { "bike-shed", NC_ ("map layer", "Bike sheds"), "zb-shed-symbolic", FALSE },
  [ZB_MAP_LAYER_MANHOLE] = { "manhole", NC_ ("map layer", "Manhole covers"), "zb-manhole-symbolic", TRUE },
  [ZB_MAP_LAYER_OTHER] = { "other", NC_ ("map layer", "Other devices"), "zb-sensor-symbolic", TRUE, FALSE,
                           TRUE },
  [ZB_MAP_LAYER_LINE_1] = { "line-1", NC_ ("map layer", "First line"), "zb-line-1-symbolic", TRUE, TRUE, TRUE,
                            ZB_MAP_LAYERS_LINES },
  [ZB_MAP_LAYER_LINE_2] = { "line-2", NC_ ("map layer", "Second line"), "zb-line-2-symbolic", TRUE, TRUE,
                            TRUE, ZB_MAP_LAYERS_LINES },
  [ZB_MAP_LAYER_LINE_3] = { "line-3", NC_ ("map layer", "Third line"), "zb-line-3-symbolic", TRUE, TRUE, TRUE,
                            ZB_MAP_LAYERS_LINES },
  [ZB_MAP_LAYER_LINE_4] = { "line-4", NC_ ("map layer", "Fourth line"), "zb-line-4-symbolic", TRUE, TRUE,
                            TRUE, ZB_MAP_LAYERS_LINES },
  [ZB_MAP_LAYER_ALERT_URGENT] = { "urgent", NC_ ("map layer", "Urgent"), NULL, TRUE, TRUE, FALSE,
                                  ZB_MAP_LAYERS_ALERTS },
  [ZB_MAP_LAYER_ALERT_HIGH] = { "high", NC_ ("map layer", "High"), NULL, TRUE, TRUE, FALSE,
                                ZB_MAP_LAYERS_ALERTS },
  [ZB_MAP_LAYER_ALERT_MEDIUM] = { "medium", NC_ ("map layer", "Medium"), NULL, TRUE, TRUE, FALSE,
                                  ZB_MAP_LAYERS_ALERTS },
  [ZB_MAP_LAYER_ALERT_LOW] = { "low", NC_ ("map layer", "Low"), NULL, TRUE, TRUE, FALSE,
                               ZB_MAP_LAYERS_ALERTS },
  [ZB_MAP_LAYER_CASE] = { "case", NC_ ("map layer", "Open cases"), "zb-case-symbolic", FALSE },
  [ZB_MAP_LAYER_UNIT] = { "unit", NC_ ("map layer", "Units"), "zb-unit-symbolic", TRUE },
  [ZB_MAP_LAYER_GRID] = { "grid", NC_ ("map layer", "Grids"), "zb-grid-symbolic", TRUE },
  [ZB_MAP_LAYER_COMMITTEE] = { "committee", NC_ ("map layer", "Committees"), "zb-committee-symbolic", FALSE,
                               FALSE, TRUE },
  [ZB_MAP_LAYER_COMMUNITY] = { "community", NC_ ("map layer", "Communities"), "zb-community-symbolic", FALSE,
                               FALSE, TRUE },
  [ZB_MAP_LAYER_SUBDISTRICT] = { "subdistrict", NC_ ("map layer", "Subdistricts"), "zb-subdistrict-symbolic",
                                 TRUE, TRUE, TRUE },
  [ZB_MAP_LAYER_HEAT_HOUR] = { "heat-1", NC_ ("map layer", "Last hour"), "zb-clock-symbolic", FALSE, FALSE,
                               FALSE, ZB_MAP_LAYERS_HEAT },
  [ZB_MAP_LAYER_HEAT_SHIFT] = { "heat-8", NC_ ("map layer", "Last 8 hours"), "zb-clock-symbolic", FALSE,
                                FALSE, FALSE, ZB_MAP_LAYERS_HEAT },
  [ZB_MAP_LAYER_HEAT_DAY] = { "heat-24", NC_ ("map layer", "Last 24 hours"), "zb-clock-symbolic", FALSE,
                              FALSE, FALSE, ZB_MAP_LAYERS_HEAT },
  [ZB_MAP_LAYER_HEAT_WEEK] = { "heat-168", NC_ ("map layer", "Last 7 days"), "zb-clock-symbolic", FALSE,
                               FALSE, FALSE, ZB_MAP_LAYERS_HEAT },
  [ZB_MAP_LAYER_ZONE] = { "zone", NC_ ("map layer", "Watch zones"), "zb-zone-symbolic", TRUE },
};

/**
 * zb_map_layer_get_info:
 * @layer: a layer
 *
 * Returns: (transfer none): what it is called
 */
const ZbMapLayerInfo *
zb_map_layer_get_info (ZbMapLayer layer)
{
  return &infos[layer];
}

/**
 * zb_map_layer_get_name:
 * @layer: a layer
 *
 * Returns: (transfer none): what it is called, in the officer's language
 */
const char *
zb_map_layer_get_name (ZbMapLayer layer)
{
  return g_dpgettext2 (NULL, "map layer", infos[layer].name);
}

/**
 * zb_map_layer_of_device:
 * @device: a device
 *
 * Returns: the layer that it is shown on
 */
ZbMapLayer
zb_map_layer_of_device (const ZbDevice *device)
{
  switch ((ZbDeviceKind)device->kind)
    {
    case ZB_DEVICE_CAMERA:
      return device->project == ZB_PROJECT_XUELIANG         ? ZB_MAP_LAYER_XUELIANG
             : device->project == ZB_PROJECT_SMART_SECURITY ? ZB_MAP_LAYER_RESIDENTIAL
                                                            : ZB_MAP_LAYER_OTHER;
    case ZB_DEVICE_GATE:
      return ZB_MAP_LAYER_GATE;
    case ZB_DEVICE_BIKE_SHED:
      return ZB_MAP_LAYER_BIKE_SHED;
    case ZB_DEVICE_MANHOLE:
      return ZB_MAP_LAYER_MANHOLE;
    case ZB_DEVICE_OTHER:
    default:
      return ZB_MAP_LAYER_OTHER;
    }
}

/**
 * zb_map_layer_of_severity:
 * @severity: a #ZbSeverity
 *
 * Returns: the layer that alerts of it are shown on; what has none is shown as low
 */
ZbMapLayer
zb_map_layer_of_severity (int severity)
{
  return ZB_MAP_LAYER_ALERT_URGENT +
         (ZbMapLayer)(ZB_SEVERITY_URGENT - CLAMP (severity, ZB_SEVERITY_LOW, ZB_SEVERITY_URGENT));
}

/**
 * zb_map_layer_get_severity:
 * @layer: a layer
 *
 * Returns: the severity of the alerts on it, %ZB_SEVERITY_NONE where it is none of alerts
 */
ZbSeverity
zb_map_layer_get_severity (ZbMapLayer layer)
{
  return infos[layer].group == ZB_MAP_LAYERS_ALERTS
             ? (ZbSeverity)(ZB_SEVERITY_URGENT - (layer - ZB_MAP_LAYER_ALERT_URGENT))
             : ZB_SEVERITY_NONE;
}

/**
 * zb_map_layer_of_area:
 * @kind: a kind of area
 *
 * Returns: the layer that it is shown on, %ZB_N_MAP_LAYERS for the district, which is always shown
 */
ZbMapLayer
zb_map_layer_of_area (ZbAreaKind kind)
{
  switch (kind)
    {
    case ZB_AREA_GRID:
      return ZB_MAP_LAYER_GRID;
    case ZB_AREA_COMMITTEE:
      return ZB_MAP_LAYER_COMMITTEE;
    case ZB_AREA_COMMUNITY:
      return ZB_MAP_LAYER_COMMUNITY;
    case ZB_AREA_SUBDISTRICT:
      return ZB_MAP_LAYER_SUBDISTRICT;
    case ZB_AREA_NONE:
    case ZB_AREA_DISTRICT:
    default:
      return ZB_N_MAP_LAYERS;
    }
}

/**
 * zb_map_layers_get_areas:
 * @mask: a bit for each layer that is shown
 *
 * Returns: a bit for each #ZbAreaKind that is shown
 */
guint
zb_map_layers_get_areas (guint32 mask)
{
  guint kinds = 0;
  for (guint kind = ZB_AREA_SUBDISTRICT; kind <= ZB_AREA_GRID; kind++)
    kinds |= (mask >> zb_map_layer_of_area (kind) & 1) << kind;
  return kinds;
}

/**
 * zb_map_layers_get_severities:
 * @mask: a bit for each layer that is shown
 *
 * Returns: a bit for each #ZbSeverity whose alerts are shown
 */
guint
zb_map_layers_get_severities (guint32 mask)
{
  guint severities = 0;
  for (int severity = ZB_SEVERITY_NONE; severity < ZB_N_SEVERITIES; severity++)
    severities |= (mask >> zb_map_layer_of_severity (severity) & 1) << severity;
  return severities;
}

#define HEATS (0xfu << ZB_MAP_LAYER_HEAT_HOUR)

/**
 * zb_map_layers_get_heat_hours:
 * @mask: a bit for each layer that is shown
 *
 * Returns: how many hours the heat map looks back, 0 where there is none
 */
guint
zb_map_layers_get_heat_hours (guint32 mask)
{
  static const guint hours[] = { 1, 8, 24, 168 };
  for (guint i = 0; i < G_N_ELEMENTS (hours); i++)
    if (mask >> (ZB_MAP_LAYER_HEAT_HOUR + i) & 1)
      return hours[i];
  return 0;
}

/**
 * zb_map_layers_settle:
 * @mask: a bit for each layer that is wanted
 * @before: those that are shown
 *
 * Returns: a bit for each layer that can be shown together: what is never hidden, and one heat map at the
 *   most, rather the one that is new
 */
guint32
zb_map_layers_settle (guint32 mask, guint32 before)
{
  guint32 heats = mask & HEATS;
  if ((heats & (heats - 1)) != 0 && (heats & ~before) != 0)
    heats &= ~before;
  heats &= ~(heats - 1);
  return (mask & ~HEATS) | heats | zb_map_layers_always ();
}

#define HIDDEN "no-"

static char *
name_hidden (ZbMapLayer layer)
{
  return g_strconcat (HIDDEN, infos[layer].id, NULL);
}

static gboolean
is_chosen (ZbMapLayer layer, const char *const *ids)
{
  g_autofree char *hidden = name_hidden (layer);
  return infos[layer].told_off ? !ids || !g_strv_contains (ids, hidden)
                               : ids && g_strv_contains (ids, infos[layer].id);
}

/**
 * zb_map_layers_from_ids:
 * @ids: (nullable) (array zero-terminated=1): what the setting remembers; what is not known is passed over
 *
 * Returns: a bit for each layer that is shown
 */
guint32
zb_map_layers_from_ids (const char *const *ids)
{
  guint32 mask = zb_map_layers_always ();
  for (guint i = 0; i < ZB_N_MAP_LAYERS; i++)
    if (is_chosen (i, ids))
      mask |= 1u << i;
  return zb_map_layers_settle (mask, 0);
}

/**
 * zb_map_layers_to_ids:
 * @mask: a bit for each layer that is shown
 *
 * Returns: (transfer full) (array zero-terminated=1): what the setting remembers
 */
char **
zb_map_layers_to_ids (guint32 mask)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  mask = zb_map_layers_settle (mask, 0);
  for (guint i = 0; i < ZB_N_MAP_LAYERS; i++)
    {
      const gboolean shown = mask >> i & 1;
      if (infos[i].told_off && !shown)
        g_strv_builder_take (builder, name_hidden (i));
      else if (!infos[i].told_off && shown)
        g_strv_builder_add (builder, infos[i].id);
    }
  return g_strv_builder_end (builder);
}

/**
 * zb_map_layers_at_first:
 *
 * Returns: a bit for each layer that is shown before the officer has chosen
 */
guint32
zb_map_layers_at_first (void)
{
  guint32 mask = 0;
  for (guint i = 0; i < ZB_N_MAP_LAYERS; i++)
    if (infos[i].at_first)
      mask |= 1u << i;
  return mask;
}

/**
 * zb_map_layers_all:
 *
 * Returns: a bit for each layer; a heat map is not one more layer but lies under them, and is left out
 */
guint32
zb_map_layers_all (void)
{
  return (guint32)((1ull << ZB_N_MAP_LAYERS) - 1) & ~HEATS;
}

/**
 * zb_map_layers_always:
 *
 * Returns: a bit for each layer that nobody can hide: an urgent alert is seen whatever was chosen
 */
guint32
zb_map_layers_always (void)
{
  return 1u << ZB_MAP_LAYER_ALERT_URGENT;
}
