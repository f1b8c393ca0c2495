/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is near: an alert, a case or any place is asked about, and the answer is a list and a circle. */
#include "zb-map-view-private.h"

#include "zb-case.h"
#include "zb-device.h"
#include "zb-unit.h"

#include <math.h>

/* Within a larger circle there are too many cameras for each to stand alone. */
#define MOST_SURROUNDINGS 500

static ZbNear *
near_of (ZbMapView *self)
{
  return zb_near_panel_get_near (self->near_panel);
}

static ZbPoint
place_of (ZbEntity *entity)
{
  if (entity && ZB_IS_ALERT (entity))
    return ZB_ALERT (entity)->location;
  if (entity && ZB_IS_CASE (entity))
    return ZB_CASE (entity)->location;
  if (entity && ZB_IS_UNIT (entity))
    return ZB_UNIT (entity)->location;
  return entity && ZB_IS_DEVICE (entity) ? ZB_DEVICE (entity)->location : ZB_POINT_NOWHERE;
}

/* Cameras stand alone around what is asked about, else around the selected alert; that is where the circle
 * is. */
void
zb_map_view_update_surroundings (ZbMapView *self)
{
  ZbPoint asked = zb_near_get_centre (near_of (self));
  ZbPoint alert = self->selected ? self->selected->location : ZB_POINT_NOWHERE;

  zb_alert_layer_set_circle (self->alerts, !zb_point_is_known (asked));
  if (zb_point_is_known (asked))
    zb_device_layer_set_surroundings (self->devices, asked,
                                      fmin (zb_near_get_radius (near_of (self)), MOST_SURROUNDINGS));
  else
    zb_device_layer_set_surroundings (self->devices, alert, ZB_SURROUNDINGS_METRES);
}

static void
on_pointed (ZbMapView *self)
{
  g_autoptr (ZbMapMark) mark = NULL;

  g_object_get (self->near_panel, "pointed", &mark, NULL);
  zb_near_layer_set_pointed (self->near_layer, place_of (mark ? zb_map_mark_get_entity (mark) : NULL));
}

/* The view moves only where what was chosen cannot be seen. */
static void
on_chosen (ZbMapView *self, ZbMapMark *mark)
{
  ZbPoint place = place_of (zb_map_mark_get_entity (mark));
  ZbMapProjection projection;
  ZbBox box;

  if (zb_map_projection_init (&projection, shumate_map_get_viewport (self->map), GTK_WIDGET (self->map)))
    {
      box = zb_map_projection_get_box (&projection, 0);
      zb_map_view_set_locked (self, TRUE);
      if (!zb_box_contains (&box, place))
        zb_map_view_go_to (self, place, zb_map_projection_get_zoom (&projection));
    }
  zb_near_layer_set_pointed (self->near_layer, place);
  zb_map_view_activate_mark (self, mark);
}

/* All of the circle is seen. */
static void
show_circle (ZbMapView *self, ZbPoint place)
{
  double metres = zb_near_get_radius (near_of (self));
  ZbBox box = ZB_BOX_EMPTY;

  for (double bearing = 0; bearing < 360; bearing += 90)
    zb_box_add (&box, zb_point_move (place, bearing, metres));
  zb_map_view_set_locked (self, TRUE);
  zb_map_view_show_box (self, &box);
}

static void
on_counted (ZbMapView *self)
{
  ZbNear *near = near_of (self);
  ZbPoint place = zb_near_get_centre (near);
  double metres = zb_near_get_radius (near);
  gboolean wider = zb_point_equal (place, self->near_place) && metres > self->near_metres;

  if (zb_point_equal (place, self->near_place) && metres == self->near_metres)
    return;
  self->near_place = place;
  self->near_metres = metres;
  zb_near_layer_set_place (self->near_layer, place, metres);
  zb_map_view_update_surroundings (self);
  if (wider && zb_point_is_known (place))
    show_circle (self, place);
}

/**
 * zb_map_view_ask_near:
 * @self: a map
 * @place: what is asked about
 * @about: (nullable): the alert or case that is there
 *
 * Lists what is near and draws the circle; the view goes there.
 */
void
zb_map_view_ask_near (ZbMapView *self, ZbPoint place, ZbEntity *about)
{
  if (!zb_point_is_known (place))
    return;
  /* Both lie at the same side. */
  zb_map_view_select_zone (self, NULL);
  zb_near_panel_ask (self->near_panel, place, about);
  show_circle (self, place);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "map.close-near", TRUE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "map.look", TRUE);
}

/**
 * zb_map_view_close_near:
 * @self: a map
 *
 * Nothing is asked about any more.
 */
void
zb_map_view_close_near (ZbMapView *self)
{
  zb_near_panel_close (self->near_panel);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "map.close-near", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "map.look", FALSE);
}

static void
on_close_near (GtkWidget *widget, const char *name, GVariant *parameter)
{
  zb_map_view_close_near (ZB_MAP_VIEW (widget));
}

/* Of the selected alert, else of what is in the middle; asked for again, it closes. */
static void
on_near (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbMapView *self = ZB_MAP_VIEW (widget);
  ZbPoint place = place_of ((ZbEntity *)self->selected);
  gboolean of_alert = zb_point_is_known (place);
  double zoom;

  if (!of_alert)
    zb_map_view_get_view (self, &place, &zoom);
  if (zb_near_panel_is_open (self->near_panel) &&
      (!of_alert || zb_point_equal (place, zb_near_get_centre (near_of (self)))))
    zb_map_view_close_near (self);
  else
    zb_map_view_ask_near (self, place, of_alert ? (ZbEntity *)self->selected : NULL);
}

static void
on_near_place (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbPoint place;

  g_variant_get (parameter, "(dd)", &place.lon, &place.lat);
  zb_map_view_ask_near (ZB_MAP_VIEW (widget), place, NULL);
}

static void
on_near_case (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbMapView *self = ZB_MAP_VIEW (widget);
  ZbEntity *a_case = zb_world_lookup (self->world, ZB_KIND_CASE, g_variant_get_string (parameter, NULL));

  if (a_case)
    zb_map_view_ask_near (self, place_of (a_case), a_case);
}

/* The cameras are another part of the desk: the application shows them. */
static void
look_at (ZbMapView *self, ZbPoint place)
{
  if (zb_point_is_known (place))
    gtk_widget_activate_action (GTK_WIDGET (self), "video.look", "(dd)", place.lon, place.lat);
}

static void
on_look (GtkWidget *widget, const char *name, GVariant *parameter)
{
  look_at (ZB_MAP_VIEW (widget), zb_near_get_centre (near_of (ZB_MAP_VIEW (widget))));
}

void
zb_map_view_install_near (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "map.near", NULL, on_near);
  gtk_widget_class_install_action (widget_class, "map.near-place", "(dd)", on_near_place);
  gtk_widget_class_install_action (widget_class, "map.near-case", "s", on_near_case);
  gtk_widget_class_install_action (widget_class, "map.close-near", NULL, on_close_near);
  gtk_widget_class_install_action (widget_class, "map.look", NULL, on_look);
}

void
zb_map_view_init_near (ZbMapView *self)
{
  self->near_place = ZB_POINT_NOWHERE;
  self->near_layer = zb_near_layer_new (shumate_map_get_viewport (self->map));
  shumate_map_insert_layer_behind (self->map, SHUMATE_LAYER (self->near_layer),
                                   SHUMATE_LAYER (self->devices));
  g_signal_connect_object (near_of (self), "counted", G_CALLBACK (on_counted), self, G_CONNECT_SWAPPED);
  g_signal_connect_swapped (self->near_panel, "notify::pointed", G_CALLBACK (on_pointed), self);
  g_signal_connect_swapped (self->near_panel, "chosen", G_CALLBACK (on_chosen), self);
  zb_map_view_close_near (self);
}
