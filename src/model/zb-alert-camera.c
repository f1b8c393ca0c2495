/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which camera to look at an alert with. */
#include "zb-alert-camera.h"

#include "zb-near.h"

#include <math.h>

/* One that shows nothing counts as farther away than all that may show something. */
static double
get_distance (const ZbDevice *camera, ZbPoint place)
{
  const double metres =
      zb_point_is_known (camera->location) ? zb_point_distance (camera->location, place) : INFINITY;

  if (metres > ZB_NEAR_USUAL_METRES)
    return INFINITY;
  return camera->status == ZB_DEVICE_ONLINE ? metres : metres + ZB_NEAR_USUAL_METRES;
}

static ZbDevice *
find_nearest (ZbStore *devices, ZbPoint place)
{
  ZbDevice *nearest = NULL;
  double least = INFINITY;

  for (guint i = 0; i < zb_store_get_size (devices); i++)
    {
      ZbDevice *camera = zb_store_get_nth (devices, i);
      const double metres = camera->kind == ZB_DEVICE_CAMERA ? get_distance (camera, place) : INFINITY;
      if (metres >= least)
        continue;
      nearest = camera;
      least = metres;
    }
  return nearest;
}

/**
 * zb_alert_find_camera:
 * @alert: an alert
 * @world: the world it is in
 *
 * Returns: (transfer none) (nullable): the camera that raised it, else the nearest one within
 *   %ZB_NEAR_USUAL_METRES, one that is online before one that is not
 */
ZbDevice *
zb_alert_find_camera (const ZbAlert *alert, ZbWorld *world)
{
  ZbDevice *own = alert->device ? zb_world_lookup (world, ZB_KIND_DEVICE, alert->device) : NULL;

  if (own && own->kind == ZB_DEVICE_CAMERA)
    return own;
  return zb_point_is_known (alert->location)
             ? find_nearest (zb_world_get_store (world, ZB_KIND_DEVICE), alert->location)
             : NULL;
}
