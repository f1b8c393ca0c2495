/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The feed's line as futures: what a fiber on the main loop waits for. */
#include "zb-feed-socket.h"

#include "zb-feed-line.h"

struct _ZbFeedSocket
{
  GObject parent_instance;

  ZbFeedLine *line;
  DexPromise *opening; /* while it is there this holds itself */
  DexPromise *waiting;
  gboolean is_closed;
};

G_DEFINE_FINAL_TYPE (ZbFeedSocket, zb_feed_socket, G_TYPE_OBJECT)

static void
zb_feed_socket_dispose (GObject *object)
{
  ZbFeedSocket *self = ZB_FEED_SOCKET (object);

  g_clear_pointer (&self->line, zb_feed_line_close);
  dex_clear (&self->opening);
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
}

static GError *
copy_failure (ZbFeedSocket *self)
{
  if (self->is_closed)
    return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CLOSED, "the feed was closed here");
  return zb_feed_line_get_failure (self->line) ? g_error_copy (zb_feed_line_get_failure (self->line)) : NULL;
}

/* The promise holds the socket from then on, until somebody takes it from there. */
static void
look_at_opening (ZbFeedSocket *self)
{
  g_autoptr (DexPromise) opening = NULL;

  if (zb_feed_line_is_open (self->line))
    {
      opening = g_steal_pointer (&self->opening);
      dex_promise_resolve_object (opening, self);
    }
  else if (zb_feed_line_get_failure (self->line))
    {
      opening = g_steal_pointer (&self->opening);
      dex_promise_reject (opening, copy_failure (self));
      g_object_unref (self);
    }
}

static void
look_at_waiting (ZbFeedSocket *self)
{
  g_autoptr (DexPromise) waiting = NULL;
  const gboolean has_frame = !self->is_closed && zb_feed_line_has_frame (self->line);
  GError *failure = has_frame ? NULL : copy_failure (self);

  if (!has_frame && !failure)
    return;
  waiting = g_steal_pointer (&self->waiting);
  if (failure)
    dex_promise_reject (waiting, failure);
  else
    dex_promise_resolve_boolean (waiting, TRUE);
}

static void
on_told (gpointer data)
{
  g_autoptr (ZbFeedSocket) self = g_object_ref (ZB_FEED_SOCKET (data));

  if (self->opening)
    look_at_opening (self);
  if (self->waiting && self->line)
    look_at_waiting (self);
}

/**
 * zb_feed_socket_connect:
 * @message: a `GET` of the feed, with its `Authorization`
 *
 * Opens the WebSocket. Discarding the future gives up the attempt.
 *
 * Returns: (transfer full): a future of a `ZbFeedSocket`; it rejects with a #GIOErrorEnum or
 * #SoupWebsocketError
 */
DexFuture *
zb_feed_socket_connect (SoupMessage *message)
{
  ZbFeedSocket *self = g_object_new (ZB_TYPE_FEED_SOCKET, NULL);
  DexPromise *promise = dex_promise_new_cancellable ();

  self->opening = dex_ref (promise);
  self->line = zb_feed_line_open (message, dex_promise_get_cancellable (promise), on_told, self);
  return DEX_FUTURE (promise);
}

/**
 * zb_feed_socket_receive:
 * @self: a socket
 *
 * Waits until there is something to take. One caller at a time.
 *
 * Returns: (transfer full): a future of %TRUE; it rejects when the feed is lost, after all that was received
 *   before has been taken, and with a #ZbJsonError where a frame is no frame
 */
DexFuture *
zb_feed_socket_receive (ZbFeedSocket *self)
{
  g_autoptr (DexPromise) promise = dex_promise_new ();

  g_return_val_if_fail (ZB_IS_FEED_SOCKET (self), NULL);

  dex_clear (&self->waiting);
  self->waiting = dex_ref (promise);
  look_at_waiting (self);
  return DEX_FUTURE (g_steal_pointer (&promise));
}

/**
 * zb_feed_socket_take:
 * @self: a socket
 *
 * Returns: (transfer full) (nullable): the next frame; %NULL where it has not come yet
 */
ZbFeedFrame *
zb_feed_socket_take (ZbFeedSocket *self)
{
  g_return_val_if_fail (ZB_IS_FEED_SOCKET (self), NULL);

  return self->is_closed ? NULL : zb_feed_line_take (self->line);
}

/**
 * zb_feed_socket_set_heartbeat:
 * @self: a socket
 * @milliseconds: how often the platform says that it is alive; 0 to stop watching
 *
 * As zb_feed_line_watch().
 */
void
zb_feed_socket_set_heartbeat (ZbFeedSocket *self, guint milliseconds)
{
  g_return_if_fail (ZB_IS_FEED_SOCKET (self));

  if (!self->is_closed)
    zb_feed_line_watch (self->line, milliseconds);
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

  if (!self->is_closed)
    zb_feed_line_send (self->line, text);
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

  if (self->is_closed)
    return;
  self->is_closed = TRUE;
  if (self->waiting)
    look_at_waiting (self);
  g_clear_pointer (&self->line, zb_feed_line_close);
}
