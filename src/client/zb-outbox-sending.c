/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The fiber that sends, one command after the other, beside it the one that sends a file, and what is sent at
 * once or not at all. */
#include "zb-outbox-private.h"

#include "zb-command-request.h"
#include "zb-fiber.h"

#include <glib/gi18n-lib.h>

/* A disk that says nothing is no reason not to send. Where a later edit has taken the place of this one on
 * the disk it takes it here as well, and goes instead. */
static gboolean
await_going (ZbOutbox *self, ZbCommand *command)
{
  g_autoptr (GError) error = NULL;

  return dex_await_boolean (zb_outbox_store_note_going (self->store, command), &error) || error != NULL ||
         self->n_taking == 0;
}

/* That the platform may have done it from now on, and what an edit rests on, are on disk before it is sent: a
 * console after this one has to send the same, and must not take it back. Returns whether it is still to be
 * sent then. */
static gboolean
await_noted (ZbOutbox *self, ZbOutboxRow *row)
{
  g_autoptr (ZbCommand) command = g_object_ref (row->command);
  gboolean stays;

  if ((zb_command_get_was_sent (command) && !row->is_moved) || row->is_unsaved)
    return TRUE;
  row->is_moved = FALSE;
  row->is_going = TRUE;
  stays = await_going (self, command);
  if (!zb_outbox_is_open (self) || zb_outbox_find_row (self, command) == NULL)
    return FALSE;
  row->is_going = FALSE;
  return stays && self->online;
}

static void
begin_sending (ZbOutboxRow *row)
{
  row->was_sent_before = zb_command_get_was_sent (row->command);
  zb_command_set_was_sent (row->command, TRUE);
  zb_command_set_state (row->command, ZB_COMMAND_SENDING, NULL);
}

static gboolean
asks (ZbOutbox *self, ZbOutboxRow *row)
{
  if (!zb_outbox_has_to_ask (self, row))
    return FALSE;
  zb_outbox_set_state (self, row, ZB_COMMAND_ASKING, NULL);
  return TRUE;
}

static guint
send_row (ZbOutbox *self, ZbOutboxRow *row)
{
  g_autoptr (ZbCommand) command = g_object_ref (row->command);
  g_autoptr (GError) error = NULL;
  g_autoptr (ZbRequest) request = NULL;

  row->is_moved = zb_outbox_note_revision (self, command) || row->is_moved;
  request = zb_command_to_request (command, &error);
  if (request == NULL)
    return zb_outbox_refuse_unknown (self, row, error);
  if (asks (self, row))
    return 0;

  if (!await_noted (self, row))
    return zb_outbox_is_open (self) && zb_outbox_find_row (self, command) ? ZB_OUTBOX_FIRST_WAIT : 0;
  /* The disk took its time, in which somebody else may have changed what this rests on. */
  if (asks (self, row))
    return 0;
  begin_sending (row);
  g_autoptr (ZbReply) reply = dex_await_object (dex_future_first (zb_session_send (self->session, request),
                                                                  dex_ref (DEX_FUTURE (self->stop)),
                                                                  dex_ref (DEX_FUTURE (self->line)), NULL),
                                                &error);
  if (!zb_outbox_is_open (self) || zb_outbox_find_row (self, command) == NULL)
    return 0;
  return zb_outbox_take_reply (self, row, reply);
}

/* Waits until there may be something to do; milliseconds, 0 for until somebody wakes us. */
static void
await_change (ZbOutbox *self, guint milliseconds)
{
  zb_outbox_settle (self);
  dex_clear (&self->wake);
  self->wake = dex_promise_new ();
  if (milliseconds > 0)
    dex_await (dex_future_first (dex_timeout_new_msec ((int)milliseconds), dex_ref (DEX_FUTURE (self->wake)),
                                 dex_ref (DEX_FUTURE (self->stop)), NULL),
               NULL);
  else
    dex_await (dex_future_first (dex_ref (DEX_FUTURE (self->wake)), dex_ref (DEX_FUTURE (self->stop)), NULL),
               NULL);
}

static DexFuture *
file_fiber (gpointer data)
{
  ZbOutboxDeed *deed = data;
  ZbOutbox *self = deed->outbox;
  ZbOutboxRow *row = zb_outbox_is_open (self) ? zb_outbox_find_row (self, deed->command) : NULL;

  if (row != NULL && zb_outbox_row_is_waiting (row))
    {
      const guint again = send_row (self, row);
      row = again > 0 && zb_outbox_is_open (self) ? zb_outbox_find_row (self, deed->command) : NULL;
      if (row != NULL && zb_outbox_row_rests_for (row) == 0)
        row->rests_until = g_get_monotonic_time () + again * G_TIME_SPAN_MILLISECOND;
    }
  self->sends_file = FALSE;
  zb_outbox_wake_up (self);
  return dex_future_new_true ();
}

/* A file may be minutes on its way; what somebody decides meanwhile goes beside it. */
static void
begin_file (ZbOutbox *self, ZbOutboxRow *row)
{
  self->sends_file = TRUE;
  dex_future_disown (
      zb_fiber_spawn (file_fiber, zb_outbox_deed_new (self, row->command), zb_outbox_deed_free));
}

/* Whoever goes does not wait for what rests: the others go in that time. */
static void
send_next (ZbOutbox *self, ZbOutboxRow *row)
{
  guint again;

  if (zb_command_is_file (zb_command_get_name (row->command)))
    {
      begin_file (self, row);
      return;
    }
  again = send_row (self, row);
  if (again > 0 && zb_outbox_is_open (self) && (self->settled == NULL || zb_outbox_row_rests_for (row) == 0))
    await_change (self, again);
}

static DexFuture *
drain_fiber (gpointer data)
{
  ZbOutbox *self = data;

  while (zb_outbox_is_open (self))
    {
      gint64 wait;
      ZbOutboxRow *row = zb_outbox_find_next (self, &wait);

      if (row != NULL && self->online)
        send_next (self, row);
      else
        await_change (self, wait > 0 && self->online ? (guint)(wait / 1000) + 1 : 0);
    }
  return dex_future_new_true ();
}

void
zb_outbox_start_sending (ZbOutbox *self)
{
  dex_future_disown (zb_fiber_spawn (drain_fiber, g_object_ref (self), g_object_unref));
}

static DexFuture *
send_now_fiber (gpointer data)
{
  ZbOutboxDeed *deed = data;
  ZbOutbox *self = deed->outbox;
  ZbCommand *command = deed->command;
  /* The outbox may have left it when the answer comes. */
  g_autoptr (ZbWorld) world = g_object_ref (zb_outbox_get_world (self));
  g_autoptr (GError) error = NULL;
  g_autoptr (ZbRequest) request = zb_command_to_request (command, &error);
  g_autoptr (ZbReply) reply = NULL;
  g_autoptr (ZbProblem) problem = NULL;

  zb_command_set_state (command, ZB_COMMAND_SENDING, NULL);
  zb_world_add_command (world, command);
  if (request != NULL && self->online)
    reply = dex_await_object (zb_session_send (self->session, request), &error);
  if (reply == NULL)
    problem = zb_problem_new (0, _ ("There is no line to the platform"),
                              _ ("This can only be done while there is one."));
  else
    g_set_object (&problem, reply->problem);

  if (problem == NULL)
    zb_outbox_apply_answer (self, command, reply);
  zb_command_set_state (command, problem ? ZB_COMMAND_REFUSED : ZB_COMMAND_ACCEPTED, problem);
  zb_world_remove_command (world, command);
  return dex_future_new_for_boolean (problem == NULL);
}

/**
 * zb_outbox_send_now:
 * @self: an outbox
 * @command: what an officer has done, and needs a line
 *
 * Sends a command at once or not at all. Its state says what became of it.
 *
 * Returns: (transfer full): a future of whether it was accepted
 */
DexFuture *
zb_outbox_send_now (ZbOutbox *self, ZbCommand *command)
{
  g_return_val_if_fail (ZB_IS_OUTBOX (self) && ZB_IS_COMMAND (command), NULL);

  return zb_fiber_spawn (send_now_fiber, zb_outbox_deed_new (self, command), zb_outbox_deed_free);
}
