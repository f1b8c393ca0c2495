/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a queue as they go and come, and the fewest signals that say so. */
#include "zb-alert-queue-private.h"

#include <string.h>

/* Beyond this many runs one signal over all of them costs a view less than one for each. */
#define MAX_RUNS 128

/* The first position whose row does not stand before @place. */
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

/* Takes the rows of @leaves (sorted) out, one signal for each contiguous run, the last first so
 * that the positions of the others stay true. */
static void
remove_runs (ZbAlertQueue *self, GPtrArray *leaves)
{
  guint end = leaves->len;

  while (end > 0)
    {
      const guint last = zb_queue_rows_find (self, leaves->pdata[end - 1]);
      guint n = 1;
      while (n < end && n <= last && self->shown->pdata[last - n] == leaves->pdata[end - 1 - n])
        n++;
      g_ptr_array_remove_range (self->shown, last - n + 1, n);
      end -= n;
      g_list_model_items_changed (G_LIST_MODEL (self), last - n + 1, n, 0);
    }
}

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

/* The same for @arrivals (sorted): those that come between the same two rows are one run. */
static void
insert_runs (ZbAlertQueue *self, GPtrArray *arrivals)
{
  guint end = arrivals->len;

  while (end > 0)
    {
      const guint position = zb_queue_rows_find (self, arrivals->pdata[end - 1]);
      guint n = 1;
      while (n < end && (position == 0 || zb_queue_place_compare (self->shown->pdata[position - 1],
                                                                  arrivals->pdata[end - 1 - n]) < 0))
        n++;
      zb_queue_insert_range (self->shown, position, arrivals->pdata + end - n, n);
      end -= n;
      g_list_model_items_changed (G_LIST_MODEL (self), position, 0, n);
    }
}

/* Counting ends where it is clear that there are too many. */
static gboolean
leave_scattered (ZbAlertQueue *self, GPtrArray *leaves)
{
  guint runs = 0, before = G_MAXUINT - 1;

  for (guint i = 0; i < leaves->len && runs <= MAX_RUNS; i++)
    {
      const guint position = zb_queue_rows_find (self, leaves->pdata[i]);
      runs += position != before + 1;
      before = position;
    }
  return runs > MAX_RUNS;
}

static gboolean
arrive_scattered (ZbAlertQueue *self, GPtrArray *arrivals)
{
  guint runs = 0, before = G_MAXUINT;

  for (guint i = 0; i < arrivals->len && runs <= MAX_RUNS; i++)
    {
      const guint position = zb_queue_rows_find (self, arrivals->pdata[i]);
      runs += position != before;
      before = position;
    }
  return runs > MAX_RUNS;
}

/* Everything at once, with one signal for the whole list: what stays and the arrivals (sorted) are
 * each in order already. */
static void
replace_all (ZbAlertQueue *self, GPtrArray *arrivals)
{
  g_autoptr (GPtrArray) before = g_steal_pointer (&self->shown);
  guint next = 0;

  self->shown = g_ptr_array_sized_new (before->len + arrivals->len);
  for (guint i = 0; i < before->len; i++)
    {
      if (!((ZbQueuePlace *)before->pdata[i])->shown)
        continue;
      while (next < arrivals->len && zb_queue_place_compare (arrivals->pdata[next], before->pdata[i]) < 0)
        g_ptr_array_add (self->shown, arrivals->pdata[next++]);
      g_ptr_array_add (self->shown, before->pdata[i]);
    }
  while (next < arrivals->len)
    g_ptr_array_add (self->shown, arrivals->pdata[next++]);
  mark_shown (arrivals, TRUE);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, before->len, self->shown->len);
}

/* Rows that move are in both arrays: they leave by the key they stand under and come back by the
 * one their alert has now. */
void
zb_queue_rows_apply (ZbAlertQueue *self, GPtrArray *leaves, GPtrArray *arrivals)
{
  gboolean scattered;

  zb_queue_sort (leaves);
  mark_shown (leaves, FALSE);
  scattered = leave_scattered (self, leaves);
  if (!scattered)
    remove_runs (self, leaves);
  zb_queue_take_keys (arrivals, &self->sorting);
  zb_queue_sort (arrivals);
  if (scattered || arrive_scattered (self, arrivals))
    {
      replace_all (self, arrivals);
      return;
    }
  mark_shown (arrivals, TRUE);
  insert_runs (self, arrivals);
}
