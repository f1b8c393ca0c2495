/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The queue against a naive sort, and its cost by what it tells a view: signals and rows. */
#include "zb-alert-queue.h"
#include "zb-world.h"

#define HOUR ((gint64)3600 * G_USEC_PER_SEC)

typedef struct
{
  ZbWorld *world;
  ZbAlertQueue *queue;
  GPtrArray *shadow; /* what a view would hold that believes every signal */
  guint n_signals, n_removed, n_added, n_made;
} Fixture;

/* Splices the shadow as the signal says and demands that it is then what the model is. */
static void
on_items_changed (GListModel *model, guint position, guint removed, guint added, Fixture *fixture)
{
  fixture->n_signals++;
  fixture->n_removed += removed;
  fixture->n_added += added;
  if (removed > 0)
    g_ptr_array_remove_range (fixture->shadow, position, removed);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (fixture->shadow, position + i, g_list_model_get_item (model, position + i));
  g_assert_cmpuint (fixture->shadow->len, ==, g_list_model_get_n_items (model));
}

static void
reset_counts (Fixture *fixture)
{
  fixture->n_signals = fixture->n_removed = fixture->n_added = 0;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->world = zb_world_new ();
  fixture->queue = zb_alert_queue_new (zb_world_get_store (fixture->world, ZB_KIND_ALERT));
  fixture->shadow = g_ptr_array_new_with_free_func (g_object_unref);
  g_signal_connect (fixture->queue, "items-changed", G_CALLBACK (on_items_changed), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_ptr_array_unref (fixture->shadow);
  g_assert_finalize_object (fixture->queue);
  g_assert_finalize_object (fixture->world);
}

static ZbAlert *
make_alert (Fixture *fixture, ZbSeverity severity, gint64 last_at)
{
  g_autofree char *id = g_strdup_printf ("alert-%08u", fixture->n_made++);
  ZbAlert *alert = ZB_ALERT (zb_entity_new (ZB_KIND_ALERT, id));

  alert->parent_instance.version = 1;
  alert->parent_instance.mode = fixture->n_made % 4 == 0 ? ZB_MODE_DRILL : ZB_MODE_LIVE;
  alert->kind = g_strdup ("smoke_fire");
  alert->title = g_strdup_printf ("title %u", fixture->n_made % 7);
  alert->place = g_strdup ("天山路 889 弄");
  alert->severity = severity;
  alert->last_at = alert->first_at = last_at;
  alert->state = ZB_ALERT_NEW;
  alert->occurrences = 1;
  return alert;
}

static ZbAlert *
add (Fixture *fixture, ZbSeverity severity, gint64 last_at)
{
  g_autoptr (ZbAlert) alert = make_alert (fixture, severity, last_at);
  g_autoptr (ZbEvent) event = zb_event_new ("alert.raised", (ZbEntity *)alert, 0);

  zb_world_apply (fixture->world, event);
  return zb_world_lookup (fixture->world, ZB_KIND_ALERT, ((ZbEntity *)alert)->id);
}

static ZbAlert *
edit (ZbAlert *alert)
{
  ZbAlert *copy = ZB_ALERT (zb_record_copy (ZB_RECORD (alert)));

  copy->parent_instance.version++;
  return copy;
}

static void
put (Fixture *fixture, ZbAlert *edited)
{
  g_autoptr (ZbEvent) event = zb_event_new ("alert.updated", (ZbEntity *)edited, 0);

  zb_world_apply (fixture->world, event);
  g_object_unref (edited);
}

static void
set_severity (Fixture *fixture, ZbAlert *alert, ZbSeverity severity)
{
  ZbAlert *edited = edit (alert);

  edited->severity = severity;
  put (fixture, edited);
}

static guint
get_count (Fixture *fixture, const char *name)
{
  guint value;

  g_object_get (fixture->queue, name, &value, NULL);
  return value;
}

/* --- the naive list, see test-queue-property.c for all that can happen to it ---------------------- */

static gboolean
naive_passes (Fixture *fixture, ZbAlert *alert, guint severities, gboolean unclaimed, gboolean mine)
{
  const gboolean is_mine = alert->claim && alert->claim->until > g_get_real_time ();

  if (alert->state == ZB_ALERT_CLOSED || !(severities & (1u << alert->severity)))
    return FALSE;
  if (alert->snoozed_until > g_get_real_time ())
    return FALSE;
  return (!unclaimed && !mine) || (unclaimed && alert->state == ZB_ALERT_NEW) || (mine && is_mine);
}

static int
naive_compare (gconstpointer a, gconstpointer b, gpointer by_time)
{
  const ZbAlert *x = *(ZbAlert *const *)a, *y = *(ZbAlert *const *)b;

  if (!GPOINTER_TO_INT (by_time) && x->severity != y->severity)
    return y->severity - x->severity;
  if (x->last_at != y->last_at)
    return x->last_at > y->last_at ? -1 : 1;
  return strcmp (x->parent_instance.id, y->parent_instance.id);
}

static gboolean
is_of_mode (const ZbAlert *alert, int mode)
{
  return mode == ZB_MODE_NONE || (mode == ZB_MODE_DRILL) == (alert->parent_instance.mode == ZB_MODE_DRILL);
}

static void
assert_is_naive_list (Fixture *fixture)
{
  ZbStore *store = zb_world_get_store (fixture->world, ZB_KIND_ALERT);
  g_autoptr (GPtrArray) expected = g_ptr_array_new ();
  guint severities;
  int order, mode;
  gboolean unclaimed, mine;

  g_object_get (fixture->queue, "severities", &severities, "order", &order, "unclaimed-only", &unclaimed,
                "mine-only", &mine, "mode", &mode, NULL);
  for (guint i = 0; i < zb_store_get_size (store); i++)
    if (is_of_mode (zb_store_get_nth (store, i), mode) &&
        naive_passes (fixture, zb_store_get_nth (store, i), severities, unclaimed, mine))
      g_ptr_array_add (expected, zb_store_get_nth (store, i));
  g_ptr_array_sort_with_data (expected, naive_compare, GINT_TO_POINTER (order));
  g_assert_cmpuint (expected->len, ==, fixture->shadow->len);
  for (guint i = 0; i < expected->len; i++)
    {
      guint position;
      g_assert_true (expected->pdata[i] == fixture->shadow->pdata[i]);
      g_assert_true (zb_alert_queue_find (fixture->queue, expected->pdata[i], &position));
      g_assert_cmpuint (position, ==, i);
    }
}

static void
assert_counts_are_right (Fixture *fixture)
{
  ZbStore *store = zb_world_get_store (fixture->world, ZB_KIND_ALERT);
  guint open = 0, urgent = 0, unclaimed = 0, mine = 0;
  int mode;

  g_object_get (fixture->queue, "mode", &mode, NULL);
  for (guint i = 0; i < zb_store_get_size (store); i++)
    {
      ZbAlert *alert = zb_store_get_nth (store, i);
      if (alert->state == ZB_ALERT_CLOSED || !is_of_mode (alert, mode))
        continue;
      open++;
      urgent += alert->severity == ZB_SEVERITY_URGENT;
      unclaimed += alert->state == ZB_ALERT_NEW;
      mine += alert->claim != NULL && alert->claim->until > g_get_real_time ();
    }
  g_assert_cmpuint (get_count (fixture, "n-open"), ==, open);
  g_assert_cmpuint (get_count (fixture, "n-urgent"), ==, urgent);
  g_assert_cmpuint (get_count (fixture, "n-unclaimed"), ==, unclaimed);
  g_assert_cmpuint (get_count (fixture, "n-mine"), ==, mine);
}

/* --- holding still ----------------------------------------------------------------------------- */

static void
test_waiting (Fixture *fixture, gconstpointer data)
{
  ZbAlert *low = add (fixture, ZB_SEVERITY_LOW, 1);

  add (fixture, ZB_SEVERITY_HIGH, 2);
  zb_alert_queue_flush (fixture->queue);
  g_assert_cmpuint (fixture->shadow->len, ==, 2);
  reset_counts (fixture);
  add (fixture, ZB_SEVERITY_URGENT, 3);
  add (fixture, ZB_SEVERITY_MEDIUM, 4);
  set_severity (fixture, low, ZB_SEVERITY_URGENT);
  zb_alert_queue_flush (fixture->queue);
  g_assert_cmpuint (fixture->n_signals, ==, 0);
  g_assert_cmpuint (get_count (fixture, "n-waiting"), ==, 3);
  g_assert_cmpuint (zb_alert_queue_count_waiting (fixture->queue, ZB_SEVERITY_URGENT), ==, 2);
  g_assert_cmpuint (get_count (fixture, "n-open"), ==, 4);
  zb_alert_queue_take_new (fixture->queue);
  assert_is_naive_list (fixture);
  g_assert_cmpuint (get_count (fixture, "n-waiting"), ==, 0);
}

static void
test_closed_leaves_at_once (Fixture *fixture, gconstpointer data)
{
  ZbAlert *first = add (fixture, ZB_SEVERITY_LOW, 1);
  ZbAlert *edited;

  add (fixture, ZB_SEVERITY_LOW, 2);
  zb_alert_queue_flush (fixture->queue);
  edited = edit (first);
  edited->state = ZB_ALERT_CLOSED;
  put (fixture, edited);
  zb_alert_queue_flush (fixture->queue);
  g_assert_cmpuint (fixture->shadow->len, ==, 1);
  g_assert_false (zb_alert_queue_find (fixture->queue, first, NULL));
}

static void
test_text (Fixture *fixture, gconstpointer data)
{
  for (int i = 0; i < 14; i++)
    add (fixture, ZB_SEVERITY_LOW, i + 1);
  zb_alert_queue_flush (fixture->queue);
  g_object_set (fixture->queue, "text", "TITLE 3", NULL);
  g_assert_cmpuint (fixture->shadow->len, ==, 2);
  g_object_set (fixture->queue, "text", "天山", NULL);
  g_assert_cmpuint (fixture->shadow->len, ==, 14);
  g_object_set (fixture->queue, "text", "", NULL);
  g_assert_cmpuint (fixture->shadow->len, ==, 14);
}

static void
test_recent (Fixture *fixture, gconstpointer data)
{
  guint n_alerts, n_occurrences;

  for (int i = 1; i <= 10; i++)
    {
      ZbAlert *edited = edit (add (fixture, ZB_SEVERITY_LOW, i));
      edited->occurrences = i;
      put (fixture, edited);
    }
  zb_alert_queue_count_recent (fixture->queue, 9, &n_alerts, &n_occurrences);
  g_assert_cmpuint (n_alerts, ==, 2);
  g_assert_cmpuint (n_occurrences, ==, 19);
}

/* --- cost, by what a view is told ---------------------------------------------------------------- */

static void
fill (Fixture *fixture, guint n)
{
  g_autoptr (GPtrArray) alerts = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (alerts, make_alert (fixture, ZB_SEVERITY_LOW + i % 4, i + 1));
  zb_world_fill (fixture->world, ZB_KIND_ALERT, alerts);
  zb_alert_queue_flush (fixture->queue);
  reset_counts (fixture);
}

/* 50 arrivals, the latest of their severities: four runs, whatever the size of the list. */
static void
test_cost_of_arrivals (Fixture *fixture, gconstpointer data)
{
  const guint n = 20000;

  fill (fixture, n);
  g_assert_cmpuint (fixture->shadow->len, ==, n);
  for (guint i = 0; i < 50; i++)
    add (fixture, ZB_SEVERITY_LOW + i % 4, n + 1 + i);
  zb_alert_queue_flush (fixture->queue);
  g_assert_cmpuint (fixture->n_signals, ==, 0);
  zb_alert_queue_take_new (fixture->queue);
  g_assert_cmpuint (fixture->n_signals, ==, 4);
  g_assert_cmpuint (fixture->n_added, ==, 50);
  g_assert_cmpuint (fixture->n_removed, ==, 0);
  assert_is_naive_list (fixture);
}

/* Re-prioritising is one run that goes and one that comes, not all that lies between. */
static void
test_cost_of_moves (Fixture *fixture, gconstpointer data)
{
  ZbStore *store = zb_world_get_store (fixture->world, ZB_KIND_ALERT);

  zb_alert_queue_set_held (fixture->queue, FALSE);
  fill (fixture, 20000);
  for (guint i = 0; i < 10; i++)
    set_severity (fixture, zb_store_get_nth (store, 4 * (100 + i)), ZB_SEVERITY_URGENT);
  zb_alert_queue_flush (fixture->queue);
  g_assert_cmpuint (fixture->n_removed, ==, 10);
  g_assert_cmpuint (fixture->n_added, ==, 10);
  g_assert_cmpuint (fixture->n_signals, ==, 1 + 10);
  assert_is_naive_list (fixture);
}

/* A chattering alert repaints its row: no signal of the list at all. */
static void
test_cost_of_chatter (Fixture *fixture, gconstpointer data)
{
  ZbStore *store = zb_world_get_store (fixture->world, ZB_KIND_ALERT);

  fill (fixture, 20000);
  for (guint i = 0; i < 100; i++)
    {
      ZbAlert *edited = edit (zb_store_get_nth (store, 17));
      edited->occurrences++;
      edited->last_at++;
      put (fixture, edited);
    }
  zb_alert_queue_flush (fixture->queue);
  g_assert_cmpuint (fixture->n_signals, ==, 0);
}

/* A filter scatters: beyond a limit the list is told in parts, in one pass, and no part of it is long. */
static void
test_cost_of_filters (Fixture *fixture, gconstpointer data)
{
  fill (fixture, 20000);
  zb_alert_queue_set_severities (fixture->queue, 1u << ZB_SEVERITY_URGENT);
  g_assert_cmpuint (fixture->n_signals, ==, 1);
  g_assert_cmpuint (fixture->shadow->len, ==, 5000);
  g_object_set (fixture->queue, "text", "title 1", NULL);
  g_assert_cmpuint (fixture->n_signals, <=, 1 + 5000 / 512 + 1);
  assert_counts_are_right (fixture);
}

static void
note_part (GListModel *model, guint position, guint removed, guint added, guint *most)
{
  *most = MAX (*most, MAX (removed, added));
}

/* Where changes are scattered over a long list a view is not told of all rows, but of those between which
 * something changed; and what comes after the last of it finds every row in its place. */
static void
test_cost_of_parts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) closed = g_ptr_array_new ();
  guint most = 0;

  zb_alert_queue_set_held (fixture->queue, FALSE);
  fill (fixture, 20000);
  reset_counts (fixture);
  g_signal_connect (fixture->queue, "items-changed", G_CALLBACK (note_part), &most);
  for (guint i = 0; i < 4000; i += 8)
    g_ptr_array_add (closed, fixture->shadow->pdata[i]);
  for (guint i = 0; i < closed->len; i++)
    {
      ZbAlert *edited = edit (closed->pdata[i]);
      edited->state = ZB_ALERT_CLOSED;
      put (fixture, edited);
    }
  set_severity (fixture, fixture->shadow->pdata[19000], ZB_SEVERITY_URGENT);
  zb_alert_queue_flush (fixture->queue);
  g_assert_false (zb_alert_queue_is_partial (fixture->queue));
  g_assert_cmpuint (most, <=, 512);
  g_assert_cmpuint (fixture->n_removed, <, 4000 + 512);
  assert_is_naive_list (fixture);
  assert_counts_are_right (fixture);
  g_signal_handlers_disconnect_by_func (fixture->queue, note_part, &most);
}

/* --- other orders, what is put aside, what is looked for ----------------------------------------------- */

static void
assert_ids (Fixture *fixture, const char *const *ids)
{
  GListModel *list = G_LIST_MODEL (fixture->queue);

  g_assert_cmpuint (g_list_model_get_n_items (list), ==, g_strv_length ((char **)ids));
  for (guint i = 0; ids[i]; i++)
    {
      g_autoptr (ZbEntity) alert = g_list_model_get_item (list, i);
      g_assert_cmpstr (alert->id, ==, ids[i]);
    }
}

/* An alert that is raised again does not move where what came first counts. */
static void
test_first_raised (Fixture *fixture, gconstpointer data)
{
  ZbAlert *first, *edited;

  zb_alert_queue_set_held (fixture->queue, FALSE);
  first = add (fixture, ZB_SEVERITY_LOW, 1 * HOUR);
  add (fixture, ZB_SEVERITY_URGENT, 2 * HOUR);
  add (fixture, ZB_SEVERITY_LOW, 3 * HOUR);
  zb_alert_queue_flush (fixture->queue);
  zb_alert_queue_set_order (fixture->queue, ZB_QUEUE_BY_FIRST);
  edited = edit (first);
  edited->last_at = 4 * HOUR;
  edited->occurrences = 2;
  put (fixture, edited);
  zb_alert_queue_flush (fixture->queue);
  assert_ids (fixture, (const char *const[]){ "alert-00000002", "alert-00000001", "alert-00000000", NULL });
  zb_alert_queue_set_order (fixture->queue, ZB_QUEUE_BY_TIME);
  assert_ids (fixture, (const char *const[]){ "alert-00000000", "alert-00000002", "alert-00000001", NULL });
}

static guint
rank_by_area (const ZbAlert *alert, gpointer last)
{
  return alert->area ? (guint)(alert->area[0] - 'a') : GPOINTER_TO_UINT (last);
}

static void
add_in (Fixture *fixture, const char *area, ZbSeverity severity, gint64 at)
{
  ZbAlert *edited = edit (add (fixture, severity, at));

  edited->area = g_strdup (area);
  put (fixture, edited);
}

/* By place first, in each by severity, and then what was raised last. */
static void
test_places (Fixture *fixture, gconstpointer data)
{
  zb_alert_queue_set_held (fixture->queue, FALSE);
  add_in (fixture, "b", ZB_SEVERITY_URGENT, 1 * HOUR);
  add_in (fixture, "a", ZB_SEVERITY_LOW, 1 * HOUR);
  add_in (fixture, NULL, ZB_SEVERITY_URGENT, 9 * HOUR);
  add_in (fixture, "a", ZB_SEVERITY_HIGH, 1 * HOUR);
  add_in (fixture, "a", ZB_SEVERITY_LOW, 2 * HOUR);
  zb_alert_queue_flush (fixture->queue);
  zb_alert_queue_set_rank (fixture->queue, rank_by_area, GUINT_TO_POINTER (25), NULL);
  zb_alert_queue_set_order (fixture->queue, ZB_QUEUE_BY_PLACE);
  assert_ids (fixture, (const char *const[]){ "alert-00000003", "alert-00000004", "alert-00000001",
                                              "alert-00000000", "alert-00000002", NULL });
}

static gboolean
is_none (const ZbAlert *alert, gpointer data)
{
  return FALSE;
}

/* What is put aside is counted, and comes back where it was; what is mine stays. */
static void
test_aside (Fixture *fixture, gconstpointer data)
{
  ZbAlert *mine;
  ZbAlert *edited;

  zb_alert_queue_set_account (fixture->queue, "me");
  add (fixture, ZB_SEVERITY_LOW, 1 * HOUR);
  mine = add (fixture, ZB_SEVERITY_LOW, 2 * HOUR);
  add (fixture, ZB_SEVERITY_URGENT, 1 * HOUR);
  edited = edit (mine);
  edited->state = ZB_ALERT_CLAIMED;
  edited->claim = g_object_new (ZB_TYPE_CLAIM, NULL);
  edited->claim->by = g_strdup ("me");
  edited->claim->until = g_get_real_time () + HOUR;
  put (fixture, edited);
  zb_alert_queue_flush (fixture->queue);
  g_assert_cmpuint (fixture->shadow->len, ==, 3);
  zb_alert_queue_set_aside (fixture->queue, 1u << ZB_SEVERITY_LOW);
  assert_ids (fixture, (const char *const[]){ "alert-00000002", "alert-00000001", NULL });
  g_assert_cmpuint (get_count (fixture, "n-aside"), ==, 1);
  g_assert_cmpuint (get_count (fixture, "n-open"), ==, 3);
  g_assert_cmpuint (get_count (fixture, "n-waiting"), ==, 0);
  add (fixture, ZB_SEVERITY_LOW, 3 * HOUR);
  zb_alert_queue_flush (fixture->queue);
  g_assert_cmpuint (get_count (fixture, "n-aside"), ==, 2);
  g_assert_cmpuint (get_count (fixture, "n-waiting"), ==, 0);
  zb_alert_queue_set_aside (fixture->queue, 0);
  g_assert_cmpuint (get_count (fixture, "n-aside"), ==, 0);
  assert_ids (fixture, (const char *const[]){ "alert-00000002", "alert-00000001", "alert-00000000", NULL });
  g_assert_cmpuint (get_count (fixture, "n-waiting"), ==, 1);
}

/* What is grave, open and nobody's, and does not pass the filter, is counted; what is snoozed is put off, and
 * not hidden. */
static void
test_hidden (Fixture *fixture, gconstpointer data)
{
  ZbAlert *urgent = add (fixture, ZB_SEVERITY_URGENT, 1 * HOUR), *edited;

  add (fixture, ZB_SEVERITY_HIGH, 2 * HOUR);
  add (fixture, ZB_SEVERITY_HIGH, 3 * HOUR);
  add (fixture, ZB_SEVERITY_LOW, 4 * HOUR);
  zb_alert_queue_flush (fixture->queue);
  g_assert_cmpuint (get_count (fixture, "n-hidden-urgent") + get_count (fixture, "n-hidden-high"), ==, 0);
  zb_alert_queue_set_severities (fixture->queue, 1u << ZB_SEVERITY_LOW);
  g_assert_cmpuint (get_count (fixture, "n-hidden-urgent"), ==, 1);
  g_assert_cmpuint (get_count (fixture, "n-hidden-high"), ==, 2);
  zb_alert_queue_set_severities (fixture->queue, ZB_QUEUE_ALL_SEVERITIES);
  zb_alert_queue_set_match (fixture->queue, is_none, NULL, NULL);
  g_assert_cmpuint (get_count (fixture, "n-hidden-urgent"), ==, 1);
  add (fixture, ZB_SEVERITY_URGENT, 5 * HOUR);
  zb_alert_queue_flush (fixture->queue);
  g_assert_cmpuint (get_count (fixture, "n-hidden-urgent"), ==, 2);
  edited = edit (urgent);
  edited->state = ZB_ALERT_CLAIMED;
  put (fixture, edited);
  zb_alert_queue_flush (fixture->queue);
  g_assert_cmpuint (get_count (fixture, "n-hidden-urgent"), ==, 1);
  zb_alert_queue_set_match (fixture->queue, NULL, NULL, NULL);
  g_assert_cmpuint (get_count (fixture, "n-hidden-urgent") + get_count (fixture, "n-hidden-high"), ==, 0);
}

static void
test_snoozed_is_not_hidden (Fixture *fixture, gconstpointer data)
{
  ZbAlert *edited = edit (add (fixture, ZB_SEVERITY_URGENT, 1 * HOUR));

  edited->snoozed_until = g_get_real_time () + HOUR;
  put (fixture, edited);
  zb_alert_queue_set_match (fixture->queue, is_none, NULL, NULL);
  g_assert_cmpuint (get_count (fixture, "n-hidden-urgent"), ==, 0);
}

static void
do_nothing (gpointer data)
{
}

/* A claim that has run out is nobody's until the platform says whose it is: neither counted nor listed as
 * mine, by itself and without any event. */
static void
test_lapse (Fixture *fixture, gconstpointer data)
{
  ZbAlert *edited;

  zb_alert_queue_set_account (fixture->queue, "me");
  edited = edit (add (fixture, ZB_SEVERITY_HIGH, 1 * HOUR));
  edited->state = ZB_ALERT_CLAIMED;
  edited->claim = g_object_new (ZB_TYPE_CLAIM, NULL);
  edited->claim->by = g_strdup ("me");
  edited->claim->until = g_get_real_time () + 2 * G_TIME_SPAN_SECOND;
  put (fixture, edited);
  zb_alert_queue_flush (fixture->queue);
  g_assert_cmpuint (get_count (fixture, "n-mine"), ==, 1);
  g_object_set (fixture->queue, "mine-only", TRUE, NULL);
  g_assert_cmpuint (fixture->shadow->len, ==, 1);
  for (guint i = 0; i < 60 && get_count (fixture, "n-mine") > 0; i++)
    {
      const guint wake = g_timeout_add_seconds_once (1, do_nothing, NULL);
      g_main_context_iteration (NULL, TRUE);
      if (g_main_context_find_source_by_id (NULL, wake))
        g_source_remove (wake);
    }
  g_assert_cmpuint (get_count (fixture, "n-mine"), ==, 0);
  g_assert_cmpuint (get_count (fixture, "n-unclaimed"), ==, 0);
  g_assert_cmpuint (fixture->shadow->len, ==, 0);
}

/* Somebody has said that there is nothing, and it goes on: it is for whoever looks for what nobody has. */
static void
test_goes_on (Fixture *fixture, gconstpointer data)
{
  ZbAlert *alert = add (fixture, ZB_SEVERITY_URGENT, 1 * HOUR), *edited = edit (alert);

  g_object_set (fixture->queue, "unclaimed-only", TRUE, NULL);
  edited->state = ZB_ALERT_VERIFIED;
  edited->verdict = ZB_VERDICT_FALSE;
  put (fixture, edited);
  zb_alert_queue_flush (fixture->queue);
  g_assert_cmpuint (get_count (fixture, "n-unclaimed"), ==, 0);
  g_assert_cmpuint (fixture->shadow->len, ==, 0);

  edited = edit (alert);
  edited->again = TRUE;
  put (fixture, edited);
  zb_alert_queue_flush (fixture->queue);
  g_assert_cmpuint (get_count (fixture, "n-unclaimed"), ==, 1);
  g_assert_cmpuint (fixture->shadow->len, ==, 1);
}

static gboolean
is_of_title (const ZbAlert *alert, gpointer title)
{
  return g_str_equal (alert->title, title);
}

static void
count_destroyed (gpointer data)
{
  (*(guint *)data)++;
}

static gboolean
is_any (const ZbAlert *alert, gpointer data)
{
  return TRUE;
}

static void
test_match (Fixture *fixture, gconstpointer data)
{
  guint n_destroyed = 0;

  for (int i = 0; i < 14; i++)
    add (fixture, ZB_SEVERITY_LOW, i * HOUR);
  zb_alert_queue_flush (fixture->queue);
  zb_alert_queue_set_match (fixture->queue, is_of_title, (gpointer) "title 4", NULL);
  g_assert_cmpuint (fixture->shadow->len, ==, 2);
  zb_alert_queue_set_match (fixture->queue, is_any, &n_destroyed, count_destroyed);
  g_assert_cmpuint (fixture->shadow->len, ==, 14);
  zb_alert_queue_set_match (fixture->queue, NULL, NULL, NULL);
  g_assert_cmpuint (n_destroyed, ==, 1);
  g_assert_cmpuint (fixture->shadow->len, ==, 14);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define TEST(path, data, function) g_test_add (path, Fixture, data, set_up, function, tear_down)
  TEST ("/alert-queue/waiting", NULL, test_waiting);
  TEST ("/alert-queue/closed-leaves-at-once", NULL, test_closed_leaves_at_once);
  TEST ("/alert-queue/text", NULL, test_text);
  TEST ("/alert-queue/recent", NULL, test_recent);
  TEST ("/alert-queue/first-raised", NULL, test_first_raised);
  TEST ("/alert-queue/places", NULL, test_places);
  TEST ("/alert-queue/aside", NULL, test_aside);
  TEST ("/alert-queue/hidden", NULL, test_hidden);
  TEST ("/alert-queue/snoozed-is-not-hidden", NULL, test_snoozed_is_not_hidden);
  TEST ("/alert-queue/lapse", NULL, test_lapse);
  TEST ("/alert-queue/goes-on", NULL, test_goes_on);
  TEST ("/alert-queue/match", NULL, test_match);
  TEST ("/alert-queue/cost/arrivals", NULL, test_cost_of_arrivals);
  TEST ("/alert-queue/cost/moves", NULL, test_cost_of_moves);
  TEST ("/alert-queue/cost/chatter", NULL, test_cost_of_chatter);
  TEST ("/alert-queue/cost/filters", NULL, test_cost_of_filters);
  TEST ("/alert-queue/cost/parts", NULL, test_cost_of_parts);
  return g_test_run ();
}
