/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-device.h"
#include "zb-media.h"
#include "zb-player.h"
#include "zb-replay.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ZB_TYPE_TILE (zb_tile_get_type ())
G_DECLARE_FINAL_TYPE (ZbTile, zb_tile, ZB, TILE, GtkWidget)

GtkWidget *zb_tile_new (void);
ZbDevice *zb_tile_get_device (ZbTile *self);
void zb_tile_set_device (ZbTile *self, ZbDevice *device);
void zb_tile_set_turned (ZbTile *self, const char *badge, const char *view);
void zb_tile_set_aim (ZbTile *self, ZbPoint place);
void zb_tile_set_media (ZbTile *self, ZbMedia *media);
void zb_tile_set_profile (ZbTile *self, const char *profile);
void zb_tile_set_watermark (ZbTile *self, const char *watermark);
void zb_tile_set_distance (ZbTile *self, double metres);
void zb_tile_set_plain (ZbTile *self, gboolean plain);
void zb_tile_set_number (ZbTile *self, guint number);
void zb_tile_set_replay (ZbTile *self, ZbReplay *replay);
ZbReplay *zb_tile_get_replay (ZbTile *self);
ZbPlayer *zb_tile_get_player (ZbTile *self);
guint zb_tile_get_n_painted (ZbTile *self);

G_END_DECLS
