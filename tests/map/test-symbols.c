/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What needs no display: looks, textures, layers, tiles. */
#include "zb-defence-lines.h"
#include "zb-mbtiles-source.h"
#include "zb-symbols.h"

#include <glib/gstdio.h>
#include <math.h>
#include <sqlite3.h>

static void
test_counts (void)
{
  static const struct
  {
    guint count;
    const char *text;
  } cases[] = { { 2, "2" },       { 999, "999" },   { 1000, "1.0k" },
                { 1299, "1.2k" }, { 9999, "9.9k" }, { 12345, "12k" } };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = zb_symbol_count_text (cases[i].count);
      g_assert_cmpstr (text, ==, cases[i].text);
    }
  g_assert_cmpfloat (zb_symbol_cluster_radius (99), ==, 13);
  g_assert_cmpfloat (zb_symbol_cluster_radius (100), ==, 16);
  g_assert_cmpfloat (zb_symbol_cluster_radius (999), ==, 16);
  g_assert_cmpfloat (zb_symbol_cluster_radius (1000), ==, 19);
}

/* Amber begins just below 90 %, and the ring is whole only where all are online. */
static void
test_ring (void)
{
  g_assert_cmpuint (zb_symbol_cluster (10, 9) & 0xffff, ==, FALSE);
  g_assert_cmpuint (zb_symbol_cluster (1000, 899) & 0xffff, ==, TRUE);
  g_assert_true (zb_symbol_cluster (500, 500) != zb_symbol_cluster (500, 499));
  g_assert_true (zb_symbol_cluster (500, 400) == zb_symbol_cluster (501, 401));
}

static void
test_textures_are_shared (void)
{
  g_autoptr (ZbSymbols) symbols = zb_symbols_new (2, TRUE);
  const ZbSymbol *one = zb_symbols_get (symbols, zb_symbol_cluster (500, 500));
  g_assert_true (one == zb_symbols_get (symbols, zb_symbol_cluster (320, 320)));
  g_assert_cmpuint (zb_symbols_get_n_drawn (symbols), ==, 1);
  g_assert_cmpint (gdk_texture_get_width (one->texture), ==, (int)(one->bounds.size.width * 2));
  g_assert_true (zb_symbols_fits (symbols, 2, TRUE));
  g_assert_false (zb_symbols_fits (symbols, 1, TRUE));
  g_assert_false (zb_symbols_fits (symbols, 2, FALSE));
}

/* Headings of which nobody could see the difference share a texture; turns and signs do not matter. */
static void
test_headings (void)
{
  g_assert_true (zb_symbol_wedge (90, 64, 0) == zb_symbol_wedge (450, 64, 0));
  g_assert_true (zb_symbol_wedge (-1, 64, 0) == zb_symbol_wedge (359, 64, 0));
  g_assert_true (zb_symbol_wedge (359.9, NAN, 0) == zb_symbol_wedge (0, 64, 0));
  g_assert_true (zb_symbol_unit (NAN, 0) != zb_symbol_unit (0, 0));
}

static void
test_every_look_draws (void)
{
  g_autoptr (ZbSymbols) symbols = zb_symbols_new (1.5, FALSE);
  for (guint severity = 0; severity < 5; severity++)
    for (guint selected = 0; selected < 2; selected++)
      g_assert_nonnull (zb_symbols_get (symbols, zb_symbol_alert (severity, selected))->texture);
  for (guint glyph = 0; glyph < 7; glyph++)
    for (guint style = 0; style <= ZB_DEVICE_STYLE_OFF; style++)
      g_assert_nonnull (zb_symbols_get (symbols, zb_symbol_device (glyph, style))->texture);
  for (guint style = 0; style < 8; style++)
    g_assert_nonnull (zb_symbols_get (symbols, zb_symbol_unit (style * 40, style))->texture);
  g_assert_nonnull (zb_symbols_get_chip (symbols, "天山 03", ZB_CHIP_UNIT)->texture);
}

/* What was always shown before it could be chosen is not named where it is shown. */
static guint32
always_shown (void)
{
  guint32 mask = 0;
  for (guint i = 0; i < ZB_N_MAP_LAYERS; i++)
    mask |= (guint32)zb_map_layer_get_info (i)->told_off << i;
  return mask;
}

static void
test_layer_ids (void)
{
  const char *ids[] = { "gate", "no-such-layer", "unit", NULL };
  guint32 mask = zb_map_layers_from_ids (ids);
  g_auto (GStrv) back = zb_map_layers_to_ids (mask);
  g_assert_cmpuint (mask, ==, always_shown () | 1u << ZB_MAP_LAYER_GATE | 1u << ZB_MAP_LAYER_UNIT);
  g_assert_cmpuint (g_strv_length (back), ==, 2);
  g_assert_cmpuint (zb_map_layers_from_ids (NULL), ==, always_shown ());
}

/* Whatever is chosen comes back as it was, except that urgent alerts are not to be hidden. */
static void
test_layer_choices (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  for (guint i = 0; i < 200; i++)
    {
      guint32 heat = 1u << (ZB_MAP_LAYER_HEAT_HOUR + i % 4);
      guint32 mask = (g_rand_int (rand) & zb_map_layers_all ()) | (i % 3 ? heat : 0);
      g_auto (GStrv) ids = zb_map_layers_to_ids (mask);
      g_assert_cmpuint (zb_map_layers_from_ids ((const char *const *)ids), ==,
                        mask | zb_map_layers_always ());
    }
  guint32 one = 1u << ZB_MAP_LAYER_HEAT_HOUR, other = 1u << ZB_MAP_LAYER_HEAT_DAY;
  g_assert_cmpuint (zb_map_layers_settle (one | other, one), ==, other | zb_map_layers_always ());
  g_assert_cmpuint (zb_map_layers_settle (one | other, other), ==, one | zb_map_layers_always ());
  g_assert_cmpuint (zb_map_layers_get_heat_hours (other), ==, 24);
  g_assert_cmpuint (zb_map_layers_always (), ==, 1u << zb_map_layer_of_severity (ZB_SEVERITY_URGENT));
}

static ZbDevice *
new_camera (int placement)
{
  ZbDevice *device = (ZbDevice *)zb_entity_new (ZB_KIND_DEVICE, "camera");
  device->kind = ZB_DEVICE_CAMERA;
  device->placement = placement;
  return device;
}

/* A centre draws its lines as it likes; what it does not name is on none. */
static void
test_defence_lines (void)
{
  ZbDefenceLines lines;
  g_autoptr (ZbDevice) shop = new_camera (ZB_PLACEMENT_COMMERCIAL), edge = new_camera (ZB_PLACEMENT_BOUNDARY);
  g_autoptr (GVariant) ours =
      g_variant_ref_sink (g_variant_new_parsed ("[['boundary', 'nowhere'], @as [], ['mobile']]"));
  zb_defence_lines_init (&lines, NULL);
  g_assert_cmpuint (zb_defence_lines_find (&lines, shop), ==, 1);
  g_assert_cmpuint (zb_defence_lines_find (&lines, edge), ==, 3);
  zb_defence_lines_init (&lines, ours);
  g_assert_cmpuint (zb_defence_lines_find (&lines, shop), ==, 0);
  g_assert_cmpuint (zb_defence_lines_find (&lines, edge), ==, 1);
  edge->kind = ZB_DEVICE_GATE;
  g_assert_cmpuint (zb_defence_lines_find (&lines, edge), ==, 0);
}

static char *
write_tiles (const char *directory)
{
  char *path = g_build_filename (directory, "test.mbtiles", NULL);
  sqlite3 *database;
  g_autoptr (GConverter) pack = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9));
  g_autoptr (GBytes) plain = g_bytes_new_static ("a tile", 6);
  g_autoptr (GBytes) packed = g_converter_convert_bytes (pack, plain, NULL);
  sqlite3_stmt *insert;
  g_assert_cmpint (sqlite3_open (path, &database), ==, SQLITE_OK);
  sqlite3_exec (database,
                "CREATE TABLE metadata (name, value); CREATE TABLE tiles (zoom_level, tile_column, tile_row, "
                "tile_data);"
                "INSERT INTO metadata VALUES ('format', 'pbf'), ('minzoom', '2'), ('maxzoom', '3')",
                NULL, NULL, NULL);
  /* The third row from the north of zoom 3 is the sixth from the south. */
  sqlite3_prepare_v2 (database, "INSERT INTO tiles VALUES (3, 1, 5, ?)", -1, &insert, NULL);
  sqlite3_bind_blob (insert, 1, g_bytes_get_data (packed, NULL), (int)g_bytes_get_size (packed),
                     SQLITE_TRANSIENT);
  g_assert_cmpint (sqlite3_step (insert), ==, SQLITE_DONE);
  sqlite3_finalize (insert);
  sqlite3_close (database);
  return path;
}

static void
on_tile (GObject *source, GAsyncResult *result, gpointer tile)
{
  g_autoptr (GError) error = NULL;
  *(GBytes **)tile = shumate_data_source_get_tile_data_finish (SHUMATE_DATA_SOURCE (source), result, &error);
  g_assert_no_error (error);
}

static GBytes *
read_tile (ZbMbtilesSource *source, int x, int y, int zoom)
{
  GBytes *tile = NULL;
  shumate_data_source_get_tile_data_async (SHUMATE_DATA_SOURCE (source), x, y, zoom, NULL, on_tile, &tile);
  while (!tile)
    g_main_context_iteration (NULL, TRUE);
  return tile;
}

static void
test_tiles (void)
{
  g_autofree char *directory = g_dir_make_tmp ("zhiban-tiles-XXXXXX", NULL);
  g_autofree char *path = write_tiles (directory);
  g_autoptr (GError) error = NULL;
  g_autoptr (ZbMbtilesSource) source = zb_mbtiles_source_new (path, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (zb_mbtiles_source_get_format (source), ==, "pbf");
  g_assert_cmpuint (shumate_data_source_get_max_zoom_level (SHUMATE_DATA_SOURCE (source)), ==, 3);
  g_autoptr (GBytes) there = read_tile (source, 1, 2, 3);
  g_autoptr (GBytes) nothing = read_tile (source, 1, 5, 3);
  g_assert_cmpmem (g_bytes_get_data (there, NULL), g_bytes_get_size (there), "a tile", 6);
  g_assert_cmpuint (g_bytes_get_size (nothing), ==, 0);
  g_remove (path);
  g_rmdir (directory);
}

static void
test_no_tiles (void)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (zb_mbtiles_source_new ("/nowhere/at.all", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/map/symbols/counts", test_counts);
  g_test_add_func ("/map/symbols/ring", test_ring);
  g_test_add_func ("/map/symbols/shared", test_textures_are_shared);
  g_test_add_func ("/map/symbols/headings", test_headings);
  g_test_add_func ("/map/symbols/every-look", test_every_look_draws);
  g_test_add_func ("/map/layer-ids", test_layer_ids);
  g_test_add_func ("/map/layer-choices", test_layer_choices);
  g_test_add_func ("/map/defence-lines", test_defence_lines);
  g_test_add_func ("/map/tiles", test_tiles);
  g_test_add_func ("/map/no-tiles", test_no_tiles);
  return g_test_run ();
}
