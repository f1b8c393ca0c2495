/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The camera of the selected tile is turned beside the tiles and by keys on them; its tile says so. */
#include "zb-video-page-private.h"

#include "zb-ptz-words.h"

static void
clear_tile (ZbVideoPage *self)
{
  if (self->turned_tile)
    zb_tile_set_turned (self->turned_tile, NULL, NULL);
  g_clear_weak_pointer (&self->turned_tile);
}

static void
mark_tile (ZbVideoPage *self)
{
  ZbPtzControl *control = zb_ptz_panel_get_control (self->ptz);
  ZbTile *tile = zb_tile_grid_get_tile (self->grid, zb_tile_grid_get_selected (self->grid));
  g_autofree char *badge = zb_ptz_words_badge (control), *view = zb_ptz_words_view (control);

  if (tile != self->turned_tile)
    clear_tile (self);
  g_set_weak_pointer (&self->turned_tile, tile);
  zb_tile_set_turned (tile, badge, view);
}

/* To be called when another tile is selected, or another camera is in it. */
void
zb_video_page_update_ptz (ZbVideoPage *self)
{
  ZbDevice *camera = zb_video_page_get_selected (self);
  ZbDevice *turned = camera && camera->ptz ? camera : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->ptz), turned != NULL);
  zb_ptz_panel_set_device (self->ptz, turned);
  mark_tile (self);
}

void
zb_video_page_init_ptz (ZbVideoPage *self)
{
  zb_ptz_panel_follow (self->ptz, GTK_WIDGET (self->grid));
  g_signal_connect_object (zb_ptz_panel_get_control (self->ptz), "changed", G_CALLBACK (mark_tile), self,
                           G_CONNECT_SWAPPED);
}

void
zb_video_page_dispose_ptz (ZbVideoPage *self)
{
  g_clear_weak_pointer (&self->turned_tile);
}
