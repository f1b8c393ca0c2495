/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that are no map, and tiles that are bombs. */
#include "zb-mbtiles-source.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

static char *folder;

/* A file of one tile; @format NULL for one without metadata. */
static char *
make_file (const char *name, const char *format, GBytes *tile)
{
  char *path = g_build_filename (folder, name, NULL);
  g_autofree char *metadata =
      g_strdup_printf ("CREATE TABLE tiles (zoom_level INT, tile_column INT, tile_row INT, tile_data BLOB);"
                       "CREATE TABLE metadata (name TEXT, value TEXT);"
                       "INSERT INTO metadata VALUES ('format', '%s')",
                       format);
  sqlite3 *database;
  sqlite3_stmt *statement;

  g_assert_cmpint (sqlite3_open (path, &database), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (database, metadata, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_prepare_v2 (database, "INSERT INTO tiles VALUES (15, 1, 2, ?)", -1, &statement, NULL);
  sqlite3_bind_blob (statement, 1, g_bytes_get_data (tile, NULL), (int)g_bytes_get_size (tile),
                     SQLITE_TRANSIENT);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_DONE);
  sqlite3_finalize (statement);
  sqlite3_close (database);
  return path;
}

static GBytes *
pack (gsize size)
{
  g_autoptr (GConverter) packer = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9));
  g_autoptr (GBytes) zeros = g_bytes_new_take (g_malloc0 (size), size);

  return g_converter_convert_bytes (packer, zeros, NULL);
}

typedef struct
{
  guint n;
  gsize size;
  int x, y;
} Seen;

static void
on_tile (int x, int y, GBytes *tile, gpointer data)
{
  Seen *seen = data;

  *seen = (Seen){ seen->n + 1, g_bytes_get_size (tile), x, y };
}

static Seen
read_file (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZbMbtilesSource) source = zb_mbtiles_source_new (path, &error);
  Seen seen = { 0 };

  g_assert_no_error (error);
  g_assert_true (zb_mbtiles_source_foreach (source, 15, on_tile, &seen, &error));
  return seen;
}

/* Rows count from the south in the file, and from the north here. */
static void
test_packed (void)
{
  g_autoptr (GBytes) tile = pack (300000);
  g_autofree char *path = make_file ("packed", "pbf", tile);
  const Seen seen = read_file (path);

  g_assert_cmpuint (seen.n, ==, 1);
  g_assert_cmpuint (seen.size, ==, 300000);
  g_assert_cmpint (seen.x, ==, 1);
  g_assert_cmpint (seen.y, ==, (1 << 15) - 3);
}

/* Some hundred kilobytes that would be 200 megabytes. */
static void
test_bomb (void)
{
  g_autoptr (GBytes) tile = pack (200 * 1024 * 1024);
  g_autofree char *path = make_file ("bomb", "pbf", tile);

  g_assert_cmpuint (g_bytes_get_size (tile), <, 1024 * 1024);
  g_assert_cmpuint (read_file (path).n, ==, 0);
}

static void
test_truncated (void)
{
  g_autoptr (GBytes) whole = pack (300000), part = g_bytes_new_from_bytes (whole, 0, 200);
  g_autofree char *path = make_file ("truncated", "pbf", part);

  g_assert_cmpuint (read_file (path).n, ==, 0);
}

static void
test_no_map (void)
{
  g_autoptr (GBytes) tile = g_bytes_new_static ("x", 1);
  g_autofree char *other = make_file ("other", "mp4", tile);
  g_autofree char *text = g_build_filename (folder, "text", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (zb_mbtiles_source_new (other, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_clear_error (&error);
  g_assert_true (g_file_set_contents (text, "not a database, and long enough to be taken for one", -1, NULL));
  g_assert_null (zb_mbtiles_source_new (text, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "text"));
}

static void
remove_folder (void)
{
  static const char *const names[] = { "packed", "bomb", "truncated", "other", "text" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);
      g_unlink (path);
    }
  g_rmdir (folder);
  g_free (folder);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("zhiban-mbtiles-XXXXXX", NULL);
  g_test_add_func ("/map/mbtiles/packed", test_packed);
  g_test_add_func ("/map/mbtiles/bomb", test_bomb);
  g_test_add_func ("/map/mbtiles/truncated", test_truncated);
  g_test_add_func ("/map/mbtiles/no-map", test_no_map);
  result = g_test_run ();
  remove_folder ();
  return result;
}
