/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cutting a surface along lines. Every cut is a chord: a line that enters and leaves the cell once
 * and lies inside in between, so that it always makes exactly two cells out of one. */
#include "zb-cell.h"

#include <math.h>

#define LEAST_AREA 400.0

/* A piece of a line inside a cell; an end that did not reach the outline is extended to it. */
typedef struct
{
  GArray *spots;
  gboolean open_start;
  gboolean open_end;
} Piece;

/**
 * zb_cell_new:
 * @ring: (transfer full): its outline, anticlockwise
 *
 * Returns: (transfer full): a cell that is not cut yet
 */
ZbCell *
zb_cell_new (GArray *ring)
{
  ZbCell *self = g_new0 (ZbCell, 1);
  self->ring = ring;
  self->area = zb_ring_area (ring);
  return self;
}

/**
 * zb_cell_free:
 * @self: (transfer full): a cell, with all it was cut into
 */
void
zb_cell_free (ZbCell *self)
{
  g_clear_pointer (&self->part[0], zb_cell_free);
  g_clear_pointer (&self->part[1], zb_cell_free);
  g_array_unref (self->ring);
  g_free (self);
}

/**
 * zb_cell_is_block:
 * @self: a cell
 *
 * Returns: whether it was not cut
 */
gboolean
zb_cell_is_block (const ZbCell *self)
{
  return self->part[0] == NULL;
}

static guint
nearest_side (const GArray *ring, ZbXY spot)
{
  guint best = 0;
  double least = G_MAXDOUBLE;
  for (guint i = 0; i < ring->len; i++)
    {
      double metres = zb_xy_to_segment (spot, ZB_XY (ring, i), ZB_XY (ring, (i + 1) % ring->len), NULL);
      if (metres < least)
        least = metres, best = i;
    }
  return best;
}

static void
append_apart (GArray *ring, ZbXY spot)
{
  if (ring->len == 0 || zb_xy_distance (ZB_XY (ring, ring->len - 1), spot) > 0.01)
    g_array_append_val (ring, spot);
}

/* The outline from one end of the chord round to the other, closed by the chord. */
static GArray *
walk_ring (const GArray *ring, guint from_side, guint to_side, const GArray *chord, gboolean forwards)
{
  GArray *part = zb_xys_new ();
  ZbXY from = ZB_XY (chord, forwards ? chord->len - 1 : 0), to = ZB_XY (chord, forwards ? 0 : chord->len - 1);
  ZbXY start = ZB_XY (ring, from_side);
  gboolean round = from_side != to_side || zb_xy_distance (start, from) > zb_xy_distance (start, to);
  for (guint i = 0; i < chord->len; i++)
    append_apart (part, ZB_XY (chord, forwards ? i : chord->len - 1 - i));
  for (guint i = from_side, steps = 0; round && steps <= ring->len; steps++)
    {
      i = (i + 1) % ring->len;
      append_apart (part, ZB_XY (ring, i));
      if (i == to_side)
        break;
    }
  if (part->len > 1 && zb_xy_distance (ZB_XY (part, 0), ZB_XY (part, part->len - 1)) < 0.01)
    g_array_set_size (part, part->len - 1);
  return part;
}

static gboolean
cut_by_chord (ZbCell *self, const GArray *chord)
{
  guint first = nearest_side (self->ring, ZB_XY (chord, 0));
  guint last = nearest_side (self->ring, ZB_XY (chord, chord->len - 1));
  g_autoptr (GArray) left = walk_ring (self->ring, last, first, chord, TRUE);
  g_autoptr (GArray) right = walk_ring (self->ring, first, last, chord, FALSE);
  double left_area = left->len > 2 ? zb_ring_area (left) : 0,
         right_area = right->len > 2 ? zb_ring_area (right) : 0;

  if (left_area < LEAST_AREA || right_area < LEAST_AREA ||
      fabs (left_area + right_area - self->area) > 0.001 * self->area)
    return FALSE;
  self->part[0] = zb_cell_new (g_steal_pointer (&left));
  self->part[1] = zb_cell_new (g_steal_pointer (&right));
  self->part[0]->parent = self->part[1]->parent = self;
  return TRUE;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* Where the segment meets the outline, as fractions of the segment, in order. */
static GArray *
find_crossings (const GArray *ring, ZbXY a, ZbXY b)
{
  GArray *at = g_array_new (FALSE, FALSE, sizeof (double));
  for (guint i = 0, j = ring->len - 1; i < ring->len; j = i++)
    {
      double t, u;
      if (zb_xy_cross (a, b, ZB_XY (ring, j), ZB_XY (ring, i), &t, &u))
        g_array_append_val (at, t);
    }
  g_array_sort (at, compare_doubles);
  return at;
}

static void
piece_clear (gpointer data)
{
  g_array_unref (((Piece *)data)->spots);
}

static void
end_piece (GArray *pieces, Piece *piece, gboolean open_end)
{
  piece->open_end = open_end;
  if (piece->spots->len > 1 && zb_line_length (piece->spots) > 5)
    g_array_append_val (pieces, *piece);
  else
    g_array_unref (piece->spots);
  piece->spots = NULL;
}

static void
follow_segment (const GArray *ring, ZbXY a, ZbXY b, GArray *pieces, Piece *piece)
{
  g_autoptr (GArray) at = find_crossings (ring, a, b);
  for (guint i = 0; i < at->len; i++)
    {
      ZbXY here = zb_xy_between (a, b, g_array_index (at, double, i));
      double next = i + 1 < at->len ? g_array_index (at, double, i + 1) : 1;
      ZbXY after = zb_xy_between (a, b, (g_array_index (at, double, i) + next) / 2);
      if (piece->spots)
        {
          append_apart (piece->spots, here);
          end_piece (pieces, piece, FALSE);
        }
      if (zb_ring_contains (ring, after))
        {
          *piece = (Piece){ .spots = zb_xys_new () };
          g_array_append_val (piece->spots, here);
        }
    }
  if (piece->spots)
    append_apart (piece->spots, b);
}

static GArray *
find_pieces (const GArray *ring, const GArray *line)
{
  GArray *pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  Piece piece = { 0 };
  g_array_set_clear_func (pieces, piece_clear);
  if (zb_ring_contains (ring, ZB_XY (line, 0)))
    {
      piece = (Piece){ .spots = zb_xys_new (), .open_start = TRUE };
      g_array_append_val (piece.spots, ZB_XY (line, 0));
    }
  for (guint i = 1; i < line->len; i++)
    follow_segment (ring, ZB_XY (line, i - 1), ZB_XY (line, i), pieces, &piece);
  if (piece.spots)
    end_piece (pieces, &piece, TRUE);
  return pieces;
}

/* Where a ray first leaves the ring. */
static gboolean
reach_outline (const GArray *ring, ZbXY from, double heading, ZbXY *hit)
{
  ZbXY far = zb_xy_ahead (from, heading, 20000);
  g_autoptr (GArray) at = find_crossings (ring, from, far);
  for (guint i = 0; i < at->len; i++)
    {
      *hit = zb_xy_between (from, far, g_array_index (at, double, i));
      if (zb_xy_distance (from, *hit) > 0.01)
        return TRUE;
    }
  return FALSE;
}

static gboolean
extend_piece (const GArray *ring, Piece *piece)
{
  GArray *spots = piece->spots;
  ZbXY hit;
  if (piece->open_start)
    {
      if (!reach_outline (ring, ZB_XY (spots, 0), zb_xy_heading (ZB_XY (spots, 1), ZB_XY (spots, 0)), &hit))
        return FALSE;
      g_array_prepend_val (spots, hit);
    }
  if (piece->open_end)
    {
      guint end = spots->len - 1;
      if (!reach_outline (ring, ZB_XY (spots, end),
                          zb_xy_heading (ZB_XY (spots, end - 1), ZB_XY (spots, end)), &hit))
        return FALSE;
      g_array_append_val (spots, hit);
    }
  return TRUE;
}

/**
 * zb_cell_cut_along:
 * @self: a cell, cut already or not
 * @line: a line that does not cross itself
 * @func: (scope call): told of every cut
 * @data: passed to @func
 *
 * Cuts every block along @line. An end of @line inside a block is extended straight on to its outline.
 */
void
zb_cell_cut_along (ZbCell *self, const GArray *line, ZbCutFunc func, gpointer data)
{
  g_autoptr (GArray) pieces = NULL;
  if (!zb_cell_is_block (self))
    {
      zb_cell_cut_along (self->part[0], line, func, data);
      zb_cell_cut_along (self->part[1], line, func, data);
      return;
    }
  pieces = find_pieces (self->ring, line);
  for (guint i = 0; i < pieces->len; i++)
    {
      Piece *piece = &g_array_index (pieces, Piece, i);
      ZbXY middle = zb_line_at (piece->spots, zb_line_length (piece->spots) * 0.503, NULL);
      ZbCell *block = zb_cell_find_block (self, middle);
      if (block && extend_piece (block->ring, piece) && cut_by_chord (block, piece->spots))
        func (piece->spots, (piece->open_start ? 1 : 0) | (piece->open_end ? 2 : 0), data);
    }
}

static void
extents_along (const GArray *ring, double heading, double *ahead_least, double *ahead_most,
               double *side_least, double *side_most)
{
  double angle = heading * G_PI / 180, s = sin (angle), c = cos (angle);
  *ahead_least = *side_least = G_MAXDOUBLE;
  *ahead_most = *side_most = -G_MAXDOUBLE;
  for (guint i = 0; i < ring->len; i++)
    {
      double ahead = ZB_XY (ring, i).x * s + ZB_XY (ring, i).y * c;
      double side = ZB_XY (ring, i).x * c - ZB_XY (ring, i).y * s;
      *ahead_least = fmin (*ahead_least, ahead);
      *ahead_most = fmax (*ahead_most, ahead);
      *side_least = fmin (*side_least, side);
      *side_most = fmax (*side_most, side);
    }
}

/**
 * zb_cell_measure:
 * @self: a cell
 * @heading: (out): where its longer side runs, degrees clockwise from north
 * @length: (out): metres of the longer side
 * @width: (out): metres of the shorter side
 *
 * Measures the smallest rectangle around the cell that shares a direction with one of its sides.
 */
void
zb_cell_measure (const ZbCell *self, double *heading, double *length, double *width)
{
  double best = G_MAXDOUBLE;
  for (guint i = 0; i < self->ring->len; i++)
    {
      ZbXY a = ZB_XY (self->ring, i), b = ZB_XY (self->ring, (i + 1) % self->ring->len);
      double way = zb_xy_heading (a, b), a0, a1, s0, s1;
      extents_along (self->ring, way, &a0, &a1, &s0, &s1);
      if ((a1 - a0) * (s1 - s0) < best)
        {
          best = (a1 - a0) * (s1 - s0);
          *heading = fmod (way + (a1 - a0 >= s1 - s0 ? 0 : 90), 180);
          *length = fmax (a1 - a0, s1 - s0);
          *width = fmin (a1 - a0, s1 - s0);
        }
    }
}

/**
 * zb_cell_cut_across:
 * @self: a block
 * @at: where along its longer side, 0 to 1
 * @skew: degrees off the right angle
 * @cut: (out) (transfer full): the line of the cut
 *
 * Returns: whether the block could be cut there
 */
gboolean
zb_cell_cut_across (ZbCell *self, double at, double skew, GArray **cut)
{
  double heading, length, width, a0, a1, s0, s1, angle;
  g_autoptr (GArray) pieces = NULL;
  g_autoptr (GArray) line = zb_xys_new ();
  ZbXY middle, ends[2];

  zb_cell_measure (self, &heading, &length, &width);
  extents_along (self->ring, heading, &a0, &a1, &s0, &s1);
  angle = heading * G_PI / 180;
  at = a0 + (a1 - a0) * at;
  middle = (ZbXY){ at * sin (angle) + (s0 + s1) / 2 * cos (angle),
                   at * cos (angle) - (s0 + s1) / 2 * sin (angle) };
  ends[0] = zb_xy_ahead (middle, heading + 90 + skew, width + 100);
  ends[1] = zb_xy_ahead (middle, heading - 90 + skew, width + 100);
  g_array_append_vals (line, ends, 2);
  pieces = find_pieces (self->ring, line);
  for (guint i = 0; i < pieces->len; i++)
    if (cut_by_chord (self, g_array_index (pieces, Piece, i).spots))
      {
        *cut = g_array_ref (g_array_index (pieces, Piece, i).spots);
        return TRUE;
      }
  return FALSE;
}

/**
 * zb_cell_find_block:
 * @self: a cell
 * @spot: a spot
 *
 * Returns: (transfer none) (nullable): the block of the cell in which @spot lies
 */
ZbCell *
zb_cell_find_block (ZbCell *self, ZbXY spot)
{
  if (!zb_ring_contains (self->ring, spot))
    return NULL;
  while (!zb_cell_is_block (self))
    {
      if (zb_ring_contains (self->part[0]->ring, spot))
        self = self->part[0];
      else if (zb_ring_contains (self->part[1]->ring, spot))
        self = self->part[1];
      else
        return NULL;
    }
  return self;
}

/**
 * zb_cell_collect_blocks:
 * @self: a cell
 * @blocks: (element-type ZbCell): where its blocks are added
 */
void
zb_cell_collect_blocks (ZbCell *self, GPtrArray *blocks)
{
  if (zb_cell_is_block (self))
    {
      g_ptr_array_add (blocks, self);
      return;
    }
  zb_cell_collect_blocks (self->part[0], blocks);
  zb_cell_collect_blocks (self->part[1], blocks);
}
