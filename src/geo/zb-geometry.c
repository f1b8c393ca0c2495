/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A surface on the ground: polygons of rings, as GeoJSON's Polygon and MultiPolygon have them.
 * Filled once by whoever reads it, then shared and never changed. */
#include "zb-geometry.h"

#include <math.h>

typedef struct
{
  guint first;
  gboolean begins_polygon;
} Ring;

struct _ZbGeometry
{
  gatomicrefcount refs;
  GArray *points;
  GArray *rings;
  ZbBox box;
  gboolean new_polygon;
};

G_DEFINE_BOXED_TYPE (ZbGeometry, zb_geometry, zb_geometry_ref, zb_geometry_unref)

/**
 * zb_box_add:
 * @box: a box
 * @point: a known place
 *
 * Grows @box until it holds @point.
 */
void
zb_box_add (ZbBox *box, ZbPoint point)
{
  box->west = fmin (box->west, point.lon);
  box->east = fmax (box->east, point.lon);
  box->south = fmin (box->south, point.lat);
  box->north = fmax (box->north, point.lat);
}

/**
 * zb_box_contains:
 * @box: a box
 * @point: a place
 *
 * Returns: whether @point lies in @box or on its edge; FALSE for an unknown place
 */
gboolean
zb_box_contains (const ZbBox *box, ZbPoint point)
{
  return point.lon >= box->west && point.lon <= box->east && point.lat >= box->south &&
         point.lat <= box->north;
}

/**
 * zb_geometry_new:
 *
 * Returns: (transfer full): a surface without polygons yet
 */
ZbGeometry *
zb_geometry_new (void)
{
  ZbGeometry *self = g_new0 (ZbGeometry, 1);
  g_atomic_ref_count_init (&self->refs);
  self->points = g_array_new (FALSE, FALSE, sizeof (ZbPoint));
  self->rings = g_array_new (FALSE, FALSE, sizeof (Ring));
  self->box = ZB_BOX_EMPTY;
  return self;
}

/**
 * zb_geometry_ref:
 * @self: a surface
 *
 * Returns: (transfer full): @self
 */
ZbGeometry *
zb_geometry_ref (ZbGeometry *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

/**
 * zb_geometry_unref:
 * @self: (transfer full): a surface
 */
void
zb_geometry_unref (ZbGeometry *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_array_unref (self->points);
  g_array_unref (self->rings);
  g_free (self);
}

/**
 * zb_geometry_begin_polygon:
 * @self: a surface
 *
 * The next ring is the outer ring of another polygon.
 */
void
zb_geometry_begin_polygon (ZbGeometry *self)
{
  self->new_polygon = TRUE;
}

/**
 * zb_geometry_begin_ring:
 * @self: a surface
 *
 * Begins another ring: the outer one of its polygon if it is the first, else a hole.
 */
void
zb_geometry_begin_ring (ZbGeometry *self)
{
  Ring ring = { self->points->len, self->new_polygon || self->rings->len == 0 };
  g_array_append_val (self->rings, ring);
  self->new_polygon = FALSE;
}

/**
 * zb_geometry_add_point:
 * @self: a surface with at least one ring begun
 * @point: the ring's next corner
 */
void
zb_geometry_add_point (ZbGeometry *self, ZbPoint point)
{
  g_return_if_fail (self->rings->len > 0);
  g_array_append_val (self->points, point);
  zb_box_add (&self->box, point);
}

/**
 * zb_geometry_get_n_rings:
 * @self: a surface
 *
 * Returns: how many rings all its polygons have together
 */
guint
zb_geometry_get_n_rings (const ZbGeometry *self)
{
  return self->rings->len;
}

/**
 * zb_geometry_get_ring:
 * @self: a surface
 * @ring: which ring
 * @n_points: (out): how many corners it has
 *
 * Returns: (transfer none) (array length=n_points): the corners
 */
const ZbPoint *
zb_geometry_get_ring (const ZbGeometry *self, guint ring, guint *n_points)
{
  guint first = g_array_index (self->rings, Ring, ring).first;
  guint end =
      ring + 1 < self->rings->len ? g_array_index (self->rings, Ring, ring + 1).first : self->points->len;
  *n_points = end - first;
  return &g_array_index (self->points, ZbPoint, first);
}

/**
 * zb_geometry_ring_begins_polygon:
 * @self: a surface
 * @ring: which ring
 *
 * Returns: whether @ring is the outer ring of a polygon rather than a hole
 */
gboolean
zb_geometry_ring_begins_polygon (const ZbGeometry *self, guint ring)
{
  return g_array_index (self->rings, Ring, ring).begins_polygon;
}

/**
 * zb_geometry_get_box:
 * @self: a surface
 *
 * Returns: (transfer none): the box that holds it
 */
const ZbBox *
zb_geometry_get_box (const ZbGeometry *self)
{
  return &self->box;
}

static gboolean
ring_crossings_are_odd (const ZbPoint *ring, guint n, ZbPoint p)
{
  gboolean odd = FALSE;
  for (guint i = 0, j = n - 1; i < n; j = i++)
    if ((ring[i].lat > p.lat) != (ring[j].lat > p.lat) &&
        p.lon <
            (ring[j].lon - ring[i].lon) * (p.lat - ring[i].lat) / (ring[j].lat - ring[i].lat) + ring[i].lon)
      odd = !odd;
  return odd;
}

/**
 * zb_geometry_contains:
 * @self: a surface
 * @point: a place
 *
 * The even-odd rule over all rings (Shimrat, Algorithm 112, CACM 5, 1962), so that holes are
 * outside. Edges count as either side.
 *
 * Returns: whether @point lies inside
 */
gboolean
zb_geometry_contains (const ZbGeometry *self, ZbPoint point)
{
  gboolean inside = FALSE;
  if (!zb_box_contains (&self->box, point))
    return FALSE;
  for (guint i = 0; i < self->rings->len; i++)
    {
      guint n;
      const ZbPoint *ring = zb_geometry_get_ring (self, i, &n);
      if (n > 2 && ring_crossings_are_odd (ring, n, point))
        inside = !inside;
    }
  return inside;
}

static double
ring_centroid (const ZbPoint *ring, guint n, ZbPoint *centre)
{
  double area = 0, x = 0, y = 0;
  for (guint i = 0, j = n - 1; i < n; j = i++)
    {
      double cross = (ring[j].lon - ring[0].lon) * (ring[i].lat - ring[0].lat) -
                     (ring[i].lon - ring[0].lon) * (ring[j].lat - ring[0].lat);
      area += cross / 2;
      x += (ring[j].lon + ring[i].lon - 2 * ring[0].lon) * cross;
      y += (ring[j].lat + ring[i].lat - 2 * ring[0].lat) * cross;
    }
  if (area != 0)
    *centre = (ZbPoint){ ring[0].lon + x / (6 * area), ring[0].lat + y / (6 * area) };
  return fabs (area);
}

/**
 * zb_geometry_get_centre:
 * @self: a surface
 *
 * Returns: the centroid of its largest ring, where a label goes; nowhere for an empty surface
 */
ZbPoint
zb_geometry_get_centre (const ZbGeometry *self)
{
  ZbPoint best = ZB_POINT_NOWHERE;
  double most = 0;
  for (guint i = 0; i < self->rings->len; i++)
    {
      guint n;
      ZbPoint centre = ZB_POINT_NOWHERE;
      const ZbPoint *ring = zb_geometry_get_ring (self, i, &n);
      double area = n > 2 ? ring_centroid (ring, n, &centre) : 0;
      if (area > most)
        most = area, best = centre;
    }
  return best;
}

/**
 * zb_geometry_equal:
 * @a: (nullable): a surface
 * @b: (nullable): another
 *
 * Returns: whether both have the same rings
 */
gboolean
zb_geometry_equal (const ZbGeometry *a, const ZbGeometry *b)
{
  if (a == b)
    return TRUE;
  if (!a || !b || a->points->len != b->points->len || a->rings->len != b->rings->len)
    return FALSE;
  return memcmp (a->points->data, b->points->data, a->points->len * sizeof (ZbPoint)) == 0 &&
         memcmp (a->rings->data, b->rings->data, a->rings->len * sizeof (Ring)) == 0;
}
