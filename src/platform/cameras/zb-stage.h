/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/**
 * ZbSpot:
 * @x: metres to the right
 * @y: metres away
 * @z: metres up
 *
 * A point of a scene.
 */
typedef struct
{
  double x, y, z;
} ZbSpot;

/**
 * ZbTone:
 *
 * A flat colour, each part from 0 to 1.
 */
typedef struct
{
  double r, g, b;
} ZbTone;

#define ZB_TONE(hex)                                                                                         \
  ((ZbTone){ (((hex) >> 16) & 255) / 255., (((hex) >> 8) & 255) / 255., ((hex) & 255) / 255. })

/**
 * ZbLens:
 * @eye: where the camera hangs
 * @yaw: where it looks, radians clockwise from straight away
 * @pitch: how far it looks down, radians
 * @view: horizontal angle of view, radians
 * @haze: the colour that distance fades into
 * @near_haze: where the fading begins, metres
 * @far_haze: where it is complete, metres
 */
typedef struct
{
  ZbSpot eye;
  double yaw, pitch, view;
  ZbTone haze;
  double near_haze, far_haze;
} ZbLens;

typedef struct _ZbStage ZbStage;
typedef struct _ZbProp ZbProp;

/**
 * ZbStage:
 * @cr: where it is drawn
 * @time: seconds since the loop began
 * @period: seconds until the loop begins again
 *
 * What a scene is drawn on: a pinhole camera over metres, flat shading, haze, and a list of props that are
 * drawn from the farthest to the nearest.
 */
struct _ZbStage
{
  cairo_t *cr;
  double width, height;
  double time, period;
  ZbLens lens;
  double focal;
  ZbSpot right, up, ahead;
  GArray *props;
  double nearest_y, farthest_y; /* props outside are left out: a scene drawn in layers */
};

void zb_stage_open (ZbStage *self, cairo_t *cr, double width, double height, double time, double period);
void zb_stage_close (ZbStage *self);
void zb_stage_set_lens (ZbStage *self, const ZbLens *lens);
double zb_stage_project (const ZbStage *self, ZbSpot spot, double *x, double *y);
double zb_stage_scale (const ZbStage *self, ZbSpot spot);
ZbTone zb_stage_fade (const ZbStage *self, ZbTone tone, ZbSpot spot);
void zb_stage_source (ZbStage *self, ZbTone tone, double alpha, ZbSpot at);
double zb_stage_cycle (const ZbStage *self, double turns, double phase);

void zb_stage_sky (ZbStage *self, ZbTone high, ZbTone low);
void zb_stage_polygon (ZbStage *self, const ZbSpot *spots, guint n_spots, ZbTone tone, double alpha);
void zb_stage_floor (ZbStage *self, double x0, double y0, double x1, double y1, ZbTone tone);
void zb_stage_band (ZbStage *self, ZbSpot from, ZbSpot to, double width, ZbTone tone);
void zb_stage_disc (ZbStage *self, ZbSpot centre, double rx, double ry, ZbTone tone, double alpha);
void zb_stage_line (ZbStage *self, ZbSpot from, ZbSpot to, double width, ZbTone tone);
void zb_stage_lettering (ZbStage *self, const char *text, ZbSpot at, ZbSpot along, ZbSpot upward, double size,
                         ZbTone tone);
void zb_stage_set_layer (ZbStage *self, double nearest_y, double farthest_y);
void zb_stage_vignette (ZbStage *self);

ZbTone zb_tone_mix (ZbTone a, ZbTone b, double share);
ZbTone zb_tone_dim (ZbTone tone, double factor);
ZbSpot zb_spot_mix (ZbSpot a, ZbSpot b, double share);
ZbSpot zb_spot_turn (ZbSpot at, double heading, double side, double ahead, double up);
double zb_stage_noise (guint seed);

G_END_DECLS
