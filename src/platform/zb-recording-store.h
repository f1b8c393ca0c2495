/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-recording.h"
#include "zb-segment.h"
#include "zb-transaction.h"

G_BEGIN_DECLS

/* Of a row of `segment`: whether somebody keeps it from being deleted. */
#define ZB_RECORDING_IS_HELD                                                                                 \
  "EXISTS (SELECT 1 FROM hold WHERE hold.camera = segment.camera AND hold.until_at > segment.started_at"     \
  " AND hold.from_at < segment.ended_at)"

void zb_recording_store_note (ZbTransaction *tx, const ZbSegment *segment);
void zb_recording_store_forget (ZbTransaction *tx, const char *camera, gint64 started_at);
GPtrArray *zb_recording_store_find (ZbTransaction *tx, const char *camera, gint64 from, gint64 until);
ZbRecordings *zb_recording_store_look (ZbTransaction *tx, const char *camera, gint64 from, gint64 until);
GPtrArray *zb_recording_store_list_old (ZbTransaction *tx, gint64 before, gint64 most_bytes, guint most);
char *zb_recording_store_find_folder (ZbPlatform *platform);

G_END_DECLS
