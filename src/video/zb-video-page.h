/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-page.h"
#include "zb-camera-patrol.h"
#include "zb-playback-bar.h"
#include "zb-tile-grid.h"
#include "zb-world.h"

G_BEGIN_DECLS

#define ZB_TYPE_VIDEO_PAGE (zb_video_page_get_type ())
G_DECLARE_FINAL_TYPE (ZbVideoPage, zb_video_page, ZB, VIDEO_PAGE, ZbPage)

GtkWidget *zb_video_page_new (void);
void zb_video_page_set_world (ZbVideoPage *self, ZbWorld *world);
void zb_video_page_set_media (ZbVideoPage *self, ZbMedia *media);
void zb_video_page_open (ZbVideoPage *self, ZbDevice *camera);
void zb_video_page_play_back (ZbVideoPage *self, ZbDevice *camera, gint64 time);
ZbPlaybackBar *zb_video_page_get_playback (ZbVideoPage *self);
ZbTileGrid *zb_video_page_get_grid (ZbVideoPage *self);
ZbCameraPatrol *zb_video_page_get_patrol (ZbVideoPage *self);
void zb_video_page_set_only_tiles (ZbVideoPage *self, gboolean only);
void zb_video_page_take_snapshot (ZbVideoPage *self, const char *folder, GAsyncReadyCallback callback,
                                  gpointer user_data);
void zb_video_page_say (ZbVideoPage *self, const char *words);

G_END_DECLS
