/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-area.h"
#include "zb-buildings.h"

G_BEGIN_DECLS

/**
 * ZbCommunity:
 * @area: the number of its area in the places
 * @street: (nullable): the street of its address
 * @number: the lane number (弄) of its address
 * @ring: its wall
 * @gates: (element-type ZbSpot): its entrances, the main one first
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
 * ZbPlaces:
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
} ZbPlaces;

#define ZB_N_COMMITTEES 180
#define ZB_N_COMMUNITIES 359
#define ZB_N_GRIDS 186

ZbPlaces *zb_places_new (ZbFabric *fabric, const GArray *buildings, guint64 seed);
void zb_places_free (ZbPlaces *self);
const ZbArea *zb_places_find_area (const ZbPlaces *self, ZbFabric *fabric, ZbSpot spot);
const ZbCommunity *zb_places_find_community (const ZbPlaces *self, ZbFabric *fabric, ZbSpot spot);
guint *zb_places_share_out (guint total, const double *weights, guint n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbPlaces, zb_places_free)

G_END_DECLS
