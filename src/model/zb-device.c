/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-device.h"

#define NICKS(...) ((const char *const[]){ __VA_ARGS__, NULL })

const ZbChoices zb_device_kinds = { NICKS ("other", "camera", "gate", "bike_shed", "manhole"), TRUE };
const ZbChoices zb_placements = { NICKS ("none", "residential", "commercial", "crowded", "boundary",
                                         "key_area", "high_lookout", "mobile"),
                                  TRUE };
const ZbChoices zb_device_statuses = { NICKS ("unknown", "online", "offline", "fault", "maintenance"), TRUE };
const ZbChoices zb_projects = { NICKS ("none", "xueliang", "smart_security"), TRUE };

static ZbField zb_device_fields[] = {
  ZB_FIELD (ZbDevice, kind, CHOICE, .choices = &zb_device_kinds),
  ZB_FIELD (ZbDevice, placement, CHOICE, .choices = &zb_placements),
  ZB_FIELD (ZbDevice, project, CHOICE, .choices = &zb_projects),
  ZB_FIELD (ZbDevice, code, TEXT),
  ZB_FIELD (ZbDevice, name, TEXT),
  ZB_FIELD (ZbDevice, area, TEXT),
  ZB_FIELD (ZbDevice, location, POINT),
  ZB_FIELD (ZbDevice, status, CHOICE, .choices = &zb_device_statuses),
  ZB_FIELD (ZbDevice, parent, TEXT),
  ZB_FIELD (ZbDevice, heading, REAL),
  ZB_FIELD (ZbDevice, fov, REAL),
  ZB_FIELD (ZbDevice, range, REAL),
  ZB_FIELD (ZbDevice, ptz, FLAG),
  ZB_FIELD (ZbDevice, profiles, TEXTS),
  ZB_FIELD (ZbDevice, as_of, TIME),
  ZB_FIELD (ZbDevice, source, TEXT),
};

ZB_DEFINE_RECORD (ZbDevice, zb_device, ZB_TYPE_ENTITY)
