/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The second map: opened from the desk, shut and hidden with it. */
#include "zb-window-private.h"

/* Who is not signed in sees nothing of the desk, on no screen. */
void
zb_window_follow_door_with_map (ZbWindow *self)
{
  if (self->map_window)
    gtk_widget_set_visible (GTK_WIDGET (self->map_window), zb_window_is_open (self));
}

/* What is chosen there is chosen here; what is the map's own stays with that map. */
static void
share_actions (ZbWindow *self)
{
  GHashTableIter groups;
  gpointer prefix, group;

  g_hash_table_iter_init (&groups, self->actions);
  while (g_hash_table_iter_next (&groups, &prefix, &group))
    if (!g_str_equal (prefix, "map"))
      gtk_widget_insert_action_group (GTK_WIDGET (self->map_window), prefix, group);
}

static void
open_map_window (ZbWindow *self)
{
  ZbMapView *map;

  g_set_weak_pointer (&self->map_window, zb_map_window_new ());
  map = zb_map_window_get_map (self->map_window);
  zb_window_bind_to_desk (self, G_OBJECT (map));
  g_settings_bind (self->settings, "layers", map, "enabled-layers", G_SETTINGS_BIND_GET_NO_CHANGES);
  share_actions (self);
  zb_window_frame_others (self);
}

/**
 * zb_window_show_map_window:
 * @self: the window
 * @parameter: (nullable): not used
 *
 * Opens a second map, or brings it to the front.
 */
void
zb_window_show_map_window (ZbWindow *self, GVariant *parameter)
{
  if (!self->map_window)
    open_map_window (self);
  gtk_window_present (GTK_WINDOW (self->map_window));
}
