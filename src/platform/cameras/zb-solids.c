/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Solids with flat, shaded faces: boxes, tapered cabins, buildings and what is painted on their faces. */
#include "zb-solids.h"

#include <math.h>

static const guint8 side_corners[][4] = {
  [ZB_SIDE_REAR] = { 0, 1, 5, 4 }, [ZB_SIDE_RIGHT] = { 1, 2, 6, 5 }, [ZB_SIDE_FRONT] = { 2, 3, 7, 6 },
  [ZB_SIDE_LEFT] = { 3, 0, 4, 7 }, [ZB_SIDE_TOP] = { 4, 5, 6, 7 },
};

/**
 * zb_solid_box:
 * @at: the middle of its floor
 * @heading: where it faces
 * @width: metres
 * @length: metres
 * @height: metres
 *
 * Returns: a box
 */
ZbSolid
zb_solid_box (ZbSpot at, double heading, double width, double length, double height)
{
  return zb_solid_taper (at, heading, width, length, height, width, -length / 2, length / 2);
}

/**
 * zb_solid_taper:
 * @at: the middle of its floor
 * @heading: where it faces
 * @width: metres at the floor
 * @length: metres at the floor
 * @height: metres
 * @top_width: metres at the top
 * @top_rear: where the top begins, metres ahead of the middle
 * @top_front: where the top ends
 *
 * Returns: a solid whose sides lean, as a car's cabin or a roof
 */
ZbSolid
zb_solid_taper (ZbSpot at, double heading, double width, double length, double height, double top_width,
                double top_rear, double top_front)
{
  ZbSolid solid;
  for (guint i = 0; i < 8; i++)
    {
      gboolean top = i >= 4, far = (i & 2) != 0, is_right = (i & 3) == 1 || (i & 3) == 2;
      double side = (top ? top_width : width) / 2, end = far ? length / 2 : -length / 2;
      if (top)
        end = far ? top_front : top_rear;
      solid.corner[i] = zb_spot_turn (at, heading, is_right ? side : -side, end, top ? height : 0);
    }
  return solid;
}

/**
 * zb_solid_get_side:
 * @self: a solid
 * @side: which side
 * @face: (out): its corners: bottom left, bottom right, top right, top left as seen from outside
 */
void
zb_solid_get_side (const ZbSolid *self, ZbSide side, ZbSpot face[4])
{
  for (guint i = 0; i < 4; i++)
    face[i] = self->corner[side_corners[side][i]];
}

static ZbSpot
normal_of (const ZbSpot face[4])
{
  ZbSpot a = { face[1].x - face[0].x, face[1].y - face[0].y, face[1].z - face[0].z };
  ZbSpot b = { face[2].x - face[0].x, face[2].y - face[0].y, face[2].z - face[0].z };
  ZbSpot n = { a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x };
  double length = sqrt (n.x * n.x + n.y * n.y + n.z * n.z);
  return length > 0 ? (ZbSpot){ n.x / length, n.y / length, n.z / length } : (ZbSpot){ 0, 0, 1 };
}

/* The light comes from the left, from behind the camera and from above. */
static ZbTone
lit (const ZbSpot face[4], ZbTone tone)
{
  ZbSpot n = normal_of (face);
  double light = n.x * -0.52 + n.y * -0.42 + n.z * 0.74;
  return zb_tone_dim (tone, 0.66 + 0.38 * fmax (0, light));
}

/**
 * zb_stage_sees:
 * @self: a stage
 * @face: a face
 *
 * Returns: whether the camera sees its outer side
 */
gboolean
zb_stage_sees (const ZbStage *self, const ZbSpot face[4])
{
  ZbSpot n = normal_of (face), eye = self->lens.eye;
  return (eye.x - face[0].x) * n.x + (eye.y - face[0].y) * n.y + (eye.z - face[0].z) * n.z > 0;
}

/**
 * zb_stage_face:
 * @self: a stage
 * @face: its corners, anticlockwise as seen from outside
 * @tone: its colour before the light
 */
void
zb_stage_face (ZbStage *self, const ZbSpot face[4], ZbTone tone)
{
  if (zb_stage_sees (self, face))
    zb_stage_polygon (self, face, 4, lit (face, tone), 1);
}

static ZbSpot
on_face (const ZbSpot face[4], double u, double v)
{
  return zb_spot_mix (zb_spot_mix (face[0], face[1], u), zb_spot_mix (face[3], face[2], u), v);
}

/**
 * zb_stage_panel:
 * @self: a stage
 * @face: a face
 * @u0: left edge, as a share of the face
 * @v0: bottom edge
 * @u1: right edge
 * @v1: top edge
 * @tone: its colour
 *
 * Paints a part of a face: a window, a sign, a lamp.
 */
void
zb_stage_panel (ZbStage *self, const ZbSpot face[4], double u0, double v0, double u1, double v1, ZbTone tone)
{
  if (!zb_stage_sees (self, face))
    return;
  ZbSpot panel[] = { on_face (face, u0, v0), on_face (face, u1, v0), on_face (face, u1, v1),
                     on_face (face, u0, v1) };
  zb_stage_polygon (self, panel, 4, lit (face, tone), 1);
}

/**
 * zb_stage_solid:
 * @self: a stage
 * @solid: a solid
 * @tone: its colour
 */
void
zb_stage_solid (ZbStage *self, const ZbSolid *solid, ZbTone tone)
{
  for (ZbSide side = ZB_SIDE_REAR; side <= ZB_SIDE_TOP; side++)
    {
      ZbSpot face[4];
      zb_solid_get_side (solid, side, face);
      zb_stage_face (self, face, tone);
    }
}

/**
 * zb_stage_box:
 * @self: a stage
 * @at: the middle of its floor
 * @heading: where it faces
 * @width: metres
 * @length: metres
 * @height: metres
 * @tone: its colour
 */
void
zb_stage_box (ZbStage *self, ZbSpot at, double heading, double width, double length, double height,
              ZbTone tone)
{
  ZbSolid box = zb_solid_box (at, heading, width, length, height);
  zb_stage_solid (self, &box, tone);
}

/**
 * zb_stage_windows:
 * @self: a stage
 * @face: a wall
 * @columns: windows in a row
 * @rows: rows
 * @bottom: where the lowest row begins, as a share of the wall's height
 * @glass: colour of the panes
 */
void
zb_stage_windows (ZbStage *self, const ZbSpot face[4], guint columns, guint rows, double bottom, ZbTone glass)
{
  double storey = (1 - bottom) / MAX (rows, 1), bay = 1. / MAX (columns, 1);
  if (!zb_stage_sees (self, face))
    return;
  for (guint row = 0; row < rows; row++)
    for (guint column = 0; column < columns; column++)
      {
        double shade = 0.86 + 0.3 * zb_stage_noise (row * 131 + column * 17 + columns * 7);
        double u = (column + 0.24) * bay, v = bottom + (row + 0.26) * storey;
        zb_stage_panel (self, face, u, v, u + 0.52 * bay, v + 0.5 * storey, zb_tone_dim (glass, shade));
      }
}

/**
 * zb_stage_building:
 * @self: a stage
 * @x0: left edge
 * @y0: near edge
 * @x1: right edge
 * @y1: far edge
 * @height: metres
 * @wall: its colour
 *
 * Draws a block with windows in rows of 3.2 m.
 */
void
zb_stage_building (ZbStage *self, double x0, double y0, double x1, double y1, double height, ZbTone wall)
{
  ZbSolid block = zb_solid_box ((ZbSpot){ (x0 + x1) / 2, (y0 + y1) / 2, 0 }, 0, x1 - x0, y1 - y0, height);
  guint rows = MAX (1, (guint)(height / 3.2));
  zb_stage_solid (self, &block, wall);
  for (ZbSide side = ZB_SIDE_REAR; side <= ZB_SIDE_LEFT; side++)
    {
      ZbSpot face[4];
      double along = side == ZB_SIDE_REAR || side == ZB_SIDE_FRONT ? x1 - x0 : y1 - y0;
      zb_solid_get_side (&block, side, face);
      zb_stage_windows (self, face, MAX (1, (guint)(along / 3.4)), rows, 0.04, ZB_TONE (0x3c4653));
    }
}

/**
 * zb_stage_shops:
 * @self: a stage
 * @face: a wall
 * @n_shops: how many side by side
 * @height: share of the wall that they take
 * @seed: chooses their colours
 *
 * Paints shop windows with a coloured board over each.
 */
void
zb_stage_shops (ZbStage *self, const ZbSpot face[4], guint n_shops, double height, guint seed)
{
  static const guint32 boards[] = { 0x8c4a42, 0x4d6f84, 0x8a7440, 0x4f7560, 0x9a948a, 0x7a4f5e };
  for (guint i = 0; i < n_shops; i++)
    {
      double u0 = (i + 0.05) / n_shops, u1 = (i + 0.95) / n_shops;
      guint pick = (guint)(zb_stage_noise (seed * 31 + i) * G_N_ELEMENTS (boards));
      zb_stage_panel (self, face, u0, 0, u1, height * 0.68, ZB_TONE (0x56636d));
      zb_stage_panel (self, face, (u0 + u1) / 2, 0, (u0 + u1) / 2 + 0.02, height * 0.68, ZB_TONE (0x39434c));
      zb_stage_panel (self, face, u0, height * 0.72, u1, height, ZB_TONE (boards[pick]));
    }
}

/**
 * zb_stage_zebra:
 * @self: a stage
 * @from: where the crossing begins
 * @to: where it ends
 * @length: of one stripe, across the way people walk, metres
 * @stripe: width of a stripe and of a gap, metres
 */
void
zb_stage_zebra (ZbStage *self, ZbSpot from, ZbSpot to, double length, double stripe)
{
  double way = hypot (to.x - from.x, to.y - from.y), dx = (to.x - from.x) / way, dy = (to.y - from.y) / way;
  for (double s = stripe / 2; s + stripe <= way; s += 2 * stripe)
    {
      ZbSpot a = { from.x + dx * (s + stripe / 2), from.y + dy * (s + stripe / 2), from.z };
      zb_stage_band (self, (ZbSpot){ a.x + dy * length / 2, a.y - dx * length / 2, a.z },
                     (ZbSpot){ a.x - dy * length / 2, a.y + dx * length / 2, a.z }, stripe,
                     ZB_TONE (0xaeb0ac));
    }
}

/**
 * zb_stage_dashes:
 * @self: a stage
 * @from: one end
 * @to: the other end
 * @width: metres
 * @dash: length of a dash
 * @gap: length of a gap
 * @tone: its colour
 *
 * Paints a broken line on the ground.
 */
void
zb_stage_dashes (ZbStage *self, ZbSpot from, ZbSpot to, double width, double dash, double gap, ZbTone tone)
{
  double way = hypot (to.x - from.x, to.y - from.y);
  for (double s = 0; s < way; s += dash + gap)
    zb_stage_band (self, zb_spot_mix (from, to, s / way), zb_spot_mix (from, to, fmin (1, (s + dash) / way)),
                   width, tone);
}
