/* SPDX-License-Identifier: GPL-3.0-or-later */

/* HTTP to one platform. Two sessions, because libsoup limits the connections to one host: pictures that are
 * slow must not keep a command waiting. The feed has one of its own, on its own thread. */
#include "zb-rest.h"

#include "zb-priority.h"

#include <glib/gi18n-lib.h>

#define COMMAND_TIMEOUT 15
#define FILE_TIMEOUT 30
#define BODY_LIMIT (64 * 1024 * 1024)
#define USER_AGENT "zhiban/" ZB_VERSION

struct _ZbRest
{
  GObject parent_instance;

  char *url;
  char *token;
  SoupSession *commands;
  SoupSession *files;
};

G_DEFINE_FINAL_TYPE (ZbRest, zb_rest, G_TYPE_OBJECT)

static void
zb_rest_dispose (GObject *object)
{
  ZbRest *self = ZB_REST (object);

  zb_rest_abort (self);
  zb_rest_set_token (self, NULL);

  G_OBJECT_CLASS (zb_rest_parent_class)->dispose (object);
}

static void
zb_rest_finalize (GObject *object)
{
  ZbRest *self = ZB_REST (object);

  g_clear_object (&self->commands);
  g_clear_object (&self->files);
  g_clear_pointer (&self->url, g_free);

  G_OBJECT_CLASS (zb_rest_parent_class)->finalize (object);
}

static void
zb_rest_class_init (ZbRestClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = zb_rest_dispose;
  object_class->finalize = zb_rest_finalize;
}

static SoupSession *
create_session (guint timeout, int connections)
{
  SoupSession *session =
      soup_session_new_with_options ("timeout", timeout, "idle-timeout", 60, "max-conns", connections,
                                     "max-conns-per-host", connections, "user-agent", USER_AGENT, NULL);
  soup_session_set_accept_language_auto (session, TRUE);
  return session;
}

static void
zb_rest_init (ZbRest *self)
{
  self->commands = create_session (COMMAND_TIMEOUT, 4);
  self->files = create_session (FILE_TIMEOUT, 8);
}

static gboolean
is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  return address ? g_inet_address_get_is_loopback (address) : g_ascii_strcasecmp (host, "localhost") == 0;
}

static gboolean
check_url (GUri *uri, GError **error)
{
  gboolean plain = g_str_equal (g_uri_get_scheme (uri), "http");
  const char *host = g_uri_get_host (uri);

  if ((!plain && !g_str_equal (g_uri_get_scheme (uri), "https")) || host == NULL || *host == '\0')
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 _ ("The address of the platform must begin with https://"));
  else if (plain && !is_loopback (host))
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 _ ("The platform at %s must be reached over https: passwords are sent to it"), host);
  else
    return TRUE;
  return FALSE;
}

/**
 * zb_rest_new:
 * @url: where the platform is, `https://host[:port][/prefix]`; `http` for this machine only
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the way to the platform, or %NULL with a #GIOErrorEnum whose
 *   message is for people
 */
ZbRest *
zb_rest_new (const char *url, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);

  if (uri == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   _ ("“%s” is not the address of a platform"), url);
      return NULL;
    }
  if (!check_url (uri, error))
    return NULL;

  ZbRest *self = g_object_new (ZB_TYPE_REST, NULL);
  self->url = g_strdup (url);
  for (gsize end = strlen (self->url); end > 0 && self->url[end - 1] == '/'; end--)
    self->url[end - 1] = '\0';
  return self;
}

/**
 * zb_rest_get_url:
 * @self: a way to a platform
 *
 * Returns: where the platform is, without a slash at the end
 */
const char *
zb_rest_get_url (ZbRest *self)
{
  g_return_val_if_fail (ZB_IS_REST (self), NULL);

  return self->url;
}

/**
 * zb_rest_set_token:
 * @self: a way to a platform
 * @token: (nullable): the token that requests carry from now on
 */
void
zb_rest_set_token (ZbRest *self, const char *token)
{
  g_return_if_fail (ZB_IS_REST (self));

  if (self->token != NULL)
    memset (self->token, 0, strlen (self->token));
  g_set_str (&self->token, token);
}

static void
authorize (ZbRest *self, SoupMessage *message)
{
  g_autofree char *value = self->token ? g_strdup_printf ("Bearer %s", self->token) : NULL;

  if (value != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", value);
}

static void
set_conditions (SoupMessageHeaders *headers, const ZbRequest *request)
{
  if (request->key != NULL)
    soup_message_headers_replace (headers, "Idempotency-Key", request->key);
  if (request->follows != NULL)
    soup_message_headers_replace (headers, "Follows", request->follows);
  if (request->sha256 != NULL)
    soup_message_headers_replace (headers, "Content-SHA256", request->sha256);
  if (request->range != NULL)
    soup_message_headers_replace (headers, "Range", request->range);
  if (request->if_match != NULL)
    {
      g_autofree char *tag = g_strdup_printf ("\"%s\"", request->if_match);
      soup_message_headers_replace (headers, "If-Match", tag);
    }
}

static SoupMessage *
create_message (ZbRest *self, const ZbRequest *request)
{
  g_autofree char *address = g_strdup_printf ("%s/api/v1%s", self->url, request->path);
  SoupMessage *message = soup_message_new (request->method, address);

  if (message == NULL)
    return NULL;
  authorize (self, message);
  set_conditions (soup_message_get_request_headers (message), request);
  if (request->body != NULL)
    soup_message_set_request_body_from_bytes (
        message, request->content_type ? request->content_type : "application/json", request->body);
  /* A platform that redirects would be handed the token again by libsoup. */
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  return message;
}

typedef struct
{
  DexPromise *promise;
  SoupMessage *message;
  GCancellable *cancellable;
  gsize received;
} Exchange;

static void
exchange_free (Exchange *exchange)
{
  dex_clear (&exchange->promise);
  g_clear_object (&exchange->message);
  g_clear_object (&exchange->cancellable);
  g_free (exchange);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Exchange, exchange_free)

static void
on_body_data (SoupMessage *message, guint size, Exchange *exchange)
{
  exchange->received += size;
  if (exchange->received > BODY_LIMIT)
    g_cancellable_cancel (exchange->cancellable);
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Exchange) exchange = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = soup_session_send_and_read_finish (SOUP_SESSION (source), result, &error);

  g_signal_handlers_disconnect_by_data (exchange->message, exchange);
  if (exchange->received > BODY_LIMIT)
    dex_promise_reject (exchange->promise, g_error_new (G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE,
                                                        "the answer has more than %d MiB", BODY_LIMIT >> 20));
  else if (body == NULL)
    dex_promise_reject (exchange->promise, g_steal_pointer (&error));
  else
    dex_promise_resolve_object (exchange->promise, zb_reply_new (exchange->message, body));
}

static DexFuture *
send_message (SoupSession *session, SoupMessage *message, int priority)
{
  DexPromise *promise = dex_promise_new_cancellable ();
  Exchange *exchange = g_new0 (Exchange, 1);

  exchange->promise = dex_ref (promise);
  exchange->message = g_object_ref (message);
  exchange->cancellable = g_object_ref (dex_promise_get_cancellable (promise));
  g_signal_connect (message, "got-body-data", G_CALLBACK (on_body_data), exchange);
  soup_session_send_and_read_async (session, message, priority, exchange->cancellable, on_answered, exchange);
  return DEX_FUTURE (promise);
}

/**
 * zb_rest_send:
 * @self: a way to a platform
 * @request: what to ask
 *
 * Sends a request with the token. Discarding the future gives the request up.
 *
 * Returns: (transfer full): a future of a `ZbReply`, also of a refusal; it rejects where no answer came
 */
DexFuture *
zb_rest_send (ZbRest *self, const ZbRequest *request)
{
  g_return_val_if_fail (ZB_IS_REST (self), NULL);

  g_autoptr (SoupMessage) message = create_message (self, request);
  if (message == NULL)
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "not an address: %s",
                                  request->path);

  return send_message (request->is_file ? self->files : self->commands, message,
                       request->is_file ? ZB_PRIORITY_WITH_FRAMES : G_PRIORITY_DEFAULT);
}

/* A ticket is sent in the clear to this machine only. */
static gboolean
may_have_ticket (SoupMessage *message)
{
  GUri *uri = soup_message_get_uri (message);

  return g_strcmp0 (g_uri_get_scheme (uri), "https") == 0 || is_loopback (g_uri_get_host (uri));
}

static void
set_ticket (SoupMessageHeaders *headers, const char *user, const char *password)
{
  g_autofree char *plain = g_strjoin (":", user, password, NULL);
  g_autofree char *packed = g_base64_encode ((const guchar *)plain, strlen (plain));
  g_autofree char *value = g_strconcat ("Basic ", packed, NULL);

  soup_message_headers_replace (headers, "Authorization", value);
}

/**
 * zb_rest_fetch_part:
 * @self: a way to a platform
 * @uri: where a file is, which need not be at the platform
 * @user: (nullable): who to be there
 * @password: (nullable): for that
 * @offset: from where on, in bytes
 * @length: how many bytes
 *
 * Fetches a part of a file, without the session's token. Discarding the future gives the request up.
 *
 * Returns: (transfer full): a future of a `ZbReply`, also of a refusal; it rejects where no answer came
 */
DexFuture *
zb_rest_fetch_part (ZbRest *self, const char *uri, const char *user, const char *password, gint64 offset,
                    gint64 length)
{
  g_autoptr (SoupMessage) message = soup_message_new ("GET", uri);

  if (message == NULL || !may_have_ticket (message) || length <= 0)
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "not to be fetched: %s", uri);
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_headers_set_range (soup_message_get_request_headers (message), offset, offset + length - 1);
  if (user != NULL && password != NULL)
    set_ticket (soup_message_get_request_headers (message), user, password);
  return send_message (self->files, message, ZB_PRIORITY_WITH_FRAMES);
}

/**
 * zb_rest_create_feed_message:
 * @self: a way to a platform
 * @since: the event after which to resume, or -1 to begin with what happens from now on
 * @log_id: (nullable): the log that @since belongs to
 *
 * Returns: (transfer full): the request that opens the feed
 */
SoupMessage *
zb_rest_create_feed_message (ZbRest *self, gint64 since, const char *log_id)
{
  g_autofree char *log = log_id ? g_uri_escape_string (log_id, NULL, FALSE) : NULL;
  g_autofree char *address =
      since >= 0 && log != NULL
          ? g_strdup_printf ("%s/api/v1/feed?since=%" G_GINT64_FORMAT "&log=%s", self->url, since, log)
          : g_strdup_printf ("%s/api/v1/feed", self->url);
  SoupMessage *message = soup_message_new ("GET", address);

  authorize (self, message);
  return message;
}

/**
 * zb_rest_create_feed_session:
 *
 * May be called on any thread; the session is of that thread.
 *
 * Returns: (transfer full): a session for one feed
 */
SoupSession *
zb_rest_create_feed_session (void)
{
  return create_session (COMMAND_TIMEOUT, 2);
}

/**
 * zb_rest_abort:
 * @self: a way to a platform
 *
 * Gives up every request that is under way. A feed is not one of them: see zb_feed_stop().
 */
void
zb_rest_abort (ZbRest *self)
{
  soup_session_abort (self->commands);
  soup_session_abort (self->files);
}
