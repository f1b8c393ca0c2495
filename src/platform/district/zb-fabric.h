/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-cell.h"
#include "zb-dice.h"
#include "zb-facts.h"
#include "zb-segments.h"

G_BEGIN_DECLS

/**
 * ZbFabric:
 * @facts: what is known of the district
 * @subdistricts: (element-type ZbCell): one cut cell a subdistrict, in the order of the facts
 * @blocks: (element-type ZbCell): all blocks, subdistrict by subdistrict
 * @roads: (element-type ZbRoad): main roads first, then the streets and lanes laid out by us
 * @segments: all roads by place, tagged with their place in @roads
 *
 * @creek: the creek by place
 * @blocks_by_square: numbers of blocks by place
 *
 * Streets and blocks of the district.
 */
typedef struct
{
  ZbFacts *facts;
  GPtrArray *subdistricts;
  GPtrArray *blocks;
  GPtrArray *roads;
  ZbSegments *segments;
  ZbSegments *creek;
  GHashTable *blocks_by_square;
} ZbFabric;

ZbFabric *zb_fabric_new (guint64 seed);
void zb_fabric_free (ZbFabric *self);
gboolean zb_fabric_is_open (ZbFabric *self, ZbXY spot, double margin);
ZbCell *zb_fabric_find_block (ZbFabric *self, ZbXY spot);
guint zb_fabric_find_subdistrict (ZbFabric *self, ZbXY spot);
const ZbRoad *zb_fabric_nearest_named_road (ZbFabric *self, ZbXY spot, double *along);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbFabric, zb_fabric_free)

G_END_DECLS
