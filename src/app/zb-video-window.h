/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-video-page.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ZB_TYPE_VIDEO_WINDOW (zb_video_window_get_type ())
G_DECLARE_FINAL_TYPE (ZbVideoWindow, zb_video_window, ZB, VIDEO_WINDOW, AdwWindow)

ZbVideoWindow *zb_video_window_new (void);
ZbVideoPage *zb_video_window_get_page (ZbVideoWindow *self);

G_END_DECLS
