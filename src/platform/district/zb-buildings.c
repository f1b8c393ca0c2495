/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Puts buildings into the blocks: rows of flats that face south, lane houses in the old east, halls
 * along the main roads. What would stand in a road, in water or in a park is left out. */
#include "zb-buildings.h"

#include <math.h>

typedef struct
{
  ZbFabric *fabric;
  ZbDice dice;
  const ZbCell *block;
  gboolean is_mixed; /* a part of the block is open */
  double radius;
  GArray *buildings;
} Site;

typedef struct
{
  ZbBuildingKind kind;
  double length[2], depth[2], gap[2], row[2]; /* least and most, metres */
} Pattern;

static const Pattern slabs = { ZB_BUILDING_SLAB, { 38, 68 }, { 11, 14 }, { 9, 13 }, { 25, 31 } };
static const Pattern towers = { ZB_BUILDING_TOWER, { 24, 34 }, { 18, 24 }, { 20, 32 }, { 46, 56 } };
static const Pattern lanes = { ZB_BUILDING_LANE, { 22, 44 }, { 9, 11 }, { 4, 7 }, { 14, 17 } };
static const Pattern halls = { ZB_BUILDING_HALL, { 34, 74 }, { 26, 46 }, { 12, 22 }, { 46, 62 } };

/**
 * zb_building_corner:
 * @self: a building
 * @ahead: from −1 at one end to 1 at the other
 * @side: from −1 at one front to 1 at the other
 *
 * Returns: the spot there
 */
ZbXY
zb_building_corner (const ZbBuilding *self, double ahead, double side)
{
  ZbXY spot = zb_xy_ahead (self->centre, self->heading, ahead * self->length / 2);
  return zb_xy_ahead (spot, self->heading + 90, side * self->depth / 2);
}

static gboolean
spot_fits (Site *site, ZbXY spot)
{
  return zb_ring_contains (site->block->ring, spot) &&
         zb_segments_is_clear (site->fabric->segments, spot, 3) &&
         !(site->is_mixed && zb_fabric_is_open (site->fabric, spot, 6));
}

static gboolean
building_fits (Site *site, const ZbBuilding *building)
{
  for (int side = -1; side <= 1; side += 2)
    for (int ahead = -1; ahead <= 1; ahead++)
      if (!spot_fits (site, zb_building_corner (building, ahead, side)))
        return FALSE;
  return TRUE;
}

/* One row from west to east; a building that does not fit is tried shorter before it is left out. */
static void
lay_row (Site *site, const Pattern *pattern, double heading, ZbXY middle, double reach)
{
  double at = -reach + zb_dice_between (&site->dice, 0, 12);
  double depth = zb_dice_between (&site->dice, pattern->depth[0], pattern->depth[1]);
  while (at < reach)
    {
      double length = zb_dice_between (&site->dice, pattern->length[0], pattern->length[1]);
      ZbBuilding building = {
        .heading = heading, .depth = depth, .kind = pattern->kind, .block = site->block->block
      };
      gboolean fits = FALSE;
      for (guint tries = 0; tries < 3 && !fits; tries++, length *= fits ? 1 : 0.72)
        {
          building.length = length;
          building.centre = zb_xy_ahead (middle, heading, at + length / 2);
          fits = length > building.depth * 0.9 && building_fits (site, &building);
          if (fits)
            break;
        }
      if (fits)
        g_array_append_val (site->buildings, building);
      at += fits ? building.length + zb_dice_between (&site->dice, pattern->gap[0], pattern->gap[1]) : 9;
    }
}

static void
lay_rows (Site *site, const Pattern *pattern, double heading)
{
  ZbXY centre = zb_ring_centre (site->block->ring);
  double row = zb_dice_between (&site->dice, pattern->row[0], pattern->row[1]);
  int n = (int)ceil (site->radius / row);
  for (int i = -n; i <= n; i++)
    lay_row (site, pattern, heading, zb_xy_ahead (centre, heading + 90, i * row), site->radius);
}

static double
block_radius (const ZbCell *block)
{
  ZbXY centre = zb_ring_centre (block->ring);
  double radius = 0;
  for (guint i = 0; i < block->ring->len; i++)
    radius = fmax (radius, zb_xy_distance (centre, ZB_XY (block->ring, i)));
  return radius;
}

/* Flats face south: of the block's two directions, the one nearer to east and west. */
static double
row_heading (const ZbCell *block)
{
  double heading, length, width;
  zb_cell_measure (block, &heading, &length, &width);
  return fabs (fmod (heading, 180) - 90) <= 45 ? heading : heading + 90;
}

static const Pattern *
choose_pattern (Site *site)
{
  ZbXY centre = zb_ring_centre (site->block->ring);
  const ZbSegment *road = zb_segments_nearest (site->fabric->segments, centre, 110, NULL);
  gboolean at_main_road = road && road->tag < site->fabric->facts->roads->len;
  double luck = zb_dice_fraction (&site->dice);
  if (site->block->area < 6000 || luck < (at_main_road ? 0.3 : 0.1))
    return &halls;
  if (centre.x > 2600 && luck < 0.5)
    return &lanes;
  return luck > 0.84 ? &towers : &slabs;
}

static gboolean
block_is_mixed (Site *site)
{
  const GArray *ring = site->block->ring;
  for (guint i = 0; i < ring->len; i++)
    if (zb_fabric_is_open (site->fabric, ZB_XY (ring, i), 20))
      return TRUE;
  return zb_fabric_is_open (site->fabric, zb_ring_centre (ring), 20);
}

static void
build_block (Site *site, ZbCell *block)
{
  guint before = site->buildings->len;
  double built = 0;
  site->block = block;
  site->is_mixed = block_is_mixed (site);
  site->radius = block_radius (block);
  lay_rows (site, choose_pattern (site), row_heading (block));
  for (guint i = before; i < site->buildings->len; i++)
    {
      const ZbBuilding *building = &g_array_index (site->buildings, ZbBuilding, i);
      built += building->length * building->depth * (building->kind == ZB_BUILDING_HALL ? 0.4 : 1);
    }
  block->homes = built;
}

/**
 * zb_buildings_new:
 * @fabric: streets and blocks; the blocks' homes are set
 * @seed: what the district grows from
 *
 * Returns: (transfer full) (element-type ZbBuilding): the buildings, block by block
 */
GArray *
zb_buildings_new (ZbFabric *fabric, guint64 seed)
{
  Site site = { .fabric = fabric, .dice = zb_dice_new (seed, "buildings") };
  site.buildings = g_array_new (FALSE, FALSE, sizeof (ZbBuilding));
  for (guint i = 0; i < fabric->blocks->len; i++)
    {
      ZbCell *block = g_ptr_array_index (fabric->blocks, i);
      if (!block->is_open && block->area < 90000)
        build_block (&site, block);
    }
  return site.buildings;
}
