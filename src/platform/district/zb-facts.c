/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads data/map/changning.geojson, which is linked into the library. */
#include "zb-facts.h"

#include "zb-district-resource.h"

#include <gio/gio.h>
#include <math.h>
#include <yyjson.h>

#define FACTS_PATH "/cn/zhiban/district/changning.geojson"
#define CURVE_STEP 25.0

static const struct
{
  const char *name;
  double half_width;
} road_classes[ZB_N_ROAD_CLASSES] = {
  [ZB_ROAD_EXPRESSWAY] = { "expressway", 17 },
  [ZB_ROAD_PRIMARY] = { "primary", 13 },
  [ZB_ROAD_SECONDARY] = { "secondary", 10 },
  [ZB_ROAD_STREET] = { "street", 7 },
  [ZB_ROAD_LANE] = { "lane", 4 },
};

/**
 * zb_road_half_width:
 * @road_class: a class of road
 *
 * Returns: metres from its middle to the back of its pavement
 */
double
zb_road_half_width (ZbRoadClass road_class)
{
  return road_classes[road_class].half_width;
}

/**
 * zb_road_new:
 * @name: (nullable): its name
 * @road_class: its class
 * @line: (transfer full): its middle
 *
 * Returns: (transfer full): a road
 */
ZbRoad *
zb_road_new (const char *name, ZbRoadClass road_class, GArray *line)
{
  ZbRoad *self = g_new0 (ZbRoad, 1);
  self->name = g_strdup (name);
  self->road_class = road_class;
  self->line = line;
  return self;
}

/**
 * zb_road_free:
 * @self: (transfer full): a road
 */
void
zb_road_free (ZbRoad *self)
{
  g_free (self->name);
  g_array_unref (self->line);
  g_free (self);
}

/**
 * zb_surface_box_is_near:
 * @self: a surface
 * @spot: a spot
 * @margin: metres
 *
 * Returns: whether @spot lies in the box around @self or within @margin of it
 */
gboolean
zb_surface_box_is_near (const ZbSurface *self, ZbXY spot, double margin)
{
  return spot.x >= self->low.x - margin && spot.x <= self->high.x + margin &&
         spot.y >= self->low.y - margin && spot.y <= self->high.y + margin;
}

static void
surface_free (ZbSurface *self)
{
  g_free (self->name);
  g_free (self->code);
  g_array_unref (self->ring);
  g_free (self);
}

static void
poi_free (ZbPoi *self)
{
  g_free (self->name);
  g_free (self->poi_class);
  g_free (self);
}

static ZbXY
read_spot (yyjson_val *pair)
{
  return zb_xy_from_point (
      (ZbPoint){ yyjson_get_num (yyjson_arr_get (pair, 0)), yyjson_get_num (yyjson_arr_get (pair, 1)) });
}

static GArray *
read_line (yyjson_val *pairs)
{
  GArray *line = zb_xys_new ();
  size_t i, n;
  yyjson_val *pair;
  yyjson_arr_foreach (pairs, i, n, pair)
  {
    ZbXY spot = read_spot (pair);
    g_array_append_val (line, spot);
  }
  return line;
}

/* The outer ring, without GeoJSON's repeated last corner, anticlockwise. */
static GArray *
read_ring (yyjson_val *rings)
{
  g_autoptr (GArray) line = read_line (yyjson_arr_get_first (rings));
  GArray *ring = zb_xys_new ();
  gboolean clockwise;
  g_array_set_size (line, MAX (1, line->len) - 1);
  clockwise = line->len > 2 && zb_ring_area (line) < 0;
  for (guint i = 0; i < line->len; i++)
    g_array_append_val (ring, ZB_XY (line, clockwise ? line->len - 1 - i : i));
  return ring;
}

static const char *
text_of (yyjson_val *properties, const char *key)
{
  return yyjson_get_str (yyjson_obj_get (properties, key));
}

static ZbSurface *
read_surface (yyjson_val *properties, yyjson_val *coordinates)
{
  ZbSurface *surface = g_new0 (ZbSurface, 1);
  surface->name = g_strdup (text_of (properties, "name"));
  surface->code = g_strdup (text_of (properties, "code"));
  surface->ring = read_ring (coordinates);
  surface->low = surface->high = ZB_XY (surface->ring, 0);
  for (guint i = 1; i < surface->ring->len; i++)
    {
      ZbXY corner = ZB_XY (surface->ring, i);
      surface->low = (ZbXY){ fmin (surface->low.x, corner.x), fmin (surface->low.y, corner.y) };
      surface->high = (ZbXY){ fmax (surface->high.x, corner.x), fmax (surface->high.y, corner.y) };
    }
  return surface;
}

static ZbRoad *
read_road (yyjson_val *properties, yyjson_val *coordinates)
{
  g_autoptr (GArray) line = read_line (coordinates);
  ZbRoadClass road_class = ZB_ROAD_SECONDARY;
  for (guint i = 0; i < G_N_ELEMENTS (road_classes); i++)
    if (g_strcmp0 (text_of (properties, "class"), road_classes[i].name) == 0)
      road_class = i;
  return zb_road_new (text_of (properties, "name"), road_class, zb_line_smooth (line, CURVE_STEP));
}

static ZbPoi *
read_poi (yyjson_val *properties, yyjson_val *coordinates)
{
  ZbPoi *poi = g_new0 (ZbPoi, 1);
  poi->name = g_strdup (text_of (properties, "name"));
  poi->poi_class = g_strdup (text_of (properties, "class"));
  poi->spot = read_spot (coordinates);
  return poi;
}

static void
read_creek (ZbFacts *self, yyjson_val *properties, yyjson_val *coordinates)
{
  g_autoptr (GArray) line = read_line (coordinates);
  g_clear_pointer (&self->creek, g_array_unref);
  g_free (self->creek_name);
  self->creek = zb_line_smooth (line, CURVE_STEP);
  self->creek_name = g_strdup (text_of (properties, "name"));
}

static void
read_feature (ZbFacts *self, yyjson_val *feature)
{
  yyjson_val *properties = yyjson_obj_get (feature, "properties");
  yyjson_val *coordinates = yyjson_obj_get (yyjson_obj_get (feature, "geometry"), "coordinates");
  const char *layer = text_of (properties, "layer");
  if (g_strcmp0 (layer, "district") == 0)
    self->district = read_surface (properties, coordinates);
  else if (g_strcmp0 (layer, "subdistrict") == 0)
    g_ptr_array_add (self->subdistricts, read_surface (properties, coordinates));
  else if (g_strcmp0 (layer, "park") == 0)
    g_ptr_array_add (self->parks, read_surface (properties, coordinates));
  else if (g_strcmp0 (layer, "road") == 0)
    g_ptr_array_add (self->roads, read_road (properties, coordinates));
  else if (g_strcmp0 (layer, "water") == 0)
    read_creek (self, properties, coordinates);
  else if (g_strcmp0 (layer, "poi") == 0)
    g_ptr_array_add (self->pois, read_poi (properties, coordinates));
}

/**
 * zb_facts_new:
 *
 * Returns: (transfer full): what is known of the district
 */
ZbFacts *
zb_facts_new (void)
{
  GResource *resource = zb_district_get_resource ();
  g_autoptr (GBytes) bytes =
      g_resource_lookup_data (resource, FACTS_PATH, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  ZbFacts *self = g_new0 (ZbFacts, 1);
  size_t i, n;
  yyjson_val *feature;
  yyjson_doc *doc =
      yyjson_read (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), YYJSON_READ_NOFLAG);

  self->subdistricts = g_ptr_array_new_with_free_func ((GDestroyNotify)surface_free);
  self->parks = g_ptr_array_new_with_free_func ((GDestroyNotify)surface_free);
  self->roads = g_ptr_array_new_with_free_func ((GDestroyNotify)zb_road_free);
  self->pois = g_ptr_array_new_with_free_func ((GDestroyNotify)poi_free);
  yyjson_arr_foreach (yyjson_obj_get (yyjson_doc_get_root (doc), "features"), i, n, feature)
      read_feature (self, feature);
  yyjson_doc_free (doc);
  g_assert (self->district && self->creek && self->subdistricts->len > 0);
  return self;
}

/**
 * zb_facts_free:
 * @self: (transfer full): facts
 */
void
zb_facts_free (ZbFacts *self)
{
  surface_free (self->district);
  g_ptr_array_unref (self->subdistricts);
  g_ptr_array_unref (self->roads);
  g_ptr_array_unref (self->parks);
  g_ptr_array_unref (self->pois);
  g_array_unref (self->creek);
  g_free (self->creek_name);
  g_free (self);
}
