/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-fake-platform.h"

#include <string.h>

#define ACCOUNT                                                                                              \
  "{\"id\":\"0190a000-0000-7000-8000-000000000001\",\"version\":1,\"username\":\"officer\",\"name\":"        \
  "\"Officer\","                                                                                             \
  "\"number\":\"CN0001\",\"role\":\"duty_officer\",\"areas\":[],\"enabled\":true}"
#define SESSION                                                                                              \
  "{\"token\":\"t\",\"refresh_token\":\"r\",\"expires_at\":\"2099-01-01T00:00:00.000Z\","                    \
  "\"account\":" ACCOUNT "}"

typedef struct
{
  gint64 seq;
  char *text;
} Logged;

static void
logged_free (gpointer data)
{
  Logged *logged = data;

  g_free (logged->text);
  g_free (logged);
}

static GHashTable *
get_list (ZbFakePlatform *self, const char *plural)
{
  GHashTable *list = g_hash_table_lookup (self->lists, plural);

  if (list == NULL)
    {
      list = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
      g_hash_table_insert (self->lists, g_strdup (plural), list);
    }
  return list;
}

static char *
now_text (ZbFakePlatform *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) shifted = g_date_time_add (now, self->clock_ahead);

  return g_date_time_format (shifted, "%Y-%m-%dT%H:%M:%S.000Z");
}

static void
send_text (ZbFakePlatform *self, SoupWebsocketConnection *socket, const char *text)
{
  if (!self->silent && soup_websocket_connection_get_state (socket) == SOUP_WEBSOCKET_STATE_OPEN)
    soup_websocket_connection_send_text (socket, text);
}

static void
broadcast (ZbFakePlatform *self, const char *text)
{
  for (guint i = 0; i < self->sockets->len; i++)
    send_text (self, g_ptr_array_index (self->sockets, i), text);
}

static gboolean
beat (gpointer data)
{
  ZbFakePlatform *self = data;
  g_autofree char *now = now_text (self);
  if (self->holds_back)
    return G_SOURCE_CONTINUE;
  g_autofree char *text = g_strdup_printf (
      "{\"type\":\"heartbeat\",\"through\":%" G_GINT64_FORMAT ",\"server_time\":\"%s\"}", self->seq, now);

  broadcast (self, text);
  return G_SOURCE_CONTINUE;
}

static void
send_hello (ZbFakePlatform *self, SoupWebsocketConnection *socket)
{
  char beats[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *now = now_text (self);
  g_autofree char *text =
      g_strdup_printf ("{\"type\":\"hello\",\"log_id\":\"%s\",\"seq\":%" G_GINT64_FORMAT ",\"oldest\":1,"
                       "\"server_time\":\"%s\",\"heartbeat\":%s}",
                       self->log_id, self->seq, now, g_ascii_dtostr (beats, sizeof beats, self->heartbeat));

  send_text (self, socket, text);
}

static void
send_since (ZbFakePlatform *self, SoupWebsocketConnection *socket, gint64 since)
{
  g_autoptr (GString) frame = g_string_new (NULL);
  guint n = 0;

  g_string_printf (frame, "{\"type\":\"events\",\"through\":%" G_GINT64_FORMAT ",\"events\":[", self->seq);
  for (guint i = 0; i < self->log->len; i++)
    {
      Logged *logged = g_ptr_array_index (self->log, i);
      if (logged->seq > since)
        g_string_append_printf (frame, "%s%s", n++ ? "," : "", logged->text);
    }
  g_string_append (frame, "]}");
  send_text (self, socket, frame->str);
}

static void
on_feed (SoupServer *server, SoupServerMessage *message, const char *path, SoupWebsocketConnection *socket,
         gpointer data)
{
  ZbFakePlatform *self = data;
  const char *query = g_uri_get_query (soup_server_message_get_uri (message));
  g_autoptr (GHashTable) parameters = query ? soup_form_decode (query) : NULL;
  const char *since = parameters ? g_hash_table_lookup (parameters, "since") : NULL;
  const char *log_id = parameters ? g_hash_table_lookup (parameters, "log") : NULL;

  self->feeds_opened++;
  g_ptr_array_add (self->sockets, g_object_ref (socket));
  send_hello (self, socket);
  self->since = since ? g_ascii_strtoll (since, NULL, 10) : self->seq;
  if (since != NULL && g_strcmp0 (log_id, self->log_id) == 0 && !self->holds_back)
    send_since (self, socket, g_ascii_strtoll (since, NULL, 10));
}

static void
answer (SoupServerMessage *message, guint status, const char *type, const char *body)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, type, SOUP_MEMORY_COPY, body, strlen (body));
}

static void
answer_list (ZbFakePlatform *self, SoupServerMessage *message, const char *plural)
{
  g_autoptr (GString) body = g_string_new ("{\"items\":[");
  g_autofree char *seq = g_strdup_printf ("%" G_GINT64_FORMAT, self->seq);
  GHashTableIter iter;
  gpointer text;
  guint n = 0;

  self->lists_served++;
  g_hash_table_iter_init (&iter, get_list (self, plural));
  while (g_hash_table_iter_next (&iter, NULL, &text))
    g_string_append_printf (body, "%s%s", n++ ? "," : "", (char *)text);
  g_string_append (body, "],\"next\":null}");
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Feed-Seq", seq);
  answer (message, 200, "application/json", body->str);
}

static void
answer_one (ZbFakePlatform *self, SoupServerMessage *message, const char *plural, const char *id)
{
  const char *text = g_hash_table_lookup (get_list (self, plural), id);

  if (text != NULL)
    answer (message, 200, "application/json", text);
  else
    answer (message, 404, "application/problem+json", "{\"title\":\"Not found\",\"status\":404}");
}

/* Whether what goes to @path is answered as the test says. */
static gboolean
refuses (ZbFakePlatform *self, const char *path)
{
  if (self->refuse_path != NULL)
    return g_str_has_suffix (path, self->refuse_path);
  if (self->refuse_times == 0)
    return FALSE;
  self->refuse_times--;
  return TRUE;
}

static void
take_command (ZbFakePlatform *self, SoupServerMessage *message, const char *path)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *key = soup_message_headers_get_one (headers, "Idempotency-Key");

  g_ptr_array_add (self->commands, g_strdup_printf ("%s %s %s", soup_server_message_get_method (message),
                                                    path, key ? key : "-"));
  if (refuses (self, path))
    {
      answer (message, self->refuse_with, "application/problem+json",
              "{\"title\":\"Refused\",\"because\":\"the test says so\",\"state\":\"closed\",\"allowed\":[]}");
      return;
    }
  if (key != NULL)
    {
      guint times = GPOINTER_TO_UINT (g_hash_table_lookup (self->committed, key));
      g_hash_table_insert (self->committed, g_strdup (key), GUINT_TO_POINTER (times + 1));
    }
  answer (message, 200, "application/json", self->answer_with ? self->answer_with : "{}");
}

static void
on_request (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query,
            gpointer data)
{
  ZbFakePlatform *self = data;
  g_auto (GStrv) parts = g_strsplit (path + strlen ("/api/v1/"), "/", -1);
  const char *method = soup_server_message_get_method (message);

  if (self->silent || (self->pause_path != NULL && strstr (path, self->pause_path) != NULL))
    {
      soup_server_message_pause (message);
      g_ptr_array_add (self->paused, g_object_ref (message));
    }
  else if (g_str_equal (parts[0], "session"))
    answer (message, g_str_equal (method, "DELETE") ? 204 : 201, "application/json",
            g_str_equal (method, "DELETE") ? "" : SESSION);
  else if (g_str_equal (path, "/api/v1/me/presence"))
    answer (message, 204, "application/json", "");
  else if (!g_str_equal (method, "GET"))
    take_command (self, message, path);
  else if (self->refuse_gets && refuses (self, path))
    answer (message, self->refuse_with, "application/problem+json", "{\"title\":\"Refused\"}");
  else if (parts[1] == NULL)
    answer_list (self, message, parts[0]);
  else
    answer_one (self, message, parts[0], parts[1]);
}

/* Starts a platform on a free port of this machine, with a log of its own. */
ZbFakePlatform *
zb_fake_platform_new (double heartbeat)
{
  ZbFakePlatform *self = g_new0 (ZbFakePlatform, 1);
  char *protocols[] = { (char *)"zhiban.v1", NULL };
  g_autoptr (GError) error = NULL;

  self->heartbeat = heartbeat;
  self->log_id = g_strdup ("log-1");
  self->commands = g_ptr_array_new_with_free_func (g_free);
  self->lists = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_hash_table_unref);
  self->committed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->log = g_ptr_array_new_with_free_func (logged_free);
  self->sockets = g_ptr_array_new_with_free_func (g_object_unref);
  self->paused = g_ptr_array_new_with_free_func (g_object_unref);
  self->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->server, "/api/v1", on_request, self, NULL);
  soup_server_add_websocket_handler (self->server, "/api/v1/feed", NULL, protocols, on_feed, self, NULL);
  soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);

  GSList *uris = soup_server_get_uris (self->server);
  self->url = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify)g_uri_unref);
  self->beat = g_timeout_add (MAX ((guint)(heartbeat * 1000), 10), beat, self);

  return self;
}

void
zb_fake_platform_free (ZbFakePlatform *self)
{
  g_source_remove (self->beat);
  zb_fake_platform_drop (self);
  soup_server_disconnect (self->server);
  g_object_unref (self->server);
  g_ptr_array_unref (self->sockets);
  g_ptr_array_unref (self->paused);
  g_ptr_array_unref (self->commands);
  g_ptr_array_unref (self->log);
  g_hash_table_unref (self->lists);
  g_hash_table_unref (self->committed);
  g_free (self->url);
  g_free (self->log_id);
  g_free (self);
}

/* Logs an event and sends it to every feed; @data is JSON text. */
void
zb_fake_platform_log (ZbFakePlatform *self, const char *type, const char *subject, const char *data)
{
  g_autofree char *now = now_text (self);
  Logged *logged = g_new0 (Logged, 1);

  logged->seq = ++self->seq;
  logged->text =
      g_strdup_printf ("{\"specversion\":\"1.0\",\"id\":\"%s-%" G_GINT64_FORMAT "\",\"source\":\"/fake\","
                       "\"type\":\"%s\",\"subject\":\"%s\",\"time\":\"%s\",\"seq\":%" G_GINT64_FORMAT
                       ",\"datacontenttype\":\"application/json\",\"data\":%s}",
                       self->log_id, logged->seq, type, subject, now, logged->seq, data);
  g_ptr_array_add (self->log, logged);
  for (guint i = 0; i < self->sockets->len; i++)
    send_since (self, g_ptr_array_index (self->sockets, i), self->seq - 1);
}

/* Puts an entity, and tells the feeds; @rest are more members, with a comma before each. */
void
zb_fake_platform_put (ZbFakePlatform *self, const char *kind, const char *id, gint64 version,
                      const char *rest)
{
  g_autofree char *plural = g_strdup_printf ("%ss", kind);
  g_autofree char *type = g_strdup_printf ("%s.updated", kind);
  g_autofree char *subject = g_strdup_printf ("%s/%s", kind, id);
  char *text = g_strdup_printf ("{\"id\":\"%s\",\"version\":%" G_GINT64_FORMAT "%s}", id, version, rest);

  g_hash_table_insert (get_list (self, plural), g_strdup (id), text);
  zb_fake_platform_log (self, type, subject, text);
}

void
zb_fake_platform_remove (ZbFakePlatform *self, const char *kind, const char *id)
{
  g_autofree char *plural = g_strdup_printf ("%ss", kind);
  g_autofree char *subject = g_strdup_printf ("%s/%s", kind, id);

  g_hash_table_remove (get_list (self, plural), id);
  zb_fake_platform_log (self, "entity.removed", subject, "null");
}

/* Sends whatever bytes, as a text frame where they are text. */
void
zb_fake_platform_send_raw (ZbFakePlatform *self, const char *text, gsize length)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);
  SoupWebsocketDataType type =
      g_utf8_validate_len (text, length, NULL) ? SOUP_WEBSOCKET_DATA_TEXT : SOUP_WEBSOCKET_DATA_BINARY;

  for (guint i = 0; i < self->sockets->len; i++)
    {
      SoupWebsocketConnection *socket = g_ptr_array_index (self->sockets, i);
      if (soup_websocket_connection_get_state (socket) == SOUP_WEBSOCKET_STATE_OPEN)
        soup_websocket_connection_send_message (socket, type, bytes);
    }
}

/* Says what was missed, after all. */
void
zb_fake_platform_catch_up (ZbFakePlatform *self)
{
  self->holds_back = FALSE;
  for (guint i = 0; i < self->sockets->len; i++)
    send_since (self, g_ptr_array_index (self->sockets, i), self->since);
}

/* Answers late what was asked for and not answered: one entity each. */
void
zb_fake_platform_answer_paused (ZbFakePlatform *self)
{
  self->pause_path = NULL;
  for (guint i = 0; i < self->paused->len; i++)
    {
      SoupServerMessage *message = g_ptr_array_index (self->paused, i);
      const char *path = g_uri_get_path (soup_server_message_get_uri (message));
      g_auto (GStrv) parts = g_strsplit (path + strlen ("/api/v1/"), "/", 2);
      if (parts[1] == NULL)
        answer_list (self, message, parts[0]);
      else
        answer_one (self, message, parts[0], parts[1]);
      soup_server_message_unpause (message);
    }
  g_ptr_array_set_size (self->paused, 0);
}

/* Cuts every connection, as the end of the process would. */
void
zb_fake_platform_drop (ZbFakePlatform *self)
{
  for (guint i = 0; i < self->sockets->len; i++)
    {
      SoupWebsocketConnection *socket = g_ptr_array_index (self->sockets, i);
      g_io_stream_close (soup_websocket_connection_get_io_stream (socket), NULL, NULL);
    }
  g_ptr_array_set_size (self->sockets, 0);
  g_ptr_array_set_size (self->paused, 0);
}

/* Becomes a platform with another log, as after a backup was restored. */
void
zb_fake_platform_renew (ZbFakePlatform *self, const char *log_id)
{
  g_set_str (&self->log_id, log_id);
  g_ptr_array_set_size (self->log, 0);
  g_hash_table_remove_all (self->lists);
  self->seq = 0;
}
