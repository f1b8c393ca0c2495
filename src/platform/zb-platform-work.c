/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a platform does by itself, and what it tells once a change is on disk. */
#include "zb-platform-private.h"

static void
replace_areas (ZbPlatform *self, ZbAreas *areas)
{
  g_mutex_lock (&self->mutex);
  g_clear_pointer (&self->areas, zb_areas_unref);
  self->areas = zb_areas_ref (areas);
  g_mutex_unlock (&self->mutex);
  zb_hub_set_areas (self->hub, areas);
}

/* What a transaction leaves to be told once it is on disk. */
typedef struct
{
  ZbPlatform *platform;
  ZbAreas *areas;
  GPtrArray *items;
} Aftermath;

static void
aftermath_free (gpointer data)
{
  Aftermath *aftermath = data;
  g_clear_pointer (&aftermath->areas, zb_areas_unref);
  g_ptr_array_unref (aftermath->items);
  g_free (aftermath);
}

static void
tell (gpointer data, gpointer unused)
{
  Aftermath *aftermath = data;
  if (aftermath->areas != NULL)
    replace_areas (aftermath->platform, aftermath->areas);
  if (aftermath->items->len > 0)
    zb_hub_publish (aftermath->platform->hub, aftermath->items);
}

/**
 * zb_platform_finish:
 * @self: a platform
 * @tx: a transaction that went well, on the writer's thread
 *
 * Has the feed told of what it changed, once it is committed.
 */
void
zb_platform_finish (ZbPlatform *self, ZbTransaction *tx)
{
  if (tx->events->len == 0 && !tx->areas_changed)
    return;
  Aftermath *aftermath = g_new0 (Aftermath, 1);
  aftermath->platform = self;
  aftermath->areas = tx->areas_changed ? zb_areas_load (tx->connection, NULL) : NULL;
  aftermath->items = g_ptr_array_ref (tx->events);
  zb_connection_after_commit (tx->connection, tell, aftermath, aftermath_free);
}

typedef struct
{
  ZbPlatform *platform;
  ZbPlatformWork work;
  gpointer data;
  GDestroyNotify destroy;
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;
  if (work->destroy != NULL)
    work->destroy (work->data);
  g_object_unref (work->platform);
  g_free (work);
}

static DexFuture *
run_work (ZbConnection *connection, gpointer data)
{
  Work *work = data;
  g_autoptr (ZbAreas) areas = zb_platform_dup_areas (work->platform);
  g_autoptr (ZbTransaction) tx =
      zb_transaction_new (connection, areas, NULL, g_get_real_time () / 1000 * 1000);
  tx->platform = work->platform;
  gboolean good = work->work (tx, work->data);
  if (zb_transaction_get_error (tx) != NULL)
    return dex_future_new_for_error (g_error_copy (zb_transaction_get_error (tx)));
  if (!good)
    return dex_future_new_reject (ZB_PLATFORM_ERROR, ZB_PLATFORM_ERROR_REFUSED, "refused");
  zb_platform_finish (work->platform, tx);
  return dex_future_new_true ();
}

static Work *
work_new (ZbPlatform *self, ZbPlatformWork func, gpointer data, GDestroyNotify destroy)
{
  Work *work = g_new0 (Work, 1);
  work->platform = g_object_ref (self);
  work->work = func;
  work->data = data;
  work->destroy = destroy;
  return work;
}

/**
 * zb_platform_work:
 * @self: a platform
 * @work: what to do, in a transaction of its own
 * @data: what it needs
 * @destroy: (nullable): frees @data
 *
 * For what the platform does by itself: leases that run out, deadlines, filling.
 *
 * Returns: (transfer full): a future that resolves once it is committed
 */
DexFuture *
zb_platform_work (ZbPlatform *self, ZbPlatformWork work, gpointer data, GDestroyNotify destroy)
{
  return zb_database_write (self->database, run_work, work_new (self, work, data, destroy), work_free);
}

/**
 * zb_platform_work_sync:
 * @self: a platform
 * @work: what to do, in a transaction of its own
 * @data: what it needs
 * @error: return location for an error
 *
 * The same, waiting for it. For start-up and command lines only.
 *
 * Returns: whether it is committed
 */
gboolean
zb_platform_work_sync (ZbPlatform *self, ZbPlatformWork work, gpointer data, GError **error)
{
  Work *job = work_new (self, work, data, NULL);
  gboolean good = zb_database_write_sync (self->database, run_work, job, error);
  work_free (job);
  return good;
}
