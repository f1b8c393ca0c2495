/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a store has what, however much comes and goes, and who is told where something has changed. */
#include "zb-alert-queue.h"
#include "zb-store-private.h"

#define N_IDS 1500
#define N_STEPS 16000

static char *
name_of (guint n)
{
  /* Of every length about a word's, so that ends of words count. */
  return g_strdup_printf ("%.*s%u", (int)(n % 9), "0190b0e0-", n);
}

static void
put (ZbStore *store, const char *id, gint64 version)
{
  g_autoptr (ZbEntity) entity = zb_entity_new (ZB_KIND_ALERT, id);

  entity->version = version;
  zb_store_put (store, entity);
}

static void
compare (ZbStore *store, GHashTable *expected)
{
  g_assert_cmpuint (zb_store_get_size (store), ==, g_hash_table_size (expected));
  for (guint n = 0; n < N_IDS; n++)
    {
      g_autofree char *id = name_of (n);
      ZbEntity *entity = zb_store_lookup (store, id);
      g_assert_true ((entity != NULL) == g_hash_table_contains (expected, id));
      g_assert_true (!entity || g_str_equal (entity->id, id));
    }
}

/* What is put and removed at random is found where a table of GLib's says so. */
static void
test_index (void)
{
  g_autoptr (ZbStore) store = zb_store_new (ZB_KIND_ALERT);
  g_autoptr (GHashTable) expected = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GRand) rand = g_rand_new_with_seed (14);

  for (guint i = 0; i < N_STEPS; i++)
    {
      g_autofree char *id = name_of ((guint)g_rand_int_range (rand, 0, N_IDS));
      if (g_rand_int_range (rand, 0, 3) > 0)
        {
          put (store, id, i + 1);
          g_hash_table_add (expected, g_steal_pointer (&id));
        }
      else
        g_assert_true (zb_store_remove (store, id) == g_hash_table_remove (expected, id));
      if (i % (N_STEPS / 8) == 0)
        compare (store, expected);
    }
  compare (store, expected);
}

typedef struct
{
  ZbStore *store;
  guint n_told;
  gboolean leaves;
} Watcher;

static void
on_told (gpointer data, gpointer entity, guint position)
{
  Watcher *watcher = data;

  g_assert_true (zb_store_get_nth (watcher->store, position) == entity);
  watcher->n_told++;
  if (watcher->leaves)
    zb_store_unwatch (watcher->store, watcher);
}

/* Whoever watches is told of the position that the entity has by then, until it leaves, which may be while it
 * is told; the others go on. */
static void
test_watch (void)
{
  g_autoptr (ZbStore) store = zb_store_new (ZB_KIND_ALERT);
  Watcher once = { store, 0, TRUE }, always = { store, 0, FALSE };

  zb_store_watch (store, on_told, &once);
  zb_store_watch (store, on_told, &always);
  for (guint n = 0; n < 5; n++)
    {
      g_autofree char *id = name_of (n);
      put (store, id, 1);
    }
  g_assert_cmpuint (always.n_told, ==, 0);
  zb_store_remove (store, "01");
  for (guint n = 0; n < 5; n++)
    {
      g_autofree char *id = name_of (n);
      if (zb_store_lookup (store, id))
        put (store, id, 2);
    }
  g_assert_cmpuint (once.n_told, ==, 1);
  g_assert_cmpuint (always.n_told, ==, zb_store_get_size (store));
  zb_store_unwatch (store, &always);
  put (store, "0", 3);
  g_assert_cmpuint (always.n_told, ==, 4);
}

static void
raise_again (ZbStore *store, guint position, guint removed, guint added)
{
  for (guint i = 0; i < added; i++)
    {
      g_autoptr (ZbAlert) graver = ZB_ALERT (zb_record_copy (zb_store_get_nth (store, position + i)));
      graver->parent_instance.version++;
      graver->severity = ZB_SEVERITY_URGENT;
      zb_store_put (store, ZB_ENTITY (graver));
    }
}

/* A queue that hears later than another that something came hears before that that it has changed. */
static void
test_changed_before_told (void)
{
  g_autoptr (ZbStore) store = zb_store_new (ZB_KIND_ALERT);
  g_autoptr (ZbAlertQueue) queue = NULL;
  g_autoptr (ZbAlert) alert = ZB_ALERT (zb_entity_new (ZB_KIND_ALERT, "a"));

  g_signal_connect (store, "items-changed", G_CALLBACK (raise_again), NULL);
  queue = zb_alert_queue_new (store);
  alert->state = ZB_ALERT_NEW;
  alert->severity = ZB_SEVERITY_LOW;
  alert->parent_instance.version = 1;
  zb_store_put (store, ZB_ENTITY (alert));
  zb_alert_queue_flush (queue);
  g_assert_cmpuint (zb_alert_queue_count_open (queue, ZB_SEVERITY_URGENT), ==, 1);
  g_assert_cmpuint (zb_alert_queue_count_open (queue, ZB_SEVERITY_LOW), ==, 0);
}

/* A queue that is gone is told of nothing more. */
static void
test_queue_leaves (void)
{
  g_autoptr (ZbStore) store = zb_store_new (ZB_KIND_ALERT);
  ZbAlertQueue *queue = zb_alert_queue_new (store);
  Watcher after = { store, 0, FALSE };

  zb_store_watch (store, on_told, &after);
  put (store, "a", 1);
  g_assert_finalize_object (queue);
  for (gint64 version = 2; version < 5; version++)
    put (store, "a", version);
  g_assert_cmpuint (after.n_told, ==, 3);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/store/index", test_index);
  g_test_add_func ("/model/store/watch", test_watch);
  g_test_add_func ("/model/store/changed-before-told", test_changed_before_told);
  g_test_add_func ("/model/store/queue-leaves", test_queue_leaves);
  return g_test_run ();
}
