/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Fetching a recording part by part, a little ahead of what is shown, and giving the parts to the reel. */
#include "zb-replay-private.h"

#define MOST_OPENED 3
#define MOST_FAILED 4
#define KEYS_FROM 8     /* times as fast */
#define KEYS_WITHIN 500 /* ms between two key frames, as they are shown */

/* Where key frames follow one another closely enough, at this speed, they are pictures enough. */
static gboolean
is_keys_only (ZbReplay *self)
{
  ZbPlaybackSpan *span = zb_roll_get_span (self->roll, self->span);
  const guint at = MIN ((guint)MAX (0, self->next), zb_playback_span_get_n_fragments (span) - 1);

  return self->speed >= KEYS_FROM &&
         (double)zb_playback_span_get_fragment (span, at)->duration / self->speed <= KEYS_WITHIN;
}

void
zb_replay_run_reel (ZbReplay *self)
{
  if (self->reel)
    zb_reel_run (self->reel, self->playing ? self->speed : 0, is_keys_only (self));
}

void
zb_replay_drop_reel (ZbReplay *self)
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
set_finished (ZbReplay *self)
{
  self->finished = TRUE;
  zb_reel_finish (self->reel);
}

static void
start_reel (ZbReplay *self, GBytes *head)
{
  self->reel = zb_reel_open (head, self->before, zb_replay_on_reel_ended, self);
  zb_reel_set_size (self->reel, self->width, self->height);
  zb_replay_run_reel (self);
}

static void
push_fragment (ZbReplay *self, GBytes *bytes)
{
  ZbReplayAhead *ahead = g_new (ZbReplayAhead, 1);

  *ahead = (ZbReplayAhead){ zb_roll_get_end (self->roll, self->span, self->next), g_bytes_get_size (bytes) };
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
  const ZbReplayAhead *last = g_queue_peek_tail (&self->ahead);
  const gint64 reach = (gint64)((double)ZB_REPLAY_AHEAD * MAX (1, self->speed));

  if (self->ahead.length < 2)
    return TRUE;
  return last->until - self->position < reach && self->n_ahead < ZB_REPLAY_MOST_AHEAD;
}

static int
get_wanted_part (ZbReplay *self)
{
  return self->reel ? self->next : ZB_ROLL_HEAD;
}

static void
on_fetch_failed (ZbReplay *self, ZbProblem *problem)
{
  const gint64 status = problem ? problem->status : 0;

  if ((status == 401 || status == 404 || status == 410) && self->n_opened++ < MOST_OPENED)
    {
      g_clear_pointer (&self->roll, zb_roll_free);
      zb_replay_go_to (self, self->seeking ? self->before : self->position + 1,
                       self->seeking ? self->lean : ZB_REPLAY_NEAREST);
    }
  else if (status != 401 && status != 403 && self->n_failed++ < MOST_FAILED)
    self->retry_at = g_get_monotonic_time () + (G_USEC_PER_SEC << self->n_failed) / 2;
  else
    zb_replay_take_refusal (self, problem);
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
      zb_replay_feed (self);
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
        zb_replay_skip_span (self);
      else
        zb_replay_skip_fragment (self, part);
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
void
zb_replay_feed (ZbReplay *self)
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
