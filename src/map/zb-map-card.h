/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-world.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ZB_TYPE_MAP_CARD (zb_map_card_get_type ())
G_DECLARE_FINAL_TYPE (ZbMapCard, zb_map_card, ZB, MAP_CARD, GtkWidget)

GtkWidget *zb_map_card_new (void);
void zb_map_card_set_world (ZbMapCard *self, ZbWorld *world);
void zb_map_card_set_subject (ZbMapCard *self, ZbEntity *subject);

G_END_DECLS
