/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-recording.h"

#define NICKS(...) ((const char *const[]){ __VA_ARGS__, NULL })

const ZbChoices zb_export_states = { NICKS ("none", "waiting", "working", "ready", "failed"), FALSE };

G_STATIC_ASSERT (sizeof (ZbFragment) == sizeof (ZbRow));

static ZbField zb_recorded_span_fields[] = {
  ZB_FIELD (ZbRecordedSpan, started_at, TIME, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbRecordedSpan, ended_at, TIME, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbRecordedSpan, bytes, INTEGER),
  ZB_FIELD (ZbRecordedSpan, width, INTEGER),
  ZB_FIELD (ZbRecordedSpan, height, INTEGER),
  ZB_FIELD (ZbRecordedSpan, held, FLAG),
};

ZB_DEFINE_RECORD (ZbRecordedSpan, zb_recorded_span, ZB_TYPE_RECORD)

static ZbField zb_recordings_fields[] = {
  ZB_FIELD (ZbRecordings, recorded, FLAG, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbRecordings, kept_since, TIME),
  ZB_FIELD (ZbRecordings, spans, RECORDS, .record_type = zb_recorded_span_get_type),
};

ZB_DEFINE_RECORD (ZbRecordings, zb_recordings, ZB_TYPE_RECORD)

static ZbField zb_playback_span_fields[] = {
  ZB_FIELD (ZbPlaybackSpan, uri, TEXT, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbPlaybackSpan, started_at, TIME, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbPlaybackSpan, ended_at, TIME, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbPlaybackSpan, bytes, INTEGER, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbPlaybackSpan, fragments, ROWS),
};

ZB_DEFINE_RECORD (ZbPlaybackSpan, zb_playback_span, ZB_TYPE_RECORD)

static ZbField zb_playback_fields[] = {
  ZB_FIELD (ZbPlayback, user, TEXT),
  ZB_FIELD (ZbPlayback, password, TEXT),
  ZB_FIELD (ZbPlayback, expires_at, TIME),
  ZB_FIELD (ZbPlayback, spans, RECORDS, .record_type = zb_playback_span_get_type),
};

ZB_DEFINE_RECORD (ZbPlayback, zb_playback, ZB_TYPE_RECORD)

static ZbField zb_export_region_fields[] = {
  ZB_FIELD (ZbExportRegion, x, REAL, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbExportRegion, y, REAL, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbExportRegion, width, REAL, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbExportRegion, height, REAL, .flags = ZB_FIELD_REQUIRED),
};

ZB_DEFINE_RECORD (ZbExportRegion, zb_export_region, ZB_TYPE_RECORD)

static ZbField zb_export_fields[] = {
  ZB_FIELD (ZbExport, id, TEXT, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbExport, camera, TEXT, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbExport, from, TIME, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbExport, until, TIME, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbExport, state, CHOICE, .choices = &zb_export_states, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbExport, progress, REAL),
  ZB_FIELD (ZbExport, bytes, INTEGER),
  ZB_FIELD (ZbExport, sha256, TEXT),
  ZB_FIELD (ZbExport, reason, TEXT),
  ZB_FIELD (ZbExport, by, TEXT),
  ZB_FIELD (ZbExport, by_name, TEXT),
  ZB_FIELD (ZbExport, created_at, TIME),
  ZB_FIELD (ZbExport, file, TEXT),
};

ZB_DEFINE_RECORD (ZbExport, zb_export, ZB_TYPE_RECORD)

static ZbField zb_hold_fields[] = {
  ZB_FIELD (ZbHold, id, TEXT, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbHold, camera, TEXT, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbHold, from, TIME, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbHold, until, TIME, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbHold, reason, TEXT),
  ZB_FIELD (ZbHold, by, TEXT),
  ZB_FIELD (ZbHold, by_name, TEXT),
  ZB_FIELD (ZbHold, created_at, TIME),
};

ZB_DEFINE_RECORD (ZbHold, zb_hold, ZB_TYPE_RECORD)

/**
 * zb_playback_span_get_n_fragments:
 * @self: a span that can be played
 *
 * Returns: how many fragments its file has
 */
guint
zb_playback_span_get_n_fragments (ZbPlaybackSpan *self)
{
  return self->fragments ? self->fragments->len : 0;
}

/**
 * zb_playback_span_get_fragment:
 * @self: a span that can be played
 * @at: which of its fragments, from 0
 *
 * Returns: (transfer none): that fragment
 */
const ZbFragment *
zb_playback_span_get_fragment (ZbPlaybackSpan *self, guint at)
{
  g_return_val_if_fail (at < zb_playback_span_get_n_fragments (self), NULL);

  return &g_array_index (self->fragments, ZbFragment, at);
}

/**
 * zb_playback_span_get_init_length:
 * @self: a span that can be played
 *
 * Returns: how long the initialisation part of its file is, in bytes
 */
gint64
zb_playback_span_get_init_length (ZbPlaybackSpan *self)
{
  return zb_playback_span_get_n_fragments (self) ? zb_playback_span_get_fragment (self, 0)->offset : 0;
}

/**
 * zb_playback_span_find:
 * @self: a span that can be played
 * @at: a moment, µs UTC
 *
 * Returns: the last of its fragments that begins then or before, -1 where there is none
 */
int
zb_playback_span_find (ZbPlaybackSpan *self, gint64 at)
{
  gint64 after = (at - self->started_at) / 1000;
  int low = 0, high = (int)zb_playback_span_get_n_fragments (self);

  if (at < self->started_at)
    return -1;
  while (low < high)
    {
      int middle = low + (high - low) / 2;
      if (zb_playback_span_get_fragment (self, (guint)middle)->starts_at <= after)
        low = middle + 1;
      else
        high = middle;
    }
  return low - 1;
}

/**
 * zb_export_region_new:
 * @x: its left edge
 * @y: its upper edge
 * @width: its width
 * @height: its height, all as fractions of the picture
 *
 * Returns: (transfer full): a region to be made unrecognisable
 */
ZbExportRegion *
zb_export_region_new (double x, double y, double width, double height)
{
  ZbExportRegion *self = g_object_new (ZB_TYPE_EXPORT_REGION, NULL);

  self->x = x;
  self->y = y;
  self->width = width;
  self->height = height;
  return self;
}
