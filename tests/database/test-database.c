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
  ADD (newer_schema);
  ADD (not_a_database);
  ADD (no_such_folder);
  ADD (closed);
  ADD (copy);
#undef ADD
  return g_test_run ();
}
