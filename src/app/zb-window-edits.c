/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An edit that came too late: somebody else has changed the case since it was read. The officer is
 * shown both and says which holds; then what was to follow the edit, and was refused with it,
 * follows that answer.
 */
#include "zb-edited-dialog.h"
#include "zb-window-private.h"

typedef struct
{
  ZbWindow *window;
  ZbCommand *edit;
  gint64 revision;
} Comparison;

static void
free_comparison (gpointer data, GClosure *closure)
{
  Comparison *self = data;

  g_object_unref (self->edit);
  g_free (self);
}

/* Those that follow @key, and those that follow them, in the order in which they were made. */
static GPtrArray *
list_followers (ZbWorld *world, const char *key)
{
  GListModel *commands = zb_world_get_commands (world);
  GPtrArray *followers = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) keys = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_add (keys, (gpointer)key);
  for (guint i = 0; i < g_list_model_get_n_items (commands); i++)
    {
      g_autoptr (ZbCommand) command = g_list_model_get_item (commands, i);
      const char *follows = zb_command_get_follows (command);
      if (!follows || !g_hash_table_contains (keys, follows))
        continue;
      g_hash_table_add (keys, (gpointer)zb_command_get_key (command));
      g_ptr_array_add (followers, g_steal_pointer (&command));
    }
  return followers;
}

/* Hands @command over anew, with a key of its own: the one that it had was refused. */
static char *
send_again (ZbWindow *window, ZbCommand *command, const char *follows, const char *if_match)
{
  g_autoptr (ZbCommand) again = zb_command_new (
      zb_command_get_name (command), zb_command_get_subject (command), zb_command_get_args (command));

  zb_command_set_follows (again, follows);
  zb_command_set_if_match (again, if_match);
  zb_window_send (window, again);
  return g_strdup (zb_command_get_key (again));
}

static void
send_followers_again (ZbWindow *window, GPtrArray *followers, const char *first)
{
  g_autofree char *follows = g_strdup (first);

  for (guint i = 0; i < followers->len; i++)
    {
      char *key;
      if (!zb_desk_withdraw (window->desk, zb_command_get_key (followers->pdata[i])))
        return;
      key = send_again (window, followers->pdata[i], follows, NULL);
      g_free (follows);
      follows = key;
    }
}

static void
on_answer (AdwAlertDialog *dialog, const char *answer, gpointer data)
{
  const Comparison *self = data;
  g_autofree char *revision = g_strdup_printf ("%" G_GINT64_FORMAT, self->revision);
  g_autoptr (GPtrArray) followers = NULL;
  g_autofree char *key = NULL;

  if (!g_str_equal (answer, "mine") && !g_str_equal (answer, "theirs"))
    return;
  followers = list_followers (zb_desk_get_world (self->window->desk), zb_command_get_key (self->edit));
  zb_desk_withdraw (self->window->desk, zb_command_get_key (self->edit));
  if (g_str_equal (answer, "mine"))
    key = send_again (self->window, self->edit, NULL, revision);
  send_followers_again (self->window, followers, key);
}

/**
 * zb_window_compare_edit:
 * @self: the window
 * @refused: a command that the platform has refused
 *
 * Where it is an edit of a case that somebody else has edited meanwhile, shows both.
 *
 * Returns: whether it is one and is shown
 */
gboolean
zb_window_compare_edit (ZbWindow *self, ZbCommand *refused)
{
  ZbProblem *problem = zb_command_get_problem (refused);
  ZbCase *of =
      zb_world_lookup (zb_desk_get_world (self->desk), ZB_KIND_CASE, zb_command_get_subject (refused));
  Comparison *comparison;
  AdwDialog *dialog;

  if (!problem || problem->status != 412 || !of || !zb_window_is_open (self))
    return FALSE;
  comparison = g_new0 (Comparison, 1);
  comparison->window = self;
  comparison->edit = g_object_ref (refused);
  comparison->revision = ZB_ENTITY (of)->revision;
  dialog = zb_edited_dialog_new (of, zb_command_get_args (refused));
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_answer), comparison, free_comparison,
                         G_CONNECT_DEFAULT);
  adw_dialog_present (dialog, GTK_WIDGET (self));
  return TRUE;
}
