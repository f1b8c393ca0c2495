/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-layer-sets-menu.h"

#include "zb-named-set-row.h"
#include "zb-map-layers.h"

#include <glib/gi18n.h>

/**
 * ZbLayerSetsMenu:
 *
 * What an officer does with sets of layers: choose one, save what the map shows now under a name, call one
 * otherwise, delete one and have it back. All of it is told by actions of the map.
 */
struct _ZbLayerSetsMenu
{
  GtkPopover parent_instance;
  GtkListBox *rows;
  GtkEntry *name;
  GtkWidget *removed;
  GtkLabel *removed_label;
  guint32 mask;
};

G_DEFINE_FINAL_TYPE (ZbLayerSetsMenu, zb_layer_sets_menu, GTK_TYPE_POPOVER)

static gboolean
has_words (gpointer object, const char *text)
{
  g_autofree char *words = g_strstrip (g_strdup (text ? text : ""));
  return *words != '\0';
}

static void
on_save (ZbLayerSetsMenu *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->name));
  if (!has_words (self, text))
    return;
  gtk_widget_activate_action (GTK_WIDGET (self), "map.save-set", "s", text);
  gtk_editable_set_text (GTK_EDITABLE (self->name), "");
}

static void
mark_current (ZbLayerSetsMenu *self, ZbNamedSetRow *row)
{
  ZbNamedSet *set = zb_named_set_row_get_set (row);
  zb_named_set_row_set_current (row, zb_map_layers_from_ids (zb_named_set_get_items (set)) == self->mask);
}

static GtkWidget *
make_row (gpointer set, gpointer self)
{
  ZbNamedSetRow *row = zb_named_set_row_new (set, "map");
  mark_current (self, row);
  return GTK_WIDGET (row);
}

static void
zb_layer_sets_menu_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ZB_TYPE_LAYER_SETS_MENU);
  G_OBJECT_CLASS (zb_layer_sets_menu_parent_class)->dispose (object);
}

static void
zb_layer_sets_menu_class_init (ZbLayerSetsMenuClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = zb_layer_sets_menu_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/zhiban/Console/ui/map/layer-sets-menu.ui");
  gtk_widget_class_bind_template_child (widget_class, ZbLayerSetsMenu, rows);
  gtk_widget_class_bind_template_child (widget_class, ZbLayerSetsMenu, name);
  gtk_widget_class_bind_template_child (widget_class, ZbLayerSetsMenu, removed);
  gtk_widget_class_bind_template_child (widget_class, ZbLayerSetsMenu, removed_label);
  gtk_widget_class_bind_template_callback (widget_class, has_words);
  gtk_widget_class_bind_template_callback (widget_class, on_save);
}

static void
zb_layer_sets_menu_init (ZbLayerSetsMenu *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * zb_layer_sets_menu_set_sets:
 * @self: a menu
 * @sets: (nullable): the officer's sets
 */
void
zb_layer_sets_menu_set_sets (ZbLayerSetsMenu *self, GListStore *sets)
{
  gtk_list_box_bind_model (self->rows, G_LIST_MODEL (sets), make_row, self, NULL);
}

/**
 * zb_layer_sets_menu_set_mask:
 * @self: a menu
 * @mask: a bit for each layer that is shown: the set with just these is marked
 */
void
zb_layer_sets_menu_set_mask (ZbLayerSetsMenu *self, guint32 mask)
{
  self->mask = mask;
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->rows)); row;
       row = gtk_widget_get_next_sibling (row))
    {
      GtkWidget *child =
          GTK_IS_LIST_BOX_ROW (row) ? gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row)) : NULL;
      if (ZB_IS_NAMED_SET_ROW (child))
        mark_current (self, ZB_NAMED_SET_ROW (child));
    }
}

/**
 * zb_layer_sets_menu_set_removed:
 * @self: a menu
 * @name: (nullable): the set that was deleted last and can be had back
 */
void
zb_layer_sets_menu_set_removed (ZbLayerSetsMenu *self, const char *name)
{
  /* Translators: the name of a set of layers */
  g_autofree char *text = name ? g_strdup_printf (_ ("“%s” is deleted"), name) : NULL;
  gtk_label_set_label (self->removed_label, text ? text : "");
  gtk_widget_set_visible (self->removed, name != NULL);
}
