/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-mp4-index.h"

G_BEGIN_DECLS

/**
 * ZbSegment:
 * @camera: the id of a camera
 * @started_at: when its first picture was taken, µs UTC; with @camera it names the file
 * @ended_at: when its last picture ended, µs UTC
 * @init: the SHA-256 of the initialisation part in hexadecimal: files with the same can be joined
 * @index: what is in it
 * @open: whether it is still being written
 *
 * A minute of a camera in a file of its own.
 */
typedef struct
{
  char *camera;
  gint64 started_at;
  gint64 ended_at;
  char *init;
  ZbMp4Index *index;
  gboolean open;
} ZbSegment;

ZbSegment *zb_segment_copy (const ZbSegment *self);
void zb_segment_free (ZbSegment *self);
void zb_segment_refresh (ZbSegment *self);
char *zb_segment_find_folder (const char *folder, const char *camera);
char *zb_segment_find_path (const char *folder, const char *camera, gint64 started_at);
gint64 zb_segment_parse_name (const char *name);
ZbSegment *zb_segment_recover (const char *folder, const char *camera, gint64 started_at);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbSegment, zb_segment_free)

G_END_DECLS
