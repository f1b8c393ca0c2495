/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gst/rtsp-server/rtsp-server.h>

G_BEGIN_DECLS

/**
 * ZbRtspWatch:
 * @camera: the id of the camera
 * @owner: (nullable): whose ticket was shown; %NULL for nobody's in particular
 * @since: when watching began, µs UTC
 *
 * One session of a viewer at the server.
 */
typedef struct
{
  char *camera;
  char *owner;
  gint64 since;
} ZbRtspWatch;

void zb_rtsp_watch_note (GstRTSPClient *client, const char *camera, const char *owner);
GPtrArray *zb_rtsp_watch_list (GstRTSPServer *server, const char *camera, GstRTSPClient *but);

G_END_DECLS
