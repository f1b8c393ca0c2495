/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <shumate/shumate.h>

G_BEGIN_DECLS

#define ZB_TYPE_STACKED_SOURCE (zb_stacked_source_get_type ())
G_DECLARE_FINAL_TYPE (ZbStackedSource, zb_stacked_source, ZB, STACKED_SOURCE, ShumateMapSource)

ShumateMapSource *zb_stacked_source_new (ShumateMapSource *below, ShumateMapSource *above);
void zb_stacked_source_mark_partial (ShumateTile *tile);
gboolean zb_stacked_source_is_partial (ShumateTile *tile);

G_END_DECLS
