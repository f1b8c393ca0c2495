/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the pieces of the map go so that none covers another: one after the other in the order of their
 * ranks, each on the nearest free spot within its reach. What may not be moved stays where it is, what
 * is only a name is left out where there is no room.
 *
 * A disc is a box without size and with a radius, a label is a box without a radius; two of them touch
 * where the gap between the boxes is less than both radii. */
#include "zb-map-placement.h"

#include <math.h>
#include <string.h>

/* What is nearer than this looks like one thing. */
#define AIR 1.5f
#define CELL 64.0f
#define N_DIRECTIONS 16
#define N_RINGS 4

typedef struct
{
  float left, top, right, bottom, radius;
} Shape;

typedef enum
{
  SYMBOL,
  CHIP,
  NAME,
} Sort;

typedef struct
{
  gconstpointer key;
  gconstpointer of; /* whose chip it is */
  Sort sort;
  ZbMapRank rank;
  graphene_point_t place;
  graphene_size_t size;
  float radius;
  float reach; /* of a symbol, or how far a chip is from its symbol's place */
  gboolean must;
} Piece;

typedef struct
{
  float x, y;
  gboolean shown;
} Spot;

typedef struct
{
  guint shape;
  int next;
} Link;

struct _ZbMapPlacement
{
  GArray *pieces;
  GArray *shapes; /* those that are taken */
  GArray *links;  /* cell → shapes in it */
  GHashTable *cells;
  GHashTable *spots; /* key → Spot */
};

/**
 * zb_map_placement_new:
 *
 * Returns: (transfer full): an empty map
 */
ZbMapPlacement *
zb_map_placement_new (void)
{
  ZbMapPlacement *self = g_new0 (ZbMapPlacement, 1);
  self->pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  self->shapes = g_array_new (FALSE, FALSE, sizeof (Shape));
  self->links = g_array_new (FALSE, FALSE, sizeof (Link));
  self->cells = g_hash_table_new (NULL, NULL);
  self->spots = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  return self;
}

/**
 * zb_map_placement_free:
 * @self: (transfer full): a placement
 */
void
zb_map_placement_free (ZbMapPlacement *self)
{
  g_array_unref (self->pieces);
  g_array_unref (self->shapes);
  g_array_unref (self->links);
  g_hash_table_unref (self->cells);
  g_hash_table_unref (self->spots);
  g_free (self);
}

/**
 * zb_map_placement_clear:
 * @self: a placement
 *
 * Forgets all pieces and where they went.
 */
void
zb_map_placement_clear (ZbMapPlacement *self)
{
  g_array_set_size (self->pieces, 0);
  g_array_set_size (self->shapes, 0);
  g_array_set_size (self->links, 0);
  g_hash_table_remove_all (self->cells);
  g_hash_table_remove_all (self->spots);
}

/**
 * zb_map_placement_add_symbol:
 * @self: a placement
 * @key: what it stands for
 * @rank: when it chooses
 * @place: where it belongs
 * @radius: of the disc that it covers
 * @reach: how far from @place it may go at the most, 0 where it has to be there
 *
 * A symbol is always shown; where nothing is free within its reach it stays at its place.
 */
void
zb_map_placement_add_symbol (ZbMapPlacement *self, gconstpointer key, ZbMapRank rank, graphene_point_t place,
                             float radius, float reach)
{
  Piece piece = {
    .key = key, .sort = SYMBOL, .rank = rank, .place = place, .radius = radius, .reach = reach
  };
  g_array_append_val (self->pieces, piece);
}

/**
 * zb_map_placement_add_chip:
 * @self: a placement
 * @key: what it stands for
 * @of: the symbol that it names, added before
 * @place: where that symbol belongs
 * @size: of the chip
 * @gap: how far from the symbol's middle the chip begins
 * @must: whether it is shown in any case
 *
 * A chip stands right of its symbol, else left, below or above it.
 */
void
zb_map_placement_add_chip (ZbMapPlacement *self, gconstpointer key, gconstpointer of, graphene_point_t place,
                           graphene_size_t size, float gap, gboolean must)
{
  Piece piece = { .key = key,
                  .of = of,
                  .sort = CHIP,
                  .rank = ZB_MAP_RANK_CHIP,
                  .place = place,
                  .size = size,
                  .reach = gap,
                  .must = must };
  g_array_append_val (self->pieces, piece);
}

/**
 * zb_map_placement_add_name:
 * @self: a placement
 * @key: what it stands for
 * @place: the middle of what it names
 * @size: of the name
 *
 * A name stands in the middle of what it names, or somewhat off it.
 */
void
zb_map_placement_add_name (ZbMapPlacement *self, gconstpointer key, graphene_point_t place,
                           graphene_size_t size)
{
  Piece piece = { .key = key, .sort = NAME, .rank = ZB_MAP_RANK_NAME, .place = place, .size = size };
  g_array_append_val (self->pieces, piece);
}

/* --- what is taken ------------------------------------------------------------------------------- */

static int
cell_of (float at)
{
  return (int)floorf (at / CELL);
}

static gpointer
cell_key (int column, int row)
{
  return GUINT_TO_POINTER (((guint)(column + 0x4000) << 16 | (guint)(row + 0x4000)) + 1);
}

typedef gboolean (*CellFunc) (ZbMapPlacement *self, gpointer cell, const Shape *shape);

/* TRUE as soon as one cell says so. */
static gboolean
for_cells (ZbMapPlacement *self, const Shape *shape, CellFunc func)
{
  const float reach = shape->radius + AIR;
  for (int row = cell_of (shape->top - reach); row <= cell_of (shape->bottom + reach); row++)
    for (int column = cell_of (shape->left - reach); column <= cell_of (shape->right + reach); column++)
      if (func (self, cell_key (column, row), shape))
        return TRUE;
  return FALSE;
}

static gboolean
touch (const Shape *a, const Shape *b)
{
  float across = fmaxf (fmaxf (b->left - a->right, a->left - b->right), 0);
  float down = fmaxf (fmaxf (b->top - a->bottom, a->top - b->bottom), 0);
  float both = a->radius + b->radius + AIR;
  return across * across + down * down < both * both;
}

static gboolean
is_taken_in (ZbMapPlacement *self, gpointer cell, const Shape *shape)
{
  int link = GPOINTER_TO_INT (g_hash_table_lookup (self->cells, cell)) - 1;
  for (; link >= 0; link = g_array_index (self->links, Link, link).next)
    if (touch (shape, &g_array_index (self->shapes, Shape, g_array_index (self->links, Link, link).shape)))
      return TRUE;
  return FALSE;
}

static gboolean
is_free (ZbMapPlacement *self, const Shape *shape)
{
  return !for_cells (self, shape, is_taken_in);
}

static gboolean
take_in (ZbMapPlacement *self, gpointer cell, const Shape *shape)
{
  Link link = { self->shapes->len - 1, GPOINTER_TO_INT (g_hash_table_lookup (self->cells, cell)) - 1 };
  g_array_append_val (self->links, link);
  g_hash_table_insert (self->cells, cell, GINT_TO_POINTER ((int)self->links->len));
  return FALSE;
}

static void
take (ZbMapPlacement *self, const Shape *shape)
{
  g_array_append_vals (self->shapes, shape, 1);
  for_cells (self, shape, take_in);
}

/* --- choosing ------------------------------------------------------------------------------------- */

static Shape
disc_at (float x, float y, float radius)
{
  return (Shape){ x, y, x, y, radius };
}

static Shape
box_at (float left, float top, graphene_size_t size)
{
  return (Shape){ left, top, left + size.width, top + size.height, 0 };
}

static void
settle (ZbMapPlacement *self, const Piece *piece, const Shape *shape, float x, float y)
{
  Spot *spot = g_new (Spot, 1);
  *spot = (Spot){ x - piece->place.x, y - piece->place.y, TRUE };
  g_hash_table_insert (self->spots, (gpointer)piece->key, spot);
  take (self, shape);
}

static void
leave_out (ZbMapPlacement *self, const Piece *piece)
{
  g_hash_table_insert (self->spots, (gpointer)piece->key, g_new0 (Spot, 1));
}

/* Around the place in rings, the nearest first. */
static Shape
find_disc (ZbMapPlacement *self, const Piece *piece)
{
  Shape here = disc_at (piece->place.x, piece->place.y, piece->radius);
  if (piece->reach <= 0 || is_free (self, &here))
    return here;
  for (int ring = 1; ring <= N_RINGS; ring++)
    for (int direction = 0; direction < N_DIRECTIONS; direction++)
      {
        float far = piece->reach * (float)ring / N_RINGS;
        float angle = (float)(2 * G_PI) * (float)direction / N_DIRECTIONS;
        Shape there = disc_at (here.left + far * cosf (angle), here.top + far * sinf (angle), piece->radius);
        if (is_free (self, &there))
          return there;
      }
  return here;
}

static void
place_symbol (ZbMapPlacement *self, const Piece *piece)
{
  Shape shape = find_disc (self, piece);
  settle (self, piece, &shape, shape.left, shape.top);
}

/* The symbol may have moved; its chip goes with it. */
static void
place_chip (ZbMapPlacement *self, const Piece *piece)
{
  const Spot *of = g_hash_table_lookup (self->spots, piece->of);
  float x = piece->place.x + (of ? of->x : 0), y = piece->place.y + (of ? of->y : 0);
  float width = piece->size.width, height = piece->size.height, gap = piece->reach;
  const graphene_point_t corners[] = { { x + gap, y - height / 2 },
                                       { x - gap - width, y - height / 2 },
                                       { x - width / 2, y + gap },
                                       { x - width / 2, y - gap - height } };
  for (guint i = 0; i < G_N_ELEMENTS (corners); i++)
    {
      Shape shape = box_at (corners[i].x, corners[i].y, piece->size);
      gboolean last = piece->must && i + 1 == G_N_ELEMENTS (corners);
      if (!is_free (self, &shape) && !last)
        continue;
      if (last && !is_free (self, &shape))
        shape = box_at (corners[0].x, corners[0].y, piece->size);
      settle (self, piece, &shape, shape.left, (shape.top + shape.bottom) / 2);
      return;
    }
  leave_out (self, piece);
}

static void
place_name (ZbMapPlacement *self, const Piece *piece)
{
  static const float away[][2] = { { 0, 0 },        { 0, -1.4f },  { 0, 1.4f },    { .5f, 0 },
                                   { -.5f, 0 },     { .5f, 1.4f }, { -.5f, 1.4f }, { .5f, -1.4f },
                                   { -.5f, -1.4f }, { 0, 2.8f },   { 0, -2.8f } };
  float width = piece->size.width, height = piece->size.height;
  for (guint i = 0; i < G_N_ELEMENTS (away); i++)
    {
      Shape shape = box_at (piece->place.x - width / 2 + away[i][0] * width,
                            piece->place.y - height / 2 + away[i][1] * height, piece->size);
      if (!is_free (self, &shape))
        continue;
      settle (self, piece, &shape, shape.left, (shape.top + shape.bottom) / 2);
      return;
    }
  leave_out (self, piece);
}

static int
compare_ranks (gconstpointer a, gconstpointer b)
{
  return (int)((const Piece *)a)->rank - (int)((const Piece *)b)->rank;
}

/**
 * zb_map_placement_solve:
 * @self: a placement
 *
 * Gives every piece its spot. Those of a rank choose in the order in which they were added.
 */
void
zb_map_placement_solve (ZbMapPlacement *self)
{
  g_array_sort (self->pieces, compare_ranks);
  for (guint i = 0; i < self->pieces->len; i++)
    {
      const Piece *piece = &g_array_index (self->pieces, Piece, i);
      if (piece->sort == SYMBOL)
        place_symbol (self, piece);
      else if (piece->sort == CHIP)
        place_chip (self, piece);
      else
        place_name (self, piece);
    }
}

/**
 * zb_map_placement_find:
 * @self: a placement that is solved
 * @key: a piece
 * @place: (inout): where it belongs now; where it goes: the middle of a symbol, the left end of a label
 *
 * The map may have been moved since: all spots are told from where the piece belongs. A piece that is
 * new since is shown at its place.
 *
 * Returns: whether it is to be shown
 */
gboolean
zb_map_placement_find (const ZbMapPlacement *self, gconstpointer key, graphene_point_t *place)
{
  const Spot *spot = g_hash_table_lookup (self->spots, key);
  if (!spot)
    return FALSE;
  place->x += spot->x;
  place->y += spot->y;
  return spot->shown;
}

static gboolean
has_text_in (ZbMapPlacement *self, gpointer cell, const Shape *shape)
{
  int link = GPOINTER_TO_INT (g_hash_table_lookup (self->cells, cell)) - 1;
  for (; link >= 0; link = g_array_index (self->links, Link, link).next)
    {
      const Shape *other =
          &g_array_index (self->shapes, Shape, g_array_index (self->links, Link, link).shape);
      if (other->radius <= 0 && touch (shape, other))
        return TRUE;
    }
  return FALSE;
}

/**
 * zb_map_placement_has_text:
 * @self: a placement that is solved
 * @box: where something would be written under everything else
 *
 * Returns: whether a label is there, over which it could not be read
 */
gboolean
zb_map_placement_has_text (const ZbMapPlacement *self, const graphene_rect_t *box)
{
  const Shape shape = box_at (box->origin.x, box->origin.y, box->size);
  return for_cells ((ZbMapPlacement *)self, &shape, has_text_in);
}
