/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The platform: one folder, one database, one server, one hub.
 *
 *   requests ─▶ router ─▶ database (writer) ── after COMMIT ─▶ hub ─▶ feeds
 *                  └────▶ database (readers)
 */
#include "zb-platform.h"

#include "zb-accounts.h"
#include "zb-clock.h"
#include "zb-facts-rebuild.h"
#include "zb-playback-book.h"
#include "zb-refusals.h"
#include "zb-road-file.h"
#include "zb-router.h"
#include "zb-schema.h"
#include "zb-trace.h"
#include "zb-uuid.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <sys/file.h>
#include <unistd.h>

#define N_READERS 2
#define HEARTBEAT_MS 10000
#define TOKEN_SECONDS 900
/* After a restart all consoles come at once; GLib's own queue of ten would turn them away. */
#define BACKLOG 1024
#define CLOCK_MS 1000
#define REFUSALS_MS 60000

struct _ZbPlatform
{
  GObject parent_instance;

  char *data_dir;
  char *listen;
  char *url;
  char *host;
  char *local_url;
  GTlsCertificate *certificate;
  guint token_seconds;
  int lock;

  ZbDatabase *database;
  ZbConnection *lookup; /* the main loop's own, for what takes microseconds */
  SoupServer *server;
  ZbHub *hub;
  ZbViews *views;
  ZbCalendar *calendar;
  ZbFactNames *fact_names;
  ZbZones *zones;
  ZbRoads *roads;
  ZbFigureDesk *figures;
  ZbLive *live;          /* whoever set it frees it */
  ZbExportDesk *exports; /* the same */
  ZbPlaybackBook *playbacks;
  ZbPtzLeases *ptz_leases;
  ZbPlatformClock *clock;
  guint clock_ms;
  ZbRefusals *refusals;

  GMutex mutex; /* guards areas */
  ZbAreas *areas;
};

G_DEFINE_QUARK (zb - platform - error - quark, zb_platform_error)
G_DEFINE_FINAL_TYPE (ZbPlatform, zb_platform, G_TYPE_OBJECT)

static gboolean
fail (GError **error, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  g_autofree char *message = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error_literal (error, ZB_PLATFORM_ERROR, ZB_PLATFORM_ERROR_START, message);
  return FALSE;
}

/* --- the folder -------------------------------------------------------------------------------- */

static gboolean
make_folder (const char *path, GError **error)
{
  if (g_mkdir_with_parents (path, 0700) == 0)
    return TRUE;
  return fail (error, _ ("The data folder %s cannot be made: %s."), path, g_strerror (errno));
}

static gboolean
lock_folder (ZbPlatform *self, GError **error)
{
  g_autofree char *path = g_build_filename (self->data_dir, "lock", NULL);
  self->lock = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (self->lock < 0)
    return fail (error, _ ("The data folder %s cannot be written: %s."), self->data_dir, g_strerror (errno));
  if (flock (self->lock, LOCK_EX | LOCK_NB) == 0)
    return TRUE;
  return fail (error, _ ("Another platform is running in the data folder %s."), self->data_dir);
}

static gboolean
explain (ZbPlatform *self, const GError *reason, GError **error)
{
  switch ((ZbDatabaseError)reason->code)
    {
    case ZB_DATABASE_ERROR_NEWER:
      return fail (error, _ ("The database in %s was written by a newer version of this program: %s."),
                   self->data_dir, reason->message);
    case ZB_DATABASE_ERROR_FULL:
      return fail (error, _ ("The disk that holds the data folder %s is full."), self->data_dir);
    case ZB_DATABASE_ERROR_CORRUPT:
      return fail (error, _ ("The database in %s is damaged (%s); restore a backup."), self->data_dir,
                   reason->message);
    case ZB_DATABASE_ERROR_FAILED:
    case ZB_DATABASE_ERROR_BUSY:
    case ZB_DATABASE_ERROR_UNREACHABLE:
    case ZB_DATABASE_ERROR_CONSTRAINT:
    case ZB_DATABASE_ERROR_CLOSED:
    case ZB_DATABASE_ERROR_LATE:
    default:
      return fail (error, _ ("The database in the data folder %s cannot be opened: %s."), self->data_dir,
                   reason->message);
    }
}

static gboolean
open_database (ZbPlatform *self, guint views_ms, GError **error)
{
  g_autofree char *path = g_build_filename (self->data_dir, "platform.db", NULL);
  g_autoptr (GError) reason = NULL;
  if (zb_schema_is_aside (path))
    return fail (error,
                 _ ("A restore in the data folder %s was not finished: restore again, or give "
                    "platform.db.before-restore its name platform.db back."),
                 self->data_dir);
  self->database =
      zb_database_new (path, ZB_CONNECTION_WRITE_DURABLE, zb_platform_migrations, N_READERS, &reason);
  if (self->database != NULL)
    self->lookup = zb_connection_open (path, ZB_CONNECTION_READ, &reason);
  if (self->lookup == NULL)
    return explain (self, reason, error);
  self->views = zb_views_new (path, views_ms);
  self->fact_names = zb_fact_names_new ();
  self->zones = zb_zones_new ();
  self->ptz_leases = zb_ptz_leases_new ();
  self->figures = zb_figure_desk_new (path);
  return TRUE;
}

/* A new database gets its name, by which consoles notice that it is another one. */
static DexFuture *
name_database (ZbConnection *connection, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *known = zb_meta_get (connection, "log_id", &error);
  g_autofree char *fresh = known == NULL ? zb_uuid_new () : NULL;
  if (fresh != NULL && error == NULL)
    zb_meta_set (connection, "log_id", fresh, &error);
  return error == NULL ? dex_future_new_true () : dex_future_new_for_error (g_steal_pointer (&error));
}

static gint64
get_last_seq (ZbPlatform *self)
{
  g_autoptr (ZbStatement) statement =
      zb_connection_prepare (self->lookup, "SELECT max(seq) FROM event", NULL);
  return statement != NULL && zb_statement_step (statement, NULL) == ZB_STEP_ROW
             ? zb_statement_get_int64 (statement, 0)
             : 0;
}

static gboolean
make_facts (ZbTransaction *tx, gpointer data)
{
  return zb_facts_are_made (tx->connection) || zb_facts_rebuild (tx, NULL);
}

static gboolean
load_state (ZbPlatform *self, guint heartbeat_ms, GError **error)
{
  g_autoptr (GError) reason = NULL;
  if (!zb_database_write_sync (self->database, name_database, self, &reason))
    return explain (self, reason, error);
  g_autofree char *log_id = zb_meta_get (self->lookup, "log_id", NULL);
  self->areas = zb_areas_load (self->lookup, &reason);
  if (self->areas == NULL)
    return explain (self, reason, error);
  self->hub = zb_hub_new (self->database, log_id, get_last_seq (self), heartbeat_ms);
  zb_hub_set_areas (self->hub, self->areas);
  if (!zb_platform_work_sync (self, make_facts, NULL, &reason))
    return explain (self, reason, error);
  return TRUE;
}

static gboolean
read_calendar (ZbPlatform *self, const ZbPlatformOptions *options, GError **error)
{
  self->calendar = zb_calendar_new (options->time_zone, options->shifts);
  return self->calendar != NULL ||
         fail (error,
               _ ("The time zone or the shifts cannot be used: a zone that is whole hours from UTC all the "
                  "year, and three hours such as 0,8,16, are needed."));
}

/* The file of the centre before that of the demonstration, on whose roads nobody there is. */
static char *
find_roads (ZbPlatform *self, const char *given)
{
  g_autofree char *own = g_build_filename (self->data_dir, ZB_ROAD_FILE, NULL);
  if (given != NULL)
    return g_strdup (given);
  return g_file_test (own, G_FILE_TEST_IS_REGULAR) ? g_steal_pointer (&own) : zb_road_file_find ();
}

/* --- where it listens ------------------------------------------------------------------------- */

static gboolean
split_address (const char *listen, GSocketAddress **address, GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (GSocketConnectable) parsed = g_network_address_parse (listen, 8480, &reason);
  GNetworkAddress *network = G_NETWORK_ADDRESS (parsed);
  if (network == NULL)
    return fail (error, _ ("%s is no address to listen on: %s."), listen, reason->message);
  const char *host = g_network_address_get_hostname (network);
  g_autoptr (GInetAddress) inet =
      g_inet_address_new_from_string (g_str_equal (host, "localhost") ? "127.0.0.1" : host);
  if (inet == NULL)
    return fail (error,
                 _ ("%s is no address to listen on: it must be numbers, as in 127.0.0.1:8480 or [::1]:8480."),
                 listen);
  *address = g_inet_socket_address_new (inet, g_network_address_get_port (network));
  return TRUE;
}

static gboolean
load_certificate (ZbPlatform *self, const ZbPlatformOptions *options, GError **error)
{
  if (options->tls_cert == NULL && options->tls_key == NULL)
    return TRUE;
  if (options->tls_cert == NULL || options->tls_key == NULL)
    return fail (error, _ ("--tls-cert and --tls-key go together."));
  g_autoptr (GError) reason = NULL;
  self->certificate = g_tls_certificate_new_from_files (options->tls_cert, options->tls_key, &reason);
  return self->certificate != NULL ||
         fail (error, _ ("The certificate cannot be read: %s."), reason->message);
}

static gboolean
check_address (ZbPlatform *self, GError **error)
{
  g_autoptr (GSocketAddress) address = NULL;
  if (!split_address (self->listen, &address, error))
    return FALSE;
  GInetAddress *inet = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address));
  if (g_inet_address_get_is_loopback (inet) || self->certificate != NULL)
    return TRUE;
  return fail (
      error,
      _ ("Beyond this machine passwords need TLS: give --tls-cert and --tls-key, or listen on 127.0.0.1."));
}

/**
 * zb_platform_new:
 * @options: how
 * @error: return location for a %ZB_PLATFORM_ERROR_START, whose message is one sentence for people
 *
 * Opens the data folder, alone, and brings its database up to date. Nothing is listened to yet.
 *
 * Returns: (transfer full): the platform, or NULL
 */
ZbPlatform *
zb_platform_new (const ZbPlatformOptions *options, GError **error)
{
  g_autoptr (ZbPlatform) self = g_object_new (ZB_TYPE_PLATFORM, NULL);
  self->data_dir = g_strdup (options->data_dir);
  self->listen = g_strdup (options->listen != NULL ? options->listen : ZB_PLATFORM_LISTEN);
  self->token_seconds = options->token_seconds != 0 ? options->token_seconds : TOKEN_SECONDS;
  self->clock_ms = options->clock_ms != 0 ? options->clock_ms : CLOCK_MS;
  g_autofree char *evidence = g_build_filename (self->data_dir, "evidence", NULL);
  if (sodium_init () < 0)
    {
      fail (error, _ ("The cryptographic library cannot be used."));
      return NULL;
    }
  if (!read_calendar (self, options, error) || !load_certificate (self, options, error) ||
      !check_address (self, error) || !make_folder (self->data_dir, error) || !lock_folder (self, error) ||
      !make_folder (evidence, error) || !open_database (self, options->views_ms, error) ||
      !load_state (self, options->heartbeat_ms != 0 ? options->heartbeat_ms : HEARTBEAT_MS, error))
    return NULL;
  g_autofree char *roads = find_roads (self, options->roads);
  self->roads = zb_roads_new (roads);
  self->refusals =
      zb_refusals_new (self->database, options->refusals_ms != 0 ? options->refusals_ms : REFUSALS_MS);
  return g_steal_pointer (&self);
}

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

static char *
get_dns_name (GTlsCertificate *certificate)
{
  g_autoptr (GPtrArray) names = g_tls_certificate_get_dns_names (certificate);
  for (guint i = 0; names != NULL && i < names->len; i++)
    {
      gsize length;
      const char *name = g_bytes_get_data (names->pdata[i], &length);
      if (length > 0 && *name != '*')
        return g_strndup (name, length);
    }
  return NULL;
}

/* Where it listens on all addresses of the machine, it is called as its certificate calls it. */
static char *
name_host (ZbPlatform *self, GInetAddress *inet)
{
  if (!g_inet_address_get_is_any (inet) || self->certificate == NULL)
    return g_inet_address_to_string (inet);
  char *name = get_dns_name (self->certificate);
  if (name != NULL)
    return name;
  g_autoptr (GPtrArray) addresses = g_tls_certificate_get_ip_addresses (self->certificate);
  return addresses != NULL && addresses->len > 0 ? g_inet_address_to_string (addresses->pdata[0])
                                                 : g_strdup (g_get_host_name ());
}

static char *
make_url (ZbPlatform *self, const char *host)
{
  g_autoslist (GUri) uris = soup_server_get_uris (self->server);
  int port = uris != NULL ? g_uri_get_port (uris->data) : 0;
  gboolean six = strchr (host, ':') != NULL;
  return g_strdup_printf ("%s://%s%s%s:%d", self->certificate != NULL ? "https" : "http", six ? "[" : "",
                          host, six ? "]" : "", port);
}

static void
name_urls (ZbPlatform *self, GSocketAddress *asked)
{
  GInetAddress *inet = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (asked));
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (g_inet_address_get_family (inet));
  g_autofree char *here = g_inet_address_to_string (g_inet_address_get_is_any (inet) ? loopback : inet);
  self->host = name_host (self, inet);
  self->url = make_url (self, self->host);
  self->local_url = make_url (self, here);
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
  if (!split_address (self->listen, &address, error))
    return FALSE;
  make_server (self);
  SoupServerListenOptions options = self->certificate != NULL ? SOUP_SERVER_LISTEN_HTTPS : 0;
  g_autoptr (GSocket) socket = open_socket (address, &reason);
  if (socket == NULL || !soup_server_listen_socket (self->server, socket, options, &reason))
    {
      if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE))
        return fail (error, _ ("The address %s is in use by another program."), self->listen);
      return fail (error, _ ("The address %s cannot be listened on: %s."), self->listen, reason->message);
    }
  name_urls (self, address);
  self->clock = zb_platform_clock_start (self, self->clock_ms);
  return TRUE;
}

/**
 * zb_platform_stop:
 * @self: a platform
 *
 * Closes the door and the feeds, finishes what is being written, and closes the database.
 */
void
zb_platform_stop (ZbPlatform *self)
{
  g_clear_pointer (&self->clock, zb_platform_clock_stop);
  if (self->server != NULL)
    soup_server_disconnect (self->server);
  if (self->hub != NULL)
    zb_hub_close (self->hub);
  g_clear_pointer (&self->refusals, zb_refusals_free);
  g_clear_pointer (&self->lookup, zb_connection_close);
  g_clear_pointer (&self->figures, zb_figure_desk_free);
  if (self->database != NULL)
    zb_database_close (self->database);
  g_clear_pointer (&self->views, zb_views_free);
}

/* --- what others ask it for ------------------------------------------------------------------------------
 */

/**
 * zb_platform_get_url:
 * @self: a platform that listens
 *
 * Returns: where others find it, without a slash at its end
 */
const char *
zb_platform_get_url (ZbPlatform *self)
{
  return self->url;
}

/**
 * zb_platform_get_host:
 * @self: a platform that listens
 *
 * Returns: what others call the machine: an address, or the name that its certificate is for
 */
const char *
zb_platform_get_host (ZbPlatform *self)
{
  return self->host;
}

/**
 * zb_platform_get_local_url:
 * @self: a platform that listens
 *
 * Returns: where this machine finds it, without a slash at its end; with TLS the certificate need not be for
 *   this address, see zb_platform_get_certificate()
 */
const char *
zb_platform_get_local_url (ZbPlatform *self)
{
  return self->local_url;
}

/**
 * zb_platform_get_certificate:
 * @self: a platform
 *
 * Returns: (transfer none) (nullable): its own certificate
 */
GTlsCertificate *
zb_platform_get_certificate (ZbPlatform *self)
{
  return self->certificate;
}

/**
 * zb_platform_get_data_dir:
 * @self: a platform
 *
 * Returns: its folder
 */
const char *
zb_platform_get_data_dir (ZbPlatform *self)
{
  return self->data_dir;
}

/**
 * zb_platform_get_token_seconds:
 * @self: a platform
 *
 * Returns: how long an access token is good, in seconds
 */
guint
zb_platform_get_token_seconds (ZbPlatform *self)
{
  return self->token_seconds;
}

/**
 * zb_platform_get_database:
 * @self: a platform
 *
 * Returns: (transfer none): its database
 */
ZbDatabase *
zb_platform_get_database (ZbPlatform *self)
{
  return self->database;
}

/**
 * zb_platform_dup_host:
 * @self: a platform
 *
 * Returns: (transfer full): the address that it is to listen on, without the port
 */
char *
zb_platform_dup_host (ZbPlatform *self)
{
  g_autoptr (GSocketAddress) address = NULL;
  if (!split_address (self->listen, &address, NULL))
    return g_strdup ("127.0.0.1");
  return g_inet_address_to_string (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)));
}

/**
 * zb_platform_set_live:
 * @self: a platform that does not listen yet
 * @live: (nullable): the video gateway beside it; it has to outlive its requests
 */
void
zb_platform_set_live (ZbPlatform *self, ZbLive *live)
{
  self->live = live;
}

/**
 * zb_platform_get_live:
 * @self: a platform
 *
 * Returns: (nullable): the video gateway
 */
ZbLive *
zb_platform_get_live (ZbPlatform *self)
{
  return self->live;
}

/**
 * zb_platform_set_exports:
 * @self: a platform
 * @exports: (nullable): where exports are made; it has to outlive its requests
 */
void
zb_platform_set_exports (ZbPlatform *self, ZbExportDesk *exports)
{
  self->exports = exports;
}

/**
 * zb_platform_get_exports:
 * @self: a platform
 *
 * Returns: (nullable): where exports are made
 */
ZbExportDesk *
zb_platform_get_exports (ZbPlatform *self)
{
  return self->exports;
}

/**
 * zb_platform_get_playbacks:
 * @self: a platform
 *
 * Returns: (transfer none): the files that are open for playback; from any thread
 */
ZbPlaybackBook *
zb_platform_get_playbacks (ZbPlatform *self)
{
  return self->playbacks;
}

/**
 * zb_platform_get_ptz_leases:
 * @self: a platform
 *
 * Returns: (transfer none): who turns which camera
 */
ZbPtzLeases *
zb_platform_get_ptz_leases (ZbPlatform *self)
{
  return self->ptz_leases;
}

/**
 * zb_platform_get_views:
 * @self: a platform
 *
 * Returns: (transfer none): the views that lists hold
 */
ZbViews *
zb_platform_get_views (ZbPlatform *self)
{
  return self->views;
}

/**
 * zb_platform_get_hub:
 * @self: a platform
 *
 * Returns: (transfer none): its hub
 */
ZbHub *
zb_platform_get_hub (ZbPlatform *self)
{
  return self->hub;
}

/**
 * zb_platform_get_refusals:
 * @self: a platform
 *
 * Returns: (transfer none): what it has refused to walls
 */
ZbRefusals *
zb_platform_get_refusals (ZbPlatform *self)
{
  return self->refusals;
}

/**
 * zb_platform_dup_areas:
 * @self: a platform
 *
 * Returns: (transfer full): which area lies in which, as it is now; from any thread
 */
ZbAreas *
zb_platform_dup_areas (ZbPlatform *self)
{
  g_mutex_lock (&self->mutex);
  ZbAreas *areas = zb_areas_ref (self->areas);
  g_mutex_unlock (&self->mutex);
  return areas;
}

/**
 * zb_platform_get_calendar:
 * @self: a platform
 *
 * Returns: (transfer none): the district's clock and shifts
 */
const ZbCalendar *
zb_platform_get_calendar (ZbPlatform *self)
{
  return self->calendar;
}

/**
 * zb_platform_get_fact_names:
 * @self: a platform
 *
 * Returns: (transfer none): what the writer remembers of the facts; for its thread only
 */
ZbFactNames *
zb_platform_get_fact_names (ZbPlatform *self)
{
  return self->fact_names;
}

/**
 * zb_platform_get_zones:
 * @self: a platform
 *
 * Returns: (transfer none): the watch zones that the writer remembers; for its thread only
 */
ZbZones *
zb_platform_get_zones (ZbPlatform *self)
{
  return self->zones;
}

/**
 * zb_platform_get_roads:
 * @self: a platform
 *
 * Returns: (transfer none): the district's roads; may be asked by any thread
 */
ZbRoads *
zb_platform_get_roads (ZbPlatform *self)
{
  return self->roads;
}

/**
 * zb_platform_get_figures:
 * @self: a platform
 *
 * Returns: (transfer none): where figures are worked out
 */
ZbFigureDesk *
zb_platform_get_figures (ZbPlatform *self)
{
  return self->figures;
}

static void
replace_areas (ZbPlatform *self, ZbAreas *areas)
{
  g_mutex_lock (&self->mutex);
  g_clear_pointer (&self->areas, zb_areas_unref);
  self->areas = zb_areas_ref (areas);
  g_mutex_unlock (&self->mutex);
  zb_hub_set_areas (self->hub, areas);
}

/* What a transaction leaves to be told once it is on disk. */
typedef struct
{
  ZbPlatform *platform;
  ZbAreas *areas;
  GPtrArray *items;
} Aftermath;

static void
aftermath_free (gpointer data)
{
  Aftermath *aftermath = data;
  g_clear_pointer (&aftermath->areas, zb_areas_unref);
  g_ptr_array_unref (aftermath->items);
  g_free (aftermath);
}

static void
tell (gpointer data, gpointer unused)
{
  Aftermath *aftermath = data;
  if (aftermath->areas != NULL)
    replace_areas (aftermath->platform, aftermath->areas);
  if (aftermath->items->len > 0)
    zb_hub_publish (aftermath->platform->hub, aftermath->items);
}

/**
 * zb_platform_finish:
 * @self: a platform
 * @tx: a transaction that went well, on the writer's thread
 *
 * Has the feed told of what it changed, once it is committed.
 */
void
zb_platform_finish (ZbPlatform *self, ZbTransaction *tx)
{
  if (tx->events->len == 0 && !tx->areas_changed)
    return;
  Aftermath *aftermath = g_new0 (Aftermath, 1);
  aftermath->platform = self;
  aftermath->areas = tx->areas_changed ? zb_areas_load (tx->connection, NULL) : NULL;
  aftermath->items = g_ptr_array_ref (tx->events);
  zb_connection_after_commit (tx->connection, tell, aftermath, aftermath_free);
}

typedef struct
{
  ZbPlatform *platform;
  ZbPlatformWork work;
  gpointer data;
  GDestroyNotify destroy;
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;
  if (work->destroy != NULL)
    work->destroy (work->data);
  g_object_unref (work->platform);
  g_free (work);
}

static DexFuture *
run_work (ZbConnection *connection, gpointer data)
{
  Work *work = data;
  g_autoptr (ZbAreas) areas = zb_platform_dup_areas (work->platform);
  g_autoptr (ZbTransaction) tx =
      zb_transaction_new (connection, areas, NULL, g_get_real_time () / 1000 * 1000);
  tx->platform = work->platform;
  gboolean good = work->work (tx, work->data);
  if (zb_transaction_get_error (tx) != NULL)
    return dex_future_new_for_error (g_error_copy (zb_transaction_get_error (tx)));
  if (!good)
    return dex_future_new_reject (ZB_PLATFORM_ERROR, ZB_PLATFORM_ERROR_REFUSED, "refused");
  zb_platform_finish (work->platform, tx);
  return dex_future_new_true ();
}

static Work *
work_new (ZbPlatform *self, ZbPlatformWork func, gpointer data, GDestroyNotify destroy)
{
  Work *work = g_new0 (Work, 1);
  work->platform = g_object_ref (self);
  work->work = func;
  work->data = data;
  work->destroy = destroy;
  return work;
}

/**
 * zb_platform_work:
 * @self: a platform
 * @work: what to do, in a transaction of its own
 * @data: what it needs
 * @destroy: (nullable): frees @data
 *
 * For what the platform does by itself: leases that run out, deadlines, filling.
 *
 * Returns: (transfer full): a future that resolves once it is committed
 */
DexFuture *
zb_platform_work (ZbPlatform *self, ZbPlatformWork work, gpointer data, GDestroyNotify destroy)
{
  return zb_database_write (self->database, run_work, work_new (self, work, data, destroy), work_free);
}

/**
 * zb_platform_work_sync:
 * @self: a platform
 * @work: what to do, in a transaction of its own
 * @data: what it needs
 * @error: return location for an error
 *
 * The same, waiting for it. For start-up and command lines only.
 *
 * Returns: whether it is committed
 */
gboolean
zb_platform_work_sync (ZbPlatform *self, ZbPlatformWork work, gpointer data, GError **error)
{
  Work *job = work_new (self, work, data, NULL);
  gboolean good = zb_database_write_sync (self->database, run_work, job, error);
  work_free (job);
  return good;
}

static void
zb_platform_finalize (GObject *object)
{
  ZbPlatform *self = ZB_PLATFORM (object);
  if (self->database != NULL)
    zb_platform_stop (self);
  g_clear_object (&self->server);
  g_clear_object (&self->hub);
  g_clear_object (&self->database);
  g_clear_object (&self->certificate);
  g_clear_pointer (&self->fact_names, zb_fact_names_free);
  g_clear_pointer (&self->playbacks, zb_playback_book_free);
  g_clear_pointer (&self->zones, zb_zones_free);
  g_clear_pointer (&self->roads, zb_roads_free);
  g_clear_pointer (&self->ptz_leases, zb_ptz_leases_free);
  g_clear_pointer (&self->calendar, zb_calendar_free);
  g_clear_pointer (&self->areas, zb_areas_unref);
  g_mutex_clear (&self->mutex);
  if (self->lock >= 0)
    close (self->lock);
  g_free (self->data_dir);
  g_free (self->listen);
  g_free (self->url);
  g_free (self->host);
  g_free (self->local_url);
  G_OBJECT_CLASS (zb_platform_parent_class)->finalize (object);
}

static void
zb_platform_class_init (ZbPlatformClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zb_platform_finalize;
}

static void
zb_platform_init (ZbPlatform *self)
{
  self->lock = -1;
  self->playbacks = zb_playback_book_new ();
  g_mutex_init (&self->mutex);
}
