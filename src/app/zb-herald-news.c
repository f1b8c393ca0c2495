/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which of what happens is news for the officer who sits here, and to whom it is said. */
#include "zb-herald-private.h"

#include "zb-melody.h"
#include "zb-news.h"
#include "zb-now.h"

#include <glib/gi18n.h>

/* --- what is found ------------------------------------------------------------------------------------- */

/* While the line comes up for the first time, what is found is what an officer who sits down finds: it is not
 * told of one by one, and rings on as long as nobody has taken it. Later it is what they have missed. */
static void
find (ZbHerald *self, const ZbAlert *alert)
{
  const char *id = ZB_ENTITY (alert)->id;

  if (self->was_up)
    zb_found_add (self->found, id, g_get_monotonic_time ());
  else if (zb_news_needs_somebody (alert))
    zb_bell_ring (self->bell, id, alert->severity, zb_now ());
}

static void
note_snooze (ZbHerald *self, const ZbAlert *alert)
{
  if (alert->snoozed_until > 0)
    zb_snoozes_note (self->snoozes, ZB_ENTITY (alert)->id, alert->snoozed_until, zb_now ());
}

/**
 * zb_herald_find_from:
 * @self: a herald
 * @position: of an alert in the world's store
 * @n: how many
 *
 * What was fetched in a list is told of by no event: it is found, if somebody sits here.
 */
void
zb_herald_find_from (ZbHerald *self, guint position, guint n)
{
  ZbStore *store = zb_world_get_store (self->world, ZB_KIND_ALERT);

  for (guint i = position; i < position + n; i++)
    {
      const ZbAlert *alert = zb_store_get_nth (store, i);
      note_snooze (self, alert);
      if (self->officer && zb_news_needs_look (alert))
        find (self, alert);
    }
  zb_herald_watch_clock (self);
}

/* Where one is taken out the last one of the store moves into its place, which is nothing new. */
static void
on_items_changed (ZbHerald *self, guint position, guint removed, guint added)
{
  if (removed == 0)
    zb_herald_find_from (self, position, added);
}

/* --- news ---------------------------------------------------------------------------------------------- */

static gboolean
is_under_way (ZbCommand *command)
{
  const ZbCommandState state = zb_command_get_state (command);

  return state == ZB_COMMAND_HELD || state == ZB_COMMAND_QUEUED || state == ZB_COMMAND_SENDING ||
         state == ZB_COMMAND_ASKING;
}

/* Only while its answer is awaited: a claim that runs out afterwards does so by itself. */
static gboolean
is_being_done (ZbHerald *self, const char *id, const ZbAlertBefore *before)
{
  ZbCommand *command =
      zb_news_was_held_by (before, self->officer) ? zb_world_find_command (self->world, id) : NULL;

  return command && is_under_way (command);
}

/* It was put aside, and was told of when its time was over here. */
static gboolean
has_woken (ZbHerald *self, const char *id, const ZbAlertBefore *before)
{
  return before->snoozed && before->state == ZB_ALERT_NEW && zb_snoozes_has_woken (self->snoozes, id);
}

static gboolean
is_told_anew (ZbHerald *self, const ZbAlert *alert, const ZbAlertBefore *before)
{
  const char *id = ZB_ENTITY (alert)->id;

  return zb_news_is_told_anew (alert, before,
                               is_being_done (self, id, before) || has_woken (self, id, before));
}

static gboolean
is_news (ZbHerald *self, ZbEvent *event, const ZbAlert *alert)
{
  const ZbAlertBefore *before = zb_alert_memory_get_before (self->memory, event->id);

  if (!before)
    return g_strcmp0 (event->type, "alert.raised") == 0;
  if (!zb_alert_is_open (alert))
    return FALSE;
  return is_told_anew (self, alert, before);
}

/* An alert of the real world, while the desk practises. */
static gboolean
breaks_in (ZbHerald *self, const ZbAlert *alert)
{
  return alert->severity == ZB_SEVERITY_URGENT && ZB_ENTITY (alert)->mode != ZB_MODE_DRILL &&
         (self->drill || g_hash_table_size (self->drills) > 0);
}

/* Nothing of the drill goes on sounding or being said over it. */
static void
break_in (ZbHerald *self, const ZbAlert *alert)
{
  g_autofree char *what = zb_news_sentence (alert);
  g_autofree char *words = g_strdup_printf (_ ("This is no drill. %s"), what);

  zb_sounder_hush (self->sounder);
  zb_herald_sound (self, alert);
  zb_notices_add (self->notices, alert);
  zb_voice_break_in (self->voice, words, zb_now ());
  g_signal_emit_by_name (self, "broke-in", ZB_ENTITY (alert)->id, words);
}

/* To a screen reader where the officer has the window before them, otherwise to the desktop. */
static void
say (ZbHerald *self, const ZbAlert *alert)
{
  GtkWindow *window = gtk_application_get_active_window (self->application);
  g_autofree char *words = NULL;

  if (zb_herald_is_muted (self, alert->severity))
    return;
  if (window && gtk_window_is_active (window))
    {
      words = zb_news_sentence (alert);
      zb_voice_cry (self->voice, words, alert->severity == ZB_SEVERITY_URGENT, zb_now ());
    }
  else if (alert->severity >= ZB_SEVERITY_MEDIUM)
    zb_notices_add (self->notices, alert);
}

static void
tell (ZbHerald *self, const ZbAlert *alert)
{
  if (breaks_in (self, alert))
    {
      break_in (self, alert);
      return;
    }
  zb_herald_sound (self, alert);
  say (self, alert);
}

/* Returns the severity that is to be heard of it. */
static int
tell_found (ZbHerald *self, const ZbAlert *alert)
{
  int heard = ZB_HERALD_SILENT;

  if (!alert || !zb_news_needs_look (alert))
    return ZB_HERALD_SILENT;
  if (breaks_in (self, alert))
    break_in (self, alert);
  else
    {
      heard = zb_herald_ring (self, alert);
      say (self, alert);
    }
  return heard;
}

/**
 * zb_herald_tell_all_found:
 * @self: a herald
 *
 * Tells of what was found and has been for long enough. However many there are, they are one sound: that of
 * the gravest.
 */
void
zb_herald_tell_all_found (ZbHerald *self)
{
  g_autoptr (GPtrArray) ids = zb_found_take (self->found, g_get_monotonic_time ());
  int gravest = ZB_HERALD_SILENT;

  for (guint i = 0; ids && i < ids->len; i++)
    {
      const int heard = tell_found (self, zb_world_lookup (self->world, ZB_KIND_ALERT, ids->pdata[i]));
      gravest = MAX (gravest, heard);
    }
  if (gravest != ZB_HERALD_SILENT)
    zb_sounder_sound (self->sounder, gravest);
}

/**
 * zb_herald_tell_line:
 * @self: a herald
 *
 * Whoever relies on being called hears that they are not, and is told when they are again.
 */
void
zb_herald_tell_line (ZbHerald *self)
{
  const ZbLineNews news = zb_line_watch_look (self->line, zb_now ());
  const gboolean is_down = news == ZB_LINE_NEWS_LOST || news == ZB_LINE_NEWS_ENDED;
  const char *words = zb_line_news_words (news);

  if (news == ZB_LINE_NEWS_NONE)
    return;
  zb_notices_tell_line (self->notices, words, is_down);
  if (is_down)
    zb_sounder_sound (self->sounder, ZB_MELODY_LINE);
  if (words)
    zb_voice_speak (self->voice, words, FALSE);
}

static gboolean
is_put_aside_no_more (const char *id, gpointer data)
{
  const ZbAlert *alert = zb_world_lookup (ZB_HERALD (data)->world, ZB_KIND_ALERT, id);

  return !alert || alert->snoozed_until == 0;
}

static void
on_woken (const char *id, gpointer data)
{
  ZbHerald *self = data;
  const ZbAlert *alert = zb_world_lookup (self->world, ZB_KIND_ALERT, id);

  if (self->officer && alert && zb_news_needs_somebody (alert))
    tell (self, alert);
}

/**
 * zb_herald_wake:
 * @self: a herald
 *
 * Tells of what was put aside and is no more. The platform says when a time is over; without a line nobody
 * does.
 */
void
zb_herald_wake (ZbHerald *self)
{
  zb_snoozes_forget_if (self->snoozes, is_put_aside_no_more, self);
  zb_snoozes_wake (self->snoozes, zb_now (), on_woken, self);
}

static void
note_drill (ZbHerald *self, const ZbAlert *alert, const char *id)
{
  if (alert && ZB_ENTITY (alert)->mode == ZB_MODE_DRILL && zb_alert_is_open (alert))
    g_hash_table_add (self->drills, g_strdup (id));
  else
    g_hash_table_remove (self->drills, id);
}

/**
 * zb_herald_settle:
 * @self: a herald
 * @id: the id of an alert
 *
 * Has no more to tell of it.
 */
void
zb_herald_settle (ZbHerald *self, const char *id)
{
  zb_bell_settle (self->bell, id);
  zb_found_remove (self->found, id);
  zb_notices_withdraw (self->notices, id);
}

/* What a list says anew of an alert that was known is told of by no event: it is found. Where an event
 * follows, that is told of at once. */
static void
on_changed (ZbHerald *self, ZbAlert *alert)
{
  const ZbAlertBefore *before;

  note_snooze (self, alert);
  if (self->officer && zb_news_needs_look (alert))
    {
      before = zb_alert_memory_get_before (self->memory, ZB_ENTITY (alert)->id);
      if (before && is_told_anew (self, alert, before))
        find (self, alert);
    }
  zb_herald_watch_clock (self);
}

/* Whoever held an alert hears that another has taken it. */
static gboolean
has_lost (ZbHerald *self, ZbEvent *event, const ZbAlert *alert)
{
  const ZbAlertBefore *before = zb_alert_memory_get_before (self->memory, event->id);

  return before && self->officer && zb_news_was_held_by (before, self->officer) &&
         alert->state == ZB_ALERT_CLAIMED && alert->claim && g_strcmp0 (alert->claim->by, self->officer) != 0;
}

/* What the feed catches up with after the line was down is told of as what a list brings: as one, and only
 * where nobody has taken it meanwhile. */
#define LATE_AFTER (10 * G_TIME_SPAN_SECOND)

static gboolean
is_late (const ZbAlert *alert)
{
  const gint64 at = ZB_ENTITY (alert)->updated_at;

  return at > 0 && zb_now () - at > LATE_AFTER;
}

static void
tell_news (ZbHerald *self, const ZbAlert *alert)
{
  if (is_late (alert))
    {
      find (self, alert);
      return;
    }
  zb_found_remove (self->found, ZB_ENTITY (alert)->id);
  tell (self, alert);
}

static void
on_applied (ZbHerald *self, ZbEvent *event)
{
  const ZbAlert *alert = event->kind == ZB_KIND_ALERT ? (const ZbAlert *)event->entity : NULL;

  if (event->kind != ZB_KIND_ALERT)
    return;
  note_drill (self, alert, event->id);
  if (!alert || !zb_news_needs_somebody (alert))
    zb_bell_settle (self->bell, event->id);
  if (!alert || !zb_news_needs_look (alert))
    zb_notices_withdraw (self->notices, event->id);
  if (alert && has_lost (self, event, alert) && !zb_herald_is_muted (self, ZB_SEVERITY_MEDIUM))
    zb_sounder_sound (self->sounder, ZB_SEVERITY_MEDIUM);
  if (alert && is_news (self, event, alert))
    tell_news (self, alert);
  zb_herald_watch_clock (self);
}

/* What was not done after all: the platform has refused it, which is heard at once; or the officer has taken
 * it back, and has the alert before them, so that it rings on as before. */
static void
undo (ZbHerald *self, const ZbAlert *alert, ZbCommandState state)
{
  if (!zb_news_needs_somebody (alert))
    return;
  if (state == ZB_COMMAND_REFUSED)
    zb_herald_sound (self, alert);
  else if (state == ZB_COMMAND_WITHDRAWN)
    zb_bell_ring (self->bell, ZB_ENTITY (alert)->id, alert->severity, zb_now ());
}

/* What the officer does with an alert quietens it here before the platform has heard of it. A command that
 * goes without a word, as when its officer signs out, tells of nothing. */
static void
on_pending (ZbHerald *self, const char *id)
{
  const ZbAlert *alert = id ? zb_world_lookup (self->world, ZB_KIND_ALERT, id) : NULL;
  ZbCommand *command = id ? zb_world_find_command (self->world, id) : NULL;

  if (alert && command && is_under_way (command))
    {
      g_hash_table_add (self->acted, g_strdup (id));
      zb_herald_settle (self, id);
    }
  else if (id && g_hash_table_remove (self->acted, id) && alert && command)
    undo (self, alert, zb_command_get_state (command));
  zb_herald_watch_clock (self);
}

/**
 * zb_herald_follow_world:
 * @self: a herald
 *
 * Listens to what happens to alerts, and to what its officer does with them.
 */
void
zb_herald_follow_world (ZbHerald *self)
{
  ZbStore *alerts = zb_world_get_store (self->world, ZB_KIND_ALERT);

  g_signal_connect_object (alerts, "items-changed", G_CALLBACK (on_items_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (alerts, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->world, "applied", G_CALLBACK (on_applied), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->world, "pending-changed", G_CALLBACK (on_pending), self, G_CONNECT_SWAPPED);
}
