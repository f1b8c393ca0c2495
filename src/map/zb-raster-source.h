/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <shumate/shumate.h>

G_BEGIN_DECLS

#define ZB_TYPE_RASTER_SOURCE (zb_raster_source_get_type ())
G_DECLARE_FINAL_TYPE (ZbRasterSource, zb_raster_source, ZB, RASTER_SOURCE, ShumateMapSource)

ShumateMapSource *zb_raster_source_new (ShumateDataSource *data);

G_END_DECLS
