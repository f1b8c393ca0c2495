/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an officer is told around a line that is not there: who begins without one finds the alerts that are
 * known in the queue, and is asked, when the line is back, about people who were to be sent long ago.
 */
#include "zb-outbox-words.h"
#include "zb-window-private.h"
#include "zb-words.h"

#include <glib/gi18n.h>

/**
 * zb_window_take_known_alerts:
 * @self: the window, its desk shown
 *
 * Where there is no line nothing will say that the lists are whole: what is known last is the beginning.
 */
void
zb_window_take_known_alerts (ZbWindow *self)
{
  if (self->has_opened || zb_link_get_state (zb_desk_get_link (self->desk)) != ZB_LINK_STALE)
    return;
  self->has_opened = TRUE;
  gtk_widget_activate_action (GTK_WIDGET (self), "alert.take-opening", NULL);
}

static void
ask (ZbWindow *self, ZbCommand *command)
{
  g_autofree char *name = zb_outbox_words_name_subject (command);
  g_autofree char *words =
      g_strdup_printf (_ ("%s · %s has waited long, or the case has changed. Send it still?"),
                       zb_words_command (zb_command_get_name (command)), name);
  AdwToast *toast = zb_window_say (self, words);

  adw_toast_set_button_label (toast, _ ("Show the outbox"));
  /* The toast is shown already: an action without its target would be told as a mistake. */
  adw_toast_set_action_target (toast, "s", "outbox");
  adw_toast_set_action_name (toast, "win.page");
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  adw_toast_set_timeout (toast, 0);
}

/* Each is asked about once; behind the door it waits. */
static void
ask_about_late (ZbWindow *self)
{
  GListModel *commands = zb_world_get_commands (zb_desk_get_world (self->desk));

  for (guint i = 0; zb_window_is_open (self) && i < g_list_model_get_n_items (commands); i++)
    {
      g_autoptr (ZbCommand) command = g_list_model_get_item (commands, i);
      if (zb_command_get_state (command) == ZB_COMMAND_ASKING &&
          g_hash_table_add (self->asked, g_strdup (zb_command_get_key (command))))
        ask (self, command);
    }
}

/**
 * zb_window_watch_late:
 * @self: the window
 *
 * Begins to ask about what has waited too long to be sent without asking.
 */
void
zb_window_watch_late (ZbWindow *self)
{
  self->asked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_signal_connect_object (zb_desk_get_world (self->desk), "pending-changed", G_CALLBACK (ask_about_late),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::open", G_CALLBACK (ask_about_late), NULL);
}
