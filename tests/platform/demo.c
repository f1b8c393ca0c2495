/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole demonstration: a platform filled with the district, and the simulator at its ingest door. */
#include "zb-demo-wall.h"
#include "zb-demo-zone.h"
#include "zb-demo.h"
#include "zb-device.h"
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
  zb_demo_fill (platform, &(guint64){ ZB_DISTRICT_SEED }, &error);
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

/* --- as a console is told -------------------------------------------------------------------------- */

static void
on_answer (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  *(GBytes **)data = soup_session_send_and_read_finish (SOUP_SESSION (source), result, &error);
  g_assert_no_error (error);
}

static yyjson_doc *
send (ZbPlatform *platform, const char *token, const char *method, const char *path, const char *body)
{
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autofree char *url = g_strconcat (zb_platform_get_url (platform), "/api/v1", path, NULL);
  g_autofree char *bearer = token ? g_strconcat ("Bearer ", token, NULL) : NULL;
  g_autoptr (SoupMessage) message = soup_message_new (method, url);
  g_autoptr (GBytes) sent = body ? g_bytes_new (body, strlen (body)) : NULL, answer = NULL;
  if (bearer)
    soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", bearer);
  if (sent)
    soup_message_set_request_body_from_bytes (message, "application/json", sent);
  soup_session_send_and_read_async (session, message, G_PRIORITY_DEFAULT, NULL, on_answer, &answer);
  for (guint i = 0; i < 600 && answer == NULL; i++)
    let_pass (50);
  g_assert_nonnull (answer);
  g_assert_cmpuint (soup_message_get_status (message) / 100, ==, 2);
  return yyjson_read (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer), 0);
}

static char *
take_text (yyjson_doc *doc, const char *pointer)
{
  char *text = g_strdup (yyjson_get_str (yyjson_doc_ptr_get (doc, pointer)));
  yyjson_doc_free (doc);
  return text;
}

static char *
sign_in (ZbPlatform *platform)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) accounts = zb_demo_prepare_accounts (platform, &error);
  g_assert_no_error (error);
  const ZbDemoAccount *officer = accounts->pdata[0];
  g_autofree char *body =
      g_strdup_printf ("{\"username\":\"%s\",\"password\":\"%s\"}", officer->username, officer->password);
  return take_text (send (platform, NULL, "POST", "/session", body), "/token");
}

/* "camera xueliang residential" → how many */
static void
count_page (GHashTable *counts, yyjson_doc *page)
{
  yyjson_val *item;
  size_t i, n;
  yyjson_arr_foreach (yyjson_doc_ptr_get (page, "/items"), i, n, item)
  {
    const char *placement = yyjson_get_str (yyjson_obj_get (item, "placement"));
    char *what =
        g_strdup_printf ("%s %s %s", yyjson_get_str (yyjson_obj_get (item, "kind")),
                         yyjson_get_str (yyjson_obj_get (item, "project")), placement ? placement : "-");
    guint known = GPOINTER_TO_UINT (g_hash_table_lookup (counts, what));
    g_hash_table_insert (counts, what, GUINT_TO_POINTER (known + 1));
  }
}

static guint
sum (GHashTable *counts, const char *prefix)
{
  GHashTableIter iter;
  gpointer what, n;
  guint total = 0;
  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &what, &n))
    total += g_str_has_prefix (what, prefix) ? GPOINTER_TO_UINT (n) : 0;
  return total;
}

/* By kind, project and placement, as the district's plan has them. */
static void
check_devices (ZbPlatform *platform)
{
  static const struct
  {
    const char *what;
    guint n;
  } expected[] = {
    { "", 22869 },
    { "camera xueliang", 5925 },
    { "camera xueliang residential", 2300 },
    { "camera xueliang commercial", 1450 },
    { "camera xueliang crowded", 820 },
    { "camera xueliang boundary", 310 },
    { "camera xueliang key_area", 745 },
    { "camera xueliang high_lookout", 160 },
    { "camera xueliang mobile", 140 },
    { "camera smart_security", 5308 },
    { "camera smart_security residential", 5308 },
    { "gate smart_security", 8740 },
    { "bike_shed smart_security", 449 },
    { "manhole smart_security", 2447 },
  };
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *token = sign_in (platform), *after = g_strdup ("");
  while (after)
    {
      g_autofree char *path = g_strconcat ("/devices?limit=5000", *after ? "&after=" : "", after, NULL);
      yyjson_doc *page = send (platform, token, "GET", path, NULL);
      count_page (counts, page);
      g_free (after);
      after = take_text (page, "/next");
    }
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    if (sum (counts, expected[i].what) != expected[i].n)
      g_error ("%u of “%s”, not %u", sum (counts, expected[i].what), expected[i].what, expected[i].n);
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
  g_assert_cmpint (ask (platform, ALERTS " AND body ->> '$.evidence[0].sha256' IS NOT NULL"), ==, N_AT_START);
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
      check_devices (platform);
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

/* One watch zone, drawn by nobody's act, however often it is started. */
static void
test_zone (void)
{
  g_autofree char *dir = g_dir_make_tmp ("zb-demo-XXXXXX", NULL);
  g_autofree char *remove = g_strdup_printf ("rm -rf '%s'", dir);
  for (guint run = 0; run < 2; run++)
    {
      ZbPlatform *platform = start (dir);
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) accounts = zb_demo_prepare_accounts (platform, &error);
      g_assert_no_error (error);
      g_assert_true (zb_demo_add_zone (platform, &error));
      g_assert_cmpint (ask (platform, "SELECT count(*) FROM entity WHERE kind = 'zone'"), ==, 1);
      g_assert_cmpint (ask (platform,
                            "SELECT count(*) FROM entity WHERE kind = 'zone' AND body ->> '$.name' = "
                            "'" ZB_DEMO_ZONE "' AND body ->> '$.area' IS NOT NULL AND body ->> "
                            "'$.raises'"),
                       ==, 1);
      g_assert_cmpint (ask (platform,
                            "SELECT count(*) FROM audit WHERE action = 'zone.create' AND account IS NULL"
                            " AND name LIKE 'demonstration: %' AND address = 'demonstration'"),
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
  g_test_add_func ("/demo/zone", test_zone);
  g_test_add_func ("/demo/fresh-and-again", test_demonstration);
  return g_test_run ();
}
