/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-fuzz.h"
#include "zb-label-fixture.h"
#include "zb-mbtiles-source.h"

#include <glib/gstdio.h>
#include <sqlite3.h>

static void
on_tile (int x, int y, GBytes *bytes, gpointer n)
{
  g_autoptr (ZbVectorTile) tile = zb_vector_tile_new (bytes, NULL);

  ++*(guint *)n;
}

static const char *
get_path (void)
{
  static char *path;

  if (!path)
    path = g_strdup_printf ("%s/zhiban-fuzz-%d.mbtiles", g_get_tmp_dir (), (int)getpid ());
  return path;
}

/* Whatever the file is: it is a map, or there are words for why not. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZbMbtilesSource) source = NULL;
  guint n = 0;

  g_assert_true (g_file_set_contents_full (get_path (), (const char *)data, (gssize)size,
                                           G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  source = zb_mbtiles_source_new (get_path (), &error);
  g_assert_true (source ? error == NULL : error != NULL);
  if (source && !zb_mbtiles_source_foreach (source, 15, on_tile, &n, &error))
    g_assert_nonnull (error);
  return 0;
}

#ifndef ZB_LIBFUZZER
static GBytes *
pack (GBytes *bytes)
{
  g_autoptr (GConverter) packer = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 6));

  return g_converter_convert_bytes (packer, bytes, NULL);
}

static void
put_tile (sqlite3 *database, int x, GBytes *tile)
{
  sqlite3_stmt *statement;

  sqlite3_prepare_v2 (database, "INSERT INTO tiles VALUES (15, ?, 1, ?)", -1, &statement, NULL);
  sqlite3_bind_int (statement, 1, x);
  sqlite3_bind_blob (statement, 2, g_bytes_get_data (tile, NULL), (int)g_bytes_get_size (tile),
                     SQLITE_TRANSIENT);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_DONE);
  sqlite3_finalize (statement);
}

/* A whole file with two tiles, one of them packed. */
static GBytes *
make_file (void)
{
  static const char tables[] =
      "PRAGMA page_size = 512;"
      "CREATE TABLE metadata (name TEXT, value TEXT);"
      "CREATE TABLE tiles (zoom_level INT, tile_column INT, tile_row INT, tile_data BLOB);"
      "INSERT INTO metadata VALUES ('format', 'pbf'), ('maxzoom', '15');";
  g_autoptr (GBytes) tile = zb_label_fixture_tile (), packed = pack (tile);
  sqlite3 *database;
  char *bytes;
  gsize size;

  g_assert_cmpint (sqlite3_open (get_path (), &database), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (database, tables, NULL, NULL, NULL), ==, SQLITE_OK);
  put_tile (database, 1, tile);
  put_tile (database, 2, packed);
  sqlite3_close (database);
  g_assert_true (g_file_get_contents (get_path (), &bytes, &size, NULL));
  return g_bytes_new_take (bytes, size);
}

int
main (int argc, char **argv)
{
  g_autoptr (GPtrArray) samples = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  int result;

  g_ptr_array_add (samples, make_file ());
  g_ptr_array_add (samples, g_bytes_new_static ("SQLite format 3", 16));
  result = zb_fuzz_run_bytes (argc, argv, "mbtiles", samples, 200);
  g_unlink (get_path ());
  return result;
}
#endif
