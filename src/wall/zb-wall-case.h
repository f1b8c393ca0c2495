/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-case.h"
#include "zb-world.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ZB_TYPE_WALL_CASE (zb_wall_case_get_type ())
G_DECLARE_FINAL_TYPE (ZbWallCase, zb_wall_case, ZB, WALL_CASE, AdwBin)

void zb_wall_case_set_world (ZbWallCase *self, ZbWorld *world);
void zb_wall_case_set_case (ZbWallCase *self, ZbCase *a_case);

G_END_DECLS
