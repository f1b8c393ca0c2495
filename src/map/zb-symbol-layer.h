/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-map-placement.h"
#include "zb-map-projection.h"
#include "zb-symbols.h"

G_BEGIN_DECLS

#define ZB_TYPE_MAP_ARRANGEMENT (zb_map_arrangement_get_type ())
G_DECLARE_FINAL_TYPE (ZbMapArrangement, zb_map_arrangement, ZB, MAP_ARRANGEMENT, GObject)

/* How far beyond the widget a layer offers what it has. */
#define ZB_OFFER_MARGIN 128

/**
 * ZbDrawn:
 * @entity: (nullable): what was drawn, owned by its store; %NULL for a cluster
 * @node: the cluster's node in the index
 * @n_items: how many it stands for
 * @n_well: how many of them are online
 * @place: where on the widget
 * @radius: how far a click still means it
 *
 * One thing that the last frame drew.
 */
typedef struct
{
  gpointer entity;
  guint node;
  guint n_items;
  guint n_well;
  graphene_point_t place;
  float radius;
} ZbDrawn;

#define ZB_TYPE_SYMBOL_LAYER (zb_symbol_layer_get_type ())
G_DECLARE_DERIVABLE_TYPE (ZbSymbolLayer, zb_symbol_layer, ZB, SYMBOL_LAYER, ShumateLayer)

struct _ZbSymbolLayerClass
{
  ShumateLayerClass parent_class;
  void (*draw) (ZbSymbolLayer *self, GtkSnapshot *snapshot, const ZbMapProjection *projection);
  void (*offer) (ZbSymbolLayer *self, ZbMapPlacement *placement, const ZbMapProjection *projection);
};

void zb_symbol_layer_set_magnify (ZbSymbolLayer *self, double times);
ZbSymbols *zb_symbol_layer_get_symbols (ZbSymbolLayer *self);
void zb_symbol_layer_put (ZbSymbolLayer *self, GtkSnapshot *snapshot, ZbSymbolKey key,
                          graphene_point_t place);
void zb_symbol_layer_add_drawn (ZbSymbolLayer *self, const ZbDrawn *drawn);
const ZbDrawn *zb_symbol_layer_get_drawn (ZbSymbolLayer *self, guint *n_drawn);
const ZbDrawn *zb_symbol_layer_pick (ZbSymbolLayer *self, double x, double y);
void zb_symbol_layer_set_arrangement (ZbSymbolLayer *self, ZbMapArrangement *arrangement);
void zb_symbol_layer_offer (ZbSymbolLayer *self, ZbMapPlacement *placement,
                            const ZbMapProjection *projection);
gboolean zb_symbol_layer_find_spot (ZbSymbolLayer *self, gconstpointer key, graphene_point_t *place);
void zb_symbol_layer_renew (ZbSymbolLayer *self);
void zb_symbol_layer_moved (ZbSymbolLayer *self);
gint64 zb_symbol_layer_get_draw_time (ZbSymbolLayer *self);

G_END_DECLS
