/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a queue as they go and come, and the fewest signals that say so. */
#include "zb-alert-queue-private.h"

#include <string.h>

/* Beyond this many runs signals for parts of the whole list cost a view less than one for each. */
#define MAX_RUNS 128

/* GtkListView keeps 200 rows and a few more. */
#define VIEW_ROWS 256

/*< private >
 * zb_queue_rows_find:
 * @self: a queue
 * @place: a place, shown or not
 *
 * Returns: the first position whose row does not stand before @place
 */
guint
zb_queue_rows_find (ZbAlertQueue *self, const ZbQueuePlace *place)
{
  guint low = 0, high = self->shown->len;

  while (low < high)
    {
      const guint middle = low + (high - low) / 2;
      if (zb_queue_place_compare (self->shown->pdata[middle], place) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static void
mark_shown (GPtrArray *places, gboolean shown)
{
  for (guint i = 0; i < places->len; i++)
    ((ZbQueuePlace *)places->pdata[i])->shown = shown;
}

/* The first of the rows that leave one after the other up to @last. */
static guint
find_run (GPtrArray *shown, guint last)
{
  while (last > 0 && !((ZbQueuePlace *)shown->pdata[last - 1])->shown)
    last--;
  return last;
}

static void
remove_run (ZbAlertQueue *self, guint first, guint last)
{
  g_ptr_array_remove_range (self->shown, first, last - first + 1);
  g_list_model_items_changed (G_LIST_MODEL (self), first, last - first + 1, 0);
}

/* Takes the rows of @leaves (sorted, and not marked as shown) out, one signal for each contiguous run, the
 * last first so that the positions of the others stay true. */
static void
remove_runs (ZbAlertQueue *self, GPtrArray *leaves)
{
  guint end = leaves->len;

  while (end > 0)
    {
      const guint last = zb_queue_rows_find (self, leaves->pdata[end - 1]);
      const guint first = find_run (self->shown, last);
      end -= last - first + 1;
      remove_run (self, first, last);
    }
}

/*< private >
 * zb_queue_insert_range:
 * @array: an array
 * @position: where
 * @items: what to insert
 * @n: how many
 */
void
zb_queue_insert_range (GPtrArray *array, guint position, gpointer *items, guint n)
{
  const guint before = array->len;

  if (n == 0)
    return;
  g_ptr_array_set_size (array, before + n);
  memmove (array->pdata + position + n, array->pdata + position, (before - position) * sizeof (gpointer));
  memcpy (array->pdata + position, items, n * sizeof (gpointer));
}

/* Counting ends where it is clear that there are too many. */
static gboolean
leave_scattered (ZbAlertQueue *self, GPtrArray *leaves)
{
  guint runs = 0, end = leaves->len;

  while (end > 0 && runs <= MAX_RUNS)
    {
      const guint last = zb_queue_rows_find (self, leaves->pdata[end - 1]);
      end -= last - find_run (self->shown, last) + 1;
      runs++;
    }
  return runs > MAX_RUNS;
}

/* How many of the first @end of @arrivals come between the same two rows, the last of them at @position. */
static guint
measure_run (ZbAlertQueue *self, GPtrArray *arrivals, guint end, guint position)
{
  const ZbQueuePlace *before = position > 0 ? self->shown->pdata[position - 1] : NULL;
  guint n = 1;

  while (n < end && (!before || zb_queue_place_compare (before, arrivals->pdata[end - 1 - n]) < 0))
    n++;
  return n;
}

/* The same for @arrivals (sorted). */
static void
insert_runs (ZbAlertQueue *self, GPtrArray *arrivals)
{
  guint end = arrivals->len;

  while (end > 0)
    {
      const guint position = zb_queue_rows_find (self, arrivals->pdata[end - 1]);
      const guint n = measure_run (self, arrivals, end, position);
      zb_queue_insert_range (self->shown, position, arrivals->pdata + end - n, n);
      end -= n;
      g_list_model_items_changed (G_LIST_MODEL (self), position, 0, n);
    }
}

static gboolean
arrive_scattered (ZbAlertQueue *self, GPtrArray *arrivals)
{
  guint runs = 0, end = arrivals->len;

  while (end > 0 && runs <= MAX_RUNS)
    {
      end -= measure_run (self, arrivals, end, zb_queue_rows_find (self, arrivals->pdata[end - 1]));
      runs++;
    }
  return runs > MAX_RUNS;
}

/* A view makes its rows anew where the list was short for a moment, and that takes ten times as long as
 * giving them other items: what is replaced goes and comes with one signal. */
static gboolean
would_starve (ZbAlertQueue *self, GPtrArray *leaves, GPtrArray *arrivals)
{
  return leaves->len > 0 && arrivals->len > 0 && self->shown->len - leaves->len < VIEW_ROWS;
}

/* --- much at once ------------------------------------------------------------------------------- */

/* A view that is told of a change where it has widgets asks for every row that the change brings, so as to
 * use them again: it is told of no more rows at once than these. */
#define PART 512

/* Where a part of a change begins, in the rows before and in those after it. */
typedef struct
{
  guint before, after;
} Edge;

static void
add_edge (GArray *edges, guint before, guint after)
{
  const Edge edge = { before, after };
  const Edge *last = edges->len > 0 ? &g_array_index (edges, Edge, edges->len - 1) : NULL;

  if (!last || before - last->before >= PART || after - last->after >= 2 * PART)
    g_array_append_val (edges, edge);
}

/* The rows as they will be: what stays, the first @n_leaves of @leaves and the arrivals are each in order
 * already. What lies behind a row is looked at only where something arrives: most of it would have to be
 * waited for, and most changes of a list that is held only take rows out. */
static GPtrArray *
merge (GPtrArray *before, GPtrArray *leaves, guint n_leaves, GPtrArray *arrivals, GArray *edges)
{
  GPtrArray *after = g_ptr_array_sized_new (before->len + arrivals->len);
  guint gone = 0, next = 0;

  for (guint i = 0; i < before->len; i++)
    {
      add_edge (edges, i, after->len);
      if (gone < n_leaves && before->pdata[i] == leaves->pdata[gone])
        {
          gone++;
          continue;
        }
      for (; next < arrivals->len && zb_queue_place_compare (arrivals->pdata[next], before->pdata[i]) < 0;
           next++)
        {
          add_edge (edges, i, after->len);
          g_ptr_array_add (after, arrivals->pdata[next]);
        }
      g_ptr_array_add (after, before->pdata[i]);
    }
  for (; next < arrivals->len; next++)
    {
      add_edge (edges, before->len, after->len);
      g_ptr_array_add (after, arrivals->pdata[next]);
    }
  return after;
}

/* What differs between two edges: the rows alike at its beginning and at its end are no part of it. */
typedef struct
{
  guint position, first, n_before, n_after;
} Part;

static Part
trim (GPtrArray *before, GPtrArray *after, Edge from, Edge to)
{
  guint n_before = to.before - from.before, n_after = to.after - from.after;

  while (n_before > 0 && n_after > 0 && before->pdata[from.before] == after->pdata[from.after])
    {
      from.before++, from.after++;
      n_before--, n_after--;
    }
  while (n_before > 0 && n_after > 0 &&
         before->pdata[from.before + n_before - 1] == after->pdata[from.after + n_after - 1])
    n_before--, n_after--;
  return (Part){ from.before, from.after, n_before, n_after };
}

static GArray *
list_parts (GPtrArray *before, GPtrArray *after, GArray *edges)
{
  const Edge end = { before->len, after->len };
  GArray *parts = g_array_new (FALSE, FALSE, sizeof (Part));

  for (guint i = 0; i < edges->len; i++)
    {
      const Edge to = i + 1 < edges->len ? g_array_index (edges, Edge, i + 1) : end;
      const Part part = trim (before, after, g_array_index (edges, Edge, i), to);
      if (part.n_before > 0 || part.n_after > 0)
        g_array_append_val (parts, part);
    }
  return parts;
}

static void
splice (GPtrArray *rows, const Part *part, GPtrArray *after)
{
  gpointer *items = after->pdata + part->first;

  if (part->n_before == part->n_after)
    {
      memcpy (rows->pdata + part->position, items, part->n_after * sizeof (gpointer));
      return;
    }
  if (part->n_before > 0)
    g_ptr_array_remove_range (rows, part->position, part->n_before);
  zb_queue_insert_range (rows, part->position, items, part->n_after);
}

/* In one pass, told in parts and the last first. While more parts follow, rows that move may stand in two
 * places, and the order is that of the keys again only when all are told: is_partial says so. */
static void
replace_all (ZbAlertQueue *self, GPtrArray *leaves, guint n_leaves, GPtrArray *arrivals)
{
  g_autoptr (GArray) edges = g_array_new (FALSE, FALSE, sizeof (Edge)), parts = NULL;
  g_autoptr (GPtrArray) after = NULL;

  after = merge (self->shown, leaves, n_leaves, arrivals, edges);
  parts = list_parts (self->shown, after, edges);
  mark_shown (arrivals, TRUE);
  for (guint i = parts->len; i > 0; i--)
    {
      const Part *part = &g_array_index (parts, Part, i - 1);
      splice (self->shown, part, after);
      self->is_partial = i > 1;
      g_list_model_items_changed (G_LIST_MODEL (self), part->position, part->n_before, part->n_after);
    }
}

/*< private >
 * zb_queue_rows_apply:
 * @self: a queue
 * @leaves: (element-type ZbQueuePlace): what goes
 * @arrivals: (element-type ZbQueuePlace): what comes
 *
 * Rows that move are in both arrays: they leave by the key they stand under and come back by the one their
 * alert has now. Each contiguous run is one signal, or all of it is where there are too many. Both arrays are
 * sorted then.
 */
void
zb_queue_rows_apply (ZbAlertQueue *self, GPtrArray *leaves, GPtrArray *arrivals)
{
  gboolean scattered;

  zb_queue_sort (leaves);
  mark_shown (leaves, FALSE);
  scattered = would_starve (self, leaves, arrivals) || leave_scattered (self, leaves);
  if (!scattered)
    remove_runs (self, leaves);
  zb_queue_take_keys (arrivals, &self->sorting);
  zb_queue_sort (arrivals);
  if (scattered || arrive_scattered (self, arrivals))
    {
      replace_all (self, leaves, scattered ? leaves->len : 0, arrivals);
      return;
    }
  mark_shown (arrivals, TRUE);
  insert_runs (self, arrivals);
}
