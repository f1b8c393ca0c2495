/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What two cameras on roofs look over: a viaduct through a quarter of blocks, and a quarter around a garden
 * with water in it. Both are wide enough for a camera that turns, and people are seen when it looks closely.
 */
#include "zb-vista-private.h"

#include <math.h>

#define HAZE ZB_TONE (0x8b969e)
#define STREET ZB_TONE (0x596066)
#define GROUND ZB_TONE (0x5f665a)

/* Blocks stand in rows, farther and farther away; the first rows are dwellings, towers come behind. Nothing
 * stands before the avenue, since what moves is drawn over all that stands. */
#define ROWS 15
#define FIRST_ROW 72.
#define ROW_STEP 30.
#define COLUMN_STEP 26.
#define MOST_COLUMNS 21
#define STREET_WIDTH 8.
#define AVENUE 44.
#define AVENUE_WIDTH 13.
/* From here on windows are not seen. */
#define PLAIN_ROW 9

static double
row_at (int row)
{
  return FIRST_ROW + ROW_STEP * row;
}

static void
put_roof (ZbStage *stage, double x, double y, double wide, double deep, double height, guint seed)
{
  static const guint32 roofs[] = { 0x77716a, 0x6a4f45, 0x7d7972, 0x5f676b };
  ZbSolid slab =
      zb_solid_box ((ZbSpot){ x + wide / 2, y + deep / 2, height }, 0, wide + 0.4, deep + 0.4, 0.4);
  ZbSpot face[4];
  zb_solid_get_side (&slab, ZB_SIDE_TOP, face);
  zb_stage_face (stage, face, ZB_TONE (roofs[seed % 4]));
  zb_stage_box (stage, (ZbSpot){ x + wide * 0.3, y + deep * 0.5, height + 0.4 }, 0, 3.4, 3, 2.6,
                ZB_TONE (0x7b756c));
}

static void
put_block (ZbStage *stage, double x, int row, guint seed)
{
  static const guint32 walls[] = { 0x8a7f70, 0x7b756c, 0x938878, 0x6f6f6e, 0x87796a };
  gboolean tower = row > 4 && zb_stage_noise (seed + 3) > 0.62;
  double height = tower ? 40 + 50 * zb_stage_noise (seed) : 10 + 9 * zb_stage_noise (seed);
  double wide = 15 + 4 * zb_stage_noise (seed + 1), deep = tower ? 15 : 10 + 4 * zb_stage_noise (seed + 2);
  double y = row_at (row);
  if (row < PLAIN_ROW)
    zb_stage_building (stage, x, y, x + wide, y + deep, height, ZB_TONE (walls[seed % 5]));
  else
    zb_stage_box (stage, (ZbSpot){ x + wide / 2, y + deep / 2, 0 }, 0, wide, deep, height,
                  ZB_TONE (walls[seed % 5]));
  put_roof (stage, x, y, wide, deep, height, seed);
}

/* From the outside to the middle, so that what is nearer to the middle stands before what is not. */
static void
put_row (ZbStage *stage, int row, guint seed, gboolean (*is_free) (double x, double y))
{
  double y = row_at (row);
  for (int far = MIN (MOST_COLUMNS, (int)(y / 8)); far >= 0; far--)
    for (int side = -1; side <= 1; side += 2)
      {
        double x = side * COLUMN_STEP * (far + 0.5) - COLUMN_STEP / 2 + 4;
        if (is_free (x, y))
          put_block (stage, x, row, seed + (guint)(row * 53 + side * far + 60));
      }
}

static void
put_quarter (ZbStage *stage, guint seed, gboolean (*is_free) (double x, double y))
{
  zb_stage_sky (stage, ZB_TONE_SKY_HIGH, ZB_TONE_SKY_LOW);
  zb_stage_floor (stage, -900, 0, 900, 760, GROUND);
  for (int row = ROWS; row-- > 0;)
    {
      zb_stage_floor (stage, -800, row_at (row) + 17, 800, row_at (row) + 17 + STREET_WIDTH, STREET);
      put_row (stage, row, seed, is_free);
    }
}

static void
put_avenue (ZbStage *stage)
{
  double middle = AVENUE + AVENUE_WIDTH / 2;
  zb_stage_floor (stage, -400, AVENUE - 6, 400, AVENUE + AVENUE_WIDTH + 6, ZB_TONE_PAVING);
  zb_stage_floor (stage, -400, AVENUE, 400, AVENUE + AVENUE_WIDTH, ZB_TONE_ROAD);
  zb_stage_dashes (stage, (ZbSpot){ -300, middle, 0.02 }, (ZbSpot){ 300, middle, 0.02 }, 0.2, 3, 5,
                   ZB_TONE_MARK);
  for (int i = -6; i <= 6; i++)
    zb_stage_zebra (stage, (ZbSpot){ 44. * i, AVENUE, 0.02 },
                    (ZbSpot){ 44. * i, AVENUE + AVENUE_WIDTH, 0.02 }, 4, 0.6);
}

static void
put_cars (ZbStage *stage, double y, double from, double to, guint seed)
{
  for (int i = 0; i < 7; i++)
    zb_stage_add_driver (stage, i % 5 == 3 ? ZB_PROP_BUS : ZB_PROP_CAR, (ZbSpot){ from, y, 0 },
                         (ZbSpot){ to, y, 0 }, 1, i / 7. + seed * 0.017, seed + (guint)i);
}

/* When the loop begins again each stands where the one before it has come to. */
static void
put_walkers (ZbStage *stage, double y, guint seed)
{
  for (int i = 0; i < 16; i++)
    zb_stage_add_walker (stage, (ZbSpot){ -176 + 22. * i, y, 0 }, (ZbSpot){ -154 + 22. * i, y, 0 }, 1, 0,
                         seed + (guint)i);
}

static void
put_traffic (ZbStage *stage, guint seed)
{
  put_cars (stage, AVENUE + 3, -170, 170, seed);
  put_cars (stage, AVENUE + AVENUE_WIDTH - 3, 170, -170, seed + 20);
  put_walkers (stage, AVENUE - 3, seed + 40);
  put_walkers (stage, AVENUE + AVENUE_WIDTH + 3, seed + 60);
}

/* --- the viaduct -------------------------------------------------------------------------------- */

static gboolean
is_beside_viaduct (double x, double y)
{
  return x < 0 || x > 46;
}

static void
viaduct_set (ZbStage *stage)
{
  put_quarter (stage, 7, is_beside_viaduct);
  put_avenue (stage);
  zb_stage_floor (stage, 22, 0, 46, 600, STREET);
}

static void
put_deck (ZbStage *stage)
{
  ZbSolid deck = zb_solid_box ((ZbSpot){ 33, 265, 9 }, 0, 17, 550, 1.2);
  ZbSpot road[] = { { 25.2, 0, 10.22 }, { 40.8, 0, 10.22 }, { 40.8, 530, 10.22 }, { 25.2, 530, 10.22 } };
  zb_stage_solid (stage, &deck, ZB_TONE (0x83817b));
  zb_stage_polygon (stage, road, 4, ZB_TONE (0x626970), 1);
  zb_stage_band (stage, (ZbSpot){ 33, 0, 10.25 }, (ZbSpot){ 33, 530, 10.25 }, 0.5, ZB_TONE (0x9b9a94));
}

static void
put_lane (ZbStage *stage, double x, gboolean away, guint seed)
{
  ZbSpot near = { x, 0, 10.3 }, far = { x, 460, 10.3 };
  for (int i = 0; i < 9; i++)
    zb_stage_add_driver (stage, i % 4 == 2 ? ZB_PROP_BUS : ZB_PROP_CAR, away ? near : far, away ? far : near,
                         1, i / 9. + seed * 0.013, seed + (guint)i);
}

static void
viaduct_cast (ZbStage *stage)
{
  put_traffic (stage, 120);
  zb_stage_draw_props (stage);
  put_deck (stage);
  put_lane (stage, 36.2, TRUE, 1);
  put_lane (stage, 39, TRUE, 71);
  put_lane (stage, 29.6, FALSE, 31);
  put_lane (stage, 26.9, FALSE, 51);
}

/* The windows of two dwellings as high as they are drawn, on the side that the camera sees. */
static const ZbPrivacyMask viaduct_masks[] = {
  { { { -48.2, 71.8, 0.5 }, { -31.2, 71.8, 0.5 }, { -31.2, 71.8, 10 }, { -48.2, 71.8, 10 } } },
  { { { 55.8, 71.8, 0.5 }, { 74, 71.8, 0.5 }, { 74, 71.8, 16 }, { 55.8, 71.8, 16 } } },
};

const ZbVistaClass zb_vista_viaduct = {
  .scene = { .name = "vista-viaduct",
             .lens = { .eye = { 8, -40, ZB_VISTA_HEIGHT },
                       .yaw = 0.08,
                       .pitch = 0.297,
                       .haze = HAZE,
                       .near_haze = 110,
                       .far_haze = 620 },
             .draw_set = viaduct_set,
             .draw_cast = viaduct_cast },
  .masks = viaduct_masks,
  .n_masks = G_N_ELEMENTS (viaduct_masks),
};

/* --- the gardens -------------------------------------------------------------------------------- */

#define GARDEN_X 6.
#define GARDEN_Y 112.
#define GARDEN_WIDE 78.
#define GARDEN_DEEP 46.

static gboolean
is_beside_garden (double x, double y)
{
  return fabs (x + 8 - GARDEN_X) > GARDEN_WIDE + 14 || y > GARDEN_Y + GARDEN_DEEP + 10;
}

static void
put_paths (ZbStage *stage)
{
  for (int i = 0; i < 6; i++)
    {
      double a = G_PI / 3 * i;
      ZbSpot from = { GARDEN_X + 34 * sin (a), GARDEN_Y + 18 * cos (a), 0.05 };
      ZbSpot to = { GARDEN_X + 76 * sin (a), GARDEN_Y + 40 * cos (a), 0.05 };
      zb_stage_band (stage, from, to, 3, ZB_TONE_PAVING);
    }
}

static void
gardens_set (ZbStage *stage)
{
  put_quarter (stage, 311, is_beside_garden);
  put_avenue (stage);
  zb_stage_disc (stage, (ZbSpot){ GARDEN_X, GARDEN_Y, 0 }, GARDEN_WIDE, GARDEN_DEEP, ZB_TONE_GRASS, 1);
  put_paths (stage);
  zb_stage_disc (stage, (ZbSpot){ GARDEN_X, GARDEN_Y, 0.1 }, 36, 19, ZB_TONE_PAVING, 1);
  zb_stage_disc (stage, (ZbSpot){ GARDEN_X, GARDEN_Y, 0.2 }, 31, 16, ZB_TONE (0x3f5a66), 1);
  zb_stage_disc (stage, (ZbSpot){ GARDEN_X + 3, GARDEN_Y + 4, 0.3 }, 18, 6, ZB_TONE (0x587380), 0.6);
}

static void
put_trees (ZbStage *stage)
{
  for (int i = 0; i < 46; i++)
    {
      double a = 2 * G_PI * i / 46, far = 0.62 + 0.34 * zb_stage_noise ((guint)i + 900);
      zb_stage_add_tree (stage, GARDEN_X + GARDEN_WIDE * far * sin (a),
                         GARDEN_Y + GARDEN_DEEP * far * cos (a), 0.8 + 0.4 * zb_stage_noise ((guint)i + 950),
                         (guint)i);
    }
}

static void
put_strollers (ZbStage *stage)
{
  for (int i = 0; i < 14; i++)
    {
      double a = 2 * G_PI * i / 14, b = a + 2 * G_PI / 14;
      zb_stage_add_walker (stage, (ZbSpot){ GARDEN_X + 33.5 * sin (a), GARDEN_Y + 17.5 * cos (a), 0 },
                           (ZbSpot){ GARDEN_X + 33.5 * sin (b), GARDEN_Y + 17.5 * cos (b), 0 }, 1, 0,
                           (guint)i + 600);
    }
}

static void
gardens_cast (ZbStage *stage)
{
  put_traffic (stage, 320);
  put_trees (stage);
  put_strollers (stage);
}

static const ZbPrivacyMask gardens_masks[] = {
  { { { -100.2, 71.8, 0.5 }, { -84.6, 71.8, 0.5 }, { -84.6, 71.8, 15.6 }, { -100.2, 71.8, 15.6 } } },
  { { { 29.8, 191.8, 0.5 }, { 45.3, 191.8, 0.5 }, { 45.3, 191.8, 17.3 }, { 29.8, 191.8, 17.3 } } },
};

const ZbVistaClass zb_vista_gardens = {
  .scene = { .name = "vista-gardens",
             .lens = { .eye = { -4, -36, ZB_VISTA_HEIGHT },
                       .yaw = -0.05,
                       .pitch = 0.297,
                       .haze = HAZE,
                       .near_haze = 110,
                       .far_haze = 620 },
             .draw_set = gardens_set,
             .draw_cast = gardens_cast },
  .masks = gardens_masks,
  .n_masks = G_N_ELEMENTS (gardens_masks),
};
