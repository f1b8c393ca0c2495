/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-areas.h"
#include "zb-calendar.h"
#include "zb-database.h"
#include "zb-fact-names.h"
#include "zb-figure-desk.h"
#include "zb-hub.h"
#include "zb-ptz-leases.h"
#include "zb-roads.h"
#include "zb-transaction.h"
#include "zb-views.h"
#include "zb-zones.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ZbPlatformOptions:
 * @data_dir: the folder that holds everything; made where there is none
 * @listen: (nullable): ADDRESS:PORT; port 0 takes a free one; NULL for %ZB_PLATFORM_LISTEN
 * @tls_cert: (nullable): a PEM file; needed, with @tls_key, beyond loopback
 * @tls_key: (nullable): a PEM file
 * @heartbeat_ms: how often the feed says that it lives, 0 for 10 s
 * @token_seconds: how long an access token is good, 0 for 15 minutes
 * @clock_ms: how often it looks at what is due, 0 for 1 s
 * @views_ms: how long a list is kept whose next page nobody asks for, 0 for a minute
 * @refusals_ms: how long commands refused to a wall are counted before a row tells of them, 0 for a minute
 * @time_zone: (nullable): the district's time zone; NULL for %ZB_CALENDAR_ZONE
 * @shifts: (nullable): the hours at which its shifts begin; NULL for %ZB_CALENDAR_SHIFTS
 * @roads: (nullable): the roads of the district, see zb_road_file_parse(); NULL for roads.geojsonl in
 * @data_dir, or else those of the demonstration
 *
 * How a platform is started.
 */
typedef struct
{
  const char *data_dir;
  const char *listen;
  const char *tls_cert;
  const char *tls_key;
  guint heartbeat_ms;
  guint token_seconds;
  guint clock_ms;
  guint views_ms;
  guint refusals_ms;
  const char *time_zone;
  const char *shifts;
  const char *roads;
} ZbPlatformOptions;

#define ZB_PLATFORM_LISTEN "127.0.0.1:8480"

typedef struct _ZbLive ZbLive;
typedef struct _ZbRefusals ZbRefusals;
typedef struct _ZbPlaybackBook ZbPlaybackBook;
typedef struct _ZbExportDesk ZbExportDesk;

typedef enum
{
  ZB_PLATFORM_ERROR_REFUSED, /* a handler refused: undo */
  ZB_PLATFORM_ERROR_START,   /* it cannot start, the message says why in one sentence */
} ZbPlatformError;

#define ZB_PLATFORM_ERROR (zb_platform_error_quark ())
GQuark zb_platform_error_quark (void);

#define ZB_TYPE_PLATFORM (zb_platform_get_type ())
G_DECLARE_FINAL_TYPE (ZbPlatform, zb_platform, ZB, PLATFORM, GObject)

/**
 * ZbPlatformWork:
 * @tx: a transaction that no request has asked for
 * @data: what was handed in
 *
 * Returns: %FALSE to undo it
 */
typedef gboolean (*ZbPlatformWork) (ZbTransaction *tx, gpointer data);

ZbPlatform *zb_platform_new (const ZbPlatformOptions *options, GError **error);
gboolean zb_platform_listen (ZbPlatform *self, GError **error);
void zb_platform_stop (ZbPlatform *self);

const char *zb_platform_get_url (ZbPlatform *self);
const char *zb_platform_get_host (ZbPlatform *self);
const char *zb_platform_get_local_url (ZbPlatform *self);
GTlsCertificate *zb_platform_get_certificate (ZbPlatform *self);
const char *zb_platform_get_data_dir (ZbPlatform *self);
guint zb_platform_get_token_seconds (ZbPlatform *self);
ZbDatabase *zb_platform_get_database (ZbPlatform *self);
ZbConnection *zb_platform_get_lookup (ZbPlatform *self);
char *zb_platform_dup_host (ZbPlatform *self);
void zb_platform_set_live (ZbPlatform *self, ZbLive *live);
ZbLive *zb_platform_get_live (ZbPlatform *self);
void zb_platform_set_exports (ZbPlatform *self, ZbExportDesk *exports);
ZbExportDesk *zb_platform_get_exports (ZbPlatform *self);
ZbPlaybackBook *zb_platform_get_playbacks (ZbPlatform *self);
ZbPtzLeases *zb_platform_get_ptz_leases (ZbPlatform *self);
ZbViews *zb_platform_get_views (ZbPlatform *self);
ZbHub *zb_platform_get_hub (ZbPlatform *self);
ZbRefusals *zb_platform_get_refusals (ZbPlatform *self);
ZbAreas *zb_platform_dup_areas (ZbPlatform *self);
const ZbCalendar *zb_platform_get_calendar (ZbPlatform *self);
ZbFactNames *zb_platform_get_fact_names (ZbPlatform *self);
ZbZones *zb_platform_get_zones (ZbPlatform *self);
ZbRoads *zb_platform_get_roads (ZbPlatform *self);
ZbFigureDesk *zb_platform_get_figures (ZbPlatform *self);

DexFuture *zb_platform_work (ZbPlatform *self, ZbPlatformWork work, gpointer data, GDestroyNotify destroy);
gboolean zb_platform_work_sync (ZbPlatform *self, ZbPlatformWork work, gpointer data, GError **error);
void zb_platform_finish (ZbPlatform *self, ZbTransaction *tx);

G_END_DECLS
