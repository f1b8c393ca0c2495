/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the line of time shows: what was recorded, asked for a day at a time, and the alerts at the camera. */
#include "zb-playback-bar-private.h"

#include "zb-now.h"
#include "zb-words.h"

#define AGAIN_AFTER (15 * G_USEC_PER_SEC) /* where now is in sight */
#define FAILED_AFTER (5 * G_USEC_PER_SEC)
#define NEAR_METRES 60 /* of the camera: what it can hardly miss */

void
zb_playback_bar_forget_recordings (ZbPlaybackBar *self)
{
  if (self->asking)
    g_signal_handlers_disconnect_by_data (self->asking, self);
  g_clear_object (&self->asking);
  g_clear_object (&self->recordings);
  self->asked_from = self->asked_until = self->asked_at = self->ask_after = 0;
  zb_timeline_set_recorded (self->timeline, NULL);
}

static void
take_recordings (ZbPlaybackBar *self, ZbAnswer *answer)
{
  g_autoptr (ZbRecordings) recordings = g_list_model_get_item (zb_answer_get_items (answer), 0);

  g_set_object (&self->recordings, recordings);
  zb_timeline_set_recorded (self->timeline, recordings ? recordings->spans : NULL);
}

/* A platform that records nothing has nothing of this camera. */
static void
take_problem (ZbPlaybackBar *self, ZbProblem *problem)
{
  g_autoptr (ZbRecordings) none = NULL;

  if (problem && (problem->status == 404 || problem->status == 501))
    {
      none = g_object_new (ZB_TYPE_RECORDINGS, NULL);
      g_set_object (&self->recordings, none);
      return;
    }
  self->asked_at = 0;
  self->ask_after = g_get_monotonic_time () + FAILED_AFTER;
  if (problem)
    zb_playback_bar_say (self, zb_words_problem (problem));
}

static void
on_answer (ZbPlaybackBar *self)
{
  g_autoptr (ZbAnswer) answer = NULL;

  if (!self->asking || zb_answer_get_state (self->asking) == ZB_ANSWER_PENDING)
    return;
  answer = g_steal_pointer (&self->asking);
  g_signal_handlers_disconnect_by_data (answer, self);
  if (zb_answer_get_state (answer) == ZB_ANSWER_READY)
    take_recordings (self, answer);
  else
    take_problem (self, zb_answer_get_problem (answer));
  zb_playback_bar_update (self);
}

/* What is in sight was asked for with the day around it; what has been recorded since is asked for now and
 * then. */
static gboolean
is_known (ZbPlaybackBar *self, gint64 from, gint64 until)
{
  const gint64 age = g_get_monotonic_time () - self->asked_at;
  const gboolean covers = from >= self->asked_from && until <= self->asked_until + 2 * AGAIN_AFTER;

  if (self->asked_at == 0)
    return FALSE;
  return covers ? until <= self->asked_until || age < AGAIN_AFTER : age < G_USEC_PER_SEC;
}

/**
 * zb_playback_bar_ask_recordings:
 * @self: a bar
 *
 * Asks what was recorded in the time that the line shows, unless that is known: a day with it, so that
 * moving along asks for nothing.
 */
void
zb_playback_bar_ask_recordings (ZbPlaybackBar *self)
{
  const gint64 now = zb_now (), from = zb_timeline_get_from (self->timeline),
               until = MIN (from + zb_timeline_get_span (self->timeline), now);

  if (!self->media || !self->camera || self->asking || !gtk_widget_get_mapped (GTK_WIDGET (self)) ||
      g_get_monotonic_time () < self->ask_after || is_known (self, from, until))
    return;
  self->asked_until = MIN (now, from + (zb_timeline_get_span (self->timeline) + ZB_RECORDINGS_LONGEST) / 2);
  self->asked_from = self->asked_until - ZB_RECORDINGS_LONGEST;
  self->asked_at = g_get_monotonic_time ();
  self->asking = zb_media_list_recordings (self->media, ZB_ENTITY (self->camera)->id, self->asked_from,
                                           self->asked_until);
  g_signal_connect_object (self->asking, "notify::state", G_CALLBACK (on_answer), self, G_CONNECT_SWAPPED);
  on_answer (self);
}

/* --- alerts -------------------------------------------------------------------------------------------- */

static gboolean
is_here (const ZbDevice *camera, const ZbAlert *alert)
{
  if (g_strcmp0 (alert->device, ZB_ENTITY ((gpointer)camera)->id) == 0)
    return TRUE;
  return zb_point_is_known (camera->location) && zb_point_is_known (alert->location) &&
         zb_point_distance (camera->location, alert->location) <= NEAR_METRES;
}

/**
 * zb_playback_bar_fill_alerts:
 * @self: a bar
 *
 * Marks the alerts that the camera has raised, and those close to it.
 */
void
zb_playback_bar_fill_alerts (ZbPlaybackBar *self)
{
  ZbStore *store = self->world ? zb_world_get_store (self->world, ZB_KIND_ALERT) : NULL;
  g_autoptr (GPtrArray) alerts = g_ptr_array_new ();

  self->alerts_changed = FALSE;
  for (guint i = 0; self->camera && store && i < zb_store_get_size (store); i++)
    if (is_here (self->camera, zb_store_get_nth (store, i)))
      g_ptr_array_add (alerts, zb_store_get_nth (store, i));
  zb_timeline_set_alerts (self->timeline, alerts);
}
