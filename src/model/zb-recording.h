/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-entity.h"

G_BEGIN_DECLS

ZB_DECLARE_RECORD (ZbRecordedSpan, zb_recorded_span, RECORDED_SPAN)
ZB_DECLARE_RECORD (ZbRecordings, zb_recordings, RECORDINGS)
ZB_DECLARE_RECORD (ZbPlaybackSpan, zb_playback_span, PLAYBACK_SPAN)
ZB_DECLARE_RECORD (ZbPlayback, zb_playback, PLAYBACK)
ZB_DECLARE_RECORD (ZbExportRegion, zb_export_region, EXPORT_REGION)
ZB_DECLARE_RECORD (ZbExport, zb_export, EXPORT)
ZB_DECLARE_RECORD (ZbHold, zb_hold, HOLD)
#define ZB_TYPE_RECORDED_SPAN (zb_recorded_span_get_type ())
#define ZB_TYPE_RECORDINGS (zb_recordings_get_type ())
#define ZB_TYPE_PLAYBACK_SPAN (zb_playback_span_get_type ())
#define ZB_TYPE_PLAYBACK (zb_playback_get_type ())
#define ZB_TYPE_EXPORT_REGION (zb_export_region_get_type ())
#define ZB_TYPE_EXPORT (zb_export_get_type ())
#define ZB_TYPE_HOLD (zb_hold_get_type ())

/* What one request may ask for, µs. */
#define ZB_RECORDINGS_LONGEST (24 * G_TIME_SPAN_HOUR)
#define ZB_PLAYBACK_LONGEST (2 * G_TIME_SPAN_HOUR)
#define ZB_EXPORT_LONGEST (30 * G_TIME_SPAN_MINUTE)
#define ZB_EXPORT_MOST_REGIONS 16

/**
 * ZbRecordedSpan:
 * @started_at: when its first picture was taken, µs UTC
 * @ended_at: when its last picture ended, µs UTC
 * @bytes: how much room it takes
 * @width: of its pictures, in pixels
 * @height: of its pictures, in pixels
 * @held: whether something of it is kept from being deleted
 *
 * A time without a gap of more than two seconds for which there are pictures.
 */
struct _ZbRecordedSpan
{
  ZbRecord parent_instance;
  gint64 started_at;
  gint64 ended_at;
  gint64 bytes;
  gint64 width;
  gint64 height;
  gboolean held;
};

/**
 * ZbRecordings:
 * @recorded: whether the camera is one of those that are recorded now
 * @kept_since: the oldest picture that there is of it, µs UTC; 0 where there is none
 * @spans: (nullable) (element-type ZbRecordedSpan): what there is of the time asked for, the oldest first
 *
 * What was recorded of a camera.
 */
struct _ZbRecordings
{
  ZbRecord parent_instance;
  gboolean recorded;
  gint64 kept_since;
  GPtrArray *spans;
};

/**
 * ZbFragment:
 * @offset: where it begins in the file, in bytes
 * @length: how many bytes it has
 * @starts_at: when it begins, in ms after the start of its span
 * @duration: how long it plays, in ms
 *
 * A part of a fragmented MP4 that begins with a key frame: a player can begin with any.
 */
typedef struct
{
  gint64 offset;
  gint64 length;
  gint64 starts_at;
  gint64 duration;
} ZbFragment;

/**
 * ZbPlaybackSpan:
 * @uri: where its file is, without any secret
 * @started_at: when its first picture was taken, µs UTC
 * @ended_at: when its last picture ended, µs UTC
 * @bytes: the length of the file
 * @fragments: (nullable) (element-type ZbRow): see zb_playback_span_get_fragment(); what the file has before
 *   the first of them is the initialisation part
 *
 * One fragmented MP4 that plays without a break.
 */
struct _ZbPlaybackSpan
{
  ZbRecord parent_instance;
  char *uri;
  gint64 started_at;
  gint64 ended_at;
  gint64 bytes;
  GArray *fragments;
};

guint zb_playback_span_get_n_fragments (ZbPlaybackSpan *self);
const ZbFragment *zb_playback_span_get_fragment (ZbPlaybackSpan *self, guint at);
gint64 zb_playback_span_get_init_length (ZbPlaybackSpan *self);
int zb_playback_span_find (ZbPlaybackSpan *self, gint64 at);

/**
 * ZbPlayback:
 * @user: who to be at its files
 * @password: to be kept in memory only
 * @expires_at: good until then, µs UTC
 * @spans: (nullable) (element-type ZbPlaybackSpan): the oldest first; they begin and end with whole
 * fragments, and so may reach a little beyond what was asked for
 *
 * Leave to play a time of one camera.
 */
struct _ZbPlayback
{
  ZbRecord parent_instance;
  char *user;
  char *password;
  gint64 expires_at;
  GPtrArray *spans;
};

/**
 * ZbExportRegion:
 * @x: its left edge, as a fraction of the picture's width
 * @y: its upper edge, as a fraction of the picture's height
 * @width: as a fraction of the picture's width
 * @height: as a fraction of the picture's height
 *
 * What is made unrecognisable in an export.
 */
struct _ZbExportRegion
{
  ZbRecord parent_instance;
  double x;
  double y;
  double width;
  double height;
};

ZbExportRegion *zb_export_region_new (double x, double y, double width, double height);

/**
 * ZbExportState:
 * @ZB_EXPORT_WAITING: others are made before it
 * @ZB_EXPORT_WORKING: it is being made
 * @ZB_EXPORT_READY: its file can be fetched
 * @ZB_EXPORT_FAILED: it could not be made
 */
typedef enum
{
  ZB_EXPORT_NONE,
  ZB_EXPORT_WAITING,
  ZB_EXPORT_WORKING,
  ZB_EXPORT_READY,
  ZB_EXPORT_FAILED,
} ZbExportState;

extern const ZbChoices zb_export_states;

/**
 * ZbExport:
 * @id: its id
 * @camera: the id of a camera
 * @from: when its first picture was taken, µs UTC
 * @until: when its last picture ended, µs UTC
 * @state: a #ZbExportState
 * @progress: how much of it is made, from 0 to 1
 * @bytes: the length of its file, 0 until it is ready
 * @sha256: (nullable): of its file, in hexadecimal
 * @reason: why it was asked for
 * @by: the id of the account that asked for it
 * @by_name: the name of who asked for it
 * @created_at: when it was asked for, µs UTC
 * @file: (nullable): where the file is below `/api/v1`, once it is ready
 *
 * A recorded time as a file to be handed on: with its watermark, and with what it must not show made
 * unrecognisable.
 */
struct _ZbExport
{
  ZbRecord parent_instance;
  char *id;
  char *camera;
  gint64 from;
  gint64 until;
  int state;
  double progress;
  gint64 bytes;
  char *sha256;
  char *reason;
  char *by;
  char *by_name;
  gint64 created_at;
  char *file;
};

/**
 * ZbHold:
 * @id: its id
 * @camera: the id of a camera
 * @from: the first moment that is kept, µs UTC
 * @until: the last moment that is kept, µs UTC
 * @reason: why
 * @by: the id of the account that holds it
 * @by_name: the name of who holds it
 * @created_at: since when it is held, µs UTC
 *
 * A recorded time that is kept from being deleted, until somebody releases it and says why.
 */
struct _ZbHold
{
  ZbRecord parent_instance;
  char *id;
  char *camera;
  gint64 from;
  gint64 until;
  char *reason;
  char *by;
  char *by_name;
  gint64 created_at;
};

G_END_DECLS
