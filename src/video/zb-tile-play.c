/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Playing while it is on screen: a tile's picture and words at each beat, live or recorded. */
#include "zb-tile-private.h"

#include "zb-video-clock.h"

/* Each tile has its own moment of it, since a wall of tiles that are all painted in one frame makes that
 * frame a long one. */
static gint64
find_second (ZbTile *self)
{
  return (g_get_monotonic_time () + self->phase) / G_USEC_PER_SEC;
}

/* What was recorded may run faster than time: its words follow its own seconds. */
static void
on_replay_beat (ZbTile *self)
{
  gint64 second = find_second (self);
  gint64 moment = zb_replay_get_position (self->replay) / G_USEC_PER_SEC;
  zb_tile_picture_set_frame (self->picture, zb_replay_get_frame (self->replay));
  if (moment != self->shown_moment || self->shown_replay != zb_replay_get_state (self->replay))
    zb_tile_show_replay (self);
  self->shown_moment = moment;
  if (second != self->second)
    zb_tile_show_watermark (self);
  self->second = second;
}

/* Frames at every beat, words when the state changes, the rest once a second. */
static void
on_beat (gpointer user_data)
{
  ZbTile *self = user_data;
  gint64 second = find_second (self);
  if (self->replay)
    {
      on_replay_beat (self);
      return;
    }
  if (!self->player)
    return;
  zb_tile_take_next_stream (self);
  zb_tile_picture_set_frame (self->picture, zb_player_get_frame (self->player));
  if (second == self->second && self->shown == zb_player_get_state (self->player))
    return;
  zb_tile_show_words (self);
  if (second == self->second)
    return;
  self->second = second;
  zb_tile_picture_set_arrivals (self->picture, zb_player_get_arrivals (self->player));
  zb_tile_show_watermark (self);
}

void
zb_tile_stop (ZbTile *self)
{
  g_clear_handle_id (&self->settling, g_source_remove);
  zb_tile_let_go (self, &self->next);
  zb_tile_let_go (self, &self->player);
  if (self->replay)
    zb_replay_set_size (self->replay, 0, 0);
}

/* The bar below says how frames arrive, which what is recorded does not. */
static void
play_back (ZbTile *self)
{
  static const ZbArrivals none;
  self->second = 0;
  self->shown_moment = 0;
  g_clear_pointer (&self->described, g_free);
  zb_tile_picture_set_arrivals (self->picture, &none);
  zb_tile_picture_set_frame (self->picture, zb_replay_get_frame (self->replay));
  zb_tile_tell_size (self);
  zb_tile_show_replay (self);
  zb_tile_show_watermark (self);
}

/* After the player, which took its place on the clock no later than now: told before it, a tile would show
 * each frame one beat late. */
void
zb_tile_follow_clock (ZbTile *self)
{
  zb_video_clock_remove (on_beat, self);
  zb_video_clock_add (on_beat, self, self->player ? zb_player_get_turn (self->player) : 0);
}

void
zb_tile_leave_clock (ZbTile *self)
{
  zb_video_clock_remove (on_beat, self);
}

void
zb_tile_play (ZbTile *self)
{
  g_autoptr (ZbPlayer) former = g_steal_pointer (&self->player);
  if (former)
    zb_player_set_viewer_size (former, self, 0, 0);
  zb_tile_stop (self);
  if (!self->device || !self->media || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      zb_tile_show_nothing (self);
      return;
    }
  if (self->replay)
    {
      play_back (self);
      return;
    }
  zb_tile_show_zoom (self);
  self->player = zb_player_get (self->media, ZB_ENTITY (self->device)->id, zb_tile_get_first_profile (self));
  self->second = 0;
  zb_tile_follow_clock (self);
  zb_tile_picture_set_frame (self->picture, zb_player_get_frame (self->player));
  zb_tile_tell_size (self);
  zb_tile_settle (self);
  zb_tile_show_words (self);
  zb_tile_show_watermark (self);
}
