/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-plan.h"
#include "zb-query.h"
#include "zb-road-graph.h"
#include "zb-world.h"

#include <gio/gio.h>

G_BEGIN_DECLS

GPtrArray *zb_recommend_locally (ZbWorld *world, ZbPoint location, const ZbPlan *plan, const char *drill,
                                 gint64 now);
void zb_recommend_by_road_async (ZbWorld *world, ZbPoint location, const ZbPlan *plan, const char *drill,
                                 gint64 now, ZbRoadGraph *roads, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *zb_recommend_by_road_finish (GAsyncResult *result);

G_END_DECLS
