/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Makes a graph of lines. Every line is cut into short pieces, and each piece where another one crosses it or
 * ends beside it; spots closer than two metres are one node. What does not hang together with the rest is
 * left out: nobody gets there.
 *
 *   lines ─▶ pieces ─▶ their ends are nodes ─▶ cuts ─▶ arcs ─▶ the largest part that hangs together
 *
 * Without a level a line is on the ground. Lines of two levels, a bridge and what goes below it, meet only
 * where they share a point.
 */
#include "zb-road-graph-private.h"

#include <math.h>

/* Who draws a map by hand misses by this much. */
#define JOIN 2.0
/* Coordinates of seven digits are a centimetre apart. */
#define SAME 0.05
#define LONGEST_PIECE (ZB_ROAD_SQUARE - 2 * JOIN)
/* A step between two points of a line that is longer is a mistake, and a map with more pieces no district. */
#define LONGEST_STEP 20000.0
#define MOST_PIECES 2000000u

typedef struct
{
  guint ends[2]; /* nodes */
  guint way;
} Piece;

typedef struct
{
  guint piece;
  guint node;
  double t;
} Cut;

typedef struct
{
  ZbRoadGraph *graph;
  const ZbWay *ways;
  GArray *pieces;
  GArray *levels;      /* int, of each node */
  GHashTable *squares; /* the last node in each small square + 1 */
  GArray *earlier;     /* guint, for each node the one before it in its square + 1 */
  GArray *cuts;
  ZbRoadGrid grid; /* of pieces */
} Joiner;

#define PIECE(joiner, i) g_array_index ((joiner)->pieces, Piece, (i))

/* --- nodes ---------------------------------------------------------------------------------------- */

/* Two squares may have one key: how far a node really is decides. */
static gpointer
small_square (int column, int row)
{
  return GSIZE_TO_POINTER ((gsize)((guint32)column * 2654435761u ^ (guint32)row * 2246822519u));
}

static int
small (double metres)
{
  return (int)CLAMP (floor (metres / JOIN), -0x40000000, 0x40000000);
}

static guint
first_in_square (Joiner *joiner, int column, int row)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (joiner->squares, small_square (column, row)));
}

static void
keep_nearer (Joiner *joiner, guint first, ZbRoadSpot spot, int level, guint *best, double *least)
{
  for (guint i = first; i > 0; i = g_array_index (joiner->earlier, guint, i - 1))
    {
      const double metres = zb_road_spot_distance (spot, ZB_ROAD_NODE (joiner->graph, i - 1));
      const gboolean same_level = g_array_index (joiner->levels, int, i - 1) == level;
      if (metres >= (same_level ? JOIN : SAME) || metres >= *least)
        continue;
      *least = metres;
      *best = i;
    }
}

static guint
find_near (Joiner *joiner, ZbRoadSpot spot, int level)
{
  guint best = 0;
  double least = JOIN;

  for (int i = -1; i <= 1; i++)
    for (int j = -1; j <= 1; j++)
      keep_nearer (joiner, first_in_square (joiner, small (spot.x) + i, small (spot.y) + j), spot, level,
                   &best, &least);
  return best;
}

static guint
enter_node (Joiner *joiner, ZbRoadSpot spot, int level)
{
  const guint near = find_near (joiner, spot, level);
  const int column = small (spot.x), row = small (spot.y);
  guint before;

  if (near)
    return near - 1;
  before = first_in_square (joiner, column, row);
  g_array_append_val (joiner->graph->nodes, spot);
  g_array_append_val (joiner->levels, level);
  g_array_append_val (joiner->earlier, before);
  g_hash_table_insert (joiner->squares, small_square (column, row),
                       GUINT_TO_POINTER (joiner->graph->nodes->len));
  return joiner->graph->nodes->len - 1;
}

/* --- pieces ---------------------------------------------------------------------------------------- */

static void
add_piece (Joiner *joiner, guint way, guint a, guint b)
{
  const Piece piece = { { a, b }, way };

  if (a != b)
    g_array_append_val (joiner->pieces, piece);
}

static void
add_step (Joiner *joiner, guint way, ZbRoadSpot a, ZbRoadSpot b)
{
  const double metres = zb_road_spot_distance (a, b);
  const guint n = metres <= LONGEST_STEP ? MAX (1, (guint)ceil (metres / LONGEST_PIECE)) : 0;
  const int level = joiner->ways[way].level;
  guint last = n > 0 ? enter_node (joiner, a, level) : 0;

  for (guint i = 1; i <= n && joiner->pieces->len < MOST_PIECES; i++)
    {
      const guint next = enter_node (joiner, zb_road_spot_between (a, b, (double)i / n), level);
      add_piece (joiner, way, last, next);
      last = next;
    }
}

static void
add_way (Joiner *joiner, guint number)
{
  const ZbWay *way = &joiner->ways[number];

  for (guint i = 1; i < way->n_points; i++)
    if (zb_point_is_known (way->points[i - 1]) && zb_point_is_known (way->points[i]))
      add_step (joiner, number, zb_road_plane_place (&joiner->graph->plane, way->points[i - 1]),
                zb_road_plane_place (&joiner->graph->plane, way->points[i]));
}

static ZbRoadSpot
end_of (Joiner *joiner, guint piece, guint end)
{
  return ZB_ROAD_NODE (joiner->graph, PIECE (joiner, piece).ends[end]);
}

static int
level_of (Joiner *joiner, guint piece)
{
  return joiner->ways[PIECE (joiner, piece).way].level;
}

static void
enter_grid (Joiner *joiner)
{
  for (guint i = 0; i < joiner->pieces->len; i++)
    zb_road_grid_add (&joiner->grid, end_of (joiner, i, 0), end_of (joiner, i, 1), JOIN, i);
  zb_road_grid_seal (&joiner->grid);
}

/* --- cuts ---------------------------------------------------------------------------------------- */

static void
add_cut (Joiner *joiner, guint piece, double t, guint node)
{
  const Cut cut = { piece, node, t };

  if (node != PIECE (joiner, piece).ends[0] && node != PIECE (joiner, piece).ends[1])
    g_array_append_val (joiner->cuts, cut);
}

/* Where two segments cross, as shares of each. */
static gboolean
cross (ZbRoadSpot a, ZbRoadSpot b, ZbRoadSpot c, ZbRoadSpot d, double *t, double *u)
{
  const double x = b.x - a.x, y = b.y - a.y, v = d.x - c.x, w = d.y - c.y;
  const double turn = x * w - y * v;

  if (turn == 0)
    return FALSE;
  *t = ((c.x - a.x) * w - (c.y - a.y) * v) / turn;
  *u = ((c.x - a.x) * y - (c.y - a.y) * x) / turn;
  return *t >= 0 && *t <= 1 && *u >= 0 && *u <= 1;
}

/* An end beside a piece is a node of that piece. */
static void
cut_at_ends (Joiner *joiner, guint piece, guint other)
{
  const ZbRoadSpot a = end_of (joiner, piece, 0), b = end_of (joiner, piece, 1);
  double t;

  for (guint end = 0; end < 2; end++)
    if (zb_road_spot_to_segment (end_of (joiner, other, end), a, b, &t) < JOIN)
      add_cut (joiner, piece, t, PIECE (joiner, other).ends[end]);
}

static void
cut_both (Joiner *joiner, guint one, guint other)
{
  const ZbRoadSpot a = end_of (joiner, one, 0), b = end_of (joiner, one, 1);
  double t, u;

  cut_at_ends (joiner, one, other);
  cut_at_ends (joiner, other, one);
  if (cross (a, b, end_of (joiner, other, 0), end_of (joiner, other, 1), &t, &u))
    {
      const guint node = enter_node (joiner, zb_road_spot_between (a, b, t), level_of (joiner, one));
      add_cut (joiner, one, t, node);
      add_cut (joiner, other, u, node);
    }
}

/* Two that meet in several squares are cut in several, which does no harm. */
static void
cut_in_square (Joiner *joiner, guint piece, int column, int row)
{
  guint end;

  for (guint i = zb_road_grid_find (&joiner->grid, column, row, &end); i < end; i++)
    {
      const guint other = zb_road_grid_segment (&joiner->grid, i);
      if (other > piece && level_of (joiner, other) == level_of (joiner, piece))
        cut_both (joiner, piece, other);
    }
}

static void
cut_piece (Joiner *joiner, guint piece)
{
  const ZbRoadSpot a = end_of (joiner, piece, 0), b = end_of (joiner, piece, 1);
  const int east = zb_road_grid_square (fmax (a.x, b.x)), north = zb_road_grid_square (fmax (a.y, b.y));

  for (int column = zb_road_grid_square (fmin (a.x, b.x)); column <= east; column++)
    for (int row = zb_road_grid_square (fmin (a.y, b.y)); row <= north; row++)
      cut_in_square (joiner, piece, column, row);
}

static int
compare_cuts (gconstpointer a, gconstpointer b)
{
  const Cut *one = a, *other = b;

  if (one->piece != other->piece)
    return one->piece < other->piece ? -1 : 1;
  return (one->t > other->t) - (one->t < other->t);
}

/* --- arcs ------------------------------------------------------------------------------------------ */

static void
add_arc (Joiner *joiner, guint from, guint to, guint number)
{
  const ZbWay *way = &joiner->ways[number];
  ZbRoadGraph *graph = joiner->graph;
  ZbRoadArc arc = { { from, to }, 0, (guint8)way->way_class, (guint8)way->direction };

  if (from == to)
    return;
  arc.metres = zb_point_distance (zb_road_plane_point (&graph->plane, ZB_ROAD_NODE (graph, from)),
                                  zb_road_plane_point (&graph->plane, ZB_ROAD_NODE (graph, to)));
  g_array_append_val (graph->arcs, arc);
}

static void
make_arcs (Joiner *joiner)
{
  guint next = 0;

  g_array_sort (joiner->cuts, compare_cuts);
  for (guint i = 0; i < joiner->pieces->len; i++)
    {
      const Piece piece = PIECE (joiner, i);
      guint last = piece.ends[0];
      for (; next < joiner->cuts->len && g_array_index (joiner->cuts, Cut, next).piece == i; next++)
        {
          const guint node = g_array_index (joiner->cuts, Cut, next).node;
          add_arc (joiner, last, node, piece.way);
          last = node;
        }
      add_arc (joiner, last, piece.ends[1], piece.way);
    }
}

/* --- what hangs together ------------------------------------------------------------------------- */

static guint
find_root (guint *roots, guint node)
{
  while (roots[node] != node)
    {
      roots[node] = roots[roots[node]];
      node = roots[node];
    }
  return node;
}

static guint *
make_roots (ZbRoadGraph *graph)
{
  guint *roots = g_new (guint, graph->nodes->len);

  for (guint i = 0; i < graph->nodes->len; i++)
    roots[i] = i;
  for (guint i = 0; i < graph->arcs->len; i++)
    {
      const ZbRoadArc *arc = &ZB_ROAD_ARC (graph, i);
      roots[find_root (roots, arc->ends[0])] = find_root (roots, arc->ends[1]);
    }
  return roots;
}

static guint
find_largest (ZbRoadGraph *graph, guint *roots)
{
  g_autofree double *lengths = g_new0 (double, graph->nodes->len);
  guint best = 0;

  for (guint i = 0; i < graph->arcs->len; i++)
    lengths[find_root (roots, ZB_ROAD_ARC (graph, i).ends[0])] += ZB_ROAD_ARC (graph, i).metres;
  for (guint i = 0; i < graph->nodes->len; i++)
    best = lengths[i] > lengths[best] ? i : best;
  return best;
}

static void
keep_largest (ZbRoadGraph *graph)
{
  g_autofree guint *roots = make_roots (graph);
  const guint largest = graph->arcs->len > 0 ? find_largest (graph, roots) : 0;
  guint n = 0;

  for (guint i = 0; i < graph->arcs->len; i++)
    if (find_root (roots, ZB_ROAD_ARC (graph, i).ends[0]) == largest)
      ZB_ROAD_ARC (graph, n++) = ZB_ROAD_ARC (graph, i);
  g_array_set_size (graph->arcs, n);
}

/* --- all of it ------------------------------------------------------------------------------------- */

static void
joiner_clear (Joiner *joiner)
{
  zb_road_grid_clear (&joiner->grid);
  g_hash_table_unref (joiner->squares);
  g_array_unref (joiner->pieces);
  g_array_unref (joiner->levels);
  g_array_unref (joiner->earlier);
  g_array_unref (joiner->cuts);
}

/* Fills the nodes and arcs of a graph whose plane is set. */
void
zb_road_graph_join (ZbRoadGraph *self, const ZbWay *ways, guint n_ways)
{
  Joiner joiner = { .graph = self,
                    .ways = ways,
                    .pieces = g_array_new (FALSE, FALSE, sizeof (Piece)),
                    .levels = g_array_new (FALSE, FALSE, sizeof (int)),
                    .squares = g_hash_table_new (NULL, NULL),
                    .earlier = g_array_new (FALSE, FALSE, sizeof (guint)),
                    .cuts = g_array_new (FALSE, FALSE, sizeof (Cut)) };

  zb_road_grid_init (&joiner.grid);
  for (guint i = 0; i < n_ways; i++)
    add_way (&joiner, i);
  enter_grid (&joiner);
  for (guint i = 0; i < joiner.pieces->len; i++)
    cut_piece (&joiner, i);
  make_arcs (&joiner);
  keep_largest (self);
  joiner_clear (&joiner);
}
