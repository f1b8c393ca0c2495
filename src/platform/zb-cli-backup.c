/* SPDX-License-Identifier: GPL-3.0-or-later */
/* zhiban-platform backup FILE and restore FILE. A backup is one SQLite file: the database as it was at
 * one moment, with the evidence files and the recordings on hold in tables beside. It can be made while the
 * platform runs. */
#include "zb-cli.h"

#include "zb-audit.h"
#include "zb-backup-recordings.h"
#include "zb-schema.h"
#include "zb-uuid.h"

#include <glib/gi18n.h>
#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <sys/file.h>
#include <unistd.h>

/* --- backup ------------------------------------------------------------------------------------------ */

static gboolean
copy_file (ZbConnection *copy, const char *dir, const char *id, GError **error)
{
  g_autofree char *path = g_build_filename (dir, "evidence", id, NULL);
  g_autofree char *data = NULL;
  gsize length;
  if (!g_file_get_contents (path, &data, &length, error))
    return FALSE;
  g_autoptr (GBytes) bytes = g_bytes_new_take (g_steal_pointer (&data), length);
  return zb_connection_run (copy, error, "INSERT INTO evidence_file VALUES (?, ?)", "tb", id, bytes);
}

static gboolean
copy_files (ZbConnection *copy, const char *dir, guint *n_missing, GError **error)
{
  if (!zb_connection_script (
          copy,
          "PRAGMA journal_mode = DELETE; CREATE TABLE evidence_file (id TEXT PRIMARY KEY, content BLOB);"
          "BEGIN",
          error))
    return FALSE;
  g_autoptr (ZbStatement) rows = zb_connection_prepare (copy, "SELECT id FROM evidence", error);
  ZbStepOutcome step = ZB_STEP_FAILED;
  while (rows != NULL && (step = zb_statement_step (rows, error)) == ZB_STEP_ROW)
    if (!copy_file (copy, dir, zb_statement_get_text (rows, 0), error))
      return FALSE;
  return step == ZB_STEP_DONE && zb_backup_recordings_copy (copy, dir, n_missing, error) &&
         zb_connection_script (copy, "COMMIT", error);
}

static gboolean
make_backup (const char *dir, const char *path, guint *n_missing, GError **error)
{
  g_autofree char *database = g_build_filename (dir, "platform.db", NULL);
  g_autoptr (ZbConnection) connection = zb_connection_open (database, ZB_CONNECTION_READ, error);
  if (connection == NULL || !zb_connection_copy_to (connection, path, error))
    return FALSE;
  g_autoptr (ZbConnection) copy = zb_connection_open (path, ZB_CONNECTION_WRITE, error);
  return copy != NULL && copy_files (copy, dir, n_missing, error);
}

/**
 * zb_cli_backup:
 * @data_dir: the platform's folder
 * @argc: how many words
 * @argv: the words: a file
 *
 * Returns: the exit code
 */
int
zb_cli_backup (const char *data_dir, int argc, char **argv)
{
  if (argc != 1)
    {
      zb_cli_fail (_ ("backup needs one file."));
      return 2;
    }
  g_autofree char *part = g_strconcat (argv[0], ".part", NULL);
  g_autoptr (GError) error = NULL;
  guint n_missing = 0;
  g_unlink (part);
  if (!make_backup (data_dir, part, &n_missing, &error))
    {
      g_unlink (part);
      return zb_cli_fail (_ ("The backup was not made: %s."), error->message);
    }
  if (g_rename (part, argv[0]) != 0)
    return zb_cli_fail (_ ("The backup could not be put at %s: %s."), argv[0], g_strerror (errno));
  if (n_missing > 0)
    zb_cli_fail (_ ("Of the recordings on hold %u were not there any more."), n_missing);
  printf (_ ("The backup is in %s.\n"), argv[0]);
  return 0;
}

/* --- restore ------------------------------------------------------------------------------------------ */

/**
 * zb_cli_is_running:
 * @data_dir: the platform's folder
 *
 * Returns: whether a platform has it open
 */
gboolean
zb_cli_is_running (const char *data_dir)
{
  g_autofree char *path = g_build_filename (data_dir, "lock", NULL);
  int lock = open (path, O_RDWR | O_CLOEXEC);
  if (lock < 0)
    return FALSE;
  gboolean busy = flock (lock, LOCK_EX | LOCK_NB) != 0;
  close (lock);
  return busy;
}

/* Until the program ends, so that no platform starts while the database is exchanged. */
static gboolean
hold_lock (const char *dir)
{
  g_autofree char *path = g_build_filename (dir, "lock", NULL);
  int lock = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  return lock >= 0 && flock (lock, LOCK_EX | LOCK_NB) == 0;
}

static gboolean
check_backup (ZbConnection *backup, GError **error)
{
  g_autoptr (ZbStatement) statement = zb_connection_prepare (
      backup, "SELECT (SELECT count(*) FROM evidence_file) + (SELECT count(*) FROM entity)", error);
  return statement != NULL && zb_statement_step (statement, error) == ZB_STEP_ROW;
}

static gboolean
write_files (ZbConnection *copy, const char *dir, GError **error)
{
  g_autofree char *folder = g_build_filename (dir, "evidence", NULL);
  g_mkdir_with_parents (folder, 0700);
  g_autoptr (ZbStatement) rows = zb_connection_prepare (copy, "SELECT id, content FROM evidence_file", error);
  ZbStepOutcome step = ZB_STEP_FAILED;
  while (rows != NULL && (step = zb_statement_step (rows, error)) == ZB_STEP_ROW)
    {
      /* The id becomes a file's name, and a backup may have been made by anybody. */
      const char *id = zb_statement_get_text (rows, 0);
      g_autoptr (GBytes) content = zb_statement_get_bytes (rows, 1);
      g_autofree char *path = g_build_filename (folder, id, NULL);
      if (zb_uuid_is_valid (id) && content != NULL &&
          !g_file_set_contents (path, g_bytes_get_data (content, NULL), (gssize)g_bytes_get_size (content),
                                error))
        return FALSE;
    }
  return step == ZB_STEP_DONE;
}

static gboolean
write_down (ZbConnection *copy, const char *path, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);
  ZbAuditRow row = {
    .at = g_get_real_time () / 1000 * 1000,
    .name = g_get_user_name (),
    .action = "database.restore",
    .address = "command line",
    .why = name,
  };
  return zb_audit_append (copy, &row, error);
}

/* Who was signed in when the backup was made may have been let go since; who is signed in now goes on
 * working. Of a database that is damaged, or of an older schema, nobody is. */
static void
take_sessions (ZbConnection *copy, const char *dir)
{
  g_autofree char *present = g_build_filename (dir, "platform.db", NULL);
  if (!g_file_test (present, G_FILE_TEST_EXISTS) ||
      !zb_connection_run (copy, NULL, "ATTACH ? AS present", "t", present))
    return;
  zb_connection_script (copy,
                        "INSERT INTO session SELECT held.* FROM present.session AS held"
                        " JOIN present.account AS now ON now.id = held.account AND now.enabled"
                        " JOIN main.account AS then_ ON then_.id = held.account AND then_.enabled",
                        NULL);
  zb_connection_script (copy, "DETACH present", NULL);
}

/* Another log: consoles notice and fetch everything anew. */
static gboolean
finish_restore (const char *database, const char *dir, const char *path, GError **error)
{
  g_autofree char *log_id = zb_uuid_new ();
  g_autoptr (ZbConnection) copy = zb_connection_open (database, ZB_CONNECTION_WRITE_DURABLE, error);
  if (copy == NULL || !zb_connection_migrate (copy, zb_platform_migrations, error) ||
      !write_files (copy, dir, error) || !zb_backup_recordings_write (copy, dir, error) ||
      !zb_connection_script (copy, "DROP TABLE evidence_file; DELETE FROM session", error))
    return FALSE;
  take_sessions (copy, dir);
  return zb_meta_set (copy, "log_id", log_id, error) && write_down (copy, path, error);
}

/* What is in the write-ahead log goes into the file, which then stands for itself. A database that is
 * damaged, or none at all, cannot do so, and is put aside as it is. */
static void
complete (const char *database)
{
  g_autoptr (ZbConnection) connection = g_file_test (database, G_FILE_TEST_EXISTS)
                                            ? zb_connection_open (database, ZB_CONNECTION_WRITE_DURABLE, NULL)
                                            : NULL;
  if (connection != NULL)
    zb_connection_script (connection, "PRAGMA wal_checkpoint (TRUNCATE)", NULL);
}

/* The old one gets a second name before the new one takes its first: there is a database at any moment, also
 * where the power goes. A log that was left would be taken for the new one's. */
static void
put_aside (const char *database)
{
  g_autofree char *aside = g_strconcat (database, ZB_ASIDE, NULL);
  static const char *const suffixes[] = { "-wal", "-shm" };
  complete (database);
  g_unlink (aside);
  if (link (database, aside) != 0)
    g_rename (database, aside);
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *from = g_strconcat (database, suffixes[i], NULL);
      g_autofree char *to = g_strconcat (aside, suffixes[i], NULL);
      g_unlink (to);
      g_rename (from, to);
    }
}

static gboolean
restore (const char *dir, const char *path, GError **error)
{
  g_autofree char *database = g_build_filename (dir, "platform.db", NULL);
  g_autofree char *part = g_build_filename (dir, "restoring.db", NULL);
  g_unlink (part);
  g_autoptr (ZbConnection) backup = zb_connection_open (path, ZB_CONNECTION_READ, error);
  if (backup == NULL || !check_backup (backup, error) || !zb_connection_copy_to (backup, part, error) ||
      !finish_restore (part, dir, path, error))
    return FALSE;
  put_aside (database);
  if (g_rename (part, database) == 0)
    return TRUE;
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "%s", g_strerror (errno));
  return FALSE;
}

/**
 * zb_cli_restore:
 * @data_dir: the platform's folder
 * @argc: how many words
 * @argv: the words: a file
 *
 * Returns: the exit code
 */
int
zb_cli_restore (const char *data_dir, int argc, char **argv)
{
  if (argc != 1)
    {
      zb_cli_fail (_ ("restore needs one file."));
      return 2;
    }
  if (!g_file_test (argv[0], G_FILE_TEST_IS_REGULAR))
    return zb_cli_fail (_ ("There is no file %s."), argv[0]);
  if (g_mkdir_with_parents (data_dir, 0700) != 0)
    return zb_cli_fail (_ ("The data folder %s cannot be made."), data_dir);
  if (!hold_lock (data_dir))
    return zb_cli_fail (_ ("A platform is running in %s; stop it first."), data_dir);
  g_autoptr (GError) error = NULL;
  if (!restore (data_dir, argv[0], &error))
    return zb_cli_fail (_ ("The backup was not restored: %s."), error->message);
  printf (_ ("Restored. What was there before is in %s/platform.db.before-restore.\n"), data_dir);
  return 0;
}
