/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-layer-row.h"

#include "zb-severity-icon.h"

#include <glib/gi18n.h>

/**
 * ZbLayerRow:
 *
 * One layer of the map in the panel: whether it is shown, what it is, how many there are.
 */
struct _ZbLayerRow
{
  GtkWidget parent_instance;
  GtkCheckButton *check;
  GtkImage *icon;
  GtkWidget *severity;
  GtkLabel *name;
  GtkLabel *total;
};

typedef enum
{
  PROP_ACTIVE = 1,
} ZbLayerRowProperty;

static GParamSpec *properties[PROP_ACTIVE + 1];

G_DEFINE_FINAL_TYPE (ZbLayerRow, zb_layer_row, GTK_TYPE_WIDGET)

static void
on_toggled (ZbLayerRow *self)
{
  if (zb_layer_row_get_active (self))
    gtk_widget_remove_css_class (GTK_WIDGET (self), "off");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self), "off");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVE]);
}

static void
zb_layer_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((ZbLayerRowProperty)id)
    {
    case PROP_ACTIVE:
      g_value_set_boolean (value, zb_layer_row_get_active (ZB_LAYER_ROW (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_layer_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch ((ZbLayerRowProperty)id)
    {
    case PROP_ACTIVE:
      zb_layer_row_set_active (ZB_LAYER_ROW (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_layer_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ZB_TYPE_LAYER_ROW);
  G_OBJECT_CLASS (zb_layer_row_parent_class)->dispose (object);
}

static void
zb_layer_row_class_init (ZbLayerRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->get_property = zb_layer_row_get_property;
  G_OBJECT_CLASS (klass)->set_property = zb_layer_row_set_property;
  G_OBJECT_CLASS (klass)->dispose = zb_layer_row_dispose;
  properties[PROP_ACTIVE] = g_param_spec_boolean (
      "active", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), G_N_ELEMENTS (properties), properties);
  g_type_ensure (ZB_TYPE_SEVERITY_ICON);
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/zhiban/Console/ui/map/layer-row.ui");
  gtk_widget_class_bind_template_child (widget_class, ZbLayerRow, check);
  gtk_widget_class_bind_template_child (widget_class, ZbLayerRow, icon);
  gtk_widget_class_bind_template_child (widget_class, ZbLayerRow, severity);
  gtk_widget_class_bind_template_child (widget_class, ZbLayerRow, name);
  gtk_widget_class_bind_template_child (widget_class, ZbLayerRow, total);
  gtk_widget_class_bind_template_callback (widget_class, on_toggled);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
zb_layer_row_init (ZbLayerRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* In shape and colour as on the map. What is never hidden says so. */
static void
show_severity (ZbLayerRow *self, ZbMapLayer layer)
{
  const gboolean always = zb_map_layers_always () >> layer & 1;
  g_object_set (self->severity, "severity", (int)zb_map_layer_get_severity (layer), NULL);
  gtk_widget_set_visible (self->severity, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->icon), FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->check), !always);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), always
                                                      ? _ ("Urgent alerts are always on the map")
                                                      : _ ("The selected alert is on the map in any case"));
}

/**
 * zb_layer_row_new:
 * @layer: which layer
 *
 * Returns: (transfer floating): its row, switched off
 */
ZbLayerRow *
zb_layer_row_new (ZbMapLayer layer)
{
  ZbLayerRow *self = g_object_new (ZB_TYPE_LAYER_ROW, NULL);
  const ZbMapLayerInfo *info = zb_map_layer_get_info (layer);
  gtk_image_set_from_icon_name (self->icon, info->icon);
  gtk_label_set_label (self->name, zb_map_layer_get_name (layer));
  if (layer == ZB_MAP_LAYER_UNIT)
    gtk_widget_add_css_class (GTK_WIDGET (self->icon), "zb-unit");
  if (info->group == ZB_MAP_LAYERS_ALERTS)
    show_severity (self, layer);
  return self;
}

/**
 * zb_layer_row_get_name:
 * @self: a row
 *
 * Returns: (transfer none): what its layer is called
 */
const char *
zb_layer_row_get_name (ZbLayerRow *self)
{
  return gtk_label_get_label (self->name);
}

/**
 * zb_layer_row_set_words:
 * @self: a row
 * @name: what its layer is called
 * @tooltip: what else there is to say
 */
void
zb_layer_row_set_words (ZbLayerRow *self, const char *name, const char *tooltip)
{
  gtk_label_set_label (self->name, name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), tooltip);
}

/**
 * zb_layer_row_get_active:
 * @self: a row
 *
 * Returns: whether its layer is shown
 */
gboolean
zb_layer_row_get_active (ZbLayerRow *self)
{
  return gtk_check_button_get_active (self->check);
}

/**
 * zb_layer_row_set_active:
 * @self: a row
 * @active: whether its layer is shown
 */
void
zb_layer_row_set_active (ZbLayerRow *self, gboolean active)
{
  gtk_check_button_set_active (self->check, active);
}

/**
 * zb_layer_row_set_total:
 * @self: a row
 * @total: how many are on the layer, %G_MAXUINT where it is not known
 */
void
zb_layer_row_set_total (ZbLayerRow *self, guint total)
{
  /* Translators: a count, with the locale's grouping of thousands */
  g_autofree char *text = g_strdup_printf (_ ("%'u"), total);
  gtk_label_set_label (self->total, total == G_MAXUINT ? "" : text);
}
