/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-props.h"
#include "zb-scene.h"

G_BEGIN_DECLS

/**
 * ZbSceneClass:
 * @name: its name in paths
 * @lens: where its camera hangs
 * @draw_set: draws what never moves and never stands before what moves
 * @draw_cast: adds what moves, and what may stand before it
 */
typedef struct
{
  const char *name;
  ZbLens lens;
  void (*draw_set) (ZbStage *stage);
  void (*draw_cast) (ZbStage *stage);
} ZbSceneClass;

extern const ZbSceneClass zb_scene_junction, zb_scene_gate, zb_scene_shed, zb_scene_manhole, zb_scene_river,
    zb_scene_fire_lane, zb_scene_market, zb_scene_park, zb_scene_station, zb_scene_lookout, zb_scene_avenue,
    zb_scene_lobby, zb_scene_yard, zb_scene_side_gate, zb_scene_lane_end, zb_scene_car_park;

const ZbSceneClass *zb_scene_get_class (ZbScene scene);

/* The colours that all scenes share. */
#define ZB_TONE_ROAD ZB_TONE (0x555c63)
#define ZB_TONE_PAVING ZB_TONE (0x7c7a73)
#define ZB_TONE_KERB ZB_TONE (0x94928a)
#define ZB_TONE_MARK ZB_TONE (0xb2b4b0)
#define ZB_TONE_YELLOW ZB_TONE (0xb0893c)
#define ZB_TONE_GRASS ZB_TONE (0x4c5c42)
#define ZB_TONE_HAZE ZB_TONE (0x87929b)
#define ZB_TONE_SKY_HIGH ZB_TONE (0x74869a)
#define ZB_TONE_SKY_LOW ZB_TONE (0x98a2a8)

G_END_DECLS
