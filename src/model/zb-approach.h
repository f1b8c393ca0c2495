/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-query.h"
#include "zb-road-graph.h"
#include "zb-unit.h"

G_BEGIN_DECLS

void zb_approach_estimate (const ZbRoadGraph *roads, ZbPoint to, GPtrArray *recommendations,
                           GPtrArray *units);
double zb_approach_get_metres (const ZbRecommendation *recommendation);
gboolean zb_approach_is_near (const ZbRecommendation *recommendation);
gboolean zb_approach_is_far (const ZbRecommendation *recommendation);
gboolean zb_approach_is_detour (const ZbRecommendation *recommendation);

G_END_DECLS
