/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-arrivals.h"
#include "zb-decoding.h"
#include "zb-media.h"
#include "zb-stream-places.h"

#include <gdk/gdk.h>

G_BEGIN_DECLS

/**
 * ZbPlayerState:
 * @ZB_PLAYER_IDLE: nobody asked for a picture yet
 * @ZB_PLAYER_CONNECTING: waiting for the first frame
 * @ZB_PLAYER_LIVE: the last frame is not older than two seconds
 * @ZB_PLAYER_STALE: it is older than two seconds
 * @ZB_PLAYER_FROZEN: frames come, and all of them are the same
 * @ZB_PLAYER_LOST: it is older than five seconds, or attempts came to nothing
 * @ZB_PLAYER_REFUSED: no leave to watch
 * @ZB_PLAYER_BUSY: the camera serves no more viewers
 * @ZB_PLAYER_UNSERVED: the platform gives no leave to watch now, whichever the camera
 * @ZB_PLAYER_ABSENT: the camera is offline or not found
 * @ZB_PLAYER_UNSUPPORTED: it sends what cannot be shown here
 *
 * What can be said of a camera's picture.
 */
typedef enum
{
  ZB_PLAYER_IDLE,
  ZB_PLAYER_CONNECTING,
  ZB_PLAYER_LIVE,
  ZB_PLAYER_STALE,
  ZB_PLAYER_FROZEN,
  ZB_PLAYER_LOST,
  ZB_PLAYER_REFUSED,
  ZB_PLAYER_BUSY,
  ZB_PLAYER_UNSERVED,
  ZB_PLAYER_ABSENT,
  ZB_PLAYER_UNSUPPORTED,
} ZbPlayerState;

/* When a picture counts as stale and as lost, and when a lost one is taken away, in µs. */
#define ZB_PLAYER_STALE_AFTER (2 * G_USEC_PER_SEC)
#define ZB_PLAYER_LOST_AFTER (5 * G_USEC_PER_SEC)
#define ZB_PLAYER_GONE_AFTER (60 * G_USEC_PER_SEC)

/* How long one waits to whom the server itself refuses a new ticket, in seconds. */
#define ZB_PLAYER_REFUSED_WAIT 300.0

/* How many may be waiting for the first packet of their stream at once. */
#define ZB_PLAYER_MOST_OPENING ZB_STREAM_PLACES

#define ZB_TYPE_PLAYER (zb_player_get_type ())
G_DECLARE_FINAL_TYPE (ZbPlayer, zb_player, ZB, PLAYER, GObject)

ZbPlayer *zb_player_get (ZbMedia *media, const char *camera, const char *profile);

ZbPlayerState zb_player_get_state (ZbPlayer *self);
const char *zb_player_get_profile (ZbPlayer *self);
guint zb_player_get_attempts (ZbPlayer *self);
gint64 zb_player_get_retry_at (ZbPlayer *self);
gint64 zb_player_get_frame_age (ZbPlayer *self);
gint64 zb_player_get_last_frame_time (ZbPlayer *self);
guint zb_player_get_queue_place (ZbPlayer *self);
const char *zb_player_get_detail (ZbPlayer *self);
gboolean zb_player_is_turned_away (ZbPlayer *self);
ZbAudience *zb_player_get_audience (ZbPlayer *self);
GdkTexture *zb_player_get_frame (ZbPlayer *self);
guint zb_player_get_n_frames (ZbPlayer *self);
const ZbArrivals *zb_player_get_arrivals (ZbPlayer *self);
guint zb_player_get_turn (ZbPlayer *self);
void zb_player_get_format (ZbPlayer *self, int *width, int *height, int *rate);
void zb_player_retry (ZbPlayer *self);
gboolean zb_player_is_waiting (ZbPlayer *self);
void zb_player_set_viewer_size (ZbPlayer *self, gpointer viewer, int width, int height);
void zb_player_set_viewer_urgency (ZbPlayer *self, gpointer viewer, guint urgency);
const ZbDecoding *zb_player_get_decoding (ZbPlayer *self);
void zb_player_set_datagrams (gboolean datagrams);
void zb_player_set_refused_wait (double seconds);

G_END_DECLS
