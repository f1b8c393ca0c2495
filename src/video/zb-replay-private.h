/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-reel.h"
#include "zb-replay.h"
#include "zb-roll.h"

G_BEGIN_DECLS

/* How many windows of two hours in which nothing is are passed over at once. */
#define ZB_REPLAY_MOST_EMPTY 4

/* What is taken where nothing was recorded at a moment. */
typedef enum
{
  ZB_REPLAY_NEAREST,   /* or what comes after it; at the end, what was last */
  ZB_REPLAY_FORWARDS,  /* or what comes after it */
  ZB_REPLAY_BACKWARDS, /* or what comes before it */
} ZbReplayLean;

/* A fragment that the reel was given. */
typedef struct
{
  gint64 until; /* µs UTC */
  gsize bytes;
} ZbReplayAhead;

struct _ZbReplay
{
  GObject parent_instance;
  ZbMedia *media;
  char *camera;

  ZbReplayState state;
  ZbReplayState verdict; /* why there is nothing to be had; else LOADING */
  ZbProblem *problem;
  gboolean playing;
  double speed;
  gint64 position; /* µs UTC */

  gint64 before;     /* the last frame before this is looked for, µs UTC */
  gint64 wanted;     /* the same, as it was asked for */
  ZbReplayLean lean; /* where nothing is there */
  gboolean seeking;  /* no frame came since */
  gint64 sought_at;  /* monotonic µs */
  gint64 later;      /* asked for in the meantime, 0 for nothing */

  ZbRoll *roll;
  gint64 open_from, open_until;
  ZbAnswer *opening;
  guint n_empty;  /* windows in a row in which nothing was */
  guint n_opened; /* how often leave was asked for again since the last frame */

  guint span;
  int next; /* the fragment that the reel is given next */
  ZbAnswer *fetching;
  guint n_failed;  /* how often in a row */
  gint64 retry_at; /* monotonic µs, 0 where not waiting */

  ZbReel *reel;
  gboolean finished; /* the reel has all of its span */
  gboolean over;     /* and has shown it */
  gboolean ended;    /* and nothing comes after it */
  guint n_broken;    /* fragments in a row that could not be read */
  GQueue ahead;      /* of what the reel was given and has not shown */
  gsize n_ahead;     /* bytes */
  gint64 pushed_at;  /* when it was given the last of it, monotonic µs */

  GdkTexture *frame;
  gint64 shown; /* when it was recorded, µs UTC; 0 before the first */
  guint serial;
  gint64 frame_at; /* when it was shown, or began to run, monotonic µs */
  int width, height;
};

/* zb-replay.c: what is shown and said */
void zb_replay_update_state (ZbReplay *self);
void zb_replay_set_position (ZbReplay *self, gint64 position);
void zb_replay_say_jump (ZbReplay *self, gint64 from, gint64 until, gboolean broken);
void zb_replay_take_frame (ZbReplay *self);
void zb_replay_give_up (ZbReplay *self, ZbReplayState verdict, ZbProblem *problem);
void zb_replay_end (ZbReplay *self);

/* zb-replay-window.c: leave to play */
void zb_replay_open_window (ZbReplay *self, gint64 from);
void zb_replay_open_around (ZbReplay *self, gint64 time);
void zb_replay_stop_opening (ZbReplay *self);
gboolean zb_replay_is_open_for (ZbReplay *self, gint64 time);
gboolean zb_replay_may_go_on (ZbReplay *self);
void zb_replay_take_refusal (ZbReplay *self, ZbProblem *problem);

/* zb-replay-parts.c: fragments, from the platform to the reel */
void zb_replay_feed (ZbReplay *self);
void zb_replay_run_reel (ZbReplay *self);
void zb_replay_drop_reel (ZbReplay *self);

/* zb-replay-seek.c: going somewhere */
void zb_replay_go_to (ZbReplay *self, gint64 before, ZbReplayLean lean);
void zb_replay_go_on (ZbReplay *self);
void zb_replay_enter_window (ZbReplay *self);
void zb_replay_skip_fragment (ZbReplay *self, int fragment);
void zb_replay_skip_span (ZbReplay *self);
void zb_replay_on_reel_ended (ZbReel *reel, ZbReelEnd how, const char *detail, gpointer user_data);

G_END_DECLS
