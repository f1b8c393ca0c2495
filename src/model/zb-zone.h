/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-guard.h"

G_BEGIN_DECLS

/* A name is read in a list and on the map, where longer ones would be cut. */
#define ZB_ZONE_NAME_MOST 60
#define ZB_ZONE_NOTE_MOST 200

/* Three corners make a surface; two hundred follow any block of streets, and whether they cross each other is
 * still told at once. */
#define ZB_ZONE_CORNERS_LEAST 3
#define ZB_ZONE_CORNERS_MOST 200

/* Metres. Places on the ground are known to about 10 m, so that a smaller circle would hold what it is drawn
 * for by chance; a larger one would be most of the district. */
#define ZB_ZONE_RADIUS_LEAST 20.0
#define ZB_ZONE_RADIUS_MOST 10000.0

/* Square metres: what is smaller is a slip of the hand. */
#define ZB_ZONE_SURFACE_LEAST 100.0

/* A zone is for an event or a building site, not for ever: whoever needs it longer says so again. */
#define ZB_ZONE_LASTS_MOST (90 * G_TIME_SPAN_DAY)

/* Kinds of alert that one zone may name; the contract has thirty and a platform may add some. */
#define ZB_ZONE_KINDS_MOST 60

#define ZB_ZONE_DAY_MINUTES (24 * 60)

ZB_DECLARE_ENTITY (ZbZone, zb_zone, ZONE)
#define ZB_TYPE_ZONE (zb_zone_get_type ())

/**
 * ZbZone:
 * @name: what it is called, 1 to %ZB_ZONE_NAME_MOST characters
 * @area: (nullable): the id of the smallest area that holds all of it; the platform says it
 * @centre: for a circle, its middle; else nowhere
 * @radius: for a circle, in metres; else NAN
 * @geometry: (nullable): for a polygon, its outline; %NULL for a circle
 * @kinds: (nullable): the kinds of alert that it is about; none for all
 * @severities: (nullable): the names of the severities that it is about, as a source gives them; none for all
 * @hours_from: from when each day it counts, in minutes after local midnight
 * @hours_to: until when; may be less than @hours_from, over midnight; the same as it for all day
 * @starts_at: from when it counts, µs UTC; 0 for at once
 * @expires_at: when it is over by itself, µs UTC
 * @raises: whether alerts inside rise by one step of severity; else they are only marked
 * @note: (nullable): what it is for
 * @ended_at: when somebody ended it or it expired, µs UTC; 0 before that
 * @by: the id of the account that drew it
 * @by_name: that officer's name
 * @created_at: when, µs UTC
 *
 * A watch zone: a part of the ground that counts for more than usual for a while. Alerts inside it are marked
 * and, where it says so, raised.
 */
struct _ZbZone
{
  ZbEntity parent_instance;
  char *name;
  char *area;
  ZbPoint centre;
  double radius;
  ZbGeometry *geometry;
  char **kinds;
  char **severities;
  gint64 hours_from;
  gint64 hours_to;
  gint64 starts_at;
  gint64 expires_at;
  gboolean raises;
  char *note;
  gint64 ended_at;
  char *by;
  char *by_name;
  gint64 created_at;
};

/**
 * ZbZoneVerb:
 * @ZB_ZONE_VERB_CREATE: it is drawn
 * @ZB_ZONE_VERB_EDIT: its place, its hours or what it is about are changed
 * @ZB_ZONE_VERB_END: it is over before its time
 *
 * What can be done to a zone.
 */
typedef enum
{
  ZB_ZONE_VERB_NONE,
  ZB_ZONE_VERB_CREATE,
  ZB_ZONE_VERB_EDIT,
  ZB_ZONE_VERB_END,
} ZbZoneVerb;

void zb_zone_set_circle (ZbZone *self, ZbPoint centre, double radius);
void zb_zone_set_corners (ZbZone *self, const ZbPoint *corners, guint n_corners);
const ZbPoint *zb_zone_get_corners (const ZbZone *self, guint *n_corners);
gboolean zb_zone_is_circle (const ZbZone *self);
ZbBox zb_zone_get_box (const ZbZone *self);
double zb_zone_get_surface (const ZbZone *self);
gboolean zb_zone_contains (const ZbZone *self, ZbPoint point);

gboolean zb_zone_is_over (const ZbZone *self, gint64 now);
gboolean zb_zone_is_active (const ZbZone *self, gint64 now);
gboolean zb_zone_is_within_hours (const ZbZone *self, int minute);
gboolean zb_zone_matches (const ZbZone *self, const char *kind, int severity, ZbPoint point, gint64 now);
gboolean zb_zone_matches_at (const ZbZone *self, const char *kind, int severity, ZbPoint point, gint64 now,
                             int minute);

ZbProblem *zb_zone_guard (const ZbZone *self, ZbZoneVerb verb, const ZbActor *actor);
ZbProblem *zb_zone_check (const ZbZone *self, gint64 now);
GVariant *zb_zone_make_args (const ZbZone *self);

G_END_DECLS
