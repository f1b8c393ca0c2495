/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-stage.h"

G_BEGIN_DECLS

/**
 * ZbSide:
 *
 * The sides of a solid as it faces: behind is where one stands who sees its back.
 */
typedef enum
{
  ZB_SIDE_REAR,
  ZB_SIDE_RIGHT,
  ZB_SIDE_FRONT,
  ZB_SIDE_LEFT,
  ZB_SIDE_TOP,
} ZbSide;

/**
 * ZbSolid:
 * @corner: the four of the floor (rear left, rear right, front right, front left), then those above them
 */
typedef struct
{
  ZbSpot corner[8];
} ZbSolid;

ZbSolid zb_solid_box (ZbSpot at, double heading, double width, double length, double height);
ZbSolid zb_solid_taper (ZbSpot at, double heading, double width, double length, double height,
                        double top_width, double top_rear, double top_front);
void zb_solid_get_side (const ZbSolid *self, ZbSide side, ZbSpot face[4]);
gboolean zb_stage_sees (const ZbStage *self, const ZbSpot face[4]);
void zb_stage_face (ZbStage *self, const ZbSpot face[4], ZbTone tone);
void zb_stage_panel (ZbStage *self, const ZbSpot face[4], double u0, double v0, double u1, double v1,
                     ZbTone tone);
void zb_stage_solid (ZbStage *self, const ZbSolid *solid, ZbTone tone);
void zb_stage_box (ZbStage *self, ZbSpot at, double heading, double width, double length, double height,
                   ZbTone tone);
void zb_stage_windows (ZbStage *self, const ZbSpot face[4], guint columns, guint rows, double bottom,
                       ZbTone glass);
void zb_stage_building (ZbStage *self, double x0, double y0, double x1, double y1, double height,
                        ZbTone wall);
void zb_stage_shops (ZbStage *self, const ZbSpot face[4], guint n_shops, double height, guint seed);
void zb_stage_zebra (ZbStage *self, ZbSpot from, ZbSpot to, double length, double stripe);
void zb_stage_dashes (ZbStage *self, ZbSpot from, ZbSpot to, double width, double dash, double gap,
                      ZbTone tone);

G_END_DECLS
