/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lays out streets and blocks between the main roads: every subdistrict is cut along the main roads,
 * and what is left is cut across its longer side until the blocks are as small as blocks are there.
 * So streets follow the direction of the main road beside them, and the grid is never quite regular. */
#include "zb-fabric.h"

#include "zb-names.h"

#include <math.h>

#define STREET_AREA 45000.0 /* a cut through more than this many square metres is a street, less a lane */
#define CLIP_STEP 8.0
#define SHORTEST 30.0
#define BORDER_APART 45.0
#define BORDER_STEP 60.0
#define SQUARE 60.0

typedef struct
{
  ZbFabric *fabric;
  ZbDice dice;
} Layout;

static ZbXY
airfield_corner (void)
{
  return zb_xy_from_point ((ZbPoint){ 121.3412, 31.2165 });
}

/**
 * zb_fabric_is_open:
 * @self: the fabric
 * @spot: a spot in the district
 * @margin: metres to keep from water and parks
 *
 * Returns: whether nothing is built at @spot: water, a park or the airfield
 */
gboolean
zb_fabric_is_open (ZbFabric *self, ZbXY spot, double margin)
{
  ZbXY airfield = airfield_corner ();
  if (spot.x < airfield.x && spot.y < airfield.y)
    return TRUE;
  if (!zb_segments_is_clear (self->creek, spot, margin))
    return TRUE;
  for (guint i = 0; i < self->facts->parks->len; i++)
    {
      const ZbSurface *park = g_ptr_array_index (self->facts->parks, i);
      if (zb_surface_box_is_near (park, spot, margin) &&
          (zb_ring_contains (park->ring, spot) || zb_ring_distance (park->ring, spot) < margin))
        return TRUE;
    }
  return FALSE;
}

static void
add_road (Layout *layout, const char *name, ZbRoadClass road_class, GArray *line)
{
  ZbFabric *self = layout->fabric;
  zb_segments_add_line (self->segments, line, zb_road_half_width (road_class), self->roads->len);
  g_ptr_array_add (self->roads, zb_road_new (name, road_class, line));
}

static void
end_run (Layout *layout, ZbRoadClass road_class, GArray **run)
{
  if (*run && (*run)->len > 1 && zb_line_length (*run) > SHORTEST)
    add_road (layout, NULL, road_class, g_steal_pointer (run));
  g_clear_pointer (run, g_array_unref);
}

static gboolean
step_is_open (ZbFabric *self, ZbXY a, ZbXY b)
{
  double metres = zb_xy_distance (a, b);
  for (double at = 0; at < metres; at += CLIP_STEP)
    if (zb_fabric_is_open (self, zb_xy_between (a, b, at / metres), 5))
      return TRUE;
  return zb_fabric_is_open (self, b, 0);
}

static void
add_spot (GArray **run, ZbXY a, ZbXY b)
{
  if (!*run)
    {
      *run = zb_xys_new ();
      g_array_append_val (*run, a);
    }
  g_array_append_val (*run, b);
}

/* One straight step of a street: whole where all is dry, else what is dry of it. */
static void
add_step (Layout *layout, ZbRoadClass road_class, GArray **run, ZbXY a, ZbXY b)
{
  guint parts;
  if (!step_is_open (layout->fabric, a, b))
    {
      add_spot (run, a, b);
      return;
    }
  parts = MAX (1, (guint)(zb_xy_distance (a, b) / CLIP_STEP));
  for (guint i = 0; i < parts; i++)
    {
      ZbXY from = zb_xy_between (a, b, (double)i / parts), to = zb_xy_between (a, b, (i + 1.0) / parts);
      if (zb_fabric_is_open (layout->fabric, from, 5) || zb_fabric_is_open (layout->fabric, to, 5))
        end_run (layout, road_class, run);
      else
        add_spot (run, from, to);
    }
}

static void
add_street (Layout *layout, ZbRoadClass road_class, const GArray *line)
{
  GArray *run = NULL;
  for (guint i = 1; i < line->len; i++)
    add_step (layout, road_class, &run, ZB_XY (line, i - 1), ZB_XY (line, i));
  end_run (layout, road_class, &run);
}

/* Where a main road ends within a block its straight continuation becomes a street. */
static void
main_road_cut (const GArray *cut, guint extended, gpointer data)
{
  guint last = cut->len - 1;
  ZbXY ends[4] = { ZB_XY (cut, 0), ZB_XY (cut, 1), ZB_XY (cut, last - 1), ZB_XY (cut, last) };
  for (guint i = 0; i < 2; i++)
    if (extended & (1u << i))
      {
        g_autoptr (GArray) line = zb_xys_new ();
        g_array_append_vals (line, &ends[2 * i], 2);
        add_street (data, ZB_ROAD_STREET, line);
      }
}

/* Blocks are small in the old east and large in the west, where the factories and the airfield were. */
static double
block_area (Layout *layout, const ZbCell *cell)
{
  double west = CLAMP ((2500 - zb_ring_centre (cell->ring).x) / 6000, 0, 1);
  return (21000 + 21000 * west) * zb_dice_between (&layout->dice, 0.8, 1.5);
}

static void
lay_out_streets (Layout *layout, ZbCell *cell)
{
  g_autoptr (GArray) cut = NULL;
  double at = zb_dice_between (&layout->dice, 0.42, 0.58), skew = zb_dice_between (&layout->dice, -4, 4);
  if (zb_cell_is_block (cell))
    {
      if (cell->area < block_area (layout, cell) || !zb_cell_cut_across (cell, at, skew, &cut))
        return;
      add_street (layout, cell->area > STREET_AREA ? ZB_ROAD_STREET : ZB_ROAD_LANE, cut);
    }
  lay_out_streets (layout, cell->part[0]);
  lay_out_streets (layout, cell->part[1]);
}

static gboolean
border_is_free (ZbFabric *self, ZbXY a, ZbXY b)
{
  ZbXY middle = zb_xy_between (a, b, 0.5);
  return zb_ring_distance (self->facts->district->ring, middle) > BORDER_APART &&
         !zb_segments_nearest (self->segments, middle, BORDER_APART, NULL);
}

static void
add_border (Layout *layout, GArray **run)
{
  if (*run)
    add_street (layout, ZB_ROAD_STREET, *run);
  g_clear_pointer (run, g_array_unref);
}

/* A border between two subdistricts that follows no main road follows a street. */
static void
lay_out_borders (Layout *layout, const GArray *ring)
{
  GArray *run = NULL;
  for (guint i = 0; i < ring->len; i++)
    {
      ZbXY a = ZB_XY (ring, i), b = ZB_XY (ring, (i + 1) % ring->len);
      guint parts = 1 + (guint)(zb_xy_distance (a, b) / BORDER_STEP);
      for (guint k = 0; k < parts; k++)
        {
          ZbXY from = zb_xy_between (a, b, (double)k / parts), to = zb_xy_between (a, b, (k + 1.0) / parts);
          if (border_is_free (layout->fabric, from, to))
            add_spot (&run, from, to);
          else
            add_border (layout, &run);
        }
    }
  add_border (layout, &run);
}

static void
lay_out_subdistrict (Layout *layout, const ZbSurface *surface)
{
  ZbFabric *self = layout->fabric;
  ZbCell *cell = zb_cell_new (g_array_copy (surface->ring));
  for (guint i = 0; i < self->facts->roads->len; i++)
    {
      const ZbRoad *road = g_ptr_array_index (self->facts->roads, i);
      zb_cell_cut_along (cell, road->line, main_road_cut, layout);
    }
  lay_out_streets (layout, cell);
  g_ptr_array_add (self->subdistricts, cell);
}

static double
open_share (ZbFabric *self, const ZbCell *block)
{
  ZbXY centre = zb_ring_centre (block->ring);
  guint open = zb_fabric_is_open (self, centre, 4), n = 1;
  for (guint i = 0; i < block->ring->len; i++, n += 2)
    {
      ZbXY corner = ZB_XY (block->ring, i);
      open += zb_fabric_is_open (self, zb_xy_between (centre, corner, 0.9), 4);
      open += zb_fabric_is_open (self, zb_xy_between (centre, corner, 0.5), 4);
    }
  return (double)open / n;
}

static gpointer
square_key (double x, double y)
{
  return GSIZE_TO_POINTER ((gsize)((gint64)floor (x / SQUARE) + 0x4000) << 16 |
                           (gsize)((gint64)floor (y / SQUARE) + 0x4000));
}

static void
enter_square (ZbFabric *self, double x, double y, guint block)
{
  gpointer key = square_key (x, y);
  GArray *square = g_hash_table_lookup (self->blocks_by_square, key);
  if (!square)
    {
      square = g_array_new (FALSE, FALSE, sizeof (guint));
      g_hash_table_insert (self->blocks_by_square, key, square);
    }
  g_array_append_val (square, block);
}

static void
enter_block (ZbFabric *self, const ZbCell *block)
{
  double west = G_MAXDOUBLE, south = G_MAXDOUBLE, east = -G_MAXDOUBLE, north = -G_MAXDOUBLE;
  for (guint i = 0; i < block->ring->len; i++)
    {
      west = fmin (west, ZB_XY (block->ring, i).x);
      east = fmax (east, ZB_XY (block->ring, i).x);
      south = fmin (south, ZB_XY (block->ring, i).y);
      north = fmax (north, ZB_XY (block->ring, i).y);
    }
  for (double x = floor (west / SQUARE) * SQUARE; x <= east; x += SQUARE)
    for (double y = floor (south / SQUARE) * SQUARE; y <= north; y += SQUARE)
      enter_square (self, x + 1, y + 1, block->block);
}

static void
number_blocks (ZbFabric *self)
{
  for (guint i = 0; i < self->subdistricts->len; i++)
    {
      guint before = self->blocks->len;
      zb_cell_collect_blocks (g_ptr_array_index (self->subdistricts, i), self->blocks);
      for (guint k = before; k < self->blocks->len; k++)
        ((ZbCell *)g_ptr_array_index (self->blocks, k))->subdistrict = i;
    }
  for (guint i = 0; i < self->blocks->len; i++)
    {
      ZbCell *block = g_ptr_array_index (self->blocks, i);
      block->block = i;
      block->is_open = open_share (self, block) > 0.2;
      block->homes = block->is_open ? 0 : block->area;
      enter_block (self, block);
    }
}

static void
name_streets (ZbFabric *self, guint64 seed)
{
  g_autofree guint *used = g_new0 (guint, self->subdistricts->len);
  for (guint i = self->facts->roads->len; i < self->roads->len; i++)
    {
      ZbRoad *road = g_ptr_array_index (self->roads, i);
      double length = zb_line_length (road->line);
      guint subdistrict = zb_fabric_find_subdistrict (self, zb_line_at (road->line, length / 2, NULL));
      if (length > (road->road_class == ZB_ROAD_STREET ? 100 : 200))
        road->name = zb_names_street (subdistrict, used[subdistrict]++);
    }
}

/**
 * zb_fabric_new:
 * @seed: what the district grows from
 *
 * Returns: (transfer full): the streets and blocks that grow from @seed
 */
ZbFabric *
zb_fabric_new (guint64 seed)
{
  ZbFabric *self = g_new0 (ZbFabric, 1);
  Layout layout = { self, zb_dice_new (seed, "streets") };
  self->facts = zb_facts_new ();
  self->subdistricts = g_ptr_array_new_with_free_func ((GDestroyNotify)zb_cell_free);
  self->blocks = g_ptr_array_new ();
  self->roads = g_ptr_array_new_with_free_func ((GDestroyNotify)zb_road_free);
  self->segments = zb_segments_new ();
  self->creek = zb_segments_new ();
  self->blocks_by_square = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify)g_array_unref);
  zb_segments_add_line (self->creek, self->facts->creek, ZB_CREEK_HALF_WIDTH, 0);
  for (guint i = 0; i < self->facts->roads->len; i++)
    {
      const ZbRoad *road = g_ptr_array_index (self->facts->roads, i);
      add_road (&layout, road->name, road->road_class, g_array_ref (road->line));
    }
  for (guint i = 0; i < self->facts->subdistricts->len; i++)
    lay_out_borders (&layout, ((ZbSurface *)g_ptr_array_index (self->facts->subdistricts, i))->ring);
  for (guint i = 0; i < self->facts->subdistricts->len; i++)
    lay_out_subdistrict (&layout, g_ptr_array_index (self->facts->subdistricts, i));
  number_blocks (self);
  name_streets (self, seed);
  return self;
}

/**
 * zb_fabric_free:
 * @self: (transfer full): the fabric
 */
void
zb_fabric_free (ZbFabric *self)
{
  g_hash_table_unref (self->blocks_by_square);
  g_ptr_array_unref (self->blocks);
  g_ptr_array_unref (self->subdistricts);
  g_ptr_array_unref (self->roads);
  zb_segments_free (self->segments);
  zb_segments_free (self->creek);
  zb_facts_free (self->facts);
  g_free (self);
}

/**
 * zb_fabric_find_block:
 * @self: the fabric
 * @spot: a spot
 *
 * Returns: (transfer none) (nullable): the block in which @spot lies
 */
ZbCell *
zb_fabric_find_block (ZbFabric *self, ZbXY spot)
{
  GArray *square = g_hash_table_lookup (self->blocks_by_square, square_key (spot.x, spot.y));
  for (guint i = 0; square && i < square->len; i++)
    {
      ZbCell *block = g_ptr_array_index (self->blocks, g_array_index (square, guint, i));
      if (zb_ring_contains (block->ring, spot))
        return block;
    }
  return NULL;
}

/**
 * zb_fabric_find_subdistrict:
 * @self: the fabric
 * @spot: a spot
 *
 * Returns: the number of the subdistrict in which @spot lies, or of the nearest one
 */
guint
zb_fabric_find_subdistrict (ZbFabric *self, ZbXY spot)
{
  const ZbCell *block = zb_fabric_find_block (self, spot);
  guint best = 0;
  double least = G_MAXDOUBLE;
  if (block)
    return block->subdistrict;
  for (guint i = 0; i < self->facts->subdistricts->len; i++)
    {
      double metres =
          zb_ring_distance (((ZbSurface *)g_ptr_array_index (self->facts->subdistricts, i))->ring, spot);
      if (metres < least)
        least = metres, best = i;
    }
  return best;
}

typedef struct
{
  ZbFabric *fabric;
  ZbXY spot;
  const ZbRoad *best;
  double least, along;
} Named;

static void
keep_nearer_named (const ZbSegment *segment, gpointer data)
{
  Named *named = data;
  const ZbRoad *road = g_ptr_array_index (named->fabric->roads, segment->tag);
  double t, metres = zb_xy_to_segment (named->spot, segment->a, segment->b, &t);
  if (!road->name || road->road_class == ZB_ROAD_EXPRESSWAY || metres >= named->least)
    return;
  named->best = road;
  named->least = metres;
  named->along = segment->along + t * zb_xy_distance (segment->a, segment->b);
}

/**
 * zb_fabric_nearest_named_road:
 * @self: the fabric
 * @spot: a spot
 * @along: (out): how many metres along the road its nearest spot is
 *
 * Returns: (transfer none): the road of which @spot would have its address
 */
const ZbRoad *
zb_fabric_nearest_named_road (ZbFabric *self, ZbXY spot, double *along)
{
  Named named = { self, spot, NULL, G_MAXDOUBLE, 0 };
  for (double reach = 120; !named.best && reach < 8000; reach *= 2)
    zb_segments_foreach (self->segments, spot, reach, keep_nearer_named, &named);
  *along = named.along;
  return named.best ? named.best : g_ptr_array_index (self->roads, 5);
}
