/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What officers hold of the recordings, in a table of the backup: each segment with its SHA-256, and put back
 * only where that is still right. What nobody holds is not in it: it is deleted by days and bytes anyway, and
 * would make a backup as large as the disk. */
#include "zb-backup-recordings.h"

#include "zb-recording-store.h"
#include "zb-segment.h"
#include "zb-uuid.h"

#include <glib/gi18n.h>
#include <gio/gio.h>

#define TABLE                                                                                                \
  "CREATE TABLE IF NOT EXISTS segment_file (camera TEXT NOT NULL, started_at INTEGER NOT NULL,"              \
  " sha256 TEXT NOT NULL, content BLOB NOT NULL, PRIMARY KEY (camera, started_at))"

static char *
find_folder (const char *data_dir)
{
  return g_build_filename (data_dir, "recordings", NULL);
}

/* --- into the backup --------------------------------------------------------------------------------- */

/* Of one that is still being written, as much as its row says is whole. */
static GBytes *
read_segment (const char *path, gsize most, GError **error)
{
  char *data = NULL;
  gsize length = 0;
  if (!g_file_get_contents (path, &data, &length, error))
    return NULL;
  return g_bytes_new_take (data, MIN (length, most));
}

static gboolean
copy_segment (ZbConnection *copy, const char *folder, ZbStatement *row, guint *n_missing, GError **error)
{
  g_autoptr (GError) problem = NULL;
  const char *camera = zb_statement_get_text (row, 0);
  gint64 started_at = zb_statement_get_int64 (row, 1);
  g_autofree char *path = zb_segment_find_path (folder, camera, started_at);
  g_autoptr (GBytes) content = read_segment (path, (gsize)zb_statement_get_int64 (row, 2), &problem);
  if (g_error_matches (problem, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    {
      ++*n_missing;
      return TRUE;
    }
  if (content == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  g_autofree char *sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, content);
  return zb_connection_run (copy, error, "INSERT INTO segment_file VALUES (?, ?, ?, ?)", "titb", camera,
                            started_at, sum, content);
}

/**
 * zb_backup_recordings_copy:
 * @copy: a copy of the database, in a transaction
 * @data_dir: the platform's folder
 * @n_missing: (out): how many segments on hold have no file any more
 * @error: return location for an error
 *
 * Puts the files of all segments that somebody holds into the copy.
 *
 * Returns: whether it could
 */
gboolean
zb_backup_recordings_copy (ZbConnection *copy, const char *data_dir, guint *n_missing, GError **error)
{
  g_autofree char *folder = find_folder (data_dir);
  *n_missing = 0;
  if (!zb_connection_script (copy, TABLE, error))
    return FALSE;
  g_autoptr (ZbStatement) rows = zb_connection_prepare (
      copy, "SELECT camera, started_at, bytes FROM segment WHERE " ZB_RECORDING_IS_HELD, error);
  ZbStepOutcome step = ZB_STEP_FAILED;
  while (rows != NULL && (step = zb_statement_step (rows, error)) == ZB_STEP_ROW)
    if (!copy_segment (copy, folder, rows, n_missing, error))
      return FALSE;
  return step == ZB_STEP_DONE;
}

/* --- and back ---------------------------------------------------------------------------------------- */

static gboolean
refuse_spoilt (const char *camera, GError **error)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("a recording of camera %s is damaged in it"),
               camera);
  return FALSE;
}

/* The camera becomes a folder's name, and a backup may have been made by anybody. */
static gboolean
write_segment (const char *folder, ZbStatement *row, GError **error)
{
  const char *camera = zb_statement_get_text (row, 0), *sum = zb_statement_get_text (row, 2);
  gint64 started_at = zb_statement_get_int64 (row, 1);
  g_autoptr (GBytes) content = zb_statement_get_bytes (row, 3);
  if (!zb_uuid_is_valid (camera) || started_at <= 0 || content == NULL)
    return TRUE;
  g_autofree char *real = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, content);
  if (g_strcmp0 (real, sum) != 0)
    return refuse_spoilt (camera, error);
  g_autofree char *own = zb_segment_find_folder (folder, camera);
  g_autofree char *path = zb_segment_find_path (folder, camera, started_at);
  g_mkdir_with_parents (own, 0700);
  return g_file_set_contents (path, g_bytes_get_data (content, NULL), (gssize)g_bytes_get_size (content),
                              error);
}

/**
 * zb_backup_recordings_write:
 * @copy: a backup, or a copy of one
 * @data_dir: the platform's folder
 * @error: return location for an error, %G_IO_ERROR_INVALID_DATA where a recording is not what was put in
 *
 * Puts what was held back where the platform looks for it, and the table out of @copy. A backup of before
 * there were any has none.
 *
 * Returns: whether it could
 */
gboolean
zb_backup_recordings_write (ZbConnection *copy, const char *data_dir, GError **error)
{
  g_autofree char *folder = find_folder (data_dir);
  ZbStepOutcome step = ZB_STEP_FAILED;
  if (!zb_connection_script (copy, TABLE, error))
    return FALSE;
  ZbStatement *rows =
      zb_connection_prepare (copy, "SELECT camera, started_at, sha256, content FROM segment_file", error);
  while (rows != NULL && (step = zb_statement_step (rows, error)) == ZB_STEP_ROW)
    if (!write_segment (folder, rows, error))
      break;
  g_clear_pointer (&rows, zb_statement_release);
  return step == ZB_STEP_DONE && zb_connection_script (copy, "DROP TABLE segment_file", error);
}
