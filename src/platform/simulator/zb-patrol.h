/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-district.h"

G_BEGIN_DECLS

/**
 * ZbPatrol:
 *
 * The units of the district as they drive about.
 */
typedef struct _ZbPatrol ZbPatrol;

/**
 * ZbFix:
 * @unit: the unit's id
 * @location: where it is
 * @heading: degrees clockwise from north
 * @speed: metres a second, 0 while it stands
 * @accuracy: metres
 *
 * What a unit's receiver reports.
 */
typedef struct
{
  const char *unit;
  ZbPoint location;
  double heading, speed, accuracy;
} ZbFix;

ZbPatrol *zb_patrol_new (ZbDistrict *district, guint64 seed);
void zb_patrol_free (ZbPatrol *self);
guint zb_patrol_get_n_units (const ZbPatrol *self);
gboolean zb_patrol_advance (ZbPatrol *self, guint unit, double seconds, ZbFix *fix);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbPatrol, zb_patrol_free)

G_END_DECLS
