/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-mercator.h"
#include "zb-store.h"

G_BEGIN_DECLS

/* How many classes an entity may fall into. */
#define ZB_PLACE_CLASSES 8
#define ZB_PLACE_NO_CLASS G_MAXUINT8

typedef ZbPoint (*ZbPlaceFunc) (gpointer entity);
typedef guint8 (*ZbPlaceClassFunc) (gpointer entity);

#define ZB_TYPE_PLACES (zb_places_get_type ())
G_DECLARE_FINAL_TYPE (ZbPlaces, zb_places, ZB, PLACES, GObject)

ZbPlaces *zb_places_new (ZbStore *store, ZbPlaceFunc place_of);
guint zb_places_get_size (ZbPlaces *self);
gboolean zb_places_get (ZbPlaces *self, guint position, ZbMercator *place);
gpointer zb_places_get_entity (ZbPlaces *self, guint position);
void zb_places_set_classes (ZbPlaces *self, ZbPlaceClassFunc class_of);
guint zb_places_count (ZbPlaces *self, guint8 place_class);

G_END_DECLS
