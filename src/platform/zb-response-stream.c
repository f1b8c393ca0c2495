/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers with a file, or the part of it that was asked for, in pieces: the next is read when the one before
 * it has been written to the socket, so that an answer takes the memory of one piece, however long it is and
 * however slow its reader. */
#include "zb-response-stream.h"

#include "zb-byte-range.h"

#include <gio/gio.h>

#define PIECE (256 * 1024)

struct _ZbResponseStream
{
  ZbStreamRead read;
  gpointer data;
  GDestroyNotify destroy;
  gint64 offset; /* of what is read next */
  gint64 end;

  SoupServerMessage *message; /* NULL before it is sent and when its reader has gone */
  gulong on_wrote, on_finished;
  gboolean reading;
};

/**
 * zb_response_stream_free:
 * @self: (transfer full): a stream that was not sent
 */
void
zb_response_stream_free (ZbResponseStream *self)
{
  self->destroy (self->data);
  g_free (self);
}

/* --- the head ------------------------------------------------------------------------------------ */

/* A part of a file that is another by now would be put into the one that the caller has. */
static const char *
find_wanted (ZbCall *call, const char *tag)
{
  return call->if_range == NULL || g_strcmp0 (call->if_range, tag) == 0 ? call->range : NULL;
}

static gboolean
refuse_range (ZbResponse *response, gint64 total)
{
  g_autofree char *range = g_strdup_printf ("bytes */%" G_GINT64_FORMAT, total);
  zb_response_set_header (response, "Content-Range", range);
  return zb_response_problem (response, 416, "range", "The file has no such part.");
}

static void
tell_range (ZbResponse *response, gint64 first, gint64 length, gint64 total)
{
  g_autofree char *range = g_strdup_printf (
      "bytes %" G_GINT64_FORMAT "-%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT, first, first + length - 1, total);
  zb_response_set_header (response, "Content-Range", range);
}

/**
 * zb_response_stream:
 * @self: a response
 * @call: the call, which may ask for a part
 * @file: the file; its data are the response's from now on
 *
 * Answers 200 with a file, 206 with a part of it, or 416.
 *
 * Returns: whether there is something to be sent
 */
gboolean
zb_response_stream (ZbResponse *self, ZbCall *call, const ZbStreamFile *file)
{
  gint64 first, length;
  ZbByteRangeOutcome outcome =
      zb_byte_range_parse (find_wanted (call, file->tag), file->length, &first, &length);
  zb_response_set_header (self, "Accept-Ranges", "bytes");
  if (file->tag != NULL)
    zb_response_set_header (self, "ETag", file->tag);
  if (outcome == ZB_BYTE_RANGE_NONE)
    {
      file->destroy (file->data);
      return refuse_range (self, file->length);
    }
  if (outcome == ZB_BYTE_RANGE_PART)
    tell_range (self, first, length, file->length);
  self->status = outcome == ZB_BYTE_RANGE_PART ? 206 : 200;
  self->type = file->type;
  self->stream = g_new0 (ZbResponseStream, 1);
  *self->stream = (ZbResponseStream){ file->read, file->data, file->destroy, first, first + length };
  return TRUE;
}

/* --- the body ------------------------------------------------------------------------------------- */

static void
let_go (ZbResponseStream *self)
{
  if (self->message != NULL)
    {
      g_signal_handler_disconnect (self->message, self->on_wrote);
      g_signal_handler_disconnect (self->message, self->on_finished);
      g_clear_object (&self->message);
    }
  if (!self->reading)
    zb_response_stream_free (self);
}

static void
read_piece (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  ZbResponseStream *self = data;
  GError *error = NULL;
  GBytes *bytes = self->read (self->data, self->offset, (gsize)MIN (self->end - self->offset, PIECE), &error);
  if (bytes != NULL)
    g_task_return_pointer (task, bytes, (GDestroyNotify)g_bytes_unref);
  else
    g_task_return_error (task, error);
}

/* The length was told: whoever reads it has to see that it is broken off. */
static void
break_off (ZbResponseStream *self, const GError *error)
{
  g_autoptr (SoupServerMessage) message = g_object_ref (self->message);
  g_debug ("an answer is broken off: %s", error != NULL ? error->message : "the file is shorter");
  let_go (self);
  g_autoptr (GIOStream) connection = soup_server_message_steal_connection (message);
  if (connection != NULL)
    g_io_stream_close (connection, NULL, NULL);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  ZbResponseStream *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_task_propagate_pointer (G_TASK (result), &error);
  self->reading = FALSE;
  if (self->message == NULL)
    let_go (self);
  else if (bytes == NULL || g_bytes_get_size (bytes) == 0)
    break_off (self, error);
  else
    {
      self->offset += (gint64)g_bytes_get_size (bytes);
      soup_message_body_append_bytes (soup_server_message_get_response_body (self->message), bytes);
      soup_server_message_unpause (self->message);
    }
}

static void
read_next (ZbResponseStream *self)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, on_read, self);
  self->reading = TRUE;
  g_task_set_task_data (task, self, NULL);
  g_task_run_in_thread (task, read_piece);
}

static void
on_wrote_chunk (SoupServerMessage *message, ZbResponseStream *self)
{
  if (self->offset < self->end && !self->reading)
    read_next (self);
}

static void
on_finished (SoupServerMessage *message, ZbResponseStream *self)
{
  let_go (self);
}

/**
 * zb_response_stream_send:
 * @self: (transfer full): what is sent
 * @message: a request that is paused and has its status and headers
 *
 * Sends it, and goes on by itself.
 */
void
zb_response_stream_send (ZbResponseStream *self, SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  soup_message_headers_set_content_length (headers, self->end - self->offset);
  soup_message_body_set_accumulate (soup_server_message_get_response_body (message), FALSE);
  self->message = g_object_ref (message);
  self->on_wrote = g_signal_connect (message, "wrote-chunk", G_CALLBACK (on_wrote_chunk), self);
  self->on_finished = g_signal_connect (message, "finished", G_CALLBACK (on_finished), self);
  if (self->offset < self->end)
    read_next (self);
  else
    soup_server_message_unpause (message);
}
