/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-device.h"

G_BEGIN_DECLS

/**
 * ZbSight:
 * @ZB_SIGHT_NONE: it does not see the place, or nobody has told where it looks
 * @ZB_SIGHT_TURNED: it can be turned to it
 * @ZB_SIGHT_SEEN: it sees the place as it stands
 *
 * What a camera sees of a place.
 */
typedef enum
{
  ZB_SIGHT_NONE,
  ZB_SIGHT_TURNED,
  ZB_SIGHT_SEEN,
} ZbSight;

ZbSight zb_sight_of (const ZbDevice *camera, ZbPoint place);

G_END_DECLS
