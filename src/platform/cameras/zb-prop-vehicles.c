/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cars, buses, trucks and boats of a few shaded faces each. */
#include "zb-props.h"

#include <math.h>

#define GLASS ZB_TONE (0x2b343d)
#define RUBBER ZB_TONE (0x1c1f23)
#define REAR_LAMP ZB_TONE (0xa03a34)
#define HEAD_LAMP ZB_TONE (0xd8d8cc)

static void
wheel (ZbStage *stage, ZbSpot at, double heading, double side, double ahead, double radius)
{
  ZbSpot rim[12];
  for (guint i = 0; i < G_N_ELEMENTS (rim); i++)
    {
      double a = 2 * G_PI * i / G_N_ELEMENTS (rim);
      rim[i] = zb_spot_turn (at, heading, side, ahead + radius * cos (a), radius * (1 + sin (a)));
    }
  zb_stage_polygon (stage, rim, G_N_ELEMENTS (rim), RUBBER, 1);
}

static void
wheels (ZbStage *stage, const ZbProp *prop, double width, double axle, double radius)
{
  for (int side = -1; side <= 1; side += 2)
    for (int end = -1; end <= 1; end += 2)
      wheel (stage, prop->at, prop->heading, side * width / 2, end * axle, radius);
}

static void
ground_shadow (ZbStage *stage, const ZbProp *prop, double width, double length)
{
  ZbSpot corners[] = { zb_spot_turn (prop->at, prop->heading, -width / 2, -length / 2, 0.01),
                       zb_spot_turn (prop->at, prop->heading, width / 2, -length / 2, 0.01),
                       zb_spot_turn (prop->at, prop->heading, width / 2, length / 2, 0.01),
                       zb_spot_turn (prop->at, prop->heading, -width / 2, length / 2, 0.01) };
  for (guint i = 0; i < 4; i++)
    corners[i].x += 0.3;
  zb_stage_polygon (stage, corners, 4, ZB_TONE (0x14171a), 0.38);
}

static void
lamps (ZbStage *stage, const ZbSolid *body)
{
  ZbSpot face[4];
  zb_solid_get_side (body, ZB_SIDE_REAR, face);
  zb_stage_panel (stage, face, 0.05, 0.5, 0.22, 0.78, REAR_LAMP);
  zb_stage_panel (stage, face, 0.78, 0.5, 0.95, 0.78, REAR_LAMP);
  zb_stage_panel (stage, face, 0.36, 0.28, 0.64, 0.46, ZB_TONE (0x5b86a8));
  zb_solid_get_side (body, ZB_SIDE_FRONT, face);
  zb_stage_panel (stage, face, 0.05, 0.48, 0.24, 0.74, HEAD_LAMP);
  zb_stage_panel (stage, face, 0.76, 0.48, 0.95, 0.74, HEAD_LAMP);
  zb_stage_panel (stage, face, 0.3, 0.1, 0.7, 0.5, ZB_TONE (0x30363c));
}

/* Side panes, windscreen and rear window of a leaning cabin. */
static void
panes (ZbStage *stage, const ZbSolid *cabin)
{
  ZbSpot face[4];
  for (ZbSide side = ZB_SIDE_REAR; side <= ZB_SIDE_LEFT; side++)
    {
      gboolean flank = side == ZB_SIDE_LEFT || side == ZB_SIDE_RIGHT;
      zb_solid_get_side (cabin, side, face);
      if (flank)
        {
          zb_stage_panel (stage, face, 0.07, 0.14, 0.49, 0.86, GLASS);
          zb_stage_panel (stage, face, 0.54, 0.14, 0.93, 0.86, GLASS);
        }
      else
        zb_stage_panel (stage, face, 0.08, 0.12, 0.92, 0.9, GLASS);
    }
}

/* A saloon; every third is a hatchback, higher and shorter at the back. */
void
zb_prop_draw_car (ZbStage *stage, const ZbProp *prop)
{
  double s = prop->size, h = prop->heading, rear = prop->seed % 3 == 0 ? -2.0 : -1.3;
  ZbSpot sill = zb_spot_turn (prop->at, h, 0, 0, 0.28 * s), deck = zb_spot_turn (prop->at, h, 0, 0, 0.86 * s);
  ZbSolid body = zb_solid_box (sill, h, 1.82 * s, 4.5 * s, 0.6 * s);
  ZbSpot middle = zb_spot_turn (deck, h, 0, (rear + 1.0) / 2 * s - 0.1, 0);
  double length = (1.45 - rear) * s;
  ZbSolid cabin = zb_solid_taper (middle, h, 1.7 * s, length, 0.58 * s, 1.36 * s, -length / 2 + 0.35 * s,
                                  length / 2 - 0.75 * s);
  ground_shadow (stage, prop, 2.1 * s, 4.9 * s);
  wheels (stage, prop, 1.7 * s, 1.4 * s, 0.33 * s);
  zb_stage_solid (stage, &body, prop->tone);
  wheel (stage, prop->at, h,
         (zb_stage_sees (stage, (ZbSpot[4]){ body.corner[1], body.corner[2], body.corner[6], body.corner[5] })
              ? 0.92
              : -0.92) *
             s,
         1.4 * s, 0.33 * s);
  wheel (stage, prop->at, h,
         (zb_stage_sees (stage, (ZbSpot[4]){ body.corner[1], body.corner[2], body.corner[6], body.corner[5] })
              ? 0.92
              : -0.92) *
             s,
         -1.4 * s, 0.33 * s);
  lamps (stage, &body);
  zb_stage_solid (stage, &cabin, prop->tone);
  panes (stage, &cabin);
}

/* A city bus. */
void
zb_prop_draw_bus (ZbStage *stage, const ZbProp *prop)
{
  ZbSpot sill = zb_spot_turn (prop->at, prop->heading, 0, 0, 0.35);
  ZbSolid body = zb_solid_box (sill, prop->heading, 2.5, 11, 2.75);
  ground_shadow (stage, prop, 2.9, 11.4);
  wheels (stage, prop, 2.3, 3.4, 0.48);
  zb_stage_solid (stage, &body, ZB_TONE (0xb4b9b8));
  for (ZbSide side = ZB_SIDE_REAR; side <= ZB_SIDE_LEFT; side++)
    {
      ZbSpot face[4];
      gboolean flank = side == ZB_SIDE_LEFT || side == ZB_SIDE_RIGHT;
      zb_solid_get_side (&body, side, face);
      zb_stage_panel (stage, face, 0, 0, 1, 0.3, ZB_TONE (0x3f7286));
      for (guint i = 0; i < (flank ? 6 : 1); i++)
        zb_stage_panel (stage, face, flank ? (i + 0.1) / 6 : 0.08, 0.46, flank ? (i + 0.9) / 6 : 0.92, 0.86,
                        GLASS);
    }
  lamps (stage, &body);
}

/* A tipper whose load lies open. */
void
zb_prop_draw_truck (ZbStage *stage, const ZbProp *prop)
{
  double h = prop->heading;
  ZbSolid bed = zb_solid_box (zb_spot_turn (prop->at, h, 0, -1.1, 0.7), h, 2.5, 5.2, 1.5);
  ZbSolid cab = zb_solid_box (zb_spot_turn (prop->at, h, 0, 2.9, 0.5), h, 2.4, 2, 2.3);
  ZbSolid load = zb_solid_taper (zb_spot_turn (prop->at, h, 0, -1.1, 2.2), h, 2.3, 5, 0.7, 0.6, -1.2, 1.2);
  gboolean away = cos (h) > 0;
  ground_shadow (stage, prop, 2.9, 8.2);
  wheels (stage, prop, 2.3, 2.4, 0.5);
  if (away)
    zb_stage_solid (stage, &cab, prop->tone);
  zb_stage_solid (stage, &bed, ZB_TONE (0x6f6a3c));
  zb_stage_solid (stage, &load, ZB_TONE (0x6b5a45));
  if (!away)
    {
      ZbSpot face[4];
      zb_stage_solid (stage, &cab, prop->tone);
      zb_solid_get_side (&cab, ZB_SIDE_FRONT, face);
      zb_stage_panel (stage, face, 0.08, 0.5, 0.92, 0.92, GLASS);
    }
}

/* A work boat on the river. */
void
zb_prop_draw_boat (ZbStage *stage, const ZbProp *prop)
{
  double h = prop->heading, rock = 0.05 * sin (prop->phase * 2 * G_PI);
  ZbSpot at = { prop->at.x, prop->at.y, prop->at.z + rock };
  ZbSolid hull = zb_solid_taper (at, h, 1.9, 7, 0.8, 2.5, -3.8, 4.6);
  ZbSolid house = zb_solid_box (zb_spot_turn (at, h, 0, -1.2, 0.8), h, 1.7, 2.4, 1.5);
  zb_stage_disc (stage, at, 4.6, 1.7, ZB_TONE (0x22303a), 0.4);
  zb_stage_solid (stage, &hull, ZB_TONE (0x4c6472));
  zb_stage_solid (stage, &house, ZB_TONE (0xb2b0a6));
  for (ZbSide side = ZB_SIDE_REAR; side <= ZB_SIDE_LEFT; side++)
    {
      ZbSpot face[4];
      zb_solid_get_side (&house, side, face);
      zb_stage_panel (stage, face, 0.15, 0.45, 0.85, 0.85, GLASS);
    }
  zb_stage_box (stage, zb_spot_turn (at, h, 0, 2.2, 0.8), h, 1.2, 1.6, 0.3, ZB_TONE (0x8a6a3a));
}
