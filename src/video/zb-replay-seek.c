/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Going to a moment, and over what was not recorded or cannot be read. */
#include "zb-replay-private.h"

#define MOST_BROKEN 30

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
      zb_replay_say_jump (self, self->wanted - 1, of->started_at, FALSE);
      self->before = of->started_at + 1;
    }
  else if (time > of->ended_at)
    zb_replay_say_jump (self, of->ended_at, time, FALSE);
  self->next = MAX (0, zb_playback_span_find (of, MIN (self->before - 1, of->ended_at)));
  zb_replay_set_position (self, CLAMP (self->before - 1, of->started_at, of->ended_at));
  zb_replay_feed (self);
}

/* Nothing is there any more in this window. Where nothing comes after it either, what was last is looked for
 * where it was asked for. */
static void
leave_window (ZbReplay *self)
{
  if (zb_replay_may_go_on (self))
    {
      self->n_empty++;
      self->before = MAX (self->before, self->open_until + 1);
      zb_replay_open_window (self, self->open_until);
    }
  else if (self->lean == ZB_REPLAY_NEAREST && self->n_empty > 0)
    {
      self->n_empty = ZB_REPLAY_MOST_EMPTY;
      self->lean = ZB_REPLAY_BACKWARDS;
      self->before = self->wanted;
      zb_replay_open_around (self, self->wanted - 1);
    }
  else if (self->frame)
    zb_replay_end (self);
  else
    zb_replay_give_up (self, ZB_REPLAY_NOTHING, NULL);
}

static int
find_span (ZbReplay *self)
{
  const gint64 time = self->before - 1;
  int span = self->lean == ZB_REPLAY_BACKWARDS ? zb_roll_find_before (self->roll, time) : -1;

  if (span < 0)
    span = zb_roll_find (self->roll, time);
  if (span < 0 && self->lean == ZB_REPLAY_NEAREST && !zb_replay_may_go_on (self))
    span = zb_roll_find_before (self->roll, time);
  return span;
}

void
zb_replay_enter_window (ZbReplay *self)
{
  const int span = find_span (self);

  if (span < 0)
    leave_window (self);
  else
    enter_span (self, (guint)span);
  zb_replay_update_state (self);
}

static void
look_for (ZbReplay *self, gint64 before, ZbReplayLean lean)
{
  zb_replay_drop_reel (self);
  zb_replay_stop_opening (self);
  self->before = self->wanted = before;
  self->lean = lean;
  self->seeking = TRUE;
  self->sought_at = g_get_monotonic_time ();
  self->later = 0;
  self->ended = FALSE;
  self->verdict = ZB_REPLAY_LOADING;
  g_clear_object (&self->problem);
  zb_replay_set_position (self, before - 1);
}

void
zb_replay_go_to (ZbReplay *self, gint64 before, ZbReplayLean lean)
{
  look_for (self, before, lean);
  if (zb_replay_is_open_for (self, before - 1))
    zb_replay_enter_window (self);
  else
    zb_replay_open_around (self, before - 1);
  zb_replay_update_state (self);
}

/* What comes after the span that was shown to its end; of what was recorded since, leave has to be had first.
 */
void
zb_replay_go_on (ZbReplay *self)
{
  const gint64 ended_at = zb_roll_get_span (self->roll, self->span)->ended_at;

  self->n_empty = 0;
  if (zb_roll_find (self->roll, ended_at) >= 0)
    zb_replay_go_to (self, ended_at + 1, ZB_REPLAY_FORWARDS);
  else if (zb_replay_may_go_on (self))
    {
      look_for (self, ended_at + 1, ZB_REPLAY_FORWARDS);
      zb_replay_open_window (self, ended_at);
    }
  else
    zb_replay_end (self);
}

void
zb_replay_skip_fragment (ZbReplay *self, int fragment)
{
  ZbPlaybackSpan *span = zb_roll_get_span (self->roll, self->span);
  const gint64 from = zb_roll_get_start (self->roll, self->span, fragment),
               until = zb_roll_get_end (self->roll, self->span, fragment);

  zb_replay_say_jump (self, from, until, TRUE);
  if (++self->n_broken > MOST_BROKEN)
    zb_replay_give_up (self, ZB_REPLAY_FAILED, NULL);
  else
    zb_replay_go_to (self,
                     MAX (until, fragment + 1 < (int)zb_playback_span_get_n_fragments (span)
                                     ? zb_roll_get_start (self->roll, self->span, fragment + 1)
                                     : span->ended_at) +
                         1,
                     ZB_REPLAY_FORWARDS);
}

/* Without its head nothing of a span can be read. */
void
zb_replay_skip_span (ZbReplay *self)
{
  const ZbPlaybackSpan *span = zb_roll_get_span (self->roll, self->span);

  zb_replay_say_jump (self, MAX (span->started_at, self->before - 1), span->ended_at, TRUE);
  if (++self->n_broken > MOST_BROKEN)
    zb_replay_give_up (self, ZB_REPLAY_FAILED, NULL);
  else
    zb_replay_go_to (self, span->ended_at + 1, ZB_REPLAY_FORWARDS);
}

/* Frames that never came out lay in what could not be read. */
static void
on_over (ZbReplay *self)
{
  self->over = TRUE;
  if (self->ahead.length > 1)
    zb_replay_say_jump (self, self->position, zb_roll_get_span (self->roll, self->span)->ended_at, TRUE);
  if (self->seeking)
    zb_replay_skip_span (self);
  else if (self->playing)
    zb_replay_go_on (self);
}

static void
on_broken (ZbReplay *self)
{
  const gint64 reached = zb_reel_get_reached (self->reel);
  const int fragment =
      reached ? zb_playback_span_find (zb_roll_get_span (self->roll, self->span), reached) : -1;

  if (fragment < 0)
    zb_replay_skip_span (self);
  else
    zb_replay_skip_fragment (self, fragment);
}

void
zb_replay_on_reel_ended (ZbReel *reel, ZbReelEnd how, const char *detail, gpointer user_data)
{
  g_autoptr (ZbReplay) self = g_object_ref (user_data);

  g_debug ("recording of %s: %s", self->camera, detail ? detail : "over");
  zb_replay_take_frame (self);
  if (self->reel != reel)
    return;
  if (how == ZB_REEL_OVER)
    on_over (self);
  else if (how == ZB_REEL_BROKEN)
    on_broken (self);
  else
    zb_replay_give_up (self, ZB_REPLAY_UNSUPPORTED, NULL);
  zb_replay_update_state (self);
}
