/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-player.h"

#include "zb-now.h"
#include "zb-probe.h"
#include "zb-stills.h"
#include "zb-stream.h"
#include "zb-video-clock.h"

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
 * ticket in reserve for reconnecting. All of it is in the main context; what can block is in #ZbStream's
 * threads.
 */
struct _ZbPlayer
{
  GObject parent_instance;
  ZbMedia *media;
  char *camera;
  char *profile;
  char *key;

  ZbPlayerState state;
  ZbPlayerState verdict; /* REFUSED, BUSY, ABSENT, UNSUPPORTED: how the last attempt ended; else IDLE */
  char *detail;
  guint attempts;
  gint64 retry_at;  /* monotonic µs, 0 where not waiting */
  gint64 opened_at; /* monotonic µs of the current attempt */

  ZbTicket *ticket;
  gboolean ticket_was_used;
  ZbAnswer *answer;
  ZbStream *stream;
  ZbProbe *probe;   /* while nobody answers */
  gboolean opening; /* holds one of the places of those who open */
  gboolean queued;

  GdkTexture *frame;
  guint n_frames;
  gint64 last_frame; /* monotonic µs */
  gint64 still_at;   /* when the still came that is shown until the first frame, µs UTC */
  ZbArrivals arrivals;
  int width, height, rate;
  GHashTable *viewers; /* viewer → size packed in a pointer */
};

typedef enum
{
  PROP_STATE = 1,
  PROP_ATTEMPTS,
} ZbPlayerProperty;

static GParamSpec *properties[PROP_ATTEMPTS + 1];

G_DEFINE_FINAL_TYPE (ZbPlayer, zb_player, G_TYPE_OBJECT)

#define FIRST_FRAME_WITHIN (10 * G_USEC_PER_SEC)
#define LONGEST_WAIT 30.0
#define RENEW_BEFORE (30 * G_USEC_PER_SEC)
#define SLOW_RETRY 60.0 /* seconds, where an officer has to do something first */

static GHashTable *registry; /* key → ZbPlayer, not owned */
static GQueue waiting = G_QUEUE_INIT;
static guint n_opening;

static void begin_attempt (ZbPlayer *self);
static void open_stream (ZbPlayer *self);

/* --- state ---------------------------------------------------------------------------------- */

static ZbPlayerState
judge (ZbPlayer *self, gint64 now)
{
  if (self->verdict != ZB_PLAYER_IDLE)
    return self->verdict;
  if (self->last_frame == 0)
    return self->attempts > 1 || self->retry_at ? ZB_PLAYER_LOST : ZB_PLAYER_CONNECTING;
  if (now - self->last_frame <= ZB_PLAYER_STALE_AFTER)
    return ZB_PLAYER_LIVE;
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

/* --- places among those who open ----------------------------------------------------------------- */

static void
let_next_open (void)
{
  while (n_opening < ZB_PLAYER_MOST_OPENING && !g_queue_is_empty (&waiting))
    {
      ZbPlayer *next = g_queue_pop_head (&waiting);
      next->queued = FALSE;
      open_stream (next);
    }
}

static void
take_place (ZbPlayer *self)
{
  self->opening = TRUE;
  n_opening++;
}

static void
leave_place (ZbPlayer *self)
{
  if (self->queued)
    g_queue_remove (&waiting, self);
  self->queued = FALSE;
  if (!self->opening)
    return;
  self->opening = FALSE;
  n_opening--;
  let_next_open ();
}

/* --- attempts ----------------------------------------------------------------------------------------- */

static void
drop_stream (ZbPlayer *self)
{
  g_clear_pointer (&self->stream, zb_stream_close);
  g_clear_pointer (&self->probe, zb_probe_free);
  leave_place (self);
}

/* 2, 4, 8, 16, 30, 30 … seconds, a quarter more or less so that a hundred tiles do not come back at once. */
static double
backoff (guint attempts)
{
  double wait = fmin (LONGEST_WAIT, pow (2, MIN (attempts, 10)));
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
  gboolean slow = verdict == ZB_PLAYER_REFUSED || verdict == ZB_PLAYER_UNSUPPORTED;
  g_set_str (&self->detail, detail);
  self->verdict = verdict;
  wait_for_retry (self, slow ? SLOW_RETRY : backoff (self->attempts));
}

/* The camera can be reached again: no need to wait out the rest. */
static void
on_found (gpointer user_data)
{
  ZbPlayer *self = user_data;
  g_clear_pointer (&self->probe, zb_probe_free);
  zb_player_retry (self);
}

static void
on_stream_ended (ZbStream *stream, ZbStreamTrouble trouble, const char *detail, gpointer user_data)
{
  static const ZbPlayerState verdicts[] = {
    [ZB_STREAM_BROKEN] = ZB_PLAYER_IDLE,     [ZB_STREAM_UNREACHABLE] = ZB_PLAYER_IDLE,
    [ZB_STREAM_REFUSED] = ZB_PLAYER_REFUSED, [ZB_STREAM_BUSY] = ZB_PLAYER_BUSY,
    [ZB_STREAM_ABSENT] = ZB_PLAYER_ABSENT,   [ZB_STREAM_UNSUPPORTED] = ZB_PLAYER_UNSUPPORTED,
  };
  g_autoptr (ZbPlayer) self = g_object_ref (user_data);
  gboolean old_ticket = self->ticket_was_used;
  g_debug ("camera %s: %s", self->camera, detail);
  if (trouble == ZB_STREAM_REFUSED)
    g_clear_object (&self->ticket);
  if (trouble == ZB_STREAM_REFUSED && old_ticket)
    {
      /* A ticket that worked before has run out or was withdrawn: ask for a new one before giving up. */
      drop_stream (self);
      begin_attempt (self);
      return;
    }
  fail (self, verdicts[trouble], detail);
  if (trouble == ZB_STREAM_UNREACHABLE)
    self->probe = zb_probe_new (self->ticket->uri, on_found, self);
}

static void
apply_size (ZbPlayer *self)
{
  int width = 0, height = 0;
  GHashTableIter iter;
  gpointer value;
  g_hash_table_iter_init (&iter, self->viewers);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      width = MAX (width, (int)(GPOINTER_TO_UINT (value) >> 16));
      height = MAX (height, (int)(GPOINTER_TO_UINT (value) & 0xffff));
    }
  if (self->stream)
    zb_stream_set_size (self->stream, width, height);
}

static void
open_stream (ZbPlayer *self)
{
  take_place (self);
  self->opened_at = g_get_monotonic_time ();
  self->stream = zb_stream_open (self->ticket, on_stream_ended, self);
  apply_size (self);
}

static void
queue_up (ZbPlayer *self)
{
  if (n_opening < ZB_PLAYER_MOST_OPENING && g_queue_is_empty (&waiting))
    {
      open_stream (self);
      return;
    }
  self->queued = TRUE;
  g_queue_push_tail (&waiting, self);
}

static gboolean
is_good (ZbTicket *ticket, gint64 margin)
{
  return ticket && (ticket->expires_at == 0 || ticket->expires_at - zb_now () > margin);
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
  if (!ticket || !ticket->uri || !g_str_has_prefix (ticket->uri, "rtsp"))
    return FALSE;
  g_set_object (&self->ticket, ticket);
  self->ticket_was_used = FALSE;
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
  if (self->stream || self->queued || self->retry_at)
    return;
  if (renewed)
    queue_up (self);
  else
    on_problem (self, zb_answer_get_problem (answer));
}

static void
ask_for_ticket (ZbPlayer *self)
{
  if (self->answer)
    return;
  self->answer = zb_media_open_live (self->media, self->camera, self->profile);
  g_signal_connect_object (self->answer, "notify::state", G_CALLBACK (on_answer), self, G_CONNECT_SWAPPED);
  on_answer (self);
}

static void
begin_attempt (ZbPlayer *self)
{
  self->retry_at = 0;
  g_clear_pointer (&self->probe, zb_probe_free);
  self->opened_at = g_get_monotonic_time ();
  set_attempts (self, self->attempts + 1);
  if (is_good (self->ticket, 0))
    queue_up (self);
  else
    ask_for_ticket (self);
  update_state (self);
}

/* --- the beat ---------------------------------------------------------------------------------------------
 */

static void
take_frame (ZbPlayer *self)
{
  gint64 arrived_at = 0, second = g_get_monotonic_time () / G_USEC_PER_SEC;
  guint n = self->stream ? zb_stream_take_arrivals (self->stream) : 0;
  zb_arrivals_add (&self->arrivals, second, n);
  if (!self->stream)
    return;
  g_autoptr (GdkTexture) frame = zb_stream_take_frame (self->stream, &arrived_at);
  if (frame)
    g_set_object (&self->frame, frame);
  if (n == 0)
    return;
  self->n_frames += n;
  self->last_frame = arrived_at;
  self->verdict = ZB_PLAYER_IDLE;
  self->ticket_was_used = TRUE;
  zb_stream_get_format (self->stream, &self->width, &self->height, &self->rate);
  set_attempts (self, 0);
  leave_place (self);
}

static gboolean
has_fallen_silent (ZbPlayer *self, gint64 now)
{
  gboolean had_frames = self->last_frame > self->opened_at;
  gint64 since = had_frames ? self->last_frame : self->opened_at;
  return self->stream && now - since > (had_frames ? ZB_PLAYER_LOST_AFTER : FIRST_FRAME_WITHIN);
}

static void
on_beat (gpointer user_data)
{
  g_autoptr (ZbPlayer) self = g_object_ref (user_data);
  gint64 now = g_get_monotonic_time ();
  take_frame (self);
  if (has_fallen_silent (self, now))
    wait_for_retry (self, self->last_frame > self->opened_at ? 0 : backoff (self->attempts));
  if (self->retry_at && now >= self->retry_at)
    begin_attempt (self);
  if (self->stream && self->ticket && !is_good (self->ticket, RENEW_BEFORE))
    ask_for_ticket (self);
  update_state (self);
}

/* --- the object
 * ----------------------------------------------------------------------------------------------- */

static void
keep_still (ZbPlayer *self)
{
  if (self->frame && self->last_frame && self->verdict != ZB_PLAYER_REFUSED)
    zb_stills_keep (self->key, self->frame, zb_player_get_last_frame_time (self));
}

static void
zb_player_dispose (GObject *object)
{
  ZbPlayer *self = ZB_PLAYER (object);
  keep_still (self);
  zb_video_clock_remove (on_beat, self);
  if (registry && self->key && g_hash_table_lookup (registry, self->key) == self)
    g_hash_table_remove (registry, self->key);
  if (self->answer)
    g_signal_handlers_disconnect_by_func (self->answer, on_answer, self);
  g_clear_object (&self->answer);
  drop_stream (self);
  G_OBJECT_CLASS (zb_player_parent_class)->dispose (object);
}

static void
zb_player_finalize (GObject *object)
{
  ZbPlayer *self = ZB_PLAYER (object);
  g_clear_object (&self->media);
  g_clear_object (&self->ticket);
  g_clear_object (&self->frame);
  g_clear_pointer (&self->viewers, g_hash_table_unref);
  g_free (self->camera);
  g_free (self->profile);
  g_free (self->key);
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
  self->viewers = g_hash_table_new (NULL, NULL);
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
  g_set_object (&self->frame, zb_stills_find (self->key, &self->still_at));
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
 * Returns: µs since the last frame came, -1 where none ever came
 */
gint64
zb_player_get_frame_age (ZbPlayer *self)
{
  return self->last_frame ? g_get_monotonic_time () - self->last_frame : -1;
}

/**
 * zb_player_get_last_frame_time:
 * @self: a player
 *
 * Returns: when the last frame came, to this player or to one before it, µs UTC; 0 where none is known
 */
gint64
zb_player_get_last_frame_time (ZbPlayer *self)
{
  return self->last_frame ? g_get_real_time () - zb_player_get_frame_age (self) : self->still_at;
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
  return self->queued ? (guint)(g_queue_index (&waiting, self) + 1) : 0;
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
 * Tries again at once where it waits: the camera is said to be back, or leave was given.
 */
void
zb_player_retry (ZbPlayer *self)
{
  if (self->retry_at)
    self->retry_at = g_get_monotonic_time ();
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
  guint packed = ((guint)CLAMP (width, 0, 0xffff) << 16) | (guint)CLAMP (height, 0, 0xffff);
  if (packed)
    g_hash_table_insert (self->viewers, viewer, GUINT_TO_POINTER (packed));
  else
    g_hash_table_remove (self->viewers, viewer);
  apply_size (self);
}
