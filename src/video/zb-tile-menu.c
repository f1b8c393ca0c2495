/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done with the tile under the pointer. It is the grid's, so that a tile that goes away while it
 * is open takes nothing with it; its actions are those of the page around the grid. */
#include "zb-tile-menu.h"

#include <glib/gi18n.h>

static GMenuModel *
make_model (void)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) view = g_menu_new ();
  g_autoptr (GMenu) place = g_menu_new ();

  g_menu_append (view, _ ("Save the picture"), "tiles.snapshot");
  g_menu_append (view, _ ("Only this one, or all"), "tiles.enlarge");
  g_menu_append (view, _ ("Closer"), "tiles.zoom-in");
  g_menu_append (view, _ ("Farther"), "tiles.zoom-out");
  g_menu_append (view, _ ("All of the picture"), "tiles.zoom-reset");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (view));
  g_menu_append (place, _ ("Show on the map"), "tiles.show-on-map");
  g_menu_append (place, _ ("What is near"), "tiles.show-near");
  g_menu_append (place, _ ("Favourite, or no more"), "tiles.favour");
  g_menu_append (place, _ ("Take off the tile"), "tiles.clear");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (place));
  return G_MENU_MODEL (menu);
}

/**
 * zb_tile_menu_new:
 * @grid: whose it is; it has to unparent it, and to present it where it is laid out
 *
 * Returns: (transfer none): a menu that is not open
 */
GtkWidget *
zb_tile_menu_new (GtkWidget *grid)
{
  g_autoptr (GMenuModel) model = make_model ();
  GtkWidget *menu = gtk_popover_menu_new_from_model (model);

  gtk_popover_set_has_arrow (GTK_POPOVER (menu), FALSE);
  gtk_widget_set_halign (menu, GTK_ALIGN_START);
  gtk_widget_set_parent (menu, grid);
  return menu;
}

/**
 * zb_tile_menu_open:
 * @menu: the menu
 * @tile: the tile that it is about, which is selected
 * @x: where in the tile
 * @y: where in the tile
 */
void
zb_tile_menu_open (GtkWidget *menu, ZbTile *tile, double x, double y)
{
  graphene_point_t at;

  if (!gtk_widget_compute_point (GTK_WIDGET (tile), gtk_widget_get_parent (menu),
                                 &GRAPHENE_POINT_INIT ((float)x, (float)y), &at))
    return;
  gtk_popover_set_pointing_to (GTK_POPOVER (menu), &(GdkRectangle){ (int)at.x, (int)at.y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (menu));
}
