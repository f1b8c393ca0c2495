/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-map-projection.h"

#include <math.h>

/**
 * zb_map_projection_init:
 * @self: (out caller-allocates): the projection
 * @viewport: what is looked at
 * @widget: the layer or map that shows it
 *
 * Returns: FALSE while the viewport has no map source or the widget no size
 */
gboolean
zb_map_projection_init (ZbMapProjection *self, ShumateViewport *viewport, GtkWidget *widget)
{
  ShumateMapSource *source = shumate_viewport_get_reference_map_source (viewport);
  double zoom = shumate_viewport_get_zoom_level (viewport);
  if (!source)
    return FALSE;
  ZbMercator centre =
      zb_mercator_from_point ((ZbPoint){ shumate_location_get_longitude (SHUMATE_LOCATION (viewport)),
                                         shumate_location_get_latitude (SHUMATE_LOCATION (viewport)) });
  self->world = shumate_map_source_get_tile_size_at_zoom (source, zoom) *
                shumate_map_source_get_column_count (source, (guint)zoom);
  self->width = gtk_widget_get_width (widget);
  self->height = gtk_widget_get_height (widget);
  self->left = centre.x * self->world - self->width / 2;
  self->top = centre.y * self->world - self->height / 2;
  return self->width > 0 && self->height > 0;
}

/**
 * zb_map_projection_to_widget:
 * @self: a projection
 * @place: a place
 *
 * Returns: where @place is on the widget
 */
graphene_point_t
zb_map_projection_to_widget (const ZbMapProjection *self, ZbMercator place)
{
  return GRAPHENE_POINT_INIT ((float)(place.x * self->world - self->left),
                              (float)(place.y * self->world - self->top));
}

/**
 * zb_map_projection_to_point:
 * @self: a projection
 * @x: across the widget
 * @y: down the widget
 *
 * Returns: which place is drawn there
 */
ZbPoint
zb_map_projection_to_point (const ZbMapProjection *self, double x, double y)
{
  return zb_mercator_to_point ((ZbMercator){ (self->left + x) / self->world, (self->top + y) / self->world });
}

/**
 * zb_map_projection_get_box:
 * @self: a projection
 * @margin: logical pixels beyond the widget's edges
 *
 * Returns: the box that is on screen
 */
ZbBox
zb_map_projection_get_box (const ZbMapProjection *self, double margin)
{
  ZbPoint north_west = zb_map_projection_to_point (self, -margin, -margin);
  ZbPoint south_east = zb_map_projection_to_point (self, self->width + margin, self->height + margin);
  return (ZbBox){ north_west.lon, south_east.lat, south_east.lon, north_west.lat };
}

/**
 * zb_map_projection_get_zoom:
 * @self: a projection
 *
 * Returns: the zoom as on a map of 256-pixel tiles, whatever the size of the base map's
 */
double
zb_map_projection_get_zoom (const ZbMapProjection *self)
{
  return log2 (self->world / 256);
}

/**
 * zb_map_projection_get_pixels:
 * @self: a projection
 * @metres: a length on the ground
 * @at: where
 *
 * Returns: how many logical pixels long it is drawn there
 */
double
zb_map_projection_get_pixels (const ZbMapProjection *self, double metres, ZbPoint at)
{
  return zb_mercator_from_metres (metres, at.lat) * self->world;
}

/**
 * zb_map_projection_zoom_for_box:
 * @self: a projection
 * @box: what should be seen whole
 * @padding: logical pixels to leave free at each edge
 *
 * Returns: by how many zooms to move so that @box just fits
 */
double
zb_map_projection_zoom_for_box (const ZbMapProjection *self, const ZbBox *box, double padding)
{
  ZbMercator north_west = zb_mercator_from_point ((ZbPoint){ box->west, box->north });
  ZbMercator south_east = zb_mercator_from_point ((ZbPoint){ box->east, box->south });
  double across = fmax ((south_east.x - north_west.x) * self->world, 1e-6);
  double down = fmax ((south_east.y - north_west.y) * self->world, 1e-6);
  return log2 (
      fmin (fmax (self->width - 2 * padding, 64) / across, fmax (self->height - 2 * padding, 64) / down));
}
