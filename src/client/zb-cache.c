/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the console knew last, so that it starts from it and asks only for what has happened since.
 *
 *   applied ─▶ changed (a set of ids) ─▶ a few hundred a turn written as JSON ─▶ batch ─▶ one transaction
 *
 * Bodies are written on the main loop, where entities live, but only a few at a time; the place to resume
 * from is written in the transaction that has caught up with it, so that what the file says is always true. A
 * file that cannot be used is thrown away: the platform has it all.
 */
#include "zb-cache.h"

#include "zb-database-files.h"
#include "zb-database.h"
#include "zb-json.h"
#include "zb-priority.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>

#define WRITE_EVERY 2000
#define TURN_EVERY 20
#define BODIES_A_TURN 300

struct _ZbCache
{
  GObject parent_instance;

  ZbInbox *inbox;
  ZbDatabase *database;
  GHashTable *changed; /* of Key */
  GPtrArray *batch;    /* of Row */
  gboolean starts_anew;
  char *account;
  char *log_id;
  gint64 through;
  guint source;
  guint n_written; /* of the batch, while it is closed */
  DexPromise *closed;
  int lock;
  gint *broken; /* shared with the writer's thread */
};

typedef struct
{
  ZbKind kind;
  char id[];
} Key;

typedef struct
{
  ZbKind kind;
  char *id;
  ZbEntity *entity; /* until the body is written; NULL where it is gone */
  char *body;       /* NULL where it is gone */
} Row;

typedef struct
{
  GPtrArray *rows;
  gboolean starts_anew;
  char *account;
  char *log_id;
  gint64 through; /* -1 while the file is behind */
  gint *broken;
} Batch;

static const char *const migrations[] = {
  "CREATE TABLE entity (kind INTEGER NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL,"
  " PRIMARY KEY (kind, id)) WITHOUT ROWID;"
  "CREATE TABLE place (one INTEGER PRIMARY KEY CHECK (one = 1), edition TEXT NOT NULL, log_id TEXT NOT NULL,"
  " through INTEGER NOT NULL)",
  /* Whose it is and when it was written. */
  "DROP TABLE place; DELETE FROM entity;"
  "CREATE TABLE place (one INTEGER PRIMARY KEY CHECK (one = 1), edition TEXT NOT NULL, account TEXT NOT NULL,"
  " log_id TEXT NOT NULL, through INTEGER NOT NULL, heard_at INTEGER NOT NULL)",
  NULL
};

/* Another version of the program may know more fields than the bodies were written with. */
#define EDITION ZB_VERSION

G_DEFINE_FINAL_TYPE (ZbCache, zb_cache, G_TYPE_OBJECT)

/* --- keys and rows -------------------------------------------------------------------------- */

static Key *
key_new (ZbKind kind, const char *id)
{
  Key *key = g_malloc (sizeof (Key) + strlen (id) + 1);

  key->kind = kind;
  strcpy (key->id, id);
  return key;
}

static guint
key_hash (gconstpointer data)
{
  const Key *key = data;

  return g_str_hash (key->id) * 31 + key->kind;
}

static gboolean
key_equal (gconstpointer a, gconstpointer b)
{
  const Key *one = a, *other = b;

  return one->kind == other->kind && g_str_equal (one->id, other->id);
}

static void
row_free (gpointer data)
{
  Row *row = data;

  g_free (row->id);
  g_clear_object (&row->entity);
  g_free (row->body);
  g_free (row);
}

static void
batch_free (gpointer data)
{
  Batch *batch = data;

  g_ptr_array_unref (batch->rows);
  g_free (batch->account);
  g_free (batch->log_id);
  g_atomic_rc_box_release (batch->broken);
  g_free (batch);
}

/**
 * zb_cache_contents_free:
 * @self: (transfer full): contents
 */
void
zb_cache_contents_free (ZbCacheContents *self)
{
  for (int kind = 0; kind < ZB_N_KINDS; kind++)
    g_clear_pointer (&self->entities[kind], g_ptr_array_unref);
  g_free (self->account);
  g_free (self->log_id);
  g_free (self);
}

/* --- writing -------------------------------------------------------------------------------- */

static gboolean
write_row (ZbConnection *connection, const Row *row, GError **error)
{
  if (row->body == NULL)
    return zb_connection_run (connection, error, "DELETE FROM entity WHERE kind = ? AND id = ?", "it",
                              (gint64)row->kind, row->id);
  return zb_connection_run (connection, error, "INSERT OR REPLACE INTO entity VALUES (?, ?, ?)", "itt",
                            (gint64)row->kind, row->id, row->body);
}

static gboolean
write_place (ZbConnection *connection, const Batch *batch, GError **error)
{
  if (batch->account == NULL || batch->log_id == NULL || batch->through < 0)
    return TRUE;
  return zb_connection_run (connection, error, "INSERT OR REPLACE INTO place VALUES (1, ?, ?, ?, ?, ?)",
                            "tttii", EDITION, batch->account, batch->log_id, batch->through,
                            g_get_real_time ());
}

static gboolean
write_rows (ZbConnection *connection, const Batch *batch, GError **error)
{
  if (batch->starts_anew &&
      !zb_connection_script (connection, "DELETE FROM entity; DELETE FROM place", error))
    return FALSE;
  for (guint i = 0; i < batch->rows->len; i++)
    if (!write_row (connection, g_ptr_array_index (batch->rows, i), error))
      return FALSE;
  return TRUE;
}

/* After one that failed none is written: the file then tells an older truth, but a truth. */
static DexFuture *
write_batch (ZbConnection *connection, gpointer data)
{
  Batch *batch = data;
  g_autoptr (GError) error = NULL;

  if (g_atomic_int_get (batch->broken))
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_FAILED, "an earlier part could not be written");
  if (write_rows (connection, batch, &error) && write_place (connection, batch, &error))
    return dex_future_new_true ();
  g_atomic_int_set (batch->broken, 1);
  return dex_future_new_for_error (g_steal_pointer (&error));
}

static DexFuture *
on_written (DexFuture *future, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (dex_future_get_value (future, &error) == NULL)
    g_warning ("the cache was not written: %s", error->message);
  return dex_future_new_true ();
}

static void
send_batch (ZbCache *self)
{
  gboolean caught_up = g_hash_table_size (self->changed) == 0;
  Batch *batch = g_new0 (Batch, 1);

  batch->rows = g_steal_pointer (&self->batch);
  batch->starts_anew = self->starts_anew;
  batch->account = g_strdup (self->account);
  batch->log_id = g_strdup (self->log_id);
  batch->through = caught_up ? self->through : -1;
  batch->broken = g_atomic_rc_box_acquire (self->broken);
  self->starts_anew = FALSE;
  self->batch = g_ptr_array_new_with_free_func (row_free);
  dex_future_disown (dex_future_finally (zb_database_write (self->database, write_batch, batch, batch_free),
                                         on_written, NULL, NULL));
}

static Row *
add_row (ZbCache *self, const Key *key)
{
  Row *row = g_new0 (Row, 1);

  row->kind = key->kind;
  row->id = g_strdup (key->id);
  g_set_object (&row->entity, zb_world_lookup (zb_inbox_get_world (self->inbox), key->kind, key->id));
  g_ptr_array_add (self->batch, row);
  return row;
}

static void
write_body (Row *row)
{
  if (row->entity != NULL)
    row->body = zb_json_write_record_text (row->entity, ZB_JSON_WRITE_ALL, NULL);
  g_clear_object (&row->entity);
}

/* Returns whether there is more to do. */
static gboolean
do_a_turn (ZbCache *self, guint most)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->changed);
  for (guint i = 0; i < most && g_hash_table_iter_next (&iter, &key, NULL); i++)
    {
      write_body (add_row (self, key));
      g_hash_table_iter_remove (&iter);
    }
  if (g_hash_table_size (self->changed) > 0)
    return TRUE;
  send_batch (self);
  return FALSE;
}

static gboolean
on_turn (gpointer data)
{
  ZbCache *self = data;

  if (do_a_turn (self, BODIES_A_TURN))
    return G_SOURCE_CONTINUE;
  self->source = 0;
  return G_SOURCE_REMOVE;
}

static gboolean
on_time_to_write (gpointer data)
{
  ZbCache *self = data;

  self->source = g_timeout_add_full (ZB_PRIORITY_WITH_FRAMES, TURN_EVERY, on_turn, self, NULL);
  return G_SOURCE_REMOVE;
}

static void
plan_writing (ZbCache *self)
{
  if (self->source == 0)
    self->source = g_timeout_add_full (ZB_PRIORITY_WITH_FRAMES, WRITE_EVERY, on_time_to_write, self, NULL);
}

static void
on_applied (ZbCache *self, GPtrArray *events, gint64 through)
{
  for (guint i = 0; i < events->len; i++)
    {
      ZbEvent *event = g_ptr_array_index (events, i);
      /* A timeline is asked for when it is looked at. */
      if (event->kind != ZB_KIND_ENTRY)
        g_hash_table_add (self->changed, key_new (event->kind, event->id));
    }
  if (through >= 0)
    self->through = MAX (self->through, through);
  plan_writing (self);
}

/* What the world lets go as over is not to be there with the next start either. */
static void
on_forgotten (ZbCache *self, int kind, const char *id)
{
  g_hash_table_add (self->changed, key_new ((ZbKind)kind, id));
  plan_writing (self);
}

static void
add_store (ZbCache *self, ZbStore *store)
{
  for (guint i = 0; i < zb_store_get_size (store); i++)
    {
      ZbEntity *entity = zb_store_get_nth (store, i);
      g_hash_table_add (self->changed, key_new (zb_store_get_kind (store), entity->id));
    }
}

/**
 * zb_cache_renew:
 * @self: a cache
 * @log_id: the log that the world is from now
 * @through: the event after which to resume
 *
 * The lists were fetched: all is written anew, and what the file holds does not count until that is done.
 */
void
zb_cache_renew (ZbCache *self, const char *log_id, gint64 through)
{
  g_return_if_fail (ZB_IS_CACHE (self));

  g_hash_table_remove_all (self->changed);
  g_ptr_array_set_size (self->batch, 0);
  self->starts_anew = TRUE;
  g_set_str (&self->log_id, log_id);
  self->through = through;
  for (int kind = ZB_KIND_NONE + 1; kind < ZB_N_KINDS; kind++)
    if (kind != ZB_KIND_ENTRY)
      add_store (self, zb_world_get_store (zb_inbox_get_world (self->inbox), kind));
  plan_writing (self);
}

/**
 * zb_cache_set_account:
 * @self: a cache
 * @account: the id of the account whose view of the district it is
 *
 * Whose it is from now on. What was read for another account is not to be used.
 */
void
zb_cache_set_account (ZbCache *self, const char *account)
{
  g_return_if_fail (ZB_IS_CACHE (self));

  g_set_str (&self->account, account);
}

/* --- reading -------------------------------------------------------------------------------- */

static gboolean
read_place (ZbConnection *connection, ZbCacheContents *contents)
{
  g_autoptr (ZbStatement) statement = zb_connection_query (
      connection, NULL, "SELECT log_id, through, account, heard_at FROM place WHERE edition = ?", "t",
      EDITION);

  if (statement == NULL || (int)zb_statement_step (statement, NULL) != 1)
    return FALSE;
  contents->log_id = g_strdup (zb_statement_get_text (statement, 0));
  contents->through = zb_statement_get_int64 (statement, 1);
  contents->account = g_strdup (zb_statement_get_text (statement, 2));
  contents->heard_at = zb_statement_get_int64 (statement, 3);
  return TRUE;
}

static gboolean
read_entity (ZbCacheContents *contents, ZbKind kind, const char *body, gsize length)
{
  ZbEntity *entity = kind > ZB_KIND_NONE && kind < ZB_N_KINDS
                         ? zb_json_read_record_text (zb_kind_get_type (kind), body, (gssize)length, NULL)
                         : NULL;

  if (entity == NULL)
    return FALSE;
  if (contents->entities[kind] == NULL)
    contents->entities[kind] = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (contents->entities[kind], entity);
  return TRUE;
}

static gboolean
read_entities (ZbConnection *connection, ZbCacheContents *contents)
{
  g_autoptr (ZbStatement) statement =
      zb_connection_query (connection, NULL, "SELECT kind, body FROM entity", "");
  int step = -1;

  while (statement != NULL && (step = (int)zb_statement_step (statement, NULL)) == 1)
    {
      if (!read_entity (contents, (ZbKind)zb_statement_get_int64 (statement, 0),
                        zb_statement_get_text (statement, 1), zb_statement_get_text_length (statement, 1)))
        return FALSE;
    }
  return step == 0;
}

static DexFuture *
read_contents (ZbConnection *connection, gpointer data)
{
  g_autoptr (ZbCacheContents) contents = g_new0 (ZbCacheContents, 1);

  if (!read_place (connection, contents) || !read_entities (connection, contents))
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                                  "there is nothing in the cache that can be used");
  return dex_future_new_for_pointer (g_steal_pointer (&contents));
}

static DexFuture *
on_loaded (DexFuture *future, gpointer data)
{
  ZbCache *self = data;
  const GValue *value = dex_future_get_value (future, NULL);
  ZbCacheContents *contents = value ? g_value_get_pointer (value) : NULL;

  if (contents != NULL)
    {
      g_set_str (&self->account, contents->account);
      g_set_str (&self->log_id, contents->log_id);
      self->through = contents->through;
    }
  return dex_ref (future);
}

/**
 * zb_cache_load:
 * @self: a cache
 *
 * Reads all that the file holds, in a thread.
 *
 * Returns: (transfer full): a future of a pointer to a `ZbCacheContents` (transfer full); it rejects where
 * there is nothing to start from
 */
DexFuture *
zb_cache_load (ZbCache *self)
{
  g_return_val_if_fail (ZB_IS_CACHE (self), NULL);

  return dex_future_finally (zb_database_read (self->database, read_contents, NULL, NULL), on_loaded,
                             g_object_ref (self), g_object_unref);
}

/* --- the file ------------------------------------------------------------------------------- */

/**
 * zb_cache_find_path:
 * @url: where a platform is
 * @username: who signs in there
 *
 * Returns: (transfer full): the file for both, in a folder that exists and is this user's alone
 */
char *
zb_cache_find_path (const char *url, const char *username)
{
  g_autofree char *both = g_strdup_printf ("%s\n%s", url, username);
  g_autofree char *name = g_compute_checksum_for_string (G_CHECKSUM_SHA256, both, -1);
  g_autofree char *file = g_strdup_printf ("%.16s.sqlite", name);
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "zhiban", "platforms", NULL);

  g_mkdir_with_parents (folder, 0700);
  return g_build_filename (folder, file, NULL);
}

static ZbDatabase *
open_database (const char *path, GError **error)
{
  g_autoptr (GError) first = NULL;
  ZbDatabase *database = zb_database_new (path, ZB_CONNECTION_WRITE, migrations, 1, &first);

  if (database != NULL)
    return database;
  if (g_error_matches (first, ZB_DATABASE_ERROR, ZB_DATABASE_ERROR_BUSY))
    {
      g_propagate_error (error, g_steal_pointer (&first));
      return NULL;
    }
  g_message ("the cache is begun anew: %s", first->message);
  zb_database_files_remove (path);
  return zb_database_new (path, ZB_CONNECTION_WRITE, migrations, 1, error);
}

/* Two consoles of one officer on one machine would each spoil what the other's place stands for. */
static int
take_lock (const char *path)
{
  g_autofree char *name = g_strconcat (path, ".lock", NULL);
  int fd = g_open (name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  if (fd >= 0 && flock (fd, LOCK_EX | LOCK_NB) == 0)
    return fd;
  g_clear_fd (&fd, NULL);
  return -1;
}

/**
 * zb_cache_new:
 * @path: the file, made when there is none
 * @inbox: whose events are kept
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the cache; %NULL where the file can be neither used nor made
 */
ZbCache *
zb_cache_new (const char *path, ZbInbox *inbox, GError **error)
{
  g_autofd int lock = take_lock (path);
  ZbDatabase *database;

  if (lock < 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_BUSY, "another console uses %s", path);
      return NULL;
    }
  database = open_database (path, error);
  if (database == NULL)
    return NULL;

  g_chmod (path, 0600);
  ZbCache *self = g_object_new (ZB_TYPE_CACHE, NULL);
  self->database = database;
  self->lock = g_steal_fd (&lock);
  self->inbox = g_object_ref (inbox);
  g_signal_connect_object (inbox, "applied", G_CALLBACK (on_applied), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (zb_inbox_get_world (inbox), "forgotten", G_CALLBACK (on_forgotten), self,
                           G_CONNECT_SWAPPED);
  return self;
}

static DexFuture *
on_closed (DexFuture *future, gpointer data)
{
  ZbCache *self = data;

  g_clear_object (&self->database);
  g_clear_fd (&self->lock, NULL);
  dex_promise_resolve_boolean (self->closed, TRUE);
  return dex_future_new_true ();
}

static gboolean
on_closing_turn (gpointer data)
{
  ZbCache *self = data;

  for (guint i = 0; i < BODIES_A_TURN && self->n_written < self->batch->len; i++)
    write_body (g_ptr_array_index (self->batch, self->n_written++));
  if (self->n_written < self->batch->len)
    return G_SOURCE_CONTINUE;
  send_batch (self);
  dex_future_disown (dex_future_finally (zb_database_close_async (self->database), on_closed,
                                         g_object_ref (self), g_object_unref));
  return G_SOURCE_REMOVE;
}

/* The world may be another officer's before all is written: what is to be written is held from now on. */
static void
hold_rows (ZbCache *self)
{
  GHashTableIter iter;
  gpointer key;

  self->n_written = self->batch->len;
  g_hash_table_iter_init (&iter, self->changed);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    add_row (self, key);
  g_hash_table_remove_all (self->changed);
}

/**
 * zb_cache_close:
 * @self: a cache
 *
 * Writes what is not written yet and closes the file, a few hundred rows a turn of the main loop and the rest
 * in a thread.
 *
 * Returns: (transfer full): a future of %TRUE, kept once the file is closed and may be opened again
 */
DexFuture *
zb_cache_close (ZbCache *self)
{
  g_return_val_if_fail (ZB_IS_CACHE (self), NULL);

  if (self->closed != NULL)
    return dex_ref (DEX_FUTURE (self->closed));
  self->closed = dex_promise_new ();
  g_signal_handlers_disconnect_by_data (self->inbox, self);
  g_signal_handlers_disconnect_by_data (zb_inbox_get_world (self->inbox), self);
  g_clear_handle_id (&self->source, g_source_remove);
  hold_rows (self);
  g_idle_add_full (ZB_PRIORITY_WITH_FRAMES, on_closing_turn, g_object_ref (self), g_object_unref);
  return dex_ref (DEX_FUTURE (self->closed));
}

static void
zb_cache_dispose (GObject *object)
{
  ZbCache *self = ZB_CACHE (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->database);
  g_clear_fd (&self->lock, NULL);
  g_clear_object (&self->inbox);
  dex_clear (&self->closed);
  g_clear_pointer (&self->account, g_free);
  g_clear_pointer (&self->log_id, g_free);
  g_clear_pointer (&self->changed, g_hash_table_unref);
  g_clear_pointer (&self->batch, g_ptr_array_unref);
  g_clear_pointer (&self->broken, g_atomic_rc_box_release);

  G_OBJECT_CLASS (zb_cache_parent_class)->dispose (object);
}

static void
zb_cache_class_init (ZbCacheClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = zb_cache_dispose;
}

static void
zb_cache_init (ZbCache *self)
{
  self->through = -1;
  self->lock = -1;
  self->broken = g_atomic_rc_box_new0 (gint);
  self->changed = g_hash_table_new_full (key_hash, key_equal, g_free, NULL);
  self->batch = g_ptr_array_new_with_free_func (row_free);
}
