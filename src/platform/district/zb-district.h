/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-devices.h"
#include "zb-forces.h"
#include "zb-rules.h"

G_BEGIN_DECLS

/* The seed of the district that the demonstration shows. */
#define ZB_DISTRICT_SEED G_GUINT64_CONSTANT (310105)

/**
 * ZbDistrict:
 * @ground: streets, buildings, the road graph and the areas
 * @devices: (element-type ZbDevice): all devices
 * @forces: organisations and units
 * @algorithms: (element-type ZbAlgorithm): the algorithms
 * @plans: (element-type ZbPlan): a plan for each kind of the catalogue
 *
 * The demonstration district: Changning's outlines, main roads, creek and parks, and on them a city
 * that grows from a seed. The same seed gives the same district, ids included.
 */
typedef struct
{
  ZbGround ground;
  GPtrArray *devices;
  ZbForces *forces;
  GPtrArray *algorithms;
  GPtrArray *plans;
} ZbDistrict;

ZbDistrict *zb_district_new (guint64 seed);
void zb_district_free (ZbDistrict *self);
GPtrArray *zb_district_get_entities (ZbDistrict *self, ZbKind kind);
void zb_district_stamp (ZbDistrict *self, gint64 now);
GArray *zb_district_make_trip (ZbDistrict *self, guint unit, ZbPoint from, guint trip);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbDistrict, zb_district_free)

G_END_DECLS
