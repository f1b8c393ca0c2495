/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-geometry.h"

#include <yyjson.h>

G_BEGIN_DECLS

gboolean zb_geojson_read_point (yyjson_val *value, ZbPoint *point);
yyjson_mut_val *zb_geojson_write_point (yyjson_mut_doc *doc, ZbPoint point);
ZbGeometry *zb_geojson_read_surface (yyjson_val *value);
yyjson_mut_val *zb_geojson_write_surface (yyjson_mut_doc *doc, const ZbGeometry *surface);

G_END_DECLS
