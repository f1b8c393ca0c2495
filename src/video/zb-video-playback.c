/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Below the tiles: the bar that plays back what the selected one has shown; and a tile beside it that shows
 * the recorded pictures next to the live ones, for as long as they are played. */
#include "zb-video-page-private.h"

/* The tile beside has its camera back; the officer may have given it another in the meantime. */
static void
give_back (ZbVideoPage *self)
{
  const guint place = self->beside_place;
  g_autoptr (ZbDevice) camera = g_steal_pointer (&self->beside_camera);
  g_autoptr (ZbDevice) former = g_steal_pointer (&self->beside_former);

  g_signal_group_set_target (self->beside_signals, NULL);
  if (!camera || zb_tile_grid_get_device (self->grid, place) != camera)
    return;
  self->arranging = TRUE;
  zb_tile_grid_put (self->grid, place, former);
  self->arranging = FALSE;
  zb_video_page_update_tiles (self);
}

static void
on_beside_replay (ZbVideoPage *self, GParamSpec *pspec, ZbTile *tile)
{
  if (!zb_tile_get_replay (tile))
    give_back (self);
}

/**
 * zb_video_page_get_arranged:
 * @self: the page
 * @place: which of its tiles
 *
 * Returns: (transfer none) (nullable): the camera that the officer has put there
 */
ZbDevice *
zb_video_page_get_arranged (ZbVideoPage *self, guint place)
{
  ZbDevice *camera = zb_tile_grid_get_device (self->grid, place);

  return self->beside_camera && place == self->beside_place && camera == self->beside_camera
             ? self->beside_former
             : camera;
}

static guint
find_place_beside (ZbVideoPage *self)
{
  const guint selected = zb_tile_grid_get_selected (self->grid);

  zb_tile_grid_set_single (self->grid, FALSE);
  if (zb_tile_grid_get_n_tiles (self->grid) < 2)
    adw_toggle_group_set_active_name (self->shapes, "4");
  return selected + 1 < zb_tile_grid_get_n_tiles (self->grid) ? selected + 1 : selected - 1;
}

static void
put_beside (ZbVideoPage *self, guint place, ZbDevice *camera)
{
  self->beside_place = place;
  g_set_object (&self->beside_former, zb_tile_grid_get_device (self->grid, place));
  g_set_object (&self->beside_camera, camera);
  self->arranging = TRUE;
  zb_tile_grid_put (self->grid, place, camera);
  self->arranging = FALSE;
}

/* What was played in the selected tile goes on in the other. */
static void
move_replay (ZbTile *from, ZbTile *to, ZbMedia *media, gint64 time)
{
  g_autoptr (ZbReplay) replay = zb_tile_get_replay (from) ? g_object_ref (zb_tile_get_replay (from)) : NULL;

  zb_tile_set_replay (from, NULL);
  if (replay)
    {
      zb_tile_set_replay (to, replay);
      return;
    }
  replay = zb_replay_new (media, ZB_ENTITY (zb_tile_get_device (to))->id);
  zb_tile_set_replay (to, replay);
  zb_replay_seek (replay, time);
  zb_replay_set_playing (replay, TRUE);
}

static void
on_beside (ZbVideoPage *self)
{
  g_autoptr (ZbDevice) camera = NULL;
  ZbTile *from, *to;
  guint place;

  if (!g_set_object (&camera, zb_video_page_get_selected (self)) || !self->media || self->beside_camera)
    return;
  from = zb_tile_grid_get_tile (self->grid, zb_tile_grid_get_selected (self->grid));
  zb_camera_patrol_stop (self->patrol);
  place = find_place_beside (self);
  to = zb_tile_grid_get_tile (self->grid, place);
  put_beside (self, place, camera);
  move_replay (from, to, self->media,
               zb_timeline_get_position (zb_playback_bar_get_timeline (self->playback)) -
                   ZB_PLAYBACK_BEFORE_ALERT);
  g_signal_group_set_target (self->beside_signals, to);
  zb_tile_grid_select (self->grid, place);
  zb_video_page_update_tiles (self);
}

/**
 * zb_video_page_update_playback:
 * @self: the page
 *
 * Gives the bar the tile that is selected.
 */
void
zb_video_page_update_playback (ZbVideoPage *self)
{
  zb_playback_bar_set_tile (self->playback,
                            zb_tile_grid_get_tile (self->grid, zb_tile_grid_get_selected (self->grid)));
}

/**
 * zb_video_page_play_back:
 * @self: the page
 * @camera: a camera
 * @time: a moment, µs UTC
 *
 * Shows a camera, as zb_video_page_open() does, and plays back in its tile what was recorded from then on.
 */
void
zb_video_page_play_back (ZbVideoPage *self, ZbDevice *camera, gint64 time)
{
  g_return_if_fail (ZB_IS_VIDEO_PAGE (self));
  zb_video_page_open (self, camera);
  zb_video_page_update_playback (self);
  zb_playback_bar_play (self->playback, time);
}

/**
 * zb_video_page_get_playback:
 * @self: the page
 *
 * Returns: (transfer none): the bar that plays back
 */
ZbPlaybackBar *
zb_video_page_get_playback (ZbVideoPage *self)
{
  g_return_val_if_fail (ZB_IS_VIDEO_PAGE (self), NULL);
  return self->playback;
}

void
zb_video_page_init_playback (ZbVideoPage *self)
{
  self->beside_signals = g_signal_group_new (ZB_TYPE_TILE);
  g_signal_group_connect_swapped (self->beside_signals, "notify::replay", G_CALLBACK (on_beside_replay),
                                  self);
  g_signal_connect_swapped (self->playback, "beside", G_CALLBACK (on_beside), self);
}

void
zb_video_page_dispose_playback (ZbVideoPage *self)
{
  g_clear_object (&self->beside_signals);
  g_clear_object (&self->beside_camera);
  g_clear_object (&self->beside_former);
}
