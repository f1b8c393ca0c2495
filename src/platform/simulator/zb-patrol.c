/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Units that drive along the roads from junction to junction, stand for a while, drive on, and are now
 * and then not heard for some minutes. */
#include "zb-patrol.h"

#include <math.h>

typedef struct
{
  GArray *trip; /* ZbPoint */
  guint next;   /* the spot of the trip it drives to */
  guint n_trips;
  ZbPoint here;
  double heading, speed;
  double standing; /* seconds left */
  double silent;   /* seconds left */
  ZbDice dice;
} Vehicle;

struct _ZbPatrol
{
  ZbDistrict *district;
  GArray *vehicles;
};

static void
begin_trip (ZbPatrol *self, guint unit, Vehicle *vehicle)
{
  g_clear_pointer (&vehicle->trip, g_array_unref);
  vehicle->trip = zb_district_make_trip (self->district, unit, vehicle->here, vehicle->n_trips++);
  vehicle->next = 0;
  vehicle->speed = zb_dice_between (&vehicle->dice, 3.5, 9.5);
}

static void
vehicle_clear (gpointer data)
{
  g_clear_pointer (&((Vehicle *)data)->trip, g_array_unref);
}

/**
 * zb_patrol_new:
 * @district: the district, which must stay as long as the patrol
 * @seed: how they drive follows from this
 *
 * Returns: (transfer full): the units, each where the district has it
 */
ZbPatrol *
zb_patrol_new (ZbDistrict *district, guint64 seed)
{
  ZbPatrol *self = g_new0 (ZbPatrol, 1);
  self->district = district;
  self->vehicles = g_array_new (FALSE, TRUE, sizeof (Vehicle));
  g_array_set_clear_func (self->vehicles, vehicle_clear);
  for (guint i = 0; i < district->forces->units->len; i++)
    {
      Vehicle vehicle = { .here = ((ZbUnit *)district->forces->units->pdata[i])->location,
                          .dice = zb_dice_new (seed + i, "patrol") };
      begin_trip (self, i, &vehicle);
      g_array_append_val (self->vehicles, vehicle);
    }
  return self;
}

/**
 * zb_patrol_free:
 * @self: (transfer full): a patrol
 */
void
zb_patrol_free (ZbPatrol *self)
{
  g_array_unref (self->vehicles);
  g_free (self);
}

/**
 * zb_patrol_get_n_units:
 * @self: a patrol
 *
 * Returns: how many units there are
 */
guint
zb_patrol_get_n_units (const ZbPatrol *self)
{
  return self->vehicles->len;
}

/* Drives on by so many metres; tells whether the trip goes on. */
static gboolean
drive (Vehicle *vehicle, double metres)
{
  while (metres > 0 && vehicle->next < vehicle->trip->len)
    {
      ZbPoint goal = g_array_index (vehicle->trip, ZbPoint, vehicle->next);
      double left = zb_point_distance (vehicle->here, goal);
      if (left > 0.5)
        vehicle->heading = zb_point_bearing (vehicle->here, goal);
      if (left > metres)
        {
          vehicle->here = zb_point_move (vehicle->here, vehicle->heading, metres);
          return TRUE;
        }
      vehicle->here = goal;
      vehicle->next++;
      metres -= left;
    }
  return vehicle->next < vehicle->trip->len;
}

static void
live_on (ZbPatrol *self, guint unit, Vehicle *vehicle, double seconds)
{
  vehicle->silent = fmax (0, vehicle->silent - seconds);
  if (vehicle->standing > 0)
    {
      vehicle->standing -= seconds;
      if (vehicle->standing <= 0)
        begin_trip (self, unit, vehicle);
      return;
    }
  if (drive (vehicle, vehicle->speed * seconds))
    return;
  vehicle->standing = zb_dice_between (&vehicle->dice, 15, 120);
  if (zb_dice_chance (&vehicle->dice, 0.08))
    vehicle->silent = zb_dice_between (&vehicle->dice, 70, 240);
}

/**
 * zb_patrol_advance:
 * @self: a patrol
 * @unit: the number of a unit
 * @seconds: how long it drives on
 * @fix: (out): where it is then
 *
 * Returns: whether its receiver reports anything; not so off duty or out of reach
 */
gboolean
zb_patrol_advance (ZbPatrol *self, guint unit, double seconds, ZbFix *fix)
{
  Vehicle *vehicle = &g_array_index (self->vehicles, Vehicle, unit);
  const ZbUnit *of = self->district->forces->units->pdata[unit];
  if (!of->on_duty)
    return FALSE;
  live_on (self, unit, vehicle, seconds);
  fix->unit = ((const ZbEntity *)of)->id;
  fix->location = vehicle->here;
  fix->heading = fmod (round (vehicle->heading), 360);
  fix->speed = vehicle->standing > 0 ? 0 : round (vehicle->speed * 10) / 10;
  fix->accuracy = round (zb_dice_between (&vehicle->dice, 3, 15));
  return vehicle->silent <= 0;
}
