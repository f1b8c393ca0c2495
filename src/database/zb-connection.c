/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One connection to an SQLite file, used by one thread at a time. SQL is always a constant of the
 * program: what comes from outside is bound as a value. */
#include "zb-connection-private.h"

#include <stdarg.h>
#include <string.h>

/* Texts that are put together stand anywhere; what is remembered of places stays bounded. */
#define MOST_PLACES 512

typedef struct
{
  GFunc func;
  gpointer data;
  GDestroyNotify destroy;
} AfterCommit;

G_DEFINE_QUARK (zb - database - error - quark, zb_database_error)

static ZbDatabaseError
error_of_code (int code)
{
  switch (code & 0xff)
    {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return ZB_DATABASE_ERROR_BUSY;
    case SQLITE_FULL:
      return ZB_DATABASE_ERROR_FULL;
    case SQLITE_CANTOPEN:
    case SQLITE_IOERR:
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return ZB_DATABASE_ERROR_UNREACHABLE;
    case SQLITE_CONSTRAINT:
      return ZB_DATABASE_ERROR_CONSTRAINT;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return ZB_DATABASE_ERROR_CORRUPT;
    case SQLITE_INTERRUPT:
      return ZB_DATABASE_ERROR_LATE;
    default:
      return ZB_DATABASE_ERROR_FAILED;
    }
}

void
zb_connection_set_error (ZbConnection *self, int code, GError **error)
{
  const char *message = self->handle != NULL ? sqlite3_errmsg (self->handle) : sqlite3_errstr (code);
  g_set_error (error, ZB_DATABASE_ERROR, error_of_code (code), "%s", message);
}

static void
after_commit_clear (gpointer pointer)
{
  AfterCommit *after = pointer;
  if (after->destroy != NULL)
    after->destroy (after->data);
}

static const char *
settings_of_mode (ZbConnectionMode mode)
{
  switch (mode)
    {
    case ZB_CONNECTION_WRITE:
      return "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;";
    case ZB_CONNECTION_WRITE_DURABLE:
      /* A group of commands changes some hundred pages: they stay in memory until they are committed, and so
       * does what undoing one of them would need, instead of going to the disk twice. */
      return "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
             "PRAGMA cache_size = -16384; PRAGMA temp_store = MEMORY;";
    case ZB_CONNECTION_READ:
    default:
      return "PRAGMA query_only = ON; PRAGMA mmap_size = 268435456;";
    }
}

/**
 * zb_connection_open:
 * @path: the file, made when a writer finds none
 * @mode: what it will be used for
 * @error: return location for a ZbDatabaseError
 *
 * Returns: (transfer full): a connection, or NULL
 */
ZbConnection *
zb_connection_open (const char *path, ZbConnectionMode mode, GError **error)
{
  g_autoptr (ZbConnection) self = g_new0 (ZbConnection, 1);
  self->statements = g_hash_table_new (g_str_hash, g_str_equal);
  self->places = g_hash_table_new (NULL, NULL);
  self->after_commit = g_array_new (FALSE, FALSE, sizeof (AfterCommit));
  g_array_set_clear_func (self->after_commit, after_commit_clear);

  int flags =
      SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (mode != ZB_CONNECTION_READ ? SQLITE_OPEN_CREATE : 0);
  int code = sqlite3_open_v2 (path, &self->handle, flags, NULL);
  if (code != SQLITE_OK)
    {
      zb_connection_set_error (self, code, error);
      return NULL;
    }
  sqlite3_extended_result_codes (self->handle, 1);
  sqlite3_busy_timeout (self->handle, 5000);
  if (!zb_connection_script (self, settings_of_mode (mode), error))
    return NULL;
  return g_steal_pointer (&self);
}

static void
free_statements (ZbConnection *self)
{
  GHashTableIter iter;
  gpointer statement;
  g_hash_table_iter_init (&iter, self->statements);
  while (g_hash_table_iter_next (&iter, NULL, &statement))
    zb_statement_free (statement);
  g_clear_pointer (&self->statements, g_hash_table_unref);
  g_clear_pointer (&self->places, g_hash_table_unref);
}

/**
 * zb_connection_close:
 * @self: (transfer full): a connection whose statements are all released
 */
void
zb_connection_close (ZbConnection *self)
{
  free_statements (self);
  g_array_unref (self->after_commit);
  sqlite3_close_v2 (self->handle);
  g_free (self);
}

/* Most SQL is a constant and stands at one place: where it stood is a quicker way to it than its text, which
 * is compared all the same, since another text may stand there by now. */
static ZbStatement *
find_known (ZbConnection *self, const char *sql)
{
  ZbStatement *known = g_hash_table_lookup (self->places, sql);
  if (known != NULL && strcmp (known->sql, sql) == 0)
    return known;
  known = g_hash_table_lookup (self->statements, sql);
  if (g_hash_table_size (self->places) >= MOST_PLACES)
    g_hash_table_remove_all (self->places);
  if (known != NULL)
    g_hash_table_insert (self->places, (gpointer)sql, known);
  return known;
}

static ZbStatement *
compile (ZbConnection *self, const char *sql, GError **error)
{
  sqlite3_stmt *handle;
  int code = sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, NULL);
  if (code != SQLITE_OK)
    {
      zb_connection_set_error (self, code, error);
      return NULL;
    }
  ZbStatement *statement = g_new0 (ZbStatement, 1);
  statement->handle = handle;
  statement->connection = self;
  statement->sql = sqlite3_sql (handle);
  statement->kept = !g_hash_table_contains (self->statements, statement->sql);
  if (statement->kept)
    g_hash_table_insert (self->statements, (gpointer)statement->sql, statement);
  return statement;
}

/**
 * zb_connection_prepare:
 * @self: a connection
 * @sql: one statement, a constant of the program
 * @error: return location for a ZbDatabaseError
 *
 * Returns: (transfer full): the statement, or NULL
 */
ZbStatement *
zb_connection_prepare (ZbConnection *self, const char *sql, GError **error)
{
  ZbStatement *known = find_known (self, sql);
  ZbStatement *statement = known != NULL && !known->lent ? known : compile (self, sql, error);
  if (statement != NULL)
    statement->lent = TRUE;
  return statement;
}

/* One that was compiled while its like was lent already is not kept. */
void
zb_connection_take_back (ZbConnection *self, ZbStatement *statement)
{
  statement->lent = FALSE;
  if (!statement->kept)
    zb_statement_free (statement);
}

/* What outlives the statement is not copied. */
static void
bind_text (ZbStatement *statement, int position, const char *text, gboolean outlives)
{
  sqlite3_bind_text (statement->handle, position, text, -1, outlives ? SQLITE_STATIC : SQLITE_TRANSIENT);
}

static void
bind_all (ZbStatement *statement, const char *types, va_list values, gboolean outlive)
{
  for (int i = 0; types[i] != '\0'; i++)
    switch (types[i])
      {
      case 't':
        bind_text (statement, i + 1, va_arg (values, const char *), outlive);
        break;
      case 'i':
        zb_statement_bind_int64 (statement, i + 1, va_arg (values, gint64));
        break;
      case 'd':
        zb_statement_bind_double (statement, i + 1, va_arg (values, double));
        break;
      case 'b':
        zb_statement_bind_bytes (statement, i + 1, va_arg (values, GBytes *));
        break;
      default:
        g_error ("No such type of value: %c", types[i]);
      }
}

/**
 * zb_connection_query:
 * @self: a connection
 * @error: return location for a ZbDatabaseError
 * @sql: one statement, a constant of the program
 * @types: a letter for each value: t `const char *`, i `gint64`, d `double`, b `GBytes *`
 * @...: the values, of exactly these C types
 *
 * Returns: (transfer full): the statement, ready for its first step, or NULL
 */
ZbStatement *
zb_connection_query (ZbConnection *self, GError **error, const char *sql, const char *types, ...)
{
  va_list values;
  va_start (values, types);
  ZbStatement *statement = zb_connection_prepare (self, sql, error);
  if (statement != NULL)
    bind_all (statement, types, values, FALSE);
  va_end (values);
  return statement;
}

/**
 * zb_connection_run:
 * @self: a connection
 * @error: return location for a ZbDatabaseError
 * @sql: one statement, a constant of the program
 * @types: as for zb_connection_query()
 * @...: the values
 *
 * Returns: whether the statement ran to its end
 */
gboolean
zb_connection_run (ZbConnection *self, GError **error, const char *sql, const char *types, ...)
{
  va_list values;
  va_start (values, types);
  g_autoptr (ZbStatement) statement = zb_connection_prepare (self, sql, error);
  if (statement != NULL)
    bind_all (statement, types, values, TRUE);
  va_end (values);
  return statement != NULL && zb_statement_run (statement, error);
}

/**
 * zb_connection_script:
 * @self: a connection
 * @sql: statements, constants of the program
 * @error: return location for a ZbDatabaseError
 *
 * Returns: whether all of them ran
 */
gboolean
zb_connection_script (ZbConnection *self, const char *sql, GError **error)
{
  int code = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);
  if (code != SQLITE_OK)
    zb_connection_set_error (self, code, error);
  return code == SQLITE_OK;
}

static gboolean
get_schema (ZbConnection *self, gint64 *schema, GError **error)
{
  g_autoptr (ZbStatement) statement = zb_connection_prepare (self, "PRAGMA user_version", error);
  if (statement == NULL || zb_statement_step (statement, error) != ZB_STEP_ROW)
    return FALSE;
  *schema = zb_statement_get_int64 (statement, 0);
  return TRUE;
}

static gboolean
migrate_one (ZbConnection *self, const char *sql, guint number, GError **error)
{
  g_autofree char *script =
      g_strdup_printf ("BEGIN IMMEDIATE; %s; PRAGMA user_version = %u; COMMIT;", sql, number);
  if (zb_connection_script (self, script, error))
    return TRUE;
  sqlite3_exec (self->handle, "ROLLBACK", NULL, NULL, NULL);
  return FALSE;
}

/**
 * zb_connection_migrate:
 * @self: a connection that writes
 * @migrations: (array zero-terminated=1): the steps from an empty file to today's schema; never
 *   changed once released, only added to
 * @error: return location for a ZbDatabaseError
 *
 * Brings the schema up to date, each step in a transaction of its own, and refuses a file that
 * has seen more steps than there are.
 *
 * Returns: whether the schema is now today's
 */
gboolean
zb_connection_migrate (ZbConnection *self, const char *const *migrations, GError **error)
{
  gint64 schema;
  guint newest = g_strv_length ((GStrv)migrations);
  if (!get_schema (self, &schema, error))
    return FALSE;
  if (schema > newest)
    {
      g_set_error (error, ZB_DATABASE_ERROR, ZB_DATABASE_ERROR_NEWER,
                   "the database has schema %" G_GINT64_FORMAT ", this program knows schemas up to %u",
                   schema, newest);
      return FALSE;
    }
  for (guint i = (guint)schema; i < newest; i++)
    if (!migrate_one (self, migrations[i], i + 1, error))
      return FALSE;
  return TRUE;
}

/**
 * zb_connection_copy_to:
 * @self: a connection
 * @path: a file, replaced
 * @error: return location for a ZbDatabaseError
 *
 * Copies the whole database as it is at one moment, while others go on writing.
 *
 * Returns: whether the copy is complete
 */
gboolean
zb_connection_copy_to (ZbConnection *self, const char *path, GError **error)
{
  sqlite3 *target = NULL;
  int code = sqlite3_open_v2 (path, &target, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
  if (code == SQLITE_OK)
    {
      sqlite3_backup *backup = sqlite3_backup_init (target, "main", self->handle, "main");
      if (backup != NULL)
        {
          sqlite3_backup_step (backup, -1);
          sqlite3_backup_finish (backup);
        }
      code = sqlite3_errcode (target);
    }
  if (code != SQLITE_OK)
    g_set_error (error, ZB_DATABASE_ERROR, error_of_code (code), "%s", sqlite3_errmsg (target));
  sqlite3_close (target);
  return code == SQLITE_OK;
}

/**
 * zb_connection_get_last_id:
 * @self: a connection
 *
 * Returns: the row id of the last row inserted
 */
gint64
zb_connection_get_last_id (ZbConnection *self)
{
  return sqlite3_last_insert_rowid (self->handle);
}

/**
 * zb_connection_get_changes:
 * @self: a connection
 *
 * Returns: how many rows the last statement changed
 */
gint64
zb_connection_get_changes (ZbConnection *self)
{
  return sqlite3_changes64 (self->handle);
}

static int
is_late (void *data)
{
  return g_get_monotonic_time () > ((ZbConnection *)data)->deadline;
}

/**
 * zb_connection_set_deadline:
 * @self: a connection
 * @deadline: by g_get_monotonic_time(); 0 for none
 *
 * Statements that run beyond it end with %ZB_DATABASE_ERROR_LATE.
 */
void
zb_connection_set_deadline (ZbConnection *self, gint64 deadline)
{
  self->deadline = deadline;
  sqlite3_progress_handler (self->handle, deadline != 0 ? 20000 : 0, deadline != 0 ? is_late : NULL, self);
}

/**
 * zb_connection_after_commit:
 * @self: the writer's connection, inside a transaction
 * @func: called with @data and NULL on the writer's thread, only when the transaction is on disk, in
 *   the order of the transactions
 * @data: what it needs
 * @destroy: (nullable): frees @data, called whether or not the transaction came to be
 */
void
zb_connection_after_commit (ZbConnection *self, GFunc func, gpointer data, GDestroyNotify destroy)
{
  AfterCommit after = { func, data, destroy };
  g_array_append_val (self->after_commit, after);
}

void
zb_connection_committed (ZbConnection *self)
{
  for (guint i = 0; i < self->after_commit->len; i++)
    {
      AfterCommit *after = &g_array_index (self->after_commit, AfterCommit, i);
      after->func (after->data, NULL);
    }
  g_array_set_size (self->after_commit, 0);
}

void
zb_connection_forget_commit (ZbConnection *self, guint keep)
{
  g_array_set_size (self->after_commit, keep);
}
