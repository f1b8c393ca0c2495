/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-alert.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ZB_TYPE_WALL_TICKER_ITEM (zb_wall_ticker_item_get_type ())
G_DECLARE_FINAL_TYPE (ZbWallTickerItem, zb_wall_ticker_item, ZB, WALL_TICKER_ITEM, AdwBin)

GtkWidget *zb_wall_ticker_item_new (void);
void zb_wall_ticker_item_set_alert (ZbWallTickerItem *self, ZbAlert *alert);
ZbAlert *zb_wall_ticker_item_get_alert (ZbWallTickerItem *self);

G_END_DECLS
