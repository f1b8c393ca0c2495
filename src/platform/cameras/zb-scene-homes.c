/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenes of residential communities: the gate, the bike shed, the fire lane, the lift lobby. */
#include "zb-scene-private.h"

#include <math.h>

/* --- gate --------------------------------------------------------------------------- */

static void
gate_set (ZbStage *stage)
{
  zb_stage_sky (stage, ZB_TONE_SKY_HIGH, ZB_TONE_SKY_LOW);
  zb_stage_floor (stage, -80, -6, 80, 150, ZB_TONE (0x76756c));
  zb_stage_floor (stage, -80, 26, 80, 150, ZB_TONE_GRASS);
  zb_stage_building (stage, -26, 92, 26, 104, 18, ZB_TONE (0x8b8274));
  zb_stage_building (stage, -46, 46, -14, 60, 20, ZB_TONE (0x877c6c));
  zb_stage_building (stage, 14, 46, 46, 60, 20, ZB_TONE (0x7f7465));
  zb_stage_building (stage, -46, 20, -13, 34, 20, ZB_TONE (0x8d8171));
  zb_stage_building (stage, 13, 20, 46, 34, 20, ZB_TONE (0x877a69));
  zb_stage_floor (stage, -7.4, 9, 7.4, 92, ZB_TONE (0x5b6167));
  zb_stage_floor (stage, -80, -6, 80, 4.6, ZB_TONE_ROAD);
  zb_stage_floor (stage, -80, 4.6, 80, 5, ZB_TONE_KERB);
  zb_stage_floor (stage, -7.4, 4, 7.4, 11, ZB_TONE (0x5b6167));
  zb_stage_zebra (stage, (ZbSpot){ -8, 6.9, 0 }, (ZbSpot){ 8, 6.9, 0 }, 2.8, 0.6);
  zb_stage_dashes (stage, (ZbSpot){ -80, 0.6, 0 }, (ZbSpot){ 80, 0.6, 0 }, 0.14, 2, 3, ZB_TONE_MARK);
  zb_stage_band (stage, (ZbSpot){ 0, 24, 0 }, (ZbSpot){ 0, 90, 0 }, 0.15, ZB_TONE_YELLOW);
}

static void
gate_frame (ZbStage *stage)
{
  static const ZbTone stone = { 0.44, 0.40, 0.36 };
  for (int side = -1; side <= 1; side += 2)
    {
      ZbSpot face[4];
      ZbSolid pillar = zb_solid_box ((ZbSpot){ side * 8.6, 15, 0 }, 0, 1.5, 1.5, 5.6);
      zb_stage_solid (stage, &pillar, stone);
      zb_solid_get_side (&pillar, ZB_SIDE_REAR, face);
      zb_stage_panel (stage, face, 0.2, 0.35, 0.8, 0.6, ZB_TONE (0x5b5248));
    }
  ZbSolid beam = zb_solid_box ((ZbSpot){ 0, 15, 5.2 }, 0, 19.4, 1.7, 0.9);
  zb_stage_solid (stage, &beam, ZB_TONE (0x6a5f53));
  zb_stage_lettering (stage, "欢 迎 回 家", (ZbSpot){ -2.4, 14.1, 6.05 }, (ZbSpot){ 1, 0, 0 },
                      (ZbSpot){ 0, 0, 1 }, 0.55, ZB_TONE (0xb8ae98));
}

static void
gate_hut (ZbStage *stage)
{
  ZbSolid hut = zb_solid_box ((ZbSpot){ 0, 17.6, 0 }, 0, 2.6, 2.4, 2.7),
          roof = zb_solid_box ((ZbSpot){ 0, 17.6, 2.7 }, 0, 3, 2.8, 0.25);
  zb_stage_box (stage, (ZbSpot){ 0, 17.6, 0 }, 0, 3.4, 8, 0.18, ZB_TONE_KERB);
  zb_stage_solid (stage, &hut, ZB_TONE (0xa7a59c));
  zb_stage_solid (stage, &roof, ZB_TONE (0x8e8c84));
  for (ZbSide side = ZB_SIDE_REAR; side <= ZB_SIDE_LEFT; side++)
    {
      ZbSpot face[4];
      zb_solid_get_side (&hut, side, face);
      zb_stage_panel (stage, face, 0.1, 0.45, 0.45, 0.85, ZB_TONE (0x3b4a5a));
      zb_stage_panel (stage, face, 0.55, 0.45, 0.9, 0.85, ZB_TONE (0x3b4a5a));
    }
}

/* A car's way through a barrier: rolls up, waits, goes on. */
static double
through (double t, double from, double line, double to)
{
  if (t < 0.35)
    return from + (line - from) * (1 - pow (1 - t / 0.35, 2));
  if (t < 0.5)
    return line;
  return line + (to - line) * pow ((t - 0.5) / 0.5, 1.6);
}

static double
lifted (double t)
{
  double up = CLAMP ((t - 0.42) / 0.07, 0, 1), down = CLAMP ((t - 0.78) / 0.07, 0, 1);
  return up - down;
}

static void
gate_things (ZbStage *stage)
{
  double in = zb_stage_cycle (stage, 1, 0.1), out = zb_stage_cycle (stage, 1, 0.58);
  zb_stage_add (stage, (ZbProp){ .kind = ZB_PROP_CAR,
                                 .at = { 4.3, through (in, -22, 12.6, 120), 0 },
                                 .tone = ZB_TONE (0x3b5c85),
                                 .seed = 4 });
  zb_stage_add (stage, (ZbProp){ .kind = ZB_PROP_CAR,
                                 .at = { -4.3, through (out, 120, 22.4, -30), 0 },
                                 .heading = G_PI,
                                 .tone = ZB_TONE (0xbfc1c0),
                                 .seed = 3 });
  zb_stage_add (
      stage,
      (ZbProp){
          .kind = ZB_PROP_BARRIER, .at = { 1.9, 17, 0 }, .phase = lifted (in), .seed = 2, .size = 1.35 });
  zb_stage_add (
      stage,
      (ZbProp){
          .kind = ZB_PROP_BARRIER, .at = { -1.9, 17.4, 0 }, .phase = lifted (out), .seed = 1, .size = 1.35 });
  zb_stage_add (stage, (ZbProp){ .kind = ZB_PROP_PERSON,
                                 .at = { -0.9 + 0.8 * sin (stage->time / stage->period * 4 * G_PI), 14.2, 0 },
                                 .tone = ZB_TONE (0x2f4a70),
                                 .seed = 4,
                                 .phase = zb_stage_cycle (stage, 10, 0) });
  for (int i = 0; i < 3; i++)
    zb_stage_add_driver (stage, ZB_PROP_RIDER, (ZbSpot){ i % 2 ? 46 : -46, 2.6 + i * 0.5, 0 },
                         (ZbSpot){ i % 2 ? -46 : 46, 2.6 + i * 0.5, 0 }, 1, i / 3., 4 + 2 * i);
  for (int i = 0; i < 4; i++)
    zb_stage_add_walker (stage, (ZbSpot){ i % 2 ? 34 : -34, 6.2 + 0.5 * i, 0 },
                         (ZbSpot){ i % 2 ? -34 : 34, 6.2 + 0.5 * i, 0 }, 1, i / 4. + 0.1, 30 + i);
  zb_stage_add_driver (stage, ZB_PROP_CAR, (ZbSpot){ -60, -0.6, 0 }, (ZbSpot){ 60, -0.6, 0 }, 2, 0.3, 8);
  zb_stage_add_walker (stage, (ZbSpot){ -6.4, 80, 0 }, (ZbSpot){ -6.6, 4, 0 }, 1, 0.4, 35);
  for (int i = 0; i < 6; i++)
    {
      zb_stage_add_tree (stage, -10.4 - (i % 2), 19 + 9 * i, 0.95, i + 2);
      zb_stage_add_tree (stage, 10.6 + (i % 2), 20 + 9 * i, 0.95, i + 31);
    }
}

/* The frame and the hut stand in the middle of the traffic, so it is drawn in layers. */
static void
gate_cast (ZbStage *stage)
{
  zb_stage_set_layer (stage, 18.9, G_MAXDOUBLE);
  gate_things (stage);
  zb_stage_draw_props (stage);
  gate_hut (stage);
  zb_stage_set_layer (stage, 15.2, 18.9);
  gate_things (stage);
  zb_stage_draw_props (stage);
  gate_frame (stage);
  zb_stage_set_layer (stage, -G_MAXDOUBLE, 15.2);
  gate_things (stage);
}

const ZbSceneClass zb_scene_gate = {
  .name = "gate",
  .lens = { .eye = { 0.8, -6.2, 5.2 },
            .yaw = -0.03,
            .pitch = 0.17,
            .view = 0.98,
            .haze = ZB_TONE_HAZE,
            .near_haze = 40,
            .far_haze = 190 },
  .draw_set = gate_set,
  .draw_cast = gate_cast,
};

const ZbSceneClass zb_scene_side_gate = {
  .name = "side-gate",
  .lens = { .eye = { -11.5, -3.5, 6.6 },
            .yaw = 0.5,
            .pitch = 0.23,
            .view = 1.0,
            .haze = ZB_TONE_HAZE,
            .near_haze = 40,
            .far_haze = 190 },
  .draw_set = gate_set,
  .draw_cast = gate_cast,
};

/* --- bike shed ------------------------------------------------------------------------ */

#define SHED_LEAN 0.10 /* the shed runs a little away to the right, radians */

static ZbSpot
in_shed (double along, double deep, double up)
{
  return zb_spot_turn ((ZbSpot){ 0, 12, 0 }, SHED_LEAN, along, deep, up);
}

static void
shed_roof (ZbStage *stage)
{
  ZbSpot tilt[] = { in_shed (-20, -1.4, 2.5), in_shed (20, -1.4, 2.5), in_shed (20, 3.2, 3.35),
                    in_shed (-20, 3.2, 3.35) };
  ZbSpot edge[] = { in_shed (-20, -1.4, 2.3), in_shed (20, -1.4, 2.3), in_shed (20, -1.4, 2.5),
                    in_shed (-20, -1.4, 2.5) };
  zb_stage_polygon (stage, tilt, 4, ZB_TONE (0x5f7f8a), 1);
  for (double x = -19; x < 20; x += 2)
    zb_stage_line (stage, in_shed (x, -1.4, 2.5), in_shed (x, 3.2, 3.35), 0.05, ZB_TONE (0x567580));
  zb_stage_polygon (stage, edge, 4, ZB_TONE (0x3f5a66), 1);
}

static void
shed_set (ZbStage *stage)
{
  zb_stage_sky (stage, ZB_TONE_SKY_HIGH, ZB_TONE_SKY_LOW);
  zb_stage_floor (stage, -60, -6, 60, 60, ZB_TONE (0x6f706c));
  zb_stage_floor (stage, -60, 17, 60, 60, ZB_TONE_GRASS);
  zb_stage_building (stage, -34, 30, 1, 44, 19, ZB_TONE (0x918575));
  zb_stage_building (stage, 5, 24, 46, 38, 19, ZB_TONE (0x857867));
  for (int i = 0; i < 5; i++)
    zb_stage_add_tree (stage, -19 + 8.4 * i, 19.5 + i % 2, 0.78, i + 3);
  zb_stage_draw_props (stage);
  ZbSpot bay[] = { in_shed (-24, -2.4, 0), in_shed (24, -2.4, 0), in_shed (24, 3.4, 0),
                   in_shed (-24, 3.4, 0) };
  ZbSpot kerb[] = { in_shed (-24, -3, 0), in_shed (24, -3, 0), in_shed (24, -2.4, 0),
                    in_shed (-24, -2.4, 0) };
  zb_stage_polygon (stage, bay, 4, ZB_TONE (0x5b5f62), 1);
  zb_stage_polygon (stage, kerb, 4, ZB_TONE (0x8f8d84), 1);
  ZbSpot wall[] = { in_shed (-24, 3.3, 0), in_shed (24, 3.3, 0), in_shed (24, 3.3, 1.2),
                    in_shed (-24, 3.3, 1.2) };
  zb_stage_polygon (stage, wall, 4, ZB_TONE (0x6d675d), 1);
  for (double x = -20; x < 20; x += 1.15)
    zb_stage_band (stage, in_shed (x, -2.2, 0), in_shed (x + 0.45, 0.9, 0), 0.06, ZB_TONE (0xa5a6a1));
}

static void
shed_cast (ZbStage *stage)
{
  static const guint32 paints[] = { 0x3f6a9a, 0x2f3b47, 0x5d7a52, 0x50555a,
                                    0x9a3f38, 0xa37a35, 0xb3b0a6, 0x7a4a3a };
  for (int i = 0; i < 32; i++)
    if (i != 20 && i != 9)
      zb_stage_add (stage, (ZbProp){ .kind = ZB_PROP_BIKE,
                                     .at = in_shed (-18 + 1.15 * i, 0.4 + 0.25 * zb_stage_noise (i), 0),
                                     .heading = SHED_LEAN + 0.14 + (i % 3) * 0.04,
                                     .tone = ZB_TONE (paints[(i * 5 + i / 3) % 8]),
                                     .seed = i * 3 + 1 });
  for (int i = -2; i <= 2; i++)
    zb_stage_add (stage, (ZbProp){ .kind = ZB_PROP_POST,
                                   .at = in_shed (i * 7.2, -1.2, 0),
                                   .tone = ZB_TONE (0x70797e),
                                   .size = 2.4 });
  zb_stage_draw_props (stage);
  shed_roof (stage);
  zb_stage_add_walker (stage, (ZbSpot){ -26, 8.2, 0 }, (ZbSpot){ 26, 10, 0 }, 1, 0.1, 4);
  zb_stage_add_walker (stage, (ZbSpot){ 26, 9.2, 0 }, (ZbSpot){ -26, 6.4, 0 }, 1, 0.45, 15);
  zb_stage_add_walker (stage, (ZbSpot){ -26, 6.8, 0 }, (ZbSpot){ 26, 8.4, 0 }, 1, 0.72, 21);
  zb_stage_add_driver (stage, ZB_PROP_RIDER, (ZbSpot){ -22, 5.0, 0 }, (ZbSpot){ 24, 5.8, 0 }, 2, 0.2, 8);
  zb_stage_add_driver (stage, ZB_PROP_RIDER, (ZbSpot){ 24, 7, 0 }, (ZbSpot){ -24, 5.6, 0 }, 1, 0.8, 13);
  zb_stage_add (stage, (ZbProp){ .kind = ZB_PROP_BIKE,
                                 .at = { -1.8, 6.2, 0 },
                                 .heading = 1.35,
                                 .tone = ZB_TONE (0x3c627f),
                                 .seed = 1 });
}

const ZbSceneClass zb_scene_shed = {
  .name = "shed",
  .lens = { .eye = { 0, -2.4, 5.0 },
            .yaw = 0.02,
            .pitch = 0.25,
            .view = 1.02,
            .haze = ZB_TONE_HAZE,
            .near_haze = 30,
            .far_haze = 130 },
  .draw_set = shed_set,
  .draw_cast = shed_cast,
};

/* --- fire lane ------------------------------------------------------------------------- */

static void
lane_marks (ZbStage *stage)
{
  for (int side = -1; side <= 1; side += 2)
    zb_stage_band (stage, (ZbSpot){ side * 2.2, 0, 0 }, (ZbSpot){ side * 2.2, 60, 0 }, 0.16, ZB_TONE_YELLOW);
  for (double y = 2; y < 58; y += 8)
    for (int i = 0; i < 4; i++)
      zb_stage_band (stage, (ZbSpot){ -2.2, y + i * 0.9, 0 }, (ZbSpot){ 2.2, y + i * 0.9 + 1.6, 0 }, 0.16,
                     ZB_TONE_YELLOW);
  zb_stage_lettering (stage, "消防通道", (ZbSpot){ -2, 10.0, 0 }, (ZbSpot){ 1, 0, 0 }, (ZbSpot){ 0, 1.7, 0 },
                      0.98, ZB_TONE (0xc2a04d));
}

static void
lane_set (ZbStage *stage)
{
  ZbSpot face[4];
  zb_stage_sky (stage, ZB_TONE_SKY_HIGH, ZB_TONE_SKY_LOW);
  zb_stage_floor (stage, -30, -6, 30, 110, ZB_TONE (0x777670));
  zb_stage_building (stage, -14, 74, 16, 88, 24, ZB_TONE (0x80776b));
  zb_stage_building (stage, -24, 34, -6.2, 68, 21, ZB_TONE (0x857a6b));
  zb_stage_building (stage, 6, 30, 24, 66, 18, ZB_TONE (0x8d8070));
  zb_stage_building (stage, -24, -8, -6, 31, 21, ZB_TONE (0x8f8474));
  zb_stage_building (stage, 5.8, -8, 24, 27, 18, ZB_TONE (0x82786a));
  zb_stage_floor (stage, -3.4, -6, 3.4, 74, ZB_TONE (0x5c6166));
  zb_stage_floor (stage, -3.5, -6, -3.3, 74, ZB_TONE_KERB);
  zb_stage_floor (stage, 3.3, -6, 3.5, 74, ZB_TONE_KERB);
  lane_marks (stage);
  for (int i = 0; i < 4; i++)
    {
      ZbSolid door = zb_solid_box ((ZbSpot){ -5.9, 6. + 9 * i, 0 }, 0, 0.3, 1.8, 2.4);
      zb_solid_get_side (&door, ZB_SIDE_RIGHT, face);
      zb_stage_panel (stage, face, 0, 0, 1, 1, ZB_TONE (0x4d4a45));
      zb_stage_panel (stage, face, 0.1, 0.1, 0.9, 0.92, ZB_TONE (0x5d6e72));
      zb_stage_box (stage, (ZbSpot){ -5.4, 6. + 9 * i, 2.6 }, 0, 1.2, 2.6, 0.15, ZB_TONE (0x6c6860));
    }
}

static void
lane_hydrant (ZbStage *stage, double x, double y)
{
  zb_stage_add (stage,
                (ZbProp){ .kind = ZB_PROP_POST, .at = { x, y, 0 }, .tone = ZB_TONE (0x99382f), .size = 0.8 });
  zb_stage_add (
      stage,
      (ZbProp){ .kind = ZB_PROP_POST, .at = { x + 0.12, y, 0 }, .tone = ZB_TONE (0x86322b), .size = 0.6 });
}

static void
lane_cast (ZbStage *stage)
{
  for (int i = 0; i < 5; i++)
    zb_stage_add (stage, (ZbProp){ .kind = ZB_PROP_BUSH,
                                   .at = { 4.7, 4 + 5. * i, 0 },
                                   .tone = ZB_TONE (0x465c3d),
                                   .size = 0.9,
                                   .seed = i });
  for (int i = 0; i < 7; i++)
    zb_stage_add (stage, (ZbProp){ .kind = ZB_PROP_BIKE,
                                   .at = { -4.4, 9.5 + 0.85 * i, 0 },
                                   .heading = 1.4,
                                   .tone = zb_tone_of_clothes (i + 40),
                                   .seed = i });
  lane_hydrant (stage, 3.9, 11);
  zb_stage_add_driver (stage, ZB_PROP_RIDER, (ZbSpot){ 1.4, -10, 0 }, (ZbSpot){ 0.9, 72, 0 }, 1, 0.1, 4);
  zb_stage_add_driver (stage, ZB_PROP_RIDER, (ZbSpot){ -1.2, 72, 0 }, (ZbSpot){ -1.3, -10, 0 }, 1, 0.55, 17);
  for (int i = 0; i < 5; i++)
    zb_stage_add_walker (stage, (ZbSpot){ i % 2 ? -2.7 : 2.6, i % 2 ? 60 : -6, 0 },
                         (ZbSpot){ i % 2 ? -2.5 : 2.8, i % 2 ? -6 : 60, 0 }, 1, i / 5., 81 + i);
  for (int i = 0; i < 3; i++)
    zb_stage_add_tree (stage, -8, 36 + 12 * i, 0.5, i);
}

const ZbSceneClass zb_scene_fire_lane = {
  .name = "fire-lane",
  .lens = { .eye = { 0.9, -4.4, 5.4 },
            .yaw = -0.04,
            .pitch = 0.27,
            .view = 1.02,
            .haze = ZB_TONE_HAZE,
            .near_haze = 30,
            .far_haze = 130 },
  .draw_set = lane_set,
  .draw_cast = lane_cast,
};

const ZbSceneClass zb_scene_lane_end = {
  .name = "lane-end",
  .lens = { .eye = { -4.4, -1.5, 4.3 },
            .yaw = 0.2,
            .pitch = 0.2,
            .view = 1.12,
            .haze = ZB_TONE_HAZE,
            .near_haze = 30,
            .far_haze = 130 },
  .draw_set = lane_set,
  .draw_cast = lane_cast,
};

/* --- lift lobby --------------------------------------------------------------------------- */

static void
lobby_walls (ZbStage *stage)
{
  ZbSpot left[] = { { -3.2, -3, 0 }, { -3.2, 9, 0 }, { -3.2, 9, 3 }, { -3.2, -3, 3 } };
  ZbSpot right[] = { { 3.2, 9, 0 }, { 3.2, -3, 0 }, { 3.2, -3, 3 }, { 3.2, 9, 3 } };
  ZbSpot back[] = { { -3.2, 9, 0 }, { 3.2, 9, 0 }, { 3.2, 9, 3 }, { -3.2, 9, 3 } };
  ZbSpot roof[] = { { -3.2, -3, 3 }, { 3.2, -3, 3 }, { 3.2, 9, 3 }, { -3.2, 9, 3 } };
  zb_stage_polygon (stage, roof, 4, ZB_TONE (0x77756e), 1);
  zb_stage_polygon (stage, left, 4, ZB_TONE (0x7f7b71), 1);
  zb_stage_polygon (stage, right, 4, ZB_TONE (0x6b675f), 1);
  zb_stage_polygon (stage, back, 4, ZB_TONE (0x8a867b), 1);
  for (double y = 0; y < 9; y += 3)
    {
      ZbSpot lamp[] = { { -0.5, y, 2.99 }, { 0.5, y, 2.99 }, { 0.5, y + 1, 2.99 }, { -0.5, y + 1, 2.99 } };
      zb_stage_polygon (stage, lamp, 4, ZB_TONE (0xb9b7ac), 1);
    }
  zb_stage_panel (stage, left, 0.42, 0.45, 0.58, 0.75, ZB_TONE (0x9a9c94));
  zb_stage_panel (stage, right, 0.3, 0, 0.46, 0.76, ZB_TONE (0x57534c));
}

static void
lobby_set (ZbStage *stage)
{
  zb_stage_floor (stage, -3.2, -3, 3.2, 9, ZB_TONE (0x6a675f));
  for (double y = -2; y < 9; y += 0.8)
    zb_stage_band (stage, (ZbSpot){ -3.2, y, 0 }, (ZbSpot){ 3.2, y, 0 }, 0.03, ZB_TONE (0x5b5851));
  for (double x = -2.8; x < 3.2; x += 0.8)
    zb_stage_band (stage, (ZbSpot){ x, -3, 0 }, (ZbSpot){ x, 9, 0 }, 0.03, ZB_TONE (0x5b5851));
  lobby_walls (stage);
  ZbSpot frame[] = { { -1.25, 8.97, 0 }, { 1.25, 8.97, 0 }, { 1.25, 8.97, 2.4 }, { -1.25, 8.97, 2.4 } };
  zb_stage_polygon (stage, frame, 4, ZB_TONE (0x45484b), 1);
  ZbSpot panel[] = { { 1.5, 8.97, 1.1 }, { 1.7, 8.97, 1.1 }, { 1.7, 8.97, 1.6 }, { 1.5, 8.97, 1.6 } };
  zb_stage_polygon (stage, panel, 4, ZB_TONE (0x3a3d40), 1);
}

static void
lobby_doors (ZbStage *stage, double open)
{
  ZbSpot inside[] = { { -1.1, 8.96, 0 }, { 1.1, 8.96, 0 }, { 1.1, 8.96, 2.25 }, { -1.1, 8.96, 2.25 } };
  zb_stage_polygon (stage, inside, 4, ZB_TONE (0xa7a699), 1);
  for (int side = -1; side <= 1; side += 2)
    {
      double from = side * open * 1.02, to = side * 1.1;
      ZbSpot door[] = { { from, 8.95, 0 }, { to, 8.95, 0 }, { to, 8.95, 2.25 }, { from, 8.95, 2.25 } };
      zb_stage_polygon (stage, door, 4, side < 0 ? ZB_TONE (0x6c757c) : ZB_TONE (0x626b72), 1);
    }
  zb_stage_line (stage, (ZbSpot){ 0, 8.94, 0 }, (ZbSpot){ 0, 8.94, open > 0.02 ? 0.01 : 2.25 }, 0.03,
                 ZB_TONE (0x3c4247));
}

static void
lobby_cast (ZbStage *stage)
{
  double t = zb_stage_cycle (stage, 2, 0),
         open = CLAMP ((t - 0.1) / 0.08, 0, 1) - CLAMP ((t - 0.62) / 0.08, 0, 1);
  double way = CLAMP ((t - 0.2) / 0.75, 0, 1), lap = zb_stage_cycle (stage, 1, 0);
  lobby_doors (stage, open);
  if (t > 0.2 && t < 0.95)
    zb_stage_add_person (stage, 0.3 - way * 0.6, 8.4 - way * 12.5, G_PI, lap < 0.5 ? 7 : 12, TRUE);
  zb_stage_add_person (stage, -2.1, 6.2 + 0.2 * sin (lap * 4 * G_PI), 1.2, 23, FALSE);
  zb_stage_add_person (stage, 2.2, 4.2 + 0.15 * sin (lap * 2 * G_PI), -1.2, 28, FALSE);
}

const ZbSceneClass zb_scene_lobby = {
  .name = "lobby",
  .lens = { .eye = { 0.5, -1.7, 2.75 },
            .yaw = -0.06,
            .pitch = 0.22,
            .view = 1.25,
            .haze = { 0.30, 0.30, 0.29 },
            .near_haze = 5,
            .far_haze = 26 },
  .draw_set = lobby_set,
  .draw_cast = lobby_cast,
};
