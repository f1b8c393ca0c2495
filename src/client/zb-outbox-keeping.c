/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Keeping the disk in step with what is known of a command, until it is forgotten. */
#include "zb-outbox-private.h"

#include "zb-fiber.h"

/* How long until the disk is asked again to forget something, in milliseconds. */
#define REMOVE_AGAIN 5000

DexFuture *
zb_outbox_put (ZbOutbox *self, ZbOutboxRow *row, const char *replaces)
{
  return zb_outbox_store_put (self->store, zb_outbox_get_platform (self), self->account, row, replaces);
}

static void
keep (ZbOutbox *self, ZbOutboxRow *row)
{
  dex_future_disown (zb_outbox_put (self, row, NULL));
}

typedef struct
{
  ZbOutbox *outbox;
  char *key;
} Removal;

static void
removal_free (gpointer data)
{
  Removal *removal = data;

  g_object_unref (removal->outbox);
  g_free (removal->key);
  g_free (removal);
}

/* A full disk lets nothing be forgotten either; what was taken back must not come back with the next console.
 */
static DexFuture *
remove_fiber (gpointer data)
{
  Removal *removal = data;
  ZbOutbox *self = removal->outbox;

  do
    dex_await (
        dex_future_first (dex_timeout_new_msec (REMOVE_AGAIN), dex_ref (DEX_FUTURE (self->stop)), NULL),
        NULL);
  while (!dex_await (zb_outbox_store_remove (self->store, removal->key), NULL) && zb_outbox_is_open (self));
  return dex_future_new_true ();
}

static Removal *
removal_new (ZbOutbox *self, const char *key)
{
  Removal *removal = g_new0 (Removal, 1);

  removal->outbox = g_object_ref (self);
  removal->key = g_strdup (key);
  return removal;
}

static DexFuture *
on_not_removed (DexFuture *future, gpointer data)
{
  Removal *removal = data;

  dex_future_disown (
      zb_fiber_spawn (remove_fiber, removal_new (removal->outbox, removal->key), removal_free));
  return dex_future_new_true ();
}

static void
remove_key (ZbOutbox *self, const char *key)
{
  dex_future_disown (dex_future_catch (zb_outbox_store_remove (self->store, key), on_not_removed,
                                       removal_new (self, key), removal_free));
}

void
zb_outbox_set_state (ZbOutbox *self, ZbOutboxRow *row, ZbCommandState state, ZbProblem *problem)
{
  zb_command_set_state (row->command, state, problem);
  if (state != ZB_COMMAND_SENDING)
    keep (self, row);
}

void
zb_outbox_forget (ZbOutbox *self, ZbOutboxRow *row, ZbCommandState state)
{
  g_autoptr (ZbCommand) command = g_object_ref (row->command);

  remove_key (self, zb_command_get_key (command));
  g_ptr_array_remove (self->rows, row);
  zb_command_set_state (command, state,
                        state == ZB_COMMAND_REFUSED ? zb_command_get_problem (command) : NULL);
  zb_world_remove_command (zb_outbox_get_world (self), command);
}
