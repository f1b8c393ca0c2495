/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-mercator.h"

G_BEGIN_DECLS

/* Zooms count as on a map of 256-pixel tiles: the world is 256 · 2^zoom pixels wide. Below the first
 * nothing merges further, above the last nothing is merged. */
#define ZB_CLUSTER_MIN_ZOOM 9
#define ZB_CLUSTER_MAX_ZOOM 19
#define ZB_CLUSTER_N_STATES 5
#define ZB_CLUSTER_N_CATEGORIES 32
#define ZB_CLUSTER_NO_ITEM G_MAXUINT32

/**
 * ZbClusterItem:
 * @point: where it is; an unknown place is left out
 * @category: which bit of the mask it answers to
 * @state: 0 is well, a greater one is worse
 */
typedef struct
{
  ZbPoint point;
  guint8 category;
  guint8 state;
} ZbClusterItem;

/**
 * ZbCluster:
 * @place: the mean of its items' places
 * @n_items: how many visible items it stands for, at least 1
 * @n_well: how many of them are in state 0
 * @worst: the worst state among them
 * @item: the item where there is only one, else %ZB_CLUSTER_NO_ITEM
 * @node: names the cluster within its index
 */
typedef struct
{
  ZbMercator place;
  guint n_items;
  guint n_well;
  guint worst;
  guint item;
  guint node;
} ZbCluster;

typedef struct _ZbClusterIndex ZbClusterIndex;

ZbClusterIndex *zb_cluster_index_new (const ZbClusterItem *items, guint n_items);
void zb_cluster_index_free (ZbClusterIndex *self);
guint zb_cluster_index_get_n_items (const ZbClusterIndex *self);
void zb_cluster_index_set_state (ZbClusterIndex *self, guint item, guint state);
guint zb_cluster_index_get_state (const ZbClusterIndex *self, guint item);
gboolean zb_cluster_index_holds (const ZbClusterIndex *self, guint item, ZbPoint point, guint category);
void zb_cluster_index_set_mask (ZbClusterIndex *self, guint32 mask);
void zb_cluster_index_set_apart (ZbClusterIndex *self, guint item, gboolean apart);
void zb_cluster_index_query (const ZbClusterIndex *self, const ZbBox *box, guint zoom, GArray *clusters);
guint zb_cluster_index_count (const ZbClusterIndex *self, const ZbBox *box);
ZbBox zb_cluster_index_get_extent (const ZbClusterIndex *self, guint node);
double zb_cluster_index_get_radius (guint zoom);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbClusterIndex, zb_cluster_index_free)

G_END_DECLS
