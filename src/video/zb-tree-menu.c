/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done with a line of the tree of cameras: for a camera in which tile it is shown, for a group
 * that it is gone through. Its actions are those of the page. */
#include "zb-tree-menu.h"

#include "zb-camera-row.h"

#include <glib/gi18n.h>

/* As many as digits; those beyond are reached by dragging. */
#define MOST_TILES 9

static GMenuModel *
make_tiles (guint n_tiles)
{
  GMenu *tiles = g_menu_new ();

  for (guint i = 1; i <= MIN (n_tiles, MOST_TILES); i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i);
      /* Translators: the number of a tile */
      g_autofree char *words = g_strdup_printf (_ ("Tile %u"), i);
      g_autoptr (GMenuItem) item = g_menu_item_new (words, NULL);
      g_menu_item_set_action_and_target (item, "tiles.put", "s", number);
      g_menu_append_item (tiles, item);
    }
  return G_MENU_MODEL (tiles);
}

static GMenuModel *
make_model (ZbCameraNode *node, guint n_tiles)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenuModel) tiles = make_tiles (n_tiles);

  if (!zb_camera_node_get_device (node))
    {
      g_menu_append (menu, C_ ("verb", "Patrol"), "patrol.start");
      return G_MENU_MODEL (menu);
    }
  g_menu_append_submenu (menu, _ ("Show In"), tiles);
  g_menu_append (menu, _ ("Favourite, or no more"), "tree.favour");
  return G_MENU_MODEL (menu);
}

/**
 * zb_tree_menu_new:
 * @parent: what holds the tree
 *
 * Returns: (transfer none): a menu that is not open
 */
GtkWidget *
zb_tree_menu_new (GtkWidget *parent)
{
  GtkWidget *menu = gtk_popover_menu_new_from_model (NULL);

  gtk_popover_set_has_arrow (GTK_POPOVER (menu), FALSE);
  gtk_widget_set_halign (menu, GTK_ALIGN_START);
  gtk_widget_set_parent (menu, parent);
  return menu;
}

/**
 * zb_tree_menu_find_node:
 * @list: the tree
 * @x: where on it
 * @y: where on it
 *
 * Returns: (transfer none) (nullable): what the line there is about
 */
ZbCameraNode *
zb_tree_menu_find_node (GtkWidget *list, double x, double y)
{
  GtkWidget *picked = gtk_widget_pick (list, x, y, GTK_PICK_DEFAULT);
  GtkWidget *row = picked ? gtk_widget_get_ancestor (picked, ZB_TYPE_CAMERA_ROW) : NULL;
  g_autoptr (ZbCameraNode) node = NULL;

  if (row)
    g_object_get (row, "node", &node, NULL);
  return node; /* the tree keeps it */
}

/**
 * zb_tree_menu_open:
 * @menu: the menu
 * @list: the tree
 * @node: what it is about, which is chosen in the tree
 * @n_tiles: how many tiles there are
 * @x: where on the tree
 * @y: where on the tree
 */
void
zb_tree_menu_open (GtkWidget *menu, GtkWidget *list, ZbCameraNode *node, guint n_tiles, double x, double y)
{
  g_autoptr (GMenuModel) model = make_model (node, n_tiles);
  graphene_point_t at;

  if (!gtk_widget_compute_point (list, gtk_widget_get_parent (menu),
                                 &GRAPHENE_POINT_INIT ((float)x, (float)y), &at))
    return;
  gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (menu), model);
  gtk_popover_set_pointing_to (GTK_POPOVER (menu), &(GdkRectangle){ (int)at.x, (int)at.y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (menu));
}
