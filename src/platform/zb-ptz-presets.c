/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The views that cameras can be turned back to. A name stands for one view of a camera: saved again, it
 * stands for another. */
#include "zb-ptz-presets.h"

const char zb_ptz_schema[] =
    "CREATE TABLE ptz_preset ("
    " id TEXT PRIMARY KEY, camera TEXT NOT NULL, name TEXT NOT NULL, pan REAL NOT NULL, tilt REAL NOT NULL,"
    " zoom REAL NOT NULL, by TEXT NOT NULL, at INTEGER NOT NULL, UNIQUE (camera, name)) WITHOUT ROWID";

static ZbPtzPreset *
read_preset (ZbStatement *row)
{
  ZbPtzPreset *preset = g_object_new (ZB_TYPE_PTZ_PRESET, NULL);
  preset->id = g_strdup (zb_statement_get_text (row, 0));
  preset->name = g_strdup (zb_statement_get_text (row, 1));
  preset->pan = zb_statement_get_double (row, 2);
  preset->tilt = zb_statement_get_double (row, 3);
  preset->zoom = zb_statement_get_double (row, 4);
  return preset;
}

/**
 * zb_ptz_presets_list:
 * @connection: a connection
 * @camera: the id of a camera
 * @error: return location for a ZbDatabaseError
 *
 * Returns: (transfer full) (element-type ZbPtzPreset): its presets, by name
 */
GPtrArray *
zb_ptz_presets_list (ZbConnection *connection, const char *camera, GError **error)
{
  GPtrArray *presets = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (ZbStatement) row =
      zb_connection_query (connection, error,
                           "SELECT id, name, pan, tilt, zoom FROM ptz_preset WHERE camera = ?"
                           " ORDER BY name LIMIT ?",
                           "ti", camera, (gint64)ZB_PTZ_MOST_PRESETS);
  while (row != NULL && zb_statement_step (row, error) == ZB_STEP_ROW)
    g_ptr_array_add (presets, read_preset (row));
  return presets;
}

/**
 * zb_ptz_presets_find:
 * @connection: a connection
 * @camera: the id of a camera
 * @id: the id of one of its presets
 * @error: return location for a ZbDatabaseError
 *
 * Returns: (transfer full) (nullable): the preset
 */
ZbPtzPreset *
zb_ptz_presets_find (ZbConnection *connection, const char *camera, const char *id, GError **error)
{
  g_autoptr (ZbStatement) row = zb_connection_query (
      connection, error, "SELECT id, name, pan, tilt, zoom FROM ptz_preset WHERE camera = ? AND id = ?", "tt",
      camera, id);
  return row != NULL && zb_statement_step (row, error) == ZB_STEP_ROW ? read_preset (row) : NULL;
}

/**
 * zb_ptz_presets_have_room:
 * @connection: a connection
 * @camera: the id of a camera
 * @name: what is to be saved
 * @error: return location for a ZbDatabaseError
 *
 * Returns: whether it can be saved: the name is in use, or the camera has fewer than %ZB_PTZ_MOST_PRESETS
 */
gboolean
zb_ptz_presets_have_room (ZbConnection *connection, const char *camera, const char *name, GError **error)
{
  g_autoptr (ZbStatement) row = zb_connection_query (
      connection, error,
      "SELECT count (*) < ? OR coalesce (max (name = ?), 0) FROM ptz_preset WHERE camera = ?", "itt",
      (gint64)ZB_PTZ_MOST_PRESETS, name, camera);
  return row != NULL && zb_statement_step (row, error) == ZB_STEP_ROW && zb_statement_get_int64 (row, 0) != 0;
}

/**
 * zb_ptz_presets_save:
 * @connection: the writer's connection
 * @camera: the id of a camera
 * @preset: what to save
 * @by: the id of the account that saves it
 * @at: when, µs UTC
 * @error: return location for a ZbDatabaseError
 */
void
zb_ptz_presets_save (ZbConnection *connection, const char *camera, ZbPtzPreset *preset, const char *by,
                     gint64 at, GError **error)
{
  zb_connection_run (connection, error,
                     "INSERT INTO ptz_preset VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (camera, name)"
                     " DO UPDATE SET pan = excluded.pan, tilt = excluded.tilt, zoom = excluded.zoom,"
                     " by = excluded.by, at = excluded.at",
                     "tttdddti", preset->id, camera, preset->name, preset->pan, preset->tilt, preset->zoom,
                     by, at);
}

/**
 * zb_ptz_presets_remove:
 * @connection: the writer's connection
 * @camera: the id of a camera
 * @id: the id of one of its presets
 * @error: return location for a ZbDatabaseError
 */
void
zb_ptz_presets_remove (ZbConnection *connection, const char *camera, const char *id, GError **error)
{
  zb_connection_run (connection, error, "DELETE FROM ptz_preset WHERE camera = ? AND id = ?", "tt", camera,
                     id);
}
