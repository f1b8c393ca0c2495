/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-layer-panel.h"

#include "zb-layer-group.h"
#include "zb-layer-sets-menu.h"

#include <glib/gi18n.h>

/**
 * ZbLayerPanel:
 *
 * What is shown on the map, with how many there are of each. It folds up to its heading, and scrolls where
 * the map is lower than the list.
 */
struct _ZbLayerPanel
{
  AdwBin parent_instance;
  GtkBox *rows_box;
  GtkLabel *summary;
  GtkWidget *sets_button;
  ZbLayerSetsMenu *menu;
  ZbLayerRow *rows[ZB_N_MAP_LAYERS];
  ZbLayerGroup *groups[ZB_N_MAP_LAYER_GROUPS]; /* NULL for those that are listed alone */
  guint32 mask;
  gboolean expanded;
};

typedef enum
{
  PROP_MASK = 1,
  PROP_EXPANDED,
} ZbLayerPanelProperty;

static GParamSpec *properties[PROP_EXPANDED + 1];

G_DEFINE_FINAL_TYPE (ZbLayerPanel, zb_layer_panel, ADW_TYPE_BIN)

static void
update_summary (ZbLayerPanel *self)
{
  guint shown = 0, all = 0;
  for (guint i = 0; i < ZB_N_MAP_LAYERS; i++)
    if (zb_map_layer_get_info (i)->group != ZB_MAP_LAYERS_HEAT &&
        gtk_widget_get_visible (GTK_WIDGET (self->rows[i])))
      all++, shown += self->mask >> i & 1;
  /* Translators: so many of so many layers are shown */
  g_autofree char *text = g_strdup_printf (_ ("%u / %u"), shown, all);
  gtk_label_set_label (self->summary, text);
  for (guint i = 0; i < ZB_N_MAP_LAYER_GROUPS; i++)
    if (self->groups[i])
      zb_layer_group_refresh (self->groups[i]);
}

static void
on_row_changed (ZbLayerPanel *self)
{
  guint32 mask = 0;
  for (guint i = 0; i < ZB_N_MAP_LAYERS; i++)
    if (zb_layer_row_get_active (self->rows[i]))
      mask |= 1u << i;
  zb_layer_panel_set_mask (self, mask);
}

static void
put_row (ZbLayerPanel *self, ZbLayerRow *row, ZbMapLayerGroup group)
{
  if (group == ZB_MAP_LAYERS_ALONE)
    {
      gtk_box_append (self->rows_box, GTK_WIDGET (row));
      return;
    }
  if (!self->groups[group])
    {
      self->groups[group] = zb_layer_group_new (group);
      gtk_box_append (self->rows_box, GTK_WIDGET (self->groups[group]));
    }
  zb_layer_group_add (self->groups[group], row);
}

static void
add_rows (ZbLayerPanel *self)
{
  for (guint i = 0; i < ZB_N_MAP_LAYERS; i++)
    {
      const ZbMapLayerInfo *info = zb_map_layer_get_info (i);
      self->rows[i] = zb_layer_row_new (i);
      put_row (self, self->rows[i], info->group);
      zb_layer_row_set_active (self->rows[i], self->mask >> i & 1);
      zb_layer_row_set_total (self->rows[i], 0);
      gtk_widget_set_visible (GTK_WIDGET (self->rows[i]), !info->if_any);
      g_signal_connect_swapped (self->rows[i], "notify::active", G_CALLBACK (on_row_changed), self);
    }
}

static void
zb_layer_panel_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ZbLayerPanel *self = ZB_LAYER_PANEL (object);
  switch ((ZbLayerPanelProperty)id)
    {
    case PROP_MASK:
      g_value_set_uint (value, self->mask);
      break;
    case PROP_EXPANDED:
      g_value_set_boolean (value, self->expanded);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
set_expanded (ZbLayerPanel *self, gboolean expanded)
{
  if (self->expanded == expanded)
    return;
  self->expanded = expanded;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EXPANDED]);
}

static void
zb_layer_panel_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch ((ZbLayerPanelProperty)id)
    {
    case PROP_MASK:
      zb_layer_panel_set_mask (ZB_LAYER_PANEL (object), g_value_get_uint (value));
      break;
    case PROP_EXPANDED:
      set_expanded (ZB_LAYER_PANEL (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_layer_panel_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ZB_TYPE_LAYER_PANEL);
  G_OBJECT_CLASS (zb_layer_panel_parent_class)->dispose (object);
}

static char *
fold_icon (gpointer object, gboolean expanded)
{
  return g_strdup (expanded ? "zb-chevron-up-symbolic" : "zb-chevron-down-symbolic");
}

static void
zb_layer_panel_class_init (ZbLayerPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  G_OBJECT_CLASS (klass)->get_property = zb_layer_panel_get_property;
  G_OBJECT_CLASS (klass)->set_property = zb_layer_panel_set_property;
  G_OBJECT_CLASS (klass)->dispose = zb_layer_panel_dispose;
  properties[PROP_MASK] = g_param_spec_uint ("mask", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_EXPANDED] = g_param_spec_boolean ("expanded", NULL, NULL, TRUE, flags);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), G_N_ELEMENTS (properties), properties);
  g_type_ensure (ZB_TYPE_LAYER_SETS_MENU);
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/zhiban/Console/ui/map/layer-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, ZbLayerPanel, rows_box);
  gtk_widget_class_bind_template_child (widget_class, ZbLayerPanel, summary);
  gtk_widget_class_bind_template_child (widget_class, ZbLayerPanel, sets_button);
  gtk_widget_class_bind_template_child (widget_class, ZbLayerPanel, menu);
  gtk_widget_class_bind_template_callback (widget_class, fold_icon);
}

static void
zb_layer_panel_init (ZbLayerPanel *self)
{
  self->expanded = TRUE;
  self->mask = zb_map_layers_at_first ();
  gtk_widget_init_template (GTK_WIDGET (self));
  add_rows (self);
  update_summary (self);
  zb_layer_sets_menu_set_mask (self->menu, self->mask);
}

/* Also where nothing changes: a toggle may have been pressed that cannot be off. */
static void
show_mask (ZbLayerPanel *self, guint32 mask)
{
  for (guint i = 0; i < ZB_N_MAP_LAYERS; i++)
    {
      g_signal_handlers_block_by_func (self->rows[i], on_row_changed, self);
      zb_layer_row_set_active (self->rows[i], mask >> i & 1);
      g_signal_handlers_unblock_by_func (self->rows[i], on_row_changed, self);
    }
}

/**
 * zb_layer_panel_get_mask:
 * @self: a panel
 *
 * Returns: a bit for each #ZbMapLayer that is shown
 */
guint32
zb_layer_panel_get_mask (ZbLayerPanel *self)
{
  return self->mask;
}

/**
 * zb_layer_panel_set_mask:
 * @self: a panel
 * @mask: a bit for each #ZbMapLayer that is to be shown, see zb_map_layers_settle()
 */
void
zb_layer_panel_set_mask (ZbLayerPanel *self, guint32 mask)
{
  mask = zb_map_layers_settle (mask, self->mask);
  show_mask (self, mask);
  if (self->mask == mask)
    return;
  self->mask = mask;
  update_summary (self);
  zb_layer_sets_menu_set_mask (self->menu, mask);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MASK]);
}

/**
 * zb_layer_panel_set_total:
 * @self: a panel
 * @layer: which layer
 * @total: how many are on it; some layers are listed only where there are any
 */
void
zb_layer_panel_set_total (ZbLayerPanel *self, ZbMapLayer layer, guint total)
{
  const gboolean listed = total > 0 || !zb_map_layer_get_info (layer)->if_any;
  zb_layer_row_set_total (self->rows[layer], total);
  if (listed == gtk_widget_get_visible (GTK_WIDGET (self->rows[layer])))
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->rows[layer]), listed);
  update_summary (self);
}

/**
 * zb_layer_panel_set_words:
 * @self: a panel
 * @layer: which layer
 * @name: what it is called here
 * @tooltip: what else there is to say of it
 */
void
zb_layer_panel_set_words (ZbLayerPanel *self, ZbMapLayer layer, const char *name, const char *tooltip)
{
  zb_layer_row_set_words (self->rows[layer], name, tooltip);
}

/**
 * zb_layer_panel_set_sets:
 * @self: a panel
 * @sets: (nullable): the officer's sets of layers; without them there is no menu of sets
 */
void
zb_layer_panel_set_sets (ZbLayerPanel *self, GListStore *sets)
{
  zb_layer_sets_menu_set_sets (self->menu, sets);
  gtk_widget_set_visible (self->sets_button, sets != NULL);
}

/**
 * zb_layer_panel_set_removed_set:
 * @self: a panel
 * @name: (nullable): the set that was deleted last and can be had back
 */
void
zb_layer_panel_set_removed_set (ZbLayerPanel *self, const char *name)
{
  zb_layer_sets_menu_set_removed (self->menu, name);
}
