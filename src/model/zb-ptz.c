/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cameras that can be turned: how one stands, who turns it, and who may take it from whom. */
#include "zb-ptz.h"

static ZbField zb_ptz_lease_fields[] = {
  ZB_FIELD (ZbPtzLease, holder, TEXT, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbPtzLease, holder_name, TEXT),
  ZB_FIELD (ZbPtzLease, expires_at, TIME),
  ZB_FIELD (ZbPtzLease, mine, FLAG),
  ZB_FIELD (ZbPtzLease, may_take, FLAG),
  ZB_FIELD (ZbPtzLease, reason, TEXT),
};

ZB_DEFINE_RECORD (ZbPtzLease, zb_ptz_lease, ZB_TYPE_RECORD)

static ZbField zb_ptz_preset_fields[] = {
  ZB_FIELD (ZbPtzPreset, id, TEXT, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbPtzPreset, name, TEXT),
  ZB_FIELD (ZbPtzPreset, pan, REAL),
  ZB_FIELD (ZbPtzPreset, tilt, REAL),
  ZB_FIELD (ZbPtzPreset, zoom, REAL),
};

ZB_DEFINE_RECORD (ZbPtzPreset, zb_ptz_preset, ZB_TYPE_RECORD)

static ZbField zb_ptz_fields[] = {
  ZB_FIELD (ZbPtz, pan, REAL),
  ZB_FIELD (ZbPtz, tilt, REAL),
  ZB_FIELD (ZbPtz, zoom, REAL),
  ZB_FIELD (ZbPtz, zoom_most, REAL),
  ZB_FIELD (ZbPtz, lease, RECORD, .record_type = zb_ptz_lease_get_type),
  ZB_FIELD (ZbPtz, presets, RECORDS, .record_type = zb_ptz_preset_get_type),
};

ZB_DEFINE_RECORD (ZbPtz, zb_ptz, ZB_TYPE_RECORD)

static ZbField zb_ptz_move_fields[] = {
  ZB_FIELD (ZbPtzMove, pan, REAL),       ZB_FIELD (ZbPtzMove, tilt, REAL),
  ZB_FIELD (ZbPtzMove, zoom, REAL),      ZB_FIELD (ZbPtzMove, stop, FLAG),
  ZB_FIELD (ZbPtzMove, location, POINT), ZB_FIELD (ZbPtzMove, order, INTEGER),
};

ZB_DEFINE_RECORD (ZbPtzMove, zb_ptz_move, ZB_TYPE_RECORD)

static int
rank (ZbRole role)
{
  switch ((int)role)
    {
    case ZB_ROLE_DUTY_LEADER:
      return 3;
    case ZB_ROLE_DUTY_OFFICER:
      return 2;
    case ZB_ROLE_SUBDISTRICT_OFFICER:
    case ZB_ROLE_HANDLER:
      return 1;
    default:
      return 0;
    }
}

/**
 * zb_ptz_may_take:
 * @role: the role of whoever wants to turn a camera
 * @holder: the role of whoever turns it
 *
 * A duty leader comes before a duty officer, and that one before all others.
 *
 * Returns: whether @role may take the camera from @holder, with a reason
 */
gboolean
zb_ptz_may_take (ZbRole role, ZbRole holder)
{
  return rank (role) > rank (holder);
}
