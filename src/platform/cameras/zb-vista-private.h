/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-scene-private.h"
#include "zb-vista.h"

G_BEGIN_DECLS

/**
 * ZbPrivacyMask:
 * @corner: what nobody is to see, in the scene: the windows of a dwelling
 */
typedef struct
{
  ZbSpot corner[4];
} ZbPrivacyMask;

/**
 * ZbVistaClass:
 * @scene: what is drawn
 * @masks: what is covered before the picture leaves the camera
 * @n_masks: how many
 */
typedef struct
{
  ZbSceneClass scene;
  const ZbPrivacyMask *masks;
  guint n_masks;
} ZbVistaClass;

extern const ZbVistaClass zb_vista_viaduct, zb_vista_gardens;

G_END_DECLS
