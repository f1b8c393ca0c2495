/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-mute-panel.h"

#include "zb-mute-row.h"

/**
 * ZbMutePanel:
 *
 * What can be muted at this seat and for how long: below the sound button, and in the settings.
 */
struct _ZbMutePanel
{
  AdwBin parent_instance;
  ZbMuteRow *high, *medium, *low;
};

G_DEFINE_FINAL_TYPE (ZbMutePanel, zb_mute_panel, ADW_TYPE_BIN)

/**
 * zb_mute_panel_set_settings:
 * @self: a panel
 * @settings: the console's
 */
void
zb_mute_panel_set_settings (ZbMutePanel *self, GSettings *settings)
{
  g_return_if_fail (ZB_IS_MUTE_PANEL (self));
  zb_mute_row_set_settings (self->high, settings);
  zb_mute_row_set_settings (self->medium, settings);
  zb_mute_row_set_settings (self->low, settings);
}

static void
zb_mute_panel_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ZB_TYPE_MUTE_PANEL);
  G_OBJECT_CLASS (zb_mute_panel_parent_class)->dispose (object);
}

static void
zb_mute_panel_class_init (ZbMutePanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = zb_mute_panel_dispose;
  g_type_ensure (ZB_TYPE_MUTE_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/zhiban/Console/ui/app/mute-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, ZbMutePanel, high);
  gtk_widget_class_bind_template_child (widget_class, ZbMutePanel, medium);
  gtk_widget_class_bind_template_child (widget_class, ZbMutePanel, low);
}

static void
zb_mute_panel_init (ZbMutePanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
