/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-account.h"
#include "zb-alert.h"
#include "zb-drill.h"
#include "zb-world.h"

G_BEGIN_DECLS

ZbDrill *zb_drill_find_mine (ZbWorld *world, ZbAccount *account);
ZbAlert *zb_drill_find_live_urgent (ZbWorld *world);
gboolean zb_drill_is_leader (ZbAccount *account);

G_END_DECLS
