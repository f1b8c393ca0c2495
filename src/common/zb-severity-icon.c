/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-severity-icon.h"

#include "zb-choices.h"
#include "zb-words.h"

/**
 * ZbSeverityIcon:
 *
 * A severity as colour, shape and length: an octagon, triangle, square or hollow circle, or, with
 * `bar` set, the upright bar of four segments that begins a row. Whoever cannot tell the colours
 * apart still has the shape and the length; a screen reader is told the word.
 */
struct _ZbSeverityIcon
{
  GtkWidget parent_instance;
  int severity;
  int size;
  gboolean bar;
};

typedef enum
{
  PROP_SEVERITY = 1,
  PROP_SIZE,
  PROP_BAR,
} ZbSeverityIconProperty;

static GParamSpec *properties[PROP_BAR + 1];

G_DEFINE_FINAL_TYPE (ZbSeverityIcon, zb_severity_icon, GTK_TYPE_WIDGET)

/* What a severity looks like; the paths lie in a square from -1 to 1. */
typedef struct
{
  const char *css_class;
  const char *dark, *light;
  const char *shape, *sign;
  int segments;
  gboolean hollow;
} Look;

static const Look looks[] = {
  [ZB_SEVERITY_URGENT] = { "zb-urgent", "#FF6161", "#D3302F",
                           "M -0.414 -1 L 0.414 -1 L 1 -0.414 L 1 0.414 L 0.414 1 L -0.414 1 L -1 0.414 L -1 "
                           "-0.414 Z",
                           "M 0 -0.56 L 0 0.12 M 0 0.5 L 0 0.52", 4, FALSE },
  [ZB_SEVERITY_HIGH] = { "zb-high", "#FF9F43", "#C25E00", "M 0 -0.92 L 1.02 0.86 L -1.02 0.86 Z",
                         "M 0 -0.28 L 0 0.24 M 0 0.56 L 0 0.58", 3, FALSE },
  [ZB_SEVERITY_MEDIUM] = { "zb-medium", "#F0D155", "#8F6B00",
                           "M -0.86 -0.86 L 0.86 -0.86 L 0.86 0.86 L -0.86 0.86 Z", "M -0.42 0 L 0.42 0", 2,
                           FALSE },
  [ZB_SEVERITY_LOW] = { "zb-low", "#9FB2C6", "#5A6E83",
                        "M -0.8 0 A 0.8 0.8 0 1 1 0.8 0 A 0.8 0.8 0 1 1 -0.8 0 Z", NULL, 1, TRUE },
};

static const Look *
look_of (int severity)
{
  if (severity < 0 || severity >= (int)G_N_ELEMENTS (looks) || !looks[severity].shape)
    return &looks[ZB_SEVERITY_LOW];
  return &looks[severity];
}

/**
 * zb_severity_icon_new:
 *
 * Returns: (transfer floating): an icon of 16 px
 */
GtkWidget *
zb_severity_icon_new (void)
{
  return g_object_new (ZB_TYPE_SEVERITY_ICON, NULL);
}

/**
 * zb_severity_get_color:
 * @severity: a severity; an unknown one counts as low
 * @dark: for the dark style
 * @color: (out): the colour that stands for it
 */
void
zb_severity_get_color (int severity, gboolean dark, GdkRGBA *color)
{
  const Look *look = look_of (severity);

  gdk_rgba_parse (color, dark ? look->dark : look->light);
}

/**
 * zb_severity_css_class:
 * @severity: a severity
 *
 * Returns: (transfer none): the style class that gives text this severity's colour
 */
const char *
zb_severity_css_class (int severity)
{
  return look_of (severity)->css_class;
}

/* Parsing is done once for each look; the numbers of looks is fixed. */
static GskPath *
path_of (const char *drawing)
{
  static GHashTable *paths;
  GskPath *path;

  if (!paths)
    paths = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify)gsk_path_unref);
  path = g_hash_table_lookup (paths, drawing);
  if (!path)
    {
      path = gsk_path_parse (drawing);
      g_hash_table_insert (paths, (gpointer)drawing, path);
    }
  return path;
}

static void
append_stroke (GtkSnapshot *snapshot, const char *drawing, float width, const GdkRGBA *color)
{
  g_autoptr (GskStroke) stroke = gsk_stroke_new (width);

  gsk_stroke_set_line_cap (stroke, GSK_LINE_CAP_ROUND);
  gsk_stroke_set_line_join (stroke, GSK_LINE_JOIN_ROUND);
  gtk_snapshot_append_stroke (snapshot, path_of (drawing), stroke, color);
}

/**
 * zb_severity_append_shape:
 * @snapshot: where to draw
 * @severity: a severity
 * @x: centre, in the snapshot's pixels
 * @y: centre, in the snapshot's pixels
 * @radius: half the shape's height, in pixels
 * @color: colour of the shape
 * @ink: colour of the sign on it
 *
 * Draws the shape of a severity, for icons and for the map alike.
 */
void
zb_severity_append_shape (GtkSnapshot *snapshot, int severity, float x, float y, float radius,
                          const GdkRGBA *color, const GdkRGBA *ink)
{
  const Look *look = look_of (severity);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_snapshot_scale (snapshot, radius, radius);
  if (look->hollow)
    append_stroke (snapshot, look->shape, 0.34f, color);
  else
    {
      gtk_snapshot_append_fill (snapshot, path_of (look->shape), GSK_FILL_RULE_WINDING, color);
      append_stroke (snapshot, look->shape, 0.16f, color);
    }
  if (look->sign)
    append_stroke (snapshot, look->sign, 0.28f, ink);
  gtk_snapshot_restore (snapshot);
}

static void
append_bar (ZbSeverityIcon *self, GtkSnapshot *snapshot, const GdkRGBA *color)
{
  const float height = gtk_widget_get_height (GTK_WIDGET (self)), gap = 2;
  const float segment = (height - 3 * gap) / 4, width = 4;
  const GdkRGBA rest = { 0.5f, 0.55f, 0.6f, 0.28f };

  for (int i = 0; i < 4; i++)
    {
      const gboolean lit = i >= 4 - look_of (self->severity)->segments;
      GskRoundedRect shape;
      gsk_rounded_rect_init_from_rect (&shape, &GRAPHENE_RECT_INIT (0, i * (segment + gap), width, segment),
                                       1);
      gtk_snapshot_push_rounded_clip (snapshot, &shape);
      gtk_snapshot_append_color (snapshot, lit ? color : &rest, &shape.bounds);
      gtk_snapshot_pop (snapshot);
    }
}

static void
zb_severity_icon_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ZbSeverityIcon *self = ZB_SEVERITY_ICON (widget);
  const gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  const GdkRGBA ink = dark ? (GdkRGBA){ 0.07f, 0.08f, 0.09f, 1 } : (GdkRGBA){ 1, 1, 1, 1 };
  GdkRGBA color;

  zb_severity_get_color (self->severity, dark, &color);
  if (self->bar)
    append_bar (self, snapshot, &color);
  else
    zb_severity_append_shape (snapshot, self->severity, gtk_widget_get_width (widget) / 2.0f,
                              gtk_widget_get_height (widget) / 2.0f, self->size / 2.0f - 1, &color, &ink);
}

static void
zb_severity_icon_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                          int *natural, int *minimum_baseline, int *natural_baseline)
{
  ZbSeverityIcon *self = ZB_SEVERITY_ICON (widget);

  if (self->bar)
    *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 4 : 32;
  else
    *minimum = *natural = self->size;
}

static void
zb_severity_icon_set_severity (ZbSeverityIcon *self, int severity)
{
  if (self->severity == severity)
    return;
  self->severity = severity;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  zb_words_severity (severity), -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEVERITY]);
}

static void
zb_severity_icon_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ZbSeverityIcon *self = ZB_SEVERITY_ICON (object);

  switch ((ZbSeverityIconProperty)id)
    {
    case PROP_SEVERITY:
      g_value_set_int (value, self->severity);
      break;
    case PROP_SIZE:
      g_value_set_int (value, self->size);
      break;
    case PROP_BAR:
      g_value_set_boolean (value, self->bar);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_severity_icon_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ZbSeverityIcon *self = ZB_SEVERITY_ICON (object);

  switch ((ZbSeverityIconProperty)id)
    {
    case PROP_SEVERITY:
      zb_severity_icon_set_severity (self, g_value_get_int (value));
      break;
    case PROP_SIZE:
      self->size = g_value_get_int (value);
      gtk_widget_queue_resize (GTK_WIDGET (self));
      break;
    case PROP_BAR:
      self->bar = g_value_get_boolean (value);
      gtk_widget_queue_resize (GTK_WIDGET (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_severity_icon_class_init (ZbSeverityIconClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = zb_severity_icon_get_property;
  object_class->set_property = zb_severity_icon_set_property;
  widget_class->measure = zb_severity_icon_measure;
  widget_class->snapshot = zb_severity_icon_snapshot;
  properties[PROP_SEVERITY] = g_param_spec_int ("severity", NULL, NULL, -1, G_MAXINT, -1, flags);
  properties[PROP_SIZE] = g_param_spec_int ("size", NULL, NULL, 8, 64, 16, flags);
  properties[PROP_BAR] = g_param_spec_boolean ("bar", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  gtk_widget_class_set_css_name (widget_class, "severity");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
zb_severity_icon_init (ZbSeverityIcon *self)
{
  self->size = 16;
  self->severity = -1;
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}
