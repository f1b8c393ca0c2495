/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Working with a grid: its tiles are pressed, have a menu, take the focus, and cameras are dragged on them.
 */
#include "zb-tile-grid-private.h"

#include "zb-tile-menu.h"
#include "zb-tile-zoom.h"

static guint
find_tile (ZbTileGrid *self, gpointer tile)
{
  guint position;

  return g_ptr_array_find (self->tiles, tile, &position) ? position : 0;
}

static void
on_pressed (GtkGestureClick *click, int n_press, double x, double y, ZbTileGrid *self)
{
  GtkWidget *tile = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (click));

  gtk_widget_grab_focus (tile);
  if (n_press == 2)
    g_signal_emit_by_name (self, "opened", find_tile (self, tile));
}

static void
open_menu (ZbTileGrid *self, GtkWidget *tile, double x, double y)
{
  if (!self->menu)
    self->menu = zb_tile_menu_new (GTK_WIDGET (self));
  gtk_widget_grab_focus (tile);
  zb_tile_grid_select (self, find_tile (self, tile));
  zb_tile_menu_open (self->menu, ZB_TILE (tile), x, y);
}

static void
on_menu_pressed (GtkGestureClick *click, int n_press, double x, double y, ZbTileGrid *self)
{
  open_menu (self, gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (click)), x, y);
}

static gboolean
on_menu_key (GtkWidget *tile, GVariant *unused, gpointer self)
{
  open_menu (self, tile, 24, 24);
  return TRUE;
}

/* The other button of the mouse, and the menu key. */
static void
add_menu (ZbTileGrid *self, GtkWidget *tile)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect (click, "pressed", G_CALLBACK (on_menu_pressed), self);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys), gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("Menu|<Shift>F10"),
                                                        gtk_callback_action_new (on_menu_key, self, NULL)));
  gtk_widget_add_controller (tile, GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (tile, keys);
}

static void
on_focus (GtkEventControllerFocus *focus, ZbTileGrid *self)
{
  zb_tile_grid_select (self,
                       find_tile (self, gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (focus))));
}

/* From a tile to a tile they change places; what came from elsewhere takes the place. */
static void
drop (ZbTileGrid *self, guint position, ZbDevice *device)
{
  g_autoptr (ZbDevice) former = self->placed[position] ? g_object_ref (self->placed[position]) : NULL;

  for (guint i = 0; i < zb_tile_grid_get_n_tiles (self); i++)
    if (self->placed[i] == device && i != position)
      g_set_object (&self->placed[i], former);
  zb_tile_grid_put (self, position, device);
}

static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, ZbTileGrid *self)
{
  GtkWidget *tile = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target));

  drop (self, find_tile (self, tile), g_value_get_object (value));
  gtk_widget_grab_focus (tile);
  return TRUE;
}

/* A picture that is zoomed is dragged about in its tile. */
static GdkContentProvider *
on_prepare (GtkDragSource *source, double x, double y, ZbTileGrid *self)
{
  ZbTile *tile = ZB_TILE (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source)));
  ZbDevice *device = zb_tile_get_magnification (tile) > 1 ? NULL : zb_tile_get_device (tile);

  return device ? gdk_content_provider_new_typed (ZB_TYPE_DEVICE, device) : NULL;
}

void
zb_tile_grid_add_controllers (ZbTileGrid *self, GtkWidget *tile)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkDropTarget *target = gtk_drop_target_new (ZB_TYPE_DEVICE, GDK_ACTION_COPY);
  GtkDragSource *source = gtk_drag_source_new ();

  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed), self);
  g_signal_connect (focus, "enter", G_CALLBACK (on_focus), self);
  g_signal_connect (target, "drop", G_CALLBACK (on_drop), self);
  g_signal_connect (source, "prepare", G_CALLBACK (on_prepare), self);
  gtk_widget_add_controller (tile, focus);
  gtk_widget_add_controller (tile, GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (tile, GTK_EVENT_CONTROLLER (target));
  gtk_widget_add_controller (tile, GTK_EVENT_CONTROLLER (source));
  zb_tile_zoom_attach (tile);
  add_menu (self, tile);
}
