/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ways from an alert or a symbol of the map to the tiles, and the second window of cameras: opened from the
 * desk, shut and hidden with it. */
#include "zb-window-private.h"

#include "zb-alert-camera.h"

#include <glib/gi18n.h>

/**
 * zb_window_open_alerts_camera:
 * @self: the window
 * @parameter: (s): the id of an alert
 *
 * Shows among the tiles what an alert is looked at with: the camera that raised it, or the nearest one.
 */
void
zb_window_open_alerts_camera (ZbWindow *self, GVariant *parameter)
{
  ZbWorld *world = zb_desk_get_world (self->desk);
  ZbAlert *alert = zb_world_lookup (world, ZB_KIND_ALERT, g_variant_get_string (parameter, NULL));
  ZbDevice *camera = alert ? zb_alert_find_camera (alert, world) : NULL;

  if (!camera)
    {
      zb_window_say (self, _ ("There is no camera within 300 m of this alert"));
      return;
    }
  zb_window_show_page (self, "video");
  zb_video_page_open (self->video_page, camera);
}

/**
 * zb_window_offer_camera:
 * @toast: what says which device was chosen on the map
 * @device: that device
 *
 * A camera can be shown among the tiles from there.
 */
void
zb_window_offer_camera (AdwToast *toast, ZbDevice *device)
{
  if (device->kind != ZB_DEVICE_CAMERA)
    return;
  adw_toast_set_button_label (toast, _ ("Show its picture"));
  adw_toast_set_action_name (toast, "video.open");
  adw_toast_set_action_target (toast, "s", ZB_ENTITY (device)->id);
}

/**
 * zb_window_follow_door_with_video:
 * @self: the window
 *
 * Who is not signed in sees nothing of the desk, on no screen.
 */
void
zb_window_follow_door_with_video (ZbWindow *self)
{
  if (self->video_window)
    gtk_widget_set_visible (GTK_WIDGET (self->video_window), zb_window_is_open (self));
}

/* What is done to the world is done as on the desk; what is done with tiles stays with these tiles. */
static void
share_actions (ZbWindow *self)
{
  GHashTableIter groups;
  gpointer prefix, group;

  g_hash_table_iter_init (&groups, self->actions);
  while (g_hash_table_iter_next (&groups, &prefix, &group))
    if (!g_str_equal (prefix, "tiles"))
      gtk_widget_insert_action_group (GTK_WIDGET (self->video_window), prefix, group);
}

/* An officer has one list of layouts and one of favourites, wherever they look at them. */
static void
share_lists (ZbWindow *self, ZbVideoPage *page)
{
  g_object_bind_property (self->video_page, "layouts", page, "layouts", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->video_page, "favourites", page, "favourites",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
}

static void
open_video_window (ZbWindow *self)
{
  ZbVideoPage *page;

  g_set_weak_pointer (&self->video_window, zb_video_window_new ());
  page = zb_video_window_get_page (self->video_window);
  share_lists (self, page);
  g_clear_object (&self->window_keeper);
  self->window_keeper = zb_video_keeper_new_for_window (zb_map_page_get_preferences (self->map_page), page);
  zb_window_bind_to_desk (self, G_OBJECT (page));
  share_actions (self);
  zb_window_frame_others (self);
}

/**
 * zb_window_show_video_window:
 * @self: the window
 * @parameter: (nullable): not used
 *
 * Opens a second window of cameras, or brings it to the front.
 */
void
zb_window_show_video_window (ZbWindow *self, GVariant *parameter)
{
  if (!self->video_window)
    open_video_window (self);
  gtk_window_present (GTK_WINDOW (self->video_window));
}

/**
 * zb_window_close_video_window:
 * @self: the window
 *
 * Closes it with the desk.
 */
void
zb_window_close_video_window (ZbWindow *self)
{
  if (self->video_window)
    gtk_window_destroy (GTK_WINDOW (self->video_window));
  g_clear_weak_pointer (&self->video_window);
  g_clear_object (&self->window_keeper);
}
