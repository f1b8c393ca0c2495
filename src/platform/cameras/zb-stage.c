/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The camera over a scene: metres in, flat polygons on a cairo surface out. */
#include "zb-stage.h"

#include "zb-props.h"

#include <math.h>
#include <pango/pangocairo.h>

#define NEAREST 0.35 /* metres; what lies nearer to the lens is cut off */
#define MOST_CORNERS 64

static double
dot (ZbSpot a, ZbSpot b)
{
  return a.x * b.x + a.y * b.y + a.z * b.z;
}

static ZbSpot
minus (ZbSpot a, ZbSpot b)
{
  return (ZbSpot){ a.x - b.x, a.y - b.y, a.z - b.z };
}

/**
 * zb_stage_open:
 * @self: a stage on the stack
 * @cr: where to draw
 * @width: pixels
 * @height: pixels
 * @time: seconds
 * @period: seconds of the loop
 *
 * Begins one picture.
 */
void
zb_stage_open (ZbStage *self, cairo_t *cr, double width, double height, double time, double period)
{
  *self = (ZbStage){ .cr = cr, .width = width, .height = height, .period = period };
  self->time = fmod (time, period);
  zb_stage_set_layer (self, -G_MAXDOUBLE, G_MAXDOUBLE);
  self->props = g_array_new (FALSE, FALSE, sizeof (ZbProp));
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_FAST);
}

/**
 * zb_stage_close:
 * @self: a stage
 *
 * Ends the picture: draws its props and frees what it held.
 */
void
zb_stage_close (ZbStage *self)
{
  zb_stage_draw_props (self);
  g_array_unref (self->props);
}

/**
 * zb_stage_set_lens:
 * @self: a stage
 * @lens: the camera
 */
void
zb_stage_set_lens (ZbStage *self, const ZbLens *lens)
{
  double sy = sin (lens->yaw), cy = cos (lens->yaw), sp = sin (lens->pitch), cp = cos (lens->pitch);
  self->lens = *lens;
  self->right = (ZbSpot){ cy, -sy, 0 };
  self->ahead = (ZbSpot){ sy * cp, cy * cp, -sp };
  self->up = (ZbSpot){ sy * sp, cy * sp, cp };
  self->focal = self->width / 2 / tan (lens->view / 2);
}

/**
 * zb_stage_set_layer:
 * @self: a stage
 * @nearest_y: metres away
 * @farthest_y: metres away
 *
 * From now on only props between the two are added. A scene with something large in its middle (a gate) adds
 * its props once for each layer and draws the large thing between them.
 */
void
zb_stage_set_layer (ZbStage *self, double nearest_y, double farthest_y)
{
  self->nearest_y = nearest_y;
  self->farthest_y = farthest_y;
}

static ZbSpot
to_view (const ZbStage *self, ZbSpot spot)
{
  ZbSpot d = minus (spot, self->lens.eye);
  return (ZbSpot){ dot (d, self->right), dot (d, self->ahead), dot (d, self->up) };
}

static void
to_pixels (const ZbStage *self, ZbSpot view, double *x, double *y)
{
  *x = self->width / 2 + self->focal * view.x / view.y;
  *y = self->height / 2 - self->focal * view.z / view.y;
}

/**
 * zb_stage_project:
 * @self: a stage
 * @spot: a point
 * @x: (out): pixels
 * @y: (out): pixels
 *
 * Returns: how far away the point lies along the line of sight, metres; 0 where it is not in front of the
 * lens
 */
double
zb_stage_project (const ZbStage *self, ZbSpot spot, double *x, double *y)
{
  ZbSpot view = to_view (self, spot);
  if (view.y < NEAREST)
    return 0;
  to_pixels (self, view, x, y);
  return view.y;
}

/**
 * zb_stage_scale:
 * @self: a stage
 * @spot: a point
 *
 * Returns: pixels to a metre there, 0 behind the lens
 */
double
zb_stage_scale (const ZbStage *self, ZbSpot spot)
{
  double depth = to_view (self, spot).y;
  return depth < NEAREST ? 0 : self->focal / depth;
}

/**
 * zb_stage_fade:
 * @self: a stage
 * @tone: a colour
 * @spot: where it is seen
 *
 * Returns: @tone as the haze leaves it
 */
ZbTone
zb_stage_fade (const ZbStage *self, ZbTone tone, ZbSpot spot)
{
  const ZbLens *lens = &self->lens;
  double depth = to_view (self, spot).y;
  double share = (depth - lens->near_haze) / (lens->far_haze - lens->near_haze);
  return zb_tone_mix (tone, lens->haze, CLAMP (share, 0, 0.92));
}

/**
 * zb_stage_source:
 * @self: a stage
 * @tone: a colour
 * @alpha: its opacity
 * @at: where it is seen
 *
 * Makes the colour, faded by the haze, cairo's source.
 */
void
zb_stage_source (ZbStage *self, ZbTone tone, double alpha, ZbSpot at)
{
  ZbTone faded = zb_stage_fade (self, tone, at);
  cairo_set_source_rgba (self->cr, faded.r, faded.g, faded.b, alpha);
}

/**
 * zb_stage_cycle:
 * @self: a stage
 * @turns: how often in one period; a whole number keeps the loop seamless
 * @phase: where it begins, 0 to 1
 *
 * Returns: the place in its cycle, 0 to 1
 */
double
zb_stage_cycle (const ZbStage *self, double turns, double phase)
{
  double at = self->time / self->period * turns + phase;
  return at - floor (at);
}

/**
 * zb_stage_sky:
 * @self: a stage
 * @high: colour overhead
 * @low: colour at the horizon
 */
void
zb_stage_sky (ZbStage *self, ZbTone high, ZbTone low)
{
  double horizon = self->height / 2 - self->focal * tan (self->lens.pitch);
  cairo_pattern_t *sky = cairo_pattern_create_linear (0, fmin (0, horizon - self->height / 2), 0, horizon);
  cairo_pattern_add_color_stop_rgb (sky, 0, high.r, high.g, high.b);
  cairo_pattern_add_color_stop_rgb (sky, 1, low.r, low.g, low.b);
  cairo_set_source (self->cr, sky);
  cairo_pattern_destroy (sky);
  cairo_paint (self->cr);
}

/* Cuts off what lies nearer than the lens can see; returns the corners left. */
static guint
clip_near (const ZbSpot *from, guint n, ZbSpot *to)
{
  guint kept = 0;
  for (guint i = 0; i < n && kept + 2 < MOST_CORNERS; i++)
    {
      ZbSpot a = from[i], b = from[(i + 1) % n];
      if (a.y >= NEAREST)
        to[kept++] = a;
      if ((a.y >= NEAREST) != (b.y >= NEAREST))
        to[kept++] = zb_spot_mix (a, b, (NEAREST - a.y) / (b.y - a.y));
    }
  return kept;
}

static gboolean
trace (ZbStage *self, const ZbSpot *spots, guint n_spots, ZbSpot *middle)
{
  ZbSpot seen[MOST_CORNERS], cut[MOST_CORNERS], sum = { 0, 0, 0 };
  g_return_val_if_fail (n_spots >= 3 && n_spots <= MOST_CORNERS / 2, FALSE);
  for (guint i = 0; i < n_spots; i++)
    {
      seen[i] = to_view (self, spots[i]);
      sum = (ZbSpot){ sum.x + spots[i].x, sum.y + spots[i].y, sum.z + spots[i].z };
    }
  *middle = (ZbSpot){ sum.x / n_spots, sum.y / n_spots, sum.z / n_spots };
  guint n = clip_near (seen, n_spots, cut);
  cairo_new_path (self->cr);
  for (guint i = 0; i < n; i++)
    {
      double x, y;
      to_pixels (self, cut[i], &x, &y);
      cairo_line_to (self->cr, x, y);
    }
  cairo_close_path (self->cr);
  return n >= 3;
}

/**
 * zb_stage_polygon:
 * @self: a stage
 * @spots: (array length=n_spots): its corners
 * @n_spots: how many, 3 to 32
 * @tone: its colour
 * @alpha: its opacity
 */
void
zb_stage_polygon (ZbStage *self, const ZbSpot *spots, guint n_spots, ZbTone tone, double alpha)
{
  ZbSpot middle;
  if (!trace (self, spots, n_spots, &middle))
    return;
  zb_stage_source (self, tone, alpha, middle);
  cairo_fill (self->cr);
}

/* A wide floor is laid in strips, so that the haze grows along it. */
static void
lay_strip (ZbStage *self, double x0, double y0, double x1, double y1, ZbTone tone)
{
  ZbSpot corners[] = { { x0, y0, 0 }, { x1, y0, 0 }, { x1, y1, 0 }, { x0, y1, 0 } };
  zb_stage_polygon (self, corners, 4, tone, 1);
}

/**
 * zb_stage_floor:
 * @self: a stage
 * @x0: left edge
 * @y0: near edge
 * @x1: right edge
 * @y1: far edge
 * @tone: its colour
 */
void
zb_stage_floor (ZbStage *self, double x0, double y0, double x1, double y1, ZbTone tone)
{
  double step = fmax (2, (y1 - y0) / 24), overlap = 0.15;
  for (double y = y0; y < y1; y += step)
    lay_strip (self, x0, y - (y > y0 ? overlap : 0), x1, fmin (y + step, y1), tone);
}

/**
 * zb_stage_band:
 * @self: a stage
 * @from: one end of its middle line
 * @to: the other end
 * @width: metres
 * @tone: its colour
 *
 * Paints a line of some width on the ground.
 */
void
zb_stage_band (ZbStage *self, ZbSpot from, ZbSpot to, double width, ZbTone tone)
{
  double dx = to.x - from.x, dy = to.y - from.y, length = hypot (dx, dy);
  if (length <= 0)
    return;
  double nx = -dy / length * width / 2, ny = dx / length * width / 2;
  ZbSpot corners[] = { { from.x + nx, from.y + ny, from.z },
                       { to.x + nx, to.y + ny, to.z },
                       { to.x - nx, to.y - ny, to.z },
                       { from.x - nx, from.y - ny, from.z } };
  zb_stage_polygon (self, corners, 4, tone, 1);
}

/**
 * zb_stage_disc:
 * @self: a stage
 * @centre: its middle
 * @rx: radius to the side, metres
 * @ry: radius along the view, metres
 * @tone: its colour
 * @alpha: its opacity
 *
 * Paints a lying disc: a manhole cover, a shadow.
 */
void
zb_stage_disc (ZbStage *self, ZbSpot centre, double rx, double ry, ZbTone tone, double alpha)
{
  ZbSpot rim[20];
  for (guint i = 0; i < G_N_ELEMENTS (rim); i++)
    {
      double a = 2 * G_PI * i / G_N_ELEMENTS (rim);
      rim[i] = (ZbSpot){ centre.x + rx * cos (a), centre.y + ry * sin (a), centre.z };
    }
  zb_stage_polygon (self, rim, G_N_ELEMENTS (rim), tone, alpha);
}

/**
 * zb_stage_line:
 * @self: a stage
 * @from: one end
 * @to: the other end
 * @width: metres
 * @tone: its colour
 *
 * Draws a pole, a rail or an arm: a line that gets thinner with distance.
 */
void
zb_stage_line (ZbStage *self, ZbSpot from, ZbSpot to, double width, ZbTone tone)
{
  double x0, y0, x1, y1;
  if (!zb_stage_project (self, from, &x0, &y0) || !zb_stage_project (self, to, &x1, &y1))
    return;
  ZbSpot middle = zb_spot_mix (from, to, 0.5);
  zb_stage_source (self, tone, 1, middle);
  cairo_set_line_width (self->cr, fmax (0.7, width * zb_stage_scale (self, middle)));
  cairo_move_to (self->cr, x0, y0);
  cairo_line_to (self->cr, x1, y1);
  cairo_stroke (self->cr);
}

static cairo_path_t *
letter_outline (ZbStage *self, const char *text, double size)
{
  g_autoptr (PangoLayout) layout = pango_cairo_create_layout (self->cr);
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string ("Noto Sans CJK SC Bold");
  pango_font_description_set_absolute_size (font, 100 * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_text (layout, text, -1);
  cairo_save (self->cr);
  cairo_identity_matrix (self->cr);
  cairo_new_path (self->cr);
  cairo_move_to (self->cr, 0, 0);
  cairo_scale (self->cr, size / 100, size / 100);
  cairo_set_tolerance (self->cr, 0.01);
  pango_cairo_layout_path (self->cr, layout);
  cairo_restore (self->cr);
  cairo_path_t *path = cairo_copy_path_flat (self->cr);
  cairo_new_path (self->cr);
  return path;
}

/**
 * zb_stage_lettering:
 * @self: a stage
 * @text: what is written
 * @at: its top left corner
 * @along: one metre in the direction of writing
 * @upward: one metre from the feet of the letters to their heads
 * @size: height of a letter in metres
 * @tone: its colour
 *
 * Paints letters on the ground or on a wall.
 */
void
zb_stage_lettering (ZbStage *self, const char *text, ZbSpot at, ZbSpot along, ZbSpot upward, double size,
                    ZbTone tone)
{
  cairo_path_t *path = letter_outline (self, text, size * 100);
  for (int i = 0; i < path->num_data; i += path->data[i].header.length)
    {
      double x = 0, y = 0, px = path->data[i].header.length > 1 ? path->data[i + 1].point.x / 100 : 0;
      double py = path->data[i].header.length > 1 ? path->data[i + 1].point.y / 100 : 0;
      ZbSpot spot = { at.x + along.x * px - upward.x * py, at.y + along.y * px - upward.y * py,
                      at.z + along.z * px - upward.z * py };
      if (path->data[i].header.type == CAIRO_PATH_CLOSE_PATH)
        cairo_close_path (self->cr);
      else if (zb_stage_project (self, spot, &x, &y) && path->data[i].header.type == CAIRO_PATH_MOVE_TO)
        cairo_move_to (self->cr, x, y);
      else
        cairo_line_to (self->cr, x, y);
    }
  cairo_path_destroy (path);
  zb_stage_source (self, tone, 1, at);
  cairo_fill (self->cr);
}

/**
 * zb_stage_vignette:
 * @self: a stage
 *
 * Darkens the corners as a small lens does.
 */
void
zb_stage_vignette (ZbStage *self)
{
  double reach = hypot (self->width, self->height) / 2;
  cairo_pattern_t *dark = cairo_pattern_create_radial (self->width / 2, self->height / 2, reach * 0.5,
                                                       self->width / 2, self->height / 2, reach * 1.05);
  cairo_pattern_add_color_stop_rgba (dark, 0, 0.04, 0.05, 0.07, 0);
  cairo_pattern_add_color_stop_rgba (dark, 1, 0.04, 0.05, 0.07, 0.32);
  cairo_set_source (self->cr, dark);
  cairo_pattern_destroy (dark);
  cairo_paint (self->cr);
}

/**
 * zb_tone_mix:
 * @a: a colour
 * @b: another
 * @share: of @b, 0 to 1
 *
 * Returns: a colour between them
 */
ZbTone
zb_tone_mix (ZbTone a, ZbTone b, double share)
{
  return (ZbTone){ a.r + (b.r - a.r) * share, a.g + (b.g - a.g) * share, a.b + (b.b - a.b) * share };
}

/**
 * zb_tone_dim:
 * @tone: a colour
 * @factor: above 1 brightens
 *
 * Returns: the colour at another brightness
 */
ZbTone
zb_tone_dim (ZbTone tone, double factor)
{
  return (ZbTone){ fmin (1, tone.r * factor), fmin (1, tone.g * factor), fmin (1, tone.b * factor) };
}

/**
 * zb_spot_mix:
 * @a: a point
 * @b: another
 * @share: 0 for @a, 1 for @b
 *
 * Returns: a point on their line
 */
ZbSpot
zb_spot_mix (ZbSpot a, ZbSpot b, double share)
{
  return (ZbSpot){ a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share, a.z + (b.z - a.z) * share };
}

/**
 * zb_spot_turn:
 * @at: where a thing stands
 * @heading: where it faces, radians clockwise from straight away
 * @side: metres to its right
 * @ahead: metres before it
 * @up: metres above it
 *
 * Returns: a point of the thing
 */
ZbSpot
zb_spot_turn (ZbSpot at, double heading, double side, double ahead, double up)
{
  double s = sin (heading), c = cos (heading);
  return (ZbSpot){ at.x + c * side + s * ahead, at.y - s * side + c * ahead, at.z + up };
}

/**
 * zb_stage_noise:
 * @seed: any number
 *
 * Returns: a number from 0 to 1 that is the same for the same seed everywhere
 */
double
zb_stage_noise (guint seed)
{
  guint32 n = seed * 2654435761u + 0x9e3779b9u;
  n = (n ^ (n >> 15)) * 2246822519u;
  n = (n ^ (n >> 13)) * 3266489917u;
  return ((n ^ (n >> 16)) & 0xffffff) / (double)0x1000000;
}
