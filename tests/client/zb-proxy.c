/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A network between the console and the platform that does as a test tells it. */
#include "zb-proxy.h"

#define PART 16384
#define DELAY 60

struct _ZbProxy
{
  GSocketService *service;
  GCancellable *cancellable;
  char *upstream;
  char *url;
  ZbProxyMode mode;
  GPtrArray *pairs;
};

/* A connection from the console and the one that stands for it at the platform. */
typedef struct
{
  gatomicrefcount refs;
  ZbProxy *proxy;
  GIOStream *ends[2];
  GCancellable *cancellable;
} Pair;

/* One direction of a pair. */
typedef struct
{
  Pair *pair;
  int from;
  guint8 buffer[PART];
  gsize length;
} Pump;

static void read_part (Pump *pump);

static void
pair_unref (Pair *pair)
{
  if (!g_atomic_ref_count_dec (&pair->refs))
    return;
  g_clear_object (&pair->ends[0]);
  g_clear_object (&pair->ends[1]);
  g_clear_object (&pair->cancellable);
  g_free (pair);
}

static void
pair_cut (Pair *pair)
{
  ZbProxy *proxy = pair->proxy;

  if (proxy == NULL)
    return;
  pair->proxy = NULL;
  g_cancellable_cancel (pair->cancellable);
  g_io_stream_close (pair->ends[0], NULL, NULL);
  g_io_stream_close (pair->ends[1], NULL, NULL);
  g_ptr_array_remove (proxy->pairs, pair);
}

static void
pump_free (Pump *pump)
{
  pair_cut (pump->pair);
  pair_unref (pump->pair);
  g_free (pump);
}

static void
on_written (GObject *stream, GAsyncResult *result, gpointer data)
{
  Pump *pump = data;

  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (stream), result, NULL, NULL) ||
      pump->pair->proxy == NULL || pump->pair->proxy->mode == ZB_PROXY_TRUNCATE)
    pump_free (pump);
  else
    read_part (pump);
}

static gboolean
write_part (gpointer data)
{
  Pump *pump = data;
  gboolean truncates = pump->pair->proxy != NULL && pump->pair->proxy->mode == ZB_PROXY_TRUNCATE;
  gsize length = truncates ? (gsize)g_test_rand_int_range (0, (gint32)pump->length + 1) : pump->length;

  if (pump->pair->proxy == NULL)
    pump_free (pump);
  else
    g_output_stream_write_all_async (g_io_stream_get_output_stream (pump->pair->ends[!pump->from]),
                                     pump->buffer, length, G_PRIORITY_DEFAULT, pump->pair->cancellable,
                                     on_written, pump);
  return G_SOURCE_REMOVE;
}

static void
on_read (GObject *stream, GAsyncResult *result, gpointer data)
{
  Pump *pump = data;
  gssize length = g_input_stream_read_finish (G_INPUT_STREAM (stream), result, NULL);

  if (length <= 0 || pump->pair->proxy == NULL)
    {
      pump_free (pump);
      return;
    }
  pump->length = (gsize)length;
  if (pump->pair->proxy->mode == ZB_PROXY_SWALLOW)
    read_part (pump);
  else if (pump->pair->proxy->mode == ZB_PROXY_DELAY)
    g_timeout_add (DELAY, write_part, pump);
  else
    write_part (pump);
}

static void
read_part (Pump *pump)
{
  g_input_stream_read_async (g_io_stream_get_input_stream (pump->pair->ends[pump->from]), pump->buffer, PART,
                             G_PRIORITY_DEFAULT, pump->pair->cancellable, on_read, pump);
}

static void
start_pump (Pair *pair, int from)
{
  Pump *pump = g_new0 (Pump, 1);

  pump->pair = pair;
  pump->from = from;
  g_atomic_ref_count_inc (&pair->refs);
  read_part (pump);
}

static void
on_connected (GObject *client, GAsyncResult *result, gpointer data)
{
  Pair *pair = data;
  GSocketConnection *connection =
      g_socket_client_connect_to_host_finish (G_SOCKET_CLIENT (client), result, NULL);

  if (connection == NULL || pair->proxy == NULL)
    g_clear_object (&connection);
  else
    {
      pair->ends[1] = G_IO_STREAM (connection);
      g_ptr_array_add (pair->proxy->pairs, pair);
      start_pump (pair, 0);
      start_pump (pair, 1);
    }
  pair_unref (pair);
}

static gboolean
on_incoming (GSocketService *service, GSocketConnection *connection, GObject *source, gpointer data)
{
  ZbProxy *self = data;
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  Pair *pair;

  if (self->mode == ZB_PROXY_REFUSE)
    return TRUE;
  pair = g_new0 (Pair, 1);
  g_atomic_ref_count_init (&pair->refs);
  pair->proxy = self;
  pair->cancellable = g_cancellable_new ();
  pair->ends[0] = g_object_ref (G_IO_STREAM (connection));
  g_socket_client_set_enable_proxy (client, FALSE);
  g_socket_client_connect_to_host_async (client, self->upstream, 80, self->cancellable, on_connected, pair);
  return TRUE;
}

/* Listens on a free port of this machine for what is to reach @upstream, HOST:PORT. */
ZbProxy *
zb_proxy_new (const char *upstream)
{
  ZbProxy *self = g_new0 (ZbProxy, 1);
  g_autoptr (GError) error = NULL;
  guint16 port;

  self->upstream = g_strdup (upstream);
  self->pairs = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
  self->service = g_socket_service_new ();
  port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (self->service), NULL, &error);
  g_assert_no_error (error);
  self->url = g_strdup_printf ("http://127.0.0.1:%u", port);
  g_signal_connect (self->service, "incoming", G_CALLBACK (on_incoming), self);
  g_socket_service_start (self->service);
  return self;
}

void
zb_proxy_free (ZbProxy *self)
{
  g_signal_handlers_disconnect_by_data (self->service, self);
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_cancellable_cancel (self->cancellable);
  zb_proxy_cut (self);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (self->service);
  g_object_unref (self->cancellable);
  g_ptr_array_unref (self->pairs);
  g_free (self->upstream);
  g_free (self->url);
  g_free (self);
}

const char *
zb_proxy_get_url (ZbProxy *self)
{
  return self->url;
}

/* What it does from now on, to connections that are up and to new ones. */
void
zb_proxy_set_mode (ZbProxy *self, ZbProxyMode mode)
{
  self->mode = mode;
}

/* Cuts every connection that is up. */
void
zb_proxy_cut (ZbProxy *self)
{
  while (self->pairs->len > 0)
    pair_cut (g_ptr_array_index (self->pairs, 0));
}
