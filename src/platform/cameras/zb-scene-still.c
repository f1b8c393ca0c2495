/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Evidence pictures: one moment of a scene with something wrong in it, and the recogniser's box around that.
 */
#include "zb-incident.h"
#include "zb-jpeg.h"
#include "zb-sensor-chart.h"

#include <math.h>
#include <pango/pangocairo.h>

static void
label_box (ZbStage *stage, const char *label, double x, double y)
{
  cairo_t *cr = stage->cr;
  int width, height;
  double unit = stage->height / 540;
  g_autoptr (PangoLayout) layout = pango_cairo_create_layout (cr);
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string ("Inter, Noto Sans CJK SC Bold");
  pango_font_description_set_absolute_size (font, 21 * unit * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_text (layout, label, -1);
  pango_layout_get_pixel_size (layout, &width, &height);
  double top = fmax (0, y - height - 9 * unit);
  cairo_rectangle (cr, x, top, width + 18 * unit, height + 7 * unit);
  cairo_set_source_rgba (cr, 0.047, 0.058, 0.07, 0.86);
  cairo_fill (cr);
  cairo_move_to (cr, x + 9 * unit, top + 3 * unit);
  cairo_set_source_rgb (cr, 0.93, 0.94, 0.95);
  pango_cairo_show_layout (cr, layout);
}

static void
box_around (ZbStage *stage, const ZbIncident *incident, const char *label)
{
  double x, y, scale = zb_stage_scale (stage, incident->at), unit = stage->height / 540;
  if (incident->width <= 0 || !zb_stage_project (stage, incident->at, &x, &y))
    return;
  double width = incident->width * scale, height = incident->height * scale;
  double left = CLAMP (x - width / 2, 4 * unit, stage->width - 40 * unit),
         top = CLAMP (y - height * 0.8, 34 * unit, stage->height - 40 * unit);
  width = fmin (width, stage->width - left - 4 * unit);
  height = fmin (height * 1.04, stage->height - top - 4 * unit);
  cairo_rectangle (stage->cr, left, top, width, height);
  cairo_set_line_width (stage->cr, 2.6 * unit);
  cairo_set_source_rgb (stage->cr, 0.93, 0.94, 0.95);
  cairo_stroke (stage->cr);
  label_box (stage, label, left - 1.3 * unit, top);
}

static void
draw_moment (cairo_t *cr, ZbScene scene, const ZbIncident *incident, const char *label, guint seed, int width,
             int height)
{
  ZbStage stage;
  const ZbSceneClass *class = zb_scene_get_class (scene);
  double time = zb_stage_noise (seed + 71) * ZB_SCENE_PERIOD;
  zb_scene_draw_set (scene, cr, width, height);
  zb_stage_open (&stage, cr, width, height, time, ZB_SCENE_PERIOD);
  zb_stage_set_lens (&stage, &class->lens);
  if (incident && incident->lay)
    incident->lay (&stage, incident->at, seed);
  class->draw_cast (&stage);
  if (incident && incident->add)
    incident->add (&stage, incident->at, seed);
  zb_stage_draw_props (&stage);
  if (incident && incident->cover)
    incident->cover (&stage, incident->at, seed);
  zb_stage_draw_props (&stage);
  if (incident && label)
    box_around (&stage, incident, label);
  zb_stage_close (&stage);
}

static GBytes *
draw (ZbScene scene, const ZbIncident *incident, const char *label, guint seed, int width, int height,
      GError **error)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cr = cairo_create (surface);
  draw_moment (cr, scene, incident, label, seed, width, height);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  GBytes *bytes = zb_jpeg_pack (surface, error);
  cairo_surface_destroy (surface);
  return bytes;
}

/**
 * zb_scene_draw_still:
 * @alert_kind: (nullable): a kind of alert as the contract names it
 * @label: (nullable): what stands over the recogniser's box, such as "烟雾 0.93"; %NULL for no box
 * @seed: any number; the same one gives the same picture
 * @width: pixels, a multiple of 4
 * @height: pixels
 * @error: why it failed
 *
 * Draws an evidence picture. Takes some 30 ms at 960 × 540: not for a main loop that many wait for. GStreamer
 * must have been initialised.
 *
 * Returns: (transfer full) (nullable): a JPEG file
 */
GBytes *
zb_scene_draw_still (const char *alert_kind, const char *label, guint seed, int width, int height,
                     GError **error)
{
  ZbScene scene = zb_scene_for_alert (alert_kind, seed);
  return draw (scene, zb_incident_find (alert_kind, scene), label, seed, width, height, error);
}

/**
 * zb_scene_draw_calm:
 * @alert_kind: (nullable): a kind of alert as the contract names it
 * @seed: that of the picture from before
 * @width: pixels, a multiple of 4
 * @height: pixels
 * @error: why it failed
 *
 * Draws the place of zb_scene_draw_still() as it is when all has been put right.
 *
 * Returns: (transfer full) (nullable): a JPEG file
 */
GBytes *
zb_scene_draw_calm (const char *alert_kind, guint seed, int width, int height, GError **error)
{
  return draw (zb_scene_for_alert (alert_kind, seed), NULL, NULL, seed, width, height, error);
}

/**
 * zb_scene_draw_evidence:
 * @alert_kind: (nullable): a kind of alert as the contract names it
 * @label: (nullable): what a recogniser has written over its box, such as "烟雾 0.93"
 * @number: what a sensor has measured, as the alert tells it; 0 where it does not
 * @seed: any number; the same one gives the same picture
 * @width: pixels, a multiple of 4
 * @height: pixels
 * @error: why it failed
 *
 * Draws what there is to show for an alert: what a recogniser saw, else what the sensor measured, else what
 * the nearest camera shows. GStreamer must have been initialised.
 *
 * Returns: (transfer full) (nullable): a JPEG file
 */
GBytes *
zb_scene_draw_evidence (const char *alert_kind, const char *label, int number, guint seed, int width,
                        int height, GError **error)
{
  if (label)
    return zb_scene_draw_still (alert_kind, label, seed, width, height, error);
  if (zb_sensor_chart_knows (alert_kind))
    return zb_sensor_chart_draw (alert_kind, number, seed, width, height, error);
  return zb_scene_draw_calm (alert_kind, seed, width, height, error);
}
