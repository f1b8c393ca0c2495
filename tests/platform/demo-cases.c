/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cases that the demonstration begins with: how many stand where, and that each of them tells how it
 * came there. A deed that a guard refuses is a warning, and a warning fails this test. */
#include "zb-accounts.h"
#include "zb-audit.h"
#include "zb-case.h"
#include "zb-demo-cases.h"
#include "zb-demo.h"
#include "zb-district.h"
#include "zb-due.h"

#include <glib/gstdio.h>
#include <libdex.h>
#include <sodium.h>

static ZbPlatform *platform;

/* --- asking ---------------------------------------------------------------------------------- */

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
ask (const char *sql)
{
  Question question = { sql, -1 };
  g_autoptr (GError) error = NULL;
  zb_platform_work_sync (platform, answer, &question, &error);
  g_assert_no_error (error);
  return question.n;
}

/* --- the tests -------------------------------------------------------------------------------- */

static void
test_steps (void)
{
  static const struct
  {
    const char *sql;
    gint64 n;
  } counts[] = {
    { "SELECT count(*) FROM entity WHERE kind = 'case' AND state = 'collected'", 2 },
    { "SELECT count(*) FROM entity WHERE kind = 'case' AND state = 'filed'", 2 },
    { "SELECT count(*) FROM entity WHERE kind = 'case' AND state = 'dispatched'", 3 },
    { "SELECT count(*) FROM entity WHERE kind = 'case' AND state = 'handling'", 9 },
    { "SELECT count(*) FROM entity WHERE kind = 'case' AND state = 'reported'", 3 },
    { "SELECT count(*) FROM entity WHERE kind = 'case' AND state = 'checking'", 4 },
    { "SELECT count(*) FROM entity WHERE kind = 'case' AND state = 'closed'", 5 },
    { "SELECT count(*) FROM entity WHERE kind = 'case' AND body ->> '$.returned' = 1", 1 },
    { "SELECT count(*) FROM entity WHERE kind = 'case' AND body ->> '$.deadlines.past' = 'finish'", 1 },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (counts); i++)
    g_assert_cmpint (ask (counts[i].sql), ==, counts[i].n);
}

/* Every case says where it came from; every number is given once; nothing happens in the future. */
static void
test_records (void)
{
  g_assert_cmpint (ask ("SELECT count(*) FROM entity c WHERE kind = 'case' AND NOT EXISTS (SELECT 1 FROM"
                        " entity e WHERE e.kind = 'entry' AND e.of_case = c.id)"),
                   ==, 0);
  g_assert_cmpint (ask ("SELECT count(body ->> '$.number') - count(DISTINCT body ->> '$.number') FROM entity"
                        " WHERE kind = 'case'"),
                   ==, 0);
  g_assert_cmpint (ask ("SELECT count(*) FROM entity WHERE kind = 'case' AND state = 'closed' AND"
                        " body ->> '$.evaluation.grade' IS NULL"),
                   ==, 0);
  g_assert_cmpint (ask ("SELECT count(*) FROM audit WHERE at > (SELECT max(at) FROM audit WHERE action ="
                        " 'demo.fill') + 60000000"),
                   ==, 0);
  g_assert_cmpint (ask ("SELECT count(*) FROM entity WHERE kind = 'unit' AND body ->> '$.status' = 'busy'"),
                   ==, 12);
}

static gboolean
verify (ZbTransaction *tx, gpointer broken)
{
  *(gint64 *)broken = zb_audit_verify (tx->connection, &tx->error);
  return TRUE;
}

static void
test_audit (void)
{
  gint64 broken = -1;
  zb_platform_work_sync (platform, verify, &broken, NULL);
  g_assert_cmpint (broken, ==, 0);
}

/* Nobody is to take what was made up for a sensor's word or an officer's act. */
static void
test_made_up (void)
{
  g_assert_cmpint (ask ("SELECT count(*) FROM audit WHERE address = 'demonstration'"), >, 200);
  g_assert_cmpint (ask ("SELECT count(*) FROM audit WHERE account IS NOT NULL"), ==, 0);
  g_assert_cmpint (
      ask ("SELECT count(*) FROM audit WHERE address IS NULL AND number >= (SELECT number FROM audit"
           " WHERE action = 'demo.fill_cases')"),
      ==, 0);
  g_assert_cmpint (ask ("SELECT count(*) FROM audit WHERE address = 'demonstration' AND name NOT LIKE"
                        " 'demonstration%'"),
                   ==, 0);
  g_assert_cmpint (ask ("SELECT count(*) FROM audit WHERE action = 'case.file' AND name LIKE"
                        " 'demonstration: %'"),
                   >, 20);
  g_assert_cmpint (ask ("SELECT count(*) FROM entity WHERE kind = 'alert' AND body ->> '$.source' <>"
                        " 'demonstration'"),
                   ==, 0);
  g_assert_cmpint (ask ("SELECT count(*) FROM evidence WHERE by <> 'demonstration'"), ==, 0);
}

/* Pictures from before and after are files with the hash that is told. */
static void
test_pictures (void)
{
  g_assert_cmpint (ask ("SELECT count(*) FROM evidence"), >, 20);
  g_assert_cmpint (ask ("SELECT count(*) FROM entity WHERE kind = 'alert' AND body ->> '$.evidence[0].sha256'"
                        " IS NULL"),
                   ==, 0);
  g_assert_cmpint (ask ("SELECT count(*) FROM evidence WHERE entity IS NULL"), ==, 0);
  g_autofree char *path = g_build_filename (zb_platform_get_data_dir (platform), "evidence", NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  gint64 n = 0;
  while (g_dir_read_name (dir))
    n++;
  g_assert_cmpint (n, ==, ask ("SELECT count(*) FROM evidence"));
}

static void
test_only_once (void)
{
  g_autoptr (GError) error = NULL;
  gint64 before = ask ("SELECT count(*) FROM entity");
  g_assert_true (zb_demo_fill_cases (platform, ZB_DISTRICT_SEED, &error));
  g_assert_cmpint (ask ("SELECT count(*) FROM entity"), ==, before);
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  for (const char *name = dir ? g_dir_read_name (dir) : NULL; name; name = g_dir_read_name (dir))
    {
      g_autofree char *child = g_build_filename (path, name, NULL);
      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_folder (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

static void
start (const char *dir)
{
  ZbPlatformOptions options = { .data_dir = dir, .listen = "127.0.0.1:0" };
  g_autoptr (GError) error = NULL;
  platform = zb_platform_new (&options, &error);
  g_assert_no_error (error);
  g_assert_true (zb_demo_fill (platform, &(guint64){ ZB_DISTRICT_SEED }, &error));
  g_autoptr (GPtrArray) accounts = zb_demo_prepare_accounts (platform, &error);
  g_assert_nonnull (accounts);
  g_assert_true (zb_demo_fill_cases (platform, ZB_DISTRICT_SEED, &error));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_assert_cmpint (sodium_init (), >=, 0);
  g_autofree char *dir = g_dir_make_tmp ("zb-demo-cases-XXXXXX", NULL);
  start (dir);
  g_test_add_func ("/demo-cases/steps", test_steps);
  g_test_add_func ("/demo-cases/records", test_records);
  g_test_add_func ("/demo-cases/audit", test_audit);
  g_test_add_func ("/demo-cases/made-up", test_made_up);
  g_test_add_func ("/demo-cases/pictures", test_pictures);
  g_test_add_func ("/demo-cases/only-once", test_only_once);
  int result = g_test_run ();
  zb_platform_stop (platform);
  g_object_unref (platform);
  remove_folder (dir);
  return result;
}
