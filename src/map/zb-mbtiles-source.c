/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Map tiles out of one SQLite file, after the MBTiles 1.3 specification (Mapbox, 2018): rows count from
 * the south there and from the north here; vector tiles are stored gzipped. A tile is read and unpacked
 * in GTask's thread pool, one at a time, since they share one connection and its statement. */
#include "zb-mbtiles-source.h"

#include <sqlite3.h>

struct _ZbMbtilesSource
{
  ShumateDataSource parent_instance;
  GMutex lock;
  sqlite3 *database;
  sqlite3_stmt *statement;
  char *format;
  char *layers; /* JSON, as the metadata has it */
};

enum
{
  BROKEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

typedef struct
{
  int x, y, zoom;
} Place;

G_DEFINE_FINAL_TYPE (ZbMbtilesSource, zb_mbtiles_source, SHUMATE_TYPE_DATA_SOURCE)

static GBytes *
read_row (ZbMbtilesSource *self, const Place *place, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  GBytes *bytes = NULL;
  sqlite3_bind_int (self->statement, 1, place->zoom);
  sqlite3_bind_int (self->statement, 2, place->x);
  sqlite3_bind_int (self->statement, 3, (1 << place->zoom) - 1 - place->y);
  int result = sqlite3_step (self->statement);
  if (result == SQLITE_ROW)
    bytes = g_bytes_new (sqlite3_column_blob (self->statement, 0),
                         (gsize)sqlite3_column_bytes (self->statement, 0));
  else if (result == SQLITE_DONE)
    bytes = g_bytes_new_static ("", 0);
  else
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, sqlite3_errmsg (self->database));
  sqlite3_reset (self->statement);
  return bytes;
}

static gboolean
is_gzipped (GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  return size > 2 && data[0] == 0x1f && data[1] == 0x8b;
}

/* No tile is larger; a file that was made to fill the memory is not unpacked further. */
#define MOST_BYTES (16 * 1024 * 1024)
#define AT_ONCE 65536

static gboolean
unpack_some (GConverter *unpacker, const guint8 **from, gsize *left, GByteArray *into,
             GConverterResult *result, GError **error)
{
  const guint before = into->len;
  gsize read = 0, written = 0;
  g_byte_array_set_size (into, before + AT_ONCE);
  *result = g_converter_convert (unpacker, *from, *left, into->data + before, AT_ONCE,
                                 G_CONVERTER_INPUT_AT_END, &read, &written, error);
  g_byte_array_set_size (into, before + (guint)written);
  *from += read;
  *left -= read;
  return *result != G_CONVERTER_ERROR;
}

static GBytes *
unpack (GBytes *bytes, GError **error)
{
  gsize left;
  const guint8 *from = g_bytes_get_data (bytes, &left);
  g_autoptr (GConverter) unpacker = NULL;
  g_autoptr (GByteArray) into = NULL;
  GConverterResult result = G_CONVERTER_CONVERTED;
  if (!is_gzipped (bytes))
    return g_bytes_ref (bytes);
  unpacker = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  into = g_byte_array_new ();
  while (result != G_CONVERTER_FINISHED)
    {
      if (!unpack_some (unpacker, &from, &left, into, &result, error))
        return NULL;
      if (into->len > MOST_BYTES)
        {
          g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "the tile is too large");
          return NULL;
        }
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&into));
}

static void
read_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) row = read_row (source, data, &error);
  g_autoptr (GBytes) bytes = row ? unpack (row, &error) : NULL;
  if (bytes)
    g_task_return_pointer (task, g_steal_pointer (&bytes), (GDestroyNotify)g_bytes_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
zb_mbtiles_source_get_tile_data_async (ShumateDataSource *source, int x, int y, int zoom,
                                       GCancellable *cancellable, GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (source, cancellable, callback, user_data);
  Place place = { x, y, zoom };
  g_task_set_source_tag (task, zb_mbtiles_source_get_tile_data_async);
  g_task_set_task_data (task, g_memdup2 (&place, sizeof place), g_free);
  g_task_run_in_thread (task, read_in_thread);
}

/* A file that cannot be read any more is of no use as a whole; a tile that cannot be unpacked is one gap. */
static GBytes *
zb_mbtiles_source_get_tile_data_finish (ShumateDataSource *source, GAsyncResult *result, GError **error)
{
  g_autoptr (GError) found = NULL;
  GBytes *bytes = g_task_propagate_pointer (G_TASK (result), &found);
  if (g_error_matches (found, G_IO_ERROR, G_IO_ERROR_FAILED))
    g_signal_emit (source, signals[BROKEN], 0, found->message);
  if (found)
    g_propagate_error (error, g_steal_pointer (&found));
  return bytes;
}

static void
zb_mbtiles_source_finalize (GObject *object)
{
  ZbMbtilesSource *self = ZB_MBTILES_SOURCE (object);
  sqlite3_finalize (self->statement);
  sqlite3_close (self->database);
  g_free (self->format);
  g_free (self->layers);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (zb_mbtiles_source_parent_class)->finalize (object);
}

static void
zb_mbtiles_source_class_init (ZbMbtilesSourceClass *klass)
{
  ShumateDataSourceClass *source_class = SHUMATE_DATA_SOURCE_CLASS (klass);
  G_OBJECT_CLASS (klass)->finalize = zb_mbtiles_source_finalize;
  source_class->get_tile_data_async = zb_mbtiles_source_get_tile_data_async;
  source_class->get_tile_data_finish = zb_mbtiles_source_get_tile_data_finish;
  /* The file cannot be read any more; SQLite says why. */
  signals[BROKEN] = g_signal_new ("broken", ZB_TYPE_MBTILES_SOURCE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
zb_mbtiles_source_init (ZbMbtilesSource *self)
{
  g_mutex_init (&self->lock);
}

static char *
read_metadata (sqlite3 *database, const char *name)
{
  sqlite3_stmt *statement = NULL;
  char *value = NULL;
  if (sqlite3_prepare_v2 (database, "SELECT value FROM metadata WHERE name = ?", -1, &statement, NULL) ==
          SQLITE_OK &&
      sqlite3_bind_text (statement, 1, name, -1, SQLITE_STATIC) == SQLITE_OK &&
      sqlite3_step (statement) == SQLITE_ROW)
    value = g_strdup ((const char *)sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
  return value;
}

static guint
read_zoom (sqlite3 *database, const char *name, guint otherwise)
{
  g_autofree char *text = read_metadata (database, name);
  guint64 zoom;
  return text && g_ascii_string_to_unsigned (text, 10, 0, 30, &zoom, NULL) ? (guint)zoom : otherwise;
}

/* As the specification's metadata names them. */
static gboolean
is_known (const char *format)
{
  static const char *const formats[] = { "pbf", "png", "jpg", "jpeg", "webp", NULL };
  return format && g_strv_contains (formats, format);
}

/**
 * zb_mbtiles_source_new:
 * @path: an MBTiles file
 * @error: where to say why it cannot be read
 *
 * Opens the file for reading only and takes its zooms from its metadata.
 *
 * Returns: (transfer full) (nullable): the source of its tiles
 */
ZbMbtilesSource *
zb_mbtiles_source_new (const char *path, GError **error)
{
  g_autoptr (ZbMbtilesSource) self = g_object_new (ZB_TYPE_MBTILES_SOURCE, NULL);
  const char *query = "SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?";
  if (sqlite3_open_v2 (path, &self->database, SQLITE_OPEN_READONLY | SQLITE_OPEN_FULLMUTEX, NULL) !=
          SQLITE_OK ||
      sqlite3_prepare_v2 (self->database, query, -1, &self->statement, NULL) != SQLITE_OK)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s: %s", path, sqlite3_errmsg (self->database));
      return NULL;
    }
  self->format = read_metadata (self->database, "format");
  if (!is_known (self->format))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s: no map of tiles in pbf, png, jpg or webp",
                   path);
      return NULL;
    }
  self->layers = read_metadata (self->database, "json");
  shumate_data_source_set_min_zoom_level (SHUMATE_DATA_SOURCE (self),
                                          read_zoom (self->database, "minzoom", 0));
  shumate_data_source_set_max_zoom_level (SHUMATE_DATA_SOURCE (self),
                                          read_zoom (self->database, "maxzoom", 30));
  return g_steal_pointer (&self);
}

/**
 * zb_mbtiles_source_get_format:
 * @self: a source
 *
 * Returns: (nullable): "pbf" for vector tiles, "png", "jpg" or "webp" for pictures
 */
const char *
zb_mbtiles_source_get_format (ZbMbtilesSource *self)
{
  return self->format;
}

/**
 * zb_mbtiles_source_has_tile:
 * @self: a source
 *
 * Returns: whether there is any tile in it that can be read
 */
gboolean
zb_mbtiles_source_has_tile (ZbMbtilesSource *self)
{
  sqlite3_stmt *statement = NULL;
  const gboolean found = sqlite3_prepare_v2 (self->database, "SELECT length (tile_data) FROM tiles LIMIT 1",
                                             -1, &statement, NULL) == SQLITE_OK &&
                         sqlite3_step (statement) == SQLITE_ROW;
  sqlite3_finalize (statement);
  return found;
}

/**
 * zb_mbtiles_source_has_layer:
 * @self: a source of vector tiles
 * @name: the name of a layer
 *
 * Returns: whether the file says that its tiles have that layer, or does not say which they have
 */
gboolean
zb_mbtiles_source_has_layer (ZbMbtilesSource *self, const char *name)
{
  g_autofree char *quoted = g_strdup_printf ("\"%s\"", name);
  return !self->layers || strstr (self->layers, quoted) != NULL;
}

static void
read_next (sqlite3_stmt *rows, guint zoom, ZbMbtilesFunc func, gpointer data)
{
  g_autoptr (GBytes) row = g_bytes_new (sqlite3_column_blob (rows, 2), (gsize)sqlite3_column_bytes (rows, 2));
  g_autoptr (GBytes) bytes = unpack (row, NULL);
  if (bytes)
    func (sqlite3_column_int (rows, 0), (1 << zoom) - 1 - sqlite3_column_int (rows, 1), bytes, data);
}

/**
 * zb_mbtiles_source_foreach:
 * @self: a source
 * @zoom: a zoom
 * @func: (scope call): what is called with each tile of it, unpacked
 * @data: what it is given
 * @error: where to say why the file cannot be read
 *
 * Reads all tiles of a zoom, which takes a while; meant for a thread. A tile that cannot be unpacked is
 * passed over.
 *
 * Returns: whether it could be read
 */
gboolean
zb_mbtiles_source_foreach (ZbMbtilesSource *self, guint zoom, ZbMbtilesFunc func, gpointer data,
                           GError **error)
{
  static const char query[] = "SELECT tile_column, tile_row, tile_data FROM tiles WHERE zoom_level = ?";
  sqlite3_stmt *rows = NULL;
  int result = sqlite3_prepare_v2 (self->database, query, -1, &rows, NULL);
  if (result == SQLITE_OK)
    result = sqlite3_bind_int (rows, 1, (int)zoom);
  while (result == SQLITE_OK || result == SQLITE_ROW)
    {
      result = sqlite3_step (rows);
      if (result == SQLITE_ROW)
        read_next (rows, zoom, func, data);
    }
  if (result != SQLITE_DONE)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, sqlite3_errmsg (self->database));
  sqlite3_finalize (rows);
  return result == SQLITE_DONE;
}
