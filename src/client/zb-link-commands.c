/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What an officer does: into the outbox where it may wait, to the platform at once where it may not. */
#include "zb-link-private.h"

#include "zb-command-request.h"

#include <glib/gi18n-lib.h>

static DexFuture *
on_not_taken (DexFuture *future, gpointer data)
{
  g_autoptr (GError) error = NULL;

  dex_future_get_value (future, &error);
  g_warning ("the outbox did not take a command: %s", error->message);
  return dex_future_new_true ();
}

static void
refuse (ZbCommand *command, const char *detail)
{
  g_autoptr (ZbProblem) problem = zb_problem_new (0, _ ("Not possible now"), detail);

  zb_command_set_state (command, ZB_COMMAND_REFUSED, problem);
}

/**
 * zb_link_submit:
 * @self: a link
 * @command: what the officer has done
 *
 * Takes a command. It is shown in the world once it is safe, and its state and problem say what becomes of
 * it: what may wait is kept while there is no line; what needs one is refused then, in words.
 */
void
zb_link_submit (ZbLink *self, ZbCommand *command)
{
  g_return_if_fail (ZB_IS_LINK (self) && ZB_IS_COMMAND (command));

  if (self->session == NULL || self->outbox == NULL)
    {
      refuse (command, self->session ? _ ("This machine can not keep what you do: its disk refuses.")
                                     : _ ("Nobody has signed in."));
      return;
    }
  if (!zb_command_is_durable (zb_command_get_name (command)))
    {
      dex_future_disown (zb_outbox_send_now (self->outbox, command));
      return;
    }
  dex_future_disown (dex_future_catch (zb_outbox_submit (self->outbox, command), on_not_taken, NULL, NULL));
}

/**
 * zb_link_withdraw:
 * @self: a link
 * @command: one that is held or queued
 *
 * Returns: whether it was taken back in time
 */
gboolean
zb_link_withdraw (ZbLink *self, ZbCommand *command)
{
  return self->outbox != NULL && zb_outbox_withdraw (self->outbox, command);
}

/**
 * zb_link_withdraw_all:
 * @self: a link
 * @subject: the id of something
 *
 * Returns: how much was taken back that waited for it
 */
guint
zb_link_withdraw_all (ZbLink *self, const char *subject)
{
  return self->outbox != NULL ? zb_outbox_withdraw_all (self->outbox, subject) : 0;
}

/**
 * zb_link_give_up:
 * @self: a link
 * @command: one that %ZB_COMMAND_ASKING and was sent before
 *
 * The officer does not want it sent again.
 *
 * Returns: whether it is not
 */
gboolean
zb_link_give_up (ZbLink *self, ZbCommand *command)
{
  return self->outbox != NULL && zb_outbox_give_up (self->outbox, command);
}

/**
 * zb_link_retry:
 * @self: a link
 * @command: one that was refused
 *
 * Returns: whether it is sent again
 */
gboolean
zb_link_retry (ZbLink *self, ZbCommand *command)
{
  return self->outbox != NULL && zb_outbox_retry (self->outbox, command);
}

/**
 * zb_link_confirm:
 * @self: a link
 * @command: one that %ZB_COMMAND_ASKING
 *
 * The officer wants it sent all the same.
 */
void
zb_link_confirm (ZbLink *self, ZbCommand *command)
{
  if (self->outbox != NULL)
    zb_outbox_confirm (self->outbox, command);
}

/**
 * zb_link_dismiss:
 * @self: a link
 * @command: one that was refused
 *
 * The officer has seen why.
 */
void
zb_link_dismiss (ZbLink *self, ZbCommand *command)
{
  if (self->outbox != NULL)
    zb_outbox_dismiss (self->outbox, command);
}
