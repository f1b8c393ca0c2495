/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-wall-bars.h"

#include "zb-chart.h"

#include <math.h>

/**
 * ZbWallBars:
 *
 * A comparison: rows of a name, a bar and a figure, which share the height that there is. All rows
 * are measured against the largest whole; with the style class `rates` the parts are green. It is drawn as
 * one widget, because a wall is redrawn for weeks.
 */
struct _ZbWallBars
{
  GtkWidget parent_instance;
  GListModel *rows;
};

typedef enum
{
  PROP_ROWS = 1,
} ZbWallBarsProperty;

static GParamSpec *properties[PROP_ROWS + 1];

G_DEFINE_FINAL_TYPE (ZbWallBars, zb_wall_bars, GTK_TYPE_WIDGET)

/* Han characters leave that much of their line empty; rows may be so much closer. */
#define TIGHT 0.78f

/* What one frame is drawn with. */
typedef struct
{
  PangoLayout *layout;
  const ZbChartPalette *palette;
  ZbChartInk part;
  float name_width, figure_width, text_height, row_height, width;
  double most;
} Pen;

static void
set_text (Pen *pen, const char *text, gboolean bold)
{
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_weight_new (bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL));
  pango_layout_set_attributes (pen->layout, attributes);
  pango_layout_set_text (pen->layout, text, -1);
  pango_attr_list_unref (attributes);
}

static float
measure_text (Pen *pen, const char *text, gboolean bold)
{
  int width, height;

  set_text (pen, text ? text : "", bold);
  pango_layout_get_pixel_size (pen->layout, &width, &height);
  pen->text_height = MAX (pen->text_height, (float)height);
  return (float)width;
}

static void
measure_rows (ZbWallBars *self, Pen *pen, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (ZbWallBar) row = g_list_model_get_item (self->rows, i);
      const float figure = measure_text (pen, zb_wall_bar_get_figure (row), TRUE) +
                           measure_text (pen, zb_wall_bar_get_rest (row), FALSE);
      pen->name_width = MAX (pen->name_width, measure_text (pen, zb_wall_bar_get_name (row), FALSE));
      pen->figure_width = MAX (pen->figure_width, figure);
      pen->most = MAX (pen->most, zb_wall_bar_get_whole (row));
    }
}

static void
put_text (Pen *pen, GtkSnapshot *snapshot, const char *text, gboolean bold, const GdkRGBA *color, float x,
          float baseline)
{
  set_text (pen, text, bold);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
      snapshot, &GRAPHENE_POINT_INIT (
                    x, baseline - roundf ((float)pango_layout_get_baseline (pen->layout) / PANGO_SCALE)));
  gtk_snapshot_append_layout (snapshot, pen->layout, color);
  gtk_snapshot_restore (snapshot);
}

static const GdkRGBA *
ink_of (const Pen *pen, ZbWallBar *row)
{
  return &pen->palette->inks[zb_wall_bar_get_low (row) ? ZB_CHART_INK_WARN : pen->part];
}

static void
draw_bar (Pen *pen, GtkSnapshot *snapshot, ZbWallBar *row, float y)
{
  const float gap = pen->text_height * 0.6f, height = roundf (pen->text_height * 0.42f);
  const float x = pen->name_width + gap;
  const float full = pen->width - pen->figure_width - gap - x;
  const float top = roundf (y + (pen->row_height - height) / 2);
  const double most = pen->most > 0 ? pen->most : 1;
  const float whole = roundf (full * (float)(zb_wall_bar_get_whole (row) / most));
  const float part = roundf (full * (float)(zb_wall_bar_get_part (row) / most));

  if (full <= 0)
    return;
  gtk_snapshot_append_color (snapshot, &pen->palette->rest, &GRAPHENE_RECT_INIT (x, top, whole, height));
  gtk_snapshot_append_color (snapshot, ink_of (pen, row), &GRAPHENE_RECT_INIT (x, top, part, height));
}

static void
draw_row (Pen *pen, GtkSnapshot *snapshot, ZbWallBar *row, float y)
{
  /* Scripts have lines of other heights; what stands beside one another stands on one line. */
  const float text_y = roundf (y + pen->row_height / 2 + pen->text_height * 0.26f);
  const char *rest = zb_wall_bar_get_rest (row);
  const float rest_width = rest ? measure_text (pen, rest, FALSE) : 0;
  const float figure_width = measure_text (pen, zb_wall_bar_get_figure (row), TRUE);

  put_text (pen, snapshot, zb_wall_bar_get_name (row), FALSE, &pen->palette->text, 0, text_y);
  draw_bar (pen, snapshot, row, y);
  put_text (pen, snapshot, zb_wall_bar_get_figure (row), TRUE,
            zb_wall_bar_get_low (row) ? ink_of (pen, row) : &pen->palette->text,
            pen->width - rest_width - figure_width, text_y);
  if (rest)
    put_text (pen, snapshot, rest, FALSE, &pen->palette->dim, pen->width - rest_width, text_y);
}

static void
zb_wall_bars_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ZbWallBars *self = ZB_WALL_BARS (widget);
  const guint n = self->rows ? g_list_model_get_n_items (self->rows) : 0;
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, NULL);
  Pen pen = { .layout = layout,
              .width = (float)gtk_widget_get_width (widget),
              /* A wall is always dark. */
              .palette = zb_chart_palette_get (TRUE),
              .part = gtk_widget_has_css_class (widget, "rates") ? ZB_CHART_INK_OK : ZB_CHART_INK_PLAIN };

  if (n == 0)
    return;
  measure_rows (self, &pen, n);
  pen.row_height = MIN ((float)gtk_widget_get_height (widget) / (float)n, pen.text_height * 2.2f);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (ZbWallBar) row = g_list_model_get_item (self->rows, i);
      draw_row (&pen, snapshot, row, (float)i * pen.row_height);
    }
}

static void
zb_wall_bars_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                      int *minimum_baseline, int *natural_baseline)
{
  ZbWallBars *self = ZB_WALL_BARS (widget);
  const guint n = self->rows ? g_list_model_get_n_items (self->rows) : 0;
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, NULL);
  Pen pen = { .layout = layout };

  measure_rows (self, &pen, n);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = (int)(pen.name_width + pen.figure_width + pen.text_height * 4);
  else
    {
      *minimum = (int)(pen.text_height * TIGHT * (float)n);
      *natural = (int)(pen.text_height * (float)n);
    }
}

/* --- what a screen reader says ------------------------------------------------------------- */

static void
tell (ZbWallBars *self)
{
  const guint n = self->rows ? g_list_model_get_n_items (self->rows) : 0;
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (ZbWallBar) row = g_list_model_get_item (self->rows, i);
      const char *rest = zb_wall_bar_get_rest (row);
      g_string_append_printf (words, "%s%s %s%s", i ? ", " : "", zb_wall_bar_get_name (row),
                              zb_wall_bar_get_figure (row), rest ? rest : "");
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words->str, -1);
}

static void
on_rows (ZbWallBars *self)
{
  tell (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * zb_wall_bars_set_rows:
 * @self: a comparison
 * @rows: (nullable): a list of #ZbWallBar
 *
 * Sets what is compared.
 */
void
zb_wall_bars_set_rows (ZbWallBars *self, GListModel *rows)
{
  g_return_if_fail (ZB_IS_WALL_BARS (self));
  if (self->rows)
    g_signal_handlers_disconnect_by_func (self->rows, on_rows, self);
  if (!g_set_object (&self->rows, rows))
    return;
  if (rows)
    g_signal_connect_object (rows, "items-changed", G_CALLBACK (on_rows), self, G_CONNECT_SWAPPED);
  on_rows (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ROWS]);
}

static void
zb_wall_bars_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((ZbWallBarsProperty)id)
    {
    case PROP_ROWS:
      g_value_set_object (value, ZB_WALL_BARS (object)->rows);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_wall_bars_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch ((ZbWallBarsProperty)id)
    {
    case PROP_ROWS:
      zb_wall_bars_set_rows (ZB_WALL_BARS (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_wall_bars_dispose (GObject *object)
{
  g_clear_object (&ZB_WALL_BARS (object)->rows);
  G_OBJECT_CLASS (zb_wall_bars_parent_class)->dispose (object);
}

static void
zb_wall_bars_class_init (ZbWallBarsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = zb_wall_bars_get_property;
  object_class->set_property = zb_wall_bars_set_property;
  object_class->dispose = zb_wall_bars_dispose;
  widget_class->snapshot = zb_wall_bars_snapshot;
  widget_class->measure = zb_wall_bars_measure;
  properties[PROP_ROWS] = g_param_spec_object ("rows", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  gtk_widget_class_set_css_name (widget_class, "bars");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
zb_wall_bars_init (ZbWallBars *self)
{
}
