/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The feed of events, kept open for as long as somebody is signed in.
 *
 *   connect ─▶ hello ─┬─ same log: resume after `through`, catch up ──────┐
 *      ▲              └─ another: hold events back, fetch lists, sweep ────┴─▶ live: frames ─▶ inbox ─▶ world
 *      │                                                                         │
 *      └────────── back off (at once the first time) ◀── silence, close, garbage ┘
 *
 * What is lost on the way is caught up: the platform repeats all after `through`, and versions make repeats
 * harmless. Where the same place fails twice, the lists are fetched instead. It is live once the world knows
 * all that had happened when the platform said hello: before that what is shown is of before the outage, and
 * nobody is to decide by it, neither an officer nor the outbox.
 */
#include "zb-feed-private.h"

#include "zb-fiber.h"
#include "zb-json.h"
#include "zb-lists.h"
#include "zb-now.h"

#define FIRST_WAIT 500
#define LONGEST_WAIT 15000
#define HELLO_TIMEOUT 10000
#define CONNECT_TIMEOUT 10000
#define TIMES_STUCK 2
#define NOTIFY_EVERY G_TIME_SPAN_SECOND

/* So many events may wait to be applied before no more frames are taken: what else comes waits at the line,
 * which holds no more than it may. */
#define MOST_UNAPPLIED 20000
#define LOOK_AGAIN_AFTER 4

/* A platform whose heartbeats name no place is believed after so many that nothing else is to come. */
#define MOST_BEATS_BEHIND 3

/* A line that broke sooner and brought nothing was not worth forgetting the failures before it. */
#define STEADY_AFTER (5 * G_TIME_SPAN_SECOND)

typedef enum
{
  PROP_STATE = 1,
  PROP_AS_OF,
  PROP_TROUBLE,
} Property;

static GParamSpec *properties[PROP_TROUBLE + 1];

enum
{
  SIGNAL_RENEWED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZbFeed, zb_feed, G_TYPE_OBJECT)

static void
zb_feed_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ZbFeed *self = ZB_FEED (object);

  switch ((Property)id)
    {
    case PROP_STATE:
      g_value_set_int (value, self->state);
      break;
    case PROP_AS_OF:
      g_value_set_int64 (value, self->as_of);
      break;
    case PROP_TROUBLE:
      g_value_set_string (value, self->trouble);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_feed_dispose (GObject *object)
{
  ZbFeed *self = ZB_FEED (object);

  zb_feed_stop (self);
  dex_clear (&self->stop);
  dex_clear (&self->retry);
  zb_feed_forget_gaps (self);
  g_clear_object (&self->session);
  g_clear_object (&self->inbox);
  g_clear_pointer (&self->cases, g_strfreev);
  g_clear_pointer (&self->log_id, g_free);
  g_clear_pointer (&self->trouble, g_free);

  G_OBJECT_CLASS (zb_feed_parent_class)->dispose (object);
}

static void
zb_feed_class_init (ZbFeedClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = zb_feed_get_property;
  object_class->dispose = zb_feed_dispose;
  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, ZB_FEED_STOPPED, ZB_FEED_LOST, 0, flags);
  properties[PROP_AS_OF] = g_param_spec_int64 ("as-of", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_TROUBLE] = g_param_spec_string ("trouble", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * ZbFeed::renewed:
   *
   * The lists were fetched, and what they did not name is gone: what anybody kept of the world before is
   * void.
   */
  signals[SIGNAL_RENEWED] = g_signal_new ("renewed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
zb_feed_init (ZbFeed *self)
{
  self->through = -1;
  self->behind = -1;
  self->stop = dex_cancellable_new ();
  self->backoff = (ZbBackoff){ .first = FIRST_WAIT, .most = LONGEST_WAIT };
}

/**
 * zb_feed_new:
 * @session: who asks
 * @inbox: where events go
 *
 * Returns: (transfer full): a feed that is not open
 */
ZbFeed *
zb_feed_new (ZbSession *session, ZbInbox *inbox)
{
  ZbFeed *self = g_object_new (ZB_TYPE_FEED, NULL);

  self->session = g_object_ref (session);
  self->inbox = g_object_ref (inbox);
  return self;
}

/**
 * zb_feed_get_state:
 * @self: a feed
 *
 * Returns: how it stands
 */
ZbFeedState
zb_feed_get_state (ZbFeed *self)
{
  return self->state;
}

/**
 * zb_feed_get_as_of:
 * @self: a feed
 *
 * Returns: when the platform was last heard, µs UTC by its own clock; 0 where it never was
 */
gint64
zb_feed_get_as_of (ZbFeed *self)
{
  return self->as_of;
}

/**
 * zb_feed_get_log_id:
 * @self: a feed
 *
 * Returns: (nullable): the log that zb_feed_get_through() counts in
 */
const char *
zb_feed_get_log_id (ZbFeed *self)
{
  return self->log_id;
}

/**
 * zb_feed_has_all_lists:
 * @self: a feed
 *
 * Returns: whether all lists of the platform are in the world: it may have failed at some that a watch can go
 *   on without. They are asked for again, and #ZbFeed::renewed tells when they are there
 */
gboolean
zb_feed_has_all_lists (ZbFeed *self)
{
  return self->missing == 0;
}

/**
 * zb_feed_get_through:
 * @self: a feed
 *
 * Returns: the event after which it would resume; -1 where it would begin anew
 */
gint64
zb_feed_get_through (ZbFeed *self)
{
  return self->through;
}

/**
 * zb_feed_get_trouble:
 * @self: a feed
 *
 * Returns: (nullable): why the line is down, for a log
 */
const char *
zb_feed_get_trouble (ZbFeed *self)
{
  return self->trouble;
}

static void
set_state (ZbFeed *self, ZbFeedState state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
set_trouble (ZbFeed *self, const char *trouble)
{
  if (g_set_str (&self->trouble, trouble))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TROUBLE]);
}

static void
note_heard (ZbFeed *self, gint64 server_time)
{
  if (server_time > 0)
    {
      self->clock_offset = server_time - g_get_real_time ();
      zb_now_set_offset (self->clock_offset);
    }
  /* What is shown is not of now as long as more is to come. */
  if (self->behind >= 0)
    return;
  self->as_of = g_get_real_time () + self->clock_offset;
  if (ABS (self->as_of - self->as_of_told) < NOTIFY_EVERY)
    return;
  self->as_of_told = self->as_of;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AS_OF]);
}

/**
 * zb_feed_set_position:
 * @self: a feed that is not open
 * @log_id: (nullable): a log
 * @through: the event after which to resume, -1 to begin anew
 * @as_of: when that was heard, µs UTC
 *
 * Where the world stands already, from the cache.
 */
void
zb_feed_set_position (ZbFeed *self, const char *log_id, gint64 through, gint64 as_of)
{
  g_set_str (&self->log_id, log_id);
  self->through = log_id != NULL ? through : -1;
  self->as_of = log_id != NULL ? as_of : 0;
}

/**
 * zb_feed_is_running:
 * @self: a feed
 *
 * Returns: whether it was started, and is not stopped
 */
gboolean
zb_feed_is_running (ZbFeed *self)
{
  return dex_future_is_pending (DEX_FUTURE (self->stop));
}

/* --- one connection ------------------------------------------------------------------------- */

static DexFuture *
or_stop (ZbFeed *self, DexFuture *future, guint milliseconds)
{
  if (milliseconds > 0)
    return dex_future_first (future, dex_timeout_new_msec ((int)milliseconds), dex_ref (self->stop), NULL);
  return dex_future_first (future, dex_ref (self->stop), NULL);
}

static ZbFeedSocket *
try_connection (ZbFeed *self, guint *status, GError **error)
{
  ZbRest *rest = zb_session_get_rest (self->session);
  g_autoptr (SoupMessage) message = zb_rest_create_feed_message (rest, self->through, self->log_id);
  DexFuture *connected = zb_feed_socket_connect (message);
  ZbFeedSocket *socket = dex_await_object (or_stop (self, connected, CONNECT_TIMEOUT), error);

  *status = soup_message_get_status (message);
  return socket;
}

static ZbFeedSocket *
await_connection (ZbFeed *self, GError **error)
{
  g_autoptr (GError) refused = NULL;
  guint status;
  ZbFeedSocket *socket = try_connection (self, &status, &refused);

  /* A token that has run out is no reason to wait. */
  if (socket == NULL && status == SOUP_STATUS_UNAUTHORIZED &&
      dex_await (zb_session_refresh (self->session), NULL))
    {
      g_clear_error (&refused);
      socket = try_connection (self, &status, &refused);
    }
  if (refused != NULL)
    g_propagate_error (error, g_steal_pointer (&refused));
  return socket;
}

static ZbFeedFrame *
await_frame (ZbFeed *self, ZbFeedSocket *socket, guint milliseconds, GError **error)
{
  if (!dex_await (or_stop (self, zb_feed_socket_receive (socket), milliseconds), error))
    return NULL;
  return zb_feed_socket_take (socket);
}

/* Waits until no more than @most events are still to be applied. */
static void
await_unapplied (ZbFeed *self, guint most)
{
  while (zb_inbox_get_size (self->inbox) > most)
    if (!zb_fiber_sleep (LOOK_AGAIN_AFTER, DEX_FUTURE (self->stop)))
      break;
}

static void
take_events (ZbFeed *self, ZbFeedFrame *frame)
{
  zb_feed_note_gone (self, frame->events);
  for (guint i = 0; i < frame->unreadable->len; i++)
    zb_feed_note_unreadable (self, g_ptr_array_index (frame->unreadable, i));
  /* While something is still to be fetched, what is kept on disk is not called complete. */
  zb_inbox_take (self->inbox, g_steal_pointer (&frame->events),
                 self->unread.length == 0 ? frame->through : -1);
  zb_feed_fetch_unread (self);

  if (frame->through > self->through)
    {
      self->through = frame->through;
      self->times_stuck = 0;
      self->beats_behind = 0;
    }
}

static void
go_live (ZbFeed *self)
{
  self->behind = -1;
  note_heard (self, 0);
  set_trouble (self, NULL);
  set_state (self, ZB_FEED_LIVE);
  zb_feed_fetch_unread (self);
  zb_feed_fetch_missing (self);
}

static gboolean
is_caught_up (ZbFeed *self, const ZbFeedFrame *frame)
{
  return self->through >= self->behind ||
         (frame->type == ZB_FRAME_HEARTBEAT && ++self->beats_behind >= MOST_BEATS_BEHIND);
}

/* What has come is applied first, in the turns that it is given: it may be much. */
static void
catch_up (ZbFeed *self, const ZbFeedFrame *frame)
{
  if (self->behind < 0 || !is_caught_up (self, frame))
    return;
  await_unapplied (self, 0);
  if (zb_feed_is_running (self))
    go_live (self);
}

/* Returns FALSE where the connection is of no more use. */
static gboolean
take_frame (ZbFeed *self, ZbFeedFrame *frame, GError **error)
{
  note_heard (self, frame->server_time);
  switch (frame->type)
    {
    case ZB_FRAME_EVENTS:
    case ZB_FRAME_HEARTBEAT:
      take_events (self, frame);
      catch_up (self, frame);
      return TRUE;
    case ZB_FRAME_RESET:
      self->through = -1;
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "the platform asks to begin anew: %s",
                   frame->reason ? frame->reason : "no reason given");
      return FALSE;
    case ZB_FRAME_PRESENCE:
      zb_world_set_officers (zb_inbox_get_world (self->inbox), frame->officers);
      return TRUE;
    case ZB_FRAME_HELLO:
    case ZB_FRAME_OTHER:
    default:
      return TRUE;
    }
}

/* Whether what the world holds is a past of what this platform says now. */
static gboolean
can_resume (ZbFeed *self, ZbFeedFrame *hello)
{
  return self->through >= 0 && g_strcmp0 (self->log_id, hello->log_id) == 0 && self->through <= hello->seq &&
         self->through + 1 >= hello->oldest;
}

static gboolean
begin_anew (ZbFeed *self, ZbFeedFrame *hello, GError **error)
{
  gboolean other_log =
      self->log_id != NULL && (g_strcmp0 (self->log_id, hello->log_id) != 0 || self->through > hello->seq);

  self->through = -1;
  zb_inbox_flush (self->inbox);
  if (!zb_lists_fetch_everything (self->session, zb_inbox_get_world (self->inbox), other_log,
                                  DEX_FUTURE (self->stop), &self->missing, error))
    return FALSE;

  g_set_str (&self->log_id, hello->log_id);
  self->through = hello->seq;
  g_signal_emit (self, signals[SIGNAL_RENEWED], 0);
  return TRUE;
}

static gboolean
await_hello (ZbFeed *self, ZbFeedSocket *socket, GError **error)
{
  g_autoptr (ZbFeedFrame) hello = await_frame (self, socket, HELLO_TIMEOUT, error);

  if (hello == NULL)
    return FALSE;
  if (hello->type != ZB_FRAME_HELLO)
    {
      if (take_frame (self, hello, error))
        g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "the feed did not begin with hello");
      return FALSE;
    }

  zb_feed_socket_set_heartbeat (socket, hello->heartbeat);
  self->behind = hello->seq;
  note_heard (self, hello->server_time);
  if (!can_resume (self, hello) && !begin_anew (self, hello, error))
    return FALSE;
  if (self->through >= hello->seq)
    self->behind = -1;
  return TRUE;
}

/* Of timelines only those are sent that somebody looks at. */
static void
send_cases (ZbFeed *self)
{
  g_autoptr (ZbJsonMutDoc) document = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (document);
  yyjson_mut_val *cases = yyjson_mut_obj_add_arr (document, root, "cases");
  g_autofree char *text = NULL;

  for (gsize i = 0; self->cases != NULL && self->cases[i] != NULL; i++)
    yyjson_mut_arr_add_str (document, cases, self->cases[i]);
  yyjson_mut_obj_add_str (document, root, "type", "subscribe");
  yyjson_mut_doc_set_root (document, root);
  text = zb_json_to_text (document, NULL);
  if (self->socket != NULL)
    zb_feed_socket_send (self->socket, text);
}

/**
 * zb_feed_set_cases:
 * @self: a feed
 * @cases: (array zero-terminated=1): the ids of cases
 *
 * Whose timelines are looked at: the entries of others are not sent.
 */
void
zb_feed_set_cases (ZbFeed *self, const char *const *cases)
{
  g_return_if_fail (ZB_IS_FEED (self));

  g_strfreev (self->cases);
  self->cases = g_strdupv ((char **)cases);
  send_cases (self);
}

/* All that is here by now. Who has stopped takes nothing more. */
static gboolean
take_frames (ZbFeed *self, ZbFeedSocket *socket, GError **error)
{
  ZbFeedFrame *next;

  while (zb_feed_is_running (self) && (next = zb_feed_socket_take (socket)) != NULL)
    {
      g_autoptr (ZbFeedFrame) frame = next;
      if (!take_frame (self, frame, error))
        return FALSE;
      /* Nothing is taken faster than it is applied. */
      await_unapplied (self, MOST_UNAPPLIED);
    }
  return zb_feed_is_running (self);
}

static void
read_until_lost (ZbFeed *self, ZbFeedSocket *socket, GError **error)
{
  while (dex_await (or_stop (self, zb_feed_socket_receive (socket), 0), error))
    if (!take_frames (self, socket, error))
      break;
}

/* From connecting to the loss of the line, which is the only way out. */
static void
converse (ZbFeed *self, GError **error)
{
  g_autoptr (ZbFeedSocket) socket = await_connection (self, error);

  if (socket == NULL)
    return;
  self->socket = socket;
  send_cases (self);
  if (await_hello (self, socket, error) && zb_feed_is_running (self))
    {
      self->up_since = g_get_monotonic_time ();
      if (self->behind < 0)
        go_live (self);
      read_until_lost (self, socket, error);
    }
  self->socket = NULL;
  zb_feed_socket_close (socket);
}

/* --- for ever ------------------------------------------------------------------------------- */

/* A line that is down is no reason to fetch everything anew. */
static gboolean
is_fault_of_what_was_sent (const GError *error)
{
  return error->domain == ZB_JSON_ERROR ||
         (error->domain == SOUP_WEBSOCKET_ERROR && (error->code == SOUP_WEBSOCKET_CLOSE_TOO_BIG ||
                                                    error->code == SOUP_WEBSOCKET_CLOSE_PROTOCOL_ERROR ||
                                                    error->code == SOUP_WEBSOCKET_CLOSE_BAD_DATA ||
                                                    error->code == SOUP_WEBSOCKET_CLOSE_UNSUPPORTED_DATA));
}

static void
note_lost (ZbFeed *self, const GError *error, gint64 through_before)
{
  g_debug ("the feed is lost: %s", error->message);
  if (self->up_since > 0 &&
      (self->through > through_before || g_get_monotonic_time () - self->up_since > STEADY_AFTER))
    zb_backoff_reset (&self->backoff);
  self->up_since = 0;
  self->behind = -1;
  self->beats_behind = 0;
  /* Who is on watch is of the moment: without a line nobody here knows. */
  zb_world_set_officers (zb_inbox_get_world (self->inbox), NULL);
  set_state (self, ZB_FEED_LOST);
  set_trouble (self, error->message);

  if (!is_fault_of_what_was_sent (error))
    return;
  if (self->through == through_before && ++self->times_stuck >= TIMES_STUCK)
    {
      g_warning ("the feed fails at the same place again: the lists are fetched anew");
      self->times_stuck = 0;
      self->through = -1;
    }
}

static void
await_retry (ZbFeed *self)
{
  guint wait = zb_backoff_next (&self->backoff);

  dex_clear (&self->retry);
  self->retry = dex_promise_new ();
  dex_await (
      dex_future_first (dex_timeout_new_msec ((int)wait), dex_ref (self->retry), dex_ref (self->stop), NULL),
      NULL);
}

static DexFuture *
run_fiber (gpointer data)
{
  ZbFeed *self = data;

  while (zb_feed_is_running (self))
    {
      g_autoptr (GError) error = NULL;
      gint64 before = self->through;

      converse (self, &error);
      if (!zb_feed_is_running (self))
        break;
      if (error == NULL)
        g_set_error (&error, G_IO_ERROR, G_IO_ERROR_FAILED, "the feed ended");
      note_lost (self, error, before);
      await_retry (self);
    }
  return dex_future_new_true ();
}

/**
 * zb_feed_start:
 * @self: a feed
 *
 * Opens the feed and keeps it open. Once: after zb_feed_stop() another feed is made.
 */
void
zb_feed_start (ZbFeed *self)
{
  g_return_if_fail (ZB_IS_FEED (self));

  if (self->started)
    return;
  self->started = TRUE;
  set_state (self, ZB_FEED_CONNECTING);
  dex_future_disown (zb_fiber_spawn (run_fiber, g_object_ref (self), g_object_unref));
}

/**
 * zb_feed_stop:
 * @self: a feed
 *
 * Closes the feed. What it holds stays as it was.
 */
void
zb_feed_stop (ZbFeed *self)
{
  if (self->stop == NULL || !zb_feed_is_running (self))
    return;
  dex_cancellable_cancel (self->stop);
  zb_world_set_officers (zb_inbox_get_world (self->inbox), NULL);
  set_state (self, ZB_FEED_STOPPED);
}

/**
 * zb_feed_retry_now:
 * @self: a feed
 *
 * Does not wait any longer before the next try: the network has changed.
 */
void
zb_feed_retry_now (ZbFeed *self)
{
  g_autoptr (DexPromise) retry = g_steal_pointer (&self->retry);

  if (retry == NULL)
    return;
  zb_backoff_reset (&self->backoff);
  dex_promise_resolve_boolean (retry, TRUE);
}
