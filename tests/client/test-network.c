/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A bad network between the console and the platform: cut, delayed, truncated, silent. Whatever it did, in
 * the end each command was done once and the world is as the platform says. */
#include "zb-case.h"
#include "zb-entry.h"
#include "zb-link.h"
#include "zb-proxy.h"
#include "zb-query.h"
#include "zb-same-world.h"
#include "zb-test-platform.h"
#include "zb-unit.h"
#include "zb-uuid.h"
#include "zb-wait.h"

#include <libdex.h>
#include <locale.h>

#define ROUNDS 12

typedef struct
{
  ZbTestPlatform *platform;
  ZbProxy *proxy;
  ZbWorld *world;
  ZbLink *link;
  gboolean answered;
  char *case_id;
  guint n_notes;
  guint n_names;
} Fixture;

static void
on_signed_in (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  zb_link_sign_in_finish (ZB_LINK (source), result, &error);
  g_assert_no_error (error);
  ((Fixture *)data)->answered = TRUE;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->platform = zb_test_platform_new_with (&(ZbPlatformOptions){ .heartbeat_ms = 1000 });
  f->proxy = zb_proxy_new (zb_test_platform_get_url (f->platform) + strlen ("http://"));
  f->world = zb_world_new ();
  f->link = zb_link_new (f->world);
  f->case_id = zb_uuid_new ();
  zb_link_sign_in_async (f->link, zb_proxy_get_url (f->proxy), "officer", ZB_TEST_PASSWORD, NULL,
                         on_signed_in, f);
  zb_wait_for (f->answered, 20000);
  zb_wait_for (zb_link_get_state (f->link) == ZB_LINK_LIVE, 5000);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_object_run_dispose (G_OBJECT (f->link));
  zb_wait (100);
  g_assert_finalize_object (f->link);
  g_assert_finalize_object (f->world);
  zb_proxy_free (f->proxy);
  zb_test_platform_free (f->platform);
  g_free (f->case_id);
}

static void
submit (Fixture *f, const char *name, const char *args)
{
  g_autoptr (ZbCommand) command = zb_command_new (name, f->case_id, g_variant_new_parsed (args));

  zb_link_submit (f->link, command);
}

static void
note_something (Fixture *f)
{
  g_autofree char *args = g_strdup_printf ("{'text': <'note %u'>}", f->n_notes++);

  submit (f, "case.note", args);
}

static gboolean
rename_unit (ZbTransaction *tx, gpointer data)
{
  ZbUnit *unit = zb_transaction_load (tx, ZB_KIND_UNIT, ZB_TEST_UNIT_1);

  g_set_str (&unit->call_sign, data);
  zb_transaction_save (tx, unit, "unit.updated");
  return TRUE;
}

static void
change_something (Fixture *f)
{
  g_autofree char *name = g_strdup_printf ("call sign %u", f->n_names++);
  g_autoptr (GError) error = NULL;

  zb_platform_work_sync (zb_test_platform_get (f->platform), rename_unit, name, &error);
  g_assert_no_error (error);
}

static void
do_something (Fixture *f)
{
  for (int i = 0; i < 4; i++)
    {
      note_something (f);
      change_something (f);
      zb_wait (g_test_rand_int_range (1, 60));
    }
}

/* The network is bad in one way for a while, in the middle of things. */
static void
be_bad (Fixture *f, ZbProxyMode mode)
{
  do_something (f);
  zb_proxy_set_mode (f->proxy, mode);
  if (mode == ZB_PROXY_REFUSE)
    zb_proxy_cut (f->proxy);
  do_something (f);
  zb_wait (g_test_rand_int_range (1, 900));
  zb_proxy_cut (f->proxy);
  zb_proxy_set_mode (f->proxy, ZB_PROXY_PASS);
}

static guint
n_pending (Fixture *f)
{
  return g_list_model_get_n_items (zb_world_get_commands (f->world));
}

static void
assert_each_note_once (Fixture *f)
{
  g_autoptr (ZbAnswer) timeline = zb_query_timeline (ZB_QUERY (f->link), f->case_id);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GListModel *items = zb_answer_get_items (timeline);

  zb_wait_for (zb_answer_get_state (timeline) == ZB_ANSWER_READY, 5000);
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (ZbEntry) entry = g_list_model_get_item (items, i);
      if (entry->note != NULL && g_str_has_prefix (entry->note, "note "))
        g_assert_true (g_hash_table_add (seen, g_strdup (entry->note)));
    }
  g_assert_cmpuint (g_hash_table_size (seen), ==, f->n_notes);
}

static void
test_bad_network (Fixture *f, gconstpointer data)
{
  submit (f, "case.create",
          "{'kind': <'smoke_fire'>, 'severity': <'high'>, 'title': <'烟火'>, 'place': <'这里'>,"
          " 'location': <(121.4, 31.22)>}");
  for (int i = 0; i < ROUNDS; i++)
    be_bad (f, g_test_rand_int_range (ZB_PROXY_DELAY, ZB_PROXY_REFUSE + 1));

  zb_wait_for (zb_link_get_state (f->link) == ZB_LINK_LIVE, 30000);
  zb_wait_for (n_pending (f) == 0, 60000);
  assert_each_note_once (f);
  zb_assert_same_world (zb_test_platform_get_url (f->platform), "officer", ZB_TEST_PASSWORD, f->world);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_setenv ("GIO_USE_PROXY_RESOLVER", "dummy", TRUE);
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_FATAL_MASK);
  g_log_set_debug_enabled (FALSE);
  dex_init ();

  g_test_add ("/network/bad", Fixture, NULL, set_up, test_bad_network, tear_down);

  return g_test_run ();
}
