/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-scale-bar.h"

#include <glib/gi18n.h>
#include <math.h>

#define MAX_WIDTH 110
#define TICK 7
#define HEIGHT 12
#define GAP 12

/**
 * ZbScaleBar:
 *
 * A bracket as long as a round number of metres on the map, with that number beside it.
 */
struct _ZbScaleBar
{
  GtkWidget parent_instance;
  GtkWidget *label;
  double resolution;
  double metres;
};

G_DEFINE_FINAL_TYPE (ZbScaleBar, zb_scale_bar, GTK_TYPE_WIDGET)

static int
bar_width (ZbScaleBar *self)
{
  return self->resolution > 0 ? (int)lround (self->metres / self->resolution) : 0;
}

/**
 * zb_scale_bar_round:
 * @metres: a length
 *
 * Returns: the greatest of 1, 2, 5 times a power of ten that is not longer
 */
double
zb_scale_bar_round (double metres)
{
  double power = pow (10, floor (log10 (metres)));
  double digit = metres / power;
  return power * (digit >= 5 ? 5 : digit >= 2 ? 2 : 1);
}

static void
zb_scale_bar_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                      int *minimum_baseline, int *natural_baseline)
{
  ZbScaleBar *self = ZB_SCALE_BAR (widget);
  int label;
  gtk_widget_measure (self->label, orientation, -1, &label, NULL, NULL, NULL);
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? bar_width (self) + GAP + label : MAX (HEIGHT, label);
  *natural = *minimum;
}

static void
zb_scale_bar_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  ZbScaleBar *self = ZB_SCALE_BAR (widget);
  int bar = bar_width (self) + GAP;
  gtk_widget_allocate (self->label, MAX (width - bar, 0), height, -1,
                       gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT ((float)bar, 0)));
}

static void
zb_scale_bar_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ZbScaleBar *self = ZB_SCALE_BAR (widget);
  float width = (float)bar_width (self), bottom = floorf (((float)gtk_widget_get_height (widget) + TICK) / 2);
  GdkRGBA colour;
  gtk_widget_get_color (widget, &colour);
  gtk_snapshot_append_color (snapshot, &colour, &GRAPHENE_RECT_INIT (0, bottom - 1.5f, width, 1.5f));
  gtk_snapshot_append_color (snapshot, &colour, &GRAPHENE_RECT_INIT (0, bottom - TICK, 1.5f, TICK));
  gtk_snapshot_append_color (snapshot, &colour,
                             &GRAPHENE_RECT_INIT (width - 1.5f, bottom - TICK, 1.5f, TICK));
  gtk_widget_snapshot_child (widget, self->label, snapshot);
}

static void
zb_scale_bar_dispose (GObject *object)
{
  g_clear_pointer (&ZB_SCALE_BAR (object)->label, gtk_widget_unparent);
  G_OBJECT_CLASS (zb_scale_bar_parent_class)->dispose (object);
}

static void
zb_scale_bar_class_init (ZbScaleBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = zb_scale_bar_dispose;
  widget_class->measure = zb_scale_bar_measure;
  widget_class->size_allocate = zb_scale_bar_size_allocate;
  widget_class->snapshot = zb_scale_bar_snapshot;
  gtk_widget_class_set_css_name (widget_class, "scalebar");
}

static void
zb_scale_bar_init (ZbScaleBar *self)
{
  self->label = gtk_label_new (NULL);
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
}

/**
 * zb_scale_bar_name:
 * @metres: a round length
 *
 * Returns: (transfer full): it in words
 */
char *
zb_scale_bar_name (double metres)
{
  if (metres >= 1000)
    return g_strdup_printf (_ ("%.0f km"), metres / 1000);
  return g_strdup_printf (_ ("%.0f m"), metres);
}

/**
 * zb_scale_bar_set_resolution:
 * @self: a scale bar
 * @metres_per_pixel: how much ground a logical pixel covers in the middle of the map
 */
void
zb_scale_bar_set_resolution (ZbScaleBar *self, double metres_per_pixel)
{
  g_return_if_fail (metres_per_pixel > 0);
  double metres = zb_scale_bar_round (metres_per_pixel * MAX_WIDTH);
  int width = bar_width (self);
  self->resolution = metres_per_pixel;
  if (self->metres != metres)
    {
      g_autofree char *text = zb_scale_bar_name (metres);
      gtk_label_set_label (GTK_LABEL (self->label), text);
    }
  self->metres = metres;
  /* It differs a little wherever the map is moved to, and with the bracket the whole window is laid out. */
  if (width != bar_width (self))
    gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * zb_scale_bar_get_metres:
 * @self: a scale bar
 *
 * Returns: how many metres its bracket stands for
 */
double
zb_scale_bar_get_metres (ZbScaleBar *self)
{
  return self->metres;
}
