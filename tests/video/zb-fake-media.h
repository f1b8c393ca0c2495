/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-media.h"
#include "zb-player.h"
#include "zb-rtsp-server.h"
#include "zb-ticket-book.h"

G_BEGIN_DECLS

#define ZB_TYPE_FAKE_MEDIA (zb_fake_media_get_type ())
G_DECLARE_FINAL_TYPE (ZbFakeMedia, zb_fake_media, ZB, FAKE_MEDIA, GObject)

/**
 * ZbFakeMedia:
 * @server: real cameras
 * @book: real tickets
 * @uri: (nullable): instead of the real cameras'
 * @status: answer with this problem instead, 0 for none
 * @detail: (nullable): what that problem says
 * @retry_after: how many seconds it asks to be left alone for
 * @seconds: how long tickets are good
 * @n_asked: how many tickets were asked for
 * @no_line: whether nobody answers who is told of a picture
 * @n_noted: how many pictures were written down
 * @audience: (nullable): who is said to watch any camera
 * @n_looked: how often that was asked
 *
 * The platform as a player sees it, with real cameras behind it.
 */
struct _ZbFakeMedia
{
  GObject parent_instance;
  ZbRtspServer *server;
  ZbTicketBook *book;
  char *films;
  char *uri;
  guint port;
  int status;
  const char *detail;
  gint64 retry_after;
  guint seconds;
  guint n_asked;
  gboolean forged;
  gboolean no_line;
  guint n_noted;
  ZbAudience *audience;
  guint n_looked;
};

ZbFakeMedia *zb_fake_media_new (guint n_scenes, double seconds);
void zb_fake_media_start (ZbFakeMedia *self);
void zb_fake_media_stop (ZbFakeMedia *self);
gboolean zb_fake_media_run_until (gboolean (*done) (gpointer data), gpointer data, guint seconds);
void zb_fake_media_run (guint seconds);
void zb_fake_media_assert_becomes (ZbPlayer *player, ZbPlayerState state, guint seconds);

G_END_DECLS
