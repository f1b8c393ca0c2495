/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the styles draw must be in the tiles. */
#include <json-glib/json-glib.h>
#include <sqlite3.h>

static char *
built (const char *name)
{
  return g_build_filename (g_getenv ("ZHIBAN_BUILD"), "data", "map", name, NULL);
}

static char *
query (const char *sql)
{
  g_autofree char *path = built ("district.mbtiles");
  sqlite3 *database;
  sqlite3_stmt *statement;
  char *answer = NULL;
  g_assert_cmpint (sqlite3_open_v2 (path, &database, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (database, sql, -1, &statement, NULL), ==, SQLITE_OK);
  if (sqlite3_step (statement) == SQLITE_ROW)
    answer = g_strdup ((const char *)sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
  sqlite3_close (database);
  return answer;
}

static void
test_tiles_cover_all_zooms (void)
{
  g_autofree char *zooms = query ("SELECT count (DISTINCT zoom_level) FROM tiles");
  g_autofree char *kilobytes = query ("SELECT sum (length (tile_data)) / 1024 FROM tiles");
  g_autofree char *format = query ("SELECT value FROM metadata WHERE name = 'format'");
  g_assert_cmpstr (zooms, ==, "7");
  g_assert_cmpint (atoi (kilobytes), >, 200);
  g_assert_cmpint (atoi (kilobytes), <, 3000);
  g_assert_cmpstr (format, ==, "pbf");
}

static GHashTable *
layers_of_tiles (void)
{
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *json = query ("SELECT value FROM metadata WHERE name = 'json'");
  g_autoptr (JsonNode) root = json_from_string (json, NULL);
  JsonArray *layers = json_object_get_array_member (json_node_get_object (root), "vector_layers");
  for (guint i = 0; i < json_array_get_length (layers); i++)
    g_hash_table_add (
        names, g_strdup (json_object_get_string_member (json_array_get_object_element (layers, i), "id")));
  return names;
}

static void
test_style_draws_what_is_there (gconstpointer data)
{
  g_autofree char *path = built (data);
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GHashTable) drawn = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) there = layers_of_tiles ();
  JsonArray *layers;
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  root = json_from_string (text, NULL);
  layers = json_object_get_array_member (json_node_get_object (root), "layers");
  for (guint i = 0; i < json_array_get_length (layers); i++)
    {
      const char *layer = json_object_get_string_member_with_default (
          json_array_get_object_element (layers, i), "source-layer", NULL);
      if (!layer)
        continue;
      if (!g_hash_table_contains (there, layer))
        g_error ("%s draws %s, which no tile has", (const char *)data, layer);
      g_hash_table_add (drawn, (gpointer)layer);
    }
  g_assert_cmpuint (g_hash_table_size (drawn), ==, g_hash_table_size (there));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base-map/zooms", test_tiles_cover_all_zooms);
  g_test_add_data_func ("/base-map/dark", "style-dark.json", test_style_draws_what_is_there);
  g_test_add_data_func ("/base-map/light", "style-light.json", test_style_draws_what_is_there);
  return g_test_run ();
}
