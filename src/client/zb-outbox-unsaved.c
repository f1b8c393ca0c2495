/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Commands that the disk has not taken. They go while there is a line; without one they are kept as soon as
 * there is room, or refused in words. */
#include "zb-outbox-private.h"

#include <glib/gi18n-lib.h>

/* Neither a line nor a disk: there is nothing that would do it later. */
static ZbProblem *
new_unsaved_problem (gboolean was_sent)
{
  const char *detail =
      was_sent ? _ ("The line broke before the answer came, and this machine's disk keeps nothing. Whether "
                    "the platform has done it is not known.")
               : _ ("There is no line to the platform, and this machine's disk keeps nothing.");

  return zb_problem_new (0, _ ("Not possible now"), detail);
}

static DexFuture *
on_saved_late (DexFuture *future, gpointer data)
{
  ZbOutboxDeed *deed = data;
  ZbOutbox *self = deed->outbox;
  ZbOutboxRow *row = zb_outbox_is_open (self) ? zb_outbox_find_row (self, deed->command) : NULL;
  const gboolean saved = dex_future_get_value (future, NULL) != NULL;

  if (row == NULL || !zb_outbox_row_is_waiting (row))
    return dex_future_new_true ();
  row->is_unsaved = row->is_unsaved && !saved;
  if (row->is_unsaved && !self->online && zb_command_get_state (row->command) != ZB_COMMAND_SENDING)
    {
      g_autoptr (ZbProblem) problem = new_unsaved_problem (zb_command_get_was_sent (row->command));
      zb_outbox_set_state (self, row, ZB_COMMAND_REFUSED, problem);
    }
  zb_outbox_wake_up (self);
  return dex_future_new_true ();
}

/* There may be room by now. */
void
zb_outbox_save_late (ZbOutbox *self, ZbOutboxRow *row)
{
  dex_future_disown (dex_future_finally (zb_outbox_put (self, row, NULL), on_saved_late,
                                         zb_outbox_deed_new (self, row->command), zb_outbox_deed_free));
}

void
zb_outbox_save_all_late (ZbOutbox *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      ZbOutboxRow *row = g_ptr_array_index (self->rows, i);
      if (row->is_unsaved && zb_outbox_row_is_waiting (row))
        zb_outbox_save_late (self, row);
    }
}

/**
 * zb_outbox_take_unsaved:
 * @self: an outbox
 * @command: what an officer has done, durable, and the disk has not taken
 *
 * A disk that keeps nothing is no reason not to act while there is a line: the command takes its turn after
 * those that it follows. Where there is no line, or it goes before the answer has come, and the disk still
 * keeps nothing, it is refused in words.
 */
void
zb_outbox_take_unsaved (ZbOutbox *self, ZbCommand *command)
{
  g_return_if_fail (ZB_IS_OUTBOX (self) && ZB_IS_COMMAND (command));
  ZbOutboxRow *row = zb_outbox_is_open (self) ? zb_outbox_create_row (self, command) : NULL;

  if (row == NULL)
    return;
  row->is_unsaved = TRUE;
  zb_command_set_state (command, ZB_COMMAND_QUEUED, NULL);
  zb_outbox_show (self, row);
  if (!self->online && self->settled == NULL)
    zb_outbox_save_late (self, row);
}
