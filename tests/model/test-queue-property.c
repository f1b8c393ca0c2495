/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The property of the queue: whatever is changed, sorted and filtered, in whatever sequence, the list is the
 * one that comes out of asking each alert and comparing pairs; and each signal says exactly what has changed.
 */
#include "zb-alert-queue.h"
#include "zb-now.h"
#include "zb-world.h"

#include <string.h>

#define HOUR ((gint64)3600 * G_USEC_PER_SEC)
/* Many times are equal, so that ids decide; some are in the same second and not in the same microsecond. */
#define N_TIMES 40
#define N_AREAS 5

typedef struct
{
  ZbWorld *world;
  ZbStore *store;
  ZbAlertQueue *queue;
  GPtrArray *shadow; /* what a view would hold that believes every signal */
  guint n_made;
  /* What the list is sorted and filtered by. */
  ZbQueueOrder order;
  guint ranks[N_AREAS];
  guint severities, aside;
  gboolean unclaimed, mine, snoozed;
  ZbMode mode;
  const char *account, *text, *kind;
} Fixture;

static void
on_items_changed (GListModel *model, guint position, guint removed, guint added, Fixture *fixture)
{
  if (removed > 0)
    g_ptr_array_remove_range (fixture->shadow, position, removed);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (fixture->shadow, position + i, g_list_model_get_item (model, position + i));
  g_assert_cmpuint (fixture->shadow->len, ==, g_list_model_get_n_items (model));
}

static void
set_up (Fixture *fixture, gconstpointer held)
{
  fixture->world = zb_world_new ();
  fixture->store = zb_world_get_store (fixture->world, ZB_KIND_ALERT);
  fixture->queue = zb_alert_queue_new (fixture->store);
  fixture->shadow = g_ptr_array_new_with_free_func (g_object_unref);
  fixture->severities = ZB_QUEUE_ALL_SEVERITIES;
  zb_alert_queue_set_held (fixture->queue, held != NULL);
  g_signal_connect (fixture->queue, "items-changed", G_CALLBACK (on_items_changed), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_ptr_array_unref (fixture->shadow);
  g_assert_finalize_object (fixture->queue);
  g_assert_finalize_object (fixture->world);
}

/* --- random alerts --------------------------------------------------------------------------- */

static gint64
random_time (void)
{
  return 1 + g_test_rand_int_range (0, N_TIMES) * (G_USEC_PER_SEC / 3);
}

static char *
random_area (void)
{
  const int area = g_test_rand_int_range (0, N_AREAS + 1);

  return area == N_AREAS ? NULL : g_strdup_printf ("%c", 'a' + area);
}

static ZbClaim *
random_claim (void)
{
  static const char *const officers[] = { "me", "you" };
  ZbClaim *claim = g_object_new (ZB_TYPE_CLAIM, NULL);

  claim->by = g_strdup (officers[g_test_rand_int_range (0, 2)]);
  claim->until = zb_now () + (g_test_rand_bit () ? 1 : -1) * G_TIME_SPAN_HOUR;
  return claim;
}

static ZbAlert *
make_alert (Fixture *fixture)
{
  static const char *const kinds[] = { "smoke_fire", "water_level" };
  /* Ids do not come in the order of arrival. */
  const guint n = fixture->n_made++;
  g_autofree char *id = g_strdup_printf ("%03u-%06u", n * 7919 % 1000, n);
  ZbAlert *alert = ZB_ALERT (zb_entity_new (ZB_KIND_ALERT, id));

  alert->parent_instance.version = 1;
  alert->parent_instance.mode = g_test_rand_int_range (0, 4) == 0 ? ZB_MODE_DRILL : ZB_MODE_LIVE;
  alert->kind = g_strdup (kinds[g_test_rand_int_range (0, 2)]);
  alert->title = g_strdup_printf ("Title %d", g_test_rand_int_range (0, 7));
  alert->place = g_strdup_printf ("天山路 %d 弄", g_test_rand_int_range (0, 5));
  alert->area = random_area ();
  alert->severity = g_test_rand_int_range (ZB_SEVERITY_LOW, ZB_SEVERITY_URGENT + 1);
  alert->first_at = random_time ();
  alert->last_at = random_time ();
  alert->state = ZB_ALERT_NEW;
  alert->occurrences = 1;
  return alert;
}

static void
add_many (Fixture *fixture, guint n)
{
  g_autoptr (GPtrArray) alerts = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (alerts, make_alert (fixture));
  zb_world_fill (fixture->world, ZB_KIND_ALERT, alerts);
}

static void
change_state (ZbAlert *alert)
{
  static const ZbAlertState states[] = { ZB_ALERT_NEW, ZB_ALERT_CLAIMED, ZB_ALERT_VERIFIED, ZB_ALERT_CLOSED };

  alert->state = states[g_test_rand_int_range (0, G_N_ELEMENTS (states))];
  g_clear_object (&alert->claim);
  if (alert->state == ZB_ALERT_CLAIMED)
    alert->claim = random_claim ();
  if (alert->state != ZB_ALERT_VERIFIED)
    return;
  alert->verdict = g_test_rand_int_range (ZB_VERDICT_TRUE, ZB_VERDICT_UNDETERMINED + 1);
  alert->again = g_test_rand_bit ();
  g_set_str (&alert->case_id, g_test_rand_bit () ? "c1" : NULL);
}

/* Nobody has it, or it goes on although somebody has said that there is nothing. */
static gboolean
is_nobodys (const ZbAlert *alert)
{
  if (alert->state == ZB_ALERT_VERIFIED)
    return alert->again && alert->verdict != ZB_VERDICT_TRUE && alert->case_id == NULL;
  return alert->state == ZB_ALERT_NEW;
}

static void
change_alert (ZbAlert *alert)
{
  switch (g_test_rand_int_range (0, 8))
    {
    case 0:
      alert->severity = g_test_rand_int_range (ZB_SEVERITY_LOW, ZB_SEVERITY_URGENT + 1);
      break;
    case 1:
      alert->last_at = random_time ();
      break;
    case 2:
      alert->first_at = random_time ();
      break;
    case 3:
      g_free (alert->area);
      alert->area = random_area ();
      break;
    case 4:
      alert->snoozed_until = g_test_rand_bit () ? zb_now () + HOUR : 0;
      break;
    case 5:
      g_free (alert->title);
      alert->title = g_strdup_printf ("Title %d", g_test_rand_int_range (0, 7));
      break;
    case 6:
      alert->parent_instance.mode = g_test_rand_bit () ? ZB_MODE_DRILL : ZB_MODE_LIVE;
      break;
    default:
      change_state (alert);
    }
}

static void
apply (Fixture *fixture, ZbEvent *made)
{
  g_autoptr (ZbEvent) event = made;

  zb_world_apply (fixture->world, event);
}

static void
act_at_random (Fixture *fixture)
{
  const guint n = zb_store_get_size (fixture->store);
  ZbAlert *alert = n > 0 ? zb_store_get_nth (fixture->store, g_test_rand_int_range (0, n)) : NULL;
  const int choice = alert ? g_test_rand_int_range (0, 10) : 0;
  g_autoptr (ZbAlert) changed = NULL;

  if (choice == 9)
    {
      apply (fixture, zb_event_new_removed (ZB_KIND_ALERT, alert->parent_instance.id, 0));
      return;
    }
  changed = choice < 3 ? make_alert (fixture) : ZB_ALERT (zb_record_copy (ZB_RECORD (alert)));
  if (choice >= 3)
    {
      changed->parent_instance.version++;
      change_alert (changed);
    }
  apply (fixture, zb_event_new (choice < 3 ? "alert.raised" : "alert.updated", (ZbEntity *)changed, 0));
}

/* --- random views ------------------------------------------------------------------------------ */

static guint
rank_of (const ZbAlert *alert, gpointer data)
{
  const guint *ranks = data;

  return alert->area ? ranks[alert->area[0] - 'a'] : G_MAXUINT16;
}

static void
rank_at_random (Fixture *fixture)
{
  for (guint i = 0; i < N_AREAS; i++)
    fixture->ranks[i] = g_test_rand_int_range (0, 4);
  zb_alert_queue_set_rank (fixture->queue, rank_of, g_memdup2 (fixture->ranks, sizeof fixture->ranks),
                           g_free);
}

static gboolean
is_of_kind (const ZbAlert *alert, gpointer kind)
{
  return g_str_equal (alert->kind, kind);
}

static void
look_for_kind (Fixture *fixture, const char *kind)
{
  fixture->kind = kind;
  zb_alert_queue_set_match (fixture->queue, kind ? is_of_kind : NULL, (gpointer)kind, NULL);
}

static void
order_at_random (Fixture *fixture)
{
  fixture->order = g_test_rand_int_range (ZB_QUEUE_BY_SEVERITY, ZB_QUEUE_BY_PLACE + 1);
  zb_alert_queue_set_order (fixture->queue, fixture->order);
}

static void
filter_words_at_random (Fixture *fixture)
{
  static const char *const texts[] = { NULL, "", "TITLE 3", "天山", "路 2 ", "nowhere" };

  if (g_test_rand_bit ())
    look_for_kind (fixture, g_test_rand_bit () ? "smoke_fire" : NULL);
  else
    g_object_set (fixture->queue, "text", fixture->text = texts[g_test_rand_int_range (0, 6)], NULL);
}

static void
set_flag (Fixture *fixture, const char *name, gboolean *flag)
{
  *flag = g_test_rand_bit ();
  g_object_set (fixture->queue, name, *flag, NULL);
}

/* Most of the time there is enough in the list for the order to matter. */
static void
clear_filter (Fixture *fixture)
{
  fixture->unclaimed = fixture->mine = FALSE;
  fixture->text = NULL;
  fixture->mode = ZB_MODE_NONE;
  fixture->severities = ZB_QUEUE_ALL_SEVERITIES;
  look_for_kind (fixture, NULL);
  g_object_set (fixture->queue, "unclaimed-only", FALSE, "mine-only", FALSE, "text", NULL, "mode",
                (int)ZB_MODE_NONE, "severities", ZB_QUEUE_ALL_SEVERITIES, NULL);
}

static void
filter_at_random (Fixture *fixture)
{
  static const char *const accounts[] = { "me", "you", NULL };

  switch (g_test_rand_int_range (0, 9))
    {
    case 0:
      fixture->severities = g_test_rand_int_range (0, ZB_QUEUE_ALL_SEVERITIES + 1);
      zb_alert_queue_set_severities (fixture->queue, fixture->severities);
      break;
    case 1:
      set_flag (fixture, "unclaimed-only", &fixture->unclaimed);
      break;
    case 2:
      set_flag (fixture, "mine-only", &fixture->mine);
      break;
    case 3:
      set_flag (fixture, "snoozed-too", &fixture->snoozed);
      break;
    case 4:
      fixture->mode = g_test_rand_int_range (ZB_MODE_NONE, ZB_MODE_DRILL + 1);
      g_object_set (fixture->queue, "mode", (int)fixture->mode, NULL);
      break;
    case 5:
      fixture->aside = g_test_rand_bit () ? 1u << ZB_SEVERITY_LOW : 0;
      zb_alert_queue_set_aside (fixture->queue, fixture->aside);
      break;
    case 6:
      fixture->account = accounts[g_test_rand_int_range (0, 3)];
      zb_alert_queue_set_account (fixture->queue, fixture->account);
      break;
    case 7:
      filter_words_at_random (fixture);
      break;
    default:
      clear_filter (fixture);
    }
}

/* --- the naive list ----------------------------------------------------------------------------- */

static gboolean
contains (const char *text, const char *part)
{
  g_autofree char *folded = g_utf8_casefold (text, -1), *folded_part = g_utf8_casefold (part, -1);

  return strstr (folded, folded_part) != NULL;
}

static gboolean
naive_is_mine (Fixture *fixture, const ZbAlert *alert)
{
  return fixture->account && alert->claim && g_str_equal (alert->claim->by, fixture->account) &&
         (alert->state != ZB_ALERT_CLAIMED || alert->claim->until > zb_now ());
}

static gboolean
naive_passes (Fixture *fixture, const ZbAlert *alert)
{
  const gboolean mine = naive_is_mine (fixture, alert), drill = alert->parent_instance.mode == ZB_MODE_DRILL;

  if (alert->state == ZB_ALERT_CLOSED || !(fixture->severities & (1u << alert->severity)))
    return FALSE;
  if ((alert->snoozed_until > zb_now () && !fixture->snoozed) ||
      (fixture->kind && strcmp (fixture->kind, alert->kind)))
    return FALSE;
  if (fixture->mode != ZB_MODE_NONE && (fixture->mode == ZB_MODE_DRILL) != drill)
    return FALSE;
  if (fixture->text && !contains (alert->title, fixture->text) && !contains (alert->place, fixture->text))
    return FALSE;
  if ((fixture->aside & (1u << alert->severity)) && !mine)
    return FALSE;
  return (!fixture->unclaimed && !fixture->mine) || (fixture->unclaimed && is_nobodys (alert)) ||
         (fixture->mine && mine);
}

static int
compare_numbers (gint64 one, gint64 other)
{
  return one < other ? -1 : one > other;
}

static int
naive_compare (gconstpointer a, gconstpointer b, gpointer data)
{
  Fixture *fixture = data;
  const ZbAlert *x = *(ZbAlert *const *)a, *y = *(ZbAlert *const *)b;
  const gboolean by_place = fixture->order == ZB_QUEUE_BY_PLACE,
                 by_first = fixture->order == ZB_QUEUE_BY_FIRST;
  /* In a place the second counts. */
  const gint64 unit = by_place ? G_USEC_PER_SEC : 1;
  int order = by_place ? compare_numbers (rank_of (x, fixture->ranks), rank_of (y, fixture->ranks)) : 0;

  if (order == 0 && (by_place || fixture->order == ZB_QUEUE_BY_SEVERITY))
    order = compare_numbers (y->severity, x->severity);
  if (order == 0)
    order = by_first ? compare_numbers (y->first_at, x->first_at)
                     : compare_numbers (y->last_at / unit, x->last_at / unit);
  return order != 0 ? order : strcmp (x->parent_instance.id, y->parent_instance.id);
}

static void
assert_same (GPtrArray *expected, Fixture *fixture)
{
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
assert_is_naive_list (Fixture *fixture)
{
  g_autoptr (GPtrArray) expected = g_ptr_array_new ();

  for (guint i = 0; i < zb_store_get_size (fixture->store); i++)
    if (naive_passes (fixture, zb_store_get_nth (fixture->store, i)))
      g_ptr_array_add (expected, zb_store_get_nth (fixture->store, i));
  g_ptr_array_sort_with_data (expected, naive_compare, fixture);
  assert_same (expected, fixture);
}

static void
assert_counts_are_right (Fixture *fixture)
{
  guint open = 0, unclaimed = 0, mine = 0, n_open, n_unclaimed, n_mine, n_waiting;

  for (guint i = 0; i < zb_store_get_size (fixture->store); i++)
    {
      const ZbAlert *alert = zb_store_get_nth (fixture->store, i);
      const gboolean drill = alert->parent_instance.mode == ZB_MODE_DRILL;
      if (alert->state == ZB_ALERT_CLOSED ||
          (fixture->mode != ZB_MODE_NONE && (fixture->mode == ZB_MODE_DRILL) != drill))
        continue;
      open++;
      unclaimed += is_nobodys (alert);
      mine += naive_is_mine (fixture, alert);
    }
  g_object_get (fixture->queue, "n-open", &n_open, "n-unclaimed", &n_unclaimed, "n-mine", &n_mine,
                "n-waiting", &n_waiting, NULL);
  g_assert_cmpuint (n_open, ==, open);
  g_assert_cmpuint (n_unclaimed, ==, unclaimed);
  g_assert_cmpuint (n_mine, ==, mine);
  g_assert_cmpuint (n_waiting, ==, 0);
}

/* --- the tests ------------------------------------------------------------------------------------ */

/* At times there is enough to be sorted by digits, at times so little that it is sorted by pairs. */
static void
change_at_random (Fixture *fixture, int round)
{
  if (round % 50 == 0)
    add_many (fixture, round % 100 == 0 ? 700 : 40);
  for (int i = g_test_rand_int_range (0, round % 7 == 0 ? 300 : 20); i > 0; i--)
    act_at_random (fixture);
}

static void
test_list (Fixture *fixture, gconstpointer held)
{
  rank_at_random (fixture);
  for (int round = 0; round < 300; round++)
    {
      change_at_random (fixture, round);
      if (g_test_rand_bit ())
        zb_alert_queue_flush (fixture->queue);
      if (g_test_rand_int_range (0, 3) == 0)
        order_at_random (fixture);
      if (g_test_rand_int_range (0, 10) == 0)
        rank_at_random (fixture);
      if (g_test_rand_bit ())
        filter_at_random (fixture);
      zb_alert_queue_flush (fixture->queue);
      if (held)
        zb_alert_queue_take_new (fixture->queue);
      assert_is_naive_list (fixture);
      assert_counts_are_right (fixture);
    }
}

static void
copy_shadow (Fixture *fixture, GPtrArray *rows)
{
  g_ptr_array_set_size (rows, 0);
  for (guint i = 0; i < fixture->shadow->len; i++)
    g_ptr_array_add (rows, fixture->shadow->pdata[i]);
}

/* What is held is sorted anew by what it is by now; nothing comes or goes by that. */
static void
test_held_order (Fixture *fixture, gconstpointer held)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  rank_at_random (fixture);
  for (int round = 0; round < 200; round++)
    {
      const ZbQueueOrder before = fixture->order;
      change_at_random (fixture, round);
      zb_alert_queue_flush (fixture->queue);
      copy_shadow (fixture, rows);
      order_at_random (fixture);
      if (fixture->order == before)
        continue;
      g_ptr_array_sort_with_data (rows, naive_compare, fixture);
      assert_same (rows, fixture);
      if (round % 10 == 0)
        zb_alert_queue_take_new (fixture->queue);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define TEST(path, held, function) g_test_add (path, Fixture, held, set_up, function, tear_down)
  TEST ("/queue-property/list", NULL, test_list);
  TEST ("/queue-property/held-list", "held", test_list);
  TEST ("/queue-property/held-order", "held", test_held_order);
#undef TEST
  return g_test_run ();
}
