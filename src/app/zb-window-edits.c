/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An edit that came too late: somebody else has changed the case or the watch zone since it was read. The
 * officer is shown both, field by field, and says which holds; then what was to follow the edit, and was
 * refused with it, follows that answer. Where that answer comes too late again, it is shown again with what
 * was chosen.
 */
#include "zb-edit-parts.h"
#include "zb-edited-dialog.h"
#include "zb-window-private.h"
#include "zb-zone.h"

#include <glib/gi18n.h>

#define CHOSEN "zb-chosen"

typedef struct
{
  ZbWindow *window;
  ZbCommand *edit;
  ZbKind kind;
  gint64 revision;
} Comparison;

static void
free_comparison (gpointer data, GClosure *closure)
{
  Comparison *self = data;

  g_object_unref (self->edit);
  g_free (self);
}

static ZbKind
kind_of (ZbCommand *command)
{
  if (g_str_equal (zb_command_get_name (command), "case.edit"))
    return ZB_KIND_CASE;
  return g_str_equal (zb_command_get_name (command), "zone.edit") ? ZB_KIND_ZONE : ZB_KIND_NONE;
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
send_again (ZbWindow *window, ZbCommand *command, GVariant *args, const char *follows, const char *if_match)
{
  g_autoptr (ZbCommand) again =
      zb_command_new (zb_command_get_name (command), zb_command_get_subject (command), args);

  zb_command_set_follows (again, follows);
  zb_command_set_if_match (again, if_match);
  if (if_match)
    g_object_set_data (G_OBJECT (again), CHOSEN, GINT_TO_POINTER (TRUE));
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
      key =
          send_again (window, followers->pdata[i], zb_command_get_args (followers->pdata[i]), follows, NULL);
      g_free (follows);
      follows = key;
    }
}

/* What is to be theirs needs no edit: it is so already. */
static char *
send_chosen (const Comparison *self, ZbEditedDialog *dialog)
{
  g_auto (GStrv) mine = zb_edited_dialog_list_mine (dialog);
  g_autofree char *revision = g_strdup_printf ("%" G_GINT64_FORMAT, self->revision);
  g_autoptr (GVariant) args = NULL;

  if (!mine[0])
    return NULL;
  args = g_variant_ref_sink (
      zb_edit_choose (self->kind, zb_command_get_args (self->edit), (const char *const *)mine));
  return send_again (self->window, self->edit, args, NULL, revision);
}

static void
on_answer (ZbEditedDialog *dialog, const char *answer, gpointer data)
{
  const Comparison *self = data;
  g_autoptr (GPtrArray) followers = NULL;
  g_autofree char *key = NULL;

  if (!g_str_equal (answer, "apply"))
    return;
  followers = list_followers (zb_desk_get_world (self->window->desk), zb_command_get_key (self->edit));
  zb_desk_withdraw (self->window->desk, zb_command_get_key (self->edit));
  key = send_chosen (self, dialog);
  send_followers_again (self->window, followers, key);
}

static void
add_part (ZbEditedDialog *dialog, const ZbEditPart *part, ZbEntity *now, ZbEntity *written, gboolean is_mine)
{
  g_autofree char *theirs = zb_edit_describe (part, now);
  g_autofree char *mine = zb_edit_describe (part, written);
  const ZbEditedField field = { part->id, _ (part->label), theirs, mine, is_mine };

  zb_edited_dialog_add_field (dialog, &field);
}

static ZbEditedDialog *
new_dialog (ZbCommand *edit, ZbKind kind, ZbEntity *now)
{
  GVariant *args = zb_command_get_args (edit);
  g_autoptr (ZbEntity) written = zb_edit_make_entity (kind, args);
  const gboolean chosen = g_object_get_data (G_OBJECT (edit), CHOSEN) != NULL;
  ZbEditedDialog *dialog =
      zb_edited_dialog_new (kind == ZB_KIND_CASE ? ZB_CASE (now)->title : ZB_ZONE (now)->name);
  guint n_parts;
  const ZbEditPart *parts = zb_edit_parts_get (kind, &n_parts);

  for (guint i = 0; i < n_parts; i++)
    if (zb_edit_part_is_in (&parts[i], args))
      add_part (dialog, &parts[i], now, written, chosen);
  return dialog;
}

static void
compare (ZbWindow *self, ZbCommand *refused, ZbKind kind, ZbEntity *now)
{
  Comparison *comparison = g_new0 (Comparison, 1);
  ZbEditedDialog *dialog = new_dialog (refused, kind, now);

  comparison->window = self;
  comparison->edit = g_object_ref (refused);
  comparison->kind = kind;
  comparison->revision = now->revision;
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_answer), comparison, free_comparison,
                         G_CONNECT_DEFAULT);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
}

/**
 * zb_window_compare_edit:
 * @self: the window
 * @refused: a command that the platform has refused
 *
 * Where it is an edit of what somebody else has edited meanwhile, shows both, once.
 *
 * Returns: whether it is one and is shown
 */
gboolean
zb_window_compare_edit (ZbWindow *self, ZbCommand *refused)
{
  ZbProblem *problem = zb_command_get_problem (refused);
  const ZbKind kind = kind_of (refused);
  ZbEntity *now =
      kind ? zb_world_lookup (zb_desk_get_world (self->desk), kind, zb_command_get_subject (refused)) : NULL;

  if (!problem || problem->status != 412 || !now || !zb_window_is_open (self))
    return FALSE;
  if (g_hash_table_add (self->compared, g_strdup (zb_command_get_key (refused))))
    compare (self, refused, kind, now);
  return TRUE;
}

/**
 * zb_window_compare_waiting:
 * @self: the window
 *
 * Shows the edits that came too late while the door was shut, or before the console was started.
 */
void
zb_window_compare_waiting (ZbWindow *self)
{
  GListModel *commands = zb_world_get_commands (zb_desk_get_world (self->desk));

  for (guint i = 0; i < g_list_model_get_n_items (commands); i++)
    {
      g_autoptr (ZbCommand) command = g_list_model_get_item (commands, i);
      if (zb_command_get_state (command) == ZB_COMMAND_REFUSED)
        zb_window_compare_edit (self, command);
    }
}
