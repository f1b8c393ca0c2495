/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The door of a platform: requests go to its router, feeds to its hub. */
#include "zb-platform-private.h"

#include "zb-accounts.h"
#include "zb-router.h"
#include "zb-trace.h"

#include <glib/gi18n.h>

/* After a restart all consoles come at once; GLib's own queue of ten would turn them away. */
#define BACKLOG 1024

/* --- the feed's door ----------------------------------------------------------------------------- */

static void
note_feed (ZbResponse *response)
{
  g_autoptr (ZbCall) call = zb_call_new ("GET", "/feed");
  zb_trace_answer (call, response);
}

static void
refuse_feed (SoupServerMessage *message)
{
  g_autoptr (ZbResponse) response = zb_response_new ();
  zb_response_set_header (response, "WWW-Authenticate", "Bearer");
  zb_response_problem (response, 401, "not-signed-in", "A token of a signed-in account is needed.");
  note_feed (response);
  zb_router_send (message, response);
}

/* A WebSocket is upgraded as soon as nobody has refused it, so who it is must be known by then: one
 * look into an index, from memory. */
static void
on_feed_headers (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query,
                 gpointer data)
{
  ZbPlatform *self = data;
  const char *header =
      soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Authorization");
  g_autofree char *token =
      header != NULL && g_str_has_prefix (header, "Bearer ") ? zb_secret_hash (header + 7) : NULL;
  g_autoptr (ZbAccount) account =
      token != NULL ? zb_accounts_of_token (self->lookup, token, g_get_real_time (), NULL) : NULL;
  char *session = account != NULL ? zb_accounts_session_of_token (self->lookup, token) : NULL;
  if (account == NULL)
    {
      refuse_feed (message);
      return;
    }
  g_object_set_data_full (G_OBJECT (message), "zb-account", g_steal_pointer (&account), g_object_unref);
  g_object_set_data_full (G_OBJECT (message), "zb-session", session, g_free);
}

static void
on_feed (SoupServer *server, SoupServerMessage *message, const char *path, SoupWebsocketConnection *socket,
         gpointer data)
{
  ZbPlatform *self = data;
  g_autoptr (ZbResponse) opened = zb_response_new ();
  opened->status = SOUP_STATUS_SWITCHING_PROTOCOLS;
  note_feed (opened);
  const char *query = g_uri_get_query (soup_server_message_get_uri (message));
  g_autoptr (GHashTable) fields =
      query != NULL ? g_uri_parse_params (query, -1, "&", G_URI_PARAMS_NONE, NULL) : NULL;
  const char *since = fields != NULL ? g_hash_table_lookup (fields, "since") : NULL;
  gint64 seq = -1;
  if (since != NULL)
    g_ascii_string_to_signed (since, 10, 0, G_MAXINT64, &seq, NULL);
  zb_hub_connect (self->hub, socket, g_object_get_data (G_OBJECT (message), "zb-account"),
                  g_object_get_data (G_OBJECT (message), "zb-session"), seq,
                  fields != NULL ? g_hash_table_lookup (fields, "log") : NULL);
}

/* --- listening --------------------------------------------------------------------------------------- */

static void
make_server (ZbPlatform *self)
{
  static char *protocols[] = { "zhiban.v1", NULL };
  self->server = soup_server_new ("server-header", "zhiban-platform", NULL);
  if (self->certificate != NULL)
    soup_server_set_tls_certificate (self->server, self->certificate);
  zb_router_attach (self, self->server);
  soup_server_add_early_handler (self->server, "/api/v1/feed", on_feed_headers, self, NULL);
  soup_server_add_websocket_handler (self->server, "/api/v1/feed", NULL, protocols, on_feed, self, NULL);
}

static GSocket *
open_socket (GSocketAddress *address, GError **error)
{
  g_autoptr (GSocket) socket = g_socket_new (g_socket_address_get_family (address), G_SOCKET_TYPE_STREAM,
                                             G_SOCKET_PROTOCOL_TCP, error);
  if (socket == NULL)
    return NULL;
  g_socket_set_listen_backlog (socket, BACKLOG);
  if (!g_socket_bind (socket, address, TRUE, error) || !g_socket_listen (socket, error))
    return NULL;
  return g_steal_pointer (&socket);
}

/**
 * zb_platform_listen:
 * @self: a platform
 * @error: return location for a %ZB_PLATFORM_ERROR_START
 *
 * Opens the door.
 *
 * Returns: whether it is open
 */
gboolean
zb_platform_listen (ZbPlatform *self, GError **error)
{
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GError) reason = NULL;
  if (!zb_platform_split_address (self->listen, &address, error))
    return FALSE;
  make_server (self);
  SoupServerListenOptions options = self->certificate != NULL ? SOUP_SERVER_LISTEN_HTTPS : 0;
  g_autoptr (GSocket) socket = open_socket (address, &reason);
  if (socket == NULL || !soup_server_listen_socket (self->server, socket, options, &reason))
    {
      if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE))
        return zb_platform_fail (error, _ ("The address %s is in use by another program."), self->listen);
      return zb_platform_fail (error, _ ("The address %s cannot be listened on: %s."), self->listen,
                               reason->message);
    }
  zb_platform_name_urls (self, address);
  self->clock = zb_platform_clock_start (self, self->clock_ms);
  return TRUE;
}
