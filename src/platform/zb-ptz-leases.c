/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who turns which camera. Kept in memory: a platform that begins anew finds every camera free, and what was
 * taken and refused stands in the audit log. Readers and the writer ask from their threads.
 *
 *   take, release ─▶ a step ─▶ COMMIT ─▶ it holds
 *                        └──▶ undone ──▶ it never was
 *
 * Whoever comes next in the same transaction finds the step already: two are never promised one camera. */
#include "zb-ptz-leases.h"

/* A movement that was on its way when a stop overtook it comes soon or never. */
#define OVERTAKEN_TIME (2 * G_TIME_SPAN_SECOND)

typedef struct
{
  char *holder;
  char *holder_name;
  char *reason;
  ZbRole role;
  gint64 until;
  gint64 stop_order;
  gint64 stopped_at;
} Holding;

/* What a camera's lease comes to with the transaction that says so. */
typedef struct
{
  ZbPtzLeases *leases;
  char *camera;
  Holding *holding; /* NULL where it is free */
} Step;

struct _ZbPtzLeases
{
  GMutex lock;
  GHashTable *holdings; /* id of a camera → Holding, as it is on disk */
  GPtrArray *steps;     /* that are not on disk yet, in their order */
  gint64 length;
};

static void
holding_free (gpointer data)
{
  Holding *holding = data;
  g_free (holding->holder);
  g_free (holding->holder_name);
  g_free (holding->reason);
  g_free (holding);
}

/**
 * zb_ptz_leases_new:
 *
 * Returns: (transfer full): leases, none of them out
 */
ZbPtzLeases *
zb_ptz_leases_new (void)
{
  ZbPtzLeases *self = g_new0 (ZbPtzLeases, 1);
  g_mutex_init (&self->lock);
  self->holdings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, holding_free);
  self->steps = g_ptr_array_new ();
  self->length = ZB_PTZ_LEASE_TIME;
  return self;
}

/**
 * zb_ptz_leases_free:
 * @self: (transfer full): leases
 */
void
zb_ptz_leases_free (ZbPtzLeases *self)
{
  g_hash_table_unref (self->holdings);
  g_ptr_array_unref (self->steps);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/**
 * zb_ptz_leases_set_length:
 * @self: leases
 * @length: how long those that are taken from now on last, µs
 */
void
zb_ptz_leases_set_length (ZbPtzLeases *self, gint64 length)
{
  g_mutex_lock (&self->lock);
  self->length = length;
  g_mutex_unlock (&self->lock);
}

static Holding *
find_last (ZbPtzLeases *self, const char *camera)
{
  for (guint i = self->steps->len; i > 0; i--)
    {
      Step *step = g_ptr_array_index (self->steps, i - 1);
      if (g_str_equal (step->camera, camera))
        return step->holding;
    }
  return g_hash_table_lookup (self->holdings, camera);
}

static Holding *
find (ZbPtzLeases *self, const char *camera, gint64 now)
{
  Holding *holding = find_last (self, camera);
  return holding != NULL && holding->until > now ? holding : NULL;
}

static gboolean
is_of (const Holding *holding, ZbAccount *account)
{
  return holding != NULL && g_strcmp0 (holding->holder, ZB_ENTITY (account)->id) == 0;
}

static ZbPtzLease *
describe (const Holding *holding, ZbAccount *account)
{
  ZbPtzLease *lease = g_object_new (ZB_TYPE_PTZ_LEASE, NULL);
  lease->holder = g_strdup (holding->holder);
  lease->holder_name = g_strdup (holding->holder_name);
  lease->reason = account->role == ZB_ROLE_WALL ? NULL : g_strdup (holding->reason); /* own words */
  lease->expires_at = holding->until;
  lease->mine = is_of (holding, account);
  lease->may_take = !lease->mine && zb_ptz_may_take ((ZbRole)account->role, holding->role);
  return lease;
}

/**
 * zb_ptz_leases_look:
 * @self: leases
 * @camera: the id of a camera
 * @account: who asks
 * @now: µs UTC
 *
 * Returns: (transfer full) (nullable): who turns it, %NULL where it is free
 */
ZbPtzLease *
zb_ptz_leases_look (ZbPtzLeases *self, const char *camera, ZbAccount *account, gint64 now)
{
  g_mutex_lock (&self->lock);
  const Holding *holding = find (self, camera, now);
  ZbPtzLease *lease = holding != NULL ? describe (holding, account) : NULL;
  g_mutex_unlock (&self->lock);
  return lease;
}

/* --- steps ---------------------------------------------------------------------------------------- */

static void
settle (gpointer data, gpointer unused)
{
  Step *step = data;
  ZbPtzLeases *self = step->leases;
  g_mutex_lock (&self->lock);
  g_ptr_array_remove (self->steps, step);
  if (step->holding != NULL)
    g_hash_table_insert (self->holdings, g_strdup (step->camera), g_steal_pointer (&step->holding));
  else
    g_hash_table_remove (self->holdings, step->camera);
  g_mutex_unlock (&self->lock);
}

/* One that has not been settled was undone. */
static void
step_free (gpointer data)
{
  Step *step = data;
  g_mutex_lock (&step->leases->lock);
  g_ptr_array_remove (step->leases->steps, step);
  g_mutex_unlock (&step->leases->lock);
  g_clear_pointer (&step->holding, holding_free);
  g_free (step->camera);
  g_free (step);
}

static void
add_step (ZbPtzLeases *self, ZbConnection *connection, const char *camera, Holding *holding)
{
  Step *step = g_new0 (Step, 1);
  step->leases = self;
  step->camera = g_strdup (camera);
  step->holding = holding;
  g_ptr_array_add (self->steps, step);
  zb_connection_after_commit (connection, settle, step, step_free);
}

static Holding *
holding_new (ZbPtzLeases *self, ZbAccount *account, const char *reason, gint64 now)
{
  Holding *holding = g_new0 (Holding, 1);
  holding->holder = g_strdup (ZB_ENTITY (account)->id);
  holding->holder_name = g_strdup (account->name);
  holding->reason = g_strdup (reason);
  holding->role = (ZbRole)account->role;
  holding->until = now + self->length;
  return holding;
}

static ZbPtzTaken
take (ZbPtzLeases *self, ZbConnection *connection, const char *camera, ZbAccount *account, const char *reason,
      gint64 now)
{
  Holding *holding = find (self, camera, now);
  if (is_of (holding, account))
    {
      holding->until = now + self->length;
      return ZB_PTZ_TAKEN_AGAIN;
    }
  if (holding != NULL && (reason == NULL || !zb_ptz_may_take ((ZbRole)account->role, holding->role)))
    return ZB_PTZ_TAKEN_HELD;
  add_step (self, connection, camera, holding_new (self, account, holding != NULL ? reason : NULL, now));
  return holding != NULL ? ZB_PTZ_TAKEN_OVER : ZB_PTZ_TAKEN_FREE;
}

/**
 * zb_ptz_leases_take:
 * @self: leases
 * @connection: the writer's connection, in the transaction that writes it down
 * @camera: the id of a camera
 * @account: who wants to turn it
 * @reason: (nullable): why it is to be taken from whoever turns it
 * @now: µs UTC
 *
 * Returns: what came of it
 */
ZbPtzTaken
zb_ptz_leases_take (ZbPtzLeases *self, ZbConnection *connection, const char *camera, ZbAccount *account,
                    const char *reason, gint64 now)
{
  g_mutex_lock (&self->lock);
  ZbPtzTaken taken = take (self, connection, camera, account, reason, now);
  g_mutex_unlock (&self->lock);
  return taken;
}

/**
 * zb_ptz_leases_use:
 * @self: leases
 * @camera: the id of a camera
 * @account: who turns it
 * @now: µs UTC
 *
 * Renews the lease by using it.
 *
 * Returns: whether it is @account's
 */
gboolean
zb_ptz_leases_use (ZbPtzLeases *self, const char *camera, ZbAccount *account, gint64 now)
{
  g_mutex_lock (&self->lock);
  Holding *holding = find (self, camera, now);
  gboolean mine = is_of (holding, account);
  if (mine)
    holding->until = now + self->length;
  g_mutex_unlock (&self->lock);
  return mine;
}

/**
 * zb_ptz_leases_release:
 * @self: leases
 * @connection: the writer's connection, in the transaction that writes it down
 * @camera: the id of a camera
 * @account: who has turned it
 * @now: µs UTC
 *
 * Returns: whether it was @account's
 */
gboolean
zb_ptz_leases_release (ZbPtzLeases *self, ZbConnection *connection, const char *camera, ZbAccount *account,
                       gint64 now)
{
  g_mutex_lock (&self->lock);
  gboolean mine = is_of (find (self, camera, now), account);
  if (mine)
    add_step (self, connection, camera, NULL);
  g_mutex_unlock (&self->lock);
  return mine;
}

/**
 * zb_ptz_leases_note_stop:
 * @self: leases
 * @camera: the id of a camera
 * @order: the number of the stop among what its officer has ordered
 * @now: µs UTC
 */
void
zb_ptz_leases_note_stop (ZbPtzLeases *self, const char *camera, gint64 order, gint64 now)
{
  g_mutex_lock (&self->lock);
  Holding *holding = find (self, camera, now);
  if (holding != NULL)
    {
      holding->stop_order = order;
      holding->stopped_at = now;
    }
  g_mutex_unlock (&self->lock);
}

/**
 * zb_ptz_leases_is_overtaken:
 * @self: leases
 * @camera: the id of a camera
 * @order: the number of a movement among what its officer has ordered
 * @now: µs UTC
 *
 * Requests go by several ways and may arrive in another order than they were sent.
 *
 * Returns: whether a stop that was ordered after the movement has come already
 */
gboolean
zb_ptz_leases_is_overtaken (ZbPtzLeases *self, const char *camera, gint64 order, gint64 now)
{
  g_mutex_lock (&self->lock);
  const Holding *holding = find (self, camera, now);
  gboolean overtaken =
      holding != NULL && order < holding->stop_order && now - holding->stopped_at < OVERTAKEN_TIME;
  g_mutex_unlock (&self->lock);
  return overtaken;
}
