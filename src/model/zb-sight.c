/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a camera sees of a place, as far as bearing, angle and range tell: walls and trees are not known. */
#include "zb-sight.h"

#include <math.h>

/* Right below a mast there is no bearing to speak of, and the lens sees its own foot. */
#define FOOT_METRES 2

/* Between two bearings, 0 to 180 degrees. */
static double
turn_between (double a, double b)
{
  return fabs (remainder (a - b, 360));
}

/* A camera that looks all around has no heading to be told. */
static gboolean
looks_at (const ZbDevice *camera, ZbPoint place, double distance)
{
  if (camera->fov >= 360 || (distance <= FOOT_METRES && camera->fov > 0))
    return TRUE;
  return turn_between (zb_point_bearing (camera->location, place), camera->heading) <= camera->fov / 2;
}

/**
 * zb_sight_of:
 * @camera: a device
 * @place: what is to be seen
 *
 * Compares the place with the camera's heading, horizontal angle and range. What is not known of a camera is
 * never made up: one without a range, or a fixed one without heading or angle, sees nothing that could be
 * relied on. Whether a picture comes is another question.
 *
 * Returns: what it sees of @place
 */
ZbSight
zb_sight_of (const ZbDevice *camera, ZbPoint place)
{
  double distance = camera->kind == ZB_DEVICE_CAMERA ? zb_point_distance (camera->location, place) : NAN;

  if (!(distance <= camera->range))
    return ZB_SIGHT_NONE;
  if (looks_at (camera, place, distance))
    return ZB_SIGHT_SEEN;
  return camera->ptz ? ZB_SIGHT_TURNED : ZB_SIGHT_NONE;
}
