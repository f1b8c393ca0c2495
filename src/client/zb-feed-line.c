/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One WebSocket to the platform, on a thread of its own: it is read, its frames are parsed and its peer is
 * watched whatever the main loop does, and the main loop has the time for what only it can do.
 *
 *   thread: connect → [message]* → bytes → parse ─┐ frames, at most so many events of them
 *             └ silence beyond 2.5 heartbeats, an error or a close ─┤ failure, after the last frame
 *   owner:                               tell () ◀──┘ … zb_feed_line_take ()
 *
 * What crosses between the two stands in the second half of the structure and is guarded by the lock. What
 * the owner wants of the thread is posted to the context that the thread turns.
 */
#include "zb-feed-line.h"

#include "zb-rest.h"
#include "zb-spare-events.h"

/* What is parsed is several times as large as its bytes: so many events wait to be taken at the most, and
 * one frame more. What else comes waits as bytes. */
#define MOST_READY 8192

/* How long a goodbye may take. */
#define PARTING 1000

/* The watch comes after what has arrived: a thread that was held up itself reads first. */
#define WATCH_PRIORITY G_PRIORITY_LOW

struct _ZbFeedLine
{
  gatomicrefcount refs;

  /* Of the thread alone. */
  GMainContext *context;
  SoupMessage *message;
  GCancellable *cancellable;
  SoupWebsocketConnection *connection;
  GQueue bytes;
  gsize held;
  GError *loss; /* to be told once all bytes are read */
  gint64 last_heard, deadline;
  GSource *watchdog, *patience;
  gboolean is_parting, is_over;

  /* Of the owner alone. */
  ZbFeedLineTell tell;
  gpointer data;

  GMutex lock;
  GMainContext *owner;
  GQueue frames;
  guint n_ready;
  gboolean is_open, is_told, is_full, is_ended;
  GError *failure;
};

static ZbFeedLine *
line_ref (ZbFeedLine *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

static void
line_unref (gpointer data)
{
  ZbFeedLine *self = data;

  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_queue_clear_full (&self->frames, (GDestroyNotify)zb_feed_frame_free);
  g_clear_error (&self->failure);
  g_main_context_unref (self->owner);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/* --- from the one to the other ------------------------------------------------------------------- */

static void
attach (GMainContext *context, GSourceFunc func, gpointer data, GDestroyNotify destroy)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, func, data, destroy);
  g_source_attach (source, context);
}

static gboolean
on_told (gpointer data)
{
  ZbFeedLine *self = data;

  g_mutex_lock (&self->lock);
  self->is_told = FALSE;
  g_mutex_unlock (&self->lock);
  if (self->tell)
    self->tell (self->data);
  return G_SOURCE_REMOVE;
}

/* With the lock held. */
static void
tell_owner (ZbFeedLine *self)
{
  if (self->is_told)
    return;
  self->is_told = TRUE;
  attach (self->owner, on_told, line_ref (self), line_unref);
}

/* A thread that has ended would never come to it, and the line would stay for ever with what it was to do. */
static void
post (ZbFeedLine *self, GSourceFunc func, gpointer data, GDestroyNotify destroy)
{
  gboolean is_ended;

  g_mutex_lock (&self->lock);
  is_ended = self->is_ended;
  if (!is_ended)
    attach (self->context, func, data, destroy);
  g_mutex_unlock (&self->lock);
  if (is_ended)
    destroy (data);
}

/* --- on the thread: what arrives ----------------------------------------------------------------- */

static void
stop_source (GSource **source)
{
  if (*source)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
publish_failure (ZbFeedLine *self, GError *error)
{
  g_mutex_lock (&self->lock);
  if (self->failure)
    g_error_free (error);
  else
    self->failure = error;
  tell_owner (self);
  g_mutex_unlock (&self->lock);
}

static void
drop_bytes (ZbFeedLine *self)
{
  g_queue_clear_full (&self->bytes, (GDestroyNotify)g_bytes_unref);
  self->held = 0;
}

static gboolean
has_room (ZbFeedLine *self)
{
  g_mutex_lock (&self->lock);
  self->is_full = self->n_ready >= MOST_READY;
  g_mutex_unlock (&self->lock);
  return !self->is_full;
}

/* One without events takes room as well. */
static guint
size_of (const ZbFeedFrame *frame)
{
  return MAX (1, frame->events->len);
}

static void
hand_over (ZbFeedLine *self, ZbFeedFrame *frame)
{
  g_mutex_lock (&self->lock);
  g_queue_push_tail (&self->frames, frame);
  self->n_ready += size_of (frame);
  tell_owner (self);
  g_mutex_unlock (&self->lock);
}

static void
lose (ZbFeedLine *self, GError *error)
{
  if (self->loss)
    g_error_free (error);
  else
    self->loss = error;
  stop_source (&self->watchdog);
}

/* What comes after a frame that cannot be read is not looked at. */
static void
read_next (ZbFeedLine *self)
{
  g_autoptr (GBytes) bytes = g_queue_pop_head (&self->bytes);
  GError *error = NULL;
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  ZbFeedFrame *frame = zb_feed_frame_parse (text, length, &error);

  self->held -= length;
  if (frame)
    {
      hand_over (self, frame);
      return;
    }
  drop_bytes (self);
  g_clear_error (&self->loss);
  lose (self, error);
}

static void
read_bytes (ZbFeedLine *self)
{
  while (self->bytes.length > 0 && has_room (self))
    read_next (self);
  if (self->bytes.length == 0 && self->loss)
    publish_failure (self, g_error_copy (self->loss));
}

static gboolean
on_room (gpointer data)
{
  read_bytes (data);
  return G_SOURCE_REMOVE;
}

static void
give_up (ZbFeedLine *self)
{
  lose (self, g_error_new (G_IO_ERROR, G_IO_ERROR_NO_SPACE, "more than %d MiB of the feed wait to be read",
                           ZB_FEED_HELD_LIMIT >> 20));
  soup_websocket_connection_close (self->connection, SOUP_WEBSOCKET_CLOSE_POLICY_VIOLATION, "too far behind");
}

static void
on_message (SoupWebsocketConnection *connection, SoupWebsocketDataType type, GBytes *bytes, ZbFeedLine *self)
{
  self->last_heard = g_get_monotonic_time ();
  if (self->loss || self->is_parting)
    return;
  g_queue_push_tail (&self->bytes, g_bytes_ref (bytes));
  self->held += g_bytes_get_size (bytes);
  read_bytes (self);
  if (self->held > ZB_FEED_HELD_LIMIT)
    give_up (self);
}

static void
on_error (SoupWebsocketConnection *connection, GError *error, ZbFeedLine *self)
{
  lose (self, g_error_copy (error));
  read_bytes (self);
}

static void
on_closed (SoupWebsocketConnection *connection, ZbFeedLine *self)
{
  lose (self, g_error_new (G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED, "the platform closed the feed (%u)",
                           soup_websocket_connection_get_close_code (connection)));
  read_bytes (self);
  if (self->is_parting)
    self->is_over = TRUE;
}

static gboolean
check_silence (gpointer data)
{
  ZbFeedLine *self = data;
  const gint64 silence = g_get_monotonic_time () - self->last_heard;

  if (silence < self->deadline)
    return G_SOURCE_CONTINUE;
  lose (self, g_error_new (G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "the platform has been silent for %.1f s",
                           (double)silence / G_TIME_SPAN_SECOND));
  read_bytes (self);
  return G_SOURCE_REMOVE;
}

/* --- on the thread: from the beginning to the end -------------------------------------------------- */

static gboolean
on_parted (gpointer data)
{
  ((ZbFeedLine *)data)->is_over = TRUE;
  return G_SOURCE_REMOVE;
}

static void
part (ZbFeedLine *self)
{
  drop_bytes (self);
  if (soup_websocket_connection_get_state (self->connection) == SOUP_WEBSOCKET_STATE_CLOSED)
    {
      self->is_over = TRUE;
      return;
    }
  if (soup_websocket_connection_get_state (self->connection) == SOUP_WEBSOCKET_STATE_OPEN)
    soup_websocket_connection_close (self->connection, SOUP_WEBSOCKET_CLOSE_GOING_AWAY, NULL);
  self->patience = g_timeout_source_new (PARTING);
  g_source_set_callback (self->patience, on_parted, self, NULL);
  g_source_attach (self->patience, self->context);
}

static void
begin (ZbFeedLine *self)
{
  soup_websocket_connection_set_max_incoming_payload_size (self->connection, ZB_FEED_PAYLOAD_LIMIT);
  g_signal_connect (self->connection, "message", G_CALLBACK (on_message), self);
  g_signal_connect (self->connection, "error", G_CALLBACK (on_error), self);
  g_signal_connect (self->connection, "closed", G_CALLBACK (on_closed), self);
  g_mutex_lock (&self->lock);
  self->is_open = TRUE;
  tell_owner (self);
  g_mutex_unlock (&self->lock);
}

/* While it is not known how connecting ended the session is not let go. */
static void
on_connected (GObject *session, GAsyncResult *result, gpointer data)
{
  ZbFeedLine *self = data;
  GError *error = NULL;

  self->connection = soup_session_websocket_connect_finish (SOUP_SESSION (session), result, &error);
  if (self->connection == NULL)
    {
      publish_failure (self, error);
      self->is_over = TRUE;
      return;
    }
  begin (self);
  if (self->is_parting)
    part (self);
}

static void
let_go (ZbFeedLine *self)
{
  stop_source (&self->watchdog);
  stop_source (&self->patience);
  drop_bytes (self);
  if (self->connection)
    g_signal_handlers_disconnect_by_data (self->connection, self);
  g_clear_object (&self->connection);
  g_clear_object (&self->message);
  g_clear_object (&self->cancellable);
  g_clear_error (&self->loss);
}

static void
turn_until_over (ZbFeedLine *self)
{
  char *protocols[] = { (char *)ZB_FEED_PROTOCOL, NULL };
  g_autoptr (SoupSession) session = zb_rest_create_feed_session ();

  soup_session_websocket_connect_async (session, self->message, NULL, protocols, G_PRIORITY_DEFAULT,
                                        self->cancellable, on_connected, self);
  while (!self->is_over)
    g_main_context_iteration (self->context, TRUE);
  let_go (self);
  zb_spare_events_drop ();
  soup_session_abort (session);
}

static gpointer
run (gpointer data)
{
  ZbFeedLine *self = data;

  g_main_context_push_thread_default (self->context);
  turn_until_over (self);
  g_mutex_lock (&self->lock);
  self->is_ended = TRUE;
  g_mutex_unlock (&self->lock);
  /* What libsoup still wants to do about what it let go, and what was posted too late. */
  while (g_main_context_iteration (self->context, FALSE))
    ;
  g_main_context_pop_thread_default (self->context);
  line_unref (self);
  return NULL;
}

/* --- the owner's side -------------------------------------------------------------------------------- */

/**
 * zb_feed_line_open:
 * @message: (transfer none): a `GET` of the feed with its `Authorization`, not used by anybody else until
 *   @tell has been called
 * @cancellable: gives up while connecting
 * @tell: called in the thread-default context of the caller when there is something new
 * @data: for @tell
 *
 * Begins to connect.
 *
 * Returns: (transfer full): a line, to be ended with zb_feed_line_close()
 */
ZbFeedLine *
zb_feed_line_open (SoupMessage *message, GCancellable *cancellable, ZbFeedLineTell tell, gpointer data)
{
  ZbFeedLine *self = g_new0 (ZbFeedLine, 1);

  g_atomic_ref_count_init (&self->refs);
  g_mutex_init (&self->lock);
  self->context = g_main_context_new ();
  self->owner = g_main_context_ref_thread_default ();
  self->message = g_object_ref (message);
  self->cancellable = g_object_ref (cancellable);
  self->tell = tell;
  self->data = data;
  g_thread_unref (g_thread_new ("feed", run, line_ref (self)));
  return self;
}

static gboolean
on_close (gpointer data)
{
  ZbFeedLine *self = data;

  self->is_parting = TRUE;
  if (self->connection)
    part (self);
  else if (self->cancellable)
    g_cancellable_cancel (self->cancellable);
  return G_SOURCE_REMOVE;
}

/**
 * zb_feed_line_close:
 * @self: (transfer full): a line
 *
 * Says goodbye, without waiting for it. Nothing is told any more.
 */
void
zb_feed_line_close (ZbFeedLine *self)
{
  self->tell = NULL;
  post (self, on_close, line_ref (self), line_unref);
  line_unref (self);
}

/**
 * zb_feed_line_is_open:
 * @self: a line
 *
 * Returns: whether it was connected, be it lost since or not
 */
gboolean
zb_feed_line_is_open (ZbFeedLine *self)
{
  gboolean is_open;

  g_mutex_lock (&self->lock);
  is_open = self->is_open;
  g_mutex_unlock (&self->lock);
  return is_open;
}

/**
 * zb_feed_line_get_failure:
 * @self: a line
 *
 * Returns: (transfer none) (nullable): why nothing comes after what can be taken still: a #GIOErrorEnum,
 *   #SoupWebsocketError or #ZbJsonError
 */
const GError *
zb_feed_line_get_failure (ZbFeedLine *self)
{
  const GError *failure;

  g_mutex_lock (&self->lock);
  failure = self->failure;
  g_mutex_unlock (&self->lock);
  return failure;
}

/**
 * zb_feed_line_has_frame:
 * @self: a line
 *
 * Returns: whether there is something to take
 */
gboolean
zb_feed_line_has_frame (ZbFeedLine *self)
{
  gboolean has_frame;

  g_mutex_lock (&self->lock);
  has_frame = self->frames.length > 0;
  g_mutex_unlock (&self->lock);
  return has_frame;
}

/**
 * zb_feed_line_take:
 * @self: a line
 *
 * Returns: (transfer full) (nullable): the next frame; %NULL where none has come yet
 */
ZbFeedFrame *
zb_feed_line_take (ZbFeedLine *self)
{
  ZbFeedFrame *frame;
  gboolean makes_room = FALSE;

  g_mutex_lock (&self->lock);
  frame = g_queue_pop_head (&self->frames);
  if (frame)
    self->n_ready -= size_of (frame);
  if (self->is_full && self->n_ready < MOST_READY / 2)
    {
      makes_room = TRUE;
      self->is_full = FALSE;
    }
  g_mutex_unlock (&self->lock);
  if (makes_room)
    post (self, on_room, line_ref (self), line_unref);
  return frame;
}

/* What the thread is asked for, with what it takes. */
typedef struct
{
  ZbFeedLine *line;
  guint milliseconds;
  char *text;
} Wish;

static void
wish_free (gpointer data)
{
  Wish *wish = data;

  line_unref (wish->line);
  g_free (wish->text);
  g_free (wish);
}

static void
wish_for (ZbFeedLine *self, GSourceFunc func, guint milliseconds, const char *text)
{
  Wish *wish = g_new (Wish, 1);

  wish->line = line_ref (self);
  wish->milliseconds = milliseconds;
  wish->text = g_strdup (text);
  post (self, func, wish, wish_free);
}

static gboolean
on_watch (gpointer data)
{
  const Wish *wish = data;
  ZbFeedLine *self = wish->line;

  stop_source (&self->watchdog);
  if (wish->milliseconds == 0 || self->loss || self->connection == NULL)
    return G_SOURCE_REMOVE;
  self->deadline = (gint64)wish->milliseconds * 2500;
  self->last_heard = g_get_monotonic_time ();
  self->watchdog = g_timeout_source_new (MAX (wish->milliseconds / 10, 20));
  g_source_set_priority (self->watchdog, WATCH_PRIORITY);
  g_source_set_callback (self->watchdog, check_silence, self, NULL);
  g_source_attach (self->watchdog, self->context);
  soup_websocket_connection_set_keepalive_interval (self->connection, MAX (wish->milliseconds / 1000, 1));
  return G_SOURCE_REMOVE;
}

/**
 * zb_feed_line_watch:
 * @self: a line that is open
 * @milliseconds: how often the platform says that it is alive; 0 to stop watching
 *
 * Takes the line for lost after a silence of 2.5 heartbeats, because TCP does not notice a peer that has
 * merely stopped, and pings as often as the platform does. An answer to a ping is no sign of life: a library
 * gives it for a platform that tells nothing any more.
 */
void
zb_feed_line_watch (ZbFeedLine *self, guint milliseconds)
{
  wish_for (self, on_watch, milliseconds, NULL);
}

static gboolean
on_send (gpointer data)
{
  const Wish *wish = data;
  SoupWebsocketConnection *connection = wish->line->connection;

  if (connection && soup_websocket_connection_get_state (connection) == SOUP_WEBSOCKET_STATE_OPEN)
    soup_websocket_connection_send_text (connection, wish->text);
  return G_SOURCE_REMOVE;
}

/**
 * zb_feed_line_send:
 * @self: a line that is open
 * @text: a frame
 *
 * Says something to the platform; nothing where the line is lost.
 */
void
zb_feed_line_send (ZbFeedLine *self, const char *text)
{
  wish_for (self, on_send, 0, text);
}
