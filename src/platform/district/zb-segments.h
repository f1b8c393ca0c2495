/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-xy.h"

G_BEGIN_DECLS

/**
 * ZbSegment:
 * @a: where it begins
 * @b: where it ends
 * @half_width: metres to its edge
 * @tag: what it belongs to, as the caller numbers it
 * @along: metres from the line's beginning to @a
 */
typedef struct
{
  ZbXY a, b;
  double half_width;
  guint tag;
  double along;
} ZbSegment;

/**
 * ZbSegments:
 *
 * Segments of lines, found by place through a grid of squares.
 */
typedef struct _ZbSegments ZbSegments;

typedef void (*ZbSegmentFunc) (const ZbSegment *segment, gpointer data);

ZbSegments *zb_segments_new (void);
void zb_segments_free (ZbSegments *self);
void zb_segments_add_line (ZbSegments *self, const GArray *line, double half_width, guint tag);
void zb_segments_foreach (ZbSegments *self, ZbXY spot, double reach, ZbSegmentFunc func, gpointer data);
const ZbSegment *zb_segments_nearest (ZbSegments *self, ZbXY spot, double reach, double *metres);
gboolean zb_segments_is_clear (ZbSegments *self, ZbXY spot, double margin);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbSegments, zb_segments_free)

G_END_DECLS
