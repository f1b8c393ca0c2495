/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The areas of the district: subdistricts as the facts have them, committees and grids made of blocks,
 * gated communities made of a block each. */
#include "zb-quarters.h"

#include "zb-names.h"
#include "zb-regions.h"

#include <math.h>

#define WALL_APART 1.2 /* from the back of the pavement */
#define FEWEST_BUILDINGS 4

typedef struct
{
  ZbQuarters *quarters;
  ZbFabric *fabric;
  const GArray *buildings;
  GArray *first_building; /* guint by block, one more at the end */
  guint64 seed;
  ZbDice dice;
  ZbNames *names;
  GHashTable *addresses;
} Survey;

static void
community_free (ZbCommunity *self)
{
  g_free (self->street);
  g_array_unref (self->ring);
  g_array_unref (self->gates);
  g_array_unref (self->gate_headings);
  g_free (self);
}

/**
 * zb_quarters_share_out:
 * @total: how many there are to share out
 * @weights: what each share is in proportion to
 * @n: how many shares
 *
 * The method of the largest remainder (Hamilton's), so that the shares add up to @total.
 *
 * Returns: (transfer full) (array length=n): the shares
 */
guint *
zb_quarters_share_out (guint total, const double *weights, guint n)
{
  guint *shares = g_new0 (guint, n), given = 0;
  g_autofree double *left = g_new0 (double, n);
  double sum = 0;
  for (guint i = 0; i < n; i++)
    sum += weights[i];
  for (guint i = 0; i < n; i++)
    {
      double exact = sum > 0 ? total * weights[i] / sum : 0;
      shares[i] = (guint)exact;
      left[i] = exact - shares[i];
      given += shares[i];
    }
  for (; given < total && n > 0; given++)
    {
      guint best = 0;
      for (guint i = 1; i < n; i++)
        if (left[i] > left[best])
          best = i;
      shares[best]++;
      left[best] -= 1;
    }
  return shares;
}

static void
add_ring (ZbGeometry *geometry, const GArray *ring)
{
  zb_geometry_begin_polygon (geometry);
  zb_geometry_begin_ring (geometry);
  for (guint i = 0; i <= ring->len; i++)
    zb_geometry_add_point (geometry, zb_xy_to_point (ZB_XY (ring, i % ring->len)));
}

static ZbArea *
add_area (Survey *survey, ZbAreaKind kind, char *code, const char *name, guint parent)
{
  ZbQuarters *quarters = survey->quarters;
  g_autofree char *id = zb_dice_make_id (survey->seed, "area", quarters->areas->len);
  ZbArea *area = ZB_AREA (zb_entity_new (ZB_KIND_AREA, id));
  if (quarters->count[kind]++ == 0)
    quarters->first[kind] = quarters->areas->len;
  area->kind = kind;
  area->code = code;
  area->name = g_strdup (name);
  area->geometry = zb_geometry_new ();
  if (parent != G_MAXUINT)
    area->parent = g_strdup (((ZbEntity *)g_ptr_array_index (quarters->areas, parent))->id);
  g_ptr_array_add (quarters->areas, area);
  return area;
}

static double
sum_homes (ZbCell *cell)
{
  if (!zb_cell_is_block (cell))
    cell->homes = sum_homes (cell->part[0]) + sum_homes (cell->part[1]);
  return cell->homes;
}

/* People live in homes, but a committee without any still has its ground to look after. */
static double
weigh_for_committees (const ZbCell *cell)
{
  return cell->homes + 0.006 * cell->area;
}

static double
weigh_for_grids (const ZbCell *cell)
{
  return 0.5 * cell->homes + 0.1 * cell->area;
}

static guint *
share_by_subdistrict (Survey *survey, guint total, ZbWeighFunc weigh)
{
  double weights[ZB_N_SUBDISTRICTS];
  for (guint i = 0; i < ZB_N_SUBDISTRICTS; i++)
    weights[i] = weigh (g_ptr_array_index (survey->fabric->subdistricts, i));
  return zb_quarters_share_out (total, weights, ZB_N_SUBDISTRICTS);
}

static void
note_blocks (GArray *by_block, GPtrArray *cells, guint value)
{
  g_autoptr (GPtrArray) blocks = g_ptr_array_new ();
  for (guint i = 0; i < cells->len; i++)
    zb_cell_collect_blocks (cells->pdata[i], blocks);
  for (guint i = 0; i < blocks->len; i++)
    g_array_index (by_block, guint, ((ZbCell *)blocks->pdata[i])->block) = value;
}

static void
add_committees (Survey *survey)
{
  g_autofree guint *shares = share_by_subdistrict (survey, ZB_N_COMMITTEES, weigh_for_committees);
  for (guint i = 0; i < ZB_N_SUBDISTRICTS; i++)
    {
      ZbCell *cell = g_ptr_array_index (survey->fabric->subdistricts, i);
      const ZbSurface *surface = g_ptr_array_index (survey->fabric->facts->subdistricts, i);
      g_autoptr (GPtrArray) regions = zb_regions_new (cell, shares[i], weigh_for_committees);
      for (guint k = 0; k < regions->len; k++)
        {
          GPtrArray *cells = regions->pdata[k];
          g_autofree char *name = zb_names_committee (survey->names, i);
          ZbArea *area =
              add_area (survey, ZB_AREA_COMMITTEE, g_strdup_printf ("%s%03u", surface->code, k + 1), name,
                        survey->quarters->first[ZB_AREA_SUBDISTRICT] + i);
          note_blocks (survey->quarters->committee_of_block, cells, survey->quarters->areas->len - 1);
          for (guint c = 0; c < cells->len; c++)
            add_ring (area->geometry, ((ZbCell *)cells->pdata[c])->ring);
        }
    }
}

static void
add_grids (Survey *survey)
{
  g_autofree guint *shares = share_by_subdistrict (survey, ZB_N_GRIDS, weigh_for_grids);
  for (guint i = 0; i < ZB_N_SUBDISTRICTS; i++)
    {
      ZbCell *cell = g_ptr_array_index (survey->fabric->subdistricts, i);
      g_autoptr (GPtrArray) regions = zb_regions_new (cell, shares[i], weigh_for_grids);
      for (guint k = 0; k < regions->len; k++)
        {
          GPtrArray *cells = regions->pdata[k];
          char *code = g_strdup_printf ("%s-%02u", zb_names_subdistrict_letters (i), k + 1);
          g_autofree char *name = g_strdup_printf ("%s%02u网格", zb_names_subdistrict_short (i), k + 1);
          ZbArea *area =
              add_area (survey, ZB_AREA_GRID, code, name, survey->quarters->first[ZB_AREA_SUBDISTRICT] + i);
          for (guint c = 0; c < cells->len; c++)
            add_ring (area->geometry, ((ZbCell *)cells->pdata[c])->ring);
        }
    }
}

static guint
n_buildings_of (Survey *survey, guint block)
{
  return g_array_index (survey->first_building, guint, block + 1) -
         g_array_index (survey->first_building, guint, block);
}

static double
pavement_beside (ZbFabric *fabric, ZbXY spot)
{
  double metres;
  const ZbSegment *segment = zb_segments_nearest (fabric->segments, spot, 6, &metres);
  return (segment ? segment->half_width : 4) + WALL_APART;
}

static GArray *
shrink_to_wall (ZbFabric *fabric, const GArray *ring)
{
  g_autofree double *metres = g_new (double, ring->len);
  for (guint i = 0; i < ring->len; i++)
    metres[i] =
        pavement_beside (fabric, zb_xy_between (ZB_XY (ring, i), ZB_XY (ring, (i + 1) % ring->len), 0.5));
  return zb_ring_shrink (ring, metres);
}

static GArray *
wall_of (Survey *survey, const ZbCell *block)
{
  g_autoptr (GArray) ring = NULL;
  guint first = g_array_index (survey->first_building, guint, block->block);
  if (block->is_open || n_buildings_of (survey, block->block) < FEWEST_BUILDINGS ||
      g_array_index (survey->buildings, ZbBuilding, first).kind == ZB_BUILDING_HALL)
    return NULL;
  ring = shrink_to_wall (survey->fabric, block->ring);
  for (guint i = 0; ring && i < ring->len; i++)
    if (zb_fabric_is_open (survey->fabric, ZB_XY (ring, i), 4))
      return NULL;
  return g_steal_pointer (&ring);
}

typedef struct
{
  const ZbCell *block;
  GArray *wall;
  double luck;
} Candidate;

static void
candidate_clear (gpointer data)
{
  g_array_unref (((Candidate *)data)->wall);
}

static int
compare_luck (gconstpointer a, gconstpointer b)
{
  double x = ((const Candidate *)a)->luck, y = ((const Candidate *)b)->luck;
  return (x < y) - (x > y);
}

static GArray *
find_candidates (Survey *survey, guint subdistrict)
{
  GArray *candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  g_autoptr (GPtrArray) blocks = g_ptr_array_new ();
  g_array_set_clear_func (candidates, candidate_clear);
  zb_cell_collect_blocks (g_ptr_array_index (survey->fabric->subdistricts, subdistrict), blocks);
  for (guint i = 0; i < blocks->len; i++)
    {
      Candidate candidate = { blocks->pdata[i], wall_of (survey, blocks->pdata[i]), 0 };
      if (!candidate.wall)
        continue;
      candidate.luck = candidate.block->homes * zb_dice_between (&survey->dice, 0.6, 1.4);
      g_array_append_val (candidates, candidate);
    }
  g_array_sort (candidates, compare_luck);
  return candidates;
}

static gboolean
cast_to_wall (const GArray *ring, double heading, ZbXY *hit)
{
  ZbXY centre = zb_ring_centre (ring), far = zb_xy_ahead (centre, heading, 2000);
  double most = -1;
  for (guint i = 0, j = ring->len - 1; i < ring->len; j = i++)
    {
      double t, u;
      if (zb_xy_cross (centre, far, ZB_XY (ring, j), ZB_XY (ring, i), &t, &u) && t > most)
        most = t;
    }
  if (most < 0)
    return FALSE;
  *hit = zb_xy_between (centre, far, fmax (0, most - 1.5 / 2000));
  return TRUE;
}

/* Entrances face the roads around; two at least, the main one towards the road of the address. */
static void
add_gates (Survey *survey, ZbCommunity *community, const ZbCell *block)
{
  double heading, length, width, least = G_MAXDOUBLE;
  guint n = 2 + zb_dice_pick (&survey->dice, 3);
  zb_cell_measure (block, &heading, &length, &width);
  for (guint i = 0; i < 4; i++)
    {
      ZbXY hit;
      double way = fmod (heading + 90 * i, 360), along, metres;
      if (!cast_to_wall (community->ring, way, &hit) || !zb_ring_contains (community->ring, hit))
        continue;
      metres = zb_line_distance (zb_fabric_nearest_named_road (survey->fabric, hit, &along)->line, hit, NULL);
      if (metres < least)
        {
          least = metres;
          g_array_prepend_val (community->gates, hit);
          g_array_prepend_val (community->gate_headings, way);
        }
      else
        {
          g_array_append_val (community->gates, hit);
          g_array_append_val (community->gate_headings, way);
        }
    }
  g_array_set_size (community->gates, MIN (n, community->gates->len));
  g_array_set_size (community->gate_headings, community->gates->len);
}

/* Lane numbers rise along the street, odd on one side and even on the other, and none is given twice. */
static void
give_address (Survey *survey, ZbCommunity *community)
{
  double along = 0;
  ZbXY door = community->gates->len ? ZB_XY (community->gates, 0) : zb_ring_centre (community->ring);
  const ZbRoad *road = zb_fabric_nearest_named_road (survey->fabric, door, &along);
  double way;
  ZbXY kerb = zb_line_at (road->line, along, &way);
  gboolean left = fmod (zb_xy_heading (kerb, door) - way + 360, 360) > 180;
  community->street = g_strdup (road->name);
  community->number = 2 * (guint)(20 + along * 0.16) + (left ? 1 : 0);
  for (;; community->number += 2)
    {
      g_autofree char *address = g_strdup_printf ("%s%u", community->street, community->number);
      if (g_hash_table_add (survey->addresses, g_strdup (address)))
        break;
    }
}

static void
add_community (Survey *survey, guint subdistrict, const Candidate *candidate)
{
  ZbQuarters *quarters = survey->quarters;
  ZbCommunity *community = g_new0 (ZbCommunity, 1);
  guint block = candidate->block->block;
  guint committee = g_array_index (quarters->committee_of_block, guint, block);
  g_autofree char *name = NULL;
  ZbArea *area;

  community->subdistrict = subdistrict;
  community->ring = g_array_ref (candidate->wall);
  community->gates = zb_xys_new ();
  community->gate_headings = g_array_new (FALSE, FALSE, sizeof (double));
  community->first_building = g_array_index (survey->first_building, guint, block);
  community->n_buildings = n_buildings_of (survey, block);
  add_gates (survey, community, candidate->block);
  give_address (survey, community);
  name = zb_names_community (survey->names, community->street);
  area = add_area (survey, ZB_AREA_COMMUNITY,
                   g_strdup_printf ("%s-%03u", ((ZbArea *)quarters->areas->pdata[committee])->code,
                                    quarters->communities->len + 1),
                   name, committee);
  add_ring (area->geometry, community->ring);
  community->area = quarters->areas->len - 1;
  g_array_index (quarters->community_of_block, guint, block) = quarters->communities->len;
  g_ptr_array_add (quarters->communities, community);
}

static void
add_communities (Survey *survey)
{
  double weights[ZB_N_SUBDISTRICTS];
  GArray *candidates[ZB_N_SUBDISTRICTS];
  g_autofree guint *shares = NULL;
  for (guint i = 0; i < ZB_N_SUBDISTRICTS; i++)
    {
      candidates[i] = find_candidates (survey, i);
      weights[i] = candidates[i]->len;
    }
  shares = zb_quarters_share_out (ZB_N_COMMUNITIES, weights, ZB_N_SUBDISTRICTS);
  for (guint i = 0; i < ZB_N_SUBDISTRICTS; i++)
    {
      for (guint k = 0; k < MIN (shares[i], candidates[i]->len); k++)
        add_community (survey, i, &g_array_index (candidates[i], Candidate, k));
      g_array_unref (candidates[i]);
    }
}

static GArray *
index_buildings (const GArray *buildings, guint n_blocks)
{
  GArray *first = g_array_sized_new (FALSE, TRUE, sizeof (guint), n_blocks + 1);
  guint next = 0;
  for (guint block = 0; block < n_blocks; block++)
    {
      g_array_append_val (first, next);
      while (next < buildings->len && g_array_index (buildings, ZbBuilding, next).block == block)
        next++;
    }
  g_array_append_val (first, next);
  return first;
}

static void
add_given_areas (Survey *survey)
{
  const ZbFacts *facts = survey->fabric->facts;
  ZbArea *area =
      add_area (survey, ZB_AREA_DISTRICT, g_strdup (facts->district->code), facts->district->name, G_MAXUINT);
  add_ring (area->geometry, facts->district->ring);
  for (guint i = 0; i < facts->subdistricts->len; i++)
    {
      const ZbSurface *surface = g_ptr_array_index (facts->subdistricts, i);
      area = add_area (survey, ZB_AREA_SUBDISTRICT, g_strdup (surface->code), surface->name, 0);
      add_ring (area->geometry, surface->ring);
    }
}

static GArray *
nothing_by_block (guint n_blocks)
{
  GArray *by_block = g_array_sized_new (FALSE, FALSE, sizeof (guint), n_blocks);
  guint none = G_MAXUINT;
  for (guint i = 0; i < n_blocks; i++)
    g_array_append_val (by_block, none);
  return by_block;
}

/**
 * zb_quarters_new:
 * @fabric: streets and blocks
 * @buildings: (element-type ZbBuilding): the buildings, block by block
 * @seed: what the district grows from
 *
 * Returns: (transfer full): the areas of the district
 */
ZbQuarters *
zb_quarters_new (ZbFabric *fabric, const GArray *buildings, guint64 seed)
{
  ZbQuarters *self = g_new0 (ZbQuarters, 1);
  Survey survey = { self,
                    fabric,
                    buildings,
                    index_buildings (buildings, fabric->blocks->len),
                    seed,
                    zb_dice_new (seed, "places"),
                    zb_names_new (seed),
                    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL) };
  self->areas = g_ptr_array_new_with_free_func (g_object_unref);
  self->communities = g_ptr_array_new_with_free_func ((GDestroyNotify)community_free);
  self->committee_of_block = nothing_by_block (fabric->blocks->len);
  self->community_of_block = nothing_by_block (fabric->blocks->len);
  for (guint i = 0; i < fabric->subdistricts->len; i++)
    sum_homes (g_ptr_array_index (fabric->subdistricts, i));
  add_given_areas (&survey);
  add_committees (&survey);
  add_communities (&survey);
  add_grids (&survey);
  g_array_unref (survey.first_building);
  g_hash_table_unref (survey.addresses);
  zb_names_free (survey.names);
  return self;
}

/**
 * zb_quarters_free:
 * @self: (transfer full): the areas
 */
void
zb_quarters_free (ZbQuarters *self)
{
  g_ptr_array_unref (self->areas);
  g_ptr_array_unref (self->communities);
  g_array_unref (self->committee_of_block);
  g_array_unref (self->community_of_block);
  g_free (self);
}

/**
 * zb_quarters_find_community:
 * @self: the areas
 * @fabric: streets and blocks
 * @spot: a spot
 *
 * Returns: (transfer none) (nullable): the community within whose wall @spot lies
 */
const ZbCommunity *
zb_quarters_find_community (const ZbQuarters *self, ZbFabric *fabric, ZbXY spot)
{
  const ZbCell *block = zb_fabric_find_block (fabric, spot);
  guint number = block ? g_array_index (self->community_of_block, guint, block->block) : G_MAXUINT;
  const ZbCommunity *community = number == G_MAXUINT ? NULL : g_ptr_array_index (self->communities, number);
  return community && zb_ring_contains (community->ring, spot) ? community : NULL;
}

/**
 * zb_quarters_find_area:
 * @self: the areas
 * @fabric: streets and blocks
 * @spot: a spot
 *
 * Returns: (transfer none) (nullable): the community in which @spot lies, else its committee; %NULL outside
 *   the district
 */
const ZbArea *
zb_quarters_find_area (const ZbQuarters *self, ZbFabric *fabric, ZbXY spot)
{
  const ZbCommunity *community = zb_quarters_find_community (self, fabric, spot);
  const ZbCell *block;
  guint committee;
  if (community)
    return g_ptr_array_index (self->areas, community->area);
  block = zb_fabric_find_block (fabric, spot);
  committee = block ? g_array_index (self->committee_of_block, guint, block->block) : G_MAXUINT;
  return committee == G_MAXUINT ? NULL : g_ptr_array_index (self->areas, committee);
}
