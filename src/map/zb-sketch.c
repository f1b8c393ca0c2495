/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-sketch.h"

#include "zb-measure.h"

#include <math.h>

/**
 * ZbSketch:
 *
 * What an officer draws on the map point by point: a way, a surface or a circle, and how long or large it is
 * by now. While it is being drawn, the place of the pointer counts as its next point.
 *
 * `changed` says that any of it is another; `finished` that the officer has ended it.
 */
struct _ZbSketch
{
  GObject parent_instance;
  ZbSketchShape shape;
  GArray *outline; /* ZbPoint: those that are set, and then the pointer where it counts */
  guint n_set;
  ZbPoint pointer;
  gboolean complete;
  gboolean finished;
};

enum
{
  CHANGED,
  FINISHED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZbSketch, zb_sketch, G_TYPE_OBJECT)

static const ZbPoint *
points_of (ZbSketch *self)
{
  return (const ZbPoint *)self->outline->data;
}

/* A sketch without a point is nowhere yet, and a complete one has all of its points. */
static void
renew (ZbSketch *self)
{
  g_array_set_size (self->outline, self->n_set);
  if (self->n_set > 0 && !self->complete && zb_point_is_known (self->pointer) &&
      !zb_point_equal (self->pointer, points_of (self)[self->n_set - 1]))
    g_array_append_val (self->outline, self->pointer);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
zb_sketch_finalize (GObject *object)
{
  g_array_unref (ZB_SKETCH (object)->outline);
  G_OBJECT_CLASS (zb_sketch_parent_class)->finalize (object);
}

static void
zb_sketch_class_init (ZbSketchClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zb_sketch_finalize;
  signals[CHANGED] =
      g_signal_new ("changed", ZB_TYPE_SKETCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FINISHED] =
      g_signal_new ("finished", ZB_TYPE_SKETCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
zb_sketch_init (ZbSketch *self)
{
  self->outline = g_array_new (FALSE, FALSE, sizeof (ZbPoint));
  self->pointer = ZB_POINT_NOWHERE;
}

/**
 * zb_sketch_new:
 * @shape: what is to be drawn
 *
 * Returns: (transfer full): a sketch without a point
 */
ZbSketch *
zb_sketch_new (ZbSketchShape shape)
{
  ZbSketch *self = g_object_new (ZB_TYPE_SKETCH, NULL);
  self->shape = shape;
  return self;
}

/**
 * zb_sketch_get_shape:
 * @self: a sketch
 *
 * Returns: what is drawn
 */
ZbSketchShape
zb_sketch_get_shape (ZbSketch *self)
{
  return self->shape;
}

/**
 * zb_sketch_get_points:
 * @self: a sketch
 * @n_points: (out): how many
 *
 * Returns: (transfer none) (array length=n_points): the points that are set
 */
const ZbPoint *
zb_sketch_get_points (ZbSketch *self, guint *n_points)
{
  *n_points = self->n_set;
  return points_of (self);
}

/**
 * zb_sketch_get_outline:
 * @self: a sketch
 * @n_points: (out): how many
 *
 * Returns: (transfer none) (array length=n_points): the points that are set, and where the next one would be
 */
const ZbPoint *
zb_sketch_get_outline (ZbSketch *self, guint *n_points)
{
  *n_points = self->outline->len;
  return points_of (self);
}

/**
 * zb_sketch_set_pointer:
 * @self: a sketch
 * @pointer: where the next point would be; nowhere while there is no pointer
 */
void
zb_sketch_set_pointer (ZbSketch *self, ZbPoint pointer)
{
  if (zb_point_equal (self->pointer, pointer))
    return;
  self->pointer = pointer;
  if (!self->complete)
    renew (self);
}

/**
 * zb_sketch_add:
 * @self: a sketch
 * @point: a known place
 *
 * Sets the next point. The second one of a circle ends it.
 *
 * Returns: whether it was set: not where the last one is, nor one too many, nor in a complete sketch
 */
gboolean
zb_sketch_add (ZbSketch *self, ZbPoint point)
{
  if (self->complete || self->n_set == ZB_SKETCH_POINTS_MOST ||
      (self->n_set > 0 && zb_point_equal (points_of (self)[self->n_set - 1], point)))
    return FALSE;
  g_array_set_size (self->outline, self->n_set);
  g_array_append_val (self->outline, point);
  self->n_set++;
  renew (self);
  if (self->shape == ZB_SKETCH_CIRCLE && self->n_set == 2)
    zb_sketch_finish (self);
  return TRUE;
}

/**
 * zb_sketch_take_back:
 * @self: a sketch
 *
 * Returns: whether there was a last point to take back
 */
gboolean
zb_sketch_take_back (ZbSketch *self)
{
  if (self->complete || self->n_set == 0)
    return FALSE;
  self->n_set--;
  renew (self);
  return TRUE;
}

/**
 * zb_sketch_move:
 * @self: a sketch that is not finished
 * @i: which of the points that are set
 * @point: where it is now
 *
 * A circle goes with its middle.
 */
void
zb_sketch_move (ZbSketch *self, guint i, ZbPoint point)
{
  ZbPoint *points = (ZbPoint *)self->outline->data;
  g_return_if_fail (i < self->n_set && !self->finished);
  if (self->shape == ZB_SKETCH_CIRCLE && i == 0 && self->n_set == 2)
    points[1] = zb_point_move (point, zb_point_bearing (points[0], points[1]),
                               zb_point_distance (points[0], points[1]));
  points[i] = point;
  renew (self);
}

/**
 * zb_sketch_set_points:
 * @self: a sketch without a point
 * @points: (array length=n_points): what it is already, at most %ZB_SKETCH_POINTS_MOST
 * @n_points: how many
 *
 * It has all of its points then, which may still be moved until it is finished.
 */
void
zb_sketch_set_points (ZbSketch *self, const ZbPoint *points, guint n_points)
{
  g_return_if_fail (self->n_set == 0);
  self->n_set = MIN (n_points, ZB_SKETCH_POINTS_MOST);
  g_array_set_size (self->outline, 0);
  g_array_append_vals (self->outline, points, self->n_set);
  self->complete = TRUE;
  renew (self);
}

/**
 * zb_sketch_is_complete:
 * @self: a sketch
 *
 * Returns: whether it has all of its points
 */
gboolean
zb_sketch_is_complete (ZbSketch *self)
{
  return self->complete;
}

/**
 * zb_sketch_can_finish:
 * @self: a sketch
 *
 * Returns: whether it has points enough for what it is and can be told from the outside
 */
gboolean
zb_sketch_can_finish (ZbSketch *self)
{
  if (self->finished)
    return FALSE;
  if (self->shape == ZB_SKETCH_POLYGON)
    return self->n_set >= 3 && !zb_measure_crosses (points_of (self), self->n_set);
  return self->n_set >= 2;
}

/**
 * zb_sketch_finish:
 * @self: a sketch
 *
 * Ends it as it is, without the pointer.
 *
 * Returns: whether it could be ended
 */
gboolean
zb_sketch_finish (ZbSketch *self)
{
  if (!zb_sketch_can_finish (self))
    return FALSE;
  self->finished = self->complete = TRUE;
  renew (self);
  g_signal_emit (self, signals[FINISHED], 0);
  return TRUE;
}

/**
 * zb_sketch_is_finished:
 * @self: a sketch
 *
 * Returns: whether the officer has ended it
 */
gboolean
zb_sketch_is_finished (ZbSketch *self)
{
  return self->finished;
}

/**
 * zb_sketch_crosses:
 * @self: a sketch
 *
 * Returns: whether edges of its surface cross, the pointer included
 */
gboolean
zb_sketch_crosses (ZbSketch *self)
{
  return self->shape == ZB_SKETCH_POLYGON && zb_measure_crosses (points_of (self), self->outline->len);
}

/**
 * zb_sketch_get_length:
 * @self: a sketch
 *
 * Returns: how long its way or its outline is, in metres
 */
double
zb_sketch_get_length (ZbSketch *self)
{
  const ZbPoint *points = points_of (self);
  guint n = self->outline->len;
  double length = zb_measure_length (points, n);
  if (self->shape == ZB_SKETCH_CIRCLE)
    return 2 * G_PI * length;
  return self->shape == ZB_SKETCH_POLYGON && n > 2 ? length + zb_point_distance (points[n - 1], points[0])
                                                   : length;
}

/**
 * zb_sketch_get_last_leg:
 * @self: a sketch
 *
 * Returns: how far the last point or the pointer is from the one before, in metres
 */
double
zb_sketch_get_last_leg (ZbSketch *self)
{
  guint n = self->outline->len;
  return n > 1 ? zb_point_distance (points_of (self)[n - 2], points_of (self)[n - 1]) : 0;
}

/**
 * zb_sketch_get_radius:
 * @self: a circle
 *
 * Returns: its radius in metres, 0 before it has one
 */
double
zb_sketch_get_radius (ZbSketch *self)
{
  return self->shape == ZB_SKETCH_CIRCLE ? zb_sketch_get_last_leg (self) : 0;
}

/**
 * zb_sketch_get_area:
 * @self: a sketch
 *
 * Returns: how large its surface is, in square metres; NAN where its edges cross
 */
double
zb_sketch_get_area (ZbSketch *self)
{
  double radius = zb_sketch_get_radius (self);
  if (self->shape == ZB_SKETCH_CIRCLE)
    return G_PI * radius * radius;
  if (self->shape == ZB_SKETCH_LINE)
    return 0;
  return zb_sketch_crosses (self) ? NAN : zb_measure_area (points_of (self), self->outline->len);
}
