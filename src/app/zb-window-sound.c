/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is to be heard at this seat, as far as it is to be seen: the sound button with its mutes, the banner
 * of a sound device that is gone, and the word that breaks into a drill.
 */
#include "zb-window-sound.h"

#include "zb-drill-bar.h"
#include "zb-mutes.h"
#include "zb-now.h"
#include "zb-officer.h"
#include "zb-window-private.h"

#include <glib/gi18n.h>

/* --- mutes -----------------------------------------------------------------------------------------------
 */

static void
on_mutes (ZbWindow *self)
{
  const guint muted = zb_mutes_get_muted (self->settings, zb_now ());

  adw_split_button_set_icon_name (self->sound_button, muted ? "zb-sound-off-symbolic" : "zb-sound-symbolic");
}

static void
on_account (ZbWindow *self)
{
  ZbAccount *account = zb_desk_get_account (self->desk);

  zb_muted_line_set_account (self->muted_line, account ? ZB_ENTITY (account)->id : NULL);
}

static ZbMutedOfficer
read_officer (gpointer officer)
{
  const ZbOfficer *it = officer;

  return (ZbMutedOfficer){ it->account, it->name, it->muted, it->silent };
}

/**
 * zb_window_watch_mutes:
 * @self: the window
 *
 * Begins to show what is muted at this seat, and what at those of the others on watch.
 */
void
zb_window_watch_mutes (ZbWindow *self)
{
  zb_mute_panel_set_settings (self->mute_panel, self->settings);
  zb_muted_line_set_officers (self->muted_line, zb_world_get_officers (zb_desk_get_world (self->desk)),
                              read_officer);
  g_signal_connect_object (self->settings, "changed::mutes", G_CALLBACK (on_mutes), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->desk, "notify::account", G_CALLBACK (on_account), self, G_CONNECT_SWAPPED);
  on_mutes (self);
  on_account (self);
}

/**
 * zb_window_show_mutes:
 * @self: the window
 * @parameter: not used
 *
 * Opens what can be muted and for how long.
 */
void
zb_window_show_mutes (ZbWindow *self, GVariant *parameter)
{
  adw_split_button_popup (self->sound_button);
}

/* --- the herald ------------------------------------------------------------------------------------------
 */

static void
on_broke_in (ZbHerald *herald, const char *alert, const char *words, ZbWindow *self)
{
  AdwToast *toast = zb_window_say (self, words);

  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  adw_toast_set_timeout (toast, 0);
  adw_toast_set_button_label (toast, C_ ("notice", "Show"));
  adw_toast_set_action_name (toast, "app.show-alert");
  adw_toast_set_action_target (toast, "s", alert);
}

/* Whoever is on watch learns that this seat does not hear everything. */
static void
on_muted (ZbHerald *herald, guint muted, ZbDesk *desk)
{
  zb_link_set_muted (zb_desk_get_link (desk), muted);
}

/* What the officer has before them rings no more. */
static void
on_selected (ZbHerald *herald, GParamSpec *pspec, ZbDesk *desk)
{
  ZbAlert *alert = zb_desk_get_selected_alert (desk);

  if (alert)
    zb_herald_see (herald, ZB_ENTITY (alert)->id);
}

static void
on_drill (ZbHerald *herald, GParamSpec *pspec, ZbDrillBar *bar)
{
  zb_herald_set_drill (herald, zb_drill_bar_get_drill (bar) != NULL);
}

static void
on_line (ZbHerald *herald, GParamSpec *pspec, ZbLink *link)
{
  zb_herald_set_line (herald, zb_line_of_link (link));
}

static void
follow_line (ZbHerald *herald, ZbLink *link)
{
  g_signal_connect_object (link, "notify::state", G_CALLBACK (on_line), herald, G_CONNECT_SWAPPED);
  g_signal_connect_object (link, "notify::problem", G_CALLBACK (on_line), herald, G_CONNECT_SWAPPED);
  on_line (herald, NULL, link);
}

/**
 * zb_window_follow_herald:
 * @self: the window
 * @herald: what tells of new alerts
 *
 * Shows what the herald breaks in with, tells it what the officer has seen and how the line is, and the
 * others on watch what is muted here.
 */
void
zb_window_follow_herald (ZbWindow *self, ZbHerald *herald)
{
  g_signal_connect_object (herald, "muted-changed", G_CALLBACK (on_muted), self->desk, G_CONNECT_DEFAULT);
  on_muted (herald, zb_herald_get_muted (herald), self->desk);
  g_signal_connect_object (self->drill_bar, "notify::drill", G_CALLBACK (on_drill), herald,
                           G_CONNECT_SWAPPED);
  on_drill (herald, NULL, ZB_DRILL_BAR (self->drill_bar));
  g_signal_connect_object (herald, "broke-in", G_CALLBACK (on_broke_in), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->desk, "notify::selected-alert", G_CALLBACK (on_selected), herald,
                           G_CONNECT_SWAPPED);
  follow_line (herald, zb_desk_get_link (self->desk));
}

/* --- the sound device ------------------------------------------------------------------------------------
 */

static void
on_state (ZbWindow *self, GParamSpec *pspec, ZbSoundWatch *watch)
{
  const ZbSoundState state = zb_sound_watch_get_state (watch);

  if (!zb_sound_state_is_well (state))
    adw_banner_set_title (self->sound_banner, zb_sound_state_words (state));
  adw_banner_set_revealed (self->sound_banner, !zb_sound_state_is_well (state));
  zb_link_set_silent (zb_desk_get_link (self->desk), !zb_sound_state_is_well (state));
}

/**
 * zb_window_follow_sound:
 * @self: the window
 * @watch: what tests the sound device
 *
 * Shows, for as long as it is so, that alerts cannot be heard, and has the others on watch know.
 */
void
zb_window_follow_sound (ZbWindow *self, ZbSoundWatch *watch)
{
  g_signal_connect_object (watch, "notify::state", G_CALLBACK (on_state), self, G_CONNECT_SWAPPED);
  on_state (self, NULL, watch);
}
