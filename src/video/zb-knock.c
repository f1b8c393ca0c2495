/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Knocks at a server's door: connects, asks it for nothing but what it can do, and goes away when it says
 * anything. That costs one connection, where an attempt costs a ticket, a pipeline and its threads; and who
 * is let in but never gets an answer stands before a server that hangs. */
#include "zb-knock.h"

#include <string.h>

static const struct
{
  const char *scheme;
  guint16 port;
} usual_ports[] = { { "rtsp:", 554 }, { "rtsps:", 322 }, { "http:", 80 }, { "https:", 443 } };

/* So much of an answer says whose it is. */
static const char greeting[] = "RTSP/1.";

struct _ZbKnock
{
  GCancellable *cancellable;
  GSocketConnection *connection;
  char *question; /* NULL where being let in is enough */
  char answer[sizeof greeting - 1];
  guint deadline;
  ZbKnockDone done;
  gpointer user_data;
};

static void
tell (ZbKnock *self, gboolean answered)
{
  ZbKnockDone done = g_steal_pointer (&self->done);

  g_clear_handle_id (&self->deadline, g_source_remove);
  if (done)
    done (answered, self->user_data);
}

static gboolean
on_deadline (gpointer data)
{
  ZbKnock *self = data;

  self->deadline = 0;
  tell (self, FALSE);
  return G_SOURCE_REMOVE;
}

/* What was begun for a knock that is gone ends here: its data may not be touched. */
static gboolean
is_gone (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  gsize n = 0;
  gboolean read = g_input_stream_read_all_finish (G_INPUT_STREAM (source), result, &n, &error);
  ZbKnock *self = data;

  if (!is_gone (error))
    tell (self, read && n == sizeof self->answer && memcmp (self->answer, greeting, n) == 0);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  gboolean written = g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, &error);
  ZbKnock *self = data;

  if (is_gone (error))
    return;
  if (!written)
    {
      tell (self, FALSE);
      return;
    }
  g_input_stream_read_all_async (g_io_stream_get_input_stream (G_IO_STREAM (self->connection)), self->answer,
                                 sizeof self->answer, G_PRIORITY_DEFAULT, self->cancellable, on_read, self);
}

static void
on_connected (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketConnection) connection =
      g_socket_client_connect_to_uri_finish (G_SOCKET_CLIENT (source), result, &error);
  ZbKnock *self = data;

  if (is_gone (error))
    return;
  if (!connection || !self->question)
    {
      tell (self, connection != NULL);
      return;
    }
  self->connection = g_steal_pointer (&connection);
  g_output_stream_write_all_async (g_io_stream_get_output_stream (G_IO_STREAM (self->connection)),
                                   self->question, strlen (self->question), G_PRIORITY_DEFAULT,
                                   self->cancellable, on_written, self);
}

static guint16
get_usual_port (const char *uri)
{
  for (guint i = 0; i < G_N_ELEMENTS (usual_ports); i++)
    if (g_str_has_prefix (uri, usual_ports[i].scheme))
      return usual_ports[i].port;
  return usual_ports[0].port;
}

static char *
make_question (const char *uri)
{
  if (!g_str_has_prefix (uri, "rtsp"))
    return NULL;
  return g_strdup_printf ("OPTIONS %s RTSP/1.0\r\nCSeq: 1\r\n\r\n", uri);
}

/**
 * zb_knock_new:
 * @uri: where a stream is, without any secret
 * @milliseconds: how long to wait for an answer
 * @done: (scope async): told whether there was one
 * @user_data: for @done
 *
 * Knocks once. A server of RTSP has to answer in it; of others it is enough that they let one in.
 *
 * Returns: (transfer full): the knock, to be given to zb_knock_free() also when it was answered
 */
ZbKnock *
zb_knock_new (const char *uri, guint milliseconds, ZbKnockDone done, gpointer user_data)
{
  ZbKnock *self = g_new0 (ZbKnock, 1);
  g_autoptr (GSocketClient) client = g_socket_client_new ();

  self->cancellable = g_cancellable_new ();
  self->question = make_question (uri);
  self->done = done;
  self->user_data = user_data;
  self->deadline = g_timeout_add (milliseconds, on_deadline, self);
  g_socket_client_set_enable_proxy (client, FALSE);
  g_socket_client_set_tls (client, g_str_has_prefix (uri, "rtsps:"));
  g_socket_client_connect_to_uri_async (client, uri, get_usual_port (uri), self->cancellable, on_connected,
                                        self);
  return self;
}

/**
 * zb_knock_free:
 * @self: (transfer full): a knock
 *
 * Goes away, without telling where there was no answer yet.
 */
void
zb_knock_free (ZbKnock *self)
{
  self->done = NULL;
  g_clear_handle_id (&self->deadline, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->connection);
  g_object_unref (self->cancellable);
  g_free (self->question);
  g_free (self);
}
