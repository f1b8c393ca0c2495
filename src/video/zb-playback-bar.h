/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-tile.h"
#include "zb-timeline.h"
#include "zb-world.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* An alert is played from so long before it was raised, µs. */
#define ZB_PLAYBACK_BEFORE_ALERT (30 * G_USEC_PER_SEC)

#define ZB_TYPE_PLAYBACK_BAR (zb_playback_bar_get_type ())
G_DECLARE_FINAL_TYPE (ZbPlaybackBar, zb_playback_bar, ZB, PLAYBACK_BAR, AdwBin)

void zb_playback_bar_set_world (ZbPlaybackBar *self, ZbWorld *world);
void zb_playback_bar_set_media (ZbPlaybackBar *self, ZbMedia *media);
void zb_playback_bar_set_tile (ZbPlaybackBar *self, ZbTile *tile);
void zb_playback_bar_play (ZbPlaybackBar *self, gint64 time);
ZbTimeline *zb_playback_bar_get_timeline (ZbPlaybackBar *self);

G_END_DECLS
