/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The base map: one MBTiles file and a MapLibre style for each of our styles, in one directory. */
#include "zb-base-map.h"

#include "zb-mbtiles-source.h"

#include <adwaita.h>

/* The tile source's name in our style files. */
#define SOURCE_NAME "district"
#define TILES "district.mbtiles"

static ShumateMapSource *
new_vector_map (const char *directory, gboolean dark, ZbMbtilesSource *tiles, GError **error)
{
  g_autofree char *path = g_build_filename (directory, dark ? "style-dark.json" : "style-light.json", NULL);
  g_autofree char *style = NULL;
  ShumateVectorRenderer *renderer;
  if (!g_file_get_contents (path, &style, NULL, error))
    return NULL;
  renderer = shumate_vector_renderer_new (dark ? "zhiban-dark" : "zhiban-light", style, error);
  if (renderer)
    shumate_vector_renderer_set_data_source (renderer, SOURCE_NAME, SHUMATE_DATA_SOURCE (tiles));
  return (ShumateMapSource *)renderer;
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

static ShumateMapSource *
open_map (const char *directory, gboolean dark, GError **error)
{
  g_autofree char *path = g_build_filename (directory, TILES, NULL);
  g_autoptr (ZbMbtilesSource) tiles = zb_mbtiles_source_new (path, error);
  if (!tiles)
    return NULL;
  if (g_strcmp0 (zb_mbtiles_source_get_format (tiles), "pbf") == 0)
    return new_vector_map (directory, dark, tiles, error);
  return SHUMATE_MAP_SOURCE (shumate_raster_renderer_new (SHUMATE_DATA_SOURCE (tiles)));
}

/**
 * zb_base_map_new:
 * @directory: where the tiles and the styles are
 * @dark: for the dark style, else the light one
 * @error: where to say why there is no map
 *
 * All maps of the program share one of each style, and it stays for the program's life: libshumate 1.4
 * never lets go of a source that a map layer has shown.
 *
 * Returns: (transfer full) (nullable): the base map: drawn by the style from vector tiles, or as it is
 *   from picture tiles
 */
ShumateMapSource *
zb_base_map_new (const char *directory, gboolean dark, GError **error)
{
  static GHashTable *shared;
  g_autofree char *key = g_strconcat (directory, dark ? "/dark" : "/light", NULL);
  ShumateMapSource *source;
  if (!shared)
    shared = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  source = g_hash_table_lookup (shared, key);
  if (!source)
    {
      source = open_map (directory, dark, error);
      if (source)
        g_hash_table_insert (shared, g_steal_pointer (&key), source);
    }
  return source ? g_object_ref (source) : NULL;
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

/**
 * zb_base_map_replace:
 * @map: a map
 * @old: (nullable): its base map until now
 * @above: its layer just above the base map
 * @directory: where the tiles and the styles are
 *
 * Puts the base map of the style in force under all other layers.
 *
 * Returns: (transfer none) (nullable): the layer that shows it; %NULL where it cannot be read, which is
 *   logged
 */
ShumateMapLayer *
zb_base_map_replace (ShumateMap *map, ShumateMapLayer *old, ShumateLayer *above, const char *directory)
{
  g_autoptr (GError) error = NULL;
  ShumateViewport *viewport = shumate_map_get_viewport (map);
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  g_autoptr (ShumateMapSource) source = zb_base_map_new (directory, dark, &error);
  ShumateMapLayer *layer = source ? shumate_map_layer_new (source, viewport) : NULL;
  if (old)
    shumate_map_remove_layer (map, SHUMATE_LAYER (old));
  if (layer)
    shumate_map_insert_layer_behind (map, SHUMATE_LAYER (layer), above);
  else
    g_message ("Base map: %s", error->message);
  shumate_viewport_set_reference_map_source (viewport, source ? source : share_blank ());
  return layer;
}
