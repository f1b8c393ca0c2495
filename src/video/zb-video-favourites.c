/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cameras that an officer comes back to, and by key to the tile they are wanted in. */
#include "zb-video-page-private.h"

#include "zb-tree-menu.h"

#include <glib/gi18n.h>

/* More than that is a list nobody reads. */
#define MOST_FAVOURITES 200

static guint
find_favourite (char **favourites, const char *id)
{
  guint i = 0;

  while (favourites[i] && !g_str_equal (favourites[i], id))
    i++;
  return i;
}

/* The latest comes last; where there are too many the first goes. */
static char **
add_favourite (char **favourites, const char *id)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_strv_builder_addv (builder, (const char **)favourites + (g_strv_length (favourites) >= MOST_FAVOURITES));
  g_strv_builder_add (builder, id);
  return g_strv_builder_end (builder);
}

static char **
drop_favourite (char **favourites, const char *id)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; favourites[i]; i++)
    if (!g_str_equal (favourites[i], id))
      g_strv_builder_add (builder, favourites[i]);
  return g_strv_builder_end (builder);
}

static void
favour (ZbVideoPage *self, ZbDevice *camera)
{
  const char *id = ZB_ENTITY (camera)->id;
  const gboolean is_one = self->favourites[find_favourite (self->favourites, id)] != NULL;
  g_auto (GStrv) favourites =
      is_one ? drop_favourite (self->favourites, id) : add_favourite (self->favourites, id);
  /* Translators: the name of a camera */
  g_autofree char *words =
      g_strdup_printf (is_one ? _ ("%s is no favourite any more") : _ ("%s is among the favourites"),
                       camera->name ? camera->name : "");

  g_object_set (self, "favourites", favourites, NULL);
  zb_video_page_say (self, words);
}

static void
on_favour (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbVideoPage *self = ZB_VIDEO_PAGE (widget);
  ZbCameraNode *node = zb_video_page_get_chosen (self);
  ZbDevice *camera = g_str_has_prefix (name, "tiles.") ? zb_video_page_get_selected (self)
                     : node                            ? zb_camera_node_get_device (node)
                                                       : NULL;

  if (camera)
    favour (self, camera);
}

/* The camera that is chosen at the left goes to the tile whose number was pressed. */
static void
on_put (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbVideoPage *self = ZB_VIDEO_PAGE (widget);
  ZbCameraNode *node = zb_video_page_get_chosen (self);
  ZbDevice *camera = node ? zb_camera_node_get_device (node) : NULL;
  const guint64 number = g_ascii_strtoull (g_variant_get_string (parameter, NULL), NULL, 10);

  if (!camera || number < 1 || number > zb_tile_grid_get_n_tiles (self->grid))
    {
      gtk_widget_error_bell (widget);
      return;
    }
  zb_video_page_show_in (self, (guint)number - 1, camera);
}

static gboolean
choose (ZbVideoPage *self, ZbCameraNode *node)
{
  GListModel *rows = G_LIST_MODEL (self->rows);

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (GtkTreeListRow) row = g_list_model_get_item (rows, i);
      g_autoptr (ZbCameraNode) item = gtk_tree_list_row_get_item (row);
      if (item != node)
        continue;
      gtk_single_selection_set_selected (GTK_SINGLE_SELECTION (gtk_list_view_get_model (self->list)), i);
      return TRUE;
    }
  return FALSE;
}

static void
on_menu_pressed (GtkGestureClick *click, int n_press, double x, double y, ZbVideoPage *self)
{
  ZbCameraNode *node = zb_tree_menu_find_node (GTK_WIDGET (self->list), x, y);

  if (node && choose (self, node))
    zb_tree_menu_open (self->tree_menu, GTK_WIDGET (self->list), node, zb_tile_grid_get_n_tiles (self->grid),
                       x, y);
}

static void
add_menu (ZbVideoPage *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  self->tree_menu = zb_tree_menu_new (self->tree_side);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect (click, "pressed", G_CALLBACK (on_menu_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self->list), GTK_EVENT_CONTROLLER (click));
}

static void
add_key (GtkEventController *keys, const char *key, const char *action, const char *argument)
{
  GtkShortcut *shortcut =
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string (key), gtk_named_action_new (action));

  if (argument)
    gtk_shortcut_set_arguments (shortcut, g_variant_new_string (argument));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), shortcut);
}

/**
 * zb_video_page_init_tree_keys:
 * @self: the page
 *
 * Digits say in which tile the chosen camera is to be shown; they are the tree's alone, since beside it they
 * mean something else.
 */
void
zb_video_page_init_tree_keys (ZbVideoPage *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  for (guint i = 1; i <= 9; i++)
    {
      g_autofree char *digit = g_strdup_printf ("%u", i);
      g_autofree char *key = g_strdup_printf ("%u|KP_%u", i, i);
      add_key (keys, key, "tiles.put", digit);
    }
  add_key (keys, "asterisk|<Shift>asterisk|KP_Multiply", "tree.favour", NULL);
  gtk_widget_add_controller (GTK_WIDGET (self->list), keys);
  add_menu (self);
}

/**
 * zb_video_page_take_favourites:
 * @self: the page
 * @favourites: (nullable): the ids of cameras
 *
 * Returns: whether these are others
 */
gboolean
zb_video_page_take_favourites (ZbVideoPage *self, const char *const *favourites)
{
  const char *const none[] = { NULL };
  const char *const *taken = favourites ? favourites : none;

  if (self->favourites && g_strv_equal ((const char *const *)self->favourites, taken))
    return FALSE;
  g_strfreev (self->favourites);
  self->favourites = g_strdupv ((char **)taken);
  zb_camera_tree_set_favourites (self->tree, taken);
  return TRUE;
}

void
zb_video_page_install_favourites (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "tiles.put", "s", on_put);
  gtk_widget_class_install_action (widget_class, "tiles.favour", NULL, on_favour);
  gtk_widget_class_install_action (widget_class, "tree.favour", NULL, on_favour);
}
