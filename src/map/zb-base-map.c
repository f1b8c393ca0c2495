/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The base map: one MBTiles file and a MapLibre style for each of our styles, in one directory; or the one
 * that was chosen instead. */
#include "zb-base-map.h"

#include "zb-base-choice.h"
#include "zb-base-layer.h"
#include "zb-chosen-map.h"

#include <adwaita.h>
#include <math.h>
#include <yyjson.h>

/* The tile source's name in our style files. */
#define SOURCE_NAME "district"
#define TILES "district.mbtiles"
/* What our style files call the outlines of subdistricts. */
#define SUBDISTRICTS "boundary-subdistrict"

/* The type sizes of a wall's style are written as they are where the smallest type is this high, in
 * double braces: {{35}}. */
#define WALL_UNIT 28.0

/**
 * ZbBaseMapLook:
 * @style: the name of a style file, without its ending
 * @unit: the smallest type that can be read, in pixels; 0 where the style has sizes of its own
 * @bare: whether it goes without the outlines of subdistricts
 */
typedef struct
{
  const char *style;
  double unit;
  gboolean bare;
} ZbBaseMapLook;

static gboolean
write_size (const GMatchInfo *match, GString *result, gpointer data)
{
  const ZbBaseMapLook *look = data;
  g_autofree char *size = g_match_info_fetch (match, 1);
  g_string_append_printf (result, "%d", (int)lround (g_ascii_strtod (size, NULL) * look->unit / WALL_UNIT));
  return FALSE;
}

static char *
read_style (const char *directory, const ZbBaseMapLook *look, GError **error)
{
  g_autofree char *name = g_strconcat (look->style, ".json", NULL);
  g_autofree char *path = g_build_filename (directory, name, NULL), *style = NULL;
  g_autoptr (GRegex) sizes = g_regex_new ("\"\\{\\{([0-9]+)\\}\\}\"", 0, 0, NULL);
  if (!g_file_get_contents (path, &style, NULL, error))
    return NULL;
  return g_regex_replace_eval (sizes, style, -1, 0, 0, write_size, (gpointer)look, error);
}

static void
remove_layer (yyjson_mut_val *layers, const char *id)
{
  size_t i, n;
  yyjson_mut_val *layer;
  yyjson_mut_arr_foreach (layers, i, n, layer)
  {
    if (!yyjson_mut_equals_str (yyjson_mut_obj_get (layer, "id"), id))
      continue;
    yyjson_mut_arr_remove (layers, i);
    return;
  }
}

static char *
drop_subdistricts (const char *style)
{
  yyjson_doc *doc = yyjson_read (style, strlen (style), 0);
  yyjson_mut_doc *copy = doc ? yyjson_doc_mut_copy (doc, NULL) : NULL;
  remove_layer (yyjson_mut_obj_get (yyjson_mut_doc_get_root (copy), "layers"), SUBDISTRICTS);
  char *text = copy ? yyjson_mut_write (copy, 0, NULL) : NULL, *bare = g_strdup (text ? text : style);
  free (text);
  yyjson_mut_doc_free (copy);
  yyjson_doc_free (doc);
  return bare;
}

/* The names are drawn by ourselves; see zb-label.c. */
static ZbTileStore *
new_vector_map (const char *directory, const ZbBaseMapLook *look, ZbMbtilesSource *tiles, GError **error)
{
  g_autofree char *whole = read_style (directory, look, error);
  g_autofree char *style = whole && look->bare ? drop_subdistricts (whole) : g_strdup (whole);
  g_autofree char *id = g_strdup_printf ("%s-%.0f%s", look->style, look->unit, look->bare ? "-bare" : "");
  g_autofree char *stripped = style ? zb_label_style_strip (style) : NULL;
  g_autoptr (ZbLabelStyle) names = style ? zb_label_style_new (style) : NULL;
  g_autoptr (ShumateVectorRenderer) renderer =
      stripped ? shumate_vector_renderer_new (id, stripped, error) : NULL;

  if (!renderer)
    return NULL;
  shumate_vector_renderer_set_data_source (renderer, SOURCE_NAME, SHUMATE_DATA_SOURCE (tiles));
  return zb_tile_store_new (SHUMATE_MAP_SOURCE (renderer), SHUMATE_DATA_SOURCE (tiles), names);
}

/* Where it is beside a program that was installed under any prefix. */
static char *
find_beside_program (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = program ? g_path_get_dirname (program) : NULL;
  g_autofree char *path = folder ? g_build_filename (folder, "..", ZB_MAP_BESIDE, NULL) : NULL;
  return path && g_file_test (path, G_FILE_TEST_IS_DIR) ? g_steal_pointer (&path) : NULL;
}

/**
 * zb_base_map_find_directory:
 *
 * Returns: (transfer full): where the base map is: `ZHIBAN_MAP_DIR`, in the build tree where the program is
 * in one, beside the program, or else what the build said
 */
char *
zb_base_map_find_directory (void)
{
  const char *given = g_getenv ("ZHIBAN_MAP_DIR");
  const char *build = g_getenv ("ZHIBAN_BUILD");
  char *beside;
  if (given)
    return g_strdup (given);
  if (build)
    return g_build_filename (build, "data", "map", NULL);
  beside = find_beside_program ();
  return beside ? beside : g_strdup (ZB_MAP_DIR);
}

/**
 * zb_base_map_open_tiles:
 * @directory: where the tiles and the styles are
 * @error: where to say why they cannot be read
 *
 * Returns: (transfer full) (nullable): the tiles
 */
ZbMbtilesSource *
zb_base_map_open_tiles (const char *directory, GError **error)
{
  g_autofree char *path = g_build_filename (directory, TILES, NULL);
  return zb_mbtiles_source_new (path, error);
}

static gboolean
is_dark (const ZbBaseMapLook *look)
{
  return !g_str_equal (look->style, "style-light");
}

static ZbTileStore *
open_map (const char *directory, const ZbBaseMapLook *look, GError **error)
{
  g_autoptr (ZbMbtilesSource) tiles = zb_base_map_open_tiles (directory, error);

  if (!tiles)
    return NULL;
  if (g_strcmp0 (zb_mbtiles_source_get_format (tiles), "pbf") == 0)
    return new_vector_map (directory, look, tiles, error);
  return zb_chosen_map_new_raster (SHUMATE_DATA_SOURCE (tiles), ZB_DATUM_WGS84, is_dark (look));
}

static ZbTileStore *
open_chosen (const char *directory, const ZbBaseMapLook *look, GError **error)
{
  ZbBaseChoice *choice = zb_base_choice_get ();
  ZbBaseSource *source = zb_base_choice_get_source (choice);
  g_autoptr (ZbMbtilesSource) tiles = NULL;

  if (zb_base_source_is_remote (source))
    return zb_chosen_map_new_remote (zb_base_choice_get_tiles (choice), source, is_dark (look));
  tiles = zb_chosen_map_open_file (source, error);
  if (!tiles)
    return NULL;
  if (g_strcmp0 (zb_mbtiles_source_get_format (tiles), "pbf") == 0)
    return new_vector_map (directory, look, tiles, error);
  return zb_chosen_map_new_raster (SHUMATE_DATA_SOURCE (tiles), source->datum, is_dark (look));
}

/* All maps of the program share the tiles of each look, which stay for the program's life. */
static GHashTable *shared;

/* What was chosen before is let go of. */
static gboolean
is_of_another_choice (gpointer key, gpointer store, gpointer prefix)
{
  return g_str_has_prefix (key, "chosen/") && !g_str_has_prefix (key, prefix);
}

static char *
name_store (const char *directory, const ZbBaseMapLook *look, gboolean chosen)
{
  g_autofree char *prefix = g_strdup_printf ("chosen/%u/", zb_base_choice_get_serial (zb_base_choice_get ()));

  g_hash_table_foreach_remove (shared, is_of_another_choice, prefix);
  return g_strdup_printf ("%s%s/%s/%.0f/%d", chosen ? prefix : "", directory, look->style, look->unit,
                          look->bare);
}

static ZbTileStore *
share_store (const char *directory, const ZbBaseMapLook *look, gboolean chosen, GError **error)
{
  g_autofree char *key = NULL;
  ZbTileStore *store;
  if (!shared)
    shared = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  key = name_store (directory, look, chosen);
  store = g_hash_table_lookup (shared, key);
  if (!store)
    {
      store = chosen ? open_chosen (directory, look, error) : open_map (directory, look, error);
      if (store)
        g_hash_table_insert (shared, g_steal_pointer (&key), store);
    }
  return store;
}

/* The base map that was chosen; where that cannot be shown, which is told, the one that is built in. */
static ZbTileStore *
find_store (const char *directory, const ZbBaseMapLook *look, GError **error)
{
  ZbBaseChoice *choice = zb_base_choice_get ();
  g_autoptr (GError) broken = NULL;
  ZbTileStore *store =
      zb_base_choice_get_source (choice) ? share_store (directory, look, TRUE, &broken) : NULL;
  if (broken)
    zb_base_choice_break (choice, broken->message);
  return store ? store : share_store (directory, look, FALSE, error);
}

/* Where there is no base map the symbols and outlines are still drawn; the viewport only needs to know
 * a size of tiles, and this source is never asked for one. */
static ShumateMapSource *
share_blank (void)
{
  static ShumateMapSource *blank;
  if (!blank)
    {
      g_autoptr (ShumateTileDownloader) nothing = shumate_tile_downloader_new ("file:///nowhere/{z}/{x}/{y}");
      blank = SHUMATE_MAP_SOURCE (shumate_raster_renderer_new (SHUMATE_DATA_SOURCE (nothing)));
    }
  return blank;
}

/* The viewport counts zooms in tiles of its base map, and takes its limits with another one: what is looked
 * at stays, and so do the limits of the map. */
static void
refer_to (ShumateViewport *viewport, ShumateMapSource *source)
{
  ShumateMapSource *before = shumate_viewport_get_reference_map_source (viewport);
  const guint least = shumate_viewport_get_min_zoom_level (viewport),
              most = shumate_viewport_get_max_zoom_level (viewport);
  const double size = before ? shumate_map_source_get_tile_size (before) : 0,
               zoom = shumate_viewport_get_zoom_level (viewport);
  shumate_viewport_set_min_zoom_level (viewport, 0);
  shumate_viewport_set_reference_map_source (viewport, source);
  if (!before)
    return;
  shumate_viewport_set_max_zoom_level (viewport, most);
  shumate_viewport_set_min_zoom_level (viewport, least);
  shumate_viewport_set_zoom_level (viewport, zoom + log2 (size / shumate_map_source_get_tile_size (source)));
}

static ShumateLayer *
put_store (ShumateMap *map, ShumateLayer *above, const char *directory, const ZbBaseMapLook *look)
{
  g_autoptr (GError) error = NULL;
  ShumateViewport *viewport = shumate_map_get_viewport (map);
  ZbTileStore *store = find_store (directory, look, &error);
  ZbBaseLayer *layer = NULL;
  refer_to (viewport, store ? zb_tile_store_get_source (store) : share_blank ());
  if (store)
    {
      layer = zb_base_layer_new (viewport, store);
      shumate_map_insert_layer_behind (map, SHUMATE_LAYER (layer), above);
    }
  else
    g_message ("Base map: %s", error->message);
  return (ShumateLayer *)layer;
}

/**
 * zb_base_map_stop:
 *
 * Waits for what is still drawn for base maps; to be called before the program ends.
 */
void
zb_base_map_stop (void)
{
  GHashTableIter iter;
  gpointer store;
  if (!shared)
    return;
  g_hash_table_iter_init (&iter, shared);
  while (g_hash_table_iter_next (&iter, NULL, &store))
    zb_tile_store_stop (store);
}

/**
 * zb_base_map_replace:
 * @map: a map
 * @old: (nullable): its base map until now
 * @above: its layer just above the base map
 * @directory: where the tiles and the styles are
 * @subdistricts: whether our own has the outlines of subdistricts
 *
 * Puts the base map of the style in force under all other layers.
 *
 * Returns: (transfer none) (nullable): the layer that shows it; %NULL where it cannot be read, which is
 *   logged
 */
ShumateLayer *
zb_base_map_replace (ShumateMap *map, ShumateLayer *old, ShumateLayer *above, const char *directory,
                     gboolean subdistricts)
{
  const gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  const ZbBaseMapLook look = { dark ? "style-dark" : "style-light", 0, !subdistricts };
  if (old)
    shumate_map_remove_layer (map, old);
  return put_store (map, above, directory, &look);
}

/**
 * zb_base_map_put_wall:
 * @map: a map on a wall
 * @above: its layer just above the base map
 * @directory: where the tiles and the styles are
 * @unit: the smallest type that can be read there, in pixels
 *
 * Puts the base map of walls under all other layers: dark, with few names, which are large.
 *
 * Returns: (transfer none) (nullable): the layer that shows it, as zb_base_map_replace() does
 */
ShumateLayer *
zb_base_map_put_wall (ShumateMap *map, ShumateLayer *above, const char *directory, double unit)
{
  const ZbBaseMapLook look = { "style-wall", unit, FALSE };
  return put_store (map, above, directory, &look);
}

static GtkWidget *
find_layer (ShumateMap *map)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (map));
  while (child && !ZB_IS_BASE_LAYER (child))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

/**
 * zb_base_map_is_drawn:
 * @map: a map that is shown
 *
 * Returns: whether the base map covers all of @map, with its names, or there is none
 */
gboolean
zb_base_map_is_drawn (ShumateMap *map)
{
  GtkWidget *layer = find_layer (map);
  return !layer || zb_base_layer_is_complete (ZB_BASE_LAYER (layer));
}
