/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gst/rtsp-server/rtsp-server.h>

G_BEGIN_DECLS

/**
 * ZbRtspAdmit:
 * @context: the request
 * @camera: the id in its path
 * @profile: the profile in its path
 * @user_data: whoever knows
 *
 * Returns: %GST_RTSP_STS_OK where the request may go on, else what it is answered with
 */
typedef GstRTSPStatusCode (*ZbRtspAdmit) (GstRTSPContext *context, const char *camera, const char *profile,
                                          gpointer user_data);
typedef char *(*ZbRtspPassword) (const char *user, const char *camera, const char *profile,
                                 gpointer user_data);

/**
 * ZbRtspFindOwner:
 * @user: the user of a good ticket
 * @user_data: whoever issues tickets
 *
 * Called from the server's threads.
 *
 * Returns: (transfer full) (nullable): whose ticket it is, %NULL for nobody's in particular
 */
typedef char *(*ZbRtspFindOwner) (const char *user, gpointer user_data);

#define ZB_TYPE_RTSP_GATE (zb_rtsp_gate_get_type ())
G_DECLARE_FINAL_TYPE (ZbRtspGate, zb_rtsp_gate, ZB, RTSP_GATE, GstRTSPAuth)

GstRTSPAuth *zb_rtsp_gate_new (ZbRtspPassword password, ZbRtspAdmit admit, gpointer user_data);
void zb_rtsp_gate_set_owner_finder (ZbRtspGate *self, ZbRtspFindOwner find, gpointer user_data);

G_END_DECLS
