/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-datum.h"

#include <shumate/shumate.h>

G_BEGIN_DECLS

#define ZB_TYPE_SHIFTED_SOURCE (zb_shifted_source_get_type ())
G_DECLARE_FINAL_TYPE (ZbShiftedSource, zb_shifted_source, ZB, SHIFTED_SOURCE, ShumateMapSource)

ShumateMapSource *zb_shifted_source_new (ShumateMapSource *other, ZbDatum datum);

G_END_DECLS
