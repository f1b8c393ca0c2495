/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define ZB_HEAD_ZOOM_MOST 8.

/**
 * ZbPose:
 * @pan: degrees clockwise from north; of a speed, −1 to 1
 * @tilt: degrees above the horizon, negative below; of a speed, −1 to 1
 * @zoom: 1 for the widest view; of a speed, −1 to 1
 *
 * Where a camera looks, or how fast that changes.
 */
typedef struct
{
  double pan, tilt, zoom;
} ZbPose;

#define ZB_TYPE_HEAD (zb_head_get_type ())
G_DECLARE_FINAL_TYPE (ZbHead, zb_head, ZB, HEAD, GObject)

ZbHead *zb_head_new (double heading, double height);
ZbPose zb_head_get_pose (ZbHead *self, gint64 now);
double zb_head_get_offset (ZbHead *self, double pan);
gboolean zb_head_is_moving (ZbHead *self, gint64 now);
void zb_head_drive (ZbHead *self, ZbPose speed, gint64 now, gint64 until);
void zb_head_halt (ZbHead *self, gint64 now);
gboolean zb_head_can_reach (ZbHead *self, ZbPose pose);
ZbPose zb_head_find_aim (ZbHead *self, double bearing, double metres);
gboolean zb_head_go_to (ZbHead *self, ZbPose pose, gint64 now);

G_END_DECLS
