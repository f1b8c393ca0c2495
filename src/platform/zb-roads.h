/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-road-graph.h"

G_BEGIN_DECLS

/**
 * ZbRoads:
 *
 * The roads of the district, read when they are asked for first. May be asked by any thread.
 */
typedef struct _ZbRoads ZbRoads;

ZbRoads *zb_roads_new (const char *path);
void zb_roads_free (ZbRoads *self);
const ZbRoadGraph *zb_roads_get (ZbRoads *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbRoads, zb_roads_free)

G_END_DECLS
