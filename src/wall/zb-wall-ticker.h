/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-world.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ZB_TYPE_WALL_TICKER (zb_wall_ticker_get_type ())
G_DECLARE_FINAL_TYPE (ZbWallTicker, zb_wall_ticker, ZB, WALL_TICKER, GtkWidget)

void zb_wall_ticker_set_world (ZbWallTicker *self, ZbWorld *world);
void zb_wall_ticker_set_known (ZbWallTicker *self, gboolean known);
void zb_wall_ticker_set_unit (ZbWallTicker *self, double unit);
void zb_wall_ticker_turn (ZbWallTicker *self);

G_END_DECLS
