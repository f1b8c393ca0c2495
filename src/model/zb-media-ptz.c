/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Turning cameras, as it is asked for. */
#include "zb-media.h"

/* Nobody is there who could turn a camera. */
static ZbAnswer *
answer_cannot (void)
{
  ZbAnswer *answer = zb_answer_new (ZB_TYPE_PTZ);
  g_autoptr (ZbProblem) problem = zb_problem_new (409, NULL, NULL);
  problem->because = g_strdup ("ptz_unconnected");
  zb_answer_fail (answer, problem);
  return answer;
}

static ZbAnswer *
ask (ZbMedia *self, const char *camera, const ZbPtzOrder *order)
{
  ZbMediaInterface *iface = ZB_MEDIA_GET_IFACE (self);
  return iface->ptz ? iface->ptz (self, camera, order) : answer_cannot ();
}

/**
 * zb_media_ptz_look:
 * @self: whoever can turn cameras
 * @camera: the id of a camera
 *
 * Returns: (transfer full): an answer whose list will hold one #ZbPtz, as that of all its sisters
 */
ZbAnswer *
zb_media_ptz_look (ZbMedia *self, const char *camera)
{
  return ask (self, camera, &(ZbPtzOrder){ .verb = ZB_PTZ_LOOK });
}

/**
 * zb_media_ptz_take:
 * @self: whoever can turn cameras
 * @camera: the id of a camera
 * @reason: (nullable): why it is taken from whoever turns it now
 *
 * Asks for the camera's lease, or renews it.
 *
 * Returns: (transfer full): see zb_media_ptz_look()
 */
ZbAnswer *
zb_media_ptz_take (ZbMedia *self, const char *camera, const char *reason)
{
  return ask (self, camera, &(ZbPtzOrder){ .verb = ZB_PTZ_TAKE, .text = reason });
}

/**
 * zb_media_ptz_release:
 * @self: whoever can turn cameras
 * @camera: the id of a camera
 *
 * Returns: (transfer full): see zb_media_ptz_look()
 */
ZbAnswer *
zb_media_ptz_release (ZbMedia *self, const char *camera)
{
  return ask (self, camera, &(ZbPtzOrder){ .verb = ZB_PTZ_RELEASE });
}

/**
 * zb_media_ptz_move:
 * @self: whoever can turn cameras
 * @camera: the id of a camera
 * @move: how it is to move, or that it is to stop, or what it is to look at
 *
 * Returns: (transfer full): see zb_media_ptz_look()
 */
ZbAnswer *
zb_media_ptz_move (ZbMedia *self, const char *camera, ZbPtzMove *move)
{
  return ask (self, camera, &(ZbPtzOrder){ .verb = ZB_PTZ_DO_MOVE, .move = move });
}

/**
 * zb_media_ptz_aim:
 * @self: whoever can turn cameras
 * @camera: the id of a camera
 * @place: what it is to look at
 *
 * Returns: (transfer full): see zb_media_ptz_look()
 */
ZbAnswer *
zb_media_ptz_aim (ZbMedia *self, const char *camera, ZbPoint place)
{
  g_autoptr (ZbPtzMove) move = g_object_new (ZB_TYPE_PTZ_MOVE, NULL);
  move->location = place;
  move->order = g_get_real_time ();
  return zb_media_ptz_move (self, camera, move);
}

/**
 * zb_media_ptz_save:
 * @self: whoever can turn cameras
 * @camera: the id of a camera
 * @name: what the view that it has now is to be called
 *
 * Returns: (transfer full): see zb_media_ptz_look()
 */
ZbAnswer *
zb_media_ptz_save (ZbMedia *self, const char *camera, const char *name)
{
  return ask (self, camera, &(ZbPtzOrder){ .verb = ZB_PTZ_SAVE, .text = name });
}

/**
 * zb_media_ptz_recall:
 * @self: whoever can turn cameras
 * @camera: the id of a camera
 * @preset: the id of one of its presets
 *
 * Returns: (transfer full): see zb_media_ptz_look()
 */
ZbAnswer *
zb_media_ptz_recall (ZbMedia *self, const char *camera, const char *preset)
{
  return ask (self, camera, &(ZbPtzOrder){ .verb = ZB_PTZ_RECALL, .text = preset });
}

/**
 * zb_media_ptz_remove:
 * @self: whoever can turn cameras
 * @camera: the id of a camera
 * @preset: the id of one of its presets
 *
 * Returns: (transfer full): see zb_media_ptz_look()
 */
ZbAnswer *
zb_media_ptz_remove (ZbMedia *self, const char *camera, const char *preset)
{
  return ask (self, camera, &(ZbPtzOrder){ .verb = ZB_PTZ_REMOVE, .text = preset });
}
