/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-call.h"

G_BEGIN_DECLS

/**
 * ZbRecordingTimes:
 * @from: from when on, µs UTC
 * @until: until when, later than @from
 *
 * The time that a request is about.
 */
typedef struct
{
  gint64 from;
  gint64 until;
} ZbRecordingTimes;

gboolean zb_recording_times_read_body (ZbCall *call, gint64 longest, ZbRecordingTimes *times,
                                       ZbResponse *response);
gboolean zb_recording_times_read_query (ZbCall *call, gint64 longest, ZbRecordingTimes *times,
                                        ZbResponse *response);
char *zb_recording_times_describe (const ZbRecordingTimes *times);

G_END_DECLS
