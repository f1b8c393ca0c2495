/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes index and files agree when the platform starts: it may have been killed in the middle of a segment,
 * lost its power, or been given a backup of its database. What is whole of a file is kept, what is broken off
 * is cut, and nothing stays in the index that cannot be played. */
#include "zb-recording-recovery.h"

#include "zb-recording-store.h"

#include <glib/gstdio.h>

/* Segments of one camera that the index knows: started_at → whether it is finished. */
static GHashTable *
list_known (ZbTransaction *tx, const char *camera)
{
  GHashTable *known = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (ZbStatement) row = zb_connection_query (
      tx->connection, &tx->error, "SELECT started_at, open FROM segment WHERE camera = ?", "t", camera);
  while (row != NULL && zb_statement_step (row, &tx->error) == ZB_STEP_ROW)
    {
      gint64 started_at = zb_statement_get_int64 (row, 0);
      g_hash_table_insert (known, g_memdup2 (&started_at, sizeof started_at),
                           GINT_TO_POINTER (zb_statement_get_int64 (row, 1) == 0));
    }
  return known;
}

/* What the index says of it may be more than the disk has got, or less. */
static void
read_again (ZbTransaction *tx, const char *folder, const char *camera, gint64 started_at)
{
  g_autofree char *path = zb_segment_find_path (folder, camera, started_at);
  g_autoptr (ZbSegment) segment = zb_segment_recover (folder, camera, started_at);
  zb_recording_store_forget (tx, camera, started_at);
  if (segment != NULL)
    zb_recording_store_note (tx, segment);
  else
    g_unlink (path);
}

static void
look_at_file (ZbTransaction *tx, const char *folder, const char *camera, const char *name, GHashTable *known)
{
  gint64 started_at = zb_segment_parse_name (name);
  gboolean finished = GPOINTER_TO_INT (g_hash_table_lookup (known, &started_at));
  if (started_at == 0)
    return;
  g_hash_table_remove (known, &started_at);
  if (!finished)
    read_again (tx, folder, camera, started_at);
}

/* What is left of @known has no file any more. */
static void
forget_lost (ZbTransaction *tx, const char *camera, GHashTable *known)
{
  GHashTableIter iter;
  gpointer started_at;
  g_hash_table_iter_init (&iter, known);
  while (g_hash_table_iter_next (&iter, &started_at, NULL))
    zb_recording_store_forget (tx, camera, *(gint64 *)started_at);
}

static void
recover_camera (ZbTransaction *tx, const char *folder, const char *camera)
{
  g_autofree char *own = zb_segment_find_folder (folder, camera);
  g_autoptr (GHashTable) known = list_known (tx, camera);
  g_autoptr (GDir) dir = g_dir_open (own, 0, NULL);
  for (const char *name = dir != NULL ? g_dir_read_name (dir) : NULL; name != NULL && tx->error == NULL;
       name = g_dir_read_name (dir))
    look_at_file (tx, folder, camera, name, known);
  forget_lost (tx, camera, known);
}

/* Of those that have files, and those that the index knows. */
static GHashTable *
list_cameras (ZbTransaction *tx, const char *folder)
{
  GHashTable *cameras = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  for (const char *name = dir != NULL ? g_dir_read_name (dir) : NULL; name != NULL;
       name = g_dir_read_name (dir))
    g_hash_table_add (cameras, g_strdup (name));
  g_autoptr (ZbStatement) row =
      zb_connection_prepare (tx->connection, "SELECT DISTINCT camera FROM segment", &tx->error);
  while (row != NULL && zb_statement_step (row, &tx->error) == ZB_STEP_ROW)
    g_hash_table_add (cameras, g_strdup (zb_statement_get_text (row, 0)));
  return cameras;
}

/**
 * zb_recording_recover:
 * @tx: a transaction at the start of the platform, before anything is recorded
 * @folder: where recordings are
 *
 * Makes the index say what is in the files.
 */
void
zb_recording_recover (ZbTransaction *tx, const char *folder)
{
  g_autoptr (GHashTable) cameras = list_cameras (tx, folder);
  GHashTableIter iter;
  gpointer camera;
  g_hash_table_iter_init (&iter, cameras);
  while (g_hash_table_iter_next (&iter, &camera, NULL) && tx->error == NULL)
    recover_camera (tx, folder, camera);
}
