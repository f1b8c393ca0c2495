/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who turns a camera, in words. */
#include "zb-ptz-words.h"

#include "zb-now.h"
#include "zb-words.h"

#include <glib/gi18n.h>
#include <math.h>

static const char *
name_of (const ZbPtzLease *lease)
{
  return lease->holder_name && *lease->holder_name ? lease->holder_name : _ ("Another officer");
}

static void
say_mine (ZbPtzWords *self, const ZbPtzLease *lease)
{
  int seconds = (int)(MAX (lease->expires_at - zb_now (), 0) / G_USEC_PER_SEC);

  self->title = g_strdup (_ ("You are turning this camera"));
  /* Translators: minutes and seconds until a camera that is not used is given back */
  self->line = g_strdup_printf (_ ("Given back in %d:%02d unless used"), seconds / 60, seconds % 60);
  self->button = C_ ("camera", "Give back");
  self->style = "mine";
}

static void
say_other (ZbPtzWords *self, const ZbPtzLease *lease)
{
  g_autofree char *until = zb_words_time (lease->expires_at);

  self->title = g_strdup_printf (_ ("%s is turning this camera"), name_of (lease));
  self->line = g_strdup_printf (_ ("Until %s, longer if used"), until);
  self->button = lease->may_take ? C_ ("camera", "Take over…") : NULL;
}

static void
say_lost (ZbPtzWords *self, const ZbPtzLease *lease)
{
  self->title = g_strdup_printf (_ ("%s has taken over this camera"), name_of (lease));
  self->line = g_strdup (lease->reason);
  self->button = lease->may_take ? C_ ("camera", "Take over…") : NULL;
  self->style = "warn";
}

static void
say_free (ZbPtzWords *self)
{
  self->title = g_strdup (_ ("Nobody is turning this camera"));
  self->line = g_strdup (_ ("Hold a direction, and it is yours"));
  self->button = C_ ("camera", "Take control");
}

static void
say_unknown (ZbPtzWords *self, ZbProblem *problem)
{
  self->title = g_strdup (problem ? zb_words_problem (problem) : _ ("Asking how the camera stands…"));
  self->style = problem ? "warn" : NULL;
}

/**
 * zb_ptz_words_fill:
 * @self: (out caller-allocates): words, to be cleared with zb_ptz_words_clear()
 * @control: a control
 *
 * Says who turns the camera. What was refused last is said below it.
 */
void
zb_ptz_words_fill (ZbPtzWords *self, ZbPtzControl *control)
{
  ZbProblem *problem = zb_ptz_control_get_problem (control);
  ZbPtzHold hold = zb_ptz_control_get_hold (control);
  ZbPtz *ptz = zb_ptz_control_get_ptz (control);
  const ZbPtzLease *lease = ptz ? ptz->lease : NULL;

  *self = (ZbPtzWords){ 0 };
  if (lease && hold == ZB_PTZ_HOLD_MINE)
    say_mine (self, lease);
  else if (lease && hold == ZB_PTZ_HOLD_OTHER)
    say_other (self, lease);
  else if (lease && hold == ZB_PTZ_HOLD_LOST)
    say_lost (self, lease);
  else if (hold == ZB_PTZ_HOLD_FREE)
    say_free (self);
  else
    say_unknown (self, problem);
  if (problem && (hold == ZB_PTZ_HOLD_MINE || hold == ZB_PTZ_HOLD_FREE))
    g_set_str (&self->line, zb_words_problem (problem));
}

/**
 * zb_ptz_words_clear:
 * @self: words
 */
void
zb_ptz_words_clear (ZbPtzWords *self)
{
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->line, g_free);
}

/**
 * zb_ptz_words_badge:
 * @control: a control
 *
 * Returns: (transfer full) (nullable): who turns the camera, as short as a tile needs it
 */
char *
zb_ptz_words_badge (ZbPtzControl *control)
{
  ZbPtzHold hold = zb_ptz_control_get_hold (control);
  ZbPtz *ptz = zb_ptz_control_get_ptz (control);

  if (hold == ZB_PTZ_HOLD_MINE)
    return g_strdup (_ ("PTZ · me"));
  if (ptz && ptz->lease && (hold == ZB_PTZ_HOLD_OTHER || hold == ZB_PTZ_HOLD_LOST))
    return g_strdup_printf (_ ("PTZ · %s"), name_of (ptz->lease));
  return NULL;
}

/**
 * zb_ptz_words_view:
 * @control: a control
 *
 * Returns: (transfer full) (nullable): where the camera looks, and how closely
 */
char *
zb_ptz_words_view (ZbPtzControl *control)
{
  ZbPtz *ptz = zb_ptz_control_get_ptz (control);

  if (!ptz || isnan (ptz->pan) || isnan (ptz->zoom))
    return NULL;
  /* Translators: the direction in which a camera looks, and how many times closer than at its widest */
  return g_strdup_printf (_ ("Facing %.0f° · %.1f×"), fmod (round (ptz->pan), 360), ptz->zoom);
}
