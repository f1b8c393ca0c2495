/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-settings-dialog.h"

#include "zb-base-map-page.h"
#include "zb-mute-panel.h"
#include "zb-sound-watch.h"

/**
 * ZbSettingsDialog:
 *
 * What an officer can choose about the console at this seat.
 */
struct _ZbSettingsDialog
{
  AdwPreferencesDialog parent_instance;
  GtkWidget *style_row;
  GtkAdjustment *volume_value;
  GtkWidget *high_row, *medium_row, *low_row;
  GtkWidget *test_row;
  ZbMutePanel *mute_panel;
  GtkWidget *lock_row;
  GtkWidget *transport_row;
};

G_DEFINE_FINAL_TYPE (ZbSettingsDialog, zb_settings_dialog, ADW_TYPE_PREFERENCES_DIALOG)

static gboolean
nick_to_position (GValue *value, GVariant *variant, gpointer data)
{
  GSettingsSchemaKey *key = data;
  g_autoptr (GVariant) range = g_settings_schema_key_get_range (key);
  g_autoptr (GVariant) nicks = NULL;
  g_autofree const char **names = NULL;
  const char *type;

  g_variant_get (range, "(&sv)", &type, &nicks);
  names = g_variant_get_strv (nicks, NULL);
  for (guint i = 0; names[i]; i++)
    if (g_str_equal (names[i], g_variant_get_string (variant, NULL)))
      {
        g_value_set_uint (value, i);
        return TRUE;
      }
  return FALSE;
}

static GVariant *
position_to_nick (const GValue *value, const GVariantType *type, gpointer data)
{
  GSettingsSchemaKey *key = data;
  g_autoptr (GVariant) range = g_settings_schema_key_get_range (key);
  g_autoptr (GVariant) nicks = NULL;
  g_autofree const char **names = NULL;
  const char *kind;

  g_variant_get (range, "(&sv)", &kind, &nicks);
  names = g_variant_get_strv (nicks, NULL);
  return g_variant_new_string (names[g_value_get_uint (value)]);
}

/* The row's choices are in the order of the key's. */
static void
bind_choice (GSettings *settings, const char *key, GtkWidget *row)
{
  g_autoptr (GSettingsSchema) schema = NULL;

  g_object_get (settings, "settings-schema", &schema, NULL);
  g_settings_bind_with_mapping (settings, key, row, "selected", G_SETTINGS_BIND_DEFAULT, nick_to_position,
                                position_to_nick, g_settings_schema_get_key (schema, key),
                                (GDestroyNotify)g_settings_schema_key_unref);
}

static void
add_base_maps (ZbSettingsDialog *self, GSettings *settings)
{
  ZbBaseMaps *maps = zb_base_maps_get_default ();

  if (maps)
    adw_preferences_dialog_add (ADW_PREFERENCES_DIALOG (self), zb_base_map_page_new (settings, maps));
}

static void
on_sound_test (GSettings *settings, const char *key, ZbSettingsDialog *self)
{
  g_autofree char *words = zb_sound_watch_describe (settings);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->test_row), words);
}

/**
 * zb_settings_dialog_new:
 * @settings: what it changes
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
zb_settings_dialog_new (GSettings *settings)
{
  ZbSettingsDialog *self = g_object_new (ZB_TYPE_SETTINGS_DIALOG, NULL);

  bind_choice (settings, "style", self->style_row);
  bind_choice (settings, "video-transport", self->transport_row);
  bind_choice (settings, "sound-high", self->high_row);
  bind_choice (settings, "sound-medium", self->medium_row);
  bind_choice (settings, "sound-low", self->low_row);
  g_settings_bind (settings, "sound-volume", self->volume_value, "value", G_SETTINGS_BIND_DEFAULT);
  zb_mute_panel_set_settings (self->mute_panel, settings);
  g_signal_connect_object (settings, "changed::sound-test", G_CALLBACK (on_sound_test), self,
                           G_CONNECT_DEFAULT);
  on_sound_test (settings, NULL, self);
  g_settings_bind (settings, "lock-minutes", self->lock_row, "value", G_SETTINGS_BIND_DEFAULT);
  add_base_maps (self, settings);
  return ADW_DIALOG (self);
}

static void
zb_settings_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ZB_TYPE_SETTINGS_DIALOG);
  G_OBJECT_CLASS (zb_settings_dialog_parent_class)->dispose (object);
}

static void
zb_settings_dialog_class_init (ZbSettingsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = zb_settings_dialog_dispose;
  g_type_ensure (ZB_TYPE_MUTE_PANEL);
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/zhiban/Console/ui/app/settings-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, ZbSettingsDialog, style_row);
  gtk_widget_class_bind_template_child (widget_class, ZbSettingsDialog, volume_value);
  gtk_widget_class_bind_template_child (widget_class, ZbSettingsDialog, high_row);
  gtk_widget_class_bind_template_child (widget_class, ZbSettingsDialog, medium_row);
  gtk_widget_class_bind_template_child (widget_class, ZbSettingsDialog, low_row);
  gtk_widget_class_bind_template_child (widget_class, ZbSettingsDialog, test_row);
  gtk_widget_class_bind_template_child (widget_class, ZbSettingsDialog, mute_panel);
  gtk_widget_class_bind_template_child (widget_class, ZbSettingsDialog, lock_row);
  gtk_widget_class_bind_template_child (widget_class, ZbSettingsDialog, transport_row);
}

static void
zb_settings_dialog_init (ZbSettingsDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
