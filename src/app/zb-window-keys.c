/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keys of a window that has one page of the desk, for a second monitor: those that the desk has for it.
 */
#include "zb-window-keys.h"

#include "zb-actions.h"

typedef struct
{
  GtkWidget *page; /* a part of the window whose key it is */
  const ZbAction *row;
} Key;

static gboolean
on_key (GtkWidget *window, GVariant *unused, gpointer data)
{
  const Key *key = data;

  return gtk_widget_activate_action_variant (key->page, key->row->name, NULL);
}

static GtkShortcut *
make_shortcut (GtkWidget *page, const ZbAction *row)
{
  const Key key = { page, row };

  return gtk_shortcut_new (gtk_shortcut_trigger_parse_string (row->key),
                           gtk_callback_action_new (on_key, g_memdup2 (&key, sizeof key), g_free));
}

/**
 * zb_window_keys_install:
 * @window: a window
 * @page: a part of it that has the actions
 * @group: their group with its point, such as "map."
 *
 * Gives a window those keys of the desk that are of a group and need nothing more to be said. Letters wait
 * until nothing else wants them.
 */
void
zb_window_keys_install (GtkWidget *window, GtkWidget *page, const char *group)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();
  guint n_rows;
  const ZbAction *rows = zb_actions_get (&n_rows);

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_BUBBLE);
  for (guint i = 0; i < n_rows; i++)
    if (rows[i].key && !rows[i].type && g_str_has_prefix (rows[i].name, group))
      gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), make_shortcut (page, &rows[i]));
  gtk_widget_add_controller (window, keys);
}
