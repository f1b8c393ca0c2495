/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-rtsp-server.h"
#include "zb-ticket-book.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _ZbLive ZbLive;

/**
 * ZbLiveSession:
 * @owner: (nullable): the family of the session that its ticket was given to; %NULL for the platform's own
 * @since: when watching began, µs UTC
 *
 * One session that watches a camera.
 */
typedef struct
{
  char *owner;
  gint64 since;
} ZbLiveSession;

ZbLive *zb_live_new (const char *database, const char *film_directory);
void zb_live_free (ZbLive *self);
gboolean zb_live_start (ZbLive *self, const char *address, GError **error);
void zb_live_set_test_camera (ZbLive *self);
void zb_live_set_most_sessions (ZbLive *self, guint most);
guint zb_live_get_most_sessions (ZbLive *self);
GPtrArray *zb_live_list_sessions (ZbLive *self, const char *camera);
void zb_live_make_films (ZbLive *self);
char *zb_live_dup_url (ZbLive *self, const char *host);
char *zb_live_issue (ZbLive *self, const char *session, const char *host, const char *camera,
                     const char *profile, ZbTicketStub *stub);
gboolean zb_live_has_film (ZbLive *self, const char *camera, const char *profile);
char *zb_live_issue_own (ZbLive *self, const char *camera, const char *profile, ZbTicketStub *stub);
ZbHead *zb_live_find_head (ZbLive *self, const char *camera);
char *zb_live_authenticate (const char *user, const char *camera, const char *profile, gpointer live);

G_END_DECLS
