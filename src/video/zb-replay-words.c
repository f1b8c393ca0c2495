/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recorded pictures in words: nobody may take them for what is happening now. */
#include "zb-replay-words.h"

#include "zb-now.h"
#include "zb-words.h"

#include <glib/gi18n.h>

static GDateTime *
to_local (gint64 time)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc_usec (time);

  return g_date_time_to_local (utc);
}

static gboolean
is_today (GDateTime *moment)
{
  g_autoptr (GDateTime) today = to_local (zb_now ());

  return g_date_time_get_year (moment) == g_date_time_get_year (today) &&
         g_date_time_get_day_of_year (moment) == g_date_time_get_day_of_year (today);
}

/**
 * zb_replay_words_moment:
 * @time: a moment of the past, µs UTC
 *
 * Returns: (transfer full): the time of day to the second, with the day before it unless that is today
 */
char *
zb_replay_words_moment (gint64 time)
{
  g_autoptr (GDateTime) moment = to_local (time);

  return g_date_time_format (moment, is_today (moment) ? "%H:%M:%S" : "%m-%d %H:%M:%S");
}

/**
 * zb_replay_words_clock:
 * @time: a moment of the past, µs UTC
 *
 * Returns: (transfer full): the time of day to the minute
 */
char *
zb_replay_words_clock (gint64 time)
{
  g_autoptr (GDateTime) moment = to_local (time);

  return g_date_time_format (moment, "%H:%M");
}

/**
 * zb_replay_words_span:
 * @from: its first moment, µs UTC
 * @until: its last moment, µs UTC
 *
 * Returns: (transfer full): from when until when, to the second
 */
char *
zb_replay_words_span (gint64 from, gint64 until)
{
  g_autofree char *first = zb_replay_words_moment (from), *last = zb_words_time (until);

  return g_strdup_printf ("%s–%s", first, last);
}

/**
 * zb_replay_words_speed:
 * @speed: seconds of film in a second
 *
 * Returns: (transfer full): that speed, as "½×"
 */
char *
zb_replay_words_speed (double speed)
{
  if (speed == 0.25)
    return g_strdup ("¼×");
  if (speed == 0.5)
    return g_strdup ("½×");
  return g_strdup_printf ("%.0f×", speed);
}

static void
fill_message (ZbTileWords *self, const char *icon, const char *title, const char *detail)
{
  self->icon = icon;
  self->title = g_strdup (title);
  self->detail = g_strdup (detail);
  self->dim = 0.3f;
}

/* Without a picture something must be said; over one that is about to change, a wheel that turns is enough.
 */
static void
fill_loading (ZbTileWords *self, ZbReplay *replay)
{
  self->spinner = TRUE;
  self->badge_icon = NULL;
  if (!zb_replay_get_frame (replay))
    self->title = g_strdup (_ ("Fetching the recording…"));
}

static void
fill_running (ZbTileWords *self, ZbReplay *replay)
{
  g_autofree char *speed = zb_replay_words_speed (zb_replay_get_speed (replay));

  if (zb_replay_get_state (replay) == ZB_REPLAY_ENDED)
    self->format = g_strdup (_ ("The recording ends here"));
  else if (zb_replay_get_state (replay) == ZB_REPLAY_PAUSED)
    self->format = g_strdup (C_ ("playback", "Paused"));
  else if (zb_replay_get_speed (replay) != 1)
    self->format = g_steal_pointer (&speed);
}

static void
fill_failed (ZbTileWords *self, ZbReplay *replay)
{
  ZbProblem *problem = zb_replay_get_problem (replay);

  fill_message (self, "zb-camera-off-symbolic", _ ("The recording cannot be fetched"),
                problem ? zb_words_problem (problem) : _ ("It cannot be read. Try another moment."));
}

static void
fill_refused (ZbTileWords *self, ZbReplay *replay)
{
  ZbProblem *problem = zb_replay_get_problem (replay);
  const char *told = problem ? problem->detail : NULL;

  /* Who grants it, where the platform says so in the officers' language. */
  fill_message (self, "zb-lock-symbolic", _ ("You may not play back this camera"),
                told && !g_str_is_ascii (told) ? told : _ ("Ask the duty leader for permission"));
}

static void
fill_state (ZbTileWords *self, ZbReplay *replay)
{
  switch (zb_replay_get_state (replay))
    {
    case ZB_REPLAY_NOTHING:
      fill_message (self, "zb-camera-off-symbolic", _ ("Nothing was recorded then"),
                    _ ("Choose another moment on the timeline"));
      break;
    case ZB_REPLAY_REFUSED:
      fill_refused (self, replay);
      break;
    case ZB_REPLAY_FAILED:
      fill_failed (self, replay);
      break;
    case ZB_REPLAY_UNSUPPORTED:
      fill_message (self, "zb-camera-off-symbolic", _ ("This recording cannot be played here"),
                    _ ("The camera's coding has no decoder on this seat"));
      break;
    case ZB_REPLAY_LOADING:
      fill_loading (self, replay);
      break;
    case ZB_REPLAY_PAUSED:
    case ZB_REPLAY_PLAYING:
    case ZB_REPLAY_ENDED:
    default:
      fill_running (self, replay);
    }
}

/**
 * zb_replay_words_fill:
 * @self: (out caller-allocates): to be cleared with zb_tile_words_clear()
 * @replay: recorded pictures
 *
 * Says how a tile shows them: always with the moment that they are of.
 */
void
zb_replay_words_fill (ZbTileWords *self, ZbReplay *replay)
{
  g_autofree char *moment = zb_replay_words_moment (zb_replay_get_position (replay));

  *self = (ZbTileWords){ 0 };
  /* Translators: a tile shows what was recorded at that time of day */
  self->badge = g_strdup_printf (C_ ("tile", "Playback %s"), moment);
  self->badge_class = "playback";
  self->badge_icon = "zb-replay-symbolic";
  self->dim = 1;
  fill_state (self, replay);
}
