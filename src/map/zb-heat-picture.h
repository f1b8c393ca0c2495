/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-area-picture.h"

G_BEGIN_DECLS

/**
 * ZbHeatSpot:
 * @place: where
 * @weight: how many
 */
typedef struct
{
  ZbMercator place;
  double weight;
} ZbHeatSpot;

ZbAreaPicture *zb_heat_picture_draw (GBytes *spots, const ZbMapProjection *projection, double margin,
                                     double scale, const ZbMapPalette *palette);

G_END_DECLS
