/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-account.h"

G_BEGIN_DECLS

/* How long a camera stays with whoever turned it last. */
#define ZB_PTZ_LEASE_TIME (60 * G_TIME_SPAN_SECOND)
/* A movement that is not repeated ends by itself: nobody may be there any more to end it. */
#define ZB_PTZ_DEAD_MAN G_TIME_SPAN_SECOND
#define ZB_PTZ_MOST_PRESETS 32
#define ZB_PTZ_NAME_LENGTH 40
#define ZB_PTZ_REASON_LENGTH 200

ZB_DECLARE_RECORD (ZbPtzLease, zb_ptz_lease, PTZ_LEASE)
ZB_DECLARE_RECORD (ZbPtzPreset, zb_ptz_preset, PTZ_PRESET)
ZB_DECLARE_RECORD (ZbPtz, zb_ptz, PTZ)
ZB_DECLARE_RECORD (ZbPtzMove, zb_ptz_move, PTZ_MOVE)
#define ZB_TYPE_PTZ_LEASE (zb_ptz_lease_get_type ())
#define ZB_TYPE_PTZ_PRESET (zb_ptz_preset_get_type ())
#define ZB_TYPE_PTZ (zb_ptz_get_type ())
#define ZB_TYPE_PTZ_MOVE (zb_ptz_move_get_type ())

/**
 * ZbPtzLease:
 * @holder: the id of the account that turns the camera
 * @holder_name: that officer's name
 * @expires_at: when it is free again unless it is used, µs UTC
 * @mine: whether whoever asks holds it
 * @may_take: whether whoever asks may take it over, with a reason
 * @reason: (nullable): why it was taken over, where it was
 *
 * Who turns a camera.
 */
struct _ZbPtzLease
{
  ZbRecord parent_instance;
  char *holder;
  char *holder_name;
  gint64 expires_at;
  gboolean mine;
  gboolean may_take;
  char *reason;
};

/**
 * ZbPtzPreset:
 * @id: a UUID
 * @name: what the officers call it
 * @pan: degrees clockwise from north
 * @tilt: degrees above the horizon, negative below
 * @zoom: 1 for the widest view
 *
 * A view that a camera can be turned back to.
 */
struct _ZbPtzPreset
{
  ZbRecord parent_instance;
  char *id;
  char *name;
  double pan;
  double tilt;
  double zoom;
};

/**
 * ZbPtz:
 * @pan: where it looks now, degrees clockwise from north
 * @tilt: degrees above the horizon, negative below
 * @zoom: 1 for the widest view
 * @zoom_most: the narrowest view that it has
 * @lease: (nullable): who turns it
 * @presets: (element-type ZbPtzPreset): the views it can be turned back to, by name
 *
 * How a camera that can be turned stands.
 */
struct _ZbPtz
{
  ZbRecord parent_instance;
  double pan;
  double tilt;
  double zoom;
  double zoom_most;
  ZbPtzLease *lease;
  GPtrArray *presets;
};

/**
 * ZbPtzMove:
 * @pan: speed to the right, −1 to 1
 * @tilt: speed upwards, −1 to 1
 * @zoom: speed of getting closer, −1 to 1
 * @stop: whether it is to stop
 * @location: what it is to look at
 * @order: rises from one to the next; a movement that comes after a later stop is not done
 *
 * What a camera is to do. It moves for one second unless told again; see %ZB_PTZ_DEAD_MAN.
 */
struct _ZbPtzMove
{
  ZbRecord parent_instance;
  double pan;
  double tilt;
  double zoom;
  gboolean stop;
  ZbPoint location;
  gint64 order;
};

gboolean zb_ptz_may_take (ZbRole role, ZbRole holder);

G_END_DECLS
