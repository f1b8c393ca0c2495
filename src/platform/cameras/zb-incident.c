/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What has happened in an evidence picture, one small drawing for each kind of alert that a camera can see.
 */
#include "zb-incident.h"

#include <math.h>

static void
add (ZbStage *stage, ZbPropKind kind, ZbSpot at, double heading, guint32 tone, double size, guint seed)
{
  zb_stage_add (stage, (ZbProp){ .kind = kind,
                                 .at = at,
                                 .heading = heading,
                                 .tone = ZB_TONE (tone),
                                 .size = size,
                                 .phase = 0.35,
                                 .seed = seed });
}

static void
fire (ZbStage *stage, ZbSpot at, guint seed)
{
  add (stage, ZB_PROP_SMOKE, at, 0, 0, at.y > 60 ? 9 : 1.5, seed | 1);
}

static void
smoke (ZbStage *stage, ZbSpot at, guint seed)
{
  add (stage, ZB_PROP_SMOKE, at, 0, 0, 1.4, seed & ~1u);
}

static void
heap (ZbStage *stage, ZbSpot at, guint seed)
{
  add (stage, ZB_PROP_HEAP, at, 0, 0, 1, seed);
}

static void
goods (ZbStage *stage, ZbSpot at, guint seed)
{
  static const guint32 cartons[] = { 0x8a6f4c, 0x7d6647, 0x94784f, 0x6f6a60 };
  for (int i = 0; i < 9; i++)
    {
      ZbSpot box = { at.x - 0.9 + 0.75 * (i % 3), at.y + 0.7 * (i / 6), (i / 3 % 2) * 0.62 };
      zb_stage_box (stage, box, 0.08 * (i % 4), 0.66, 0.6, 0.6, ZB_TONE (cartons[(i + seed) % 4]));
    }
}

static void
bikes (ZbStage *stage, ZbSpot at, guint seed)
{
  for (int i = 0; i < 14; i++)
    add (stage, ZB_PROP_BIKE,
         (ZbSpot){ at.x - 2.6 + 0.42 * i, at.y + 1.3 * zb_stage_noise (seed + i) - 0.6, 0 },
         0.4 + 2.4 * zb_stage_noise (seed + 2 * i),
         i % 3 == 0   ? 0x3f6a9a
         : i % 3 == 1 ? 0xa88a35
                      : 0x4d8076,
         1, 2 * i + 1);
}

static void
parked (ZbStage *stage, ZbSpot at, guint seed)
{
  add (stage, ZB_PROP_CAR, at, 0.05, seed % 2 ? 0xb9bbba : 0x3a4149, 1, 3 * seed + 1);
}

static void
truck (ZbStage *stage, ZbSpot at, guint seed)
{
  add (stage, ZB_PROP_TRUCK, at, at.y > 20 ? G_PI / 2 : 0, 0x7c5a34, 1, seed);
}

static void
vendor (ZbStage *stage, ZbSpot at, guint seed)
{
  add (stage, ZB_PROP_STALL, at, 0.2, 0x8f4a3e, 1, seed);
  add (stage, ZB_PROP_PERSON, (ZbSpot){ at.x + 0.3, at.y + 1.1, 0 }, G_PI, 0x5b5f68, 1, seed + 1);
  add (stage, ZB_PROP_PERSON, (ZbSpot){ at.x - 0.7, at.y - 1.4, 0 }, 0, 0x3d5a80, 1, seed + 2);
}

static void
crowd (ZbStage *stage, ZbSpot at, guint seed)
{
  for (int i = 0; i < 90; i++)
    {
      double a = 2 * G_PI * zb_stage_noise (seed + 3 * i), r = sqrt (zb_stage_noise (seed + 3 * i + 1));
      zb_stage_add_person (stage, at.x + 7.5 * r * cos (a), at.y + 5 * r * sin (a), a, seed + i, FALSE);
    }
}

static void
scooter_indoors (ZbStage *stage, ZbSpot at, guint seed)
{
  add (stage, ZB_PROP_BIKE, at, G_PI + 0.5, 0x3c627f, 1, 2 * seed);
  add (stage, ZB_PROP_PERSON, (ZbSpot){ at.x - 0.6, at.y + 0.2, 0 }, G_PI, 0x8d8676, 1, seed);
}

static void
charging (ZbStage *stage, ZbSpot at, guint seed)
{
  add (stage, ZB_PROP_BIKE, (ZbSpot){ at.x, at.y, 0 }, 0.6, 0x9a3f38, 1.05, 2 * seed);
}

static void
cable (ZbStage *stage, ZbSpot at, guint seed)
{
  for (int i = 0; i < 8; i++)
    zb_stage_line (stage, (ZbSpot){ at.x + 0.14 * i, at.y + 0.1, 2.3 - 0.9 * sin (i / 8. * 1.6) },
                   (ZbSpot){ at.x + 0.14 * (i + 1), at.y + 0.1, 2.3 - 0.9 * sin ((i + 1) / 8. * 1.6) }, 0.05,
                   ZB_TONE (0xb98a2c));
}

static void
puddle (ZbStage *stage, ZbSpot at, guint seed)
{
  zb_stage_disc (stage, at, 2.4, 1.7, ZB_TONE (0x6f828c), 0.75);
  zb_stage_disc (stage, (ZbSpot){ at.x + 1.3, at.y + 1, 0 }, 2, 1.2, ZB_TONE (0x6f828c), 0.75);
  zb_stage_disc (stage, (ZbSpot){ at.x - 0.4, at.y + 0.4, 0 }, 1.3, 0.6, ZB_TONE (0x8b9aa2), 0.8);
  zb_stage_disc (stage, at, 0.7, 0.62, ZB_TONE (0x3c4a52), 0.7);
}

static void
flood (ZbStage *stage, ZbSpot at, guint seed)
{
  ZbSpot water[] = { { -12, 2.5, 0.02 }, { 5.3, 3.5, 0.02 }, { 5.3, 30, 0.02 }, { -14, 34, 0.02 } };
  zb_stage_polygon (stage, water, 4, ZB_TONE (0x64737b), 0.82);
  for (int i = 0; i < 26; i++)
    {
      double x = -9 + 13 * zb_stage_noise (seed + 2 * i), y = 4 + 22 * zb_stage_noise (seed + 2 * i + 1);
      zb_stage_band (stage, (ZbSpot){ x, y, 0.03 }, (ZbSpot){ x + 1.4, y, 0.03 }, 0.09, ZB_TONE (0x8797a0));
    }
}

static void
open_cover (ZbStage *stage, ZbSpot at, guint seed)
{
  zb_stage_disc (stage, at, 0.72, 0.72, ZB_TONE (0x77797a), 1);
  zb_stage_disc (stage, at, 0.6, 0.6, ZB_TONE (0x0d1013), 1);
  zb_stage_disc (stage, (ZbSpot){ at.x - 0.1, at.y + 0.16, 0 }, 0.46, 0.4, ZB_TONE (0x23282c), 1);
  zb_stage_disc (stage, (ZbSpot){ at.x + 1.2, at.y + 0.5, 0 }, 0.66, 0.6, ZB_TONE (0x23282c), 0.5);
  zb_stage_disc (stage, (ZbSpot){ at.x + 1.12, at.y + 0.56, 0.08 }, 0.62, 0.56, ZB_TONE (0x4a5157), 1);
}

static void
pothole (ZbStage *stage, ZbSpot at, guint seed)
{
  for (int i = 0; i < 7; i++)
    zb_stage_disc (stage,
                   (ZbSpot){ at.x + 0.9 * (zb_stage_noise (seed + i) - 0.5),
                             at.y + 0.6 * (zb_stage_noise (seed + 9 + i) - 0.5), 0 },
                   0.5 + 0.4 * zb_stage_noise (seed + 20 + i), 0.35, ZB_TONE (i < 4 ? 0x43474b : 0x30343a),
                   1);
  for (int i = 0; i < 9; i++)
    {
      double a = i * 0.7 + seed, x = at.x + 2.1 * cos (a), y = at.y + 1.3 * sin (a);
      zb_stage_band (stage, at, (ZbSpot){ x, y, 0 }, 0.05, ZB_TONE (0x3a3f44));
    }
}

static void
debris (ZbStage *stage, ZbSpot at, guint seed)
{
  static const guint32 tones[] = { 0x66683f, 0x8d8f8a, 0x59623d, 0x9b9380, 0x4b5a3c };
  for (int i = 0; i < 46; i++)
    {
      double a = 6.3 * zb_stage_noise (seed + 2 * i), r = 3.4 * sqrt (zb_stage_noise (seed + 2 * i + 1));
      zb_stage_disc (stage, (ZbSpot){ at.x + r * cos (a), at.y + 0.7 * r * sin (a), at.z },
                     0.2 + 0.3 * zb_stage_noise (i), 0.25, ZB_TONE (tones[i % 5]), 1);
    }
}

static void
broken_rail (ZbStage *stage, ZbSpot at, guint seed)
{
  ZbSpot gap[] = { { at.x - 1.7, at.y, 0.05 },
                   { at.x + 1.9, at.y, 0.05 },
                   { at.x + 1.9, at.y, 1.2 },
                   { at.x - 1.7, at.y, 1.2 } };
  zb_stage_polygon (stage, gap, 4, ZB_TONE (0x4a5c66), 1);
  zb_stage_line (stage, (ZbSpot){ at.x - 1.7, at.y, 1.1 }, (ZbSpot){ at.x + 0.3, at.y - 0.5, 0.1 }, 0.11,
                 ZB_TONE (0xa5a49c));
  zb_stage_line (stage, (ZbSpot){ at.x + 1.9, at.y, 0.7 }, (ZbSpot){ at.x + 0.6, at.y - 0.7, 0.02 }, 0.09,
                 ZB_TONE (0xa5a49c));
}

static void
falling (ZbStage *stage, ZbSpot at, guint seed)
{
  for (int i = 1; i < 6; i++)
    zb_stage_line (stage, (ZbSpot){ at.x, at.y, at.z + 0.6 * i },
                   (ZbSpot){ at.x, at.y, at.z + 0.6 * i + 0.3 }, 0.05, ZB_TONE (0xc9c9c2));
  zb_stage_box (stage, at, 0.5, 0.5, 0.5, 0.5, ZB_TONE (0x8a5a34));
}

static void
night (ZbStage *stage, ZbSpot at, guint seed)
{
  cairo_set_source_rgba (stage->cr, 0.02, 0.03, 0.06, 0.62);
  cairo_paint (stage->cr);
}

static void
dead_lamp (ZbStage *stage, ZbSpot at, guint seed)
{
  add (stage, ZB_PROP_LAMP, at, -G_PI / 2, 0, 0.8, seed);
}

static void
covered_lens (ZbStage *stage, ZbSpot at, guint seed)
{
  cairo_t *cr = stage->cr;
  cairo_set_source_rgba (cr, 0.06, 0.065, 0.07, 0.96);
  cairo_move_to (cr, 0, 0);
  cairo_line_to (cr, stage->width * 0.72, 0);
  cairo_curve_to (cr, stage->width * 0.5, stage->height * 0.4, stage->width * 0.66, stage->height * 0.7,
                  stage->width * 0.4, stage->height);
  cairo_line_to (cr, 0, stage->height);
  cairo_fill (cr);
}

static const ZbIncident incidents[] = {
  { "misparked_bikes", ZB_SCENE_STATION, { -1.5, 13, 0 }, 6.6, 1.5, NULL, bikes, NULL },
  { "illegal_parking", ZB_SCENE_AVENUE, { 8.4, 14, 0 }, 2.6, 1.7, NULL, parked, NULL },
  { "street_vending", ZB_SCENE_AVENUE, { -9.2, 13, 0 }, 3.4, 2.8, NULL, vendor, NULL },
  { "shop_overflow", ZB_SCENE_MARKET, { 2.2, 9, 0 }, 2.6, 1.4, goods, NULL, NULL },
  { "exposed_garbage", ZB_SCENE_FIRE_LANE, { 1.6, 8, 0 }, 3.2, 1.4, NULL, heap, NULL },
  { "exposed_garbage", ZB_SCENE_AVENUE, { -8.6, 12, 0 }, 3.2, 1.4, NULL, heap, NULL },
  { "blocked_fire_lane", ZB_SCENE_FIRE_LANE, { 0.1, 13.4, 0 }, 2.6, 1.7, NULL, parked, NULL },
  { "piled_goods", ZB_SCENE_FIRE_LANE, { 2.2, 9.4, 0 }, 2.6, 1.4, goods, NULL, NULL },
  { "uncovered_truck", ZB_SCENE_JUNCTION, { 1, 21, 0 }, 9, 3.4, NULL, truck, NULL },
  { "uncovered_truck", ZB_SCENE_AVENUE, { 1.8, 14, 0 }, 3, 3.2, NULL, truck, NULL },
  { "damaged_road", ZB_SCENE_MANHOLE, { 0.2, 8.6, 0 }, 4, 1.6, pothole, NULL, NULL },
  { "damaged_rail", ZB_SCENE_RIVER, { 0.4, 7.6, 0 }, 4.2, 1.3, NULL, NULL, broken_rail },
  { "streetlight_out", ZB_SCENE_AVENUE, { 10.2, 19, 0 }, 3.6, 6.6, NULL, dead_lamp, night },
  { "floating_debris", ZB_SCENE_RIVER, { 4, 15, -1.95 }, 7.4, 1.6, debris, NULL, NULL },
  { "cover_open", ZB_SCENE_MANHOLE, { 1.2, 7.4, 0 }, 2.8, 1.2, open_cover, NULL, NULL },
  { "cover_flooded", ZB_SCENE_MANHOLE, { 1.2, 7.4, 0 }, 5.2, 1.7, puddle, NULL, NULL },
  { "water_level", ZB_SCENE_MANHOLE, { -2, 11, 0 }, 11, 4, flood, NULL, NULL },
  { "gate_held_open", ZB_SCENE_GATE, { 3.6, 17, 0 }, 6, 2.4, NULL, NULL, NULL },
  { "gate_tampered", ZB_SCENE_GATE, { 0, 16.4, 0 }, 3, 2.7, NULL, NULL, NULL },
  { "shed_smoke", ZB_SCENE_SHED, { 5, 12.2, 0.8 }, 2.4, 2.2, NULL, NULL, fire },
  { "shed_overheat", ZB_SCENE_SHED, { -4, 12.4, 0.9 }, 2.2, 2, NULL, NULL, smoke },
  { "shed_charging", ZB_SCENE_SHED, { 3.2, 10.4, 0 }, 2.6, 2.6, NULL, charging, cable },
  { "ebike_indoors", ZB_SCENE_LOBBY, { 0.3, 4.4, 0 }, 1.9, 1.75, NULL, scooter_indoors, NULL },
  { "smoke_fire", ZB_SCENE_LOOKOUT, { -14, 96, 20 }, 22, 26, NULL, NULL, fire },
  { "smoke_fire", ZB_SCENE_MARKET, { 4.4, 15, 1 }, 2.6, 3.4, NULL, NULL, fire },
  { "falling_object", ZB_SCENE_FIRE_LANE, { 3, 15, 5.2 }, 1.2, 1, NULL, NULL, falling },
  { "overcrowding", ZB_SCENE_STATION, { 1, 19, 0 }, 16, 3, NULL, crowd, NULL },
  { "overcrowding", ZB_SCENE_MARKET, { 0, 16, 0 }, 7, 2.6, NULL, crowd, NULL },
  { "device_tamper", ZB_SCENE_JUNCTION, { 0, 20, 0 }, 0, 0, NULL, NULL, covered_lens },
  { "device_tamper", ZB_SCENE_PARK, { 0, 20, 0 }, 0, 0, NULL, NULL, covered_lens },
};

/**
 * zb_incident_find:
 * @kind: (nullable): a kind of alert
 * @scene: where
 *
 * Returns: (nullable): what to draw there for such an alert
 */
const ZbIncident *
zb_incident_find (const char *kind, ZbScene scene)
{
  for (guint i = 0; i < G_N_ELEMENTS (incidents); i++)
    if (incidents[i].scene == scene && g_strcmp0 (incidents[i].kind, kind) == 0)
      return &incidents[i];
  return NULL;
}
