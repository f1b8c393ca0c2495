/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-herald.h"

#include "zb-alert-memory.h"
#include "zb-alert.h"
#include "zb-bell.h"
#include "zb-found.h"
#include "zb-melody.h"
#include "zb-mutes.h"
#include "zb-news.h"
#include "zb-notice-actions.h"
#include "zb-notices.h"
#include "zb-now.h"
#include "zb-snoozes.h"
#include "zb-voice.h"

#include <glib/gi18n.h>

/**
 * ZbHerald:
 *
 * Tells an officer who does not look. An alert that is new, becomes graver or is new again sounds by its
 * severity, and goes on sounding until somebody has taken it or the officer has hushed it; while the window
 * is not in front it is a notice of the desktop, otherwise a screen reader is told. Severities that the
 * officer has muted do none of it; urgent ones cannot be muted, and a live one breaks into a drill. That no
 * alerts come in is told of as well. Listens
 * to the world and not to a view, because views rest while the window is minimised, and has a clock of its
 * own, because that of the frames rests, too.
 */
struct _ZbHerald
{
  GObject parent_instance;
  GtkApplication *application;
  ZbWorld *world;
  GSettings *settings;
  ZbSounder *sounder;
  ZbAlertMemory *memory;
  ZbBell *bell;
  ZbVoice *voice;
  ZbNotices *notices;
  ZbSnoozes *snoozes;
  ZbFound *found;
  ZbLineWatch *line;
  GHashTable *drills; /* ids of open alerts that are only practised */
  GHashTable *acted;  /* ids of alerts that the officer has done something with, which is under way */
  char *officer;
  guint muted;
  guint tick, mute_tick;
  gboolean drill;
  gboolean was_up; /* the line, since this officer sits here */
};

enum
{
  MUTED_CHANGED,
  BROKE_IN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

#define TICK_MS 250
#define SILENT (-1)
#define MUTE_TICK_SECONDS 5
#define URGENT_EVERY 5

G_DEFINE_FINAL_TYPE (ZbHerald, zb_herald, G_TYPE_OBJECT)

static gboolean
is_muted (ZbHerald *self, int severity)
{
  return (self->muted & (1u << severity)) != 0;
}

/* Also what has gone without an event, as after a line that was down. */
static gboolean
is_taken (const char *id, gpointer data)
{
  ZbHerald *self = data;
  const ZbAlert *alert = zb_world_lookup (self->world, ZB_KIND_ALERT, id);

  return !alert || !zb_news_needs_somebody (alert);
}

/* What goes on after its verdict rings once, and has its notice until it is seen: nobody can claim it. */
static gboolean
needs_no_look (const char *id, gpointer data)
{
  ZbHerald *self = data;
  const ZbAlert *alert = zb_world_lookup (self->world, ZB_KIND_ALERT, id);

  return !alert || !zb_news_needs_look (alert);
}

/* --- sound --------------------------------------------------------------------------------------------- */

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

static void wake (ZbHerald *self);
static void tell_all_found (ZbHerald *self);
static void tell_line (ZbHerald *self);

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

  wake (self);
  tell_all_found (self);
  tell_line (self);
  strike (self);
  zb_voice_sum_up (self->voice, zb_now ());
  if (needs_clock (self))
    return G_SOURCE_CONTINUE;
  self->tick = 0;
  return G_SOURCE_REMOVE;
}

static void
watch_clock (ZbHerald *self)
{
  if (self->tick == 0 && needs_clock (self))
    self->tick = g_timeout_add (TICK_MS, on_tick, self);
}

/* News of what somebody has already is heard once. Returns the severity that is to be heard now. */
static int
ring (ZbHerald *self, const ZbAlert *alert)
{
  const char *id = ZB_ENTITY (alert)->id;
  const gboolean heard = zb_bell_ring (self->bell, id, alert->severity, zb_now ());

  if (!zb_news_needs_somebody (alert))
    zb_bell_settle (self->bell, id);
  return heard && !is_muted (self, alert->severity) ? alert->severity : SILENT;
}

static void
sound (ZbHerald *self, const ZbAlert *alert)
{
  if (ring (self, alert) != SILENT)
    zb_sounder_sound (self->sounder, alert->severity);
}

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

/* What was fetched in a list is told of by no event: it is found, if somebody sits here. */
static void
ring_from (ZbHerald *self, guint position, guint n)
{
  ZbStore *store = zb_world_get_store (self->world, ZB_KIND_ALERT);

  for (guint i = position; i < position + n; i++)
    {
      const ZbAlert *alert = zb_store_get_nth (store, i);
      note_snooze (self, alert);
      if (self->officer && zb_news_needs_look (alert))
        find (self, alert);
    }
  watch_clock (self);
}

/* Where one is taken out the last one of the store moves into its place, which is nothing new. */
static void
on_items_changed (ZbHerald *self, guint position, guint removed, guint added)
{
  if (removed == 0)
    ring_from (self, position, added);
}

static void
follow_sounds (ZbHerald *self)
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

/* --- mutes --------------------------------------------------------------------------------------------- */

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

static void
follow_mutes (ZbHerald *self)
{
  const guint muted = zb_mutes_get_muted (self->settings, zb_now ());

  if (muted && self->mute_tick == 0)
    self->mute_tick = g_timeout_add_seconds (MUTE_TICK_SECONDS, on_mute_tick, self);
  if (muted == self->muted)
    return;
  self->muted = muted;
  g_signal_emit (self, signals[MUTED_CHANGED], 0, muted);
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

static void
add_actions (ZbHerald *self)
{
  add_action (self, g_simple_action_new ("hush", NULL), G_CALLBACK (on_hush));
  add_action (self, g_simple_action_new ("mute", G_VARIANT_TYPE ("(su)")), G_CALLBACK (on_mute));
  zb_notice_actions_add (self->application);
}

/* --- news ------------------------------------------------------------------------------------------------
 */

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
  sound (self, alert);
  zb_notices_add (self->notices, alert);
  zb_voice_break_in (self->voice, words, zb_now ());
  g_signal_emit (self, signals[BROKE_IN], 0, ZB_ENTITY (alert)->id, words);
}

/* To a screen reader where the officer has the window before them, otherwise to the desktop. */
static void
say (ZbHerald *self, const ZbAlert *alert)
{
  GtkWindow *window = gtk_application_get_active_window (self->application);
  g_autofree char *words = NULL;

  if (is_muted (self, alert->severity))
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
  sound (self, alert);
  say (self, alert);
}

/* Returns the severity that is to be heard of it. */
static int
tell_found (ZbHerald *self, const ZbAlert *alert)
{
  int heard = SILENT;

  if (!alert || !zb_news_needs_look (alert))
    return SILENT;
  if (breaks_in (self, alert))
    break_in (self, alert);
  else
    {
      heard = ring (self, alert);
      say (self, alert);
    }
  return heard;
}

/* However many there are, they are one sound: that of the gravest. */
static void
tell_all_found (ZbHerald *self)
{
  g_autoptr (GPtrArray) ids = zb_found_take (self->found, g_get_monotonic_time ());
  int gravest = SILENT;

  for (guint i = 0; ids && i < ids->len; i++)
    {
      const int heard = tell_found (self, zb_world_lookup (self->world, ZB_KIND_ALERT, ids->pdata[i]));
      gravest = MAX (gravest, heard);
    }
  if (gravest != SILENT)
    zb_sounder_sound (self->sounder, gravest);
}

/* Whoever relies on being called hears that they are not, and is told when they are again. */
static void
tell_line (ZbHerald *self)
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

/* The platform says when a time is over; without a line nobody does. */
static void
wake (ZbHerald *self)
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

static void
settle (ZbHerald *self, const char *id)
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
  watch_clock (self);
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
  if (alert && has_lost (self, event, alert) && !is_muted (self, ZB_SEVERITY_MEDIUM))
    zb_sounder_sound (self->sounder, ZB_SEVERITY_MEDIUM);
  if (alert && is_news (self, event, alert))
    tell_news (self, alert);
  watch_clock (self);
}

/* What was not done after all: the platform has refused it, which is heard at once; or the officer has taken
 * it back, and has the alert before them, so that it rings on as before. */
static void
undo (ZbHerald *self, const ZbAlert *alert, ZbCommandState state)
{
  if (!zb_news_needs_somebody (alert))
    return;
  if (state == ZB_COMMAND_REFUSED)
    sound (self, alert);
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
      settle (self, id);
    }
  else if (id && g_hash_table_remove (self->acted, id) && alert && command)
    undo (self, alert, zb_command_get_state (command));
  watch_clock (self);
}

/**
 * zb_herald_set_officer:
 * @self: a herald
 * @officer: (nullable): the id of the account that sits at the desk
 *
 * Another officer hears what the one before had muted, and what nobody has taken yet; where nobody sits,
 * nothing goes on ringing.
 */
void
zb_herald_set_officer (ZbHerald *self, const char *officer)
{
  g_return_if_fail (ZB_IS_HERALD (self));
  if (!g_set_str (&self->officer, officer))
    return;
  g_hash_table_remove_all (self->acted);
  zb_found_clear (self->found);
  self->was_up = FALSE;
  if (officer)
    {
      zb_mutes_set_officer (self->settings, officer);
      ring_from (self, 0, zb_store_get_size (zb_world_get_store (self->world, ZB_KIND_ALERT)));
      return;
    }
  zb_bell_hush (self->bell);
  zb_sounder_hush (self->sounder);
  zb_voice_forget (self->voice);
  zb_notices_withdraw_all (self->notices);
}

/**
 * zb_herald_set_drill:
 * @self: a herald
 * @drill: whether the desk practises
 *
 * In a drill an urgent alert of the real world breaks in, see #ZbHerald::broke-in. Open alerts that are only
 * practised make a drill by themselves.
 */
void
zb_herald_set_drill (ZbHerald *self, gboolean drill)
{
  g_return_if_fail (ZB_IS_HERALD (self));
  self->drill = drill;
}

/**
 * zb_herald_set_line:
 * @self: a herald
 * @line: how the line to the platform is
 *
 * Whoever waits for alerts is told when they do not come in for a while, and when they do again, see
 * #ZbLineWatch. What is found after the line has been up for the officer who sits here has come while it was
 * down, and is told of.
 */
void
zb_herald_set_line (ZbHerald *self, ZbLine line)
{
  g_return_if_fail (ZB_IS_HERALD (self));
  self->was_up |= line == ZB_LINE_UP;
  zb_line_watch_note (self->line, line, zb_now ());
  watch_clock (self);
}

/**
 * zb_herald_see:
 * @self: a herald
 * @alert: the id of an alert
 *
 * The officer has it before them: it rings no more at this seat, until there is news of it.
 */
void
zb_herald_see (ZbHerald *self, const char *alert)
{
  g_return_if_fail (ZB_IS_HERALD (self));
  settle (self, alert);
}

/**
 * zb_herald_tell_sound:
 * @self: a herald
 * @words: (nullable): what is wrong with the sound, %NULL where nothing is any more
 *
 * Tells an officer who relies on being called that they will not be.
 */
void
zb_herald_tell_sound (ZbHerald *self, const char *words)
{
  g_return_if_fail (ZB_IS_HERALD (self));
  zb_notices_tell_sound (self->notices, words);
  if (words)
    zb_voice_speak (self->voice, words, FALSE);
}

/**
 * zb_herald_new:
 * @application: the console, for notices
 * @world: what it listens to
 * @settings: how it may sound, and what is muted
 *
 * Returns: (transfer full): a herald
 */
ZbHerald *
zb_herald_new (GtkApplication *application, ZbWorld *world, GSettings *settings)
{
  ZbHerald *self = g_object_new (ZB_TYPE_HERALD, NULL);

  self->application = application;
  self->voice = zb_voice_new (application);
  self->world = g_object_ref (world);
  self->settings = g_object_ref (settings);
  self->memory = zb_alert_memory_new (world);
  self->notices = zb_notices_new (G_APPLICATION (application));
  zb_notices_set_test (self->notices, needs_no_look, self);
  add_actions (self);
  follow_sounds (self);
  follow_mutes (self);
  g_signal_connect_object (settings, "changed", G_CALLBACK (follow_sounds), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::mutes", G_CALLBACK (follow_mutes), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (zb_world_get_store (world, ZB_KIND_ALERT), "items-changed",
                           G_CALLBACK (on_items_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (zb_world_get_store (world, ZB_KIND_ALERT), "changed", G_CALLBACK (on_changed),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (world, "applied", G_CALLBACK (on_applied), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (world, "pending-changed", G_CALLBACK (on_pending), self, G_CONNECT_SWAPPED);
  ring_from (self, 0, zb_store_get_size (zb_world_get_store (world, ZB_KIND_ALERT)));
  return self;
}

/**
 * zb_herald_get_muted:
 * @self: a herald
 *
 * Returns: the severities that are muted at this seat, one bit each: 1 << #ZbSeverity
 */
guint
zb_herald_get_muted (ZbHerald *self)
{
  g_return_val_if_fail (ZB_IS_HERALD (self), 0);
  return self->muted;
}

/**
 * zb_herald_get_n_sounded:
 * @self: a herald
 *
 * Returns: how often it has sounded
 */
guint
zb_herald_get_n_sounded (ZbHerald *self)
{
  g_return_val_if_fail (ZB_IS_HERALD (self), 0);
  return zb_sounder_get_n_sounded (self->sounder);
}

/**
 * zb_herald_get_sounder:
 * @self: a herald
 *
 * Returns: (transfer none): what it sounds with
 */
ZbSounder *
zb_herald_get_sounder (ZbHerald *self)
{
  g_return_val_if_fail (ZB_IS_HERALD (self), NULL);
  return self->sounder;
}

/**
 * zb_herald_get_n_announced:
 * @self: a herald
 *
 * Returns: how often it has told a screen reader
 */
guint
zb_herald_get_n_announced (ZbHerald *self)
{
  g_return_val_if_fail (ZB_IS_HERALD (self), 0);
  return zb_voice_get_n_said (self->voice);
}

/**
 * zb_herald_get_announced:
 * @self: a herald
 *
 * Returns: (transfer none) (nullable): what it has told a screen reader last
 */
const char *
zb_herald_get_announced (ZbHerald *self)
{
  g_return_val_if_fail (ZB_IS_HERALD (self), NULL);
  return zb_voice_get_said (self->voice);
}

static void
zb_herald_dispose (GObject *object)
{
  ZbHerald *self = ZB_HERALD (object);

  g_clear_handle_id (&self->tick, g_source_remove);
  g_clear_handle_id (&self->mute_tick, g_source_remove);
  g_clear_object (&self->sounder);
  g_clear_object (&self->memory);
  g_clear_object (&self->bell);
  g_clear_object (&self->voice);
  g_clear_object (&self->notices);
  g_clear_object (&self->snoozes);
  g_clear_object (&self->found);
  g_clear_object (&self->line);
  g_clear_pointer (&self->drills, g_hash_table_unref);
  g_clear_pointer (&self->acted, g_hash_table_unref);
  g_clear_pointer (&self->officer, g_free);
  g_clear_object (&self->settings);
  g_clear_object (&self->world);
  G_OBJECT_CLASS (zb_herald_parent_class)->dispose (object);
}

static void
zb_herald_class_init (ZbHeraldClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = zb_herald_dispose;
  /**
   * ZbHerald::muted-changed:
   * @self: a herald
   * @muted: the severities that are muted at this seat from now on, one bit each: 1 << #ZbSeverity
   *
   * The officer has muted something, has let it sound again, or a mute has ended.
   */
  signals[MUTED_CHANGED] = g_signal_new ("muted-changed", ZB_TYPE_HERALD, G_SIGNAL_RUN_FIRST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  /**
   * ZbHerald::broke-in:
   * @self: a herald
   * @alert: the id of an alert
   * @words: what is to be said of it
   *
   * An urgent alert of the real world has come while the desk practises.
   */
  signals[BROKE_IN] = g_signal_new ("broke-in", ZB_TYPE_HERALD, G_SIGNAL_RUN_FIRST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
zb_herald_init (ZbHerald *self)
{
  self->sounder = zb_sounder_new ();
  self->bell = zb_bell_new ();
  self->snoozes = zb_snoozes_new ();
  self->found = zb_found_new ();
  self->line = zb_line_watch_new ();
  self->drills = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->acted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}
