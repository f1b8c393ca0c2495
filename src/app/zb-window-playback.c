/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a camera recorded of an alert: from half a minute before it was raised. */
#include "zb-near.h"
#include "zb-window-private.h"

#include <glib/gi18n.h>

/* One that sees the place before one that is only near, and of those the nearest. */
static double
judge (const ZbDevice *camera, ZbPoint place)
{
  const double away = zb_point_distance (camera->location, place);

  if (away > ZB_NEAR_USUAL_METRES)
    return G_MAXDOUBLE;
  return zb_sight_of (camera, place) == ZB_SIGHT_SEEN ? away : away + ZB_NEAR_USUAL_METRES;
}

static ZbDevice *
find_nearest (ZbWorld *world, ZbPoint place)
{
  ZbStore *store = zb_world_get_store (world, ZB_KIND_DEVICE);
  ZbDevice *nearest = NULL;
  double best = G_MAXDOUBLE;

  for (guint i = 0; zb_point_is_known (place) && i < zb_store_get_size (store); i++)
    {
      ZbDevice *device = zb_store_get_nth (store, i);
      const gboolean placed = device->kind == ZB_DEVICE_CAMERA && zb_point_is_known (device->location);
      const double away = placed ? judge (device, place) : G_MAXDOUBLE;
      if (away >= best)
        continue;
      nearest = device;
      best = away;
    }
  return nearest;
}

/* The camera that has raised it, else the one that sees the place best. */
static ZbDevice *
find_camera (ZbWorld *world, const ZbAlert *alert)
{
  ZbDevice *own = alert->device ? zb_world_lookup (world, ZB_KIND_DEVICE, alert->device) : NULL;

  return own && own->kind == ZB_DEVICE_CAMERA ? own : find_nearest (world, alert->location);
}

/**
 * zb_window_play_alert:
 * @self: the window
 * @parameter: the id of an alert
 *
 * Goes to the cameras, and plays back what one of them recorded of an alert.
 */
void
zb_window_play_alert (ZbWindow *self, GVariant *parameter)
{
  ZbWorld *world = zb_desk_get_world (self->desk);
  ZbAlert *alert = zb_world_lookup (world, ZB_KIND_ALERT, g_variant_get_string (parameter, NULL));
  ZbDevice *camera = alert ? find_camera (world, alert) : NULL;

  if (!alert)
    return;
  if (!camera)
    {
      zb_window_say (self, _ ("No camera looks at this place"));
      return;
    }
  zb_window_show_page (self, "video");
  zb_video_page_play_back (self->video_page, camera, alert->first_at - ZB_PLAYBACK_BEFORE_ALERT);
}
