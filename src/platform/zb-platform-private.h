/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-clock.h"
#include "zb-platform.h"

G_BEGIN_DECLS

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

/* Fails with %ZB_PLATFORM_ERROR_START and one sentence for people. */
gboolean zb_platform_fail (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* zb-platform-folder.c: what it keeps, and where */
gboolean zb_platform_open_folder (ZbPlatform *self, GError **error);
gboolean zb_platform_open_database (ZbPlatform *self, guint views_ms, GError **error);
gboolean zb_platform_load_state (ZbPlatform *self, guint heartbeat_ms, GError **error);

/* zb-platform-address.c: where it listens, and what it is called there */
gboolean zb_platform_split_address (const char *listen, GSocketAddress **address, GError **error);
gboolean zb_platform_load_certificate (ZbPlatform *self, const char *cert, const char *key, GError **error);
gboolean zb_platform_check_address (ZbPlatform *self, GError **error);
void zb_platform_name_urls (ZbPlatform *self, GSocketAddress *asked);

G_END_DECLS
