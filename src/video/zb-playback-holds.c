/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is kept from being deleted: the marked span, with a reason, until somebody says why no longer. */
#include "zb-playback-bar-private.h"

#include "zb-reason-dialog.h"
#include "zb-replay-words.h"
#include "zb-words.h"

#include <glib/gi18n.h>

/* One thing is asked at a time: an answer that is dropped stops being asked for. */
static void
await (ZbPlaybackBar *self, ZbAnswer *answer, GCallback on_state)
{
  g_set_object (&self->keeping, answer);
  g_object_unref (answer);
  g_signal_connect_object (answer, "notify::state", on_state, self, G_CONNECT_SWAPPED);
}

/* The answer, where it has come well; what went wrong is said. */
static ZbAnswer *
take (ZbPlaybackBar *self)
{
  g_autoptr (ZbAnswer) answer = NULL;

  if (!self->keeping || zb_answer_get_state (self->keeping) == ZB_ANSWER_PENDING)
    return NULL;
  answer = g_steal_pointer (&self->keeping);
  g_signal_handlers_disconnect_by_data (answer, self);
  if (zb_answer_get_state (answer) == ZB_ANSWER_READY)
    return g_steal_pointer (&answer);
  zb_playback_bar_say (self, zb_words_problem (zb_answer_get_problem (answer)));
  return NULL;
}

static void
look_again (ZbPlaybackBar *self)
{
  self->asked_at = 0;
  zb_playback_bar_ask_recordings (self);
}

/* --- keeping -------------------------------------------------------------------------------------------- */

static void
on_kept (ZbPlaybackBar *self)
{
  g_autoptr (ZbAnswer) answer = take (self);
  g_autoptr (ZbHold) hold = answer ? g_list_model_get_item (zb_answer_get_items (answer), 0) : NULL;
  g_autofree char *times = hold ? zb_replay_words_span (hold->from, hold->until) : NULL;
  g_autofree char *words = hold ? g_strdup_printf (_ ("Kept: %s"), times) : NULL;

  if (!answer)
    return;
  zb_playback_bar_say (self, words);
  look_again (self);
}

static void
on_hold_reason (GtkWidget *widget, const char *reason, gpointer data)
{
  ZbPlaybackBar *self = ZB_PLAYBACK_BAR (widget);
  gint64 from, until;

  if (self->media && self->camera && !self->keeping && zb_timeline_get_mark (self->timeline, &from, &until))
    await (self, zb_media_hold (self->media, ZB_ENTITY (self->camera)->id, from, until, reason),
           G_CALLBACK (on_kept));
}

static void
act_hold (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *const usual[] = { _ ("Evidence of a case"), _ ("Asked for by the police"),
                                _ ("Dispute between residents"), NULL };

  zb_ask_reason (widget, _ ("Keep this recording?"), C_ ("verb", "Keep"), usual, on_hold_reason, NULL, NULL);
}

/* --- releasing ------------------------------------------------------------------------------------------ */

static void
on_released (ZbPlaybackBar *self)
{
  g_autoptr (ZbAnswer) answer = take (self);

  if (!answer)
    return;
  zb_playback_bar_say (self, _ ("Released: it will be deleted when its time has come"));
  look_again (self);
}

static void
on_release_reason (GtkWidget *widget, const char *reason, gpointer id)
{
  ZbPlaybackBar *self = ZB_PLAYBACK_BAR (widget);

  if (self->media && !self->keeping)
    await (self, zb_media_release_hold (self->media, id, reason), G_CALLBACK (on_released));
}

static ZbHold *
find_hold (GListModel *holds, gint64 time)
{
  for (guint i = 0; i < g_list_model_get_n_items (holds); i++)
    {
      g_autoptr (ZbHold) hold = g_list_model_get_item (holds, i);
      if (time >= hold->from && time <= hold->until)
        return g_steal_pointer (&hold);
    }
  return NULL;
}

static void
on_holds (ZbPlaybackBar *self)
{
  const char *const usual[] = { _ ("Case closed"), _ ("Handed over"), _ ("Kept by mistake"), NULL };
  g_autoptr (ZbAnswer) answer = take (self);
  g_autoptr (ZbHold) hold = NULL;
  g_autofree char *words = NULL;

  if (!answer)
    return;
  hold = find_hold (zb_answer_get_items (answer), zb_timeline_get_position (self->timeline));
  if (!hold)
    {
      zb_playback_bar_say (self, _ ("Nothing is kept at this moment"));
      return;
    }
  words = g_strdup_printf (_ ("Kept by %s: %s"), hold->by_name ? hold->by_name : "–",
                           hold->reason ? hold->reason : "–");
  zb_playback_bar_say (self, words);
  zb_ask_reason (GTK_WIDGET (self), _ ("Release this recording?"), C_ ("verb", "Release"), usual,
                 on_release_reason, g_strdup (hold->id), g_free);
}

static void
act_release (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbPlaybackBar *self = ZB_PLAYBACK_BAR (widget);

  if (self->media && self->camera && !self->keeping)
    await (self, zb_media_list_holds (self->media, ZB_ENTITY (self->camera)->id), G_CALLBACK (on_holds));
}

/**
 * zb_playback_bar_install_holds:
 * @widget_class: the bar's class
 *
 * Installs `playback.hold` and `playback.release`.
 */
void
zb_playback_bar_install_holds (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "playback.hold", NULL, act_hold);
  gtk_widget_class_install_action (widget_class, "playback.release", NULL, act_release);
}
