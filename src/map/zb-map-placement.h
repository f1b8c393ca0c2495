/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <graphene.h>

#include <glib.h>

G_BEGIN_DECLS

/**
 * ZbMapRank:
 * @ZB_MAP_RANK_SELECTED: the alert that the officer works on
 * @ZB_MAP_RANK_URGENT: urgent alerts
 * @ZB_MAP_RANK_HIGH: high ones
 * @ZB_MAP_RANK_EN_ROUTE: units on their way
 * @ZB_MAP_RANK_NEAR: cameras around the selected alert, and those that look out over a quarter
 * @ZB_MAP_RANK_CLUSTER: clusters
 * @ZB_MAP_RANK_MEDIUM: medium alerts
 * @ZB_MAP_RANK_LOW: low ones
 * @ZB_MAP_RANK_CASE: open cases
 * @ZB_MAP_RANK_UNIT: units that are going nowhere
 * @ZB_MAP_RANK_CHIP: what a symbol is called
 * @ZB_MAP_RANK_NAME: what a part of the district is called
 *
 * Who has the first choice of a place on the map.
 */
typedef enum
{
  ZB_MAP_RANK_SELECTED,
  ZB_MAP_RANK_URGENT,
  ZB_MAP_RANK_HIGH,
  ZB_MAP_RANK_EN_ROUTE,
  ZB_MAP_RANK_NEAR,
  ZB_MAP_RANK_CLUSTER,
  ZB_MAP_RANK_MEDIUM,
  ZB_MAP_RANK_LOW,
  ZB_MAP_RANK_CASE,
  ZB_MAP_RANK_UNIT,
  ZB_MAP_RANK_CHIP,
  ZB_MAP_RANK_NAME,
} ZbMapRank;

/* Names a piece by the entity it stands for, its label, or the node of a cluster. Entities lie at even
 * addresses, and never at the first ones. */
#define ZB_MAP_KEY(entity) ((gconstpointer)(entity))
#define ZB_MAP_KEY_LABEL(entity) ((gconstpointer)((const char *)(entity) + 1))
#define ZB_MAP_KEY_NODE(node) (GSIZE_TO_POINTER (((gsize)(node) << 3) | 2))

typedef struct _ZbMapPlacement ZbMapPlacement;

ZbMapPlacement *zb_map_placement_new (void);
void zb_map_placement_free (ZbMapPlacement *self);
void zb_map_placement_clear (ZbMapPlacement *self);
void zb_map_placement_add_symbol (ZbMapPlacement *self, gconstpointer key, ZbMapRank rank,
                                  graphene_point_t place, float radius, float reach);
void zb_map_placement_add_chip (ZbMapPlacement *self, gconstpointer key, gconstpointer of,
                                graphene_point_t place, graphene_size_t size, float gap, gboolean must);
void zb_map_placement_add_name (ZbMapPlacement *self, gconstpointer key, graphene_point_t place,
                                graphene_size_t size);
void zb_map_placement_solve (ZbMapPlacement *self);
gboolean zb_map_placement_find (const ZbMapPlacement *self, gconstpointer key, graphene_point_t *place);
gboolean zb_map_placement_has_text (const ZbMapPlacement *self, const graphene_rect_t *box);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbMapPlacement, zb_map_placement_free)

G_END_DECLS
