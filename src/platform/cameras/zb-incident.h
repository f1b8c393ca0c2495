/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-scene-private.h"

G_BEGIN_DECLS

typedef void (*ZbIncidentDraw) (ZbStage *stage, ZbSpot at, guint seed);

/**
 * ZbIncident:
 * @kind: the kind of alert it is a picture of
 * @scene: where it happens
 * @at: the place in that scene
 * @width: metres that a recogniser's box takes
 * @height: metres
 * @lay: (nullable): draws what lies on the ground, before the cast
 * @add: (nullable): adds props to the cast
 * @cover: (nullable): draws what lies over everything
 */
typedef struct
{
  const char *kind;
  ZbScene scene;
  ZbSpot at;
  double width, height;
  ZbIncidentDraw lay, add, cover;
} ZbIncident;

const ZbIncident *zb_incident_find (const char *kind, ZbScene scene);

G_END_DECLS
