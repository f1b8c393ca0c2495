/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-replay.h"

#include "zb-now.h"
#include "zb-reel.h"
#include "zb-roll.h"
#include "zb-video-clock.h"

#include <gst/gst.h>

/* What is taken where nothing was recorded at a moment. */
typedef enum
{
  NEAREST,   /* or what comes after it; at the end, what was last */
  FORWARDS,  /* or what comes after it */
  BACKWARDS, /* or what comes before it */
} Lean;

/**
 * ZbReplay:
 *
 * The recorded pictures of one camera, with a clock of their own: they run, faster or slower, stand still, go
 * a frame further or back, and to any moment.
 *
 *   moment → leave for the two hours around it → head → fragments, a little ahead → reel → frames
 *
 * What was not recorded is passed over, and said by `jumped`; so is what cannot be read. Going elsewhere is a
 * new reel, begun when the one before has shown its first picture, so that dragging does not begin a hundred.
 * All of it is in the main context; decoding and waiting is in the reel's threads.
 */
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

  gint64 before;    /* the last frame before this is looked for, µs UTC */
  gint64 wanted;    /* the same, as it was asked for */
  Lean lean;        /* where nothing is there */
  gboolean seeking; /* no frame came since */
  gint64 sought_at; /* monotonic µs */
  gint64 later;     /* asked for in the meantime, 0 for nothing */

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

typedef struct
{
  gint64 until;
  gsize bytes;
} Ahead;

typedef enum
{
  PROP_POSITION = 1,
  PROP_STATE,
  PROP_PLAYING,
  PROP_SPEED,
} ZbReplayProperty;

static GParamSpec *properties[PROP_SPEED + 1];

enum
{
  JUMPED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZbReplay, zb_replay, G_TYPE_OBJECT)

#define BEFORE_MOMENT (10 * G_TIME_SPAN_MINUTE) /* of the window around a moment */
#define MOST_EMPTY 4                            /* windows of two hours that are passed over at once */
#define MOST_OPENED 3
#define MOST_FAILED 4
#define MOST_BROKEN 30
#define GAP (2 * G_USEC_PER_SEC)  /* what is shorter is not worth a word */
#define EDGE (3 * G_USEC_PER_SEC) /* what was recorded since cannot be had yet */
#define SEEK_WITHIN (G_USEC_PER_SEC / 2)
#define STARVED_AFTER G_USEC_PER_SEC
#define STUCK_AFTER (5 * G_USEC_PER_SEC)
#define KEYS_FROM 8     /* times as fast */
#define KEYS_WITHIN 500 /* ms between two key frames, as they are shown */

static const double speeds[] = { 0.25, 0.5, 1, 2, 4, 8, 16 };

static void begin_reel (ZbReplay *self);
static void feed (ZbReplay *self);
static void go_to (ZbReplay *self, gint64 before, Lean lean);

/* --- state ---------------------------------------------------------------------------------- */

static gboolean
is_starved (ZbReplay *self)
{
  return self->fetching && g_get_monotonic_time () - self->frame_at > STARVED_AFTER;
}

static ZbReplayState
judge (ZbReplay *self)
{
  if (self->verdict != ZB_REPLAY_LOADING)
    return self->verdict;
  if (self->ended)
    return ZB_REPLAY_ENDED;
  if (self->seeking || self->opening)
    return ZB_REPLAY_LOADING;
  if (!self->playing)
    return ZB_REPLAY_PAUSED;
  return is_starved (self) ? ZB_REPLAY_LOADING : ZB_REPLAY_PLAYING;
}

static void
update_state (ZbReplay *self)
{
  const ZbReplayState state = judge (self);

  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
set_position (ZbReplay *self, gint64 position)
{
  if (self->position == position)
    return;
  self->position = position;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_POSITION]);
}

static void
say_jump (ZbReplay *self, gint64 from, gint64 until, gboolean broken)
{
  if (broken || until - from > GAP)
    g_signal_emit (self, signals[JUMPED], 0, from, until, broken);
}

/* --- the reel --------------------------------------------------------------------------------- */

/* Where key frames follow one another closely enough, at this speed, they are pictures enough. */
static gboolean
is_keys_only (ZbReplay *self)
{
  ZbPlaybackSpan *span = zb_roll_get_span (self->roll, self->span);
  const guint at = MIN ((guint)MAX (0, self->next), zb_playback_span_get_n_fragments (span) - 1);

  return self->speed >= KEYS_FROM &&
         (double)zb_playback_span_get_fragment (span, at)->duration / self->speed <= KEYS_WITHIN;
}

static void
run_reel (ZbReplay *self)
{
  if (self->reel)
    zb_reel_run (self->reel, self->playing ? self->speed : 0, is_keys_only (self));
}

static void
drop_reel (ZbReplay *self)
{
  g_clear_pointer (&self->reel, zb_reel_close);
  if (self->fetching)
    g_signal_handlers_disconnect_by_data (self->fetching, self);
  g_clear_object (&self->fetching);
  g_queue_clear_full (&self->ahead, g_free);
  self->n_ahead = 0;
  self->serial = 0;
  self->retry_at = 0;
  self->finished = self->over = FALSE;
}

static void
give_up (ZbReplay *self, ZbReplayState verdict, ZbProblem *problem)
{
  drop_reel (self);
  g_set_object (&self->problem, problem);
  self->verdict = verdict;
  self->seeking = FALSE;
  self->later = 0;
  zb_replay_set_playing (self, FALSE);
  update_state (self);
}

static void
end (ZbReplay *self)
{
  self->ended = TRUE;
  set_position (self, self->shown ? self->shown : self->position);
  self->seeking = FALSE;
  self->later = 0;
  zb_replay_set_playing (self, FALSE);
  update_state (self);
}

static void
set_finished (ZbReplay *self)
{
  self->finished = TRUE;
  zb_reel_finish (self->reel);
}

/* --- leave to play --------------------------------------------------------------------------------- */

static void
take_roll (ZbReplay *self, ZbAnswer *answer)
{
  g_autoptr (ZbPlayback) playback = g_list_model_get_item (zb_answer_get_items (answer), 0);

  g_clear_pointer (&self->roll, zb_roll_free);
  if (playback)
    self->roll = zb_roll_new (self->media, playback);
  if (self->roll)
    begin_reel (self);
  else
    give_up (self, ZB_REPLAY_FAILED, NULL);
}

static void
on_refused (ZbReplay *self, ZbProblem *problem)
{
  const gint64 status = problem ? problem->status : 0;

  if (status == 401 || status == 403)
    give_up (self, ZB_REPLAY_REFUSED, problem);
  else
    give_up (self, status == 404 ? ZB_REPLAY_NOTHING : ZB_REPLAY_FAILED, problem);
}

static void
on_opened (ZbReplay *self)
{
  g_autoptr (ZbAnswer) answer = NULL;

  if (!self->opening || zb_answer_get_state (self->opening) == ZB_ANSWER_PENDING)
    return;
  answer = g_steal_pointer (&self->opening);
  g_signal_handlers_disconnect_by_data (answer, self);
  if (zb_answer_get_state (answer) == ZB_ANSWER_READY)
    take_roll (self, answer);
  else
    on_refused (self, zb_answer_get_problem (answer));
  update_state (self);
}

static void
stop_opening (ZbReplay *self)
{
  if (self->opening)
    g_signal_handlers_disconnect_by_data (self->opening, self);
  g_clear_object (&self->opening);
}

static void
open_window (ZbReplay *self, gint64 from)
{
  stop_opening (self);
  self->open_from = from;
  self->open_until = MIN (from + ZB_PLAYBACK_LONGEST, zb_now ());
  self->opening = zb_media_open_playback (self->media, self->camera, self->open_from, self->open_until);
  g_signal_connect_object (self->opening, "notify::state", G_CALLBACK (on_opened), self, G_CONNECT_SWAPPED);
  on_opened (self);
}

/* Most of the window lies where one is going. */
static void
open_around (ZbReplay *self, gint64 time)
{
  open_window (self, time - (self->lean == BACKWARDS ? ZB_PLAYBACK_LONGEST - BEFORE_MOMENT : BEFORE_MOMENT));
}

static gboolean
is_open_for (ZbReplay *self, gint64 time)
{
  return self->roll && zb_roll_is_good (self->roll) && time >= self->open_from && time < self->open_until;
}

/* Of what the window ends before, more may have been recorded. */
static gboolean
may_go_on (ZbReplay *self)
{
  return zb_now () - self->open_until > EDGE && self->n_empty < MOST_EMPTY;
}

/* --- parts ---------------------------------------------------------------------------------------- */

static void on_reel_ended (ZbReel *reel, ZbReelEnd end, const char *detail, gpointer user_data);

static void
start_reel (ZbReplay *self, GBytes *head)
{
  self->reel = zb_reel_open (head, self->before, on_reel_ended, self);
  zb_reel_set_size (self->reel, self->width, self->height);
  run_reel (self);
}

static void
push_fragment (ZbReplay *self, GBytes *bytes)
{
  Ahead *ahead = g_new (Ahead, 1);

  *ahead = (Ahead){ zb_roll_get_end (self->roll, self->span, self->next), g_bytes_get_size (bytes) };
  g_queue_push_tail (&self->ahead, ahead);
  self->n_ahead += ahead->bytes;
  zb_reel_push (self->reel, bytes, zb_roll_get_start (self->roll, self->span, self->next));
  self->next++;
  self->pushed_at = g_get_monotonic_time ();
}

static gboolean
has_more (ZbReplay *self)
{
  return (guint)self->next < zb_playback_span_get_n_fragments (zb_roll_get_span (self->roll, self->span));
}

static void
take_part (ZbReplay *self, GBytes *bytes)
{
  if (!self->reel)
    start_reel (self, bytes);
  else
    push_fragment (self, bytes);
  if (!has_more (self) && !self->finished)
    set_finished (self);
}

/* Two are always ahead, however long they are: the one that is shown, and the one after it. */
static gboolean
wants_more (ZbReplay *self)
{
  const Ahead *last = g_queue_peek_tail (&self->ahead);
  const gint64 reach = (gint64)((double)ZB_REPLAY_AHEAD * MAX (1, self->speed));

  if (self->ahead.length < 2)
    return TRUE;
  return last->until - self->position < reach && self->n_ahead < ZB_REPLAY_MOST_AHEAD;
}

static void
skip_fragment (ZbReplay *self, int fragment)
{
  ZbPlaybackSpan *span = zb_roll_get_span (self->roll, self->span);
  const gint64 from = zb_roll_get_start (self->roll, self->span, fragment),
               until = zb_roll_get_end (self->roll, self->span, fragment);

  say_jump (self, from, until, TRUE);
  if (++self->n_broken > MOST_BROKEN)
    give_up (self, ZB_REPLAY_FAILED, NULL);
  else
    go_to (self,
           MAX (until, fragment + 1 < (int)zb_playback_span_get_n_fragments (span)
                           ? zb_roll_get_start (self->roll, self->span, fragment + 1)
                           : span->ended_at) +
               1,
           FORWARDS);
}

/* Without its head nothing of a span can be read. */
static void
skip_span (ZbReplay *self)
{
  const ZbPlaybackSpan *span = zb_roll_get_span (self->roll, self->span);

  say_jump (self, MAX (span->started_at, self->before - 1), span->ended_at, TRUE);
  if (++self->n_broken > MOST_BROKEN)
    give_up (self, ZB_REPLAY_FAILED, NULL);
  else
    go_to (self, span->ended_at + 1, FORWARDS);
}

static void
on_fetch_failed (ZbReplay *self, ZbProblem *problem)
{
  const gint64 status = problem ? problem->status : 0;

  if ((status == 401 || status == 404 || status == 410) && self->n_opened++ < MOST_OPENED)
    {
      g_clear_pointer (&self->roll, zb_roll_free);
      go_to (self, self->seeking ? self->before : self->position + 1, self->seeking ? self->lean : NEAREST);
    }
  else if (status != 401 && status != 403 && self->n_failed++ < MOST_FAILED)
    self->retry_at = g_get_monotonic_time () + (G_USEC_PER_SEC << self->n_failed) / 2;
  else
    on_refused (self, problem);
}

static int
get_wanted_part (ZbReplay *self)
{
  return self->reel ? self->next : ZB_ROLL_HEAD;
}

static void
on_fetched (ZbReplay *self)
{
  g_autoptr (ZbAnswer) answer = NULL;

  if (!self->fetching || zb_answer_get_state (self->fetching) == ZB_ANSWER_PENDING)
    return;
  answer = g_steal_pointer (&self->fetching);
  g_signal_handlers_disconnect_by_data (answer, self);
  if (zb_answer_get_state (answer) == ZB_ANSWER_READY && zb_answer_get_bytes (answer))
    {
      self->n_failed = 0;
      zb_roll_keep_part (self->roll, self->span, get_wanted_part (self), zb_answer_get_bytes (answer));
      take_part (self, zb_answer_get_bytes (answer));
      feed (self);
    }
  else
    on_fetch_failed (self, zb_answer_get_problem (answer));
}

static void
fetch (ZbReplay *self, int part)
{
  self->fetching = zb_roll_fetch (self->roll, self->span, part);
  if (!self->fetching)
    {
      if (part == ZB_ROLL_HEAD)
        skip_span (self);
      else
        skip_fragment (self, part);
      return;
    }
  g_signal_connect_object (self->fetching, "notify::state", G_CALLBACK (on_fetched), self, G_CONNECT_SWAPPED);
  on_fetched (self);
}

static gboolean
is_fed (ZbReplay *self)
{
  if (!self->roll || self->opening || self->fetching || self->retry_at || self->finished)
    return TRUE;
  return self->reel ? !wants_more (self) : !self->seeking;
}

/* What is here already is given at once, what is not is asked for, one part after the other. */
static void
feed (ZbReplay *self)
{
  while (!is_fed (self))
    {
      const int part = get_wanted_part (self);
      g_autoptr (GBytes) bytes = NULL;
      GBytes *found = zb_roll_find_part (self->roll, self->span, part);
      if (!found)
        {
          fetch (self, part);
          return;
        }
      bytes = g_bytes_ref (found);
      take_part (self, bytes);
    }
}

/* --- going somewhere ------------------------------------------------------------------------- */

/* The moment lies in this span, or in the gap before or after it. */
static void
enter_span (ZbReplay *self, guint span)
{
  ZbPlaybackSpan *of = zb_roll_get_span (self->roll, span);
  const gint64 time = self->before - 1;

  self->span = span;
  self->n_empty = 0;
  if (time < of->started_at)
    {
      say_jump (self, self->wanted - 1, of->started_at, FALSE);
      self->before = of->started_at + 1;
    }
  else if (time > of->ended_at)
    say_jump (self, of->ended_at, time, FALSE);
  self->next = MAX (0, zb_playback_span_find (of, MIN (self->before - 1, of->ended_at)));
  set_position (self, CLAMP (self->before - 1, of->started_at, of->ended_at));
  feed (self);
}

/* Nothing is there any more in this window. Where nothing comes after it either, what was last is looked for
 * where it was asked for. */
static void
leave_window (ZbReplay *self)
{
  if (may_go_on (self))
    {
      self->n_empty++;
      self->before = MAX (self->before, self->open_until + 1);
      open_window (self, self->open_until);
    }
  else if (self->lean == NEAREST && self->n_empty > 0)
    {
      self->n_empty = MOST_EMPTY;
      self->lean = BACKWARDS;
      self->before = self->wanted;
      open_around (self, self->wanted - 1);
    }
  else if (self->frame)
    end (self);
  else
    give_up (self, ZB_REPLAY_NOTHING, NULL);
}

static int
find_span (ZbReplay *self)
{
  const gint64 time = self->before - 1;
  int span = self->lean == BACKWARDS ? zb_roll_find_before (self->roll, time) : -1;

  if (span < 0)
    span = zb_roll_find (self->roll, time);
  if (span < 0 && self->lean == NEAREST && !may_go_on (self))
    span = zb_roll_find_before (self->roll, time);
  return span;
}

static void
begin_reel (ZbReplay *self)
{
  const int span = find_span (self);

  if (span < 0)
    leave_window (self);
  else
    enter_span (self, (guint)span);
  update_state (self);
}

static void
look_for (ZbReplay *self, gint64 before, Lean lean)
{
  drop_reel (self);
  stop_opening (self);
  self->before = self->wanted = before;
  self->lean = lean;
  self->seeking = TRUE;
  self->sought_at = g_get_monotonic_time ();
  self->later = 0;
  self->ended = FALSE;
  self->verdict = ZB_REPLAY_LOADING;
  g_clear_object (&self->problem);
  set_position (self, before - 1);
}

static void
go_to (ZbReplay *self, gint64 before, Lean lean)
{
  look_for (self, before, lean);
  if (is_open_for (self, before - 1))
    begin_reel (self);
  else
    open_around (self, before - 1);
  update_state (self);
}

/* What comes after the span that was shown to its end; of what was recorded since, leave has to be had first.
 */
static void
go_on (ZbReplay *self)
{
  const gint64 ended_at = zb_roll_get_span (self->roll, self->span)->ended_at;

  self->n_empty = 0;
  if (zb_roll_find (self->roll, ended_at) >= 0)
    go_to (self, ended_at + 1, FORWARDS);
  else if (may_go_on (self))
    {
      look_for (self, ended_at + 1, FORWARDS);
      open_window (self, ended_at);
    }
  else
    end (self);
}

/* Frames that never came out lay in what could not be read. */
static void
on_over (ZbReplay *self)
{
  self->over = TRUE;
  if (self->ahead.length > 1)
    say_jump (self, self->position, zb_roll_get_span (self->roll, self->span)->ended_at, TRUE);
  if (self->seeking)
    skip_span (self);
  else if (self->playing)
    go_on (self);
}

static void
on_broken (ZbReplay *self)
{
  const gint64 reached = zb_reel_get_reached (self->reel);
  const int fragment =
      reached ? zb_playback_span_find (zb_roll_get_span (self->roll, self->span), reached) : -1;

  if (fragment < 0)
    skip_span (self);
  else
    skip_fragment (self, fragment);
}

static void take_frame (ZbReplay *self);

static void
on_reel_ended (ZbReel *reel, ZbReelEnd how, const char *detail, gpointer user_data)
{
  g_autoptr (ZbReplay) self = g_object_ref (user_data);

  g_debug ("recording of %s: %s", self->camera, detail ? detail : "over");
  take_frame (self);
  if (self->reel != reel)
    return;
  if (how == ZB_REEL_OVER)
    on_over (self);
  else if (how == ZB_REEL_BROKEN)
    on_broken (self);
  else
    give_up (self, ZB_REPLAY_UNSUPPORTED, NULL);
  update_state (self);
}

/* --- the beat --------------------------------------------------------------------------------------- */

static void
forget_shown (ZbReplay *self)
{
  Ahead *first;

  while ((first = g_queue_peek_head (&self->ahead)) && first->until <= self->position)
    {
      self->n_ahead -= first->bytes;
      g_free (g_queue_pop_head (&self->ahead));
    }
}

static void
take_frame (ZbReplay *self)
{
  const guint serial = self->serial;
  gint64 time = self->position;
  g_autoptr (GdkTexture) frame = self->reel ? zb_reel_dup_frame (self->reel, &self->serial, &time) : NULL;

  if (!self->reel || self->serial == serial)
    return;
  if (frame)
    g_set_object (&self->frame, frame);
  self->frame_at = g_get_monotonic_time ();
  self->seeking = FALSE;
  self->n_broken = self->n_opened = 0;
  self->shown = time;
  set_position (self, time);
  forget_shown (self);
  if (self->later)
    go_to (self, self->later, NEAREST);
}

/* A damaged file may claim as its own what comes after it, and nothing is told then but silence. */
static gboolean
is_stuck (ZbReplay *self)
{
  const gint64 since = MAX (self->frame_at, MAX (self->pushed_at, self->sought_at));

  return self->reel && !self->over && self->ahead.length > 1 && (self->playing || self->seeking) &&
         g_get_monotonic_time () - since > STUCK_AFTER;
}

static void
on_beat (gpointer user_data)
{
  g_autoptr (ZbReplay) self = g_object_ref (user_data);

  take_frame (self);
  if (is_stuck (self))
    skip_fragment (self, self->next - (int)self->ahead.length);
  if (self->retry_at && g_get_monotonic_time () >= self->retry_at)
    self->retry_at = 0;
  feed (self);
  update_state (self);
}

/* --- the object ----------------------------------------------------------------------------------- */

static void
zb_replay_dispose (GObject *object)
{
  ZbReplay *self = ZB_REPLAY (object);

  zb_video_clock_remove (on_beat, self);
  stop_opening (self);
  drop_reel (self);
  G_OBJECT_CLASS (zb_replay_parent_class)->dispose (object);
}

static void
zb_replay_finalize (GObject *object)
{
  ZbReplay *self = ZB_REPLAY (object);

  g_clear_pointer (&self->roll, zb_roll_free);
  g_clear_object (&self->media);
  g_clear_object (&self->frame);
  g_clear_object (&self->problem);
  g_free (self->camera);
  G_OBJECT_CLASS (zb_replay_parent_class)->finalize (object);
}

static void
zb_replay_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ZbReplay *self = ZB_REPLAY (object);

  switch ((ZbReplayProperty)id)
    {
    case PROP_POSITION:
      g_value_set_int64 (value, self->position);
      break;
    case PROP_STATE:
      g_value_set_int (value, self->state);
      break;
    case PROP_PLAYING:
      g_value_set_boolean (value, self->playing);
      break;
    case PROP_SPEED:
      g_value_set_double (value, self->speed);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  properties[PROP_POSITION] = g_param_spec_int64 ("position", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, 0, ZB_REPLAY_UNSUPPORTED, 0, flags);
  properties[PROP_PLAYING] = g_param_spec_boolean ("playing", NULL, NULL, FALSE, flags);
  properties[PROP_SPEED] = g_param_spec_double ("speed", NULL, NULL, 0, 16, 1, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
zb_replay_class_init (ZbReplayClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = zb_replay_dispose;
  object_class->finalize = zb_replay_finalize;
  object_class->get_property = zb_replay_get_property;
  install_properties (object_class);
  /**
   * ZbReplay::jumped:
   * @self: recorded pictures
   * @from: the first moment that was passed over, µs UTC
   * @until: the moment that is gone on with
   * @broken: whether something was recorded then that cannot be read
   */
  signals[JUMPED] = g_signal_new ("jumped", ZB_TYPE_REPLAY, G_SIGNAL_RUN_FIRST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 3, G_TYPE_INT64, G_TYPE_INT64, G_TYPE_BOOLEAN);
}

static void
zb_replay_init (ZbReplay *self)
{
  self->speed = 1;
}

/**
 * zb_replay_get_speeds:
 * @n_speeds: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_speeds): the speeds that can be chosen, in seconds of film a
 * second
 */
const double *
zb_replay_get_speeds (guint *n_speeds)
{
  *n_speeds = G_N_ELEMENTS (speeds);
  return speeds;
}

/**
 * zb_replay_new:
 * @media: whoever gets leave
 * @camera: the id of a camera
 *
 * Returns: (transfer full): its recorded pictures, at no moment yet
 */
ZbReplay *
zb_replay_new (ZbMedia *media, const char *camera)
{
  ZbReplay *self = g_object_new (ZB_TYPE_REPLAY, NULL);

  gst_init (NULL, NULL);
  self->media = g_object_ref (media);
  self->camera = g_strdup (camera);
  zb_video_clock_add (on_beat, self);
  return self;
}

/**
 * zb_replay_get_camera:
 * @self: recorded pictures
 *
 * Returns: (transfer none): the id of their camera
 */
const char *
zb_replay_get_camera (ZbReplay *self)
{
  g_return_val_if_fail (ZB_IS_REPLAY (self), NULL);
  return self->camera;
}

/**
 * zb_replay_seek:
 * @self: recorded pictures
 * @time: a moment, µs UTC
 *
 * Goes to the picture of that moment, or to the first one after it where nothing was recorded then.
 */
void
zb_replay_seek (ZbReplay *self, gint64 time)
{
  const gint64 before = MIN (time, zb_now () - 1) + 1;
  const gboolean busy =
      self->seeking && self->reel && g_get_monotonic_time () - self->sought_at < SEEK_WITHIN;

  g_return_if_fail (ZB_IS_REPLAY (self));
  self->n_empty = 0;
  if (!busy)
    {
      go_to (self, before, NEAREST);
      return;
    }
  self->later = before;
  set_position (self, before - 1);
}

/**
 * zb_replay_step:
 * @self: recorded pictures
 * @forwards: whether to the next picture, else to the one before
 *
 * Goes one picture further, and stands still there.
 */
void
zb_replay_step (ZbReplay *self, gboolean forwards)
{
  g_return_if_fail (ZB_IS_REPLAY (self));
  zb_replay_set_playing (self, FALSE);
  if (self->seeking || !self->roll || self->verdict != ZB_REPLAY_LOADING)
    return;
  if (!forwards)
    go_to (self, self->position, BACKWARDS);
  else if (self->over)
    go_on (self);
  else if (self->reel)
    zb_reel_step (self->reel);
}

static gboolean
has_span (ZbReplay *self)
{
  return self->roll && self->span < zb_roll_get_n_spans (self->roll);
}

/* What failed is tried again, and at the end it is looked whether there is more by now. */
static void
start_anew (ZbReplay *self)
{
  if (self->verdict != ZB_REPLAY_LOADING || (self->ended && !has_span (self)))
    {
      self->n_failed = self->n_opened = self->n_broken = self->n_empty = 0;
      go_to (self, self->position + 1, NEAREST);
    }
  else if (self->ended || self->over)
    {
      self->ended = FALSE;
      go_on (self);
    }
}

/**
 * zb_replay_set_playing:
 * @self: recorded pictures
 * @playing: whether they run
 */
void
zb_replay_set_playing (ZbReplay *self, gboolean playing)
{
  g_return_if_fail (ZB_IS_REPLAY (self));
  if (self->playing == playing)
    return;
  self->playing = playing;
  self->frame_at = g_get_monotonic_time ();
  run_reel (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PLAYING]);
  if (playing)
    start_anew (self);
  update_state (self);
}

/**
 * zb_replay_get_playing:
 * @self: recorded pictures
 *
 * Returns: whether they run, or would if they were here
 */
gboolean
zb_replay_get_playing (ZbReplay *self)
{
  g_return_val_if_fail (ZB_IS_REPLAY (self), FALSE);
  return self->playing;
}

/**
 * zb_replay_set_speed:
 * @self: recorded pictures
 * @speed: seconds of film in a second, one of zb_replay_get_speeds()
 */
void
zb_replay_set_speed (ZbReplay *self, double speed)
{
  g_return_if_fail (ZB_IS_REPLAY (self) && speed > 0);
  speed = CLAMP (speed, speeds[0], speeds[G_N_ELEMENTS (speeds) - 1]);
  if (self->speed == speed)
    return;
  self->speed = speed;
  run_reel (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SPEED]);
}

/**
 * zb_replay_get_speed:
 * @self: recorded pictures
 *
 * Returns: seconds of film in a second
 */
double
zb_replay_get_speed (ZbReplay *self)
{
  g_return_val_if_fail (ZB_IS_REPLAY (self), 1);
  return self->speed;
}

/**
 * zb_replay_get_position:
 * @self: recorded pictures
 *
 * Returns: when the picture was recorded that is shown, or that is being looked for, µs UTC
 */
gint64
zb_replay_get_position (ZbReplay *self)
{
  g_return_val_if_fail (ZB_IS_REPLAY (self), 0);
  return self->position;
}

/**
 * zb_replay_get_state:
 * @self: recorded pictures
 *
 * Returns: what can be said of them
 */
ZbReplayState
zb_replay_get_state (ZbReplay *self)
{
  g_return_val_if_fail (ZB_IS_REPLAY (self), ZB_REPLAY_LOADING);
  return self->state;
}

/**
 * zb_replay_get_problem:
 * @self: recorded pictures
 *
 * Returns: (transfer none) (nullable): what the platform says of why they cannot be had
 */
ZbProblem *
zb_replay_get_problem (ZbReplay *self)
{
  g_return_val_if_fail (ZB_IS_REPLAY (self), NULL);
  return self->problem;
}

/**
 * zb_replay_get_frame:
 * @self: recorded pictures
 *
 * Returns: (transfer none) (nullable): the picture that is shown
 */
GdkTexture *
zb_replay_get_frame (ZbReplay *self)
{
  g_return_val_if_fail (ZB_IS_REPLAY (self), NULL);
  return self->frame;
}

/* A picture that stands still is made anew where it is to be larger. */
static gboolean
is_too_small (ZbReplay *self, int width)
{
  return !self->playing && !self->seeking && self->reel && width > self->width + self->width / 5;
}

/**
 * zb_replay_set_size:
 * @self: recorded pictures
 * @width: device pixels, 0 where nobody looks, %ZB_FRAME_WHOLE for pictures as they were recorded
 * @height: device pixels
 *
 * Says how large pictures are needed.
 */
void
zb_replay_set_size (ZbReplay *self, int width, int height)
{
  gboolean again;

  g_return_if_fail (ZB_IS_REPLAY (self));
  again = is_too_small (self, width);
  self->width = width;
  self->height = height;
  if (self->reel)
    zb_reel_set_size (self->reel, width, height);
  if (again)
    go_to (self, self->position + 1, NEAREST);
}

/**
 * zb_replay_get_n_ahead:
 * @self: recorded pictures
 *
 * Returns: how many bytes were fetched and are not shown yet
 */
gsize
zb_replay_get_n_ahead (ZbReplay *self)
{
  g_return_val_if_fail (ZB_IS_REPLAY (self), 0);
  return self->n_ahead;
}

/**
 * zb_replay_get_n_decoded:
 * @self: recorded pictures
 *
 * Returns: how many pictures were decoded since it last went somewhere
 */
guint
zb_replay_get_n_decoded (ZbReplay *self)
{
  g_return_val_if_fail (ZB_IS_REPLAY (self), 0);
  return self->reel ? zb_reel_get_n_decoded (self->reel) : 0;
}
