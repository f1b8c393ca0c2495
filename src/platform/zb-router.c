/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From an HTTP request to its handler and back.
 *
 *   headers ─▶ size ─▶ body ─▶ fiber ─▶ the database's threads ─▶ main loop ─▶ answer
 *
 *   write: caller · body · idempotency · sight · handler · COMMIT   on the writer
 *   read:  caller · body · sight · handler                          on a reader
 *   flow:  caller · body on a reader, then the handler on the fiber, which may await
 *
 * How to add a route, `zb-….c`:
 *
 *   static gboolean
 *   snooze (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
 *   {
 *     gint64 until = zb_call_time (call, "until", ZB_NEEDED);
 *     if (!zb_call_is_good (call, response))                       // 422 with all that is wrong
 *       return FALSE;
 *     ZbAlert *alert = zb_transaction_load (tx, ZB_KIND_ALERT, call->id);
 *     ZbActor actor = zb_acting_get_actor (tx, alert);
 *     g_autoptr (ZbProblem) problem = zb_alert_guard (alert, …, &actor, …);
 *     if (problem != NULL)
 *       return zb_response_refuse (response, problem);             // 403, 409, 423 …: everything is undone
 *     alert->snoozed_until = until;
 *     zb_transaction_save (tx, alert, NULL);                       // version + 1, event alert.updated
 *     zb_transaction_audit (tx, "alert.snooze", alert, reason);
 *     return zb_response_entity (response, call, 200, alert);      // as this caller may see it
 *   }
 *
 *   const ZbRoute zb_alert_routes[] = {
 *     { "POST", "/alerts/{id}/snooze", ZB_MAY_DUTY, ZB_ROUTE_COMMAND, snooze },
 *     { 0 },
 *   };
 *
 * and name the table in zb-routes.c. Errors of the store are sticky in the transaction: the router
 * looks at them once. */
#include "zb-router.h"

#include "zb-accounts.h"
#include "zb-authority.h"
#include "zb-body-limit.h"
#include "zb-idempotency.h"
#include "zb-refusals.h"
#include "zb-response-stream.h"
#include "zb-trace.h"

#define API "/api/v1"
#define TOO_LARGE "zb-too-large"
#define FIBER_STACK (512 * 1024)

/* One request on its way; the fiber and the database's thread share it. */
typedef struct
{
  ZbPlatform *platform;
  SoupServerMessage *message;
  ZbCall *call;
  ZbResponse *response;
  gboolean gone;
} Exchange;

static void
exchange_clear (gpointer pointer)
{
  Exchange *self = pointer;
  zb_call_free (self->call);
  zb_response_free (self->response);
  g_object_unref (self->message);
  g_object_unref (self->platform);
}

static void
exchange_unref (gpointer pointer)
{
  g_atomic_rc_box_release_full (pointer, exchange_clear);
}

/* --- on a thread of the database ---------------------------------------------------------- */

static DexFuture *
refused (void)
{
  return dex_future_new_reject (ZB_PLATFORM_ERROR, ZB_PLATFORM_ERROR_REFUSED, "refused");
}

static gboolean
check_body (ZbCall *call, ZbResponse *response)
{
  if ((call->route->flags & ZB_ROUTE_BODY) == 0)
    return TRUE;
  return zb_call_parse_body (call) || zb_response_refuse (response, call->problem);
}

static gboolean
run_handler (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  gboolean durable = (call->route->flags & ZB_ROUTE_DURABLE) != 0;
  ZbIdempotency seen = durable ? zb_idempotency_check (tx, response) : ZB_IDEMPOTENCY_NEW;
  if (seen != ZB_IDEMPOTENCY_NEW)
    return seen == ZB_IDEMPOTENCY_REPEATED;
  if (!zb_authority_check_sight (tx, response) || !call->route->handler (tx, call, response))
    return FALSE;
  if (durable)
    zb_idempotency_keep (tx, response);
  return TRUE;
}

/* Who reads it can do something about a disk. The headers that are there tell of what never came true: a tag,
 * a part of a file. */
static gboolean
refuse_unwritten (ZbResponse *response, const GError *error)
{
  g_ptr_array_set_size (response->headers, 0);
  if (g_error_matches (error, ZB_DATABASE_ERROR, ZB_DATABASE_ERROR_FULL))
    return zb_response_later (response, 503, 5, "The platform's disk is full. Nothing was changed.");
  return zb_response_later (response, 503, 5, "The platform could not write it down. Nothing was changed.");
}

static gboolean
look_at_error (ZbTransaction *tx, ZbResponse *response)
{
  const GError *error = zb_transaction_get_error (tx);
  if (error == NULL)
    return TRUE;
  g_warning ("%s %s: %s", tx->call->method, tx->call->path, error->message);
  return refuse_unwritten (response, error);
}

static gboolean
run_checked (ZbPlatform *platform, ZbConnection *connection, ZbCall *call, ZbResponse *response)
{
  if (!zb_authority_check_caller (connection, call, response) || !check_body (call, response))
    return FALSE;
  g_autoptr (ZbAreas) areas = zb_platform_dup_areas (platform);
  g_autoptr (ZbTransaction) tx = zb_transaction_new (connection, areas, call, call->now);
  tx->platform = platform;
  gboolean good = run_handler (tx, call, response);
  good = look_at_error (tx, response) && good;
  if (good)
    zb_platform_finish (platform, tx);
  return good;
}

static DexFuture *
run_job (ZbConnection *connection, gpointer data)
{
  Exchange *self = data;
  gboolean good = run_checked (self->platform, connection, self->call, self->response);
  if (self->call->gzip && (self->call->route->flags & ZB_ROUTE_READ) != 0)
    zb_response_compress (self->response, 2048);
  return good ? dex_future_new_true () : refused ();
}

static DexFuture *
check_job (ZbConnection *connection, gpointer data)
{
  Exchange *self = data;
  if (zb_authority_check_caller (connection, self->call, self->response) &&
      check_body (self->call, self->response))
    return dex_future_new_true ();
  return refused ();
}

/* --- on the main loop --------------------------------------------------------------------- */

static DexFuture *
submit (Exchange *self, ZbDatabaseFunc job, gboolean write)
{
  ZbDatabase *database = zb_platform_get_database (self->platform);
  gpointer shared = g_atomic_rc_box_acquire (self);
  return write ? zb_database_write (database, job, shared, exchange_unref)
               : zb_database_read (database, job, shared, exchange_unref);
}

static void
run_route (Exchange *self)
{
  ZbRouteFlags flags = self->call->route->flags;
  g_autoptr (GError) error = NULL;
  gboolean good;
  if ((flags & ZB_ROUTE_FLOW) == 0)
    good = dex_await (submit (self, run_job, (flags & ZB_ROUTE_WRITE) != 0), &error);
  else if ((good = dex_await (submit (self, check_job, FALSE), &error)))
    self->call->route->flow (self->platform, self->call, self->response);

  /* A commit that failed leaves a response that never came true. */
  if (!good && !g_error_matches (error, ZB_PLATFORM_ERROR, ZB_PLATFORM_ERROR_REFUSED))
    {
      g_warning ("%s %s: %s", self->call->method, self->call->path, error->message);
      refuse_unwritten (self->response, error);
    }
}

/**
 * zb_router_send:
 * @message: a request that has not been answered
 * @response: what it is to be answered
 *
 * Puts the answer into the message.
 */
void
zb_router_send (SoupServerMessage *message, ZbResponse *response)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  for (guint i = 0; i + 1 < response->headers->len; i += 2)
    soup_message_headers_replace (headers, g_ptr_array_index (response->headers, i),
                                  g_ptr_array_index (response->headers, i + 1));
  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_message_headers_replace (headers, "X-Content-Type-Options", "nosniff");
  if (response->gzipped)
    soup_message_headers_replace (headers, "Content-Encoding", "gzip");
  soup_message_headers_replace (headers, "Vary", "Accept-Encoding");
  soup_server_message_set_status (message, response->status, NULL);
  if (response->body != NULL || response->stream != NULL)
    soup_message_headers_set_content_type (headers, response->type, NULL);
  if (response->body == NULL)
    return;
  soup_message_body_append_bytes (soup_server_message_get_response_body (message), response->body);
}

static void
mark_gone (SoupServerMessage *message, Exchange *self)
{
  self->gone = TRUE;
}

/* In a transaction of its own, and on disk before it is answered: the handler's was undone. */
static void
await_refusal (Exchange *self)
{
  ZbRefusals *refusals = zb_platform_get_refusals (self->platform);
  g_autoptr (GError) error = NULL;
  if (refusals != NULL && !dex_await (zb_refusals_note (refusals, self->call), &error))
    g_warning ("%s %s was refused to a wall, and that could not be written down: %s", self->call->method,
               self->call->route->path, error->message);
}

static DexFuture *
exchange_fiber (gpointer data)
{
  Exchange *self = data;
  run_route (self);
  if (self->call->is_walls_command)
    await_refusal (self);
  zb_trace_answer (self->call, self->response);
  /* The handler holds the exchange, which holds the message: neither would ever go. */
  g_signal_handlers_disconnect_by_func (self->message, mark_gone, self);
  if (self->gone)
    return dex_future_new_true ();
  zb_router_send (self->message, self->response);
  if (self->response->stream != NULL)
    zb_response_stream_send (g_steal_pointer (&self->response->stream), self->message);
  else
    soup_server_message_unpause (self->message);
  return dex_future_new_true ();
}

static char *
get_header (SoupServerMessage *message, const char *name)
{
  return g_strdup (soup_message_headers_get_one (soup_server_message_get_request_headers (message), name));
}

static char *
hash_credential (const char *header, const char *scheme)
{
  gsize length = strlen (scheme);
  if (header == NULL || g_ascii_strncasecmp (header, scheme, length) != 0 || header[length] != ' ')
    return NULL;
  return zb_secret_hash (header + length + 1);
}

static gint64
parse_if_match (const char *text)
{
  gint64 revision = -1;
  g_autofree char *bare = g_strdup (text != NULL ? text : "");
  if (g_str_has_prefix (bare, "\"") && g_str_has_suffix (bare, "\"") && strlen (bare) > 2)
    {
      bare[strlen (bare) - 1] = '\0';
      g_ascii_string_to_signed (bare + 1, 10, 0, G_MAXINT64, &revision, NULL);
    }
  return revision;
}

static void
read_credentials (ZbCall *call, SoupServerMessage *message)
{
  g_autofree char *authorization = get_header (message, "Authorization");
  g_autofree char *api_key = get_header (message, "X-API-Key");
  call->token = hash_credential (authorization, "Bearer");
  call->api_key = api_key != NULL ? zb_secret_hash (api_key) : hash_credential (authorization, "ApiKey");
  if (authorization != NULL && g_ascii_strncasecmp (authorization, "Basic ", 6) == 0)
    call->basic = g_strdup (authorization + 6);
}

static char *
get_address (SoupServerMessage *message)
{
  GSocketAddress *address = soup_server_message_get_remote_address (message);
  if (!G_IS_INET_SOCKET_ADDRESS (address))
    return NULL;
  return g_inet_address_to_string (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)));
}

/* The request's Host is the caller's to choose: only what can be a name or an address is taken. */
static char *
get_host (SoupServerMessage *message)
{
  static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:";
  const char *host = g_uri_get_host (soup_server_message_get_uri (message));
  return host != NULL && *host != '\0' && host[strspn (host, letters)] == '\0' ? g_strdup (host) : NULL;
}

static void
read_body (ZbCall *call, SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  if (body->length > 0)
    call->content = soup_message_body_flatten (body);
  call->content_type = g_strdup (soup_message_headers_get_content_type (headers, NULL));
}

/* The interface itself has a slash at its end or none; pages lie beside it, and what lies beside both has no
 * path at all. */
static const char *
find_path (const char *path)
{
  if (zb_routes_is_page (path))
    return path;
  if (g_str_equal (path, API))
    return "/";
  return g_str_has_prefix (path, API "/") ? path + strlen (API) : "";
}

static const ZbRoute *
find_route (SoupServerMessage *message, const char *path, char **id, char **allow)
{
  const char *method = soup_server_message_get_method (message);
  return zb_routes_is_page (path) ? zb_routes_find_page (method, path, id, allow)
                                  : zb_routes_find (method, find_path (path), id, allow);
}

static ZbCall *
read_call (SoupServerMessage *message, const char *path, GHashTable *query)
{
  ZbCall *call = zb_call_new (soup_server_message_get_method (message), find_path (path));
  call->query = query != NULL ? g_hash_table_ref (query) : NULL;
  g_autofree char *if_match = get_header (message, "If-Match");
  call->if_match = parse_if_match (if_match);
  call->key = get_header (message, "Idempotency-Key");
  call->follows = get_header (message, "Follows");
  call->sha256 = get_header (message, "Content-SHA256");
  call->range = get_header (message, "Range");
  call->if_range = get_header (message, "If-Range");
  call->address = get_address (message);
  call->host = get_host (message);
  g_autofree char *encodings = get_header (message, "Accept-Encoding");
  call->gzip = encodings != NULL && strstr (encodings, "gzip") != NULL && !zb_trace_is_on ();
  read_credentials (call, message);
  read_body (call, message);
  return call;
}

static void
refuse_now (SoupServerMessage *message, ZbCall *call, ZbResponse *response)
{
  zb_trace_answer (call, response);
  zb_router_send (message, response);
}

static void
refuse_size (SoupServerMessage *message, ZbCall *call)
{
  g_autoptr (ZbResponse) response = zb_response_new ();
  zb_response_problem (response, 413, "too-large", "The body is larger than this path takes.");
  refuse_now (message, call, response);
}

static void
refuse_path (SoupServerMessage *message, ZbCall *call, const char *allow)
{
  g_autoptr (ZbResponse) response = zb_response_new ();
  if (allow == NULL)
    zb_response_problem (response, 404, "not-there", "There is no such path.");
  else
    {
      zb_response_set_header (response, "Allow", allow);
      zb_response_problem (response, 405, "method", "This path has no such method.");
    }
  refuse_now (message, call, response);
}

/* Before any route reads it, so that none has to ask. */
static void
refuse_query (SoupServerMessage *message, ZbCall *call)
{
  g_autoptr (ZbResponse) response = zb_response_new ();
  zb_response_problem (response, 400, "query", "The query is not UTF-8.");
  refuse_now (message, call, response);
}

static void
keep_header (const char *name, const char *value, gpointer headers)
{
  g_hash_table_replace (headers, g_ascii_strdown (name, -1), g_strdup (value));
}

static GHashTable *
copy_headers (SoupServerMessage *message)
{
  GHashTable *headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  soup_message_headers_foreach (soup_server_message_get_request_headers (message), keep_header, headers);
  return headers;
}

static void
on_request (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query,
            gpointer data)
{
  if (soup_server_message_get_status (message) != 0)
    return;
  g_autoptr (ZbCall) call = read_call (message, path, query);
  if (g_object_get_data (G_OBJECT (message), TOO_LARGE) != NULL)
    {
      refuse_size (message, call);
      return;
    }
  g_autofree char *allow = NULL;
  call->route = find_route (message, path, &call->id, &allow);
  if (call->route == NULL)
    {
      refuse_path (message, call, allow);
      return;
    }
  if (!zb_call_query_is_text (call))
    {
      refuse_query (message, call);
      return;
    }
  if ((call->route->flags & ZB_ROUTE_HEADERS) != 0)
    call->headers = copy_headers (message);
  Exchange *self = g_atomic_rc_box_new0 (Exchange);
  self->platform = g_object_ref (data);
  self->message = g_object_ref (message);
  self->call = g_steal_pointer (&call);
  self->response = zb_response_new ();
  g_signal_connect_data (message, "finished", G_CALLBACK (mark_gone), g_atomic_rc_box_acquire (self),
                         (GClosureNotify)(void (*) (void))exchange_unref, 0);
  soup_server_message_pause (message);
  dex_future_disown (dex_scheduler_spawn (NULL, FIBER_STACK, exchange_fiber, self, exchange_unref));
}

/* --- before the body is read ---------------------------------------------------------------- */

/* A body without a length is watched as it comes, and let go where it is too long. */
static void
on_chunk (SoupServerMessage *message, GBytes *chunk, gpointer limit)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  if ((gsize)body->length <= GPOINTER_TO_SIZE (limit))
    return;
  g_object_set_data (G_OBJECT (message), TOO_LARGE, GINT_TO_POINTER (TRUE));
  soup_message_body_set_accumulate (body, FALSE);
  soup_message_body_truncate (body);
}

/* Who asks whether to send it is told at once; what is sent all the same is read and not kept. */
static void
refuse_body (SoupServerMessage *message, ZbCall *call, gboolean known)
{
  g_autoptr (ZbResponse) response = zb_response_new ();
  zb_response_set_header (response, "Connection", "close");
  if (known)
    zb_response_problem (response, 413, "too-large", "The body is larger than this path takes.");
  else
    zb_authority_refuse_stranger (call, response);
  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  refuse_now (message, call, response);
}

/* One that says nothing of its length may have any. */
static gsize
get_length (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  return soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CHUNKED
             ? G_MAXSIZE
             : (gsize)soup_message_headers_get_content_length (headers);
}

static gboolean
is_known (ZbPlatform *platform, SoupServerMessage *message, ZbCall *call)
{
  g_clear_pointer (&call->headers, g_hash_table_unref);
  call->headers = copy_headers (message);
  return zb_body_limit_is_caller_known (zb_platform_get_lookup (platform), call);
}

static void
on_headers (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query,
            gpointer platform)
{
  g_autofree char *id = NULL, *allow = NULL;
  const ZbRoute *route = find_route (message, path, &id, &allow);
  const gsize limit = zb_body_limit_of_route (route), length = get_length (message);
  g_signal_connect (message, "got-chunk", G_CALLBACK (on_chunk), GSIZE_TO_POINTER (limit));
  if (length <= ZB_BODY_LIMIT || (limit == ZB_BODY_LIMIT && length == G_MAXSIZE))
    return;
  g_autoptr (ZbCall) call = read_call (message, path, query);
  call->route = route;
  const gboolean known = limit == ZB_BODY_LIMIT || is_known (platform, message, call);
  if (!known || (length > limit && length != G_MAXSIZE))
    refuse_body (message, call, known);
}

/**
 * zb_router_attach:
 * @platform: a platform
 * @server: its server
 *
 * Answers all requests: those below /api/v1 by the contract, those below /field with pages.
 */
void
zb_router_attach (ZbPlatform *platform, SoupServer *server)
{
  soup_server_add_early_handler (server, NULL, on_headers, platform, NULL);
  soup_server_add_handler (server, NULL, on_request, platform, NULL);
}
