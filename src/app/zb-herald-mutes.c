/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an officer does not want to hear, and the actions by which they say so. */
#include "zb-herald-private.h"

#include "zb-mutes.h"
#include "zb-notice-actions.h"
#include "zb-now.h"

#define MUTE_TICK_SECONDS 5

/**
 * zb_herald_is_muted:
 * @self: a herald
 * @severity: a #ZbSeverity
 *
 * Returns: whether it is muted at this seat
 */
gboolean
zb_herald_is_muted (ZbHerald *self, int severity)
{
  return (self->muted & (1u << severity)) != 0;
}

static gboolean
on_mute_tick (gpointer data)
{
  ZbHerald *self = data;

  zb_mutes_drop_over (self->settings, zb_now ());
  if (self->muted)
    return G_SOURCE_CONTINUE;
  self->mute_tick = 0;
  return G_SOURCE_REMOVE;
}

/**
 * zb_herald_follow_mutes:
 * @self: a herald
 *
 * Mutes what the settings say from now on, and for as long as they say.
 */
void
zb_herald_follow_mutes (ZbHerald *self)
{
  const guint muted = zb_mutes_get_muted (self->settings, zb_now ());

  if (muted && self->mute_tick == 0)
    self->mute_tick = g_timeout_add_seconds (MUTE_TICK_SECONDS, on_mute_tick, self);
  if (muted == self->muted)
    return;
  self->muted = muted;
  g_signal_emit_by_name (self, "muted-changed", muted);
}

static void
on_mute (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  const char *severity;
  guint minutes;

  g_variant_get (parameter, "(&su)", &severity, &minutes);
  zb_mutes_mute (ZB_HERALD (data)->settings, zb_choices_parse (&zb_severities, severity), minutes, zb_now ());
}

/* What rings now is seen; what comes next is heard. */
static void
on_hush (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  zb_bell_hush (ZB_HERALD (data)->bell);
  zb_sounder_hush (ZB_HERALD (data)->sounder);
}

static void
add_action (ZbHerald *self, GSimpleAction *action, GCallback activate)
{
  g_signal_connect_object (action, "activate", activate, self, G_CONNECT_DEFAULT);
  g_action_map_add_action (G_ACTION_MAP (self->application), G_ACTION (action));
  g_object_unref (action);
}

/**
 * zb_herald_add_actions:
 * @self: a herald
 *
 * Gives its console the actions by which an officer hushes and mutes.
 */
void
zb_herald_add_actions (ZbHerald *self)
{
  add_action (self, g_simple_action_new ("hush", NULL), G_CALLBACK (on_hush));
  add_action (self, g_simple_action_new ("mute", G_VARIANT_TYPE ("(su)")), G_CALLBACK (on_mute));
  zb_notice_actions_add (self->application);
}
