/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a sensor has measured, as evidence: its value over time, the line at which it reports, and where it is
 * now. Only what lies beyond that line carries colour. Times are told from now backwards, and nothing on the
 * picture says whose home or door it is. */
#include "zb-sensor-chart.h"

#include "zb-jpeg.h"
#include "zb-stage.h"

#include <math.h>
#include <pango/pangocairo.h>

/* How a value comes to be what it is. */
typedef enum
{
  RISES,  /* about its usual value, and then steeper and steeper */
  COUNTS, /* time since something last happened, which begins anew when it happens */
  STEPS,  /* a contact: open, and closed at last */
} Shape;

typedef struct
{
  const char *kind;
  const char *name;
  const char *unit;
  Shape shape;
  double usual;
  double threshold;
  double value; /* where the alert does not tell one */
  int decimals;
  double span; /* how much of the past is shown, in the units of the axis */
  const char *ago;
} Sensor;

static const Sensor sensors[] = {
  { "gas_leak", "可燃气体浓度", "% LEL", RISES, 1.4, 10, 22, 0, 60, "%.0f 分钟前" },
  { "shed_overheat", "车棚温度", "℃", RISES, 31, 55, 64, 0, 60, "%.0f 分钟前" },
  { "cover_flooded", "井下水位", "m", RISES, 0.35, 1.2, 1.46, 2, 120, "%.0f 分钟前" },
  { "gate_held_open", "门常开时长", "分钟", COUNTS, 9, 20, 34, 0, 120, "%.0f 分钟前" },
  { "elder_inactivity", "无活动时长", "小时", COUNTS, 5, 10, 14, 0, 48, "%.0f 小时前" },
  { "elder_sos", "呼叫按钮", "", STEPS, 0, 0, 1, 0, 8, "%.0f 分钟前" },
};

#define N_POINTS 240

static const Sensor *
find (const char *kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sensors); i++)
    if (g_strcmp0 (sensors[i].kind, kind) == 0)
      return &sensors[i];
  return NULL;
}

/**
 * zb_sensor_chart_knows:
 * @alert_kind: (nullable): a kind of alert as the contract names it
 *
 * Returns: whether a sensor measures it
 */
gboolean
zb_sensor_chart_knows (const char *alert_kind)
{
  return find (alert_kind) != NULL;
}

/* --- what was measured ----------------------------------------------------------------------- */

/* A slow and a quick swing, so that a quiet sensor is not a ruler's line. */
static double
wander (guint seed, double at)
{
  double phase = zb_stage_noise (seed) * 6.28;
  return 0.55 * sin (at * 9 + phase) + 0.3 * sin (at * 41 + 2 * phase) +
         0.15 * (zb_stage_noise (seed + (guint)(at * N_POINTS)) * 2 - 1);
}

static double
rise (const Sensor *sensor, double value, guint seed, double at)
{
  double start = 0.52 + 0.16 * zb_stage_noise (seed + 3), swing = 0.05 * (sensor->threshold - sensor->usual);
  double part = CLAMP ((at - start) / (1 - start), 0, 1);
  return sensor->usual + wander (seed, at) * swing * (1 - part) +
         (value - sensor->usual) * part * part * (3 - 2 * part);
}

/* A minute a minute: now and then for a short while, and at last for as long as the value says. */
static double
count (const Sensor *sensor, double value, guint seed, double at)
{
  double since = value - sensor->span * (1 - at), turn = floor (-since / sensor->usual);
  double spent = since + (turn + 1) * sensor->usual;
  double while_on = sensor->usual * (0.2 + 0.7 * zb_stage_noise (seed + (guint)fmax (0, turn)));
  if (since >= 0)
    return since;
  return spent < while_on ? spent : 0;
}

static double
measure (const Sensor *sensor, double value, guint seed, double at)
{
  switch (sensor->shape)
    {
    case RISES:
      return rise (sensor, value, seed, at);
    case COUNTS:
      return count (sensor, value, seed, at);
    case STEPS:
    default:
      return at < 0.93 ? 0 : 1;
    }
}

/* --- drawing ------------------------------------------------------------------------------------ */

typedef struct
{
  cairo_t *cr;
  const Sensor *sensor;
  double value;
  double unit; /* a five-hundred-and-fortieth of the height */
  double left, top, right, bottom;
  double most; /* at the top of the plot */
  double points[N_POINTS];
} Chart;

static void
set_colour (cairo_t *cr, guint rgb, double alpha)
{
  cairo_set_source_rgba (cr, (rgb >> 16 & 255) / 255., (rgb >> 8 & 255) / 255., (rgb & 255) / 255., alpha);
}

/* @align: 0 begins at @x, 1 ends there. @y is the middle of the line. Returns the width. */
static double
write_text (Chart *self, const char *text, double size, gboolean bold, guint rgb, double x, double y,
            double align)
{
  int width, height;
  g_autoptr (PangoLayout) layout = pango_cairo_create_layout (self->cr);
  g_autoptr (PangoFontDescription) font =
      pango_font_description_from_string (bold ? "Inter, Noto Sans CJK SC Bold" : "Inter, Noto Sans CJK SC");
  pango_font_description_set_absolute_size (font, size * self->unit * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_text (layout, text, -1);
  pango_layout_get_pixel_size (layout, &width, &height);
  set_colour (self->cr, rgb, 1);
  cairo_move_to (self->cr, x - align * width, y - height / 2.);
  pango_cairo_show_layout (self->cr, layout);
  return width;
}

static double
x_of (Chart *self, guint point)
{
  return self->left + (self->right - self->left) * point / (N_POINTS - 1);
}

static double
y_of (Chart *self, double value)
{
  return self->bottom - (self->bottom - self->top) * value / self->most;
}

static void
draw_line (Chart *self, double value, guint rgb, gboolean dashed)
{
  double y = round (y_of (self, value)) + 0.5, dash[] = { 7 * self->unit, 6 * self->unit };
  cairo_set_dash (self->cr, dash, dashed ? 2 : 0, 0);
  cairo_set_line_width (self->cr, dashed ? 1.6 * self->unit : 1);
  set_colour (self->cr, rgb, 1);
  cairo_move_to (self->cr, self->left, y);
  cairo_line_to (self->cr, self->right, y);
  cairo_stroke (self->cr);
  cairo_set_dash (self->cr, NULL, 0, 0);
}

static double
choose_step (double most)
{
  double power = pow (10, floor (log10 (most / 4)));
  double parts = most / 4 / power;
  return power * (parts < 1.5 ? 1 : parts < 3.5 ? 2 : parts < 7.5 ? 5 : 10);
}

static void
draw_grid (Chart *self)
{
  double step = choose_step (self->most);
  for (double value = 0; value <= self->most && self->sensor->shape != STEPS; value += step)
    {
      g_autofree char *text = g_strdup_printf ("%.*f", step < 1 ? 1 : 0, value);
      draw_line (self, value, 0x272D34, FALSE);
      write_text (self, text, 17, FALSE, 0x909AA5, self->left - 14 * self->unit, y_of (self, value), 1);
    }
  if (self->sensor->shape != STEPS)
    return;
  for (int on = 0; on <= 1; on++)
    {
      draw_line (self, on, 0x272D34, FALSE);
      write_text (self, on ? "按下" : "待机", 17, FALSE, 0x909AA5, self->left - 14 * self->unit,
                  y_of (self, on), 1);
    }
}

static void
draw_times (Chart *self)
{
  for (int i = 0; i <= 4; i++)
    {
      g_autofree char *ago = g_strdup_printf (self->sensor->ago, self->sensor->span * (4 - i) / 4);
      double x = self->left + (self->right - self->left) * i / 4;
      write_text (self, i < 4 ? ago : "现在", 17, FALSE, 0x909AA5, x, self->bottom + 24 * self->unit,
                  i == 0   ? 0
                  : i == 4 ? 1
                           : 0.5);
    }
}

static void
trace_curve (Chart *self)
{
  cairo_move_to (self->cr, x_of (self, 0), y_of (self, self->points[0]));
  for (guint i = 1; i < N_POINTS; i++)
    cairo_line_to (self->cr, x_of (self, i), y_of (self, self->points[i]));
}

/* The curve and what lies under it, between two heights. */
static void
draw_curve (Chart *self, double top, double bottom, guint rgb)
{
  cairo_save (self->cr);
  cairo_rectangle (self->cr, self->left, top, self->right - self->left + 8 * self->unit, bottom - top);
  cairo_clip (self->cr);
  trace_curve (self);
  cairo_line_to (self->cr, self->right, self->bottom);
  cairo_line_to (self->cr, self->left, self->bottom);
  cairo_close_path (self->cr);
  set_colour (self->cr, rgb, 0.13);
  cairo_fill (self->cr);
  trace_curve (self);
  set_colour (self->cr, rgb, 1);
  cairo_set_line_width (self->cr, 2.6 * self->unit);
  cairo_set_line_join (self->cr, CAIRO_LINE_JOIN_ROUND);
  cairo_stroke (self->cr);
  cairo_restore (self->cr);
}

static void
draw_threshold (Chart *self)
{
  if (self->sensor->threshold <= 0)
    return;
  g_autofree char *text =
      g_strdup_printf ("报警线 %.*f", self->sensor->threshold < 2 ? 1 : 0, self->sensor->threshold);
  draw_line (self, self->sensor->threshold, 0xE9ECEF, TRUE);
  write_text (self, text, 17, FALSE, 0xE9ECEF, self->left + 10 * self->unit,
              y_of (self, self->sensor->threshold) - 15 * self->unit, 0);
}

static void
draw_head (Chart *self)
{
  const Sensor *sensor = self->sensor;
  g_autofree char *value =
      sensor->shape == STEPS ? g_strdup ("按下") : g_strdup_printf ("%.*f", sensor->decimals, self->value);
  double right = self->right, y = 62 * self->unit;
  write_text (self, sensor->name, 26, TRUE, 0xE9ECEF, 56 * self->unit, y, 0);
  if (*sensor->unit)
    right -=
        write_text (self, sensor->unit, 20, FALSE, 0xB6BEC7, right, y + 5 * self->unit, 1) + 9 * self->unit;
  write_text (self, value, 38, TRUE, 0xFF9F43, right, y, 1);
}

static void
draw_now (Chart *self)
{
  cairo_new_path (self->cr);
  cairo_arc (self->cr, self->right, y_of (self, self->points[N_POINTS - 1]), 6 * self->unit, 0, 2 * G_PI);
  set_colour (self->cr, 0xFF9F43, 1);
  cairo_fill_preserve (self->cr);
  set_colour (self->cr, 0x131619, 1);
  cairo_set_line_width (self->cr, 2.4 * self->unit);
  cairo_stroke (self->cr);
}

static void
draw_chart (Chart *self)
{
  double threshold = self->sensor->threshold > 0 ? y_of (self, self->sensor->threshold) : y_of (self, 0.5);
  set_colour (self->cr, 0x131619, 1);
  cairo_paint (self->cr);
  draw_head (self);
  draw_grid (self);
  draw_times (self);
  draw_curve (self, threshold, self->bottom + 2 * self->unit, 0xB6BEC7);
  draw_curve (self, 0, threshold, 0xFF9F43);
  draw_threshold (self);
  draw_now (self);
}

static void
fill_points (Chart *self, guint seed)
{
  double most = fmax (self->value, self->sensor->threshold);
  for (guint i = 0; i < N_POINTS; i++)
    {
      self->points[i] = fmax (0, measure (self->sensor, self->value, seed, i / (double)(N_POINTS - 1)));
      most = fmax (most, self->points[i]);
    }
  self->points[N_POINTS - 1] = self->value;
  self->most = most * 1.18;
}

/**
 * zb_sensor_chart_draw:
 * @alert_kind: a kind of alert that zb_sensor_chart_knows()
 * @value: what was measured last, in the sensor's unit; 0 for a usual one
 * @seed: any number; the same one gives the same picture
 * @width: pixels, a multiple of 4
 * @height: pixels
 * @error: why it failed
 *
 * Draws what the sensor has measured before and until it reported. GStreamer must have been initialised.
 *
 * Returns: (transfer full) (nullable): a JPEG file
 */
GBytes *
zb_sensor_chart_draw (const char *alert_kind, double value, guint seed, int width, int height, GError **error)
{
  const Sensor *sensor = find (alert_kind);
  g_return_val_if_fail (sensor, NULL);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  double unit = height / 540.;
  Chart chart = { .cr = cairo_create (surface),
                  .sensor = sensor,
                  .value = value > 0 ? value : sensor->value,
                  .unit = unit,
                  .left = 104 * unit,
                  .top = 112 * unit,
                  .right = width - 56 * unit,
                  .bottom = height - 74 * unit };
  fill_points (&chart, seed);
  draw_chart (&chart);
  cairo_destroy (chart.cr);
  cairo_surface_flush (surface);
  GBytes *bytes = zb_jpeg_pack (surface, error);
  cairo_surface_destroy (surface);
  return bytes;
}
