/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-live.h"
#include "zb-platform.h"

G_BEGIN_DECLS

#define ZB_RECORDER_CAMERAS 32
#define ZB_RECORDER_PROFILE "sub"
#define ZB_RECORDER_DAYS 7
#define ZB_RECORDER_BYTES (G_GINT64_CONSTANT (2) << 30)

/**
 * ZbRecorderOptions:
 * @n_cameras: how many cameras are recorded
 * @profile: (nullable): which of their streams, %NULL for %ZB_RECORDER_PROFILE
 * @seed: which of the cameras are chosen
 * @days: for how many days recordings are kept, 0 for %ZB_RECORDER_DAYS
 * @bytes: how much room they may take, 0 for %ZB_RECORDER_BYTES
 * @reserve: how much room is left to others on the disk, in bytes, 0 for 256 MiB
 * @segment_seconds: how long a segment is, 0 for a minute
 * @note_ms: how often what was recorded is noted, 0 for 2 s
 * @keep_ms: how often it is looked for what has to go, 0 for 30 s
 *
 * What is recorded, and for how long.
 */
typedef struct
{
  guint n_cameras;
  const char *profile;
  guint64 seed;
  gint64 days;
  gint64 bytes;
  gint64 reserve;
  guint segment_seconds;
  guint note_ms;
  guint keep_ms;
} ZbRecorderOptions;

typedef struct _ZbRecorder ZbRecorder;

ZbRecorder *zb_recorder_start (ZbPlatform *platform, ZbLive *live, const ZbRecorderOptions *options,
                               GError **error);
void zb_recorder_stop (ZbRecorder *self);

G_END_DECLS
