/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-map-window.h"

#include "zb-window-keys.h"

/**
 * ZbMapWindow:
 *
 * The map in a window of its own, for a second monitor. It looks where it is made to look, apart from the
 * map of the desk; what is chosen on it is chosen on the desk. It has no application, so that the console
 * ends with the desk's window.
 */
struct _ZbMapWindow
{
  AdwWindow parent_instance;
  ZbMapView *map;
};

G_DEFINE_FINAL_TYPE (ZbMapWindow, zb_map_window, ADW_TYPE_WINDOW)

static void
zb_map_window_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ZB_TYPE_MAP_WINDOW);
  G_OBJECT_CLASS (zb_map_window_parent_class)->dispose (object);
}

static void
zb_map_window_class_init (ZbMapWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = zb_map_window_dispose;
  g_type_ensure (ZB_TYPE_MAP_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/zhiban/Console/ui/app/map-window.ui");
  gtk_widget_class_bind_template_child (widget_class, ZbMapWindow, map);
}

static void
zb_map_window_init (ZbMapWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  zb_window_keys_install (GTK_WIDGET (self), GTK_WIDGET (self->map), "map.");
}

/**
 * zb_map_window_new:
 *
 * Returns: (transfer floating): a window with a map that shows nothing yet
 */
ZbMapWindow *
zb_map_window_new (void)
{
  return g_object_new (ZB_TYPE_MAP_WINDOW, NULL);
}

/**
 * zb_map_window_get_map:
 * @self: the window
 *
 * Returns: (transfer none): its map
 */
ZbMapView *
zb_map_window_get_map (ZbMapWindow *self)
{
  g_return_val_if_fail (ZB_IS_MAP_WINDOW (self), NULL);
  return self->map;
}
