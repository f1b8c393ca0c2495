/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The yard between two rows of houses: parked cars, a lawn with washing lines and a slide, people about. */
#include "zb-scene-private.h"

#include <math.h>

/* Balconies in a column on a wall that faces the yard. */
static void
balconies (ZbStage *stage, double x, double y0, double y1, double height, int side)
{
  for (double y = y0 + 3; y + 3 < y1; y += 7.4)
    for (double z = 3.4; z + 2.6 < height; z += 3.2)
      {
        zb_stage_box (stage, (ZbSpot){ x + side * 0.55, y, z }, 0, 1.1, 3.4, 1.05, ZB_TONE (0x7d766a));
        zb_stage_box (stage, (ZbSpot){ x + side * 0.5, y, z + 1.05 }, 0, 1.0, 3.2, 0.95, ZB_TONE (0x55636e));
      }
}

static void
yard_set (ZbStage *stage)
{
  zb_stage_sky (stage, ZB_TONE_SKY_HIGH, ZB_TONE_SKY_LOW);
  zb_stage_floor (stage, -60, -8, 60, 130, ZB_TONE (0x6f6f69));
  zb_stage_building (stage, -40, 92, 40, 106, 26, ZB_TONE (0x7d766c));
  for (int i = 2; i >= 0; i--)
    {
      double near_y = 12 + 27 * i;
      zb_stage_building (stage, -40, near_y, -17, near_y + 22, 19, ZB_TONE (i % 2 ? 0x84796a : 0x8f8373));
      balconies (stage, -17, near_y, near_y + 22, 19, 1);
      zb_stage_building (stage, 19, near_y - 4, 42, near_y + 18, 19, ZB_TONE (i % 2 ? 0x8c8172 : 0x81776a));
    }
  zb_stage_floor (stage, -12.4, -8, 4.2, 92, ZB_TONE_GRASS);
  zb_stage_floor (stage, 4.2, -8, 4.5, 92, ZB_TONE_KERB);
  zb_stage_floor (stage, 4.5, -8, 10.6, 92, ZB_TONE (0x5a6066));
  zb_stage_floor (stage, 10.6, -8, 16, 92, ZB_TONE (0x646866));
  for (double y = 0; y < 80; y += 2.7)
    zb_stage_band (stage, (ZbSpot){ 10.8, y, 0 }, (ZbSpot){ 15.8, y, 0 }, 0.1, ZB_TONE_MARK);
  for (int i = 0; i < 26; i++)
    zb_stage_band (stage, (ZbSpot){ -6 + 2.2 * sin (i * 0.55), -6 + 2.2 * i, 0 },
                   (ZbSpot){ -6 + 2.2 * sin ((i + 1) * 0.55), -6 + 2.2 * (i + 1.15), 0 }, 1.7,
                   ZB_TONE (0x85827a));
  zb_stage_disc (stage, (ZbSpot){ -1.5, 17, 0 }, 4.2, 3.4, ZB_TONE (0x8a6a58), 1);
  zb_stage_disc (stage, (ZbSpot){ -1.5, 17, 0 }, 3.8, 3.0, ZB_TONE (0x7f6152), 1);
}

static void
slide (ZbStage *stage)
{
  ZbSpot top = { -1.6, 17.6, 1.7 }, foot = { 1.5, 16.4, 0.1 };
  zb_stage_box (stage, (ZbSpot){ -2.2, 17.8, 1.5 }, 0, 1.3, 1.3, 0.15, ZB_TONE (0x9a7d33));
  for (int i = 0; i < 4; i++)
    zb_stage_line (stage, (ZbSpot){ -2.7 + 1.1 * (i % 2), 17.3 + 1.1 * (i / 2), 0 },
                   (ZbSpot){ -2.7 + 1.1 * (i % 2), 17.3 + 1.1 * (i / 2), 2.6 }, 0.12, ZB_TONE (0x3f6c8a));
  zb_stage_line (stage, top, foot, 0.55, ZB_TONE (0x9a4a40));
  ZbSolid roof = zb_solid_taper ((ZbSpot){ -2.2, 17.8, 2.6 }, 0, 1.7, 1.7, 0.7, 0.1, -0.05, 0.05);
  zb_stage_solid (stage, &roof, ZB_TONE (0x4d7a6a));
}

static void
washing (ZbStage *stage)
{
  double sway = 0.12 * sin (zb_stage_cycle (stage, 6, 0) * 2 * G_PI);
  for (int i = 0; i < 7; i++)
    {
      double x = -10.8 + 0.62 * i;
      ZbSpot cloth[] = {
        { x, 12, 1.9 }, { x + 0.5, 12, 1.9 }, { x + 0.5 + sway, 12.1, 0.95 }, { x + sway, 12.1, 0.95 }
      };
      zb_stage_polygon (stage, cloth, 4,
                        zb_tone_mix (zb_tone_of_clothes ((guint)i + 3), ZB_TONE (0xb5b3ab), 0.45), 1);
    }
  for (int i = 0; i < 2; i++)
    zb_stage_line (stage, (ZbSpot){ -11 + 4.8 * i, 12, 0 }, (ZbSpot){ -11 + 4.8 * i, 12, 2 }, 0.09,
                   ZB_TONE (0x767b7e));
  zb_stage_line (stage, (ZbSpot){ -11, 12, 1.92 }, (ZbSpot){ -6.2, 12, 1.92 }, 0.04, ZB_TONE (0x767b7e));
}

static void
yard_people (ZbStage *stage)
{
  for (int i = 0; i < 5; i++)
    {
      double way = zb_stage_cycle (stage, 1, i / 5.), y = i % 2 ? -6 + 54 * way : 48 - 54 * way;
      zb_stage_add_person (stage, -6 + 2.2 * sin ((y + 6) / 2.2 * 0.55), y, i % 2 ? 0 : G_PI, 410 + (guint)i,
                           TRUE);
    }
  double play = zb_stage_cycle (stage, 2, 0) * 2 * G_PI;
  for (int i = 0; i < 3; i++)
    zb_stage_add (stage,
                  (ZbProp){ .kind = ZB_PROP_PERSON,
                            .at = { -1.5 + 2.6 * cos (play + 2.1 * i), 16.6 + 1.7 * sin (play + 2.1 * i), 0 },
                            .tone = ZB_TONE (i == 0   ? 0xa8712f
                                             : i == 1 ? 0x8c4f46
                                                      : 0x3f6c72),
                            .size = 0.62,
                            .phase = zb_stage_cycle (stage, 40, i * 0.3),
                            .seed = 420 + (guint)i });
  zb_stage_add_person (stage, -5.6, 18, 1.4, 431, FALSE);
  zb_stage_add_person (stage, 3.2, 19.4, -1.6, 434, FALSE);
}

static void
yard_things (ZbStage *stage)
{
  for (int i = 0; i < 14; i++)
    if (i % 5 != 2)
      zb_stage_add (stage, (ZbProp){ .kind = ZB_PROP_CAR,
                                     .at = { 13.2, 4.05 + 5.4 * i - (i % 2) * 2.7 + 1.4, 0 },
                                     .heading = i % 3 ? -G_PI / 2 : G_PI / 2,
                                     .tone = zb_tone_of_paint (500 + (guint)i),
                                     .seed = (guint)i,
                                     .size = 0.96 });
  zb_stage_add_driver (stage, ZB_PROP_CAR, (ZbSpot){ 8.8, -16, 0 }, (ZbSpot){ 8.8, 110, 0 }, 1, 0.15, 63);
  zb_stage_add_driver (stage, ZB_PROP_RIDER, (ZbSpot){ 6.2, 96, 0 }, (ZbSpot){ 6.2, -12, 0 }, 2, 0.5, 66);
  zb_stage_add_driver (stage, ZB_PROP_RIDER, (ZbSpot){ 9.2, -12, 0 }, (ZbSpot){ 9.2, 96, 0 }, 1, 0.7, 71);
  for (int i = 0; i < 6; i++)
    {
      zb_stage_add_tree (stage, -13.4, 8 + 12 * i, 0.85, (guint)i + 2);
      if (i > 1)
        zb_stage_add_tree (stage, 1.4 + (i % 2), 9 + 12.5 * i, 0.8, (guint)i + 51);
    }
  for (int i = 0; i < 3; i++)
    zb_stage_add (stage, (ZbProp){ .kind = ZB_PROP_BUSH,
                                   .at = { 3.2, 1.5 + 2 * i, 0 },
                                   .tone = ZB_TONE (0x465c3d),
                                   .size = 0.9,
                                   .seed = (guint)i });
  yard_people (stage);
}

/* The washing and the slide stand in the middle, so it is drawn in layers. */
static void
yard_cast (ZbStage *stage)
{
  zb_stage_set_layer (stage, 17.6, G_MAXDOUBLE);
  yard_things (stage);
  zb_stage_draw_props (stage);
  slide (stage);
  zb_stage_set_layer (stage, 12, 17.6);
  yard_things (stage);
  zb_stage_draw_props (stage);
  washing (stage);
  zb_stage_set_layer (stage, -G_MAXDOUBLE, 12);
  yard_things (stage);
}

const ZbSceneClass zb_scene_yard = {
  .name = "yard",
  .lens = { .eye = { 1.6, -7, 7.2 },
            .yaw = 0.03,
            .pitch = 0.24,
            .view = 1.05,
            .haze = ZB_TONE_HAZE,
            .near_haze = 35,
            .far_haze = 150 },
  .draw_set = yard_set,
  .draw_cast = yard_cast,
};

const ZbSceneClass zb_scene_car_park = {
  .name = "car-park",
  .lens = { .eye = { 15.2, -5, 7.6 },
            .yaw = -0.3,
            .pitch = 0.27,
            .view = 1.05,
            .haze = ZB_TONE_HAZE,
            .near_haze = 35,
            .far_haze = 150 },
  .draw_set = yard_set,
  .draw_cast = yard_cast,
};
