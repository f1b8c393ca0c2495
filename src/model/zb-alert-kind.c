/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The catalogue of alerts that the contract names. A platform may add kinds: one that is not found
 * here is shown by its title and severity. */
#include "zb-alert-kind.h"

#include "zb-device.h"

#define N_(text) text
#define KIND(nick, label, icon, device, severity)                                                            \
  { nick, label, "zb-" icon "-symbolic", ZB_DEVICE_##device, ZB_SEVERITY_##severity }

static const ZbAlertKind catalogue[] = {
  KIND ("exposed_garbage", N_ ("Exposed garbage"), "garbage", OTHER, MEDIUM),
  KIND ("misparked_bikes", N_ ("Misparked bicycles"), "bike", OTHER, MEDIUM),
  KIND ("illegal_parking", N_ ("Illegally parked vehicle"), "car", OTHER, MEDIUM),
  KIND ("street_vending", N_ ("Street vending"), "stall", OTHER, MEDIUM),
  KIND ("shop_overflow", N_ ("Shop overflowing onto the street"), "stall", OTHER, MEDIUM),
  KIND ("blocked_fire_lane", N_ ("Blocked fire lane"), "exit", OTHER, HIGH),
  KIND ("piled_goods", N_ ("Piled-up goods"), "goods", OTHER, MEDIUM),
  KIND ("uncovered_truck", N_ ("Uncovered dump truck"), "truck", OTHER, MEDIUM),
  KIND ("damaged_road", N_ ("Damaged road"), "road", OTHER, MEDIUM),
  KIND ("damaged_rail", N_ ("Damaged railing"), "road", OTHER, MEDIUM),
  KIND ("streetlight_out", N_ ("Streetlight out"), "lamp", OTHER, LOW),
  KIND ("floating_debris", N_ ("Floating debris"), "water", OTHER, LOW),
  KIND ("cover_open", N_ ("Manhole cover open"), "manhole", MANHOLE, URGENT),
  KIND ("cover_flooded", N_ ("High water in a manhole"), "manhole", MANHOLE, HIGH),
  KIND ("water_level", N_ ("Standing water"), "water", OTHER, HIGH),
  KIND ("gate_held_open", N_ ("Gate held open"), "door", GATE, LOW),
  KIND ("gate_tampered", N_ ("Gate tampered with"), "door", GATE, MEDIUM),
  KIND ("shed_smoke", N_ ("Smoke in a bike shed"), "fire", BIKE_SHED, URGENT),
  KIND ("shed_overheat", N_ ("Overheating in a bike shed"), "fire", BIKE_SHED, HIGH),
  KIND ("shed_charging", N_ ("Charging against the rules"), "plug", BIKE_SHED, MEDIUM),
  KIND ("ebike_indoors", N_ ("E-bike taken indoors"), "bike", OTHER, HIGH),
  KIND ("smoke_fire", N_ ("Smoke or fire"), "fire", OTHER, URGENT),
  KIND ("falling_object", N_ ("Object thrown from a height"), "falling", OTHER, HIGH),
  KIND ("overcrowding", N_ ("Overcrowding"), "crowd", OTHER, HIGH),
  KIND ("gas_leak", N_ ("Gas leak"), "gas", OTHER, URGENT),
  KIND ("elder_sos", N_ ("Elder calling for help"), "sos", OTHER, URGENT),
  KIND ("elder_inactivity", N_ ("Elder without activity for long"), "sos", OTHER, HIGH),
  KIND ("citizen_report", N_ ("Citizen's report"), "phone", OTHER, MEDIUM),
  KIND ("dispute", N_ ("Dispute"), "dispute", OTHER, MEDIUM),
  KIND ("device_tamper", N_ ("Device covered or moved"), "camera-off", CAMERA, LOW),
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
