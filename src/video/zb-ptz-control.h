/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-device.h"
#include "zb-media.h"

G_BEGIN_DECLS

/* How often a movement that goes on is told again: twice before the platform would end it. */
#define ZB_PTZ_REPEAT_MS 400

/**
 * ZbPtzHold:
 * @ZB_PTZ_HOLD_UNKNOWN: not known yet, or it cannot be turned
 * @ZB_PTZ_HOLD_FREE: nobody turns it
 * @ZB_PTZ_HOLD_MINE: the officer at this console does
 * @ZB_PTZ_HOLD_OTHER: another does
 * @ZB_PTZ_HOLD_LOST: another has taken it from this console
 *
 * Who turns a camera, as a console sees it.
 */
typedef enum
{
  ZB_PTZ_HOLD_UNKNOWN,
  ZB_PTZ_HOLD_FREE,
  ZB_PTZ_HOLD_MINE,
  ZB_PTZ_HOLD_OTHER,
  ZB_PTZ_HOLD_LOST,
} ZbPtzHold;

#define ZB_TYPE_PTZ_CONTROL (zb_ptz_control_get_type ())
G_DECLARE_FINAL_TYPE (ZbPtzControl, zb_ptz_control, ZB, PTZ_CONTROL, GObject)

ZbPtzControl *zb_ptz_control_new (void);
void zb_ptz_control_set_media (ZbPtzControl *self, ZbMedia *media);
void zb_ptz_control_set_camera (ZbPtzControl *self, ZbDevice *camera);
ZbDevice *zb_ptz_control_get_camera (ZbPtzControl *self);
ZbPtz *zb_ptz_control_get_ptz (ZbPtzControl *self);
ZbProblem *zb_ptz_control_get_problem (ZbPtzControl *self);
ZbPtzHold zb_ptz_control_get_hold (ZbPtzControl *self);

void zb_ptz_control_look (ZbPtzControl *self);
void zb_ptz_control_take (ZbPtzControl *self, const char *reason);
void zb_ptz_control_release (ZbPtzControl *self);
void zb_ptz_control_turn (ZbPtzControl *self, double pan, double tilt, double zoom);
void zb_ptz_control_stop (ZbPtzControl *self);
gboolean zb_ptz_control_is_turning (ZbPtzControl *self);
void zb_ptz_control_save (ZbPtzControl *self, const char *name);
void zb_ptz_control_recall (ZbPtzControl *self, const char *preset);
void zb_ptz_control_remove (ZbPtzControl *self, const char *preset);

G_END_DECLS
