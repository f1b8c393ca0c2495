/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-media.h"

#include <gdk/gdk.h>

G_BEGIN_DECLS

/**
 * ZbReplayState:
 * @ZB_REPLAY_LOADING: the picture that was asked for has not come yet
 * @ZB_REPLAY_PAUSED: it stands still
 * @ZB_REPLAY_PLAYING: it runs
 * @ZB_REPLAY_ENDED: nothing was recorded after what is shown
 * @ZB_REPLAY_NOTHING: nothing was recorded then, nor after
 * @ZB_REPLAY_REFUSED: no leave to play back
 * @ZB_REPLAY_FAILED: it cannot be had
 * @ZB_REPLAY_UNSUPPORTED: it cannot be shown here
 *
 * What can be said of recorded pictures.
 */
typedef enum
{
  ZB_REPLAY_LOADING,
  ZB_REPLAY_PAUSED,
  ZB_REPLAY_PLAYING,
  ZB_REPLAY_ENDED,
  ZB_REPLAY_NOTHING,
  ZB_REPLAY_REFUSED,
  ZB_REPLAY_FAILED,
  ZB_REPLAY_UNSUPPORTED,
} ZbReplayState;

/* Film is fetched ahead for so long a time of playing, and for so many bytes at the most. */
#define ZB_REPLAY_AHEAD (10 * G_USEC_PER_SEC)
#define ZB_REPLAY_MOST_AHEAD (8 * 1024 * 1024)

#define ZB_TYPE_REPLAY (zb_replay_get_type ())
G_DECLARE_FINAL_TYPE (ZbReplay, zb_replay, ZB, REPLAY, GObject)

const double *zb_replay_get_speeds (guint *n_speeds);

ZbReplay *zb_replay_new (ZbMedia *media, const char *camera);
const char *zb_replay_get_camera (ZbReplay *self);
void zb_replay_seek (ZbReplay *self, gint64 time);
void zb_replay_step (ZbReplay *self, gboolean forwards);
void zb_replay_set_playing (ZbReplay *self, gboolean playing);
gboolean zb_replay_get_playing (ZbReplay *self);
void zb_replay_set_speed (ZbReplay *self, double speed);
double zb_replay_get_speed (ZbReplay *self);
gint64 zb_replay_get_position (ZbReplay *self);
ZbReplayState zb_replay_get_state (ZbReplay *self);
ZbProblem *zb_replay_get_problem (ZbReplay *self);
GdkTexture *zb_replay_get_frame (ZbReplay *self);
void zb_replay_set_size (ZbReplay *self, int width, int height);
gsize zb_replay_get_n_ahead (ZbReplay *self);
guint zb_replay_get_n_decoded (ZbReplay *self);

G_END_DECLS
