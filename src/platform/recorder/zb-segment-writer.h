/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-segment.h"

G_BEGIN_DECLS

typedef struct _ZbSegmentWriter ZbSegmentWriter;

ZbSegmentWriter *zb_segment_writer_new (const char *folder, const char *camera, gint64 started_at,
                                        const ZbMp4Format *format, GError **error);
gboolean zb_segment_writer_add (ZbSegmentWriter *self, GArray *samples, gint64 end, GError **error);
const ZbSegment *zb_segment_writer_peek (ZbSegmentWriter *self);
ZbSegment *zb_segment_writer_close (ZbSegmentWriter *self);

G_END_DECLS
