/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in a street: trees, lamps, signals, stalls, barriers, heaps, and smoke. */
#include "zb-props.h"

#include <math.h>

static void
leaf_ball (ZbStage *stage, const ZbProp *prop, double x, double y, double radius, double light)
{
  cairo_t *cr = stage->cr;
  zb_stage_source (stage, zb_tone_dim (prop->tone, light), 1, prop->at);
  cairo_new_path (cr);
  cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
  cairo_fill (cr);
}

/* A crown: dark below and to the right, light above and to the left, as in flat shading. */
static void
crown (ZbStage *stage, const ZbProp *prop, double centre_z, double radius)
{
  static const struct
  {
    double x, y, r, light;
  } balls[] = {
    { 0.42, 0.30, 0.62, 0.78 },  { -0.45, 0.34, 0.6, 0.82 },  { 0.55, -0.12, 0.58, 0.86 },
    { -0.6, -0.05, 0.55, 0.92 }, { 0.0, 0.05, 0.8, 0.92 },    { 0.28, -0.42, 0.56, 1.0 },
    { -0.26, -0.38, 0.6, 1.08 }, { -0.05, -0.25, 0.5, 1.16 },
  };
  double x, y;
  ZbSpot centre = { prop->at.x, prop->at.y, prop->at.z + centre_z };
  if (!zb_stage_project (stage, centre, &x, &y))
    return;
  double px = radius * zb_stage_scale (stage, centre);
  for (guint i = 0; i < G_N_ELEMENTS (balls); i++)
    {
      double jx = (zb_stage_noise (prop->seed * 11 + i) - 0.5) * 0.26,
             jy = (zb_stage_noise (prop->seed * 17 + i) - 0.5) * 0.2;
      leaf_ball (stage, prop, x + (balls[i].x + jx) * px, y + (balls[i].y + jy) * px * 0.86, balls[i].r * px,
                 balls[i].light);
    }
}

/* A street tree of about seven metres at size 1. */
void
zb_prop_draw_tree (ZbStage *stage, const ZbProp *prop)
{
  double s = prop->size;
  ZbSpot foot = prop->at, fork = { prop->at.x, prop->at.y, prop->at.z + 3.4 * s };
  ZbSpot shade = { prop->at.x + 0.9 * s, prop->at.y, prop->at.z + 0.01 };
  zb_stage_disc (stage, shade, 2.3 * s, 1.9 * s, ZB_TONE (0x14171a), 0.3);
  zb_stage_line (stage, foot, fork, 0.34 * s, ZB_TONE (0x4a4238));
  crown (stage, prop, 4.6 * s, 2.3 * s);
}

/* A low bush or a hedge ball. */
void
zb_prop_draw_bush (ZbStage *stage, const ZbProp *prop)
{
  zb_stage_disc (stage, prop->at, 0.9 * prop->size, 0.6 * prop->size, ZB_TONE (0x14171a), 0.3);
  crown (stage, prop, 0.55 * prop->size, 0.75 * prop->size);
}

/* A tree in a low square box, as squares have them. */
void
zb_prop_draw_planter (ZbStage *stage, const ZbProp *prop)
{
  zb_stage_disc (stage, (ZbSpot){ prop->at.x + 1.2, prop->at.y, 0.01 }, 2.8, 2.2, ZB_TONE (0x14171a), 0.28);
  zb_stage_box (stage, prop->at, prop->heading, 2.6, 2.6, 0.5, ZB_TONE (0x7d7365));
  ZbProp tree = *prop;
  tree.at.z = 0.4;
  zb_stage_line (stage, tree.at, (ZbSpot){ tree.at.x, tree.at.y, 2.6 }, 0.26, ZB_TONE (0x4a4238));
  crown (stage, &tree, 3.4 * prop->size, 1.9 * prop->size);
}

/* A street lamp whose arm points along its heading. */
void
zb_prop_draw_lamp (ZbStage *stage, const ZbProp *prop)
{
  double h = prop->heading, top = 7.5 * prop->size;
  ZbSpot arm = zb_spot_turn (prop->at, h, 0, 0, top), end = zb_spot_turn (prop->at, h, 0, 2.2, top + 0.3);
  zb_stage_line (stage, prop->at, arm, 0.16, ZB_TONE (0x474d54));
  zb_stage_line (stage, arm, end, 0.12, ZB_TONE (0x474d54));
  zb_stage_line (stage, zb_spot_mix (arm, end, 0.72), end, 0.22,
                 prop->phase > 0.5 ? ZB_TONE (0xe6d9a8) : ZB_TONE (0x8b9097));
}

static const guint32 lights[2][3] = { { 0x4a2c2a, 0x4a4228, 0x2a4234 }, { 0xc2453c, 0xc79a3a, 0x4f9a6c } };

/* Three lights in a row on an arm over the road: red below 0.45 of its phase, green below 0.93, then amber.
 */
void
zb_prop_draw_signal (ZbStage *stage, const ZbProp *prop)
{
  double h = prop->heading, reach = 4.5 * prop->size;
  ZbSpot top = zb_spot_turn (prop->at, h, 0, 0, 5.4), end = zb_spot_turn (prop->at, h, -reach, 0, 5.6);
  ZbSolid housing = zb_solid_box (zb_spot_turn (end, h, 0, -0.15, -0.45), h, 2.3, 0.3, 0.85);
  guint on = prop->phase < 0.45 ? 0 : prop->phase < 0.93 ? 2 : 1;
  ZbSpot face[4];
  zb_stage_line (stage, prop->at, top, 0.2, ZB_TONE (0x434a51));
  zb_stage_line (stage, top, end, 0.14, ZB_TONE (0x434a51));
  zb_stage_solid (stage, &housing, ZB_TONE (0x24292e));
  zb_solid_get_side (&housing, ZB_SIDE_REAR, face);
  for (guint i = 0; i < 3; i++)
    zb_stage_panel (stage, face, 0.08 + 0.3 * i, 0.2, 0.3 + 0.3 * i, 0.82, ZB_TONE (lights[i == on][i]));
}

/* A stall: a table with goods under a two-coloured awning. */
void
zb_prop_draw_stall (ZbStage *stage, const ZbProp *prop)
{
  double h = prop->heading;
  static const guint32 goods[] = { 0x9a6b3a, 0x6f8047, 0x8f4a3e, 0xb09a52 };
  zb_stage_disc (stage, (ZbSpot){ prop->at.x + 0.4, prop->at.y, 0.01 }, 1.9, 1.2, ZB_TONE (0x14171a), 0.3);
  for (int side = -1; side <= 1; side += 2)
    for (int end = 1; end >= -1; end -= 2)
      zb_stage_line (stage, zb_spot_turn (prop->at, h, side * 1.3, end * 0.8, 0),
                     zb_spot_turn (prop->at, h, side * 1.3, end * 0.8, 2.2), 0.06, ZB_TONE (0x6d7277));
  zb_stage_box (stage, prop->at, h, 2.5, 1.3, 0.8, ZB_TONE (0x6f6152));
  for (guint i = 0; i < 4; i++)
    zb_stage_box (stage, zb_spot_turn (prop->at, h, -0.93 + 0.62 * i, 0, 0.8), h, 0.52, 0.9, 0.16,
                  ZB_TONE (goods[(i + prop->seed) % 4]));
  ZbSolid awning = zb_solid_taper (zb_spot_turn (prop->at, h, 0, 0, 2.15), h, 3, 2.2, 0.55, 3, -0.15, 0.15);
  zb_stage_solid (stage, &awning, prop->tone);
  ZbSpot face[4];
  zb_solid_get_side (&awning, ZB_SIDE_REAR, face);
  for (guint i = 0; i < 4; i++)
    zb_stage_panel (stage, face, (2 * i + 0.5) / 8, 0, (2 * i + 1.5) / 8, 1,
                    zb_tone_mix (prop->tone, ZB_TONE (0xc9c5ba), 0.7));
}

/* A barrier: a post and a red and white arm to its right that phase lifts. */
void
zb_prop_draw_barrier (ZbStage *stage, const ZbProp *prop)
{
  double lift = prop->phase * 1.35, length = 3.6 * prop->size, side = prop->seed % 2 ? -1 : 1;
  ZbSpot from = zb_spot_turn (prop->at, prop->heading, 0, 0, 1.0);
  zb_stage_box (stage, prop->at, prop->heading, 0.4, 0.4, 1.15, ZB_TONE (0xb4602d));
  for (guint i = 0; i < 8; i++)
    {
      double a = i / 8. * length, b = (i + 1) / 8. * length;
      ZbSpot start = zb_spot_turn (from, prop->heading, side * a * cos (lift), 0, a * sin (lift));
      ZbSpot stop = zb_spot_turn (from, prop->heading, side * b * cos (lift), 0, b * sin (lift));
      zb_stage_line (stage, start, stop, 0.13, i % 2 ? ZB_TONE (0xc6c5bf) : ZB_TONE (0xa8443b));
    }
}

/* A pillar or bollard; size is its height in metres. */
void
zb_prop_draw_post (ZbStage *stage, const ZbProp *prop)
{
  zb_stage_line (stage, prop->at, (ZbSpot){ prop->at.x, prop->at.y, prop->at.z + prop->size }, 0.12,
                 prop->tone);
}

/* A traffic cone. */
void
zb_prop_draw_cone (ZbStage *stage, const ZbProp *prop)
{
  ZbSolid cone = zb_solid_taper (prop->at, 0, 0.42, 0.42, 0.75, 0.06, -0.03, 0.03);
  ZbSolid stripe = zb_solid_taper ((ZbSpot){ prop->at.x, prop->at.y, prop->at.z + 0.3 }, 0, 0.29, 0.29, 0.2,
                                   0.19, -0.095, 0.095);
  zb_stage_disc (stage, prop->at, 0.4, 0.35, ZB_TONE (0x14171a), 0.3);
  zb_stage_solid (stage, &cone, ZB_TONE (0xb8552c));
  zb_stage_solid (stage, &stripe, ZB_TONE (0xd0cec6));
}

/* A heap of bags and boxes, or of goods. */
void
zb_prop_draw_heap (ZbStage *stage, const ZbProp *prop)
{
  static const guint32 bags[] = { 0x2b3036, 0x3c444b, 0x70614a, 0x8d8a80, 0x46574a, 0x59656f };
  zb_stage_disc (stage, prop->at, 1.7 * prop->size, 1 * prop->size, ZB_TONE (0x14171a), 0.35);
  for (guint i = 0; i < 16; i++)
    {
      double ring = i < 8    ? 1.1
                    : i < 13 ? 0.6
                             : 0.2,
             a = i * 2.4,
             z = i < 8    ? 0
                 : i < 13 ? 0.38
                          : 0.75,
             s = prop->size;
      ZbSpot at = { prop->at.x + ring * s * cos (a), prop->at.y + ring * 0.6 * s * sin (a),
                    prop->at.z + z * s };
      double wide = (0.55 + 0.3 * zb_stage_noise (prop->seed + i)) * s;
      ZbSolid bag = zb_solid_taper (at, i * 0.7, wide, wide, 0.48 * s, wide * 0.5, -wide * 0.25, wide * 0.25);
      zb_stage_solid (stage, &bag, ZB_TONE (bags[(i + prop->seed) % G_N_ELEMENTS (bags)]));
    }
}

static void
glow (ZbStage *stage, double x, double y, double radius, ZbTone tone, double alpha)
{
  cairo_pattern_t *soft = cairo_pattern_create_radial (x, y, 0, x, y, radius);
  cairo_pattern_add_color_stop_rgba (soft, 0, tone.r, tone.g, tone.b, alpha);
  cairo_pattern_add_color_stop_rgba (soft, 0.6, tone.r, tone.g, tone.b, alpha * 0.45);
  cairo_pattern_add_color_stop_rgba (soft, 1, tone.r, tone.g, tone.b, 0);
  cairo_set_source (stage->cr, soft);
  cairo_pattern_destroy (soft);
  cairo_arc (stage->cr, x, y, radius, 0, 2 * G_PI);
  cairo_fill (stage->cr);
}

/* A column of smoke; an odd seed has a fire at its foot. */
void
zb_prop_draw_smoke (ZbStage *stage, const ZbProp *prop)
{
  double x, y, px = zb_stage_scale (stage, prop->at) * prop->size;
  if (!zb_stage_project (stage, prop->at, &x, &y))
    return;
  for (guint i = 0; i < 26; i++)
    {
      double rise = fmod (i / 26. + prop->phase, 1), drift = sin (rise * 5 + i) * 0.16 + rise * rise * 0.75;
      glow (stage, x + drift * px, y - rise * 4.4 * px, (0.3 + rise * 0.95) * px, ZB_TONE (0xa9abab),
            0.28 * (1 - rise));
    }
  for (guint i = 0; prop->seed % 2 && i < 5; i++)
    glow (stage, x + (zb_stage_noise (i + prop->seed) - 0.5) * 0.5 * px, y - (0.1 + 0.09 * i) * px,
          (0.42 - 0.05 * i) * px, ZB_TONE (i < 2 ? 0xb45a26 : 0xe0903f), 0.75);
}
