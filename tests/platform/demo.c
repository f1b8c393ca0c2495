/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole demonstration: a platform filled with the district, and the simulator at its ingest door. */
#include "zb-demo-wall.h"
#include "zb-demo.h"
#include "zb-district.h"
#include "zb-simulator.h"

#include <glib/gstdio.h>
#include <libdex.h>
#include <sodium.h>

#define N_AT_START 47

typedef struct
{
  const char *sql;
  gint64 n;
} Question;

static gboolean
answer (ZbTransaction *tx, gpointer data)
{
  Question *question = data;
  question->n = zb_transaction_count (tx, question->sql, "");
  return TRUE;
}

static gint64
ask (ZbPlatform *platform, const char *sql)
{
  Question question = { sql, -1 };
  g_autoptr (GError) error = NULL;
  zb_platform_work_sync (platform, answer, &question, &error);
  g_assert_no_error (error);
  return question.n;
}

static gboolean
on_timeout (gpointer over)
{
  *(gboolean *)over = TRUE;
  return G_SOURCE_REMOVE;
}

static void
let_pass (guint milliseconds)
{
  gboolean over = FALSE;
  g_timeout_add (milliseconds, on_timeout, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

static ZbPlatform *
start (const char *dir)
{
  ZbPlatformOptions options = { .data_dir = dir, .listen = "127.0.0.1:0" };
  g_autoptr (GError) error = NULL;
  ZbPlatform *platform = zb_platform_new (&options, &error);
  g_assert_no_error (error);
  zb_demo_fill (platform, ZB_DISTRICT_SEED, &error);
  g_assert_no_error (error);
  zb_platform_listen (platform, &error);
  g_assert_no_error (error);
  return platform;
}

static void
stop (ZbPlatform *platform)
{
  zb_platform_stop (platform);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (platform);
}

static ZbSimulator *
simulate (ZbPlatform *platform)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *key = zb_demo_make_key (platform, ZB_DEMO_SOURCE, &error);
  ZbSimulatorOptions options = { zb_platform_get_url (platform), key, ZB_DISTRICT_SEED, 0, TRUE, TRUE };
  g_assert_no_error (error);
  return zb_simulator_new (&options);
}

static gpointer
end_in_thread (gpointer simulator)
{
  zb_simulator_free (simulator);
  return NULL;
}

static void
end (ZbSimulator *simulator)
{
  g_autoptr (GThread) thread = g_thread_new ("end", end_in_thread, simulator);
  let_pass (300);
  g_thread_join (g_steal_pointer (&thread));
}

#define ALERTS "SELECT count(*) FROM entity WHERE kind = 'alert'"
#define OCCURRENCES "SELECT coalesce (sum (body ->> '$.occurrences'), 0) FROM entity WHERE kind = 'alert'"

static void
check_district (ZbPlatform *platform)
{
  g_assert_cmpint (ask (platform, "SELECT count(*) FROM entity WHERE kind = 'device'"), ==, ZB_N_DEVICES);
  g_assert_cmpint (ask (platform, "SELECT count(*) FROM entity WHERE kind = 'unit'"), ==, ZB_N_UNITS);
  g_assert_cmpint (ask (platform, "SELECT count(*) FROM entity WHERE kind = 'plan'"), ==, 30);
}

static void
check_day (ZbPlatform *platform)
{
  g_assert_cmpint (ask (platform, ALERTS), ==, N_AT_START);
  g_assert_cmpint (ask (platform, ALERTS " AND body ->> '$.severity' = 'urgent'"), ==, 2);
  g_assert_cmpint (ask (platform, ALERTS " AND body ->> '$.severity' = 'high'"), ==, 9);
  g_assert_cmpint (ask (platform, ALERTS " AND body ->> '$.state' = 'new'"), ==, N_AT_START);
  g_assert_cmpint (ask (platform, ALERTS " AND body ->> '$.evidence[0].sha256' IS NOT NULL"), >, 30);
  g_assert_cmpint (ask (platform, "SELECT count(*) FROM entity WHERE kind = 'unit'"
                                  " AND body ->> '$.source' = '" ZB_DEMO_SOURCE "'"),
                   >, 50);
}

static void
test_demonstration (void)
{
  g_autofree char *dir = g_dir_make_tmp ("zb-demo-XXXXXX", NULL);
  g_autofree char *remove = g_strdup_printf ("rm -rf '%s'", dir);
  for (guint run = 0; run < 2; run++) /* the second finds what the first left and adds nothing twice */
    {
      ZbPlatform *platform = start (dir);
      gint64 before = ask (platform, OCCURRENCES);
      ZbSimulator *simulator;
      check_district (platform);
      simulator = simulate (platform);
      for (guint i = 0; i < 600 && ask (platform, OCCURRENCES) < before + N_AT_START; i++)
        let_pass (200);
      for (guint i = 0; i < 600 && ask (platform, ALERTS) < N_AT_START; i++)
        let_pass (200);
      let_pass (1500);
      end (simulator);
      check_day (platform);
      g_assert_cmpint (ask (platform, OCCURRENCES), >=, before + N_AT_START);
      stop (platform);
    }
  g_assert_cmpint (system (remove), ==, 0);
}

/* One wall, of the account that the ready line tells, however often it is started. */
static void
test_wall (void)
{
  g_autofree char *dir = g_dir_make_tmp ("zb-demo-XXXXXX", NULL);
  g_autofree char *remove = g_strdup_printf ("rm -rf '%s'", dir);
  for (guint run = 0; run < 2; run++)
    {
      ZbPlatform *platform = start (dir);
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) accounts = zb_demo_prepare_accounts (platform, &error);
      const ZbDemoAccount *last = g_ptr_array_index (accounts, accounts->len - 1);
      g_assert_cmpstr (last->username, ==, ZB_DEMO_WALL_ACCOUNT);
      g_assert_cmpstr (last->role, ==, "wall");
      g_assert_true (zb_demo_add_wall (platform, &error));
      g_assert_cmpint (ask (platform, "SELECT count(*) FROM entity WHERE kind = 'wall'"), ==, 1);
      g_assert_cmpint (ask (platform, "SELECT count(*) FROM entity JOIN account ON account.id = body ->> "
                                      "'$.account' WHERE kind = 'wall' AND username = '" ZB_DEMO_WALL_ACCOUNT
                                      "' AND body ->> '$.name' = '" ZB_DEMO_WALL
                                      "' AND body ->> '$.rotation[0].kind' = 'overview'"),
                       ==, 1);
      stop (platform);
    }
  g_assert_cmpint (system (remove), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_assert_cmpint (sodium_init (), >=, 0);
  g_test_add_func ("/demo/wall", test_wall);
  g_test_add_func ("/demo/fresh-and-again", test_demonstration);
  return g_test_run ();
}
