/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The props of a scene: kept in a list, drawn from the farthest to the nearest. */
#include "zb-props.h"

#include <math.h>

static const ZbPropDraw draws[ZB_N_PROPS] = {
  [ZB_PROP_PERSON] = zb_prop_draw_person,   [ZB_PROP_RIDER] = zb_prop_draw_rider,
  [ZB_PROP_CAR] = zb_prop_draw_car,         [ZB_PROP_BUS] = zb_prop_draw_bus,
  [ZB_PROP_TRUCK] = zb_prop_draw_truck,     [ZB_PROP_TREE] = zb_prop_draw_tree,
  [ZB_PROP_BUSH] = zb_prop_draw_bush,       [ZB_PROP_LAMP] = zb_prop_draw_lamp,
  [ZB_PROP_SIGNAL] = zb_prop_draw_signal,   [ZB_PROP_BIKE] = zb_prop_draw_bike,
  [ZB_PROP_STALL] = zb_prop_draw_stall,     [ZB_PROP_PLANTER] = zb_prop_draw_planter,
  [ZB_PROP_BARRIER] = zb_prop_draw_barrier, [ZB_PROP_BOAT] = zb_prop_draw_boat,
  [ZB_PROP_POST] = zb_prop_draw_post,       [ZB_PROP_CONE] = zb_prop_draw_cone,
  [ZB_PROP_HEAP] = zb_prop_draw_heap,       [ZB_PROP_SMOKE] = zb_prop_draw_smoke,
};

/**
 * zb_stage_add:
 * @self: a stage
 * @prop: what is added to this picture
 */
void
zb_stage_add (ZbStage *self, ZbProp prop)
{
  double x, y;
  prop.depth = zb_stage_project (self, prop.at, &x, &y);
  if (prop.size <= 0)
    prop.size = 1;
  if (prop.depth > 0 && prop.at.y >= self->nearest_y && prop.at.y < self->farthest_y)
    g_array_append_val (self->props, prop);
}

static int
farthest_first (gconstpointer a, gconstpointer b)
{
  double first = ((const ZbProp *)a)->depth, second = ((const ZbProp *)b)->depth;
  return first < second ? 1 : first > second ? -1 : 0;
}

/**
 * zb_stage_draw_props:
 * @self: a stage
 *
 * Draws what was added and empties the list.
 */
void
zb_stage_draw_props (ZbStage *self)
{
  g_array_sort (self->props, farthest_first);
  for (guint i = 0; i < self->props->len; i++)
    {
      const ZbProp *prop = &g_array_index (self->props, ZbProp, i);
      draws[prop->kind](self, prop);
    }
  g_array_set_size (self->props, 0);
}

/**
 * zb_tone_of_clothes:
 * @seed: a person
 *
 * Returns: the colour of the coat
 */
ZbTone
zb_tone_of_clothes (guint seed)
{
  static const guint32 tones[] = { 0x3d5a80, 0x8c4f46, 0x5a6b4f, 0xa8712f,
                                   0x5b5f68, 0x8d8676, 0x3f6c72, 0x6a4c63 };
  return ZB_TONE (tones[(guint)(zb_stage_noise (seed * 7 + 3) * G_N_ELEMENTS (tones))]);
}

/**
 * zb_tone_of_paint:
 * @seed: a car
 *
 * Returns: the colour of its paint
 */
ZbTone
zb_tone_of_paint (guint seed)
{
  static const guint32 tones[] = { 0xc9cbca, 0x2f3841, 0x35547c, 0xb7b9b8,
                                   0x7c3c3a, 0x5d656c, 0xc9cbca, 0x40484f };
  return ZB_TONE (tones[(guint)(zb_stage_noise (seed * 13 + 5) * G_N_ELEMENTS (tones))]);
}

/**
 * zb_stage_add_person:
 * @self: a stage
 * @x: metres
 * @y: metres
 * @heading: where they face
 * @seed: who
 * @walking: whether the legs move
 */
void
zb_stage_add_person (ZbStage *self, double x, double y, double heading, guint seed, gboolean walking)
{
  double step = walking ? zb_stage_cycle (self, 26, zb_stage_noise (seed)) : 0;
  zb_stage_add (self, (ZbProp){ .kind = ZB_PROP_PERSON,
                                .at = { x, y, 0 },
                                .heading = heading,
                                .phase = step,
                                .tone = zb_tone_of_clothes (seed),
                                .size = 0.94 + 0.12 * zb_stage_noise (seed + 9),
                                .seed = seed });
}

static double
heading_of (ZbSpot from, ZbSpot to)
{
  return atan2 (to.x - from.x, to.y - from.y);
}

/**
 * zb_stage_add_walker:
 * @self: a stage
 * @from: where the way begins, out of sight
 * @to: where it ends, out of sight
 * @turns: how often it is walked in one loop
 * @phase: where on it at the loop's beginning
 * @seed: who
 */
void
zb_stage_add_walker (ZbStage *self, ZbSpot from, ZbSpot to, double turns, double phase, guint seed)
{
  ZbSpot at = zb_spot_mix (from, to, zb_stage_cycle (self, turns, phase));
  zb_stage_add_person (self, at.x, at.y, heading_of (from, to), seed, TRUE);
}

/**
 * zb_stage_add_driver:
 * @self: a stage
 * @kind: a vehicle
 * @from: where the way begins, out of sight
 * @to: where it ends, out of sight
 * @turns: how often it is driven in one loop
 * @phase: where on it at the loop's beginning
 * @seed: which
 */
void
zb_stage_add_driver (ZbStage *self, ZbPropKind kind, ZbSpot from, ZbSpot to, double turns, double phase,
                     guint seed)
{
  ZbSpot at = zb_spot_mix (from, to, zb_stage_cycle (self, turns, phase));
  ZbTone tone = kind == ZB_PROP_RIDER ? zb_tone_of_clothes (seed) : zb_tone_of_paint (seed);
  zb_stage_add (self, (ZbProp){ .kind = kind,
                                .at = at,
                                .heading = heading_of (from, to),
                                .tone = tone,
                                .phase = zb_stage_cycle (self, 20, phase),
                                .seed = seed });
}

/**
 * zb_stage_add_tree:
 * @self: a stage
 * @x: metres
 * @y: metres
 * @size: 1 for about seven metres
 * @seed: its shape and colour
 */
void
zb_stage_add_tree (ZbStage *self, double x, double y, double size, guint seed)
{
  static const guint32 greens[] = { 0x47603f, 0x4f6744, 0x415a3f, 0x566a45 };
  zb_stage_add (self, (ZbProp){ .kind = ZB_PROP_TREE,
                                .at = { x, y, 0 },
                                .tone = ZB_TONE (greens[seed % 4]),
                                .size = size,
                                .seed = seed });
}
