/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gst/rtsp-server/rtsp-server.h>

G_BEGIN_DECLS

#define ZB_TYPE_CLOCK_CAMERA (zb_clock_camera_get_type ())
G_DECLARE_FINAL_TYPE (ZbClockCamera, zb_clock_camera, ZB, CLOCK_CAMERA, GstRTSPMediaFactory)

GstRTSPMediaFactory *zb_clock_camera_new (void);

G_END_DECLS
