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
  [ZB_MAP_LAYER_OTHER] = { "other", NC_ ("map layer", "Other devices"), "zb-sensor-symbolic", TRUE },
  [ZB_MAP_LAYER_UNIT] = { "unit", NC_ ("map layer", "Units"), "zb-unit-symbolic", TRUE },
  [ZB_MAP_LAYER_GRID] = { "grid", NC_ ("map layer", "Grids"), "zb-grid-symbolic", TRUE },
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
 * zb_map_layers_from_ids:
 * @ids: (nullable) (array zero-terminated=1): the ids of layers; unknown ones are passed over
 *
 * Returns: a bit for each layer named
 */
guint32
zb_map_layers_from_ids (const char *const *ids)
{
  guint32 mask = 0;
  for (guint i = 0; ids && i < ZB_N_MAP_LAYERS; i++)
    if (g_strv_contains (ids, infos[i].id))
      mask |= 1u << i;
  return mask;
}

/**
 * zb_map_layers_to_ids:
 * @mask: a bit for each layer
 *
 * Returns: (transfer full) (array zero-terminated=1): their ids
 */
char **
zb_map_layers_to_ids (guint32 mask)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  for (guint i = 0; i < ZB_N_MAP_LAYERS; i++)
    if (mask >> i & 1)
      g_strv_builder_add (builder, infos[i].id);
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
