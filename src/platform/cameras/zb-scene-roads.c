/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenes on carriageways: a junction, an avenue under plane trees, a roadway with manholes. */
#include "zb-scene-private.h"

#include <math.h>

/* A row of houses with shops along a street, seen from its middle. */
static void
house_row (ZbStage *stage, double x0, double x1, double from, double until, guint seed)
{
  static const guint32 walls[] = { 0x8b8071, 0x7c7468, 0x918979, 0x736d66, 0x857766 };
  for (double y = until, step; y > from; y -= step + 1.5)
    {
      guint pick = seed + (guint)y;
      step = 13 + 9 * zb_stage_noise (pick);
      double height = 12 + 16 * zb_stage_noise (pick + 1), setback = 1.5 * zb_stage_noise (pick + 2);
      double near_x = x0 < 0 ? x1 - setback : x0 + setback, far_x = x0 < 0 ? x0 : x1;
      ZbSpot face[4];
      zb_stage_building (stage, fmin (near_x, far_x), y - step, fmax (near_x, far_x), y, height,
                         ZB_TONE (walls[pick % 5]));
      ZbSolid block = zb_solid_box ((ZbSpot){ (near_x + far_x) / 2, y - step / 2, 0 }, 0,
                                    fabs (far_x - near_x), step, height);
      zb_solid_get_side (&block, x0 < 0 ? ZB_SIDE_RIGHT : ZB_SIDE_LEFT, face);
      zb_stage_shops (stage, face, (guint)(step / 4.5), 4.2 / height, pick);
    }
}

/* --- junction -------------------------------------------------------------------- */

static void
junction_set (ZbStage *stage)
{
  zb_stage_sky (stage, ZB_TONE_SKY_HIGH, ZB_TONE_SKY_LOW);
  zb_stage_floor (stage, -120, -10, 120, 220, ZB_TONE_PAVING);
  house_row (stage, -50, -17, 42, 170, 3);
  house_row (stage, 17, 50, 42, 170, 11);
  zb_stage_floor (stage, -9.4, -10, 9.4, 220, ZB_TONE_KERB);
  zb_stage_floor (stage, -120, 12.6, 120, 33.4, ZB_TONE_KERB);
  zb_stage_floor (stage, -9, -10, 9, 220, ZB_TONE_ROAD);
  zb_stage_floor (stage, -120, 13, 120, 33, ZB_TONE_ROAD);
  zb_stage_zebra (stage, (ZbSpot){ -9, 9.6, 0 }, (ZbSpot){ 9, 9.6, 0 }, 4.2, 0.62);
  zb_stage_zebra (stage, (ZbSpot){ -9, 36.4, 0 }, (ZbSpot){ 9, 36.4, 0 }, 3.6, 0.62);
  zb_stage_zebra (stage, (ZbSpot){ -12, 13, 0 }, (ZbSpot){ -12, 33, 0 }, 4, 0.62);
  zb_stage_zebra (stage, (ZbSpot){ 12, 13, 0 }, (ZbSpot){ 12, 33, 0 }, 4, 0.62);
  zb_stage_band (stage, (ZbSpot){ 0, 39, 0 }, (ZbSpot){ 0, 220, 0 }, 0.22, ZB_TONE_YELLOW);
  zb_stage_band (stage, (ZbSpot){ 0, -8, 0 }, (ZbSpot){ 0, 7, 0 }, 0.22, ZB_TONE_YELLOW);
  zb_stage_band (stage, (ZbSpot){ -120, 23, 0 }, (ZbSpot){ -15, 23, 0 }, 0.22, ZB_TONE_YELLOW);
  zb_stage_band (stage, (ZbSpot){ 15, 23, 0 }, (ZbSpot){ 120, 23, 0 }, 0.22, ZB_TONE_YELLOW);
  for (int side = -1; side <= 1; side += 2)
    zb_stage_dashes (stage, (ZbSpot){ side * 4.5, 40, 0 }, (ZbSpot){ side * 4.5, 200, 0 }, 0.16, 2.4, 3.6,
                     ZB_TONE_MARK);
  zb_stage_band (stage, (ZbSpot){ -9, 39.4, 0 }, (ZbSpot){ 0, 39.4, 0 }, 0.35, ZB_TONE_MARK);
  zb_stage_band (stage, (ZbSpot){ 0, 6.6, 0 }, (ZbSpot){ 9, 6.6, 0 }, 0.35, ZB_TONE_MARK);
}

/* Rolls to the line, waits for the light and rolls on: -1 far, 0 at the line, 1 gone. */
static double
stop_and_go (const ZbStage *stage, double arrive, double leave, double end)
{
  double t = stage->time / stage->period;
  if (t < arrive)
    return -pow (1 - t / arrive, 1.6);
  if (t < leave)
    return 0;
  return fmin (1, pow ((t - leave) / (end - leave), 1.5));
}

static void
junction_queue (ZbStage *stage, double x, double line, double dir, double lead, guint seed)
{
  for (int i = 0; i < 3; i++)
    {
      double at = stop_and_go (stage, 0.2 + 0.05 * i, 0.52 + 0.03 * i, 0.9 + 0.03 * i);
      double y = line - dir * i * 6.6 + dir * (at < 0 ? at * lead : at * 110);
      if (at >= 1)
        continue;
      zb_stage_add (stage, (ZbProp){ .kind = i == 1 && seed == 5 ? ZB_PROP_BUS : ZB_PROP_CAR,
                                     .at = { x, y, 0 },
                                     .heading = dir > 0 ? 0 : G_PI,
                                     .tone = zb_tone_of_paint (seed + i),
                                     .seed = seed + i });
    }
}

/* Somebody who comes to the kerb, waits for the light, crosses from @go on, and goes away on the other side.
 */
static void
cross (ZbStage *stage, ZbSpot from, ZbSpot kerb, ZbSpot far_kerb, ZbSpot to, double go, guint seed)
{
  const double crossing = 0.34, leaving = 0.2;
  double u = zb_stage_cycle (stage, 1, 1 - go), rest = 0.96 - crossing - leaving;
  ZbSpot a = kerb, b = kerb;
  double share = 0;
  if (u < crossing)
    a = kerb, b = far_kerb, share = u / crossing;
  else if (u < crossing + leaving)
    a = far_kerb, b = to, share = (u - crossing) / leaving;
  else if (u < 0.96)
    a = from, b = kerb, share = (u - crossing - leaving) / rest;
  ZbSpot at = zb_spot_mix (a, b, share);
  zb_stage_add_person (stage, at.x, at.y, atan2 (far_kerb.x - kerb.x, far_kerb.y - kerb.y), seed, u < 0.96);
}

static void
junction_walkers (ZbStage *stage)
{
  for (int i = 0; i < 8; i++)
    {
      double side = i % 2 ? 1 : -1, y = 8.4 + 0.62 * (i % 4), far_y = 35.4 + 0.5 * (i % 4),
             wait = 9.8 + 0.7 * (i / 2);
      cross (stage, (ZbSpot){ side * 26, y, 0 }, (ZbSpot){ side * wait, y, 0 }, (ZbSpot){ -side * 9.8, y, 0 },
             (ZbSpot){ -side * 27, y, 0 }, 0.04 + 0.012 * i, 50 + (guint)i);
      if (i < 5)
        cross (stage, (ZbSpot){ -side * 40, far_y, 0 }, (ZbSpot){ -side * wait, far_y, 0 },
               (ZbSpot){ side * 9.8, far_y, 0 }, (ZbSpot){ side * 40, far_y, 0 }, 0.06 + 0.012 * i,
               60 + (guint)i);
      if (i < 5)
        cross (stage, (ZbSpot){ 11 + 0.4 * i, 76, 0 }, (ZbSpot){ 11 + 0.4 * i, 34 + 0.6 * i, 0 },
               (ZbSpot){ 11 + 0.4 * i, 12, 0 }, (ZbSpot){ 15 + 0.4 * i, -6, 0 }, 0.63 + 0.012 * i,
               70 + (guint)i);
    }
}

static void
junction_cast (ZbStage *stage)
{
  double light = zb_stage_cycle (stage, 1, 0.0);
  junction_queue (stage, -2.4, 42, -1, 120, 2);
  junction_queue (stage, -6.7, 42, -1, 120, 23);
  junction_queue (stage, 2.6, 3.6, 1, 40, 9);
  for (int i = 0; i < 3; i++)
    {
      double t = stage->time / stage->period * 2.2 - 0.18 - 0.12 * i;
      if (t > 0 && t < 1)
        zb_stage_add (stage, (ZbProp){ .kind = i == 1 ? ZB_PROP_RIDER : ZB_PROP_CAR,
                                       .at = { -70 + 140 * t, 17.4 + (i == 1 ? -2.6 : 0), 0 },
                                       .heading = G_PI / 2,
                                       .tone = zb_tone_of_paint (31 + i),
                                       .seed = 31 + i });
      if (t > 0 && t < 1)
        zb_stage_add (stage, (ZbProp){ .kind = ZB_PROP_CAR,
                                       .at = { 74 - 148 * t, 28.2, 0 },
                                       .heading = -G_PI / 2,
                                       .tone = zb_tone_of_paint (41 + i),
                                       .seed = 41 + i });
    }
  junction_walkers (stage);
  zb_stage_add (stage, (ZbProp){ .kind = ZB_PROP_SIGNAL, .at = { 10.4, 39.5, 0 }, .phase = light });
  zb_stage_add (
      stage,
      (ZbProp){ .kind = ZB_PROP_SIGNAL, .at = { -10.2, 12, 0 }, .heading = 0, .phase = light, .size = 0.5 });
  for (int i = 0; i < 8; i++)
    {
      zb_stage_add_tree (stage, -13.2, 44 + 14 * i, 1.0, i);
      zb_stage_add_tree (stage, 13.4, 47 + 14 * i, 1.0, i + 20);
    }
}

const ZbSceneClass zb_scene_junction = {
  .name = "junction",
  .lens = { .eye = { 3.4, -9, 9.6 },
            .yaw = -0.06,
            .pitch = 0.27,
            .view = 1.05,
            .haze = ZB_TONE_HAZE,
            .near_haze = 45,
            .far_haze = 210 },
  .draw_set = junction_set,
  .draw_cast = junction_cast,
};

/* --- avenue ------------------------------------------------------------------------ */

static void
avenue_set (ZbStage *stage)
{
  zb_stage_sky (stage, ZB_TONE_SKY_HIGH, ZB_TONE_SKY_LOW);
  zb_stage_floor (stage, -120, -6, 120, 240, ZB_TONE_PAVING);
  house_row (stage, -45, -16.5, 4, 190, 7);
  house_row (stage, 15.5, 45, 4, 190, 29);
  zb_stage_floor (stage, -10.4, -6, 9.9, 240, ZB_TONE_KERB);
  zb_stage_floor (stage, -10, -6, 9.5, 240, ZB_TONE_ROAD);
  zb_stage_band (stage, (ZbSpot){ -0.1, -6, 0 }, (ZbSpot){ -0.1, 240, 0 }, 0.2, ZB_TONE_YELLOW);
  for (int side = -1; side <= 1; side += 2)
    {
      zb_stage_dashes (stage, (ZbSpot){ side * 3.6, -6, 0 }, (ZbSpot){ side * 3.6, 200, 0 }, 0.16, 3, 4.5,
                       ZB_TONE_MARK);
      zb_stage_band (stage, (ZbSpot){ side * 7.2, -6, 0 }, (ZbSpot){ side * 7.2, 240, 0 }, 0.14,
                     ZB_TONE_MARK);
    }
}

static void
avenue_cast (ZbStage *stage)
{
  for (int i = 0; i < 5; i++)
    {
      zb_stage_add_driver (stage, ZB_PROP_CAR, (ZbSpot){ -1.9, 200, 0 }, (ZbSpot){ -1.9, -14, 0 }, 1, i / 5.,
                           3 + i);
      zb_stage_add_driver (stage, i == 3 ? ZB_PROP_BUS : ZB_PROP_CAR, (ZbSpot){ -5.4, 200, 0 },
                           (ZbSpot){ -5.4, -14, 0 }, 1, i / 5. + 0.1, 13 + i);
      zb_stage_add_driver (stage, ZB_PROP_CAR, (ZbSpot){ 1.8, -16, 0 }, (ZbSpot){ 1.8, 200, 0 }, 1,
                           i / 5. + 0.07, 23 + i);
      zb_stage_add_driver (stage, i == 1 ? ZB_PROP_TRUCK : ZB_PROP_CAR, (ZbSpot){ 5.3, -16, 0 },
                           (ZbSpot){ 5.3, 200, 0 }, 1, i / 5. + 0.15, 33 + i);
    }
  for (int i = 0; i < 4; i++)
    {
      zb_stage_add_driver (stage, ZB_PROP_RIDER, (ZbSpot){ 8.3, -10, 0 }, (ZbSpot){ 8.3, 110, 0 }, 1, i / 4.,
                           42 + i);
      zb_stage_add_driver (stage, ZB_PROP_RIDER, (ZbSpot){ -8.5, 110, 0 }, (ZbSpot){ -8.5, -10, 0 }, 1,
                           i / 4. + 0.12, 52 + i);
      zb_stage_add_walker (stage, (ZbSpot){ -13.6 + 0.4 * i, 90, 0 }, (ZbSpot){ -13.2 + 0.3 * i, -8, 0 }, 1,
                           i / 4., 62 + i);
      zb_stage_add_walker (stage, (ZbSpot){ 12.6 + 0.3 * i, -8, 0 }, (ZbSpot){ 12.9 + 0.3 * i, 90, 0 }, 1,
                           i / 4. + 0.2, 72 + i);
    }
  for (int i = 0; i < 11; i++)
    {
      zb_stage_add_tree (stage, -11.6, 7 + 11 * i, 1.05, i * 3 + 1);
      zb_stage_add (stage, (ZbProp){ .kind = ZB_PROP_TREE,
                                     .at = { 11.1, 12 + 11 * i, 0 },
                                     .tone = ZB_TONE (0x75713f),
                                     .size = 1.05,
                                     .seed = i });
    }
}

const ZbSceneClass zb_scene_avenue = {
  .name = "avenue",
  .lens = { .eye = { -1.6, -7, 6.6 },
            .yaw = 0.04,
            .pitch = 0.17,
            .view = 1.08,
            .haze = ZB_TONE_HAZE,
            .near_haze = 35,
            .far_haze = 190 },
  .draw_set = avenue_set,
  .draw_cast = avenue_cast,
};

/* --- manhole ----------------------------------------------------------------------- */

static void
manhole (ZbStage *stage, double x, double y, double radius)
{
  ZbSpot at = { x, y, 0 };
  zb_stage_disc (stage, at, radius + 0.12, radius + 0.12, ZB_TONE (0x6a6d6e), 1);
  zb_stage_disc (stage, at, radius, radius, ZB_TONE (0x343a40), 1);
  zb_stage_disc (stage, at, radius * 0.86, radius * 0.86, ZB_TONE (0x454c52), 1);
  for (int i = -2; i <= 2; i++)
    {
      double half = radius * 0.8 * cos (i * 0.45);
      zb_stage_band (stage, (ZbSpot){ x - half, y + i * radius * 0.3, 0 },
                     (ZbSpot){ x + half, y + i * radius * 0.3, 0 }, radius * 0.09, ZB_TONE (0x363c42));
    }
}

static void
manhole_set (ZbStage *stage)
{
  zb_stage_sky (stage, ZB_TONE_SKY_HIGH, ZB_TONE_SKY_LOW);
  zb_stage_floor (stage, -60, -4, 60, 80, ZB_TONE (0x5a6066));
  zb_stage_floor (stage, 5.2, -4, 5.6, 80, ZB_TONE_KERB);
  zb_stage_floor (stage, 5.6, -4, 60, 80, ZB_TONE_PAVING);
  for (double y = -2; y < 40; y += 1.6)
    zb_stage_band (stage, (ZbSpot){ 5.6, y, 0 }, (ZbSpot){ 18, y, 0 }, 0.05, ZB_TONE (0x6d6b65));
  for (double x = 7; x < 18; x += 1.6)
    zb_stage_band (stage, (ZbSpot){ x, -4, 0 }, (ZbSpot){ x, 40, 0 }, 0.05, ZB_TONE (0x6d6b65));
  zb_stage_band (stage, (ZbSpot){ 3.2, -4, 0 }, (ZbSpot){ 3.2, 80, 0 }, 0.15, ZB_TONE_MARK);
  zb_stage_dashes (stage, (ZbSpot){ -1.4, -4, 0 }, (ZbSpot){ -1.4, 80, 0 }, 0.16, 2.2, 3, ZB_TONE_MARK);
  zb_stage_band (stage, (ZbSpot){ -6, -4, 0 }, (ZbSpot){ -6, 80, 0 }, 0.16, ZB_TONE_YELLOW);
  zb_stage_lettering (stage, "慢", (ZbSpot){ -4.6, 15, 0 }, (ZbSpot){ 1, 0, 0 }, (ZbSpot){ 0, 2, 0 }, 1.5,
                      ZB_TONE_MARK);
  for (int i = 0; i < 5; i++)
    zb_stage_box (stage, (ZbSpot){ 4.9, 1 + 6. * i, 0 }, 0, 0.4, 0.8, 0.02, ZB_TONE (0x3a4046));
  manhole (stage, 1.2, 7.4, 0.62);
  manhole (stage, -3.6, 10.8, 0.55);
  manhole (stage, 4.2, 12.5, 0.4);
  manhole (stage, 1.4, 19, 0.55);
  zb_stage_building (stage, 16, 14, 40, 70, 14, ZB_TONE (0x877c6d));
  zb_stage_building (stage, -40, 46, -12, 80, 22, ZB_TONE (0x7a746b));
}

static void
manhole_cast (ZbStage *stage)
{
  for (int i = 0; i < 3; i++)
    {
      zb_stage_add_driver (stage, ZB_PROP_CAR, (ZbSpot){ -3.7, 70, 0 }, (ZbSpot){ -3.7, -14, 0 }, 1, i / 3.,
                           81 + i);
      zb_stage_add_driver (stage, ZB_PROP_CAR, (ZbSpot){ -8.6, -14, 0 }, (ZbSpot){ -8.6, 70, 0 }, 1,
                           i / 3. + 0.16, 91 + i);
      zb_stage_add_driver (stage, ZB_PROP_RIDER, (ZbSpot){ 4.1, -8, 0 }, (ZbSpot){ 4.1, 52, 0 }, 1,
                           i / 3. + 0.05, 6 + i);
    }
  for (int i = 0; i < 4; i++)
    zb_stage_add_walker (stage, (ZbSpot){ 7 + 0.8 * i, i % 2 ? 50 : -6, 0 },
                         (ZbSpot){ 7.4 + 0.7 * i, i % 2 ? -6 : 50, 0 }, 1, i / 4., 12 + i);
  for (int i = 0; i < 4; i++)
    zb_stage_add_tree (stage, 6.6, 13 + 9 * i, 0.9, i + 5);
  zb_stage_add (
      stage, (ZbProp){ .kind = ZB_PROP_POST, .at = { 6.1, 5.6, 0 }, .tone = ZB_TONE (0x8f9396), .size = 1 });
  zb_stage_add (
      stage, (ZbProp){ .kind = ZB_PROP_POST, .at = { 6.1, 8.6, 0 }, .tone = ZB_TONE (0x8f9396), .size = 1 });
}

const ZbSceneClass zb_scene_manhole = {
  .name = "manhole",
  .lens = { .eye = { 0.6, -2.2, 6.2 },
            .yaw = 0.02,
            .pitch = 0.5,
            .view = 1.05,
            .haze = ZB_TONE_HAZE,
            .near_haze = 28,
            .far_haze = 120 },
  .draw_set = manhole_set,
  .draw_cast = manhole_cast,
};
