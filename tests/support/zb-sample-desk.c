/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-sample-desk.h"

static const struct
{
  const char *group, *name, *type;
} actions[] = {
  { "alert", "select", "s" },      { "alert", "deselect", NULL },
  { "alert", "claim", "s" },       { "alert", "take-over", "(ss)" },
  { "alert", "release", "s" },     { "alert", "verdict", "(ss)" },
  { "alert", "snooze", "(sxs)" },  { "alert", "merge", "(ss)" },
  { "alert", "close", "(ss)" },    { "alert", "dispatch", "s" },
  { "case", "show", "s" },         { "case", "send", "s" },
  { "case", "dispatch", "a{sv}" }, { "command", "submit", "(ssa{sv})" },
  { "outbox", "withdraw", "s" },   { "case", "deselect", NULL },
  { "win", "page", "s" },
};

static void
on_activate (GSimpleAction *action, GVariant *parameter, ZbSampleDesk *self)
{
  g_autofree char *words = parameter ? g_variant_print (parameter, FALSE) : NULL;
  const char *group = g_object_get_data (G_OBJECT (action), "group");
  const char *name = g_action_get_name (G_ACTION (action));

  g_ptr_array_add (self->log, words ? g_strdup_printf ("%s.%s %s", group, name, words)
                                    : g_strdup_printf ("%s.%s", group, name));
}

static void
add_action (ZbSampleDesk *self, GHashTable *groups, int row)
{
  GSimpleActionGroup *group = g_hash_table_lookup (groups, actions[row].group);
  const GVariantType *type = actions[row].type ? G_VARIANT_TYPE (actions[row].type) : NULL;
  g_autoptr (GSimpleAction) action = g_simple_action_new (actions[row].name, type);

  if (!group)
    {
      group = g_simple_action_group_new ();
      g_hash_table_insert (groups, (gpointer)actions[row].group, group);
      gtk_widget_insert_action_group (self->window, actions[row].group, G_ACTION_GROUP (group));
    }
  g_object_set_data (G_OBJECT (action), "group", (gpointer)actions[row].group);
  g_signal_connect (action, "activate", G_CALLBACK (on_activate), self);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
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
  g_autoptr (GHashTable) groups = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);

  self->screen = screen;
  g_object_add_weak_pointer (G_OBJECT (screen), (gpointer *)&self->screen);
  self->window = zb_sample_show (screen, width, height);
  for (int row = 0; row < (int)G_N_ELEMENTS (actions); row++)
    add_action (self, groups, row);
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
