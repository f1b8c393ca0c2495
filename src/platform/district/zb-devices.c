/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all devices have in common: an id, a number, a name of their own, an area, a status. */
#include "zb-fitter.h"

#include <math.h>
#include <string.h>

static const char *const all_profiles[] = { "main", "sub", NULL };

static gpointer
square_of (ZbXY spot)
{
  return GSIZE_TO_POINTER ((gsize)((gint64)floor (spot.x / 2) + 0x10000) << 20 |
                           (gsize)((gint64)floor (spot.y / 2) + 0x10000));
}

/* About one device in a hundred is not well when the district wakes up. */
static ZbDeviceStatus
first_status (ZbFitter *self)
{
  double luck = zb_dice_fraction (&self->dice);
  if (luck < 0.006)
    return ZB_DEVICE_OFFLINE;
  if (luck < 0.009)
    return ZB_DEVICE_FAULT;
  return luck < 0.010 ? ZB_DEVICE_MAINTENANCE : ZB_DEVICE_ONLINE;
}

static char *
make_code (ZbDeviceKind kind, guint ordinal)
{
  switch (kind)
    {
    case ZB_DEVICE_CAMERA: /* GB/T 28181-2022, annex E: centre, trade, type 132 (network camera), network,
                              number */
      return g_strdup_printf ("3101050000132%u%06u", 0u, ordinal);
    case ZB_DEVICE_GATE:
      return g_strdup_printf ("MJ-%05u", ordinal);
    case ZB_DEVICE_BIKE_SHED:
      return g_strdup_printf ("YG-%04u", ordinal);
    case ZB_DEVICE_MANHOLE:
      return g_strdup_printf ("JG-%05u", ordinal);
    case ZB_DEVICE_OTHER:
    default:
      return g_strdup_printf ("QT-%05u", ordinal);
    }
}

/* The second device of a name gets a 2 behind it, and so on. */
static char *
make_unique (ZbFitter *self, const char *name)
{
  guint used = GPOINTER_TO_UINT (g_hash_table_lookup (self->used_names, name)) + 1;
  g_hash_table_replace (self->used_names, g_strdup (name), GUINT_TO_POINTER (used));
  return used == 1 ? g_strdup (name) : g_strdup_printf ("%s %u", name, used);
}

static ZbDevice *
make_device (ZbFitter *self, ZbDeviceKind kind)
{
  g_autofree char *id = zb_dice_make_id (self->ground->seed, "device", self->devices->len);
  ZbDevice *device = ZB_DEVICE (zb_entity_new (ZB_KIND_DEVICE, id));
  device->kind = kind;
  device->code = make_code (kind, ++self->n_of_kind[kind]);
  device->status = first_status (self);
  device->project = ZB_PROJECT_SMART_SECURITY;
  device->heading = device->fov = device->range = NAN;
  device->source = g_strdup ("registry");
  return device;
}

/**
 * zb_fitter_add:
 * @self: the fitter
 * @kind: the device's kind
 * @spot: where it is to stand
 * @name: (nullable): what it is called, or %NULL for its address
 *
 * Returns: (transfer none) (nullable): the device; %NULL where something else stands, in the creek and
 *   outside the district
 */
ZbDevice *
zb_fitter_add (ZbFitter *self, ZbDeviceKind kind, ZbXY spot, const char *name)
{
  const ZbArea *area = NULL;
  g_autofree char *address = NULL;
  ZbDevice *device;
  if (g_hash_table_contains (self->taken, square_of (spot)) ||
      !zb_segments_is_clear (self->ground->fabric->creek, spot, 2))
    return NULL;
  area = zb_quarters_find_area (self->ground->quarters, self->ground->fabric, spot);
  if (!area || !zb_geometry_contains (area->geometry, zb_xy_to_point (spot)))
    return NULL;
  g_hash_table_add (self->taken, square_of (spot));
  device = make_device (self, kind);
  device->location = zb_xy_to_point (spot);
  device->area = g_strdup (((const ZbEntity *)area)->id);
  address = name ? g_strdup (name) : zb_devices_describe_address (self->ground, spot);
  device->name = make_unique (self, address);
  g_ptr_array_add (self->devices, device);
  return device;
}

typedef struct
{
  double fov[2], range[2];
  double ptz_share;
} Optics;

static const Optics optics[ZB_PLACEMENT_MOBILE + 1] = {
  [ZB_PLACEMENT_RESIDENTIAL] = { { 62, 92 }, { 35, 55 }, 0.05 },
  [ZB_PLACEMENT_COMMERCIAL] = { { 52, 76 }, { 60, 90 }, 0.12 },
  [ZB_PLACEMENT_CROWDED] = { { 58, 82 }, { 50, 80 }, 0.25 },
  [ZB_PLACEMENT_BOUNDARY] = { { 46, 64 }, { 70, 110 }, 0.15 },
  [ZB_PLACEMENT_KEY_AREA] = { { 56, 80 }, { 50, 80 }, 0.30 },
  [ZB_PLACEMENT_HIGH_LOOKOUT] = { { 40, 60 }, { 600, 1200 }, 1 },
  [ZB_PLACEMENT_MOBILE] = { { 64, 90 }, { 40, 60 }, 0.4 },
};

/**
 * zb_fitter_aim:
 * @self: the fitter
 * @camera: a camera
 * @placement: where it stands, which decides its lens
 * @heading: where it looks, degrees clockwise from north
 */
void
zb_fitter_aim (ZbFitter *self, ZbDevice *camera, ZbPlacement placement, double heading)
{
  const Optics *lens = &optics[placement];
  camera->placement = placement;
  camera->heading = fmod (round (heading + zb_dice_between (&self->dice, -8, 8) + 720), 360);
  camera->fov = round (zb_dice_between (&self->dice, lens->fov[0], lens->fov[1]));
  camera->range = round (zb_dice_between (&self->dice, lens->range[0], lens->range[1]));
  camera->ptz = zb_dice_chance (&self->dice, lens->ptz_share);
  camera->profiles = g_strdupv ((char **)all_profiles);
}

/**
 * zb_devices_describe_address:
 * @ground: streets, buildings and areas
 * @spot: a spot
 *
 * Returns: (transfer full): its address: the nearest road that has a name, and a number
 */
char *
zb_devices_describe_address (const ZbGround *ground, ZbXY spot)
{
  double along, way;
  const ZbRoad *road = zb_fabric_nearest_named_road (ground->fabric, spot, &along);
  ZbXY middle = zb_line_at (road->line, along, &way);
  gboolean left = fmod (zb_xy_heading (middle, spot) - way + 360, 360) > 180;
  return g_strdup_printf ("%s%u号", road->name, 2 * (guint)(20 + along * 0.16) + (left ? 1 : 0));
}

/**
 * zb_devices_new:
 * @ground: what the devices are put on
 *
 * Returns: (transfer full) (element-type ZbDevice): all devices of the district
 */
GPtrArray *
zb_devices_new (const ZbGround *ground)
{
  ZbFitter fitter = { ground, zb_dice_new (ground->seed, "devices"), NULL, NULL, NULL, { 0 } };
  fitter.devices = g_ptr_array_new_full (ZB_N_DEVICES, g_object_unref);
  fitter.taken = g_hash_table_new (NULL, NULL);
  fitter.used_names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  zb_fitter_add_street_cameras (&fitter);
  zb_fitter_add_community_devices (&fitter);
  zb_fitter_add_manholes (&fitter);
  g_hash_table_unref (fitter.taken);
  g_hash_table_unref (fitter.used_names);
  return fitter.devices;
}
