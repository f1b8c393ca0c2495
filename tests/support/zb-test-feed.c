/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A console's end of the feed that keeps all it gets. */
#include "zb-test-platform.h"

struct _ZbTestFeed
{
  SoupSession *session;
  SoupWebsocketConnection *socket;
  GPtrArray *frames;
  GError *error;
  gboolean answered;
  gboolean closed;
};

typedef struct
{
  ZbTestFeed *feed;
  const char *type;
  const char *id;
  yyjson_val *found;
} Search;

static void
on_message (SoupWebsocketConnection *socket, int type, GBytes *message, gpointer data)
{
  ZbTestFeed *self = data;
  gsize length;
  const char *text = g_bytes_get_data (message, &length);
  g_assert_cmpuint (length, <=, 1024 * 1024);
  yyjson_doc *doc = yyjson_read (text, length, 0);
  g_assert_nonnull (doc);
  g_ptr_array_add (self->frames, doc);
}

static void
on_closed (SoupWebsocketConnection *socket, gpointer data)
{
  ((ZbTestFeed *)data)->closed = TRUE;
}

static void
on_connected (GObject *session, GAsyncResult *result, gpointer data)
{
  ZbTestFeed *self = data;
  self->socket = soup_session_websocket_connect_finish (SOUP_SESSION (session), result, &self->error);
  self->answered = TRUE;
  if (self->socket == NULL)
    return;
  soup_websocket_connection_set_max_incoming_payload_size (self->socket, 4 * 1024 * 1024);
  g_signal_connect (self->socket, "message", G_CALLBACK (on_message), self);
  g_signal_connect (self->socket, "closed", G_CALLBACK (on_closed), self);
}

static gboolean
is_answered (gpointer data)
{
  return ((ZbTestFeed *)data)->answered;
}

/**
 * zb_test_feed_open:
 * @self: a platform
 * @who: (nullable): a user name
 * @since: what it has already, -1 for nothing
 * @log_id: (nullable): of which log
 *
 * Returns: (transfer full) (nullable): a feed, NULL where it was refused
 */
ZbTestFeed *
zb_test_feed_open (ZbTestPlatform *self, const char *who, gint64 since, const char *log_id)
{
  g_autofree char *resume =
      since >= 0 ? g_strdup_printf ("?since=%" G_GINT64_FORMAT "&log=%s", since, log_id != NULL ? log_id : "")
                 : g_strdup ("");
  g_autofree char *url = g_strconcat (zb_test_platform_get_url (self), "/api/v1/feed", resume, NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", url);
  if (who != NULL)
    {
      g_autofree char *value = g_strconcat ("Bearer ", zb_test_platform_sign_in (self, who), NULL);
      soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", value);
    }
  char *protocols[] = { "zhiban.v1", NULL };
  ZbTestFeed *feed = g_new0 (ZbTestFeed, 1);
  feed->session = soup_session_new ();
  feed->frames = g_ptr_array_new_with_free_func ((GDestroyNotify)yyjson_doc_free);
  soup_session_websocket_connect_async (feed->session, message, NULL, protocols, G_PRIORITY_DEFAULT, NULL,
                                        on_connected, feed);
  g_assert_true (zb_test_wait (is_answered, feed, 10000));
  if (feed->socket != NULL)
    return feed;
  zb_test_feed_free (feed);
  return NULL;
}

static gboolean
has_frame (gpointer data)
{
  Search *search = data;
  for (guint i = 0; i < search->feed->frames->len && search->found == NULL; i++)
    {
      yyjson_val *root = yyjson_doc_get_root (g_ptr_array_index (search->feed->frames, i));
      if (g_strcmp0 (yyjson_get_str (yyjson_obj_get (root, "type")), search->type) == 0)
        search->found = root;
    }
  return search->found != NULL;
}

/**
 * zb_test_feed_wait:
 * @self: a feed
 * @type: a type of frame
 * @milliseconds: at most so long
 *
 * Returns: (nullable): the first frame of that type
 */
yyjson_val *
zb_test_feed_wait (ZbTestFeed *self, const char *type, guint milliseconds)
{
  Search search = { .feed = self, .type = type };
  zb_test_wait (has_frame, &search, milliseconds);
  return search.found;
}

/**
 * zb_test_feed_last:
 * @self: a feed
 * @type: a type of frame
 *
 * Returns: (nullable): the last frame of that type that has come
 */
yyjson_val *
zb_test_feed_last (ZbTestFeed *self, const char *type)
{
  for (guint i = self->frames->len; i > 0; i--)
    {
      yyjson_val *root = yyjson_doc_get_root (g_ptr_array_index (self->frames, i - 1));
      if (g_strcmp0 (yyjson_get_str (yyjson_obj_get (root, "type")), type) == 0)
        return root;
    }
  return NULL;
}

static gboolean
is_event (yyjson_val *event, Search *search)
{
  const char *subject = yyjson_get_str (yyjson_obj_get (event, "subject"));
  const char *type = yyjson_get_str (yyjson_obj_get (event, "type"));
  return subject != NULL && g_str_has_suffix (subject, search->id) &&
         (search->type == NULL || g_strcmp0 (type, search->type) == 0);
}

/* The last of them. */
static gboolean
has_event (gpointer data)
{
  Search *search = data;
  search->found = NULL;
  for (guint i = 0; i < search->feed->frames->len; i++)
    {
      yyjson_val *root = yyjson_doc_get_root (g_ptr_array_index (search->feed->frames, i));
      yyjson_arr_iter iter = yyjson_arr_iter_with (yyjson_obj_get (root, "events"));
      for (yyjson_val *event = yyjson_arr_iter_next (&iter); event != NULL;
           event = yyjson_arr_iter_next (&iter))
        if (is_event (event, search))
          search->found = event;
    }
  return search->found != NULL;
}

/**
 * zb_test_feed_wait_event:
 * @self: a feed
 * @type: (nullable): a type of event, NULL for any
 * @id: the id of its subject
 * @milliseconds: at most so long
 *
 * Returns: (nullable): the last such event
 */
yyjson_val *
zb_test_feed_wait_event (ZbTestFeed *self, const char *type, const char *id, guint milliseconds)
{
  Search search = { .feed = self, .type = type, .id = id };
  zb_test_wait (has_event, &search, milliseconds);
  return search.found;
}

/**
 * zb_test_feed_has_event:
 * @self: a feed
 * @id: the id of a subject
 *
 * Returns: whether it has told of it
 */
gboolean
zb_test_feed_has_event (ZbTestFeed *self, const char *id)
{
  Search search = { .feed = self, .id = id };
  return has_event (&search);
}

/**
 * zb_test_feed_dup_text:
 * @self: a feed
 *
 * Returns: (transfer full): all that it was ever sent, as JSON
 */
char *
zb_test_feed_dup_text (ZbTestFeed *self)
{
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < self->frames->len; i++)
    {
      char *frame = yyjson_write (g_ptr_array_index (self->frames, i), 0, NULL);
      g_string_append (text, frame);
      free (frame);
    }
  return g_string_free_and_steal (text);
}

/**
 * zb_test_feed_get_through:
 * @self: a feed
 *
 * Returns: what it may be resumed from
 */
gint64
zb_test_feed_get_through (ZbTestFeed *self)
{
  gint64 through = -1;
  for (guint i = 0; i < self->frames->len; i++)
    {
      yyjson_val *root = yyjson_doc_get_root (g_ptr_array_index (self->frames, i));
      yyjson_val *value = yyjson_obj_get (root, "through");
      if (value != NULL)
        through = yyjson_get_sint (value);
    }
  return through;
}

static gboolean
is_closed (gpointer data)
{
  return ((ZbTestFeed *)data)->closed;
}

/**
 * zb_test_feed_wait_closed:
 * @self: a feed
 * @milliseconds: at most so long
 *
 * Returns: whether the platform has closed it
 */
gboolean
zb_test_feed_wait_closed (ZbTestFeed *self, guint milliseconds)
{
  return zb_test_wait (is_closed, self, milliseconds);
}

/**
 * zb_test_feed_send:
 * @self: a feed
 * @text: a frame
 */
void
zb_test_feed_send (ZbTestFeed *self, const char *text)
{
  soup_websocket_connection_send_text (self->socket, text);
}

/**
 * zb_test_feed_free:
 * @self: (transfer full): a feed
 */
void
zb_test_feed_free (ZbTestFeed *self)
{
  if (self->socket != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->socket, self);
      if (soup_websocket_connection_get_state (self->socket) == SOUP_WEBSOCKET_STATE_OPEN)
        soup_websocket_connection_close (self->socket, SOUP_WEBSOCKET_CLOSE_NORMAL, NULL);
    }
  g_clear_object (&self->socket);
  g_object_unref (self->session);
  g_clear_error (&self->error);
  g_ptr_array_unref (self->frames);
  g_free (self);
}
