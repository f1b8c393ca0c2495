/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-chart.h"
#include "zb-figures.h"
#include "zb-query.h"

G_BEGIN_DECLS

#define ZB_TYPE_WALL_NUMBERS (zb_wall_numbers_get_type ())
G_DECLARE_FINAL_TYPE (ZbWallNumbers, zb_wall_numbers, ZB, WALL_NUMBERS, GObject)

ZbWallNumbers *zb_wall_numbers_new (void);
void zb_wall_numbers_set_query (ZbWallNumbers *self, ZbQuery *query);
void zb_wall_numbers_look_at_age (ZbWallNumbers *self, gint64 now);
void zb_wall_numbers_fill_trend (ZbWallNumbers *self, ZbChart *chart);
gint64 zb_wall_numbers_get_as_of (ZbWallNumbers *self);

G_END_DECLS
