/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a base map says of itself, for whoever wants to know whether it is one: by the metadata of the MBTiles
 * 1.3 specification (Mapbox, 2018). It is read with a connection of its own, from any thread. */
#include "zb-base-map-facts.h"

#include <glib/gstdio.h>
#include <sqlite3.h>

#define TILES "district.mbtiles"

/* Whether a statement that takes one name finds a row; its first column is kept. */
static gboolean
read_one (sqlite3 *database, const char *query, const char *name, char **value)
{
  sqlite3_stmt *statement = NULL;
  gboolean found = FALSE;

  if (sqlite3_prepare_v2 (database, query, -1, &statement, NULL) == SQLITE_OK)
    {
      if (name)
        sqlite3_bind_text (statement, 1, name, -1, SQLITE_STATIC);
      found = sqlite3_step (statement) == SQLITE_ROW;
      if (found)
        *value = g_strdup ((const char *)sqlite3_column_text (statement, 0));
    }
  sqlite3_finalize (statement);
  return found && *value;
}

static int
read_zoom (sqlite3 *database, const char *name)
{
  g_autofree char *text = NULL;

  return read_one (database, "SELECT value FROM metadata WHERE name = ?", name, &text)
             ? (int)g_ascii_strtoll (text, NULL, 10)
             : 0;
}

static gboolean
read_bounds (sqlite3 *database, ZbBaseMapFacts *facts)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) parts = NULL;

  if (!read_one (database, "SELECT value FROM metadata WHERE name = ?", "bounds", &text))
    return FALSE;
  parts = g_strsplit (text, ",", 0);
  if (g_strv_length (parts) != 4)
    return FALSE;
  facts->west = g_ascii_strtod (parts[0], NULL);
  facts->south = g_ascii_strtod (parts[1], NULL);
  facts->east = g_ascii_strtod (parts[2], NULL);
  facts->north = g_ascii_strtod (parts[3], NULL);
  return facts->west < facts->east && facts->south < facts->north;
}

static gboolean
has_tile (sqlite3 *database)
{
  g_autofree char *size = NULL;

  return read_one (database, "SELECT length (tile_data) FROM tiles WHERE tile_data IS NOT NULL LIMIT 1", NULL,
                   &size);
}

static gboolean
read_file (const char *path, ZbBaseMapFacts *facts)
{
  sqlite3 *database = NULL;
  const gboolean read = sqlite3_open_v2 (path, &database, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
                        has_tile (database) && read_bounds (database, facts);

  if (read)
    {
      facts->min_zoom = read_zoom (database, "minzoom");
      facts->max_zoom = read_zoom (database, "maxzoom");
    }
  sqlite3_close (database);
  return read;
}

/**
 * zb_base_map_read_facts:
 * @directory: where the base map is
 * @facts: (out): what it says of itself
 *
 * Returns: whether there is one with tiles in it that can be read and says what it covers
 */
gboolean
zb_base_map_read_facts (const char *directory, ZbBaseMapFacts *facts)
{
  g_autofree char *path = g_build_filename (directory, TILES, NULL);
  GStatBuf status;

  *facts = (ZbBaseMapFacts){ 0 };
  if (g_stat (path, &status) != 0 || !read_file (path, facts))
    return FALSE;
  facts->made_at = (gint64)status.st_mtime * G_TIME_SPAN_SECOND;
  return TRUE;
}
