/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which command goes next: the oldest first, of one subject never a later one before an earlier one, and
 * files where nothing else goes, one at a time. */
#include "zb-outbox-private.h"

#include "zb-command-request.h"

gboolean
zb_outbox_row_is_waiting (ZbOutboxRow *row)
{
  ZbCommandState state = zb_command_get_state (row->command);

  return state == ZB_COMMAND_HELD || state == ZB_COMMAND_QUEUED || state == ZB_COMMAND_SENDING ||
         state == ZB_COMMAND_ASKING;
}

static gboolean
follows (ZbOutboxRow *row, ZbOutboxRow *earlier)
{
  return g_strcmp0 (zb_command_get_follows (row->command), zb_command_get_key (earlier->command)) == 0;
}

/* What tells of files comes when they are there: nobody who is sent waits for that. */
static gboolean
waits_for_file (ZbOutbox *self, ZbOutboxRow *row)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      ZbOutboxRow *other = g_ptr_array_index (self->rows, i);
      if (zb_command_is_file (zb_command_get_name (other->command)) && follows (row, other))
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_to_wait_for (ZbOutbox *self, ZbOutboxRow *row, ZbOutboxRow *earlier)
{
  if (!zb_outbox_row_is_waiting (earlier))
    return FALSE;
  return follows (row, earlier) ||
         (g_strcmp0 (zb_command_get_subject (row->command), zb_command_get_subject (earlier->command)) == 0 &&
          !waits_for_file (self, earlier));
}

static gboolean
is_blocked (ZbOutbox *self, guint position)
{
  for (guint i = 0; i < position; i++)
    if (has_to_wait_for (self, g_ptr_array_index (self->rows, position), g_ptr_array_index (self->rows, i)))
      return TRUE;
  return FALSE;
}

/* Whoever has gone on to the next step does not mean to undo this one. */
gboolean
zb_outbox_has_follower (ZbOutbox *self, ZbOutboxRow *row)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      ZbOutboxRow *other = g_ptr_array_index (self->rows, i);
      if (g_strcmp0 (zb_command_get_follows (other->command), zb_command_get_key (row->command)) == 0)
        return TRUE;
    }
  return FALSE;
}

/* A clock that was set back does not hold it for longer, and nobody is here to undo it when its officer goes.
 */
static gint64
held_for (ZbOutbox *self, ZbOutboxRow *row)
{
  gint64 left = zb_command_get_made_at (row->command) + ZB_OUTBOX_HOLD - g_get_real_time ();

  if (zb_command_get_state (row->command) != ZB_COMMAND_HELD || self->settled != NULL ||
      zb_outbox_has_follower (self, row))
    return 0;
  return left > ZB_OUTBOX_HOLD ? 0 : left;
}

/* What the platform does not decide rests, so that it stands in nobody's way but of those that rest on it. */
gint64
zb_outbox_row_rests_for (ZbOutboxRow *row)
{
  return MAX (row->rests_until - g_get_monotonic_time (), 0);
}

void
zb_outbox_let_none_rest (ZbOutbox *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    ((ZbOutboxRow *)g_ptr_array_index (self->rows, i))->rests_until = 0;
}

/* Finds the oldest that may go now, a file only where nothing else does; @wait is how long until there is
 * one, -1 for until something changes. */
ZbOutboxRow *
zb_outbox_find_next (ZbOutbox *self, gint64 *wait)
{
  ZbOutboxRow *file = NULL;

  *wait = -1;
  for (guint i = 0; i < self->rows->len; i++)
    {
      ZbOutboxRow *row = g_ptr_array_index (self->rows, i);
      ZbCommandState state = zb_command_get_state (row->command);
      gint64 held = MAX (held_for (self, row), zb_outbox_row_rests_for (row));

      if ((state != ZB_COMMAND_QUEUED && state != ZB_COMMAND_HELD) || is_blocked (self, i))
        continue;
      if (held <= 0 && !zb_command_is_file (zb_command_get_name (row->command)))
        return row;
      if (held <= 0)
        {
          file = file || self->sends_file ? file : row;
          continue;
        }
      *wait = *wait < 0 ? held : MIN (*wait, held);
    }
  return file;
}
