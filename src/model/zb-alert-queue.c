/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-alert-queue-private.h"

#include "zb-store-private.h"

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
  PROP_N_HIDDEN_URGENT,
  PROP_N_HIDDEN_HIGH,
} Property;

static GParamSpec *properties[PROP_N_HIDDEN_HIGH + 1];

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

  return position < shown->len ? g_object_ref (((ZbQueuePlace *)shown->pdata[position])->alert) : NULL;
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

/* --- telling of counts ------------------------------------------------------------------ */

typedef struct
{
  guint values[PROP_N_HIDDEN_HIGH - PROP_N_OPEN + 1];
} Counts;

static Counts
get_counts (ZbAlertQueue *self)
{
  return (Counts){ { zb_queue_counts_sum (self->counts.open), self->counts.open[ZB_SEVERITY_URGENT],
                     self->counts.open[ZB_SEVERITY_HIGH], self->counts.open[ZB_SEVERITY_MEDIUM],
                     self->counts.open[ZB_SEVERITY_LOW], self->counts.unclaimed, self->counts.mine,
                     self->counts.aside, zb_queue_counts_sum (self->counts.waiting),
                     self->counts.hidden[ZB_SEVERITY_URGENT], self->counts.hidden[ZB_SEVERITY_HIGH] } };
}

static void
notify_counts (ZbAlertQueue *self, const Counts *before)
{
  const Counts now = get_counts (self);

  for (guint i = 0; i < G_N_ELEMENTS (now.values); i++)
    if (now.values[i] != before->values[i])
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_OPEN + i]);
}

/* --- looking again ------------------------------------------------------------------------ */

/* Where nothing was ever shown there is nothing to hold still: the first list comes at once. */
static gboolean
holds (ZbAlertQueue *self)
{
  return self->held && self->shown->len > 0;
}

/* What is marked in an array is in it once. */
static void
mark (GPtrArray *marked, guint8 *is_marked, ZbQueuePlace *place)
{
  if (*is_marked)
    return;
  *is_marked = TRUE;
  g_ptr_array_add (marked, place);
}

static void
look_at (ZbAlertQueue *self, ZbQueuePlace *place, gboolean hold, GPtrArray *leaves, GPtrArray *arrivals)
{
  const gboolean moves = place->moves && !hold;
  gboolean listed;

  place->wanted = zb_queue_filter_is_wanted (&self->filter, place);
  listed = zb_queue_filter_lists (&self->filter, place);
  if (listed && !hold)
    place->taken = TRUE;
  /* By time a severity decides nothing, but what is known of it is known now. */
  if (place->shown && !hold && !moves)
    place->row_severity = place->severity;
  if (hold && listed &&
      (!place->taken || (place->shown && (place->moves || zb_queue_place_is_graver (place)))))
    mark (self->held_back, &place->is_held_back, place);
  if (place->shown && (!listed || moves))
    g_ptr_array_add (leaves, place);
  if (listed && place->taken && (!place->shown || moves))
    g_ptr_array_add (arrivals, place);
}

/* What this or another console closed and the platform opens again as new is new. */
static void
forget_closed (ZbQueuePlace *place)
{
  if (!place->open)
    place->taken = FALSE;
}

static void
leave_out_gone (GPtrArray *marked)
{
  guint kept = 0;

  for (guint i = 0; i < marked->len; i++)
    if (!((ZbQueuePlace *)marked->pdata[i])->is_gone)
      marked->pdata[kept++] = marked->pdata[i];
  g_ptr_array_set_size (marked, (int)kept);
}

static void
free_gone (ZbAlertQueue *self, GPtrArray *gone)
{
  gboolean are_marked = FALSE;

  for (guint i = 0; i < gone->len; i++)
    {
      ZbQueuePlace *place = gone->pdata[i];
      place->is_gone = TRUE;
      are_marked |= place->is_held_back || place->is_touched;
    }
  if (are_marked)
    {
      leave_out_gone (self->held_back);
      leave_out_gone (self->touched);
    }
  for (guint i = 0; i < gone->len; i++)
    g_hash_table_remove (self->places, ((ZbQueuePlace *)gone->pdata[i])->alert);
}

static gboolean
on_alarm (gpointer data)
{
  ZbAlertQueue *self = data;

  self->alarm = 0;
  for (guint i = 0; i < self->mirror->len; i++)
    {
      ZbQueuePlace *place = self->mirror->pdata[i];
      if (place->snoozed_until || place->mine_as)
        mark (self->touched, &place->is_touched, place);
    }
  zb_alert_queue_flush (self);
  return G_SOURCE_REMOVE;
}

static gboolean
may_lapse (ZbAlertQueue *self, const ZbQueuePlace *place)
{
  return place->claimed && place->alert->state == ZB_ALERT_CLAIMED &&
         zb_queue_filter_is_mine (&self->filter, place);
}

/* A snoozed alert comes back by itself even where the platform's word for it is late, and a claim lapses. */
static void
set_alarm (ZbAlertQueue *self, const ZbQueuePlace *place)
{
  if (self->alarm == 0 && (zb_queue_place_is_snoozed (place) || may_lapse (self, place)))
    self->alarm = g_timeout_add_seconds (10, on_alarm, self);
}

/* Looks at each of @places; what @gone holds is no longer in the store. */
static void
look_again (ZbAlertQueue *self, GPtrArray *places, GPtrArray *gone, gboolean hold)
{
  g_autoptr (GPtrArray) leaves = g_ptr_array_new (), arrivals = g_ptr_array_new ();
  const Counts before = get_counts (self);

  for (guint i = 0; i < gone->len; i++)
    {
      zb_queue_counts_take (&self->counts, gone->pdata[i]);
      if (((ZbQueuePlace *)gone->pdata[i])->shown)
        g_ptr_array_add (leaves, gone->pdata[i]);
    }
  for (guint i = 0; i < places->len; i++)
    {
      ZbQueuePlace *place = places->pdata[i];
      zb_queue_counts_take (&self->counts, place);
      forget_closed (place);
      look_at (self, place, hold, leaves, arrivals);
      set_alarm (self, place);
    }
  zb_queue_rows_apply (self, leaves, arrivals);
  for (guint i = 0; i < places->len; i++)
    zb_queue_counts_add (&self->counts, places->pdata[i], &self->filter);
  free_gone (self, gone);
  notify_counts (self, &before);
}

static void
sort_out (GPtrArray *marked, GPtrArray *places, GPtrArray *gone)
{
  for (guint i = 0; i < marked->len; i++)
    {
      ZbQueuePlace *place = marked->pdata[i];
      g_ptr_array_add (place->n_stored > 0 ? places : gone, place);
    }
}

/* What is both stands in @held_back no more. */
static void
take_held_back (ZbAlertQueue *self, GPtrArray *marked)
{
  for (guint i = 0; i < self->held_back->len; i++)
    {
      ZbQueuePlace *place = self->held_back->pdata[i];
      place->is_held_back = FALSE;
      if (!place->is_touched)
        g_ptr_array_add (marked, place);
    }
  g_ptr_array_set_size (self->held_back, 0);
}

/* Looks at what is touched, and at what was held back where nothing holds any more. */
static void
look_at_marked (ZbAlertQueue *self, gboolean hold, gboolean held_back_too)
{
  g_autoptr (GPtrArray) marked = g_steal_pointer (&self->touched);
  g_autoptr (GPtrArray) places = g_ptr_array_sized_new (marked->len), gone = g_ptr_array_new ();
  const guint n_touched = marked->len;

  self->touched = g_ptr_array_new ();
  if (held_back_too)
    take_held_back (self, marked);
  for (guint i = 0; i < n_touched; i++)
    ((ZbQueuePlace *)marked->pdata[i])->is_touched = FALSE;
  sort_out (marked, places, gone);
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
  if (self->touched->len == 0)
    return;
  look_at_marked (self, holds (self), FALSE);
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
touch (ZbAlertQueue *self, ZbQueuePlace *place)
{
  mark (self->touched, &place->is_touched, place);
  if (self->source == 0)
    flush_soon (self);
}

/* Looks at every alert: the filter, the account or the order is another. */
static void
look_at_all (ZbAlertQueue *self, gboolean hold)
{
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();

  g_clear_handle_id (&self->source, g_source_remove);
  look_at_marked (self, hold, FALSE);
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
  look_at_marked (self, FALSE, TRUE);
}

/* --- the store ---------------------------------------------------------------------------- */

/* The mirror may be behind the store while others are told before it that items came. */
static ZbQueuePlace *
look_up (ZbAlertQueue *self, ZbAlert *alert, guint position)
{
  ZbQueuePlace *place = position < self->mirror->len ? self->mirror->pdata[position] : NULL;

  return place && place->alert == alert ? place : g_hash_table_lookup (self->places, alert);
}

/* What is asked of the alert later is noted while it is at hand. */
static void
on_store_changed (gpointer data, gpointer alert, guint position)
{
  ZbAlertQueue *self = data;
  ZbQueuePlace *place = look_up (self, alert, position);

  if (!place)
    return;
  zb_queue_place_note (place, &self->sorting);
  touch (self, place);
}

static ZbQueuePlace *
find_place (ZbAlertQueue *self, ZbAlert *alert)
{
  ZbQueuePlace *place = g_hash_table_lookup (self->places, alert);

  if (place)
    return place;
  place = g_new0 (ZbQueuePlace, 1);
  place->alert = g_object_ref (alert);
  place->open_as = place->waiting_as = -1;
  g_hash_table_insert (self->places, alert, place);
  return place;
}

static void
free_place (gpointer data)
{
  ZbQueuePlace *place = data;

  g_object_unref (place->alert);
  g_free (place);
}

static void
on_store_items_changed (ZbAlertQueue *self, guint position, guint removed, guint added)
{
  g_autofree gpointer *items = g_new (gpointer, MAX (added, 1));

  for (guint i = 0; i < removed; i++)
    {
      ZbQueuePlace *place = self->mirror->pdata[position + i];
      place->n_stored--;
      touch (self, place);
    }
  for (guint i = 0; i < added; i++)
    {
      ZbAlert *alert = zb_store_get_nth (self->store, position + i);
      ZbQueuePlace *place = find_place (self, alert);
      place->n_stored++;
      items[i] = place;
      zb_queue_place_note (place, &self->sorting);
      touch (self, place);
    }
  if (removed > 0)
    g_ptr_array_remove_range (self->mirror, position, removed);
  zb_queue_insert_range (self->mirror, position, items, added);
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
  return self->counts.open[severity];
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
  return self->counts.waiting[severity];
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
  return zb_queue_counts_sum (self->counts.waiting);
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
      const ZbAlert *alert = ((ZbQueuePlace *)self->mirror->pdata[i])->alert;
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
  ZbQueuePlace *place = alert ? g_hash_table_lookup (self->places, alert) : NULL;

  if (!place || !place->shown)
    return FALSE;
  if (position)
    *position = zb_queue_rows_find (self, place);
  return TRUE;
}

/**
 * zb_alert_queue_is_partial:
 * @self: a queue
 *
 * A change of many rows is told by more than one `items-changed`, and zb_alert_queue_find() gives no
 * position that holds before the last of them. Who looks for rows when the list has changed waits for that.
 *
 * Returns: whether more of a change follows
 */
gboolean
zb_alert_queue_is_partial (ZbAlertQueue *self)
{
  return self->is_partial;
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
  if (!g_set_str (&self->filter.account, account))
    return;
  look_at_all (self, holds (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACCOUNT]);
}

static void
sort_anew (ZbAlertQueue *self)
{
  const Counts before = get_counts (self);
  GPtrArray *held_back = self->held_back;

  for (guint i = 0; i < held_back->len; i++)
    zb_queue_counts_take (&self->counts, held_back->pdata[i]);
  zb_queue_take_keys (self->shown, &self->sorting);
  zb_queue_sort (self->shown);
  for (guint i = 0; i < held_back->len; i++)
    zb_queue_counts_add (&self->counts, held_back->pdata[i], &self->filter);
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
  if (self->sorting.order == order)
    return;
  zb_alert_queue_flush (self);
  self->sorting.order = order;
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
  zb_queue_sorting_clear (&self->sorting);
  self->sorting.rank = rank;
  self->sorting.rank_data = data;
  self->sorting.destroy_rank = destroy;
  if (self->sorting.order == ZB_QUEUE_BY_PLACE)
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
  if (self->filter.severities == severities)
    return;
  self->filter.severities = severities;
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
  if (!match && !self->filter.match)
    return;
  if (self->filter.destroy_match)
    self->filter.destroy_match (self->filter.match_data);
  self->filter.match = match;
  self->filter.match_data = data;
  self->filter.destroy_match = destroy;
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
  if (self->filter.aside == severities)
    return;
  self->filter.aside = severities;
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
  if (self->filter.mode == mode)
    return;
  self->filter.mode = mode;
  look_at_all (self, holds (self));
  g_object_notify_by_pspec (G_OBJECT (self), pspec);
}

static void
set_text (ZbAlertQueue *self, const char *text)
{
  if (!zb_queue_filter_set_text (&self->filter, text))
    return;
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
  zb_store_watch (store, on_store_changed, self);
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
      g_value_set_string (value, self->filter.account);
      break;
    case PROP_ORDER:
      g_value_set_int (value, self->sorting.order);
      break;
    case PROP_SEVERITIES:
      g_value_set_uint (value, self->filter.severities);
      break;
    case PROP_UNCLAIMED_ONLY:
      g_value_set_boolean (value, self->filter.unclaimed_only);
      break;
    case PROP_MINE_ONLY:
      g_value_set_boolean (value, self->filter.mine_only);
      break;
    case PROP_MODE:
      g_value_set_int (value, (int)self->filter.mode);
      break;
    case PROP_SNOOZED_TOO:
      g_value_set_boolean (value, self->filter.snoozed_too);
      break;
    case PROP_TEXT:
      g_value_set_string (value, self->filter.text);
      break;
    case PROP_HELD:
      g_value_set_boolean (value, self->held);
      break;
    case PROP_ASIDE:
      g_value_set_uint (value, self->filter.aside);
      break;
    case PROP_N_OPEN ... PROP_N_HIDDEN_HIGH:
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
    set_flag (self, &self->filter.unclaimed_only, g_value_get_boolean (value), pspec);
  else if (id == PROP_MINE_ONLY)
    set_flag (self, &self->filter.mine_only, g_value_get_boolean (value), pspec);
  else if (id == PROP_SNOOZED_TOO)
    set_flag (self, &self->filter.snoozed_too, g_value_get_boolean (value), pspec);
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
  zb_queue_sorting_clear (&self->sorting);
  zb_queue_filter_clear (&self->filter);
  if (self->store)
    zb_store_unwatch (self->store, self);
  g_clear_object (&self->store);
  g_ptr_array_unref (self->shown);
  g_ptr_array_unref (self->touched);
  g_ptr_array_unref (self->held_back);
  g_hash_table_unref (self->places);
  g_ptr_array_unref (self->mirror);
  G_OBJECT_CLASS (zb_alert_queue_parent_class)->finalize (object);
}

static void
install_counts (void)
{
  /* Hidden is what is open, grave and unclaimed, and does not pass the filter. */
  static const char *const names[] = { "n-open",    "n-urgent",        "n-high",       "n-medium",
                                       "n-low",     "n-unclaimed",     "n-mine",       "n-aside",
                                       "n-waiting", "n-hidden-urgent", "n-hidden-high" };
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
  self->held_back = g_ptr_array_new ();
  self->places = g_hash_table_new_full (NULL, NULL, NULL, free_place);
  self->touched = g_ptr_array_new ();
  self->shown = g_ptr_array_new ();
  zb_queue_filter_init (&self->filter);
  self->held = TRUE;
}
