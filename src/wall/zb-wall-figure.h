/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define ZB_TYPE_WALL_FIGURE (zb_wall_figure_get_type ())
G_DECLARE_FINAL_TYPE (ZbWallFigure, zb_wall_figure, ZB, WALL_FIGURE, AdwBin)

G_END_DECLS
