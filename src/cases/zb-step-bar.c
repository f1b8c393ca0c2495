/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-step-bar.h"

#include "zb-case.h"
#include "zb-words.h"

/**
 * ZbStepBar:
 *
 * How far a case has come, as seven short segments: green behind it, light where it is, dark ahead.
 */
struct _ZbStepBar
{
  GtkWidget parent_instance;
  int step, resume_step;
};

typedef enum
{
  PROP_STEP = 1,
  PROP_RESUME_STEP,
} ZbStepBarProperty;

static GParamSpec *properties[PROP_RESUME_STEP + 1];

#define SEGMENT 13.0f
#define GAP 2.0f
#define HEIGHT 6.0f

G_DEFINE_FINAL_TYPE (ZbStepBar, zb_step_bar, GTK_TYPE_WIDGET)

static const char *
color_of (ZbStepBar *self, int segment, gboolean dark)
{
  const int at = self->step == ZB_STEP_SUSPENDED ? self->resume_step : self->step;

  if (segment < at || at == ZB_STEP_CLOSED)
    return dark ? "#4B8069" : "#2F8A5B";
  if (segment == at)
    return dark ? "#8CC0FA" : "#2A6FCE";
  return dark ? "#353C46" : "#D3D9E0";
}

static void
zb_step_bar_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  const gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  const float y = (gtk_widget_get_height (widget) - HEIGHT) / 2;

  for (int segment = ZB_STEP_COLLECTED; segment <= ZB_STEP_CLOSED; segment++)
    {
      GskRoundedRect outline;
      GdkRGBA color;
      gdk_rgba_parse (&color, color_of (ZB_STEP_BAR (widget), segment, dark));
      gsk_rounded_rect_init_from_rect (
          &outline, &GRAPHENE_RECT_INIT ((segment - 1) * (SEGMENT + GAP), y, SEGMENT, HEIGHT), 2);
      gtk_snapshot_push_rounded_clip (snapshot, &outline);
      gtk_snapshot_append_color (snapshot, &color, &outline.bounds);
      gtk_snapshot_pop (snapshot);
    }
}

static void
zb_step_bar_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                     int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 7 * (SEGMENT + GAP) : HEIGHT;
}

static void
zb_step_bar_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ZbStepBar *self = ZB_STEP_BAR (object);

  g_value_set_int (value, id == PROP_STEP ? self->step : self->resume_step);
}

static void
zb_step_bar_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ZbStepBar *self = ZB_STEP_BAR (object);

  if (id == PROP_STEP)
    self->step = g_value_get_int (value);
  else
    self->resume_step = g_value_get_int (value);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  zb_words_choice (&zb_steps, self->step), -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
zb_step_bar_class_init (ZbStepBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = zb_step_bar_get_property;
  object_class->set_property = zb_step_bar_set_property;
  widget_class->snapshot = zb_step_bar_snapshot;
  widget_class->measure = zb_step_bar_measure;
  properties[PROP_STEP] = g_param_spec_int ("step", NULL, NULL, 0, G_MAXINT, 0, flags);
  properties[PROP_RESUME_STEP] = g_param_spec_int ("resume-step", NULL, NULL, 0, G_MAXINT, 0, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  gtk_widget_class_set_css_name (widget_class, "stepbar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
zb_step_bar_init (ZbStepBar *self)
{
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}
