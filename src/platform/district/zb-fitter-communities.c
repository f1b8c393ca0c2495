/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Devices inside the gated communities: gates and doors, bike sheds, cameras. */
#include "zb-fitter.h"

#include <math.h>

static const char *const compass[] = {
  "北门", "东北门", "东门", "东南门", "南门", "西南门", "西门", "西北门"
};

static const char *
name_gate (const ZbCommunity *community, guint gate)
{
  double heading = g_array_index (community->gate_headings, double, gate);
  return compass[(guint)((heading + 22.5) / 45) % 8];
}

static const ZbBuilding *
nth_building (ZbFitter *self, const ZbCommunity *community, guint n)
{
  return &g_array_index (self->ground->buildings, ZbBuilding,
                         community->first_building + n % community->n_buildings);
}

static guint *
share_out (ZbFitter *self, guint total)
{
  const GPtrArray *communities = self->ground->quarters->communities;
  g_autofree double *weights = g_new0 (double, communities->len);
  for (guint i = 0; i < communities->len; i++)
    weights[i] = ((ZbCommunity *)g_ptr_array_index (communities, i))->n_buildings + 3.0;
  return zb_quarters_share_out (total, weights, communities->len);
}

static ZbDevice *
add_inside (ZbFitter *self, const ZbCommunity *community, ZbDeviceKind kind, ZbXY spot, const char *what)
{
  g_autofree char *name = NULL;
  if (!zb_ring_contains (community->ring, spot))
    return NULL;
  name = g_strdup_printf ("%s%u弄 %s", community->street, community->number, what);
  return zb_fitter_add (self, kind, spot, name);
}

/* --- gates and doors ------------------------------------------------------------------------ */

/* At an entrance there is a door for people beside the one for cars. */
static ZbDevice *
add_entrance (ZbFitter *self, const ZbCommunity *community, guint n)
{
  guint gate = n / 2;
  ZbXY spot = ZB_XY (community->gates, gate);
  double heading = g_array_index (community->gate_headings, double, gate);
  g_autofree char *what = g_strconcat (name_gate (community, gate), n % 2 ? "车行闸" : "", NULL);
  return add_inside (self, community, ZB_DEVICE_GATE, zb_xy_ahead (spot, heading + (n % 2 ? 90 : -90), 2.5),
                     what);
}

/* The doors of a building stand in a row along its northern front. */
static ZbDevice *
add_door (ZbFitter *self, const ZbCommunity *community, guint n, guint doors)
{
  guint number = n % community->n_buildings, door = n / community->n_buildings;
  const ZbBuilding *building = nth_building (self, community, number);
  double ahead = -0.85 + 1.7 * (door + 0.5) / doors;
  double side = cos ((building->heading + 90) * G_PI / 180) >= 0 ? 1 : -1;
  ZbXY front = zb_building_corner (building, ahead, side);
  g_autofree char *what = g_strdup_printf ("%u号楼%u单元门", number + 1, door + 1);
  return add_inside (self, community, ZB_DEVICE_GATE, zb_xy_ahead (front, building->heading + 90, side * 1.2),
                     what);
}

static void
add_gates (ZbFitter *self, const ZbCommunity *community, guint share)
{
  guint n = 0, doors = 1 + share / MAX (1, community->n_buildings);
  const char *controller = NULL;
  for (guint i = 0; i < 2 * community->gates->len && n < share; i++)
    {
      ZbDevice *gate = add_entrance (self, community, i);
      if (gate && !controller)
        controller = ((ZbEntity *)gate)->id;
      n += gate ? 1 : 0;
    }
  for (guint i = 0; n < share; i++)
    {
      ZbDevice *door = add_door (self, community, i % (doors * community->n_buildings), doors);
      if (door)
        door->parent = g_strdup (controller);
      else if (i >= doors * community->n_buildings)
        doors++; /* every place is taken: doors stand closer */
      n += door ? 1 : 0;
    }
}

/* --- bike sheds and cameras ------------------------------------------------------------------- */

static void
add_sheds (ZbFitter *self, const ZbCommunity *community, guint share)
{
  guint first = 1 + zb_dice_pick (&self->dice, 3);
  for (guint n = 0, tries = 0; n < share; tries++)
    {
      const ZbBuilding *building =
          nth_building (self, community, zb_dice_pick (&self->dice, community->n_buildings));
      double end = zb_dice_chance (&self->dice, 0.5) ? 1 : -1;
      ZbXY gable = zb_building_corner (building, end, zb_dice_between (&self->dice, -0.8, 0.8));
      ZbXY spot = zb_xy_ahead (gable, building->heading, end * zb_dice_between (&self->dice, 2, 5));
      g_autofree char *what = g_strdup_printf ("%u号车棚", first + n);
      if (add_inside (self, community, ZB_DEVICE_BIKE_SHED, tries < 100 ? spot : building->centre, what))
        n++;
    }
}

static ZbDevice *
add_gate_camera (ZbFitter *self, const ZbCommunity *community, guint gate)
{
  double heading = g_array_index (community->gate_headings, double, gate);
  ZbXY spot = zb_xy_ahead (ZB_XY (community->gates, gate), heading + 150, 5);
  ZbDevice *camera = add_inside (self, community, ZB_DEVICE_CAMERA, spot, name_gate (community, gate));
  if (camera)
    zb_fitter_aim (self, camera, ZB_PLACEMENT_RESIDENTIAL, heading);
  return camera;
}

/* On a building's corner, looking along one of its fronts or at its gable. */
static ZbDevice *
add_building_camera (ZbFitter *self, const ZbCommunity *community)
{
  guint number = zb_dice_pick (&self->dice, community->n_buildings), corner = zb_dice_pick (&self->dice, 4);
  const ZbBuilding *building = nth_building (self, community, number);
  double ahead = corner & 1 ? 1 : -1, side = corner & 2 ? 1 : -1;
  ZbXY edge = zb_building_corner (building, ahead * zb_dice_between (&self->dice, 0.2, 1.0), side);
  ZbXY spot = zb_xy_ahead (edge, building->heading + 90, side * zb_dice_between (&self->dice, 0.6, 4));
  gboolean southern = cos ((building->heading + 90) * G_PI / 180) * side < 0;
  g_autofree char *what = g_strdup_printf ("%u号楼%s", number + 1, southern ? "南侧" : "北侧");
  ZbDevice *camera = add_inside (self, community, ZB_DEVICE_CAMERA, spot, what);
  if (camera)
    zb_fitter_aim (self, camera, ZB_PLACEMENT_RESIDENTIAL, building->heading + (ahead > 0 ? 180 : 0));
  return camera;
}

static void
add_cameras (ZbFitter *self, const ZbCommunity *community, guint share)
{
  guint n = 0;
  for (guint gate = 0; gate < community->gates->len && n < share; gate++)
    n += add_gate_camera (self, community, gate) ? 1 : 0;
  while (n < share)
    n += add_building_camera (self, community) ? 1 : 0;
}

/**
 * zb_fitter_add_community_devices:
 * @self: the fitter
 *
 * Equips every community: the more buildings it has, the more devices.
 */
void
zb_fitter_add_community_devices (ZbFitter *self)
{
  const GPtrArray *communities = self->ground->quarters->communities;
  g_autofree guint *cameras = share_out (self, ZB_N_RESIDENTIAL_CAMERAS);
  g_autofree guint *gates = share_out (self, ZB_N_GATES);
  g_autofree guint *sheds = share_out (self, ZB_N_BIKE_SHEDS);
  for (guint i = 0; i < communities->len; i++)
    {
      const ZbCommunity *community = g_ptr_array_index (communities, i);
      add_cameras (self, community, cameras[i]);
      add_gates (self, community, gates[i]);
      add_sheds (self, community, sheds[i]);
    }
}
