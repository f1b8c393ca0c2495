/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Divides a subdistrict into a given number of regions that follow roads: the heaviest cell is taken
 * apart again and again. A sliver stays with its larger neighbour. */
#include "zb-regions.h"

#define SLIVER 0.2 /* of an even share */

typedef struct
{
  GPtrArray *cells; /* the first is the one that can be taken apart */
  double weight;
} Region;

static void
region_clear (gpointer data)
{
  g_clear_pointer (&((Region *)data)->cells, g_ptr_array_unref);
}

static Region
region_new (ZbCell *cell, ZbWeighFunc weigh)
{
  Region region = { g_ptr_array_new (), weigh (cell) };
  g_ptr_array_add (region.cells, cell);
  return region;
}

static int
find_heaviest (const GArray *regions)
{
  int best = -1;
  for (guint i = 0; i < regions->len; i++)
    {
      const Region *region = &g_array_index (regions, Region, i);
      if (!zb_cell_is_block (region->cells->pdata[0]) &&
          (best < 0 || region->weight > g_array_index (regions, Region, best).weight))
        best = (int)i;
    }
  return best;
}

static void
give_to_nearer (ZbCell *cell, Region *a, Region *b, ZbWeighFunc weigh)
{
  ZbXY centre = zb_ring_centre (cell->ring);
  ZbCell *first = a->cells->pdata[0], *second = b->cells->pdata[0];
  Region *nearer = zb_ring_distance (first->ring, centre) <= zb_ring_distance (second->ring, centre) ? a : b;
  g_ptr_array_add (nearer->cells, cell);
  nearer->weight += weigh (cell);
}

/* Takes the region's first cell apart; tells whether that made another region. */
static gboolean
take_apart (GArray *regions, guint index, double share, ZbWeighFunc weigh)
{
  Region *region = &g_array_index (regions, Region, index);
  ZbCell *cell = region->cells->pdata[0];
  ZbCell *large = weigh (cell->part[0]) >= weigh (cell->part[1]) ? cell->part[0] : cell->part[1];
  ZbCell *small = cell->part[0] == large ? cell->part[1] : cell->part[0];
  Region first, second;
  if (weigh (small) < SLIVER * share)
    {
      region->cells->pdata[0] = large;
      g_ptr_array_add (region->cells, small);
      return FALSE;
    }
  first = region_new (large, weigh);
  second = region_new (small, weigh);
  for (guint i = 1; i < region->cells->len; i++)
    give_to_nearer (region->cells->pdata[i], &first, &second, weigh);
  region_clear (region);
  *region = first;
  g_array_append_val (regions, second);
  return TRUE;
}

/**
 * zb_regions_new:
 * @subdistrict: a cut cell
 * @n: how many regions
 * @weigh: what is to be shared out evenly
 *
 * Returns: (transfer full) (element-type GPtrArray): for each region the cells that it is made of; fewer
 *   than @n where there are not enough blocks
 */
GPtrArray *
zb_regions_new (ZbCell *subdistrict, guint n, ZbWeighFunc weigh)
{
  g_autoptr (GArray) regions = g_array_new (FALSE, FALSE, sizeof (Region));
  Region whole = region_new (subdistrict, weigh);
  GPtrArray *cells = g_ptr_array_new_with_free_func ((GDestroyNotify)g_ptr_array_unref);
  int heaviest;
  g_array_append_val (regions, whole);
  while (regions->len < n && (heaviest = find_heaviest (regions)) >= 0)
    take_apart (regions, (guint)heaviest, whole.weight / n, weigh);
  for (guint i = 0; i < regions->len; i++)
    g_ptr_array_add (cells, g_array_index (regions, Region, i).cells);
  return cells;
}
