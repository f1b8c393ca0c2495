/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Map tiles from web addresses.
 *
 *   load ─▶ cache (a thread) ─ fresh ──────────────────────────────▶ answer
 *              └ old or none ─▶ waiting ─▶ server ─▶ reply ─▶ cache ─▶ answer
 *
 * Each base map has a line of its own: few requests at a time, and after failures none at all until its
 * back-off has passed; meanwhile what was kept is given out, however old. One request is then sent by itself,
 * so that the line is known to be good again also where nobody wants a tile that is not there. The key is in
 * an address only while that is handed to libsoup. */
#include "zb-tile-client.h"

#include "zb-backoff.h"
#include "zb-priority.h"
#include "zb-tile-keys.h"
#include "zb-tile-reply.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define TIMEOUT 15
#define USER_AGENT "zhiban/" ZB_VERSION
#define AT_ONCE 4
#define MOST_WAITING 1024
#define MOST_BYTES (4 * 1024 * 1024)

/* Streets are built more slowly than that. */
#define FRESH_FOR (7 * G_TIME_SPAN_DAY)

#define FIRST_WAIT_MS 1000
#define LONGEST_WAIT_MS 60000

/* A key is not better the next minute; but some servers count by the day. */
#define REFUSED_WAIT (10 * G_TIME_SPAN_MINUTE)

/* So many answers without a tile, and never one with: it is no server of tiles. */
#define WRONG_AFTER 3

struct _ZbTileClient
{
  GObject parent_instance;
  SoupSession *session;
  ZbTileCache *cache;
  GHashTable *lines; /* name in the cache → Line */
  GHashTable *keys;  /* id → key that was entered */
  GHashTable *asks;  /* text → Ask that another one may join */
  gboolean closed;
};

/* How it stands with one address of a base map. */
typedef struct
{
  ZbTileClient *client; /* as long as it is not retired */
  ZbBaseSource *source;
  char *name; /* in the cache */
  char *key;
  gboolean key_known, key_asked;
  gboolean retired; /* another one has its place, or it is for one trial only */
  GQueue waiting;   /* Ask */
  guint n_running;
  ZbBackoff backoff;
  gint64 not_before;
  guint probing;
  ZbTilePlace last; /* that failed */
  ZbTilesState state;
  guint n_wrong;
  gboolean was_well;
} Line;

typedef struct
{
  ZbTileClient *client;
  Line *line;
  ZbTilePlace place;
  GPtrArray *answers; /* GWeakRef of ZbAnswer */
  GBytes *kept;       /* too old, but better than nothing */
  gboolean is_probe;
  gboolean is_trial;
  SoupMessage *message;
  GCancellable *stop;
  gsize received;
} Ask;

static void zb_tile_client_tiles_init (ZbTilesInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ZbTileClient, zb_tile_client, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (ZB_TYPE_TILES, zb_tile_client_tiles_init))

static void pump (Line *line);
static void wait_and_probe (Line *line);

/* --- lines ------------------------------------------------------------------------------------- */

static void
line_clear (gpointer data)
{
  Line *line = data;

  g_clear_handle_id (&line->probing, g_source_remove);
  g_clear_object (&line->source);
  g_clear_pointer (&line->key, zb_tile_keys_free);
  g_free (line->name);
}

static void
line_unref (gpointer line)
{
  g_rc_box_release_full (line, line_clear);
}

static Line *
line_new (ZbTileClient *client, ZbBaseSource *source)
{
  Line *line = g_rc_box_new0 (Line);

  line->client = client;
  line->source = (ZbBaseSource *)zb_record_copy ((ZbRecord *)source);
  line->name = zb_tile_cache_name (source);
  line->backoff = (ZbBackoff){ .first = FIRST_WAIT_MS, .most = LONGEST_WAIT_MS };
  line->key = g_strdup (g_hash_table_lookup (client->keys, source->id));
  line->key_known = line->key || !zb_base_source_wants_key (source);
  g_queue_init (&line->waiting);
  return line;
}

static void
set_state (Line *line, ZbTilesState state, const char *why)
{
  if (line->state == state || line->retired)
    return;
  line->state = state;
  g_message ("Base map “%s”: %s", line->source->name, why ? why : "tiles come again");
  zb_tiles_emit_state_changed (ZB_TILES (line->client), line->source->id);
}

/* --- answers ----------------------------------------------------------------------------------- */

static void
weak_free (gpointer weak)
{
  g_weak_ref_clear (weak);
  g_free (weak);
}

static Ask *
ask_new (Line *line, ZbTilePlace place)
{
  Ask *ask = g_new0 (Ask, 1);

  ask->client = g_object_ref (line->client);
  ask->line = g_rc_box_acquire (line);
  ask->place = place;
  ask->answers = g_ptr_array_new_with_free_func (weak_free);
  return ask;
}

static char *
name_ask (const Line *line, ZbTilePlace place)
{
  return g_strdup_printf ("%s/%d/%d/%d", line->name, place.zoom, place.x, place.y);
}

static void
ask_free (Ask *ask)
{
  g_autofree char *name = name_ask (ask->line, ask->place);

  if (g_hash_table_lookup (ask->client->asks, name) == ask)
    g_hash_table_remove (ask->client->asks, name);
  g_ptr_array_unref (ask->answers);
  g_clear_pointer (&ask->kept, g_bytes_unref);
  g_clear_object (&ask->message);
  g_clear_object (&ask->stop);
  line_unref (ask->line);
  g_object_unref (ask->client);
  g_free (ask);
}

static ZbAnswer *
add_answer (Ask *ask)
{
  ZbAnswer *answer = zb_answer_new (G_TYPE_OBJECT);
  GWeakRef *weak = g_new0 (GWeakRef, 1);

  g_weak_ref_init (weak, answer);
  g_ptr_array_add (ask->answers, weak);
  return answer;
}

static gboolean
is_wanted (const Ask *ask)
{
  gboolean wanted = ask->is_probe;

  for (guint i = 0; i < ask->answers->len && !wanted; i++)
    {
      g_autoptr (ZbAnswer) answer = g_weak_ref_get (ask->answers->pdata[i]);
      wanted = answer != NULL;
    }
  return wanted;
}

/* Bytes or a problem; a tile without bytes is one that is not there, which is a problem too. */
static void
finish (Ask *ask, GBytes *bytes, ZbProblem *problem)
{
  for (guint i = 0; i < ask->answers->len; i++)
    {
      g_autoptr (ZbAnswer) answer = g_weak_ref_get (ask->answers->pdata[i]);

      if (answer && bytes && g_bytes_get_size (bytes) > 0)
        zb_answer_set_bytes (answer, bytes);
      else if (answer)
        zb_answer_fail (answer, problem);
    }
  ask_free (ask);
}

static void
finish_none (Ask *ask)
{
  g_autoptr (ZbProblem) none =
      zb_problem_new (SOUP_STATUS_NOT_FOUND, _ ("The base map has no tile there"), NULL);

  finish (ask, NULL, none);
}

/* What was kept, however old; where there is nothing, why. */
static void
finish_kept (Ask *ask, ZbProblem *problem)
{
  if (ask->kept && g_bytes_get_size (ask->kept) == 0)
    finish_none (ask);
  else
    finish (ask, ask->kept, problem);
}

static void
give_up (Ask *ask)
{
  g_autoptr (ZbProblem) problem = zb_problem_new (0, _ ("The server of the base map is not asked now"), NULL);

  finish_kept (ask, problem);
}

static void
give_up_waiting (Line *line)
{
  Ask *ask;

  while ((ask = g_queue_pop_head (&line->waiting)))
    give_up (ask);
}

static void
retire (gpointer data)
{
  Line *line = data;

  line->retired = TRUE;
  g_clear_handle_id (&line->probing, g_source_remove);
  give_up_waiting (line);
  line_unref (line);
}

/* --- failures and what follows from them ------------------------------------------------------- */

static void
note_well (Line *line)
{
  zb_backoff_reset (&line->backoff);
  g_clear_handle_id (&line->probing, g_source_remove);
  line->not_before = 0;
  line->n_wrong = 0;
  line->was_well = TRUE;
  set_state (line, ZB_TILES_WELL, NULL);
}

static void
judge_line (Line *line, const ZbTileReply *reply)
{
  const char *why = reply->problem->title;

  line->n_wrong += reply->state == ZB_TILES_WRONG;
  if (reply->state == ZB_TILES_REFUSED)
    set_state (line, ZB_TILES_REFUSED, why);
  else if (reply->state == ZB_TILES_WRONG && line->n_wrong >= WRONG_AFTER)
    set_state (line, ZB_TILES_WRONG, why);
  else if (reply->state == ZB_TILES_UNREACHABLE && line->backoff.failures > 1)
    set_state (line, ZB_TILES_UNREACHABLE, why);
}

/* Those that were under way at the same time have failed together, and count once. */
static void
note_failure (Line *line, ZbTilePlace place, const ZbTileReply *reply)
{
  const gint64 now = g_get_monotonic_time ();
  gint64 wait;

  if (now < line->not_before && reply->state != ZB_TILES_REFUSED)
    return;
  wait = MAX ((gint64)zb_backoff_next (&line->backoff) * G_TIME_SPAN_MILLISECOND,
              (gint64)reply->retry_after * G_TIME_SPAN_SECOND);
  if (reply->state == ZB_TILES_REFUSED)
    wait = MAX (wait, REFUSED_WAIT);
  line->not_before = now + wait;
  line->last = place;
  judge_line (line, reply);
  wait_and_probe (line);
  if (wait > 0)
    give_up_waiting (line);
}

static gboolean
probe (gpointer data)
{
  Line *line = data;
  Ask *ask;

  line->probing = 0;
  ask = ask_new (line, line->last);
  ask->is_probe = TRUE;
  g_queue_push_tail (&line->waiting, ask);
  pump (line);
  return G_SOURCE_REMOVE;
}

static void
wait_and_probe (Line *line)
{
  const gint64 wait = MAX (line->not_before - g_get_monotonic_time (), 0);

  g_clear_handle_id (&line->probing, g_source_remove);
  if (!line->retired)
    line->probing = g_timeout_add ((guint)(wait / G_TIME_SPAN_MILLISECOND) + 1, probe, line);
}

/* --- the server -------------------------------------------------------------------------------- */

typedef struct
{
  ZbTileCache *cache;
  char *name;
  ZbTilePlace place;
  GBytes *bytes;
  gint64 fetched_at;
} Row;

static void
row_free (gpointer data)
{
  Row *row = data;

  g_object_unref (row->cache);
  g_free (row->name);
  g_clear_pointer (&row->bytes, g_bytes_unref);
  g_free (row);
}

static Row *
row_new (const Ask *ask, GBytes *bytes)
{
  Row *row = g_new0 (Row, 1);

  row->cache = g_object_ref (ask->client->cache);
  row->name = g_strdup (ask->line->name);
  row->place = ask->place;
  row->bytes = bytes ? g_bytes_ref (bytes) : NULL;
  return row;
}

static void
write_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Row *row = data;

  zb_tile_cache_write (row->cache, row->name, row->place, row->bytes);
  g_task_return_boolean (task, TRUE);
}

static void
keep (const Ask *ask, GBytes *tile)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);

  if (ask->is_trial)
    return;
  g_task_set_task_data (task, row_new (ask, tile), row_free);
  g_task_run_in_thread (task, write_in_thread);
}

static void
take_reply (Ask *ask, ZbTileReply *reply)
{
  Line *line = ask->line;

  if (reply->tile)
    {
      note_well (line);
      keep (ask, reply->tile);
      finish (ask, reply->tile, reply->problem);
      return;
    }
  g_debug ("base map: tile %d/%d/%d: %s", ask->place.zoom, ask->place.x, ask->place.y, reply->problem->title);
  /* One bad tile of a server that has good ones says nothing of the others. */
  if (reply->state != ZB_TILES_WRONG || !line->was_well)
    note_failure (line, ask->place, reply);
  finish_kept (ask, reply->problem);
}

static void
on_body_data (SoupMessage *message, guint size, Ask *ask)
{
  ask->received += size;
  if (ask->received > MOST_BYTES)
    g_cancellable_cancel (ask->stop);
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer data)
{
  Ask *ask = data;
  Line *line = g_rc_box_acquire (ask->line);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = soup_session_send_and_read_finish (SOUP_SESSION (source), result, &error);
  g_autoptr (ZbTileReply) reply = NULL;

  g_signal_handlers_disconnect_by_data (ask->message, ask);
  if (ask->received > MOST_BYTES)
    {
      g_clear_error (&error);
      g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE, "too large");
    }
  reply = zb_tile_reply_new (ask->message, body, error);
  line->n_running--;
  if (ask->client->closed)
    give_up (ask);
  else
    take_reply (ask, reply);
  pump (line);
  line_unref (line);
}

/* The one place where the key is in an address. */
static SoupMessage *
create_message (const Line *line, ZbTilePlace place)
{
  const ZbBaseSource *source = line->source;
  char *address =
      zb_tile_address_fill (source->place, source->servers, source->kind == ZB_BASE_TMS, line->key, place);
  SoupMessage *message = soup_message_new (SOUP_METHOD_GET, address);

  memset (address, 0, strlen (address));
  g_free (address);
  return message;
}

static void
send_ask (Ask *ask)
{
  ask->message = create_message (ask->line, ask->place);
  if (!ask->message)
    {
      give_up (ask);
      return;
    }
  ask->line->n_running++;
  ask->stop = g_cancellable_new ();
  /* Whoever is sent on would take the key along. */
  soup_message_add_flags (ask->message, SOUP_MESSAGE_NO_REDIRECT);
  g_signal_connect (ask->message, "got-body-data", G_CALLBACK (on_body_data), ask);
  soup_session_send_and_read_async (ask->client->session, ask->message, ZB_PRIORITY_WITH_FRAMES, ask->stop,
                                    on_answered, ask);
}

/* --- the key ----------------------------------------------------------------------------------- */

static void
note_no_key (Line *line)
{
  ZbTileReply reply = { .state = ZB_TILES_REFUSED };

  reply.problem = zb_problem_new (SOUP_STATUS_UNAUTHORIZED, _ ("There is no key for this base map"), NULL);
  note_failure (line, line->last, &reply);
  g_object_unref (reply.problem);
}

static void
on_key (GObject *source, GAsyncResult *result, gpointer data)
{
  Line *line = data;
  g_autoptr (GError) error = NULL;
  char *key = zb_tile_keys_lookup_finish (result, &error);

  if (error)
    g_message ("Base map “%s”: its key cannot be read: %s", line->source->name, error->message);
  line->key_asked = FALSE;
  if (line->key_known || line->retired)
    zb_tile_keys_free (key);
  else
    line->key = key;
  line->key_known = line->key != NULL;
  if (line->key_known)
    pump (line);
  else if (!line->retired)
    note_no_key (line);
  line_unref (line);
}

static void
ask_key (Line *line)
{
  if (line->key_asked)
    return;
  line->key_asked = TRUE;
  zb_tile_keys_lookup_async (line->source->id, NULL, on_key, g_rc_box_acquire (line));
}

/* --- what waits -------------------------------------------------------------------------------- */

static void
pump (Line *line)
{
  if (line->waiting.length > 0 && !line->key_known)
    {
      ask_key (line);
      return;
    }
  while (line->n_running < AT_ONCE && line->waiting.length > 0)
    {
      Ask *ask = g_queue_pop_head (&line->waiting);

      if (is_wanted (ask))
        send_ask (ask);
      else
        give_up (ask);
    }
}

/* What was asked for long ago is likely out of view. */
static void
enqueue (Ask *ask)
{
  Line *line = ask->line;

  if (ask->client->closed || (line->retired && !ask->is_trial) || line->not_before > g_get_monotonic_time ())
    give_up (ask);
  else
    {
      g_queue_push_tail (&line->waiting, ask);
      if (line->waiting.length > MOST_WAITING)
        give_up (g_queue_pop_head (&line->waiting));
      pump (line);
    }
}

static void
read_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Row *row = data;

  row->bytes = zb_tile_cache_read (row->cache, row->name, row->place, &row->fetched_at);
  g_task_return_boolean (task, TRUE);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  Ask *ask = data;
  const Row *row = g_task_get_task_data (G_TASK (result));
  const gint64 age = g_get_real_time () - row->fetched_at;

  ask->kept = row->bytes ? g_bytes_ref (row->bytes) : NULL;
  if (ask->kept && age >= 0 && age < FRESH_FOR)
    finish_kept (ask, NULL);
  else
    enqueue (ask);
}

static void
read_cache (Ask *ask)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, on_read, ask);

  g_task_set_priority (task, ZB_PRIORITY_WITH_FRAMES);
  g_task_set_task_data (task, row_new (ask, NULL), row_free);
  g_task_run_in_thread (task, read_in_thread);
}

/* --- ZbTiles ----------------------------------------------------------------------------------- */

static Line *
find_line (ZbTileClient *self, ZbBaseSource *source)
{
  g_autofree char *name = zb_tile_cache_name (source);
  Line *line = g_hash_table_lookup (self->lines, name);

  return line && zb_record_equal ((ZbRecord *)line->source, (ZbRecord *)source) ? line : NULL;
}

static Line *
get_line (ZbTileClient *self, ZbBaseSource *source)
{
  Line *line = find_line (self, source);

  if (!line)
    {
      line = line_new (self, source);
      g_hash_table_replace (self->lines, g_strdup (line->name), line);
    }
  return line;
}

static ZbAnswer *
zb_tile_client_load (ZbTiles *tiles, ZbBaseSource *source, ZbTilePlace place)
{
  ZbTileClient *self = ZB_TILE_CLIENT (tiles);
  Line *line = get_line (self, source);
  g_autofree char *name = name_ask (line, place);
  Ask *ask = g_hash_table_lookup (self->asks, name);
  ZbAnswer *answer;

  if (ask)
    return add_answer (ask);
  ask = ask_new (line, place);
  answer = add_answer (ask);
  g_hash_table_insert (self->asks, g_steal_pointer (&name), ask);
  read_cache (ask);
  return answer;
}

static ZbTilesState
zb_tile_client_get_state (ZbTiles *tiles, ZbBaseSource *source)
{
  const Line *line = find_line (ZB_TILE_CLIENT (tiles), source);

  return line ? line->state : ZB_TILES_WELL;
}

static void
zb_tile_client_tiles_init (ZbTilesInterface *iface)
{
  iface->load = zb_tile_client_load;
  iface->get_state = zb_tile_client_get_state;
}

/* --- for settings ------------------------------------------------------------------------------ */

/**
 * zb_tile_client_try:
 * @self: the client
 * @source: a base map that may not be set up yet
 * @key: (nullable): its key
 * @place: which tile
 *
 * Asks for one tile, past the cache and whatever was learnt of the server before. Nothing of it is kept.
 *
 * Returns: (transfer full): an answer with the tile's bytes, or a problem whose title says in words what came
 */
ZbAnswer *
zb_tile_client_try (ZbTileClient *self, ZbBaseSource *source, const char *key, ZbTilePlace place)
{
  Line *line = line_new (self, source);
  Ask *ask = ask_new (line, place);
  ZbAnswer *answer = add_answer (ask);

  line->retired = TRUE;
  g_clear_pointer (&line->key, zb_tile_keys_free);
  line->key = key && *key ? g_strdup (key) : NULL;
  line->key_known = TRUE;
  ask->is_trial = TRUE;
  enqueue (ask);
  line_unref (line);
  return answer;
}

/**
 * zb_tile_client_set_key:
 * @self: the client
 * @source: a base map
 * @key: (nullable): its new key; %NULL for the one in the secret store
 *
 * Uses another key from now on, and asks a server again that has refused the last one.
 */
void
zb_tile_client_set_key (ZbTileClient *self, ZbBaseSource *source, const char *key)
{
  zb_tile_client_forget (self, source->id);
  if (key)
    g_hash_table_insert (self->keys, g_strdup (source->id), g_strdup (key));
  zb_tiles_emit_state_changed (ZB_TILES (self), source->id);
}

static gboolean
is_of_map (gpointer name, gpointer line, gpointer id)
{
  return g_strcmp0 (((Line *)line)->source->id, id) == 0;
}

/**
 * zb_tile_client_forget:
 * @self: the client
 * @id: the id of a base map
 *
 * Forgets the key of a base map that is not shown any more, and what was learnt of its server; stops asking
 * it.
 */
void
zb_tile_client_forget (ZbTileClient *self, const char *id)
{
  g_hash_table_remove (self->keys, id);
  g_hash_table_foreach_remove (self->lines, is_of_map, (gpointer)id);
}

/**
 * zb_tile_client_get_cache:
 * @self: the client
 *
 * Returns: (transfer none): where it keeps tiles
 */
ZbTileCache *
zb_tile_client_get_cache (ZbTileClient *self)
{
  return self->cache;
}

/**
 * zb_tile_client_close:
 * @self: the client
 *
 * Gives up whatever is under way.
 */
void
zb_tile_client_close (ZbTileClient *self)
{
  self->closed = TRUE;
  g_hash_table_remove_all (self->lines);
  soup_session_abort (self->session);
}

static void
zb_tile_client_finalize (GObject *object)
{
  ZbTileClient *self = ZB_TILE_CLIENT (object);

  g_hash_table_unref (self->lines);
  g_hash_table_unref (self->keys);
  g_hash_table_unref (self->asks);
  g_clear_object (&self->session);
  g_clear_object (&self->cache);
  G_OBJECT_CLASS (zb_tile_client_parent_class)->finalize (object);
}

static void
zb_tile_client_class_init (ZbTileClientClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zb_tile_client_finalize;
}

static void
zb_tile_client_init (ZbTileClient *self)
{
  self->lines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, retire);
  self->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)zb_tile_keys_free);
  self->asks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->session =
      soup_session_new_with_options ("timeout", TIMEOUT, "idle-timeout", 60, "max-conns", 2 * AT_ONCE,
                                     "max-conns-per-host", AT_ONCE, "user-agent", USER_AGENT, NULL);
}

/**
 * zb_tile_client_new:
 * @cache: where it keeps tiles
 *
 * Returns: (transfer full): whoever gets tiles over the network
 */
ZbTileClient *
zb_tile_client_new (ZbTileCache *cache)
{
  ZbTileClient *self = g_object_new (ZB_TYPE_TILE_CLIENT, NULL);

  self->cache = g_object_ref (cache);
  return self;
}
