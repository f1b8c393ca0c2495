/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is committed stands in the write-ahead log; from there it is copied into the database by a thread of
 * its own, while the writer goes on.
 *
 *   writer: COMMIT ─▶ how long is the log? ─▶ wake ─▶ checkpoint beside the writer
 *                                        └──▶ far too long ─▶ the writer does what is left of it
 *
 * A log that is always written to never ends where the thread has come to, and only where it does can SQLite
 * begin it anew: hence the second. By then little is left to copy. */
#include "zb-checkpointer.h"
#include "zb-connection-private.h"

/* In pages of 4 KiB: the first is SQLite's own measure. */
#define LONG_LOG 1000
#define FAR_TOO_LONG_LOG 8000

struct _ZbCheckpointer
{
  ZbConnection *connection;
  GThread *thread;
  GMutex copying; /* held by whoever copies */
  GMutex mutex;   /* guards what follows */
  GCond cond;
  gboolean wanted;
  gboolean ends;
};

/* What could not be copied, since another process copies or the disk is full, is copied next time. SQLite
 * does not wait for one who copies already, so this does: a thread that is slow would let the log grow for as
 * long as it is. */
static void
checkpoint (ZbCheckpointer *self, sqlite3 *handle)
{
  g_mutex_lock (&self->copying);
  sqlite3_wal_checkpoint_v2 (handle, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
  g_mutex_unlock (&self->copying);
}

static gboolean
await_wish (ZbCheckpointer *self)
{
  g_mutex_lock (&self->mutex);
  while (!self->wanted && !self->ends)
    g_cond_wait (&self->cond, &self->mutex);
  self->wanted = FALSE;
  gboolean ends = self->ends;
  g_mutex_unlock (&self->mutex);
  return !ends;
}

static gpointer
checkpoint_thread (gpointer data)
{
  ZbCheckpointer *self = data;
  while (await_wish (self))
    checkpoint (self, self->connection->handle);
  return NULL;
}

static void
wake (ZbCheckpointer *self, gboolean ends)
{
  g_mutex_lock (&self->mutex);
  self->wanted = TRUE;
  self->ends = ends;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
}

static int
on_committed (void *data, sqlite3 *handle, const char *name, int pages)
{
  if (pages >= FAR_TOO_LONG_LOG)
    checkpoint (data, handle);
  else if (pages >= LONG_LOG)
    wake (data, FALSE);
  return SQLITE_OK;
}

/**
 * zb_checkpointer_new:
 * @path: the database's file
 * @writer: its only writer, which has to be closed before the checkpointer is freed
 * @error: return location for a ZbDatabaseError
 *
 * Takes the copying from the log into the database off the writer's thread.
 *
 * Returns: (transfer full): the checkpointer, or NULL
 */
ZbCheckpointer *
zb_checkpointer_new (const char *path, ZbConnection *writer, GError **error)
{
  ZbConnection *connection = zb_connection_open (path, ZB_CONNECTION_WRITE_DURABLE, error);
  if (connection == NULL)
    return NULL;
  ZbCheckpointer *self = g_new0 (ZbCheckpointer, 1);
  self->connection = connection;
  g_mutex_init (&self->copying);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  self->thread = g_thread_new ("database-copy", checkpoint_thread, self);
  sqlite3_wal_hook (writer->handle, on_committed, self);
  return self;
}

/**
 * zb_checkpointer_free:
 * @self: (transfer full): a checkpointer
 *
 * Waits for what it copies. Who closes a database last copies the rest.
 */
void
zb_checkpointer_free (ZbCheckpointer *self)
{
  wake (self, TRUE);
  g_thread_join (self->thread);
  zb_connection_close (self->connection);
  g_mutex_clear (&self->copying);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self);
}
