/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-queue-choice.h"

/**
 * ZbQueueChoice:
 *
 * Which alerts of a queue are chosen: the one that an officer looks at, or several to do the same with.
 *
 *   GtkListView ─▶ GtkMultiSelection ─▶ chosen, a set of alerts ─▶ and back when rows have moved
 *
 * A selection model knows positions and forgets them when rows move, so what is chosen is kept by alert. Of
 * several, those that leave the list are chosen no more: nobody acts on what is not shown. The one that is
 * looked at stays, wherever it is.
 */
struct _ZbQueueChoice
{
  GObject parent_instance;
  ZbAlertQueue *queue;
  GtkMultiSelection *model;
  GHashTable *chosen; /* a set of ZbAlert */
  ZbAlert *anchor;    /* where a range began */
  ZbAlert *cursor;    /* and where it ends */
  guint pruning;
  gboolean following; /* what is selected now is what was chosen */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZbQueueChoice, zb_queue_choice, G_TYPE_OBJECT)

/* --- from the chosen to the rows ------------------------------------------------------------- */

static gboolean
is_one (ZbQueueChoice *self)
{
  return g_hash_table_size (self->chosen) == 1;
}

static gboolean
is_shown (ZbQueueChoice *self, ZbAlert *alert)
{
  return self->queue && zb_alert_queue_find (self->queue, alert, NULL);
}

static GtkBitset *
find_rows (ZbQueueChoice *self)
{
  GtkBitset *rows = gtk_bitset_new_empty ();
  GHashTableIter iter;
  gpointer alert;
  guint position;

  g_hash_table_iter_init (&iter, self->chosen);
  while (g_hash_table_iter_next (&iter, &alert, NULL))
    if (self->queue && zb_alert_queue_find (self->queue, alert, &position))
      gtk_bitset_add (rows, position);
  return rows;
}

static void
show_chosen (ZbQueueChoice *self)
{
  g_autoptr (GtkBitset) rows = find_rows (self);
  g_autoptr (GtkBitset) shown = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->model));
  g_autoptr (GtkBitset) all = NULL;

  if (gtk_bitset_equals (rows, shown))
    return;
  all = gtk_bitset_new_range (0, g_list_model_get_n_items (G_LIST_MODEL (self->model)));
  self->following = TRUE;
  gtk_selection_model_set_selection (GTK_SELECTION_MODEL (self->model), rows, all);
  self->following = FALSE;
}

static void
tell (ZbQueueChoice *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Of several those that are not in the list any more are let go. */
static gboolean
prune (gpointer data)
{
  ZbQueueChoice *self = data;
  const guint before = g_hash_table_size (self->chosen);
  GHashTableIter iter;
  gpointer alert;

  self->pruning = 0;
  g_hash_table_iter_init (&iter, self->chosen);
  while (before > 1 && g_hash_table_iter_next (&iter, &alert, NULL))
    if (!is_shown (self, alert))
      g_hash_table_iter_remove (&iter);
  if (g_hash_table_size (self->chosen) != before)
    tell (self);
  return G_SOURCE_REMOVE;
}

/* A row that moves goes first and comes back then: what is gone is looked for when all of it is done. */
static void
on_rows_changed (ZbQueueChoice *self)
{
  if (zb_alert_queue_is_partial (self->queue))
    return;
  show_chosen (self);
  if (!self->pruning)
    self->pruning = g_idle_add_full (G_PRIORITY_DEFAULT, prune, self, NULL);
}

/* --- from the rows to the chosen --------------------------------------------------------------- */

static void
choose (ZbQueueChoice *self, ZbAlert *alert)
{
  g_hash_table_add (self->chosen, g_object_ref (alert));
}

/* While rows go the selection says less than what is chosen: only what an officer does counts. */
static void
on_selection_changed (ZbQueueChoice *self)
{
  g_autoptr (GtkBitset) rows = NULL;
  GtkBitsetIter iter;
  guint row;

  if (self->following)
    return;
  rows = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->model));
  g_hash_table_remove_all (self->chosen);
  for (gboolean more = gtk_bitset_iter_init_first (&iter, rows, &row); more;
       more = gtk_bitset_iter_next (&iter, &row))
    {
      g_autoptr (ZbAlert) alert = g_list_model_get_item (G_LIST_MODEL (self->model), row);
      choose (self, alert);
    }
  if (is_one (self))
    {
      g_set_object (&self->anchor, zb_queue_choice_get_single (self));
      g_set_object (&self->cursor, self->anchor);
    }
  tell (self);
}

/* --- what is asked of it ----------------------------------------------------------------------- */

/**
 * zb_queue_choice_get_model:
 * @self: a choice
 *
 * Returns: (transfer none): for the list
 */
GtkSelectionModel *
zb_queue_choice_get_model (ZbQueueChoice *self)
{
  return GTK_SELECTION_MODEL (self->model);
}

/**
 * zb_queue_choice_set_queue:
 * @self: a choice
 * @queue: (nullable): among what is chosen
 *
 * Sets the list; nothing is chosen in it.
 */
void
zb_queue_choice_set_queue (ZbQueueChoice *self, ZbAlertQueue *queue)
{
  if (self->queue)
    g_signal_handlers_disconnect_by_func (self->queue, on_rows_changed, self);
  g_hash_table_remove_all (self->chosen);
  g_set_object (&self->queue, queue);
  self->following = TRUE;
  gtk_multi_selection_set_model (self->model, G_LIST_MODEL (queue));
  self->following = FALSE;
  if (queue)
    g_signal_connect_object (queue, "items-changed", G_CALLBACK (on_rows_changed), self,
                             G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  tell (self);
}

/**
 * zb_queue_choice_follow:
 * @self: a choice
 * @current: (nullable): the alert that the officer looks at
 *
 * Chooses that one alone, unless several are chosen.
 */
void
zb_queue_choice_follow (ZbQueueChoice *self, ZbAlert *current)
{
  if (g_hash_table_size (self->chosen) > 1)
    return;
  g_hash_table_remove_all (self->chosen);
  if (current)
    choose (self, current);
  g_set_object (&self->anchor, current);
  g_set_object (&self->cursor, current);
  show_chosen (self);
}

/**
 * zb_queue_choice_get_single:
 * @self: a choice
 *
 * Returns: (transfer none) (nullable): the alert that is chosen, where it is one
 */
ZbAlert *
zb_queue_choice_get_single (ZbQueueChoice *self)
{
  GHashTableIter iter;
  gpointer alert = NULL;

  if (!is_one (self))
    return NULL;
  g_hash_table_iter_init (&iter, self->chosen);
  g_hash_table_iter_next (&iter, &alert, NULL);
  return alert;
}

static int
compare_rows (gconstpointer a, gconstpointer b, gpointer data)
{
  ZbQueueChoice *self = data;
  guint one = 0, other = 0;

  zb_alert_queue_find (self->queue, *(ZbAlert *const *)a, &one);
  zb_alert_queue_find (self->queue, *(ZbAlert *const *)b, &other);
  return one < other ? -1 : one > other;
}

/**
 * zb_queue_choice_dup_chosen:
 * @self: a choice
 *
 * Returns: (transfer full) (element-type ZbAlert): what is chosen and shown, in the order of the list
 */
GPtrArray *
zb_queue_choice_dup_chosen (ZbQueueChoice *self)
{
  GPtrArray *chosen = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer alert;

  g_hash_table_iter_init (&iter, self->chosen);
  while (g_hash_table_iter_next (&iter, &alert, NULL))
    if (is_shown (self, alert))
      g_ptr_array_add (chosen, g_object_ref (alert));
  g_ptr_array_sort_with_data (chosen, compare_rows, self);
  return chosen;
}

/**
 * zb_queue_choice_get_n_chosen:
 * @self: a choice
 *
 * Returns: how many are chosen
 */
guint
zb_queue_choice_get_n_chosen (ZbQueueChoice *self)
{
  return g_hash_table_size (self->chosen);
}

static void
choose_range (ZbQueueChoice *self, guint from, guint to)
{
  g_hash_table_remove_all (self->chosen);
  for (guint row = MIN (from, to); row <= MAX (from, to); row++)
    {
      g_autoptr (ZbAlert) alert = g_list_model_get_item (G_LIST_MODEL (self->queue), row);
      choose (self, alert);
    }
  show_chosen (self);
  tell (self);
}

static ZbAlert *
alert_at (ZbQueueChoice *self, guint row)
{
  g_autoptr (ZbAlert) alert = g_list_model_get_item (G_LIST_MODEL (self->queue), row);

  return alert;
}

/**
 * zb_queue_choice_move:
 * @self: a choice
 * @rows: how many rows down, negative for up
 * @extend: whether what was chosen stays so
 *
 * As the arrow keys do.
 *
 * Returns: the row that one comes to, %GTK_INVALID_LIST_POSITION in an empty list
 */
guint
zb_queue_choice_move (ZbQueueChoice *self, int rows, gboolean extend)
{
  const int n = self->queue ? (int)g_list_model_get_n_items (G_LIST_MODEL (self->queue)) : 0;
  guint at, from, to = 0;

  if (n == 0)
    return GTK_INVALID_LIST_POSITION;
  if (self->cursor && zb_alert_queue_find (self->queue, self->cursor, &at))
    to = (guint)CLAMP ((int)at + rows, 0, n - 1);
  if (!extend || !self->anchor || !zb_alert_queue_find (self->queue, self->anchor, &from))
    {
      g_set_object (&self->anchor, alert_at (self, to));
      from = to;
    }
  g_set_object (&self->cursor, alert_at (self, to));
  choose_range (self, from, to);
  return to;
}

/**
 * zb_queue_choice_toggle:
 * @self: a choice
 * @alert: an alert of the list
 *
 * Chooses it beside the others, or lets it go.
 */
void
zb_queue_choice_toggle (ZbQueueChoice *self, ZbAlert *alert)
{
  if (!g_hash_table_remove (self->chosen, alert))
    choose (self, alert);
  g_set_object (&self->anchor, alert);
  g_set_object (&self->cursor, alert);
  show_chosen (self);
  tell (self);
}

/**
 * zb_queue_choice_choose_all:
 * @self: a choice
 *
 * Chooses all that the list shows.
 */
void
zb_queue_choice_choose_all (ZbQueueChoice *self)
{
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (self->model));
}

/**
 * zb_queue_choice_choose_none:
 * @self: a choice
 */
void
zb_queue_choice_choose_none (ZbQueueChoice *self)
{
  g_hash_table_remove_all (self->chosen);
  show_chosen (self);
  tell (self);
}

/* --- GObject ------------------------------------------------------------------------------------ */

static void
zb_queue_choice_dispose (GObject *object)
{
  ZbQueueChoice *self = ZB_QUEUE_CHOICE (object);

  g_clear_handle_id (&self->pruning, g_source_remove);
  g_clear_object (&self->anchor);
  g_clear_object (&self->cursor);
  g_clear_object (&self->model);
  g_clear_object (&self->queue);
  g_clear_pointer (&self->chosen, g_hash_table_unref);
  G_OBJECT_CLASS (zb_queue_choice_parent_class)->dispose (object);
}

static void
zb_queue_choice_class_init (ZbQueueChoiceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = zb_queue_choice_dispose;

  /**
   * ZbQueueChoice::changed:
   * @self: a choice
   *
   * Other alerts are chosen than before.
   */
  signals[CHANGED] =
      g_signal_new ("changed", ZB_TYPE_QUEUE_CHOICE, G_SIGNAL_RUN_FIRST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
zb_queue_choice_init (ZbQueueChoice *self)
{
  self->chosen = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->model = gtk_multi_selection_new (NULL);
  g_signal_connect_object (self->model, "selection-changed", G_CALLBACK (on_selection_changed), self,
                           G_CONNECT_SWAPPED);
}

/**
 * zb_queue_choice_new:
 *
 * Returns: (transfer full): a choice of which nothing is known yet
 */
ZbQueueChoice *
zb_queue_choice_new (void)
{
  return g_object_new (ZB_TYPE_QUEUE_CHOICE, NULL);
}
