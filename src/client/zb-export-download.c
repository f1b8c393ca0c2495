/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Saves the file of an export. It may be larger than an answer is allowed to be, so it is fetched in parts,
 * and has its name only when its SHA-256 is what the platform said. */
#include "zb-export-download.h"

#include "zb-fiber.h"
#include "zb-reply.h"

#include <glib/gi18n-lib.h>

#define PART (G_GINT64_CONSTANT (1) << 20)

typedef struct
{
  ZbSession *session;
  ZbExport *export;
  GFile *destination;
  GFile *part;
  GChecksum *checksum;
  GWeakRef answer;
} Download;

static void
download_free (gpointer data)
{
  Download *download = data;

  g_clear_object (&download->session);
  g_clear_object (&download->export);
  g_clear_object (&download->destination);
  g_clear_object (&download->part);
  g_checksum_free (download->checksum);
  g_weak_ref_clear (&download->answer);
  g_free (download);
}

static gboolean
is_wanted (Download *download)
{
  g_autoptr (ZbAnswer) answer = g_weak_ref_get (&download->answer);

  return answer != NULL;
}

static ZbReply *
await_part (Download *download, gint64 offset, GError **error)
{
  gint64 last = MIN (offset + PART, download->export->bytes) - 1;
  g_autoptr (ZbRequest) request = zb_request_new ("GET", "/exports/%s/file", download->export->id);

  request->is_file = TRUE;
  request->range = g_strdup_printf ("bytes=%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT, offset, last);
  return dex_await_object (zb_session_send (download->session, request), error);
}

static gboolean
await_writing (GOutputStream *stream, GBytes *bytes, GError **error)
{
  gsize done = 0, length = g_bytes_get_size (bytes);

  while (done < length)
    {
      g_autoptr (GBytes) rest = g_bytes_new_from_bytes (bytes, done, length - done);
      gint64 n = dex_await_int64 (dex_output_stream_write_bytes (stream, rest, G_PRIORITY_DEFAULT), error);
      if (n <= 0)
        return FALSE;
      done += (gsize)n;
    }
  return TRUE;
}

static gboolean
take_part (Download *download, GOutputStream *stream, gint64 *offset, ZbProblem **problem, GError **error)
{
  g_autoptr (ZbReply) reply = await_part (download, *offset, error);
  gsize length;

  if (!reply)
    return FALSE;
  if (reply->problem || reply->status != 206 || g_bytes_get_size (reply->body) == 0)
    {
      g_set_object (problem, reply->problem);
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "answered with %u", reply->status);
      return FALSE;
    }
  const guchar *data = g_bytes_get_data (reply->body, &length);
  g_checksum_update (download->checksum, data, (gssize)length);
  *offset += (gint64)length;
  return await_writing (stream, reply->body, error);
}

static gboolean
await_all (Download *download, ZbProblem **problem, GError **error)
{
  g_autoptr (GOutputStream) stream = dex_await_object (
      dex_file_replace (download->part, NULL, FALSE, G_FILE_CREATE_PRIVATE, G_PRIORITY_DEFAULT), error);
  gint64 offset = 0;
  gboolean good = stream != NULL;

  while (good && offset < download->export->bytes)
    good = is_wanted (download) && take_part (download, stream, &offset, problem, error);
  if (stream)
    good = dex_await (dex_output_stream_close (stream, G_PRIORITY_DEFAULT), good ? error : NULL) && good;
  return good;
}

static gboolean
has_right_hash (Download *download, GError **error)
{
  if (g_strcmp0 (g_checksum_get_string (download->checksum), download->export->sha256) == 0)
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                       _ ("What was received is not the file that was made"));
  return FALSE;
}

static void
tell (Download *download, gboolean good, ZbProblem *problem, const GError *error)
{
  g_autoptr (ZbAnswer) answer = g_weak_ref_get (&download->answer);
  g_autoptr (GPtrArray) items = g_ptr_array_new ();
  g_autoptr (ZbProblem) own = NULL;

  if (!answer)
    return;
  if (!good)
    {
      own = problem ? g_object_ref (problem)
                    : zb_problem_new (0, _ ("The file could not be saved"), error ? error->message : NULL);
      zb_answer_fail (answer, own);
      return;
    }
  g_ptr_array_add (items, download->export);
  zb_answer_set_items (answer, items);
}

static DexFuture *
download_fiber (gpointer data)
{
  Download *download = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ZbProblem) problem = NULL;
  gboolean good =
      download->session && await_all (download, &problem, &error) && has_right_hash (download, &error) &&
      g_file_move (download->part, download->destination, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &error);

  if (!good)
    dex_await (dex_file_delete (download->part, G_PRIORITY_DEFAULT), NULL);
  tell (download, good, problem, error);
  return dex_future_new_true ();
}

/**
 * zb_export_download:
 * @session: (nullable): who asks
 * @export: an export that is ready
 * @destination: where it goes
 *
 * Returns: (transfer full): an answer that will hold @export once the file is there
 */
ZbAnswer *
zb_export_download (ZbSession *session, ZbExport *export, GFile *destination)
{
  ZbAnswer *answer = zb_answer_new (ZB_TYPE_EXPORT);
  Download *download = g_new0 (Download, 1);
  g_autofree char *path = g_file_get_path (destination);
  g_autofree char *part = g_strconcat (path ? path : "", ".part", NULL);

  g_set_object (&download->session, session);
  download->export = g_object_ref (export);
  download->destination = g_object_ref (destination);
  download->part = g_file_new_for_path (part);
  download->checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_weak_ref_init (&download->answer, answer);
  dex_future_disown (zb_fiber_spawn (download_fiber, download, download_free));
  return answer;
}
