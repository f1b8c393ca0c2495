/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-device.h"
#include "zb-quarters.h"
#include "zb-road-net.h"

G_BEGIN_DECLS

#define ZB_N_XUELIANG_CAMERAS 5925
#define ZB_N_RESIDENTIAL_CAMERAS 5308
#define ZB_N_GATES 8740
#define ZB_N_BIKE_SHEDS 449
#define ZB_N_MANHOLES 2447
#define ZB_N_DEVICES                                                                                         \
  (ZB_N_XUELIANG_CAMERAS + ZB_N_RESIDENTIAL_CAMERAS + ZB_N_GATES + ZB_N_BIKE_SHEDS + ZB_N_MANHOLES)

/**
 * ZbGround:
 *
 * All that devices are put on: streets, buildings, the road graph and the areas.
 */
typedef struct
{
  ZbFabric *fabric;
  GArray *buildings;
  ZbRoadNet *net;
  ZbQuarters *quarters;
  guint64 seed;
} ZbGround;

GPtrArray *zb_devices_new (const ZbGround *ground);
char *zb_devices_describe_address (const ZbGround *ground, ZbXY spot);

G_END_DECLS
