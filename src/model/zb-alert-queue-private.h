/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the queue share: zb-alert-queue.c gathers changes and looks at alerts again,
 * zb-queue-filter.c says which are listed, zb-queue-order.c in what order, zb-queue-rows.c changes
 * the rows and tells views of it, zb-queue-counts.c counts. */
#pragma once

#include "zb-alert-queue.h"

G_BEGIN_DECLS

/*< private >
 * ZbQueuePlace:
 * @key: that of the row it stands in, which stays while the alert itself is already graver or younger
 * @snoozed_until: the alert's; and so is what follows, as it was when it was noted last
 * @severity: the alert's severity
 * @row_severity: the severity by which it was let in
 * @open: whether the alert is open
 * @unclaimed: whether nobody has taken it
 * @claimed: whether it has a claim
 * @drill: whether it belongs to a drill
 * @moves: whether its row belongs elsewhere by now
 * @taken: whether an officer has let it in
 * @shown: whether it stands in a row
 * @wanted: whether it passes the filter; what is put aside may pass it, too
 * @is_touched: whether it is among those to look at again
 * @is_held_back: whether it is among those that wait
 * @is_gone: whether it is about to be forgotten
 * @n_stored: how often the store holds it, by its signals: none or once, or twice for a moment
 * @open_as: the severity that it was counted as open by, or −1
 * @waiting_as: the severity that it was counted as waiting by, or −1
 * @unclaimed_as: whether it was counted as unclaimed; and so on
 * @hidden_as: whether it was counted as one that the filter hides, though it is grave and nobody has it
 *
 * What the queue knows of one alert. What filters and counts ask is noted here whenever the alert changes,
 * 40 bytes for what lies scattered over 300: another filter asks 100,000 of them. It is noted at once, while
 * the alert is at hand, and not when it is looked at.
 */
typedef struct
{
  guint64 key;
  ZbAlert *alert;
  gint64 snoozed_until;
  gint8 severity, row_severity, open_as, waiting_as;
  guint8 open : 1, unclaimed : 1, claimed : 1, drill : 1, moves : 1;
  guint8 taken : 1, shown : 1, wanted : 1;
  guint8 unclaimed_as : 1, mine_as : 1, aside_as : 1, hidden_as : 1;
  guint8 is_touched, is_held_back, is_gone, n_stored;
} ZbQueuePlace;

/*< private >
 * ZbQueueSorting:
 *
 * In what order rows stand.
 */
typedef struct
{
  ZbQueueOrder order;
  ZbQueueRank rank;
  gpointer rank_data;
  GDestroyNotify destroy_rank;
} ZbQueueSorting;

/*< private >
 * ZbQueueFilter:
 * @severities: one bit for each that is listed
 * @aside: one bit for each that is put aside
 * @mode: only these; none for all
 * @folded: (nullable): @text, casefolded; %NULL where nothing is looked for
 *
 * Which alerts are listed.
 */
typedef struct
{
  char *account, *text, *folded;
  ZbQueueMatch match;
  gpointer match_data;
  GDestroyNotify destroy_match;
  guint severities, aside;
  gboolean unclaimed_only, mine_only, snoozed_too;
  ZbMode mode;
} ZbQueueFilter;

/*< private >
 * ZbQueueCounts:
 *
 * How many alerts there are of each sort, listed or not.
 */
typedef struct
{
  guint open[ZB_N_SEVERITIES], waiting[ZB_N_SEVERITIES], hidden[ZB_N_SEVERITIES];
  guint unclaimed, mine, aside;
} ZbQueueCounts;

struct _ZbAlertQueue
{
  GObject parent_instance;
  ZbStore *store;
  GPtrArray *mirror;    /* the ZbQueuePlace of each of the store's items, in its order */
  GHashTable *places;   /* ZbAlert → ZbQueuePlace */
  GPtrArray *touched;   /* ZbQueuePlace to look at again, each once */
  GPtrArray *held_back; /* ZbQueuePlace that take_new () is to look at, each once */
  GPtrArray *shown;     /* ZbQueuePlace, sorted by key */
  ZbQueueSorting sorting;
  ZbQueueFilter filter;
  ZbQueueCounts counts;
  gboolean held;
  gboolean is_partial; /* a change is told in parts, of which more follow */
  guint source, alarm;
  gint64 rests_until; /* by the monotonic clock */
};

/* zb-queue-order.c */
guint64 zb_queue_sorting_make_key (const ZbQueueSorting *self, const ZbAlert *alert);
void zb_queue_sorting_clear (ZbQueueSorting *self);
int zb_queue_place_compare (const ZbQueuePlace *a, const ZbQueuePlace *b);
void zb_queue_place_note (ZbQueuePlace *self, const ZbQueueSorting *sorting);
void zb_queue_take_keys (GPtrArray *places, const ZbQueueSorting *sorting);
void zb_queue_sort (GPtrArray *places);

/* zb-queue-filter.c */
void zb_queue_filter_init (ZbQueueFilter *self);
void zb_queue_filter_clear (ZbQueueFilter *self);
gboolean zb_queue_filter_set_text (ZbQueueFilter *self, const char *text);
gboolean zb_queue_filter_is_of_mode (const ZbQueueFilter *self, const ZbQueuePlace *place);
gboolean zb_queue_filter_is_mine (const ZbQueueFilter *self, const ZbQueuePlace *place);
gboolean zb_queue_filter_is_wanted (const ZbQueueFilter *self, const ZbQueuePlace *place);
gboolean zb_queue_filter_is_aside (const ZbQueueFilter *self, const ZbQueuePlace *place);
gboolean zb_queue_filter_lists (const ZbQueueFilter *self, const ZbQueuePlace *place);
gboolean zb_queue_place_is_snoozed (const ZbQueuePlace *self);

/* zb-queue-counts.c */
gboolean zb_queue_place_is_graver (const ZbQueuePlace *self);
void zb_queue_counts_add (ZbQueueCounts *self, ZbQueuePlace *place, const ZbQueueFilter *filter);
void zb_queue_counts_take (ZbQueueCounts *self, const ZbQueuePlace *place);
guint zb_queue_counts_sum (const guint counts[ZB_N_SEVERITIES]);

/* zb-queue-rows.c */
guint zb_queue_rows_find (ZbAlertQueue *self, const ZbQueuePlace *place);
void zb_queue_rows_apply (ZbAlertQueue *self, GPtrArray *leaves, GPtrArray *arrivals);
void zb_queue_insert_range (GPtrArray *array, guint position, gpointer *items, guint n);

G_END_DECLS
