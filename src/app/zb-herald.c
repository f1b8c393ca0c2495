/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-herald-private.h"

#include "zb-mutes.h"
#include "zb-news.h"
#include "zb-now.h"

G_DEFINE_FINAL_TYPE (ZbHerald, zb_herald, G_TYPE_OBJECT)

/* What goes on after its verdict rings once, and has its notice until it is seen: nobody can claim it. */
static gboolean
needs_no_look (const char *id, gpointer data)
{
  ZbHerald *self = data;
  const ZbAlert *alert = zb_world_lookup (self->world, ZB_KIND_ALERT, id);

  return !alert || !zb_news_needs_look (alert);
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
      zb_herald_find_from (self, 0, zb_store_get_size (zb_world_get_store (self->world, ZB_KIND_ALERT)));
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
  zb_herald_watch_clock (self);
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
  zb_herald_settle (self, alert);
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
  zb_herald_add_actions (self);
  zb_herald_follow_sounds (self);
  zb_herald_follow_mutes (self);
  g_signal_connect_object (settings, "changed", G_CALLBACK (zb_herald_follow_sounds), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::mutes", G_CALLBACK (zb_herald_follow_mutes), self,
                           G_CONNECT_SWAPPED);
  zb_herald_follow_world (self);
  zb_herald_find_from (self, 0, zb_store_get_size (zb_world_get_store (world, ZB_KIND_ALERT)));
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
  g_signal_new ("muted-changed", ZB_TYPE_HERALD, G_SIGNAL_RUN_FIRST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                G_TYPE_UINT);
  /**
   * ZbHerald::broke-in:
   * @self: a herald
   * @alert: the id of an alert
   * @words: what is to be said of it
   *
   * An urgent alert of the real world has come while the desk practises.
   */
  g_signal_new ("broke-in", ZB_TYPE_HERALD, G_SIGNAL_RUN_FIRST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                G_TYPE_STRING, G_TYPE_STRING);
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
