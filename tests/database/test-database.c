/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-database.h"

#include <glib/gstdio.h>

static const char *const migrations[] = {
  "CREATE TABLE thing (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)",
  "ALTER TABLE thing ADD COLUMN size REAL",
  NULL,
};

typedef struct
{
  char *dir;
  char *path;
  ZbDatabase *database;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->dir = g_dir_make_tmp ("zb-database-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->dir, "things.db", NULL);
  g_autoptr (GError) error = NULL;
  fixture->database = zb_database_new (fixture->path, ZB_CONNECTION_WRITE_DURABLE, migrations, 2, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->database);
  g_autoptr (GDir) dir = g_dir_open (fixture->dir, 0, NULL);
  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    {
      g_autofree char *path = g_build_filename (fixture->dir, name, NULL);
      g_unlink (path);
    }
  g_rmdir (fixture->dir);
  g_free (fixture->path);
  g_free (fixture->dir);
}

static DexFuture *
insert (ZbConnection *connection, gpointer name)
{
  g_autoptr (GError) error = NULL;
  if (!zb_connection_run (connection, &error, "INSERT INTO thing (name, size) VALUES (?, ?)", "td", name,
                          1.5))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_for_int64 (zb_connection_get_last_id (connection));
}

static DexFuture *
insert_then_fail (ZbConnection *connection, gpointer name)
{
  dex_unref (insert (connection, name));
  return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_CANCELLED, "changed my mind");
}

static DexFuture *
count (ZbConnection *connection, gpointer n)
{
  g_autoptr (ZbStatement) statement = zb_connection_prepare (connection, "SELECT count(*) FROM thing", NULL);
  g_assert_cmpint (zb_statement_step (statement, NULL), ==, ZB_STEP_ROW);
  *(gint64 *)n = zb_statement_get_int64 (statement, 0);
  return dex_future_new_true ();
}

static gint64
count_now (Fixture *fixture)
{
  gint64 n = -1;
  g_assert_true (zb_database_read_sync (fixture->database, count, &n, NULL));
  return n;
}

static void
test_commit (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_assert_true (zb_database_write_sync (fixture->database, insert, "one", &error));
  g_assert_no_error (error);
  g_assert_cmpint (count_now (fixture), ==, 1);
}

static void
test_undo (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_assert_false (zb_database_write_sync (fixture->database, insert_then_fail, "one", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (count_now (fixture), ==, 0);
}

static DexFuture *
insert_and_lose_savepoint (ZbConnection *connection, gpointer name)
{
  DexFuture *future = insert (connection, name);
  g_assert_true (zb_connection_run (connection, NULL, "ROLLBACK TO job", ""));
  g_assert_true (zb_connection_run (connection, NULL, "RELEASE job", ""));
  return future;
}

/* A job whose savepoint cannot be kept has not been done, whatever it says itself. */
static void
test_not_kept (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_assert_false (zb_database_write_sync (fixture->database, insert_and_lose_savepoint, "one", &error));
  g_assert_nonnull (error);
  g_assert_cmpint (count_now (fixture), ==, 0);
}

static void
test_constraint (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_assert_true (zb_database_write_sync (fixture->database, insert, "one", NULL));
  g_assert_false (zb_database_write_sync (fixture->database, insert, "one", &error));
  g_assert_error (error, ZB_DATABASE_ERROR, ZB_DATABASE_ERROR_CONSTRAINT);
}

/* One that fails among many that share a transaction takes none of them with it. */
static void
test_group (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) answers = g_ptr_array_new_with_free_func (dex_unref);
  for (int i = 0; i < 200; i++)
    g_ptr_array_add (answers, zb_database_write (fixture->database, i % 10 == 3 ? insert_then_fail : insert,
                                                 g_strdup_printf ("thing %d", i), g_free));
  gint64 deadline = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;
  for (guint i = 0; i < answers->len; i++)
    {
      DexFuture *answer = g_ptr_array_index (answers, i);
      while (dex_future_is_pending (answer) && g_get_monotonic_time () < deadline)
        g_usleep (100);
      g_assert_true (i % 10 == 3 ? dex_future_is_rejected (answer) : dex_future_is_resolved (answer));
    }
  g_assert_cmpint (count_now (fixture), ==, 180);
}

static void
note (gpointer data, gpointer unused)
{
  g_atomic_int_inc ((gint *)data);
}

static DexFuture *
insert_and_tell (ZbConnection *connection, gpointer told)
{
  zb_connection_after_commit (connection, note, told, NULL);
  return insert (connection, "told");
}

static void
test_after_commit (Fixture *fixture, gconstpointer data)
{
  gint told = 0;
  g_assert_true (zb_database_write_sync (fixture->database, insert_and_tell, &told, NULL));
  g_assert_cmpint (g_atomic_int_get (&told), ==, 1);
  g_assert_false (zb_database_write_sync (fixture->database, insert_and_tell, &told, NULL));
  g_assert_cmpint (g_atomic_int_get (&told), ==, 1);
}

/* --- jobs that share a transaction ------------------------------------------------------------------------
 */

typedef struct
{
  GMutex mutex;
  GCond cond;
  gboolean busy;
  gboolean open;
} Gate;

static DexFuture *
wait_at_gate (ZbConnection *connection, gpointer data)
{
  Gate *gate = data;
  g_mutex_lock (&gate->mutex);
  gate->busy = TRUE;
  g_cond_broadcast (&gate->cond);
  while (!gate->open)
    g_cond_wait (&gate->cond, &gate->mutex);
  g_mutex_unlock (&gate->mutex);
  return dex_future_new_true ();
}

/* Keeps the writer busy: what is asked of it until open_gate() shares one transaction. */
static void
close_gate (Gate *gate, Fixture *fixture, GPtrArray *answers)
{
  g_mutex_init (&gate->mutex);
  g_cond_init (&gate->cond);
  g_ptr_array_add (answers, zb_database_write (fixture->database, wait_at_gate, gate, NULL));
  g_mutex_lock (&gate->mutex);
  while (!gate->busy)
    g_cond_wait (&gate->cond, &gate->mutex);
  g_mutex_unlock (&gate->mutex);
}

static void
open_gate (Gate *gate, GPtrArray *answers)
{
  g_mutex_lock (&gate->mutex);
  gate->open = TRUE;
  g_cond_broadcast (&gate->cond);
  g_mutex_unlock (&gate->mutex);
  gint64 deadline = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;
  for (guint i = 0; i < answers->len; i++)
    while (dex_future_is_pending (answers->pdata[i]))
      {
        g_assert_cmpint (g_get_monotonic_time (), <, deadline);
        g_usleep (100);
      }
  g_mutex_clear (&gate->mutex);
  g_cond_clear (&gate->cond);
}

static GString *told; /* by the writer's thread, and read when all is answered */

static void
tell (gpointer name, gpointer unused)
{
  g_string_append_printf (told, "%s ", (const char *)name);
}

static DexFuture *
insert_and_tell_name (ZbConnection *connection, gpointer name)
{
  zb_connection_after_commit (connection, tell, name, NULL);
  return insert (connection, name);
}

static DexFuture *
tell_and_fail (ZbConnection *connection, gpointer name)
{
  zb_connection_after_commit (connection, tell, name, NULL);
  return insert_then_fail (connection, name);
}

static DexFuture *
read_told (ZbConnection *connection, gpointer length)
{
  *(gsize *)length = told->len;
  return dex_future_new_true ();
}

/* What is told of a transaction is told when all of it is on disk, in the order of the jobs, and of those
 * only that were done. */
static void
test_order (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "a", "b", "c", "d", "e", "f" };
  g_autoptr (GPtrArray) answers = g_ptr_array_new_with_free_func (dex_unref);
  Gate gate = { 0 };
  gsize meanwhile = 99;
  told = g_string_new (NULL);
  close_gate (&gate, fixture, answers);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_ptr_array_add (answers,
                     zb_database_write (fixture->database, i % 3 == 1 ? tell_and_fail : insert_and_tell_name,
                                        (gpointer)names[i], NULL));
  g_ptr_array_add (answers, zb_database_write (fixture->database, read_told, &meanwhile, NULL));
  open_gate (&gate, answers);
  g_assert_cmpuint (meanwhile, ==, 0);
  g_assert_cmpstr (told->str, ==, "a c d f ");
  g_assert_cmpint (count_now (fixture), ==, 4);
  g_string_free (told, TRUE);
}

static DexFuture *
fill_up (ZbConnection *connection, gpointer name)
{
  g_autofree char *large = g_strnfill (200000, 'x');
  g_assert_true (zb_connection_script (connection, "PRAGMA max_page_count = 1", NULL));
  return insert (connection, large);
}

static DexFuture *
make_room (ZbConnection *connection, gpointer name)
{
  g_assert_true (zb_connection_script (connection, "PRAGMA max_page_count = 1000000", NULL));
  return insert (connection, name);
}

/* A full disk undoes all that share the transaction: each is told so, none is called done. */
static void
test_full (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) answers = g_ptr_array_new_with_free_func (dex_unref);
  Gate gate = { 0 };
  close_gate (&gate, fixture, answers);
  for (int i = 0; i < 9; i++)
    g_ptr_array_add (answers, zb_database_write (fixture->database, i == 4 ? fill_up : insert,
                                                 g_strdup_printf ("thing %d", i), g_free));
  open_gate (&gate, answers);
  for (guint i = 1; i < answers->len; i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_null (dex_future_get_value (answers->pdata[i], &error));
      g_assert_error (error, ZB_DATABASE_ERROR, ZB_DATABASE_ERROR_FULL);
    }
  g_assert_cmpint (count_now (fixture), ==, 0);
  g_assert_true (zb_database_write_sync (fixture->database, make_room, "after", NULL));
  g_assert_cmpint (count_now (fixture), ==, 1);
}

/* --- statements -------------------------------------------------------------------------------------------
 */

static DexFuture *
ask_in_one_place (ZbConnection *connection, gpointer data)
{
  char sql[64];
  gint64 *sums = data;
  for (int i = 0; i < 4; i++)
    {
      g_snprintf (sql, sizeof sql, "SELECT %d + ?", i % 2 * 10);
      g_autoptr (ZbStatement) statement = zb_connection_query (connection, NULL, sql, "i", (gint64)i);
      g_assert_cmpint (zb_statement_step (statement, NULL), ==, ZB_STEP_ROW);
      sums[i] = zb_statement_get_int64 (statement, 0);
    }
  return dex_future_new_true ();
}

/* Statements are remembered by where their SQL stood: another text may stand there by now. */
static void
test_same_place (Fixture *fixture, gconstpointer data)
{
  gint64 sums[4] = { 0 };
  g_assert_true (zb_database_read_sync (fixture->database, ask_in_one_place, sums, NULL));
  g_assert_cmpint (sums[0], ==, 0);
  g_assert_cmpint (sums[1], ==, 11);
  g_assert_cmpint (sums[2], ==, 2);
  g_assert_cmpint (sums[3], ==, 13);
}

static DexFuture *
ask_within (ZbConnection *connection, gpointer data)
{
  static const char sql[] = "SELECT name FROM thing ORDER BY id";
  g_autoptr (ZbStatement) outer = zb_connection_prepare (connection, sql, NULL);
  g_assert_cmpint (zb_statement_step (outer, NULL), ==, ZB_STEP_ROW);
  for (int i = 0; i < 2; i++)
    {
      g_autoptr (ZbStatement) inner = zb_connection_prepare (connection, sql, NULL);
      g_assert_true (inner != outer);
      g_assert_cmpint (zb_statement_step (inner, NULL), ==, ZB_STEP_ROW);
      g_assert_cmpstr (zb_statement_get_text (inner, 0), ==, "one");
    }
  g_assert_cmpint (zb_statement_step (outer, NULL), ==, ZB_STEP_ROW);
  g_assert_cmpstr (zb_statement_get_text (outer, 0), ==, "two");
  return dex_future_new_true ();
}

/* One that is lent is not lent to another. */
static void
test_lent (Fixture *fixture, gconstpointer data)
{
  g_assert_true (zb_database_write_sync (fixture->database, insert, "one", NULL));
  g_assert_true (zb_database_write_sync (fixture->database, insert, "two", NULL));
  g_assert_true (zb_database_read_sync (fixture->database, ask_within, NULL, NULL));
}

/* --- the log ----------------------------------------------------------------------------------------------
 */

static gint64
size_of (Fixture *fixture, const char *suffix)
{
  g_autofree char *path = g_strconcat (fixture->path, suffix, NULL);
  GStatBuf buffer;
  return g_stat (path, &buffer) == 0 ? buffer.st_size : 0;
}

static DexFuture *
insert_megabyte (ZbConnection *connection, gpointer n)
{
  g_autofree char *name = g_strdup_printf ("%d %0*d", GPOINTER_TO_INT (n), 1000000, 0);
  return insert (connection, name);
}

/* Eight times as much as makes the log long: its copy is in the database soon, though nobody writes on. */
static void
test_copied (Fixture *fixture, gconstpointer data)
{
  for (int i = 0; i < 8; i++)
    g_assert_true (zb_database_write_sync (fixture->database, insert_megabyte, GINT_TO_POINTER (i), NULL));
  gint64 deadline = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;
  while (size_of (fixture, "") < 6000000)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_usleep (1000);
    }
  g_assert_cmpint (count_now (fixture), ==, 8);
}

/* A writer that never rests would have a log without end. */
static void
test_log_ends (Fixture *fixture, gconstpointer data)
{
  for (int i = 0; i < 120; i++)
    g_assert_true (zb_database_write_sync (fixture->database, insert_megabyte, GINT_TO_POINTER (i), NULL));
  g_assert_cmpint (count_now (fixture), ==, 120);
  g_assert_cmpint (size_of (fixture, "-wal"), <, 60 * 1000000);
}

static void
test_newer_schema (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->database);
  static const char *const old[] = { "CREATE TABLE thing (id INTEGER PRIMARY KEY)", NULL };
  g_autoptr (GError) error = NULL;
  g_assert_null (zb_database_new (fixture->path, ZB_CONNECTION_WRITE, old, 1, &error));
  g_assert_error (error, ZB_DATABASE_ERROR, ZB_DATABASE_ERROR_NEWER);
}

static void
test_not_a_database (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->dir, "letter.txt", NULL);
  g_assert_true (g_file_set_contents (path, "Dear all, this is a letter and no database at all.", -1, NULL));
  g_autoptr (GError) error = NULL;
  g_assert_null (zb_database_new (path, ZB_CONNECTION_WRITE, migrations, 1, &error));
  g_assert_error (error, ZB_DATABASE_ERROR, ZB_DATABASE_ERROR_CORRUPT);
}

static void
test_no_such_folder (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (zb_database_new ("/nonexistent/things.db", ZB_CONNECTION_WRITE, migrations, 1, &error));
  g_assert_error (error, ZB_DATABASE_ERROR, ZB_DATABASE_ERROR_UNREACHABLE);
}

static void
test_closed (Fixture *fixture, gconstpointer data)
{
  zb_database_close (fixture->database);
  g_autoptr (GError) error = NULL;
  g_assert_false (zb_database_write_sync (fixture->database, insert, "late", &error));
  g_assert_error (error, ZB_DATABASE_ERROR, ZB_DATABASE_ERROR_CLOSED);
}

static DexFuture *
copy (ZbConnection *connection, gpointer path)
{
  g_autoptr (GError) error = NULL;
  if (zb_connection_copy_to (connection, path, &error))
    return dex_future_new_true ();
  return dex_future_new_for_error (g_steal_pointer (&error));
}

static void
test_copy (Fixture *fixture, gconstpointer data)
{
  g_assert_true (zb_database_write_sync (fixture->database, insert, "one", NULL));
  g_autofree char *path = g_build_filename (fixture->dir, "copy.db", NULL);
  g_autoptr (GError) error = NULL;
  g_assert_true (zb_database_read_sync (fixture->database, copy, path, &error));
  g_assert_no_error (error);
  g_autoptr (ZbDatabase) other = zb_database_new (path, ZB_CONNECTION_WRITE, migrations, 1, &error);
  g_assert_no_error (error);
  gint64 n = -1;
  g_assert_true (zb_database_read_sync (other, count, &n, NULL));
  g_assert_cmpint (n, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
#define ADD(name) g_test_add ("/database/" #name, Fixture, NULL, set_up, test_##name, tear_down)
  ADD (commit);
  ADD (undo);
  ADD (not_kept);
  ADD (constraint);
  ADD (group);
  ADD (after_commit);
  ADD (order);
  ADD (full);
  ADD (same_place);
  ADD (lent);
  ADD (copied);
  ADD (log_ends);
  ADD (newer_schema);
  ADD (not_a_database);
  ADD (no_such_folder);
  ADD (closed);
  ADD (copy);
#undef ADD
  return g_test_run ();
}
