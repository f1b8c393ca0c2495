/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-figure-desk.h"

#include <gio/gio.h>

/* Beyond this a question is too large, or the machine too busy, to be waited for. */
#define MAX_TIME (20 * G_USEC_PER_SEC)
#define MAX_WAITING 32

struct _ZbFigureDesk
{
  char *path;
  GThreadPool *pool;
  ZbConnection *connection;
};

typedef struct
{
  ZbFigureWork work;
  gpointer data;
  GDestroyNotify destroy;
  DexPromise *promise;
} Job;

static char *
work_out (ZbFigureDesk *self, Job *job, GError **error)
{
  if (self->connection == NULL)
    self->connection = zb_connection_open (self->path, ZB_CONNECTION_READ, error);
  if (self->connection == NULL || !zb_connection_run (self->connection, error, "BEGIN", ""))
    return NULL;
  zb_connection_set_deadline (self->connection, g_get_monotonic_time () + MAX_TIME);
  char *answer = job->work (self->connection, job->data, error);
  zb_connection_set_deadline (self->connection, 0);
  zb_connection_run (self->connection, NULL, "ROLLBACK", "");
  return answer;
}

static void
run (gpointer data, gpointer desk)
{
  Job *job = data;
  g_autoptr (GError) error = NULL;
  char *answer = work_out (desk, job, &error);
  if (job->destroy != NULL)
    job->destroy (job->data);
  if (answer != NULL)
    dex_promise_resolve_string (job->promise, answer);
  else
    dex_promise_reject (job->promise, g_steal_pointer (&error));
  dex_unref (job->promise);
  g_free (job);
}

/**
 * zb_figure_desk_new:
 * @path: the database's file
 *
 * Returns: (transfer full): a desk; it opens the file when it is first asked
 */
ZbFigureDesk *
zb_figure_desk_new (const char *path)
{
  ZbFigureDesk *self = g_new0 (ZbFigureDesk, 1);
  self->path = g_strdup (path);
  self->pool = g_thread_pool_new (run, self, 1, FALSE, NULL);
  return self;
}

/**
 * zb_figure_desk_free:
 * @self: (transfer full): a desk
 *
 * Finishes what it was asked.
 */
void
zb_figure_desk_free (ZbFigureDesk *self)
{
  g_thread_pool_free (self->pool, FALSE, TRUE);
  g_clear_pointer (&self->connection, zb_connection_close);
  g_free (self->path);
  g_free (self);
}

/**
 * zb_figure_desk_ask:
 * @self: a desk
 * @work: works it out, on the desk's thread
 * @data: (transfer full): what it needs
 * @destroy: (nullable): frees @data
 *
 * Returns: (transfer full): a future of a string; %G_IO_ERROR_BUSY where too many are waiting
 */
DexFuture *
zb_figure_desk_ask (ZbFigureDesk *self, ZbFigureWork work, gpointer data, GDestroyNotify destroy)
{
  if (g_thread_pool_unprocessed (self->pool) >= MAX_WAITING)
    {
      if (destroy != NULL)
        destroy (data);
      return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_BUSY, "too many ask for figures at once");
    }
  Job *job = g_new0 (Job, 1);
  *job = (Job){ work, data, destroy, dex_promise_new () };
  DexFuture *answer = dex_ref (DEX_FUTURE (job->promise));
  g_thread_pool_push (self->pool, job, NULL);
  return answer;
}
