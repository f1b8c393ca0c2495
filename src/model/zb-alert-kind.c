/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The catalogue of alerts that the contract names. A platform may add kinds: one that is not found
 * here is shown by its title and severity. */
#include "zb-alert-kind.h"

#include "zb-device.h"

#define N_(text) text
#define LOOKS N_ ("Looks of the city")
#define STREET N_ ("Order in the street")
#define WORKS N_ ("Public works")
#define EMERGENCY N_ ("Emergencies")
#define HOME N_ ("Safety at home")
#define PEOPLE N_ ("People's matters")
#define DEVICE N_ ("Devices")
#define KIND(nick, group, label, icon, device, severity)                                                     \
  { nick, group, label, "zb-" icon "-symbolic", ZB_DEVICE_##device, ZB_SEVERITY_##severity }

static const ZbAlertKind catalogue[] = {
  KIND ("exposed_garbage", LOOKS, N_ ("Exposed garbage"), "garbage", OTHER, MEDIUM),
  KIND ("misparked_bikes", STREET, N_ ("Misparked bicycles"), "bike", OTHER, MEDIUM),
  KIND ("illegal_parking", STREET, N_ ("Illegally parked vehicle"), "car", OTHER, MEDIUM),
  KIND ("street_vending", STREET, N_ ("Street vending"), "stall", OTHER, MEDIUM),
  KIND ("shop_overflow", STREET, N_ ("Shop overflowing onto the street"), "stall", OTHER, MEDIUM),
  KIND ("blocked_fire_lane", HOME, N_ ("Blocked fire lane"), "exit", OTHER, HIGH),
  KIND ("piled_goods", LOOKS, N_ ("Piled-up goods"), "goods", OTHER, MEDIUM),
  KIND ("uncovered_truck", LOOKS, N_ ("Uncovered dump truck"), "truck", OTHER, MEDIUM),
  KIND ("damaged_road", WORKS, N_ ("Damaged road"), "road", OTHER, MEDIUM),
  KIND ("damaged_rail", WORKS, N_ ("Damaged railing"), "road", OTHER, MEDIUM),
  KIND ("streetlight_out", WORKS, N_ ("Streetlight out"), "lamp", OTHER, LOW),
  KIND ("floating_debris", LOOKS, N_ ("Floating debris"), "water", OTHER, LOW),
  KIND ("cover_open", WORKS, N_ ("Manhole cover open"), "manhole", MANHOLE, URGENT),
  KIND ("cover_flooded", WORKS, N_ ("High water in a manhole"), "manhole", MANHOLE, HIGH),
  KIND ("water_level", WORKS, N_ ("Standing water"), "water", OTHER, HIGH),
  KIND ("gate_held_open", HOME, N_ ("Gate held open"), "door", GATE, LOW),
  KIND ("gate_tampered", HOME, N_ ("Gate tampered with"), "door", GATE, MEDIUM),
  KIND ("shed_smoke", EMERGENCY, N_ ("Smoke in a bike shed"), "fire", BIKE_SHED, URGENT),
  KIND ("shed_overheat", EMERGENCY, N_ ("Overheating in a bike shed"), "fire", BIKE_SHED, HIGH),
  KIND ("shed_charging", HOME, N_ ("Charging against the rules"), "plug", BIKE_SHED, MEDIUM),
  KIND ("ebike_indoors", HOME, N_ ("E-bike taken indoors"), "bike", OTHER, HIGH),
  KIND ("smoke_fire", EMERGENCY, N_ ("Smoke or fire"), "fire", OTHER, URGENT),
  KIND ("falling_object", EMERGENCY, N_ ("Object thrown from a height"), "falling", OTHER, HIGH),
  KIND ("overcrowding", EMERGENCY, N_ ("Overcrowding"), "crowd", OTHER, HIGH),
  KIND ("gas_leak", EMERGENCY, N_ ("Gas leak"), "gas", OTHER, URGENT),
  KIND ("elder_sos", PEOPLE, N_ ("Elder calling for help"), "sos", OTHER, URGENT),
  KIND ("elder_inactivity", PEOPLE, N_ ("Elder without activity for long"), "sos", OTHER, HIGH),
  KIND ("citizen_report", PEOPLE, N_ ("Citizen's report"), "phone", OTHER, MEDIUM),
  KIND ("dispute", PEOPLE, N_ ("Dispute"), "dispute", OTHER, MEDIUM),
  KIND ("device_tamper", DEVICE, N_ ("Device covered or moved"), "camera-off", CAMERA, LOW),
};

/**
 * zb_alert_kinds:
 * @n_kinds: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_kinds): the catalogue
 */
const ZbAlertKind *
zb_alert_kinds (guint *n_kinds)
{
  *n_kinds = G_N_ELEMENTS (catalogue);
  return catalogue;
}

/**
 * zb_alert_kind_find:
 * @nick: (nullable): the contract's name of a kind
 *
 * Returns: (transfer none) (nullable): the entry, %NULL for a kind that is not in the catalogue
 */
const ZbAlertKind *
zb_alert_kind_find (const char *nick)
{
  for (gsize i = 0; i < G_N_ELEMENTS (catalogue); i++)
    if (g_strcmp0 (catalogue[i].nick, nick) == 0)
      return &catalogue[i];
  return NULL;
}
