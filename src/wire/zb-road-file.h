/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-road-graph.h"

G_BEGIN_DECLS

/* What a centre calls its own file, and what the demonstration's is called. */
#define ZB_ROAD_FILE "roads.geojsonl"

char *zb_road_file_find (void);
ZbRoadGraph *zb_road_file_read (const char *path, GError **error);
ZbRoadGraph *zb_road_file_parse (const char *text, gsize length, GError **error);

G_END_DECLS
