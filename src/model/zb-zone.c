/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A watch zone: where it is, when it counts, and which alerts it is about. Platform and console ask the same
 * functions, so that a zone that is being drawn already shows what it would hold. */
#include "zb-zone.h"

#include "zb-measure.h"

#include <math.h>

static ZbField zb_zone_fields[] = {
  ZB_FIELD (ZbZone, name, TEXT, .flags = ZB_FIELD_EDITED),
  ZB_FIELD (ZbZone, area, TEXT),
  ZB_FIELD (ZbZone, centre, POINT, .flags = ZB_FIELD_EDITED),
  ZB_FIELD (ZbZone, radius, REAL, .flags = ZB_FIELD_EDITED),
  ZB_FIELD (ZbZone, geometry, GEOMETRY, .flags = ZB_FIELD_EDITED),
  ZB_FIELD (ZbZone, kinds, TEXTS, .flags = ZB_FIELD_EDITED),
  ZB_FIELD (ZbZone, severities, TEXTS, .flags = ZB_FIELD_EDITED),
  ZB_FIELD (ZbZone, hours_from, INTEGER, .flags = ZB_FIELD_EDITED),
  ZB_FIELD (ZbZone, hours_to, INTEGER, .flags = ZB_FIELD_EDITED),
  ZB_FIELD (ZbZone, starts_at, TIME, .flags = ZB_FIELD_EDITED),
  ZB_FIELD (ZbZone, expires_at, TIME, .flags = ZB_FIELD_EDITED),
  ZB_FIELD (ZbZone, raises, FLAG, .flags = ZB_FIELD_EDITED),
  ZB_FIELD (ZbZone, note, TEXT, .flags = ZB_FIELD_EDITED | ZB_FIELD_OWN_WORDS),
  ZB_FIELD (ZbZone, ended_at, TIME),
  ZB_FIELD (ZbZone, by, TEXT),
  ZB_FIELD (ZbZone, by_name, TEXT),
  ZB_FIELD (ZbZone, created_at, TIME),
};

ZB_DEFINE_RECORD (ZbZone, zb_zone, ZB_TYPE_ENTITY)

/* --- where ----------------------------------------------------------------------------------- */

/**
 * zb_zone_set_circle:
 * @self: a zone that nobody shares yet
 * @centre: its middle
 * @radius: in metres
 *
 * Makes it a circle, whatever it was before.
 */
void
zb_zone_set_circle (ZbZone *self, ZbPoint centre, double radius)
{
  g_clear_pointer (&self->geometry, zb_geometry_unref);
  self->centre = centre;
  self->radius = radius;
}

/**
 * zb_zone_set_corners:
 * @self: a zone that nobody shares yet
 * @corners: (array length=n_corners): its corners; whether the last is the first again does not matter
 * @n_corners: how many
 *
 * Makes it a polygon, whatever it was before. A corner on the one before it is left out, as a double click
 * makes them; the ring is closed, as GeoJSON wants it.
 */
void
zb_zone_set_corners (ZbZone *self, const ZbPoint *corners, guint n_corners)
{
  ZbGeometry *geometry = zb_geometry_new ();

  zb_geometry_begin_polygon (geometry);
  zb_geometry_begin_ring (geometry);
  while (n_corners > 1 && zb_point_equal (corners[n_corners - 1], corners[0]))
    n_corners--;
  for (guint i = 0; i < n_corners; i++)
    if (i == 0 || !zb_point_equal (corners[i], corners[i - 1]))
      zb_geometry_add_point (geometry, corners[i]);
  if (n_corners > 0)
    zb_geometry_add_point (geometry, corners[0]);
  zb_zone_set_circle (self, ZB_POINT_NOWHERE, NAN);
  self->geometry = geometry;
}

/**
 * zb_zone_get_corners:
 * @self: a zone
 * @n_corners: (out): how many, each counted once
 *
 * Returns: (transfer none) (nullable) (array length=n_corners): the corners of its outline; %NULL for a
 * circle
 */
const ZbPoint *
zb_zone_get_corners (const ZbZone *self, guint *n_corners)
{
  *n_corners = 0;
  if (!self->geometry || zb_geometry_get_n_rings (self->geometry) == 0)
    return NULL;
  const ZbPoint *ring = zb_geometry_get_ring (self->geometry, 0, n_corners);
  while (*n_corners > 1 && zb_point_equal (ring[*n_corners - 1], ring[0]))
    (*n_corners)--;
  return ring;
}

/**
 * zb_zone_is_circle:
 * @self: a zone
 *
 * Returns: whether it is a circle rather than a polygon
 */
gboolean
zb_zone_is_circle (const ZbZone *self)
{
  return !self->geometry && zb_point_is_known (self->centre);
}

static ZbBox
box_of_circle (ZbPoint centre, double radius)
{
  ZbBox box = ZB_BOX_EMPTY;
  for (int quarter = 0; quarter < 4; quarter++)
    zb_box_add (&box, zb_point_move (centre, quarter * 90.0, radius));
  return box;
}

/**
 * zb_zone_get_box:
 * @self: a zone
 *
 * Returns: the box that holds it, empty for a zone without a place
 */
ZbBox
zb_zone_get_box (const ZbZone *self)
{
  if (zb_zone_is_circle (self))
    return box_of_circle (self->centre, self->radius);
  return self->geometry ? *zb_geometry_get_box (self->geometry) : ZB_BOX_EMPTY;
}

/**
 * zb_zone_get_surface:
 * @self: a zone
 *
 * Returns: how large it is, in square metres; 0 for a zone without a place
 */
double
zb_zone_get_surface (const ZbZone *self)
{
  guint n;
  const ZbPoint *corners = zb_zone_get_corners (self, &n);
  if (zb_zone_is_circle (self))
    return G_PI * self->radius * self->radius;
  return n >= ZB_ZONE_CORNERS_LEAST ? zb_measure_area (corners, n) : 0;
}

/**
 * zb_zone_contains:
 * @self: a zone
 * @point: a place
 *
 * Returns: whether @point lies in it, the rim of a circle included; %FALSE for an unknown place
 */
gboolean
zb_zone_contains (const ZbZone *self, ZbPoint point)
{
  if (!zb_point_is_known (point))
    return FALSE;
  if (zb_zone_is_circle (self))
    return zb_point_distance (self->centre, point) <= self->radius;
  return self->geometry && zb_geometry_contains (self->geometry, point);
}

/* --- when ------------------------------------------------------------------------------------- */

/**
 * zb_zone_is_over:
 * @self: a zone
 * @now: µs UTC
 *
 * Returns: whether somebody has ended it or its time is over, also before the platform has said so
 */
gboolean
zb_zone_is_over (const ZbZone *self, gint64 now)
{
  return self->ended_at != 0 || self->expires_at <= now;
}

/**
 * zb_zone_is_active:
 * @self: a zone
 * @now: µs UTC
 *
 * Returns: whether it has begun and is not over; its hours of the day apart, see zb_zone_is_within_hours()
 */
gboolean
zb_zone_is_active (const ZbZone *self, gint64 now)
{
  return self->starts_at <= now && !zb_zone_is_over (self, now);
}

/**
 * zb_zone_is_within_hours:
 * @self: a zone
 * @minute: minutes after local midnight, 0 to 1439
 *
 * Returns: whether it counts at that time of day
 */
gboolean
zb_zone_is_within_hours (const ZbZone *self, int minute)
{
  if (self->hours_from == self->hours_to)
    return TRUE;
  if (self->hours_from < self->hours_to)
    return minute >= self->hours_from && minute < self->hours_to;
  return minute >= self->hours_from || minute < self->hours_to;
}

static int
minute_of (gint64 now)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (now / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = utc ? g_date_time_to_local (utc) : NULL;
  return local ? g_date_time_get_hour (local) * 60 + g_date_time_get_minute (local) : 0;
}

/* --- which ------------------------------------------------------------------------------------- */

static gboolean
names (char **list, const char *name)
{
  return !list || !list[0] || (name && g_strv_contains ((const char *const *)list, name));
}

/**
 * zb_zone_matches:
 * @self: a zone
 * @kind: (nullable): an alert's kind
 * @severity: the #ZbSeverity that its source gave it
 * @point: where it is
 * @now: µs UTC
 *
 * By this machine's local time; see zb_zone_matches_at().
 *
 * Returns: whether the zone is active and within its hours and is about such an alert
 */
gboolean
zb_zone_matches (const ZbZone *self, const char *kind, int severity, ZbPoint point, gint64 now)
{
  return zb_zone_matches_at (self, kind, severity, point, now, minute_of (now));
}

/**
 * zb_zone_matches_at:
 * @self: a zone
 * @kind: (nullable): an alert's kind
 * @severity: the #ZbSeverity that its source gave it
 * @point: where it is
 * @now: µs UTC
 * @minute: the district's minutes after midnight at @now
 *
 * For who knows the district's clock. The test of the place comes last, since it is the dearest.
 *
 * Returns: whether the zone is active and within its hours and is about such an alert
 */
gboolean
zb_zone_matches_at (const ZbZone *self, const char *kind, int severity, ZbPoint point, gint64 now, int minute)
{
  return zb_zone_is_active (self, now) && names (self->kinds, kind) &&
         names (self->severities, zb_choices_nick (&zb_severities, severity)) &&
         zb_zone_is_within_hours (self, minute) && zb_zone_contains (self, point);
}
