/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-alert.h"
#include "zb-case.h"
#include "zb-world.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ZB_TYPE_WALLS_VIEW (zb_walls_view_get_type ())
G_DECLARE_FINAL_TYPE (ZbWallsView, zb_walls_view, ZB, WALLS_VIEW, AdwBin)

G_END_DECLS
