/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The outbox on disk. What is put here has reached the disk when the future resolves, and survives the
 * console. */
#include "zb-outbox-store.h"

#include "zb-database.h"
#include "zb-json.h"

struct _ZbOutboxStore
{
  GObject parent_instance;

  ZbDatabase *database;
};

/* How long what the platform has not decided rests, so that others go meanwhile, in milliseconds. */
#define FIRST_REST 1000
#define LONGEST_REST 60000

/* ZB_COMMAND_QUEUED and ZB_COMMAND_REFUSED, as the disk has them. */
#define QUEUED "2"
#define REFUSED "5"

static const char *const migrations[] = {
  "CREATE TABLE command (number INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE,"
  " platform TEXT NOT NULL, account TEXT NOT NULL, name TEXT NOT NULL, subject TEXT NOT NULL, args TEXT NOT "
  "NULL,"
  " follows TEXT, if_match TEXT, title TEXT, made_at INTEGER NOT NULL, basis TEXT, confirmed_at INTEGER NOT "
  "NULL,"
  " state INTEGER NOT NULL, problem TEXT);"
  "CREATE INDEX command_officer ON command (platform, account, number)",
  /* A console from before that has not noted what it sent: whatever has no answer may have been. */
  "ALTER TABLE command ADD COLUMN was_sent INTEGER NOT NULL DEFAULT 0;"
  "UPDATE command SET was_sent = 1 WHERE state <> " REFUSED,
  NULL
};

G_DEFINE_FINAL_TYPE (ZbOutboxStore, zb_outbox_store, G_TYPE_OBJECT)

/**
 * zb_outbox_row_new:
 * @command: what an officer has done
 * @basis: (nullable): how its subject stood then
 *
 * Returns: (transfer full): a row
 */
ZbOutboxRow *
zb_outbox_row_new (ZbCommand *command, const char *basis)
{
  ZbOutboxRow *self = g_new0 (ZbOutboxRow, 1);

  self->command = g_object_ref (command);
  self->basis = g_strdup (basis);
  self->backoff = (ZbBackoff){ .first = FIRST_REST, .most = LONGEST_REST };
  return self;
}

/**
 * zb_outbox_row_free:
 * @self: (transfer full): a row
 */
void
zb_outbox_row_free (ZbOutboxRow *self)
{
  g_object_unref (self->command);
  g_free (self->basis);
  g_free (self);
}

/* --- writing -------------------------------------------------------------------------------- */

/* The text of every column, taken on the main loop, where commands live. */
typedef struct
{
  char *texts[12];
  gint64 made_at;
  gint64 confirmed_at;
  gint64 state;
  gint64 was_sent;
} Writing;

enum
{
  KEY,
  PLATFORM,
  ACCOUNT,
  NAME,
  SUBJECT,
  ARGS,
  FOLLOWS,
  IF_MATCH,
  TITLE,
  BASIS,
  PROBLEM,
  REPLACES,
};

static void
writing_free (gpointer data)
{
  Writing *writing = data;

  for (gsize i = 0; i < G_N_ELEMENTS (writing->texts); i++)
    g_free (writing->texts[i]);
  g_free (writing);
}

static Writing *
writing_new (const char *platform, const char *account, const ZbOutboxRow *row, const char *replaces)
{
  Writing *writing = g_new0 (Writing, 1);
  ZbCommand *command = row->command;

  writing->texts[KEY] = g_strdup (zb_command_get_key (command));
  writing->texts[PLATFORM] = g_strdup (platform);
  writing->texts[ACCOUNT] = g_strdup (account);
  writing->texts[NAME] = g_strdup (zb_command_get_name (command));
  writing->texts[SUBJECT] =
      g_strdup (zb_command_get_subject (command) ? zb_command_get_subject (command) : "");
  writing->texts[ARGS] = g_variant_print (zb_command_get_args (command), TRUE);
  writing->texts[FOLLOWS] = g_strdup (zb_command_get_follows (command));
  writing->texts[IF_MATCH] = g_strdup (zb_command_get_if_match (command));
  writing->texts[TITLE] = g_strdup (zb_command_get_title (command));
  writing->texts[BASIS] = g_strdup (row->basis);
  writing->texts[REPLACES] = g_strdup (replaces);
  if (zb_command_get_problem (command) != NULL)
    writing->texts[PROBLEM] =
        zb_json_write_record_text (zb_command_get_problem (command), ZB_JSON_WRITE_ALL, NULL);
  writing->made_at = zb_command_get_made_at (command);
  writing->confirmed_at = row->confirmed_at;
  writing->state = zb_command_get_state (command);
  writing->was_sent = zb_command_get_was_sent (command);
  return writing;
}

static DexFuture *
write_command (ZbConnection *connection, gpointer data)
{
  Writing *w = data;
  g_autoptr (GError) error = NULL;

  if (zb_connection_run (connection, &error, "DELETE FROM command WHERE key = ?", "t", w->texts[REPLACES]) &&
      zb_connection_run (
          connection, &error,
          "INSERT INTO command (key, platform, account, name, subject, args, follows, if_match, title,"
          " basis, problem, made_at, confirmed_at, state, was_sent)"
          " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
          " ON CONFLICT (key) DO UPDATE SET args = excluded.args, if_match = excluded.if_match,"
          " title = excluded.title, confirmed_at = excluded.confirmed_at, state = excluded.state, problem = "
          "excluded.problem, was_sent = excluded.was_sent",
          "tttttttttttiiii", w->texts[KEY], w->texts[PLATFORM], w->texts[ACCOUNT], w->texts[NAME],
          w->texts[SUBJECT], w->texts[ARGS], w->texts[FOLLOWS], w->texts[IF_MATCH], w->texts[TITLE],
          w->texts[BASIS], w->texts[PROBLEM], w->made_at, w->confirmed_at, w->state, w->was_sent))
    return dex_future_new_true ();
  return dex_future_new_for_error (g_steal_pointer (&error));
}

/**
 * zb_outbox_store_put:
 * @self: a store
 * @platform: where the command is to go
 * @account: the id of who has acted
 * @row: what to keep
 * @replaces: (nullable): the key of a command that is forgotten for it
 *
 * Returns: (transfer full): a future of %TRUE once it has reached the disk
 */
DexFuture *
zb_outbox_store_put (ZbOutboxStore *self, const char *platform, const char *account, const ZbOutboxRow *row,
                     const char *replaces)
{
  return zb_database_write (self->database, write_command, writing_new (platform, account, row, replaces),
                            writing_free);
}

/* What goes now: its key, and the revision that it rests on. */
typedef struct
{
  char *key;
  char *if_match;
} Going;

static void
going_free (gpointer data)
{
  Going *going = data;

  g_free (going->key);
  g_free (going->if_match);
  g_free (going);
}

static DexFuture *
note_going (ZbConnection *connection, gpointer data)
{
  const Going *going = data;
  g_autoptr (GError) error = NULL;

  if (zb_connection_run (connection, &error,
                         "UPDATE command SET was_sent = 1, state = " QUEUED ", if_match = ? WHERE key = ?",
                         "tt", going->if_match, going->key))
    return dex_future_new_for_boolean (zb_connection_get_changes (connection) > 0);
  return dex_future_new_for_error (g_steal_pointer (&error));
}

/**
 * zb_outbox_store_note_going:
 * @self: a store
 * @command: one that is to be sent now
 *
 * Notes that the platform may have done it from now on, and the revision that it rests on.
 *
 * Returns: (transfer full): a future of whether it is still there, once that has reached the disk; another
 * may have been put in its place
 */
DexFuture *
zb_outbox_store_note_going (ZbOutboxStore *self, ZbCommand *command)
{
  Going *going = g_new0 (Going, 1);

  going->key = g_strdup (zb_command_get_key (command));
  going->if_match = g_strdup (zb_command_get_if_match (command));
  return zb_database_write (self->database, note_going, going, going_free);
}

static DexFuture *
remove_command (ZbConnection *connection, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (zb_connection_run (connection, &error, "DELETE FROM command WHERE key = ?", "t", (const char *)data))
    return dex_future_new_true ();
  return dex_future_new_for_error (g_steal_pointer (&error));
}

/**
 * zb_outbox_store_remove:
 * @self: a store
 * @key: a command's key
 *
 * Returns: (transfer full): a future of %TRUE once that command is forgotten
 */
DexFuture *
zb_outbox_store_remove (ZbOutboxStore *self, const char *key)
{
  return zb_database_write (self->database, remove_command, g_strdup (key), g_free);
}

/* --- reading -------------------------------------------------------------------------------- */

/* What was on its way when a console ended is to be sent again. */
static ZbCommandState
read_state (ZbStatement *statement)
{
  const ZbCommandState state = (ZbCommandState)zb_statement_get_int64 (statement, 10);

  return state == ZB_COMMAND_SENDING ? ZB_COMMAND_QUEUED : state;
}

static ZbOutboxRow *
read_row (ZbStatement *statement)
{
  g_autoptr (GVariant) args =
      g_variant_parse (G_VARIANT_TYPE_VARDICT, zb_statement_get_text (statement, 3), NULL, NULL, NULL);
  g_autoptr (ZbCommand) command =
      zb_command_new_full (zb_statement_get_text (statement, 0), zb_statement_get_text (statement, 1),
                           zb_statement_get_text (statement, 2), args, zb_statement_get_text (statement, 4),
                           zb_statement_get_int64 (statement, 7));
  const char *text = zb_statement_get_text (statement, 11);
  g_autoptr (ZbProblem) problem = text ? zb_json_read_record_text (ZB_TYPE_PROBLEM, text, -1, NULL) : NULL;
  ZbOutboxRow *row = zb_outbox_row_new (command, zb_statement_get_text (statement, 8));

  zb_command_set_if_match (command, zb_statement_get_text (statement, 5));
  zb_command_set_title (command, zb_statement_get_text (statement, 6));
  row->confirmed_at = zb_statement_get_int64 (statement, 9);
  zb_command_set_was_sent (command, zb_statement_get_int64 (statement, 12) != 0 ||
                                        zb_statement_get_int64 (statement, 10) == ZB_COMMAND_SENDING);
  zb_command_set_state (command, read_state (statement), problem);
  return row;
}

static DexFuture *
read_commands (ZbConnection *connection, gpointer data)
{
  char **officer = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify)zb_outbox_row_free);
  g_autoptr (ZbStatement) statement =
      zb_connection_query (connection, &error,
                           "SELECT key, name, subject, args, follows, if_match, title, made_at, basis, "
                           "confirmed_at, state, problem, was_sent"
                           " FROM command WHERE platform = ? AND account = ? ORDER BY number",
                           "tt", officer[0], officer[1]);

  while (statement != NULL && (int)zb_statement_step (statement, &error) == 1)
    g_ptr_array_add (rows, read_row (statement));
  if (error != NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_take_boxed (G_TYPE_PTR_ARRAY, g_steal_pointer (&rows));
}

/**
 * zb_outbox_store_load:
 * @self: a store
 * @platform: a platform
 * @account: the id of an account there
 *
 * Returns: (transfer full): a future of a #GPtrArray of `ZbOutboxRow`, all that this officer has done and
 * that platform has not answered, oldest first
 */
DexFuture *
zb_outbox_store_load (ZbOutboxStore *self, const char *platform, const char *account)
{
  char *officer[] = { (char *)platform, (char *)account, NULL };

  return zb_database_read (self->database, read_commands, g_strdupv (officer), (GDestroyNotify)g_strfreev);
}

static DexFuture *
count_commands (ZbConnection *connection, gpointer data)
{
  char **officer = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ZbStatement) statement = zb_connection_query (
      connection, &error, "SELECT count(*) FROM command WHERE NOT (platform = ? AND account = ?)", "tt",
      officer[0], officer[1]);

  if (statement == NULL || zb_statement_step (statement, &error) != ZB_STEP_ROW)
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_for_int64 (zb_statement_get_int64 (statement, 0));
}

/**
 * zb_outbox_store_count_others:
 * @self: a store
 * @platform: a platform
 * @account: the id of an account there
 *
 * Returns: (transfer full): a future of how many commands wait here that are not this officer's, as an int64:
 * nothing else of them is read
 */
DexFuture *
zb_outbox_store_count_others (ZbOutboxStore *self, const char *platform, const char *account)
{
  char *officer[] = { (char *)platform, (char *)account, NULL };

  return zb_database_read (self->database, count_commands, g_strdupv (officer), (GDestroyNotify)g_strfreev);
}

/* --- the file ------------------------------------------------------------------------------- */

/**
 * zb_outbox_store_new:
 * @path: the file, made when there is none
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the store
 */
ZbOutboxStore *
zb_outbox_store_new (const char *path, GError **error)
{
  ZbDatabase *database = zb_database_new (path, ZB_CONNECTION_WRITE_DURABLE, migrations, 1, error);
  ZbOutboxStore *self;

  if (database == NULL)
    return NULL;
  self = g_object_new (ZB_TYPE_OUTBOX_STORE, NULL);
  self->database = database;
  return self;
}

/**
 * zb_outbox_store_close:
 * @self: a store
 *
 * Finishes what is queued and closes the file.
 */
void
zb_outbox_store_close (ZbOutboxStore *self)
{
  if (self->database != NULL)
    zb_database_close (self->database);
}

/**
 * zb_outbox_store_close_async:
 * @self: a store
 *
 * As zb_outbox_store_close(), but waits for nothing.
 *
 * Returns: (transfer full): a future, kept when all is written and the file is closed
 */
DexFuture *
zb_outbox_store_close_async (ZbOutboxStore *self)
{
  return zb_database_close_async (self->database);
}

static void
zb_outbox_store_dispose (GObject *object)
{
  ZbOutboxStore *self = ZB_OUTBOX_STORE (object);

  zb_outbox_store_close (self);
  g_clear_object (&self->database);

  G_OBJECT_CLASS (zb_outbox_store_parent_class)->dispose (object);
}

static void
zb_outbox_store_class_init (ZbOutboxStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = zb_outbox_store_dispose;
}

static void
zb_outbox_store_init (ZbOutboxStore *self)
{
}
