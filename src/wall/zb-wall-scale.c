/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-wall-scale.h"

/* A character that is to be read has a height of at least the distance divided by this: 35 mm from
 * 10 m, an angle of 12 minutes of arc (ISO 9241-303 asks for 16' of what is read for long and
 * allows 10' for what is glanced at). */
#define DISTANCE_OVER_HEIGHT 285.0

/* Outside of these a wall could not be laid out; whoever types such figures has mistyped. */
#define LEAST_UNIT 12.0
#define MOST_UNIT 120.0

/* The design's wall: 28 px of 1,080. */
#define DESIGN_UNIT 28.0
#define DESIGN_HEIGHT 1080.0

/* The design's symbols are drawn for a desk with type of 14 px. */
#define DESK_TYPE 14.0

/**
 * zb_wall_scale_get_unit:
 * @self: a wall's pitch and reading distance
 *
 * Returns: the smallest type in pixels that can be read; all other sizes are multiples of it
 */
double
zb_wall_scale_get_unit (const ZbWallScale *self)
{
  const double height = self->distance * 1000 / DISTANCE_OVER_HEIGHT;

  g_return_val_if_fail (self->pitch > 0 && self->distance > 0, LEAST_UNIT);
  return CLAMP (height / self->pitch, LEAST_UNIT, MOST_UNIT);
}

/**
 * zb_wall_scale_get_symbols:
 * @self: a wall's pitch and reading distance
 *
 * Returns: how many times larger than on a desk the map's symbols are drawn
 */
double
zb_wall_scale_get_symbols (const ZbWallScale *self)
{
  return MAX (1, zb_wall_scale_get_unit (self) / DESK_TYPE);
}

/**
 * zb_wall_scale_usual_distance:
 * @pitch: millimetres from pixel to pixel
 * @height: the height of the wall in pixels
 *
 * Returns: from how many metres a wall is read whose smallest type has the share of its height that it has
 *   in the design
 */
double
zb_wall_scale_usual_distance (double pitch, int height)
{
  return height / DESIGN_HEIGHT * DESIGN_UNIT * pitch * DISTANCE_OVER_HEIGHT / 1000;
}

/**
 * zb_wall_scale_pitch_of:
 * @millimetres: how wide a screen says it is, 0 where it does not say
 * @pixels: how many pixels it has across
 *
 * Screens of LED modules say nothing of their size, or nonsense.
 *
 * Returns: the distance from pixel to pixel in mm, 0 where it cannot be told
 */
double
zb_wall_scale_pitch_of (double millimetres, int pixels)
{
  const double pitch = pixels > 0 ? millimetres / pixels : 0;

  return pitch >= 0.1 && pitch <= 10 ? pitch : 0;
}
