/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-point.h"

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * ZbBox:
 * @west: least longitude
 * @south: least latitude
 * @east: greatest longitude
 * @north: greatest latitude
 *
 * A box in degrees, WGS 84. Empty where @west > @east.
 */
typedef struct
{
  double west, south, east, north;
} ZbBox;

#define ZB_BOX_EMPTY ((ZbBox){ 180, 90, -180, -90 })

void zb_box_add (ZbBox *box, ZbPoint point);
gboolean zb_box_contains (const ZbBox *box, ZbPoint point);

typedef struct _ZbGeometry ZbGeometry;

#define ZB_TYPE_GEOMETRY (zb_geometry_get_type ())
GType zb_geometry_get_type (void);

ZbGeometry *zb_geometry_new (void);
ZbGeometry *zb_geometry_ref (ZbGeometry *self);
void zb_geometry_unref (ZbGeometry *self);
void zb_geometry_begin_polygon (ZbGeometry *self);
void zb_geometry_begin_ring (ZbGeometry *self);
void zb_geometry_add_point (ZbGeometry *self, ZbPoint point);
guint zb_geometry_get_n_rings (const ZbGeometry *self);
const ZbPoint *zb_geometry_get_ring (const ZbGeometry *self, guint ring, guint *n_points);
gboolean zb_geometry_ring_begins_polygon (const ZbGeometry *self, guint ring);
const ZbBox *zb_geometry_get_box (const ZbGeometry *self);
gboolean zb_geometry_contains (const ZbGeometry *self, ZbPoint point);
ZbPoint zb_geometry_get_centre (const ZbGeometry *self);
gboolean zb_geometry_equal (const ZbGeometry *a, const ZbGeometry *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbGeometry, zb_geometry_unref)

G_END_DECLS
