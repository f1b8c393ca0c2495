/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What rings at this seat and how often, and the clock by which it does. */
#include "zb-herald-private.h"

#include "zb-news.h"
#include "zb-now.h"

#define TICK_MS 250
#define URGENT_EVERY 5

/* Also what has gone without an event, as after a line that was down. */
static gboolean
is_taken (const char *id, gpointer data)
{
  ZbHerald *self = data;
  const ZbAlert *alert = zb_world_lookup (self->world, ZB_KIND_ALERT, id);

  return !alert || !zb_news_needs_somebody (alert);
}

static void
strike (ZbHerald *self)
{
  const gint64 now = zb_now ();
  int severity;

  if (!zb_bell_is_due (self->bell, self->muted, now))
    return;
  zb_bell_settle_if (self->bell, is_taken, self);
  severity = zb_bell_strike (self->bell, self->muted, now);
  if (severity >= 0)
    zb_sounder_sound (self->sounder, severity);
}

static gboolean
needs_clock (ZbHerald *self)
{
  return zb_bell_is_ringing (self->bell) || zb_voice_is_holding (self->voice) ||
         !zb_snoozes_is_empty (self->snoozes) || !zb_found_is_empty (self->found) ||
         zb_line_watch_is_waiting (self->line);
}

static gboolean
on_tick (gpointer data)
{
  ZbHerald *self = data;

  zb_herald_wake (self);
  zb_herald_tell_all_found (self);
  zb_herald_tell_line (self);
  strike (self);
  zb_voice_sum_up (self->voice, zb_now ());
  if (needs_clock (self))
    return G_SOURCE_CONTINUE;
  self->tick = 0;
  return G_SOURCE_REMOVE;
}

/**
 * zb_herald_watch_clock:
 * @self: a herald
 *
 * Has its clock go on while there is something to wait for. That of the frames rests with the window.
 */
void
zb_herald_watch_clock (ZbHerald *self)
{
  if (self->tick == 0 && needs_clock (self))
    self->tick = g_timeout_add (TICK_MS, on_tick, self);
}

/**
 * zb_herald_ring:
 * @self: a herald
 * @alert: an alert that there is news of
 *
 * Has an alert ring from now on; what somebody has already is heard once.
 *
 * Returns: the severity that is to be heard now, or %ZB_HERALD_SILENT
 */
int
zb_herald_ring (ZbHerald *self, const ZbAlert *alert)
{
  const char *id = ZB_ENTITY (alert)->id;
  const gboolean heard = zb_bell_ring (self->bell, id, alert->severity, zb_now ());

  if (!zb_news_needs_somebody (alert))
    zb_bell_settle (self->bell, id);
  return heard && !zb_herald_is_muted (self, alert->severity) ? alert->severity : ZB_HERALD_SILENT;
}

/**
 * zb_herald_sound:
 * @self: a herald
 * @alert: an alert that there is news of
 *
 * As zb_herald_ring(), and it is heard.
 */
void
zb_herald_sound (ZbHerald *self, const ZbAlert *alert)
{
  if (zb_herald_ring (self, alert) != ZB_HERALD_SILENT)
    zb_sounder_sound (self->sounder, alert->severity);
}

/**
 * zb_herald_follow_sounds:
 * @self: a herald
 *
 * Sounds as the settings say from now on.
 */
void
zb_herald_follow_sounds (ZbHerald *self)
{
  static const struct
  {
    int severity;
    const char *key;
  } keys[] = { { ZB_SEVERITY_HIGH, "sound-high" },
               { ZB_SEVERITY_MEDIUM, "sound-medium" },
               { ZB_SEVERITY_LOW, "sound-low" } };
  static const int seconds[] = { ZB_BELL_NEVER, ZB_BELL_ONCE, 5, 15, 60 };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    zb_bell_set_every (self->bell, keys[i].severity,
                       seconds[g_settings_get_enum (self->settings, keys[i].key)]);
  zb_bell_set_every (self->bell, ZB_SEVERITY_URGENT, URGENT_EVERY);
  zb_sounder_set_volume (self->sounder, g_settings_get_int (self->settings, "sound-volume") / 100.0);
}
