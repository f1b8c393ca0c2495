/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-replay-private.h"

#include "zb-now.h"
#include "zb-video-clock.h"

#include <gst/gst.h>

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
 * All of it is in the main context; decoding and waiting is in the reel's threads. Here are the object and
 * its beat; zb-replay-private.h says which file does the rest.
 */

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

#define GAP (2 * G_USEC_PER_SEC) /* what is shorter is not worth a word */
#define SEEK_WITHIN (G_USEC_PER_SEC / 2)
#define STARVED_AFTER G_USEC_PER_SEC
#define STUCK_AFTER (5 * G_USEC_PER_SEC)

static const double speeds[] = { 0.25, 0.5, 1, 2, 4, 8, 16 };

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

void
zb_replay_update_state (ZbReplay *self)
{
  const ZbReplayState state = judge (self);

  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

void
zb_replay_set_position (ZbReplay *self, gint64 position)
{
  if (self->position == position)
    return;
  self->position = position;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_POSITION]);
}

void
zb_replay_say_jump (ZbReplay *self, gint64 from, gint64 until, gboolean broken)
{
  if (broken || until - from > GAP)
    g_signal_emit (self, signals[JUMPED], 0, from, until, broken);
}

void
zb_replay_give_up (ZbReplay *self, ZbReplayState verdict, ZbProblem *problem)
{
  zb_replay_drop_reel (self);
  g_set_object (&self->problem, problem);
  self->verdict = verdict;
  self->seeking = FALSE;
  self->later = 0;
  zb_replay_set_playing (self, FALSE);
  zb_replay_update_state (self);
}

void
zb_replay_end (ZbReplay *self)
{
  self->ended = TRUE;
  zb_replay_set_position (self, self->shown ? self->shown : self->position);
  self->seeking = FALSE;
  self->later = 0;
  zb_replay_set_playing (self, FALSE);
  zb_replay_update_state (self);
}

/* --- the beat --------------------------------------------------------------------------------------- */

static void
forget_shown (ZbReplay *self)
{
  ZbReplayAhead *first;

  while ((first = g_queue_peek_head (&self->ahead)) && first->until <= self->position)
    {
      self->n_ahead -= first->bytes;
      g_free (g_queue_pop_head (&self->ahead));
    }
}

void
zb_replay_take_frame (ZbReplay *self)
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
  zb_replay_set_position (self, time);
  forget_shown (self);
  if (self->later)
    zb_replay_go_to (self, self->later, ZB_REPLAY_NEAREST);
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

  zb_replay_take_frame (self);
  if (is_stuck (self))
    zb_replay_skip_fragment (self, self->next - (int)self->ahead.length);
  if (self->retry_at && g_get_monotonic_time () >= self->retry_at)
    self->retry_at = 0;
  zb_replay_feed (self);
  zb_replay_update_state (self);
}

/* --- the object ----------------------------------------------------------------------------------- */

static void
zb_replay_dispose (GObject *object)
{
  ZbReplay *self = ZB_REPLAY (object);

  zb_video_clock_remove (on_beat, self);
  zb_replay_stop_opening (self);
  zb_replay_drop_reel (self);
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
  zb_video_clock_add (on_beat, self, 0);
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
      zb_replay_go_to (self, before, ZB_REPLAY_NEAREST);
      return;
    }
  self->later = before;
  zb_replay_set_position (self, before - 1);
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
    zb_replay_go_to (self, self->position, ZB_REPLAY_BACKWARDS);
  else if (self->over)
    zb_replay_go_on (self);
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
      zb_replay_go_to (self, self->position + 1, ZB_REPLAY_NEAREST);
    }
  else if (self->ended || self->over)
    {
      self->ended = FALSE;
      zb_replay_go_on (self);
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
  zb_replay_run_reel (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PLAYING]);
  if (playing)
    start_anew (self);
  zb_replay_update_state (self);
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
  zb_replay_run_reel (self);
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

/* A picture that stands still is made anew where it is to be larger by a fifth, which of %ZB_FRAME_WHOLE
 * would be more than an int can hold. */
static gboolean
is_too_small (ZbReplay *self, int width)
{
  return !self->playing && !self->seeking && self->reel && width - self->width > self->width / 5;
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
    zb_replay_go_to (self, self->position + 1, ZB_REPLAY_NEAREST);
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
