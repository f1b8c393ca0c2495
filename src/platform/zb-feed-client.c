/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One console at the feed, on the main loop.
 *
 *   offer ─▶ may it see this? ─▶ waiting items ─▶ a frame each time the socket takes more
 *
 * libsoup takes whatever it is given into memory, so frames are made only while the socket can be
 * written: what a slow client has not taken waits here, where it is counted, and where positions and
 * health of one subject take the place of older ones. */
#include "zb-feed-client.h"

#include "zb-trace.h"

#include <yyjson.h>

/* A frame is sent when it has grown to this; with one more event it stays below 1 MiB. */
#define FRAME_BYTES (256 * 1024)
#define MAX_WAITING 50000
#define CLOSE_SLOW 1013

typedef struct
{
  ZbFeedItem *item;
  gboolean removed;
} Waiting;

struct _ZbFeedClient
{
  gatomicrefcount refs;
  SoupWebsocketConnection *socket;
  ZbAccount *account;
  ZbAreas *areas;
  char *session;
  ZbFeedLost lost;
  gpointer lost_data;

  GQueue waiting;
  GHashTable *mergeable; /* id → its link in waiting */
  GHashTable *cases;     /* the cases whose entries it wants, NULL for all */
  GSource *writable;
  gint64 considered; /* every event up to here was offered */
  gint64 through;    /* what was last told to the client */
  gint64 last_heard;
  gint64 deadline;
  char *presence; /* what it was last told of who is on watch */
};

static void
waiting_free (gpointer pointer)
{
  Waiting *waiting = pointer;
  zb_feed_item_unref (waiting->item);
  g_free (waiting);
}

static void
forget_waiting (ZbFeedClient *self)
{
  g_hash_table_remove_all (self->mergeable);
  g_queue_clear_full (&self->waiting, waiting_free);
}

static void
stop_writing (ZbFeedClient *self)
{
  if (self->writable != NULL)
    g_source_destroy (self->writable);
  g_clear_pointer (&self->writable, g_source_unref);
}

static void
on_closed (SoupWebsocketConnection *socket, ZbFeedClient *self)
{
  stop_writing (self);
  forget_waiting (self);
  ZbFeedLost lost = g_steal_pointer (&self->lost);
  if (lost != NULL)
    lost (self, self->lost_data);
}

static void
read_cases (ZbFeedClient *self, yyjson_val *cases)
{
  g_clear_pointer (&self->cases, g_hash_table_unref);
  if (!yyjson_is_arr (cases) || yyjson_arr_size (cases) > 1000)
    return;
  self->cases = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  yyjson_arr_iter iter = yyjson_arr_iter_with (cases);
  for (yyjson_val *id = yyjson_arr_iter_next (&iter); id != NULL; id = yyjson_arr_iter_next (&iter))
    if (yyjson_is_str (id))
      g_hash_table_add (self->cases, g_strdup (yyjson_get_str (id)));
}

/* {"type":"subscribe","cases":[…]}: the entries of these cases only; anything else is passed over. */
static void
on_message (SoupWebsocketConnection *socket, int type, GBytes *message, ZbFeedClient *self)
{
  self->last_heard = g_get_monotonic_time ();
  gsize length;
  const char *text = g_bytes_get_data (message, &length);
  yyjson_doc *doc = type == SOUP_WEBSOCKET_DATA_TEXT ? yyjson_read (text, length, 0) : NULL;
  yyjson_val *root = yyjson_doc_get_root (doc);
  if (g_strcmp0 (yyjson_get_str (yyjson_obj_get (root, "type")), "subscribe") == 0)
    read_cases (self, yyjson_obj_get (root, "cases"));
  yyjson_doc_free (doc);
}

static void
on_pong (SoupWebsocketConnection *socket, GBytes *message, ZbFeedClient *self)
{
  self->last_heard = g_get_monotonic_time ();
}

/**
 * zb_feed_client_new:
 * @socket: its connection
 * @account: who it is
 * @areas: which area lies in which
 * @session: the family of its session
 * @lost: called when the connection has ended
 * @data: for @lost
 *
 * Returns: (transfer full): a client that nothing was sent to yet
 */
ZbFeedClient *
zb_feed_client_new (SoupWebsocketConnection *socket, ZbAccount *account, ZbAreas *areas, const char *session,
                    ZbFeedLost lost, gpointer data)
{
  ZbFeedClient *self = g_new0 (ZbFeedClient, 1);
  g_atomic_ref_count_init (&self->refs);
  self->socket = g_object_ref (socket);
  self->account = g_object_ref (account);
  self->areas = zb_areas_ref (areas);
  self->session = g_strdup (session);
  self->lost = lost;
  self->lost_data = data;
  self->mergeable = g_hash_table_new (g_str_hash, g_str_equal);
  self->last_heard = g_get_monotonic_time ();
  soup_websocket_connection_set_max_incoming_payload_size (socket, 64 * 1024);
  g_signal_connect (socket, "closed", G_CALLBACK (on_closed), self);
  g_signal_connect (socket, "message", G_CALLBACK (on_message), self);
  g_signal_connect (socket, "pong", G_CALLBACK (on_pong), self);
  return self;
}

/**
 * zb_feed_client_ref:
 * @self: a client
 *
 * Returns: (transfer full): the same
 */
ZbFeedClient *
zb_feed_client_ref (ZbFeedClient *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

/**
 * zb_feed_client_unref:
 * @self: (transfer full): a client
 */
void
zb_feed_client_unref (ZbFeedClient *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_signal_handlers_disconnect_by_data (self->socket, self);
  stop_writing (self);
  forget_waiting (self);
  g_hash_table_unref (self->mergeable);
  g_clear_pointer (&self->cases, g_hash_table_unref);
  g_object_unref (self->socket);
  g_object_unref (self->account);
  zb_areas_unref (self->areas);
  g_free (self->session);
  g_free (self->presence);
  g_free (self);
}

/**
 * zb_feed_client_watch:
 * @self: a client
 * @heartbeat_ms: how often both sides say that they live
 *
 * Pings it, so that zb_feed_client_is_silent() can tell.
 */
void
zb_feed_client_watch (ZbFeedClient *self, guint heartbeat_ms)
{
  guint seconds = MAX (heartbeat_ms / 1000, 1);
  self->deadline = (gint64)seconds * G_USEC_PER_SEC * 5 / 2;
  soup_websocket_connection_set_keepalive_interval (self->socket, seconds);
}

/**
 * zb_feed_client_close:
 * @self: a client
 * @code: a close code of RFC 6455
 * @why: why, in a few words
 */
void
zb_feed_client_close (ZbFeedClient *self, gushort code, const char *why)
{
  if (zb_feed_client_is_open (self))
    soup_websocket_connection_close (self->socket, code, why);
}

/**
 * zb_feed_client_is_open:
 * @self: a client
 *
 * Returns: whether anything can be sent to it
 */
gboolean
zb_feed_client_is_open (ZbFeedClient *self)
{
  return soup_websocket_connection_get_state (self->socket) == SOUP_WEBSOCKET_STATE_OPEN;
}

/**
 * zb_feed_client_is_silent:
 * @self: a client
 * @now: the monotonic time
 *
 * Returns: whether it has not been heard for 2.5 heartbeats
 */
gboolean
zb_feed_client_is_silent (ZbFeedClient *self, gint64 now)
{
  return now - self->last_heard > self->deadline;
}

/**
 * zb_feed_client_get_account:
 * @self: a client
 *
 * Returns: (transfer none): who it is
 */
ZbAccount *
zb_feed_client_get_account (ZbFeedClient *self)
{
  return self->account;
}

/**
 * zb_feed_client_get_session:
 * @self: a client
 *
 * Returns: the family of its session
 */
const char *
zb_feed_client_get_session (ZbFeedClient *self)
{
  return self->session;
}

/**
 * zb_feed_client_set_rights:
 * @self: a client
 * @account: the same account with other rights
 */
void
zb_feed_client_set_rights (ZbFeedClient *self, ZbAccount *account)
{
  g_set_object (&self->account, account);
}

/**
 * zb_feed_client_set_areas:
 * @self: a client
 * @areas: which area lies in which from now on
 */
void
zb_feed_client_set_areas (ZbFeedClient *self, ZbAreas *areas)
{
  zb_areas_ref (areas);
  zb_areas_unref (self->areas);
  self->areas = areas;
}

/**
 * zb_feed_client_send:
 * @self: a client
 * @frame: a whole frame
 */
void
zb_feed_client_send (ZbFeedClient *self, const char *frame)
{
  if (!zb_feed_client_is_open (self))
    return;
  zb_trace_frame (frame);
  soup_websocket_connection_send_text (self->socket, frame);
}

static void
append_waiting (ZbFeedClient *self, GString *events)
{
  Waiting *next = g_queue_peek_head (&self->waiting);
  if (zb_feed_item_can_merge (next->item))
    g_hash_table_remove (self->mergeable, next->item->id);
  g_queue_pop_head (&self->waiting);
  if (events->len > 0)
    g_string_append_c (events, ',');
  if (next->removed)
    zb_feed_item_append_removed (next->item, events);
  else
    zb_feed_item_append (next->item, events, self->account);
  self->through = next->item->seq;
  waiting_free (next);
}

static gboolean
on_writable (GObject *stream, gpointer data)
{
  ZbFeedClient *self = data;
  g_autoptr (GString) events = g_string_new (NULL);
  while (self->waiting.length > 0 && events->len < FRAME_BYTES)
    append_waiting (self, events);
  if (self->waiting.length == 0)
    self->through = self->considered;
  g_autofree char *frame = g_strdup_printf (
      "{\"type\":\"events\",\"through\":%" G_GINT64_FORMAT ",\"events\":[%s]}", self->through, events->str);
  gboolean more = self->waiting.length > 0;
  if (!more)
    stop_writing (self);
  zb_feed_client_send (self, frame);
  return more;
}

static void
want_to_write (ZbFeedClient *self)
{
  if (self->writable != NULL || self->waiting.length == 0 || !zb_feed_client_is_open (self))
    return;
  GIOStream *stream = soup_websocket_connection_get_io_stream (self->socket);
  GPollableOutputStream *output = G_POLLABLE_OUTPUT_STREAM (g_io_stream_get_output_stream (stream));
  self->writable = g_pollable_output_stream_create_source (output, NULL);
  g_source_set_callback (self->writable, (GSourceFunc)(void (*) (void))on_writable, self, NULL);
  g_source_attach (self->writable, NULL);
}

/* What officers write to each other in a timeline nobody can mask, and a hall reads along: to a wall no entry
 * goes. */
static gboolean
is_wanted (ZbFeedClient *self, ZbFeedItem *item)
{
  if (item->of_case == NULL)
    return TRUE;
  return self->account->role != ZB_ROLE_WALL &&
         (self->cases == NULL || g_hash_table_contains (self->cases, item->of_case));
}

static void
replace_older (ZbFeedClient *self, ZbFeedItem *item)
{
  GList *older = g_hash_table_lookup (self->mergeable, item->id);
  if (older == NULL)
    return;
  g_hash_table_remove (self->mergeable, item->id);
  waiting_free (older->data);
  g_queue_delete_link (&self->waiting, older);
}

static void
push (ZbFeedClient *self, ZbFeedItem *item, gboolean removed)
{
  Waiting *waiting = g_new (Waiting, 1);
  waiting->item = zb_feed_item_ref (item);
  waiting->removed = removed;
  gboolean merges = zb_feed_item_can_merge (item);
  if (merges)
    replace_older (self, item);
  g_queue_push_tail (&self->waiting, waiting);
  if (merges)
    g_hash_table_insert (self->mergeable, item->id, g_queue_peek_tail_link (&self->waiting));
}

/**
 * zb_feed_client_begin:
 * @self: a client
 * @from: what it has got already
 */
void
zb_feed_client_begin (ZbFeedClient *self, gint64 from)
{
  self->considered = from;
  self->through = from;
}

/**
 * zb_feed_client_offer:
 * @self: a client
 * @item: the next event of the log
 *
 * Sends it, if it is this client's to see and was not offered before.
 */
void
zb_feed_client_offer (ZbFeedClient *self, ZbFeedItem *item)
{
  if (item->seq <= self->considered || !zb_feed_client_is_open (self))
    return;
  self->considered = item->seq;
  const char *const *areas = (const char *const *)self->account->areas;
  if (!is_wanted (self, item))
    return;
  if (zb_areas_contain (self->areas, areas, item->area))
    push (self, item, FALSE);
  else if (item->area_before != NULL && zb_areas_contain (self->areas, areas, item->area_before))
    push (self, item, TRUE);
  if (self->waiting.length > MAX_WAITING)
    {
      zb_feed_client_reset (self, "overflow", self->considered);
      zb_feed_client_close (self, CLOSE_SLOW, "too slow");
    }
  want_to_write (self);
}

/**
 * zb_feed_client_reset:
 * @self: a client
 * @reason: too-old, overflow or rights
 * @seq: where the feed goes on
 *
 * Tells it to fetch everything anew, and goes on from @seq.
 */
void
zb_feed_client_reset (ZbFeedClient *self, const char *reason, gint64 seq)
{
  stop_writing (self);
  forget_waiting (self);
  zb_feed_client_begin (self, seq);
  g_autofree char *frame = g_strdup_printf ("{\"type\":\"reset\",\"reason\":\"%s\"}", reason);
  zb_feed_client_send (self, frame);
}

/**
 * zb_feed_client_heartbeat:
 * @self: a client
 * @server_time: now, as RFC 3339
 */
void
zb_feed_client_heartbeat (ZbFeedClient *self, const char *server_time)
{
  if (self->waiting.length == 0)
    self->through = self->considered;
  g_autofree char *frame =
      g_strdup_printf ("{\"type\":\"heartbeat\",\"through\":%" G_GINT64_FORMAT ",\"server_time\":\"%s\"}",
                       self->through, server_time);
  zb_feed_client_send (self, frame);
}

/**
 * zb_feed_client_tell_presence:
 * @self: a client
 * @frame: (transfer full): a frame that says who is on watch, as it may see it
 *
 * Sends it, unless it is what was said last. It carries no number and is never repeated: who comes back is
 * told how it is then.
 */
void
zb_feed_client_tell_presence (ZbFeedClient *self, char *frame)
{
  g_autofree char *told = frame;
  if (!g_set_str (&self->presence, told))
    return;
  zb_feed_client_send (self, told);
}

/**
 * zb_feed_client_get_considered:
 * @self: a client
 *
 * Returns: the event up to which it was offered all
 */
gint64
zb_feed_client_get_considered (ZbFeedClient *self)
{
  return self->considered;
}

/**
 * zb_feed_client_get_n_waiting:
 * @self: a client
 *
 * Returns: how many events wait for its socket
 */
guint
zb_feed_client_get_n_waiting (ZbFeedClient *self)
{
  return self->waiting.length;
}
