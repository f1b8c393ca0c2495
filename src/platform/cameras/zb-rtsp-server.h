/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-film.h"
#include "zb-rtsp-gate.h"
#include "zb-vista.h"

G_BEGIN_DECLS

/**
 * ZbCameraAnswer:
 * @ZB_CAMERA_UNKNOWN: there is no such camera (404)
 * @ZB_CAMERA_OFFLINE: it is there but sends nothing (404, as gateways answer; 503 is for one that is busy)
 * @ZB_CAMERA_READY: it can be watched
 */
typedef enum
{
  ZB_CAMERA_UNKNOWN,
  ZB_CAMERA_OFFLINE,
  ZB_CAMERA_READY,
} ZbCameraAnswer;

/**
 * ZbRtspResolve:
 * @camera: the id in the path
 * @scene: (out): what it shows, set when ready
 * @user_data: whoever knows the cameras
 *
 * Called from the server's threads, only after the ticket was found good.
 *
 * Returns: whether it can be watched
 */
typedef ZbCameraAnswer (*ZbRtspResolve) (const char *camera, ZbScene *scene, gpointer user_data);

/**
 * ZbRtspAuthenticate:
 * @user: who somebody says to be
 * @camera: what they want to watch
 * @profile: which stream of it
 * @user_data: whoever issues tickets
 *
 * Called from the server's threads.
 *
 * Returns: (transfer full) (nullable): the password of a good ticket
 */
typedef char *(*ZbRtspAuthenticate) (const char *user, const char *camera, const char *profile,
                                     gpointer user_data);

/**
 * ZbRtspFindHead:
 * @camera: the id of a camera that can be watched
 * @vista: (out): what it looks over
 * @user_data: whoever knows the cameras
 *
 * Called from the server's threads.
 *
 * Returns: (transfer full) (nullable): what turns it; %NULL for one that shows a film
 */
typedef ZbHead *(*ZbRtspFindHead) (const char *camera, ZbVistaKind *vista, gpointer user_data);

#define ZB_TYPE_RTSP_SERVER (zb_rtsp_server_get_type ())
G_DECLARE_FINAL_TYPE (ZbRtspServer, zb_rtsp_server, ZB, RTSP_SERVER, GObject)

ZbRtspServer *zb_rtsp_server_new (const char *film_directory);
void zb_rtsp_server_set_resolver (ZbRtspServer *self, ZbRtspResolve resolve, gpointer user_data);
void zb_rtsp_server_set_head_finder (ZbRtspServer *self, ZbRtspFindHead find, gpointer user_data);
void zb_rtsp_server_set_authenticator (ZbRtspServer *self, ZbRtspAuthenticate authenticate,
                                       gpointer user_data);
void zb_rtsp_server_set_owner_finder (ZbRtspServer *self, ZbRtspFindOwner find, gpointer user_data);
guint zb_rtsp_server_start (ZbRtspServer *self, const char *address, guint port, GError **error);
void zb_rtsp_server_stop (ZbRtspServer *self);
guint zb_rtsp_server_get_port (ZbRtspServer *self);
char *zb_rtsp_server_dup_uri (ZbRtspServer *self, const char *host, const char *camera, const char *profile);
guint zb_rtsp_server_get_n_viewers (ZbRtspServer *self);
void zb_rtsp_server_set_most_sessions (ZbRtspServer *self, guint most);
guint zb_rtsp_server_get_most_sessions (ZbRtspServer *self);
GPtrArray *zb_rtsp_server_list_watches (ZbRtspServer *self, const char *camera);

G_END_DECLS
