/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One WebSocket to the platform. It keeps what arrived until somebody asks, so that the feed may hold events
 * back while it fetches the lists, and it has a deadline of its own, because TCP does not notice a peer that
 * has merely stopped.
 *
 *   connect → [message]* → frames → zb_feed_socket_receive ()
 *                └ silence beyond 2.5 heartbeats, an error or a close → receive () rejects, for ever
 */
#include "zb-feed-socket.h"

#include "zb-priority.h"

#include <gio/gio.h>

struct _ZbFeedSocket
{
  GObject parent_instance;

  SoupWebsocketConnection *connection;
  GQueue frames;
  gsize held;
  DexPromise *waiting;
  GError *failure;
  gint64 last_heard;
  gint64 deadline;
  guint watchdog;
};

G_DEFINE_FINAL_TYPE (ZbFeedSocket, zb_feed_socket, G_TYPE_OBJECT)

static void
stop_watchdog (ZbFeedSocket *self)
{
  g_clear_handle_id (&self->watchdog, g_source_remove);
}

static void
fail (ZbFeedSocket *self, GError *error)
{
  if (self->failure != NULL)
    {
      g_error_free (error);
      return;
    }

  self->failure = error;
  stop_watchdog (self);

  if (self->waiting != NULL)
    {
      g_autoptr (DexPromise) waiting = g_steal_pointer (&self->waiting);
      dex_promise_reject (waiting, g_error_copy (error));
    }
}

static void
hand_over (ZbFeedSocket *self, GBytes *frame)
{
  if (self->waiting != NULL)
    {
      g_autoptr (DexPromise) waiting = g_steal_pointer (&self->waiting);
      dex_promise_resolve_boxed (waiting, G_TYPE_BYTES, g_bytes_ref (frame));
      return;
    }

  self->held += g_bytes_get_size (frame);
  g_queue_push_tail (&self->frames, g_bytes_ref (frame));
  if (self->held > ZB_FEED_HELD_LIMIT)
    {
      fail (self, g_error_new (G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                               "more than %d MiB of the feed wait to be read", ZB_FEED_HELD_LIMIT >> 20));
      soup_websocket_connection_close (self->connection, SOUP_WEBSOCKET_CLOSE_POLICY_VIOLATION,
                                       "too far behind");
    }
}

static void
on_message (ZbFeedSocket *self, SoupWebsocketDataType type, GBytes *frame)
{
  self->last_heard = g_get_monotonic_time ();
  if (self->failure == NULL)
    hand_over (self, frame);
}

static void
on_error (ZbFeedSocket *self, GError *error)
{
  fail (self, g_error_copy (error));
}

static void
on_closed (ZbFeedSocket *self)
{
  fail (self, g_error_new (G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED, "the platform closed the feed (%u)",
                           soup_websocket_connection_get_close_code (self->connection)));
}

static void
zb_feed_socket_dispose (GObject *object)
{
  ZbFeedSocket *self = ZB_FEED_SOCKET (object);

  stop_watchdog (self);
  if (self->connection != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->connection, self);
      if (soup_websocket_connection_get_state (self->connection) == SOUP_WEBSOCKET_STATE_OPEN)
        soup_websocket_connection_close (self->connection, SOUP_WEBSOCKET_CLOSE_GOING_AWAY, NULL);
    }
  g_clear_object (&self->connection);
  g_queue_clear_full (&self->frames, (GDestroyNotify)g_bytes_unref);
  g_clear_error (&self->failure);
  dex_clear (&self->waiting);

  G_OBJECT_CLASS (zb_feed_socket_parent_class)->dispose (object);
}

static void
zb_feed_socket_class_init (ZbFeedSocketClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = zb_feed_socket_dispose;
}

static void
zb_feed_socket_init (ZbFeedSocket *self)
{
  g_queue_init (&self->frames);
  self->last_heard = g_get_monotonic_time ();
}

static ZbFeedSocket *
wrap (SoupWebsocketConnection *connection)
{
  ZbFeedSocket *self = g_object_new (ZB_TYPE_FEED_SOCKET, NULL);

  self->connection = g_object_ref (connection);
  soup_websocket_connection_set_max_incoming_payload_size (connection, ZB_FEED_PAYLOAD_LIMIT);
  g_signal_connect_object (connection, "message", G_CALLBACK (on_message), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (connection, "error", G_CALLBACK (on_error), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (connection, "closed", G_CALLBACK (on_closed), self, G_CONNECT_SWAPPED);

  return self;
}

/* The handlers are connected here and not in the fiber that waits: it runs one turn of the main loop later,
 * and the first frames may have been emitted by then. */
static void
on_connected (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DexPromise) promise = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SoupWebsocketConnection) connection =
      soup_session_websocket_connect_finish (SOUP_SESSION (source), result, &error);

  if (connection == NULL)
    dex_promise_reject (promise, g_steal_pointer (&error));
  else
    dex_promise_resolve_object (promise, wrap (connection));
}

/**
 * zb_feed_socket_connect:
 * @session: the session to connect with
 * @message: a `GET` of the feed, with its `Authorization`
 *
 * Opens the WebSocket. Discarding the future gives up the attempt.
 *
 * Returns: (transfer full): a future of a `ZbFeedSocket`; it rejects with a #GIOErrorEnum or
 * #SoupWebsocketError
 */
DexFuture *
zb_feed_socket_connect (SoupSession *session, SoupMessage *message)
{
  char *protocols[] = { (char *)ZB_FEED_PROTOCOL, NULL };
  DexPromise *promise = dex_promise_new_cancellable ();

  soup_session_websocket_connect_async (session, message, NULL, protocols, G_PRIORITY_DEFAULT,
                                        dex_promise_get_cancellable (promise), on_connected,
                                        dex_ref (promise));

  return DEX_FUTURE (promise);
}

/**
 * zb_feed_socket_receive:
 * @self: a socket
 *
 * Waits for the next frame. One caller at a time.
 *
 * Returns: (transfer full): a future of a #GBytes; it rejects when the feed is lost, after all that was
 *   received before has been handed over
 */
DexFuture *
zb_feed_socket_receive (ZbFeedSocket *self)
{
  g_return_val_if_fail (ZB_IS_FEED_SOCKET (self), NULL);

  GBytes *frame = g_queue_pop_head (&self->frames);
  if (frame != NULL)
    {
      self->held -= g_bytes_get_size (frame);
      return dex_future_new_take_boxed (G_TYPE_BYTES, frame);
    }
  if (self->failure != NULL)
    return dex_future_new_for_error (g_error_copy (self->failure));

  dex_clear (&self->waiting);
  self->waiting = dex_promise_new ();
  return DEX_FUTURE (dex_ref (self->waiting));
}

/**
 * zb_feed_socket_receive_more:
 * @self: a socket
 *
 * As zb_feed_socket_receive(), of what is here already.
 *
 * Returns: (transfer full) (nullable): the next frame, %NULL where it has not come yet
 */
GBytes *
zb_feed_socket_receive_more (ZbFeedSocket *self)
{
  GBytes *frame = g_queue_pop_head (&self->frames);

  if (frame != NULL)
    self->held -= g_bytes_get_size (frame);
  return frame;
}

static gboolean
check_silence (gpointer data)
{
  ZbFeedSocket *self = data;
  gint64 silence = g_get_monotonic_time () - self->last_heard;

  if (silence < self->deadline)
    return G_SOURCE_CONTINUE;

  self->watchdog = 0;
  fail (self, g_error_new (G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "the platform has been silent for %.1f s",
                           silence / 1e6));
  return G_SOURCE_REMOVE;
}

/**
 * zb_feed_socket_set_heartbeat:
 * @self: a socket
 * @milliseconds: how often the platform says that it is alive; 0 to stop watching
 *
 * Takes the feed for lost after a silence of 2.5 heartbeats, and pings as often as the platform does. An
 * answer to a ping is no sign of life: a library gives it for a platform that tells nothing any more. The
 * watch has a low priority: after the console itself was held up, what has arrived meanwhile is read first.
 */
void
zb_feed_socket_set_heartbeat (ZbFeedSocket *self, guint milliseconds)
{
  g_return_if_fail (ZB_IS_FEED_SOCKET (self));

  stop_watchdog (self);
  if (milliseconds == 0 || self->failure != NULL)
    return;

  self->deadline = (gint64)milliseconds * 2500;
  self->last_heard = g_get_monotonic_time ();
  self->watchdog =
      g_timeout_add_full (ZB_PRIORITY_WITH_FRAMES, MAX (milliseconds / 10, 20), check_silence, self, NULL);
  soup_websocket_connection_set_keepalive_interval (self->connection, MAX (milliseconds / 1000, 1));
}

/**
 * zb_feed_socket_send:
 * @self: a socket
 * @text: a frame
 *
 * Says something to the platform; nothing where the feed is lost.
 */
void
zb_feed_socket_send (ZbFeedSocket *self, const char *text)
{
  g_return_if_fail (ZB_IS_FEED_SOCKET (self));

  if (self->failure == NULL &&
      soup_websocket_connection_get_state (self->connection) == SOUP_WEBSOCKET_STATE_OPEN)
    soup_websocket_connection_send_text (self->connection, text);
}

/**
 * zb_feed_socket_close:
 * @self: a socket
 *
 * Says goodbye; who waits is told.
 */
void
zb_feed_socket_close (ZbFeedSocket *self)
{
  g_return_if_fail (ZB_IS_FEED_SOCKET (self));

  if (soup_websocket_connection_get_state (self->connection) == SOUP_WEBSOCKET_STATE_OPEN)
    soup_websocket_connection_close (self->connection, SOUP_WEBSOCKET_CLOSE_GOING_AWAY, NULL);
  fail (self, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CLOSED, "the feed was closed here"));
}
