/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ZB_TYPE_TILE_COVER (zb_tile_cover_get_type ())
G_DECLARE_FINAL_TYPE (ZbTileCover, zb_tile_cover, ZB, TILE_COVER, GtkWidget)

GtkWidget *zb_tile_cover_new (void);
gboolean zb_tile_cover_take_changed (ZbTileCover *self);
GdkTexture *zb_tile_cover_get_image (ZbTileCover *self, GskRenderNode *node);

G_END_DECLS
