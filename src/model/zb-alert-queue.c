/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-alert-queue.h"

#include "zb-claim-standing.h"
#include "zb-now.h"

#include <string.h>

/**
 * ZbAlertQueue:
 *
 * The open alerts of a store as the sorted, filtered list that an officer works through.
 *
 *   store ─▶ mirror, touched ─▶ flush (): leaves, arrivals ─▶ one items-changed a run ─▶ view
 *
 * GtkSortListModel reports one range from the first to the last row that moved and walks every
 * position at each change; this list reports exactly the runs that went and came. Changes are
 * gathered and applied from a fresh dispatch of the main loop, where views expect a model to
 * change.
 *
 * While it is held (and it is unless told otherwise) no row comes or moves by itself: alerts that
 * were raised, and those whose place would be another, wait until zb_alert_queue_take_new(). Rows
 * that are closed, or no longer ours to see, go at once.
 */
struct _ZbAlertQueue
{
  GObject parent_instance;
  ZbStore *store;
  GPtrArray *mirror;     /* the Place of each of the store's items, in its order */
  GHashTable *places;    /* ZbAlert → Place */
  GHashTable *touched;   /* a set of ZbAlert to look at again */
  GHashTable *held_back; /* a set of ZbAlert that take_new () is to look at, owned by their places */
  GPtrArray *shown;      /* Place, sorted by key */
  char *account;
  char *text, *folded;
  ZbQueueOrder order;
  ZbQueueRank rank;
  gpointer rank_data;
  GDestroyNotify destroy_rank;
  ZbQueueMatch match;
  gpointer match_data;
  GDestroyNotify destroy_match;
  guint severities, aside;
  gboolean unclaimed_only, mine_only, snoozed_too, held;
  ZbMode mode; /* only these; none for all */
  guint n_open[ZB_N_SEVERITIES], n_waiting[ZB_N_SEVERITIES];
  guint n_unclaimed, n_mine, n_aside;
  guint source, alarm;
  gint64 rests_until; /* by the monotonic clock */
};

/* What the queue knows of one alert. The key is that of the row it stands in, which stays while
 * the alert itself is already graver or younger. */
typedef struct
{
  ZbAlert *alert;
  guint64 key;
  int severity;
  gboolean taken, shown;
  gboolean wanted; /* it passes the filter; what is put aside may pass it, too */
  /* What it was counted as. */
  int open_as, waiting_as;
  gboolean unclaimed, mine, aside;
} Place;

typedef enum
{
  PROP_STORE = 1,
  PROP_ACCOUNT,
  PROP_ORDER,
  PROP_SEVERITIES,
  PROP_UNCLAIMED_ONLY,
  PROP_MINE_ONLY,
  PROP_SNOOZED_TOO,
  PROP_TEXT,
  PROP_HELD,
  PROP_MODE,
  PROP_ASIDE,
  PROP_N_OPEN,
  PROP_N_URGENT,
  PROP_N_HIGH,
  PROP_N_MEDIUM,
  PROP_N_LOW,
  PROP_N_UNCLAIMED,
  PROP_N_MINE,
  PROP_N_ASIDE,
  PROP_N_WAITING,
} Property;

static GParamSpec *properties[PROP_N_WAITING + 1];

/* Beyond this many runs one signal over all of them costs a view less than one for each. */
#define MAX_RUNS 128

/* --- the list -------------------------------------------------------------------------- */

static GType
zb_alert_queue_get_item_type (GListModel *model)
{
  return ZB_TYPE_ALERT;
}

static guint
zb_alert_queue_get_n_items (GListModel *model)
{
  return ZB_ALERT_QUEUE (model)->shown->len;
}

static gpointer
zb_alert_queue_get_item (GListModel *model, guint position)
{
  GPtrArray *shown = ZB_ALERT_QUEUE (model)->shown;

  return position < shown->len ? g_object_ref (((Place *)shown->pdata[position])->alert) : NULL;
}

static void
zb_alert_queue_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = zb_alert_queue_get_item_type;
  iface->get_n_items = zb_alert_queue_get_n_items;
  iface->get_item = zb_alert_queue_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (ZbAlertQueue, zb_alert_queue, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, zb_alert_queue_list_model_init))

/* --- order ------------------------------------------------------------------------------ */

/* One number says where a row belongs: the gravest and youngest is the least. */
#define TIME_BITS 60
#define LATEST (((gint64)1 << TIME_BITS) - 1)

/* Within a place seconds are enough, so that its rank has room above them. */
#define PLACE_SHIFT 48
#define SEVERITY_SHIFT 44
#define LATEST_SECOND (((gint64)1 << 40) - 1)

static guint64
make_place_key (ZbAlertQueue *self, const ZbAlert *alert)
{
  const guint64 place = self->rank ? MIN (self->rank (alert, self->rank_data), G_MAXUINT16) : 0;
  const guint64 severity = ZB_N_SEVERITIES - alert->severity;
  const guint64 age = LATEST_SECOND - CLAMP (alert->last_at / G_USEC_PER_SEC, 0, LATEST_SECOND);

  return place << PLACE_SHIFT | severity << SEVERITY_SHIFT | age;
}

static guint64
make_key (ZbAlertQueue *self, const ZbAlert *alert)
{
  const gint64 time = self->order == ZB_QUEUE_BY_FIRST ? alert->first_at : alert->last_at;
  const guint64 rank = self->order == ZB_QUEUE_BY_SEVERITY ? ZB_N_SEVERITIES - alert->severity : 0;

  if (self->order == ZB_QUEUE_BY_PLACE)
    return make_place_key (self, alert);
  return rank << TIME_BITS | (LATEST - CLAMP (time, 0, LATEST));
}

static int
compare_places (const Place *a, const Place *b)
{
  if (a->key != b->key)
    return a->key < b->key ? -1 : 1;
  return strcmp (((ZbEntity *)a->alert)->id, ((ZbEntity *)b->alert)->id);
}

static int
compare_in_array (gconstpointer a, gconstpointer b)
{
  return compare_places (*(Place *const *)a, *(Place *const *)b);
}

typedef struct
{
  guint64 key;
  Place *place;
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

/* What was raised in the same microsecond stands by its id: such neighbours are few. */
static void
settle_ties (GPtrArray *places)
{
  for (guint i = 1; i < places->len; i++)
    {
      Place *place = places->pdata[i];
      guint at = i;
      while (at > 0 && compare_places (places->pdata[at - 1], place) > 0)
        {
          places->pdata[at] = places->pdata[at - 1];
          at--;
        }
      places->pdata[at] = place;
    }
}

/* Comparing sorts 100,000 rows in some 40 ms, of which most is waiting for memory; dealing them out
 * by the digits of their keys takes 5. */
static void
sort_places (GPtrArray *places)
{
  const guint n = places->len;
  g_autofree Card *cards = NULL, *dealt = NULL;

  if (n < 256)
    {
      g_ptr_array_sort (places, compare_in_array);
      return;
    }
  cards = g_new (Card, n);
  dealt = g_new (Card, n);
  for (guint i = 0; i < n; i++)
    cards[i] = (Card){ ((Place *)places->pdata[i])->key, places->pdata[i] };
  for (guint shift = 0; shift < 64; shift += 8)
    if (deal (cards, dealt, n, shift))
      {
        Card *swapped = cards;
        cards = dealt;
        dealt = swapped;
      }
  for (guint i = 0; i < n; i++)
    places->pdata[i] = cards[i].place;
  settle_ties (places);
}

/* The first position whose row does not stand before @place. */
static guint
lower_bound (ZbAlertQueue *self, const Place *place)
{
  guint low = 0, high = self->shown->len;

  while (low < high)
    {
      const guint middle = low + (high - low) / 2;
      if (compare_places (self->shown->pdata[middle], place) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static gboolean
key_differs (ZbAlertQueue *self, const Place *place)
{
  return place->key != make_key (self, place->alert);
}

static void
take_key (ZbAlertQueue *self, Place *place)
{
  place->severity = place->alert->severity;
  place->key = make_key (self, place->alert);
}

/* --- what is listed --------------------------------------------------------------------- */

static gboolean
contains_folded (const char *text, const char *folded)
{
  g_autofree char *mine = text ? g_utf8_casefold (text, -1) : NULL;

  return mine && strstr (mine, folded);
}

static gboolean
is_snoozed (const ZbAlert *alert)
{
  return alert->snoozed_until && alert->snoozed_until > zb_now ();
}

static gboolean
is_unclaimed (const ZbAlert *alert)
{
  return alert->state == ZB_ALERT_NEW;
}

/* Not what has lapsed without the platform's word. */
static gboolean
is_mine (ZbAlertQueue *self, const ZbAlert *alert)
{
  return self->account && alert->claim && g_strcmp0 (alert->claim->by, self->account) == 0 &&
         zb_claim_get_standing (alert, self->account, zb_now ()) != ZB_CLAIM_LAPSED;
}

/* What is of a drill and what is not. */
static gboolean
is_of_mode (ZbAlertQueue *self, const ZbAlert *alert)
{
  const gboolean is_drill = alert->parent_instance.mode == ZB_MODE_DRILL;

  return self->mode == ZB_MODE_NONE || (self->mode == ZB_MODE_DRILL) == is_drill;
}

/* Unlike the others, who is asked to show unclaimed and mine at once is shown both. */
static gboolean
passes_claim (ZbAlertQueue *self, const ZbAlert *alert)
{
  if (!is_of_mode (self, alert))
    return FALSE;
  if (!self->unclaimed_only && !self->mine_only)
    return TRUE;
  return (self->unclaimed_only && is_unclaimed (alert)) || (self->mine_only && is_mine (self, alert));
}

static gboolean
passes_words (ZbAlertQueue *self, const ZbAlert *alert)
{
  if (self->match && !self->match (alert, self->match_data))
    return FALSE;
  return !self->folded || contains_folded (alert->title, self->folded) ||
         contains_folded (alert->place, self->folded);
}

static gboolean
is_wanted (ZbAlertQueue *self, const ZbAlert *alert)
{
  if (!zb_alert_is_open (alert) || !(self->severities & (1u << alert->severity)))
    return FALSE;
  if (!self->snoozed_too && is_snoozed (alert))
    return FALSE;
  return passes_claim (self, alert) && passes_words (self, alert);
}

/* What the officer has taken on stays before them. */
static gboolean
is_aside (ZbAlertQueue *self, const ZbAlert *alert)
{
  return (self->aside & (1u << alert->severity)) && !is_mine (self, alert);
}

static gboolean
is_listed (ZbAlertQueue *self, const Place *place)
{
  return place->wanted && !is_aside (self, place->alert);
}

/* --- counts ------------------------------------------------------------------------------ */

static void
discount (ZbAlertQueue *self, Place *place)
{
  if (place->open_as >= 0)
    self->n_open[place->open_as]--;
  if (place->waiting_as >= 0)
    self->n_waiting[place->waiting_as]--;
  self->n_unclaimed -= place->unclaimed;
  self->n_mine -= place->mine;
  self->n_aside -= place->aside;
}

static gboolean
is_graver (const Place *place)
{
  return place->alert->severity > place->severity;
}

/* One that stands in the list waits all the same when it has become graver. */
static gboolean
waits (ZbAlertQueue *self, const Place *place)
{
  if (!place->taken)
    return is_listed (self, place);
  return place->shown && is_graver (place);
}

static void
count (ZbAlertQueue *self, Place *place)
{
  const gboolean open = zb_alert_is_open (place->alert) && is_of_mode (self, place->alert);

  place->open_as = open ? place->alert->severity : -1;
  place->waiting_as = open && waits (self, place) ? place->alert->severity : -1;
  place->unclaimed = open && is_unclaimed (place->alert);
  place->mine = open && is_mine (self, place->alert);
  place->aside = open && place->wanted && is_aside (self, place->alert);
  if (place->open_as >= 0)
    self->n_open[place->open_as]++;
  if (place->waiting_as >= 0)
    self->n_waiting[place->waiting_as]++;
  self->n_unclaimed += place->unclaimed;
  self->n_mine += place->mine;
  self->n_aside += place->aside;
}

static guint
sum (const guint counts[ZB_N_SEVERITIES])
{
  guint total = 0;

  for (int severity = 0; severity < ZB_N_SEVERITIES; severity++)
    total += counts[severity];
  return total;
}

typedef struct
{
  guint values[PROP_N_WAITING - PROP_N_OPEN + 1];
} Counts;

static Counts
get_counts (ZbAlertQueue *self)
{
  return (Counts){ { sum (self->n_open), self->n_open[ZB_SEVERITY_URGENT], self->n_open[ZB_SEVERITY_HIGH],
                     self->n_open[ZB_SEVERITY_MEDIUM], self->n_open[ZB_SEVERITY_LOW], self->n_unclaimed,
                     self->n_mine, self->n_aside, sum (self->n_waiting) } };
}

static void
notify_counts (ZbAlertQueue *self, const Counts *before)
{
  const Counts now = get_counts (self);

  for (guint i = 0; i < G_N_ELEMENTS (now.values); i++)
    if (now.values[i] != before->values[i])
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_OPEN + i]);
}

/* --- batches ----------------------------------------------------------------------------- */

static void
mark_shown (GPtrArray *places, gboolean shown)
{
  for (guint i = 0; i < places->len; i++)
    ((Place *)places->pdata[i])->shown = shown;
}

/* Takes the rows of @leaves (sorted) out, one signal for each contiguous run, the last first so
 * that the positions of the others stay true. */
static void
remove_runs (ZbAlertQueue *self, GPtrArray *leaves)
{
  guint end = leaves->len;

  while (end > 0)
    {
      const guint last = lower_bound (self, leaves->pdata[end - 1]);
      guint n = 1;
      while (n < end && n <= last && self->shown->pdata[last - n] == leaves->pdata[end - 1 - n])
        n++;
      g_ptr_array_remove_range (self->shown, last - n + 1, n);
      end -= n;
      g_list_model_items_changed (G_LIST_MODEL (self), last - n + 1, n, 0);
    }
}

static void
insert_range (GPtrArray *array, guint position, gpointer *items, guint n)
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
      const guint position = lower_bound (self, arrivals->pdata[end - 1]);
      guint n = 1;
      while (n < end && (position == 0 ||
                         compare_places (self->shown->pdata[position - 1], arrivals->pdata[end - 1 - n]) < 0))
        n++;
      insert_range (self->shown, position, arrivals->pdata + end - n, n);
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
      const guint position = lower_bound (self, leaves->pdata[i]);
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
      const guint position = lower_bound (self, arrivals->pdata[i]);
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
      if (!((Place *)before->pdata[i])->shown)
        continue;
      while (next < arrivals->len && compare_places (arrivals->pdata[next], before->pdata[i]) < 0)
        g_ptr_array_add (self->shown, arrivals->pdata[next++]);
      g_ptr_array_add (self->shown, before->pdata[i]);
    }
  while (next < arrivals->len)
    g_ptr_array_add (self->shown, arrivals->pdata[next++]);
  mark_shown (arrivals, TRUE);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, before->len, self->shown->len);
}

static void
take_keys (ZbAlertQueue *self, GPtrArray *places)
{
  for (guint i = 0; i < places->len; i++)
    take_key (self, places->pdata[i]);
}

/* Rows that move are in both arrays: they leave by the key they stand under and come back by the
 * one their alert has now. */
static void
apply (ZbAlertQueue *self, GPtrArray *leaves, GPtrArray *arrivals)
{
  gboolean scattered;

  sort_places (leaves);
  mark_shown (leaves, FALSE);
  scattered = leave_scattered (self, leaves);
  if (!scattered)
    remove_runs (self, leaves);
  take_keys (self, arrivals);
  sort_places (arrivals);
  if (scattered || arrive_scattered (self, arrivals))
    {
      replace_all (self, arrivals);
      return;
    }
  mark_shown (arrivals, TRUE);
  insert_runs (self, arrivals);
}

/* --- looking again ------------------------------------------------------------------------ */

/* Where nothing was ever shown there is nothing to hold still: the first list comes at once. */
static gboolean
holds (ZbAlertQueue *self)
{
  return self->held && self->shown->len > 0;
}

static void
look_at (ZbAlertQueue *self, Place *place, gboolean hold, GPtrArray *leaves, GPtrArray *arrivals)
{
  const gboolean moves = place->shown && key_differs (self, place) && !hold;
  gboolean listed;

  place->wanted = is_wanted (self, place->alert);
  listed = is_listed (self, place);
  if (listed && !hold)
    place->taken = TRUE;
  /* By time a severity decides nothing, but what is known of it is known now. */
  if (place->shown && !hold && !moves)
    take_key (self, place);
  if (hold && listed && (!place->taken || (place->shown && (key_differs (self, place) || is_graver (place)))))
    g_hash_table_add (self->held_back, place->alert);
  if (place->shown && (!listed || moves))
    g_ptr_array_add (leaves, place);
  if (listed && place->taken && (!place->shown || moves))
    g_ptr_array_add (arrivals, place);
}

/* What this or another console closed and the platform opens again as new is new. */
static void
forget_closed (Place *place)
{
  if (!zb_alert_is_open (place->alert))
    place->taken = FALSE;
}

static void
free_gone (ZbAlertQueue *self, GPtrArray *gone)
{
  for (guint i = 0; i < gone->len; i++)
    {
      Place *place = gone->pdata[i];
      g_hash_table_remove (self->held_back, place->alert);
      g_hash_table_remove (self->places, place->alert);
    }
}

static gboolean
on_alarm (gpointer data)
{
  ZbAlertQueue *self = data;

  self->alarm = 0;
  for (guint i = 0; i < self->mirror->len; i++)
    {
      ZbAlert *alert = ((Place *)self->mirror->pdata[i])->alert;
      if (alert->snoozed_until || ((Place *)self->mirror->pdata[i])->mine)
        g_hash_table_add (self->touched, g_object_ref (alert));
    }
  zb_alert_queue_flush (self);
  return G_SOURCE_REMOVE;
}

/* A snoozed alert comes back by itself even where the platform's word for it is late, and a claim lapses. */
static void
set_alarm (ZbAlertQueue *self, ZbAlert *alert)
{
  if (self->alarm == 0 && (is_snoozed (alert) || (alert->state == ZB_ALERT_CLAIMED && is_mine (self, alert))))
    self->alarm = g_timeout_add_seconds (10, on_alarm, self);
}

static gboolean
is_in_store (ZbAlertQueue *self, ZbAlert *alert)
{
  return zb_store_lookup (self->store, ((ZbEntity *)alert)->id) == alert;
}

/* Looks at each of @places; what @gone holds is no longer in the store. */
static void
look_again (ZbAlertQueue *self, GPtrArray *places, GPtrArray *gone, gboolean hold)
{
  g_autoptr (GPtrArray) leaves = g_ptr_array_new (), arrivals = g_ptr_array_new ();
  const Counts before = get_counts (self);

  for (guint i = 0; i < gone->len; i++)
    {
      discount (self, gone->pdata[i]);
      if (((Place *)gone->pdata[i])->shown)
        g_ptr_array_add (leaves, gone->pdata[i]);
    }
  for (guint i = 0; i < places->len; i++)
    {
      Place *place = places->pdata[i];
      discount (self, place);
      forget_closed (place);
      look_at (self, place, hold, leaves, arrivals);
      set_alarm (self, place->alert);
    }
  apply (self, leaves, arrivals);
  for (guint i = 0; i < places->len; i++)
    count (self, places->pdata[i]);
  free_gone (self, gone);
  notify_counts (self, &before);
}

/* Takes the alerts of @set out of it and looks at each. */
static void
look_at_set (ZbAlertQueue *self, GHashTable *set, gboolean hold)
{
  g_autoptr (GPtrArray) places = g_ptr_array_new (), gone = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer alert;

  g_hash_table_iter_init (&iter, set);
  while (g_hash_table_iter_next (&iter, &alert, NULL))
    {
      Place *place = g_hash_table_lookup (self->places, alert);
      if (place)
        g_ptr_array_add (is_in_store (self, alert) ? places : gone, place);
    }
  g_hash_table_remove_all (set);
  look_again (self, places, gone, hold);
}

/* Where changes do not end, and a long list and its view take a while to follow, they are gathered for twice
 * as long as that: two thirds of the time are left for everything else. */
#define WORTH_A_REST (4 * G_TIME_SPAN_MILLISECOND)
#define LONGEST_REST (150 * G_TIME_SPAN_MILLISECOND)

static void
rest_after (ZbAlertQueue *self, gint64 began)
{
  const gint64 now = g_get_monotonic_time (), took = now - began;

  self->rests_until = took >= WORTH_A_REST ? now + MIN (2 * took, LONGEST_REST) : 0;
}

/**
 * zb_alert_queue_flush:
 * @self: a queue
 *
 * Applies now what would be applied at one of the main loop's next turns.
 */
void
zb_alert_queue_flush (ZbAlertQueue *self)
{
  const gint64 began = g_get_monotonic_time ();

  g_clear_handle_id (&self->source, g_source_remove);
  if (g_hash_table_size (self->touched) == 0)
    return;
  look_at_set (self, self->touched, holds (self));
  rest_after (self, began);
}

static gboolean
on_dispatch (gpointer self)
{
  ((ZbAlertQueue *)self)->source = 0;
  zb_alert_queue_flush (self);
  return G_SOURCE_REMOVE;
}

static void
flush_soon (ZbAlertQueue *self)
{
  const gint64 rest = self->rests_until ? self->rests_until - g_get_monotonic_time () : 0;

  if (rest >= G_TIME_SPAN_MILLISECOND)
    self->source = g_timeout_add ((guint)(rest / G_TIME_SPAN_MILLISECOND), on_dispatch, self);
  else
    self->source = g_idle_add_full (G_PRIORITY_DEFAULT, on_dispatch, self, NULL);
}

static void
touch (ZbAlertQueue *self, ZbAlert *alert)
{
  g_hash_table_add (self->touched, g_object_ref (alert));
  if (self->source == 0)
    flush_soon (self);
}

/* Looks at every alert: the filter, the account or the order is another. */
static void
look_at_all (ZbAlertQueue *self, gboolean hold)
{
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();

  g_clear_handle_id (&self->source, g_source_remove);
  look_at_set (self, self->touched, hold);
  look_again (self, self->mirror, nothing, hold);
}

/**
 * zb_alert_queue_take_new:
 * @self: a queue
 *
 * Lets everything in that waits and puts every row where it belongs: the officer has asked for it.
 */
void
zb_alert_queue_take_new (ZbAlertQueue *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  look_at_set (self, self->touched, FALSE);
  look_at_set (self, self->held_back, FALSE);
}

/* --- the store ---------------------------------------------------------------------------- */

static void
on_store_changed (ZbAlertQueue *self, ZbAlert *alert)
{
  touch (self, alert);
}

static Place *
find_place (ZbAlertQueue *self, ZbAlert *alert)
{
  Place *place = g_hash_table_lookup (self->places, alert);

  if (place)
    return place;
  place = g_new0 (Place, 1);
  place->alert = g_object_ref (alert);
  place->open_as = place->waiting_as = -1;
  g_hash_table_insert (self->places, alert, place);
  return place;
}

static void
free_place (gpointer data)
{
  Place *place = data;

  g_object_unref (place->alert);
  g_free (place);
}

static void
on_store_items_changed (ZbAlertQueue *self, guint position, guint removed, guint added)
{
  g_autofree gpointer *items = g_new (gpointer, MAX (added, 1));

  for (guint i = 0; i < removed; i++)
    touch (self, ((Place *)self->mirror->pdata[position + i])->alert);
  for (guint i = 0; i < added; i++)
    {
      ZbAlert *alert = zb_store_get_nth (self->store, position + i);
      items[i] = find_place (self, alert);
      touch (self, alert);
    }
  if (removed > 0)
    g_ptr_array_remove_range (self->mirror, position, removed);
  insert_range (self->mirror, position, items, added);
}

/* --- counts that are asked for -------------------------------------------------------------- */

/**
 * zb_alert_queue_count_open:
 * @self: a queue
 * @severity: a severity
 *
 * Returns: how many open alerts of it there are, listed or not
 */
guint
zb_alert_queue_count_open (ZbAlertQueue *self, ZbSeverity severity)
{
  return self->n_open[severity];
}

/**
 * zb_alert_queue_count_waiting:
 * @self: a queue
 * @severity: a severity
 *
 * Returns: how many alerts of it wait for zb_alert_queue_take_new()
 */
guint
zb_alert_queue_count_waiting (ZbAlertQueue *self, ZbSeverity severity)
{
  return self->n_waiting[severity];
}

/**
 * zb_alert_queue_get_n_waiting:
 * @self: a queue
 *
 * Returns: how many alerts wait for zb_alert_queue_take_new()
 */
guint
zb_alert_queue_get_n_waiting (ZbAlertQueue *self)
{
  return sum (self->n_waiting);
}

/**
 * zb_alert_queue_count_recent:
 * @self: a queue
 * @since: µs UTC
 * @n_alerts: (out): how many alerts were raised since, closed ones too
 * @n_occurrences: (out): how often they were raised in all, before what belongs together was
 *   put together
 *
 * Counts what has come in lately.
 */
void
zb_alert_queue_count_recent (ZbAlertQueue *self, gint64 since, guint *n_alerts, guint *n_occurrences)
{
  *n_alerts = *n_occurrences = 0;
  for (guint i = 0; i < self->mirror->len; i++)
    {
      const ZbAlert *alert = ((Place *)self->mirror->pdata[i])->alert;
      if (alert->last_at < since)
        continue;
      *n_alerts += 1;
      *n_occurrences += MAX (1, alert->occurrences);
    }
}

/**
 * zb_alert_queue_find:
 * @self: a queue
 * @alert: (nullable): an alert
 * @position: (out) (optional): where it stands
 *
 * Returns: whether it is in the list
 */
gboolean
zb_alert_queue_find (ZbAlertQueue *self, ZbAlert *alert, guint *position)
{
  Place *place = alert ? g_hash_table_lookup (self->places, alert) : NULL;

  if (!place || !place->shown)
    return FALSE;
  if (position)
    *position = lower_bound (self, place);
  return TRUE;
}

/* --- properties ----------------------------------------------------------------------------- */

/**
 * zb_alert_queue_new:
 * @store: a store of alerts
 *
 * Returns: (transfer full): the queue of what is open in @store
 */
ZbAlertQueue *
zb_alert_queue_new (ZbStore *store)
{
  return g_object_new (ZB_TYPE_ALERT_QUEUE, "store", store, NULL);
}

/**
 * zb_alert_queue_set_account:
 * @self: a queue
 * @account: (nullable): the id of an account
 *
 * Sets whose alerts are "mine".
 */
void
zb_alert_queue_set_account (ZbAlertQueue *self, const char *account)
{
  if (!g_set_str (&self->account, account))
    return;
  look_at_all (self, holds (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACCOUNT]);
}

static void
for_held_back (ZbAlertQueue *self, void (*act) (ZbAlertQueue *self, Place *place))
{
  GHashTableIter iter;
  gpointer alert;

  g_hash_table_iter_init (&iter, self->held_back);
  while (g_hash_table_iter_next (&iter, &alert, NULL))
    act (self, g_hash_table_lookup (self->places, alert));
}

static void
sort_anew (ZbAlertQueue *self)
{
  const Counts before = get_counts (self);

  for_held_back (self, discount);
  take_keys (self, self->shown);
  sort_places (self->shown);
  for_held_back (self, count);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, self->shown->len, self->shown->len);
  notify_counts (self, &before);
}

/**
 * zb_alert_queue_set_order:
 * @self: a queue
 * @order: how to sort
 *
 * Sorts anew; new alerts go on waiting, and rows go where they belong by now.
 */
void
zb_alert_queue_set_order (ZbAlertQueue *self, ZbQueueOrder order)
{
  if (self->order == order)
    return;
  zb_alert_queue_flush (self);
  self->order = order;
  sort_anew (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ORDER]);
}

/**
 * zb_alert_queue_set_rank:
 * @self: a queue
 * @rank: (nullable): what tells in which order places stand
 * @data: (nullable): for @rank
 * @destroy: (nullable): how to free @data
 *
 * Says how %ZB_QUEUE_BY_PLACE sorts. To be set anew where another rank is to count.
 */
void
zb_alert_queue_set_rank (ZbAlertQueue *self, ZbQueueRank rank, gpointer data, GDestroyNotify destroy)
{
  zb_alert_queue_flush (self);
  if (self->destroy_rank)
    self->destroy_rank (self->rank_data);
  self->rank = rank;
  self->rank_data = data;
  self->destroy_rank = destroy;
  if (self->order == ZB_QUEUE_BY_PLACE)
    sort_anew (self);
}

/**
 * zb_alert_queue_set_severities:
 * @self: a queue
 * @severities: one bit for each #ZbSeverity that is to be listed
 *
 * Filters by severity.
 */
void
zb_alert_queue_set_severities (ZbAlertQueue *self, guint severities)
{
  if (self->severities == severities)
    return;
  self->severities = severities;
  look_at_all (self, holds (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEVERITIES]);
}

/**
 * zb_alert_queue_set_match:
 * @self: a queue
 * @match: (nullable): what tells whether an alert is looked for; %NULL where all are
 * @data: (nullable): for @match
 * @destroy: (nullable): how to free @data
 *
 * Filters by what only somebody above this floor can read, such as the names of devices or pinyin.
 */
void
zb_alert_queue_set_match (ZbAlertQueue *self, ZbQueueMatch match, gpointer data, GDestroyNotify destroy)
{
  if (!match && !self->match)
    return;
  if (self->destroy_match)
    self->destroy_match (self->match_data);
  self->match = match;
  self->match_data = data;
  self->destroy_match = destroy;
  look_at_all (self, holds (self));
}

/**
 * zb_alert_queue_set_aside:
 * @self: a queue
 * @severities: one bit for each #ZbSeverity that is put aside, 0 for none
 *
 * Takes the alerts of these severities out of the list while there are too many; the officer's own stay.
 * How many would be listed otherwise is the property "n-aside".
 */
void
zb_alert_queue_set_aside (ZbAlertQueue *self, guint severities)
{
  if (self->aside == severities)
    return;
  self->aside = severities;
  look_at_all (self, holds (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ASIDE]);
}

/**
 * zb_alert_queue_set_held:
 * @self: a queue
 * @held: whether new alerts and moves wait for zb_alert_queue_take_new()
 *
 * Holds the list still, or lets it move by itself.
 */
void
zb_alert_queue_set_held (ZbAlertQueue *self, gboolean held)
{
  if (self->held == held)
    return;
  self->held = held;
  if (!held)
    look_at_all (self, FALSE);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HELD]);
}

static void
set_flag (ZbAlertQueue *self, gboolean *flag, gboolean value, GParamSpec *pspec)
{
  if (*flag == value)
    return;
  *flag = value;
  look_at_all (self, holds (self));
  g_object_notify_by_pspec (G_OBJECT (self), pspec);
}

static void
set_mode (ZbAlertQueue *self, ZbMode mode, GParamSpec *pspec)
{
  if (self->mode == mode)
    return;
  self->mode = mode;
  look_at_all (self, holds (self));
  g_object_notify_by_pspec (G_OBJECT (self), pspec);
}

static void
set_text (ZbAlertQueue *self, const char *text)
{
  if (!g_set_str (&self->text, text))
    return;
  g_clear_pointer (&self->folded, g_free);
  if (text && *text)
    self->folded = g_utf8_casefold (text, -1);
  look_at_all (self, holds (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
}

static void
set_store (ZbAlertQueue *self, ZbStore *store)
{
  if (!store)
    return;
  self->store = g_object_ref (store);
  g_signal_connect_object (store, "items-changed", G_CALLBACK (on_store_items_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (store, "changed", G_CALLBACK (on_store_changed), self, G_CONNECT_SWAPPED);
  on_store_items_changed (self, 0, 0, zb_store_get_size (store));
  zb_alert_queue_flush (self);
}

static void
zb_alert_queue_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ZbAlertQueue *self = ZB_ALERT_QUEUE (object);

  switch ((Property)id)
    {
    case PROP_STORE:
      g_value_set_object (value, self->store);
      break;
    case PROP_ACCOUNT:
      g_value_set_string (value, self->account);
      break;
    case PROP_ORDER:
      g_value_set_int (value, self->order);
      break;
    case PROP_SEVERITIES:
      g_value_set_uint (value, self->severities);
      break;
    case PROP_UNCLAIMED_ONLY:
      g_value_set_boolean (value, self->unclaimed_only);
      break;
    case PROP_MINE_ONLY:
      g_value_set_boolean (value, self->mine_only);
      break;
    case PROP_MODE:
      g_value_set_int (value, (int)self->mode);
      break;
    case PROP_SNOOZED_TOO:
      g_value_set_boolean (value, self->snoozed_too);
      break;
    case PROP_TEXT:
      g_value_set_string (value, self->text);
      break;
    case PROP_HELD:
      g_value_set_boolean (value, self->held);
      break;
    case PROP_ASIDE:
      g_value_set_uint (value, self->aside);
      break;
    case PROP_N_OPEN:
    case PROP_N_URGENT:
    case PROP_N_HIGH:
    case PROP_N_MEDIUM:
    case PROP_N_LOW:
    case PROP_N_UNCLAIMED:
    case PROP_N_MINE:
    case PROP_N_ASIDE:
    case PROP_N_WAITING:
      g_value_set_uint (value, get_counts (self).values[id - PROP_N_OPEN]);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_alert_queue_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ZbAlertQueue *self = ZB_ALERT_QUEUE (object);

  if (id == PROP_STORE)
    set_store (self, g_value_get_object (value));
  else if (id == PROP_ACCOUNT)
    zb_alert_queue_set_account (self, g_value_get_string (value));
  else if (id == PROP_ORDER)
    zb_alert_queue_set_order (self, g_value_get_int (value));
  else if (id == PROP_SEVERITIES)
    zb_alert_queue_set_severities (self, g_value_get_uint (value));
  else if (id == PROP_UNCLAIMED_ONLY)
    set_flag (self, &self->unclaimed_only, g_value_get_boolean (value), pspec);
  else if (id == PROP_MINE_ONLY)
    set_flag (self, &self->mine_only, g_value_get_boolean (value), pspec);
  else if (id == PROP_SNOOZED_TOO)
    set_flag (self, &self->snoozed_too, g_value_get_boolean (value), pspec);
  else if (id == PROP_TEXT)
    set_text (self, g_value_get_string (value));
  else if (id == PROP_HELD)
    zb_alert_queue_set_held (self, g_value_get_boolean (value));
  else if (id == PROP_MODE)
    set_mode (self, (ZbMode)g_value_get_int (value), pspec);
  else if (id == PROP_ASIDE)
    zb_alert_queue_set_aside (self, g_value_get_uint (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
zb_alert_queue_finalize (GObject *object)
{
  ZbAlertQueue *self = ZB_ALERT_QUEUE (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_handle_id (&self->alarm, g_source_remove);
  if (self->destroy_rank)
    self->destroy_rank (self->rank_data);
  if (self->destroy_match)
    self->destroy_match (self->match_data);
  g_clear_object (&self->store);
  g_ptr_array_unref (self->shown);
  g_hash_table_unref (self->touched);
  g_hash_table_unref (self->held_back);
  g_hash_table_unref (self->places);
  g_ptr_array_unref (self->mirror);
  g_free (self->account);
  g_free (self->text);
  g_free (self->folded);
  G_OBJECT_CLASS (zb_alert_queue_parent_class)->finalize (object);
}

static void
install_counts (void)
{
  static const char *const names[] = { "n-open",      "n-urgent", "n-high",  "n-medium", "n-low",
                                       "n-unclaimed", "n-mine",   "n-aside", "n-waiting" };
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    properties[PROP_N_OPEN + i] = g_param_spec_uint (names[i], NULL, NULL, 0, G_MAXUINT, 0, flags);
}

static void
zb_alert_queue_class_init (ZbAlertQueueClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = zb_alert_queue_get_property;
  object_class->set_property = zb_alert_queue_set_property;
  object_class->finalize = zb_alert_queue_finalize;
  properties[PROP_STORE] =
      g_param_spec_object ("store", NULL, NULL, ZB_TYPE_STORE, flags | G_PARAM_CONSTRUCT_ONLY);
  properties[PROP_ACCOUNT] = g_param_spec_string ("account", NULL, NULL, NULL, flags);
  properties[PROP_ORDER] = g_param_spec_int ("order", NULL, NULL, 0, ZB_QUEUE_BY_PLACE, 0, flags);
  properties[PROP_SEVERITIES] =
      g_param_spec_uint ("severities", NULL, NULL, 0, G_MAXUINT, ZB_QUEUE_ALL_SEVERITIES, flags);
  properties[PROP_UNCLAIMED_ONLY] = g_param_spec_boolean ("unclaimed-only", NULL, NULL, FALSE, flags);
  properties[PROP_MINE_ONLY] = g_param_spec_boolean ("mine-only", NULL, NULL, FALSE, flags);
  properties[PROP_SNOOZED_TOO] = g_param_spec_boolean ("snoozed-too", NULL, NULL, FALSE, flags);
  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, flags);
  properties[PROP_MODE] = g_param_spec_int ("mode", NULL, NULL, 0, ZB_MODE_DRILL, 0, flags);
  properties[PROP_HELD] = g_param_spec_boolean ("held", NULL, NULL, TRUE, flags);
  properties[PROP_ASIDE] = g_param_spec_uint ("aside", NULL, NULL, 0, G_MAXUINT, 0, flags);
  install_counts ();
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
zb_alert_queue_init (ZbAlertQueue *self)
{
  self->mirror = g_ptr_array_new ();
  self->held_back = g_hash_table_new (NULL, NULL);
  self->places = g_hash_table_new_full (NULL, NULL, NULL, free_place);
  self->touched = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->shown = g_ptr_array_new ();
  self->severities = ZB_QUEUE_ALL_SEVERITIES;
  self->held = TRUE;
}
