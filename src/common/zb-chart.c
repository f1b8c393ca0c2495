/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-chart.h"

#include <adwaita.h>
#include <math.h>

/**
 * ZbChart:
 *
 * Values over a row of categories, such as the hours of a day: columns that stand on one another,
 * and dashed lines to compare with. With the keyboard one goes from category to category; each is
 * said in words, on the screen and to a screen reader.
 */
struct _ZbChart
{
  GtkWidget parent_instance;
  char **names;
  char **ticks;
  guint n_categories;
  GPtrArray *series;
  char *unit;
  int selected;
};

typedef struct
{
  char *name;
  ZbChartStyle style;
  ZbChartInk ink;
  double *values;
} Series;

typedef enum
{
  PROP_UNIT = 1,
  PROP_SELECTED,
} ZbChartProperty;

static GParamSpec *properties[PROP_SELECTED + 1];

G_DEFINE_FINAL_TYPE (ZbChart, zb_chart, GTK_TYPE_WIDGET)

#define RGB(hex) { ((hex) >> 16) / 255.0f, (((hex) >> 8) & 0xff) / 255.0f, ((hex) & 0xff) / 255.0f, 1 }

static const ZbChartPalette dark_palette = {
  .inks = { RGB (0x5C9BDB), RGB (0x4E6378), RGB (0xFF9F43), RGB (0x62BF8F), RGB (0xE5B54A), RGB (0xB6BEC7) },
  .text = RGB (0xE9ECEF),
  .dim = RGB (0x909AA5),
  .rule = RGB (0x272D34),
  .rest = RGB (0x353C46),
};

static const ZbChartPalette light_palette = {
  .inks = { RGB (0x2A6FCE), RGB (0x9FB2C6), RGB (0xC25E00), RGB (0x1E7B4F), RGB (0x8A6100), RGB (0x4A5360) },
  .text = RGB (0x1A1F25),
  .dim = RGB (0x5A636E),
  .rule = RGB (0xD9DDE2),
  .rest = RGB (0xDCE1E7),
};

/**
 * zb_chart_palette_get:
 * @dark: which style
 *
 * Returns: (transfer none): its colours
 */
const ZbChartPalette *
zb_chart_palette_get (gboolean dark)
{
  return dark ? &dark_palette : &light_palette;
}

/**
 * zb_chart_new:
 *
 * Returns: (transfer floating): an empty chart
 */
GtkWidget *
zb_chart_new (void)
{
  return g_object_new (ZB_TYPE_CHART, NULL);
}

static void
series_free (gpointer data)
{
  Series *self = data;

  g_free (self->name);
  g_free (self->values);
  g_free (self);
}

static const Series *
get_series (ZbChart *self, guint i)
{
  return g_ptr_array_index (self->series, i);
}

/* --- the scale ----------------------------------------------------------------------------- */

static double
stack_at (ZbChart *self, guint position)
{
  double sum = 0;

  for (guint i = 0; i < self->series->len; i++)
    if (get_series (self, i)->style == ZB_CHART_COLUMN && !isnan (get_series (self, i)->values[position]))
      sum += get_series (self, i)->values[position];
  return sum;
}

static double
find_most (ZbChart *self)
{
  double most = 0;

  for (guint position = 0; position < self->n_categories; position++)
    {
      most = MAX (most, stack_at (self, position));
      for (guint i = 0; i < self->series->len; i++)
        if (get_series (self, i)->style == ZB_CHART_LINE && !isnan (get_series (self, i)->values[position]))
          most = MAX (most, get_series (self, i)->values[position]);
    }
  return most;
}

/* A step of 1, 2 or 5 times a power of ten of which three or four make the whole. */
static double
find_step (double most)
{
  const double rough = MAX (most, 1) / 3.5;
  const double power = pow (10, floor (log10 (rough)));
  const double first = rough / power;

  return MAX (1, (first <= 1 ? 1 : first <= 2 ? 2 : first <= 5 ? 5 : 10) * power);
}

/* --- drawing ------------------------------------------------------------------------------- */

typedef struct
{
  GtkSnapshot *snapshot;
  PangoLayout *layout;
  const ZbChartPalette *palette;
  graphene_rect_t plot;
  float text_height;
  float slot;
  double top;
  double step;
} Pen;

static float
x_of (const Pen *pen, guint position)
{
  return pen->plot.origin.x + pen->slot * (float)position;
}

static float
y_of (const Pen *pen, double value)
{
  return pen->plot.origin.y + pen->plot.size.height * (float)(1 - value / pen->top);
}

static void
put_text (Pen *pen, const char *text, const GdkRGBA *color, float x, float y)
{
  pango_layout_set_text (pen->layout, text, -1);
  gtk_snapshot_save (pen->snapshot);
  gtk_snapshot_translate (pen->snapshot, &GRAPHENE_POINT_INIT (roundf (x), roundf (y)));
  gtk_snapshot_append_layout (pen->snapshot, pen->layout, color);
  gtk_snapshot_restore (pen->snapshot);
}

/* Whole numbers are written out, however large they are. */
static char *
format_value (double value)
{
  return value == floor (value) ? g_strdup_printf ("%'.0f", value) : g_strdup_printf ("%g", value);
}

static void
draw_rules (Pen *pen)
{
  for (double value = 0; value <= pen->top + pen->step / 2; value += pen->step)
    {
      g_autofree char *text = format_value (value);
      const float y = roundf (y_of (pen, value));
      gtk_snapshot_append_color (
          pen->snapshot, &pen->palette->rule,
          &GRAPHENE_RECT_INIT (pen->plot.origin.x, y, pen->plot.size.width + pen->text_height * 0.4f, 1));
      if (value > 0)
        put_text (pen, text, &pen->palette->dim,
                  pen->plot.origin.x + pen->plot.size.width + pen->text_height * 0.5f,
                  y - pen->text_height / 2);
    }
}

/* Under the middle of its column; where it is wider than that, from its beginning on. */
static float
x_of_tick (const Pen *pen, guint position, const char *text)
{
  int width;

  pango_layout_set_text (pen->layout, text, -1);
  pango_layout_get_pixel_size (pen->layout, &width, NULL);
  return x_of (pen, position) + MAX (0, (pen->slot - (float)width) / 2);
}

static void
draw_ticks (ZbChart *self, Pen *pen)
{
  const float y = pen->plot.origin.y + pen->plot.size.height + pen->text_height * 0.2f;

  for (guint i = 0; i < self->n_categories; i++)
    if (self->ticks && self->ticks[i][0])
      put_text (pen, self->ticks[i], &pen->palette->dim, x_of_tick (pen, i, self->ticks[i]), y);
}

#define MOST_COLUMN_WIDTH 4.5f /* heights of its text */

static void
draw_column (ZbChart *self, Pen *pen, guint position)
{
  /* Few columns are columns all the same, not walls. */
  const float width = MIN (pen->slot - MAX (1, pen->slot * 0.18f), pen->text_height * MOST_COLUMN_WIDTH);
  const float x = x_of (pen, position) + (pen->slot - width) / 2;
  double below = 0;

  for (guint i = 0; i < self->series->len; i++)
    {
      const Series *series = get_series (self, i);
      const double value = series->values[position];
      const float y = roundf (y_of (pen, below + value)), bottom = roundf (y_of (pen, below));
      if (series->style != ZB_CHART_COLUMN || isnan (value) || value <= 0)
        continue;
      gtk_snapshot_append_color (pen->snapshot, &pen->palette->inks[series->ink],
                                 &GRAPHENE_RECT_INIT (x, y, width, bottom - y));
      below += value;
    }
}

static void
draw_line (ZbChart *self, Pen *pen, const Series *series)
{
  GskPathBuilder *builder = gsk_path_builder_new ();
  GskStroke *stroke = gsk_stroke_new (MAX (1.5f, pen->text_height / 14));
  const float dash[] = { pen->text_height * 0.3f, pen->text_height * 0.2f };
  gboolean drawing = FALSE;

  for (guint i = 0; i < self->n_categories; i++)
    {
      const float x = x_of (pen, i) + pen->slot / 2;
      if (isnan (series->values[i]))
        drawing = FALSE;
      else if (drawing)
        gsk_path_builder_line_to (builder, x, y_of (pen, series->values[i]));
      else
        {
          gsk_path_builder_move_to (builder, x, y_of (pen, series->values[i]));
          drawing = TRUE;
        }
    }
  g_autoptr (GskPath) path = gsk_path_builder_free_to_path (builder);
  gsk_stroke_set_dash (stroke, dash, G_N_ELEMENTS (dash));
  gtk_snapshot_append_stroke (pen->snapshot, path, stroke, &pen->palette->inks[series->ink]);
  gsk_stroke_free (stroke);
}

/* What is selected, in words, at the top of the plot on the side where there is room. */
static void
draw_selected (ZbChart *self, Pen *pen)
{
  g_autofree char *words = zb_chart_describe (self, (guint)self->selected);
  const float x = x_of (pen, (guint)self->selected);
  int width;

  gtk_snapshot_append_border (
      pen->snapshot, &GSK_ROUNDED_RECT_INIT (x, pen->plot.origin.y, pen->slot, pen->plot.size.height),
      (float[4]){ 1, 1, 1, 1 },
      (GdkRGBA[4]){ pen->palette->text, pen->palette->text, pen->palette->text, pen->palette->text });
  pango_layout_set_text (pen->layout, words, -1);
  pango_layout_get_pixel_size (pen->layout, &width, NULL);
  put_text (pen, words, &pen->palette->text,
            CLAMP (x, 0, MAX (0, pen->plot.origin.x + pen->plot.size.width - (float)width)), 0);
}

static void
set_up_pen (ZbChart *self, Pen *pen)
{
  const float width = (float)gtk_widget_get_width (GTK_WIDGET (self));
  const float height = (float)gtk_widget_get_height (GTK_WIDGET (self));
  const double most = find_most (self);
  g_autofree char *text = NULL;
  int figure, line;

  pen->palette = zb_chart_palette_get (adw_style_manager_get_dark (adw_style_manager_get_default ()));
  pen->step = find_step (most);
  pen->top = MAX (1, ceil (most / pen->step)) * pen->step;
  text = format_value (pen->top);
  pango_layout_set_text (pen->layout, text, -1);
  pango_layout_get_pixel_size (pen->layout, &figure, &line);
  pen->text_height = (float)line;
  pen->plot = GRAPHENE_RECT_INIT (0, pen->text_height * 1.1f, width - (float)figure - pen->text_height * 0.5f,
                                  height - pen->text_height * 2.4f);
  pen->slot = pen->plot.size.width / (float)MAX (1, self->n_categories);
}

static void
zb_chart_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ZbChart *self = ZB_CHART (widget);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, NULL);
  Pen pen = { .snapshot = snapshot, .layout = layout };

  set_up_pen (self, &pen);
  if (pen.plot.size.height <= 0 || pen.plot.size.width <= 0)
    return;
  draw_rules (&pen);
  draw_ticks (self, &pen);
  for (guint i = 0; i < self->n_categories; i++)
    draw_column (self, &pen, i);
  for (guint i = 0; i < self->series->len; i++)
    if (get_series (self, i)->style == ZB_CHART_LINE)
      draw_line (self, &pen, get_series (self, i));
  if (self->selected >= 0 && (guint)self->selected < self->n_categories)
    draw_selected (self, &pen);
}

static void
zb_chart_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                  int *minimum_baseline, int *natural_baseline)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, "0");
  int line;

  pango_layout_get_pixel_size (layout, NULL, &line);
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? line * 8 : line * 5;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? line * 24 : line * 9;
}

/* --- values in words ------------------------------------------------------------------------- */

static void
add_value (ZbChart *self, GString *words, const Series *series, guint position)
{
  const double value = series->values[position];
  g_autofree char *text = isnan (value) ? NULL : format_value (value);

  if (text)
    g_string_append_printf (words, " · %s %s%s", series->name, text, self->unit ? self->unit : "");
  else
    g_string_append_printf (words, " · %s –", series->name);
}

/**
 * zb_chart_describe:
 * @self: a chart
 * @position: a category
 *
 * Returns: (transfer full): the category with the value of each series, in words
 */
char *
zb_chart_describe (ZbChart *self, guint position)
{
  GString *words = g_string_new (NULL);

  g_return_val_if_fail (ZB_IS_CHART (self), NULL);
  if (position < self->n_categories)
    {
      g_string_append (words, self->names[position]);
      for (guint i = 0; i < self->series->len; i++)
        add_value (self, words, get_series (self, i), position);
    }
  return g_string_free (words, FALSE);
}

static void
tell_all (ZbChart *self)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < self->n_categories; i++)
    {
      g_autofree char *one = zb_chart_describe (self, i);
      g_string_append_printf (words, "%s%s", i ? "; " : "", one);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words->str, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
select_category (ZbChart *self, int position)
{
  g_autofree char *words = NULL;

  if (self->n_categories == 0 || position == self->selected)
    return;
  self->selected = CLAMP (position, -1, (int)self->n_categories - 1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED]);
  if (self->selected < 0)
    return;
  words = zb_chart_describe (self, (guint)self->selected);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static gboolean
on_key (ZbChart *self, guint key)
{
  const int last = (int)self->n_categories - 1;

  if (key == GDK_KEY_Left || key == GDK_KEY_KP_Left)
    select_category (self, self->selected < 0 ? last : MAX (0, self->selected - 1));
  else if (key == GDK_KEY_Right || key == GDK_KEY_KP_Right)
    select_category (self, self->selected < 0 ? 0 : MIN (last, self->selected + 1));
  else if (key == GDK_KEY_Home)
    select_category (self, 0);
  else if (key == GDK_KEY_End)
    select_category (self, last);
  else if (key == GDK_KEY_Escape && self->selected >= 0)
    select_category (self, -1);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static void
on_motion (ZbChart *self, double x, double y)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  Pen pen = { .layout = layout };

  if (!gtk_widget_get_focusable (GTK_WIDGET (self)))
    return;
  set_up_pen (self, &pen);
  if (pen.slot > 0 && x >= pen.plot.origin.x && x < pen.plot.origin.x + pen.plot.size.width)
    select_category (self, (int)((x - pen.plot.origin.x) / pen.slot));
}

static void
on_leave (ZbChart *self)
{
  if (!gtk_widget_has_focus (GTK_WIDGET (self)))
    select_category (self, -1);
}

/* --- what it shows ----------------------------------------------------------------------------- */

/**
 * zb_chart_set_categories:
 * @self: a chart
 * @names: (array zero-terminated=1): each category as it is said
 * @ticks: (array zero-terminated=1) (nullable): each as it is written on the axis, "" for those that
 *   are not; as many as @names
 *
 * Sets the categories and takes all series away.
 */
void
zb_chart_set_categories (ZbChart *self, const char *const *names, const char *const *ticks)
{
  const guint n = names ? g_strv_length ((char **)names) : 0;

  g_return_if_fail (ZB_IS_CHART (self));
  g_return_if_fail (ticks == NULL || g_strv_length ((char **)ticks) == n);
  g_clear_pointer (&self->names, g_strfreev);
  g_clear_pointer (&self->ticks, g_strfreev);
  self->names = g_strdupv ((char **)names);
  self->ticks = g_strdupv ((char **)ticks);
  self->n_categories = n;
  self->selected = MIN (self->selected, (int)n - 1);
  g_ptr_array_set_size (self->series, 0);
  tell_all (self);
}

/**
 * zb_chart_add_series:
 * @self: a chart
 * @name: what its values are
 * @style: how they are drawn
 * @ink: what they mean
 * @values: (array length=n_values): one for each category; NAN for none
 * @n_values: how many categories there are
 *
 * Adds values to it.
 */
void
zb_chart_add_series (ZbChart *self, const char *name, ZbChartStyle style, ZbChartInk ink,
                     const double *values, guint n_values)
{
  Series *series;

  g_return_if_fail (ZB_IS_CHART (self));
  g_return_if_fail (n_values == self->n_categories);
  series = g_new0 (Series, 1);
  series->name = g_strdup (name);
  series->style = style;
  series->ink = ink;
  series->values = g_memdup2 (values, n_values * sizeof (double));
  g_ptr_array_add (self->series, series);
  tell_all (self);
}

/* --- GObject ------------------------------------------------------------------------------- */

static void
zb_chart_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ZbChart *self = ZB_CHART (object);

  switch ((ZbChartProperty)id)
    {
    case PROP_UNIT:
      g_value_set_string (value, self->unit);
      break;
    case PROP_SELECTED:
      g_value_set_int (value, self->selected);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_chart_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ZbChart *self = ZB_CHART (object);

  switch ((ZbChartProperty)id)
    {
    case PROP_UNIT:
      if (g_set_str (&self->unit, g_value_get_string (value)))
        tell_all (self);
      break;
    case PROP_SELECTED:
      select_category (self, g_value_get_int (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_chart_finalize (GObject *object)
{
  ZbChart *self = ZB_CHART (object);

  g_strfreev (self->names);
  g_strfreev (self->ticks);
  g_free (self->unit);
  g_ptr_array_unref (self->series);
  G_OBJECT_CLASS (zb_chart_parent_class)->finalize (object);
}

static void
zb_chart_class_init (ZbChartClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = zb_chart_get_property;
  object_class->set_property = zb_chart_set_property;
  object_class->finalize = zb_chart_finalize;
  widget_class->snapshot = zb_chart_snapshot;
  widget_class->measure = zb_chart_measure;
  properties[PROP_UNIT] = g_param_spec_string ("unit", NULL, NULL, NULL, flags);
  properties[PROP_SELECTED] =
      g_param_spec_int ("selected", NULL, NULL, -1, G_MAXINT, -1, flags | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  gtk_widget_class_set_css_name (widget_class, "chart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
zb_chart_init (ZbChart *self)
{
  GtkEventController *keys = gtk_event_controller_key_new (), *motion = gtk_event_controller_motion_new ();

  self->selected = -1;
  self->series = g_ptr_array_new_with_free_func (series_free);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "motion", G_CALLBACK (on_motion), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "leave", G_CALLBACK (on_leave), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
}
