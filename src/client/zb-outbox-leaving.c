/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An officer goes. What was done is shown here no more, but what may go goes still, also a verdict in its
 * last seconds; what does not go in time is on the disk for when its officer is back. */
#include "zb-outbox-private.h"

#include "zb-fiber.h"

/* Whoever waits for all that may go to be gone is told that it is, or that it will not be. */
void
zb_outbox_settle (ZbOutbox *self)
{
  if (self->settled != NULL && self->n_taking == 0 && !self->sends_file &&
      dex_future_is_pending (DEX_FUTURE (self->settled)))
    dex_promise_resolve_boolean (self->settled, TRUE);
}

/* What an edit rests on, and whether its officer has to be asked, is as the world stands that he has seen. */
static void
look_once_more (ZbOutbox *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      ZbOutboxRow *row = g_ptr_array_index (self->rows, i);
      const ZbCommandState state = zb_command_get_state (row->command);
      if (state != ZB_COMMAND_HELD && state != ZB_COMMAND_QUEUED)
        continue;
      row->is_moved = zb_outbox_note_revision (self, row->command) || row->is_moved;
      if (zb_outbox_has_to_ask (self, row))
        zb_outbox_set_state (self, row, ZB_COMMAND_ASKING, NULL);
    }
}

/* The world may be another officer's in a moment: what is answered from now on is told to nobody. */
static void
leave_world (ZbOutbox *self)
{
  g_autoptr (ZbWorld) nobody = zb_world_new ();

  for (guint i = 0; i < self->rows->len; i++)
    {
      ZbOutboxRow *row = g_ptr_array_index (self->rows, i);
      zb_world_remove_command (zb_outbox_get_world (self), row->command);
      zb_world_add_command (nobody, row->command);
    }
  g_clear_object (&self->inbox);
  self->inbox = zb_inbox_new (nobody);
}

static void
await_saved (ZbOutbox *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      ZbOutboxRow *row = g_ptr_array_index (self->rows, i);
      if (row->is_unsaved)
        row->is_unsaved = !dex_await (zb_outbox_put (self, row, NULL), NULL);
    }
}

static void
count_left (ZbOutbox *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      ZbOutboxRow *row = g_ptr_array_index (self->rows, i);
      const gboolean waits = zb_outbox_row_is_waiting (row);
      /* What could be neither sent nor kept is refused by now, or will be. */
      self->n_lost += row->is_unsaved || (self->fleeting != NULL && waits);
      self->n_left += waits && !row->is_unsaved && self->fleeting == NULL;
    }
}

typedef struct
{
  ZbOutbox *outbox;
  guint milliseconds;
} Leaving;

static void
leaving_free (gpointer data)
{
  Leaving *leaving = data;

  g_object_unref (leaving->outbox);
  g_free (leaving);
}

static DexFuture *
leave_fiber (gpointer data)
{
  const Leaving *leaving = data;
  ZbOutbox *self = leaving->outbox;

  dex_await (dex_future_first (dex_ref (DEX_FUTURE (self->settled)),
                               dex_timeout_new_msec ((int)leaving->milliseconds), NULL),
             NULL);
  dex_cancellable_cancel (self->stop);
  await_saved (self);
  count_left (self);
  dex_await (zb_outbox_store_close_async (self->store), NULL);
  return dex_future_new_true ();
}

/**
 * zb_outbox_leave:
 * @self: an outbox
 * @milliseconds: how long what may go is waited for
 *
 * Its officer goes: nothing of what was done is shown any more, and nobody can take it back, so what was held
 * for that goes now. Where there is a line all that may go is sent first; what is on its way to the disk, or
 * was not taken by it, is written; then the file is closed. What is not answered stays there for its officer.
 *
 * Returns: (transfer full): a future, kept when the file is closed; see zb_outbox_get_left()
 */
DexFuture *
zb_outbox_leave (ZbOutbox *self, guint milliseconds)
{
  g_return_val_if_fail (ZB_IS_OUTBOX (self), NULL);
  Leaving *leaving;

  if (!zb_outbox_is_open (self) || self->settled != NULL)
    return dex_future_new_true ();
  look_once_more (self);
  leave_world (self);
  zb_outbox_let_none_rest (self);
  self->settled = dex_promise_new ();
  zb_outbox_wake_up (self);
  leaving = g_new0 (Leaving, 1);
  leaving->outbox = g_object_ref (self);
  leaving->milliseconds = milliseconds;
  return zb_fiber_spawn (leave_fiber, leaving, leaving_free);
}

/**
 * zb_outbox_get_left:
 * @self: an outbox that its officer has left
 * @n_lost: (out): how much was neither sent nor kept, because the disk takes nothing
 *
 * Returns: how much waits on the disk for its officer
 */
guint
zb_outbox_get_left (ZbOutbox *self, guint *n_lost)
{
  *n_lost = self->n_lost;
  return self->n_left;
}
