/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-devices.h"
#include "zb-organisation.h"
#include "zb-unit.h"

G_BEGIN_DECLS

#define ZB_N_UNITS 63

/**
 * ZbForces:
 * @organisations: (element-type ZbOrganisation): who acts in the district
 * @units: (element-type ZbUnit): those who can be sent
 * @beats: (element-type guint): for each unit the number of the subdistrict it patrols, %G_MAXUINT for
 *   the whole district
 */
typedef struct
{
  GPtrArray *organisations;
  GPtrArray *units;
  GArray *beats;
} ZbForces;

ZbForces *zb_forces_new (const ZbGround *ground);
void zb_forces_free (ZbForces *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbForces, zb_forces_free)

G_END_DECLS
