/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the map looks. It moves when the officer moves it, or selects an alert while the view is not
 * locked; never by itself. Any movement of the officer's own locks it. */
#include "zb-map-view-private.h"

#include "zb-device.h"
#include "zb-unit.h"

#include <adwaita.h>
#include <math.h>

#define FLIGHT_MS 180
/* Zooms as on a map of 256-pixel tiles. */
#define MIN_ZOOM 10
#define MAX_ZOOM 19
/* The surroundings of a selected alert are at least this wide on screen. */
#define LEAST_CIRCLE 34
#define FIT_PADDING 24
/* What is kept between the surroundings and the edge: the panel of layers lies at one side, the tools
 * along the top. */
#define CLEAR_ACROSS 120
#define CLEAR_DOWN 84
/* An alert is never farther towards the edge than this share of the view. */
#define CLEAR_SHARE .27
#define FAR_OFF 2.5
/* Notches that follow faster than this are one turn of the wheel. */
#define WHEEL_PAUSE (120 * G_TIME_SPAN_MILLISECOND)
/* Near enough to see one device among its neighbours. */
#define SHOW_ZOOM 17.5
#define WHOLE_WITHIN 1e-3

static gboolean
get_projection (ZbMapView *self, ZbMapProjection *projection)
{
  return zb_map_projection_init (projection, shumate_map_get_viewport (self->map), GTK_WIDGET (self->map));
}

/* Our zooms count 256-pixel tiles, the viewport's those of its base map. */
static double
zoom_offset (ZbMapView *self)
{
  ShumateMapSource *source = shumate_viewport_get_reference_map_source (shumate_map_get_viewport (self->map));
  return source ? log2 (shumate_map_source_get_tile_size (source) / 256.0) : 0;
}

/* A flight is many frames that each show tiles of another zoom; without a GPU they would stutter. */
static guint
flight_time (ZbMapView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GskRenderer *renderer =
      gtk_widget_get_mapped (widget) ? gtk_native_get_renderer (gtk_widget_get_native (widget)) : NULL;
  return renderer && !GSK_IS_CAIRO_RENDERER (renderer) && adw_get_enable_animations (widget) ? FLIGHT_MS : 0;
}

/**
 * zb_map_view_go_to:
 * @self: a map
 * @point: what to put in its middle
 * @zoom: how near, as on a map of 256-pixel tiles
 *
 * Takes at most 200 ms, or none at all where animations are off or nothing but the processor draws.
 */
void
zb_map_view_go_to (ZbMapView *self, ZbPoint point, double zoom)
{
  zoom = CLAMP (zoom, MIN_ZOOM, MAX_ZOOM);
  /* A hair below a whole zoom the base map would take the tiles of the zoom before and double them. */
  if (fabs (zoom - round (zoom)) < WHOLE_WITHIN)
    zoom = round (zoom);
  shumate_map_go_to_full_with_duration (self->map, point.lat, point.lon, zoom - zoom_offset (self),
                                        flight_time (self));
}

/**
 * zb_map_view_get_view:
 * @self: a map
 * @centre: (out): what is in its middle; nowhere before it has a size
 * @zoom: (out): how near, as on a map of 256-pixel tiles
 */
void
zb_map_view_get_view (ZbMapView *self, ZbPoint *centre, double *zoom)
{
  ZbMapProjection now;
  *centre = ZB_POINT_NOWHERE;
  *zoom = NAN;
  if (!get_projection (self, &now))
    return;
  *centre = zb_map_projection_to_point (&now, now.width / 2, now.height / 2);
  *zoom = zb_map_projection_get_zoom (&now);
}

/* At a whole zoom the base map is neither blurred nor scaled in every frame, so we stop at one where it
 * costs little of what is seen. */
static double
nearest_whole_below (double zoom)
{
  return zoom - floor (zoom) < .5 ? floor (zoom) : zoom;
}

/**
 * zb_map_view_show_box:
 * @self: a map
 * @box: what should be seen whole
 */
void
zb_map_view_show_box (ZbMapView *self, const ZbBox *box)
{
  ZbMapProjection projection;
  if (box->west > box->east || !get_projection (self, &projection))
    return;
  ZbMercator north_west = zb_mercator_from_point ((ZbPoint){ box->west, box->north });
  ZbMercator south_east = zb_mercator_from_point ((ZbPoint){ box->east, box->south });
  ZbMercator middle = { (north_west.x + south_east.x) / 2, (north_west.y + south_east.y) / 2 };
  double zoom = zb_map_projection_get_zoom (&projection) +
                zb_map_projection_zoom_for_box (&projection, box, FIT_PADDING);
  zb_map_view_go_to (self, zb_mercator_to_point (middle), nearest_whole_below (zoom));
}

/* To the next whole zoom, while what is at @x, @y stays there. */
void
zb_map_view_zoom_about (ZbMapView *self, double x, double y, int step)
{
  ZbMapProjection now;
  if (!get_projection (self, &now))
    return;
  double zoom = CLAMP (round (zb_map_projection_get_zoom (&now)) + step, MIN_ZOOM, MAX_ZOOM);
  double world = ldexp (256, (int)zoom);
  ZbMercator held = { (now.left + x) / now.world, (now.top + y) / now.world };
  ZbMercator middle = { held.x + (now.width / 2 - x) / world, held.y + (now.height / 2 - y) / world };
  zb_map_view_set_locked (self, TRUE);
  zb_map_view_go_to (self, zb_mercator_to_point (middle), zoom);
}

static void
zoom_by (ZbMapView *self, int step)
{
  GtkWidget *map = GTK_WIDGET (self->map);
  zb_map_view_zoom_about (self, gtk_widget_get_width (map) / 2.0, gtk_widget_get_height (map) / 2.0, step);
}

static void
on_zoom_in (GtkWidget *widget, const char *name, GVariant *parameter)
{
  zoom_by (ZB_MAP_VIEW (widget), 1);
}

static void
on_zoom_out (GtkWidget *widget, const char *name, GVariant *parameter)
{
  zoom_by (ZB_MAP_VIEW (widget), -1);
}

static void
on_fit (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbMapView *self = ZB_MAP_VIEW (widget);
  zb_map_view_set_locked (self, TRUE);
  zb_map_view_show_box (self, zb_area_layer_get_district (self->areas));
}

/* One axis, in pixels: where the middle of the view goes. Near enough that the district is much larger
 * than the view, that is the alert, only not beyond the district; farther off, as near to the district's
 * own middle as the alert still stands clear of the edge. */
static double
find_middle (double alert, double from, double to, double size, double clear)
{
  double reach = size / 2 - FIT_PADDING, leeway = fmax (size / 2 - fmax (clear, size * CLEAR_SHARE), 0);
  if (to - from < FAR_OFF * size)
    return CLAMP ((from + to) / 2, alert - leeway, alert + leeway);
  return CLAMP (CLAMP (alert, from + reach, to - reach), alert - leeway, alert + leeway);
}

static ZbPoint
find_view (ZbMapView *self, const ZbMapProjection *now, ZbPoint alert, double zoom)
{
  const ZbBox *district = zb_area_layer_get_district (self->areas);
  if (district->west > district->east)
    return alert;
  double world = ldexp (256, (int)floor (zoom)) * exp2 (zoom - floor (zoom));
  double circle = zb_map_projection_get_pixels (now, ZB_SURROUNDINGS_METRES, alert) * world / now->world;
  ZbMercator at = zb_mercator_from_point (alert);
  ZbMercator north_west = zb_mercator_from_point ((ZbPoint){ district->west, district->north });
  ZbMercator south_east = zb_mercator_from_point ((ZbPoint){ district->east, district->south });
  double x = find_middle (at.x * world, north_west.x * world, south_east.x * world, now->width,
                          fmin (fmax (circle, LEAST_CIRCLE) + CLEAR_ACROSS, now->width / 3));
  double y = find_middle (at.y * world, north_west.y * world, south_east.y * world, now->height,
                          fmin (fmax (circle, LEAST_CIRCLE) + CLEAR_DOWN, now->height / 3));
  return zb_mercator_to_point ((ZbMercator){ x / world, y / world });
}

static void
go_to_alert (ZbMapView *self)
{
  ZbMapProjection projection;
  if (!self->selected || !zb_point_is_known (self->selected->location) || !get_projection (self, &projection))
    return;
  double circle =
      zb_map_projection_get_pixels (&projection, ZB_SURROUNDINGS_METRES, self->selected->location);
  double nearer = fmax (log2 (LEAST_CIRCLE / circle), 0);
  double zoom = zb_map_projection_get_zoom (&projection);
  zoom = CLAMP (nearer > 0 ? ceil (zoom + nearer) : zoom, MIN_ZOOM, MAX_ZOOM);
  zb_map_view_go_to (self, find_view (self, &projection, self->selected->location, zoom), zoom);
}

/* Asked for by name, so it moves even while the view is locked, and unlocks: the officer is back with
 * the alerts. */
static void
on_go_to_alert (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbMapView *self = ZB_MAP_VIEW (widget);
  zb_map_view_set_locked (self, FALSE);
  go_to_alert (self);
}

static void
show_point (ZbMapView *self, ZbPoint point)
{
  if (!zb_point_is_known (point))
    return;
  zb_map_view_set_locked (self, TRUE);
  zb_map_view_go_to (self, point, SHOW_ZOOM);
}

static void
on_show_device (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbMapView *self = ZB_MAP_VIEW (widget);
  const ZbDevice *device =
      zb_world_lookup (self->world, ZB_KIND_DEVICE, g_variant_get_string (parameter, NULL));
  if (device)
    show_point (self, device->location);
}

static void
on_show_unit (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbMapView *self = ZB_MAP_VIEW (widget);
  const ZbUnit *unit = zb_world_lookup (self->world, ZB_KIND_UNIT, g_variant_get_string (parameter, NULL));
  if (unit)
    show_point (self, unit->location);
}

static void
on_show_place (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbPoint point;
  g_variant_get (parameter, "(dd)", &point.lon, &point.lat);
  show_point (ZB_MAP_VIEW (widget), point);
}

/* The alert that the officer works on is another one, or is somewhere else now. */
void
zb_map_view_follow_alert (ZbMapView *self)
{
  ZbPoint location = self->selected ? self->selected->location : ZB_POINT_NOWHERE;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "map.go-to-alert", zb_point_is_known (location));
  zb_map_view_update_surroundings (self);
  if (!self->locked)
    go_to_alert (self);
}

/* The district fills the view when it first becomes known, before anything else was looked at. */
void
zb_map_view_fit_once (ZbMapView *self)
{
  ZbMapProjection projection;
  const ZbBox *district = zb_area_layer_get_district (self->areas);
  if (self->fitted || district->west > district->east || !get_projection (self, &projection))
    return;
  self->fitted = TRUE;
  if (!self->locked && !self->selected)
    zb_map_view_show_box (self, district);
}

static void
lock_by_hand (ZbMapView *self)
{
  zb_map_view_set_locked (self, TRUE);
}

static void
on_pointer (ZbMapView *self, double x, double y)
{
  self->pointer_x = x;
  self->pointer_y = y;
}

/* A notch of the wheel is a whole zoom; a touchpad is the map's own to follow. */
static gboolean
on_scrolled (ZbMapView *self, double dx, double dy, GtkEventControllerScroll *scroll)
{
  gint64 now = g_get_monotonic_time ();
  lock_by_hand (self);
  if (gtk_event_controller_scroll_get_unit (scroll) == GDK_SCROLL_UNIT_SURFACE || dy == 0)
    return GDK_EVENT_PROPAGATE;
  if (now - self->wheel_turned < WHEEL_PAUSE)
    return GDK_EVENT_STOP;
  self->wheel_turned = now;
  zb_map_view_zoom_about (self, self->pointer_x, self->pointer_y, dy < 0 ? 1 : -1);
  return GDK_EVENT_STOP;
}

static void
on_dragged (ZbMapView *self, double x, double y)
{
  if (gtk_drag_check_threshold (GTK_WIDGET (self->map), 0, 0, (int)x, (int)y))
    lock_by_hand (self);
}

static gboolean
on_key (ZbMapView *self, guint key)
{
  if (key == GDK_KEY_Left || key == GDK_KEY_Right || key == GDK_KEY_Up || key == GDK_KEY_Down)
    lock_by_hand (self);
  return GDK_EVENT_PROPAGATE;
}

static void
watch (ZbMapView *self, GtkEventController *controller, const char *signal, GCallback callback)
{
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (controller, signal, callback, self);
  gtk_widget_add_controller (GTK_WIDGET (self->map), controller);
}

/* Streets are read north up and the wedges say where cameras look, so the map is never turned. */
static void
keep_north_up (ShumateViewport *viewport)
{
  if (shumate_viewport_get_rotation (viewport) != 0)
    shumate_viewport_set_rotation (viewport, 0);
}

static void
bind (GtkWidgetClass *widget_class, guint key, const char *action)
{
  gtk_widget_class_add_binding_action (widget_class, key, 0, action, NULL);
}

void
zb_map_view_install_camera (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "map.zoom-in", NULL, on_zoom_in);
  gtk_widget_class_install_action (widget_class, "map.zoom-out", NULL, on_zoom_out);
  gtk_widget_class_install_action (widget_class, "map.fit", NULL, on_fit);
  gtk_widget_class_install_action (widget_class, "map.go-to-alert", NULL, on_go_to_alert);
  gtk_widget_class_install_action (widget_class, "map.show-device", "s", on_show_device);
  gtk_widget_class_install_action (widget_class, "map.show-unit", "s", on_show_unit);
  gtk_widget_class_install_action (widget_class, "map.show-place", "(dd)", on_show_place);
  gtk_widget_class_install_property_action (widget_class, "map.lock", "locked");
  bind (widget_class, GDK_KEY_plus, "map.zoom-in");
  bind (widget_class, GDK_KEY_equal, "map.zoom-in");
  bind (widget_class, GDK_KEY_KP_Add, "map.zoom-in");
  bind (widget_class, GDK_KEY_minus, "map.zoom-out");
  bind (widget_class, GDK_KEY_KP_Subtract, "map.zoom-out");
}

/* A double click of the map's own neither locks the view nor stops at a whole zoom, and libshumate 1.4 does
 * not heed its property that is to switch it off. */
static void
remove_own_click (ShumateMap *map)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (map));

  for (guint i = g_list_model_get_n_items (controllers); i-- > 0;)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      if (GTK_IS_GESTURE_CLICK (controller))
        gtk_widget_remove_controller (GTK_WIDGET (map), controller);
    }
}

void
zb_map_view_init_camera (ZbMapView *self)
{
  ShumateViewport *viewport = shumate_map_get_viewport (self->map);
  shumate_viewport_set_min_zoom_level (viewport, MIN_ZOOM - 1);
  shumate_viewport_set_max_zoom_level (viewport, MAX_ZOOM);
  remove_own_click (self->map);
  g_signal_connect (viewport, "notify::rotation", G_CALLBACK (keep_north_up), NULL);
  watch (self, gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES), "scroll",
         G_CALLBACK (on_scrolled));
  watch (self, gtk_event_controller_motion_new (), "motion", G_CALLBACK (on_pointer));
  watch (self, GTK_EVENT_CONTROLLER (gtk_gesture_drag_new ()), "drag-update", G_CALLBACK (on_dragged));
  watch (self, GTK_EVENT_CONTROLLER (gtk_gesture_zoom_new ()), "scale-changed", G_CALLBACK (lock_by_hand));
  watch (self, gtk_event_controller_key_new (), "key-pressed", G_CALLBACK (on_key));
}
