/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Places on the wire: Point, Polygon and MultiPolygon of GeoJSON (RFC 7946), longitude first. */
#include "zb-geojson.h"

#include <math.h>

/* Seven decimals are 1 cm, finer than any position we are given. */
#define SCALE 1e7

static gboolean
read_position (yyjson_val *value, ZbPoint *point)
{
  yyjson_val *lon = yyjson_arr_get (value, 0), *lat = yyjson_arr_get (value, 1);
  if (!yyjson_is_num (lon) || !yyjson_is_num (lat))
    return FALSE;
  *point = (ZbPoint){ yyjson_get_num (lon), yyjson_get_num (lat) };
  return zb_point_is_known (*point);
}

static yyjson_mut_val *
write_position (yyjson_mut_doc *doc, ZbPoint point)
{
  yyjson_mut_val *position = yyjson_mut_arr (doc);
  yyjson_mut_arr_add_real (doc, position, round (point.lon * SCALE) / SCALE);
  yyjson_mut_arr_add_real (doc, position, round (point.lat * SCALE) / SCALE);
  return position;
}

/**
 * zb_geojson_read_point:
 * @value: a JSON value
 * @point: (out): the place
 *
 * Returns: whether @value is a GeoJSON Point with a valid position
 */
gboolean
zb_geojson_read_point (yyjson_val *value, ZbPoint *point)
{
  return yyjson_equals_str (yyjson_obj_get (value, "type"), "Point") &&
         read_position (yyjson_obj_get (value, "coordinates"), point);
}

/**
 * zb_geojson_write_point:
 * @doc: the document it goes into
 * @point: a place
 *
 * Returns: a GeoJSON Point, null for an unknown place
 */
yyjson_mut_val *
zb_geojson_write_point (yyjson_mut_doc *doc, ZbPoint point)
{
  if (!zb_point_is_known (point))
    return yyjson_mut_null (doc);
  yyjson_mut_val *object = yyjson_mut_obj (doc);
  yyjson_mut_obj_add_str (doc, object, "type", "Point");
  yyjson_mut_obj_add_val (doc, object, "coordinates", write_position (doc, point));
  return object;
}

static gboolean
read_ring (ZbGeometry *surface, yyjson_val *ring)
{
  gsize i, n;
  yyjson_val *position;

  zb_geometry_begin_ring (surface);
  yyjson_arr_foreach (ring, i, n, position)
  {
    ZbPoint point;
    if (!read_position (position, &point))
      return FALSE;
    zb_geometry_add_point (surface, point);
  }
  return yyjson_arr_size (ring) >= 4;
}

static gboolean
read_polygon (ZbGeometry *surface, yyjson_val *polygon)
{
  gsize i, n;
  yyjson_val *ring;

  zb_geometry_begin_polygon (surface);
  yyjson_arr_foreach (polygon, i, n, ring) if (!read_ring (surface, ring)) return FALSE;
  return yyjson_arr_size (polygon) > 0;
}

static gboolean
read_polygons (ZbGeometry *surface, yyjson_val *polygons)
{
  gsize i, n;
  yyjson_val *polygon;

  yyjson_arr_foreach (polygons, i, n, polygon) if (!read_polygon (surface, polygon)) return FALSE;
  return yyjson_arr_size (polygons) > 0;
}

/**
 * zb_geojson_read_surface:
 * @value: a JSON value
 *
 * Returns: (transfer full) (nullable): the surface, %NULL where @value is no valid Polygon or
 *   MultiPolygon
 */
ZbGeometry *
zb_geojson_read_surface (yyjson_val *value)
{
  g_autoptr (ZbGeometry) surface = zb_geometry_new ();
  yyjson_val *type = yyjson_obj_get (value, "type");
  yyjson_val *coordinates = yyjson_obj_get (value, "coordinates");

  if (yyjson_equals_str (type, "Polygon") && read_polygon (surface, coordinates))
    return g_steal_pointer (&surface);
  if (yyjson_equals_str (type, "MultiPolygon") && read_polygons (surface, coordinates))
    return g_steal_pointer (&surface);
  return NULL;
}

static yyjson_mut_val *
write_ring (yyjson_mut_doc *doc, const ZbGeometry *surface, guint ring)
{
  guint n;
  const ZbPoint *points = zb_geometry_get_ring (surface, ring, &n);
  yyjson_mut_val *array = yyjson_mut_arr (doc);

  for (guint i = 0; i < n; i++)
    yyjson_mut_arr_append (array, write_position (doc, points[i]));
  return array;
}

/**
 * zb_geojson_write_surface:
 * @doc: the document it goes into
 * @surface: (nullable): a surface
 *
 * Returns: a GeoJSON MultiPolygon, null for none
 */
yyjson_mut_val *
zb_geojson_write_surface (yyjson_mut_doc *doc, const ZbGeometry *surface)
{
  if (!surface)
    return yyjson_mut_null (doc);
  yyjson_mut_val *object = yyjson_mut_obj (doc), *polygons = yyjson_mut_arr (doc), *polygon = NULL;

  for (guint ring = 0; ring < zb_geometry_get_n_rings (surface); ring++)
    {
      if (zb_geometry_ring_begins_polygon (surface, ring))
        polygon = yyjson_mut_arr_add_arr (doc, polygons);
      yyjson_mut_arr_append (polygon, write_ring (doc, surface, ring));
    }
  yyjson_mut_obj_add_str (doc, object, "type", "MultiPolygon");
  yyjson_mut_obj_add_val (doc, object, "coordinates", polygons);
  return object;
}
