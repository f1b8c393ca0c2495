/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ZbWallScale:
 * @pitch: millimetres from one pixel of the wall to the next
 * @distance: metres from the wall to whoever reads it from farthest
 *
 * What the sizes on a wall follow from.
 */
typedef struct
{
  double pitch;
  double distance;
} ZbWallScale;

#define ZB_WALL_SCALE_INIT ((ZbWallScale){ 1.25, 10 })

double zb_wall_scale_get_unit (const ZbWallScale *self);
double zb_wall_scale_get_symbols (const ZbWallScale *self);
double zb_wall_scale_usual_distance (double pitch, int height);
double zb_wall_scale_pitch_of (double millimetres, int pixels);

G_END_DECLS
