/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The menu of a place on the map: what is around it, what sees it, and what its coordinates are, in the ways
 * that others ask for them. */
#include "zb-map-view-private.h"

#include "zb-datum.h"
#include "zb-words.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* Each of the ways, as the action is told. */
static const struct
{
  const char *way, *words;
  ZbDatum datum;
  gboolean degrees;
} ways[] = {
  { "decimal", N_ ("Copy Coordinates"), ZB_DATUM_WGS84, FALSE },
  { "degrees", N_ ("Copy Coordinates in Degrees"), ZB_DATUM_WGS84, TRUE },
  { "gcj02", N_ ("Copy Coordinates for Chinese Maps (GCJ-02)"), ZB_DATUM_GCJ02, FALSE },
};

static char *
write_place (ZbMapView *self, guint way)
{
  const ZbPoint point = zb_datum_from_wgs84 (ways[way].datum, self->menu_place);

  return ways[way].degrees ? zb_words_degrees (point) : zb_words_coordinates (point);
}

static void
on_copy_place (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbMapView *self = ZB_MAP_VIEW (widget);
  const char *wanted = g_variant_get_string (parameter, NULL);

  for (guint way = 0; way < G_N_ELEMENTS (ways); way++)
    {
      g_autofree char *text = NULL;

      if (!g_str_equal (ways[way].way, wanted) || !zb_point_is_known (self->menu_place))
        continue;
      text = write_place (self, way);
      gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
      gtk_accessible_announce (GTK_ACCESSIBLE (widget), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
    }
}

static void
append_action (ZbMapView *self, GMenu *section, const char *words, const char *action)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (words, NULL);

  g_menu_item_set_action_and_target (item, action, "(dd)", self->menu_place.lon, self->menu_place.lat);
  g_menu_append_item (section, item);
}

static GMenuModel *
make_actions (ZbMapView *self)
{
  g_autoptr (GMenu) section = g_menu_new ();

  append_action (self, section, _ ("What Is Near"), "map.near-place");
  append_action (self, section, _ ("Look Here"), "video.look");
  return G_MENU_MODEL (g_steal_pointer (&section));
}

static GMenuModel *
make_picture (void)
{
  g_autoptr (GMenu) section = g_menu_new ();

  g_menu_append (section, _ ("Save a Picture of the Map…"), "map.save-picture");
  return G_MENU_MODEL (g_steal_pointer (&section));
}

static GMenuModel *
make_menu (ZbMapView *self)
{
  g_autoptr (GMenu) menu = g_menu_new (), section = g_menu_new (), drawing = g_menu_new ();
  g_autoptr (GMenuModel) actions = make_actions (self), picture = make_picture ();
  g_autofree char *title = write_place (self, 0);

  for (guint way = 0; way < G_N_ELEMENTS (ways); way++)
    {
      g_autofree char *action = g_strdup_printf ("map.copy-place::%s", ways[way].way);

      g_menu_append (section, _ (ways[way].words), action);
    }
  g_menu_append (drawing, _ ("Measure Distance from Here"), "map.measure-here::distance");
  g_menu_append (drawing, _ ("Measure Area from Here"), "map.measure-here::area");
  g_menu_append_section (menu, title, actions);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (drawing));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
  g_menu_append_section (menu, NULL, picture);
  return G_MENU_MODEL (g_steal_pointer (&menu));
}

static void
open_menu (ZbMapView *self, double x, double y)
{
  ZbMapProjection projection;
  g_autoptr (GMenuModel) menu = NULL;

  if (!zb_map_projection_init (&projection, shumate_map_get_viewport (self->map), GTK_WIDGET (self->map)))
    return;
  self->menu_place = zb_map_projection_to_point (&projection, x, y);
  menu = make_menu (self);
  gtk_popover_menu_set_menu_model (self->menu, menu);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &(GdkRectangle){ (int)x, (int)y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
on_pressed (ZbMapView *self, int n_press, double x, double y, GtkGesture *gesture)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  open_menu (self, x, y);
}

/* With the keyboard: of what is in the middle. */
static void
on_menu_key (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbMapView *self = ZB_MAP_VIEW (widget);

  open_menu (self, gtk_widget_get_width (GTK_WIDGET (self->map)) / 2.,
             gtk_widget_get_height (GTK_WIDGET (self->map)) / 2.);
}

void
zb_map_view_install_menu (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "map.copy-place", "s", on_copy_place);
  gtk_widget_class_install_action (widget_class, "map.menu", NULL, on_menu_key);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "map.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "map.menu", NULL);
}

void
zb_map_view_init_menu (ZbMapView *self)
{
  GtkGesture *press = gtk_gesture_click_new ();

  self->menu_place = ZB_POINT_NOWHERE;
  self->menu = GTK_POPOVER_MENU (gtk_popover_menu_new_from_model (NULL));
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  gtk_widget_set_halign (GTK_WIDGET (self->menu), GTK_ALIGN_START);
  gtk_widget_set_parent (GTK_WIDGET (self->menu), GTK_WIDGET (self));
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (press), GDK_BUTTON_SECONDARY);
  g_signal_connect_swapped (press, "pressed", G_CALLBACK (on_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self->map), GTK_EVENT_CONTROLLER (press));
}
