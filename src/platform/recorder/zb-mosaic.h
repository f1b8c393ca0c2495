/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ZbMosaicRegion:
 * @x: its left edge
 * @y: its upper edge
 * @width: how wide it is
 * @height: how high it is, all as fractions of the picture
 *
 * What is made unrecognisable.
 */
typedef struct
{
  double x;
  double y;
  double width;
  double height;
} ZbMosaicRegion;

void zb_mosaic_apply (guint8 *pixels, int width, int height, int stride, const ZbMosaicRegion *region);

G_END_DECLS
