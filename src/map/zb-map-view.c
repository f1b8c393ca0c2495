/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-map-view-private.h"

#include "zb-base-choice.h"
#include "zb-base-layer.h"
#include "zb-base-map.h"
#include "zb-raster-bin.h"
#include "zb-words.h"

#include <glib/gi18n.h>

/* The figures at the edge follow a moving map at this pace. */
#define FOOTER_DELAY_MS 120
/* What is counted of alerts and cases may change a thousand times a second, and is read by people. */
#define TOTALS_DELAY_MS 400

/**
 * ZbMapView:
 *
 * The map of the district: base map, areas, devices, units and alerts, the panel of layers and the
 * tools around it.
 *
 * It is given the world and the alert that the officer works on, and says what was chosen by the
 * actions `alert.select`, `case.show`, `unit.select` and `device.select` with an id.
 */

typedef enum
{
  PROP_WORLD = 1,
  PROP_ACCOUNT,
  PROP_SELECTED_ALERT,
  PROP_LOCKED,
  PROP_ENABLED_LAYERS,
  PROP_LAYERS_EXPANDED,
  PROP_MAP_DIR,
  PROP_CONNECTED,
  PROP_AS_OF,
  PROP_DEFENCE_LINES,
  PROP_LAYER_SETS,
  PROP_QUERY,
} ZbMapViewProperty;

static GParamSpec *properties[PROP_QUERY + 1];

G_DEFINE_FINAL_TYPE (ZbMapView, zb_map_view, ADW_TYPE_BIN)

static guint
count_alerts (ZbMapView *self, ZbMapLayer layer)
{
  ZbSeverity severity = zb_map_layer_get_severity (layer);
  guint n = zb_alert_layer_get_n (self->alerts, severity);
  return severity == ZB_SEVERITY_LOW ? n + zb_alert_layer_get_n (self->alerts, ZB_SEVERITY_NONE) : n;
}

static guint
count_on (ZbMapView *self, ZbMapLayer layer)
{
  if (layer < ZB_N_DEVICE_LAYERS || zb_map_layer_get_info (layer)->group == ZB_MAP_LAYERS_LINES)
    return zb_device_layer_get_total (self->devices, layer);
  if (zb_map_layer_get_info (layer)->group == ZB_MAP_LAYERS_ALERTS)
    return count_alerts (self, layer);
  if (zb_map_layer_get_info (layer)->group == ZB_MAP_LAYERS_HEAT)
    return zb_map_view_count_heat (self, layer);
  if (layer == ZB_MAP_LAYER_CASE)
    return zb_case_layer_get_n (self->cases);
  if (layer == ZB_MAP_LAYER_ZONE)
    return zb_zone_layer_get_n_zones (self->zones);
  if (layer == ZB_MAP_LAYER_UNIT)
    return self->world ? zb_store_get_size (zb_world_get_store (self->world, ZB_KIND_UNIT)) : 0;
  for (guint kind = ZB_AREA_SUBDISTRICT; kind <= ZB_AREA_GRID; kind++)
    if (zb_map_layer_of_area (kind) == layer)
      return zb_area_layer_get_n (self->areas, kind);
  return 0;
}

/* How many there are on each layer, as of now. */
void
zb_map_view_tell_totals (ZbMapView *self)
{
  for (guint i = 0; i < ZB_N_MAP_LAYERS; i++)
    zb_layer_panel_set_total (self->panel, i, count_on (self, i));
}

static void
update_count (ZbMapView *self, const ZbBox *box)
{
  guint n = zb_device_layer_count (self->devices, box);
  g_autofree char *text = g_strdup_printf (ngettext ("%'u device in view", "%'u devices in view", n), n);
  gtk_label_set_label (self->count, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->map), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

static gboolean
update_footer (gpointer user_data)
{
  ZbMapView *self = user_data;
  ZbMapProjection projection;
  self->footer_source = 0;
  zb_map_view_fit_once (self);
  if (!zb_map_projection_init (&projection, shumate_map_get_viewport (self->map), GTK_WIDGET (self->map)))
    return G_SOURCE_REMOVE;
  ZbBox box = zb_map_projection_get_box (&projection, 0);
  ZbPoint middle = { (box.west + box.east) / 2, (box.south + box.north) / 2 };
  zb_scale_bar_set_resolution (self->scale, 1 / zb_map_projection_get_pixels (&projection, 1, middle));
  update_count (self, &box);
  zb_map_view_tell_totals (self);
  if (gtk_widget_get_visible (GTK_WIDGET (self->list_popover)))
    zb_map_view_fill_marks (self);
  return G_SOURCE_REMOVE;
}

static void
schedule_footer (ZbMapView *self)
{
  if (!self->footer_source)
    self->footer_source = g_timeout_add (FOOTER_DELAY_MS, update_footer, self);
}

/* A map that is not shown at first, on another page or in a window that waits for its platform, has no size
 * when the district becomes known, and nothing can be fitted into it. A widget that is laid out by a layout
 * manager is not told of its size; it is drawn anew. */
static void
zb_map_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ZbMapView *self = ZB_MAP_VIEW (widget);
  const int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  if (width != self->width || height != self->height)
    schedule_footer (self);
  self->width = width;
  self->height = height;
  GTK_WIDGET_CLASS (zb_map_view_parent_class)->snapshot (widget, snapshot);
}

static gboolean
update_totals (gpointer user_data)
{
  ZbMapView *self = user_data;
  self->totals_source = 0;
  zb_map_view_tell_totals (self);
  return G_SOURCE_REMOVE;
}

static void
schedule_totals (ZbMapView *self)
{
  if (!self->totals_source)
    self->totals_source = g_timeout_add (TOTALS_DELAY_MS, update_totals, self);
}

static void
on_fold_changed (ZbMapView *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LAYERS_EXPANDED]);
}

/* What cannot be drawn is said on the map itself; all other layers go on. */
static void
replace_base (ZbMapView *self)
{
  ShumateViewport *viewport = shumate_map_get_viewport (self->map);
  self->base_subdistricts = zb_layer_panel_get_mask (self->panel) >> ZB_MAP_LAYER_SUBDISTRICT & 1;
  self->base = zb_base_map_replace (self->map, self->base, SHUMATE_LAYER (self->areas), self->map_dir,
                                    self->base_subdistricts);
  if (self->base)
    zb_base_layer_set_arrangement (ZB_BASE_LAYER (self->base), self->arrangement);
  zb_area_layer_set_outlines (
      self->areas, !SHUMATE_IS_VECTOR_RENDERER (shumate_viewport_get_reference_map_source (viewport)));
  gtk_widget_set_visible (GTK_WIDGET (self->trouble), self->base == NULL);
}

static gboolean
has_words (gpointer object, const char *words)
{
  return words && *words;
}

static void
follow_choice (ZbMapView *self)
{
  ZbBaseChoice *choice = zb_base_choice_get ();
  g_signal_connect_object (choice, "changed", G_CALLBACK (replace_base), self, G_CONNECT_SWAPPED);
  g_object_bind_property (choice, "line", self->base_line, "label", G_BINDING_SYNC_CREATE);
  g_object_bind_property (choice, "attribution", self->attribution, "label", G_BINDING_SYNC_CREATE);
}

/* Our own base map has the outlines of subdistricts, so it is another one without them. */
static void
show_areas (ZbMapView *self, guint32 mask)
{
  const gboolean subdistricts = mask >> ZB_MAP_LAYER_SUBDISTRICT & 1;
  zb_area_layer_set_kinds (self->areas, zb_map_layers_get_areas (mask));
  if (self->base_subdistricts != subdistricts)
    replace_base (self);
}

static void
on_mask_changed (ZbMapView *self)
{
  guint32 mask = zb_layer_panel_get_mask (self->panel);
  zb_device_layer_set_mask (self->devices, mask);
  zb_alert_layer_set_severities (self->alerts, zb_map_layers_get_severities (mask));
  gtk_widget_set_visible (GTK_WIDGET (self->units), mask >> ZB_MAP_LAYER_UNIT & 1);
  gtk_widget_set_visible (GTK_WIDGET (self->cases), mask >> ZB_MAP_LAYER_CASE & 1);
  zb_map_arrangement_renew (self->arrangement);
  show_areas (self, mask);
  zb_map_view_show_heat (self, zb_map_layers_get_heat_hours (mask));
  schedule_footer (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ENABLED_LAYERS]);
}

/* A line is called by the places that it is made of; which one it is, its icon and its tooltip say. */
static void
take_defence_lines (ZbMapView *self)
{
  ZbDefenceLines lines;
  zb_defence_lines_init (&lines, self->defence_lines);
  zb_device_layer_set_lines (self->devices, &lines);
  for (guint i = 0; i < ZB_N_DEFENCE_LINES; i++)
    {
      g_autofree char *places = zb_defence_lines_describe (&lines, i + 1);
      zb_layer_panel_set_words (self->panel, ZB_MAP_LAYER_LINE_1 + i, places,
                                zb_map_layer_get_name (ZB_MAP_LAYER_LINE_1 + i));
    }
}

static void
set_defence_lines (ZbMapView *self, GVariant *lines)
{
  if (lines == self->defence_lines ||
      (lines && self->defence_lines && g_variant_equal (lines, self->defence_lines)))
    return;
  g_clear_pointer (&self->defence_lines, g_variant_unref);
  self->defence_lines = lines ? g_variant_ref_sink (lines) : NULL;
  take_defence_lines (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DEFENCE_LINES]);
}

static void
set_layer_sets (ZbMapView *self, GListStore *sets)
{
  if (self->sets == sets)
    return;
  zb_map_view_take_sets (self, sets);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LAYER_SETS]);
}

static void
set_query (ZbMapView *self, ZbQuery *query)
{
  const gboolean other = self->query != query;
  zb_map_view_set_query (self, query);
  if (other)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_QUERY]);
}

static void
add_layers (ZbMapView *self)
{
  ShumateViewport *viewport = shumate_map_get_viewport (self->map);
  self->areas = zb_area_layer_new (viewport);
  self->heat = zb_heat_layer_new (viewport);
  self->devices = zb_device_layer_new (viewport);
  self->cases = zb_case_layer_new (viewport);
  self->units = zb_unit_layer_new (viewport);
  self->alerts = zb_alert_layer_new (viewport);
  self->arrangement = zb_map_arrangement_new ();
  zb_symbol_layer_set_arrangement (ZB_SYMBOL_LAYER (self->areas), self->arrangement);
  zb_symbol_layer_set_arrangement (ZB_SYMBOL_LAYER (self->devices), self->arrangement);
  zb_symbol_layer_set_arrangement (ZB_SYMBOL_LAYER (self->cases), self->arrangement);
  zb_symbol_layer_set_arrangement (ZB_SYMBOL_LAYER (self->units), self->arrangement);
  zb_symbol_layer_set_arrangement (ZB_SYMBOL_LAYER (self->alerts), self->arrangement);
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->areas));
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->heat));
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->devices));
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->cases));
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->units));
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->alerts));
  g_signal_connect_swapped (viewport, "notify", G_CALLBACK (schedule_footer), self);
  g_signal_connect_swapped (self->devices, "indexed", G_CALLBACK (schedule_footer), self);
}

static void
zb_map_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ZbMapView *self = ZB_MAP_VIEW (object);
  switch ((ZbMapViewProperty)id)
    {
    case PROP_WORLD:
      g_value_set_object (value, self->world);
      break;
    case PROP_ACCOUNT:
      g_value_set_object (value, self->account);
      break;
    case PROP_SELECTED_ALERT:
      g_value_set_object (value, self->selected);
      break;
    case PROP_LOCKED:
      g_value_set_boolean (value, self->locked);
      break;
    case PROP_ENABLED_LAYERS:
      g_value_take_boxed (value, zb_map_layers_to_ids (zb_layer_panel_get_mask (self->panel)));
      break;
    case PROP_LAYERS_EXPANDED:
      g_object_get_property (G_OBJECT (self->panel), "expanded", value);
      break;
    case PROP_MAP_DIR:
      g_value_set_string (value, self->map_dir);
      break;
    case PROP_CONNECTED:
      g_value_set_boolean (value, self->connected);
      break;
    case PROP_AS_OF:
      g_value_set_int64 (value, self->as_of);
      break;
    case PROP_DEFENCE_LINES:
      g_value_set_variant (value, self->defence_lines);
      break;
    case PROP_LAYER_SETS:
      g_value_set_object (value, self->sets);
      break;
    case PROP_QUERY:
      g_value_set_object (value, self->query);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
set_map_dir (ZbMapView *self, const char *directory)
{
  if (!directory || !g_set_str (&self->map_dir, directory))
    return;
  replace_base (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MAP_DIR]);
}

static void
zb_map_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ZbMapView *self = ZB_MAP_VIEW (object);
  switch ((ZbMapViewProperty)id)
    {
    case PROP_WORLD:
      zb_map_view_set_world (self, g_value_get_object (value));
      break;
    case PROP_ACCOUNT:
      zb_map_view_set_account (self, g_value_get_object (value));
      break;
    case PROP_SELECTED_ALERT:
      zb_map_view_set_selected_alert (self, g_value_get_object (value));
      break;
    case PROP_LOCKED:
      zb_map_view_set_locked (self, g_value_get_boolean (value));
      break;
    case PROP_ENABLED_LAYERS:
      zb_layer_panel_set_mask (self->panel, zb_map_layers_from_ids (g_value_get_boxed (value)));
      break;
    case PROP_LAYERS_EXPANDED:
      g_object_set_property (G_OBJECT (self->panel), "expanded", value);
      break;
    case PROP_MAP_DIR:
      set_map_dir (self, g_value_get_string (value));
      break;
    case PROP_CONNECTED:
      zb_map_view_set_line (self, g_value_get_boolean (value), self->as_of);
      break;
    case PROP_AS_OF:
      zb_map_view_set_line (self, self->connected, g_value_get_int64 (value));
      break;
    case PROP_DEFENCE_LINES:
      set_defence_lines (self, g_value_get_variant (value));
      break;
    case PROP_LAYER_SETS:
      set_layer_sets (self, g_value_get_object (value));
      break;
    case PROP_QUERY:
      set_query (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
forget_alert (ZbMapView *self)
{
  if (self->selected)
    g_signal_handlers_disconnect_by_data (self->selected, self);
  g_clear_object (&self->selected);
}

static void
zb_map_view_dispose (GObject *object)
{
  ZbMapView *self = ZB_MAP_VIEW (object);
  g_clear_handle_id (&self->footer_source, g_source_remove);
  g_clear_handle_id (&self->totals_source, g_source_remove);
  zb_map_view_stop_heat (self);
  forget_alert (self);
  zb_map_view_end_sketch (self);
  if (self->map)
    g_signal_handlers_disconnect_by_data (shumate_map_get_viewport (self->map), self);
  if (self->menu)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->menu)));
  gtk_widget_dispose_template (GTK_WIDGET (self), ZB_TYPE_MAP_VIEW);
  g_clear_object (&self->world);
  g_clear_object (&self->account);
  g_clear_object (&self->draft);
  g_clear_object (&self->draft_read);
  g_clear_object (&self->marks);
  g_clear_object (&self->sets);
  g_clear_object (&self->removed_set);
  g_clear_pointer (&self->defence_lines, g_variant_unref);
  g_clear_object (&self->arrangement);
  G_OBJECT_CLASS (zb_map_view_parent_class)->dispose (object);
}

static void
zb_map_view_finalize (GObject *object)
{
  g_free (ZB_MAP_VIEW (object)->map_dir);
  G_OBJECT_CLASS (zb_map_view_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  properties[PROP_WORLD] = g_param_spec_object ("world", NULL, NULL, ZB_TYPE_WORLD, flags);
  properties[PROP_ACCOUNT] = g_param_spec_object ("account", NULL, NULL, ZB_TYPE_ACCOUNT, flags);
  properties[PROP_SELECTED_ALERT] = g_param_spec_object ("selected-alert", NULL, NULL, ZB_TYPE_ALERT, flags);
  properties[PROP_LOCKED] = g_param_spec_boolean ("locked", NULL, NULL, FALSE, flags);
  properties[PROP_ENABLED_LAYERS] = g_param_spec_boxed ("enabled-layers", NULL, NULL, G_TYPE_STRV, flags);
  properties[PROP_LAYERS_EXPANDED] = g_param_spec_boolean ("layers-expanded", NULL, NULL, TRUE, flags);
  properties[PROP_MAP_DIR] = g_param_spec_string ("map-dir", NULL, NULL, NULL, flags);
  properties[PROP_CONNECTED] = g_param_spec_boolean ("connected", NULL, NULL, TRUE, flags);
  properties[PROP_AS_OF] = g_param_spec_int64 ("as-of", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_DEFENCE_LINES] =
      g_param_spec_variant ("defence-lines", NULL, NULL, G_VARIANT_TYPE ("aas"), NULL, flags);
  properties[PROP_QUERY] = g_param_spec_object ("query", NULL, NULL, ZB_TYPE_QUERY, flags);
  properties[PROP_LAYER_SETS] = g_param_spec_object ("layer-sets", NULL, NULL, G_TYPE_LIST_STORE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static char *
lock_icon (gpointer object, gboolean locked)
{
  return g_strdup (locked ? "zb-lock-symbolic" : "zb-unlock-symbolic");
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (SHUMATE_TYPE_MAP);
  g_type_ensure (ZB_TYPE_LAYER_PANEL);
  g_type_ensure (ZB_TYPE_MAP_MARK);
  g_type_ensure (ZB_TYPE_NEAR_PANEL);
  g_type_ensure (ZB_TYPE_RASTER_BIN);
  g_type_ensure (ZB_TYPE_SCALE_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/zhiban/Console/ui/map/map-view.ui");
  gtk_widget_class_bind_template_child (widget_class, ZbMapView, map);
  gtk_widget_class_bind_template_child (widget_class, ZbMapView, panel);
  gtk_widget_class_bind_template_child (widget_class, ZbMapView, near_panel);
  gtk_widget_class_bind_template_child (widget_class, ZbMapView, scale);
  gtk_widget_class_bind_template_child (widget_class, ZbMapView, count);
  gtk_widget_class_bind_template_child (widget_class, ZbMapView, list);
  gtk_widget_class_bind_template_child (widget_class, ZbMapView, list_popover);
  gtk_widget_class_bind_template_child (widget_class, ZbMapView, trouble);
  gtk_widget_class_bind_template_child (widget_class, ZbMapView, base_line);
  gtk_widget_class_bind_template_child (widget_class, ZbMapView, attribution);
  gtk_widget_class_bind_template_child (widget_class, ZbMapView, old);
  gtk_widget_class_bind_template_child (widget_class, ZbMapView, old_label);
  gtk_widget_class_bind_template_child (widget_class, ZbMapView, heat_legend);
  gtk_widget_class_bind_template_child (widget_class, ZbMapView, heat_label);
  gtk_widget_class_bind_template_callback (widget_class, lock_icon);
  gtk_widget_class_bind_template_callback (widget_class, has_words);
}

static void
zb_map_view_class_init (ZbMapViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  object_class->get_property = zb_map_view_get_property;
  object_class->set_property = zb_map_view_set_property;
  object_class->dispose = zb_map_view_dispose;
  object_class->finalize = zb_map_view_finalize;
  widget_class->snapshot = zb_map_view_snapshot;
  install_properties (object_class);
  bind_template (widget_class);
  zb_map_view_install_camera (widget_class);
  zb_map_view_install_menu (widget_class);
  zb_map_view_install_near (widget_class);
  zb_map_view_install_export (widget_class);
  zb_map_view_install_sets (widget_class);
  zb_map_view_install_sketch (widget_class);
  zb_map_view_install_zones (widget_class);
  gtk_widget_class_set_css_name (widget_class, "mapview");
}

static void
zb_map_view_init (ZbMapView *self)
{
  self->marks = g_list_store_new (ZB_TYPE_MAP_MARK);
  self->connected = TRUE;
  self->heat_total = G_MAXUINT;
  self->map_dir = zb_base_map_find_directory ();
  gtk_widget_init_template (GTK_WIDGET (self));
  add_layers (self);
  replace_base (self);
  follow_choice (self);
  take_defence_lines (self);
  zb_map_view_init_camera (self);
  zb_map_view_init_input (self);
  zb_map_view_init_drag (self);
  zb_map_view_init_menu (self);
  zb_map_view_init_near (self);
  zb_map_view_init_sketch (self);
  zb_map_view_init_zones (self);
  on_mask_changed (self);
  zb_map_view_follow_alert (self);
  g_signal_connect_swapped (self->panel, "notify::mask", G_CALLBACK (on_mask_changed), self);
  g_signal_connect_swapped (self->panel, "notify::expanded", G_CALLBACK (on_fold_changed), self);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (replace_base), self,
                           G_CONNECT_SWAPPED);
}

/**
 * zb_map_view_new:
 *
 * Returns: (transfer floating): a map without a world
 */
GtkWidget *
zb_map_view_new (void)
{
  return g_object_new (ZB_TYPE_MAP_VIEW, NULL);
}

static void
follow (ZbMapView *self, ZbKind kind, const char *signal, void (*schedule) (ZbMapView *))
{
  g_signal_connect_object (zb_world_get_store (self->world, kind), signal, G_CALLBACK (schedule), self,
                           G_CONNECT_SWAPPED);
}

/**
 * zb_map_view_set_world:
 * @self: a map
 * @world: (nullable): what to show; a map is given one world and keeps it
 */
void
zb_map_view_set_world (ZbMapView *self, ZbWorld *world)
{
  if (!world || self->world == world)
    return;
  g_return_if_fail (self->world == NULL);
  self->world = g_object_ref (world);
  zb_area_layer_set_store (self->areas, zb_world_get_store (world, ZB_KIND_AREA));
  zb_device_layer_set_store (self->devices, zb_world_get_store (world, ZB_KIND_DEVICE));
  zb_unit_layer_set_world (self->units, world);
  zb_case_layer_set_store (self->cases, zb_world_get_store (world, ZB_KIND_CASE));
  zb_alert_layer_set_store (self->alerts, zb_world_get_store (world, ZB_KIND_ALERT));
  zb_map_view_follow_zones (self);
  zb_near_follow_world (zb_near_panel_get_near (self->near_panel), world);
  follow (self, ZB_KIND_AREA, "items-changed", schedule_footer);
  follow (self, ZB_KIND_UNIT, "items-changed", schedule_footer);
  follow (self, ZB_KIND_ALERT, "items-changed", schedule_totals);
  follow (self, ZB_KIND_ALERT, "changed", schedule_totals);
  follow (self, ZB_KIND_CASE, "items-changed", schedule_totals);
  follow (self, ZB_KIND_CASE, "changed", schedule_totals);
  schedule_footer (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WORLD]);
}

/**
 * zb_map_view_set_selected_alert:
 * @self: a map
 * @alert: (nullable): the alert that the officer works on
 *
 * The map goes there unless the view is locked.
 */
void
zb_map_view_set_selected_alert (ZbMapView *self, ZbAlert *alert)
{
  if (self->selected == alert)
    return;
  forget_alert (self);
  self->selected = alert ? g_object_ref (alert) : NULL;
  if (alert)
    g_signal_connect_swapped (alert, "notify::location", G_CALLBACK (zb_map_view_follow_alert), self);
  zb_alert_layer_set_selected (self->alerts, alert);
  zb_map_view_follow_alert (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED_ALERT]);
}

/**
 * zb_map_view_set_line:
 * @self: a map
 * @connected: whether there is a line to the platform
 * @as_of: as of when the world is, µs UTC, 0 where not known
 *
 * A map without a line says how old it is.
 */
void
zb_map_view_set_line (ZbMapView *self, gboolean connected, gint64 as_of)
{
  gboolean other = self->connected != connected, older = self->as_of != as_of;
  g_autofree char *time = zb_words_time (as_of);
  /* Translators: a time of day */
  g_autofree char *words = g_strdup_printf (_ ("No line · map as of %s"), time);
  self->connected = connected;
  self->as_of = as_of;
  gtk_label_set_label (self->old_label, as_of ? words : _ ("No line"));
  gtk_widget_set_visible (self->old, !connected);
  if (other)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONNECTED]);
  if (older)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AS_OF]);
}

/**
 * zb_map_view_set_locked:
 * @self: a map
 * @locked: whether the view stays where it is when another alert is selected
 */
void
zb_map_view_set_locked (ZbMapView *self, gboolean locked)
{
  if (self->locked == locked)
    return;
  self->locked = locked;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOCKED]);
}

/**
 * zb_map_view_get_locked:
 * @self: a map
 *
 * Returns: whether the view stays where it is when another alert is selected
 */
gboolean
zb_map_view_get_locked (ZbMapView *self)
{
  return self->locked;
}

/**
 * zb_map_view_is_ready:
 * @self: a map
 *
 * Returns: whether all devices and areas that the world holds are drawn
 */
gboolean
zb_map_view_is_ready (ZbMapView *self)
{
  return !self->footer_source && zb_device_layer_is_ready (self->devices) &&
         zb_area_layer_is_ready (self->areas) && !self->heat_answer && zb_heat_layer_is_ready (self->heat);
}

/**
 * zb_map_view_get_marks:
 * @self: a map
 *
 * Returns: (transfer none): what is drawn in the view, as #ZbMapMark, as of now
 */
GListModel *
zb_map_view_get_marks (ZbMapView *self)
{
  zb_map_view_fill_marks (self);
  return G_LIST_MODEL (self->marks);
}
