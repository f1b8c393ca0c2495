/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One beat for all players and tiles, so that sixteen pictures are repainted in one frame and not in sixteen.
 * On a wall that a processor paints, where each is large, that frame would be too long: there a beat has
 * turns. A main-loop source and not the frame clock, which stops when the window is hidden. */
#include "zb-video-clock.h"

typedef struct
{
  ZbVideoBeat beat;
  gpointer user_data;
  guint place;
} Listener;

static GArray *listeners;
static guint source;

/* Each a frame of its own on a display of 60 Hz, and another free between them for what else moves. */
#define MOST_TURNS 2

static guint n_who_need_turns;
static guint turn; /* of this beat */
static gboolean skips;

/* Where drawing takes all of the time that there is, what waits for a moment without frames (the tiles of a
 * map are loaded then) would wait for ever: pictures let a beat go by until the main loop has come to rest.
 * So many at the most; four pictures in a second still move. */
#define MOST_SKIPPED (ZB_VIDEO_BEATS / 4)

static guint resting; /* a source that is dispatched when nothing else is to be done */
static guint n_skipped;

static gboolean
on_rest (gpointer unused)
{
  resting = 0;
  return G_SOURCE_REMOVE;
}

static gboolean
is_to_be_skipped (void)
{
  if (resting && n_skipped < MOST_SKIPPED)
    return ++n_skipped > 0;
  n_skipped = 0;
  if (!resting)
    resting = g_idle_add_full (G_PRIORITY_LOW, on_rest, NULL, NULL);
  return FALSE;
}

static guint
get_n_turns (void)
{
  return n_who_need_turns > 0 ? MOST_TURNS : 1;
}

/* Listeners may come and go while they are told. */
static gboolean
is_there (const Listener *one)
{
  for (guint i = 0; i < listeners->len; i++)
    if (g_array_index (listeners, Listener, i).user_data == one->user_data &&
        g_array_index (listeners, Listener, i).beat == one->beat)
      return TRUE;
  return FALSE;
}

static void
tell_all_of_turn (void)
{
  g_autoptr (GArray) now = g_array_copy (listeners);

  for (guint i = 0; i < now->len; i++)
    {
      const Listener *one = &g_array_index (now, Listener, i);
      if (one->place % get_n_turns () == turn && is_there (one))
        one->beat (one->user_data);
    }
}

static gboolean
on_beat (gpointer unused)
{
  turn = (turn + 1) % get_n_turns ();
  if (turn == 0)
    skips = is_to_be_skipped ();
  if (!skips)
    tell_all_of_turn ();
  return G_SOURCE_CONTINUE;
}

/* A beat that comes late does not make those after it late too, as with a usual timer: there would be fewer
 * of them than frames. Beats that were missed altogether are not made up for. */
static gboolean
dispatch (GSource *beats, GSourceFunc beat, gpointer unused)
{
  const gint64 period = G_USEC_PER_SEC / (ZB_VIDEO_BEATS * get_n_turns ()), now = g_source_get_time (beats);
  const gint64 next = g_source_get_ready_time (beats) + period;

  g_source_set_ready_time (beats, next > now ? next : now + period);
  return beat (unused);
}

static guint
start_beats (void)
{
  static GSourceFuncs functions = { .dispatch = dispatch };
  GSource *beats = g_source_new (&functions, sizeof (GSource));
  guint id;

  g_source_set_ready_time (beats, g_get_monotonic_time ());
  g_source_set_callback (beats, on_beat, NULL, NULL);
  id = g_source_attach (beats, NULL);
  g_source_unref (beats);
  return id;
}

/**
 * zb_video_clock_add:
 * @beat: what to call
 * @user_data: who listens
 * @place: any number; who has the same is told in the same turn of a beat
 *
 * Calls @beat once in each beat from now on.
 */
void
zb_video_clock_add (ZbVideoBeat beat, gpointer user_data, guint place)
{
  Listener listener = { beat, user_data, place };
  if (!listeners)
    listeners = g_array_new (FALSE, FALSE, sizeof (Listener));
  g_array_append_val (listeners, listener);
  if (!source)
    source = start_beats ();
}

/**
 * zb_video_clock_remove:
 * @beat: what was called
 * @user_data: who listened
 *
 * The clock stops with its last listener.
 */
void
zb_video_clock_remove (ZbVideoBeat beat, gpointer user_data)
{
  for (guint i = 0; listeners && i < listeners->len; i++)
    if (g_array_index (listeners, Listener, i).user_data == user_data &&
        g_array_index (listeners, Listener, i).beat == beat)
      {
        g_array_remove_index (listeners, i);
        break;
      }
  if (listeners && listeners->len == 0)
    g_clear_handle_id (&source, g_source_remove);
}

/**
 * zb_video_clock_begin_turns:
 *
 * Tells listeners in turns from now on, until zb_video_clock_end_turns() is called as often as this: half of
 * the pictures are painted in one frame and half in another, at the same rate.
 */
void
zb_video_clock_begin_turns (void)
{
  n_who_need_turns++;
}

/**
 * zb_video_clock_end_turns:
 *
 * See zb_video_clock_begin_turns().
 */
void
zb_video_clock_end_turns (void)
{
  g_return_if_fail (n_who_need_turns > 0);
  n_who_need_turns--;
}
