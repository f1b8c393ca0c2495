/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Evidence files: one file each under evidence/, named by its id. A file that was put belongs to who
 * put it until an alert, a case or an assignment shows it; from then on whoever may see that may see it. */
#include "zb-routes.h"

#include "zb-attachment-file.h"
#include "zb-idempotency.h"
#include "zb-evidence-files.h"
#include "zb-platform.h"
#include "zb-time.h"
#include "zb-uuid.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>
#include <gio/gio.h>
#include <glib/gstdio.h>

#define MAX_BYTES (16 * 1024 * 1024)

static char *
make_path (ZbPlatform *platform, const char *id)
{
  return g_build_filename (zb_platform_get_data_dir (platform), "evidence", id, NULL);
}

static const char *
get_caller (ZbCall *call)
{
  return call->account != NULL ? ZB_ENTITY (call->account)->id : call->source;
}

/* --- putting -------------------------------------------------------------------------------------------- */

typedef struct
{
  char *id;
  char *sha256;
  const char *mime;
  char *by;
  ZbAccount *account; /* NULL for a source */
  char *address;
  char *part; /* the file before it has its name */
  char *key;  /* NULL where nothing can follow it */
  gint64 size;
  gint64 at;
  gboolean known; /* it was there, byte for byte */
  gboolean taken; /* another file has the id */
} Put;

static void
put_clear (gpointer data)
{
  Put *put = data;
  g_free (put->id);
  g_free (put->sha256);
  g_free (put->by);
  g_clear_object (&put->account);
  g_free (put->address);
  g_free (put->part);
  g_free (put->key);
}

static void
put_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, put_clear);
}

/* Of 16 MiB it takes a tenth of a second: on a thread of the pool, where nobody else waits for it. */
static DexFuture *
sum_fiber (gpointer content)
{
  return dex_future_new_take_string (g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, content));
}

static char *
await_sum (GBytes *content)
{
  return dex_await_string (dex_scheduler_spawn (dex_thread_pool_scheduler_get_default (), 0, sum_fiber,
                                                g_bytes_ref (content), (GDestroyNotify)g_bytes_unref),
                           NULL);
}

static gboolean
check_head (ZbCall *call, ZbResponse *response)
{
  if (!zb_uuid_is_valid (call->id))
    return zb_response_not_there (response);
  if (call->sha256 == NULL)
    return zb_response_problem (response, 400, "header", "The header Content-SHA256 is needed.");
  if (call->content != NULL && g_bytes_get_size (call->content) > MAX_BYTES)
    return zb_response_problem (response, 413, "too-large", "A file may have 16 MiB.");
  return TRUE;
}

static gboolean
check_content (ZbCall *call, const char *sha256, ZbResponse *response)
{
  if (sha256 == NULL || g_ascii_strcasecmp (sha256, call->sha256) != 0)
    zb_call_refuse_field (call, "", "does not have the SHA-256 that was told");
  else if (zb_attachment_file_find_type (call->content) == NULL)
    zb_call_refuse_field (call, "", "is no JPEG, PNG, WebP or MP4");
  return zb_call_is_good (call, response);
}

static Put *
put_new (ZbCall *call, const char *sha256)
{
  Put *put = g_atomic_rc_box_new0 (Put);
  put->id = g_strdup (call->id);
  put->sha256 = g_strdup (sha256);
  put->mime = zb_attachment_file_find_type (call->content);
  put->by = g_strdup (get_caller (call));
  put->account = call->account != NULL ? g_object_ref (call->account) : NULL;
  put->address = g_strdup (call->address);
  put->key = call->key != NULL && zb_uuid_is_valid (call->key) ? g_strdup (call->key) : NULL;
  put->size = (gint64)g_bytes_get_size (call->content);
  put->at = call->now;
  return put;
}

static DexFuture *
look_for_put (ZbConnection *connection, gpointer data)
{
  Put *put = data;
  g_autoptr (ZbStatement) row = zb_connection_query (
      connection, NULL, "SELECT sha256, by, at FROM evidence WHERE id = ?", "t", put->id);
  if (row == NULL || zb_statement_step (row, NULL) != ZB_STEP_ROW)
    return dex_future_new_true ();
  put->known = g_strcmp0 (zb_statement_get_text (row, 0), put->sha256) == 0 &&
               g_strcmp0 (zb_statement_get_text (row, 1), put->by) == 0;
  put->taken = !put->known;
  if (put->known)
    put->at = zb_statement_get_int64 (row, 2);
  return dex_future_new_true ();
}

/* Before the row is committed: what the database knows of is there. Whoever did not win the row leaves the
 * winner's file alone. */
static gboolean
give_name (ZbPlatform *platform, Put *put)
{
  g_autofree char *path = make_path (platform, put->id);
  g_autofree char *folder = g_path_get_dirname (path);
  if (g_rename (put->part, path) != 0)
    {
      g_warning ("evidence: %s", g_strerror (errno));
      return FALSE;
    }
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean kept = fd >= 0 && fsync (fd) == 0;
  if (fd >= 0)
    close (fd);
  return kept;
}

/* Who it was shows where nothing ever comes to show the file, too. */
static void
audit_put (ZbTransaction *tx, Put *put)
{
  g_autofree char *what = g_strjoin (" ", put->id, put->sha256, NULL);
  ZbCall by = { .account = put->account,
                .source = put->account == NULL ? put->by : NULL,
                .address = put->address };
  tx->call = &by;
  zb_transaction_audit (tx, "evidence.put", NULL, what);
  tx->call = NULL;
}

static gboolean
write_put (ZbTransaction *tx, gpointer data)
{
  Put *put = data;
  zb_connection_run (tx->connection, &tx->error,
                     "INSERT INTO evidence (id, sha256, mime, size, by, at) VALUES (?, ?, ?, ?, ?, ?)"
                     " ON CONFLICT (id) DO NOTHING",
                     "tttiti", put->id, put->sha256, put->mime, put->size, put->by, put->at);
  gboolean won = tx->error == NULL && zb_connection_get_changes (tx->connection) > 0;
  if (won && put->key != NULL)
    zb_idempotency_note (tx, put->by, put->key, put->sha256);
  if (won)
    audit_put (tx, put);
  return won && tx->error == NULL && give_name (tx->platform, put);
}

/* Sent again under another key it is there all the same, and what follows that key may come. */
static gboolean
note_key (ZbTransaction *tx, gpointer data)
{
  Put *put = data;
  zb_idempotency_note (tx, put->by, put->key, put->sha256);
  return tx->error == NULL;
}

static gboolean
answer_put (ZbResponse *response, Put *put)
{
  char at[ZB_TIME_LENGTH + 1];
  zb_time_format (put->at, at);
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (doc);
  yyjson_mut_doc_set_root (doc, root);
  yyjson_mut_obj_add_strcpy (doc, root, "id", put->id);
  yyjson_mut_obj_add_str (doc, root, "mime", put->mime);
  yyjson_mut_obj_add_strcpy (doc, root, "at", at);
  yyjson_mut_obj_add_strcpy (doc, root, "sha256", put->sha256);
  yyjson_mut_obj_add_null (doc, root, "label");
  yyjson_mut_obj_add_null (doc, root, "phase");
  return zb_response_json (response, put->known ? 200 : 201, doc);
}

/* The whole file is on disk before anything names it, under a name that no other has: two may put one id. */
static gboolean
store_file (Put *put, ZbCall *call)
{
  g_autoptr (GError) error = NULL;
  gsize length;
  const char *data = g_bytes_get_data (call->content, &length);
  if (g_file_set_contents_full (put->part, data, (gssize)length,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, &error))
    return TRUE;
  g_warning ("evidence: %s", error->message);
  return FALSE;
}

typedef struct
{
  Put *put;
  ZbCall *call;
} Store;

static DexFuture *
store_fiber (gpointer data)
{
  Store *store = data;
  return dex_future_new_for_boolean (store_file (store->put, store->call));
}

static void
look (ZbPlatform *platform, Put *put)
{
  dex_await (zb_database_read (zb_platform_get_database (platform), look_for_put,
                               g_atomic_rc_box_acquire (put), put_unref),
             NULL);
}

static void
answer_known (ZbResponse *response, Put *put)
{
  if (put->known)
    answer_put (response, put);
  else if (put->taken)
    zb_response_conflict (response, "stored", NULL, "Another file has this id.");
  else
    zb_response_later (response, 503, 5, "The file could not be stored.");
}

static void
finish_put (ZbPlatform *platform, ZbCall *call, Put *put, ZbResponse *response)
{
  g_autofree char *fresh = zb_uuid_new (), *name = g_strconcat (fresh, ".part", NULL);
  put->part = make_path (platform, name);
  Store store = { put, call };
  /* The disk is waited for on a thread of the pool. */
  gboolean stored = dex_await_boolean (
      dex_scheduler_spawn (dex_thread_pool_scheduler_get_default (), 0, store_fiber, &store, NULL), NULL);
  if (stored &&
      dex_await (zb_platform_work (platform, write_put, g_atomic_rc_box_acquire (put), put_unref), NULL))
    {
      answer_put (response, put);
      return;
    }
  g_unlink (put->part);
  look (platform, put);
  answer_known (response, put);
}

/**
 * zb_evidence_files_put:
 * @platform: a platform
 * @call: the id, the content, its SHA-256, and who puts it
 * @response: where the answer goes
 *
 * Stores a file; on a fiber.
 */
void
zb_evidence_files_put (ZbPlatform *platform, ZbCall *call, ZbResponse *response)
{
  if (!check_head (call, response))
    return;
  g_autofree char *sha256 = call->content != NULL ? await_sum (call->content) : NULL;
  if (!check_content (call, sha256, response))
    return;
  Put *put = put_new (call, sha256);
  look (platform, put);
  if (put->known && put->key != NULL)
    dex_await (zb_platform_work (platform, note_key, g_atomic_rc_box_acquire (put), put_unref), NULL);
  if (put->taken || put->known)
    answer_known (response, put);
  else
    finish_put (platform, call, put, response);
  put_unref (put);
}

/* --- getting ---------------------------------------------------------------------------------------------
 */

static gboolean
get_file (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  g_autoptr (ZbStatement) row = zb_connection_query (tx->connection, &tx->error,
                                                     "SELECT mime FROM evidence WHERE id = ?", "t", call->id);
  if (row == NULL || zb_statement_step (row, &tx->error) != ZB_STEP_ROW ||
      !zb_transaction_sees_file (tx, call->id))
    return zb_response_not_there (response);
  g_autofree char *path = make_path (tx->platform, call->id);
  char *data = NULL;
  gsize length;
  if (!g_file_get_contents (path, &data, &length, NULL))
    return zb_response_not_there (response);
  zb_response_take_file (response, g_intern_string (zb_statement_get_text (row, 0)),
                         g_bytes_new_take (data, length));
  return TRUE;
}

const ZbRoute zb_evidence_routes[] = {
  { "PUT", "/evidence/{id}", ZB_MAY_DESK | ZB_MAY (HANDLER) | ZB_MAY (CHECKER),
    ZB_ROUTE_FLOW | ZB_ROUTE_MIXED | ZB_ROUTE_NEW | ZB_ROUTE_FILE, NULL, zb_evidence_files_put },
  { "GET", "/evidence/{id}", ZB_MAY_ANY, ZB_ROUTE_READ, get_file },
  { 0 },
};
