/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-choices.h"

G_BEGIN_DECLS

/**
 * ZbWitness:
 * @ZB_WITNESS_SHED: a bike shed
 * @ZB_WITNESS_DOOR: the door of a building
 * @ZB_WITNESS_HOME: a home: reported without a device, at a building
 * @ZB_WITNESS_MANHOLE: a manhole
 * @ZB_WITNESS_SEWER: a manhole of the rain or waste water
 * @ZB_WITNESS_STREET: a camera at a street with shops
 * @ZB_WITNESS_MAIN_ROAD: a camera at a main road's junction
 * @ZB_WITNESS_CROWD: a camera where many people come to
 * @ZB_WITNESS_COMMUNITY: a camera inside a residential community
 * @ZB_WITNESS_CREEK: a camera within sight of the creek
 * @ZB_WITNESS_CAMERA: any camera
 * @ZB_WITNESS_CALLER: somebody on the telephone: an address, no device
 *
 * What raises an alert, or stands where it happens.
 */
typedef enum
{
  ZB_WITNESS_SHED,
  ZB_WITNESS_DOOR,
  ZB_WITNESS_HOME,
  ZB_WITNESS_MANHOLE,
  ZB_WITNESS_SEWER,
  ZB_WITNESS_STREET,
  ZB_WITNESS_MAIN_ROAD,
  ZB_WITNESS_CROWD,
  ZB_WITNESS_COMMUNITY,
  ZB_WITNESS_CREEK,
  ZB_WITNESS_CAMERA,
  ZB_WITNESS_CALLER,
  ZB_N_WITNESSES
} ZbWitness;

/**
 * ZbMishap:
 * @kind: the kind of alert
 * @severity: how grave it is
 * @titles: what it is called, in Chinese, with bars between alternatives and at most one %d
 * @least: the least number for the %d
 * @most: the greatest
 * @algorithm: (nullable): the name of the algorithm that sees it
 * @witness: what raises it
 * @label: (nullable): what stands on the evidence picture's box, %NULL where no recogniser saw it: then the
 *   picture is what the sensor measured, or what the nearest camera shows
 * @at_start: how many are open when the demonstration begins
 * @weight: how often it happens later, among the others
 *
 * One thing that may happen in the district.
 */
typedef struct
{
  const char *kind;
  ZbSeverity severity;
  const char *titles;
  int least, most;
  const char *algorithm;
  ZbWitness witness;
  const char *label;
  guint at_start;
  guint weight;
} ZbMishap;

const ZbMishap *zb_mishaps (guint *n);

G_END_DECLS
