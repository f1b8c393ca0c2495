/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenes in the open: the river bank, the park, the high lookout. */
#include "zb-scene-private.h"

#include <math.h>

#define WATER ZB_TONE (0x3c5260)

/* --- river bank ------------------------------------------------------------------------ */

static void
river_far_bank (ZbStage *stage)
{
  static const guint32 walls[] = { 0x857b6d, 0x77736b, 0x8e8474, 0x6f6c67 };
  zb_stage_floor (stage, -160, 46, 160, 160, ZB_TONE (0x55604a));
  for (int i = 0; i < 11; i++)
    {
      double x = -96 + 18 * i, height = 14 + 26 * zb_stage_noise (i + 40);
      zb_stage_building (stage, x, 66, x + 14, 80, height, ZB_TONE (walls[i % 4]));
    }
  ZbSpot quay[] = { { -160, 46, -2 }, { 160, 46, -2 }, { 160, 46, 0.4 }, { -160, 46, 0.4 } };
  zb_stage_polygon (stage, quay, 4, ZB_TONE (0x6c6b64), 1);
  for (int i = 0; i < 24; i++)
    zb_stage_add (stage, (ZbProp){ .kind = ZB_PROP_TREE,
                                   .at = { -76 + 6.6 * i, 50, 0 },
                                   .tone = ZB_TONE (i % 3 ? 0x4a5f42 : 0x56683f),
                                   .size = 0.9,
                                   .seed = i });
}

static void
river_bridge (ZbStage *stage)
{
  for (int i = 0; i < 4; i++)
    zb_stage_box (stage, (ZbSpot){ 34, 12 + 10. * i, -2 }, 0, 3.2, 1.6, 6.2, ZB_TONE (0x6b6a65));
  zb_stage_box (stage, (ZbSpot){ 34, 32, 4.2 }, 0, 6, 70, 0.9, ZB_TONE (0x77756f));
  ZbSolid rail = zb_solid_box ((ZbSpot){ 31.2, 32, 5.1 }, 0, 0.2, 70, 0.9);
  zb_stage_solid (stage, &rail, ZB_TONE (0x8b8a84));
}

static void
river_set (ZbStage *stage)
{
  zb_stage_sky (stage, ZB_TONE_SKY_HIGH, ZB_TONE_SKY_LOW);
  river_far_bank (stage);
  zb_stage_draw_props (stage);
  for (double y = 8; y < 46; y += 1.6)
    {
      ZbSpot strip[] = { { -160, y, -2 }, { 160, y, -2 }, { 160, y + 1.75, -2 }, { -160, y + 1.75, -2 } };
      zb_stage_polygon (stage, strip, 4, zb_tone_mix (WATER, ZB_TONE (0x64747c), (y - 8) / 60), 1);
    }
  for (int i = 0; i < 10; i++)
    {
      ZbSpot image[] = { { -96 + 18. * i, 45.8, -1.98 },
                         { -82 + 18. * i, 45.8, -1.98 },
                         { -83 + 18. * i, 30, -1.98 },
                         { -95 + 18. * i, 30, -1.98 } };
      zb_stage_polygon (stage, image, 4, ZB_TONE (0x4b5a60), 0.5);
    }
  river_bridge (stage);
  ZbSpot wall[] = { { -160, 8.4, -2 }, { 160, 8.4, -2 }, { 160, 8, 0 }, { -160, 8, 0 } };
  zb_stage_polygon (stage, wall, 4, ZB_TONE (0x66655f), 1);
  zb_stage_floor (stage, -120, -8, 120, 8, ZB_TONE (0x7f7c74));
  for (double x = -40; x < 40; x += 1.5)
    zb_stage_band (stage, (ZbSpot){ x, -8, 0 }, (ZbSpot){ x, 8, 0 }, 0.04, ZB_TONE (0x706d66));
  zb_stage_floor (stage, -120, 1.0, 120, 1.5, ZB_TONE (0x8d6d52));
  zb_stage_floor (stage, -120, -8, 120, 1.0, ZB_TONE (0x8a5c4a));
  zb_stage_dashes (stage, (ZbSpot){ -60, -1.4, 0 }, (ZbSpot){ 60, -1.4, 0 }, 0.1, 2, 2, ZB_TONE (0xb7a48f));
}

static void
river_ripples (ZbStage *stage)
{
  for (int i = 0; i < 46; i++)
    {
      double y = 10 + 35 * zb_stage_noise (i * 3), x = -50 + 100 * zb_stage_noise (i * 3 + 1);
      double slip = zb_stage_cycle (stage, 1 + i % 2, zb_stage_noise (i)), fade = sin (slip * G_PI);
      ZbSpot from = { x + slip * 8, y, -1.97 }, to = { x + slip * 8 + 1.2 + 2.4 * fade, y, -1.97 };
      double width = 0.16 * fade;
      if (width > 0.04)
        zb_stage_band (stage, from, to, width, ZB_TONE (0x6f828b));
    }
}

static void
river_rail (ZbStage *stage)
{
  for (double x = -27; x < 30; x += 1.8)
    zb_stage_line (stage, (ZbSpot){ x, 7.6, 0 }, (ZbSpot){ x, 7.6, 1.1 }, 0.12, ZB_TONE (0x9b9a93));
  for (int i = 0; i < 3; i++)
    for (double x = -45; x < 45; x += 5)
      zb_stage_line (stage, (ZbSpot){ x, 7.6, 0.36 * (i + 1) }, (ZbSpot){ x + 5, 7.6, 0.36 * (i + 1) },
                     i == 2 ? 0.11 : 0.06, ZB_TONE (0xa5a49c));
}

static void
river_cast (ZbStage *stage)
{
  river_ripples (stage);
  zb_stage_add (stage, (ZbProp){ .kind = ZB_PROP_BOAT,
                                 .at = { -62 + 124 * zb_stage_cycle (stage, 1, 0.35), 22, -2 },
                                 .heading = G_PI / 2,
                                 .phase = zb_stage_cycle (stage, 8, 0) });
  zb_stage_add (stage, (ZbProp){ .kind = ZB_PROP_BOAT,
                                 .at = { 80 - 160 * zb_stage_cycle (stage, 1, 0.7), 36, -2 },
                                 .heading = -G_PI / 2,
                                 .phase = zb_stage_cycle (stage, 7, 0) });
  zb_stage_draw_props (stage);
  river_rail (stage);
  for (int i = 0; i < 5; i++)
    zb_stage_add_walker (stage, (ZbSpot){ i % 2 ? 24 : -24, 2.6 + 0.8 * i, 0 },
                         (ZbSpot){ i % 2 ? -24 : 24, 2.8 + 0.8 * i, 0 }, 1, i / 5., 7 + i);
  zb_stage_add_walker (stage, (ZbSpot){ -20, -0.2, 0 }, (ZbSpot){ 20, -0.2, 0 }, 3, 0.3, 19);
  zb_stage_add_driver (stage, ZB_PROP_RIDER, (ZbSpot){ 22, -2.2, 0 }, (ZbSpot){ -22, -2.2, 0 }, 3, 0.55, 25);
  zb_stage_add_person (stage, -4.2, 6.9, 0, 33, FALSE);
  zb_stage_add_person (stage, -3.5, 6.8, 0, 36, FALSE);
  for (int i = 0; i < 5; i++)
    zb_stage_add (stage, (ZbProp){ .kind = ZB_PROP_TREE,
                                   .at = { -15 + 8.6 * i, 4.6, 0 },
                                   .tone = ZB_TONE (0x5a6b40),
                                   .size = 0.74,
                                   .seed = i * 7 + 2 });
}

const ZbSceneClass zb_scene_river = {
  .name = "river",
  .lens = { .eye = { -3, -11, 7 },
            .yaw = 0.16,
            .pitch = 0.19,
            .view = 1.02,
            .haze = ZB_TONE_HAZE,
            .near_haze = 40,
            .far_haze = 170 },
  .draw_set = river_set,
  .draw_cast = river_cast,
};

/* --- park --------------------------------------------------------------------------------- */

static void
park_path (ZbStage *stage, double width, ZbTone tone)
{
  for (int i = 0; i < 30; i++)
    {
      double y0 = -4 + 2 * i, y1 = y0 + 2.5;
      zb_stage_band (stage, (ZbSpot){ 5.5 * sin (y0 / 11), y0, 0 }, (ZbSpot){ 5.5 * sin (y1 / 11), y1, 0 },
                     width, tone);
    }
}

static void
park_pavilion (ZbStage *stage)
{
  ZbSpot at = { 13, 33, 0 };
  zb_stage_box (stage, at, 0.3, 7, 7, 0.4, ZB_TONE (0x85817a));
  for (int i = -1; i <= 1; i += 2)
    for (int j = 1; j >= -1; j -= 2)
      zb_stage_line (stage, zb_spot_turn (at, 0.3, 2.6 * i, 2.6 * j, 0.4),
                     zb_spot_turn (at, 0.3, 2.6 * i, 2.6 * j, 3.4), 0.3, ZB_TONE (0x6e3f37));
  ZbSolid eaves = zb_solid_taper (zb_spot_turn (at, 0.3, 0, 0, 3.3), 0.3, 8.4, 8.4, 1.5, 3, -1.5, 1.5);
  ZbSolid crest = zb_solid_taper (zb_spot_turn (at, 0.3, 0, 0, 4.8), 0.3, 3, 3, 1.1, 0.3, -0.15, 0.15);
  zb_stage_solid (stage, &eaves, ZB_TONE (0x4b5354));
  zb_stage_solid (stage, &crest, ZB_TONE (0x454d4e));
}

static void
park_set (ZbStage *stage)
{
  zb_stage_sky (stage, ZB_TONE_SKY_HIGH, ZB_TONE_SKY_LOW);
  for (int i = 0; i < 8; i++)
    zb_stage_building (stage, -92 + 25 * i, 100, -74 + 25 * i, 118, 22 + 30 * zb_stage_noise (i + 77),
                       ZB_TONE (0x7d766c));
  zb_stage_floor (stage, -140, -8, 140, 100, ZB_TONE_GRASS);
  for (int i = 0; i < 5; i++)
    zb_stage_disc (stage, (ZbSpot){ -30 + 17 * i, 16 + 9 * (i % 3), 0 }, 8, 4, ZB_TONE (0x536448), 1);
  park_path (stage, 4.0, ZB_TONE (0x8e8b82));
  park_path (stage, 3.6, ZB_TONE (0x817d74));
  zb_stage_disc (stage, (ZbSpot){ -13.5, 25, 0 }, 9.4, 6.4, ZB_TONE (0x7f7c72), 1);
  zb_stage_disc (stage, (ZbSpot){ -13.5, 25, 0 }, 8.8, 5.9, ZB_TONE (0x435a64), 1);
  zb_stage_disc (stage, (ZbSpot){ -15, 26, 0 }, 4.4, 1.4, ZB_TONE (0x506872), 1);
  for (int i = 0; i < 20; i++)
    zb_stage_add_tree (stage, -64 + 7 * i, 62 + 8 * zb_stage_noise (i), 1.15, i);
  zb_stage_draw_props (stage);
  park_pavilion (stage);
  zb_stage_disc (stage, (ZbSpot){ 10, 13, 0 }, 7.2, 4.2, ZB_TONE (0x87837a), 1);
}

static void
park_dancers (ZbStage *stage)
{
  double beat = stage->time / stage->period * 2 * G_PI;
  for (int i = 0; i < 12; i++)
    {
      double x = 5.8 + 2.1 * (i % 4) + 0.5 * sin (beat * 4), y = 10.6 + 1.9 * (i / 4) + 0.25 * cos (beat * 8);
      zb_stage_add (stage, (ZbProp){ .kind = ZB_PROP_PERSON,
                                     .at = { x, y, 0 },
                                     .heading = -1.4,
                                     .tone = ZB_TONE (i % 2 ? 0x8c4f46 : 0xa06a3c),
                                     .seed = i,
                                     .phase = zb_stage_cycle (stage, 16, 0.0) });
    }
}

static void
park_cast (ZbStage *stage)
{
  park_dancers (stage);
  for (int i = 0; i < 7; i++)
    {
      double along = zb_stage_cycle (stage, i % 3 == 0 ? 2 : 1, i / 7.),
             y = i % 2 ? -6 + 62 * along : 56 - 62 * along;
      zb_stage_add_person (stage, 5.5 * sin (y / 11) + (i % 2 ? 0.9 : -0.9), y, i % 2 ? 0 : G_PI, 120 + i,
                           TRUE);
    }
  static const struct
  {
    double x, y, size;
  } trees[] = {
    { -9, 7, 0.95 }, { -6.5, 15, 0.9 }, { -22, 18, 1.1 }, { 20, 16, 1.05 }, { 21, 25, 1.1 },
    { -4, 36, 1 },   { 3, 44, 1 },      { -20, 40, 1.2 }, { 25, 42, 1.1 },
  };
  for (int i = 0; i < (int)G_N_ELEMENTS (trees); i++)
    zb_stage_add_tree (stage, trees[i].x, trees[i].y, trees[i].size, i + 3);
  for (int i = 0; i < 12; i++)
    zb_stage_add (stage, (ZbProp){ .kind = ZB_PROP_BUSH,
                                   .at = { -24 + 1.9 * i, 33 + 0.7 * sin (i), 0 },
                                   .tone = ZB_TONE (0x445a3d),
                                   .size = 1.1,
                                   .seed = i });
  zb_stage_add_person (stage, 12.6, 31.5, G_PI, 140, FALSE);
  zb_stage_add_person (stage, -5.4, 22.5, 1.2, 143, FALSE);
}

const ZbSceneClass zb_scene_park = {
  .name = "park",
  .lens = { .eye = { 1, -7.5, 7.4 },
            .yaw = 0.0,
            .pitch = 0.2,
            .view = 1.06,
            .haze = ZB_TONE_HAZE,
            .near_haze = 40,
            .far_haze = 170 },
  .draw_set = park_set,
  .draw_cast = park_cast,
};

/* --- high lookout ------------------------------------------------------------------------ */

static void
lookout_block (ZbStage *stage, double x, double y, guint seed)
{
  static const guint32 walls[] = { 0x8a7f70, 0x7b756c, 0x938878, 0x6f6f6e, 0x87796a };
  static const guint32 roofs[] = { 0x77716a, 0x6a4f45, 0x7d7972, 0x5f676b };
  gboolean tower = y > 110 && zb_stage_noise (seed + 3) > 0.6;
  double height = tower ? 45 + 45 * zb_stage_noise (seed) : 12 + 10 * zb_stage_noise (seed);
  double wide = 15 + 4 * zb_stage_noise (seed + 1), deep = tower ? 16 : 11 + 4 * zb_stage_noise (seed + 2);
  ZbSpot face[4];
  zb_stage_building (stage, x, y, x + wide, y + deep, height, ZB_TONE (walls[seed % 5]));
  ZbSolid slab =
      zb_solid_box ((ZbSpot){ x + wide / 2, y + deep / 2, height }, 0, wide + 0.4, deep + 0.4, 0.4);
  zb_solid_get_side (&slab, ZB_SIDE_TOP, face);
  zb_stage_face (stage, face, ZB_TONE (roofs[seed % 4]));
  zb_stage_box (stage, (ZbSpot){ x + wide * 0.3, y + deep * 0.5, height + 0.4 }, 0, 3.4, 3, 2.6,
                ZB_TONE (walls[(seed + 2) % 5]));
}

static void
lookout_set (ZbStage *stage)
{
  zb_stage_sky (stage, ZB_TONE_SKY_HIGH, ZB_TONE_SKY_LOW);
  zb_stage_floor (stage, -400, 0, 400, 700, ZB_TONE (0x5f665a));
  for (int row = 17; row-- > 0;)
    {
      double y = 34 + 26. * row + (row > 4 ? 14 : 0);
      zb_stage_floor (stage, -300, y + 18, 300, y + 24, ZB_TONE (0x596066));
      for (int column = -9; column < 9; column++)
        if (column != 1)
          lookout_block (stage, 24. * column - 2 * (row % 2), y, row * 37 + (guint)(column + 20));
    }
  zb_stage_floor (stage, 20, 0, 42, 500, ZB_TONE (0x596066));
}

static void
lookout_viaduct (ZbStage *stage)
{
  ZbSolid deck = zb_solid_box ((ZbSpot){ 31, 250, 9 }, 0, 17, 520, 1.2);
  zb_stage_solid (stage, &deck, ZB_TONE (0x83817b));
  ZbSpot road[] = { { 23.2, 0, 10.22 }, { 38.8, 0, 10.22 }, { 38.8, 500, 10.22 }, { 23.2, 500, 10.22 } };
  zb_stage_polygon (stage, road, 4, ZB_TONE (0x626970), 1);
  zb_stage_band (stage, (ZbSpot){ 31, 0, 10.25 }, (ZbSpot){ 31, 500, 10.25 }, 0.5, ZB_TONE (0x9b9a94));
}

static void
lookout_cast (ZbStage *stage)
{
  lookout_viaduct (stage);
  for (int i = 0; i < 9; i++)
    {
      zb_stage_add_driver (stage, i % 4 == 2 ? ZB_PROP_BUS : ZB_PROP_CAR, (ZbSpot){ 34.2, 0, 10.3 },
                           (ZbSpot){ 34.2, 420, 10.3 }, 1, i / 9., i);
      zb_stage_add_driver (stage, ZB_PROP_CAR, (ZbSpot){ 37, 0, 10.3 }, (ZbSpot){ 37, 420, 10.3 }, 1,
                           i / 9. + 0.05, i + 70);
      zb_stage_add_driver (stage, i % 5 == 3 ? ZB_PROP_TRUCK : ZB_PROP_CAR, (ZbSpot){ 27.6, 420, 10.3 },
                           (ZbSpot){ 27.6, 0, 10.3 }, 1, i / 9. + 0.03, i + 30);
      zb_stage_add_driver (stage, ZB_PROP_CAR, (ZbSpot){ 24.9, 420, 10.3 }, (ZbSpot){ 24.9, 0, 10.3 }, 1,
                           i / 9. + 0.08, i + 50);
    }
}

const ZbSceneClass zb_scene_lookout = {
  .name = "lookout",
  .lens = { .eye = { 8, -8, 52 },
            .yaw = 0.1,
            .pitch = 0.3,
            .view = 0.98,
            .haze = ZB_TONE (0x8b969e),
            .near_haze = 90,
            .far_haze = 520 },
  .draw_set = lookout_set,
  .draw_cast = lookout_cast,
};
