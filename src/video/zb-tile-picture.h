/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-arrivals.h"
#include "zb-tile-zoom.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ZB_TYPE_TILE_PICTURE (zb_tile_picture_get_type ())
G_DECLARE_FINAL_TYPE (ZbTilePicture, zb_tile_picture, ZB, TILE_PICTURE, GtkWidget)

void zb_tile_picture_set_frame (ZbTilePicture *self, GdkTexture *frame);
GdkTexture *zb_tile_picture_get_frame (ZbTilePicture *self);
void zb_tile_picture_set_light (ZbTilePicture *self, float dim, gboolean grey);
void zb_tile_picture_set_arrivals (ZbTilePicture *self, const ZbArrivals *arrivals);
void zb_tile_picture_set_watermark (ZbTilePicture *self, const char *text);
void zb_tile_picture_set_zoom (ZbTilePicture *self, const ZbTileZoom *zoom);
guint zb_tile_picture_get_n_painted (ZbTilePicture *self);

G_END_DECLS
