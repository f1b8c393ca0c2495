/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-score-bar.h"

#include <math.h>

/**
 * ZbScoreBar:
 *
 * An algorithm's score between 0 and 1, with a tick at the threshold from which it raises alerts.
 */
struct _ZbScoreBar
{
  GtkWidget parent_instance;
  double score, threshold;
};

typedef enum
{
  PROP_SCORE = 1,
  PROP_THRESHOLD,
} ZbScoreBarProperty;

static GParamSpec *properties[PROP_THRESHOLD + 1];

G_DEFINE_FINAL_TYPE (ZbScoreBar, zb_score_bar, GTK_TYPE_WIDGET)

static void
append_bar (GtkSnapshot *snapshot, float width, float y, const GdkRGBA *color)
{
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, &GRAPHENE_RECT_INIT (0, y - 1.5f, width, 3), 1.5f);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, color, &outline.bounds);
  gtk_snapshot_pop (snapshot);
}

/* The track is the text's colour thinned out, so that the bar is right in both styles. */
static void
zb_score_bar_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ZbScoreBar *self = ZB_SCORE_BAR (widget);
  const float width = gtk_widget_get_width (widget), y = gtk_widget_get_height (widget) / 2.0f;
  GdkRGBA color, track, ink;

  gtk_widget_get_color (widget, &color);
  track = ink = color;
  track.alpha = 0.18f;
  append_bar (snapshot, width, y, &track);
  if (!isnan (self->score))
    append_bar (snapshot, width * CLAMP (self->score, 0, 1), y, &color);
  if (self->threshold > 0)
    gtk_snapshot_append_color (
        snapshot, &ink, &GRAPHENE_RECT_INIT (roundf (width * CLAMP (self->threshold, 0, 1)), y - 6, 2, 12));
}

static void
zb_score_bar_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                      int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 60 : 12;
}

static void
tell (ZbScoreBar *self)
{
  g_autofree char *words = isnan (self->score) ? NULL : g_strdup_printf ("%.2f", self->score);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, 1.0, GTK_ACCESSIBLE_PROPERTY_VALUE_NOW,
                                  isnan (self->score) ? 0.0 : self->score, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                  words ? words : "", -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
zb_score_bar_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ZbScoreBar *self = ZB_SCORE_BAR (object);

  switch ((ZbScoreBarProperty)id)
    {
    case PROP_SCORE:
      g_value_set_double (value, self->score);
      break;
    case PROP_THRESHOLD:
      g_value_set_double (value, self->threshold);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_score_bar_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ZbScoreBar *self = ZB_SCORE_BAR (object);

  switch ((ZbScoreBarProperty)id)
    {
    case PROP_SCORE:
      self->score = g_value_get_double (value);
      break;
    case PROP_THRESHOLD:
      self->threshold = g_value_get_double (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
  tell (self);
}

static void
zb_score_bar_class_init (ZbScoreBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  /* No score is NAN, which strict validation takes for a value out of range. */
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_LAX_VALIDATION;

  object_class->get_property = zb_score_bar_get_property;
  object_class->set_property = zb_score_bar_set_property;
  widget_class->snapshot = zb_score_bar_snapshot;
  widget_class->measure = zb_score_bar_measure;
  properties[PROP_SCORE] = g_param_spec_double ("score", NULL, NULL, -G_MAXDOUBLE, G_MAXDOUBLE, 0, flags);
  properties[PROP_THRESHOLD] =
      g_param_spec_double ("threshold", NULL, NULL, -G_MAXDOUBLE, G_MAXDOUBLE, 0, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  gtk_widget_class_set_css_name (widget_class, "score");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_METER);
}

static void
zb_score_bar_init (ZbScoreBar *self)
{
}
