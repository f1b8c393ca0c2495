/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The platform: one folder, one database, one server, one hub.
 *
 *   requests ─▶ router ─▶ database (writer) ── after COMMIT ─▶ hub ─▶ feeds
 *                  └────▶ database (readers)
 */
#include "zb-platform-private.h"

#include "zb-playback-book.h"
#include "zb-refusals.h"
#include "zb-road-file.h"

#include <glib/gi18n.h>
#include <sodium.h>
#include <unistd.h>

#define HEARTBEAT_MS 10000
#define TOKEN_SECONDS 900
#define CLOCK_MS 1000
#define REFUSALS_MS 60000

G_DEFINE_QUARK (zb - platform - error - quark, zb_platform_error)
G_DEFINE_FINAL_TYPE (ZbPlatform, zb_platform, G_TYPE_OBJECT)

gboolean
zb_platform_fail (GError **error, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  g_autofree char *message = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error_literal (error, ZB_PLATFORM_ERROR, ZB_PLATFORM_ERROR_START, message);
  return FALSE;
}

/* --- its beginning and its end ----------------------------------------------------------------- */

static gboolean
read_calendar (ZbPlatform *self, const ZbPlatformOptions *options, GError **error)
{
  self->calendar = zb_calendar_new (options->time_zone, options->shifts);
  return self->calendar != NULL ||
         zb_platform_fail (
             error,
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
  if (sodium_init () < 0)
    {
      zb_platform_fail (error, _ ("The cryptographic library cannot be used."));
      return NULL;
    }
  if (!read_calendar (self, options, error) ||
      !zb_platform_load_certificate (self, options->tls_cert, options->tls_key, error) ||
      !zb_platform_check_address (self, error) || !zb_platform_open_folder (self, error) ||
      !zb_platform_open_database (self, options->views_ms, error) ||
      !zb_platform_load_state (self, options->heartbeat_ms != 0 ? options->heartbeat_ms : HEARTBEAT_MS,
                               error))
    return NULL;
  g_autofree char *roads = find_roads (self, options->roads);
  self->roads = zb_roads_new (roads);
  self->refusals =
      zb_refusals_new (self->database, options->refusals_ms != 0 ? options->refusals_ms : REFUSALS_MS);
  return g_steal_pointer (&self);
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
 * zb_platform_get_lookup:
 * @self: a platform
 *
 * Returns: (transfer none): the main loop's own connection, for what takes microseconds
 */
ZbConnection *
zb_platform_get_lookup (ZbPlatform *self)
{
  return self->lookup;
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
