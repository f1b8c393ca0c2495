/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Each connection is a wire with two pipes, one for each way. A pipe reads, waits for as long as the line is
 * bad, writes, and reads again; what it has read it writes in order or not at all. All of it is on the main
 * loop. */
#include "zb-proxy.h"

#include <poll.h>
#include <string.h>
#include <sys/socket.h>

#define CHUNK 4096

/* How often a pipe that is held looks whether it still is, in milliseconds. */
#define LOOK 10

struct _ZbProxy
{
  GSocketListener *listener;
  GCancellable *stop;
  char *target;
  char *url;
  GPtrArray *wires;
  guint delay;
  gboolean cut;
  gboolean held;
  gboolean mute;
  gboolean spoils;
  gboolean truncates;
  gboolean swallows;
  ZbWay way;
  gsize left;
};

typedef struct
{
  ZbProxy *proxy; /* NULL once it is closed */
  GIOStream *ends[2];
  GCancellable *stop;
  guint n_ended;
  gboolean lost;
  gboolean watched; /* whether it is noticed that the console has gone, though it is lost */
} Wire;

typedef struct
{
  Wire *wire;
  ZbWay way;
  gsize length;
  char data[CHUNK];
} Pipe;

static void
wire_clear (gpointer data)
{
  Wire *wire = data;

  g_clear_object (&wire->ends[0]);
  g_clear_object (&wire->ends[1]);
  g_object_unref (wire->stop);
}

static void
pipe_free (Pipe *pipe)
{
  g_rc_box_release_full (pipe->wire, wire_clear);
  g_free (pipe);
}

/* With @abrupt the peers are told by a reset, as by a router that has forgotten them; else by an end. */
static void
close_wire (Wire *wire, gboolean abrupt)
{
  struct linger now = { .l_onoff = 1, .l_linger = 0 };

  if (wire->proxy == NULL)
    return;
  g_ptr_array_remove_fast (wire->proxy->wires, wire);
  wire->proxy = NULL;
  g_cancellable_cancel (wire->stop);
  for (guint i = 0; i < G_N_ELEMENTS (wire->ends); i++)
    {
      GSocket *socket = g_socket_connection_get_socket (G_SOCKET_CONNECTION (wire->ends[i]));
      if (abrupt)
        setsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_LINGER, &now, sizeof now);
      g_socket_close (socket, NULL);
    }
}

/* --- pipes ---------------------------------------------------------------------------------- */

static void read_more (Pipe *pipe);

static void
end_pipe (Pipe *pipe)
{
  Wire *wire = pipe->wire;
  GSocketConnection *to = G_SOCKET_CONNECTION (wire->ends[pipe->way == ZB_WAY_UP ? 1 : 0]);

  if (wire->proxy != NULL)
    g_socket_shutdown (g_socket_connection_get_socket (to), FALSE, TRUE, NULL);
  if (++wire->n_ended == 2)
    close_wire (wire, FALSE);
  pipe_free (pipe);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  Pipe *pipe = data;
  ZbProxy *proxy = pipe->wire->proxy;
  gboolean good = g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL);

  if (good && proxy != NULL && proxy->truncates && proxy->way == pipe->way && proxy->left == 0)
    zb_proxy_cut (proxy);
  if (good && pipe->wire->proxy != NULL)
    read_more (pipe);
  else
    end_pipe (pipe);
}

static void
fill_with_noise (Pipe *pipe)
{
  for (gsize i = 0; i < pipe->length; i++)
    pipe->data[i] = (char)g_random_int ();
}

static void
write_on (Pipe *pipe)
{
  ZbProxy *proxy = pipe->wire->proxy;
  GIOStream *to = pipe->wire->ends[pipe->way == ZB_WAY_UP ? 1 : 0];

  if (proxy->spoils && pipe->way == ZB_WAY_DOWN)
    fill_with_noise (pipe);
  if (proxy->truncates && proxy->way == pipe->way)
    {
      pipe->length = MIN (pipe->length, proxy->left);
      proxy->left -= pipe->length;
    }
  g_output_stream_write_all_async (g_io_stream_get_output_stream (to), pipe->data, pipe->length,
                                   G_PRIORITY_DEFAULT, pipe->wire->stop, on_written, pipe);
}

/* Also where there is something of it that was not read yet. */
static gboolean
has_gone (Wire *wire)
{
  GSocket *socket = g_socket_connection_get_socket (G_SOCKET_CONNECTION (wire->ends[0]));
  struct pollfd console = { .fd = g_socket_get_fd (socket), .events = POLLRDHUP };

  return poll (&console, 1, 0) > 0;
}

static gboolean
on_late (gpointer data)
{
  Pipe *pipe = data;

  if (pipe->wire->proxy != NULL && pipe->wire->watched && has_gone (pipe->wire))
    close_wire (pipe->wire, FALSE);
  ZbProxy *proxy = pipe->wire->proxy;
  if (proxy != NULL && (proxy->held || pipe->wire->lost))
    return G_SOURCE_CONTINUE;
  if (proxy == NULL)
    end_pipe (pipe);
  else
    write_on (pipe);
  return G_SOURCE_REMOVE;
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  Pipe *pipe = data;
  ZbProxy *proxy = pipe->wire->proxy;
  gssize length = g_input_stream_read_finish (G_INPUT_STREAM (source), result, NULL);

  if (length <= 0 || proxy == NULL)
    {
      end_pipe (pipe);
      return;
    }
  pipe->length = (gsize)length;
  if (proxy->swallows && proxy->way == pipe->way)
    read_more (pipe);
  else if (proxy->held || pipe->wire->lost || proxy->delay > 0)
    g_timeout_add (MAX (proxy->delay, LOOK), on_late, pipe);
  else
    write_on (pipe);
}

static void
read_more (Pipe *pipe)
{
  GIOStream *from = pipe->wire->ends[pipe->way == ZB_WAY_UP ? 0 : 1];

  g_input_stream_read_async (g_io_stream_get_input_stream (from), pipe->data, CHUNK, G_PRIORITY_DEFAULT,
                             pipe->wire->stop, on_read, pipe);
}

/* --- wires ---------------------------------------------------------------------------------- */

static void
start_pipe (Wire *wire, ZbWay way)
{
  Pipe *pipe = g_new0 (Pipe, 1);

  pipe->wire = g_rc_box_acquire (wire);
  pipe->way = way;
  read_more (pipe);
}

typedef struct
{
  ZbProxy *proxy;
  GIOStream *console;
} Call;

static void
on_connected (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Call *call = data;
  g_autoptr (GIOStream) console = call->console;
  g_autoptr (GSocketConnection) platform =
      g_socket_client_connect_to_host_finish (G_SOCKET_CLIENT (source), result, NULL);

  if (platform == NULL || call->proxy->cut)
    {
      g_io_stream_close (console, NULL, NULL);
      return;
    }
  Wire *wire = g_rc_box_new0 (Wire);
  wire->proxy = call->proxy;
  wire->ends[0] = g_steal_pointer (&console);
  wire->ends[1] = G_IO_STREAM (g_steal_pointer (&platform));
  wire->stop = g_cancellable_new ();
  wire->lost = wire->watched = call->proxy->mute;
  g_ptr_array_add (call->proxy->wires, wire);
  start_pipe (wire, ZB_WAY_UP);
  start_pipe (wire, ZB_WAY_DOWN);
  g_rc_box_release_full (wire, wire_clear);
}

static void
on_accepted (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  GSocketConnection *console =
      g_socket_listener_accept_finish (G_SOCKET_LISTENER (source), result, NULL, &error);
  ZbProxy *self = data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_socket_listener_accept_async (self->listener, self->stop, on_accepted, self);
  if (console == NULL)
    return;
  Call *call = g_new0 (Call, 1);
  call->proxy = self;
  call->console = G_IO_STREAM (console);
  g_socket_client_connect_to_host_async (client, self->target, 0, self->stop, on_connected, call);
}

/* --- the line ------------------------------------------------------------------------------- */

/* A proxy before the platform at @url. */
ZbProxy *
zb_proxy_new (const char *url)
{
  ZbProxy *self = g_new0 (ZbProxy, 1);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) free_port = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) taken = NULL;
  g_autoptr (GError) error = NULL;

  self->target = g_strdup (url + strlen ("http://"));
  self->wires = g_ptr_array_new ();
  self->stop = g_cancellable_new ();
  self->listener = g_socket_listener_new ();
  g_socket_listener_add_address (self->listener, free_port, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL,
                                 &taken, &error);
  g_assert_no_error (error);
  self->url =
      g_strdup_printf ("http://127.0.0.1:%u", g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (taken)));
  g_socket_listener_accept_async (self->listener, self->stop, on_accepted, self);
  return self;
}

void
zb_proxy_free (ZbProxy *self)
{
  zb_proxy_cut (self);
  g_cancellable_cancel (self->stop);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_socket_listener_close (self->listener);
  g_object_unref (self->listener);
  g_object_unref (self->stop);
  g_ptr_array_unref (self->wires);
  g_free (self->target);
  g_free (self->url);
  g_free (self);
}

const char *
zb_proxy_get_url (ZbProxy *self)
{
  return self->url;
}

/* How many connections there are. */
guint
zb_proxy_count (ZbProxy *self)
{
  return self->wires->len;
}

/* Ends all connections in this moment, one in two by a reset, and lets nobody in until it is mended. */
void
zb_proxy_cut (ZbProxy *self)
{
  self->cut = TRUE;
  self->truncates = FALSE;
  while (self->wires->len > 0)
    close_wire (g_ptr_array_index (self->wires, 0), g_random_boolean ());
}

/* Ends one of the connections, whichever, where there is any. */
void
zb_proxy_break (ZbProxy *self)
{
  if (self->wires->len > 0)
    close_wire (g_ptr_array_index (self->wires, (guint)g_random_int_range (0, (int)self->wires->len)),
                g_random_boolean ());
}

gboolean
zb_proxy_is_cut (ZbProxy *self)
{
  return self->cut;
}

/* Lets so many @bytes more go that @way, over whichever connection, and cuts after the last of them. */
void
zb_proxy_truncate (ZbProxy *self, ZbWay way, gsize bytes)
{
  self->truncates = TRUE;
  self->way = way;
  self->left = bytes;
}

/* What goes that @way is taken and never arrives, and nothing says so: what was asked is done, and its answer
 * is not heard. Connections that have lost something in their middle have to be cut before it is mended. */
void
zb_proxy_swallow (ZbProxy *self, ZbWay way)
{
  self->swallows = TRUE;
  self->way = way;
}

/* Each piece takes so much longer. */
void
zb_proxy_delay (ZbProxy *self, guint milliseconds)
{
  self->delay = milliseconds;
}

/* Nothing gets through until it is mended, and nothing says so. */
void
zb_proxy_hold (ZbProxy *self)
{
  self->held = TRUE;
}

/* The connections that there are never get anything through again, and nothing says so. */
void
zb_proxy_lose (ZbProxy *self)
{
  for (guint i = 0; i < self->wires->len; i++)
    ((Wire *)g_ptr_array_index (self->wires, i))->lost = TRUE;
}

/* As zb_proxy_lose(), and so are those that come until it is mended: one is let in and never answered. That
 * who was let in has gone away is noticed. */
void
zb_proxy_mute (ZbProxy *self)
{
  zb_proxy_lose (self);
  for (guint i = 0; i < self->wires->len; i++)
    ((Wire *)g_ptr_array_index (self->wires, i))->watched = TRUE;
  self->mute = TRUE;
}

/* What the console gets is noise, until it is mended. */
void
zb_proxy_spoil (ZbProxy *self)
{
  self->spoils = TRUE;
}

/* The line is good again, but for the connections that are lost. */
void
zb_proxy_mend (ZbProxy *self)
{
  self->cut = FALSE;
  self->held = FALSE;
  self->mute = FALSE;
  self->spoils = FALSE;
  self->truncates = FALSE;
  self->swallows = FALSE;
  self->delay = 0;
}
