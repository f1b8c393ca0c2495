/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is to be told what is committed.
 *
 *   writer, after COMMIT ─▶ incoming ─▶ main loop ─▶ ring ─▶ each client
 *
 * What another process has written (an import beside the platform that runs) is noticed by the hole that
 * it leaves in the numbers, or at the next beat, and read from the table.
 *
 * A client that comes back is given what it missed: from the ring, or from the table of events by
 * portions, and joins the others where the two meet. */
#include "zb-hub.h"

#include "zb-accounts.h"
#include "zb-feed-client.h"
#include "zb-time.h"

/* What is kept in memory for those who come back soon. */
#define RING 8192
#define PORTION 1000
/* What is kept on disk: older ones have to fetch everything. */
#define KEPT 200000
#define PRUNE_SECONDS 60
#define CATCH_UP_PAUSE_MS 20
/* How often, at most, who is on watch is told. */
#define PRESENCE_MS 1000
#define FIBER_STACK (256 * 1024)

struct _ZbHub
{
  GObject parent_instance;

  ZbDatabase *database;
  char *log_id;
  guint heartbeat_ms;
  guint beat;
  guint prune;
  gint64 seq;
  gint64 oldest;

  GQueue ring;
  GPtrArray *clients;
  GPtrArray *late; /* clients that are still being given what they missed */
  ZbAreas *areas;  /* main loop's */
  ZbPresenceBook *presences;
  guint presence; /* when it is told next, 0 where nothing has changed */
  gint64 presence_told;

  GMutex mutex; /* guards what follows */
  GPtrArray *incoming;
  ZbAreas *new_areas;
  gboolean new_presence;
  gboolean scheduled;
};

G_DEFINE_FINAL_TYPE (ZbHub, zb_hub, G_TYPE_OBJECT)

static void
remember (ZbHub *self, ZbFeedItem *item)
{
  self->seq = item->seq;
  g_queue_push_tail (&self->ring, zb_feed_item_ref (item));
  if (self->ring.length > RING)
    zb_feed_item_unref (g_queue_pop_head (&self->ring));
}

static void
use_areas (ZbHub *self, ZbAreas *areas)
{
  g_clear_pointer (&self->areas, zb_areas_unref);
  self->areas = areas;
  for (guint i = 0; i < self->clients->len; i++)
    zb_feed_client_set_areas (g_ptr_array_index (self->clients, i), areas);
  for (guint i = 0; i < self->late->len; i++)
    zb_feed_client_set_areas (g_ptr_array_index (self->late, i), areas);
}

/* --- the table of events ------------------------------------------------------------------------- */

typedef struct
{
  gint64 after;
  GPtrArray *items;
} Portion;

static ZbFeedItem *
read_item (ZbStatement *row)
{
  ZbFeedItem *item = zb_feed_item_new ();
  item->seq = zb_statement_get_int64 (row, 0);
  item->type = g_intern_string (zb_statement_get_text (row, 1));
  item->kind = zb_choices_parse (&zb_kinds, zb_statement_get_text (row, 2));
  item->id = g_strdup (zb_statement_get_text (row, 3));
  item->area = g_strdup (zb_statement_get_text (row, 4));
  item->area_before = g_strdup (zb_statement_get_text (row, 5));
  item->of_case = g_strdup (zb_statement_get_text (row, 6));
  item->version = zb_statement_get_int64 (row, 7);
  item->at = zb_statement_get_int64 (row, 8);
  item->body = g_strdup (zb_statement_get_text (row, 9));
  return item;
}

static DexFuture *
read_portion (ZbConnection *connection, gpointer data)
{
  Portion *portion = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ZbStatement) rows = zb_connection_query (
      connection, &error,
      "SELECT seq, type, kind, id, area, area_before, of_case, version, at, body FROM event"
      " WHERE seq > ? ORDER BY seq LIMIT ?",
      "ii", portion->after, (gint64)PORTION);
  while (rows != NULL && zb_statement_step (rows, &error) == ZB_STEP_ROW)
    g_ptr_array_add (portion->items, read_item (rows));
  return error == NULL ? dex_future_new_true () : dex_future_new_for_error (g_steal_pointer (&error));
}

static void
portion_clear (gpointer data)
{
  g_ptr_array_unref (((Portion *)data)->items);
}

static void
portion_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, portion_clear);
}

static Portion *
portion_new (gint64 after)
{
  Portion *portion = g_atomic_rc_box_new0 (Portion);
  portion->after = after;
  portion->items = g_ptr_array_new_with_free_func ((GDestroyNotify)zb_feed_item_unref);
  return portion;
}

/* --- what is new --------------------------------------------------------------------------------- */

static void
deliver (ZbHub *self, ZbFeedItem *item)
{
  if (item->seq <= self->seq)
    return;
  remember (self, item);
  for (guint i = self->clients->len; i > 0; i--)
    zb_feed_client_offer (g_ptr_array_index (self->clients, i - 1), item);
}

/* Another process has written: what it said comes first. Rare, so the main loop may wait for it. */
static void
fill_hole (ZbHub *self, gint64 up_to)
{
  while (self->seq < up_to)
    {
      gint64 before = self->seq;
      Portion *portion = portion_new (self->seq);
      zb_database_read_sync (self->database, read_portion, portion, NULL);
      for (guint i = 0; i < portion->items->len; i++)
        {
          ZbFeedItem *item = g_ptr_array_index (portion->items, i);
          if (item->seq <= up_to)
            deliver (self, item);
        }
      portion_unref (portion);
      if (self->seq == before)
        break;
    }
}

/* --- who is on watch ----------------------------------------------------------------------------- */

static void
tell_presence_to (ZbHub *self, ZbFeedClient *client)
{
  ZbAccount *account = zb_feed_client_get_account (client);
  if (!zb_presence_book_tells (account) || self->areas == NULL)
    return;
  zb_feed_client_tell_presence (client, zb_presence_book_write (self->presences, self->areas, account));
}

static gboolean
tell_presence (gpointer data)
{
  ZbHub *self = data;
  self->presence = 0;
  self->presence_told = g_get_monotonic_time ();
  for (guint i = self->clients->len; i > 0; i--)
    tell_presence_to (self, g_ptr_array_index (self->clients, i - 1));
  return G_SOURCE_REMOVE;
}

static void
plan_presence (ZbHub *self)
{
  if (self->presence != 0)
    return;
  gint64 since = (g_get_monotonic_time () - self->presence_told) / 1000;
  guint wait = self->presence_told == 0 || since >= PRESENCE_MS ? 0 : (guint)(PRESENCE_MS - since);
  self->presence = g_timeout_add (wait, tell_presence, self);
}

/**
 * zb_hub_get_presences:
 * @self: a hub
 *
 * Returns: (transfer none): who is on watch; from any thread
 */
ZbPresenceBook *
zb_hub_get_presences (ZbHub *self)
{
  return self->presences;
}

static gboolean
take_incoming (gpointer data)
{
  ZbHub *self = data;
  g_mutex_lock (&self->mutex);
  g_autoptr (GPtrArray) items = g_steal_pointer (&self->incoming);
  self->incoming = g_ptr_array_new_with_free_func ((GDestroyNotify)zb_feed_item_unref);
  ZbAreas *areas = g_steal_pointer (&self->new_areas);
  gboolean presence = self->new_presence;
  self->new_presence = FALSE;
  self->scheduled = FALSE;
  g_mutex_unlock (&self->mutex);
  if (areas != NULL)
    use_areas (self, areas);
  if (presence || areas != NULL)
    plan_presence (self);
  for (guint i = 0; i < items->len; i++)
    {
      ZbFeedItem *item = g_ptr_array_index (items, i);
      if (item->seq > self->seq + 1)
        fill_hole (self, item->seq - 1);
      deliver (self, item);
    }
  return G_SOURCE_REMOVE;
}

/* Called with the mutex held, from any thread. */
static void
schedule (ZbHub *self)
{
  if (self->scheduled)
    return;
  self->scheduled = TRUE;
  g_autoptr (GSource) source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, take_incoming, g_object_ref (self), g_object_unref);
  g_source_attach (source, NULL);
}

/**
 * zb_hub_publish:
 * @self: a hub
 * @items: (element-type ZbFeedItem): what was committed, in the order of the log; from any thread
 */
void
zb_hub_publish (ZbHub *self, GPtrArray *items)
{
  g_mutex_lock (&self->mutex);
  for (guint i = 0; i < items->len; i++)
    g_ptr_array_add (self->incoming, zb_feed_item_ref (g_ptr_array_index (items, i)));
  schedule (self);
  g_mutex_unlock (&self->mutex);
}

/**
 * zb_hub_note_presence:
 * @self: a hub
 *
 * Who is on watch, or what they look at, is other than it was; from any thread.
 */
void
zb_hub_note_presence (ZbHub *self)
{
  g_mutex_lock (&self->mutex);
  self->new_presence = TRUE;
  schedule (self);
  g_mutex_unlock (&self->mutex);
}

/**
 * zb_hub_set_areas:
 * @self: a hub
 * @areas: which area lies in which from now on; from any thread
 */
void
zb_hub_set_areas (ZbHub *self, ZbAreas *areas)
{
  g_mutex_lock (&self->mutex);
  if (self->areas == NULL)
    self->areas = zb_areas_ref (areas);
  g_clear_pointer (&self->new_areas, zb_areas_unref);
  self->new_areas = zb_areas_ref (areas);
  schedule (self);
  g_mutex_unlock (&self->mutex);
}

/* --- those who come back ------------------------------------------------------------------------- */

typedef struct
{
  ZbHub *hub;
  ZbFeedClient *client;
} Return;

static void
return_free (gpointer data)
{
  Return *back = data;
  g_object_unref (back->hub);
  zb_feed_client_unref (back->client);
  g_free (back);
}

static gboolean
ring_reaches (ZbHub *self, gint64 seq)
{
  ZbFeedItem *first = g_queue_peek_head (&self->ring);
  return seq >= self->seq || (first != NULL && first->seq <= seq + 1);
}

/* From here on it is told with all the others. What it missed may not have been for its eyes: it hears at
 * once how far it has come, for it decides nothing before. */
static void
join (ZbHub *self, ZbFeedClient *client)
{
  char now[ZB_TIME_LENGTH + 1];

  for (GList *link = self->ring.head; link != NULL; link = link->next)
    zb_feed_client_offer (client, link->data);
  g_ptr_array_add (self->clients, zb_feed_client_ref (client));
  g_ptr_array_remove (self->late, client);
  zb_time_format (g_get_real_time (), now);
  zb_feed_client_heartbeat (client, now);
  tell_presence_to (self, client);
}

/* What lay between was pruned while it was on its way: it has to fetch everything. */
static void
give_up (ZbHub *self, ZbFeedClient *client)
{
  zb_feed_client_reset (client, "too-old", self->seq);
}

static gboolean
goes_on (ZbFeedClient *client, const Portion *portion)
{
  const ZbFeedItem *first = portion->items->len > 0 ? g_ptr_array_index (portion->items, 0) : NULL;
  return first == NULL || first->seq == zb_feed_client_get_considered (client) + 1;
}

static DexFuture *
catch_up_fiber (gpointer data)
{
  Return *back = data;
  ZbHub *self = back->hub;
  while (zb_feed_client_is_open (back->client) &&
         !ring_reaches (self, zb_feed_client_get_considered (back->client)))
    {
      Portion *portion = portion_new (zb_feed_client_get_considered (back->client));
      gboolean read = dex_await (
          zb_database_read (self->database, read_portion, g_atomic_rc_box_acquire (portion), portion_unref),
          NULL);
      if (read && !goes_on (back->client, portion))
        give_up (self, back->client);
      for (guint i = 0; read && i < portion->items->len; i++)
        zb_feed_client_offer (back->client, g_ptr_array_index (portion->items, i));
      portion_unref (portion);
      if (!read)
        zb_feed_client_close (back->client, SOUP_WEBSOCKET_CLOSE_SERVER_ERROR, "the log cannot be read");
      while (zb_feed_client_is_open (back->client) && zb_feed_client_get_n_waiting (back->client) > PORTION)
        dex_await (dex_timeout_new_msec (CATCH_UP_PAUSE_MS), NULL);
    }
  if (zb_feed_client_is_open (back->client))
    join (self, back->client);
  return dex_future_new_true ();
}

static void
on_lost (ZbFeedClient *client, gpointer data)
{
  ZbHub *self = data;
  if (!g_ptr_array_remove (self->clients, client))
    g_ptr_array_remove (self->late, client);
}

static void
say_hello (ZbHub *self, ZbFeedClient *client)
{
  char now[ZB_TIME_LENGTH + 1];
  zb_time_format (g_get_real_time (), now);
  char seconds[G_ASCII_DTOSTR_BUF_SIZE];
  g_ascii_dtostr (seconds, sizeof seconds, self->heartbeat_ms / 1000.0);
  g_autofree char *frame =
      g_strdup_printf ("{\"type\":\"hello\",\"log_id\":\"%s\",\"seq\":%" G_GINT64_FORMAT
                       ",\"oldest\":%" G_GINT64_FORMAT ",\"server_time\":\"%s\",\"heartbeat\":%s}",
                       self->log_id, self->seq, self->oldest, now, seconds);
  zb_feed_client_send (client, frame);
}

static void
resume (ZbHub *self, ZbFeedClient *client, gint64 since)
{
  zb_feed_client_begin (client, since);
  g_ptr_array_add (self->late, zb_feed_client_ref (client));
  Return *back = g_new0 (Return, 1);
  back->hub = g_object_ref (self);
  back->client = zb_feed_client_ref (client);
  dex_future_disown (dex_scheduler_spawn (NULL, FIBER_STACK, catch_up_fiber, back, return_free));
}

/**
 * zb_hub_connect:
 * @self: a hub
 * @socket: a new connection
 * @account: who it is
 * @session: the family of its session
 * @since: what it has got already, -1 for nothing
 * @log_id: (nullable): of which log that was
 *
 * Greets a console, gives it what it missed, and tells it from then on.
 */
void
zb_hub_connect (ZbHub *self, SoupWebsocketConnection *socket, ZbAccount *account, const char *session,
                gint64 since, const char *log_id)
{
  g_autoptr (ZbFeedClient) client = zb_feed_client_new (socket, account, self->areas, session, on_lost, self);
  zb_feed_client_watch (client, self->heartbeat_ms);
  say_hello (self, client);
  gboolean same_log = log_id == NULL || g_str_equal (log_id, self->log_id);
  if (same_log && since >= 0 && since >= self->oldest - 1 && since <= self->seq)
    {
      resume (self, client, since);
      return;
    }
  zb_feed_client_begin (client, self->seq);
  if (same_log && since >= 0)
    zb_feed_client_reset (client, "too-old", self->seq);
  tell_presence_to (self, client);
  g_ptr_array_add (self->clients, g_steal_pointer (&client));
}

/* --- the beat --------------------------------------------------------------------------------------- */

typedef struct
{
  ZbHub *hub;
  GPtrArray *clients;
} Check;

static gboolean
same_rights (ZbAccount *a, ZbAccount *b)
{
  const char *const none[] = { NULL };
  const char *const *x = a->areas != NULL ? (const char *const *)a->areas : none;
  const char *const *y = b->areas != NULL ? (const char *const *)b->areas : none;
  return a->role == b->role && g_strv_equal (x, y);
}

static ZbAccount *
find_account (ZbConnection *connection, const char *session, gint64 now)
{
  g_autoptr (ZbStatement) statement = zb_connection_query (
      connection, NULL, "SELECT account FROM session WHERE family = ? AND expires_at > ? LIMIT 1", "ti",
      session, now);
  if (statement == NULL || zb_statement_step (statement, NULL) != ZB_STEP_ROW)
    return NULL;
  g_autofree char *id = g_strdup (zb_statement_get_text (statement, 0));
  g_autoptr (ZbAccount) account = zb_accounts_load (connection, id, NULL);
  return account != NULL && account->enabled ? g_steal_pointer (&account) : NULL;
}

typedef struct
{
  GPtrArray *sessions;
  GPtrArray *accounts;
  gint64 last_seq;
} Rights;

static void
rights_clear (gpointer data)
{
  Rights *rights = data;
  g_ptr_array_unref (rights->sessions);
  g_ptr_array_unref (rights->accounts);
}

static void
rights_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, rights_clear);
}

static void
unref_if_any (gpointer object)
{
  if (object != NULL)
    g_object_unref (object);
}

static gint64
read_last_seq (ZbConnection *connection)
{
  g_autoptr (ZbStatement) last = zb_connection_prepare (connection, "SELECT max(seq) FROM event", NULL);
  return last != NULL && zb_statement_step (last, NULL) == ZB_STEP_ROW ? zb_statement_get_int64 (last, 0) : 0;
}

static DexFuture *
read_rights (ZbConnection *connection, gpointer data)
{
  Rights *rights = data;
  rights->last_seq = read_last_seq (connection);
  for (guint i = 0; i < rights->sessions->len; i++)
    g_ptr_array_add (rights->accounts,
                     find_account (connection, g_ptr_array_index (rights->sessions, i), g_get_real_time ()));
  return dex_future_new_true ();
}

static void
apply_rights (ZbHub *self, ZbFeedClient *client, ZbAccount *account)
{
  if (account == NULL)
    {
      if (zb_presence_book_leave (self->presences, zb_feed_client_get_session (client)))
        plan_presence (self);
      zb_feed_client_reset (client, "rights", self->seq);
      zb_feed_client_close (client, SOUP_WEBSOCKET_CLOSE_POLICY_VIOLATION, "signed out");
      return;
    }
  if (same_rights (account, zb_feed_client_get_account (client)))
    return;
  zb_feed_client_set_rights (client, account);
  zb_feed_client_reset (client, "rights", self->seq);
  plan_presence (self);
}

/* Sessions end and rights change behind the feed's back, also from the command line. */
static DexFuture *
check_fiber (gpointer data)
{
  Check *check = data;
  Rights *rights = g_atomic_rc_box_new0 (Rights);
  rights->sessions = g_ptr_array_new_with_free_func (g_free);
  rights->accounts = g_ptr_array_new_with_free_func (unref_if_any);
  for (guint i = 0; i < check->clients->len; i++)
    g_ptr_array_add (rights->sessions,
                     g_strdup (zb_feed_client_get_session (g_ptr_array_index (check->clients, i))));
  gboolean read = dex_await (
      zb_database_read (check->hub->database, read_rights, g_atomic_rc_box_acquire (rights), rights_unref),
      NULL);
  for (guint i = 0; read && i < check->clients->len; i++)
    apply_rights (check->hub, g_ptr_array_index (check->clients, i), g_ptr_array_index (rights->accounts, i));
  if (read)
    fill_hole (check->hub, rights->last_seq);
  rights_unref (rights);
  return dex_future_new_true ();
}

static void
check_free (gpointer data)
{
  Check *check = data;
  g_ptr_array_unref (check->clients);
  g_object_unref (check->hub);
  g_free (check);
}

static GPtrArray *
copy_clients (ZbHub *self)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func ((GDestroyNotify)zb_feed_client_unref);
  for (guint i = 0; i < self->clients->len; i++)
    g_ptr_array_add (copy, zb_feed_client_ref (g_ptr_array_index (self->clients, i)));
  return copy;
}

/* Backwards, because one that is closed takes itself out. */
static void
close_silent (GPtrArray *clients)
{
  for (guint i = clients->len; i > 0; i--)
    {
      ZbFeedClient *client = g_ptr_array_index (clients, i - 1);
      if (zb_feed_client_is_silent (client, g_get_monotonic_time ()))
        zb_feed_client_close (client, SOUP_WEBSOCKET_CLOSE_GOING_AWAY, "silent");
    }
}

static gboolean
on_beat (gpointer data)
{
  ZbHub *self = data;
  char now[ZB_TIME_LENGTH + 1];
  zb_time_format (g_get_real_time (), now);
  Check *check = g_new0 (Check, 1);
  check->hub = g_object_ref (self);
  check->clients = copy_clients (self);
  for (guint i = 0; i < check->clients->len; i++)
    {
      ZbFeedClient *client = g_ptr_array_index (check->clients, i);
      if (zb_feed_client_is_silent (client, g_get_monotonic_time ()))
        zb_feed_client_close (client, SOUP_WEBSOCKET_CLOSE_GOING_AWAY, "silent");
      else
        zb_feed_client_heartbeat (client, now);
    }
  close_silent (self->late);
  if (zb_presence_book_expire (self->presences, g_get_real_time ()))
    plan_presence (self);
  dex_future_disown (dex_scheduler_spawn (NULL, FIBER_STACK, check_fiber, check, check_free));
  return G_SOURCE_CONTINUE;
}

/* The newest event always stays, so that the numbers go on from it. */
static DexFuture *
prune (ZbConnection *connection, gpointer data)
{
  g_autoptr (GError) error = NULL;
  if (!zb_connection_run (connection, &error,
                          "DELETE FROM event WHERE seq <= (SELECT max(seq) FROM event) - ? AND seq <="
                          " (SELECT min(seq) FROM event) + 20000",
                          "i", (gint64)KEPT) ||
      !zb_connection_run (connection, &error, "DELETE FROM idempotency WHERE at < ?", "i",
                          g_get_real_time () - 7 * G_TIME_SPAN_DAY) ||
      !zb_connection_run (
          connection, &error,
          "DELETE FROM ingested WHERE number <= max ((SELECT max(number) FROM ingested) - ?2, coalesce ("
          "(SELECT number - 1 FROM ingested WHERE at >= ?1 ORDER BY number LIMIT 1),"
          " (SELECT max(number) FROM ingested)))",
          "ii", g_get_real_time () - G_TIME_SPAN_DAY, (gint64)KEPT) ||
      !zb_connection_run (connection, &error, "DELETE FROM session WHERE expires_at < ?", "i",
                          g_get_real_time () - G_TIME_SPAN_DAY))
    return dex_future_new_for_error (g_steal_pointer (&error));
  g_autoptr (ZbStatement) oldest = zb_connection_prepare (connection, "SELECT min(seq) FROM event", &error);
  if (oldest == NULL || zb_statement_step (oldest, &error) != ZB_STEP_ROW)
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_for_int64 (zb_statement_get_int64 (oldest, 0));
}

static DexFuture *
prune_fiber (gpointer data)
{
  ZbHub *self = data;
  g_autoptr (GError) error = NULL;
  gint64 oldest = dex_await_int64 (zb_database_write (self->database, prune, NULL, NULL), &error);
  if (error == NULL)
    self->oldest = oldest;
  return dex_future_new_true ();
}

static gboolean
on_prune (gpointer data)
{
  dex_future_disown (
      dex_scheduler_spawn (NULL, FIBER_STACK, prune_fiber, g_object_ref (data), g_object_unref));
  return G_SOURCE_CONTINUE;
}

static DexFuture *
read_oldest (ZbConnection *connection, gpointer data)
{
  g_autoptr (ZbStatement) oldest =
      zb_connection_prepare (connection, "SELECT coalesce (min(seq), 1) FROM event", NULL);
  if (oldest != NULL && zb_statement_step (oldest, NULL) == ZB_STEP_ROW)
    *(gint64 *)data = zb_statement_get_int64 (oldest, 0);
  return dex_future_new_true ();
}

/**
 * zb_hub_new:
 * @database: where the log is
 * @log_id: the log's name
 * @last_seq: the number of its last event
 * @heartbeat_ms: how often each feed is told that the platform lives
 *
 * Returns: (transfer full): a hub without clients
 */
ZbHub *
zb_hub_new (ZbDatabase *database, const char *log_id, gint64 last_seq, guint heartbeat_ms)
{
  ZbHub *self = g_object_new (ZB_TYPE_HUB, NULL);
  self->database = g_object_ref (database);
  self->log_id = g_strdup (log_id);
  self->seq = last_seq;
  self->oldest = 1;
  self->heartbeat_ms = heartbeat_ms;
  zb_database_read_sync (database, read_oldest, &self->oldest, NULL);
  self->beat = g_timeout_add (heartbeat_ms, on_beat, self);
  self->prune = g_timeout_add_seconds (PRUNE_SECONDS, on_prune, self);
  return self;
}

/**
 * zb_hub_close:
 * @self: a hub
 *
 * Takes leave of all clients.
 */
void
zb_hub_close (ZbHub *self)
{
  g_clear_handle_id (&self->beat, g_source_remove);
  g_clear_handle_id (&self->prune, g_source_remove);
  g_clear_handle_id (&self->presence, g_source_remove);
  g_autoptr (GPtrArray) clients = copy_clients (self);
  for (guint i = 0; i < clients->len; i++)
    zb_feed_client_close (g_ptr_array_index (clients, i), SOUP_WEBSOCKET_CLOSE_GOING_AWAY,
                          "the platform ends");
}

static void
zb_hub_finalize (GObject *object)
{
  ZbHub *self = ZB_HUB (object);
  zb_hub_close (self);
  g_ptr_array_unref (self->clients);
  g_ptr_array_unref (self->late);
  g_ptr_array_unref (self->incoming);
  g_queue_clear_full (&self->ring, (GDestroyNotify)zb_feed_item_unref);
  g_clear_pointer (&self->areas, zb_areas_unref);
  g_clear_pointer (&self->new_areas, zb_areas_unref);
  g_clear_pointer (&self->presences, zb_presence_book_free);
  g_clear_object (&self->database);
  g_mutex_clear (&self->mutex);
  g_free (self->log_id);
  G_OBJECT_CLASS (zb_hub_parent_class)->finalize (object);
}

static void
zb_hub_class_init (ZbHubClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zb_hub_finalize;
}

static void
zb_hub_init (ZbHub *self)
{
  g_mutex_init (&self->mutex);
  g_queue_init (&self->ring);
  self->presences = zb_presence_book_new ();
  self->clients = g_ptr_array_new_with_free_func ((GDestroyNotify)zb_feed_client_unref);
  self->late = g_ptr_array_new_with_free_func ((GDestroyNotify)zb_feed_client_unref);
  self->incoming = g_ptr_array_new_with_free_func ((GDestroyNotify)zb_feed_item_unref);
}
