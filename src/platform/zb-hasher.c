/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Passwords are hashed on a thread of its own: one takes tens of milliseconds and 64 MiB, and neither
 * the main loop nor the database may wait for it. */
#include "zb-hasher.h"

#include "zb-accounts.h"

#include <gio/gio.h>

/* More than this waiting is an attack, not a morning. */
#define MAX_WAITING 32

typedef struct
{
  char *hash;
  char *password;
  gboolean make;
  DexPromise *promise;
} Job;

static void
job_free (Job *job)
{
  memset (job->password, 0, strlen (job->password));
  g_free (job->password);
  g_free (job->hash);
  dex_unref (job->promise);
  g_free (job);
}

static void
run (gpointer data, gpointer unused)
{
  Job *job = data;
  g_autoptr (GError) error = NULL;
  if (!job->make)
    dex_promise_resolve_boolean (job->promise, zb_password_verify (job->hash, job->password));
  else
    {
      char *hash = zb_password_hash (job->password, &error);
      if (hash != NULL)
        dex_promise_resolve_string (job->promise, hash);
      else
        dex_promise_reject (job->promise, g_steal_pointer (&error));
    }
  job_free (job);
}

static GThreadPool *
get_pool (void)
{
  static GThreadPool *pool;
  if (g_once_init_enter_pointer (&pool))
    g_once_init_leave_pointer (&pool, g_thread_pool_new (run, NULL, 1, TRUE, NULL));
  return pool;
}

static DexFuture *
push (const char *hash, const char *password, gboolean make)
{
  if (g_thread_pool_unprocessed (get_pool ()) >= MAX_WAITING)
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_BUSY, "too many sign in at once");
  Job *job = g_new0 (Job, 1);
  job->hash = g_strdup (hash);
  job->password = g_strdup (password);
  job->make = make;
  job->promise = dex_promise_new ();
  DexFuture *answer = dex_ref (DEX_FUTURE (job->promise));
  g_thread_pool_push (get_pool (), job, NULL);
  return answer;
}

/**
 * zb_hasher_verify:
 * @hash: (nullable): what is kept; NULL takes as long and is never right
 * @password: what was typed
 *
 * Returns: (transfer full): a future of a boolean: whether it is right
 */
DexFuture *
zb_hasher_verify (const char *hash, const char *password)
{
  return push (hash, password, FALSE);
}

/**
 * zb_hasher_hash:
 * @password: a new password
 *
 * Returns: (transfer full): a future of a string: its hash
 */
DexFuture *
zb_hasher_hash (const char *password)
{
  return push (NULL, password, TRUE);
}
