/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-symbol-layer.h"

G_BEGIN_DECLS

ZbMapArrangement *zb_map_arrangement_new (void);
void zb_map_arrangement_renew (ZbMapArrangement *self);
gint64 zb_map_arrangement_take_time (ZbMapArrangement *self);

/* For the layers: */
void zb_map_arrangement_add_layer (ZbMapArrangement *self, ZbSymbolLayer *layer);
void zb_map_arrangement_remove_layer (ZbMapArrangement *self, ZbSymbolLayer *layer);
void zb_map_arrangement_follow (ZbMapArrangement *self, const ZbMapProjection *projection);
void zb_map_arrangement_renew_soon (ZbMapArrangement *self);
const ZbMapPlacement *zb_map_arrangement_get_placement (ZbMapArrangement *self);
gboolean zb_map_arrangement_has_text (ZbMapArrangement *self, const ZbMapProjection *projection,
                                      const graphene_rect_t *box);

G_END_DECLS
