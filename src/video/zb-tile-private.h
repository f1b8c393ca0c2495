/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-ptz-aim.h"
#include "zb-tile-picture.h"
#include "zb-tile-zoom.h"
#include "zb-tile.h"

G_BEGIN_DECLS

struct _ZbTile
{
  GtkWidget parent_instance;
  ZbDevice *device;
  ZbMedia *media;
  char *profile;
  char *watermark;
  double distance;
  guint shown_number;
  gboolean plain;

  ZbPlayer *player;
  ZbReplay *replay; /* in the place of the player */
  ZbTileZoom zoom;
  ZbPlayer *next; /* the same camera's other stream, until it has a picture */
  guint urgency;
  guint settling; /* a source: the size has changed */
  gint64 second;
  gint64 phase; /* µs */
  ZbPlayerState shown;
  ZbReplayState shown_replay;
  gint64 shown_moment; /* second of the recording */
  char *described;

  ZbTilePicture *picture;
  GtkLabel *number;
  GtkWidget *badge;
  GtkWidget *badge_dot;
  GtkWidget *badge_spinner;
  GtkImage *badge_icon;
  GtkLabel *badge_label;
  GtkLabel *format_label;
  GtkLabel *distance_label;
  GtkWidget *turned_chip;
  GtkLabel *turned_label;
  GtkLabel *view_label;
  GtkWidget *aim_button;
  ZbPtzAim *aim;
  ZbPoint aim_place;
  GtkLabel *zoom_label;
  GtkWidget *message;
  GtkWidget *message_spinner;
  GtkImage *message_icon;
  GtkLabel *message_title;
  GtkLabel *message_detail;
};

/* zb-tile-overlay.c: what it says */
void zb_tile_show_text (GtkLabel *label, const char *text);
void zb_tile_show_words (ZbTile *self);
void zb_tile_show_replay (ZbTile *self);
void zb_tile_show_watermark (ZbTile *self);
void zb_tile_show_distance (ZbTile *self);
void zb_tile_show_zoom (ZbTile *self);
void zb_tile_show_nothing (ZbTile *self);

/* zb-tile-profile.c: which of its camera's streams, and how large */
void zb_tile_tell_size (ZbTile *self);
const char *zb_tile_get_first_profile (ZbTile *self);
void zb_tile_change_profile (ZbTile *self);
void zb_tile_take_next_stream (ZbTile *self);
void zb_tile_let_go (ZbTile *self, ZbPlayer **player);
void zb_tile_settle (ZbTile *self);

/* zb-tile-play.c: playing while it is on screen */
void zb_tile_play (ZbTile *self);
void zb_tile_stop (ZbTile *self);
void zb_tile_follow_clock (ZbTile *self);
void zb_tile_leave_clock (ZbTile *self);

/* zb-tile-turning.c: turning the camera */
void zb_tile_forget_aim (ZbTile *self);
void zb_tile_install_turning (GtkWidgetClass *widget_class);

G_END_DECLS
