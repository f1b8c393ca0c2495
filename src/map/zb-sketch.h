/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-point.h"

#include <glib-object.h>

G_BEGIN_DECLS

/* Far more than a hand sets, and as many as still are looked through at once for edges that cross. */
#define ZB_SKETCH_POINTS_MOST 200

/**
 * ZbSketchShape:
 * @ZB_SKETCH_LINE: a way over any number of points
 * @ZB_SKETCH_POLYGON: a surface with any number of corners
 * @ZB_SKETCH_CIRCLE: a middle, and a point that says how far it reaches
 */
typedef enum
{
  ZB_SKETCH_LINE,
  ZB_SKETCH_POLYGON,
  ZB_SKETCH_CIRCLE,
} ZbSketchShape;

#define ZB_TYPE_SKETCH (zb_sketch_get_type ())
G_DECLARE_FINAL_TYPE (ZbSketch, zb_sketch, ZB, SKETCH, GObject)

ZbSketch *zb_sketch_new (ZbSketchShape shape);
ZbSketchShape zb_sketch_get_shape (ZbSketch *self);
const ZbPoint *zb_sketch_get_points (ZbSketch *self, guint *n_points);
const ZbPoint *zb_sketch_get_outline (ZbSketch *self, guint *n_points);
void zb_sketch_set_pointer (ZbSketch *self, ZbPoint pointer);
gboolean zb_sketch_add (ZbSketch *self, ZbPoint point);
gboolean zb_sketch_take_back (ZbSketch *self);
void zb_sketch_move (ZbSketch *self, guint i, ZbPoint point);
void zb_sketch_set_points (ZbSketch *self, const ZbPoint *points, guint n_points);
gboolean zb_sketch_is_complete (ZbSketch *self);
gboolean zb_sketch_can_finish (ZbSketch *self);
gboolean zb_sketch_finish (ZbSketch *self);
gboolean zb_sketch_is_finished (ZbSketch *self);
gboolean zb_sketch_crosses (ZbSketch *self);
double zb_sketch_get_length (ZbSketch *self);
double zb_sketch_get_last_leg (ZbSketch *self);
double zb_sketch_get_radius (ZbSketch *self);
double zb_sketch_get_area (ZbSketch *self);

G_END_DECLS
