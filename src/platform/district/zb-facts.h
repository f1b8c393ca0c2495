/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-xy.h"

G_BEGIN_DECLS

/**
 * ZbRoadClass:
 * @ZB_ROAD_EXPRESSWAY: elevated or fenced, from the facts
 * @ZB_ROAD_PRIMARY: a main road, from the facts
 * @ZB_ROAD_SECONDARY: a road across a part of the district, from the facts
 * @ZB_ROAD_STREET: a local street, laid out by us
 * @ZB_ROAD_LANE: a lane between blocks, laid out by us
 */
typedef enum
{
  ZB_ROAD_EXPRESSWAY,
  ZB_ROAD_PRIMARY,
  ZB_ROAD_SECONDARY,
  ZB_ROAD_STREET,
  ZB_ROAD_LANE,
  ZB_N_ROAD_CLASSES
} ZbRoadClass;

typedef struct
{
  char *name; /* NULL for a lane without one */
  ZbRoadClass road_class;
  GArray *line; /* ZbXY */
} ZbRoad;

typedef struct
{
  char *name;
  char *code;     /* of the administration; NULL for a park */
  GArray *ring;   /* ZbXY, anticlockwise */
  ZbXY low, high; /* the box around it */
} ZbSurface;

typedef struct
{
  char *name;
  char *poi_class; /* metro, landmark, hospital, centre */
  ZbXY spot;
} ZbPoi;

/**
 * ZbFacts:
 *
 * What is known of the real district: outlines, main roads, the creek, parks and landmarks.
 */
typedef struct
{
  ZbSurface *district;
  GPtrArray *subdistricts; /* ZbSurface */
  GPtrArray *roads;        /* ZbRoad, smoothed, expressways first */
  GPtrArray *parks;        /* ZbSurface */
  GPtrArray *pois;         /* ZbPoi */
  GArray *creek;           /* ZbXY, its middle, smoothed */
  char *creek_name;
} ZbFacts;

/* From the creek's middle to its bank, in metres. */
#define ZB_CREEK_HALF_WIDTH 24.0

ZbFacts *zb_facts_new (void);
void zb_facts_free (ZbFacts *self);
ZbRoad *zb_road_new (const char *name, ZbRoadClass road_class, GArray *line);
void zb_road_free (ZbRoad *self);
gboolean zb_surface_box_is_near (const ZbSurface *self, ZbXY spot, double margin);
double zb_road_half_width (ZbRoadClass road_class);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbFacts, zb_facts_free)

G_END_DECLS
