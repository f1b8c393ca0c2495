/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The officer's sets of layers, as the map's actions change them. Who keeps them follows the list. */
#include "zb-map-view-private.h"

static void
show_layers (ZbMapView *self, guint32 mask)
{
  zb_layer_panel_set_mask (self->panel, mask | zb_map_layers_always ());
}

static void
on_use_layers (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const gboolean all = g_str_equal (g_variant_get_string (parameter, NULL), "all");
  show_layers (ZB_MAP_VIEW (widget), all ? zb_map_layers_all () : zb_map_layers_at_first ());
}

static void
on_use_set (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbMapView *self = ZB_MAP_VIEW (widget);
  ZbNamedSet *set =
      self->sets ? zb_named_sets_find (self->sets, g_variant_get_string (parameter, NULL), NULL) : NULL;
  if (set)
    show_layers (self, zb_map_layers_from_ids (zb_named_set_get_items (set)));
}

static void
on_save_set (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbMapView *self = ZB_MAP_VIEW (widget);
  g_auto (GStrv) layers = zb_map_layers_to_ids (zb_layer_panel_get_mask (self->panel));
  if (!self->sets ||
      !zb_named_sets_save (self->sets, g_variant_get_string (parameter, NULL), (const char *const *)layers))
    gtk_widget_error_bell (widget);
}

static void
on_rename_set (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbMapView *self = ZB_MAP_VIEW (widget);
  const char *from, *to;
  g_variant_get (parameter, "(&s&s)", &from, &to);
  if (self->sets && !g_str_equal (from, to) && !zb_named_sets_rename (self->sets, from, to))
    gtk_widget_error_bell (widget);
}

static void
note_removed (ZbMapView *self, ZbNamedSet *set, guint position)
{
  g_set_object (&self->removed_set, set);
  self->removed_position = position;
  zb_layer_panel_set_removed_set (self->panel, set ? zb_named_set_get_name (set) : NULL);
}

static void
on_remove_set (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbMapView *self = ZB_MAP_VIEW (widget);
  guint position;
  ZbNamedSet *set =
      self->sets ? zb_named_sets_find (self->sets, g_variant_get_string (parameter, NULL), &position) : NULL;
  if (!set)
    return;
  note_removed (self, set, position);
  g_list_store_remove (self->sets, position);
}

static void
on_restore_set (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbMapView *self = ZB_MAP_VIEW (widget);
  if (self->sets && self->removed_set)
    zb_named_sets_put (self->sets, self->removed_position, self->removed_set);
  note_removed (self, NULL, 0);
}

void
zb_map_view_install_sets (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "map.use-layers", "s", on_use_layers);
  gtk_widget_class_install_action (widget_class, "map.use-set", "s", on_use_set);
  gtk_widget_class_install_action (widget_class, "map.save-set", "s", on_save_set);
  gtk_widget_class_install_action (widget_class, "map.rename-set", "(ss)", on_rename_set);
  gtk_widget_class_install_action (widget_class, "map.remove-set", "s", on_remove_set);
  gtk_widget_class_install_action (widget_class, "map.restore-set", NULL, on_restore_set);
}

/* Another officer's sets, or none while it is not known whose they are. */
void
zb_map_view_take_sets (ZbMapView *self, GListStore *sets)
{
  if (!g_set_object (&self->sets, sets))
    return;
  note_removed (self, NULL, 0);
  zb_layer_panel_set_sets (self->panel, sets);
}
