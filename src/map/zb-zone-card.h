/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-world.h"
#include "zb-zone.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ZB_TYPE_ZONE_CARD (zb_zone_card_get_type ())
G_DECLARE_FINAL_TYPE (ZbZoneCard, zb_zone_card, ZB, ZONE_CARD, AdwBin)

void zb_zone_card_set_world (ZbZoneCard *self, ZbWorld *world);
void zb_zone_card_set_zone (ZbZoneCard *self, ZbZone *zone);
void zb_zone_card_set_problem (ZbZoneCard *self, const char *words);
ZbZone *zb_zone_card_get_zone (ZbZoneCard *self);
GListModel *zb_zone_card_get_alerts (ZbZoneCard *self);

G_END_DECLS
