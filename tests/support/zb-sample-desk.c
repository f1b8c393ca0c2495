/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window of the sample: it has the actions of the console's own table, and writes down what was asked. */
#include "zb-sample-desk.h"

#include "zb-actions.h"

static void
on_activate (GSimpleAction *action, GVariant *parameter, ZbSampleDesk *self)
{
  g_autofree char *words = parameter ? g_variant_print (parameter, FALSE) : NULL;
  const char *name = g_object_get_data (G_OBJECT (action), "name");

  g_ptr_array_add (self->log, words ? g_strdup_printf ("%s %s", name, words) : g_strdup (name));
}

static GActionMap *
find_group (ZbSampleDesk *self, GHashTable *groups, const char *prefix)
{
  GSimpleActionGroup *group = g_hash_table_lookup (groups, prefix);

  if (!group)
    {
      group = g_simple_action_group_new ();
      g_hash_table_insert (groups, g_strdup (prefix), group);
      gtk_widget_insert_action_group (self->window, prefix, G_ACTION_GROUP (group));
    }
  return G_ACTION_MAP (group);
}

static void
add_action (ZbSampleDesk *self, GHashTable *groups, const ZbAction *row)
{
  g_auto (GStrv) parts = g_strsplit (row->name, ".", 2);
  GActionMap *group = find_group (self, groups, parts[0]);
  g_autoptr (GSimpleAction) action = NULL;

  if (g_action_map_lookup_action (group, parts[1]))
    return;
  action = g_simple_action_new (parts[1], row->type ? G_VARIANT_TYPE (row->type) : NULL);
  g_object_set_data (G_OBJECT (action), "name", (gpointer)row->name);
  g_signal_connect (action, "activate", G_CALLBACK (on_activate), self);
  g_action_map_add_action (group, G_ACTION (action));
}

/**
 * zb_sample_desk_open:
 * @self: a desk
 * @account: the id of who sits there
 *
 * Makes a world and seats an officer.
 */
void
zb_sample_desk_open (ZbSampleDesk *self, const char *account)
{
  const gint64 now = g_get_real_time ();

  self->world = zb_sample_world_new (now);
  self->services = zb_sample_services_new (now);
  self->account = zb_sample_world_get_account (self->world, account);
  self->log = g_ptr_array_new_with_free_func (g_free);
}

/**
 * zb_sample_desk_show:
 * @self: a desk
 * @screen: (transfer full): a screen
 * @width: of the window
 * @height: of the window
 *
 * Shows a screen.
 */
void
zb_sample_desk_show (ZbSampleDesk *self, GtkWidget *screen, int width, int height)
{
  g_autoptr (GHashTable) groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  guint n_rows;
  const ZbAction *rows = zb_actions_get (&n_rows);

  self->screen = screen;
  g_object_add_weak_pointer (G_OBJECT (screen), (gpointer *)&self->screen);
  self->window = zb_sample_show (screen, width, height);
  for (guint i = 0; i < n_rows; i++)
    add_action (self, groups, &rows[i]);
  zb_sample_settle ();
}

/**
 * zb_sample_desk_last:
 * @self: a desk
 *
 * Returns: (transfer none): the last action that was activated, with its parameter
 */
const char *
zb_sample_desk_last (ZbSampleDesk *self)
{
  return self->log->len > 0 ? self->log->pdata[self->log->len - 1] : "";
}

/**
 * zb_sample_desk_close:
 * @self: a desk
 *
 * Destroys window, screen and world, and demands that nothing of them is left.
 */
void
zb_sample_desk_close (ZbSampleDesk *self)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  zb_sample_settle ();
  g_assert_null (self->screen);
  g_ptr_array_unref (self->log);
  g_assert_finalize_object (self->services);
  g_assert_finalize_object (self->world);
}
