/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <graphene.h>
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ZB_TILE_ZOOM_MOST 8.0
/* One turn of the wheel, one press of a key. */
#define ZB_TILE_ZOOM_STEP 1.25

/**
 * ZbTileZoom:
 * @factor: how often the picture is as large as the tile shows it usually, 1 to %ZB_TILE_ZOOM_MOST
 * @x: what is in the middle of the tile, 0 at the left of what is usually shown, 1 at the right
 * @y: likewise from the top to the bottom
 *
 * A closer look at a part of a picture. Nothing beyond the picture's edge comes into the tile.
 */
typedef struct
{
  double factor;
  double x, y;
} ZbTileZoom;

void zb_tile_zoom_reset (ZbTileZoom *self);
gboolean zb_tile_zoom_is_on (const ZbTileZoom *self);
void zb_tile_zoom_at (ZbTileZoom *self, double times, double x, double y);
void zb_tile_zoom_pan (ZbTileZoom *self, double dx, double dy);
graphene_rect_t zb_tile_zoom_apply (const ZbTileZoom *self, const graphene_rect_t *place, int width,
                                    int height);

void zb_tile_zoom_install (GtkWidgetClass *widget_class);
void zb_tile_zoom_attach (GtkWidget *tile);

G_END_DECLS
