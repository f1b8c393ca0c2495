/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-entity.h"

G_BEGIN_DECLS

/* A kind that a platform adds reads as %ZB_DEVICE_OTHER. */
typedef enum
{
  ZB_DEVICE_OTHER,
  ZB_DEVICE_CAMERA,
  ZB_DEVICE_GATE,
  ZB_DEVICE_BIKE_SHED,
  ZB_DEVICE_MANHOLE,
} ZbDeviceKind;

typedef enum
{
  ZB_PLACEMENT_NONE,
  ZB_PLACEMENT_RESIDENTIAL,
  ZB_PLACEMENT_COMMERCIAL,
  ZB_PLACEMENT_CROWDED,
  ZB_PLACEMENT_BOUNDARY,
  ZB_PLACEMENT_KEY_AREA,
  ZB_PLACEMENT_HIGH_LOOKOUT,
  ZB_PLACEMENT_MOBILE,
} ZbPlacement;

typedef enum
{
  ZB_DEVICE_UNKNOWN,
  ZB_DEVICE_ONLINE,
  ZB_DEVICE_OFFLINE,
  ZB_DEVICE_FAULT,
  ZB_DEVICE_MAINTENANCE,
} ZbDeviceStatus;

typedef enum
{
  ZB_PROJECT_NONE,
  ZB_PROJECT_XUELIANG,
  ZB_PROJECT_SMART_SECURITY,
} ZbProject;

extern const ZbChoices zb_device_kinds;
extern const ZbChoices zb_placements;
extern const ZbChoices zb_device_statuses;
extern const ZbChoices zb_projects;

ZB_DECLARE_ENTITY (ZbDevice, zb_device, DEVICE)
#define ZB_TYPE_DEVICE (zb_device_get_type ())

/**
 * ZbDevice:
 * @kind: a #ZbDeviceKind
 * @placement: a #ZbPlacement, for cameras
 * @project: a #ZbProject
 * @code: the device's number (20 digits after GB/T 28181 for cameras)
 * @name: in Chinese
 * @area: the id of the smallest area it lies in
 * @location: where it is
 * @status: a #ZbDeviceStatus
 * @parent: (nullable): the id of the device it hangs on; offline there means unknown here
 * @heading: degrees clockwise from north in which a camera looks, NAN where not known
 * @fov: a camera's horizontal angle of view in degrees, NAN where not known
 * @range: how far a camera sees in metres, NAN where not known
 * @ptz: whether a camera can be turned
 * @profiles: a camera's streams: "main", "sub"
 * @as_of: when its status was last heard, µs UTC
 * @source: who said so
 *
 * A camera, gate, bike shed, manhole … in the district.
 */
struct _ZbDevice
{
  ZbEntity parent_instance;
  int kind;
  int placement;
  int project;
  char *code;
  char *name;
  char *area;
  ZbPoint location;
  int status;
  char *parent;
  double heading;
  double fov;
  double range;
  gboolean ptz;
  char **profiles;
  gint64 as_of;
  char *source;
};

G_END_DECLS
