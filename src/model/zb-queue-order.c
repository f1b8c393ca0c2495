/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In what order the rows of a queue stand. */
#include "zb-alert-queue-private.h"

#include <stdlib.h>
#include <string.h>

/* One number says where a row belongs: the gravest and youngest is the least. */
#define TIME_BITS 60
#define LATEST (((gint64)1 << TIME_BITS) - 1)

/* Within a place seconds are enough, so that its rank has room above them. */
#define PLACE_SHIFT 48
#define SEVERITY_SHIFT 44
#define LATEST_SECOND (((gint64)1 << 40) - 1)

static guint64
make_place_key (const ZbQueueSorting *self, const ZbAlert *alert)
{
  const guint64 place = self->rank ? MIN (self->rank (alert, self->rank_data), G_MAXUINT16) : 0;
  const guint64 severity = ZB_N_SEVERITIES - alert->severity;
  const guint64 age = LATEST_SECOND - CLAMP (alert->last_at / G_USEC_PER_SEC, 0, LATEST_SECOND);

  return place << PLACE_SHIFT | severity << SEVERITY_SHIFT | age;
}

/*< private >
 * zb_queue_sorting_make_key:
 * @self: how to sort
 * @alert: an alert
 *
 * One number says where a row belongs: the gravest and youngest is the least. Rows of the same key
 * stand by the ids of their alerts.
 *
 * Returns: the key of @alert as it is now
 */
guint64
zb_queue_sorting_make_key (const ZbQueueSorting *self, const ZbAlert *alert)
{
  const gint64 time = self->order == ZB_QUEUE_BY_FIRST ? alert->first_at : alert->last_at;
  const guint64 rank = self->order == ZB_QUEUE_BY_SEVERITY ? ZB_N_SEVERITIES - alert->severity : 0;

  if (self->order == ZB_QUEUE_BY_PLACE)
    return make_place_key (self, alert);
  return rank << TIME_BITS | (LATEST - CLAMP (time, 0, LATEST));
}

/*< private >
 * zb_queue_place_compare:
 * @a: a place
 * @b: another
 *
 * Returns: less than 0 where the row of @a stands before that of @b, more than 0 where after it
 */
int
zb_queue_place_compare (const ZbQueuePlace *a, const ZbQueuePlace *b)
{
  if (a->key != b->key)
    return a->key < b->key ? -1 : 1;
  return strcmp (((ZbEntity *)a->alert)->id, ((ZbEntity *)b->alert)->id);
}

static int
compare_in_array (gconstpointer a, gconstpointer b)
{
  return zb_queue_place_compare (*(ZbQueuePlace *const *)a, *(ZbQueuePlace *const *)b);
}

typedef struct
{
  guint64 key;
  ZbQueuePlace *place;
} Card;

/* One pass of a radix sort; whether it was worth a pass: not where all have the same digit. */
static gboolean
deal (const Card *from, Card *to, guint n, guint shift)
{
  guint starts[257] = { 0 };

  for (guint i = 0; i < n; i++)
    starts[(from[i].key >> shift & 0xff) + 1]++;
  if (starts[(from[0].key >> shift & 0xff) + 1] == n)
    return FALSE;
  for (guint digit = 0; digit < 256; digit++)
    starts[digit + 1] += starts[digit];
  for (guint i = 0; i < n; i++)
    to[starts[from[i].key >> shift & 0xff]++] = from[i];
  return TRUE;
}

static int
compare_cards (gconstpointer a, gconstpointer b)
{
  return zb_queue_place_compare (((const Card *)a)->place, ((const Card *)b)->place);
}

/* What was raised in the same microsecond stands by its id: such neighbours are few as a rule, and all of
 * them where a source has sent its whole store. */
static void
settle_ties (Card *cards, guint n)
{
  for (guint first = 0, end; first < n; first = end)
    {
      for (end = first + 1; end < n && cards[end].key == cards[first].key; end++)
        ;
      if (end - first > 1)
        qsort (cards + first, end - first, sizeof *cards, compare_cards);
    }
}

/* Digits that all keys share are not worth a pass. */
static Card *
deal_all (Card *cards, Card *dealt, guint n)
{
  for (guint shift = 0; shift < 64; shift += 8)
    if (deal (cards, dealt, n, shift))
      {
        Card *swapped = cards;
        cards = dealt;
        dealt = swapped;
      }
  return cards;
}

/*< private >
 * zb_queue_sort:
 * @places: (element-type ZbQueuePlace): what to sort by the keys that were taken
 *
 * Comparing sorts 100,000 rows in some 40 ms, of which most is waiting for memory; dealing them out
 * by the digits of their keys takes 5.
 */
void
zb_queue_sort (GPtrArray *places)
{
  const guint n = places->len;
  g_autofree Card *cards = NULL, *others = NULL;
  Card *sorted;

  if (n < 256)
    {
      g_ptr_array_sort (places, compare_in_array);
      return;
    }
  cards = g_new (Card, n);
  others = g_new (Card, n);
  for (guint i = 0; i < n; i++)
    cards[i] = (Card){ ((ZbQueuePlace *)places->pdata[i])->key, places->pdata[i] };
  sorted = deal_all (cards, others, n);
  settle_ties (sorted, n);
  for (guint i = 0; i < n; i++)
    places->pdata[i] = sorted[i].place;
}

/*< private >
 * zb_queue_place_note:
 * @self: a place whose alert may have changed
 * @sorting: how rows are sorted
 *
 * Notes of the alert what filters and counts ask.
 */
void
zb_queue_place_note (ZbQueuePlace *self, const ZbQueueSorting *sorting)
{
  const ZbAlert *alert = self->alert;

  self->severity = (gint8)alert->severity;
  self->snoozed_until = alert->snoozed_until;
  self->open = zb_alert_is_open (alert);
  self->unclaimed = zb_alert_is_unclaimed (alert);
  self->claimed = alert->claim != NULL;
  self->drill = alert->parent_instance.mode == ZB_MODE_DRILL;
  self->moves = self->shown && self->key != zb_queue_sorting_make_key (sorting, alert);
}

/*< private >
 * zb_queue_take_keys:
 * @places: (element-type ZbQueuePlace): places that stand in no row, or whose rows are to be sorted anew
 * @sorting: how to sort
 *
 * Takes the key that the alert of each has now.
 */
void
zb_queue_take_keys (GPtrArray *places, const ZbQueueSorting *sorting)
{
  for (guint i = 0; i < places->len; i++)
    {
      ZbQueuePlace *place = places->pdata[i];
      place->key = zb_queue_sorting_make_key (sorting, place->alert);
      place->row_severity = place->severity;
      place->moves = FALSE;
    }
}

/*< private >
 * zb_queue_sorting_clear:
 * @self: how to sort
 *
 * Frees what its rank was given.
 */
void
zb_queue_sorting_clear (ZbQueueSorting *self)
{
  if (self->destroy_rank)
    self->destroy_rank (self->rank_data);
}
