/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-wall-map.h"

#include "zb-alert-layer.h"
#include "zb-area-layer.h"
#include "zb-base-choice.h"
#include "zb-base-map.h"
#include "zb-credit.h"
#include "zb-unit-layer.h"
#include "zb-zone-layer.h"

#include <math.h>

/**
 * ZbWallMap:
 *
 * The district as a wall shows it: its outline, its subdistricts' names, watch zones, the units and the
 * urgent and high alerts, all of a size that is read from afar, and nothing to press. Its layers have no
 * arrangement: names of units would be more than one can read. It looks at the
 * whole district unless it is told to look elsewhere; `moved` says that places are now elsewhere
 * on it.
 */
struct _ZbWallMap
{
  GtkWidget parent_instance;
  ShumateMap *map;
  ShumateLayer *base;
  ZbAreaLayer *areas;
  ZbZoneLayer *zones;
  ZbUnitLayer *units;
  ZbAlertLayer *alerts;
  ZbWorld *world;
  char *map_dir;
  ZbPoint centre;
  double zoom;
  double unit; /* 0 before it is known */
  guint looking;
};

typedef enum
{
  PROP_WORLD = 1,
} ZbWallMapProperty;

static GParamSpec *properties[PROP_WORLD + 1];

enum
{
  MOVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZbWallMap, zb_wall_map, GTK_TYPE_WIDGET)

#define PADDING 24
#define LEAST_ZOOM 10
#define MOST_ZOOM 19

static ShumateViewport *
get_viewport (ZbWallMap *self)
{
  return shumate_map_get_viewport (self->map);
}

static double
zoom_offset (ZbWallMap *self)
{
  ShumateMapSource *source = shumate_viewport_get_reference_map_source (get_viewport (self));

  return source ? log2 (shumate_map_source_get_tile_size (source) / 256.0) : 0;
}

static void
go_to (ZbWallMap *self, ZbPoint centre, double zoom)
{
  shumate_viewport_set_zoom_level (get_viewport (self),
                                   CLAMP (zoom, LEAST_ZOOM, MOST_ZOOM) - zoom_offset (self));
  shumate_location_set_location (SHUMATE_LOCATION (get_viewport (self)), centre.lat, centre.lon);
}

static void
go_to_district (ZbWallMap *self, const ZbMapProjection *now)
{
  const ZbBox *box = zb_area_layer_get_district (self->areas);
  ZbMercator north_west, south_east;

  if (box->west > box->east)
    return;
  north_west = zb_mercator_from_point ((ZbPoint){ box->west, box->north });
  south_east = zb_mercator_from_point ((ZbPoint){ box->east, box->south });
  go_to (self,
         zb_mercator_to_point (
             (ZbMercator){ (north_west.x + south_east.x) / 2, (north_west.y + south_east.y) / 2 }),
         zb_map_projection_get_zoom (now) + zb_map_projection_zoom_for_box (now, box, PADDING));
}

static gboolean
look (gpointer data)
{
  ZbWallMap *self = data;
  ZbMapProjection now;

  self->looking = 0;
  if (!zb_map_projection_init (&now, get_viewport (self), GTK_WIDGET (self->map)))
    return G_SOURCE_REMOVE;
  if (zb_point_is_known (self->centre))
    go_to (self, self->centre, isnan (self->zoom) ? 15 : self->zoom);
  else
    go_to_district (self, &now);
  g_signal_emit (self, signals[MOVED], 0);
  return G_SOURCE_REMOVE;
}

/* Not while sizes are being handed out, and once for all that changed at the same time. */
static void
look_soon (ZbWallMap *self)
{
  if (self->looking == 0)
    self->looking = g_idle_add_full (GTK_PRIORITY_RESIZE, look, self, NULL);
}

/**
 * zb_wall_map_look_at:
 * @self: the map
 * @centre: what is in its middle; nowhere for the whole district
 * @zoom: how near, as on a map of 256-pixel tiles; NAN for near enough to see streets
 *
 * Sets where it looks; it stays there whatever size it gets.
 */
void
zb_wall_map_look_at (ZbWallMap *self, ZbPoint centre, double zoom)
{
  g_return_if_fail (ZB_IS_WALL_MAP (self));
  self->centre = centre;
  self->zoom = zoom;
  look_soon (self);
}

/**
 * zb_wall_map_locate:
 * @self: the map
 * @point: a place
 * @place: (out): where it is on the widget
 *
 * Returns: whether it is within the widget
 */
gboolean
zb_wall_map_locate (ZbWallMap *self, ZbPoint point, graphene_point_t *place)
{
  ZbMapProjection projection;

  g_return_val_if_fail (ZB_IS_WALL_MAP (self), FALSE);
  if (!zb_point_is_known (point) ||
      !zb_map_projection_init (&projection, get_viewport (self), GTK_WIDGET (self->map)))
    return FALSE;
  *place = zb_map_projection_to_widget (&projection, zb_mercator_from_point (point));
  return place->x >= 0 && place->y >= 0 && place->x < projection.width && place->y < projection.height;
}

static void
replace_base (ZbWallMap *self)
{
  if (self->unit <= 0)
    return;
  if (self->base)
    shumate_map_remove_layer (self->map, self->base);
  self->base = zb_base_map_put_wall (self->map, SHUMATE_LAYER (self->areas), self->map_dir, self->unit);
  zb_area_layer_set_outlines (
      self->areas,
      !SHUMATE_IS_VECTOR_RENDERER (shumate_viewport_get_reference_map_source (get_viewport (self))));
  look_soon (self);
}

/**
 * zb_wall_map_set_sizes:
 * @self: the map
 * @unit: the smallest type that can be read, in pixels
 * @symbols: how many times larger than on a desk symbols are
 *
 * Sets the sizes of what is drawn.
 */
void
zb_wall_map_set_sizes (ZbWallMap *self, double unit, double symbols)
{
  g_return_if_fail (ZB_IS_WALL_MAP (self));
  self->unit = unit;
  replace_base (self);
  zb_symbol_layer_set_magnify (ZB_SYMBOL_LAYER (self->zones), symbols);
  zb_symbol_layer_set_magnify (ZB_SYMBOL_LAYER (self->units), symbols);
  zb_symbol_layer_set_magnify (ZB_SYMBOL_LAYER (self->alerts), symbols);
}

/**
 * zb_wall_map_set_world:
 * @self: the map
 * @world: (nullable): what it shows; it is given one world and keeps it
 *
 * Sets what it shows.
 */
void
zb_wall_map_set_world (ZbWallMap *self, ZbWorld *world)
{
  g_return_if_fail (ZB_IS_WALL_MAP (self));
  if (!world || self->world == world)
    return;
  g_return_if_fail (self->world == NULL);
  self->world = g_object_ref (world);
  zb_area_layer_set_store (self->areas, zb_world_get_store (world, ZB_KIND_AREA));
  zb_zone_layer_set_store (self->zones, zb_world_get_store (world, ZB_KIND_ZONE));
  zb_unit_layer_set_world (self->units, world);
  zb_alert_layer_set_store (self->alerts, zb_world_get_store (world, ZB_KIND_ALERT));
  g_signal_connect_object (zb_world_get_store (world, ZB_KIND_AREA), "items-changed", G_CALLBACK (look_soon),
                           self, G_CONNECT_SWAPPED);
  look_soon (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WORLD]);
}

/**
 * zb_wall_map_set_alert:
 * @self: the map
 * @alert: (nullable): the gravest alert, which gets rings
 *
 * Sets which alert catches the eye.
 */
void
zb_wall_map_set_alert (ZbWallMap *self, ZbAlert *alert)
{
  g_return_if_fail (ZB_IS_WALL_MAP (self));
  zb_alert_layer_set_selected (self->alerts, alert);
}

/**
 * zb_wall_map_set_mark:
 * @self: the map
 * @place: where the case in focus is; nowhere for none
 * @severity: its #ZbSeverity
 *
 * Marks the place of a case and its surroundings.
 */
void
zb_wall_map_set_mark (ZbWallMap *self, ZbPoint place, int severity)
{
  g_return_if_fail (ZB_IS_WALL_MAP (self));
  zb_alert_layer_set_mark (self->alerts, place, severity);
}

/* --- GtkWidget --------------------------------------------------------------------------------- */

static void
zb_wall_map_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  ZbWallMap *self = ZB_WALL_MAP (widget);

  gtk_widget_allocate (GTK_WIDGET (self->map), width, height, baseline, NULL);
  look_soon (self);
}

static void
zb_wall_map_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                     int *minimum_baseline, int *natural_baseline)
{
  *minimum = 0;
  *natural = 400;
}

static void
zb_wall_map_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ZbWallMap *self = ZB_WALL_MAP (widget);

  GTK_WIDGET_CLASS (zb_wall_map_parent_class)->snapshot (widget, snapshot);
  zb_credit_draw (widget, snapshot, self->unit);
}

/* --- GObject --------------------------------------------------------------------------------- */

static void
zb_wall_map_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((ZbWallMapProperty)id)
    {
    case PROP_WORLD:
      g_value_set_object (value, ZB_WALL_MAP (object)->world);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_wall_map_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch ((ZbWallMapProperty)id)
    {
    case PROP_WORLD:
      zb_wall_map_set_world (ZB_WALL_MAP (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_wall_map_dispose (GObject *object)
{
  ZbWallMap *self = ZB_WALL_MAP (object);

  g_clear_handle_id (&self->looking, g_source_remove);
  if (self->map)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->map)));
  g_clear_object (&self->world);
  g_clear_pointer (&self->map_dir, g_free);
  G_OBJECT_CLASS (zb_wall_map_parent_class)->dispose (object);
}

static void
zb_wall_map_class_init (ZbWallMapClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = zb_wall_map_get_property;
  object_class->set_property = zb_wall_map_set_property;
  object_class->dispose = zb_wall_map_dispose;
  widget_class->measure = zb_wall_map_measure;
  widget_class->size_allocate = zb_wall_map_size_allocate;
  widget_class->snapshot = zb_wall_map_snapshot;
  properties[PROP_WORLD] = g_param_spec_object ("world", NULL, NULL, ZB_TYPE_WORLD, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[MOVED] =
      g_signal_new ("moved", ZB_TYPE_WALL_MAP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_css_name (widget_class, "wallmap");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
add_layers (ZbWallMap *self)
{
  ShumateViewport *viewport = get_viewport (self);

  self->areas = zb_area_layer_new (viewport);
  self->zones = zb_zone_layer_new (viewport);
  self->units = zb_unit_layer_new (viewport);
  self->alerts = zb_alert_layer_new (viewport);
  zb_area_layer_set_kinds (self->areas, 1u << ZB_AREA_SUBDISTRICT);
  zb_alert_layer_set_sparse (self->alerts, TRUE);
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->areas));
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->zones));
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->units));
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->alerts));
}

static void
zb_wall_map_init (ZbWallMap *self)
{
  self->centre = ZB_POINT_NOWHERE;
  self->zoom = NAN;
  self->map_dir = zb_base_map_find_directory ();
  self->map = shumate_map_new ();
  gtk_widget_set_parent (GTK_WIDGET (self->map), GTK_WIDGET (self));
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
  gtk_widget_set_can_focus (GTK_WIDGET (self), FALSE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  add_layers (self);
  g_signal_connect_object (zb_base_choice_get (), "changed", G_CALLBACK (replace_base), self,
                           G_CONNECT_SWAPPED);
}
