/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of exports: what was asked for, by whom and why, and what has become of it. */
#include "zb-export-store.h"

#include "zb-json.h"
#include "zb-platform.h"

#define COLUMNS                                                                                              \
  "id, camera, from_at, until_at, reason, by, by_name, created_at, state, bytes, sha256, who, regions"
#define FORGET_AT_ONCE 100

static char *
write_regions (GPtrArray *regions)
{
  g_autoptr (ZbJsonMutDoc) doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *list = yyjson_mut_arr (doc);
  yyjson_mut_doc_set_root (doc, list);
  for (guint i = 0; regions != NULL && i < regions->len; i++)
    yyjson_mut_arr_append (list,
                           zb_json_write_record (doc, g_ptr_array_index (regions, i), ZB_JSON_WRITE_ALL));
  return zb_json_to_text (doc, NULL);
}

static GPtrArray *
read_regions (const char *text, GError **error)
{
  g_autoptr (ZbJsonDoc) doc = zb_json_parse (text, -1, error);
  g_autoptr (GPtrArray) regions = g_ptr_array_new_with_free_func (g_object_unref);
  yyjson_val *list = yyjson_doc_get_root (doc), *item;
  size_t i, n;
  if (doc == NULL)
    return NULL;
  yyjson_arr_foreach (list, i, n, item)
  {
    gpointer region = zb_json_read_record (ZB_TYPE_EXPORT_REGION, item, error);
    if (region == NULL)
      return NULL;
    g_ptr_array_add (regions, region);
  }
  return g_steal_pointer (&regions);
}

static ZbExport *
read_export (ZbStatement *row)
{
  ZbExport *export = g_object_new (ZB_TYPE_EXPORT, NULL);
  export->id = g_strdup (zb_statement_get_text (row, 0));
  export->camera = g_strdup (zb_statement_get_text (row, 1));
  export->from = zb_statement_get_int64 (row, 2);
  export->until = zb_statement_get_int64 (row, 3);
  export->reason = g_strdup (zb_statement_get_text (row, 4));
  export->by = g_strdup (zb_statement_get_text (row, 5));
  export->by_name = g_strdup (zb_statement_get_text (row, 6));
  export->created_at = zb_statement_get_int64 (row, 7);
  export->state = zb_choices_parse (&zb_export_states, zb_statement_get_text (row, 8));
  export->bytes = zb_statement_get_int64 (row, 9);
  export->sha256 = g_strdup (zb_statement_get_text (row, 10));
  export->progress = export->state == ZB_EXPORT_READY ? 1 : 0;
  if (export->state == ZB_EXPORT_READY)
    export->file = g_strdup_printf ("/exports/%s/file", export->id);
  return export;
}

/**
 * zb_export_store_add:
 * @tx: a transaction
 * @export: what is asked for
 * @regions: (nullable) (element-type ZbExportRegion): what is made unrecognisable
 * @who: what the watermark says of who asked
 *
 * Writes it down as one that waits.
 */
void
zb_export_store_add (ZbTransaction *tx, const ZbExport *export, GPtrArray *regions, const char *who)
{
  g_autofree char *text = write_regions (regions);
  if (tx->error == NULL)
    zb_connection_run (
        tx->connection, &tx->error,
        "INSERT INTO export (id, camera, from_at, until_at, reason, regions, who, by, by_name, "
        "created_at, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting')",
        "ttiittttti", export->id, export->camera, export->from, export->until, export->reason, text, who,
        export->by, export->by_name, export->created_at);
}

/**
 * zb_export_store_load:
 * @tx: a transaction or view
 * @id: the id of an export
 *
 * Returns: (transfer full) (nullable): the export
 */
ZbExport *
zb_export_store_load (ZbTransaction *tx, const char *id)
{
  if (tx->error != NULL)
    return NULL;
  g_autoptr (ZbStatement) row = zb_connection_query (tx->connection, &tx->error,
                                                     "SELECT " COLUMNS " FROM export WHERE id = ?", "t", id);
  return row != NULL && zb_statement_step (row, &tx->error) == ZB_STEP_ROW ? read_export (row) : NULL;
}

static void
set_state (ZbTransaction *tx, const char *id, ZbExportState state)
{
  if (tx->error == NULL)
    zb_connection_run (tx->connection, &tx->error, "UPDATE export SET state = ? WHERE id = ?", "tt",
                       zb_choices_nick (&zb_export_states, (int)state), id);
}

/**
 * zb_export_store_take_next:
 * @tx: a transaction that no request has asked for
 * @who: (out): what its watermark says of who asked
 * @regions: (out) (element-type ZbExportRegion): what is made unrecognisable in it
 *
 * Returns: (transfer full) (nullable): the export that has waited longest, which is being made from now on
 */
ZbExport *
zb_export_store_take_next (ZbTransaction *tx, char **who, GPtrArray **regions)
{
  g_autoptr (ZbExport) export = NULL;
  g_autoptr (ZbStatement) row = zb_connection_prepare (
      tx->connection, "SELECT " COLUMNS " FROM export WHERE state = 'waiting' ORDER BY number LIMIT 1",
      &tx->error);
  if (row == NULL || zb_statement_step (row, &tx->error) != ZB_STEP_ROW)
    return NULL;
  export = read_export (row);
  *who = g_strdup (zb_statement_get_text (row, 11));
  *regions = read_regions (zb_statement_get_text (row, 12), &tx->error);
  set_state (tx, export->id, ZB_EXPORT_WORKING);
  return g_steal_pointer (&export);
}

/**
 * zb_export_store_finish:
 * @tx: a transaction that no request has asked for
 * @id: the id of an export that is being made
 * @bytes: the length of its file
 * @sha256: (nullable): of its file, %NULL where it could not be made
 *
 * Writes down what has become of it.
 */
void
zb_export_store_finish (ZbTransaction *tx, const char *id, gint64 bytes, const char *sha256)
{
  set_state (tx, id, sha256 != NULL ? ZB_EXPORT_READY : ZB_EXPORT_FAILED);
  if (tx->error == NULL)
    zb_connection_run (tx->connection, &tx->error, "UPDATE export SET bytes = ?, sha256 = ? WHERE id = ?",
                       "itt", bytes, sha256, id);
}

/**
 * zb_export_store_start_anew:
 * @tx: a transaction at the start of the platform
 *
 * What was being made when the platform ended waits again.
 */
void
zb_export_store_start_anew (ZbTransaction *tx)
{
  if (tx->error == NULL)
    zb_connection_run (tx->connection, &tx->error,
                       "UPDATE export SET state = 'waiting' WHERE state = 'working'", "");
}

/**
 * zb_export_store_count_waiting:
 * @tx: a transaction or view
 * @account: the id of an account
 *
 * Returns: how many exports of that account are not finished
 */
guint
zb_export_store_count_waiting (ZbTransaction *tx, const char *account)
{
  return (guint)zb_transaction_count (
      tx, "SELECT count(*) FROM export WHERE state IN ('waiting', 'working') AND by = ?", "t", account);
}

static GPtrArray *
list_old (ZbTransaction *tx, gint64 before)
{
  GPtrArray *old = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (ZbStatement) row = zb_connection_query (
      tx->connection, &tx->error,
      "SELECT id FROM export WHERE state IN ('ready', 'failed') AND created_at < ? LIMIT ?", "ii", before,
      (gint64)FORGET_AT_ONCE);
  while (row != NULL && zb_statement_step (row, &tx->error) == ZB_STEP_ROW)
    g_ptr_array_add (old, g_strdup (zb_statement_get_text (row, 0)));
  return old;
}

/**
 * zb_export_store_forget_old:
 * @tx: a transaction that no request has asked for
 * @before: what was asked for before goes, µs UTC
 *
 * Deletes the rows of finished exports; what was done stays in the audit log.
 *
 * Returns: (transfer full) (element-type utf8): the ids of those whose files are to go
 */
GPtrArray *
zb_export_store_forget_old (ZbTransaction *tx, gint64 before)
{
  GPtrArray *old = list_old (tx, before);
  for (guint i = 0; i < old->len && tx->error == NULL; i++)
    zb_connection_run (tx->connection, &tx->error, "DELETE FROM export WHERE id = ?", "t",
                       g_ptr_array_index (old, i));
  return old;
}

/**
 * zb_export_store_find_path:
 * @platform: a platform
 * @id: (nullable): the id of an export, %NULL for the folder of all
 *
 * Returns: (transfer full): its file
 */
char *
zb_export_store_find_path (ZbPlatform *platform, const char *id)
{
  g_autofree char *name = id != NULL ? g_strconcat (id, ".mp4", NULL) : NULL;
  return g_build_filename (zb_platform_get_data_dir (platform), "exports", name, NULL);
}
