/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-segment.h"

G_BEGIN_DECLS

/**
 * ZbCameraRecorderEvents:
 * @recorded: a segment has grown or is finished; called from any thread
 * @ended: it has come to its end by itself: once, from the main context that it was opened in
 *
 * What a recorder tells.
 */
typedef struct
{
  void (*recorded) (const ZbSegment *segment, gpointer data);
  void (*ended) (const char *why, gboolean is_disk, gpointer data);
} ZbCameraRecorderEvents;

/**
 * ZbCameraRecorderOptions:
 * @folder: where recordings are
 * @camera: the id of the camera
 * @uri: where its stream is
 * @user: who to be there
 * @password: for that
 * @segment_seconds: how long a segment is, from key frame to key frame
 *
 * What is recorded, and where to.
 */
typedef struct
{
  const char *folder;
  const char *camera;
  const char *uri;
  const char *user;
  const char *password;
  guint segment_seconds;
} ZbCameraRecorderOptions;

typedef struct _ZbCameraRecorder ZbCameraRecorder;

ZbCameraRecorder *zb_camera_recorder_open (const ZbCameraRecorderOptions *options,
                                           const ZbCameraRecorderEvents *events, gpointer data);
gint64 zb_camera_recorder_get_last (ZbCameraRecorder *self);
void zb_camera_recorder_close (ZbCameraRecorder *self);

G_END_DECLS
