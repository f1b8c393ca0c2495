/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What an officer decides about a command that was taken: to take it back, to send it again or all the same,
 * to let it be forgotten. */
#include "zb-outbox-private.h"

#include <glib/gi18n-lib.h>

static ZbOutboxRow *
find_follower (ZbOutbox *self, const char *key)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      ZbOutboxRow *row = g_ptr_array_index (self->rows, i);
      if (zb_command_can_be_withdrawn (row->command) &&
          g_strcmp0 (zb_command_get_follows (row->command), key) == 0)
        return row;
    }
  return NULL;
}

static ZbOutboxRow *
find_withdrawable (ZbOutbox *self, const char *subject)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      ZbOutboxRow *row = g_ptr_array_index (self->rows, i);
      const char *own = zb_command_get_subject (row->command);
      if (zb_command_can_be_withdrawn (row->command) && g_strcmp0 (own ? own : "", subject) == 0)
        return row;
    }
  return NULL;
}

static void
withdraw (ZbOutbox *self, ZbOutboxRow *row)
{
  g_autofree char *key = g_strdup (zb_command_get_key (row->command));
  ZbOutboxRow *follower;

  zb_outbox_forget (self, row, ZB_COMMAND_WITHDRAWN);
  while ((follower = find_follower (self, key)))
    withdraw (self, follower);
}

/**
 * zb_outbox_withdraw:
 * @self: an outbox
 * @command: one that waits here
 *
 * Takes a command back, where it is not on its way yet and was not before, and with it those that follow it:
 * without it the platform would refuse them. What tells of something that is done already is not taken back.
 *
 * Returns: whether it was in time
 */
gboolean
zb_outbox_withdraw (ZbOutbox *self, ZbCommand *command)
{
  ZbOutboxRow *row = zb_outbox_find_row (self, command);

  if (row == NULL || !zb_command_can_be_withdrawn (row->command))
    return FALSE;
  withdraw (self, row);
  zb_outbox_wake_up (self);
  return TRUE;
}

/**
 * zb_outbox_withdraw_all:
 * @self: an outbox
 * @subject: the id of something
 *
 * Takes back all that waits for one thing and is not on its way yet.
 *
 * Returns: how many that was
 */
guint
zb_outbox_withdraw_all (ZbOutbox *self, const char *subject)
{
  const guint before = self->rows->len;
  ZbOutboxRow *row;

  while ((row = find_withdrawable (self, subject)))
    withdraw (self, row);
  zb_outbox_wake_up (self);
  return before - self->rows->len;
}

/**
 * zb_outbox_give_up:
 * @self: an outbox
 * @command: one that was sent and has no answer, and that the officer was asked about or the platform fails
 * at
 *
 * It is not sent again. What the platform has done it has done: the command stays, as one that nobody knows
 * of whether it was done, until the officer has seen that.
 *
 * Returns: whether it was given up
 */
gboolean
zb_outbox_give_up (ZbOutbox *self, ZbCommand *command)
{
  ZbOutboxRow *row = zb_outbox_find_row (self, command);
  g_autoptr (ZbProblem) problem = NULL;

  if (row == NULL || !zb_command_can_be_given_up (command))
    return FALSE;
  problem =
      zb_problem_new (0, _ ("Not sent again"),
                      _ ("It was sent, and the platform has not said what became of it. Whether it has done "
                         "it is to be seen at what it was done to."));
  zb_outbox_set_state (self, row, ZB_COMMAND_REFUSED, problem);
  zb_outbox_wake_up (self);
  return TRUE;
}

/**
 * zb_outbox_retry:
 * @self: an outbox
 * @command: one that was refused
 *
 * The officer has changed what was in its way, and wants it sent again. It keeps its key: a platform that has
 * done it already says so once more.
 *
 * Returns: whether it is queued again
 */
gboolean
zb_outbox_retry (ZbOutbox *self, ZbCommand *command)
{
  ZbOutboxRow *row = zb_outbox_find_row (self, command);

  if (row == NULL || zb_command_get_state (command) != ZB_COMMAND_REFUSED)
    return FALSE;
  row->confirmed_at = g_get_real_time ();
  zb_command_set_if_match (command, NULL);
  zb_outbox_set_state (self, row, ZB_COMMAND_QUEUED, NULL);
  zb_outbox_wake_up (self);
  return TRUE;
}

/**
 * zb_outbox_confirm:
 * @self: an outbox
 * @command: one that the officer was asked about
 *
 * It is to be sent all the same.
 */
void
zb_outbox_confirm (ZbOutbox *self, ZbCommand *command)
{
  ZbOutboxRow *row = zb_outbox_find_row (self, command);

  if (row == NULL || zb_command_get_state (command) != ZB_COMMAND_ASKING)
    return;
  row->confirmed_at = g_get_real_time ();
  zb_outbox_set_state (self, row, ZB_COMMAND_QUEUED, NULL);
  zb_outbox_wake_up (self);
}

/**
 * zb_outbox_dismiss:
 * @self: an outbox
 * @command: one that was refused
 *
 * The officer has seen why; it is forgotten.
 */
void
zb_outbox_dismiss (ZbOutbox *self, ZbCommand *command)
{
  ZbOutboxRow *row = zb_outbox_find_row (self, command);

  if (row != NULL && zb_command_get_state (command) == ZB_COMMAND_REFUSED)
    zb_outbox_forget (self, row, ZB_COMMAND_REFUSED);
}
