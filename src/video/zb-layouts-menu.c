/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-layouts-menu.h"

#include "zb-layout-row.h"

#include <glib/gi18n.h>

/**
 * ZbLayoutsMenu:
 *
 * What an officer does with layouts: show one, save what the tiles show now under a name, go through several
 * in turn, call one otherwise, delete one and have it back. All of it is told by actions of the page.
 */
struct _ZbLayoutsMenu
{
  GtkPopover parent_instance;
  GtkListBox *rows;
  GtkEntry *name;
  GtkWidget *removed;
  GtkLabel *removed_label;
};

G_DEFINE_FINAL_TYPE (ZbLayoutsMenu, zb_layouts_menu, GTK_TYPE_POPOVER)

static gboolean
has_words (gpointer object, const char *text)
{
  g_autofree char *words = g_strstrip (g_strdup (text ? text : ""));

  return *words != '\0';
}

static void
on_save (ZbLayoutsMenu *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->name));

  if (!has_words (self, text))
    return;
  gtk_widget_activate_action (GTK_WIDGET (self), "layouts.save", "s", text);
  gtk_editable_set_text (GTK_EDITABLE (self->name), "");
}

static GtkWidget *
make_row (gpointer layout, gpointer nothing)
{
  return GTK_WIDGET (zb_layout_row_new (layout));
}

static void
zb_layouts_menu_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ZB_TYPE_LAYOUTS_MENU);
  G_OBJECT_CLASS (zb_layouts_menu_parent_class)->dispose (object);
}

static void
zb_layouts_menu_class_init (ZbLayoutsMenuClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = zb_layouts_menu_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/zhiban/Console/ui/video/layouts-menu.ui");
  gtk_widget_class_bind_template_child (widget_class, ZbLayoutsMenu, rows);
  gtk_widget_class_bind_template_child (widget_class, ZbLayoutsMenu, name);
  gtk_widget_class_bind_template_child (widget_class, ZbLayoutsMenu, removed);
  gtk_widget_class_bind_template_child (widget_class, ZbLayoutsMenu, removed_label);
  gtk_widget_class_bind_template_callback (widget_class, has_words);
  gtk_widget_class_bind_template_callback (widget_class, on_save);
}

static void
zb_layouts_menu_init (ZbLayoutsMenu *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * zb_layouts_menu_set_layouts:
 * @self: a menu
 * @layouts: (nullable): the officer's layouts
 */
void
zb_layouts_menu_set_layouts (ZbLayoutsMenu *self, GListStore *layouts)
{
  gtk_list_box_bind_model (self->rows, G_LIST_MODEL (layouts), make_row, NULL, NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->name), layouts != NULL);
}

/**
 * zb_layouts_menu_set_removed:
 * @self: a menu
 * @name: (nullable): the layout that was deleted last and can be had back
 */
void
zb_layouts_menu_set_removed (ZbLayoutsMenu *self, const char *name)
{
  /* Translators: the name of a layout of tiles */
  g_autofree char *text = name ? g_strdup_printf (_ ("“%s” is deleted"), name) : NULL;

  gtk_label_set_label (self->removed_label, text ? text : "");
  gtk_widget_set_visible (self->removed, name != NULL);
}
