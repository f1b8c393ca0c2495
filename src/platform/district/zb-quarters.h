/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-area.h"
#include "zb-buildings.h"

G_BEGIN_DECLS

/**
 * ZbCommunity:
 * @area: the number of its area
 * @street: (nullable): the street of its address
 * @number: the lane number (弄) of its address
 * @ring: its wall
 * @gates: (element-type ZbXY): its entrances, the main one first
 * @gate_headings: (element-type double): where one looks who leaves through them
 * @first_building: the number of its first building
 * @n_buildings: how many it has
 */
typedef struct
{
  guint area;
  guint subdistrict;
  char *street;
  guint number;
  GArray *ring;
  GArray *gates;
  GArray *gate_headings;
  guint first_building;
  guint n_buildings;
} ZbCommunity;

/**
 * ZbQuarters:
 * @areas: (element-type ZbArea): the district, its subdistricts, committees, communities and grids
 * @communities: (element-type ZbCommunity): the gated residential communities
 * @first: the number of the first area of each #ZbAreaKind
 * @count: how many there are of each
 */
typedef struct
{
  GPtrArray *areas;
  GPtrArray *communities;
  guint first[ZB_AREA_GRID + 1];
  guint count[ZB_AREA_GRID + 1];
  GArray *committee_of_block; /* guint, the number of the area; G_MAXUINT for none */
  GArray *community_of_block; /* guint, the number of the community; G_MAXUINT for none */
} ZbQuarters;

#define ZB_N_COMMITTEES 180
#define ZB_N_COMMUNITIES 359
#define ZB_N_GRIDS 186

ZbQuarters *zb_quarters_new (ZbFabric *fabric, const GArray *buildings, guint64 seed);
void zb_quarters_free (ZbQuarters *self);
const ZbArea *zb_quarters_find_area (const ZbQuarters *self, ZbFabric *fabric, ZbXY spot);
const ZbCommunity *zb_quarters_find_community (const ZbQuarters *self, ZbFabric *fabric, ZbXY spot);
guint *zb_quarters_share_out (guint total, const double *weights, guint n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbQuarters, zb_quarters_free)

G_END_DECLS
