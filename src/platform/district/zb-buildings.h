/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-fabric.h"

G_BEGIN_DECLS

typedef enum
{
  ZB_BUILDING_SLAB,  /* flats, in rows that face south */
  ZB_BUILDING_TOWER, /* flats, high */
  ZB_BUILDING_LANE,  /* lane houses of the old east */
  ZB_BUILDING_HALL,  /* offices, shops, schools */
} ZbBuildingKind;

/**
 * ZbBuilding:
 * @centre: its middle
 * @heading: where its longer side runs, degrees clockwise from north
 * @length: metres of the longer side
 * @depth: metres of the shorter side
 * @block: the number of its block
 */
typedef struct
{
  ZbXY centre;
  double heading, length, depth;
  ZbBuildingKind kind;
  guint block;
} ZbBuilding;

GArray *zb_buildings_new (ZbFabric *fabric, guint64 seed);
ZbXY zb_building_corner (const ZbBuilding *self, double ahead, double side);

G_END_DECLS
