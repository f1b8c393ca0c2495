/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-region-picture.h"

G_BEGIN_DECLS

#define ZB_TYPE_REGION_ROW (zb_region_row_get_type ())
G_DECLARE_FINAL_TYPE (ZbRegionRow, zb_region_row, ZB, REGION_ROW, GtkListBoxRow)

GtkWidget *zb_region_row_new (ZbRegionPicture *picture, guint region);

G_END_DECLS
