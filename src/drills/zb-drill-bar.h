/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-drill-watch.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ZB_TYPE_DRILL_BAR (zb_drill_bar_get_type ())
G_DECLARE_FINAL_TYPE (ZbDrillBar, zb_drill_bar, ZB, DRILL_BAR, AdwBin)

ZbDrill *zb_drill_bar_get_drill (ZbDrillBar *self);
ZbAlert *zb_drill_bar_get_urgent (ZbDrillBar *self);
void zb_drill_bar_refresh (ZbDrillBar *self);

G_END_DECLS
