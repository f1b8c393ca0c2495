/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-plan.h"
#include "zb-query.h"
#include "zb-world.h"

G_BEGIN_DECLS

GPtrArray *zb_recommend_locally (ZbWorld *world, ZbPoint location, const ZbPlan *plan, const char *drill,
                                 gint64 now);

G_END_DECLS
