/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Leave to play: it is had for two hours at once, around the moment where one is. */
#include "zb-replay-private.h"

#include "zb-now.h"

#define BEFORE_MOMENT (10 * G_TIME_SPAN_MINUTE) /* of the window around a moment */
#define EDGE (3 * G_USEC_PER_SEC)               /* what was recorded since cannot be had yet */

static void
take_roll (ZbReplay *self, ZbAnswer *answer)
{
  g_autoptr (ZbPlayback) playback = g_list_model_get_item (zb_answer_get_items (answer), 0);

  g_clear_pointer (&self->roll, zb_roll_free);
  if (playback)
    self->roll = zb_roll_new (self->media, playback);
  if (self->roll)
    zb_replay_enter_window (self);
  else
    zb_replay_give_up (self, ZB_REPLAY_FAILED, NULL);
}

void
zb_replay_take_refusal (ZbReplay *self, ZbProblem *problem)
{
  const gint64 status = problem ? problem->status : 0;

  if (status == 401 || status == 403)
    zb_replay_give_up (self, ZB_REPLAY_REFUSED, problem);
  else
    zb_replay_give_up (self, status == 404 ? ZB_REPLAY_NOTHING : ZB_REPLAY_FAILED, problem);
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
    zb_replay_take_refusal (self, zb_answer_get_problem (answer));
  zb_replay_update_state (self);
}

void
zb_replay_stop_opening (ZbReplay *self)
{
  if (self->opening)
    g_signal_handlers_disconnect_by_data (self->opening, self);
  g_clear_object (&self->opening);
}

void
zb_replay_open_window (ZbReplay *self, gint64 from)
{
  zb_replay_stop_opening (self);
  self->open_from = from;
  self->open_until = MIN (from + ZB_PLAYBACK_LONGEST, zb_now ());
  self->opening = zb_media_open_playback (self->media, self->camera, self->open_from, self->open_until);
  g_signal_connect_object (self->opening, "notify::state", G_CALLBACK (on_opened), self, G_CONNECT_SWAPPED);
  on_opened (self);
}

/* Most of the window lies where one is going. */
void
zb_replay_open_around (ZbReplay *self, gint64 time)
{
  zb_replay_open_window (
      self, time - (self->lean == ZB_REPLAY_BACKWARDS ? ZB_PLAYBACK_LONGEST - BEFORE_MOMENT : BEFORE_MOMENT));
}

gboolean
zb_replay_is_open_for (ZbReplay *self, gint64 time)
{
  return self->roll && zb_roll_is_good (self->roll) && time >= self->open_from && time < self->open_until;
}

/* Of what the window ends before, more may have been recorded. */
gboolean
zb_replay_may_go_on (ZbReplay *self)
{
  return zb_now () - self->open_until > EDGE && self->n_empty < ZB_REPLAY_MOST_EMPTY;
}
