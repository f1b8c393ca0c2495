/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-playback-bar.h"

G_BEGIN_DECLS

struct _ZbPlaybackBar
{
  AdwBin parent_instance;
  ZbWorld *world;
  ZbMedia *media;
  ZbTile *tile;
  ZbDevice *camera; /* the tile's */
  GSignalGroup *tile_signals;
  GSignalGroup *replay_signals;
  GSignalGroup *alert_signals;
  gboolean alerts_changed;
  gint64 shown_day;
  guint second_source;
  gint64 noted_at; /* when the note was written, monotonic µs */

  ZbAnswer *asking; /* for what was recorded */
  ZbRecordings *recordings;
  gint64 asked_from, asked_until; /* µs UTC */
  gint64 asked_at, ask_after;     /* monotonic µs */

  ZbAnswer *keeping; /* for what is kept, or is to be */

  GtkLabel *camera_name;
  GtkMenuButton *day_button;
  GtkWidget *day_popover;
  GtkCalendar *calendar;
  GtkLabel *note;
  GtkImage *play_icon;
  GtkMenuButton *speed_button;
  GtkWidget *live_button;
  GtkWidget *keep_button;
  AdwToggleGroup *spans;
  GtkStack *stack;
  ZbTimeline *timeline;
  GtkLabel *none_label;
};

/* zb-playback-recordings.c: what was recorded, and which alerts were there */
void zb_playback_bar_forget_recordings (ZbPlaybackBar *self);
void zb_playback_bar_ask_recordings (ZbPlaybackBar *self);
void zb_playback_bar_fill_alerts (ZbPlaybackBar *self);

/* zb-playback-holds.c: what is kept from being deleted */
void zb_playback_bar_install_holds (GtkWidgetClass *widget_class);

void zb_playback_bar_say (ZbPlaybackBar *self, const char *words);
void zb_playback_bar_update (ZbPlaybackBar *self);

G_END_DECLS
