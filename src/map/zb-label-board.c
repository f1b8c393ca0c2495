/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-label-board.h"

#include <math.h>

/**
 * ZbLabelBoard:
 *
 * Where names of one zoom are already, all over the map. A name that was put on it stays, so that nothing
 * that is read moves or goes while the map is panned.
 */
struct _ZbLabelBoard
{
  GHashTable *cells; /* of a square of the map → Box array */
  GHashTable *texts; /* → ZbLabelPlace array */
  GPtrArray *placed; /* ZbLabel */
};

/* A square is about as large as a name. */
#define CELL 64

typedef struct
{
  double left, top, right, bottom;
} Box;

typedef gboolean (*CellFunc) (ZbLabelBoard *self, gint64 key, const Box *box);

/**
 * zb_label_board_new:
 *
 * Returns: (transfer full): a board with nothing on it
 */
ZbLabelBoard *
zb_label_board_new (void)
{
  ZbLabelBoard *self = g_new0 (ZbLabelBoard, 1);

  self->cells = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify)g_array_unref);
  self->texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_array_unref);
  self->placed = g_ptr_array_new_with_free_func ((GDestroyNotify)zb_label_unref);
  return self;
}

/**
 * zb_label_board_free:
 * @self: (transfer full) (nullable): a board
 */
void
zb_label_board_free (ZbLabelBoard *self)
{
  if (!self)
    return;
  g_hash_table_unref (self->cells);
  g_hash_table_unref (self->texts);
  g_ptr_array_unref (self->placed);
  g_free (self);
}

static Box
get_box (const ZbLabel *label, guint i)
{
  const graphene_rect_t *rect = &g_array_index (label->boxes, graphene_rect_t, i);
  const double left = label->place.x + (double)rect->origin.x, top = label->place.y + (double)rect->origin.y;

  return (Box){ left, top, left + (double)rect->size.width, top + (double)rect->size.height };
}

/* Until @func says FALSE. */
static gboolean
foreach_cell (ZbLabelBoard *self, const Box *box, CellFunc func)
{
  for (gint64 row = (gint64)floor (box->top / CELL); row <= (gint64)floor (box->bottom / CELL); row++)
    for (gint64 column = (gint64)floor (box->left / CELL); column <= (gint64)floor (box->right / CELL);
         column++)
      if (!func (self, row * G_MAXINT32 + column, box))
        return FALSE;
  return TRUE;
}

static gboolean
is_free (ZbLabelBoard *self, gint64 key, const Box *box)
{
  GArray *cell = g_hash_table_lookup (self->cells, &key);

  for (guint i = 0; cell && i < cell->len; i++)
    {
      const Box *other = &g_array_index (cell, Box, i);

      if (other->left < box->right && box->left < other->right && other->top < box->bottom &&
          box->top < other->bottom)
        return FALSE;
    }
  return TRUE;
}

static gboolean
take_cell (ZbLabelBoard *self, gint64 key, const Box *box)
{
  GArray *cell = g_hash_table_lookup (self->cells, &key);

  if (!cell)
    {
      cell = g_array_new (FALSE, FALSE, sizeof (Box));
      g_hash_table_insert (self->cells, g_memdup2 (&key, sizeof key), cell);
    }
  g_array_append_vals (cell, box, 1);
  return TRUE;
}

static gboolean
is_said_near (ZbLabelBoard *self, const ZbLabel *label)
{
  GArray *places = g_hash_table_lookup (self->texts, label->text);

  for (guint i = 0; places && i < places->len; i++)
    {
      const ZbLabelPlace *place = &g_array_index (places, ZbLabelPlace, i);

      if (hypot (place->x - label->place.x, place->y - label->place.y) < label->apart / 2)
        return TRUE;
    }
  return FALSE;
}

static void
remember (ZbLabelBoard *self, const ZbLabel *label)
{
  GArray *places = g_hash_table_lookup (self->texts, label->text);

  if (!places)
    {
      places = g_array_new (FALSE, FALSE, sizeof (ZbLabelPlace));
      g_hash_table_insert (self->texts, g_strdup (label->text), places);
    }
  g_array_append_vals (places, &label->place, 1);
}

static gboolean
has_room (ZbLabelBoard *self, const ZbLabel *label)
{
  for (guint i = 0; i < label->boxes->len; i++)
    {
      const Box box = get_box (label, i);

      if (!foreach_cell (self, &box, is_free))
        return FALSE;
    }
  return TRUE;
}

static void
place (ZbLabelBoard *self, ZbLabel *label)
{
  if (is_said_near (self, label) || !has_room (self, label))
    return;
  for (guint i = 0; i < label->boxes->len; i++)
    {
      const Box box = get_box (label, i);

      foreach_cell (self, &box, take_cell);
    }
  remember (self, label);
  g_ptr_array_add (self->placed, zb_label_ref (label));
}

/* The more important first, of these those of longer streets, else as they lie, so that the same names are
 * always placed alike. */
static int
compare (gconstpointer a, gconstpointer b)
{
  const ZbLabel *one = *(ZbLabel *const *)a, *other = *(ZbLabel *const *)b;

  if (one->rank != other->rank)
    return one->rank > other->rank ? -1 : 1;
  if (one->length != other->length)
    return one->length > other->length ? -1 : 1;
  if (one->place.y != other->place.y)
    return one->place.y < other->place.y ? -1 : 1;
  return one->place.x < other->place.x ? -1 : one->place.x > other->place.x;
}

/**
 * zb_label_board_place:
 * @self: a board
 * @labels: (element-type ZbLabel): names, which are sorted
 *
 * Puts each name where it belongs, unless it would cover one that is there or the same is said nearby.
 */
void
zb_label_board_place (ZbLabelBoard *self, GPtrArray *labels)
{
  g_ptr_array_sort (labels, compare);
  for (guint i = 0; i < labels->len; i++)
    place (self, labels->pdata[i]);
}

/**
 * zb_label_board_get_placed:
 * @self: a board
 *
 * Returns: (transfer none) (element-type ZbLabel): the names that are on it
 */
GPtrArray *
zb_label_board_get_placed (ZbLabelBoard *self)
{
  return self->placed;
}
