/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The demonstration district as a whole. */
#include "zb-district.h"

#define TRIP_LEAST 300.0
#define TRIP_MOST 2500.0

/**
 * zb_district_new:
 * @seed: what the district grows from; %ZB_DISTRICT_SEED for the one that is shown
 *
 * Returns: (transfer full): the district
 */
ZbDistrict *
zb_district_new (guint64 seed)
{
  ZbDistrict *self = g_new0 (ZbDistrict, 1);
  ZbGround *ground = &self->ground;
  ground->seed = seed;
  ground->fabric = zb_fabric_new (seed);
  ground->buildings = zb_buildings_new (ground->fabric, seed);
  ground->net = zb_road_net_new (ground->fabric);
  ground->quarters = zb_quarters_new (ground->fabric, ground->buildings, seed);
  self->devices = zb_devices_new (ground);
  self->forces = zb_forces_new (ground);
  self->algorithms = zb_rules_make_algorithms (seed);
  self->plans = zb_rules_make_plans (seed);
  return self;
}

/**
 * zb_district_free:
 * @self: (transfer full): a district
 */
void
zb_district_free (ZbDistrict *self)
{
  g_ptr_array_unref (self->plans);
  g_ptr_array_unref (self->algorithms);
  zb_forces_free (self->forces);
  g_ptr_array_unref (self->devices);
  zb_quarters_free (self->ground.quarters);
  zb_road_net_free (self->ground.net);
  g_array_unref (self->ground.buildings);
  zb_fabric_free (self->ground.fabric);
  g_free (self);
}

/**
 * zb_district_get_entities:
 * @self: a district
 * @kind: a kind of entity
 *
 * Returns: (transfer none) (nullable) (element-type ZbEntity): those that the district has, in the order
 *   of their ids; %NULL for a kind of which a district has none
 */
GPtrArray *
zb_district_get_entities (ZbDistrict *self, ZbKind kind)
{
  GPtrArray *lists[ZB_N_KINDS] = {
    [ZB_KIND_AREA] = self->ground.quarters->areas,
    [ZB_KIND_ORGANISATION] = self->forces->organisations,
    [ZB_KIND_DEVICE] = self->devices,
    [ZB_KIND_UNIT] = self->forces->units,
    [ZB_KIND_ALGORITHM] = self->algorithms,
    [ZB_KIND_PLAN] = self->plans,
  };
  return lists[kind];
}

static void
stamp_unit (ZbUnit *unit, gint64 now)
{
  unit->as_of = now;
  unit->status = (int)zb_unit_derive_status (unit, 0, now);
}

/**
 * zb_district_stamp:
 * @self: a district
 * @now: µs UTC
 *
 * Says of everything that it was so at @now, as a registry that is read anew would.
 */
void
zb_district_stamp (ZbDistrict *self, gint64 now)
{
  for (int kind = 0; kind < ZB_N_KINDS; kind++)
    {
      GPtrArray *entities = zb_district_get_entities (self, (ZbKind)kind);
      for (guint i = 0; entities && i < entities->len; i++)
        {
          ZbEntity *entity = entities->pdata[i];
          entity->version = 1;
          entity->updated_at = now;
          if (kind == ZB_KIND_DEVICE)
            ((ZbDevice *)entity)->as_of = now;
          else if (kind == ZB_KIND_UNIT)
            stamp_unit ((ZbUnit *)entity, now);
        }
    }
}

static gboolean
is_on_beat (ZbDistrict *self, guint unit, ZbXY from, ZbXY to)
{
  guint beat = g_array_index (self->forces->beats, guint, unit);
  double metres = zb_xy_distance (from, to);
  return metres > TRIP_LEAST && metres < TRIP_MOST && zb_fabric_find_block (self->ground.fabric, to) &&
         (beat == G_MAXUINT || zb_fabric_find_subdistrict (self->ground.fabric, to) == beat);
}

/**
 * zb_district_make_trip:
 * @self: a district
 * @unit: the number of a unit
 * @from: where it is
 * @trip: how many trips it has made
 *
 * Returns: (transfer full) (element-type ZbPoint): the way along roads from the junction nearest to @from to
 *   another on the unit's beat
 */
GArray *
zb_district_make_trip (ZbDistrict *self, guint unit, ZbPoint from, guint trip)
{
  const ZbRoadNet *net = self->ground.net;
  ZbDice dice = zb_dice_new (self->ground.seed ^ ((guint64)unit << 40 | trip), "trips");
  guint start = zb_road_net_nearest (net, zb_xy_from_point (from)), goal = start;
  g_autoptr (GArray) route = NULL;
  GArray *points = g_array_new (FALSE, FALSE, sizeof (ZbPoint));
  ZbXY here = ((ZbJunction *)net->nodes->pdata[start])->spot;
  for (guint tries = 0; tries < 400; tries++)
    {
      guint node = g_array_index (net->junctions, guint, zb_dice_pick (&dice, net->junctions->len));
      if (!is_on_beat (self, unit, here, ((ZbJunction *)net->nodes->pdata[node])->spot))
        continue;
      goal = node;
      break;
    }
  route = zb_road_net_route (net, start, goal);
  for (guint i = 0; i < route->len; i++)
    {
      ZbPoint point = zb_xy_to_point (ZB_XY (route, i));
      g_array_append_val (points, point);
    }
  return points;
}
