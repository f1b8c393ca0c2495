/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-solids.h"

G_BEGIN_DECLS

/**
 * ZbPropKind:
 *
 * What stands or moves in a scene.
 */
typedef enum
{
  ZB_PROP_PERSON,
  ZB_PROP_RIDER,
  ZB_PROP_CAR,
  ZB_PROP_BUS,
  ZB_PROP_TRUCK,
  ZB_PROP_TREE,
  ZB_PROP_BUSH,
  ZB_PROP_LAMP,
  ZB_PROP_SIGNAL,
  ZB_PROP_BIKE,
  ZB_PROP_STALL,
  ZB_PROP_PLANTER,
  ZB_PROP_BARRIER,
  ZB_PROP_BOAT,
  ZB_PROP_POST,
  ZB_PROP_CONE,
  ZB_PROP_HEAP,
  ZB_PROP_SMOKE,
  ZB_N_PROPS,
} ZbPropKind;

/**
 * ZbProp:
 * @kind: what it is
 * @at: where it touches the ground
 * @heading: where it faces, radians clockwise from straight away
 * @tone: its colour
 * @size: 1 for the usual size
 * @phase: where it is in its own movement, 0 to 1 (a step, a light, a barrier's arm)
 * @seed: what makes it differ from its like
 */
struct _ZbProp
{
  ZbPropKind kind;
  ZbSpot at;
  double heading;
  ZbTone tone;
  double size;
  double phase;
  guint seed;
  double depth; /* filled when drawn */
};

typedef void (*ZbPropDraw) (ZbStage *stage, const ZbProp *prop);

void zb_stage_add (ZbStage *self, ZbProp prop);
void zb_stage_draw_props (ZbStage *self);

void zb_stage_add_person (ZbStage *self, double x, double y, double heading, guint seed, gboolean walking);
void zb_stage_add_walker (ZbStage *self, ZbSpot from, ZbSpot to, double turns, double phase, guint seed);
void zb_stage_add_driver (ZbStage *self, ZbPropKind kind, ZbSpot from, ZbSpot to, double turns, double phase,
                          guint seed);
void zb_stage_add_tree (ZbStage *self, double x, double y, double size, guint seed);
ZbTone zb_tone_of_clothes (guint seed);
ZbTone zb_tone_of_paint (guint seed);

void zb_prop_draw_person (ZbStage *stage, const ZbProp *prop);
void zb_prop_draw_rider (ZbStage *stage, const ZbProp *prop);
void zb_prop_draw_bike (ZbStage *stage, const ZbProp *prop);
void zb_prop_draw_car (ZbStage *stage, const ZbProp *prop);
void zb_prop_draw_bus (ZbStage *stage, const ZbProp *prop);
void zb_prop_draw_truck (ZbStage *stage, const ZbProp *prop);
void zb_prop_draw_boat (ZbStage *stage, const ZbProp *prop);
void zb_prop_draw_tree (ZbStage *stage, const ZbProp *prop);
void zb_prop_draw_bush (ZbStage *stage, const ZbProp *prop);
void zb_prop_draw_planter (ZbStage *stage, const ZbProp *prop);
void zb_prop_draw_lamp (ZbStage *stage, const ZbProp *prop);
void zb_prop_draw_signal (ZbStage *stage, const ZbProp *prop);
void zb_prop_draw_stall (ZbStage *stage, const ZbProp *prop);
void zb_prop_draw_barrier (ZbStage *stage, const ZbProp *prop);
void zb_prop_draw_post (ZbStage *stage, const ZbProp *prop);
void zb_prop_draw_cone (ZbStage *stage, const ZbProp *prop);
void zb_prop_draw_heap (ZbStage *stage, const ZbProp *prop);
void zb_prop_draw_smoke (ZbStage *stage, const ZbProp *prop);

G_END_DECLS
