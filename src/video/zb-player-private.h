/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-gateway.h"
#include "zb-onlookers.h"
#include "zb-player.h"
#include "zb-stream-places.h"
#include "zb-stream.h"
#include "zb-viewers.h"

G_BEGIN_DECLS

/* After so long a stream is what it seems to be. */
#define ZB_PLAYER_PROVED_AFTER (2 * G_USEC_PER_SEC)

/**
 * ZbPlayer:
 *
 * The live picture of one camera and profile, shared by all who show it: zb_player_get() gives everybody the
 * same. It begins when it is first asked for and ends when its last reference goes.
 *
 *   ticket → place among those who open → stream → frames
 *                ▲                             │ ended, or silent for five seconds
 *                └──────── back-off ◀──────────┘
 *
 * It keeps the last picture while there is none, leaves it to the next player of the same camera, and a
 * ticket in reserve for reconnecting. What it learns of the server it shares with the others (#ZbGateway), so
 * that nobody waits longer than the server is away. All of it is in the main context; what can block is in
 * #ZbStream's threads.
 */
struct _ZbPlayer
{
  GObject parent_instance;
  ZbMedia *media;
  char *camera;
  char *profile;
  char *key;
  char *still_key; /* of the camera, whichever stream */

  ZbPlayerState state;
  ZbPlayerState verdict; /* REFUSED … UNSUPPORTED: how the last attempt ended; else IDLE */
  char *detail;
  guint attempts;
  gint64 retry_at;  /* monotonic µs, 0 where not waiting */
  gint64 opened_at; /* monotonic µs of the current attempt */

  ZbTicket *ticket;
  gboolean ticket_was_used;
  ZbAnswer *answer;
  gint64 asked_at; /* monotonic µs */
  ZbStream *stream;
  ZbStreamPlace place;
  ZbGateway *gateway;
  gboolean unavailable; /* whether it said 503 the last time */
  gboolean turned_away; /* whether it refused the ticket that the platform had given */
  enum
  {
    OUTRUN_NOT,
    OUTRUN_NOW, /* another got pictures of the server after this attempt began, and this one nothing yet */
    OUTRUN_ONCE /* and so it was begun anew, which is not done again until it plays */
  } outrun;
  gboolean doubted; /* whether the server's silence in this attempt was wondered at */
  guint n_odd;      /* attempts in a row that seemed to be of a coding that is not known */

  struct
  {
    GdkTexture *frame;
    gint64 last_frame;
    guint attempts;
  } before;        /* as it was before this attempt, until that has proved itself */
  gint64 begun_at; /* monotonic µs of this attempt's first frame, 0 before */

  GdkTexture *frame;
  guint n_frames;
  guint turn;          /* on the video clock */
  gint64 last_frame;   /* monotonic µs */
  gint64 frozen_since; /* monotonic µs, 0 where pictures change */
  gint64 still_at;     /* when the still came that is shown until the first frame, µs UTC */
  ZbArrivals arrivals;
  ZbDecoding decoding;
  int width, height, rate;
  ZbViewers *viewers;
  ZbOnlookers *onlookers; /* known where it is busy */
};

/* zb-player.c: what can be said of it */
void zb_player_set_attempts (ZbPlayer *self, guint attempts);
void zb_player_update_state (ZbPlayer *self);

/* zb-player-attempt.c: from a ticket to a stream, and again */
void zb_player_prepare_attempts (ZbPlayer *self);
void zb_player_begin_attempt (ZbPlayer *self);
void zb_player_wait_for_retry (ZbPlayer *self, double seconds);
void zb_player_keep_deadlines (ZbPlayer *self, gint64 now);
void zb_player_keep_ticket (ZbPlayer *self, gint64 now);
void zb_player_forget_answer (ZbPlayer *self);
void zb_player_drop_stream (ZbPlayer *self);
void zb_player_apply_size (ZbPlayer *self);
void zb_player_apply_urgency (ZbPlayer *self);

/* zb-player-server.c: what it hears of the server, and tells others of it */
void zb_player_watch_gateway (ZbPlayer *self);
void zb_player_leave_gateway (ZbPlayer *self);
void zb_player_wonder_at_silence (ZbPlayer *self, gint64 now);
void zb_player_tell_others (ZbPlayer *self);

G_END_DECLS
