/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How each symbol of the map is drawn, around the place it stands for; sizes in logical pixels as the
 * design gives them. Drawn once a look and kept as textures by ZbSymbols. */
#include "zb-symbol-shapes.h"

#include <math.h>

#define RING_WIDTH 2.6
#define RING_STEPS 48
#define CAMERA_RADIUS 7.0
#define DOT_RADIUS 2.2
/* A case is a sheet of paper, so that it is no alert and no device at first sight. */
#define SHEET_WIDTH 13.0
#define SHEET_HEIGHT 16.0
#define SHEET_EAR 4.0
#define WEDGE_RADIUS 30.0
#define WEDGE_RADIUS_NEAR 26.0
#define WEDGE_USUAL_FOV 64.0
#define HEADING_STEP 3
#define FOV_STEP 4
#define RADIANS(degrees) ((degrees) * (G_PI / 180.0))

static const double cluster_radii[] = { 13, 16, 19 };
static const double alert_radii[] = { 7, 7, 9, 9, 11 };

#define KEY_SHAPE(key) ((ZbSymbolShape)((key) >> 56))
#define KEY_A(key) ((guint)((key) >> 32 & 0xffffff))
#define KEY_B(key) ((guint)((key) >> 16 & 0xffff))
#define KEY_C(key) ((guint)((key) & 0xffff))

static guint
cluster_class (guint n_items)
{
  return n_items < 100 ? 0 : n_items < 1000 ? 1 : 2;
}

/**
 * zb_symbol_cluster:
 * @n_items: how many devices it stands for
 * @n_well: how many of them are online
 *
 * The ring shows the share online, amber below 90 %. It is full only where all are online.
 *
 * Returns: the look of the disc and its ring
 */
ZbSymbolKey
zb_symbol_cluster (guint n_items, guint n_well)
{
  guint steps = n_items ? (guint)((guint64)n_well * RING_STEPS / n_items) : 0;
  gboolean warn = (guint64)n_well * 10 < (guint64)n_items * 9;
  return ZB_SYMBOL_KEY (ZB_SYMBOL_CLUSTER, cluster_class (n_items), steps, warn);
}

/**
 * zb_symbol_cluster_radius:
 * @n_items: how many devices it stands for
 *
 * Returns: the radius of the middle of its ring
 */
double
zb_symbol_cluster_radius (guint n_items)
{
  return cluster_radii[cluster_class (n_items)];
}

/**
 * zb_symbol_count_text:
 * @n_items: a count
 *
 * Returns: (transfer full): the count in at most four characters, never more than there are: 999, 1.2k, 12k
 */
char *
zb_symbol_count_text (guint n_items)
{
  if (n_items < 1000)
    return g_strdup_printf ("%u", n_items);
  if (n_items < 10000)
    return g_strdup_printf ("%u.%uk", n_items / 1000, n_items / 100 % 10);
  return g_strdup_printf ("%uk", n_items / 1000);
}

/**
 * zb_symbol_count:
 * @n_items: a count
 *
 * Returns: the look of its text
 */
ZbSymbolKey
zb_symbol_count (guint n_items)
{
  guint step = n_items < 1000 ? 1 : n_items < 10000 ? 100 : 1000;
  return ZB_SYMBOL_KEY (ZB_SYMBOL_COUNT, n_items / step * step, 0, 0);
}

/**
 * zb_symbol_device:
 * @glyph: a #ZbDeviceKind
 * @style: see #ZbDeviceStyle
 *
 * Returns: the look of a single device
 */
ZbSymbolKey
zb_symbol_device (guint glyph, ZbDeviceStyle style)
{
  return ZB_SYMBOL_KEY (ZB_SYMBOL_DEVICE, glyph, style, 0);
}

/**
 * zb_symbol_dot:
 * @style: see #ZbDeviceStyle
 *
 * Returns: the look of a camera near the alert for whose symbol there is no room
 */
ZbSymbolKey
zb_symbol_dot (ZbDeviceStyle style)
{
  return ZB_SYMBOL_KEY (ZB_SYMBOL_DOT, style, 0, 0);
}

/**
 * zb_symbol_wedge:
 * @heading: where the camera looks, degrees clockwise from north
 * @fov: its angle of view in degrees, NAN where not known
 * @style: see #ZbDeviceStyle
 *
 * Returns: the look of what it sees
 */
ZbSymbolKey
zb_symbol_wedge (double heading, double fov, ZbDeviceStyle style)
{
  guint turn = (guint)lround (fmod (fmod (heading, 360) + 360, 360) / HEADING_STEP) % (360 / HEADING_STEP);
  guint width = (guint)lround (CLAMP (isfinite (fov) ? fov : WEDGE_USUAL_FOV, 8, 360) / FOV_STEP);
  return ZB_SYMBOL_KEY (ZB_SYMBOL_WEDGE, turn, width, style);
}

/**
 * zb_symbol_unit:
 * @heading: where it goes, degrees clockwise from north
 * @style: see #ZbUnitStyle
 *
 * Returns: the look of its arrow
 */
ZbSymbolKey
zb_symbol_unit (double heading, ZbUnitStyle style)
{
  if (!isfinite (heading))
    return ZB_SYMBOL_KEY (ZB_SYMBOL_UNIT, 0, style | ZB_UNIT_STYLE_NO_HEADING, 0);
  guint turn = (guint)lround (fmod (fmod (heading, 360) + 360, 360) / HEADING_STEP) % (360 / HEADING_STEP);
  return ZB_SYMBOL_KEY (ZB_SYMBOL_UNIT, turn, style, 0);
}

/**
 * zb_symbol_alert:
 * @severity: a #ZbSeverity
 * @selected: whether it is the one that the officer works on
 *
 * Returns: the look of an alert
 */
ZbSymbolKey
zb_symbol_alert (guint severity, gboolean selected)
{
  return ZB_SYMBOL_KEY (ZB_SYMBOL_ALERT, MIN (severity, G_N_ELEMENTS (alert_radii) - 1), selected, 0);
}

/**
 * zb_symbol_alert_radius:
 * @severity: a #ZbSeverity
 * @selected: whether it is the one that the officer works on
 *
 * Returns: its radius without the halo
 */
double
zb_symbol_alert_radius (guint severity, gboolean selected)
{
  return selected ? 13 : alert_radii[MIN (severity, G_N_ELEMENTS (alert_radii) - 1)];
}

/**
 * zb_symbol_case:
 * @severity: a #ZbSeverity
 * @overdue: whether one of its deadlines has passed
 *
 * Returns: the look of an open case
 */
ZbSymbolKey
zb_symbol_case (guint severity, gboolean overdue)
{
  return ZB_SYMBOL_KEY (ZB_SYMBOL_CASE, MIN (severity, G_N_ELEMENTS (alert_radii) - 1), overdue != 0, 0);
}

/**
 * zb_symbol_shape_reach:
 * @key: a look
 *
 * Returns: how far from its place it draws at the most
 */
double
zb_symbol_shape_reach (ZbSymbolKey key)
{
  switch (KEY_SHAPE (key))
    {
    case ZB_SYMBOL_CLUSTER:
      return cluster_radii[KEY_A (key)] + 3;
    case ZB_SYMBOL_COUNT:
      return 18;
    case ZB_SYMBOL_DEVICE:
      return CAMERA_RADIUS + 3;
    case ZB_SYMBOL_DOT:
      return DOT_RADIUS + 1;
    case ZB_SYMBOL_WEDGE:
      return WEDGE_RADIUS + 1;
    case ZB_SYMBOL_UNIT:
      return 12;
    case ZB_SYMBOL_ALERT:
      return zb_symbol_alert_radius (KEY_A (key), KEY_B (key)) + 6;
    case ZB_SYMBOL_CASE:
      return SHEET_HEIGHT / 2 + 4;
    case ZB_N_SYMBOL_SHAPES:
    default:
      return 1;
    }
}

/**
 * zb_symbol_layout_new:
 * @cr: what it will be drawn with
 * @text: a few words
 * @bold: in bold
 *
 * Returns: (transfer full): the words at 12 pixels, the least size in the design
 */
PangoLayout *
zb_symbol_layout_new (cairo_t *cr, const char *text, gboolean bold)
{
  PangoLayout *layout = pango_cairo_create_layout (cr);
  g_autoptr (PangoFontDescription) font =
      pango_font_description_from_string ("Adwaita Sans,Inter,Noto Sans CJK SC");
  pango_font_description_set_absolute_size (font, 12 * PANGO_SCALE);
  pango_font_description_set_weight (font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_text (layout, text, -1);
  return layout;
}

static void
fill (cairo_t *cr, const GdkRGBA *colour, double alpha)
{
  cairo_set_source_rgba (cr, colour->red, colour->green, colour->blue, colour->alpha * alpha);
  cairo_fill (cr);
}

static void
stroke (cairo_t *cr, const GdkRGBA *colour, double alpha, double width)
{
  cairo_set_source_rgba (cr, colour->red, colour->green, colour->blue, colour->alpha * alpha);
  cairo_set_line_width (cr, width);
  cairo_stroke (cr);
}

static void
circle (cairo_t *cr, double radius)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, 0, 0, radius, 0, 2 * G_PI);
}

static void
draw_cluster (cairo_t *cr, const ZbMapPalette *palette, ZbSymbolKey key)
{
  double radius = cluster_radii[KEY_A (key)], share = (double)KEY_B (key) / RING_STEPS;
  circle (cr, radius + RING_WIDTH / 2 + 1);
  fill (cr, &palette->halo, 1);
  circle (cr, radius);
  fill (cr, &palette->disc, 1);
  circle (cr, radius);
  stroke (cr, &palette->ring_rest, 1, RING_WIDTH);
  cairo_arc (cr, 0, 0, radius, -G_PI / 2, -G_PI / 2 + share * 2 * G_PI);
  stroke (cr, KEY_C (key) ? &palette->ring_warn : &palette->ring, 1, RING_WIDTH);
}

static void
draw_count (cairo_t *cr, const ZbMapPalette *palette, ZbSymbolKey key)
{
  g_autofree char *text = zb_symbol_count_text (KEY_A (key));
  g_autoptr (PangoLayout) layout = zb_symbol_layout_new (cr, text, TRUE);
  PangoRectangle ink, logical;
  pango_layout_get_pixel_extents (layout, &ink, &logical);
  gdk_cairo_set_source_rgba (cr, &palette->disc_text);
  cairo_move_to (cr, -ink.x - ink.width / 2.0, -ink.y - ink.height / 2.0);
  pango_cairo_show_layout (cr, layout);
}

static void
camera_path (cairo_t *cr)
{
  cairo_rectangle (cr, -3.9, -2.3, 4.9, 4.6);
  cairo_move_to (cr, 1.6, -.5);
  cairo_line_to (cr, 3.9, -2);
  cairo_line_to (cr, 3.9, 2);
  cairo_line_to (cr, 1.6, .5);
  cairo_close_path (cr);
}

static void
gate_path (cairo_t *cr)
{
  cairo_set_fill_rule (cr, CAIRO_FILL_RULE_EVEN_ODD);
  cairo_rectangle (cr, -2.6, -3.8, 5.2, 7.4);
  cairo_rectangle (cr, .6, -.4, 1.1, 1.1);
}

static void
shed_path (cairo_t *cr)
{
  cairo_set_fill_rule (cr, CAIRO_FILL_RULE_EVEN_ODD);
  cairo_move_to (cr, 0, -4);
  cairo_line_to (cr, 4.2, -.6);
  cairo_line_to (cr, 3.2, -.6);
  cairo_line_to (cr, 3.2, 3.4);
  cairo_line_to (cr, -3.2, 3.4);
  cairo_line_to (cr, -3.2, -.6);
  cairo_line_to (cr, -4.2, -.6);
  cairo_close_path (cr);
  cairo_rectangle (cr, -1.3, .3, 2.6, 3.1);
}

static void
manhole_path (cairo_t *cr)
{
  for (int i = -1; i <= 1; i++)
    cairo_rectangle (cr, i == 0 ? -3.6 : -2.7, i * 2.1 - .55, i == 0 ? 7.2 : 5.4, 1.1);
}

static void
other_path (cairo_t *cr)
{
  circle (cr, 2.2);
}

/* In the order of ZbDeviceKind. */
static void (*const glyph_paths[]) (cairo_t *cr) = { other_path, camera_path, gate_path, shed_path,
                                                     manhole_path };

static void
draw_slash (cairo_t *cr, const ZbMapPalette *palette)
{
  double end = CAMERA_RADIUS * .8;
  cairo_move_to (cr, -end, end);
  cairo_line_to (cr, end, -end);
  stroke (cr, &palette->symbol_disc, 1, 3.2);
  cairo_move_to (cr, -end, end);
  cairo_line_to (cr, end, -end);
  stroke (cr, &palette->symbol_off, 1, 1.4);
}

static void
draw_device (cairo_t *cr, const ZbMapPalette *palette, ZbSymbolKey key)
{
  ZbDeviceStyle style = KEY_B (key);
  gboolean near = style == ZB_DEVICE_STYLE_NEAR, well = near || style == ZB_DEVICE_STYLE_ONLINE;
  const GdkRGBA *ink = near ? &palette->selected_line : well ? &palette->symbol : &palette->symbol_off;
  circle (cr, CAMERA_RADIUS + 1.4);
  fill (cr, &palette->halo, 1);
  circle (cr, CAMERA_RADIUS);
  fill (cr, near ? &palette->near : &palette->symbol_disc, 1);
  glyph_paths[MIN (KEY_A (key), G_N_ELEMENTS (glyph_paths) - 1)](cr);
  fill (cr, ink, 1);
  cairo_set_fill_rule (cr, CAIRO_FILL_RULE_WINDING);
  if (style == ZB_DEVICE_STYLE_UNKNOWN)
    cairo_set_dash (cr, (double[]){ 2, 1.6 }, 2, 0);
  circle (cr, CAMERA_RADIUS);
  stroke (cr, near ? &palette->near_line : ink, 1, 1.3);
  if (style == ZB_DEVICE_STYLE_OFF)
    draw_slash (cr, palette);
}

static void
draw_dot (cairo_t *cr, const ZbMapPalette *palette, ZbSymbolKey key)
{
  circle (cr, DOT_RADIUS + .8);
  fill (cr, &palette->halo, 1);
  circle (cr, DOT_RADIUS);
  fill (cr, KEY_A (key) == ZB_DEVICE_STYLE_NEAR ? &palette->near : &palette->symbol_off, 1);
}

static void
draw_wedge (cairo_t *cr, const ZbMapPalette *palette, ZbSymbolKey key)
{
  gboolean near = KEY_C (key) == ZB_DEVICE_STYLE_NEAR;
  double half = RADIANS (KEY_B (key) * FOV_STEP) / 2,
         middle = RADIANS ((double)KEY_A (key) * HEADING_STEP - 90);
  const GdkRGBA *colour = near ? &palette->near_line : &palette->symbol;
  if (half < G_PI)
    cairo_move_to (cr, 0, 0);
  cairo_arc (cr, 0, 0, near ? WEDGE_RADIUS_NEAR : WEDGE_RADIUS, middle - half, middle + half);
  cairo_close_path (cr);
  cairo_path_t *path = cairo_copy_path (cr);
  fill (cr, colour, near ? .3 : .17);
  cairo_append_path (cr, path);
  stroke (cr, colour, near ? .8 : .45, .9);
  cairo_path_destroy (path);
}

static void
unit_path (cairo_t *cr, ZbSymbolKey key)
{
  if (KEY_B (key) & ZB_UNIT_STYLE_NO_HEADING)
    {
      circle (cr, 6);
      return;
    }
  cairo_save (cr);
  cairo_rotate (cr, RADIANS ((double)KEY_A (key) * HEADING_STEP));
  cairo_move_to (cr, 0, -8.5);
  cairo_line_to (cr, 7, 7.5);
  cairo_line_to (cr, 0, 4);
  cairo_line_to (cr, -7, 7.5);
  cairo_close_path (cr);
  cairo_restore (cr);
}

static void
draw_unit (cairo_t *cr, const ZbMapPalette *palette, ZbSymbolKey key)
{
  gboolean hollow = KEY_B (key) & ZB_UNIT_STYLE_HOLLOW, stale = KEY_B (key) & ZB_UNIT_STYLE_STALE;
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  unit_path (cr, key);
  stroke (cr, &palette->halo, 1, 3.4);
  unit_path (cr, key);
  fill (cr, hollow ? &palette->symbol_disc : &palette->unit, stale && !hollow ? .3 : 1);
  if (!hollow && !stale)
    return;
  if (stale)
    cairo_set_dash (cr, (double[]){ 2.6, 2 }, 2, 0);
  unit_path (cr, key);
  stroke (cr, &palette->unit, 1, 1.4);
}

static void
octagon_path (cairo_t *cr, double radius)
{
  double corner = radius / cos (G_PI / 8);
  for (int i = 0; i < 8; i++)
    cairo_line_to (cr, corner * cos (G_PI / 8 + i * G_PI / 4), corner * sin (G_PI / 8 + i * G_PI / 4));
  cairo_close_path (cr);
}

static void
severity_path (cairo_t *cr, guint severity, double r)
{
  if (severity >= 4)
    octagon_path (cr, r);
  else if (severity == 3)
    {
      cairo_move_to (cr, 0, -r * .95);
      cairo_line_to (cr, r, r * .78);
      cairo_line_to (cr, -r, r * .78);
      cairo_close_path (cr);
    }
  else if (severity == 2)
    cairo_rectangle (cr, -r * .8, -r * .8, r * 1.6, r * 1.6);
  else
    circle (cr, r - 1.2);
}

/* The mark inside: an exclamation mark, a bar, nothing. */
static void
severity_mark (cairo_t *cr, const ZbMapPalette *palette, guint severity, double r)
{
  double drop = severity == 3 ? r * .14 : 0, high = severity == 3 ? .8 : 1;
  if (severity == 2)
    cairo_rectangle (cr, -r * .42, -r * .12, r * .84, r * .24);
  if (severity >= 3)
    {
      cairo_rectangle (cr, -r * .14, drop - r * .52 * high, r * .28, r * .64 * high);
      cairo_rectangle (cr, -r * .14, drop + r * .28 * high, r * .28, r * .26 * high);
    }
  fill (cr, &palette->severity_ink, 1);
}

static void
draw_alert (cairo_t *cr, const ZbMapPalette *palette, ZbSymbolKey key)
{
  guint severity = KEY_A (key);
  gboolean selected = KEY_B (key) != 0;
  double radius = zb_symbol_alert_radius (severity, selected);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  circle (cr, radius + 4);
  fill (cr, &palette->halo, .9);
  if (selected)
    {
      severity_path (cr, severity, radius);
      stroke (cr, &palette->selected_line, 1, 3.6);
    }
  severity_path (cr, severity, radius);
  if (severity >= 2)
    fill (cr, &palette->severity[severity], 1);
  else
    stroke (cr, &palette->severity[severity], 1, 2.2);
  severity_mark (cr, palette, severity, radius);
}

static void
sheet_path (cairo_t *cr, double more)
{
  const double right = SHEET_WIDTH / 2 + more, bottom = SHEET_HEIGHT / 2 + more;
  cairo_move_to (cr, -right, -bottom);
  cairo_line_to (cr, right - SHEET_EAR, -bottom);
  cairo_line_to (cr, right, SHEET_EAR - bottom);
  cairo_line_to (cr, right, bottom);
  cairo_line_to (cr, -right, bottom);
  cairo_close_path (cr);
}

/* Lines of writing; the last one is short. An overdue case has a clock's hands in their place. */
static void
writing_path (cairo_t *cr, gboolean overdue)
{
  if (overdue)
    {
      circle (cr, 3.4);
      cairo_move_to (cr, 0, -2);
      cairo_line_to (cr, 0, .2);
      cairo_line_to (cr, 1.6, 1.2);
      return;
    }
  for (int i = 0; i < 3; i++)
    {
      cairo_move_to (cr, -3.2, i * 2.8 - 1.6);
      cairo_line_to (cr, i == 2 ? .8 : 3.2, i * 2.8 - 1.6);
    }
}

/* The severity is the sheet's edge. */
static void
draw_case (cairo_t *cr, const ZbMapPalette *palette, ZbSymbolKey key)
{
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  sheet_path (cr, 2);
  fill (cr, &palette->halo, 1);
  sheet_path (cr, 0);
  fill (cr, &palette->symbol_disc, 1);
  sheet_path (cr, -.6);
  stroke (cr, &palette->severity[KEY_A (key)], 1, 1.8);
  writing_path (cr, KEY_B (key) != 0);
  stroke (cr, &palette->symbol, 1, 1.2);
}

/**
 * zb_symbol_shape_draw:
 * @cr: where to draw, its origin at the place that the symbol stands for
 * @palette: the colours
 * @key: the look
 */
void
zb_symbol_shape_draw (cairo_t *cr, const ZbMapPalette *palette, ZbSymbolKey key)
{
  static void (*const draw[ZB_N_SYMBOL_SHAPES]) (cairo_t *, const ZbMapPalette *, ZbSymbolKey) = {
    [ZB_SYMBOL_CLUSTER] = draw_cluster, [ZB_SYMBOL_COUNT] = draw_count, [ZB_SYMBOL_DEVICE] = draw_device,
    [ZB_SYMBOL_DOT] = draw_dot,         [ZB_SYMBOL_WEDGE] = draw_wedge, [ZB_SYMBOL_UNIT] = draw_unit,
    [ZB_SYMBOL_ALERT] = draw_alert,     [ZB_SYMBOL_CASE] = draw_case,
  };
  draw[KEY_SHAPE (key)](cr, palette, key);
}
