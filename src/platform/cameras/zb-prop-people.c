/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People on foot and on two wheels, upright pictures that always face the lens. */
#include "zb-props.h"

#include <math.h>

#define TROUSERS ZB_TONE (0x2d343d)
#define HAIR ZB_TONE (0x3a332f)
#define SKIN ZB_TONE (0xa58873)
#define RUBBER ZB_TONE (0x23272c)

/* What a figure is drawn with: its feet on the picture, and pixels to a metre across and upward. */
typedef struct
{
  ZbStage *stage;
  ZbSpot at;
  double x, y, across, upward;
} Figure;

static gboolean
figure_begin (Figure *figure, ZbStage *stage, const ZbProp *prop)
{
  double head_x, head_y;
  ZbSpot head = { prop->at.x, prop->at.y, prop->at.z + 1 };
  *figure = (Figure){ .stage = stage, .at = prop->at };
  if (!zb_stage_project (stage, prop->at, &figure->x, &figure->y) ||
      !zb_stage_project (stage, head, &head_x, &head_y))
    return FALSE;
  figure->across = zb_stage_scale (stage, prop->at) * prop->size;
  figure->upward = (figure->y - head_y) * prop->size;
  return figure->upward > 0.5;
}

static void
limb (Figure *figure, double x0, double z0, double x1, double z1, double width, ZbTone tone)
{
  cairo_t *cr = figure->stage->cr;
  zb_stage_source (figure->stage, tone, 1, figure->at);
  cairo_set_line_width (cr, fmax (0.8, width * figure->across));
  cairo_move_to (cr, figure->x + x0 * figure->across, figure->y - z0 * figure->upward);
  cairo_line_to (cr, figure->x + x1 * figure->across, figure->y - z1 * figure->upward);
  cairo_stroke (cr);
}

static void
ball (Figure *figure, double x, double z, double radius, ZbTone tone)
{
  cairo_t *cr = figure->stage->cr;
  zb_stage_source (figure->stage, tone, 1, figure->at);
  cairo_new_path (cr);
  cairo_arc (cr, figure->x + x * figure->across, figure->y - z * figure->upward,
             fmax (0.7, radius * figure->across), 0, 2 * G_PI);
  cairo_fill (cr);
}

/* A coat: narrower at the waist than at the shoulders. */
static void
torso (Figure *figure, double lean, double bottom, double top, double width, ZbTone tone)
{
  cairo_t *cr = figure->stage->cr;
  double half = width / 2 * figure->across, x = figure->x, slip = lean * figure->across;
  double low = figure->y - bottom * figure->upward, high = figure->y - top * figure->upward;
  zb_stage_source (figure->stage, tone, 1, figure->at);
  cairo_new_path (cr);
  cairo_move_to (cr, x - half * 0.86, low);
  cairo_line_to (cr, x - half + slip, high + half * 0.5);
  cairo_curve_to (cr, x - half + slip, high, x + half + slip, high, x + half + slip, high + half * 0.5);
  cairo_line_to (cr, x + half * 0.86, low);
  cairo_close_path (cr);
  cairo_fill (cr);
}

static void
shadow (ZbStage *stage, ZbSpot at, double rx, double ry)
{
  at.x += rx * 0.45;
  zb_stage_disc (stage, at, rx, ry, ZB_TONE (0x14171a), 0.34);
}

/* Somebody on foot; prop->phase is the place in the step. */
void
zb_prop_draw_person (ZbStage *stage, const ZbProp *prop)
{
  Figure figure;
  double swing = sin (prop->phase * 2 * G_PI) * 0.19, sway = cos (prop->heading) * 0.35;
  double stride = swing * (1 - 0.6 * fabs (sway) / 0.35);
  shadow (stage, prop->at, 0.42, 0.24);
  if (!figure_begin (&figure, stage, prop))
    return;
  limb (&figure, -0.1, 0.86, -0.1 + stride, fmax (0, swing * 0.3), 0.17, TROUSERS);
  limb (&figure, 0.1, 0.86, 0.1 - stride, fmax (0, -swing * 0.3), 0.17, TROUSERS);
  limb (&figure, -0.24, 1.36, -0.27 - stride * 0.8, 0.86, 0.11, zb_tone_dim (prop->tone, 0.82));
  limb (&figure, 0.24, 1.36, 0.27 + stride * 0.8, 0.86, 0.11, zb_tone_dim (prop->tone, 0.82));
  torso (&figure, 0, 0.78, 1.47, 0.46, prop->tone);
  ball (&figure, 0, 1.6, 0.125, prop->seed % 3 == 0 ? SKIN : HAIR);
  if (prop->seed % 3 == 0)
    ball (&figure, 0, 1.65, 0.12, HAIR);
}

static void
wheel (ZbStage *stage, ZbSpot at, double heading, double ahead, double radius)
{
  ZbSpot rim[14];
  for (guint i = 0; i < G_N_ELEMENTS (rim); i++)
    {
      double a = 2 * G_PI * i / G_N_ELEMENTS (rim);
      rim[i] = zb_spot_turn (at, heading, 0.045 * (i < 7 ? 1 : -1), ahead + radius * cos (a),
                             radius + radius * sin (a));
    }
  zb_stage_polygon (stage, rim, G_N_ELEMENTS (rim), RUBBER, 1);
}

static void
two_wheeler (ZbStage *stage, const ZbProp *prop, ZbTone tone)
{
  double h = prop->heading;
  ZbSpot at = prop->at;
  wheel (stage, at, h, -0.55, 0.3);
  wheel (stage, at, h, 0.55, 0.3);
  zb_stage_line (stage, zb_spot_turn (at, h, 0, -0.5, 0.42), zb_spot_turn (at, h, 0, 0.2, 0.3), 0.17, tone);
  zb_stage_line (stage, zb_spot_turn (at, h, 0, 0.2, 0.3), zb_spot_turn (at, h, 0, 0.42, 0.98), 0.13, tone);
  zb_stage_line (stage, zb_spot_turn (at, h, 0, -0.62, 0.74), zb_spot_turn (at, h, 0, -0.02, 0.74), 0.15,
                 RUBBER);
  zb_stage_line (stage, zb_spot_turn (at, h, 0, -0.35, 0.42), zb_spot_turn (at, h, 0, -0.32, 0.74), 0.12,
                 tone);
  zb_stage_line (stage, zb_spot_turn (at, h, -0.3, 0.4, 1.02), zb_spot_turn (at, h, 0.3, 0.4, 1.02), 0.06,
                 RUBBER);
}

/* A parked bicycle or scooter. */
void
zb_prop_draw_bike (ZbStage *stage, const ZbProp *prop)
{
  shadow (stage, prop->at, 0.5, 0.4);
  two_wheeler (stage, prop, prop->tone);
  if (prop->seed % 2 == 0)
    {
      ZbSolid box = zb_solid_box (zb_spot_turn (prop->at, prop->heading, 0, -0.5, 0.78), prop->heading, 0.36,
                                  0.36, 0.34);
      zb_stage_solid (stage, &box, prop->tone);
    }
}

/* A cyclist or courier, with a helmet and sometimes a box behind. */
void
zb_prop_draw_rider (ZbStage *stage, const ZbProp *prop)
{
  Figure figure;
  gboolean courier = prop->seed % 2 == 0, away = cos (prop->heading) > 0;
  ZbSolid box =
      zb_solid_box (zb_spot_turn (prop->at, prop->heading, 0, -0.55, 0.8), prop->heading, 0.44, 0.42, 0.44);
  shadow (stage, prop->at, 0.5, 0.6);
  two_wheeler (stage, prop, zb_tone_dim (prop->tone, 0.8));
  if (courier && !away)
    zb_stage_solid (stage, &box, ZB_TONE (0xb98a2c));
  if (!figure_begin (&figure, stage, prop))
    return;
  limb (&figure, -0.12, 0.82, -0.14, 0.32, 0.17, TROUSERS);
  limb (&figure, 0.12, 0.82, 0.14, 0.32, 0.17, TROUSERS);
  limb (&figure, -0.24, 1.3, -0.3, 1.02, 0.11, zb_tone_dim (prop->tone, 0.85));
  limb (&figure, 0.24, 1.3, 0.3, 1.02, 0.11, zb_tone_dim (prop->tone, 0.85));
  torso (&figure, 0, 0.74, 1.42, 0.5, prop->tone);
  ball (&figure, 0, 1.6, 0.16, prop->seed % 3 ? ZB_TONE (0xc3c1b8) : ZB_TONE (0x9a7d33));
  if (courier && away)
    zb_stage_solid (stage, &box, ZB_TONE (0xb98a2c));
}
