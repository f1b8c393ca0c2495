/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-geometry.h"

G_BEGIN_DECLS

/**
 * ZbMercator:
 * @x: 0 at 180° west, 1 at 180° east
 * @y: 0 at 85.05° north, 1 at 85.05° south
 *
 * A place on the unit square of Web Mercator, which is what every map tile lies on.
 */
typedef struct
{
  double x;
  double y;
} ZbMercator;

ZbMercator zb_mercator_from_point (ZbPoint point);
ZbPoint zb_mercator_to_point (ZbMercator place);
double zb_mercator_from_metres (double metres, double latitude);

G_END_DECLS
