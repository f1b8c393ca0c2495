/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-layer-group.h"

#include <glib/gi18n.h>

/**
 * ZbLayerGroup:
 *
 * Layers that belong together, folded under a heading that says how many of them are shown: what is hidden
 * has to be told also where the rows are not seen.
 */
struct _ZbLayerGroup
{
  GtkWidget parent_instance;
  GtkWidget *content;
  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *summary;
  GtkBox *rows_box;
  ZbMapLayerGroup group;
  gboolean expanded;
};

typedef enum
{
  PROP_EXPANDED = 1,
} ZbLayerGroupProperty;

static GParamSpec *properties[PROP_EXPANDED + 1];

G_DEFINE_FINAL_TYPE (ZbLayerGroup, zb_layer_group, GTK_TYPE_WIDGET)

static const struct
{
  const char *title, *icon;
} groups[ZB_N_MAP_LAYER_GROUPS] = {
  [ZB_MAP_LAYERS_LINES] = { NC_ ("map layer", "Lines of defence"), "zb-shield-symbolic" },
  [ZB_MAP_LAYERS_ALERTS] = { NC_ ("map layer", "Alerts"), "zb-alert-symbolic" },
  [ZB_MAP_LAYERS_HEAT] = { NC_ ("map layer", "Heat map of alerts"), "zb-heat-symbolic" },
};

static void
zb_layer_group_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((ZbLayerGroupProperty)id)
    {
    case PROP_EXPANDED:
      g_value_set_boolean (value, ZB_LAYER_GROUP (object)->expanded);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
set_expanded (ZbLayerGroup *self, gboolean expanded)
{
  if (self->expanded == expanded)
    return;
  self->expanded = expanded;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EXPANDED]);
}

static void
zb_layer_group_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch ((ZbLayerGroupProperty)id)
    {
    case PROP_EXPANDED:
      set_expanded (ZB_LAYER_GROUP (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_layer_group_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ZB_TYPE_LAYER_GROUP);
  G_OBJECT_CLASS (zb_layer_group_parent_class)->dispose (object);
}

static char *
fold_icon (gpointer object, gboolean expanded)
{
  return g_strdup (expanded ? "zb-chevron-up-symbolic" : "zb-chevron-down-symbolic");
}

static void
zb_layer_group_class_init (ZbLayerGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->get_property = zb_layer_group_get_property;
  G_OBJECT_CLASS (klass)->set_property = zb_layer_group_set_property;
  G_OBJECT_CLASS (klass)->dispose = zb_layer_group_dispose;
  properties[PROP_EXPANDED] = g_param_spec_boolean (
      "expanded", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), G_N_ELEMENTS (properties), properties);
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/zhiban/Console/ui/map/layer-group.ui");
  gtk_widget_class_bind_template_child (widget_class, ZbLayerGroup, content);
  gtk_widget_class_bind_template_child (widget_class, ZbLayerGroup, icon);
  gtk_widget_class_bind_template_child (widget_class, ZbLayerGroup, title);
  gtk_widget_class_bind_template_child (widget_class, ZbLayerGroup, summary);
  gtk_widget_class_bind_template_child (widget_class, ZbLayerGroup, rows_box);
  gtk_widget_class_bind_template_callback (widget_class, fold_icon);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
zb_layer_group_init (ZbLayerGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * zb_layer_group_new:
 * @group: which group
 *
 * Returns: (transfer floating): the group without rows, folded
 */
ZbLayerGroup *
zb_layer_group_new (ZbMapLayerGroup group)
{
  ZbLayerGroup *self = g_object_new (ZB_TYPE_LAYER_GROUP, NULL);
  const char *title = g_dpgettext2 (NULL, "map layer", groups[group].title);
  self->group = group;
  gtk_label_set_label (self->title, title);
  gtk_image_set_from_icon_name (self->icon, groups[group].icon);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  return self;
}

/**
 * zb_layer_group_add:
 * @self: a group
 * @row: (transfer floating): one of its layers
 */
void
zb_layer_group_add (ZbLayerGroup *self, ZbLayerRow *row)
{
  gtk_box_append (self->rows_box, GTK_WIDGET (row));
}

/* Of what is one or none: which one. */
static char *
describe_chosen (ZbLayerGroup *self)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->rows_box)); row;
       row = gtk_widget_get_next_sibling (row))
    if (zb_layer_row_get_active (ZB_LAYER_ROW (row)))
      return g_strdup (zb_layer_row_get_name (ZB_LAYER_ROW (row)));
  return g_strdup (C_ ("map layer", "Off"));
}

static char *
describe_shown (guint shown, guint all)
{
  /* Translators: so many of so many layers are shown */
  return g_strdup_printf (_ ("%u / %u"), shown, all);
}

/**
 * zb_layer_group_refresh:
 * @self: a group
 *
 * Says what of it is shown; where none of its layers is listed there is no heading either.
 */
void
zb_layer_group_refresh (ZbLayerGroup *self)
{
  guint shown = 0, all = 0;
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->rows_box)); row;
       row = gtk_widget_get_next_sibling (row))
    if (gtk_widget_get_visible (row))
      all++, shown += zb_layer_row_get_active (ZB_LAYER_ROW (row));
  g_autofree char *text =
      self->group == ZB_MAP_LAYERS_HEAT ? describe_chosen (self) : describe_shown (shown, all);
  gtk_label_set_label (self->summary, text);
  gtk_widget_set_visible (GTK_WIDGET (self), all > 0);
}
