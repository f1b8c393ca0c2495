/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-ptz-preset-row.h"

#include <glib/gi18n.h>
#include <math.h>

/**
 * ZbPtzPresetRow:
 *
 * A view that a camera can be turned back to. Taken away, it stays for a few seconds to be brought back.
 */
struct _ZbPtzPresetRow
{
  GtkListBoxRow parent_instance;
  ZbPtzControl *control;
  ZbPtzPreset *preset;
  guint going_source;

  GtkWidget *name;
  GtkWidget *now;
  GtkWidget *remove_button;
  GtkWidget *undo_button;
};

G_DEFINE_FINAL_TYPE (ZbPtzPresetRow, zb_ptz_preset_row, GTK_TYPE_LIST_BOX_ROW)

#define UNDO_SECONDS 5
#define NEAR_DEGREES 0.5
#define NEAR_ZOOM 0.05

static void
show_going (ZbPtzPresetRow *self, gboolean going)
{
  g_autofree char *text =
      going ? g_strdup_printf (_ ("%s: removed"), self->preset->name) : g_strdup (self->preset->name);

  gtk_label_set_text (GTK_LABEL (self->name), text);
  gtk_widget_set_visible (self->undo_button, going);
  gtk_widget_set_visible (self->remove_button, !going);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), !going);
}

/**
 * zb_ptz_preset_row_settle:
 * @self: a row
 *
 * What was taken away goes at once.
 */
void
zb_ptz_preset_row_settle (ZbPtzPresetRow *self)
{
  if (!self->going_source)
    return;
  g_clear_handle_id (&self->going_source, g_source_remove);
  zb_ptz_control_remove (self->control, self->preset->id);
}

static gboolean
on_gone (gpointer data)
{
  ZbPtzPresetRow *self = data;

  self->going_source = 0;
  zb_ptz_control_remove (self->control, self->preset->id);
  return G_SOURCE_REMOVE;
}

static void
on_remove (ZbPtzPresetRow *self)
{
  if (!self->going_source)
    self->going_source = g_timeout_add_seconds (UNDO_SECONDS, on_gone, self);
  show_going (self, TRUE);
}

static void
on_undo (ZbPtzPresetRow *self)
{
  g_clear_handle_id (&self->going_source, g_source_remove);
  show_going (self, FALSE);
}

static GtkWidget *
new_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, style);
  return label;
}

static GtkWidget *
new_name (const char *name)
{
  GtkWidget *label = new_label (name, "zb-dense");

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  return label;
}

static GtkWidget *
new_button (ZbPtzPresetRow *self, GtkWidget *button, GCallback callback)
{
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "zb-ptz-row-button");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (button, "clicked", callback, self);
  return button;
}

static void
fill (ZbPtzPresetRow *self, guint number)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  g_autofree char *text = g_strdup_printf ("%u", number);
  g_autofree char *remove = g_strdup_printf (_ ("Remove %s"), self->preset->name);

  self->name = new_name (self->preset->name);
  self->now = new_label (C_ ("preset", "now"), "zb-caption");
  self->remove_button =
      new_button (self, gtk_button_new_from_icon_name ("zb-close-symbolic"), G_CALLBACK (on_remove));
  self->undo_button =
      new_button (self, gtk_button_new_with_label (C_ ("preset", "Undo")), G_CALLBACK (on_undo));
  gtk_widget_set_tooltip_text (self->remove_button, remove);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->remove_button), GTK_ACCESSIBLE_PROPERTY_LABEL, remove,
                                  -1);
  gtk_box_append (GTK_BOX (box), new_label (text, "zb-ptz-number"));
  gtk_box_append (GTK_BOX (box), self->name);
  gtk_box_append (GTK_BOX (box), self->now);
  gtk_box_append (GTK_BOX (box), self->remove_button);
  gtk_box_append (GTK_BOX (box), self->undo_button);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
}

static void
zb_ptz_preset_row_dispose (GObject *object)
{
  ZbPtzPresetRow *self = ZB_PTZ_PRESET_ROW (object);

  g_clear_handle_id (&self->going_source, g_source_remove);
  g_clear_object (&self->control);
  g_clear_object (&self->preset);
  G_OBJECT_CLASS (zb_ptz_preset_row_parent_class)->dispose (object);
}

static void
zb_ptz_preset_row_class_init (ZbPtzPresetRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = zb_ptz_preset_row_dispose;
}

static void
zb_ptz_preset_row_init (ZbPtzPresetRow *self)
{
}

/**
 * zb_ptz_preset_row_new:
 * @control: what turns the camera
 * @preset: one of its presets
 * @number: its place, from 1; the first nine have keys
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
zb_ptz_preset_row_new (ZbPtzControl *control, ZbPtzPreset *preset, guint number)
{
  ZbPtzPresetRow *self = g_object_new (ZB_TYPE_PTZ_PRESET_ROW, NULL);

  self->control = g_object_ref (control);
  self->preset = g_object_ref (preset);
  fill (self, number);
  show_going (self, FALSE);
  return GTK_WIDGET (self);
}

/**
 * zb_ptz_preset_row_get_preset:
 * @self: a row
 *
 * Returns: (transfer none): its preset
 */
ZbPtzPreset *
zb_ptz_preset_row_get_preset (ZbPtzPresetRow *self)
{
  return self->preset;
}

static gboolean
is_near (const ZbPtz *ptz, const ZbPtzPreset *preset)
{
  return fabs (remainder (ptz->pan - preset->pan, 360)) < NEAR_DEGREES &&
         fabs (ptz->tilt - preset->tilt) < NEAR_DEGREES && fabs (ptz->zoom - preset->zoom) < NEAR_ZOOM;
}

/**
 * zb_ptz_preset_row_show:
 * @self: a row
 * @ptz: how the camera stands
 * @mine: whether it may be turned from here
 */
void
zb_ptz_preset_row_show (ZbPtzPresetRow *self, ZbPtz *ptz, gboolean mine)
{
  gtk_widget_set_visible (self->now, !self->going_source && is_near (ptz, self->preset));
  gtk_widget_set_sensitive (self->remove_button, mine);
}
