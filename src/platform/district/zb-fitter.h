/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-devices.h"

G_BEGIN_DECLS

/**
 * ZbFitter:
 * @ground: what devices are put on
 * @dice: what decides where
 * @devices: (element-type ZbDevice): those fitted so far
 * @taken: squares of two metres in which something stands
 * @used_names: how often each name was given
 *
 * Whoever puts up the devices, one after another.
 */
typedef struct
{
  const ZbGround *ground;
  ZbDice dice;
  GPtrArray *devices;
  GHashTable *taken;
  GHashTable *used_names;
  guint n_of_kind[ZB_DEVICE_MANHOLE + 1];
} ZbFitter;

ZbDevice *zb_fitter_add (ZbFitter *self, ZbDeviceKind kind, ZbXY spot, const char *name);
void zb_fitter_aim (ZbFitter *self, ZbDevice *camera, ZbPlacement placement, double heading);

void zb_fitter_add_street_cameras (ZbFitter *self);
void zb_fitter_add_community_devices (ZbFitter *self);
void zb_fitter_add_manholes (ZbFitter *self);

G_END_DECLS
