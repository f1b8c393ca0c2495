/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-sight.h"
#include "zb-world.h"

G_BEGIN_DECLS

/* How far away things are taken in where nothing else is said: the surroundings of an alert. */
#define ZB_NEAR_USUAL_METRES 300

/**
 * ZbNearGroup:
 *
 * What there can be near a place, as it is counted and chosen.
 */
typedef enum
{
  ZB_NEAR_CAMERA,
  ZB_NEAR_UNIT,
  ZB_NEAR_ALERT,
  ZB_NEAR_CASE,
  ZB_NEAR_GATE,
  ZB_NEAR_BIKE_SHED,
  ZB_NEAR_MANHOLE,
  ZB_NEAR_OTHER,
  ZB_N_NEAR_GROUPS,
} ZbNearGroup;

#define ZB_NEAR_MASK(group) (1u << (group))
#define ZB_NEAR_ALL ((1u << ZB_N_NEAR_GROUPS) - 1)

#define ZB_TYPE_NEAR_THING (zb_near_thing_get_type ())
G_DECLARE_FINAL_TYPE (ZbNearThing, zb_near_thing, ZB, NEAR_THING, GObject)

gpointer zb_near_thing_get_entity (ZbNearThing *self);
ZbNearGroup zb_near_thing_get_group (ZbNearThing *self);
double zb_near_thing_get_distance (ZbNearThing *self);
double zb_near_thing_get_bearing (ZbNearThing *self);
ZbSight zb_near_thing_get_sight (ZbNearThing *self);

#define ZB_TYPE_NEAR (zb_near_get_type ())
G_DECLARE_FINAL_TYPE (ZbNear, zb_near, ZB, NEAR, GObject)

ZbNear *zb_near_new (void);
void zb_near_follow (ZbNear *self, GListModel *entities);
void zb_near_follow_world (ZbNear *self, ZbWorld *world);
void zb_near_ask (ZbNear *self, ZbPoint centre, double metres, gboolean seeing);
void zb_near_set_centre (ZbNear *self, ZbPoint centre);
ZbPoint zb_near_get_centre (ZbNear *self);
void zb_near_set_radius (ZbNear *self, double metres);
double zb_near_get_radius (ZbNear *self);
void zb_near_set_groups (ZbNear *self, guint32 groups);
guint32 zb_near_get_groups (ZbNear *self);
void zb_near_set_without (ZbNear *self, gpointer entity);
gboolean zb_near_get_seeing (ZbNear *self);
void zb_near_set_held (ZbNear *self, gboolean held);
guint zb_near_count (ZbNear *self, ZbNearGroup group);

G_END_DECLS
