/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenes full of people: the market street and the station forecourt. */
#include "zb-scene-private.h"

#include <math.h>

/* --- market street --------------------------------------------------------------------- */

static void
market_side (ZbStage *stage, int side, guint seed)
{
  static const guint32 walls[] = { 0x8b7a66, 0x7f7366, 0x96866f, 0x776a5e, 0x8a8073 };
  for (int i = 9; i >= 0; i--)
    {
      double y = 1 + 8.5 * i, height = 7.5 + 4 * zb_stage_noise (seed + i), near_x = side * 6.4,
             far_x = side * 20;
      ZbSpot face[4];
      zb_stage_building (stage, fmin (near_x, far_x), y, fmax (near_x, far_x), y + 8.4, height,
                         ZB_TONE (walls[(seed + i) % 5]));
      ZbSolid block = zb_solid_box ((ZbSpot){ (near_x + far_x) / 2, y + 4.2, 0 }, 0, 13.6, 8.4, height);
      zb_solid_get_side (&block, side < 0 ? ZB_SIDE_RIGHT : ZB_SIDE_LEFT, face);
      zb_stage_shops (stage, face, 2, 3.6 / height, seed + i);
    }
}

static void
market_set (ZbStage *stage)
{
  zb_stage_sky (stage, ZB_TONE_SKY_HIGH, ZB_TONE_SKY_LOW);
  zb_stage_building (stage, -14, 96, 14, 110, 16, ZB_TONE (0x7a7065));
  zb_stage_floor (stage, -40, -6, 40, 96, ZB_TONE (0x706b63));
  market_side (stage, -1, 5);
  market_side (stage, 1, 23);
  for (double y = -5; y < 60; y += 1.4)
    zb_stage_band (stage, (ZbSpot){ -6.4, y, 0 }, (ZbSpot){ 6.4, y, 0 }, 0.05, ZB_TONE (0x625d56));
  zb_stage_floor (stage, -0.35, -6, 0.35, 90, ZB_TONE (0x7e776c));
  for (int i = 9; i-- > 0;)
    {
      double y = 7 + 7. * i;
      for (int j = 0; j < 9; j++)
        {
          ZbSpot at = { -5.6 + 1.4 * j, y, 6.2 - 0.9 * sin (G_PI * j / 8) };
          zb_stage_line (stage, at, (ZbSpot){ at.x + 1.4, y, 6.2 - 0.9 * sin (G_PI * (j + 1) / 8.) }, 0.03,
                         ZB_TONE (0x3f3a36));
          zb_stage_line (stage, (ZbSpot){ at.x, y, at.z }, (ZbSpot){ at.x, y, at.z - 0.5 }, 0.42,
                         j % 2 ? ZB_TONE (0x8f3f36) : ZB_TONE (0xa0823f));
        }
    }
}

static void
market_cast (ZbStage *stage)
{
  static const guint32 awnings[] = { 0x8f4a3e, 0x3f6c72, 0x8a7440, 0x4f7560, 0x6a4c63 };
  for (int i = 0; i < 9; i++)
    {
      zb_stage_add (stage, (ZbProp){ .kind = ZB_PROP_STALL,
                                     .at = { -4.7, 4 + 4.6 * i, 0 },
                                     .heading = -G_PI / 2,
                                     .tone = ZB_TONE (awnings[i % 5]),
                                     .seed = i });
      zb_stage_add_person (stage, -5.7, 4.4 + 4.6 * i, 1.4, 210 + i, FALSE);
      if (i % 3 == 2)
        continue;
      zb_stage_add (stage, (ZbProp){ .kind = ZB_PROP_STALL,
                                     .at = { 4.7, 6.2 + 4.6 * i, 0 },
                                     .heading = G_PI / 2,
                                     .tone = ZB_TONE (awnings[(i + 2) % 5]),
                                     .seed = i + 3 });
      zb_stage_add_person (stage, 5.7, 6.4 + 4.6 * i, -1.4, 230 + i, FALSE);
    }
  for (int i = 0; i < 22; i++)
    {
      double x = -2.9 + 5.8 * zb_stage_noise (i * 3 + 5), slow = i % 4 == 0 ? 2 : 1;
      gboolean away = x > 0;
      zb_stage_add_walker (stage, (ZbSpot){ x, away ? -6 : 58, 0 }, (ZbSpot){ x * 0.8, away ? 58 : -6, 0 },
                           slow, i / 22., 150 + i);
    }
  zb_stage_add_driver (stage, ZB_PROP_RIDER, (ZbSpot){ 0.2, 70, 0 }, (ZbSpot){ -0.3, -8, 0 }, 1, 0.4, 14);
  for (int i = 0; i < 5; i++)
    zb_stage_add_person (stage, -3.3, 5 + 7.4 * i, -1.4, 260 + i, FALSE);
}

const ZbSceneClass zb_scene_market = {
  .name = "market",
  .lens = { .eye = { 0.8, -7, 5.6 },
            .yaw = -0.02,
            .pitch = 0.21,
            .view = 1.0,
            .haze = ZB_TONE (0x8c8f90),
            .near_haze = 30,
            .far_haze = 125 },
  .draw_set = market_set,
  .draw_cast = market_cast,
};

/* --- station forecourt -------------------------------------------------------------------- */

static void
station_hall (ZbStage *stage)
{
  ZbSpot face[4];
  ZbSolid hall = zb_solid_box ((ZbSpot){ -20, 52, 0 }, 0, 46, 14, 11),
          wing = zb_solid_box ((ZbSpot){ 26, 50, 0 }, 0, 36, 12, 15);
  zb_stage_solid (stage, &hall, ZB_TONE (0x87827a));
  zb_solid_get_side (&hall, ZB_SIDE_REAR, face);
  zb_stage_windows (stage, face, 12, 1, 0.5, ZB_TONE (0x46545f));
  zb_stage_shops (stage, face, 8, 0.42, 3);
  zb_stage_solid (stage, &wing, ZB_TONE (0x7c746a));
  zb_solid_get_side (&wing, ZB_SIDE_REAR, face);
  zb_stage_windows (stage, face, 10, 3, 0.34, ZB_TONE (0x414d58));
  zb_stage_shops (stage, face, 7, 0.3, 12);
}

static void
station_entrance (ZbStage *stage)
{
  ZbSpot at = { 12, 29, 0 };
  for (int side = -1; side <= 1; side += 2)
    zb_stage_box (stage, (ZbSpot){ at.x + side * 3.2, at.y, 0 }, 0, 0.3, 7, 1.1, ZB_TONE (0x8a8f90));
  zb_stage_floor (stage, at.x - 3, at.y - 3.4, at.x + 3, at.y + 3.4, ZB_TONE (0x3d4247));
  ZbSolid roof = zb_solid_taper ((ZbSpot){ at.x, at.y, 3.2 }, 0, 7.6, 8, 0.5, 7.2, -3.4, 4);
  for (int side = -1; side <= 1; side += 2)
    for (int end = 1; end >= -1; end -= 2)
      zb_stage_line (stage, (ZbSpot){ at.x + side * 3.2, at.y + end * 3.3, 0 },
                     (ZbSpot){ at.x + side * 3.2, at.y + end * 3.3, 3.3 }, 0.18, ZB_TONE (0x6e757a));
  zb_stage_solid (stage, &roof, ZB_TONE (0x66818c));
  zb_stage_lettering (stage, "地铁 2 号口", (ZbSpot){ at.x - 2.0, at.y - 3.9, 3.72 }, (ZbSpot){ 1, 0, 0 },
                      (ZbSpot){ 0, 0, 1 }, 0.42, ZB_TONE (0xc6cacb));
}

static void
station_set (ZbStage *stage)
{
  zb_stage_sky (stage, ZB_TONE_SKY_HIGH, ZB_TONE_SKY_LOW);
  zb_stage_building (stage, -70, 66, -34, 84, 40, ZB_TONE (0x7b746a));
  zb_stage_building (stage, -26, 70, 2, 88, 30, ZB_TONE (0x857c70));
  zb_stage_building (stage, 30, 68, 60, 86, 46, ZB_TONE (0x76716a));
  zb_stage_floor (stage, -90, -8, 90, 46, ZB_TONE (0x86827a));
  for (double x = -44; x < 45; x += 4)
    zb_stage_band (stage, (ZbSpot){ x, -8, 0 }, (ZbSpot){ x, 45, 0 }, 0.07, ZB_TONE (0x77736c));
  for (double y = -6; y < 45; y += 4)
    zb_stage_band (stage, (ZbSpot){ -60, y, 0 }, (ZbSpot){ 60, y, 0 }, 0.07, ZB_TONE (0x77736c));
  zb_stage_floor (stage, -60, 8, 60, 8.6, ZB_TONE (0xa08a4a));
  station_hall (stage);
}

static void
station_people (ZbStage *stage)
{
  for (int i = 0; i < 26; i++)
    {
      double a = zb_stage_noise (i * 5), b = zb_stage_noise (i * 5 + 1);
      ZbSpot side = { i % 2 ? -36 : 36, 2 + 36 * a, 0 }, other = { i % 2 ? 36 : -36, 2 + 36 * b, 0 };
      if (i % 3 == 0)
        side = (ZbSpot){ -16 + 34 * a, -9, 0 };
      if (i % 5 == 0)
        other = (ZbSpot){ 11 + 2 * b, 32, 0 };
      zb_stage_add_walker (stage, side, other, 1, i / 26., 300 + i);
    }
  for (int i = 0; i < 9; i++)
    {
      double x = -15 + 28 * zb_stage_noise (i * 7 + 2), y = 9 + 24 * zb_stage_noise (i * 7 + 3);
      zb_stage_add_person (stage, x, y, i, 340 + i, FALSE);
      if (i % 2)
        zb_stage_add_person (stage, x + 0.8, y + 0.3, i + 2, 350 + i, FALSE);
    }
}

static void
station_cast (ZbStage *stage)
{
  zb_stage_set_layer (stage, 29, G_MAXDOUBLE);
  station_people (stage);
  zb_stage_draw_props (stage);
  station_entrance (stage);
  zb_stage_set_layer (stage, -G_MAXDOUBLE, 29);
  station_people (stage);
  static const struct
  {
    double x, y;
  } planters[] = { { -15, 17 }, { -6.5, 24 }, { 6, 16.5 }, { -20, 30 }, { 22, 22 }, { -24, 10 } };
  for (int i = 0; i < (int)G_N_ELEMENTS (planters); i++)
    zb_stage_add (stage, (ZbProp){ .kind = ZB_PROP_PLANTER,
                                   .at = { planters[i].x, planters[i].y, 0 },
                                   .tone = ZB_TONE (0x4b6342),
                                   .size = 0.95,
                                   .seed = i * 3 });
  for (int i = 0; i < 12; i++)
    zb_stage_add (stage, (ZbProp){ .kind = ZB_PROP_BIKE,
                                   .at = { 15.4 + 0.72 * i, 12.4 + 0.18 * i, 0 },
                                   .heading = 0.25,
                                   .tone = ZB_TONE (i % 3 == 0   ? 0x3f6a9a
                                                    : i % 3 == 1 ? 0xa88a35
                                                                 : 0x4d8076),
                                   .seed = 2 * i + 1 });
}

const ZbSceneClass zb_scene_station = {
  .name = "station",
  .lens = { .eye = { 0, -6.5, 9.2 },
            .yaw = 0.02,
            .pitch = 0.29,
            .view = 1.02,
            .haze = ZB_TONE_HAZE,
            .near_haze = 40,
            .far_haze = 160 },
  .draw_set = station_set,
  .draw_cast = station_cast,
};
