/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A player: what everybody who shows a camera shares, and what can be said of its picture. */
#include "zb-player-private.h"

#include "zb-now.h"
#include "zb-stills.h"
#include "zb-stream-source.h"
#include "zb-video-clock.h"

#include <gst/gst.h>

typedef enum
{
  PROP_STATE = 1,
  PROP_ATTEMPTS,
} ZbPlayerProperty;

static GParamSpec *properties[PROP_ATTEMPTS + 1];

G_DEFINE_FINAL_TYPE (ZbPlayer, zb_player, G_TYPE_OBJECT)

static GHashTable *registry; /* key → ZbPlayer, not owned */
static guint n_players;      /* that there ever were */

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

void
zb_player_set_attempts (ZbPlayer *self, guint attempts)
{
  if (self->attempts == attempts)
    return;
  self->attempts = attempts;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ATTEMPTS]);
}

void
zb_player_update_state (ZbPlayer *self)
{
  ZbPlayerState state = judge (self, g_get_monotonic_time ());
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

/* --- the beat ---------------------------------------------------------------------------------------------
 */

static void
note_frames (ZbPlayer *self, guint n, gint64 arrived_at)
{
  zb_player_tell_others (self);
  self->n_frames += n;
  self->n_odd = 0;
  if (self->begun_at == 0)
    self->begun_at = arrived_at;
  if (arrived_at - self->begun_at > ZB_PLAYER_PROVED_AFTER)
    g_clear_object (&self->before.frame);
  self->last_frame = arrived_at;
  self->verdict = ZB_PLAYER_IDLE;
  self->ticket_was_used = TRUE;
  self->outrun = OUTRUN_NOT;
  zb_onlookers_forget (self->onlookers);
  self->frozen_since = zb_stream_get_frozen_since (self->stream);
  zb_stream_get_format (self->stream, &self->width, &self->height, &self->rate);
  zb_stream_get_decoding (self->stream, &self->decoding);
  zb_player_set_attempts (self, 0);
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

static void
on_beat (gpointer user_data)
{
  g_autoptr (ZbPlayer) self = g_object_ref (user_data);
  gint64 now = g_get_monotonic_time ();
  take_frame (self);
  if (self->place.state == ZB_STREAM_PLACE_TAKEN && self->stream && zb_stream_has_begun (self->stream))
    zb_stream_place_leave (&self->place);
  zb_player_wonder_at_silence (self, now);
  zb_player_keep_deadlines (self, now);
  zb_player_keep_ticket (self, now);
  zb_stream_places_go_on ();
  zb_player_update_state (self);
}

/* --- the object -------------------------------------------------------------------------------- */

static void
keep_still (ZbPlayer *self)
{
  if (self->frame && self->last_frame && self->verdict != ZB_PLAYER_REFUSED)
    zb_stills_keep (self->still_key, self->frame, zb_player_get_last_frame_time (self));
}

static void
zb_player_dispose (GObject *object)
{
  ZbPlayer *self = ZB_PLAYER (object);
  keep_still (self);
  zb_video_clock_remove (on_beat, self);
  if (registry && self->key && g_hash_table_lookup (registry, self->key) == self)
    g_hash_table_remove (registry, self->key);
  zb_player_forget_answer (self);
  zb_onlookers_forget (self->onlookers);
  zb_player_drop_stream (self);
  zb_player_leave_gateway (self);
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
  zb_player_prepare_attempts (self);
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
  self->turn = n_players++;
  zb_video_clock_add (on_beat, self, self->turn);
  zb_player_begin_attempt (self);
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
 * zb_player_is_turned_away:
 * @self: a player that was refused
 *
 * Returns: whether it was by the server of the pictures, although the platform had given leave to watch
 */
gboolean
zb_player_is_turned_away (ZbPlayer *self)
{
  return self->turned_away;
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
 * zb_player_get_turn:
 * @self: a player
 *
 * Returns: its place on the video clock: who shows its frames as soon as they are there takes the same
 */
guint
zb_player_get_turn (ZbPlayer *self)
{
  return self->turn;
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
 * zb_player_is_waiting:
 * @self: a player
 *
 * Returns: whether zb_player_retry() would make it try at once
 */
gboolean
zb_player_is_waiting (ZbPlayer *self)
{
  return self->retry_at != 0;
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
  zb_player_apply_size (self);
  zb_player_apply_urgency (self);
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
  zb_player_apply_urgency (self);
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
  zb_player_drop_stream (self);
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
