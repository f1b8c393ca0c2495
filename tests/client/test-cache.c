/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-alert.h"
#include "zb-backoff.h"
#include "zb-cache.h"
#include "zb-database.h"
#include "zb-picture-cache.h"
#include "zb-unit.h"
#include "zb-wait.h"

#include <glib/gstdio.h>
#include <locale.h>

typedef struct
{
  char *folder;
  char *path;
  ZbWorld *world;
  ZbInbox *inbox;
  ZbCache *cache;
} Fixture;

static void
open_cache (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  f->cache = zb_cache_new (f->path, f->inbox, &error);
  g_assert_no_error (error);
  zb_cache_set_account (f->cache, "officer");
}

static gboolean
settled (DexFuture *future)
{
  return !dex_future_is_pending (future);
}

static void
close_cache (Fixture *f)
{
  DexFuture *closed = zb_cache_close (f->cache);

  zb_wait_for (settled (closed), 5000);
  dex_unref (closed);
  zb_wait (20);
  g_assert_finalize_object (g_steal_pointer (&f->cache));
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->folder = g_dir_make_tmp ("zb-cache-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "cache.sqlite", NULL);
  f->world = zb_world_new ();
  f->inbox = zb_inbox_new (f->world);
  open_cache (f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  const char *ends[] = { "", "-wal", "-shm", ".lock" };

  close_cache (f);
  g_assert_finalize_object (f->inbox);
  g_assert_finalize_object (f->world);
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *name = g_strconcat (f->path, ends[i], NULL);
      g_unlink (name);
    }
  g_rmdir (f->folder);
  g_free (f->path);
  g_free (f->folder);
}

static void
put_unit (Fixture *f, const char *id, gint64 version, gint64 through)
{
  g_autoptr (ZbEntity) unit = zb_entity_new (ZB_KIND_UNIT, id);
  g_autoptr (ZbEvent) event = NULL;
  g_autoptr (GPtrArray) events = g_ptr_array_new ();

  unit->version = version;
  event = zb_event_new ("unit.updated", unit, through);
  g_ptr_array_add (events, event);
  zb_inbox_push (f->inbox, events, through);
  zb_inbox_flush (f->inbox);
}

static void
remove_unit (Fixture *f, const char *id, gint64 through)
{
  g_autoptr (ZbEvent) event = zb_event_new_removed (ZB_KIND_UNIT, id, through);
  g_autoptr (GPtrArray) events = g_ptr_array_new ();

  g_ptr_array_add (events, event);
  zb_inbox_push (f->inbox, events, through);
  zb_inbox_flush (f->inbox);
}

static ZbCacheContents *
load (Fixture *f)
{
  DexFuture *future = zb_cache_load (f->cache);
  const GValue *value;
  ZbCacheContents *contents;

  zb_wait_for (settled (future), 5000);
  value = dex_future_get_value (future, NULL);
  contents = value ? g_value_get_pointer (value) : NULL;
  dex_unref (future);
  return contents;
}

static void
test_keeps (Fixture *f, gconstpointer data)
{
  put_unit (f, "u1", 1, 1);
  zb_cache_renew (f->cache, "log", 1);
  put_unit (f, "u2", 7, 2);
  put_unit (f, "u1", 2, 3);
  put_unit (f, "u3", 1, 4);
  remove_unit (f, "u3", 5);
  close_cache (f);
  open_cache (f);

  g_autoptr (ZbCacheContents) contents = load (f);
  g_assert_cmpstr (contents->log_id, ==, "log");
  g_assert_cmpint (contents->through, ==, 5);
  g_assert_cmpstr (contents->account, ==, "officer");
  g_assert_cmpint (ABS (contents->heard_at - g_get_real_time ()), <, 10 * G_TIME_SPAN_SECOND);
  g_assert_cmpuint (contents->entities[ZB_KIND_UNIT]->len, ==, 2);
  g_assert_cmpint (((ZbEntity *)contents->entities[ZB_KIND_UNIT]->pdata[0])->version, ==, 2);
}

/* What is over and let go by the world does not come back with the next start. */
static void
test_forgets_with_the_world (Fixture *f, gconstpointer data)
{
  g_autoptr (ZbEntity) over = zb_entity_new (ZB_KIND_ALERT, "a1");
  g_autoptr (ZbEvent) event = NULL;
  g_autoptr (GPtrArray) events = g_ptr_array_new ();

  ((ZbAlert *)over)->state = ZB_ALERT_CLOSED;
  over->version = over->updated_at = 1;
  event = zb_event_new ("alert.closed", over, 1);
  g_ptr_array_add (events, event);
  zb_inbox_push (f->inbox, events, 1);
  zb_inbox_flush (f->inbox);
  zb_cache_renew (f->cache, "log", 1);
  close_cache (f);
  open_cache (f);
  zb_world_forget_over (f->world, g_get_real_time ());
  g_assert_null (zb_world_lookup (f->world, ZB_KIND_ALERT, "a1"));
  close_cache (f);
  open_cache (f);

  g_autoptr (ZbCacheContents) contents = load (f);
  g_assert_null (contents->entities[ZB_KIND_ALERT]);
}

/* Before the lists were fetched there is no place to resume from, and what a file holds is of no use. */
static void
test_nothing_without_a_place (Fixture *f, gconstpointer data)
{
  put_unit (f, "u1", 1, -1);
  close_cache (f);
  open_cache (f);
  g_assert_null (load (f));
}

static void
test_renewal_forgets_what_was (Fixture *f, gconstpointer data)
{
  put_unit (f, "u1", 1, 1);
  zb_cache_renew (f->cache, "log", 1);
  close_cache (f);
  open_cache (f);
  zb_world_clear (f->world);
  put_unit (f, "u2", 1, -1);
  zb_cache_renew (f->cache, "other", 9);
  close_cache (f);
  open_cache (f);

  g_autoptr (ZbCacheContents) contents = load (f);
  g_assert_cmpstr (contents->log_id, ==, "other");
  g_assert_cmpuint (contents->entities[ZB_KIND_UNIT]->len, ==, 1);
}

static void
test_damaged_file (Fixture *f, gconstpointer data)
{
  put_unit (f, "u1", 1, 1);
  zb_cache_renew (f->cache, "log", 1);
  close_cache (f);
  g_assert_true (g_file_set_contents (f->path, "this is no database, and never was one", -1, NULL));
  open_cache (f);
  g_assert_null (load (f));
  zb_cache_renew (f->cache, "log", 1);
  close_cache (f);
  open_cache (f);
  g_autoptr (ZbCacheContents) contents = load (f);
  g_assert_nonnull (contents);
}

/* Somebody else has the file, as a slow disk does: the main loop goes on, and the world with it. */
static void
test_closing_waits_for_nothing (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZbConnection) other = zb_connection_open (f->path, ZB_CONNECTION_WRITE, &error);
  DexFuture *closed;

  put_unit (f, "u1", 1, 1);
  zb_cache_renew (f->cache, "log", 1);
  g_assert_true (zb_connection_script (other, "BEGIN IMMEDIATE", &error));
  closed = zb_cache_close (f->cache);
  zb_world_clear (f->world);
  zb_wait (300);
  g_assert_true (dex_future_is_pending (closed));
  g_assert_true (zb_connection_script (other, "COMMIT", &error));
  dex_unref (closed);
  close_cache (f);
  open_cache (f);

  g_autoptr (ZbCacheContents) contents = load (f);
  g_assert_nonnull (contents);
  g_assert_cmpuint (contents->entities[ZB_KIND_UNIT]->len, ==, 1);
}

static void
test_one_console_only (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (zb_cache_new (f->path, f->inbox, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BUSY);
}

static void
test_pictures (void)
{
  g_autoptr (ZbPictureCache) cache = zb_picture_cache_new (100);
  g_autoptr (GBytes) forty = g_bytes_new_take (g_malloc0 (40), 40);
  g_autoptr (GBytes) huge = g_bytes_new_take (g_malloc0 (101), 101);

  zb_picture_cache_add (cache, "a", forty);
  zb_picture_cache_add (cache, "b", forty);
  zb_picture_cache_add (cache, "a", forty);
  g_assert_cmpuint (zb_picture_cache_get_size (cache), ==, 80);
  zb_picture_cache_add (cache, "c", forty);
  g_assert_null (zb_picture_cache_lookup (cache, "b"));
  g_assert_nonnull (zb_picture_cache_lookup (cache, "a"));
  zb_picture_cache_add (cache, "d", huge);
  g_assert_null (zb_picture_cache_lookup (cache, "d"));
  zb_picture_cache_clear (cache);
  g_assert_cmpuint (zb_picture_cache_get_size (cache), ==, 0);
}

static void
test_backoff (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  ZbBackoff backoff = { .first = 500, .most = 15000, .random = random };
  guint whole = 500;

  g_assert_cmpuint (zb_backoff_next (&backoff), ==, 0);
  for (int i = 0; i < 100; i++)
    {
      guint wait = zb_backoff_next (&backoff);
      g_assert_cmpuint (wait, >=, whole / 2);
      g_assert_cmpuint (wait, <=, whole);
      whole = MIN (whole * 2, 15000);
    }
  zb_backoff_reset (&backoff);
  g_assert_cmpuint (zb_backoff_next (&backoff), ==, 0);
}

#define ADD(name, func) g_test_add ("/cache/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_FATAL_MASK);
  g_log_set_debug_enabled (FALSE);
  dex_init ();

  ADD ("keeps", test_keeps);
  ADD ("forgets-with-the-world", test_forgets_with_the_world);
  ADD ("nothing-without-a-place", test_nothing_without_a_place);
  ADD ("renewal-forgets-what-was", test_renewal_forgets_what_was);
  ADD ("damaged-file", test_damaged_file);
  ADD ("closing-waits-for-nothing", test_closing_waits_for_nothing);
  ADD ("one-console-only", test_one_console_only);
  g_test_add_func ("/pictures", test_pictures);
  g_test_add_func ("/backoff", test_backoff);

  return g_test_run ();
}
