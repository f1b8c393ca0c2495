/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A database: one thread that writes, some that read.
 *
 *   zb_database_write ─▶ queue ─▶ writer: BEGIN · job · job · … · COMMIT · after-commit calls ─▶ promises
 *   zb_database_read  ─▶ queue ─▶ readers: BEGIN · job · COMMIT ─▶ promise
 *
 * The writer takes all jobs that are waiting into one transaction, each in a savepoint of its own, so
 * that many small ones share one wait for the disk. A job whose future is rejected undoes only itself.
 * A promise is kept only after its commit. A durable database has a thread more, see zb-checkpointer.c. */
#include "zb-database.h"
#include "zb-checkpointer.h"
#include "zb-connection-private.h"

/* More jobs than this in one transaction gain nothing and make the first wait. */
#define MAX_GROUP 64

typedef struct
{
  ZbDatabaseFunc func;
  gpointer data;
  GDestroyNotify destroy;
  DexPromise *promise;
  DexFuture *outcome;
} Job;

struct _ZbDatabase
{
  GObject parent_instance;

  char *path;
  GAsyncQueue *to_write;
  GAsyncQueue *to_read;
  GThread *writer;
  ZbCheckpointer *checkpointer; /* where what is committed has reached the disk */
  GPtrArray *readers;
  gint closed;
};

G_DEFINE_FINAL_TYPE (ZbDatabase, zb_database, G_TYPE_OBJECT)

/* What a thread is started with; it owns the connection. */
typedef struct
{
  GAsyncQueue *queue;
  ZbConnection *connection;
} Worker;

static Job *
job_new (ZbDatabaseFunc func, gpointer data, GDestroyNotify destroy)
{
  Job *job = g_new0 (Job, 1);
  job->func = func;
  job->data = data;
  job->destroy = destroy;
  job->promise = dex_promise_new ();
  return job;
}

/* Frees the data before the promise is kept: whoever waits may rely on nobody holding it. */
static void
job_finish (Job *job, const GError *failure)
{
  g_autoptr (GError) error = NULL;
  const GValue *value = NULL;
  if (failure != NULL)
    error = g_error_copy (failure);
  else
    value = dex_future_get_value (job->outcome, &error);
  if (job->destroy != NULL)
    job->destroy (job->data);
  if (error != NULL)
    dex_promise_reject (job->promise, g_steal_pointer (&error));
  else
    dex_promise_resolve (job->promise, value);
  dex_clear (&job->outcome);
  dex_unref (job->promise);
  g_free (job);
}

static gboolean
run_in_savepoint (ZbConnection *connection, Job *job)
{
  guint before = connection->after_commit->len;
  g_autoptr (GError) error = NULL;
  if (!zb_connection_run (connection, &error, "SAVEPOINT job", ""))
    {
      job->outcome = dex_future_new_for_error (g_steal_pointer (&error));
      return FALSE;
    }
  job->outcome = job->func (connection, job->data);
  if (!dex_future_is_rejected (job->outcome))
    {
      if (zb_connection_run (connection, &error, "RELEASE job", ""))
        return TRUE;
      /* What was not kept must not be called done. */
      dex_unref (job->outcome);
      job->outcome = dex_future_new_for_error (g_steal_pointer (&error));
    }
  zb_connection_run (connection, NULL, "ROLLBACK TO job", "");
  zb_connection_run (connection, NULL, "RELEASE job", "");
  zb_connection_forget_commit (connection, before);
  return FALSE;
}

/* A full disk ends the whole transaction inside SQLite; what ran before in this group is gone too. */
static gboolean
is_still_open (ZbConnection *connection)
{
  return !sqlite3_get_autocommit (connection->handle);
}

static void
run_group (ZbConnection *connection, GPtrArray *group)
{
  g_autoptr (GError) error = NULL;
  gboolean good = zb_connection_run (connection, &error, "BEGIN IMMEDIATE", "");
  for (guint i = 0; good && i < group->len; i++)
    {
      run_in_savepoint (connection, g_ptr_array_index (group, i));
      good = is_still_open (connection);
      if (!good)
        g_set_error (&error, ZB_DATABASE_ERROR, ZB_DATABASE_ERROR_FULL,
                     "the transaction was undone by the disk");
    }
  good = good && zb_connection_run (connection, &error, "COMMIT", "");
  if (good)
    zb_connection_committed (connection);
  else if (is_still_open (connection))
    zb_connection_run (connection, NULL, "ROLLBACK", "");
  zb_connection_forget_commit (connection, 0);
  for (guint i = 0; i < group->len; i++)
    job_finish (g_ptr_array_index (group, i), good ? NULL : error);
  g_ptr_array_set_size (group, 0);
}

/* A job without a function tells the thread to end. */
static gboolean
is_last (Job *job)
{
  if (job->func != NULL)
    return FALSE;
  job->outcome = dex_future_new_true ();
  job_finish (job, NULL);
  return TRUE;
}

static gpointer
write_thread (gpointer data)
{
  g_autofree Worker *worker = data;
  g_autoptr (GPtrArray) group = g_ptr_array_new ();
  gboolean ends = FALSE;
  while (!ends)
    {
      for (Job *job = g_async_queue_pop (worker->queue); job != NULL;
           job = group->len < MAX_GROUP && !ends ? g_async_queue_try_pop (worker->queue) : NULL)
        if (!(ends = is_last (job)))
          g_ptr_array_add (group, job);
      if (group->len > 0)
        run_group (worker->connection, group);
    }
  zb_connection_close (worker->connection);
  g_async_queue_unref (worker->queue);
  return NULL;
}

static void
run_read (ZbConnection *connection, Job *job)
{
  g_autoptr (GError) error = NULL;
  if (zb_connection_run (connection, &error, "BEGIN", ""))
    {
      job->outcome = job->func (connection, job->data);
      zb_connection_run (connection, NULL, "COMMIT", "");
    }
  job_finish (job, error);
}

static gpointer
read_thread (gpointer data)
{
  g_autofree Worker *worker = data;
  for (;;)
    {
      Job *job = g_async_queue_pop (worker->queue);
      if (is_last (job))
        break;
      run_read (worker->connection, job);
    }
  zb_connection_close (worker->connection);
  g_async_queue_unref (worker->queue);
  return NULL;
}

static GThread *
start_thread (const char *name, GThreadFunc func, GAsyncQueue *queue, ZbConnection *connection)
{
  Worker *worker = g_new0 (Worker, 1);
  worker->queue = g_async_queue_ref (queue);
  worker->connection = connection;
  return g_thread_new (name, func, worker);
}

static gboolean
start_readers (ZbDatabase *self, guint n, GError **error)
{
  for (guint i = 0; i < n; i++)
    {
      ZbConnection *connection = zb_connection_open (self->path, ZB_CONNECTION_READ, error);
      if (connection == NULL)
        return FALSE;
      g_ptr_array_add (self->readers, start_thread ("database-read", read_thread, self->to_read, connection));
    }
  return TRUE;
}

/**
 * zb_database_new:
 * @path: the file, made when there is none
 * @mode: %ZB_CONNECTION_WRITE or %ZB_CONNECTION_WRITE_DURABLE
 * @migrations: (array zero-terminated=1): see zb_connection_migrate()
 * @n_readers: how many threads answer zb_database_read()
 * @error: return location for a ZbDatabaseError
 *
 * Opens the file, brings its schema up to date and starts the threads.
 *
 * Returns: (transfer full): the database, or NULL
 */
ZbDatabase *
zb_database_new (const char *path, ZbConnectionMode mode, const char *const *migrations, guint n_readers,
                 GError **error)
{
  g_autoptr (ZbConnection) connection = zb_connection_open (path, mode, error);
  if (connection == NULL || !zb_connection_migrate (connection, migrations, error))
    return NULL;

  g_autoptr (ZbDatabase) self = g_object_new (ZB_TYPE_DATABASE, NULL);
  self->path = g_strdup (path);
  if (mode == ZB_CONNECTION_WRITE_DURABLE &&
      (self->checkpointer = zb_checkpointer_new (path, connection, error)) == NULL)
    return NULL;
  self->writer = start_thread ("database-write", write_thread, self->to_write, g_steal_pointer (&connection));
  if (!start_readers (self, n_readers, error))
    return NULL;
  return g_steal_pointer (&self);
}

static DexFuture *
enqueue (ZbDatabase *self, GAsyncQueue *queue, Job *job)
{
  DexFuture *answer = dex_ref (DEX_FUTURE (job->promise));
  if (g_atomic_int_get (&self->closed))
    {
      g_autoptr (GError) error =
          g_error_new_literal (ZB_DATABASE_ERROR, ZB_DATABASE_ERROR_CLOSED, "the database is closed");
      job_finish (job, error);
    }
  else
    g_async_queue_push (queue, job);
  return answer;
}

/**
 * zb_database_write:
 * @self: a database
 * @func: the work, done in a transaction on the writer's thread
 * @data: what it needs
 * @destroy: (nullable): frees @data, on the writer's thread, when the transaction has ended
 *
 * Returns: (transfer full): a future of the result of @func, resolved once it is committed
 */
DexFuture *
zb_database_write (ZbDatabase *self, ZbDatabaseFunc func, gpointer data, GDestroyNotify destroy)
{
  return enqueue (self, self->to_write, job_new (func, data, destroy));
}

/**
 * zb_database_read:
 * @self: a database
 * @func: the work, done on one consistent view by a reader's thread
 * @data: what it needs
 * @destroy: (nullable): frees @data, on the reader's thread
 *
 * Returns: (transfer full): a future of the result of @func
 */
DexFuture *
zb_database_read (ZbDatabase *self, ZbDatabaseFunc func, gpointer data, GDestroyNotify destroy)
{
  return enqueue (self, self->to_read, job_new (func, data, destroy));
}

/* The callback of a future runs on the caller's main context, which is what waits here: so look at
 * the future itself, in small steps. */
static gboolean
wait_for (DexFuture *future, GError **error)
{
  g_autoptr (DexFuture) waited = future;
  while (dex_future_is_pending (waited))
    g_usleep (200);
  return dex_future_get_value (waited, error) != NULL;
}

/**
 * zb_database_write_sync:
 * @self: a database
 * @func: the work
 * @data: what it needs
 * @error: return location for an error
 *
 * Writes and waits. For start-up and command lines only: it stops the calling thread.
 *
 * Returns: whether the work is committed
 */
gboolean
zb_database_write_sync (ZbDatabase *self, ZbDatabaseFunc func, gpointer data, GError **error)
{
  return wait_for (zb_database_write (self, func, data, NULL), error);
}

/**
 * zb_database_read_sync:
 * @self: a database
 * @func: the work
 * @data: what it needs
 * @error: return location for an error
 *
 * Reads and waits. For start-up and command lines only: it stops the calling thread.
 *
 * Returns: whether the work succeeded
 */
gboolean
zb_database_read_sync (ZbDatabase *self, ZbDatabaseFunc func, gpointer data, GError **error)
{
  return wait_for (zb_database_read (self, func, data, NULL), error);
}

/**
 * zb_database_get_path:
 * @self: a database
 *
 * Returns: its file
 */
const char *
zb_database_get_path (ZbDatabase *self)
{
  return self->path;
}

typedef struct
{
  ZbDatabase *database;
  DexPromise *promise;
} Closing;

static void
ask_threads_to_end (ZbDatabase *self)
{
  for (guint i = 0; i < self->readers->len; i++)
    g_async_queue_push (self->to_read, job_new (NULL, NULL, NULL));
  if (self->writer != NULL)
    g_async_queue_push (self->to_write, job_new (NULL, NULL, NULL));
}

static void
join_threads (ZbDatabase *self)
{
  for (guint i = 0; i < self->readers->len; i++)
    g_thread_join (g_ptr_array_index (self->readers, i));
  g_ptr_array_set_size (self->readers, 0);
  g_clear_pointer (&self->writer, g_thread_join);
  g_clear_pointer (&self->checkpointer, zb_checkpointer_free);
}

static gpointer
close_thread (gpointer data)
{
  g_autofree Closing *closing = data;
  join_threads (closing->database);
  g_object_unref (closing->database);
  dex_promise_resolve_boolean (closing->promise, TRUE);
  dex_unref (closing->promise);
  return NULL;
}

/**
 * zb_database_close:
 * @self: a database
 *
 * Finishes what is queued and ends the threads, and waits for that. What comes later is rejected
 * with %ZB_DATABASE_ERROR_CLOSED.
 */
void
zb_database_close (ZbDatabase *self)
{
  if (g_atomic_int_exchange (&self->closed, 1))
    return;
  ask_threads_to_end (self);
  join_threads (self);
}

/**
 * zb_database_close_async:
 * @self: a database
 *
 * As zb_database_close(), but waits for nothing.
 *
 * Returns: (transfer full): a future of %TRUE, kept once the file is closed; at once where it was closed
 * before
 */
DexFuture *
zb_database_close_async (ZbDatabase *self)
{
  Closing *closing;
  DexFuture *closed;
  if (g_atomic_int_exchange (&self->closed, 1))
    return dex_future_new_true ();
  ask_threads_to_end (self);
  closing = g_new0 (Closing, 1);
  closing->database = g_object_ref (self);
  closing->promise = dex_promise_new ();
  closed = dex_ref (DEX_FUTURE (closing->promise));
  g_thread_unref (g_thread_new ("database-close", close_thread, closing));
  return closed;
}

static void
zb_database_finalize (GObject *object)
{
  ZbDatabase *self = ZB_DATABASE (object);
  zb_database_close (self);
  g_async_queue_unref (self->to_write);
  g_async_queue_unref (self->to_read);
  g_ptr_array_unref (self->readers);
  g_free (self->path);
  G_OBJECT_CLASS (zb_database_parent_class)->finalize (object);
}

static void
zb_database_class_init (ZbDatabaseClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zb_database_finalize;
}

static void
zb_database_init (ZbDatabase *self)
{
  self->to_write = g_async_queue_new ();
  self->to_read = g_async_queue_new ();
  self->readers = g_ptr_array_new ();
}
