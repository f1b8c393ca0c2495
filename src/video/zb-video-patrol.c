/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cameras in turn: what the header of the tiles says of the patrol, and its buttons. */
#include "zb-video-page-private.h"

#include <glib/gi18n.h>

static guint
count_in_group (ZbCameraNode *group)
{
  guint online = 0, all = 0;

  zb_camera_node_count (group, &online, &all);
  return all;
}

/* A group of the tree, or with a camera chosen nothing. */
static ZbCameraNode *
get_group (ZbVideoPage *self)
{
  ZbCameraNode *node = zb_video_page_get_chosen (self);

  return node && !zb_camera_node_get_device (node) && count_in_group (node) > 0 ? node : NULL;
}

/* The group that is chosen, or all favourites, which have no group; returns what that is called. */
static const char *
list_cameras (ZbVideoPage *self, GListStore *cameras)
{
  ZbCameraNode *group = get_group (self);
  GListModel *roots = zb_camera_tree_get_roots (self->tree);

  if (group)
    zb_camera_node_list_cameras (group, cameras);
  if (group || zb_video_page_get_grouping (self) != ZB_CAMERA_FAVOURITES)
    return group ? zb_camera_node_get_title (group) : NULL;
  for (guint i = 0; i < g_list_model_get_n_items (roots); i++)
    {
      g_autoptr (ZbCameraNode) root = g_list_model_get_item (roots, i);
      zb_camera_node_list_cameras (root, cameras);
    }
  return C_ ("cameras by", "Favourites");
}

static gboolean
has_cameras (ZbVideoPage *self)
{
  return get_group (self) || (zb_video_page_get_grouping (self) == ZB_CAMERA_FAVOURITES &&
                              g_list_model_get_n_items (zb_camera_tree_get_roots (self->tree)) > 0);
}

static char *
describe (ZbVideoPage *self)
{
  guint n_pages, page = zb_camera_patrol_get_page (self->patrol, &n_pages);

  if (n_pages < 2)
    return g_strdup (_ ("All on one page"));
  if (zb_camera_patrol_get_paused (self->patrol))
    return g_strdup_printf (_ ("Page %u of %u · paused"), page + 1, n_pages);
  return g_strdup_printf (_ ("Page %u of %u · the next in %u s"), page + 1, n_pages,
                          zb_camera_patrol_get_left (self->patrol));
}

static void
show_bar (ZbVideoPage *self)
{
  const gboolean paused = zb_camera_patrol_get_paused (self->patrol);
  g_autofree char *line = describe (self);
  /* Translators: what is looked after in turn, and how many cameras that are */
  g_autofree char *title =
      g_strdup_printf (C_ ("patrol", "%s, %u cameras"), zb_camera_patrol_get_title (self->patrol),
                       zb_camera_patrol_get_n_cameras (self->patrol));

  gtk_label_set_label (self->patrol_title, title);
  gtk_label_set_label (self->patrol_line, line);
  gtk_image_set_from_icon_name (self->patrol_icon, paused ? "zb-play-symbolic" : "zb-pause-symbolic");
}

/**
 * zb_video_page_update_patrol:
 * @self: the page
 *
 * Says how it stands with the patrol.
 */
void
zb_video_page_update_patrol (ZbVideoPage *self)
{
  const gboolean on = zb_camera_patrol_is_on (self->patrol);
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_widget_set_visible (self->patrol_bar, on);
  gtk_widget_set_visible (self->patrol_button, !on);
  gtk_widget_action_set_enabled (widget, "patrol.start", has_cameras (self));
  gtk_widget_action_set_enabled (widget, "patrol.stop", on);
  gtk_widget_action_set_enabled (widget, "patrol.pause", on);
  gtk_widget_action_set_enabled (widget, "patrol.next", on);
  gtk_widget_action_set_enabled (widget, "patrol.previous", on);
  if (on)
    show_bar (self);
}

static void
on_turned (ZbVideoPage *self)
{
  const char *shape = zb_camera_patrol_get_shape (self->patrol);

  self->arranging = TRUE;
  if (zb_tile_shape_find (shape))
    adw_toggle_group_set_active_name (self->shapes, shape);
  for (guint i = 0; i < ZB_TILE_GRID_MOST; i++)
    zb_tile_grid_put (self->grid, i, zb_camera_patrol_get_camera (self->patrol, i));
  self->arranging = FALSE;
  zb_video_page_update_tiles (self);
}

/* --- what can be done ------------------------------------------------------------------------------ */

static void
on_start (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbVideoPage *self = ZB_VIDEO_PAGE (widget);
  g_autoptr (GListStore) cameras = g_list_store_new (ZB_TYPE_DEVICE);
  const char *title = list_cameras (self, cameras);

  if (!title)
    return;
  zb_tile_grid_set_single (self->grid, FALSE);
  zb_camera_patrol_set_page_size (self->patrol, zb_tile_grid_get_n_tiles (self->grid));
  zb_camera_patrol_start (self->patrol, title, G_LIST_MODEL (cameras));
}

static void
on_stop (GtkWidget *widget, const char *name, GVariant *parameter)
{
  zb_camera_patrol_stop (ZB_VIDEO_PAGE (widget)->patrol);
}

static void
on_pause (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbCameraPatrol *patrol = ZB_VIDEO_PAGE (widget)->patrol;

  zb_camera_patrol_set_paused (patrol, !zb_camera_patrol_get_paused (patrol));
}

static void
on_turn (GtkWidget *widget, const char *name, GVariant *parameter)
{
  zb_camera_patrol_turn (ZB_VIDEO_PAGE (widget)->patrol, g_str_equal (name, "patrol.next") ? 1 : -1);
}

static void
on_seconds (GtkWidget *widget, const char *name, GVariant *parameter)
{
  zb_camera_patrol_set_seconds (ZB_VIDEO_PAGE (widget)->patrol,
                                (guint)g_ascii_strtoull (g_variant_get_string (parameter, NULL), NULL, 10));
}

void
zb_video_page_install_patrol (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "patrol.start", NULL, on_start);
  gtk_widget_class_install_action (widget_class, "patrol.stop", NULL, on_stop);
  gtk_widget_class_install_action (widget_class, "patrol.pause", NULL, on_pause);
  gtk_widget_class_install_action (widget_class, "patrol.next", NULL, on_turn);
  gtk_widget_class_install_action (widget_class, "patrol.previous", NULL, on_turn);
  gtk_widget_class_install_action (widget_class, "patrol.seconds", "s", on_seconds);
}

void
zb_video_page_init_patrol (ZbVideoPage *self)
{
  self->patrol = zb_camera_patrol_new ();
  g_signal_connect_swapped (self->patrol, "turned", G_CALLBACK (on_turned), self);
  g_signal_connect_swapped (self->patrol, "ticked", G_CALLBACK (zb_video_page_update_patrol), self);
  zb_video_page_update_patrol (self);
}
