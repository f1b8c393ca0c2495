/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-playback-bar-private.h"

#include "zb-export-dialog.h"
#include "zb-now.h"
#include "zb-replay-words.h"
#include "zb-status-dot.h"

#include <glib/gi18n.h>

/**
 * ZbPlaybackBar:
 *
 * What was recorded of the selected tile's camera, and everything that plays it back: in that tile, while the
 * others stay live. The recorded pictures are the tile's; the bar only steers them.
 */

enum
{
  BESIDE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZbPlaybackBar, zb_playback_bar, ADW_TYPE_BIN)

#define NOTE_FOR (10 * G_USEC_PER_SEC)
#define LIVE_FROM G_USEC_PER_SEC         /* who seeks a moment that is not older wants what is live */
#define USUAL_MARK (30 * G_USEC_PER_SEC) /* around the playhead, where nothing is marked */

static ZbReplay *
get_replay (ZbPlaybackBar *self)
{
  return self->tile ? zb_tile_get_replay (self->tile) : NULL;
}

/* --- what it says ----------------------------------------------------------------------------------- */

/**
 * zb_playback_bar_say:
 * @self: a bar
 * @words: (nullable): what has happened
 *
 * Says it for a while.
 */
void
zb_playback_bar_say (ZbPlaybackBar *self, const char *words)
{
  gtk_label_set_label (self->note, words ? words : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->note), words);
  self->noted_at = words ? g_get_monotonic_time () : 0;
}

static void
on_jumped (ZbPlaybackBar *self, gint64 from, gint64 until, gboolean broken)
{
  g_autofree char *times = zb_replay_words_span (from, until);
  g_autofree char *words = g_strdup_printf (
      broken ? _ ("Cannot be read, passed over: %s") : _ ("Not recorded, passed over: %s"), times);

  zb_playback_bar_say (self, words);
}

static void on_day_chosen (ZbPlaybackBar *self);

/* The day of the playhead; whole days of here. */
static void
show_day (ZbPlaybackBar *self)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc_usec (zb_timeline_get_position (self->timeline));
  g_autoptr (GDateTime) local = g_date_time_to_local (utc);
  const gint64 day = g_date_time_get_year (local) * 1000 + g_date_time_get_day_of_year (local);
  g_autofree char *text = NULL;

  if (self->shown_day == day)
    return;
  self->shown_day = day;
  text = g_date_time_format (local, "%Y-%m-%d");
  gtk_menu_button_set_label (self->day_button, text);
  g_signal_handlers_block_by_func (self->calendar, on_day_chosen, self);
  gtk_calendar_select_day (self->calendar, local);
  g_signal_handlers_unblock_by_func (self->calendar, on_day_chosen, self);
}

static void
show_speed (ZbPlaybackBar *self, ZbReplay *replay)
{
  g_autofree char *text = zb_replay_words_speed (replay ? zb_replay_get_speed (replay) : 1);

  gtk_menu_button_set_label (self->speed_button, text);
}

static void
enable (ZbPlaybackBar *self, ZbReplay *replay, gboolean possible)
{
  static const char *const always[] = { "playback.toggle", "playback.skip", "playback.beside",
                                        "playback.export" };
  gint64 from, until;

  for (guint i = 0; i < G_N_ELEMENTS (always); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), always[i], possible);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "playback.step", possible && replay);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "playback.speed", possible && replay);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "playback.live", replay != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "playback.hold",
                                 possible && zb_timeline_get_mark (self->timeline, &from, &until));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "playback.release", possible);
  gtk_widget_set_sensitive (GTK_WIDGET (self->day_button), possible);
  gtk_widget_set_sensitive (self->keep_button, possible);
  gtk_widget_set_sensitive (GTK_WIDGET (self->speed_button), possible && replay);
}

/* Until the platform has answered, recordings are taken to be there: the line fills by itself. */
static const char *
find_reason (ZbPlaybackBar *self)
{
  const gboolean none = self->recordings && !self->recordings->recorded && self->recordings->kept_since == 0;

  if (!self->camera)
    return _ ("The selected tile is dark");
  if (!self->media)
    return "";
  return none ? _ ("This camera is not recorded") : NULL;
}

/**
 * zb_playback_bar_update:
 * @self: a bar
 *
 * Shows how it stands with the tile.
 */
void
zb_playback_bar_update (ZbPlaybackBar *self)
{
  ZbReplay *replay = get_replay (self);
  const char *reason = find_reason (self);

  gtk_label_set_label (self->camera_name, self->camera && self->camera->name ? self->camera->name : "");
  gtk_label_set_label (self->none_label, reason ? reason : "");
  gtk_stack_set_visible_child_name (self->stack, reason ? "none" : "line");
  gtk_image_set_from_icon_name (
      self->play_icon, replay && zb_replay_get_playing (replay) ? "zb-pause-symbolic" : "zb-play-symbolic");
  if (replay || !self->camera)
    gtk_widget_remove_css_class (self->live_button, "on");
  else
    gtk_widget_add_css_class (self->live_button, "on");
  show_speed (self, replay);
  show_day (self);
  enable (self, replay, reason == NULL);
}

static void
on_position (ZbPlaybackBar *self)
{
  ZbReplay *replay = get_replay (self);

  zb_timeline_set_position (self->timeline, replay ? zb_replay_get_position (replay) : 0);
  show_day (self);
}

static void
on_state (ZbPlaybackBar *self)
{
  ZbReplay *replay = get_replay (self);

  if (replay && zb_replay_get_state (replay) == ZB_REPLAY_ENDED)
    zb_playback_bar_say (self, _ ("The recording ends here. What is live goes on."));
  zb_playback_bar_update (self);
}

/* --- the tile ---------------------------------------------------------------------------------------- */

static void
on_replay (ZbPlaybackBar *self)
{
  g_signal_group_set_target (self->replay_signals, get_replay (self));
  on_position (self);
  zb_playback_bar_update (self);
}

/* What is marked belongs to a camera. */
static void
on_device (ZbPlaybackBar *self)
{
  ZbDevice *camera = self->tile ? zb_tile_get_device (self->tile) : NULL;

  if (g_set_object (&self->camera, camera))
    {
      zb_timeline_set_mark (self->timeline, 0, 0);
      zb_playback_bar_say (self, NULL);
      zb_playback_bar_forget_recordings (self);
      zb_playback_bar_fill_alerts (self);
    }
  on_replay (self);
  zb_playback_bar_ask_recordings (self);
}

/**
 * zb_playback_bar_set_tile:
 * @self: a bar
 * @tile: (nullable): whose pictures it steers
 */
void
zb_playback_bar_set_tile (ZbPlaybackBar *self, ZbTile *tile)
{
  g_return_if_fail (ZB_IS_PLAYBACK_BAR (self));
  if (g_set_object (&self->tile, tile))
    g_signal_group_set_target (self->tile_signals, tile);
  on_device (self);
}

/**
 * zb_playback_bar_set_media:
 * @self: a bar
 * @media: (nullable): whoever gets leave to play back
 */
void
zb_playback_bar_set_media (ZbPlaybackBar *self, ZbMedia *media)
{
  g_return_if_fail (ZB_IS_PLAYBACK_BAR (self));
  if (!g_set_object (&self->media, media))
    return;
  g_clear_object (&self->keeping);
  zb_playback_bar_forget_recordings (self);
  zb_playback_bar_ask_recordings (self);
  zb_playback_bar_update (self);
}

static void
on_alerts_changed (ZbPlaybackBar *self)
{
  self->alerts_changed = TRUE;
}

/**
 * zb_playback_bar_set_world:
 * @self: a bar
 * @world: (nullable): whose alerts are marked
 */
void
zb_playback_bar_set_world (ZbPlaybackBar *self, ZbWorld *world)
{
  g_return_if_fail (ZB_IS_PLAYBACK_BAR (self));
  if (!g_set_object (&self->world, world))
    return;
  g_signal_group_set_target (self->alert_signals, world ? zb_world_get_store (world, ZB_KIND_ALERT) : NULL);
  self->alerts_changed = TRUE;
}

/* --- playing --------------------------------------------------------------------------------------- */

static ZbReplay *
begin (ZbPlaybackBar *self)
{
  g_autoptr (ZbReplay) replay = NULL;

  if (!self->tile || !self->camera || !self->media)
    return NULL;
  if (get_replay (self))
    return get_replay (self);
  replay = zb_replay_new (self->media, ZB_ENTITY (self->camera)->id);
  zb_tile_set_replay (self->tile, replay);
  return get_replay (self);
}

static void
go_live (ZbPlaybackBar *self)
{
  if (get_replay (self))
    zb_tile_set_replay (self->tile, NULL);
}

static void
go_to (ZbPlaybackBar *self, gint64 time, gboolean playing)
{
  ZbReplay *replay;

  if (time > zb_now () - LIVE_FROM)
    {
      go_live (self);
      return;
    }
  replay = begin (self);
  if (!replay)
    return;
  zb_replay_seek (replay, time);
  if (playing)
    zb_replay_set_playing (replay, TRUE);
}

/**
 * zb_playback_bar_play:
 * @self: a bar
 * @time: a moment, µs UTC
 *
 * Plays back from then on, in its tile.
 */
void
zb_playback_bar_play (ZbPlaybackBar *self, gint64 time)
{
  g_return_if_fail (ZB_IS_PLAYBACK_BAR (self));
  go_to (self, time, TRUE);
}

/**
 * zb_playback_bar_get_timeline:
 * @self: a bar
 *
 * Returns: (transfer none): its timeline
 */
ZbTimeline *
zb_playback_bar_get_timeline (ZbPlaybackBar *self)
{
  g_return_val_if_fail (ZB_IS_PLAYBACK_BAR (self), NULL);
  return self->timeline;
}

/* From what is live the way into the past is one that runs; who has it stand still wants it to stand. */
static void
on_sought (ZbPlaybackBar *self, gint64 time)
{
  go_to (self, time, get_replay (self) == NULL);
}

static void
on_alert_chosen (ZbPlaybackBar *self, ZbAlert *alert)
{
  go_to (self, alert->first_at - ZB_PLAYBACK_BEFORE_ALERT, TRUE);
}

static void
on_toggled (ZbPlaybackBar *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "playback.toggle", NULL);
}

static void
on_stepped (ZbPlaybackBar *self, gboolean forwards)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "playback.step", "b", forwards);
}

static void
on_marked (ZbPlaybackBar *self)
{
  zb_playback_bar_update (self);
}

static void
on_moved (ZbPlaybackBar *self)
{
  /* None while the bar is being made. */
  if (self->timeline)
    zb_playback_bar_ask_recordings (self);
}

static void
on_span_chosen (ZbPlaybackBar *self)
{
  const char *name = self->spans && self->timeline ? adw_toggle_group_get_active_name (self->spans) : NULL;

  if (!name)
    return;
  zb_timeline_set_span (self->timeline, g_str_equal (name, "30min") ? 30 * G_TIME_SPAN_MINUTE
                                        : g_str_equal (name, "24h") ? 24 * G_TIME_SPAN_HOUR
                                                                    : 2 * G_TIME_SPAN_HOUR);
}

/* The same time of that day; it is looked at standing still. */
static void
on_day_chosen (ZbPlaybackBar *self)
{
  g_autoptr (GDateTime) day = gtk_calendar_get_date (self->calendar);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc_usec (zb_timeline_get_position (self->timeline));
  g_autoptr (GDateTime) old = g_date_time_to_local (utc);
  g_autoptr (GDateTime) moment = g_date_time_new_local (
      g_date_time_get_year (day), g_date_time_get_month (day), g_date_time_get_day_of_month (day),
      g_date_time_get_hour (old), g_date_time_get_minute (old), g_date_time_get_seconds (old));

  gtk_menu_button_popdown (self->day_button);
  if (moment)
    go_to (self, g_date_time_to_unix_usec (moment), FALSE);
}

/* --- actions ------------------------------------------------------------------------------------- */

static void
act_toggle (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbPlaybackBar *self = ZB_PLAYBACK_BAR (widget);
  ZbReplay *replay = get_replay (self);

  if (replay)
    zb_replay_set_playing (replay, !zb_replay_get_playing (replay));
  else
    go_to (self, zb_now () - ZB_PLAYBACK_BEFORE_ALERT, TRUE);
}

static void
act_skip (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbPlaybackBar *self = ZB_PLAYBACK_BAR (widget);

  on_sought (self,
             zb_timeline_get_position (self->timeline) + g_variant_get_int32 (parameter) * G_USEC_PER_SEC);
}

static void
act_step (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbReplay *replay = get_replay (ZB_PLAYBACK_BAR (widget));

  if (replay)
    zb_replay_step (replay, g_variant_get_boolean (parameter));
}

static void
act_speed (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbReplay *replay = get_replay (ZB_PLAYBACK_BAR (widget));

  if (replay)
    zb_replay_set_speed (replay, g_variant_get_double (parameter));
}

static void
act_live (GtkWidget *widget, const char *name, GVariant *parameter)
{
  go_live (ZB_PLAYBACK_BAR (widget));
}

static void
act_beside (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[BESIDE], 0);
}

/* The marked span, else what is around the playhead. */
static void
act_export (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbPlaybackBar *self = ZB_PLAYBACK_BAR (widget);
  ZbReplay *replay = get_replay (self);
  const gint64 position = zb_timeline_get_position (self->timeline);
  ZbExportDialog *dialog;
  gint64 from, until;

  if (!self->media || !self->camera)
    return;
  if (!zb_timeline_get_mark (self->timeline, &from, &until))
    {
      from = position - USUAL_MARK;
      until = MIN (position + USUAL_MARK, zb_now ());
    }
  dialog = zb_export_dialog_new (self->media, self->camera, from, until);
  if (replay && zb_replay_get_frame (replay))
    zb_export_dialog_set_picture (dialog, zb_replay_get_frame (replay));
  adw_dialog_present (ADW_DIALOG (dialog), widget);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "playback.toggle", NULL, act_toggle);
  gtk_widget_class_install_action (widget_class, "playback.skip", "i", act_skip);
  gtk_widget_class_install_action (widget_class, "playback.step", "b", act_step);
  gtk_widget_class_install_action (widget_class, "playback.speed", "d", act_speed);
  gtk_widget_class_install_action (widget_class, "playback.live", NULL, act_live);
  gtk_widget_class_install_action (widget_class, "playback.beside", NULL, act_beside);
  gtk_widget_class_install_action (widget_class, "playback.export", NULL, act_export);
  zb_playback_bar_install_holds (widget_class);
}

/* --- GObject --------------------------------------------------------------------------------------- */

static gboolean
on_second (gpointer data)
{
  ZbPlaybackBar *self = data;

  zb_timeline_set_now (self->timeline, zb_now ());
  show_day (self);
  if (self->alerts_changed)
    zb_playback_bar_fill_alerts (self);
  zb_playback_bar_ask_recordings (self);
  if (self->noted_at && g_get_monotonic_time () - self->noted_at > NOTE_FOR)
    zb_playback_bar_say (self, NULL);
  return G_SOURCE_CONTINUE;
}

static void
zb_playback_bar_map (GtkWidget *widget)
{
  ZbPlaybackBar *self = ZB_PLAYBACK_BAR (widget);

  GTK_WIDGET_CLASS (zb_playback_bar_parent_class)->map (widget);
  self->second_source = g_timeout_add_seconds (1, on_second, self);
  on_second (self);
}

static void
zb_playback_bar_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&ZB_PLAYBACK_BAR (widget)->second_source, g_source_remove);
  GTK_WIDGET_CLASS (zb_playback_bar_parent_class)->unmap (widget);
}

static void
zb_playback_bar_dispose (GObject *object)
{
  ZbPlaybackBar *self = ZB_PLAYBACK_BAR (object);

  g_clear_handle_id (&self->second_source, g_source_remove);
  g_clear_object (&self->tile_signals);
  g_clear_object (&self->replay_signals);
  g_clear_object (&self->alert_signals);
  g_clear_object (&self->asking);
  g_clear_object (&self->keeping);
  g_clear_object (&self->recordings);
  g_clear_object (&self->tile);
  g_clear_object (&self->camera);
  g_clear_object (&self->media);
  g_clear_object (&self->world);
  gtk_widget_dispose_template (GTK_WIDGET (self), ZB_TYPE_PLAYBACK_BAR);
  G_OBJECT_CLASS (zb_playback_bar_parent_class)->dispose (object);
}

#define BIND(child) gtk_widget_class_bind_template_child (widget_class, ZbPlaybackBar, child)
#define CALL(callback) gtk_widget_class_bind_template_callback (widget_class, callback)

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/zhiban/Console/ui/video/playback-bar.ui");
  BIND (camera_name);
  BIND (day_button);
  BIND (day_popover);
  BIND (calendar);
  BIND (note);
  BIND (play_icon);
  BIND (speed_button);
  BIND (live_button);
  BIND (keep_button);
  BIND (spans);
  BIND (stack);
  BIND (timeline);
  BIND (none_label);
  CALL (on_sought);
  CALL (on_alert_chosen);
  CALL (on_toggled);
  CALL (on_stepped);
  CALL (on_marked);
  CALL (on_moved);
  CALL (on_span_chosen);
  CALL (on_day_chosen);
}

static void
zb_playback_bar_class_init (ZbPlaybackBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = zb_playback_bar_dispose;
  widget_class->map = zb_playback_bar_map;
  widget_class->unmap = zb_playback_bar_unmap;
  /**
   * ZbPlaybackBar::beside:
   * @self: a bar
   *
   * What its tile shows is to be played back in another, so that live and recorded stand side by side.
   */
  signals[BESIDE] =
      g_signal_new ("beside", ZB_TYPE_PLAYBACK_BAR, G_SIGNAL_RUN_FIRST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (ZB_TYPE_TIMELINE);
  g_type_ensure (ZB_TYPE_STATUS_DOT);
  bind_template (widget_class);
  install_actions (widget_class);
}

static void
fill_speeds (ZbPlaybackBar *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  guint n_speeds;
  const double *speeds = zb_replay_get_speeds (&n_speeds);

  for (guint i = 0; i < n_speeds; i++)
    {
      g_autofree char *label = zb_replay_words_speed (speeds[i]);
      g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);
      g_menu_item_set_action_and_target (item, "playback.speed", "d", speeds[i]);
      g_menu_append_item (menu, item);
    }
  gtk_menu_button_set_menu_model (self->speed_button, G_MENU_MODEL (menu));
}

static void
make_groups (ZbPlaybackBar *self)
{
  self->tile_signals = g_signal_group_new (ZB_TYPE_TILE);
  g_signal_group_connect_swapped (self->tile_signals, "notify::device", G_CALLBACK (on_device), self);
  g_signal_group_connect_swapped (self->tile_signals, "notify::replay", G_CALLBACK (on_replay), self);
  self->replay_signals = g_signal_group_new (ZB_TYPE_REPLAY);
  g_signal_group_connect_swapped (self->replay_signals, "notify::position", G_CALLBACK (on_position), self);
  g_signal_group_connect_swapped (self->replay_signals, "notify::state", G_CALLBACK (on_state), self);
  g_signal_group_connect_swapped (self->replay_signals, "notify::playing",
                                  G_CALLBACK (zb_playback_bar_update), self);
  g_signal_group_connect_swapped (self->replay_signals, "notify::speed", G_CALLBACK (zb_playback_bar_update),
                                  self);
  g_signal_group_connect_swapped (self->replay_signals, "jumped", G_CALLBACK (on_jumped), self);
  self->alert_signals = g_signal_group_new (ZB_TYPE_STORE);
  g_signal_group_connect_swapped (self->alert_signals, "items-changed", G_CALLBACK (on_alerts_changed), self);
  g_signal_group_connect_swapped (self->alert_signals, "changed", G_CALLBACK (on_alerts_changed), self);
}

static void
zb_playback_bar_init (ZbPlaybackBar *self)
{
  make_groups (self);
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_speeds (self);
  zb_timeline_set_now (self->timeline, zb_now ());
  zb_playback_bar_update (self);
}
