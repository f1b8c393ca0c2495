/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-preferences.h"
#include "zb-video-page.h"

G_BEGIN_DECLS

#define ZB_TYPE_VIDEO_KEEPER (zb_video_keeper_get_type ())
G_DECLARE_FINAL_TYPE (ZbVideoKeeper, zb_video_keeper, ZB, VIDEO_KEEPER, GObject)

ZbVideoKeeper *zb_video_keeper_new (ZbPreferences *preferences, ZbVideoPage *page);
ZbVideoKeeper *zb_video_keeper_new_for_window (ZbPreferences *preferences, ZbVideoPage *page);

G_END_DECLS
