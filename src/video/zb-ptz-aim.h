/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-media.h"

G_BEGIN_DECLS

#define ZB_TYPE_PTZ_AIM (zb_ptz_aim_get_type ())
G_DECLARE_FINAL_TYPE (ZbPtzAim, zb_ptz_aim, ZB, PTZ_AIM, GObject)

/**
 * ZbPtzAimState:
 * @ZB_PTZ_AIM_PENDING: it has not been answered yet
 * @ZB_PTZ_AIM_DONE: the camera turns to the place
 * @ZB_PTZ_AIM_REFUSED: it does not
 *
 * How it stands with turning a camera to a place.
 */
typedef enum
{
  ZB_PTZ_AIM_PENDING,
  ZB_PTZ_AIM_DONE,
  ZB_PTZ_AIM_REFUSED,
} ZbPtzAimState;

ZbPtzAim *zb_ptz_aim_new (ZbMedia *media, const char *camera, ZbPoint place);
ZbPtzAimState zb_ptz_aim_get_state (ZbPtzAim *self);
ZbProblem *zb_ptz_aim_get_problem (ZbPtzAim *self);

G_END_DECLS
