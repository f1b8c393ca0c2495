/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an officer does with commands that wait: takes them back, lets them go, sends them again, copies what
 * they are. */
#include "zb-outbox-words.h"
#include "zb-window-private.h"

#include <glib/gi18n.h>

static ZbCommand *
find_command (ZbWindow *self, const char *key)
{
  GListModel *commands = zb_world_get_commands (zb_desk_get_world (self->desk));

  for (guint i = 0; i < g_list_model_get_n_items (commands); i++)
    {
      g_autoptr (ZbCommand) command = g_list_model_get_item (commands, i);
      if (g_str_equal (zb_command_get_key (command), key))
        return g_steal_pointer (&command);
    }
  return NULL;
}

static const char *
words_of_too_late (ZbCommand *command)
{
  return command && zb_command_get_was_sent (command) && zb_command_get_state (command) == ZB_COMMAND_QUEUED
             ? _ ("Too late: it was sent, and the answer has not come yet")
             : _ ("Too late: it is on its way to the platform");
}

/**
 * zb_window_withdraw:
 * @self: the window
 * @parameter: (s): a command's key
 *
 * Takes a command back, forgets one that was refused, or does not send again what the platform may have done.
 */
void
zb_window_withdraw (ZbWindow *self, GVariant *parameter)
{
  const char *key = g_variant_get_string (parameter, NULL);
  g_autoptr (ZbCommand) command = find_command (self, key);
  const gboolean refused = command && zb_command_get_state (command) == ZB_COMMAND_REFUSED;
  const gboolean given_up = command && zb_command_can_be_given_up (command);

  if (!zb_desk_withdraw (self->desk, key))
    zb_window_say (self, words_of_too_late (command));
  else if (given_up)
    zb_window_say (self, _ ("Not sent again; see whether the platform has done it the first time"));
  else if (!refused)
    zb_window_say (self, _ ("Taken back; nothing was sent"));
}

/**
 * zb_window_withdraw_all:
 * @self: the window
 * @parameter: (s): the id of something
 *
 * Takes back all that waits for one thing.
 */
void
zb_window_withdraw_all (ZbWindow *self, GVariant *parameter)
{
  const guint n =
      zb_link_withdraw_all (zb_desk_get_link (self->desk), g_variant_get_string (parameter, NULL));
  g_autofree char *words =
      g_strdup_printf (ngettext ("%u taken back; nothing was sent", "%u taken back; nothing was sent", n), n);

  zb_window_say (self, n > 0 ? words : _ ("Too late: it is on its way to the platform"));
}

/**
 * zb_window_confirm:
 * @self: the window
 * @parameter: (s): a command's key
 *
 * Lets a command go that was asked about.
 */
void
zb_window_confirm (ZbWindow *self, GVariant *parameter)
{
  zb_desk_confirm (self->desk, g_variant_get_string (parameter, NULL));
}

/**
 * zb_window_retry:
 * @self: the window
 * @parameter: (s): a command's key
 *
 * Sends again what was refused.
 */
void
zb_window_retry (ZbWindow *self, GVariant *parameter)
{
  g_autoptr (ZbCommand) command = find_command (self, g_variant_get_string (parameter, NULL));

  if (command)
    zb_link_retry (zb_desk_get_link (self->desk), command);
}

/**
 * zb_window_copy_command:
 * @self: the window
 * @parameter: (s): a command's key
 *
 * Puts what a command is, how it stands and why into the clipboard.
 */
void
zb_window_copy_command (ZbWindow *self, GVariant *parameter)
{
  g_autoptr (ZbCommand) command = find_command (self, g_variant_get_string (parameter, NULL));
  g_autofree char *text = command ? zb_outbox_words_describe_all (command) : NULL;

  if (!text)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  zb_window_say (self, _ ("The details were copied"));
}
