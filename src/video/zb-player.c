/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-player.h"

#include "zb-gateway.h"
#include "zb-now.h"
#include "zb-onlookers.h"
#include "zb-stills.h"
#include "zb-stream-places.h"
#include "zb-stream-source.h"
#include "zb-stream.h"
#include "zb-video-clock.h"
#include "zb-viewers.h"

#include <gst/gst.h>
#include <math.h>

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
  ZbPlayerState verdict; /* REFUSED, BUSY, ABSENT, UNSUPPORTED: how the last attempt ended; else IDLE */
  char *detail;
  guint attempts;
  gint64 retry_at;  /* monotonic µs, 0 where not waiting */
  gint64 opened_at; /* monotonic µs of the current attempt */
  gboolean stopped; /* tries no more until somebody says so */

  ZbTicket *ticket;
  gboolean ticket_was_used;
  ZbAnswer *answer;
  gint64 asked_at; /* monotonic µs */
  ZbStream *stream;
  ZbStreamPlace place;
  ZbGateway *gateway;
  gboolean unavailable; /* whether it said 503 the last time */
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
  gint64 last_frame;   /* monotonic µs */
  gint64 frozen_since; /* monotonic µs, 0 where pictures change */
  gint64 still_at;     /* when the still came that is shown until the first frame, µs UTC */
  ZbArrivals arrivals;
  ZbDecoding decoding;
  int width, height, rate;
  ZbViewers *viewers;
  ZbOnlookers *onlookers; /* known where it is busy */
};

typedef enum
{
  PROP_STATE = 1,
  PROP_ATTEMPTS,
} ZbPlayerProperty;

static GParamSpec *properties[PROP_ATTEMPTS + 1];

G_DEFINE_FINAL_TYPE (ZbPlayer, zb_player, G_TYPE_OBJECT)

#define FIRST_FRAME_WITHIN (10 * G_USEC_PER_SEC)
#define TICKET_WITHIN (20 * G_USEC_PER_SEC)
#define RENEW_BEFORE (30 * G_USEC_PER_SEC)
#define RENEW_AGAIN (3 * G_USEC_PER_SEC) /* where that came to nothing */
#define DOUBT_AFTER (2 * G_USEC_PER_SEC) /* without a sign of the server */
#define OUTRUN_AFTER G_USEC_PER_SEC      /* where it plays for others meanwhile */
#define PROVED_AFTER (2 * G_USEC_PER_SEC)
#define MOST_ODD 3
#define FRESH_FOR (10 * G_USEC_PER_SEC) /* a ticket that nobody used yet */
#define TOGETHER (300 * 1000)           /* those who are told the same do not all act at once */

/* The longest waits, in seconds. A server that says there is no such camera now, or sends no pictures, costs
 * little to ask; one that is busy is left alone. */
#define LONGEST_WAIT 30.0
#define SHORT_WAIT 4.0
#define SLOW_RETRY 60.0 /* where an officer has to do something first */

static GHashTable *registry; /* key → ZbPlayer, not owned */

static void begin_attempt (ZbPlayer *self);
static void ask_for_ticket (ZbPlayer *self);

/* --- state ---------------------------------------------------------------------------------- */

static ZbPlayerState
judge (ZbPlayer *self, gint64 now)
{
  if (self->verdict != ZB_PLAYER_IDLE)
    return self->verdict;
  if (self->last_frame == 0)
    return self->attempts > 1 || self->retry_at ? ZB_PLAYER_LOST : ZB_PLAYER_CONNECTING;
  if (now - self->last_frame <= ZB_PLAYER_STALE_AFTER)
    return self->frozen_since ? ZB_PLAYER_FROZEN : ZB_PLAYER_LIVE;
  return now - self->last_frame <= ZB_PLAYER_LOST_AFTER ? ZB_PLAYER_STALE : ZB_PLAYER_LOST;
}

static void
set_attempts (ZbPlayer *self, guint attempts)
{
  if (self->attempts == attempts)
    return;
  self->attempts = attempts;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ATTEMPTS]);
}

static void
update_state (ZbPlayer *self)
{
  ZbPlayerState state = judge (self, g_get_monotonic_time ());
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

/* --- attempts ----------------------------------------------------------------------------------------- */

static void
drop_stream (ZbPlayer *self)
{
  g_clear_pointer (&self->stream, zb_stream_close);
  zb_stream_place_leave (&self->place);
}

/* 1, 2, 4, 8 … seconds, a quarter more or less so that a hundred tiles do not come back at once. */
static double
backoff (guint attempts, double longest)
{
  double wait = fmin (longest, pow (2, MIN (attempts, 10)));
  return wait * g_random_double_range (0.75, 1.25);
}

static void
wait_for_retry (ZbPlayer *self, double seconds)
{
  drop_stream (self);
  self->retry_at = g_get_monotonic_time () + (gint64)(seconds * G_USEC_PER_SEC);
  update_state (self);
}

static void
fail (ZbPlayer *self, ZbPlayerState verdict, const char *detail)
{
  double wait = backoff (self->attempts,
                         verdict == ZB_PLAYER_IDLE || verdict == ZB_PLAYER_BUSY ? LONGEST_WAIT : SHORT_WAIT);
  if (verdict == ZB_PLAYER_REFUSED || verdict == ZB_PLAYER_UNSUPPORTED)
    wait = SLOW_RETRY;
  g_set_str (&self->detail, detail);
  self->verdict = verdict;
  if (verdict != ZB_PLAYER_BUSY)
    zb_onlookers_forget (self->onlookers);
  wait_for_retry (self, wait);
}

/* A camera locks out who comes again and again with a name that it does not take. */
static void
stop (ZbPlayer *self, const char *detail)
{
  fail (self, ZB_PLAYER_REFUSED, detail);
  self->retry_at = 0;
  self->stopped = TRUE;
}

/* --- what is heard of the server -------------------------------------------------------------------------
 */

static void
hasten (ZbPlayer *self)
{
  gint64 soon = g_get_monotonic_time () + (gint64)(g_random_double () * TOGETHER);
  self->retry_at = self->retry_at ? MIN (self->retry_at, soon) : soon;
  self->stopped = FALSE;
}

static gboolean
is_glad_of (ZbPlayer *self, ZbGatewayNews news)
{
  if (self->retry_at == 0 && !self->stopped)
    return FALSE;
  if (self->verdict == ZB_PLAYER_REFUSED)
    return news == ZB_GATEWAY_ADMITS;
  return self->verdict == ZB_PLAYER_IDLE || self->verdict == ZB_PLAYER_ABSENT;
}

/* What the server was asked while it did not answer it will not answer any more. */
static gboolean
asks_in_vain (ZbPlayer *self, ZbGatewayNews news)
{
  return news == ZB_GATEWAY_ANSWERS && self->stream && !zb_stream_has_begun (self->stream);
}

static void
on_news (ZbGatewayNews news, gpointer user_data)
{
  ZbPlayer *self = user_data;
  if (asks_in_vain (self, news))
    wait_for_retry (self, 0);
  else if (self->stream && self->outrun == OUTRUN_NOT && !zb_stream_has_begun (self->stream))
    self->outrun = OUTRUN_NOW;
  else if (is_glad_of (self, news))
    hasten (self);
}

static void
watch_gateway (ZbPlayer *self)
{
  if (self->gateway && zb_gateway_is_of (self->gateway, self->ticket->uri))
    return;
  if (self->gateway)
    zb_gateway_leave (self->gateway, self);
  self->gateway = zb_gateway_join (self->ticket->uri, on_news, self);
}

/* What was asked while a server spoke nonsense is waited for in vain when it has come to itself, and one that
 * plays for others need not be knocked at to know that. */
static gboolean
overtake (ZbPlayer *self, gint64 now)
{
  if (self->outrun != OUTRUN_NOW || !self->stream || now - self->opened_at < OUTRUN_AFTER)
    return FALSE;
  self->outrun = OUTRUN_NOT;
  if (zb_stream_has_begun (self->stream))
    return FALSE;
  self->outrun = OUTRUN_ONCE;
  wait_for_retry (self, 0);
  return TRUE;
}

static void
wonder_at_silence (ZbPlayer *self, gint64 now)
{
  if (overtake (self, now))
    return;
  if (!self->stream || self->doubted || now - self->opened_at < DOUBT_AFTER)
    return;
  if (zb_stream_has_begun (self->stream))
    return;
  self->doubted = TRUE;
  zb_gateway_doubt (self->gateway, FALSE);
}

/* --- the end of an attempt -------------------------------------------------------------------------------
 */

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
  if (self->begun_at == 0 || g_get_monotonic_time () - self->begun_at > PROVED_AFTER)
    return;
  g_set_object (&self->frame, self->before.frame);
  self->last_frame = self->before.last_frame;
  set_attempts (self, self->before.attempts);
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
  update_state (self);
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
      drop_stream (self);
      begin_attempt (self);
      return;
    }
  self->unavailable = trouble == ZB_STREAM_UNAVAILABLE;
  if (trouble == ZB_STREAM_SPOILT)
    take_back (self);
  if (trouble == ZB_STREAM_REFUSED)
    stop (self, detail);
  else
    fail (self, judge_trouble (self, trouble), detail);
  if (trouble == ZB_STREAM_BUSY || trouble == ZB_STREAM_UNAVAILABLE)
    zb_onlookers_ask (self->onlookers, self->media, self->camera);
  if (trouble == ZB_STREAM_UNREACHABLE)
    zb_gateway_doubt (self->gateway, TRUE);
}

static void
apply_size (ZbPlayer *self)
{
  int width, height;
  zb_viewers_get_size (self->viewers, &width, &height);
  if (self->stream)
    zb_stream_set_size (self->stream, width, height);
}

static void
apply_urgency (ZbPlayer *self)
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
  watch_gateway (self);
  self->opened_at = g_get_monotonic_time ();
  self->doubted = FALSE;
  if (self->outrun == OUTRUN_NOW)
    self->outrun = OUTRUN_NOT;
  remember (self);
  self->stream = zb_stream_open (self->ticket, on_stream_ended, self);
  apply_size (self);
}

static void
on_problem (ZbPlayer *self, ZbProblem *problem)
{
  gint64 status = problem ? problem->status : 0;
  const char *detail = problem ? (problem->detail ? problem->detail : problem->title) : NULL;
  ZbPlayerState verdict = ZB_PLAYER_IDLE;
  if (status == 401 || status == 403)
    verdict = ZB_PLAYER_REFUSED;
  else if (status == 404 || status == 409 || status == 410)
    verdict = ZB_PLAYER_ABSENT;
  else if (status == 453 || status == 503)
    verdict = ZB_PLAYER_BUSY;
  fail (self, verdict, detail);
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
  if (self->stream || self->place.state == ZB_STREAM_PLACE_WAITING || self->retry_at || self->stopped)
    return;
  if (renewed)
    zb_stream_place_wait (&self->place);
  else
    on_problem (self, zb_answer_get_problem (answer));
}

static void
forget_answer (ZbPlayer *self)
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

static void
begin_attempt (ZbPlayer *self)
{
  self->retry_at = 0;
  self->stopped = FALSE;
  self->opened_at = g_get_monotonic_time ();
  set_attempts (self, self->attempts + 1);
  if (is_good (self->ticket, 0))
    zb_stream_place_wait (&self->place);
  else
    ask_for_ticket (self);
  update_state (self);
}

/* --- the beat ---------------------------------------------------------------------------------------------
 */

/* Whoever waits for the same server need not wait any longer. */
static void
tell_others (ZbPlayer *self)
{
  gboolean was_refused = self->verdict == ZB_PLAYER_REFUSED;
  if (self->attempts > 0)
    zb_gateway_tell (self->gateway, was_refused ? ZB_GATEWAY_ADMITS : ZB_GATEWAY_PLAYS, self);
}

static void
note_frames (ZbPlayer *self, guint n, gint64 arrived_at)
{
  tell_others (self);
  self->n_frames += n;
  self->n_odd = 0;
  if (self->begun_at == 0)
    self->begun_at = arrived_at;
  if (arrived_at - self->begun_at > PROVED_AFTER)
    g_clear_object (&self->before.frame);
  self->last_frame = arrived_at;
  self->verdict = ZB_PLAYER_IDLE;
  self->ticket_was_used = TRUE;
  self->outrun = OUTRUN_NOT;
  zb_onlookers_forget (self->onlookers);
  self->frozen_since = zb_stream_get_frozen_since (self->stream);
  zb_stream_get_format (self->stream, &self->width, &self->height, &self->rate);
  zb_stream_get_decoding (self->stream, &self->decoding);
  set_attempts (self, 0);
}

static void
take_frame (ZbPlayer *self)
{
  gint64 arrived_at = 0, second = g_get_monotonic_time () / G_USEC_PER_SEC;
  guint n = self->stream ? zb_stream_take_arrivals (self->stream) : 0;
  zb_arrivals_add (&self->arrivals, second, self->frozen_since ? 0 : n);
  if (!self->stream)
    return;
  g_autoptr (GdkTexture) frame = zb_stream_take_frame (self->stream, &arrived_at);
  if (frame)
    g_set_object (&self->frame, frame);
  if (n > 0)
    note_frames (self, n, arrived_at);
}

static gboolean
has_fallen_silent (ZbPlayer *self, gint64 now)
{
  gboolean had_frames = self->last_frame > self->opened_at;
  gint64 since = had_frames ? self->last_frame : self->opened_at;
  return self->stream && now - since > (had_frames ? ZB_PLAYER_LOST_AFTER : FIRST_FRAME_WITHIN);
}

/* Nothing is waited for without an end: what hangs is given up and tried again. */
static void
keep_deadlines (ZbPlayer *self, gint64 now)
{
  gboolean had_frames = self->last_frame > self->opened_at;
  if (has_fallen_silent (self, now))
    wait_for_retry (self, had_frames ? 0 : backoff (self->attempts, SHORT_WAIT));
  if (self->answer && !self->stream && now - self->asked_at > TICKET_WITHIN)
    {
      forget_answer (self);
      fail (self, ZB_PLAYER_IDLE, NULL);
    }
  if (self->retry_at && now >= self->retry_at)
    begin_attempt (self);
}

static void
keep_ticket (ZbPlayer *self, gint64 now)
{
  if (self->stream && self->ticket && !is_good (self->ticket, RENEW_BEFORE) &&
      now - self->asked_at > RENEW_AGAIN)
    ask_for_ticket (self);
}

static void
on_beat (gpointer user_data)
{
  g_autoptr (ZbPlayer) self = g_object_ref (user_data);
  gint64 now = g_get_monotonic_time ();
  take_frame (self);
  if (self->place.state == ZB_STREAM_PLACE_TAKEN && self->stream && zb_stream_has_begun (self->stream))
    zb_stream_place_leave (&self->place);
  wonder_at_silence (self, now);
  keep_deadlines (self, now);
  keep_ticket (self, now);
  zb_stream_places_go_on ();
  update_state (self);
}

/* --- the object -------------------------------------------------------------------------------- */

static void
keep_still (ZbPlayer *self)
{
  if (self->frame && self->last_frame && self->verdict != ZB_PLAYER_REFUSED)
    zb_stills_keep (self->still_key, self->frame, zb_player_get_last_frame_time (self));
}

static void
leave_gateway (ZbPlayer *self)
{
  if (self->gateway)
    zb_gateway_leave (g_steal_pointer (&self->gateway), self);
}

static void
zb_player_dispose (GObject *object)
{
  ZbPlayer *self = ZB_PLAYER (object);
  keep_still (self);
  zb_video_clock_remove (on_beat, self);
  if (registry && self->key && g_hash_table_lookup (registry, self->key) == self)
    g_hash_table_remove (registry, self->key);
  forget_answer (self);
  zb_onlookers_forget (self->onlookers);
  drop_stream (self);
  leave_gateway (self);
  G_OBJECT_CLASS (zb_player_parent_class)->dispose (object);
}

static void
zb_player_finalize (GObject *object)
{
  ZbPlayer *self = ZB_PLAYER (object);
  g_clear_object (&self->media);
  g_clear_object (&self->ticket);
  g_clear_object (&self->frame);
  g_clear_object (&self->before.frame);
  g_clear_pointer (&self->viewers, zb_viewers_free);
  g_clear_pointer (&self->onlookers, zb_onlookers_free);
  g_free (self->camera);
  g_free (self->profile);
  g_free (self->key);
  g_free (self->still_key);
  g_free (self->detail);
  G_OBJECT_CLASS (zb_player_parent_class)->finalize (object);
}

static void
zb_player_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ZbPlayer *self = ZB_PLAYER (object);
  switch ((ZbPlayerProperty)id)
    {
    case PROP_STATE:
      g_value_set_int (value, self->state);
      break;
    case PROP_ATTEMPTS:
      g_value_set_uint (value, self->attempts);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_player_class_init (ZbPlayerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  object_class->dispose = zb_player_dispose;
  object_class->finalize = zb_player_finalize;
  object_class->get_property = zb_player_get_property;
  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, 0, ZB_PLAYER_UNSUPPORTED, 0, flags);
  properties[PROP_ATTEMPTS] = g_param_spec_uint ("attempts", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
zb_player_init (ZbPlayer *self)
{
  self->viewers = zb_viewers_new ();
  self->onlookers = zb_onlookers_new (on_onlookers, self);
  zb_stream_place_init (&self->place, open_stream, self);
}

/**
 * zb_player_get:
 * @media: whoever gets tickets
 * @camera: the id of a camera
 * @profile: "main" or "sub"
 *
 * Gives everybody who shows the same picture the same player, and begins to connect with the first.
 *
 * Returns: (transfer full): the player
 */
ZbPlayer *
zb_player_get (ZbMedia *media, const char *camera, const char *profile)
{
  g_autofree char *key = g_strdup_printf ("%p/%s/%s", (void *)media, camera, profile);
  if (!registry)
    registry = g_hash_table_new (g_str_hash, g_str_equal);
  ZbPlayer *self = g_hash_table_lookup (registry, key);
  if (self)
    return g_object_ref (self);
  gst_init (NULL, NULL);
  self = g_object_new (ZB_TYPE_PLAYER, NULL);
  self->media = g_object_ref (media);
  self->camera = g_strdup (camera);
  self->profile = g_strdup (profile);
  self->key = g_steal_pointer (&key);
  self->still_key = g_strdup_printf ("%p/%s", (void *)media, camera);
  g_set_object (&self->frame, zb_stills_find (self->still_key, &self->still_at));
  g_hash_table_insert (registry, self->key, self);
  zb_video_clock_add (on_beat, self);
  begin_attempt (self);
  return self;
}

/**
 * zb_player_get_state:
 * @self: a player
 *
 * Returns: what can be said of its picture
 */
ZbPlayerState
zb_player_get_state (ZbPlayer *self)
{
  return self->state;
}

/**
 * zb_player_get_profile:
 * @self: a player
 *
 * Returns: "main" or "sub"
 */
const char *
zb_player_get_profile (ZbPlayer *self)
{
  return self->profile;
}

/**
 * zb_player_get_attempts:
 * @self: a player
 *
 * Returns: how often it was tried since the last frame
 */
guint
zb_player_get_attempts (ZbPlayer *self)
{
  return self->attempts;
}

/**
 * zb_player_get_retry_at:
 * @self: a player
 *
 * Returns: when it is tried again, monotonic µs; 0 while it is being tried
 */
gint64
zb_player_get_retry_at (ZbPlayer *self)
{
  return self->retry_at;
}

/**
 * zb_player_get_frame_age:
 * @self: a player
 *
 * Returns: µs since the last frame came that was another one than before, -1 where none ever came
 */
gint64
zb_player_get_frame_age (ZbPlayer *self)
{
  gint64 last = self->frozen_since ? self->frozen_since : self->last_frame;
  return last ? g_get_monotonic_time () - last : -1;
}

/**
 * zb_player_get_last_frame_time:
 * @self: a player
 *
 * Returns: when the last new frame came, to this player or to one before it, µs UTC; 0 where none is known
 */
gint64
zb_player_get_last_frame_time (ZbPlayer *self)
{
  return self->last_frame ? zb_now () - zb_player_get_frame_age (self) : self->still_at;
}

/**
 * zb_player_get_queue_place:
 * @self: a player
 *
 * Returns: how many have to open first, counting itself; 0 where it does not wait
 */
guint
zb_player_get_queue_place (ZbPlayer *self)
{
  return zb_stream_place_get_number (&self->place);
}

/**
 * zb_player_get_detail:
 * @self: a player
 *
 * Returns: (nullable): why it was refused, in the words of whoever refused
 */
const char *
zb_player_get_detail (ZbPlayer *self)
{
  return self->detail;
}

/**
 * zb_player_get_audience:
 * @self: a player
 *
 * Returns: (transfer none) (nullable): who watches the camera, where that is why it cannot be watched here
 */
ZbAudience *
zb_player_get_audience (ZbPlayer *self)
{
  return zb_onlookers_get_audience (self->onlookers);
}

/**
 * zb_player_get_frame:
 * @self: a player
 *
 * Returns: (transfer none) (nullable): the last picture, however old
 */
GdkTexture *
zb_player_get_frame (ZbPlayer *self)
{
  return self->frame;
}

/**
 * zb_player_get_n_frames:
 * @self: a player
 *
 * Returns: how many frames came since it began
 */
guint
zb_player_get_n_frames (ZbPlayer *self)
{
  return self->n_frames;
}

/**
 * zb_player_get_arrivals:
 * @self: a player
 *
 * Returns: how many frames came in each of the last 60 seconds
 */
const ZbArrivals *
zb_player_get_arrivals (ZbPlayer *self)
{
  return &self->arrivals;
}

/**
 * zb_player_get_format:
 * @self: a player
 * @width: (out): pixels as the camera sends them, 0 before the first frame
 * @height: (out): pixels as the camera sends them
 * @rate: (out): frames a second as announced, 0 where not told
 */
void
zb_player_get_format (ZbPlayer *self, int *width, int *height, int *rate)
{
  *width = self->width;
  *height = self->height;
  *rate = self->rate;
}

/**
 * zb_player_retry:
 * @self: a player
 *
 * Tries again at once where it waits or has stopped: the camera is said to be back, or leave was given.
 */
void
zb_player_retry (ZbPlayer *self)
{
  if (self->retry_at || self->stopped)
    self->retry_at = g_get_monotonic_time ();
  self->stopped = FALSE;
}

/**
 * zb_player_is_waiting:
 * @self: a player
 *
 * Returns: whether zb_player_retry() would make it try at once
 */
gboolean
zb_player_is_waiting (ZbPlayer *self)
{
  return self->retry_at != 0 || self->stopped;
}

/**
 * zb_player_set_viewer_size:
 * @self: a player
 * @viewer: who shows it
 * @width: device pixels, 0 where it shows nothing for now
 * @height: device pixels
 *
 * Frames are made as large as the largest viewer needs; while nobody needs any, they are only counted.
 */
void
zb_player_set_viewer_size (ZbPlayer *self, gpointer viewer, int width, int height)
{
  if (width > 0 && height > 0)
    zb_viewers_set_size (self->viewers, viewer, width, height);
  else
    zb_viewers_remove (self->viewers, viewer);
  apply_size (self);
  apply_urgency (self);
}

/**
 * zb_player_set_viewer_urgency:
 * @self: a player
 * @viewer: who shows it
 * @urgency: 0 for what an officer looks at now, more for what can wait longer
 *
 * Says how soon it is needed where not all can be opened at once.
 */
void
zb_player_set_viewer_urgency (ZbPlayer *self, gpointer viewer, guint urgency)
{
  zb_viewers_set_urgency (self->viewers, viewer, urgency);
  apply_urgency (self);
}

/**
 * zb_player_get_decoding:
 * @self: a player
 *
 * Returns: (transfer none): how the stream is coded, and what decodes it
 */
const ZbDecoding *
zb_player_get_decoding (ZbPlayer *self)
{
  return &self->decoding;
}

static void
reopen (gpointer key, gpointer player, gpointer nothing)
{
  ZbPlayer *self = player;
  if (!self->stream)
    {
      zb_player_retry (self);
      return;
    }
  drop_stream (self);
  self->retry_at = g_get_monotonic_time ();
}

/**
 * zb_player_set_datagrams:
 * @datagrams: whether pictures come over UDP from servers that can do it; otherwise over TCP
 *
 * Says how RTSP streams come, for all players; those that play begin anew, and those that wait try again.
 */
void
zb_player_set_datagrams (gboolean datagrams)
{
  if (zb_stream_source_set_datagrams (datagrams) && registry)
    g_hash_table_foreach (registry, reopen, NULL);
}
