/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The attempts of a player: a ticket, a place among those who open, a stream, and how that ends. */
#include "zb-player-private.h"

#include "zb-now.h"
#include "zb-stream-source.h"

#include <math.h>

#define FIRST_FRAME_WITHIN (10 * G_USEC_PER_SEC)
#define TICKET_WITHIN (20 * G_USEC_PER_SEC)
#define RENEW_BEFORE (30 * G_USEC_PER_SEC)
#define RENEW_AGAIN (3 * G_USEC_PER_SEC) /* where that came to nothing */
#define MOST_ODD 3
#define FRESH_FOR (10 * G_USEC_PER_SEC) /* a ticket that nobody used yet */

/* The longest waits, in seconds. A server that says there is no such camera now, or sends no pictures, costs
 * little to ask; one that is busy is left alone. */
#define LONGEST_WAIT 30.0
#define SHORT_WAIT 4.0
#define SLOW_RETRY 60.0 /* where an officer has to do something first */

/* How long one waits who was refused by the server itself, in seconds. */
static double refused_wait = ZB_PLAYER_REFUSED_WAIT;

static void ask_for_ticket (ZbPlayer *self);

/* --- how one ends ------------------------------------------------------------------------------- */

void
zb_player_drop_stream (ZbPlayer *self)
{
  g_clear_pointer (&self->stream, zb_stream_close);
  zb_stream_place_leave (&self->place);
}

/* A quarter more or less, so that a hundred tiles do not come back at once. */
static double
vary (double wait)
{
  return wait * g_random_double_range (0.75, 1.25);
}

/* 1, 2, 4, 8 … seconds */
static double
backoff (guint attempts, double longest)
{
  return vary (fmin (longest, pow (2, MIN (attempts, 10))));
}

void
zb_player_wait_for_retry (ZbPlayer *self, double seconds)
{
  zb_player_drop_stream (self);
  self->retry_at = g_get_monotonic_time () + (gint64)(seconds * G_USEC_PER_SEC);
  zb_player_update_state (self);
}

static double
choose_wait (ZbPlayer *self, ZbPlayerState verdict)
{
  gboolean long_ones =
      verdict == ZB_PLAYER_IDLE || verdict == ZB_PLAYER_BUSY || verdict == ZB_PLAYER_UNSERVED;
  if (verdict == ZB_PLAYER_REFUSED || verdict == ZB_PLAYER_UNSUPPORTED)
    return SLOW_RETRY;
  return backoff (self->attempts, long_ones ? LONGEST_WAIT : SHORT_WAIT);
}

static void
fail_for (ZbPlayer *self, ZbPlayerState verdict, const char *detail, double wait)
{
  g_set_str (&self->detail, detail);
  self->verdict = verdict;
  if (verdict != ZB_PLAYER_BUSY)
    zb_onlookers_forget (self->onlookers);
  zb_player_wait_for_retry (self, wait);
}

static void
fail (ZbPlayer *self, ZbPlayerState verdict, const char *detail)
{
  fail_for (self, verdict, detail, choose_wait (self, verdict));
}

/* A camera locks out who comes again and again with a name that it does not take. A gateway that refused
 * everybody while it started anew takes it later, and at a wall there is nobody to say so. */
static void
rest (ZbPlayer *self, const char *detail)
{
  fail_for (self, ZB_PLAYER_REFUSED, detail, vary (refused_wait));
}

static void
remember (ZbPlayer *self)
{
  g_set_object (&self->before.frame, self->frame);
  self->before.last_frame = self->last_frame;
  self->before.attempts = self->attempts;
  self->begun_at = 0;
}

/* Of noise, too, a decoder may make a picture, until something comes that it cannot make one of. */
static void
take_back (ZbPlayer *self)
{
  if (self->begun_at == 0 || g_get_monotonic_time () - self->begun_at > ZB_PLAYER_PROVED_AFTER)
    return;
  g_set_object (&self->frame, self->before.frame);
  self->last_frame = self->before.last_frame;
  zb_player_set_attempts (self, self->before.attempts);
}

/* A camera that could be played before is not given up for the first packet that is odd. */
static ZbPlayerState
judge_trouble (ZbPlayer *self, ZbStreamTrouble trouble)
{
  static const ZbPlayerState verdicts[] = {
    [ZB_STREAM_BROKEN] = ZB_PLAYER_IDLE,      [ZB_STREAM_SPOILT] = ZB_PLAYER_IDLE,
    [ZB_STREAM_UNREACHABLE] = ZB_PLAYER_IDLE, [ZB_STREAM_REFUSED] = ZB_PLAYER_REFUSED,
    [ZB_STREAM_BUSY] = ZB_PLAYER_BUSY,        [ZB_STREAM_UNAVAILABLE] = ZB_PLAYER_IDLE,
    [ZB_STREAM_ABSENT] = ZB_PLAYER_ABSENT,    [ZB_STREAM_UNSUPPORTED] = ZB_PLAYER_UNSUPPORTED,
  };
  if (trouble == ZB_STREAM_UNAVAILABLE && self->verdict == ZB_PLAYER_BUSY)
    return ZB_PLAYER_BUSY;
  gboolean odd = trouble == ZB_STREAM_UNSUPPORTED && self->last_frame && ++self->n_odd < MOST_ODD;
  return odd ? ZB_PLAYER_IDLE : verdicts[trouble];
}

/* Some cameras say 503 where all sessions are taken, which others say while they start: who watches it tells
 * the one from the other. */
static void
on_onlookers (gpointer user_data)
{
  ZbPlayer *self = user_data;
  if (!self->unavailable || self->stream || !self->retry_at)
    return;
  self->verdict = zb_onlookers_get_audience (self->onlookers)->sessions > 0 ? ZB_PLAYER_BUSY : ZB_PLAYER_IDLE;
  zb_player_update_state (self);
}

static void
on_stream_ended (ZbStream *stream, ZbStreamTrouble trouble, const char *detail, gpointer user_data)
{
  g_autoptr (ZbPlayer) self = g_object_ref (user_data);
  gboolean old_ticket = self->ticket_was_used || g_get_monotonic_time () - self->asked_at > FRESH_FOR;
  g_debug ("camera %s: %s", self->camera, detail);
  self->ticket_was_used = TRUE;
  if (trouble == ZB_STREAM_REFUSED)
    g_clear_object (&self->ticket);
  if (trouble == ZB_STREAM_REFUSED && old_ticket)
    {
      /* A ticket that was good has run out or was withdrawn: ask for a new one before giving up. */
      zb_player_drop_stream (self);
      zb_player_begin_attempt (self);
      return;
    }
  self->unavailable = trouble == ZB_STREAM_UNAVAILABLE;
  self->turned_away = trouble == ZB_STREAM_REFUSED;
  if (trouble == ZB_STREAM_SPOILT)
    take_back (self);
  if (trouble == ZB_STREAM_REFUSED)
    rest (self, detail);
  else
    fail (self, judge_trouble (self, trouble), detail);
  if (trouble == ZB_STREAM_BUSY || trouble == ZB_STREAM_UNAVAILABLE)
    zb_onlookers_ask (self->onlookers, self->media, self->camera);
  if (trouble == ZB_STREAM_UNREACHABLE)
    zb_gateway_doubt (self->gateway, TRUE);
}

/* --- how one begins ------------------------------------------------------------------------------ */

void
zb_player_apply_size (ZbPlayer *self)
{
  int width, height;
  zb_viewers_get_size (self->viewers, &width, &height);
  if (self->stream)
    zb_stream_set_size (self->stream, width, height);
}

void
zb_player_apply_urgency (ZbPlayer *self)
{
  zb_stream_place_set_urgency (&self->place, zb_viewers_get_urgency (self->viewers, ZB_URGENCY_USUAL));
}

static gboolean
is_good (ZbTicket *ticket, gint64 margin)
{
  return ticket && (ticket->expires_at == 0 || ticket->expires_at - zb_now () > margin);
}

/* It has a place; its ticket may have run out while it waited for that. */
static void
open_stream (gpointer user_data)
{
  ZbPlayer *self = user_data;
  if (!is_good (self->ticket, 0))
    {
      zb_stream_place_leave (&self->place);
      ask_for_ticket (self);
      return;
    }
  zb_player_watch_gateway (self);
  self->opened_at = g_get_monotonic_time ();
  self->doubted = FALSE;
  if (self->outrun == OUTRUN_NOW)
    self->outrun = OUTRUN_NOT;
  remember (self);
  self->stream = zb_stream_open (self->ticket, on_stream_ended, self);
  zb_player_apply_size (self);
}

/* That a camera serves no more its server says; where the platform says 503 it has none to send one to. */
static ZbPlayerState
judge_problem (gint64 status)
{
  if (status == 401 || status == 403)
    return ZB_PLAYER_REFUSED;
  if (status == 404 || status == 409 || status == 410)
    return ZB_PLAYER_ABSENT;
  if (status == 453)
    return ZB_PLAYER_BUSY;
  return status == 503 ? ZB_PLAYER_UNSERVED : ZB_PLAYER_IDLE;
}

/* Who asks to be left alone for a while is, for no less than that. */
static void
on_problem (ZbPlayer *self, ZbProblem *problem)
{
  const char *detail = problem ? (problem->detail ? problem->detail : problem->title) : NULL;
  ZbPlayerState verdict = judge_problem (problem ? problem->status : 0);
  self->turned_away = FALSE;
  double asked = problem ? (double)problem->retry_after * g_random_double_range (1, 1.25) : 0;
  fail_for (self, verdict, detail, fmax (asked, choose_wait (self, verdict)));
}

static gboolean
take_ticket (ZbPlayer *self, ZbAnswer *answer)
{
  g_autoptr (ZbTicket) ticket = NULL;
  if (zb_answer_get_state (answer) == ZB_ANSWER_READY)
    ticket = g_list_model_get_item (zb_answer_get_items (answer), 0);
  if (!ticket || zb_stream_source_find (ticket->uri) == ZB_STREAM_SOURCE_NONE)
    return FALSE;
  g_set_object (&self->ticket, ticket);
  self->ticket_was_used = self->stream != NULL;
  return TRUE;
}

/* The answer to an attempt, or to a renewal while the stream goes on. */
static void
on_answer (ZbPlayer *self)
{
  if (!self->answer || zb_answer_get_state (self->answer) == ZB_ANSWER_PENDING)
    return;
  g_autoptr (ZbAnswer) answer = g_steal_pointer (&self->answer);
  g_signal_handlers_disconnect_by_func (answer, on_answer, self);
  gboolean renewed = take_ticket (self, answer);
  if (self->stream || self->place.state == ZB_STREAM_PLACE_WAITING || self->retry_at)
    return;
  if (renewed)
    zb_stream_place_wait (&self->place);
  else
    on_problem (self, zb_answer_get_problem (answer));
}

void
zb_player_forget_answer (ZbPlayer *self)
{
  if (self->answer)
    g_signal_handlers_disconnect_by_func (self->answer, on_answer, self);
  g_clear_object (&self->answer);
}

static void
ask_for_ticket (ZbPlayer *self)
{
  if (self->answer)
    return;
  if (!self->stream)
    zb_stream_place_announce (&self->place);
  self->asked_at = g_get_monotonic_time ();
  self->answer = zb_media_open_live (self->media, self->camera, self->profile);
  g_signal_connect_object (self->answer, "notify::state", G_CALLBACK (on_answer), self, G_CONNECT_SWAPPED);
  on_answer (self);
}

void
zb_player_begin_attempt (ZbPlayer *self)
{
  self->retry_at = 0;
  self->opened_at = g_get_monotonic_time ();
  zb_player_set_attempts (self, self->attempts + 1);
  if (is_good (self->ticket, 0))
    zb_stream_place_wait (&self->place);
  else
    ask_for_ticket (self);
  zb_player_update_state (self);
}

void
zb_player_prepare_attempts (ZbPlayer *self)
{
  self->onlookers = zb_onlookers_new (on_onlookers, self);
  zb_stream_place_init (&self->place, open_stream, self);
}

/* --- while one goes on ----------------------------------------------------------------------------- */

static gboolean
has_fallen_silent (ZbPlayer *self, gint64 now)
{
  gboolean had_frames = self->last_frame > self->opened_at;
  gint64 since = had_frames ? self->last_frame : self->opened_at;
  return self->stream && now - since > (had_frames ? ZB_PLAYER_LOST_AFTER : FIRST_FRAME_WITHIN);
}

/* Nothing is waited for without an end: what hangs is given up and tried again. */
void
zb_player_keep_deadlines (ZbPlayer *self, gint64 now)
{
  gboolean had_frames = self->last_frame > self->opened_at;
  if (has_fallen_silent (self, now))
    zb_player_wait_for_retry (self, had_frames ? 0 : backoff (self->attempts, SHORT_WAIT));
  if (self->answer && !self->stream && now - self->asked_at > TICKET_WITHIN)
    {
      zb_player_forget_answer (self);
      fail (self, ZB_PLAYER_IDLE, NULL);
    }
  if (self->retry_at && now >= self->retry_at)
    zb_player_begin_attempt (self);
}

void
zb_player_keep_ticket (ZbPlayer *self, gint64 now)
{
  if (self->stream && self->ticket && !is_good (self->ticket, RENEW_BEFORE) &&
      now - self->asked_at > RENEW_AGAIN)
    ask_for_ticket (self);
}

/**
 * zb_player_set_refused_wait:
 * @seconds: how long a player waits whose new ticket the server refused, too, before it tries again
 *
 * Says it for all players. Otherwise it is %ZB_PLAYER_REFUSED_WAIT. A quarter more or less of it is waited.
 */
void
zb_player_set_refused_wait (double seconds)
{
  refused_wait = seconds;
}
