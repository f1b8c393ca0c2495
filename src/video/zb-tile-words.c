/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every state of a live picture in words, as the design's table of tile states has them. */
#include "zb-tile-words.h"

#include "zb-onlookers.h"

#include <glib/gi18n.h>

static int
seconds_of (gint64 usec)
{
  return (int)((usec + G_USEC_PER_SEC / 2) / G_USEC_PER_SEC);
}

static char *
clock_time (gint64 time, const char *format)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = g_date_time_to_local (utc);
  return g_date_time_format (local, format);
}

static int
seconds_to_retry (ZbPlayer *player)
{
  gint64 at = zb_player_get_retry_at (player);
  return at ? MAX (1, seconds_of (at - g_get_monotonic_time ())) : 0;
}

/* "Attempt 3 · again in 8 s", or "Attempt 4" while it is being tried */
static char *
attempts (ZbPlayer *player)
{
  int wait = seconds_to_retry (player);
  guint n = MAX (1, zb_player_get_attempts (player));
  if (wait)
    return g_strdup_printf (_ ("Attempt %u · again in %d s"), n, wait);
  return g_strdup_printf (_ ("Attempt %u"), n);
}

static char *
format_of (ZbPlayer *player)
{
  int width, height, rate;
  const char *name =
      g_str_equal (zb_player_get_profile (player), "main") ? C_ ("profile", "Main") : C_ ("profile", "Sub");
  zb_player_get_format (player, &width, &height, &rate);
  if (height == 0)
    return NULL;
  if (rate == 0)
    return g_strdup_printf (C_ ("profile", "%s %dp"), name, height);
  return g_strdup_printf (C_ ("profile", "%s %dp · %d fps"), name, height, rate);
}

static char *
last_frame (ZbPlayer *player)
{
  gint64 time = zb_player_get_last_frame_time (player);
  if (!time)
    return NULL;
  g_autofree char *clock = clock_time (time, "%H:%M:%S");
  return g_strdup_printf (_ ("Last picture %s"), clock);
}

static void
fill_connecting (ZbTileWords *self, ZbPlayer *player)
{
  guint place = zb_player_get_queue_place (player);
  gint64 time = zb_player_get_last_frame_time (player);
  g_autofree char *clock = time ? clock_time (time, "%H:%M") : NULL;
  self->badge = g_strdup (C_ ("tile", "Connecting"));
  self->badge_class = "quiet";
  self->spinner = TRUE;
  self->title = g_strdup (_ ("Connecting…"));
  if (place && clock)
    self->detail = g_strdup_printf (_ ("Last picture %s · place %u in the queue"), clock, place);
  else if (place)
    self->detail = g_strdup_printf (_ ("Place %u in the queue"), place);
  else if (clock)
    self->detail = g_strdup_printf (_ ("Last picture %s"), clock);
  self->dim = 0.3f;
}

static void
fill_live (ZbTileWords *self, ZbPlayer *player)
{
  self->badge = g_strdup (C_ ("tile", "Live"));
  self->badge_class = "live";
  self->dot = TRUE;
  self->format = format_of (player);
  self->dim = 1;
}

static void
fill_stale (ZbTileWords *self, ZbPlayer *player)
{
  self->badge = g_strdup_printf (C_ ("tile", "Stale %d s"), seconds_of (zb_player_get_frame_age (player)));
  self->badge_class = "warn";
  self->badge_icon = "zb-clock-symbolic";
  self->format = last_frame (player);
  self->dim = 0.6f;
}

/* It looks live and may be hours old: nothing is worse to rely on. */
static void
fill_frozen (ZbTileWords *self, ZbPlayer *player)
{
  int age = seconds_of (zb_player_get_frame_age (player));
  self->badge = g_strdup_printf (C_ ("tile", "Frozen %d s"), age);
  self->badge_class = "warn";
  self->badge_icon = "zb-clock-symbolic";
  self->title = g_strdup_printf (_ ("The same picture for %d s"), age);
  self->detail = g_strdup (_ ("The camera is connected and sends nothing new: this is not how it looks now"));
  self->format = last_frame (player);
  self->dim = 0.6f;
}

static void
fill_gone (ZbTileWords *self, ZbPlayer *player)
{
  gint64 time = zb_player_get_last_frame_time (player);
  self->badge = g_strdup (C_ ("tile", "No picture"));
  self->badge_class = "warn";
  self->badge_icon = "zb-camera-off-symbolic";
  self->icon = "zb-camera-off-symbolic";
  self->detail = attempts (player);
  if (!time)
    {
      self->title = g_strdup (_ ("No picture yet, trying again"));
      return;
    }
  g_autofree char *clock = clock_time (time, "%H:%M:%S");
  self->title = g_strdup_printf (_ ("No picture since %s"), clock);
}

static void
fill_lost (ZbTileWords *self, ZbPlayer *player)
{
  gint64 age = zb_player_get_frame_age (player);
  if (age < 0 || age > ZB_PLAYER_GONE_AFTER)
    {
      fill_gone (self, player);
      return;
    }
  fill_stale (self, player);
  self->spinner = TRUE;
  self->title = g_strdup_printf (_ ("Picture stale for %d s, reconnecting"), seconds_of (age));
  self->detail = attempts (player);
  self->dim = 0.36f;
  self->grey = TRUE;
}

/* What the platform says in the officers' language, or in a sentence that is known here; a bare protocol text
 * helps nobody. */
static const char *
get_told (ZbPlayer *player)
{
  const char *detail = zb_player_get_detail (player);
  if (!detail || !*detail || !g_str_is_ascii (detail))
    return detail && *detail ? detail : NULL;
  return g_strcmp0 (_ (detail), detail) != 0 ? _ (detail) : NULL;
}

/* "Why · again in 8 s", as far as either is known */
static char *
add_retry (const char *told, ZbPlayer *player)
{
  int wait = seconds_to_retry (player);
  g_autofree char *again = wait ? g_strdup_printf (_ ("Again in %d s"), wait) : NULL;
  if (told && again)
    return g_strdup_printf ("%s · %s", told, again);
  return told ? g_strdup (told) : g_steal_pointer (&again);
}

/* The leave is there: whom to ask is not the duty leader. */
static void
fill_turned_away (ZbTileWords *self, ZbPlayer *player)
{
  self->badge = g_strdup (C_ ("tile", "No picture"));
  self->badge_class = "warn";
  self->badge_icon = "zb-camera-off-symbolic";
  self->icon = "zb-camera-off-symbolic";
  self->title = g_strdup (_ ("The server of the pictures turns this console away"));
  self->detail = add_retry (_ ("Tell whoever looks after the cameras"), player);
}

static void
fill_refused (ZbTileWords *self, ZbPlayer *player)
{
  const char *told = get_told (player);
  self->badge = g_strdup (C_ ("tile", "No permission"));
  self->badge_class = "quiet";
  self->badge_icon = "zb-lock-symbolic";
  self->icon = "zb-lock-symbolic";
  self->title = g_strdup (_ ("You may not watch this camera"));
  /* By what right, and whom to ask: the platform may say both. */
  if (told && !g_str_is_ascii (zb_player_get_detail (player)))
    self->detail = g_strdup (told);
  else if (told)
    self->detail = g_strdup_printf ("%s · %s", told, _ ("Ask the duty leader for permission"));
  else
    self->detail = g_strdup (_ ("Ask the duty leader for permission"));
}

static void
fill_busy (ZbTileWords *self, ZbPlayer *player)
{
  ZbAudience *audience = zb_player_get_audience (player);
  g_autofree char *onlookers = audience ? zb_onlookers_describe (audience) : NULL;
  self->badge = g_strdup (C_ ("tile", "Busy"));
  self->badge_class = "warn";
  self->badge_icon = "zb-video-symbolic";
  self->icon = "zb-video-symbolic";
  self->title = g_strdup (_ ("All sessions of this camera are taken"));
  /* How many there are and who has them, where the platform tells it to officers. */
  self->detail = add_retry (onlookers ? onlookers : get_told (player), player);
  self->format = last_frame (player);
  self->dim = 0.3f;
}

/* Nothing is wrong with the camera, and no officer can mend it. */
static void
fill_unserved (ZbTileWords *self, ZbPlayer *player)
{
  const char *told = get_told (player), *advice = _ ("Tell the administrator if it stays so");
  g_autofree char *both = told ? g_strdup_printf ("%s · %s", told, advice) : NULL;
  self->badge = g_strdup (C_ ("tile", "No picture"));
  self->badge_class = "warn";
  self->badge_icon = "zb-camera-off-symbolic";
  self->icon = "zb-camera-off-symbolic";
  self->title = g_strdup (_ ("The platform gives no live pictures now"));
  self->detail = add_retry (both ? both : advice, player);
  self->format = last_frame (player);
  self->dim = 0.3f;
}

/* Why a camera is not there: as its device has it, or, where that says it is online, as its server does. */
static void
fill_absence (ZbTileWords *self, ZbDevice *device)
{
  const int status = device ? device->status : ZB_DEVICE_OFFLINE;
  if (status == ZB_DEVICE_FAULT)
    {
      self->badge = g_strdup (C_ ("tile", "Fault"));
      self->title = g_strdup (_ ("The camera is out of order"));
    }
  else if (status == ZB_DEVICE_ONLINE)
    {
      self->badge = g_strdup (C_ ("tile", "Not found"));
      self->title = g_strdup (_ ("The video server does not find this camera"));
    }
  else
    {
      self->badge = g_strdup (C_ ("tile", "Offline"));
      self->title = g_strdup (_ ("The camera is offline"));
    }
}

static void
fill_absent (ZbTileWords *self, ZbPlayer *player, ZbDevice *device)
{
  fill_absence (self, device);
  self->badge_class = "quiet";
  self->badge_icon = "zb-camera-off-symbolic";
  self->icon = "zb-camera-off-symbolic";
  self->detail = add_retry (NULL, player);
  self->format = last_frame (player);
}

static void
fill_unsupported (ZbTileWords *self)
{
  self->badge = g_strdup (C_ ("tile", "Not playable"));
  self->badge_class = "quiet";
  self->badge_icon = "zb-camera-off-symbolic";
  self->icon = "zb-camera-off-symbolic";
  self->title = g_strdup (_ ("This stream cannot be played here"));
  self->detail =
      g_strdup (_ ("No decoder here for its coding, or it is not sent over the transport in the settings"));
}

/**
 * zb_tile_words_fill:
 * @self: (out caller-allocates): to be cleared with zb_tile_words_clear()
 * @player: a player
 * @device: (nullable): its camera
 *
 * Says how a tile shows what its player is at.
 */
void
zb_tile_words_fill (ZbTileWords *self, ZbPlayer *player, ZbDevice *device)
{
  *self = (ZbTileWords){ 0 };
  switch (zb_player_get_state (player))
    {
    case ZB_PLAYER_LIVE:
      fill_live (self, player);
      break;
    case ZB_PLAYER_STALE:
      fill_stale (self, player);
      break;
    case ZB_PLAYER_FROZEN:
      fill_frozen (self, player);
      break;
    case ZB_PLAYER_LOST:
      fill_lost (self, player);
      break;
    case ZB_PLAYER_REFUSED:
      if (zb_player_is_turned_away (player))
        fill_turned_away (self, player);
      else
        fill_refused (self, player);
      break;
    case ZB_PLAYER_BUSY:
      fill_busy (self, player);
      break;
    case ZB_PLAYER_UNSERVED:
      fill_unserved (self, player);
      break;
    case ZB_PLAYER_ABSENT:
      fill_absent (self, player, device);
      break;
    case ZB_PLAYER_UNSUPPORTED:
      fill_unsupported (self);
      break;
    case ZB_PLAYER_IDLE:
    case ZB_PLAYER_CONNECTING:
    default:
      fill_connecting (self, player);
    }
}

/**
 * zb_tile_words_clear:
 * @self: words
 *
 * Frees what they hold.
 */
void
zb_tile_words_clear (ZbTileWords *self)
{
  g_free (self->badge);
  g_free (self->title);
  g_free (self->detail);
  g_free (self->format);
  *self = (ZbTileWords){ 0 };
}
