/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of scenes: which there are, which camera shows which, and how one picture is drawn. */
#include "zb-scene-private.h"

#include <string.h>

static const ZbSceneClass *const classes[ZB_N_SCENES] = {
  [ZB_SCENE_JUNCTION] = &zb_scene_junction, [ZB_SCENE_GATE] = &zb_scene_gate,
  [ZB_SCENE_SHED] = &zb_scene_shed,         [ZB_SCENE_MANHOLE] = &zb_scene_manhole,
  [ZB_SCENE_RIVER] = &zb_scene_river,       [ZB_SCENE_FIRE_LANE] = &zb_scene_fire_lane,
  [ZB_SCENE_MARKET] = &zb_scene_market,     [ZB_SCENE_PARK] = &zb_scene_park,
  [ZB_SCENE_STATION] = &zb_scene_station,   [ZB_SCENE_LOOKOUT] = &zb_scene_lookout,
  [ZB_SCENE_AVENUE] = &zb_scene_avenue,     [ZB_SCENE_LOBBY] = &zb_scene_lobby,
  [ZB_SCENE_YARD] = &zb_scene_yard,         [ZB_SCENE_SIDE_GATE] = &zb_scene_side_gate,
  [ZB_SCENE_LANE_END] = &zb_scene_lane_end, [ZB_SCENE_CAR_PARK] = &zb_scene_car_park,
};

/* Which scenes cameras of a placement show; ends at ZB_N_SCENES. */
typedef struct
{
  const char *name;
  ZbScene scenes[6];
} Choice;

static const Choice placements[] = {
  { "residential", { ZB_SCENE_GATE, ZB_SCENE_SHED, ZB_SCENE_FIRE_LANE, ZB_SCENE_YARD, ZB_N_SCENES } },
  { "commercial", { ZB_SCENE_MARKET, ZB_SCENE_STATION, ZB_SCENE_AVENUE, ZB_N_SCENES } },
  { "crowded", { ZB_SCENE_STATION, ZB_SCENE_MARKET, ZB_SCENE_PARK, ZB_N_SCENES } },
  { "boundary", { ZB_SCENE_JUNCTION, ZB_SCENE_RIVER, ZB_SCENE_AVENUE, ZB_N_SCENES } },
  { "key_area", { ZB_SCENE_JUNCTION, ZB_SCENE_AVENUE, ZB_SCENE_MANHOLE, ZB_SCENE_PARK, ZB_N_SCENES } },
  { "high_lookout", { ZB_SCENE_LOOKOUT, ZB_N_SCENES } },
  { "mobile", { ZB_SCENE_MANHOLE, ZB_SCENE_AVENUE, ZB_N_SCENES } },
};

/* What a camera's name says of where it hangs; the first that fits. */
static const Choice name_parts[] = {
  { "楼顶", { ZB_SCENE_LOOKOUT, ZB_N_SCENES } },
  { "路口", { ZB_SCENE_JUNCTION, ZB_N_SCENES } },
  { "号口", { ZB_SCENE_STATION, ZB_N_SCENES } },
  { "车棚", { ZB_SCENE_SHED, ZB_N_SCENES } },
  { "电梯", { ZB_SCENE_LOBBY, ZB_N_SCENES } },
  { "门厅", { ZB_SCENE_LOBBY, ZB_N_SCENES } },
  { "东门", { ZB_SCENE_GATE, ZB_SCENE_SIDE_GATE, ZB_N_SCENES } },
  { "南门", { ZB_SCENE_GATE, ZB_SCENE_SIDE_GATE, ZB_N_SCENES } },
  { "西门", { ZB_SCENE_GATE, ZB_SCENE_SIDE_GATE, ZB_N_SCENES } },
  { "北门", { ZB_SCENE_GATE, ZB_SCENE_SIDE_GATE, ZB_N_SCENES } },
  { "号楼",
    { ZB_SCENE_YARD, ZB_SCENE_FIRE_LANE, ZB_SCENE_CAR_PARK, ZB_SCENE_LANE_END, ZB_SCENE_SHED, ZB_N_SCENES } },
  { "公园", { ZB_SCENE_PARK, ZB_N_SCENES } },
  { "绿地", { ZB_SCENE_PARK, ZB_N_SCENES } },
  { "区界", { ZB_SCENE_RIVER, ZB_SCENE_AVENUE, ZB_N_SCENES } },
  { "移动", { ZB_SCENE_MANHOLE, ZB_SCENE_AVENUE, ZB_N_SCENES } },
  { "弄", { ZB_SCENE_MARKET, ZB_SCENE_AVENUE, ZB_SCENE_FIRE_LANE, ZB_N_SCENES } },
  { "路", { ZB_SCENE_AVENUE, ZB_SCENE_MANHOLE, ZB_SCENE_MARKET, ZB_N_SCENES } },
};

static const Choice alert_kinds[] = {
  { "misparked_bikes", { ZB_SCENE_STATION, ZB_N_SCENES } },
  { "illegal_parking", { ZB_SCENE_AVENUE, ZB_N_SCENES } },
  { "street_vending", { ZB_SCENE_AVENUE, ZB_N_SCENES } },
  { "shop_overflow", { ZB_SCENE_MARKET, ZB_N_SCENES } },
  { "exposed_garbage", { ZB_SCENE_FIRE_LANE, ZB_SCENE_AVENUE, ZB_N_SCENES } },
  { "blocked_fire_lane", { ZB_SCENE_FIRE_LANE, ZB_N_SCENES } },
  { "piled_goods", { ZB_SCENE_FIRE_LANE, ZB_N_SCENES } },
  { "uncovered_truck", { ZB_SCENE_JUNCTION, ZB_SCENE_AVENUE, ZB_N_SCENES } },
  { "damaged_road", { ZB_SCENE_MANHOLE, ZB_N_SCENES } },
  { "damaged_rail", { ZB_SCENE_RIVER, ZB_N_SCENES } },
  { "streetlight_out", { ZB_SCENE_AVENUE, ZB_N_SCENES } },
  { "floating_debris", { ZB_SCENE_RIVER, ZB_N_SCENES } },
  { "cover_open", { ZB_SCENE_MANHOLE, ZB_N_SCENES } },
  { "cover_flooded", { ZB_SCENE_MANHOLE, ZB_N_SCENES } },
  { "water_level", { ZB_SCENE_MANHOLE, ZB_N_SCENES } },
  { "gate_held_open", { ZB_SCENE_GATE, ZB_N_SCENES } },
  { "gate_tampered", { ZB_SCENE_GATE, ZB_N_SCENES } },
  { "shed_smoke", { ZB_SCENE_SHED, ZB_N_SCENES } },
  { "shed_overheat", { ZB_SCENE_SHED, ZB_N_SCENES } },
  { "shed_charging", { ZB_SCENE_SHED, ZB_N_SCENES } },
  { "ebike_indoors", { ZB_SCENE_LOBBY, ZB_N_SCENES } },
  { "smoke_fire", { ZB_SCENE_LOOKOUT, ZB_SCENE_MARKET, ZB_N_SCENES } },
  { "falling_object", { ZB_SCENE_FIRE_LANE, ZB_N_SCENES } },
  { "overcrowding", { ZB_SCENE_STATION, ZB_SCENE_MARKET, ZB_N_SCENES } },
  { "device_tamper", { ZB_SCENE_JUNCTION, ZB_SCENE_PARK, ZB_N_SCENES } },
};

static ZbScene
pick (const Choice *choice, guint seed)
{
  guint n = 0;
  while (choice->scenes[n] != ZB_N_SCENES)
    n++;
  return choice->scenes[(guint)(zb_stage_noise (seed) * n)];
}

static ZbScene
choose (const Choice *choices, guint n_choices, const char *name, guint seed)
{
  for (guint i = 0; i < n_choices; i++)
    if (g_strcmp0 (choices[i].name, name) == 0)
      return pick (&choices[i], seed);
  return (ZbScene)(zb_stage_noise (seed) * (ZB_SCENE_LOBBY - 0.01));
}

const ZbSceneClass *
zb_scene_get_class (ZbScene scene)
{
  g_return_val_if_fail ((guint)scene < ZB_N_SCENES, classes[0]);
  return classes[scene];
}

/**
 * zb_scene_get_name:
 * @scene: a scene
 *
 * Returns: its name, of letters and hyphens
 */
const char *
zb_scene_get_name (ZbScene scene)
{
  return zb_scene_get_class (scene)->name;
}

/**
 * zb_scene_for_placement:
 * @placement: (nullable): a camera's placement as the contract names it
 * @seed: a number of the camera's own
 *
 * Returns: the scene that such a camera shows, always the same for the same seed
 */
ZbScene
zb_scene_for_placement (const char *placement, guint seed)
{
  return choose (placements, G_N_ELEMENTS (placements), placement, seed);
}

/**
 * zb_scene_for_camera:
 * @placement: (nullable): a camera's placement as the contract names it
 * @name: (nullable): a camera's name
 * @seed: a number of the camera's own
 *
 * Returns: the scene that fits the camera's name (a gate for 东门, a junction for 路口), else its placement
 */
ZbScene
zb_scene_for_camera (const char *placement, const char *name, guint seed)
{
  for (guint i = 0; name && i < G_N_ELEMENTS (name_parts); i++)
    if (strstr (name, name_parts[i].name))
      return pick (&name_parts[i], seed);
  return zb_scene_for_placement (placement, seed);
}

/**
 * zb_scene_for_alert:
 * @alert_kind: (nullable): a kind of alert as the contract names it
 * @seed: a number of the alert's own
 *
 * Returns: a scene in which such a thing happens
 */
ZbScene
zb_scene_for_alert (const char *alert_kind, guint seed)
{
  return choose (alert_kinds, G_N_ELEMENTS (alert_kinds), alert_kind, seed);
}

/**
 * zb_scene_draw_set:
 * @scene: a scene
 * @cr: where to draw
 * @width: pixels
 * @height: pixels
 *
 * Draws what never moves; a film draws it once.
 */
void
zb_scene_draw_set (ZbScene scene, cairo_t *cr, int width, int height)
{
  ZbStage stage;
  const ZbSceneClass *class = zb_scene_get_class (scene);
  zb_stage_open (&stage, cr, width, height, 0, ZB_SCENE_PERIOD);
  zb_stage_set_lens (&stage, &class->lens);
  class->draw_set (&stage);
  zb_stage_draw_props (&stage);
  zb_stage_vignette (&stage);
  zb_stage_close (&stage);
}

/**
 * zb_scene_draw_cast:
 * @scene: a scene
 * @cr: where to draw
 * @width: pixels
 * @height: pixels
 * @seconds: since the loop began
 *
 * Draws what moves over the set.
 */
void
zb_scene_draw_cast (ZbScene scene, cairo_t *cr, int width, int height, double seconds)
{
  ZbStage stage;
  const ZbSceneClass *class = zb_scene_get_class (scene);
  zb_stage_open (&stage, cr, width, height, seconds, ZB_SCENE_PERIOD);
  zb_stage_set_lens (&stage, &class->lens);
  class->draw_cast (&stage);
  zb_stage_close (&stage);
}

/**
 * zb_scene_draw:
 * @scene: a scene
 * @cr: where to draw
 * @width: pixels
 * @height: pixels
 * @seconds: since the loop began
 *
 * Draws a whole picture.
 */
void
zb_scene_draw (ZbScene scene, cairo_t *cr, int width, int height, double seconds)
{
  zb_scene_draw_set (scene, cr, width, height);
  zb_scene_draw_cast (scene, cr, width, height, seconds);
}
