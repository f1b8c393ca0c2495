/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-wall-bar.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ZB_TYPE_WALL_BARS (zb_wall_bars_get_type ())
G_DECLARE_FINAL_TYPE (ZbWallBars, zb_wall_bars, ZB, WALL_BARS, GtkWidget)

void zb_wall_bars_set_rows (ZbWallBars *self, GListModel *rows);

G_END_DECLS
