/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-base-map-page.h"

#include "zb-base-source-dialog.h"
#include "zb-base-words.h"

#include <glib/gi18n.h>

/**
 * ZbBaseMapPage:
 *
 * The settings' page of base maps: which one is shown, which there are, and what of them is kept on the disk.
 */
struct _ZbBaseMapPage
{
  AdwPreferencesPage parent_instance;
  GSettings *settings;
  ZbBaseMaps *maps;
  GtkListBox *list;
  GtkWidget *size_row;
  AdwActionRow *used_row;
  GtkWidget *clear;
};

#define BUTTON "zb-button"

G_DEFINE_FINAL_TYPE (ZbBaseMapPage, zb_base_map_page, ADW_TYPE_PREFERENCES_PAGE)

/* --- the list ------------------------------------------------------------------------------------- */

static void
edit (ZbBaseMapPage *self, ZbBaseSource *source)
{
  adw_dialog_present (zb_base_source_dialog_new (self->maps, source), GTK_WIDGET (self));
}

static void
on_edit (GtkButton *button, ZbBaseMapPage *self)
{
  edit (self, zb_base_maps_find (self->maps, gtk_widget_get_name (GTK_WIDGET (button))));
}

static void
on_add (ZbBaseMapPage *self)
{
  edit (self, NULL);
}

/* The name of a button is the id of its base map, none for the one that is built in. */
static void
on_chosen (GtkCheckButton *button, GParamSpec *pspec, ZbBaseMapPage *self)
{
  const char *id = gtk_widget_get_name (GTK_WIDGET (button));

  if (gtk_check_button_get_active (button))
    zb_base_maps_choose (self->maps, zb_base_maps_find (self->maps, id) ? id : NULL);
}

static GtkWidget *
new_row (ZbBaseMapPage *self, const char *id, const char *title, const char *subtitle, GtkCheckButton *group)
{
  GtkWidget *row = adw_action_row_new (), *button = gtk_check_button_new ();
  g_autofree char *chosen = g_settings_get_string (self->settings, "base-map");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_set_name (button, id);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_check_button_set_group (GTK_CHECK_BUTTON (button), group);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (button), g_str_equal (chosen, id));
  g_signal_connect (button, "notify::active", G_CALLBACK (on_chosen), self);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  g_object_set_data (G_OBJECT (row), BUTTON, button);
  gtk_list_box_append (self->list, row);
  return button;
}

/* It was chosen by somebody else, such as the dialog that has just set it up. */
static void
show_chosen (ZbBaseMapPage *self)
{
  g_autofree char *chosen = g_settings_get_string (self->settings, "base-map");
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)); i++)
    {
      GtkWidget *button = g_object_get_data (G_OBJECT (row), BUTTON);
      if (g_str_equal (gtk_widget_get_name (button), chosen))
        gtk_check_button_set_active (GTK_CHECK_BUTTON (button), TRUE);
    }
}

static void
add_edit_button (ZbBaseMapPage *self, GtkWidget *row, ZbBaseSource *source)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("zb-settings-symbolic");
  g_autofree char *words = g_strdup_printf (_ ("Set up “%s”"), source->name);

  gtk_widget_set_name (button, source->id);
  gtk_widget_set_tooltip_text (button, words);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect (button, "clicked", G_CALLBACK (on_edit), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static void
add_map (ZbBaseMapPage *self, ZbBaseSource *source, GtkCheckButton *group)
{
  g_autofree char *words = zb_base_words_describe (source);
  GtkWidget *button = new_row (self, source->id, source->name, words, group);

  add_edit_button (self, gtk_widget_get_ancestor (button, ADW_TYPE_ACTION_ROW), source);
}

static void
fill (ZbBaseMapPage *self)
{
  GListModel *list = zb_base_maps_get_list (self->maps);
  GtkWidget *first;

  gtk_list_box_remove_all (self->list);
  first = new_row (self, "", _ ("Built in"), _ ("The map of the district that comes with the console"), NULL);
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (ZbBaseSource) source = g_list_model_get_item (list, i);
      add_map (self, source, GTK_CHECK_BUTTON (first));
    }
}

static void
on_told (ZbBaseMapPage *self, const char *words)
{
  GtkWidget *dialog = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_PREFERENCES_DIALOG);
  AdwToast *toast;

  if (!dialog)
    return;
  toast = adw_toast_new ("");
  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_title (toast, words);
  adw_preferences_dialog_add_toast (ADW_PREFERENCES_DIALOG (dialog), toast);
}

/* --- what is kept --------------------------------------------------------------------------------- */

static void
on_measured (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ZbBaseMapPage) self = data;
  const guint64 size = zb_base_maps_measure_finish (ZB_BASE_MAPS (source), result);
  g_autofree char *words = g_format_size (size);

  if (!self->used_row)
    return;
  adw_action_row_set_subtitle (self->used_row, words);
  gtk_widget_set_sensitive (self->clear, size > 0);
}

static void
measure (ZbBaseMapPage *self)
{
  zb_base_maps_measure_async (self->maps, FALSE, on_measured, g_object_ref (self));
}

static void
on_clear (ZbBaseMapPage *self)
{
  gtk_widget_set_sensitive (self->clear, FALSE);
  zb_base_maps_measure_async (self->maps, TRUE, on_measured, g_object_ref (self));
}

/* --- GObject -------------------------------------------------------------------------------------- */

static void
zb_base_map_page_dispose (GObject *object)
{
  ZbBaseMapPage *self = ZB_BASE_MAP_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), ZB_TYPE_BASE_MAP_PAGE);
  g_clear_object (&self->settings);
  g_clear_object (&self->maps);
  G_OBJECT_CLASS (zb_base_map_page_parent_class)->dispose (object);
}

static void
zb_base_map_page_class_init (ZbBaseMapPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = zb_base_map_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/zhiban/Console/ui/app/base-map-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ZbBaseMapPage, list);
  gtk_widget_class_bind_template_child (widget_class, ZbBaseMapPage, size_row);
  gtk_widget_class_bind_template_child (widget_class, ZbBaseMapPage, used_row);
  gtk_widget_class_bind_template_child (widget_class, ZbBaseMapPage, clear);
  gtk_widget_class_bind_template_callback (widget_class, on_add);
  gtk_widget_class_bind_template_callback (widget_class, on_clear);
}

static void
zb_base_map_page_init (ZbBaseMapPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * zb_base_map_page_new:
 * @settings: what it changes
 * @maps: the base maps
 *
 * Returns: (transfer floating): the page
 */
AdwPreferencesPage *
zb_base_map_page_new (GSettings *settings, ZbBaseMaps *maps)
{
  ZbBaseMapPage *self = g_object_new (ZB_TYPE_BASE_MAP_PAGE, NULL);

  self->settings = g_object_ref (settings);
  self->maps = g_object_ref (maps);
  g_settings_bind (settings, "tile-cache-megabytes", self->size_row, "value", G_SETTINGS_BIND_DEFAULT);
  g_signal_connect_object (zb_base_maps_get_list (maps), "items-changed", G_CALLBACK (fill), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::base-map", G_CALLBACK (show_chosen), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (maps, "told", G_CALLBACK (on_told), self, G_CONNECT_SWAPPED);
  fill (self);
  measure (self);
  return ADW_PREFERENCES_PAGE (self);
}
