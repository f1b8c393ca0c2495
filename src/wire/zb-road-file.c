/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Roads in a file: GeoJSON (RFC 7946), as one FeatureCollection or as one Feature a line. Lines are roads
 * where their `class` is one of ours or their `highway` one of OpenStreetMap's; all else is passed over, so
 * that the file of a map will do. `oneway` (yes, true, 1, -1) and a number as `layer` are heeded.
 */
#include "zb-road-file.h"

#include "zb-json.h"

#include <gio/gio.h>

#define LARGEST_FILE (256 * 1024 * 1024)
#define MOST_POINTS 8000000u

static const struct
{
  const char *name;
  ZbWayClass way_class;
} classes[] = {
  { "expressway", ZB_WAY_EXPRESSWAY },
  { "primary", ZB_WAY_PRIMARY },
  { "secondary", ZB_WAY_SECONDARY },
  { "street", ZB_WAY_STREET },
  { "lane", ZB_WAY_LANE },
  { "path", ZB_WAY_PATH },
  { "motorway", ZB_WAY_EXPRESSWAY },
  { "motorway_link", ZB_WAY_EXPRESSWAY },
  { "trunk", ZB_WAY_EXPRESSWAY },
  { "trunk_link", ZB_WAY_EXPRESSWAY },
  { "primary_link", ZB_WAY_PRIMARY },
  { "secondary_link", ZB_WAY_SECONDARY },
  { "tertiary", ZB_WAY_STREET },
  { "tertiary_link", ZB_WAY_STREET },
  { "unclassified", ZB_WAY_STREET },
  { "residential", ZB_WAY_STREET },
  { "living_street", ZB_WAY_LANE },
  { "service", ZB_WAY_LANE },
  { "pedestrian", ZB_WAY_PATH },
  { "footway", ZB_WAY_PATH },
  { "cycleway", ZB_WAY_PATH },
  { "steps", ZB_WAY_PATH },
};

/* Points of all ways one after another, since they move while they grow. */
typedef struct
{
  GArray *points; /* ZbPoint */
  GArray *ways;   /* ZbWay, whose points are set last */
} Reading;

static gboolean
find_class (yyjson_val *properties, ZbWayClass *way_class)
{
  yyjson_val *name = yyjson_obj_get (properties, "class");

  if (!name)
    name = yyjson_obj_get (properties, "highway");
  for (gsize i = 0; i < G_N_ELEMENTS (classes); i++)
    if (yyjson_equals_str (name, classes[i].name))
      {
        *way_class = classes[i].way_class;
        return TRUE;
      }
  return FALSE;
}

/* A subway has a class, too, and is a line: a `layer` in words has to be that of the roads. */
static gboolean
is_road (yyjson_val *properties)
{
  yyjson_val *layer = yyjson_obj_get (properties, "layer");

  return !yyjson_is_str (layer) || yyjson_equals_str (layer, "road") || *yyjson_get_str (layer) == '-' ||
         g_ascii_isdigit (*yyjson_get_str (layer));
}

/* OpenStreetMap has all its values as words. */
static int
read_level (yyjson_val *properties)
{
  yyjson_val *layer = yyjson_obj_get (properties, "layer");
  const gint64 level = yyjson_is_str (layer)   ? g_ascii_strtoll (yyjson_get_str (layer), NULL, 10)
                       : yyjson_is_int (layer) ? yyjson_get_sint (layer)
                                               : 0;

  return (int)CLAMP (level, -10, 10);
}

static ZbWayDirection
read_direction (yyjson_val *properties)
{
  yyjson_val *value = yyjson_obj_get (properties, "oneway");
  const gboolean back = yyjson_equals_str (value, "-1") || yyjson_get_sint (value) == -1;
  const gboolean forward = yyjson_is_true (value) || yyjson_equals_str (value, "yes") ||
                           yyjson_equals_str (value, "true") || yyjson_equals_str (value, "1") ||
                           yyjson_get_sint (value) == 1;

  return back ? ZB_WAY_BACKWARD : forward ? ZB_WAY_FORWARD : ZB_WAY_BOTH;
}

static void
read_line (Reading *self, yyjson_val *coordinates, ZbWay way)
{
  yyjson_val *position;
  gsize i, n;

  yyjson_arr_foreach (coordinates, i, n, position)
  {
    yyjson_val *lon = yyjson_arr_get (position, 0), *lat = yyjson_arr_get (position, 1);
    const ZbPoint point = yyjson_is_num (lon) && yyjson_is_num (lat)
                              ? (ZbPoint){ yyjson_get_num (lon), yyjson_get_num (lat) }
                              : ZB_POINT_NOWHERE;
    if (self->points->len >= MOST_POINTS)
      break;
    g_array_append_val (self->points, point);
    way.n_points++;
  }
  g_array_append_val (self->ways, way);
}

static void
read_feature (Reading *self, yyjson_val *feature)
{
  yyjson_val *properties = yyjson_obj_get (feature, "properties"), *line;
  yyjson_val *geometry = yyjson_obj_get (feature, "geometry");
  yyjson_val *coordinates = yyjson_obj_get (geometry, "coordinates");
  ZbWay way = { .direction = read_direction (properties), .level = read_level (properties) };
  gsize i, n;

  if (!is_road (properties) || !find_class (properties, &way.way_class))
    return;
  if (yyjson_equals_str (yyjson_obj_get (geometry, "type"), "LineString"))
    read_line (self, coordinates, way);
  else if (yyjson_equals_str (yyjson_obj_get (geometry, "type"), "MultiLineString"))
    yyjson_arr_foreach (coordinates, i, n, line) read_line (self, line, way);
}

static void
read_document (Reading *self, yyjson_val *root)
{
  yyjson_val *features = yyjson_obj_get (root, "features"), *feature;
  gsize i, n;

  if (yyjson_is_arr (features))
    yyjson_arr_foreach (features, i, n, feature) read_feature (self, feature);
  else
    read_feature (self, root);
}

static gboolean
read_text (Reading *self, const char *text, gsize length, GError **error)
{
  g_autoptr (ZbJsonDoc) doc = NULL;

  while (length > 0 && (g_ascii_isspace (*text) || *text == 0x1e))
    {
      text++;
      length--;
    }
  if (length == 0)
    return TRUE;
  doc = zb_json_parse (text, (gssize)length, error);
  if (doc)
    read_document (self, yyjson_doc_get_root (doc));
  return doc != NULL;
}

/* One Feature a line; the sign before it is that of RFC 8142. */
static gboolean
read_lines (Reading *self, const char *text, gsize length, GError **error)
{
  gboolean good = TRUE;

  while (length > 0 && good)
    {
      const char *end = memchr (text, '\n', length);
      const gsize used = end ? (gsize)(end - text) + 1 : length;
      good = read_text (self, text, used, error);
      text += used;
      length -= used;
    }
  return good;
}

/* Whether its first line is a document of its own. */
static gboolean
is_by_lines (const char *text, gsize length)
{
  const char *end = length > 0 ? memchr (text, '\n', length) : NULL; /* an empty file has no text at all */
  Reading none = { g_array_new (FALSE, FALSE, sizeof (ZbPoint)), g_array_new (FALSE, FALSE, sizeof (ZbWay)) };
  const gboolean good = end && read_text (&none, text, (gsize)(end - text), NULL);

  g_array_unref (none.points);
  g_array_unref (none.ways);
  return good;
}

static ZbRoadGraph *
make_graph (Reading *self)
{
  const ZbPoint *next = (const ZbPoint *)(void *)self->points->data;

  for (guint i = 0; i < self->ways->len; i++)
    {
      ZbWay *way = &g_array_index (self->ways, ZbWay, i);
      way->points = next;
      next += way->n_points;
    }
  return zb_road_graph_new ((const ZbWay *)(void *)self->ways->data, self->ways->len);
}

/**
 * zb_road_file_parse:
 * @text: what a file holds
 * @length: bytes of it
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the roads in it as a graph; %NULL where it is no GeoJSON
 */
ZbRoadGraph *
zb_road_file_parse (const char *text, gsize length, GError **error)
{
  Reading reading = { g_array_new (FALSE, FALSE, sizeof (ZbPoint)),
                      g_array_new (FALSE, FALSE, sizeof (ZbWay)) };
  const gboolean by_lines = is_by_lines (text, length);
  const gboolean good = (by_lines ? read_lines : read_text) (&reading, text, length, error);
  ZbRoadGraph *graph = good ? make_graph (&reading) : NULL;

  g_array_unref (reading.points);
  g_array_unref (reading.ways);
  return graph;
}

/**
 * zb_road_file_read:
 * @path: a file
 * @error: return location
 *
 * Takes some 100 ms for a district: for a thread.
 *
 * Returns: (transfer full) (nullable): its roads as a graph
 */
ZbRoadGraph *
zb_road_file_read (const char *path, GError **error)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, error);

  if (!file)
    return NULL;
  if (g_mapped_file_get_length (file) > LARGEST_FILE)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "larger than 256 MiB");
      return NULL;
    }
  return zb_road_file_parse (g_mapped_file_get_contents (file), g_mapped_file_get_length (file), error);
}

/* Beside the base map: where the environment says, in the build tree, below the program's prefix, or where
 * the build puts it. */
static char *
find_directory (void)
{
  const char *given = g_getenv ("ZHIBAN_MAP_DIR"), *build = g_getenv ("ZHIBAN_BUILD");
  g_autofree char *program = given || build ? NULL : g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = program ? g_path_get_dirname (program) : NULL;
  g_autofree char *beside = folder ? g_build_filename (folder, "..", ZB_MAP_BESIDE, NULL) : NULL;

  if (given)
    return g_strdup (given);
  if (build)
    return g_build_filename (build, "data", "map", NULL);
  if (beside && g_file_test (beside, G_FILE_TEST_IS_DIR))
    return g_steal_pointer (&beside);
  return g_strdup (ZB_MAP_DIR);
}

/**
 * zb_road_file_find:
 *
 * Returns: (transfer full) (nullable): where the roads of the demonstration district are, where they are
 */
char *
zb_road_file_find (void)
{
  g_autofree char *directory = find_directory ();
  char *path = g_build_filename (directory, ZB_ROAD_FILE, NULL);

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    g_clear_pointer (&path, g_free);
  return path;
}
